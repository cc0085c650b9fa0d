"""What words, outlet, form and hour say of a report's appeal before anybody has read it: a weak prior (N 2.1; audience.md).

Fitted on log2 of a post's engagement over its outlet's usual of that week, which ranks better than fitting "top tenth"
itself. An outlet that was not measured counts for nothing; then the text alone speaks.
"""

import math
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files
from statistics import median
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsroom.model import appeal as by_words
from newsroom.model.arrivals import items_of
from newsroom.model.base import Factor, score
from newsroom.model.linear_model import LinearModel, unpacked
from newsroom.model.story import Dossier
from newsroom.ports import Vector

POSTS, TITLES = "appeal_posts", "appeal_titles"
"""The shipped models: posts of news pages, and titles on a community's front page."""
VOICES_WANTED = 3
"""Meanings count from so many independent voices on: of three headlines one hostile one never is the median's master."""

Floats = NDArray[np.float32]
Vectors = Mapping[str, Vector]
"""The meaning of an item by its id; items that nobody read are missing."""


class Post(NamedTuple):
    """What is known before publication. `outlet` and `form` ("link", "video") are empty where unknown, `at` None."""

    text: str
    outlet: str = ""
    form: str = ""
    at: datetime | None = None


class Prior(NamedTuple):
    """A fitted model: the text's part, what surroundings add by mark, and the middle and reach of the text's part."""

    text: LinearModel
    around: Mapping[str, float]
    middle: float
    reach: float

    def lift(self, post: Post, vector: Floats) -> float:
        """Expected log2 of engagement over the outlet's usual, about -3 to 3; `vector` is the text's meaning."""
        total = self.of_text(post.text, vector)
        return round(total + math.fsum(self.around.get(mark, 0.0) * value for mark, value in surroundings(post)), 3)

    def of_text(self, text: str, vector: Floats) -> float:
        """The text's part of it."""
        (value,) = self.text.margins(text, vector).values()
        return value

    def share(self, lift: float) -> float:
        """A text's lift as 0 to 1: 0.5 for a usual text, 0 and 1 from `reach` off on."""
        return score(0.5 + 0.5 * max(-1.0, min(1.0, (lift - self.middle) / self.reach)))


def surroundings(post: Post) -> tuple[tuple[str, float], ...]:
    """Marks of outlet, form, time (UTC) and length, each with its amount."""
    marks = [("letters", math.log1p(len(post.text)) / _LETTERS_STEP), (f"form:{post.form}", 1.0)]
    if post.outlet:
        marks.append((f"outlet:{post.outlet}|{post.form}", 1.0))
    if post.at is not None:
        marks += [(f"hour:{post.at.hour // 2}", 1.0), (f"weekday:{post.at.weekday()}", 1.0)]
        if post.outlet:
            marks.append((f"outlet:{post.outlet}|hour:{post.at.hour // 3}", 1.0))
    return tuple(marks)


def audience_appeal(dossier: Dossier, vectors: Vectors) -> by_words.Appeal:
    """`model.appeal.audience_appeal`, its part of words by the fitted prior where enough voices were read."""
    return by_words.audience_appeal(dossier, wording(dossier, vectors))


def wording(dossier: Dossier, vectors: Vectors) -> Factor:
    """What the texts say of their own appeal, 0 to 1 with 0.5 for nothing: the median over independent voices.

    Source: title and opening of each origin's first item, by their words and meaning. Fewer than three voices whose
    meaning was read: the list of plain words instead, which nobody can be talked into (`model.appeal.wording`).
    """
    firsts = [found[0] for origin in dossier.story.origins if (found := items_of(dossier, origin))]
    read = [(item, vectors[item.id]) for item in firsts if item.id in vectors]
    if len(read) < VOICES_WANTED:
        return by_words.wording(dossier)
    prior = trained(POSTS)
    lifts = [prior.of_text(_told(item.title, item.text), np.asarray(vector, dtype=np.float32)) for item, vector in read]
    lift = median(lifts)
    value = prior.share(lift)
    how = f"median lift {lift - prior.middle:+.2f} log2 over {len(read)} voices, by words and meaning"
    return Factor(name="wording", value=value, used=value, how=how)


@cache
def trained(name: str) -> Prior:
    """The shipped model of that name."""
    with files("newsroom.data").joinpath(f"models/{name}.npz").open("rb") as file:
        return read_prior(np.load(file, allow_pickle=False))


def read_prior(held: Any) -> Prior:
    """A prior from the arrays of its file."""
    around = dict(zip((str(mark) for mark in held["marks"]), (float(one) for one in held["around"]), strict=True))
    return Prior(unpacked(held), around, float(held["middle"]), float(held["reach"]))


def _told(title: str, text: str) -> str:
    opening = " ".join(text.split()[:_OPENING_WORDS])
    return f"{title}. {opening}" if opening else title


_LETTERS_STEP = 3.0
_OPENING_WORDS = 30
