"""People's hands on a newsroom that is running: the switch is read at the last moment, and silence releases nothing."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from newsroom.control.bench import Bench
from newsroom.control.decisions.asks import StaleAnswer, answered
from newsroom.control.decisions.publishing import turned
from newsroom.control.loop import Loop
from newsroom.control.notebook import Notebook
from newsroom.control.policy import PreparedAnswer
from newsroom.lab import edition as editions
from newsroom.lab import replay
from newsroom.model.errors import Unknown
from newsroom.model.publication import PlatformPlan, Publication, Window
from newsroom.model.verdict import Ask
from newsroom.world.clock import ReplayClock
from newsroom.world.queue import PlainQueue

START = datetime(2031, 5, 14, 9, 0, tzinfo=UTC)


class Elsewhere:
    """An outside platform. `lost` posts never come back with an answer and cannot be found again."""

    platform = "youtube"

    def __init__(self, lost: bool = False) -> None:
        self.posts: list[str] = []
        self.lost = lost

    def publish(self, publication: Any) -> str:
        self.posts.append(publication.id)
        if self.lost:
            raise Unknown("no_answer", "The connection broke.", "Look on the platform.")
        return f"youtube/{publication.story_id}"

    def look_up(self, publication: Any) -> str | None:
        return None

    def metrics(self, publication: Any) -> None:
        return None


def outside(brief: Any) -> Any:
    """A plan for the outside platform alone."""
    plan = PlatformPlan(
        platform="youtube", title="It opened", description="", tags=(), aspect="9:16", fit=1.0, reasons=(), enabled=True
    )
    return {"plans": [plan.json_dict()]}


def at_once(brief: Any) -> Any:
    """Now."""
    return {"windows": [Window(platform="youtube", publish_at=brief.now, reason="at once").json_dict()]}


def play(newsroom: Any, roles: Any, outlets: dict[str, Any] | None = None) -> None:
    """The tiny newsroom's day to its end, with these outlets."""

    async def whole() -> None:
        edition = editions.begin(newsroom.store, "key", "tiny", 1, START, START + timedelta(minutes=5))
        clock, queue = ReplayClock(START), PlainQueue()
        posts = outlets or {"site": newsroom.site}
        loop = Loop(newsroom.store, queue, clock, newsroom.policy, roles, posts, Notebook(newsroom.store))
        async with queue:
            await replay.run(replay.Replay(newsroom.store, clock, loop, queue), edition)

    asyncio.run(whole())


def bench_of(newsroom: Any, now: datetime = START) -> Bench:
    """What a person's command sees beside the running newsroom."""
    return Bench(newsroom.store, now, newsroom.policy)


def statuses(newsroom: Any) -> list[str]:
    """Of every post."""
    return [post.status for post in newsroom.store.find("publication", Publication)]


def asks(newsroom: Any) -> list[tuple[str, str]]:
    """Every question and what became of it."""
    return [(ask.question, ask.status) for ask in newsroom.store.find("ask", Ask)]


def test_a_pause_between_the_look_up_and_the_post_stops_it(tiny, roles):
    """The intent is taken back, nothing is out, and after a day in the queue the story expires."""
    newsroom, pulled = tiny(), []

    def look_up(publication: Any) -> None:
        if not pulled:
            pulled.append(publication.id)
            newsroom.store.commit(turned(bench_of(newsroom), "publishing", True, "A. Okafor", "wrong map", "editor"))

    newsroom.site.look_up = look_up
    play(newsroom, roles(stories=1))
    assert pulled
    assert newsroom.site.posts == []
    assert newsroom.actions()[-2:] == ["produced", "expired"]
    assert "published" not in statuses(newsroom)


@pytest.mark.parametrize("scope", ["publishing", "all"])
def test_what_is_paused_waits(tiny, roles, scope):
    """Work goes on up to the post, and no further."""
    newsroom = tiny()
    newsroom.store.commit(turned(bench_of(newsroom), scope, True, "A. Okafor", "wrong map", "editor"))
    play(newsroom, roles(stories=1))
    assert newsroom.site.posts == []
    assert newsroom.actions()[-2:] == ["produced", "expired"]
    assert statuses(newsroom) != ["published"]


def test_a_pause_of_spending_does_not_stop_publishing(tiny, roles):
    """Each part of the switch is its own."""
    newsroom = tiny()
    newsroom.store.commit(turned(bench_of(newsroom), "spending", True, "T. Coin", "", "treasurer"))
    play(newsroom, roles(stories=1))
    assert statuses(newsroom) == ["published"]


UNANSWERED: dict[str, dict[str, Any]] = {
    "a legal hold": {"votes": {"Compliance_Guard": "LEGAL_HOLD"}},
    "a sensitive story": {"risk": "sensitive"},
    "a high-risk story": {"risk": "high_risk"},
}


@pytest.mark.parametrize("name", UNANSWERED)
def test_what_nobody_answers_is_never_published(tiny, roles, name):
    """Everything that waits for people is closed within a day, and nothing of it went out anywhere."""
    newsroom = tiny()
    play(newsroom, roles(stories=1, **UNANSWERED[name]))
    story = newsroom.story()
    assert story.state == "ARCHIVED"
    assert {status for _, status in asks(newsroom)} == {"expired"}
    assert story.entered_at <= START + timedelta(hours=24)
    assert newsroom.site.posts == []


def test_a_video_the_judge_is_not_sure_of_waits_a_day_for_its_editor_and_is_not_sent(tiny, roles):
    """Outside the house a figure from 0.70 to 0.90 goes to a person; silence is no yes."""
    newsroom, elsewhere = tiny(), Elsewhere()
    play(newsroom, doubtful(roles), {"youtube": elsewhere})
    assert elsewhere.posts == []
    assert asks(newsroom) == [("confidence", "expired")]
    assert newsroom.actions()[-1] == "expired"
    assert newsroom.story().entered_at >= START + timedelta(hours=24)


def test_the_editors_yes_sends_it(tiny, roles):
    """Once."""
    yes = PreparedAnswer(question="confidence", decision="approve", by="E. Edit")
    newsroom, elsewhere = tiny(answers=(yes,)), Elsewhere()
    play(newsroom, doubtful(roles), {"youtube": elsewhere})
    assert len(elsewhere.posts) == 1
    assert statuses(newsroom) == ["published"]


def doubtful(roles: Any) -> dict[str, Any]:
    """A story for an outside platform whose critic found no disclosure."""
    return {**roles(stories=1), "strategy:Platform_Strategist": outside, "timing:Timing_Oracle": at_once}


@pytest.mark.parametrize(("decision", "status"), [("approve", "published"), ("reject", "failed"), ("", "unknown")])
def test_a_post_whose_outcome_nobody_knows_is_a_persons_to_tell(tiny, roles, decision, status):
    """It is never sent again: a yes takes it as out, a no as not out, and silence leaves it unknown."""
    said = [PreparedAnswer(question="confidence", decision="approve", by="E. Edit")]
    if decision:
        said.append(PreparedAnswer(question="publication", decision=decision, by="S. Senior", note="looked"))
    newsroom, elsewhere = tiny(answers=tuple(said)), Elsewhere(lost=True)
    play(newsroom, doubtful(roles), {"youtube": elsewhere})
    assert len(elsewhere.posts) == 1
    assert statuses(newsroom) == [status]
    assert ("published" in newsroom.actions()) == (decision == "approve")


def test_an_answer_for_an_ask_that_is_closed_changes_nothing(tiny, roles):
    """Twice is once."""
    newsroom = tiny()
    play(newsroom, roles(stories=1, votes={"Compliance_Guard": "LEGAL_HOLD"}))
    (ask,) = newsroom.store.find("ask", Ask)
    with pytest.raises(StaleAnswer, match=r"You read version 1 .* now version 2, expired"):
        answered(bench_of(newsroom), ask.id, 1, "approve", "L. Law", "legal", "seen")


@pytest.mark.parametrize("minutes", [7, 93])
def test_a_prepared_answer_comes_at_its_own_moment(tiny, roles, minutes):
    """The clock stops for it though nothing else is due then, and not a minute of the hold's two hours more goes by."""
    released = PreparedAnswer(
        question="legal_hold", decision="approve", by="L. Law", role="legal", note="seen", after_minutes=minutes
    )
    newsroom = tiny(answers=(released,))
    play(newsroom, roles(stories=1, votes={"Compliance_Guard": "LEGAL_HOLD"}))
    (ask,) = newsroom.store.find("ask", Ask)
    assert (ask.status, ask.answered_at) == ("approved", ask.opened_at + timedelta(minutes=minutes))


def test_a_prepared_answer_after_the_deadline_is_too_late(tiny, roles):
    """It is looked at, and refused by the time."""
    late = PreparedAnswer(question="legal_hold", decision="approve", by="L. Law", note="seen", after_minutes=121)
    newsroom = tiny(answers=(late,))
    play(newsroom, roles(stories=1, votes={"Compliance_Guard": "LEGAL_HOLD"}))
    assert asks(newsroom) == [("legal_hold", "expired")]


@pytest.mark.parametrize("wrong", [{"after_minutes": -5}, {"question": "legal_hodl"}, {"decision": "maybe"}])
def test_an_answer_that_cannot_be_is_not_prepared(wrong):
    """Before its question, to a question that there is not, or in no word of the house."""
    with pytest.raises(ValueError, match=next(iter(wrong))):
        PreparedAnswer(**{"decision": "approve", "by": "L. Law", **wrong})
