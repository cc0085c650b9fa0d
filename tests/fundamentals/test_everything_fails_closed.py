"""No deadline releases anything; only findings and named people do."""

import pytest

from newsroom.control.policy import PreparedAnswer
from newsroom.model.lifecycle import LIMITS, TRANSITIONS

PEOPLE = {"decision": "approve", "by": "R. Reader", "note": "seen"}


def _no_voter(brief):
    raise ConnectionError("away")


def test_no_timer_leads_towards_publishing():
    """In the lifecycle's own table each limit ends a stay backwards, in waiting, or in the archive."""
    closing = {"ARCHIVED", "AWAIT_VOTES", "AUCTION_WON"}
    targets = {(t.source, t.event): t.target for t in TRANSITIONS}
    assert {targets[(limit.state, limit.on_limit)] for limit in LIMITS} <= closing


@pytest.mark.parametrize("critical", ["Fact_Checker", "Compliance_Guard"])
def test_a_missing_critical_voter_ends_in_the_archive(tiny, roles, critical):
    """Nobody stands in for a critical voter: ten minutes, ten more, archived."""
    newsroom = tiny()
    newsroom.play({**roles(stories=1), f"vote:{critical}": _no_voter})
    assert newsroom.actions() == ["bid", "won", "admitted", "quorum_missing", "timeout"]


def test_a_missing_trend_voter_has_a_stand_in(tiny, roles):
    """Trend_Voter_B fills the optimist's seat, marked, and the story goes on."""
    newsroom = tiny()
    newsroom.play({**roles(stories=1), "vote:Trend_Voter_A": _no_voter})
    assert newsroom.story().state == "COMPLETE"


def test_a_fact_veto_times_out_without_new_evidence(tiny, roles):
    """Returned to the scouts for thirty minutes, then archived."""
    newsroom = tiny()
    newsroom.play(roles(stories=1, votes={"Fact_Checker": "FACT_VETO"}))
    assert newsroom.actions() == ["bid", "won", "admitted", "fact_veto", "timeout"]


def test_a_legal_hold_without_an_answer_is_never_published(tiny, roles):
    """Two hours without the legal desk: archived, and the question is listed as unanswered."""
    newsroom = tiny()
    result = newsroom.play(roles(stories=1, votes={"Compliance_Guard": "LEGAL_HOLD"}))
    assert newsroom.actions() == ["bid", "won", "admitted", "legal_hold", "timeout"]
    assert [ask["role"] for ask in result["waiting_for_people"]] == ["legal"]
    assert result["held"] == 1


def test_only_the_legal_role_releases_a_hold(tiny, roles):
    """Released by name, the story is voted on again, and the hold counts as an abstention."""
    answer = PreparedAnswer(question="legal_hold", role="legal", **PEOPLE)
    newsroom = tiny(answers=(answer,))
    newsroom.play(roles(stories=1, votes={"Compliance_Guard": "LEGAL_HOLD"}))
    assert newsroom.actions()[3:6] == ["legal_hold", "answered_yes", "approved"]


def test_a_high_risk_story_needs_every_person(tiny, roles):
    """Approved by score, it still needs a second fact check, the legal desk and an editor."""
    one = PreparedAnswer(question="legal_review", **PEOPLE)
    both = PreparedAnswer(question="editor_approval", **{**PEOPLE, "by": "E. Editor"})
    waiting, going = tiny(answers=(one,)), tiny(answers=(one, both))
    waiting.play(roles(stories=1, risk="sensitive"))
    going.play(roles(stories=1, risk="sensitive"))
    assert waiting.actions()[3:] == ["escalated", "timeout"]
    assert going.actions()[3:5] == ["escalated", "answered_yes"]


def test_a_failed_second_check_closes_a_high_risk_story(tiny, roles):
    """People's yes does not outweigh a failed check."""
    newsroom = tiny(answers=(PreparedAnswer(**PEOPLE),))
    checks = {"second_fact_check:Fact_Checker": lambda brief: {"passed": False}}
    newsroom.play({**roles(stories=1, risk="high_risk"), **checks})
    assert newsroom.actions()[3:] == ["escalated", "answered_no"]


def test_a_component_that_keeps_failing_times_out(tiny, roles):
    """A voice that cannot be made is tried three times, then the production's deadline ends it."""
    newsroom = tiny()
    newsroom.play({**roles(stories=1), "voice:Voice_Actor": _no_voter})
    assert newsroom.actions()[5:] == ["component_failed", "recovered", "component_failed", "recovered"] + [
        "component_failed",
        "timeout",
    ]


def test_beyond_the_limit_is_not_rendered(tiny, roles):
    """A video limit ends approved stories before production and changes nothing decided earlier."""
    limited, free = tiny(video_limit=1), tiny()
    few, all_of_them = limited.play(roles(stories=3)), free.play(roles(stories=3))
    assert (few["approved"], few["not_rendered"], len(few["videos"])) == (3, 2, 1)
    assert all_of_them["approved"] == 3
