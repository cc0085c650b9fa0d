"""A whole day with agents that fail: backups, waiting, parking, and the same root every time (N 4.4)."""

import pytest

from newsroom.model.agent import ParkedTask
from newsroom.model.bid import Bid


def broken(brief):
    raise ValueError(f"{brief.task.agent} broke")


def as_its_first(role):
    """The tiny scan bids for the first instance only."""
    return lambda brief: role(brief._replace(task=brief.task.model_copy(update={"agent": "Wire_Scout"})))


def test_a_backup_takes_the_scan_and_bids_under_its_own_name(tiny, roles):
    """Wire_Scout fails on its first look: Wire_Scout_02 looks, wins, and the day ends as it would have."""
    playing = roles(stories=1)
    newsroom = tiny()
    newsroom.play(
        {**playing, "scan:Wire_Scout": broken, "scan:Wire_Scout_02": as_its_first(playing["scan:Wire_Scout"])}
    )
    assert newsroom.story().state == "COMPLETE"
    assert [bid.agent_id for bid in newsroom.store.find("bid", Bid)] == ["Wire_Scout_02"]
    moved = [row for row in newsroom.store.audit_rows() if row.action == "task.handed_over"]
    assert [row.actor for row in moved] == ["Wire_Scout"]


def test_when_every_backup_fails_the_scan_is_parked_with_its_error(tiny, roles):
    """Wire_Scout, _02 and _03 have tried; the other scouts have looked, so the tick goes on."""
    newsroom = tiny()
    result = newsroom.play({**roles(stories=1), "scan:Wire_Scout": broken})
    assert result["bids"] == 0
    (kept,) = newsroom.store.find("cursor", ParkedTask, states=("parked",))
    assert (kept.kind, kept.agent, kept.code) == ("scan", "Wire_Scout_03", "role_defect")
    assert "Wire_Scout_03 broke" in kept.error


@pytest.mark.parametrize("back_after", [1, 2])
def test_a_critical_voter_that_comes_back_in_time_still_votes(tiny, roles, back_after):
    """It is asked again every two minutes while its deadline lasts, and the story goes on."""
    playing = roles(stories=4)
    calls = []

    def away_first(brief):
        calls.append(brief.now)
        if len(calls) <= back_after:
            raise ValueError("away")
        return playing["vote:Fact_Checker"](brief)

    newsroom = tiny()
    newsroom.play({**playing, "vote:Fact_Checker": away_first})
    assert {newsroom.story(n).state for n in range(4)} == {"COMPLETE"}


def test_recovery_is_the_same_in_every_replay(tiny, roles):
    """Failures, backups and parking give one audit root."""
    sick = {"scan:Wire_Scout": broken, "voice:Voice_Actor": broken}
    one, other = tiny(), tiny()
    roots = [room.play({**roles(stories=3), **sick})["audit"]["root"] for room in (one, other)]
    assert roots[0] == roots[1]
