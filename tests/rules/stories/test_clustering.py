"""Which story an item belongs to: one at a time, the same on every machine."""

from collections.abc import Callable

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.model.item import GeoPoint, Item, Place
from newsroom.ports import DIMENSIONS, Vector
from newsroom.scouts.clustering import EVENT, TOPIC, StoryIndex

Report = Callable[..., Item]


def stories(items: list[Item]) -> dict[str, str]:
    index = StoryIndex()
    index.rebuild(items)
    return {item.id: index.story_of(item.id) for item in items}


def a_day(report: Report) -> list[Item]:
    """A few invented events among one another, several with one or two reports."""
    return [
        report("dam1", "Dam above Orlin breaks, two bridges gone", "The dam above Orlin broke before dawn.", minutes=1),
        report("ferry1", "Ferry with ninety aboard runs aground off Lissa", "A ferry hit rocks off Lissa.", minutes=2),
        report(
            "dam2", "Orlin dam collapses, bridges swept away", "Water from the broken dam reached Orlin.", minutes=3
        ),
        report("cup1", "Vellmar Rovers beat Orlin Town 3-1 in cup final", "Rovers won the final.", minutes=4),
        report("ferry2", "Passengers rescued as ferry hits rocks off Lissa", "Boats reached the ferry.", minutes=5),
        report("dam3", "Two bridges gone after Orlin dam break", "Rescuers went from house to house.", minutes=6),
        report("vote1", "Parliament votes to raise the harbour tax", "Members voted late.", minutes=7),
        report("cup2", "Rovers lift the cup after 3-1 win over Orlin Town", "The final ended 3-1.", minutes=8),
    ]


def test_reports_of_one_event_meet_and_others_stay_apart(report: Report) -> None:
    """Each event is one story, found whatever words its reporters chose."""
    found = stories(a_day(report))
    assert found["dam1"] == found["dam2"] == found["dam3"]
    assert found["ferry1"] == found["ferry2"]
    assert found["cup1"] == found["cup2"]
    assert len(set(found.values())) == 4


def test_a_story_is_named_after_its_first_item(report: Report) -> None:
    """The id is derived from the founding item, so that a rebuild names it alike."""
    index = StoryIndex()
    first = index.assign(report("dam1", "Dam above Orlin breaks"))
    other = StoryIndex().assign(report("dam1", "Dam above Orlin breaks"))
    assert first.is_new
    assert first.story_id == other.story_id


def test_every_answer_says_why(report: Report) -> None:
    """A reader can see what two items share."""
    index = StoryIndex()
    answers = [index.assign(item) for item in a_day(report)]
    joined = next(answer for answer in answers if not answer.is_new)
    assert 0 < joined.similarity <= 1
    assert "sharing" in joined.why
    assert answers[0].why.startswith("first of its story")


def test_what_is_not_news_never_founds_a_story_but_may_join_one(report: Report) -> None:
    """Opinion, satire and shops follow events; they are none."""
    index = StoryIndex()
    alone = index.assign(report("o1", "The dam at Orlin was always going to break", opinion=True))
    index.assign(report("dam1", "Dam at Orlin breaks, bridges gone", minutes=1))
    joined = index.assign(report("s1", "Dam at Orlin breaks, bridges gone", minutes=2, satire=True))
    assert alone.story_id == ""
    assert not alone.is_new
    assert joined.story_id == index.story_of("dam1")


def test_opinion_does_not_move_a_story(report: Report) -> None:
    """A hundred columns leave the story's core where its reports put it."""
    dam = report("dam1", "Dam at Orlin breaks, bridges gone")
    columns = [
        report(f"o{n}", "Dam at Orlin breaks hearts of poets and painters", minutes=1 + n, opinion=True)
        for n in range(9)
    ]
    poets = report("poets", "Poets and painters win hearts at fair", minutes=20)
    assert stories([dam, *columns, poets])["poets"] != stories([dam])["dam1"]


def test_how_to_watch_is_not_the_result(report: Report) -> None:
    """A preview shares every name with the result and is still another story."""
    found = stories(
        [
            report("pre", "How to watch Vellmar Rovers against Orlin Town: kick-off time and team news"),
            report("res", "Vellmar Rovers beat Orlin Town with two late goals", minutes=120),
        ]
    )
    assert found["pre"] != found["res"]


def test_issues_of_one_series_are_different_things(report: Report) -> None:
    """The same column with another number is tomorrow's."""
    found = stories(
        [
            report("q1", "Quadle 412: hints and answer", outlet="Puzzle Page"),
            report("q2", "Quadle 413: hints and answer", outlet="Puzzle Page", minutes=60),
        ]
    )
    assert found["q1"] != found["q2"]


def test_a_digest_stays_alone(report: Report) -> None:
    """A briefing about everything must not tie events together."""
    found = stories(
        [
            report("dam1", "Dam above Orlin breaks, two bridges gone"),
            report("brief", "Morning briefing: dam above Orlin breaks, ferry aground off Lissa", minutes=1),
            report("ferry1", "Ferry aground off Lissa with ninety aboard", minutes=2),
        ]
    )
    assert len(set(found.values())) == 3


def test_two_languages_meet_on_rare_names(report: Report) -> None:
    """Polish and English reports of one event share names and ideas, not words."""
    found = stories(
        [
            report("en", "Earthquake in Orlin kills twelve, mayor Tervolin says", "A quake struck Orlin before dawn."),
            report(
                "pl",
                "Trzęsienie ziemi w Orlin. Burmistrz Tervolin: dwanaście ofiar, są zabici",
                "Wstrząsy w Orlin przed świtem.",
                language="pl",
                minutes=9,
            ),
            report("other", "Pożar magazynu w Vellmar, strażacy nadal na miejscu", language="pl", minutes=12),
        ]
    )
    assert found["en"] == found["pl"]
    assert found["other"] != found["pl"]


def test_a_story_past_its_window_takes_no_more(report: Report) -> None:
    """Two days without an item: what comes then is new."""
    found = stories(
        [
            report("dam1", "Dam above Orlin breaks, two bridges gone"),
            report("dam9", "Dam above Orlin breaks, two bridges gone", minutes=49 * 60),
        ]
    )
    assert found["dam1"] != found["dam9"]


def test_placing_an_item_twice_changes_nothing(report: Report) -> None:
    """A redelivered item keeps its answer and weighs nothing the second time."""
    once, twice = StoryIndex(), StoryIndex()
    for item in a_day(report):
        first = once.assign(item)
        assert twice.assign(item) == first
        assert twice.assign(item) == first


@settings(max_examples=25, deadline=None)
@given(order=st.permutations(range(8)))
def test_a_rebuild_in_any_order_gives_the_same_stories(order: list[int], report: Report) -> None:
    """Items are sorted by (seen_at, id) before they are placed: storage order does not matter."""
    day = a_day(report)
    assert stories([day[at] for at in order]) == stories(day)


@settings(max_examples=25, deadline=None)
@given(order=st.permutations(range(8)))
def test_items_of_one_moment_fall_in_order_of_their_ids(order: list[int], report: Report) -> None:
    """Items seen at the same instant have one order, so that ties cannot differ between machines."""
    day = [item.model_copy(update={"seen_at": a_day(report)[0].seen_at}) for item in a_day(report)]
    assert stories([day[at] for at in order]) == stories(day)


def test_near_stories_are_listed_most_alike_first(report: Report) -> None:
    """What surrounds a story, for overlap and patterns."""
    index = StoryIndex()
    index.rebuild(a_day(report))
    near = index.nearest(index.story_of("dam1"), 3)
    assert list(near) == sorted(near, key=lambda pair: (-pair[1], pair[0]))
    assert index.story_of("dam1") not in dict(near)
    assert index.nearest("story_unknown", 3) == ()


def test_only_topics_merge(report: Report) -> None:
    """A newsroom story has a life of its own; a topic may be found to be two halves of one."""
    assert EVENT.joined is None
    assert TOPIC.joined is not None
    index = StoryIndex(TOPIC)
    index.rebuild(a_day(report))
    assert index.story_of("dam1") == index.story_of("dam3")


def reading(report: Report, name: str, magnitude: float, place: str, lat: float, lon: float, minutes: float) -> Item:
    """What a seismic network sends: a code for a title, one sentence of figures, a point."""
    spot = Place(name=place, point=GeoPoint(lat=lat, lon=lon), precision=1.0)
    words = f"A magnitude {magnitude} earthquake at a depth of 11 km, {place}."
    sent = report(name, f"M {magnitude} - {place}", words, kind="official", item_kind="reading", minutes=minutes)
    return sent.model_copy(update={"place": spot})


def test_two_tremors_are_two_stories_and_the_report_names_its_own(report: Report) -> None:
    """A reading never joins another event's reading; a report that gives a magnitude goes to that magnitude's story."""
    small = reading(report, "small", 2.4, "9 km N of Orlin, Lissa Coast", 10.2, 20.0, 1)
    great = reading(report, "great", 6.1, "24 km SW of Vellmar, Lissa Coast", 11.9, 20.4, 60)
    again = reading(report, "after", 4.8, "20 km SW of Vellmar, Lissa Coast", 11.9, 20.4, 75)
    told = report(
        "told",
        "Strong earthquake felt along the Lissa Coast",
        "An earthquake of magnitude 6.1 struck off Vellmar.",
        minutes=70,
    )
    found = stories([small, great, told, again])
    assert len({found["small"], found["great"], found["after"]}) == 3
    assert found["told"] == found["great"]


def test_two_networks_measure_one_tremor_and_the_warning_is_of_it(report: Report) -> None:
    """Seconds and kilometres apart is the same event; an official warning for it joins although it names no figure."""
    one = reading(report, "one", 6.1, "24 km SW of Vellmar, Lissa Coast", 11.9, 20.4, 60)
    two = reading(report, "two", 6.3, "31 km W of Vellmar, Lissa Coast", 12.0, 20.3, 60.5)
    warning = report("warning", "Earthquake off Vellmar: leave beaches", minutes=66, kind="official", item_kind="alert")
    found = stories([one, two, warning])
    assert found["one"] == found["two"] == found["warning"]


def direction(degrees: float) -> Vector:
    """A meaning that points somewhere in a plane."""
    vector = np.zeros(DIMENSIONS, dtype=np.float32)
    vector[:2] = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return vector


def test_meaning_brings_together_what_words_alone_would_not(report: Report) -> None:
    """Few words in common and nearly one meaning: one story. Meanings far apart: two."""
    near, far = StoryIndex(), StoryIndex()
    first = report("a", "Orlin ferry runs aground with ninety aboard")
    other = report("b", "Passengers saved after Orlin ship hits rocks", minutes=5)
    for index, degrees in ((near, 10.0), (far, 80.0)):
        index.assign(first, direction(0.0))
        index.assign(other, direction(degrees))
    assert near.story_of("b") == near.story_of("a")
    assert far.story_of("b") != far.story_of("a")


def test_two_young_stories_are_joined_by_a_report_that_tells_both(report: Report) -> None:
    """Which went where stays on record, and what they held is found in the one that is left."""
    index = StoryIndex()
    index.assign(report("bang", "Windows shattered along Orlin quayside"), direction(0.0))
    index.assign(report("leak", "Gasworks valve burst, Tervolin engineers admit", minutes=1), direction(60.0))
    assert index.story_of("bang") != index.story_of("leak")
    before = {index.story_of("bang"), index.story_of("leak")}
    told = "Gasworks valve burst shattered windows along Orlin quayside, Tervolin engineers admit"
    index.assign(report("both", told, minutes=2), direction(30.0))
    (joined,) = index.joined()
    assert {joined.gone, joined.kept} == before
    assert index.story_of("bang") == index.story_of("leak") == index.story_of("both") == joined.kept


def test_a_recorded_assignment_is_taken_as_it_is(report: Report) -> None:
    """Recall asks nobody: the record decides, and the next look around finds it there."""
    index = StoryIndex()
    index.recall(report("dam1", "Dam above Orlin breaks"), "story_one")
    index.recall(report("cup1", "Vellmar Rovers win the cup", minutes=1), "story_one")
    assert index.story_of("dam1") == index.story_of("cup1") == "story_one"


def test_a_thing_that_counts_itself_is_another_at_every_number(report: Report) -> None:
    """Day 4 of a trial is not its day 3, whoever reports it."""
    found = stories(
        [
            report("d3", "Orlin harbour trial day 3: captain heard", outlet="Coast Radio"),
            report("d4", "Orlin harbour trial day 4: captain heard", outlet="Harbour Post", minutes=60),
        ]
    )
    assert found["d3"] != found["d4"]
