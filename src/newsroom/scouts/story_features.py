"""What of an item says which story it belongs to: ideas of the title and opening, word pairs of the title, its kind."""

import math
import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from newsroom.model.item import Item
from newsroom.model.text import fold
from newsroom.model.wordlists import stop_words
from newsroom.scouts.concepts import concepts
from newsroom.scouts.headlines import HeadlineKind, headline_kind, numbers_in_a_row, series_of
from newsroom.scouts.same_frame import Frame, frame_of

TITLE_WEIGHT = 1.0
"""A word of the title counts once; descriptions are blurbs about the same thing, less sharply."""
OPENING_WEIGHT = 0.35
"""A word of the opening: a third of a title word, growing with the logarithm of its count."""
PAIR_WEIGHT = 0.4
"""Neighbouring title words as one term: separates look-alike events, links same wording."""
OPENING_WORDS = 60
MOST_OF_A_TERM = 2 * TITLE_WEIGHT


class Features(NamedTuple):
    """`terms` are all weighted terms, `ideas` the same without word pairs; both before rarity is known.

    `issues` tell issues of one series apart: for the title without numbers (of one source), and for each word that
    counts ("day"), the numbers that go with it.
    `frame` are the words of the title in order; none of a post, for people pass words on as they please.
    `founds` is False for items that may never start a story (opinion, satire, what is not news, unless a
    person pitched it).
    """

    terms: dict[str, float]
    ideas: dict[str, float]
    language: str
    kind: HeadlineKind
    issues: dict[tuple[str, str], str]
    founds: bool
    frame: Frame = ()


def features(item: Item) -> Features:
    """The features of one item, from its own text alone."""
    language = item.language.casefold()[:2]
    stop = stop_words(language)
    headline, body = (as_told(item), "") if item.kind == "reading" else (bare_title(item), item.text)
    title = concepts(headline, language, stop)
    ideas = _weighed(title, concepts(" ".join(body.split(None, OPENING_WORDS)[:OPENING_WORDS]), language, stop))
    terms = dict(ideas)
    for pair in map(" ".join, pairwise(title)):
        terms[pair] = min(terms.get(pair, 0.0) + PAIR_WEIGHT, MOST_OF_A_TERM)
    series, issue = series_of(item.title)
    counted = numbers_in_a_row(headline)
    return Features(
        terms=terms,
        ideas=ideas,
        language=language,
        kind=headline_kind(item.title),
        issues={(item.source_id, series): issue, **{("", word): number for word, number in counted}},
        founds=not (item.opinion or item.satire or item.not_news) or bool(item.pitched_by),
        frame=frame_of(fold(item.title)) if item.kind != "post" else (),
    )


def _weighed(title: Iterable[str], opening: Iterable[str]) -> dict[str, float]:
    ideas: dict[str, float] = {}
    for idea in title:
        ideas[idea] = min(ideas.get(idea, 0.0) + TITLE_WEIGHT, MOST_OF_A_TERM)
    for idea, count in Counter(opening).items():
        more = OPENING_WEIGHT * (1 + math.log(count)) if count > 1 else OPENING_WEIGHT
        ideas[idea] = min(ideas.get(idea, 0.0) + more, MOST_OF_A_TERM)
    return ideas


def as_told(item: Item) -> str:
    """An instrument's reading as reporters would head it: its sentence without depth, distance and bearing.

    Its own title is a code ("M 5.1 - 20 km SE of ..."), made of what every reading shares.
    """
    return _MEASURES.sub("", item.text) or item.title


def bare_title(item: Item) -> str:
    """The title without the publisher's name hung on its end ("... - Coast Radio", "... | Coast Radio")."""
    head, mark, tail = _last_part(item.title)
    if not mark:
        return item.title
    name, outlet = _plain(tail), _plain(item.publisher.name)
    return head if name and (name in outlet or outlet in name) else item.title


def _last_part(title: str) -> tuple[str, str, str]:
    for mark in (" | ", " - ", " – ", " — "):
        head, found, tail = title.rpartition(mark)
        if found and len(head.split()) >= _SHORTEST_TITLE:
            return head, found, tail
    return title, "", ""


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.casefold().removeprefix("the ").split(".")[0])


_MEASURES = re.compile(
    r",?(?: at a depth of)? -?[0-9][0-9.,]* (?:km|mi|miles|kilomet(?:re|er)s?)"
    r"(?: (?:[NSEW]{1,3}|(?:north|south|east|west)\w*))?(?: off?\b)?"
)
_SHORTEST_TITLE = 3
