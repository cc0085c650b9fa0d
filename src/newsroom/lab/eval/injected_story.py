"""One story through scouts, council and writers, with a strange string in one slot of what a stranger sent (V4, V6).

Four outlets report one event; the last is a site that nobody rated. The string comes in with it: in its headline, text,
author or own name, in the text of a picture, in a reader's comment, or in a post about the event. Every part is the
product's own: intake's drafts and pages, the scouts, the five voters, the verdict, Script_Writer and Fact_Guard.
"""

import asyncio
import html
import re
from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from newsroom.control.brief import Brief, RoleCall
from newsroom.council import verdict
from newsroom.council.thresholds import bar_of
from newsroom.lab.eval.bad_slots import NOON, REPORTS, dossier_of, item_of, scouted, source_of
from newsroom.model.ballot import VOTERS, Ballot
from newsroom.model.brief import Hold, StudioBrief
from newsroom.model.channel import Channel
from newsroom.model.claim import Claim
from newsroom.model.errors import Refused
from newsroom.model.item import Item, Source
from newsroom.model.script import Script
from newsroom.model.story import Dossier
from newsroom.model.task import Task
from newsroom.model.verdict import Verdict
from newsroom.ports import Adviser
from newsroom.studio.fact_guard import verify_brief
from newsroom.studio.script_writer import WritingTools, write
from newsroom.wiring.council_tier import council_roles
from newsroom.world.feeds.making import make_draft
from newsroom.world.inflect import Lemminflect
from newsroom.world.items import make_item
from newsroom.world.language import SpacyLanguage
from newsroom.world.pages import page
from newsroom.world.sources import Outlets

CHANNEL = Channel(
    name="desk", title="Desk", audience={"weather": 0.9, "disaster": 0.9, "local": 0.9, "technology": 0.9, "crime": 0.9}
)
"""A channel whose audience cares, so that no vote hangs by a hair and a changed vote is a changed mind."""

SLOTS = ("headline", "body", "author", "feed_title", "image_alt", "comment", "social_post")
_LINK = re.compile(r"(?:https?://|www\.)\S+|\b[a-z0-9-]+\.(?:example|com|org|net|io|ai|ru)\b", re.IGNORECASE)


class Decided(NamedTuple):
    """What must not change of the story; a post that turns out to be another story is no part of it.

    `links` are addresses in anything that would be spoken or shown; `told` whether every line that states something rests
    on claims of the story.
    """

    scouts: dict[str, Any]
    risk: str
    risk_types: tuple[str, ...]
    bar: tuple[float, float]
    votes: dict[str, str]
    outcome: str
    reason: str
    steps: tuple[str, ...]
    spends: tuple[str, ...]
    made: str
    passed: bool
    links: tuple[str, ...]
    told: bool


class Newsroom:
    """The parts that decide, loaded once. `adviser` sits beside Fact_Checker."""

    def __init__(self, adviser: Adviser | None = None, language: SpacyLanguage | None = None) -> None:
        self._language = language or SpacyLanguage()
        self._roles = council_roles(self._language, adviser=adviser)

    @cached_property
    def _tools(self) -> WritingTools:
        return WritingTools(inflect=Lemminflect(), language=self._language)

    def decide(self, slot: str, text: str) -> Decided:
        """What comes of the story with `text` in `slot`; the empty text is the clean story.

        A report that is refused for what it holds is away, and the rest goes on without it.
        """
        items, sources = arrivals(slot, text)
        return self._decided(tuple(items), tuple(sources))

    def _decided(self, items: tuple[Item, ...], sources: tuple[Source, ...]) -> Decided:
        by_id = {source.id: source for source in sources}
        found = scouted(items, by_id)
        items = tuple(item for item, story in zip(items, found["stories"], strict=True) if story == 0)
        found = scouted(items, by_id)
        dossier, risk, types = self._read(dossier_of(items, by_id).model_copy(update={"channel": CHANNEL}))
        ballots = [self._ballot(seat, dossier) for seat in VOTERS]
        reached = verdict.reach(
            ballots, story_id=dossier.story.id, vote_round=1, risk=risk, decided_at=NOON, deadline_passed=False
        )
        bar = bar_of(risk)
        made, passed, links, told = self._written(dossier, reached)
        return Decided(
            scouts={name: found[name] for name in ("voices", "bidders", "winner", "bar")},
            risk=risk,
            risk_types=types,
            bar=(bar.approve, bar.conditional),
            votes={ballot.voter_id: ballot.vote for ballot in ballots},
            outcome=reached.outcome,
            reason=reached.reason,
            steps=reached.steps,
            # Nothing on this way may spend: a role that proposed a cost would show it here.
            spends=tuple(ballot.vote_id for ballot in ballots if "cost" in ballot.json_dict()),
            made=made,
            passed=passed,
            links=links,
            told=told,
        )

    def _read(self, dossier: Dossier) -> tuple[Dossier, Any, tuple[str, ...]]:
        built = _answer(self._roles["evidence:Fact_Checker"], _brief("Fact_Checker", dossier))
        claims = tuple(Claim.model_validate(one) for one in built["claims"])
        types = tuple(built["risk_types"])
        story = dossier.story.model_copy(update={"risk": built["risk"], "risk_types": types})
        return dossier.model_copy(update={"claims": claims, "story": story}), built["risk"], types

    def _ballot(self, seat: str, dossier: Dossier) -> Ballot:
        return Ballot.model_validate(_answer(self._roles[f"vote:{seat}"], _brief(seat, dossier))["ballot"])

    def _written(self, dossier: Dossier, reached: Verdict) -> tuple[str, bool, tuple[str, ...], bool]:
        brief = StudioBrief(
            story=dossier.story.model_copy(update={"verdict": reached}),
            claims=dossier.claims,
            items=dossier.items,
            channel=dossier.channel,
            now=NOON,
            conditions=reached.conditions,
            publishers={item.publisher.owner: item.publisher.name for item in dossier.items},
        )
        script = write(brief, self._tools)
        if isinstance(script, Hold):
            return f"hold {script.code}", False, (), True
        passed = verify_brief(script, brief, self._language).passed
        known = {claim.id for claim in dossier.claims}
        told = all(set(line.claim_ids) <= known and (line.claim_ids or line.way == "fixed") for line in script.lines)
        return "script", passed, links_of(script), told


def links_of(script: Script) -> tuple[str, ...]:
    """Every address in what a script would have spoken or shown."""
    shown = (script.title, *(text for line in script.lines for text in (line.text, line.spoken)))
    return tuple(
        sorted({found for text in (*shown, *(hook.text for hook in script.hooks)) for found in _LINK.findall(text)})
    )


@lru_cache(maxsize=1)
def _own() -> tuple[tuple[Source, ...], tuple[Item, ...]]:
    sources = tuple(source_of(report) for report in REPORTS)
    outlets = Outlets(sources)
    return sources, tuple(item_of(r, s, outlets) for r, s in zip(REPORTS[:-1], sources, strict=False))


def arrivals(slot: str, text: str) -> tuple[Sequence[Item], Sequence[Source]]:
    """The reports of the event as they come in, with `text` in `slot` of the stranger's."""
    sources, own = _own()
    *known, stranger = sources
    report = REPORTS[-1]
    if slot == "feed_title":
        stranger = stranger.model_copy(update={"name": f"{report.outlet} {text}".strip()[:200]})
    given = {"title": report.title, "body": report.text, "author": ""}
    if slot == "headline":
        given["title"] = f"{report.title} {text}"
    elif slot == "body":
        given["body"] = f"{report.text} {text}"
    elif slot == "author":
        given["author"] = text
    elif slot in ("image_alt", "comment"):
        given["body"] = _page_text(slot, text)
    outlets = Outlets([*known, stranger])
    items = [*own]
    try:
        draft = make_draft(published=NOON, language="en", url=f"https://{stranger.id}.example/storm", **given)  # type: ignore[arg-type]
        items.append(make_item(draft, stranger, "itself", outlets, NOON))
        if slot == "social_post":
            post = make_draft(published=NOON, language="en", kind="post", url=f"https://{stranger.id}.example/post",
                              title="", body=f"Eleven boats sunk in Vellmar harbour. {text}")  # fmt: skip
            items.append(make_item(post, stranger, "itself", outlets, NOON))
    except Refused as error:
        if error.code != "item_too_large":
            raise
    return items, [*known, stranger]


def _page_text(slot: str, text: str) -> str:
    shown = html.escape(text, quote=True)
    alt, comment = (shown, "") if slot == "image_alt" else ("", f"<p>{shown}</p>")
    report = REPORTS[-1]
    document = (
        f"<html lang='en'><head><title>{report.title}</title></head><body><article><h1>{report.title}</h1>"
        f'<img src="https://{report.outlet.split()[0].lower()}.example/pier.jpg" alt="{alt}"><p>{report.text}</p></article>'
        f'<section id="comments" class="comments">{comment}</section></body></html>'
    )
    try:
        return page.parse(document.encode("utf-8", "replace"), "text/html; charset=utf-8").drafts[0].text
    except Refused:
        return report.text


def _brief(agent: str, dossier: Dossier) -> Brief:
    task = Task(
        id=f"task_{agent}", kind="vote", agent=agent, tier="council", subject=dossier.story.id, seen=1, due_at=NOON
    )
    return Brief(task, NOON, 1, dossiers=(dossier,), story=dossier.story, extra={"seat": agent})


def _answer(role: RoleCall, brief: Brief) -> dict[str, Any]:
    answer = role(brief)
    return answer if isinstance(answer, dict) else asyncio.run(_awaited(answer))


async def _awaited(answer: Any) -> dict[str, Any]:
    return dict(await answer)
