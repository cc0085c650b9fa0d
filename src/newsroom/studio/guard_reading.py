"""One line laid beside the sentences that should hold it: what Fact_Guard's checks read, and what they find."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from newsroom.model.text import folded_words
from newsroom.ports import Language
from newsroom.studio.guard_sense import Sense, sense, supported
from newsroom.studio.guard_tables import guard_table, word_set

NEAREST = 2


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


def unsupported_share(reading: Reading) -> float:
    """Share of the line's content lemmas that the nearest sentences do not support, 0 to 1."""
    own = [w for w in sorted(reading.line.content) if w not in word_set("neutral")]
    return sum(not supported(w, reading.held) for w in own) / len(own) if own else 0.0


def read_words(text: str) -> set[str]:
    """Folded words, initials with and without their points."""
    found = {part for w in folded_words(text) for part in (w, w.replace(".", ""), *w.split("-"))}
    joined = f" {' '.join(folded_words(text)).replace('.', '')} "
    same: list[list[str]] = guard_table("guard_words.yaml")["same_names"]
    return found | {
        w for row in same if any(f" {name} " in joined for name in row) for name in row for w in name.split()
    }
