"""How a claim is said: whole sentences of our own that keep bound, hedge, day and voice."""

import re
from datetime import date

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from newsroom.council.frames import frames
from newsroom.model.claim import Claim, Quantity, Slot
from newsroom.studio.house_words import wordings
from newsroom.studio.phrases import Told, joined, surname
from newsroom.studio.say_dates import day_words
from newsroom.studio.say_numbers import BOUNDS, amount
from newsroom.studio.wording import FIELD, FUTURE_BY_NATURE, Setting, candidates
from newsroom.world.inflect import Lemminflect

TODAY = date(2031, 5, 9)
SETTING = Setting(TODAY, {}, Lemminflect())
CLAUSES = {"happened", "said"}
SPECIAL = {"where", "when", "figure", "number", "amount", "votes"}


def lines(claim: Claim, told: Told | None = None) -> list[str]:
    """Every wording of a claim."""
    return [c.text for c in candidates(claim, told or Told(), SETTING)]


def named(claims: tuple[Claim, ...], frame: str) -> Claim:
    """The first claim of a frame."""
    return next(c for c in claims if c.frame == frame)


@pytest.mark.parametrize("frame", sorted(set(frames()) - CLAUSES))
def test_every_frame_has_three_whole_wordings(frame):
    """Three or more ways, counting those for a fact of this week and those for any time."""
    block = wordings()[frame]
    assert len(block.get("say", []) + block.get("last", [])) >= 3


@pytest.mark.parametrize("frame", sorted(set(frames()) - CLAUSES))
def test_wordings_name_only_slots_of_their_frame(frame):
    """A wording that asks for a slot the frame does not have would never be said."""
    known = set(frames()[frame].slots) | SPECIAL
    block = wordings()[frame]
    patterns = block.get("say", []) + block.get("last", []) + block.get("may", [])
    used = {m[1] for p in patterns for m in FIELD.finditer(p)}
    assert used <= known


@pytest.mark.parametrize("frame", sorted(f for f in set(frames()) - CLAUSES if "may" in wordings()[f]))
def test_a_wording_for_a_hedged_fact_says_the_hedge(frame):
    """Nothing in a `may` row can be spoken without its hedge."""
    assert all("!modal}" in pattern for pattern in wordings()[frame]["may"])


def test_data_files_hold_words_not_booleans():
    """YAML reads a bare on, off, yes or no as a truth value: every such word is quoted."""

    def leaves(node):
        if isinstance(node, dict):
            for key, value in node.items():
                yield key
                yield from leaves(value)
        elif isinstance(node, list):
            for value in node:
                yield from leaves(value)
        else:
            yield node

    assert not [leaf for leaf in leaves(wordings()) if isinstance(leaf, bool)]
    assert yaml.safe_load("[off]") == [False]


def test_one_outlet_is_named_first(brief):
    """A claim of one owner opens with, or is governed by, who says it."""
    assert all("Halden Post" in line for line in lines(named(brief.claims, "arrested")))


def test_what_several_say_is_told_plainly(brief):
    """Three owners agree: nobody is named in the line."""
    assert not [line for line in lines(named(brief.claims, "toll")) if "Post" in line or "says" in line]


@pytest.mark.parametrize(("bound", "words"), [(b, w.strip()) for b, w in BOUNDS.items() if w])
def test_bounds_are_never_dropped(brief, bound, words):
    """ "At least 14" is never 14."""
    claim = named(brief.claims, "injured").model_copy(
        update={"quantity": Quantity(value=14, unit="people", bound=bound)}
    )
    assert all(f"{words} 14" in line for line in lines(claim) if "14" in line)


def test_a_hedged_claim_is_hedged_in_every_wording(brief):
    """ "Could be arrested" has no plain form."""
    claim = named(brief.claims, "arrested").model_copy(update={"modality": "could"})
    found = lines(claim)
    assert found
    assert all(" could " in line for line in found)


def test_an_unknown_hedge_is_not_guessed(brief):
    """A hedge that we cannot say keeps the claim unsaid."""
    assert not lines(named(brief.claims, "arrested").model_copy(update={"modality": "is rumoured to"}))


def test_a_denied_fact_has_no_affirming_wording(brief):
    """A denial is said by the frame `denied` or not at all."""
    assert not lines(named(brief.claims, "arrested").model_copy(update={"polarity": "denied"}))


def test_a_condition_stays(brief):
    """ "If the wind turns" ends every wording."""
    claim = named(brief.claims, "evacuation").model_copy(update={"condition": "if the wind turns"})
    assert all(line.endswith("if the wind turns.") for line in lines(claim))


def test_an_old_fact_keeps_its_day(brief):
    """Arrested last year is never "has been arrested" today."""
    claim = named(brief.claims, "arrested").model_copy(update={"time": "2030-03-02"})
    assert all("2 March 2030" in line for line in lines(claim))


def test_a_name_is_said_in_full_once(brief):
    """The surname alone after the full name, and only when nobody shares it."""
    claim = named(brief.claims, "is_a")
    assert any("Ilse Brandt" in line for line in lines(claim))
    heard = Told(names=("Ilse Brandt",))
    assert all("Ilse" not in line for line in lines(claim, heard))
    assert any("Ilse" in line for line in lines(claim, Told(names=("Ilse Brandt", "Jonas Brandt"))))


def test_quotes_are_word_for_word(brief):
    """Whatever leads up to them."""
    claim = named(brief.claims, "quote")
    assert all(f"“{claim.quote}”" in line for line in lines(claim))


def test_lines_start_with_a_capital_and_end_with_one_stop(brief):
    """As shown on screen."""
    for claim in brief.claims:
        for line in lines(claim):
            assert line[0].isupper() or line[0].isdigit() or line[0] == "“"
            assert re.search(r"[^.][.!?]”?$", line)


def test_a_possessive_without_its_owner_is_refused(brief):
    """ "Its leader" may not be spoken where nobody knows whose."""
    claim = named(brief.claims, "arrested")
    slots = {**claim.slots, "who": Slot(text="its leader", kind="person", head="leader")}
    assert not lines(claim.model_copy(update={"slots": slots}))


@pytest.mark.parametrize(
    ("time", "said"),
    [
        ("2031-05-09", "today"),
        ("2031-05-08", "yesterday"),
        ("2031-05-10", "tomorrow"),
        ("2031-05-05", "on Monday"),
        ("2031-05-02", "on 2 May"),
        ("2030-05-02", "on 2 May 2030"),
        ("2031-04", "in April"),
        ("2029", "in 2029"),
        ("", ""),
        ("on a day", ""),
    ],
)
def test_days_are_resolved_against_publication(time, said):
    """Today, yesterday, a weekday within six days, then the date."""
    assert day_words(time, TODAY) == said


@given(st.floats(min_value=0, max_value=1e13, allow_nan=False), st.sampled_from(sorted(BOUNDS)))
def test_amounts_keep_value_and_bound(value, bound):
    """What is shown reads back as the same figure."""
    quantity = Quantity(value=round(value, 2), unit="dollars", bound=bound)
    text = amount(quantity)
    assert text.startswith(BOUNDS[bound])
    figure = text.removeprefix(BOUNDS[bound]).split()
    scale = {"million": 1e6, "billion": 1e9, "trillion": 1e12}.get(figure[1] if len(figure) > 2 else "", 1.0)
    assert float(figure[0].replace(",", "")) * scale == pytest.approx(quantity.value)


@pytest.mark.parametrize(
    ("quantity", "text"),
    [
        (Quantity(value=1, unit="people"), "one person"),
        (Quantity(value=3, unit="workers"), "three workers"),
        (Quantity(value=12400, unit="homes", bound="more_than"), "more than 12,400 homes"),
        (Quantity(value=1_200_000_000, unit="dollars"), "1.2 billion dollars"),
        (Quantity(value=4.5, unit="%"), "4.5 percent"),
        (Quantity(value=6.5, unit="magnitude"), "6.5"),
    ],
)
def test_amounts_as_shown(quantity, text):
    """Small counts in words, measures in figures."""
    assert amount(quantity) == text


def test_surnames_keep_their_particles():
    """A particle belongs to the name."""
    assert surname("Anna van der Berg") == "van der Berg"


def test_lists_are_joined():
    """One, two, many."""
    assert (joined(["a"]), joined(["a", "b"]), joined(["a", "b", "c"])) == ("a", "a and b", "a, b and c")


def test_frames_that_speak_of_the_future_are_named():
    """Only these may use plain wordings for what is to come."""
    assert set(frames()) >= FUTURE_BY_NATURE
