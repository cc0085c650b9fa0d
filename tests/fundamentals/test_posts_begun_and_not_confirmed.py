"""A post that was begun and never confirmed: looked for until the platform must show it, never sent again, a person's at last."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from newsroom.control.bench import Bench
from newsroom.control.decisions.publishing import turned
from newsroom.control.effects import EffectRunner
from newsroom.control.moves import note
from newsroom.control.policy import Policy
from newsroom.model.channel import Channel
from newsroom.model.errors import StaleVersion, Unavailable, Unknown
from newsroom.model.item import Origin
from newsroom.model.publication import PlatformPlan, Publication
from newsroom.model.story import Story
from newsroom.model.task import Effect
from newsroom.model.verdict import Ask
from newsroom.ports import Change, Commit
from newsroom.world.clock import ReplayClock

START = datetime(2031, 5, 14, 9, 0, tzinfo=UTC)
LISTED_AFTER = timedelta(seconds=80)
POLICY = Policy(channel=Channel(name="main", title="Main"))


class Elsewhere:
    """An outside platform whose lists show a post only when `listed` is set. `says` is raised once a post is up."""

    platform = "youtube"

    def __init__(self):
        self.posts = []
        self.listed = False
        self.away = False
        self.says = None
        self.while_looking = lambda: None

    def publish(self, publication):
        if self.away:
            raise Unavailable("away", "The platform is not there.")
        self.posts.append(publication.id)
        if self.says is not None:
            raise self.says
        return "youtube/1"

    def look_up(self, publication):
        self.while_looking()
        return "youtube/1" if self.posts and self.listed else None

    def metrics(self, publication):
        return None


class House:
    """A story on its way out with one post, the clock, and the runner that carries it out."""

    def __init__(self, store, state="PUBLISHING", status="scheduled", platform="youtube"):
        self.store = store
        self.clock = ReplayClock(START)
        self.outlet = Elsewhere()
        self.runner = EffectRunner({platform: self.outlet}, self.clock)
        story = Story(
            id="story_1", slug="one", headline="Something opens", language="en", category="local",
            item_ids=("item_1",), first_published_at=START, first_seen_at=START, last_seen_at=START, entered_at=START,
            origins=(Origin(owner="House", item_ids=("item_1",), types=("press",), tier=1, why="own report"),),
            state=state, due_at=START + timedelta(days=1) if state == "PUBLISHING" else None, reason="the queue ended",
        )  # fmt: skip
        plan = PlatformPlan(
            platform=platform, title="It", description="", tags=(), aspect="9:16", fit=1.0, reasons=(), enabled=True
        )
        post = Publication(
            id="post_1", story_id=story.id, channel="main", video="v.mp4", platform=platform, plan=plan,
            publish_at=START, status=status,
        )  # fmt: skip
        effect = Effect(id="effect_1", kind="publish", subject=post.id, not_before=START, body={"story": story.id})
        rows = (
            Change("story", story.id, 0, story, story.id, story.state, story.due_at),
            Change("publication", post.id, 0, post, story.id, post.status),
        )
        came = note("story.begun", story.id, story.version, START, {"to": state})
        store.commit(Commit(changes=rows, effects=(effect,), audit=(came,)))

    def bench(self):
        return Bench(self.store, self.clock.now(), POLICY)

    def turn(self):
        """One pass over what is due."""
        return asyncio.run(self.runner.run(self.bench()))

    @property
    def post(self):
        return self.store.get("publication", "post_1", Publication)

    @property
    def asks(self):
        return [ask.question for ask in self.store.find("ask", Ask)]

    @property
    def story(self):
        return self.store.get("story", "story_1", Story)


def test_an_answer_that_was_lost_is_looked_up_once_the_lists_show_the_post(store):
    """The post is up, its answer was lost: nobody is asked, nothing is sent again, and it is adopted."""
    house = House(store)
    house.outlet.says = Unknown("no_answer", "The connection broke.", "Look there.")
    assert house.turn() == 1
    assert house.post.status == "sending"
    assert store.open_effects(START + LISTED_AFTER - timedelta(seconds=1)) == ()
    house.outlet.listed = True
    house.clock.step_to(START + LISTED_AFTER)
    assert house.turn() == 1
    assert (house.post.status, house.post.url, house.story.state) == ("published", "youtube/1", "PUBLISHED")
    assert house.outlet.posts == ["post_1"]
    assert house.asks == []


@pytest.mark.parametrize("paused", [False, True])
def test_a_post_that_was_interrupted_goes_to_a_person_only_after_twice_the_lag(store, paused):
    """Not found at once proves nothing; not found when it must be listed is a person's to tell, brake or not."""
    house = House(store, status="sending")
    if paused:
        store.commit(turned(house.bench(), "publishing", True, "A. Key"))
    house.turn()
    assert (house.post.status, house.asks) == ("sending", [])
    house.clock.step_to(START + LISTED_AFTER)
    house.turn()
    assert (house.post.status, house.asks) == ("unknown", ["publication"])
    assert house.outlet.posts == []
    assert store.verify_audit().ok


def test_a_post_of_a_story_that_ended_meanwhile_is_looked_for_all_the_same(store):
    """It is up although its story was over: it counts as published, and a person is told to take it down."""
    house = House(store, state="ARCHIVED", status="sending")
    house.outlet.posts.append("post_1")
    house.turn()
    house.outlet.listed = True
    house.clock.step_to(START + LISTED_AFTER)
    house.turn()
    assert (house.post.status, house.asks, house.story.state) == ("published", ["publication"], "ARCHIVED")


def test_on_our_own_disk_a_begun_post_of_a_story_that_ended_is_cancelled(store):
    """There a look-up is the last word: it is not there, and it will not be."""
    house = House(store, state="ARCHIVED", status="sending", platform="site")
    assert house.turn() == 1
    assert (house.post.status, house.asks, house.outlet.posts) == ("cancelled", [], [])


def test_a_platform_that_was_away_before_anything_left_is_simply_tried_again(store):
    """Nothing has left, by the port's word: the intent is taken back and the post goes out when the platform is there."""
    house = House(store)
    house.outlet.away = True
    assert house.turn() == 0
    assert house.post.status == "scheduled"
    house.outlet.away = False
    assert house.turn() == 1
    assert (house.post.status, house.outlet.posts) == ("published", ["post_1"])


def test_whoever_began_a_post_does_not_send_it_once_another_looks_for_it(store):
    """A process that slept past its lease between intent and call finds the post taken over, and sends nothing."""
    house, other = House(store), {}

    class Sleepy(Elsewhere):
        def publish(self, publication):
            raise AssertionError("sent by one who had lost it")

    first = EffectRunner({"youtube": Sleepy()}, house.clock)

    async def sleeps(call, *given):
        if call.__name__ == "_post" and not other:
            other["took it over"] = True
            await house.runner.run(house.bench())
        return call(*given)

    effect = store.open_effects(START)[0]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("newsroom.control.effects.asyncio.to_thread", sleeps)
        with pytest.raises(StaleVersion):
            asyncio.run(first.carry_out(house.bench(), effect))
    assert other
    assert house.post.status == "sending"
    assert house.outlet.posts == []


def test_a_clock_that_is_set_back_between_the_look_and_the_call_makes_the_post_wait(store):
    """Its time is read again in the very call: it was due a moment ago, and is not any more."""
    house = House(store)
    house.clock = SetBack()
    house.runner = EffectRunner({"youtube": house.outlet}, house.clock)
    house.outlet.while_looking = lambda: house.clock.show(START - timedelta(minutes=2))
    assert house.turn() == 0
    assert (house.post.status, house.outlet.posts) == ("scheduled", [])
    house.outlet.while_looking = lambda: None
    house.clock.show(START)
    assert house.turn() == 1
    assert house.outlet.posts == ["post_1"]


class SetBack:
    """A clock that can be set."""

    def __init__(self):
        self.at = START

    def now(self):
        return self.at

    def show(self, at):
        self.at = at
