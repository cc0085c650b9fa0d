"""What speaks against one spoken line, read against the sentences that should hold it (broadcast-writing.md section 11).

Each doubt has a code and the words at fault; what it weighs and whether it stops a script stands in guard_words.yaml. A
line is judged by its best-fitting sentences, never by the whole pile: a
figure that stands in another sentence of the story is still in the wrong place.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from newsroom.model.base import score
from newsroom.model.text import fold, folded_words
from newsroom.ports import Language
from newsroom.studio.guard_days import MONTHS, WEEKDAYS, days, moved
from newsroom.studio.guard_numbers import figures, fits
from newsroom.studio.guard_rungs import rung_doubts
from newsroom.studio.guard_sense import QUOTED, Sense, has_phrase, sense, supported
from newsroom.studio.guard_tables import guard_table, word_set

NEAREST = 2
UNSUPPORTED_SHARE = 0.34


class Doubt(NamedTuple):
    """One finding: what kind (a row of `doubts` in guard_words.yaml) and which words."""

    code: str
    words: str

    @property
    def weight(self) -> float:
        """What it adds to the score of a line, about 0 to 1.5."""
        return float(guard_table("guard_words.yaml")["doubts"][self.code]["weight"])

    @property
    def stops(self) -> bool:
        """Whether a script may not be spoken with it."""
        return bool(guard_table("guard_words.yaml")["doubts"][self.code]["stops"])


class Reading(NamedTuple):
    """A line beside its sources: all sentences, the nearest ones, when each text was written, names always allowed."""

    line: Sense
    all: tuple[Sense, ...]
    near: tuple[Sense, ...]
    today: date
    written: date
    known: frozenset[str]
    originals: tuple[str, ...]

    @property
    def held(self) -> frozenset[str]:
        """Content lemmas of the nearest sentences."""
        return frozenset().union(*(s.content | frozenset(s.lemmas) for s in self.near))

    @property
    def near_text(self) -> str:
        """The nearest sentences as one text."""
        return "\n".join(s.text for s in self.near)

    @property
    def all_text(self) -> str:
        """Every sentence as one text."""
        return "\n".join(s.text for s in self.all)


def read(
    line: str,
    sentences: Sequence[str],
    today: date,
    written: date,
    language: Language,
    known: frozenset[str] = frozenset(),
    originals: Sequence[str] = (),
) -> Reading:
    """Line and sentences parsed; the nearest are those that share most content words with the line.

    `written` is the day the sources' "today" means; `originals` are whole texts in which quotations are looked up,
    the sentences themselves when none are given.
    """
    said = sense(line, language)
    held = tuple(sense(text, language) for text in sentences)
    ranked = sorted(held, key=lambda s: -_overlap(said, s))
    return Reading(said, held, tuple(ranked[:NEAREST]), today, written, known, tuple(originals) or tuple(sentences))


def _overlap(line: Sense, source: Sense) -> float:
    own = sorted(line.content)
    shared = sum(1.0 for w in own if w in source.content) + 0.5 * sum(supported(w, source.content) for w in own)
    return shared / max(1, len(own)) + 0.1 * bool({n for n in line.names} & {n for n in source.names})


def doubts(reading: Reading) -> tuple[Doubt, ...]:
    """Every finding about the line, in a fixed order of checks."""
    return tuple(doubt for check in CHECKS for doubt in check(reading))


def error_score(reading: Reading) -> float:
    """How likely the line is wrong, for ranking lines: its doubts' weights and thin support, added like odds."""
    return score(sum(d.weight for d in doubts(reading)) + 0.4 * unsupported_share(reading))


def unsupported_share(reading: Reading) -> float:
    """Share of the line's content lemmas that the nearest sentences do not support, 0 to 1."""
    own = [w for w in sorted(reading.line.content) if w not in word_set("neutral")]
    return sum(not supported(w, reading.held) for w in own) / len(own) if own else 0.0


def _numbers(reading: Reading) -> list[Doubt]:
    near, everywhere = figures(reading.near_text), figures(reading.all_text)
    found = []
    for said in figures(QUOTED.sub(" ", reading.line.text)):
        if said.glued or _is_date_part(said.words, reading):
            continue
        verdicts = [fits(said, held) for held in near]
        if any(v in {"same", "rounded", "converted"} for v in verdicts):
            continue
        far = any(fits(said, held) in {"same", "rounded", "converted"} for held in everywhere)
        for wrong in ("unit", "bound"):
            if wrong in verdicts and not far:
                found.append(Doubt(f"number_{wrong}", said.words))
                break
        else:
            found.append(Doubt("number_elsewhere" if far else "number", said.words))
    return found


def _is_date_part(words: str, reading: Reading) -> bool:
    """A day of the month or a year: the calendar check answers for it."""
    said = days(reading.line.text, reading.today)
    return any(words == d or words.lstrip("0") == d[8:].lstrip("0") for d in said if d) and not words.isalpha()


def _days(reading: Reading) -> list[Doubt]:
    said = days(QUOTED.sub(" ", reading.line.text), reading.today)
    if not said or not moved(said, days(reading.near_text, reading.written)):
        return []
    elsewhere = not moved(said, days(reading.all_text, reading.written))
    return [Doubt("date_elsewhere" if elsewhere else "date", ", ".join(sorted(said)))]


def _names(reading: Reading) -> list[Doubt]:
    near, everywhere = _words(reading.near_text), _words(reading.all_text)
    found = []
    for name in reading.line.names:
        parts = [p for word in folded_words(name) for p in word.removesuffix("'s").split("-") if len(p) > 1]
        if any(not _named(p, near | set(reading.known)) for p in parts):
            far = all(_named(p, everywhere) for p in parts)
            found.append(Doubt("name_elsewhere" if far else "name", name))
    return found


def _words(text: str) -> set[str]:
    """Folded words, initials with and without their points."""
    found = {part for w in folded_words(text) for part in (w, w.replace(".", ""), *w.split("-"))}
    joined = f" {' '.join(folded_words(text)).replace('.', '')} "
    same: list[list[str]] = guard_table("guard_words.yaml")["same_names"]
    return found | {
        w for row in same if any(f" {name} " in joined for name in row) for name in row for w in name.split()
    }


def _named(part: str, held: set[str]) -> bool:
    stem = part[: max(4, len(part) - 3)]
    calendar = part in CALENDAR
    return calendar or part in held or (len(part) >= 4 and any(w.removesuffix("'s").startswith(stem) for w in held))


CALENDAR = frozenset((*WEEKDAYS, *MONTHS))


def _quotes(reading: Reading) -> list[Doubt]:
    held = [" ".join(folded_words(text)) for text in reading.originals]
    found = []
    for match in QUOTED.finditer(reading.line.text):
        quote = match[1] or match[2] or ""
        if not any(f" {' '.join(folded_words(quote))} " in f" {text} " for text in held):
            found.append(Doubt("quote", quote))
    return found


def _speaker(reading: Reading) -> list[Doubt]:
    if not reading.line.speakers:
        return []
    near = reading.held | {fold(w) for w in folded_words(reading.near_text)} | reading.known
    return [
        Doubt("speaker", who)
        for who in sorted(reading.line.speakers)
        if len(who) > 2 and not supported(who, frozenset(near))
    ]


def _negation(reading: Reading) -> list[Doubt]:
    said = reading.line.denied
    near_lemmas = {w for s in reading.near for w in s.lemmas}
    denied_here = bool(set(reading.line.lemmas) & word_set("negations"))
    if (
        denied_here
        and not near_lemmas & (word_set("negations") | word_set("implies_not"))
        and not _prefixed(near_lemmas)
    ):
        return [Doubt("negation_added", " ".join(sorted(said)))]
    best = reading.near[0] if reading.near else None
    if best is None or denied_here:
        return []
    lost = sorted(
        (best.denied & reading.line.content) - {d.verb for s in reading.near for d in s.deeds if d.verb not in s.denied}
    )
    implied = set(reading.line.lemmas) & word_set("implies_not")
    return [Doubt("negation_lost", ", ".join(lost))] if lost and not implied else []


def _prefixed(lemmas: set[str]) -> bool:
    """A word such as "unhurt" or "nonexistent", which denies in itself."""
    plain = ("under", "uni", "unc", "unt")
    return any(w.startswith(("un", "non")) and not w.startswith(plain) and len(w) > 5 for w in lemmas)


def _hedges(reading: Reading) -> list[Doubt]:
    hedged = {v for s in reading.near for v in s.hedged} - {
        d.verb for s in reading.near for d in s.deeds if d.verb not in s.hedged
    }
    own = {d.verb for d in reading.line.deeds} - reading.line.hedged
    weak_line = set(reading.line.lemmas) & (word_set("hedges") - {"can", "set"})
    lost = sorted(hedged & own)
    return [Doubt("hedge_lost", ", ".join(lost))] if lost and not weak_line else []


def _opposites(reading: Reading) -> list[Doubt]:
    own, held = set(reading.line.lemmas), {w for s in reading.near for w in s.lemmas}
    found = []
    for pair in guard_table("guard_words.yaml")["opposites"]:
        for ours, theirs in (pair, pair[::-1]):
            if ours in own and ours not in held and theirs in held and theirs not in own:
                found.append(Doubt("direction", ours))
    return found


def _roles(reading: Reading) -> list[Doubt]:
    """Who did it to whom, turned round."""
    theirs = {d for s in reading.near for d in s.deeds}
    return [
        Doubt("roles_swapped", d.verb)
        for d in reading.line.deeds
        if d.subject and d.object and d.subject != d.object and d._replace(subject=d.object, object=d.subject) in theirs
        and d not in theirs
    ]  # fmt: skip


def _cause(reading: Reading) -> list[Doubt]:
    marks: list[str] = guard_table("guard_words.yaml")["cause_marks"]
    ours = [m for m in marks if has_phrase(QUOTED.sub(" ", reading.line.text), m)]
    held = {w for s in reading.near for w in s.lemmas}
    return [Doubt("cause", ours[0])] if ours and not held & word_set("causes") else []


def _superlatives(reading: Reading) -> list[Doubt]:
    held = {fold(w) for s in reading.all for w in (*s.lemmas, *folded_words(s.text))}
    own = {w for w in folded_words(QUOTED.sub(" ", reading.line.text)) if _is_superlative(w)}
    return [Doubt("superlative", w) for w in sorted(own) if w not in held and not _higher(w, held)]


def _is_superlative(word: str) -> bool:
    plain = {"west", "test", "rest", "best", "protest", "arrest", "request", "interest", "forest", "guest", "contest", "latest",
             "priest", "invest", "harvest", "conquest", "digest", "honest", "modest", "chest", "nest", "quest", "everest",
             "northwest", "southwest", "suggest", "bucharest", "budapest", "manifest", "midwest"}  # fmt: skip
    return word in word_set("superlatives") or (word.endswith("est") and len(word) > 4 and word not in plain)


def _higher(word: str, held: set[str]) -> bool:
    return word.removesuffix("est") in held or word.removesuffix("iest") + "y" in held


def _support(reading: Reading) -> list[Doubt]:
    own = [w for w in reading.line.content if w not in word_set("neutral")]
    share = unsupported_share(reading)
    missing = ", ".join(sorted(w for w in own if not supported(w, reading.held)))
    return [Doubt("unsupported", missing)] if len(own) >= 3 and share > 1 - UNSUPPORTED_SHARE else []


def _rungs(reading: Reading) -> list[Doubt]:
    said = QUOTED.sub(" ", reading.line.text)
    held = [lemma for s in reading.near for lemma in s.lemmas]
    return [Doubt(code, words) for code, words in rung_doubts(said, reading.line.lemmas, reading.near_text, held)]


CHECKS: tuple[Callable[[Reading], list[Doubt]], ...] = (
    _numbers,
    _days,
    _names,
    _quotes,
    _speaker,
    _negation,
    _hedges,
    _opposites,
    _roles,
    _cause,
    _superlatives,
    _rungs,
    _support,
)
