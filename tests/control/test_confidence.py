"""What the Judge's number is made of: real checks, whatever a producer says of itself (decisions.md section 9)."""

from datetime import UTC, datetime

import pytest

from newsroom.control.confidence import publish_checks, reach_of, reasons, sure_of, to_mend, way
from newsroom.model.assets import Check, Production, Review, Rights, Visual
from newsroom.model.channel import Channel
from newsroom.model.house import HousePolicy
from newsroom.model.script import GuardReport
from newsroom.model.story import Story
from newsroom.model.verdict import Verdict

NINE = datetime(2031, 5, 14, 9, 0, tzinfo=UTC)
CHANNEL = Channel(name="main", title="Main")
HOUSE = HousePolicy()


def checked(passed: bool = True) -> Check:
    """The critic's look for the disclosure."""
    return Check(name="disclosure on screen", component="video", critical=True, passed=passed, measured="", gate="")


@pytest.fixture
def story() -> Story:
    """Approved by the council, without conditions."""
    verdict = Verdict(story_id="s", round=1, risk="standard", outcome="APPROVED", score=0.8, reason="r",
                      required_action="", vote_ids=(), decided_at=NINE)  # fmt: skip
    return Story(id="s", slug="s", headline="H", language="en", category="science", item_ids=(), first_published_at=NINE,
                 first_seen_at=NINE, last_seen_at=NINE, entered_at=NINE, verdict=verdict, approved_at=NINE)  # fmt: skip


@pytest.fixture
def production() -> Production:
    """A finished video that passed everything."""
    rights = Rights(licence="own", holder="us", source="drawn")
    card = Visual(id="v", kind="title", line_ids=(), data={}, why="", rights=(rights,))
    review = Review(status="APPROVE", score=0.9, components={}, issues=(), checks=(checked(),), feedback=())
    guard = GuardReport(story_id="s", script_version=1, passed=True, score=1.0, issues=(), checked={}, citations={})
    return Production(id="p", story_id="s", channel="main", guard=guard, visuals=(card,), review=review)


def test_everything_passed_is_certain(story, production):
    """1.0, nothing failed."""
    assert sure_of(story, production, CHANNEL, HOUSE, "outside") == (1.0, ())


@pytest.mark.parametrize(
    ("change", "failed"),
    [
        ({"guard": None}, "guard_passed"),
        ({"review": None}, "quality_approved"),
        ({"visuals": ()}, "rights_complete"),
    ],
)
def test_an_absent_check_has_failed(story, production, change, failed):
    """Nothing to see is nothing passed."""
    assert failed in sure_of(story, production.model_copy(update=change), CHANNEL, HOUSE, "local").failed


def test_a_producers_own_score_changes_nothing(story, production):
    """A video that calls itself perfect and was not approved is as doubtful as before."""
    bad = production.model_copy(
        update={"review": production.review.model_copy(update={"status": "REVISE", "score": 1.0})}
    )
    assert "quality_approved" in sure_of(story, bad, CHANNEL, HOUSE, "outside").failed


def test_politics_health_finance_and_law_wait_for_a_person_outside_only(story, production):
    """On by default for outside platforms, off on the local site; a house may change the list."""
    for category in ("politics", "health", "business", "crime"):
        about = story.model_copy(update={"category": category})
        assert publish_checks(about, production, CHANNEL, HOUSE, "outside")["within_brand_policy"] is False
        assert publish_checks(about, production, CHANNEL, HOUSE, "local")["within_brand_policy"] is True
        assert way(sure_of(about, production, CHANNEL, HOUSE, "outside").value, "outside", HOUSE) == "person"
    free = HousePolicy(person_for_outside=())
    assert publish_checks(about, production, CHANNEL, free, "outside")["within_brand_policy"] is True


def test_the_site_and_the_rehearsal_are_in_the_house():
    """Everything else is outside."""
    assert [reach_of(platform, CHANNEL) for platform in ("site", "x")] == ["local", "outside"]
    assert reach_of("x", CHANNEL.model_copy(update={"rehearsal": True})) == "local"


def test_a_house_may_be_stricter_and_never_laxer():
    """0.92 waits for a person where the bar is 0.95."""
    strict = HousePolicy(confidence_on_above=0.95, confidence_person_from=0.8)
    assert [way(value, "outside", strict) for value in (0.96, 0.92, 0.79)] == ["on", "person", "back"]
    assert way(0.79, "local", strict) == "back"


def test_a_doubt_names_the_component_that_answers_for_it():
    """The script alone when it is at fault, else every component; policy is nobody's to mend."""
    assert to_mend(("rights_complete", "disclosure_present")) == ("visuals", "video")
    assert to_mend(("guard_passed", "rights_complete")) == ("script",)
    assert to_mend(("within_brand_policy", "verdict_approved")) == ()
    assert [issue.component for issue in reasons(("rights_complete", "within_brand_policy"))] == ["visuals"]
