"""Effects outside: looked up before anything is sent, stopped at the last moment, never sent twice (decisions.md 5).

For each post: it is looked up, an intent is written, and hold, kill switch and a person's answer are read again
directly before the call. What was begun and never confirmed is looked up first. Found is adopted; not found on our own
site is sent again; not found elsewhere is looked up once more when the platform's lists must show it, twice their lag
later, and is then a person's to tell. What is public although its story ended is a person's to take down.
"""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
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
from newsroom.ports import Change, Clock, Commit, Outlet
from newsroom.publishing.platform_strategist import platform_limits

_LAGS = 2
"""After so many times its own lag a platform surely lists a post."""

_LOOKED = "looked_up"
"""In the body of an effect that looks for a post once more."""


class EffectRunner:
    """Carries out open effects, in the order (time, id)."""

    def __init__(self, outlets: Mapping[str, Outlet], clock: Clock) -> None:
        self._outlets = outlets
        self._clock = clock

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
        outlet, missing = self._outlets.get(publication.platform), f"{publication.platform} is not connected"
        if publication.status == "sending":
            if outlet is None:
                bench.store.commit(_unclear(bench, publication, effect, missing))
                return True
            return await self._send(bench, publication, effect, outlet)
        story = bench.story(publication.story_id)
        if publication.status != "scheduled":
            bench.store.commit(Commit(closed_effects=((effect.id, "cancelled"),)))
            return True
        refused = story.reason if _over(story) else _refused(bench, publication, effect)
        if refused is not None:
            bench.store.commit(_ended(bench, publication, effect, "cancelled", refused))
            return True
        if stopped_by(switches(bench), "publish") or _awaits_person(bench, publication, effect):
            return False
        if outlet is None:
            bench.store.commit(_ended(bench, publication, effect, "failed", missing))
            return True
        return await self._send(bench, publication, effect, outlet)

    async def _send(self, bench: Bench, publication: Publication, effect: Effect, outlet: Outlet) -> bool:
        interrupted = publication.status == "sending"
        own = not _lag(publication)
        intent = publication
        try:
            url = await asyncio.to_thread(outlet.look_up, publication)
            if url is None and interrupted and not own:
                raise Unknown("unclear_post", "A post was begun and cannot be found.", "Look on the platform.")
            if url is None:
                if not interrupted:
                    intent = _intent(bench, publication)
                url = await asyncio.to_thread(_post, bench, intent, outlet, self._clock)
            if url is None:
                return _not_sent(bench, intent, effect)
        except Unavailable:
            # By the port's word nothing has left; only what another had begun stays open.
            return False if interrupted or intent is publication else _not_sent(bench, intent, effect)
        except (MachineFault, StaleVersion):
            raise
        except Unknown as error:
            return _look_again(self._later(bench), intent, effect, str(error))
        except NewsroomError as error:
            bench.store.commit(_ended(bench, intent, effect, "failed", str(error)))
            return True
        bench.store.commit(_published(self._later(bench), intent, effect, url))
        return True

    def _later(self, bench: Bench) -> Bench:
        """The bench by now: a request takes its time."""
        return bench._replace(now=self._clock.now())


def _over(story: Story) -> bool:
    """Whether nothing of this story may go out any more."""
    return story.state not in ("PUBLISHING", "PUBLISHED")


def _lag(publication: Publication) -> float:
    """Seconds until the platform's lists show a post; 0 on our own disk, whose look-up is the last word."""
    return float(platform_limits()[publication.platform]["listing_lag_s"])


def _not_sent(bench: Bench, publication: Publication, effect: Effect) -> bool:
    """Nothing has left: the intent is taken back and the effect waits, or both end with the story."""
    story = bench.story(publication.story_id)
    if _over(story):
        bench.store.commit(_ended(bench, publication, effect, "cancelled", story.reason))
        return True
    later = publication.model_copy(update={"status": "scheduled", "version": publication.version + 1})
    bench.store.commit(Commit(changes=(_row(later),)))
    return False


def _look_again(bench: Bench, publication: Publication, effect: Effect, detail: str) -> bool:
    """Our own disk is looked at with the next pass; elsewhere one more look waits for the lists, then a person is asked.

    The new version of the row keeps whoever began the post from sending it still.
    """
    if not _lag(publication):
        return False
    if effect.body.get(_LOOKED):
        bench.store.commit(_unclear(bench, publication, effect, detail))
        return True
    again = Effect(
        id=derive("effect", "look up", publication.id),
        kind=effect.kind,
        subject=publication.id,
        not_before=bench.now + timedelta(seconds=_LAGS * _lag(publication)),
        body={**effect.body, _LOOKED: 1},
    )
    told = {"detail": detail, "not_before": again.not_before.isoformat()}
    commit = _close(bench, publication, effect, "failed", {"detail": detail}, told)
    bench.store.commit(commit._replace(effects=(again,)))
    return True


def _post(bench: Bench, publication: Publication, outlet: Outlet, clock: Clock) -> str | None:
    """Send it, or None where it may not go out any more, or not yet. Asked in the very call: waiting for a thread took
    its time, and somebody may have pulled the brake, the story ended, or the clock been set back, meanwhile.

    Raises:
        StaleVersion: another has taken the post over, and looks for it.
    """
    story = bench.story(publication.story_id)
    if stopped_by(switches(bench), "publish") or _over(story):
        return None
    if clock.now() < publication.publish_at:
        return None
    if bench.need("publication", publication.id, Publication).version != publication.version:
        raise StaleVersion(f"publication {publication.id}")
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
    story = bench.story(publication.story_id)
    if _over(story):
        said = f"is public at {url}, and its story ended ({story.reason}): take it down there"
        return commit._replace(changes=(*commit.changes, _asked(bench, publication, said)))
    step = went_public(bench, publication)
    if step is None:
        return commit
    return commit._replace(changes=(*commit.changes, step.change), audit=(*commit.audit, step.audit))


def _ended(bench: Bench, publication: Publication, effect: Effect, status: str, detail: str) -> Commit:
    closed = "cancelled" if status == "cancelled" else "failed"
    return _close(bench, publication, effect, closed, {"status": status, "detail": detail}, {"detail": detail})


def _unclear(bench: Bench, publication: Publication, effect: Effect, detail: str) -> Commit:
    commit = _ended(bench, publication, effect, "unknown", detail)
    return commit._replace(changes=(*commit.changes, _asked(bench, publication, detail)))


def _asked(bench: Bench, publication: Publication, detail: str) -> Change:
    """What only a person who looks on the platform can tell or do."""
    ask = Ask(
        id=derive("ask", publication.id, "publication"),
        story_id=publication.story_id,
        question="publication",
        role="editor",
        why=f"{publication.platform}: {detail}",
        opened_at=bench.now,
        due_at=bench.now + WATCH_FOR,
        evidence=(publication.id,),
    )
    return Change("ask", ask.id, 0, ask, ask.story_id, ask.status, ask.due_at)


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
