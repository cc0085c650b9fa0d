"""Independent sources: who really confirms a story, however many sites carry it."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from newsroom.model.item import Item, Source
from newsroom.scouts.independence import UNNAMED, origins

Report = Callable[..., Item]

WIRE_TEXT = (
    "The dam above Orlin broke shortly after four in the morning and the river rose three metres within an hour, the "
    "water board said, adding that two bridges were gone and the lower town was being cleared street by street."
)


def test_five_syndicated_copies_are_one_source(report: Report) -> None:
    """The same text on five sites of five owners is one voice: that of the first to publish it."""
    copies = [report(f"site{n}", f"Dam breaks above Orlin {n}", WIRE_TEXT, minutes=n) for n in range(5)]
    found = origins(copies)
    assert [origin.owner for origin in found] == ["Site0 Courier"]
    assert len(found[0].item_ids) == 5
    assert "carries the text of Site0 Courier" in found[0].why


def test_copies_of_an_agency_text_count_for_the_agency(report: Report) -> None:
    """A dateline in any of the copies says whose text it is."""
    copies = [report(f"site{n}", f"Dam breaks above Orlin {n}", WIRE_TEXT, minutes=n) for n in range(3)]
    signed = report("signed", "Dam breaks above Orlin", f"ORLIN (Reuters) - {WIRE_TEXT}", minutes=9)
    assert [origin.owner for origin in origins([*copies, signed])] == ["Thomson Reuters"]


def test_a_chain_of_citations_is_one_source(report: Report) -> None:
    """One newsroom reports, one quotes it, one quotes the quoter: one voice."""
    first = report("first", "Minister met smugglers", "Papers seen here show two meetings.", outlet="BBC", owner="BBC")
    second = report(
        "second", "Minister accused", "The minister met smugglers twice, the BBC reported on Monday.", minutes=5
    )
    third = report("third", "Opposition wants answers", "According to the BBC there were two meetings.", minutes=9)
    found = origins([first, second, third])
    assert [origin.owner for origin in found] == ["BBC"]
    assert "repeats what BBC reported" in found[0].why


def test_newsrooms_that_only_quote_each_other_are_one_voice(report: Report) -> None:
    """A ring of credits with no report of its own among them confirms nothing twice."""
    one = report("one", "Vaults empty", "The vaults are empty, CNN reported.", outlet="BBC", owner="BBC")
    two = report(
        "two", "Bank denies", "The vaults are empty, the BBC reported.", outlet="CNN", owner="Warner Bros. Discovery"
    )
    assert len(origins([one, two])) == 1


def test_an_owner_counts_once(report: Report) -> None:
    """Two papers of one group that wrote their own reports are one voice."""
    one = report("one", "Ferry aground off Lissa", "A ferry ran onto the rocks.", owner="Coast Group")
    two = report("two", "Passengers taken off stranded ferry", "Boats brought everyone ashore.", owner="Coast Group")
    three = report("three", "Captain of the ferry questioned", "Police spoke to the crew.", owner="Hill Group")
    found = origins([one, two, three])
    assert [origin.owner for origin in found] == ["Coast Group", "Hill Group"]
    assert found[0].why == "2 own reports"


def test_different_owners_with_their_own_words_are_different_voices(report: Report) -> None:
    """The plain case: two newsrooms, two texts."""
    one = report("one", "Ferry aground off Lissa", "A ferry with ninety people ran onto the rocks on Monday.")
    two = report("two", "Rescue at sea near Lissa", "Lifeboats took ninety passengers from a stranded ship.")
    assert len(origins([one, two])) == 2


def test_unnamed_reports_are_one_voice_and_join_the_one_that_others_name(report: Report) -> None:
    """ "...: report" says that somebody else spoke; where others credit a newsroom, it was that one."""
    vague = [
        report(f"v{n}", f"King {verb} abroad: report", minutes=n) for n, verb in enumerate(("hides", "lives", "is"))
    ]
    assert [origin.owner for origin in origins(vague)] == [UNNAMED]
    named = report(
        "named", "King left the country, four people say", "The king left at night, Reuters reported.", minutes=9
    )
    assert [origin.owner for origin in origins([*vague, named])] == ["Thomson Reuters"]


def test_opinion_satire_and_what_is_not_news_speak_for_nobody(report: Report) -> None:
    """They may belong to a story; they never confirm it."""
    items = [
        report("o", "Why the ferry was doomed", opinion=True),
        report("s", "Rocks deny hitting ferry", satire=True),
        report("n", "Ten ferries to buy now", not_news=True),
    ]
    assert origins(items) == ()


def test_a_community_that_only_links_is_no_owner(report: Report) -> None:
    """An index or forum counts for the outlet it points to, or for nobody."""
    unresolved = report("u", "Ferry aground off Lissa", outlet="Harbour Forum", kind="social", item_kind="post", tier=5)
    index = report("i", "Ferry aground", outlet="All News", kind="aggregator")
    assert origins([unresolved, index]) == ()
    forum = Source(
        id="harbour-forum", name="Harbour Forum", owner="Harbour Forum", kind="social", tier=5, aggregator=True
    )
    written = report(
        "w", "Ferry aground", "I saw it run onto the rocks this morning.", outlet="Harbour Forum", kind="social"
    )
    assert origins([written], {forum.id: forum}) == ()


def test_a_repeated_report_is_no_better_than_those_who_repeat_it(report: Report) -> None:
    """A blog that says an agency reported something does not make the story first-rate."""
    blog = report("b", "Vaults empty", "The vaults are empty, Reuters reported.", kind="blog", tier=5)
    (origin,) = origins([blog])
    assert (origin.owner, origin.tier, origin.types) == ("Thomson Reuters", 5, ())
    assert "not read itself" in origin.why


@given(order=st.permutations(range(6)))
def test_the_order_of_items_changes_nothing(order: list[int], report: Report) -> None:
    """Same items in any order, same origins."""
    items = [
        report("a", "Dam breaks above Orlin", WIRE_TEXT, minutes=1),
        report("b", "Dam breaks near Orlin", WIRE_TEXT, minutes=2),
        report("c", "Flood in Orlin", "The lower town stands under water, AFP reported.", minutes=2),
        report("d", "Two bridges gone", "Our reporter counted two fallen bridges.", owner="Hill Group", minutes=3),
        report("e", "Bridges gone", "Nobody can cross the river now.", owner="Hill Group", minutes=3),
        report("f", "Orlin cleared: report", minutes=4),
    ]
    assert origins([items[at] for at in order]) == origins(items)
