"""A claim as candidate lines: our own sentences around typed slots (offline-writer.md, "Typed facts").

A claim that carries a hedge uses only wordings that say a hedge; a condition is kept at the end; an old fact keeps its
day; what one outlet or one speaker alone says begins with who says it. No wording is a source's sentence.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from newsroom.model.claim import Claim
from newsroom.model.text import word_count
from newsroom.ports import Inflection
from newsroom.studio.articles import DETERMINED, NUMERAL, a_or_an, is_name, is_plural, seen_article
from newsroom.studio.attribution import attributed, speaker_words
from newsroom.studio.clause import clause_lines
from newsroom.studio.house_words import table, wordings
from newsroom.studio.phrases import Told, bare, joined, phrase, place_phrase
from newsroom.studio.plain_words import restated, spoken_words
from newsroom.studio.references import PEOPLE_OF
from newsroom.studio.say_dates import day_words, is_future
from newsroom.studio.say_numbers import BOUNDS, amount, counted_figure, number
from newsroom.studio.say_numbers import is_plural as many
from newsroom.studio.shorter import shorter

FIELD = re.compile(r"\{(\w+)(?:\.(\w+)|~([^/}]+)/([^}]+)|(!modal))?\}")
OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
SCORE = re.compile(r"^\d{1,3}[-–]\d{1,3}$")
PAST_STATE = re.compile(r"\b(?:was|were|had been)\b[^.;]{0,20}\b(?:closed|shut)\b", re.IGNORECASE)
"""A state that is told as past may be over: "was closed for an hour" is no "is closed"."""
RECENT_DAYS = 6
ON_A_DAY = re.compile(r"^(?:for|on) (\d{1,2} [A-Z][a-z]+)$")
QUANTITY_FIELDS = ("number", "amount", "votes", "figure", "score", "term", "age")
QUOTE_WORDS = range(7, 21)
CLAUSE_FRAMES = frozenset(["happened", "said"])


class Setting(NamedTuple):
    """Where and for whom a line is said: the day of publication there, outlet names by owner, word forms."""

    today: date
    publishers: dict[str, str]
    inflect: Inflection


class Candidate(NamedTuple):
    """One way of saying a claim.

    `opening` is the technique it suits as a hook, "" for a body line; `dropped` counts optional parts left out, `form`
    is the place of its wording in the data file (the most natural first).
    """

    text: str
    claim_ids: tuple[str, ...]
    way: Literal["frame", "clause", "quote", "fixed"]
    outlet: str = ""
    opening: str = ""
    dropped: int = 0
    form: int = 0


def candidates(claim: Claim, told: Told, setting: Setting) -> tuple[Candidate, ...]:
    """Every line for a claim, best form first; empty when it cannot be said whole."""
    return tuple(
        Candidate(text, (claim.id,), _way(claim), outlet, "", dropped + less, form + 2 * (words != core))
        for told_as, less in shorter(claim)
        for core, dropped, form in _cores(told_as, told, setting)
        for words in _ways_to_say(core)
        for text, outlet in attributed(words, claim, told, setting.publishers)
    )


def _ways_to_say(core: str) -> tuple[str, ...]:
    """A sentence in spoken words, and once more with twins of its words."""
    plain = spoken_words(core)
    return tuple(dict.fromkeys((plain, restated(plain))))


def openings(claim: Claim, told: Told, setting: Setting) -> tuple[Candidate, ...]:
    """The hook wordings of a claim's frame, attributed like any line."""
    hooks: dict[str, list[str]] = wordings().get(claim.frame, {}).get("hook", {})
    if claim.modality or claim.condition or claim.polarity == "denied":
        return ()
    return tuple(
        Candidate(text, (claim.id,), "frame", outlet, technique, dropped, form)
        for technique, patterns in hooks.items()
        for core, dropped, form in _filled(patterns, claim, told, setting)
        for text, outlet in attributed(core, claim, told, setting.publishers)
    )


def titles(claim: Claim, told: Told, setting: Setting) -> tuple[str, ...]:
    """Short forms of a claim for a title, where its frame has some; only of plain facts that nobody has to answer for."""
    patterns: list[str] = wordings().get(claim.frame, {}).get("title", [])
    if claim.modality or claim.condition or claim.polarity == "denied" or claim.speaker:
        return ()
    return tuple(core for core, _, _ in _filled(patterns, claim, told, setting))


def _way(claim: Claim) -> Literal["frame", "clause", "quote"]:
    if claim.frame == "quote":
        return "quote"
    return "clause" if claim.frame in CLAUSE_FRAMES else "frame"


def _cores(claim: Claim, told: Told, setting: Setting) -> Iterator[tuple[str, int, int]]:
    """(sentence in mid-sentence form without attribution and full stop, parts left out, place of the wording)."""
    if claim.frame in CLAUSE_FRAMES:
        for form, (core, dropped) in enumerate(clause_lines(claim, told, setting.today, setting.inflect)):
            yield core, dropped, min(form, 4)
        return
    block = wordings().get(claim.frame, {})
    if claim.polarity == "denied" and claim.frame != "denied":
        return
    yield from _filled(_patterns(block, claim, setting.today), claim, told, setting)


def _patterns(block: dict[str, list[str]], claim: Claim, today: date) -> list[str]:
    if claim.modality or is_future(claim.time, today):
        return block.get("may", []) + ([p for p in block.get("say", []) if claim.frame in FUTURE_BY_NATURE])
    if "was" in block and any(PAST_STATE.search(e.text) for e in claim.evidence):
        return block["was"]
    if _is_old(claim.time, today):
        return [p for p in block.get("say", []) if "{when}" in p]
    return block.get("last", []) + block.get("say", [])


WORDS_AS_THEY_ARE = frozenset(
    ["action", "ruling", "finding", "direction", "position", "content", "say", "verb", "record", "to"]
)
"""Slots that are no noun phrases: verb phrases, clauses, ranks."""
OF_PEOPLE = frozenset(["rescued", "freed", "arrested", "charged", "convicted", "evacuation", "injured", "missing"])
"""Frames whose bare count counts people."""
FUTURE_BY_NATURE = frozenset(["scheduled", "plan"])
"""Frames whose plain wordings already speak of what is to come."""


def _is_old(time: str, today: date) -> bool:
    if not time:
        return False
    if len(time) < 10:
        return not today.isoformat().startswith(time)
    try:
        return (today - date.fromisoformat(time[:10])).days > RECENT_DAYS
    except ValueError:
        return True


def _filled(patterns: list[str], claim: Claim, told: Told, setting: Setting) -> Iterator[tuple[str, int, int]]:
    values = _values(claim, told, setting)
    must_date = _is_old(claim.time, setting.today)
    for form, pattern in enumerate(patterns):
        full = None
        for kept, variant in _variants(pattern):
            filled = _fill(variant, claim, values)
            if not filled or (must_date and "{when}" not in variant):
                continue
            full = kept if full is None else full
            tail = f" {claim.condition.strip(' ,.')}" if claim.condition else ""
            yield filled.rstrip(".") + tail, full - kept, form


def _variants(pattern: str) -> Iterator[tuple[int, str]]:
    """(parts kept, pattern): fullest first, optional parts left out one by one from the end, then alone."""
    parts = range(len(OPTIONAL.findall(pattern)))
    for keep in sorted(_subsets(len(parts)), key=lambda kept: (-len(kept), kept)):
        yield len(keep), _keeping(pattern, keep)


def _subsets(count: int) -> list[tuple[int, ...]]:
    return [tuple(at for at in range(count) if bits >> at & 1) for bits in range(2**count)]


def _keeping(pattern: str, keep: tuple[int, ...]) -> str:
    """The pattern with these of its optional parts."""
    at = -1

    def part(found: re.Match[str]) -> str:
        nonlocal at
        at += 1
        return found[1] if at in keep else ""

    return OPTIONAL.sub(part, pattern)


def _fill(pattern: str, claim: Claim, values: dict[str, str]) -> str:
    """The pattern with its fields filled; "" when one has no value."""
    missing = []

    def put(field: re.Match[str]) -> str:
        name, form, one, more, modal = field.groups()
        if one is not None:
            return more if _plural(name, claim) else one
        key = f"{name}.{form}" if form else name
        value = _hedge(claim.modality, _plural(name, claim)) if modal else values.get(key, "")
        if not value:
            missing.append(name)
        return value

    text = FIELD.sub(put, pattern)
    return "" if missing else re.sub(r"\s+", " ", text).strip()


def _hedge(modality: str, plural: bool) -> str:
    forms: dict[str, list[str]] = wordings()["modal"]
    found = forms.get(modality.strip().lower())
    return found[int(plural)] if found else ""


def _plural(name: str, claim: Claim) -> bool:
    if name in QUANTITY_FIELDS and claim.quantity is not None:
        return many(claim.quantity)
    slot = claim.slots.get(name)
    return bool(slot and is_plural(slot))


def _values(claim: Claim, told: Told, setting: Setting) -> dict[str, str]:
    """Everything a pattern may name, in mid-sentence form. Missing things are absent."""
    values: dict[str, str] = {}
    for name, slot in claim.slots.items():
        said = bare(slot) if name in WORDS_AS_THEY_ARE else phrase(slot, claim, told)
        if said and slot.kind != "quote":
            said = f"{said[:1].lower()}{said[1:]} people" if NUMERAL.match(said) and claim.frame in OF_PEOPLE else said
            values[name] = _listed(said) if slot.kind == "list" else said
            values[f"{name}.bare"] = re.sub(r"^an? ", "", bare(slot))
    if claim.frame == "is_a":
        values["what"] = "" if "," in claim.slots["who"].text else _office(claim)
    values.update(_quantities(claim))
    place = claim.slots["where"].text if "where" in claim.slots else claim.place
    if place and not any(place in v for k, v in values.items() if k not in {"where", "where.bare"}):
        values["where"] = place_phrase(place, claim.evidence)
        values["where.name"] = place
    else:
        values.pop("where", None)
    values.pop("when", None)
    values.pop("when.bare", None)
    when = claim.slots.get("when")
    if when is not None and (found := ON_A_DAY.match(when.text)):
        values["when.bare"] = found[1]
    if day := day_words(claim.time, setting.today):
        values["when"] = day
        values["when.bare"] = day.removeprefix("on ").removeprefix("in ").removeprefix("for ")
    if claim.speaker:
        values["speaker"] = speaker_words(claim.speaker, claim, told)
    if claim.frame == "quote" and (words := spoken_quote(claim)):
        values["quote"] = f"“{words}”"
    return values


def spoken_quote(claim: Claim) -> str:
    """The quotation when it stands by itself: 7 to 20 words that begin like a sentence; "" otherwise."""
    words = claim.quote or claim.slots["quote"].text
    return words if word_count(words) in QUOTE_WORDS and words[:1].isupper() else ""


def _office(claim: Claim) -> str:
    """What somebody or something is, with an article; "" when one word alone would tell nothing."""
    slot = claim.slots["what"]
    text = bare(slot)
    seen = seen_article(text, claim.evidence, slot.kind)
    if len(text.split()) < 2 or seen is None:
        return ""
    if DETERMINED.match(text):
        return text
    if seen in {"a", "the"}:
        return f"{a_or_an(text) if seen == 'a' else 'the '}{text}"
    first = re.split(r"[\s-]", text)[0].lower()
    return f"{a_or_an(text) if first in wordings()['indefinite'] else 'the '}{text}"


def _listed(text: str) -> str:
    parts = [p.strip() for p in text.split("|")]
    return joined(parts) if len(parts) > 1 else text


def _quantities(claim: Claim) -> dict[str, str]:
    if claim.quantity is None:
        score = claim.slots["score"].text if "score" in claim.slots else ""
        named = all(_is_side(claim.slots[side].text) for side in ("winner", "loser") if side in claim.slots)
        return {"figure": score} if named and SCORE.match(score) else {}
    whole = amount(claim.quantity)
    figure = f"{BOUNDS[claim.quantity.bound]}{_plain_figure(claim)}"
    values: dict[str, str] = {name: whole for name in ("number", "amount", "votes") if name in claim.slots}
    values["figure"] = figure
    if "age" in claim.slots:
        values["age"] = number(claim.quantity.value)
    return values


def _is_side(text: str) -> bool:
    """A side or a player by name, not by age or origin ("Teenager", "Dutchman")."""
    one = len(text.split()) == 1
    return is_name(text) and not (one and (PEOPLE_OF.match(text) or text.lower() in table("not_facts.yaml")["leaning"]))


def _plain_figure(claim: Claim) -> str:
    if claim.quantity is None:
        return ""
    counts = claim.frame in {"toll", "injured", "missing", "outage"}
    return counted_figure(claim.quantity.value) if counts else number(claim.quantity.value)
