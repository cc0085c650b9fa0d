"""`newsroom eval quote_attribution_polnear`: who said what in whole articles, by the reader that the newsroom runs.

Only the text is read before scoring. A word (between blanks) counts when any of its characters is marked; F1 over the
words of all documents together, of sources and of contents apart.
"""

import re
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from newsroom.council.quoted import Span
from newsroom.council.said import read, sayings
from newsroom.lab.eval.story_clusters import read_rows
from newsroom.world.language import SpacyLanguage

_WORD = re.compile(r"\S+")


def measure(path: Path) -> dict[str, Any]:
    """Score the reader on a file of articles, or on `dev.jsonl` of a folder. Raises `Refused` (no_rows)."""
    rows = read_rows(path)
    language = SpacyLanguage()
    started = time.perf_counter()
    found = [sayings(str(row["text"]), read(str(row["text"]), language)) for row in rows]
    seconds = time.perf_counter() - started
    sources, contents = Tally(), Tally()
    for row, said in zip(rows, found, strict=True):
        text, gold = str(row["text"]), row["attributions"]
        sources.add(text, [one.source for one in said if one.source], marked(gold, "source"))
        contents.add(text, [span for one in said for span in one.content], marked(gold, "content"))
    return {
        "name": "quote_attribution_polnear",
        "n": len(rows),
        "content_f1": round(contents.f1, 4),
        "source_f1": round(sources.f1, 4),
        "content_precision": round(contents.precision, 4),
        "content_recall": round(contents.recall, 4),
        "source_precision": round(sources.precision, 4),
        "source_recall": round(sources.recall, 4),
        "items_per_s": round(len(rows) / seconds, 2) if seconds else 0.0,
    }


class Tally:
    """Words marked by us, by people, and by both, over all documents."""

    def __init__(self) -> None:
        self.both = self.ours = self.theirs = 0

    def add(self, text: str, ours: Sequence[Span], theirs: Sequence[Span]) -> None:
        """Count one document."""
        mine, gold = words_in(text, ours), words_in(text, theirs)
        self.both += len(mine & gold)
        self.ours += len(mine)
        self.theirs += len(gold)

    @property
    def precision(self) -> float:
        """The share of our words that people marked too."""
        return self.both / max(1, self.ours)

    @property
    def recall(self) -> float:
        """The share of people's words that we marked too."""
        return self.both / max(1, self.theirs)

    @property
    def f1(self) -> float:
        """Their harmonic mean, 0 to 1."""
        return 2.0 * self.both / max(1, self.ours + self.theirs)


def words_in(text: str, spans: Sequence[Span]) -> set[int]:
    """The words that any of the spans touches, by where they begin."""
    covered = {at for start, end in spans for at in range(start, end)}
    return {word.start() for word in _WORD.finditer(text) if not covered.isdisjoint(range(word.start(), word.end()))}


def marked(attributions: Iterable[dict[str, Any]], part: str) -> list[Span]:
    """The spans that people marked as `part` ("source", "cue", "content")."""
    return [(int(start), int(end)) for one in attributions for start, end in one.get(part, ())]
