"""`newsroom eval topic_agnews | sensitive_topic_huffpost`: what a text is about, by the models that Intake and the council use.

Titles and texts alone are read before scoring; labels afterwards.
"""

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from newsroom.lab.eval.story_clusters import read_rows
from newsroom.ports import Filed, Topics
from newsroom.world.embeddings import SentenceVectors
from newsroom.world.topics import TrainedTopics, five_of


def agnews(path: Path) -> dict[str, Any]:
    """The desk of four that a report belongs to. Raises `Refused` (no_rows)."""
    rows = read_rows(path)
    answers, per_s = _read(rows, ("title", "text"), lambda filed: _highest(filed.desks))
    return {"name": "topic_agnews", "n": len(rows), **_scores(answers, [str(row["label"]) for row in rows]), **per_s}


def huffpost(path: Path) -> dict[str, Any]:
    """The sensitive subject of a headline, one of five, and its section, one of 29. Raises `Refused` (no_rows)."""
    rows = read_rows(path)
    answers, per_s = _read(
        rows, ("headline", "description"), lambda filed: (_highest(filed.sensitive), _highest(filed.sections))
    )
    sections = [str(row["label"]) for row in rows]
    five = _scores([one for one, _ in answers], [five_of(section) for section in sections])
    of_29 = {"macro_f1_29": round(macro_f1([one for _, one in answers], sections), 4)}
    return {"name": "sensitive_topic_huffpost", "n": len(rows), **five, **of_29, **per_s}


def macro_f1(found: Sequence[str], gold: Sequence[str]) -> float:
    """The mean of the F1 of each label that stands in `gold`, 0 to 1."""
    told, asked = Counter(found), Counter(gold)
    right = Counter(one for one, other in zip(found, gold, strict=True) if one == other)
    scores = [2.0 * right[label] / (told[label] + asked[label]) for label in sorted(asked)]
    return sum(scores) / len(scores) if scores else 0.0


def _read(
    rows: Sequence[Mapping[str, Any]], fields: tuple[str, str], answer: Callable[[Filed], Any]
) -> tuple[list[Any], dict[str, float]]:
    topics: Topics = TrainedTopics(SentenceVectors())
    texts = [(str(row[fields[0]]), str(row[fields[1]])) for row in rows]
    started = time.perf_counter()
    answers = [answer(filed) for filed in topics.read(texts)]
    seconds = time.perf_counter() - started
    return answers, {"items_per_s": round(len(rows) / seconds, 1) if seconds else 0.0}


def _highest(margins: Mapping[str, float]) -> str:
    return max(margins, key=lambda label: margins[label])


def _scores(found: Sequence[str], gold: Sequence[str]) -> dict[str, float]:
    right = sum(one == other for one, other in zip(found, gold, strict=True))
    return {"macro_f1": round(macro_f1(found, gold), 4), "accuracy": round(right / max(1, len(gold)), 4)}
