"""The same day gives the same decisions, whoever works faster."""

import asyncio

import pytest

from newsroom.control import planner
from newsroom.control.snapshot import read
from newsroom.ports import Commit
from newsroom.world.queue import DocketQueue, PlainQueue


def test_the_same_day_gives_the_same_root(tiny, roles):
    """Two newsrooms, one day, one root."""
    roots = [tiny().play(roles(stories=3))["audit"]["root"] for _ in range(2)]
    assert roots[0] == roots[1]


class Shuffled(PlainQueue):
    """Wakes tasks in reverse, each a little later than the one before."""

    def __init__(self):
        super().__init__()
        self._held = []

    async def wake(self, tier, task_id):
        self._held.insert(0, (tier, task_id))

    async def idle(self):
        for tier, task_id in self._held:
            await super().wake(tier, task_id)
            await asyncio.sleep(0)
        self._held.clear()
        await super().idle()


@pytest.mark.parametrize("queue", [Shuffled, DocketQueue], ids=["reversed", "docket"])
def test_the_order_of_arrival_decides_nothing(tiny, roles, queue):
    """Results come in another order, or through the engine: same root."""
    expected = tiny().play(roles(stories=2))["audit"]["root"]
    assert tiny().play(roles(stories=2), queue=queue())["audit"]["root"] == expected


class Deaf(PlainQueue):
    """Loses every second wake-up."""

    def __init__(self):
        super().__init__()
        self._count = 0

    async def wake(self, tier, task_id):
        self._count += 1
        if self._count % 2:
            await super().wake(tier, task_id)


def test_a_lost_wake_up_is_derived_again(tiny, roles):
    """Half of all wake-ups are lost: the state still says what is open, and the day ends the same."""
    expected = tiny().play(roles(stories=2))
    assert tiny().play(roles(stories=2), queue=Deaf())["approved"] == expected["approved"]


def test_planning_twice_is_harmless(tiny, roles):
    """The same state plans the same ids, and the store keeps one of each."""
    newsroom = tiny()
    with pytest.raises(asyncio.CancelledError):
        newsroom.play(_stopping(roles(stories=1)))
    view = read(newsroom.store)
    now = view.cases[0].story.entered_at
    first, second = planner.plan(view, now), planner.plan(view, now)
    assert first == second
    before = len(newsroom.store.open_tasks())
    newsroom.store.commit(Commit(tasks=first))
    newsroom.store.commit(Commit(tasks=second))
    assert len(newsroom.store.open_tasks()) == before == 5


def _stopping(roles):
    def stop(brief):
        raise asyncio.CancelledError

    return {**roles, "vote:Trend_Voter_A": stop}


def test_state_changes_and_audit_rows_agree(tiny, roles):
    """Every step of every story is one audit row, no more and no fewer: versions add up."""
    newsroom = tiny()
    newsroom.play(
        roles(stories=4, votes={"story_1:Fact_Checker": "FACT_VETO", "story_2:Compliance_Guard": "LEGAL_HOLD"})
    )
    for number in range(4):
        rows = [r for r in newsroom.store.audit_of(f"story_{number}") if r.action.startswith("story.")]
        payloads = [newsroom.store.payload(row.payload_hash) for row in rows]
        way = ["START", *(payload["to"] for payload in payloads)]
        assert [payload["from"] for payload in payloads] == way[:-1]
        assert way[-1] == newsroom.story(number).state
