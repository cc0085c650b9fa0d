"""Semantic_Scout's tools: each shows its evidence beside the bid, and none of them moves N's formula."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.model.arc import ArcNote
from newsroom.model.bid import Bid
from newsroom.scouts import semantic_scout
from newsroom.scouts.cross_reference import references
from newsroom.scouts.inputs_pattern import apophenia_risk, chain
from newsroom.scouts.relations import relations
from newsroom.scouts.timeline import timeline
from newsroom.scouts.topic_clusters import topics

from .conftest import NOON

ORLIN = "Mayor Ilse Brandt met Water Board engineers at Orlin Dam. The Water Board closed the road."


def related_notes(note, count=5, **more):
    """Stories that share the default story's name."""
    return [note(n, 0.3, **more) for n in range(count)]


def test_who_appears_with_whom_and_where_that_stands(dossier, item, note):
    """Two names in one sentence are a relation, with the report that shows it and other stories that hold both."""
    names = ("Ilse Brandt", "Water Board", "Orlin Dam")
    other = note(1, 0.3, entities=("Water Board", "Orlin Dam"))
    seen = relations(
        dossier([item(1, text=ORLIN), item(2)], story={"entities": names, "places": ()}, context={"nearby": [other]})
    )
    assert {(r.one, r.other) for r in seen} == {
        ("Ilse Brandt", "Orlin Dam"), ("Ilse Brandt", "Water Board"), ("Orlin Dam", "Water Board"),
    }  # fmt: skip
    assert {r.item_ids for r in seen} == {("item_1",)}
    assert [r.story_ids for r in seen if "Ilse Brandt" not in (r.one, r.other)] == [("story_other1",)]


def test_a_name_inside_another_is_not_its_company(dossier, item):
    """Orlin and Orlin Dam in a sentence that names only the dam are one name."""
    seen = relations(
        dossier(
            [item(1, title="x", text="They closed Orlin Dam.")],
            story={"entities": ("Orlin", "Orlin Dam"), "places": ()},
        )
    )
    assert seen == ()


@pytest.mark.parametrize(
    ("minutes", "pace"),
    [
        ((0, 10, 20, 30), "at once"),
        ((0, 120, 240, 360, 480), "at a steady pace"),
        ((0, 300, 500, 560, 580), "ever faster"),
        ((0, 20, 60, 400, 900), "ever slower"),
        ((0, 240), "in sequence"),
    ],
)
def test_the_rhythm_of_a_pattern(minutes, pace):
    """Read from times alone."""
    times = [NOON + timedelta(minutes=m) for m in minutes]
    assert timeline(times[0], times[1:]).pace == pace


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=12), st.integers(0, 10_000))
def test_a_timeline_holds_in_any_order(others, own):
    """Regularity lies between 0 and 1, the place within the stories, and the order of notes does not matter."""
    times = [NOON + timedelta(minutes=m) for m in others]
    seen = timeline(NOON + timedelta(minutes=own), times)
    assert seen == timeline(NOON + timedelta(minutes=own), times[::-1])
    assert 0 <= seen.regularity <= 1
    assert 1 <= seen.place <= seen.stories == len(times) + 1


def test_a_citation_is_traced_to_the_report_or_missed(dossier, item, note):
    """Cited by one item: read here, in a nearby story, or nowhere; an agency under its group's name."""
    cites = item(1, text="Reuters reported that forty boats sank. " + "More was not known. " * 3)
    assert [(r.cited, r.item_ids, r.own_report_in) for r in references(dossier([cites]))] == [
        ("Thomson Reuters", ("item_1",), "")
    ]
    near = note(1, 0.3, owners=("Reuters",))
    assert references(dossier([cites], context={"nearby": [near]}))[0].own_report_in == "story_other1"
    assert references(dossier([cites, item(2, owner="Reuters")]))[0].own_report_in == "story_vellmar"


def test_topics_do_not_chain_by_chance(dossier, note):
    """A shares a name with B and B another with C: A and C are two topics, whatever order they are met in."""
    notes = [
        note(1, 0.3, entities=("Vellmar", "Northern Pier")),
        note(2, 0.2, entities=("Harbour Radio", "Tern", "Saltholm")),
        note(3, 0.1, entities=("Harbour Radio", "Tern", "Council")),
    ]
    seen = topics(dossier(context={"nearby": notes}))
    assert [one.story_ids for one in seen] == [("story_other1", "story_vellmar"), ("story_other2", "story_other3")]
    assert topics(dossier(context={"nearby": notes[::-1]})) == seen


def test_links_that_chance_could_have_made_are_weighed_and_flagged(dossier, note):
    """One name that half of the day's stories hold: apophenia; the same name on a day that is not full of it: none."""
    near = {"nearby": related_notes(note), "stories": 100}
    full, calm = (dossier(context={**near, "names": {"vellmar": held}}) for held in (50, 5))
    assert apophenia_risk(full, chain(full)).used == 1.0
    assert apophenia_risk(calm, chain(calm)).used == 0.0
    assert "circumstantial_pattern" in semantic_scout.bid(full).flags
    assert "circumstantial_pattern" not in semantic_scout.bid(calm).flags
    assert semantic_scout.bid(full).bid_metrics == semantic_scout.bid(calm).bid_metrics


def test_two_names_in_common_are_no_chance(dossier, note):
    """However full of each the day is."""
    both = ("Vellmar", "Northern Pier")
    told = dossier(
        context={
            "nearby": related_notes(note, entities=both),
            "stories": 100,
            "names": dict.fromkeys(("vellmar", "northern pier"), 60),
        }
    )
    assert apophenia_risk(told, chain(told)).used == 0.0


def test_a_bid_says_what_it_is_part_of_and_shows_its_reports(dossier, note):
    """The arc leads the justification, each link names its first reports, and the bid keeps the whole chain."""
    arc = ArcNote(id="arc_1", title="The long storm", core=("vellmar",), story_ids=("story_vellmar", "story_other1"),
                  first_at=NOON, last_at=NOON)  # fmt: skip
    bid = semantic_scout.bid(
        dossier(context={"nearby": related_notes(note, item_ids=("item_a", "item_b")), "arcs": [arc]})
    )
    assert isinstance(bid, Bid)
    assert bid.justification.startswith("Part of: The long storm. Evidence chain: story_other0 shares vellmar")
    assert "reports item_a, item_b" in bid.justification
    assert bid.chain == tuple(f"story_other{n}" for n in range(5))
    assert {f.name for f in bid.factors} >= {
        "topic_cluster", "entity_relations", "temporal_pattern", "cross_references", "narrative_arc", "apophenia_risk",
    }  # fmt: skip


def test_the_formula_is_ns_and_its_tools_stay_outside(dossier, note):
    """N 1.3 on the bid's own four factors gives its confidence."""
    bid = semantic_scout.bid(dossier(context={"nearby": related_notes(note)}))
    used = {f.name: f.used for f in bid.factors}
    four = [used[name] for name in ("story_count", "semantic_similarity", "temporal_coherence", "entity_overlap")]
    by_hand = round(four[0] * 0.25 + four[1] * 0.30 + four[2] * 0.25 + four[3] * 0.20, 3)
    assert bid.bid_metrics.confidence_score == by_hand


def test_what_continues_nothing_hands_on_nothing(dossier, note):
    """A pattern for the newsroom's arcs needs two close links, or three names of an arc."""
    assert semantic_scout.pattern(dossier(context={"nearby": related_notes(note, 1)})) is None
    assert len(semantic_scout.pattern(dossier(context={"nearby": related_notes(note)})).related) == 5
