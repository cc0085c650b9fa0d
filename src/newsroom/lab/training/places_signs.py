"""Fits the weights of `world/geo_features`: which signs make a stretch of text a place (logistic regression, L2)."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from newsroom.model.sentences import sentence_spans
from newsroom.world.geo_features import around, signs
from newsroom.world.geo_spans import Span, read
from newsroom.world.place_index import PlaceIndex

STRENGTH = 1.0
"""Inverse of the L2 penalty; chosen among 0.1, 0.3 and 1 by five-fold cross-validation over texts."""
FEWEST_TEXTS = 3
"""A sign seen in fewer texts gets no weight."""
THRESHOLD = 0.3
SMALLEST = 0.01


class Judged(NamedTuple):
    """One span with its signs, whether the labels call it a place, and whether they ask not to count it."""

    span: Span
    signs: tuple[str, ...]
    is_place: bool
    ignored: bool


def judged(row: Mapping[str, Any], index: PlaceIndex) -> list[Judged]:
    """The spans of one labelled text."""
    cut = read(row["text"], index)
    whole = around(cut, index)
    gold = {(one["start"], one["end"]) for one in row["toponyms"] if not one.get("ignore")}
    ignored = [(one["start"], one["end"]) for one in row["toponyms"] if one.get("ignore")]
    return [
        Judged(
            span,
            tuple(signs(cut, span, whole, index)),
            (span.start, span.end) in gold,
            any(span.start < end and start < span.end for start, end in ignored),
        )
        for span in cut.spans
    ]


def fragments(row: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Short texts cut out of a long one, as the news carries them: two sentences at a time, and the first in title
    case. Offsets of the labels move with the text."""
    text, spans = row["text"], sentence_spans(row["text"])
    cuts = [(spans[at][0], spans[min(at + 1, len(spans) - 1)][1]) for at in range(0, len(spans), 2)]
    found = [_cut(row, text[start:end], start, end) for start, end in cuts]
    if spans:
        start, end = spans[0]
        found.append(_cut(row, _titled(text[start:end]), start, end))
    return found


def _titled(text: str) -> str:
    return re.sub(r"(?<![\w'’])[a-z]", lambda letter: letter.group().upper(), text)


def _cut(row: Mapping[str, Any], text: str, start: int, end: int) -> dict[str, Any]:
    inside = [one for one in row["toponyms"] if start <= one["start"] and one["end"] <= end]
    moved = [{**one, "start": one["start"] - start, "end": one["end"] - start} for one in inside]
    return {"text": text, "toponyms": moved}


def fit(texts: Sequence[Sequence[Judged]]) -> dict[str, float]:
    """The weight of every sign worth one; the bias is the weight of the sign "any"."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    seen: Counter[str] = Counter()
    for text in texts:
        seen.update({sign for one in text for sign in one.signs})
    columns = {
        sign: at for at, sign in enumerate(sorted(sign for sign, count in seen.items() if count >= FEWEST_TEXTS))
    }
    counted = [one for text in texts for one in text if not one.ignored]
    held: list[int] = []
    ends = [0]
    for one in counted:
        held += [columns[sign] for sign in one.signs if sign in columns]
        ends.append(len(held))
    matrix = csr_matrix(([1.0] * len(held), held, ends), shape=(len(counted), len(columns)))
    model = LogisticRegression(C=STRENGTH, solver="liblinear", fit_intercept=False)
    model.fit(matrix, [one.is_place for one in counted])
    weights = {sign: round(float(model.coef_[0][at]), 3) for sign, at in columns.items()}
    return {sign: weight for sign, weight in weights.items() if abs(weight) >= SMALLEST}
