"""One story, two channels: two videos from the same facts, each under its own channel; one's trouble is not the other's."""

from collections import Counter

import pytest

from newsroom.model.assets import Production
from newsroom.model.channel import Channel
from newsroom.model.publication import Publication

SECOND = Channel(name="second", title="Second", pace=1.1)


def own_file(role):
    """The tiny edit, with a file for each production."""

    def edit(brief):
        cut = role(brief)["cut"]
        name = brief.production.channel
        return {"cut": {**cut, "path": f"videos/{brief.production.story_id}-{name}/video.mp4"}}

    return edit


@pytest.fixture
def playing(roles):
    """The tiny roles, able to serve two channels."""
    found = roles(stories=1)
    return {**found, "edit:Video_Editor": own_file(found["edit:Video_Editor"])}


def productions(newsroom) -> dict[str, Production]:
    """The story's productions by channel."""
    return {one.channel: one for one in newsroom.store.find("production", Production)}


def test_an_approved_story_is_made_and_published_once_for_each_channel(tiny, playing):
    """Two productions, two posts, one story that ends once."""
    newsroom = tiny(channels=(SECOND,))
    newsroom.play(playing)
    assert {name: one.stage for name, one in productions(newsroom).items()} == {"main": "done", "second": "done"}
    posts = newsroom.store.find("publication", Publication, states=("published",))
    assert Counter(post.channel for post in posts) == {"main": 1, "second": 1}
    assert newsroom.actions().count("produced") == newsroom.actions().count("published") == 1
    assert newsroom.story().state == "COMPLETE"


def test_one_channel_too_thin_leaves_the_other_its_video(tiny, playing):
    """Its production is stopped with the reason; the story goes on with the other."""

    def thin(brief):
        if brief.production.channel == "second":
            return {"hold": {"code": "too_thin", "reason": "too few claims"}}
        return playing["script:Script_Writer"](brief)

    newsroom = tiny(channels=(SECOND,))
    newsroom.play({**playing, "script:Script_Writer": thin})
    assert {name: one.stage for name, one in productions(newsroom).items()} == {"main": "done", "second": "stopped"}
    assert newsroom.story().state == "COMPLETE"


def test_when_every_channel_holds_the_story_waits_for_reports(tiny, playing):
    """As it does with one."""
    newsroom = tiny(channels=(SECOND,))
    hold = {"hold": {"code": "too_thin", "reason": "too few claims"}}
    newsroom.play({**playing, "script:Script_Writer": lambda brief: hold})
    assert newsroom.actions()[-2:] == ["reports_awaited", "timeout"]


def test_a_channel_whose_voice_keeps_failing_gives_up_alone(tiny, playing):
    """Three tries, then its production ends and the other's video is published."""

    def hoarse(brief):
        if brief.production.channel == "second":
            raise ValueError("no voice")
        return playing["voice:Voice_Actor"](brief)

    newsroom = tiny(channels=(SECOND,))
    newsroom.play({**playing, "voice:Voice_Actor": hoarse})
    assert {name: one.stage for name, one in productions(newsroom).items()} == {"main": "done", "second": "stopped"}
    assert newsroom.story().state == "COMPLETE"


def test_a_video_limit_counts_videos_and_not_stories(tiny, playing):
    """A limit of one makes one video, for the house's first channel."""
    newsroom = tiny(channels=(SECOND,), video_limit=1)
    newsroom.play(playing)
    assert list(productions(newsroom)) == ["main"]


def test_two_channels_give_the_same_root_every_time(tiny, playing):
    """Determinism holds."""
    one, other = tiny(channels=(SECOND,)), tiny(channels=(SECOND,))
    assert one.play(playing)["audit"]["root"] == other.play(playing)["audit"]["root"]
