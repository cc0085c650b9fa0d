"""Narrative arcs: begun by close stories that hold together, continued over days, never by names alone (N 1.3)."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.model.arc import Arc, Pattern, Related
from newsroom.scouts.arcs import QUIET, is_quiet, note_of, part_of, placed

NOON = datetime(2031, 5, 4, 12, 0, tzinfo=UTC)
WIDE = ("northland",)
DAM = ("orlin dam", "water board")


def related(n: int, *names: str) -> Related:
    """A close story that shares these names."""
    return Related(story_id=f"story_{n}", headline=f"Dam story {n}", at=NOON + timedelta(minutes=n), similarity=0.2,
                   names=names, shared=names,
                   solid=tuple(name for name in names if name not in WIDE))  # fmt: skip


def pattern(n: int, names: tuple[str, ...] = DAM, links: tuple[Related, ...] = (), hours: float = 0.0) -> Pattern:
    """What the scout saw around story n."""
    return Pattern(
        story_id=f"story_{n}", headline=f"Dam story {n}", at=NOON + timedelta(hours=hours), names=names, related=links
    )


def begun() -> Arc:
    """An arc of four stories about a dam."""
    arc = placed(pattern(9, links=tuple(related(n, *DAM) for n in (1, 2, 3))), (), NOON)
    assert arc is not None
    return arc


def test_three_close_stories_with_a_name_in_common_begin_an_arc():
    """Its history says who was linked by whom, and its core are the names that hold it."""
    arc = begun()
    assert arc.story_ids == {"story_1", "story_2", "story_3", "story_9"}
    assert arc.core == DAM
    assert arc.parts[0].why == "linked by story_9: orlin dam, water board"


def test_two_are_not_enough_and_three_strangers_hold_nothing():
    """N wants three; three of one country, or that each share another name with it, are three coincidences."""
    assert placed(pattern(9, links=(related(1, *DAM), related(2, *DAM))), (), NOON) is None
    abroad = tuple(related(n, *WIDE) for n in (1, 2, 3))
    assert placed(pattern(9, WIDE, abroad), (), NOON) is None
    strangers = tuple(related(n, f"name {n}") for n in (1, 2, 3))
    assert placed(pattern(9, ("name 1", "name 2", "name 3"), strangers), (), NOON) is None


def test_a_story_joins_by_its_links_and_a_core_name():
    """Half of its close links lie in the arc; with another subject's links beside them it still belongs."""
    later = placed(pattern(4, links=(related(1, *DAM), related(2, *DAM), related(8, "tern"))), (begun(),), NOON)
    assert later is not None
    assert (later.version, later.parts[-1].story_id) == (2, "story_4")
    assert later.parts[-1].why == "2 close stories in it share orlin dam, water board"


def test_a_minority_of_links_needs_two_core_names():
    """Two of five close stories lie in the arc: with one name of its core it stays out, with both it belongs."""
    links = (related(1, *DAM), related(2, *DAM), *(related(n, "tern") for n in (6, 7, 8)))
    assert placed(pattern(4, ("orlin dam", "tern"), links), (begun(),), NOON).id != begun().id
    assert placed(pattern(4, (*DAM, "tern"), links), (begun(),), NOON).id == begun().id


def test_links_without_a_core_name_join_nothing():
    """Likeness alone is no connection."""
    assert placed(pattern(4, ("tern",), (related(1, "tern"), related(2, "tern"))), (begun(),), NOON) is None


def test_days_later_three_core_names_continue_it():
    """Its earlier stories are past the window of likeness; two names would be chance."""
    names = (*DAM, "i. brandt")
    first = placed(pattern(9, names, tuple(related(n, *names) for n in (1, 2, 3))), (), NOON)
    three_days = NOON + timedelta(days=3)
    assert (
        placed(pattern(5, names, hours=72), (first,), three_days).parts[-1].why
        == "holds i. brandt, orlin dam, water board"
    )
    assert placed(pattern(6, DAM, hours=72), (first,), three_days) is None


def test_a_story_stays_where_it_is():
    """Whatever it is like later, it is joined once."""
    assert placed(pattern(1, links=(related(2, *DAM), related(3, *DAM))), (begun(),), NOON) is None


def test_a_quiet_week_ends_an_arc():
    """Counted from the last story that joined."""
    assert not is_quiet(begun(), NOON + QUIET)
    assert is_quiet(begun(), NOON + QUIET + timedelta(seconds=1))


def test_what_joins_in_a_moment_is_not_seen_in_that_moment():
    """So that no order of work among scouts can matter; a minute later everybody knows."""
    arc = begun()
    assert note_of(arc, NOON) is None
    seen = note_of(arc, NOON + timedelta(minutes=1))
    assert part_of("story_1", [seen]) is seen
    assert part_of("story_7", [seen]) is None


@settings(deadline=None)
@given(data=st.data())
def test_nothing_ever_leaves_and_no_order_of_arcs_matters(data):
    """Patterns in any number: parts only grow, each story is in one arc at most, versions count the changes."""
    names = st.sampled_from(["orlin dam", "water board", "tern", "harbour radio"])
    arcs: dict[str, Arc] = {}
    for n in range(data.draw(st.integers(1, 8))):
        links = tuple(
            related(key, *sorted(data.draw(st.sets(names, min_size=1, max_size=3))))
            for key in sorted(data.draw(st.sets(st.integers(0, 12), max_size=5)) - {n})
        )
        seen = pattern(n, tuple(sorted(data.draw(st.sets(names, max_size=4)))), links)
        at = NOON + timedelta(minutes=5 * n)
        grown = placed(seen, tuple(arcs.values()), at)
        assert placed(seen, data.draw(st.permutations(list(arcs.values()))), at) == grown
        if grown is not None:
            before = arcs.get(grown.id)
            assert grown.parts[: len(before.parts) if before else 0] == (before.parts if before else ())
            assert grown.version == (before.version + 1 if before else 1)
            arcs[grown.id] = grown
        placed_in = [key for arc in arcs.values() for key in arc.story_ids]
        assert len(placed_in) == len(set(placed_in))
