"""Written to spoken: the table of pairs, and what no sentence may leave behind."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.studio.spoken import spoken

PAIRS = [
    ("$1.2bn", "one point two billion dollars"),
    ("$1,480", "one thousand four hundred eighty dollars"),
    ("€3.50", "three euros fifty"),
    ("£1m-£2m", "one to two million pounds"),
    ("$5/day", "five dollars a day"),
    ("¥10tn", "ten trillion yen"),
    ("99c", "ninety-nine cents"),
    ("CHF 20k", "twenty thousand Swiss francs"),
    ("4.5%", "four and a half percent"),
    ("0.25%", "a quarter of a percent"),
    ("+2pp", "up two percentage points"),
    ("25bp", "a quarter of a percentage point"),
    ("1/3", "a third"),
    ("3x", "three times"),
    ("6.83", "six point eight three"),
    ("527", "five hundred twenty-seven"),
    ("12,400", "twelve thousand four hundred"),
    ("0", "zero"),
    ("No. 1", "number one"),
    ("2nd", "second"),
    ("Louis XIV", "Louis the Fourteenth"),
    ("WWII", "World War Two"),
    ("10-12%", "ten to twelve percent"),
    ("~40", "about forty"),
    (">50", "more than fifty"),
    ("<5", "fewer than five"),
    ("±3", "give or take three"),
    ("1:4", "one to four"),
    ("3-2", "three-two"),
    ("3-0", "three-nil"),
    ("52-48", "fifty-two to forty-eight"),
    ("7-6", "seven-six"),
    ("3/4/2026", "March fourth, twenty twenty-six"),
    ("2026-03-04", "March fourth, twenty twenty-six"),
    ("4 Mar", "March fourth"),
    ("2026", "twenty twenty-six"),
    ("2005", "two thousand five"),
    ("1990s", "nineteen-nineties"),
    ("Q3", "the third quarter"),
    ("FY25", "financial year twenty twenty-five"),
    ("14:30", "half past two in the afternoon"),
    ("9 a.m. ET", "nine in the morning Eastern"),
    ("00:00", "midnight"),
    ("24/7", "around the clock"),
    ("2h15m", "two hours fifteen"),
    ("5 km", "five kilometres"),
    ("80 mph", "eighty miles an hour"),
    ("m²", "square metres"),
    ("12 ha", "twelve hectares"),
    ("-5°C", "minus five Celsius"),
    ("M6.8", "magnitude six point eight"),
    ("ppm", "parts per million"),
    ("kWh", "kilowatt hours"),
    ("5 GW", "five gigawatts"),
    ("CO2", "C-O-two"),
    ("b/d", "barrels a day"),
    ("Cat 4", "Category Four"),
    ("UN", "U-N"),
    ("NATO", "Nato"),
    ("FBI", "F-B-I"),
    ("WHO", "World Health Organization"),
    ("CEO", "chief executive"),
    ("Gov. Smith", "Governor Smith"),
    ("St. Louis", "Saint Louis"),
    ("Main St", "Main Street"),
    ("Roe v. Wade", "Roe versus Wade"),
    ("e.g. ferries", "for example ferries"),
    ("@x", "at x"),
    ("x.com", "x dot com"),
    ("F-35", "F thirty-five"),
    ("Art. 5", "Article Five"),
    ("Dr Lee", "Doctor Lee"),
    ("Ann Lee Jr.", "Ann Lee Junior."),
]


@pytest.mark.parametrize(("written", "said"), PAIRS, ids=[written for written, _ in PAIRS])
def test_the_table_of_pairs(written: str, said: str) -> None:
    """Money, measures, dates, scores, initials and names as they are read aloud; exact values stay exact."""
    assert spoken(written) == said
    assert spoken(said) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("“We stopped”, she said — twice…", "We stopped, she said, twice."),
        ("**Fog** closed the [channel](https://a.example/b) (again).", "Fog closed the channel, again."),
        ("- Police: nobody was hurt", "Police, nobody was hurt"),
        ('<break time="1s"/>It is over.', "It is over."),
        ("passed...but late", "passed, but late"),
        ("ECB CUTS RATES", "E-C-B cuts rates"),
        ("Trade & industry; and/or fishing", "Trade and industry, and or fishing"),
        ("The boat left at 6:05 p.m.", "The boat left at six oh five in the evening."),
    ],
)
def test_marks_of_writing_are_not_read_aloud(written: str, said: str) -> None:
    """Quotes, dashes, dots, brackets and markup become commas or nothing; a sentence keeps its end."""
    assert spoken(written) == said


def test_names_follow_the_lexicon() -> None:
    """A name is said as its entry says, whole words only, phonemes untouched, and no rule reaches into it."""
    lexicon = {"Kowalczyk": "[[kɔvˈaltʃɨk]]", "X-20": "ex twenty"}
    assert spoken("Dr. Kowalczyk saw X-20.", lexicon) == "Doctor [[kɔvˈaltʃɨk]] saw ex twenty."
    assert spoken("Kowalczyks", lexicon) == "Kowalczyks"


@given(st.text(alphabet=st.sampled_from("aB 0123456789.,:;-–—%$€£/()[]\"'“”…*#&+<>@°ABCUNst"), max_size=60))
def test_nothing_but_words_and_pauses_is_left(text: str) -> None:
    """Whatever comes in, a voice meets letters, hyphens, apostrophes, commas and sentence ends: never a figure or sign."""
    said = spoken(text)
    assert not re.search(r"[\d%$€£/()\"“”…*#&+<>@°;:—–]", said), said
    assert "  " not in said
    assert said == said.strip()
    assert spoken(said) == said


@given(st.integers(min_value=0, max_value=10**12))
def test_a_count_is_said_whole(number: int) -> None:
    """A grouped figure and its words are one value, in every size."""
    from num2words import num2words

    assert spoken(f"{number:,} people") == str(num2words(number)).replace(",", "").replace(" and ", " ") + " people"
