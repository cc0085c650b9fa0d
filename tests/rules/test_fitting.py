"""What platforms get: never too long in the platform's own unit, never cut inside a character, nothing invisible."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.model.cleaning import clean, is_what_it_shows
from newsroom.publishing.fitting import Unit, fitted, graphemes, measured

UNITS: tuple[Unit, ...] = ("characters", "bytes", "utf16", "weighted")
FAMILY, FLAG, KEYCAP, THUMB = "👨\u200d👩\u200d👧\u200d👦", "🇩🇪", "1\ufe0f\u20e3", "👍🏽"


@given(st.text(max_size=200), st.integers(3, 60), st.sampled_from(UNITS))
@settings(max_examples=300, deadline=None)
def test_any_text_fits_and_is_a_beginning(text: str, limit: int, unit: Unit) -> None:
    """Within the limit, without controls, and made of whole characters from the start of the text."""
    cut = fitted(text, limit, unit)
    assert measured(cut, unit) <= limit
    assert clean(cut) == cut
    if cut != clean(text):
        kept = list(graphemes(cut.removesuffix("…")))
        assert kept == list(graphemes(clean(text)))[: len(kept)]


@given(st.text(max_size=100))
def test_graphemes_are_the_whole_text(text: str) -> None:
    """Nothing is lost or moved between them."""
    assert "".join(graphemes(text)) == text


@pytest.mark.parametrize(
    "one", [FAMILY, FLAG, KEYCAP, THUMB, "e\u0301", "\r\n", "각".encode().decode(), "Z͑ͫ̓", "❤\ufe0f\u200d🔥"]
)
def test_what_people_see_as_one_is_one(one: str) -> None:
    """Families, flags, keycaps, skin tones, letters under heaps of marks."""
    assert list(graphemes(f"a{one}b")) == ["a", one, "b"]
    assert list(graphemes(one * 3)) == [one] * 3


@pytest.mark.parametrize(
    ("text", "unit", "size"),
    [("abc", "weighted", 3), ("日本", "weighted", 4), (FAMILY, "weighted", 2), (FLAG, "weighted", 2), ("ä", "bytes", 2),
     ("😀", "utf16", 2), ("😀", "characters", 1), ("“ok”", "weighted", 4)],
)  # fmt: skip
def test_each_platform_counts_in_its_own_way(text: str, unit: Unit, size: int) -> None:
    """YouTube counts bytes of a description, TikTok UTF-16 units, X weighs what is not common Latin, Greek or Cyrillic double."""
    assert measured(text, unit) == size


def test_a_cut_ends_after_a_word_where_one_ends() -> None:
    """And says that something follows."""
    assert fitted("Ferry runs aground off the island of Lissa", 24) == "Ferry runs aground off…"
    assert fitted("x" * 30, 10) == "x" * 9 + "…"


@pytest.mark.parametrize(
    "name", ["AP\u200b", "BBC\xa0News", "AFP ", " Reuters", "\u202eswen", "Coast\u00ad Radio", "a\nb"]
)
def test_a_name_with_something_unseen_is_not_what_it_shows(name: str) -> None:
    """Invisible characters, odd spaces and overrides: it may only look like the name it imitates."""
    assert not is_what_it_shows(name)
    assert is_what_it_shows(" ".join(clean(name).split()))
