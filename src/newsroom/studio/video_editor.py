"""Video_Editor (N 3.6): puts sound, cards and captions into one file.

Constraints kept: cuts follow the sound, nothing stands still for more than four seconds, neighbours never show the
same picture; changes dissolve, since hard flashes suit no tone of news; the export has one set of technical values;
and Quality_Critic measures the finished file. An asset without rights is never cut in.
"""

from collections.abc import Sequence

from newsroom.model.assets import Cut, GenerationFailure, Narration, Visual
from newsroom.model.channel import Aspect, Channel
from newsroom.model.errors import Refused, Unavailable
from newsroom.model.script import Script
from newsroom.ports import Render
from newsroom.studio.card_timing import STILL_S_MAX, card_plan, longest_still_s


def assemble(
    script: Script,
    narration: Narration,
    visuals: Sequence[Visual],
    channel: Channel,
    render: Render,
    folder: str,
    aspect: Aspect | None = None,
) -> Cut | GenerationFailure:
    """The finished file in `folder` (relative to the home folder), or which part stands in its way.

    `aspect` is the channel's where none is given. A failure of component `visuals` names a card, of `video` the cut.
    """
    wanted = aspect or channel.aspect
    fault = _unfit(narration, visuals) or _misplaced(visuals, channel, wanted, render)
    if fault is not None:
        return fault
    try:
        return render.cut(script, narration, visuals, channel, wanted, folder)
    except Unavailable as error:
        return GenerationFailure(component="video", code=error.code, detail=str(error), again=True)
    except Refused as error:
        return GenerationFailure(component="video", code=error.code, detail=str(error), again=False)


def _unfit(narration: Narration, visuals: Sequence[Visual]) -> GenerationFailure | None:
    """What cannot be cut at all: no card, a card without rights, or a picture that would stand still."""
    if not visuals:
        return GenerationFailure(component="visuals", code="no_visuals", detail="There is no card to show.", again=True)
    bare = [visual.id for visual in visuals if not visual.rights]
    if bare:
        detail = f"Cards without a record of rights: {', '.join(bare)}."
        return GenerationFailure(component="visuals", code="no_rights", detail=detail, again=True)
    still = longest_still_s(card_plan(visuals, narration), [word.start for word in narration.words])
    if still > STILL_S_MAX:
        detail = f"Nothing would move for {still:g} s; the limit is {STILL_S_MAX:g} s."
        return GenerationFailure(component="video", code="stands_still", detail=detail, again=False)
    return None


def _misplaced(visuals: Sequence[Visual], channel: Channel, aspect: Aspect, render: Render) -> GenerationFailure | None:
    issues = render.layout_issues(visuals, channel, aspect)
    if not issues:
        return None
    return GenerationFailure(component="visuals", code="layout", detail="; ".join(issues), again=True)
