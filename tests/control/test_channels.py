"""Channels as versioned rows, and which of them want a story (C 1.1)."""

import tomllib
from datetime import UTC, datetime
from importlib.resources import files

import pytest

from newsroom.control import channels
from newsroom.control.policy import of_channels
from newsroom.model.assets import Production
from newsroom.model.channel import Channel
from newsroom.model.errors import Refused
from newsroom.model.house import Budget, ChannelRow, HousePolicy
from newsroom.model.soul import TOPICS
from newsroom.model.story import Story
from newsroom.settings import parse_soul

NINE = datetime(2031, 5, 14, 9, 0, tzinfo=UTC)
MAIN, SPORT = Channel(name="main", title="Main"), Channel(name="arena", title="Arena", topics=("sport",))


def story(category: str) -> Story:
    """An approved story of one category."""
    return Story(
        id="story_1", slug="s", headline="H", language="en", category=category, item_ids=(), first_published_at=NINE,
        first_seen_at=NINE, last_seen_at=NINE, entered_at=NINE, state="APPROVED", approved_at=NINE,
    )  # fmt: skip


def test_channels_of_the_settings_become_audited_rows_with_their_budgets(store):
    """Written once; the same settings again write nothing."""
    channels.enrol(store, NINE, (MAIN.model_copy(update={"budget_usd_per_day": 2.5}), SPORT))
    assert [row.id for row in store.find("channel", ChannelRow)] == ["arena", "main"]
    assert store.get("budget", "channel:main", Budget).cap_usd == 2.5
    assert [row.action for row in store.audit_rows()] == ["channel.set", "channel.set"]
    assert channels.enrolled(store, NINE, (MAIN.model_copy(update={"budget_usd_per_day": 2.5}), SPORT)) is None


def test_a_changed_soul_is_a_new_version_and_a_lost_one_goes_off_the_air(store):
    """Nothing is deleted: what a video was made with stays readable."""
    channels.enrol(store, NINE, (MAIN, SPORT))
    channels.enrol(store, NINE, (MAIN.model_copy(update={"voice": "ada"}),))
    assert store.get("channel", "main", ChannelRow).version == 2
    policy = of_channels((MAIN,))
    assert [one.voice for one in channels.on_air(store, policy)] == ["ada"]
    assert channels.named(store, policy, "arena") == SPORT


def test_the_houses_first_channel_comes_first(store):
    """Whatever its name; without rows the policy's own are taken."""
    policy = of_channels((MAIN, SPORT))
    assert [one.name for one in channels.on_air(store, policy)] == ["main", "arena"]
    channels.enrol(store, NINE, (SPORT, MAIN))
    assert [one.name for one in channels.on_air(store, policy)] == ["main", "arena"]


@pytest.mark.parametrize(("category", "names"), [("sport", ["main", "arena"]), ("politics", ["main"])])
def test_a_channel_wants_its_own_topics(category, names):
    """One that names none wants everything."""
    assert [one.name for one in channels.wanting(story(category), (MAIN, SPORT), (), ())] == names


def test_a_full_day_wants_nothing_more_and_a_campaign_asks_beyond_topics():
    """Stopped productions take no place."""
    small = MAIN.model_copy(update={"videos_per_day": 1})
    made = Production(id="p", story_id="story_0", channel="main")
    stopped = made.model_copy(update={"stage": "stopped"})
    assert channels.wanting(story("politics"), (small,), (made,), ()) == ()
    assert channels.wanting(story("politics"), (small,), (stopped,), ()) == (small,)
    assert channels.wanting(story("politics"), (SPORT,), (), ("arena",)) == (SPORT,)


@pytest.mark.parametrize(
    "wrong",
    [{"relevance_above": 1.5}, {"relevance_above": -0.1}, {"confidence_on_above": 0.8}, {"confidence_person_from": 0.5},
     {"confidence_person_from": 0.95}],
)  # fmt: skip
def test_a_threshold_outside_its_range_is_no_policy(wrong):
    """Nor one laxer than the documents', nor bands that cross."""
    with pytest.raises(ValueError):
        HousePolicy(**wrong)


@pytest.mark.parametrize(
    "line",
    ["topics: [nonsense]", "person_for: [politcs]", "audience: {politics: 7}", "audience: {polo: 0.5}", "videos_per_day: -2",
     "budget_usd_per_day: -1", "pace: 9", "accent: red", "voice: nobody", "language: tlh", "platforms: [myspace]"],
)  # fmt: skip
def test_a_channel_that_cannot_be_is_refused_with_its_line(line):
    """A slip of the pen must not silence a channel, nor take a person's look away."""
    with pytest.raises(Refused, match=rf"SOUL.md, line [23]: ({line.partition(':')[0]}|voice)"):
        parse_soul(f"---\nname: a\n{line}\ntitle: A\n---\nWho we are.\n", "SOUL.md")


def test_a_channels_topics_are_those_of_the_scouts():
    """One list of twelve words."""
    table = files("newsroom.scouts").joinpath("categories.toml").read_text(encoding="utf-8")
    assert tuple(tomllib.loads(table)) == TOPICS
