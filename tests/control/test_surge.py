"""Breaking news: capacity decides who goes in, and how many workers each tier gets (N 4.3). Real store, real rule."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from newsroom.control.bench import Bench
from newsroom.control.decisions.admission import into_council
from newsroom.control.policy import Policy
from newsroom.desk.status import status
from newsroom.model.agent import WantedWorkers
from newsroom.model.channel import Channel
from newsroom.model.story import Story
from newsroom.ports import Change, Commit
from newsroom.world.queue import PlainQueue

NINE = datetime(2031, 5, 14, 9, 0, tzinfo=UTC)


def won(number: int) -> Story:
    """A story that won its auction at nine; the higher its number, the more it matters."""
    return Story(
        id=f"story_{number:02}", slug="s", headline="Dam breaks", language="en", category="disaster", item_ids=(),
        first_published_at=NINE, first_seen_at=NINE, last_seen_at=NINE, entered_at=NINE, state="AUCTION_WON",
        priority=number / 100,
    )  # fmt: skip


@pytest.fixture
def bench(store) -> Bench:
    """A bench one minute after nine."""
    return Bench(store, NINE + timedelta(minutes=1), Policy(channel=Channel(name="main", title="Main")))


def arrive(bench: Bench, count: int) -> None:
    """So many stories wait."""
    stories = [won(number) for number in range(count)]
    bench.store.commit(Commit(changes=tuple(Change("story", s.id, 0, s, s.id, s.state) for s in stories)))


def admit(bench: Bench) -> int:
    """One decision; how many went in."""
    commit = into_council(bench)
    if commit is not None:
        bench.store.commit(commit)
    return bench.store.count("story", states=("VALIDATING",))


def test_a_quiet_hour_lets_ten_in_and_keeps_ns_instances(bench):
    """4/5/7/3; nothing waits."""
    arrive(bench, 8)
    assert admit(bench) == 8
    shown = status(bench.store)
    assert shown["tiers"] == {"scout": 4, "council": 5, "studio": 7, "strategic": 3}
    assert shown["surge"] == {"on": False, "factor": 1.0, "strategy": "NORMAL", "queued": 0, "clearance_h": 0.0}


def test_a_surge_doubles_every_tier_and_says_so_in_the_audit(bench):
    """Twenty at once: all go in, factor 2.0."""
    arrive(bench, 20)
    assert admit(bench) == 20
    assert status(bench.store)["tiers"] == {"scout": 8, "council": 10, "studio": 14, "strategic": 6}
    assert [row.action for row in bench.store.audit_rows()][0] == "load.surge"


def test_beyond_the_surge_the_best_go_first_and_the_clearance_is_shown(bench):
    """Forty: 25 now, 15 wait an hour and a half at the normal pace; factor 2.5."""
    arrive(bench, 40)
    assert admit(bench) == 25
    waiting = bench.store.find("story", Story, states=("AUCTION_WON",))
    assert max(story.priority for story in waiting) < 0.15
    assert status(bench.store)["surge"] == {
        "on": True, "factor": 2.5, "strategy": "PRIORITY_QUEUE", "queued": 15, "clearance_h": 1.5,
    }  # fmt: skip


def test_a_surge_ends_by_the_clock_although_nobody_waits(bench):
    """An hour later the last hour is quiet, and the workers are N's again."""
    arrive(bench, 20)
    admit(bench)
    admit(bench._replace(now=NINE + timedelta(minutes=62)))
    assert status(bench.store)["tiers"] == {"scout": 4, "council": 5, "studio": 7, "strategic": 3}
    assert into_council(bench._replace(now=NINE + timedelta(minutes=62))) is None


def test_what_a_cluster_obeys_is_one_row(bench):
    """Workers with --autoscale read it: the wanted count of every tier."""
    arrive(bench, 40)
    admit(bench)
    wanted = bench.store.get("cursor", "wanted", WantedWorkers)
    assert wanted.count == {"scout": 10, "council": 12, "studio": 17, "strategic": 7}


def test_the_embedded_queue_changes_how_many_work_at_once():
    """Two places, then five, while work is under way."""
    most = 0

    async def day() -> int:
        nonlocal most
        running = 0

        async def work(_: str) -> None:
            nonlocal running, most
            running += 1
            most = max(most, running)
            await asyncio.sleep(0)
            running -= 1

        async with PlainQueue() as queue:
            await queue.serve("council", work, 2)
            for places, prefix in ((2, "a"), (5, "b")):
                queue.resize("council", places)
                for number in range(20):
                    await queue.wake("council", f"{prefix}{number}")
                await queue.idle()
                assert most == places
        return most

    assert asyncio.run(day()) == 5
