"""What must hold when a run is over: nothing acknowledged is lost, the chain stands, and every story came to its end."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from newsroom.control.judge import Judge
from newsroom.control.policy import WATCH_FOR
from newsroom.lab.simulation.council_rules import may_answer
from newsroom.lab.simulation.ledger import Ledger
from newsroom.lab.simulation.platform import Platform
from newsroom.model.base import Noun
from newsroom.model.lifecycle import LIMITS, TERMINAL
from newsroom.model.publication import Publication
from newsroom.model.story import Story
from newsroom.model.verdict import Ask
from newsroom.ports import Store

if TYPE_CHECKING:
    from newsroom.lab.simulation.world import World

Found = Iterator[tuple[str, str]]

LONGEST = timedelta(minutes=sum(limit.minutes for limit in LIMITS)) + WATCH_FOR
"""How long a story may still be under way once everything works: each stage's limit once, and the watch."""


LOOKING = frozenset({"intake", "scan"})
"""Work that begins anew as long as the feeds are read."""


def over(story: Story) -> bool:
    """Whether nothing is awaited of this story: it ended, or no scout ever bid on it."""
    return story.state in TERMINAL or story.state == "START"


def all_over(ledger: Ledger) -> bool:
    """Whether every story has come to its end, nothing outgoing is open, and no work is left but looking for news."""
    return (
        all(ledger.tasks[key].kind in LOOKING for key in ledger.open_tasks)
        and not any(name == "effect" for name, _ in ledger.due)
        and all(over(story) for story in ledger.stories())
    )


def late(ledger: Ledger, now: datetime) -> Found:
    """I2: stories that are still under way."""
    for story in ledger.stories():
        if not over(story):
            yield "I2", f"{story.id} is {story.state} since {now - story.entered_at} and nothing moves it"
    for name, key in ledger.due:
        if name == "effect":
            yield "I2", f"{key} is still open"


def at_the_end(world: "World", store: Store) -> Found:
    """Every rule about the whole run."""
    yield from _posts(world.ledger, world.outlets.values())
    yield from _answers(world)
    yield from _nothing_lost(world.ledger, store)
    yield from _chain(world.ledger, store)
    yield from _memory(world, store)
    yield from _open_work(store)


def _posts(ledger: Ledger, platforms: Iterable[Platform]) -> Found:
    """I3 and I4: one public post for a story and platform; what counts as published is there."""
    for platform in platforms:
        counts = Counter(post.story_id for post in platform.posts)
        yield from (("I3", f"{key} is {n} times on {platform.platform}") for key, n in counts.items() if n > 1)
        for post in ledger.all("publication", Publication):
            if post.platform != platform.platform:
                continue
            there = {one.url for one in platform.posts if one.publication_id == post.id}
            if post.status == "published" and (not there or (post.url and post.url not in there)):
                yield "I4", f"{post.id} is published at {post.url!r}, where nothing is"
            if there and post.status in ("scheduled", "failed", "cancelled"):
                yield "I3", f"{post.id} is on {platform.platform} and counts as {post.status}"


def _answers(world: "World") -> Found:
    """S5: an answer that was taken is kept, once, from a role that may give it, in time."""
    asks = {ask.id: ask for ask in world.ledger.all("ask", Ask)}
    for ask_id, count in Counter(said.ask_id for said in world.people.taken).items():
        if count > 1:
            yield "S5", f"{ask_id} was answered {count} times"
    for said in world.people.taken:
        ask = asks[said.ask_id]
        if ask.answered_by != said.by or ask.status == "open":
            yield "S5", f"the answer of {said.by} to {ask.id} was taken and is not kept"
        if not may_answer(ask.role, said.role):
            yield "S5", f"{said.role} answered {ask.id}, which is for {ask.role}"
        if said.minutes_late > 0:
            yield "S5", f"{ask.id} was answered {said.minutes_late:.1f} minutes late"
    yield from _four_eyes(asks.values())


def _four_eyes(asks: Iterable[Ask]) -> Found:
    """S5: yeses that are asked for together are given by different people, whatever roles one of them has."""
    given: dict[tuple[str, datetime, str], str] = {}
    for ask in asks:
        where = (ask.story_id, ask.opened_at, ask.answered_by)
        if ask.status == "approved" and given.setdefault(where, ask.question) != ask.question:
            yield "S5", f"{ask.answered_by} gave two of the yeses that {ask.story_id} needs from two people"


def _nothing_lost(ledger: Ledger, store: Store) -> Found:
    """S6: the database holds what was committed, all of it and nothing else."""
    tables = {table for table, _ in ledger.rows}
    for table in sorted(tables):
        kept = {key: noun for (name, key), noun in ledger.rows.items() if name == table}
        yield from (("S6", f"{table} {key} is not what was committed") for key in _differing(store, table, kept))
        if store.count(table) != len(kept):
            yield "S6", f"{table} has {store.count(table)} rows, {len(kept)} were committed"


def _differing(store: Store, table: str, kept: Mapping[str, Noun]) -> list[str]:
    """Keys of the rows that the database tells otherwise. Nouns of one kind are read at once."""
    keys, kinds = sorted(kept), {type(noun) for noun in kept.values()}
    if len(kinds) == 1 and store.get_many(table, keys, *kinds) == tuple(kept[key] for key in keys):
        return []
    return [key for key in keys if store.get(table, key, type(kept[key])) != kept[key]]


def _chain(ledger: Ledger, store: Store) -> Found:
    """I12, I13: the chain stands, has a row for each audited decision, and tells every story's present state."""
    report = store.verify_audit()
    if not report.ok:
        yield "I12", f"row {report.first_bad}: {report.why}"
    rows = store.audit_rows()
    if [(row.action, row.subject) for row in rows] != [(entry.action, entry.subject) for entry in ledger.audit]:
        yield "I12", f"the chain has {len(rows)} rows, {len(ledger.audit)} were committed, or in another order"
    told = {
        entry.subject: entry.payload["to"]
        for entry in ledger.audit
        if "from" in entry.payload and "event" in entry.payload
    }
    for story in ledger.stories():
        if told.get(story.id, "START") != story.state:
            yield "I13", f"the chain tells {told.get(story.id)} of {story.id}, which is {story.state}"


def _memory(world: "World", store: Store) -> Found:
    """S7: what a Judge remembers of past votes is what a new one would read."""
    fresh = Judge(store, world.time, world.policy).bench().history
    for process in world.processes.values():
        judge = getattr(process, "judge", None)
        if isinstance(judge, Judge) and not process.gone:
            judge.catch_up()
            if judge.bench().history != fresh:
                yield "S7", f"{process.name} remembers {len(judge.bench().history)} verdicts, the store {len(fresh)}"


def _open_work(store: Store) -> Found:
    """S8: no task is left that nobody will ever take up."""
    for task in store.open_tasks():
        if task.kind not in LOOKING:
            yield "S8", f"{task.kind} of {task.subject} was never closed"
