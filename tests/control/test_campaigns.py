"""Campaigns: goals in plain words, what a story is worth to one, and what a running one may and may not do (C 1.1)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.control.bench import Bench
from newsroom.control.campaigns import desk, following
from newsroom.control.campaigns.reading import read
from newsroom.control.campaigns.relevance import measured, relevance
from newsroom.control.channels import enrol
from newsroom.control.decisions.admission import into_council, into_studio
from newsroom.control.policy import of_channels
from newsroom.model.assets import Production
from newsroom.model.campaign import Campaign
from newsroom.model.channel import Channel
from newsroom.model.errors import Refused
from newsroom.model.house import Budget, HousePolicy
from newsroom.model.item import GeoPoint, Place
from newsroom.model.story import Story
from newsroom.ports import Change, Commit

WEDNESDAY = datetime(2031, 5, 14, 9, 0, tzinfo=UTC)
MAIN, QUAKES = Channel(name="main", title="Main"), Channel(name="tierra", title="Tierra", topics=("sport",))
LIMA = Place(name="Lima", country="PE", point=GeoPoint(lat=-12.05, lon=-77.03), precision=1.0)
CUSCO = Place(name="Cusco", country="PE", point=GeoPoint(lat=-13.5, lon=-71.9), precision=1.0)
TOKYO = Place(name="Tokyo", country="JP", point=GeoPoint(lat=35.7, lon=139.7), precision=1.0)
GOAL = "cover earthquakes above 6 for our Andean audience this week, at most 4 videos a day, 5 USD"


def places(text: str) -> tuple[Place, ...]:
    """A gazetteer of two towns and a country."""
    known = (LIMA, TOKYO, Place(name="Peru", country="PE", precision=0.4))
    return tuple(place for place in known if place.name in text)


def understood(goal: str, *channels: Channel):
    """What is read from a goal."""
    return read(goal, WEDNESDAY, places, channels or (MAIN,))


def story(headline: str, *where: Place, **more) -> Story:
    """A story that won its auction."""
    fields = {"category": "disaster", "state": "AUCTION_WON", "priority": 0.4, "id": "story_1", **more}
    return Story(
        slug="s", headline=headline, language="en", item_ids=(), places=where, first_published_at=WEDNESDAY,
        first_seen_at=WEDNESDAY, last_seen_at=WEDNESDAY, entered_at=WEDNESDAY, **fields,
    )  # fmt: skip


def campaign(goal: str = GOAL) -> Campaign:
    """A running campaign of that goal."""
    reading = understood(goal)
    return Campaign(id="c", goal=goal, plan=reading.plan, steps=(), status="active", by="E", at=WEDNESDAY)


def test_a_goal_in_plain_words_becomes_a_whole_plan():
    """Subject, bound, region, period, cap, money, channel; nothing left over."""
    plan, unclear, missing = understood(GOAL)
    assert "earthquake" in plan.terms
    assert (plan.at_least, plan.strictly, "magnitude" in plan.measure) == (6.0, True, True)
    assert (plan.region, "PE" in plan.countries, "JP" in plan.countries) == ("andean", True, False)
    assert (plan.per_day, plan.usd, plan.channel) == (4, 5.0, "main")
    assert plan.ends_at == datetime(2031, 5, 19, tzinfo=UTC)
    assert (unclear, missing) == ((), ())


@pytest.mark.parametrize(
    ("goal", "said"),
    [
        ("cover floods in Peru this week, and be funny", "Not understood: 'be funny'."),
        ("cover floods in Peru", "No period is named: it runs until it is paused."),
        ("cover floods this week for our Atlantean audience", "Where is 'Atlantean'? No place of that name is known."),
    ],
)
def test_what_is_not_understood_is_said(goal, said):
    """And nothing is guessed in its place."""
    assert said in understood(goal).unclear


@pytest.mark.parametrize(
    "goal", ["cover floods and landslides this week", "cover landslides, storms, and floods today"]
)
def test_several_subjects_are_any_of_them(goal):
    """Joined by a comma or an and."""
    plan, unclear, _ = understood(goal)
    assert {"flood", "landslide"} <= set(plan.terms)
    assert (plan.needs, unclear) == ((), ())


@pytest.mark.parametrize(
    ("goal", "channels", "lack"),
    [
        ("cover everything this week", (MAIN,), "What is it about?"),
        ("cover floods above 6 this week", (MAIN,), "What is 6 a number of?"),
        ("cover floods this week", (MAIN, QUAKES), "Which channel?"),
    ],
)
def test_what_must_be_said_first_is_missing(goal, channels, lack):
    """A campaign without it cannot start."""
    assert [one for one in understood(goal, *channels).missing if one.startswith(lack)]


def test_a_channel_may_be_named_by_name_or_title():
    """Of several."""
    assert understood("cover floods on tierra this week", MAIN, QUAKES).plan.channel == "tierra"


@pytest.mark.parametrize("goal", ["", "  ", "cover floods for -3 days", "cover floods, -1 videos a day", "cover floods, -5 USD",
                                  "cover floods until 2031-05-01"])  # fmt: skip
def test_negative_amounts_and_times_are_refused(goal):
    """With one sentence."""
    with pytest.raises(Refused):
        understood(goal)


@given(st.text(max_size=120))
def test_any_words_are_read_or_refused(goal):
    """No goal breaks the reader."""
    try:
        reading = understood(goal)
    except Refused:
        return
    assert reading.plan.ends_at is None or reading.plan.ends_at > reading.plan.starts_at


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("M 6.1 - 30 km S of Lima", (6.1,)),
        ("A 6.4-magnitude quake, 10 km deep", (6.4,)),
        ("Quake of magnitude 7 hits 12 towns", (7.0,)),
        ("Flood after 6 days of rain", ()),
    ],
)
def test_a_number_is_the_measures_own(text, values):
    """Not the kilometres' and not the days'."""
    assert measured(text, ("magnitude", "m", "mag")) == values


def test_a_wholly_fitting_story_is_wholly_relevant():
    """Subject, number and place."""
    assert relevance(campaign(), story("Magnitude 6.3 earthquake near Lima", LIMA), ()).value == 1.0


@pytest.mark.parametrize(
    ("headline", "where"),
    [
        ("Magnitude 5.2 earthquake near Lima", (LIMA,)),
        ("Magnitude 6.8 earthquake near Tokyo", (TOKYO,)),
        ("Earthquake near Lima", (LIMA,)),
        ("Parliament debates the budget", (LIMA,)),
    ],
)
def test_what_lacks_one_thing_is_not_relevant_enough(headline, where):
    """Below 0.75: too small, elsewhere, untold, or about something else."""
    assert relevance(campaign(), story(headline, *where, category="politics"), ()).value <= 0.75


@given(st.floats(-60, 60), st.floats(-180, 180))
def test_relevance_falls_with_distance_and_stays_within_its_range(lat, lon):
    """Near the named place it is highest."""
    plan = campaign("cover floods near Lima this week")
    there = Place(name="X", country="", point=GeoPoint(lat=lat, lon=lon), precision=1.0)
    value = relevance(plan, story("Flood", there), ()).value
    assert 0.0 <= value <= relevance(plan, story("Flood", LIMA), ()).value == 1.0


@pytest.fixture
def bench(store) -> Bench:
    """A bench on Wednesday with two channels on air."""
    enrol(store, WEDNESDAY, (MAIN, QUAKES))
    return Bench(store, WEDNESDAY, of_channels((MAIN, QUAKES)))


def running(bench: Bench, goal: str = GOAL, channel: str = "tierra") -> Campaign:
    """A campaign that a person added, completed and started."""
    bench.store.commit(desk.added(bench, goal, "E. Editor", places))
    (draft,) = bench.store.find("campaign", Campaign)
    bench.store.commit(desk.edited(bench, draft.id, draft.version, {"channel": channel}, "E. Editor", {}))
    bench.store.commit(desk.turned(bench, draft.id, 2, "start", "E. Editor"))
    return bench.store.get("campaign", draft.id, Campaign)


def put(bench: Bench, *stories: Story) -> None:
    """Stories as they are."""
    bench.store.commit(Commit(changes=tuple(Change("story", one.id, 0, one, one.id, one.state) for one in stories)))


def test_a_campaign_is_a_versioned_audited_row_with_a_budget_and_a_tree(bench):
    """Draft, edited, started: three versions, three audit rows."""
    held = running(bench)
    assert (held.version, held.status) == (3, "active")
    assert [step.kind for step in held.steps] == ["watch", "prefer", "produce", "spend", "close"]
    assert bench.store.get("budget", f"campaign:{held.id}", Budget).cap_usd == 5.0
    actions = [row.action for row in bench.store.audit_of(held.id)]
    assert actions == ["campaign.added", "campaign.edited", "campaign.start"]


def test_a_relevant_story_goes_into_the_council_first(bench):
    """Its priority rises, in the audit with its relevance; the other's stays."""
    held = running(bench)
    quake = story("Magnitude 6.3 earthquake near Cusco", CUSCO, id="story_q", priority=0.3)
    put(bench, quake, *(story(f"Fair number {n}", id=f"story_{n}", priority=0.5) for n in range(10)))
    bench.store.commit(into_council(bench))
    admitted = bench.store.get("story", "story_q", Story)
    assert (admitted.state, admitted.priority, admitted.campaigns) == ("VALIDATING", 0.65, (held.id,))
    assert {one.priority for one in bench.store.find("story", Story) if one.id != "story_q"} == {0.5}


def test_a_campaign_never_touches_a_verdict(bench):
    """The same story without a campaign is judged by the same fields."""
    put(bench, story("Magnitude 6.3 earthquake near Cusco", CUSCO))
    running(bench)
    bench.store.commit(into_council(bench))
    admitted = bench.store.get("story", "story_1", Story)
    assert (admitted.verdict, admitted.risk, admitted.approved_at) == (None, None, None)


def test_a_campaign_asks_its_channel_beyond_its_topics_until_its_day_is_full(bench):
    """Tierra makes sport; the campaign's quakes too, one a day here."""
    held = running(bench, "cover earthquakes this week, at most 1 videos a day")
    first, second = (
        story("Quake", CUSCO, id=f"story_{n}", state="APPROVED", approved_at=WEDNESDAY, campaigns=(held.id,))
        for n in (1, 2)
    )
    put(bench, first, second)
    for one in (first, second):
        bench.store.commit(into_studio(bench, one))
    made = {(one.story_id, one.channel) for one in bench.store.find("production", Production)}
    assert made == {("story_1", "main"), ("story_1", "tierra"), ("story_2", "main")}


def test_a_step_that_a_person_switched_off_is_not_done(bench):
    """Without `prefer` nothing is raised."""
    held = running(bench)
    bench.store.commit(desk.turned(bench, held.id, 3, "pause", "E. Editor"))
    bench.store.commit(desk.edited(bench, held.id, 4, {}, "E. Editor", {"prefer": False}))
    bench.store.commit(desk.turned(bench, held.id, 5, "start", "E. Editor"))
    quake = story("Magnitude 6.3 earthquake near Cusco", CUSCO)
    assert following.raised(bench, [quake])[quake.id].priority == quake.priority


def test_the_bar_of_relevance_is_the_houses_policy(bench):
    """A stricter house raises less."""
    running(bench, "cover earthquakes above 6 in Peru this week")
    near = story("Earthquake near Cusco", CUSCO)
    assert following.raised(bench, [near])[near.id].campaigns == ()
    loose = HousePolicy(relevance_above=0.5)
    bench.store.commit(Commit(changes=(Change("policy", "house", 0, loose),)))
    assert len(following.raised(bench, [near])[near.id].campaigns) == 1


def test_a_campaign_ends_by_the_clock(bench):
    """At its end it is finished, and raises nothing before that is written down either."""
    held = running(bench)
    later = bench._replace(now=WEDNESDAY + timedelta(days=6))
    assert following.active(bench.store, later.now) == ()
    (over,) = following.over(later)
    bench.store.commit(following.finished(later, over.id, over.version))
    assert bench.store.get("campaign", held.id, Campaign).status == "finished"


def test_a_period_counts_from_the_newsrooms_first_moment(bench):
    """Written down before a recorded day is played, "this week" is that day's week; again changes nothing."""
    held = running(bench)
    the_day = bench._replace(now=WEDNESDAY - timedelta(days=300))
    bench.store.commit(desk.dated(the_day))
    moved = bench.store.get("campaign", held.id, Campaign)
    assert (moved.version, moved.plan.starts_at) == (held.version + 1, the_day.now)
    assert moved.plan.ends_at - the_day.now <= timedelta(days=7)
    assert moved.steps[-1].words == f"end at {moved.plan.ends_at:%Y-%m-%d %H:%M} UTC"
    assert following.active(bench.store, the_day.now) == (moved,)
    assert desk.dated(the_day) == Commit()


def test_a_period_that_a_person_or_the_goal_dated_stays(bench):
    """By hand, or by a day in the goal's own words."""
    by_hand = running(bench, "cover floods in Peru this week")
    bench.store.commit(desk.turned(bench, by_hand.id, by_hand.version, "pause", "E"))
    end = WEDNESDAY + timedelta(days=2)
    bench.store.commit(desk.edited(bench, by_hand.id, 4, {"ends_at": end}, "E", {}))
    bench.store.commit(desk.added(bench, "cover earthquakes until 2031-05-20", "E", places))
    bench.store.commit(desk.dated(bench._replace(now=WEDNESDAY + timedelta(days=300))))
    ends = {one.plan.ends_at for one in bench.store.find("campaign", Campaign)}
    assert ends == {end, datetime(2031, 5, 21, tzinfo=UTC)}


def test_a_spent_cap_ends_what_a_campaign_asks_for(bench):
    """Its budget is the one place that says so: at the cap no priority is raised and no channel asked."""
    held = running(bench)
    quake = story("Magnitude 6.3 earthquake near Cusco", CUSCO, campaigns=(held.id,), approved_at=WEDNESDAY)
    assert following.asked(bench, quake).wanted == {"tierra"}
    row = bench.store.get("budget", f"campaign:{held.id}", Budget)
    for spent, free in ((4.99, True), (5.0, False)):
        row = row.model_copy(update={"spent_usd": spent, "version": row.version + 1})
        bench.store.commit(Commit(changes=(Change("budget", row.id, row.version - 1, row),)))
        assert (following.asked(bench, quake).wanted == {"tierra"}) is free
        assert (following.raised(bench, [quake])[quake.id].priority > quake.priority) is free
    bench.store.commit(desk.turned(bench, held.id, held.version, "pause", "E"))
    bench.store.commit(desk.edited(bench, held.id, held.version + 1, {"usd": 9.0}, "E", {}))
    raised = bench.store.get("budget", row.id, Budget)
    assert (raised.cap_usd, raised.spent_usd, raised.version) == (9.0, 5.0, row.version + 1)


def test_bad_hands_are_refused(bench):
    """Twice the same goal, a running one edited, an unknown step, a plan that cannot be, a stale version, no name."""
    held = running(bench)
    tries = [
        lambda: desk.added(bench, GOAL, "E", places),
        lambda: desk.edited(bench, held.id, held.version, {"usd": 1}, "E", {}),
        lambda: desk.turned(bench, held.id, held.version, "start", "E"),
        lambda: desk.turned(bench, "campaign_unknown", 1, "start", "E"),
        lambda: desk.turned(bench, held.id, held.version, "pause", " "),
        lambda: desk.turned(bench, held.id, 1, "pause", "E"),
    ]
    for one in tries:
        with pytest.raises(Refused):
            one()
    bench.store.commit(desk.turned(bench, held.id, held.version, "pause", "E"))
    for changes, switch in (({"per_day": 0}, {}), ({"usd": -1}, {}), ({}, {"dance": True}),
                            ({"ends_at": WEDNESDAY - timedelta(days=1)}, {})):  # fmt: skip
        with pytest.raises(Refused):
            desk.edited(bench, held.id, 4, changes, "E", switch)
    assert bench.store.get("campaign", held.id, Campaign).version == 4
