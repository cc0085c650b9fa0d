"""Effects outside: looked up before anything is sent, stopped at the last moment, never sent twice (decisions.md 5).

For each post: an intent is written; hold, kill switch and a person's answer are read again directly before the call;
an intent that was open already is looked up first. Found is adopted; not found on our own site is sent again; not
found elsewhere may still have happened and goes to a person.
"""

import asyncio
from collections.abc import Mapping
from typing import Any

from newsroom.control.bench import Bench
from newsroom.control.decisions.publishing import switches, went_public
from newsroom.control.governance import stopped_by
from newsroom.control.moves import note
from newsroom.control.policy import WATCH_FOR
from newsroom.model.errors import MachineFault, NewsroomError, StaleVersion, Unavailable, Unknown
from newsroom.model.ids import derive
from newsroom.model.publication import Publication
from newsroom.model.story import Story
from newsroom.model.task import Effect
from newsroom.model.verdict import Ask
from newsroom.ports import Change, Commit, Outlet

OWN = frozenset({"site"})
"""Platforms whose look-up is the last word: our own disk."""


class EffectRunner:
    """Carries out open effects, in the order (time, id)."""

    def __init__(self, outlets: Mapping[str, Outlet]) -> None:
        self._outlets = outlets

    async def run(self, bench: Bench) -> int:
        """One pass over the effects whose time has come; returns how many were settled."""
        settled = 0
        for effect in bench.store.open_effects(bench.now):
            try:
                settled += await self.carry_out(bench, effect)
            except StaleVersion:
                # A person changed the story or its post in this moment; the next pass reads what holds now.
                continue
        return settled

    async def carry_out(self, bench: Bench, effect: Effect) -> bool:
        """One effect whose time has come; False when it has to wait: something is away, paused, or asks a person."""
        publication = bench.need("publication", effect.subject, Publication)
        story = bench.story(publication.story_id)
        if publication.status not in ("scheduled", "sending") or story.state not in ("PUBLISHING", "PUBLISHED"):
            bench.store.commit(_dropped(bench, publication, effect, story.reason))
            return True
        refused = _refused(bench, publication, effect)
        if refused is not None:
            bench.store.commit(_ended(bench, publication, effect, "cancelled", refused))
            return True
        if stopped_by(switches(bench), "publish") or _awaits_person(bench, publication, effect):
            return False
        outlet = self._outlets.get(publication.platform)
        if outlet is None:
            bench.store.commit(_ended(bench, publication, effect, "failed", f"{publication.platform} is not connected"))
            return True
        return await self._send(bench, publication, effect, outlet)

    async def _send(self, bench: Bench, publication: Publication, effect: Effect, outlet: Outlet) -> bool:
        interrupted = publication.status == "sending"
        if not interrupted:
            publication = _intent(bench, publication)
        try:
            url = await asyncio.to_thread(outlet.look_up, publication)
            if url is None and interrupted and publication.platform not in OWN:
                raise Unknown("unclear_post", "A post was begun and cannot be found.", "Look on the platform.")
            if url is None:
                url = await asyncio.to_thread(_post, bench, publication, outlet)
            if url is None:
                return self._not_sent(bench, publication)
        except Unavailable:
            return False
        except MachineFault:
            raise
        except Unknown as error:
            bench.store.commit(_unclear(bench, publication, effect, str(error)))
            return True
        except NewsroomError as error:
            bench.store.commit(_ended(bench, publication, effect, "failed", str(error)))
            return True
        bench.store.commit(_published(bench, publication, effect, url))
        return True

    @staticmethod
    def _not_sent(bench: Bench, publication: Publication) -> bool:
        """Nothing has left yet: the intent is taken back, and the effect waits."""
        later = publication.model_copy(update={"status": "scheduled", "version": publication.version + 1})
        bench.store.commit(Commit(changes=(_row(later),)))
        return False


def _post(bench: Bench, publication: Publication, outlet: Outlet) -> str | None:
    """Send it, or None where it may not go out any more. Asked in the very call: looking it up and waiting for a thread
    took their time, and somebody may have pulled the brake, or the story ended, meanwhile.
    """
    story = bench.story(publication.story_id)
    if stopped_by(switches(bench), "publish") or story.state not in ("PUBLISHING", "PUBLISHED"):
        return None
    return outlet.publish(publication)


def _question(bench: Bench, publication: Publication, effect: Effect) -> Ask | None:
    if not effect.body.get("needs_person"):
        return None
    return bench.store.get("ask", derive("ask", publication.id, "confidence"), Ask)


def _awaits_person(bench: Bench, publication: Publication, effect: Effect) -> bool:
    ask = _question(bench, publication, effect)
    return bool(effect.body.get("needs_person")) and (ask is None or ask.status != "approved")


def _refused(bench: Bench, publication: Publication, effect: Effect) -> str | None:
    """Why a person, or the end of the time for an answer, keeps this post in the house; None while it may still go."""
    ask = _question(bench, publication, effect)
    if ask is None or ask.status in ("open", "approved"):
        return None
    return f"{ask.status} by {ask.answered_by}" if ask.answered_by else ask.status


def _intent(bench: Bench, publication: Publication) -> Publication:
    later = publication.model_copy(update={"status": "sending", "version": publication.version + 1})
    bench.store.commit(Commit(changes=(_row(later),)))
    return later


def _published(bench: Bench, publication: Publication, effect: Effect, url: str) -> Commit:
    updates = {"status": "published", "url": url, "published_at": bench.now}
    commit = _close(bench, publication, effect, "done", updates, {"url": url, "platform": publication.platform})
    step = went_public(bench, publication)
    if step is None:
        return commit
    return commit._replace(changes=(*commit.changes, step.change), audit=(*commit.audit, step.audit))


def _ended(bench: Bench, publication: Publication, effect: Effect, status: str, detail: str) -> Commit:
    updates = {"status": status, "detail": detail}
    effect_status = "cancelled" if status == "cancelled" else "failed"
    return _close(bench, publication, effect, effect_status, updates, {"detail": detail})


def _dropped(bench: Bench, publication: Publication, effect: Effect, reason: str) -> Commit:
    if publication.status != "scheduled":
        return Commit(closed_effects=((effect.id, "cancelled"),))
    return _ended(bench, publication, effect, "cancelled", reason)


def _unclear(bench: Bench, publication: Publication, effect: Effect, detail: str) -> Commit:
    commit = _ended(bench, publication, effect, "unknown", detail)
    story: Story = bench.story(publication.story_id)
    ask = Ask(
        id=derive("ask", publication.id, "publication"),
        story_id=story.id,
        question="publication",
        role="editor",
        why=f"{publication.platform}: {detail}",
        opened_at=bench.now,
        due_at=bench.now + WATCH_FOR,
        evidence=(publication.id,),
    )
    opened = Change("ask", ask.id, 0, ask, story.id, ask.status, ask.due_at)
    return commit._replace(changes=(*commit.changes, opened))


def _close(
    bench: Bench,
    publication: Publication,
    effect: Effect,
    effect_status: str,
    updates: dict[str, Any],
    payload: dict[str, Any],
) -> Commit:
    later = publication.model_copy(update={**updates, "version": publication.version + 1})
    record = note(f"publication.{later.status}", later.id, later.version, bench.now, payload)
    return Commit(changes=(_row(later),), audit=(record,), closed_effects=((effect.id, effect_status),))


def _row(publication: Publication) -> Change:
    return Change(
        "publication",
        publication.id,
        publication.version - 1,
        publication,
        publication.story_id,
        publication.status,
    )
