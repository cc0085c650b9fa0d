"""What the studio did with each suggestion of the voters (N 2.2 `suggestions`; decisions.md section 2)."""

from collections.abc import Sequence

from newsroom.model.bid import REVIEWS
from newsroom.model.claim import Claim
from newsroom.studio.drafting import Written
from newsroom.studio.house_words import table
from newsroom.studio.script_plan import Plan

_OPENING = "open_with_"


def answers(
    suggestions: Sequence[str], told: Plan, usable: Sequence[Claim], lines: Sequence[Written], opened: str = ""
) -> dict[str, str]:
    """One sentence for each suggestion; an unknown one is answered as such and changes nothing.

    `opened` is the technique of the opening that was chosen.
    """
    return {code: _answer(code, told, usable, lines, opened) for code in suggestions}


def _answer(code: str, told: Plan, usable: Sequence[Claim], lines: Sequence[Written], opened: str) -> str:
    if code.startswith(_OPENING):
        wanted = code.removeprefix(_OPENING)
        return f"done: it opens with a {wanted}" if opened == wanted else f"not done: {opened} pulls more here"
    if code.endswith("_format"):
        return _format(code, told, len(usable))
    said = {i for line in lines for i in line.candidate.claim_ids}
    if code == "attribute_single_source":
        alone = [c for c in usable if c.id in said and c.status == "single_source"]
        return f"done: {len(alone)} claims of one outlet are told with who says them"
    if code == "say_figures_differ":
        both = [line for line in lines if len(line.candidate.claim_ids) > 1]
        return "done: both figures are told" if both else "not needed: no disputed figure is spoken"
    if code == "say_accused_not_guilty":
        return _accused(lines)
    if code == "say_translated":
        return "not needed: only English reports are quoted or retold"
    if code.startswith("show_"):
        return "passed on: pictures are planned from these claims by Visual_Artist"
    if code in REVIEWS:
        return "shown: a person who knows the place may read the script; nothing waits for it"
    return "read: no rule of this desk follows from it"


def _format(code: str, told: Plan, usable: int) -> str:
    wanted = {"3min": "180s"}.get(code.split("_")[1], code.split("_")[1]) if "_" in code else ""
    if told.length.name == wanted:
        return f"done: written for {wanted}"
    row = table("templates.yaml")["lengths"].get(wanted)
    if row is None:
        return f"not done: there is no format {wanted}"
    return f"not done: {wanted} takes {row['claims']} usable claims and enough to say, here are {usable}; {told.length.name} it is"


def _accused(lines: Sequence[Written]) -> str:
    said = any("not proof" in line.candidate.text for line in lines)
    return "done: the lack of a verdict is said" if said else "done: accusations are told as accusations only"
