"""A newsroom that dies at any point goes on, doubles nothing, and ends with the same audit root."""

import asyncio

import pytest

from newsroom.control.policy import MAX_STARTS
from newsroom.model.errors import MachineFault


class Crash(BaseException):
    """The process is gone."""


class DyingStore:
    """A store that lets `steps` writes pass and then dies."""

    WRITES = frozenset({"commit", "answer_all", "begin_tries"})

    def __init__(self, store, steps):
        self._store = store
        self._left = steps

    def __getattr__(self, name):
        real = getattr(self._store, name)
        if name not in self.WRITES:
            return real

        def write(*args):
            self._left -= 1
            if self._left < 0:
                raise Crash
            real(*args)

        return write


@pytest.mark.parametrize("stride", [7, pytest.param(1, marks=pytest.mark.long)])
def test_a_crash_at_every_write_ends_in_the_same_root(tiny, roles, stride):
    """Killed before a write of a small day and started again: root and posts are the same, whichever write it was."""
    whole = tiny()
    expected = whole.play(roles(stories=1))["audit"]
    steps = 0
    while True:
        newsroom = tiny()
        try:
            newsroom.play(roles(stories=1), store=DyingStore(newsroom.store, steps))
            break
        except Crash:
            result = newsroom.play(roles(stories=1))
        assert result["audit"] == expected, f"killed at write {steps}"
        assert len(newsroom.site.posts) == 1, f"posted twice when killed at write {steps}"
        steps += stride
    assert steps > 40


def test_a_role_that_kills_its_process_is_given_up(tiny, roles):
    """A task is counted before it starts, so that one which always kills its process is not started for ever."""
    newsroom = tiny()
    killing = roles(stories=1)

    def die(brief):
        raise Crash

    killing["vote:Trend_Voter_A"] = die
    for _ in range(MAX_STARTS):
        with pytest.raises(Crash):
            newsroom.play(killing)
    newsroom.play(killing)
    assert newsroom.story().state == "COMPLETE"
    failed = [row for row in newsroom.store.audit_of("story_0") if row.action == "found.failed_vote"]
    assert [row.actor for row in failed] == ["Trend_Voter_A"]


def test_a_finished_edition_is_not_played_again(tiny, roles):
    """A second run of a finished edition returns its result at once."""
    newsroom = tiny()
    first = newsroom.play(roles(stories=1))
    assert newsroom.play({}) == first


def test_an_interruption_is_no_fault_of_a_task(tiny, roles):
    """Ctrl-C during a task, however often, costs it no try."""
    newsroom = tiny()
    interrupted = roles(stories=1)

    def stop(brief):
        raise asyncio.CancelledError

    interrupted["vote:Trend_Voter_A"] = stop
    for _ in range(MAX_STARTS + 1):
        with pytest.raises(asyncio.CancelledError):
            newsroom.play(interrupted)
    assert {task.tries for task in newsroom.store.open_tasks()} == {0}


def test_a_full_disk_stops_the_newsroom_and_no_task_pays_for_it(tiny, roles):
    """However often the picture cannot be written, the process ends with that sentence, and with space it goes on."""
    whole = tiny()
    expected = whole.play(roles(stories=1))["audit"]
    newsroom, full = tiny(), roles(stories=1)

    def no_space(brief):
        raise MachineFault("cannot_write", "The video cannot be written: No space left on device.")

    full["edit:Video_Editor"] = no_space
    for _ in range(MAX_STARTS + 1):
        with pytest.raises(MachineFault):
            newsroom.play(full)
    assert {task.tries for task in newsroom.store.open_tasks()} == {0}
    assert newsroom.play(roles(stories=1))["audit"] == expected
