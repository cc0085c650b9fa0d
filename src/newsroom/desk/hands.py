"""People's hands on a newsroom: an answer to what waits, the kill switch, the spike. Light, so that they work at once.

Whoever calls says who acts and as what; the roles that a person holds, the powers of a role and the version they read
are checked here, and an attempt that was refused is written into the audit like one that counted.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from newsroom.control.bench import Bench
from newsroom.control.decisions import asks
from newsroom.control.decisions.publishing import turned
from newsroom.control.decisions.spike import spiked
from newsroom.control.decisions.splitting import split as parted
from newsroom.control.governance import SCOPES
from newsroom.control.moves import note as audit_note
from newsroom.control.policy import Policy
from newsroom.control.powers import HANDS, Hand, acting_role, check_role, may_answer
from newsroom.control.records import Edition
from newsroom.desk.people import People
from newsroom.model.channel import Channel
from newsroom.model.cleaning import clean
from newsroom.model.errors import Refused, StaleVersion
from newsroom.model.item import Item
from newsroom.model.story import Story
from newsroom.model.verdict import Ask, Role
from newsroom.ports import Commit, Store
from newsroom.world.clock import SystemClock

StaleAnswer = asks.StaleAnswer
_SUBJECT_MAX = 64
_SHOWN = 200


def answer(
    store: Store, people: People, ask: str, version: int, decision: str, by: str, role: str, note: str = ""
) -> Ask:
    """A person's answer to one ask, and the ask as it is then.

    `role` empty means: the one of this person's roles that may answer.

    Raises:
        Refused: what `asks.answered` refuses, or a role that this person does not hold.
    """
    details = {"decision": decision[:_SHOWN], "read": version}
    with refused_attempt(store, "ask", ask, by, role, details):
        acting = _answering_role(store, people, ask, by, role)
        try:
            # Read and written as one: another answer of this very moment comes before it or after it.
            with store.batch():
                store.commit(asks.answered(bench(store), ask, version, decision, by, acting, clean(note)))
        except asks.StaleAnswer:
            raise
        except StaleVersion as error:
            # Somebody else answered in the very moment between reading and writing.
            raise asks.StaleAnswer(_ask(store, ask), version) from error
    return _ask(store, ask)


def _ask(store: Store, ask: str) -> Ask:
    closed = store.get("ask", ask, Ask)
    if closed is None:
        raise Refused("no_such_ask", f"Nothing waits under {ask[:_SUBJECT_MAX]}.", "See `newsroom hitl list --all`.")
    return closed


def switch(store: Store, people: People, what: str, stopped: bool, by: str, note: str = "", role: str = "") -> Role:
    """A person pauses or resumes one kind of effect; returns the role they acted in.

    Raises:
        Refused: there is no such kind, or this person may not.
    """
    with refused_attempt(store, "switch", what, by, role, {"paused": stopped}):
        hand = _switch_hand(what, stopped)
        acting = acting_role(hand, role, people.held_by(by))
        store.commit(turned(bench(store), what, stopped, by, _short(note), acting))
    return acting


def spike(store: Store, people: People, story: str, by: str, note: str, role: str = "") -> Story:
    """A person ends a story that is not public yet; returns it as it is then.

    Raises:
        Refused: what `spike.spiked` refuses, or this person may not.
    """
    with refused_attempt(store, "story", story, by, role, {"spike": True}):
        acting = acting_role("spike", role, people.held_by(by))
        store.commit(spiked(bench(store), story, by, acting, _short(note)))
    ended = store.get("story", story, Story)
    if ended is None:
        raise Refused("no_such_story", f"There is no story {story}.", "See `newsroom story list`.")
    return ended


def split(
    store: Store, people: People, story: str, reports: Sequence[str], by: str, note: str, role: str = ""
) -> tuple[Story, ...]:
    """A person tells a story apart: what `reports` name leaves it. Returns the two stories, the rest first.

    A report is named by its id, its address, or words of its title.

    Raises:
        Refused: what `splitting.split` refuses, words that fit no report or several, or this person may not.
    """
    with refused_attempt(store, "story", story, by, role, {"split": True}):
        acting = acting_role("split", role, people.held_by(by))
        # Read and written as one: a report that comes in this moment is in the story before the split, or after it.
        with store.batch():
            leaving = _reports(store, story, reports)
            store.commit(parted(bench(store), story, leaving, by, acting, _short(note)))
    over = store.get("story", story, Story)
    return store.get_many("story", over.split_into if over else (), Story)


def _reports(store: Store, story: str, named: Sequence[str]) -> list[str]:
    found = store.get("story", story, Story)
    items = store.get_many("item", found.item_ids, Item) if found else ()
    return [_report(items, words) for words in named]


def _report(items: Sequence[Item], words: str) -> str:
    for item in items:
        if words in (item.id, item.url, item.canonical_url):
            return item.id
    wanted = words.casefold().split()
    fitting = [item for item in items if wanted and all(word in item.title.casefold() for word in wanted)]
    if len(fitting) > 1:
        names = "; ".join(f"{item.id} ({item.title[:60]})" for item in fitting[:5])
        raise Refused("many_reports", f"{len(fitting)} reports match {words[:_SHOWN]!r}: {names}.", "Use the id.")
    return fitting[0].id if fitting else words


def bench(store: Store) -> Bench:
    """What a person's decision looks at: in a replay's home people act by its clock, not by the wall's."""
    edition = store.get("edition", "edition", Edition)
    now = edition.clock_at if edition else SystemClock().now()
    return Bench(store, now, Policy(channel=Channel(name="desk", title="The desk")))


def _answering_role(store: Store, people: People, ask: str, by: str, role: str) -> Role:
    held = people.held_by(by)
    if role:
        claimed = check_role(role)
        if held is not None and claimed not in held:
            raise Refused("wrong_role", f"{by[:80]} is not registered as {claimed}.", "See `newsroom people list`.")
        return claimed
    found = store.get("ask", ask, Ask)
    asked = found.role if found else "editor"
    fitting = [one for one in held or () if may_answer(asked, one)]
    if fitting:
        return fitting[0]
    if held is None:
        raise Refused("bad_role", "Nobody is registered here, so an answer has to name its role.", "Give --role.")
    raise Refused("wrong_role", f"This is for {asked}; {by[:80]} holds no role that may answer.", "Ask that role.")


def _switch_hand(what: str, stopped: bool) -> Hand:
    wanted = f"{'pause' if stopped else 'resume'}_{what}"
    for hand in HANDS:
        if hand == wanted and what in SCOPES:
            return hand
    raise Refused("no_such_switch", f"{what[:_SHOWN]!r} cannot be paused.", f"Use {', '.join(SCOPES)}.")


def _short(note: str) -> str:
    if len(note) > asks.NOTE_MAX:
        raise Refused("note_too_long", f"A note has at most {asks.NOTE_MAX} characters.", "Shorten it.")
    return clean(note).strip()


@contextmanager
def refused_attempt(
    store: Store, kind: str, subject: str, by: str, role: str, details: dict[str, Any]
) -> Iterator[None]:
    """A refused decision leaves its row in the audit: who tried what, on which version, and why it did not count."""
    try:
        yield
    except Refused as error:
        payload = {**details, "code": error.code, "why": error.message[:_SHOWN], "role": role[:_SHOWN]}
        entry = audit_note(f"{kind}.refused", _plain(subject)[:_SUBJECT_MAX], 0, bench(store).now, _told(payload),
                           _plain(by)[:80] or "nobody")  # fmt: skip
        store.commit(Commit(audit=(entry,)))
        raise


def _told(payload: dict[str, Any]) -> dict[str, Any]:
    return {key: _plain(value) if isinstance(value, str) else _safe_number(value) for key, value in payload.items()}


def _safe_number(value: Any) -> Any:
    # The chain's canonical form knows whole numbers up to 2^53 only.
    return max(-(2**53) + 1, min(2**53 - 1, value)) if isinstance(value, int) and not isinstance(value, bool) else value


def _plain(text: str) -> str:
    """Text that the chain can hold: half of a character pair becomes a question mark."""
    return text.encode("utf-8", "replace").decode()
