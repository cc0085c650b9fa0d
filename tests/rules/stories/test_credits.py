"""Whose report a text is: credits in several languages, owners under every spelling, copies however they were made."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.model.item import Item
from newsroom.model.owners import group_of, groups, owner_of_site
from newsroom.scouts.credits import UNNAMED, credited, is_second_hand
from newsroom.scouts.independence import origins
from newsroom.scouts.near_copies import near_copies

Report = Callable[..., Item]

RIVER = (
    "The river Orla rose three metres within an hour after the dam above the town had broken, and two bridges were gone "
    "before the first families could be brought to the school on the hill."
)


@pytest.mark.parametrize(
    ("title", "text", "owner"),
    [
        ("Dam breaks", "ORLIN (AP) — The dam above Orlin broke on Monday.", "Associated Press"),
        ("Dam breaks", "AFP via Orlin Press: the dam broke on Monday.", "Agence France-Presse"),
        ("Dam breaks", "The water board told the Associated Press that the dam broke.", "Associated Press"),
        ("Dam had cracks - Bloomberg", "", "Bloomberg L.P."),
        ("Dam breaks", "According to a report by the Wall Street Journal the dam had cracks.", "News Corp"),
        ("Dam breaks", "The cracks were known, documents seen by Reuters show.", "Thomson Reuters"),
        ("Tama pękła", "Tama pękła w poniedziałek – poinformowała w sobotę agencja Reutera.", "Thomson Reuters"),
        ("Tama pękła", "Jak podaje PAP, dwa mosty zniknęły.", "Polska Agencja Prasowa"),
        ("Damm gebrochen", "Der Damm ist gebrochen, berichtet die Nachrichtenagentur dpa.", "Deutsche Presse-Agentur"),
        ("Rupture du barrage", "Le barrage a cédé lundi, selon l'AFP.", "Agence France-Presse"),
        ("Se rompe la presa", "La presa se rompió el lunes, según EFE.", "EFE"),
    ],
)
def test_a_credited_newsroom_speaks(report: Report, title: str, text: str, owner: str) -> None:
    """Datelines, bylines, "told", "according to", in the word order of each language."""
    found = credited(report("a", title, text))
    assert found is not None
    assert found.owner == owner


@pytest.mark.parametrize(
    "text",
    [
        "Reuters moves its office to Orlin next year.",
        "The mayor worked with agencies to bring families out, and said so.",
        "Guards said the independent monitors were told nothing.",
        "The bridge near the BBC building is gone.",
    ],
)
def test_a_name_that_is_only_mentioned_is_no_credit(report: Report, text: str) -> None:
    """Nobody reported, told or wrote anything there."""
    assert credited(report("a", "Dam breaks above Orlin", text)) is None


def test_agencies_without_a_name_are_one_voice(report: Report) -> None:
    """A byline that says "agencies" speaks for somebody who is not named, however many outlets carry such."""
    signed = report("a", "Dam breaks", RIVER, author="Staff and agencies")
    closed = report("b", "Bridges gone", "Two bridges have fallen into the river Orla.\n— with agencies", minutes=3)
    assert [origin.owner for origin in origins([signed, closed])] == [UNNAMED]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Dam breaks", "The dam broke on Monday, according to local media."),
        ("Dam breaks", "State television reported that two bridges were gone."),
        ("Tama pękła", "Według lokalnych mediów tama pękła w poniedziałek."),
        ("Damm gebrochen", "Laut Medienberichten ist der Damm gebrochen."),
        ("Dam breaks in Orlin: report", ""),
    ],
)
def test_what_others_are_said_to_report_is_second_hand(report: Report, title: str, text: str) -> None:
    """Nobody is named, so it can be no second confirmation."""
    assert is_second_hand(report("a", title, text))


def test_an_outlet_with_a_report_of_its_own_gains_nothing_by_repeating(report: Report) -> None:
    """Its own report counts; what it says of local media adds no voice."""
    own = report("a", "Dam breaks above Orlin", RIVER, owner="Hill Group")
    told = report(
        "b", "Two bridges gone", "Two bridges are gone, according to local media.", owner="Hill Group", minutes=5
    )
    assert [origin.owner for origin in origins([own, told])] == ["Hill Group"]


def test_one_group_is_one_voice_under_every_spelling(report: Report) -> None:
    """Lists name the same owner by the group, by its part, or by the outlet."""
    items = [
        report("a", "Dam breaks above Orlin", "Our reporter stood on the dam.", owner="NBCUniversal"),
        report("b", "Orlin under water", "Boats row through the lower town.", owner="Comcast", minutes=2),
        report("c", "Flood in the valley", "The school on the hill is full.", owner="Sky Group", minutes=4),
    ]
    assert [origin.owner for origin in origins(items)] == ["Comcast"]


def test_the_table_of_owners_is_of_one_piece() -> None:
    """No site, name or spelling stands under two owners, and no spelling is another owner's name."""
    for field in ("also", "names", "sites"):
        said = [one.casefold() for group in groups() for one in getattr(group, field)]
        assert len(said) == len(set(said)), field
    owners = {group.owner.casefold() for group in groups()}
    assert not [one for group in groups() for one in group.also if one.casefold() in owners]
    assert owner_of_site("edition.cnn.com") == group_of("TVN") == "Warner Bros. Discovery"
    assert owner_of_site("cnn.com.example") == ""
    assert group_of("Nobody Knows Ltd") == "Nobody Knows Ltd"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("Daily harbour notes of Orlin", ""), ("Daily Harbour Notes of Orlin", ""), True),
        (("Dam breaks", ""), ("Dam breaks", ""), False),
        (("Dam above Orlin breaks in the night", ""), ("Dam above Orlin breaks in the night - Hill Post", RIVER), True),
        (("Dam breaks above Orlin town", RIVER), ("Dam breaks above Orlin town", RIVER[::-1]), False),
        (("Dam gone", RIVER), ("Town under water", f"{RIVER} More follows."), True),
    ],
)
def test_what_makes_a_copy(report: Report, one: tuple[str, str], other: tuple[str, str], same: bool) -> None:
    """Short equal titles without texts, a title with a tail, one text: copies. Two texts under a short title: not."""
    assert near_copies(report("a", *one), report("b", *other)) is same


def test_a_quotation_makes_no_copy(report: Report) -> None:
    """Two reporters who quote the same sentences of a minister have still written two reports."""
    said = (
        "“We will rebuild the dam above Orlin before winter and every family will get a house on the hill this year.”"
    )
    one = report(
        "a", "Minister promises houses", f"{said} The minister spoke to us at dawn beside what is left of the old mill."
    )
    two = report(
        "b",
        "Dam to be rebuilt",
        f"{said} Engineers whom we asked doubt it: frost comes early, and no crane can reach the site.",
    )
    assert not near_copies(one, two)
    assert len(origins([one, two])) == 2


def test_one_article_under_several_names_is_a_copy(report: Report) -> None:
    """A publishing system serves one article number at many sites."""
    one, two = report("a", "Morning brief", ""), report("b", "Evening brief", "")
    one, two = (item.model_copy(update={"url": f"https://{host}.example/news/278912875/brief-of-the-day"})
                for item, host in ((one, "valleysun"), (two, "coastsun")))  # fmt: skip
    assert near_copies(one, two)


TEXTS = (
    RIVER,
    "Our reporter counted two fallen bridges and eleven boats on the square in front of the town hall of Orlin at noon.",
    "The bridges are gone, Reuters reported.",
    "The dam broke on Monday, according to local media.",
    "A ferry with ninety people took families from the roofs of the lower town until late in the evening, the pilot said.",
    "",
)
SPECS = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 3), st.integers(0, 30)),
    min_size=1,
    max_size=7,
    unique_by=lambda s: (s[0], s[1]),
)


def _items(report: Report, specs: list[tuple[int, int, int]]) -> list[Item]:
    def one(n: int, text: int, owner: int, minutes: int) -> Item:
        title = f"Flood in the valley of Orlin, part {n} {'abcdef'[text] * 3}"
        return report(f"r{n}", title, TEXTS[text], owner=f"Group {owner}", minutes=minutes)

    return [one(n, *spec) for n, spec in enumerate(specs)]


@given(SPECS, st.integers(0, 6), st.integers(0, 60))
@settings(max_examples=150, deadline=None)
def test_a_copy_never_raises_the_count(
    report: Report, specs: list[tuple[int, int, int]], which: int, minutes: int
) -> None:
    """Whoever carries it and whenever it comes: the same text once more confirms nothing more."""
    items = _items(report, specs)
    copied = items[which % len(items)]
    if not copied.text:
        return
    again = report("copy", copied.title, copied.text, owner="Brand new group", minutes=minutes)
    assert len(origins([*items, again])) <= len(origins(items))


@given(SPECS, st.integers(0, 5), st.integers(0, 60))
@settings(max_examples=150, deadline=None)
def test_a_new_owner_adds_one_voice_at_most(
    report: Report, specs: list[tuple[int, int, int]], text: int, minutes: int
) -> None:
    """One report is one voice, whatever it does to the voices of others."""
    items = _items(report, specs)
    added = report("new", "Waters fall in the valley", TEXTS[text], owner="Brand new group", minutes=minutes)
    assert len(origins([*items, added])) <= len(origins(items)) + 1


@given(SPECS, st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_order_never_matters(report: Report, specs: list[tuple[int, int, int]], chance: object) -> None:
    """Items in any order, the same voices."""
    items = _items(report, specs)
    mixed = list(items)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert origins(mixed) == origins(items)
