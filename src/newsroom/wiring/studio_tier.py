"""The studio's agents as the worker calls them: each gets the same brief, and hands back its one piece."""

from collections.abc import Sequence
from typing import NamedTuple

from newsroom.control.brief import Brief, Proposal, RoleCall
from newsroom.control.policy import Policy
from newsroom.model.assets import Cut, GenerationFailure, Narration, Production, Visual
from newsroom.model.brief import Hold, StudioBrief
from newsroom.model.channel import Channel
from newsroom.model.item import Item
from newsroom.model.script import Script
from newsroom.ports import Inflection, Inspect, Language, Render, Speech
from newsroom.studio import hook_doctor, quality_critic, script_writer, video_editor, voice_actor
from newsroom.studio.confirmation import unconfirmed
from newsroom.studio.fact_guard import verify_brief
from newsroom.studio.script_writer import WritingTools
from newsroom.studio.visual_artist import illustrate


class StudioTools(NamedTuple):
    """What the studio asks of the world."""

    language: Language
    inflect: Inflection
    speech: Speech
    render: Render
    inspect: Inspect


def studio_roles(policy: Policy, tools: StudioTools) -> dict[str, RoleCall]:
    """Every studio task, by the worker's keys."""
    studio = Studio(policy, tools)
    return {
        "script:Script_Writer": studio.script,
        "hooks:Hook_Doctor": studio.hooks,
        "guard:Fact_Guard": studio.guard,
        "voice:Voice_Actor": studio.voice,
        "visuals:Visual_Artist": studio.visuals,
        "edit:Video_Editor": studio.edit,
        "review:Quality_Critic": studio.review,
    }


class Studio:
    """The studio of every channel: whose voice and look it is stands in the brief."""

    def __init__(self, policy: Policy, tools: StudioTools) -> None:
        self._house = policy.channel
        self._suggestions = policy.suggestions
        self._tools = tools
        self._writing = WritingTools(inflect=tools.inflect, language=tools.language)

    def script(self, brief: Brief) -> Proposal:
        """Script_Writer: the first version, or the next without what was struck."""
        production, studio = _production(brief), self._brief(brief)
        alone = unconfirmed(studio.story)
        if alone is not None:
            return {"hold": alone.json_dict()}
        if production.script is not None and production.feedback:
            made = script_writer.revise(production.script, production.feedback, studio, self._writing)
        else:
            made = script_writer.write(studio, self._writing)
        return {"hold": made.json_dict()} if isinstance(made, Hold) else {"script": made.json_dict()}

    def hooks(self, brief: Brief) -> Proposal:
        """Hook_Doctor: the best admissible opening."""
        return {"script": hook_doctor.optimise(_script(brief), self._brief(brief), self._writing).json_dict()}

    def guard(self, brief: Brief) -> Proposal:
        """Fact_Guard: every line against its evidence."""
        return {"guard": verify_brief(_script(brief), self._brief(brief), self._tools.language).json_dict()}

    def voice(self, brief: Brief) -> Proposal:
        """Voice_Actor: the narration."""
        made = voice_actor.narrate(_script(brief), self._channel(brief), self._tools.speech)
        return _made("narration", made)

    def visuals(self, brief: Brief) -> Proposal:
        """Visual_Artist: the cards, each laid out once to see whether it stands."""
        cards = illustrate(_script(brief), self._brief(brief), lambda card: self._layout(card, self._channel(brief)))
        return {"visuals": [card.json_dict() for card in cards]}

    def edit(self, brief: Brief) -> Proposal:
        """Video_Editor: the finished file, in the video's own folder."""
        production = _production(brief)
        if production.narration is None:
            raise ValueError("an edit needs its narration")
        made = video_editor.assemble(
            _script(brief),
            production.narration,
            production.visuals,
            self._channel(brief),
            self._tools.render,
            self._folder(brief),
        )
        return _made("cut", made)

    def review(self, brief: Brief) -> Proposal:
        """Quality_Critic: the finished file, listened to and looked at."""
        production = _production(brief)
        if production.cut is None or production.narration is None or production.guard is None:
            raise ValueError("a review needs a finished file")
        facts = self._tools.inspect.measure(production.cut, production.narration, _script(brief))
        made = quality_critic.evaluate(production, facts, production.guard, rehearsal=self._channel(brief).rehearsal)
        return {"review": made.json_dict()}

    def _channel(self, brief: Brief) -> Channel:
        return brief.channel or self._house

    def _folder(self, brief: Brief) -> str:
        """The video's own folder; another channel's video of the same story lies beside the first."""
        channel = self._channel(brief).name
        return _folder(brief) if channel == self._house.name else f"{_folder(brief)}-{channel}"

    def _layout(self, visual: Visual, channel: Channel) -> Sequence[str]:
        return self._tools.render.layout_issues((visual,), channel, channel.aspect)

    def _brief(self, brief: Brief) -> StudioBrief:
        if brief.story is None:
            raise ValueError("a studio task has a story")
        verdict = brief.story.verdict
        return StudioBrief(
            story=brief.story,
            claims=brief.claims,
            items=brief.items,
            channel=self._channel(brief),
            now=brief.now,
            conditions=verdict.conditions if verdict else (),
            suggestions=(*self._suggestions, *brief.extra.get("suggestions", ())),
            publishers=_said_aloud(brief.items),
        )


def _made(piece: str, made: Narration | Cut | GenerationFailure) -> Proposal:
    return {"failure" if isinstance(made, GenerationFailure) else piece: made.json_dict()}


def _said_aloud(items: Sequence[Item]) -> dict[str, str]:
    """Owner -> the outlet to name, the best-rated one an owner has here."""
    ranked = sorted(items, key=lambda item: (item.publisher.tier, item.publisher.name))
    named: dict[str, str] = {}
    for item in ranked:
        named.setdefault(item.publisher.owner, item.publisher.name)
    return named


def _folder(brief: Brief) -> str:
    if brief.story is None:
        raise ValueError("a studio task has a story")
    # The day and the name are for people; the end of the id keeps two stories of one name apart.
    approved = brief.story.approved_at or brief.now
    return f"videos/{approved:%Y-%m-%d}-{brief.story.slug}-{brief.story.id[-4:]}"


def _production(brief: Brief) -> Production:
    if brief.production is None:
        raise ValueError("a studio task has a production")
    return brief.production


def _script(brief: Brief) -> Script:
    script = _production(brief).script
    if script is None:
        raise ValueError("this stage needs a script")
    return script
