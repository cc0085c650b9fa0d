"""How much a channel's audience will probably want a story: a weak prior, and said to be one (audience.md).

Before publication words, outlet and hour together reach AUC 0.73, on an outlet never seen 0.59: so no single part
decides. On the log-odds scale the channel's own interest in the topic is the base, what other newsrooms chose to carry
moves it most, the day's searches less, the words least.
"""

import math
from functools import cache
from importlib.resources import files
from statistics import median
from typing import NamedTuple

import yaml

from newsroom.model.arrivals import items_of, saturating
from newsroom.model.base import Factor, score
from newsroom.model.story import Dossier
from newsroom.model.text import content_words

UNKNOWN_TOPIC = 0.5
_CARRIERS_SCALE = 4.0
_CARRIERS_NEUTRAL = 0.35
_CARRIERS_PULL = 2.5
_SEARCH_PULL = 0.8
_WORDS_PULL = 0.3
_WORDS_FULL_LOG2 = 0.4
_EDGE = 0.02
_LOWEST_TIER_COUNTED = 4


class Appeal(NamedTuple):
    """The estimate and what it was made from."""

    appeal: Factor
    topic: Factor
    carriers: Factor
    searches: Factor
    words: Factor


def audience_appeal(dossier: Dossier, words: Factor | None = None) -> Appeal:
    """Estimated appeal for the dossier's channel, 0 to 1. Never absent: without any sign it is the topic's 0.5 or less.
    `words` is what the wording says where somebody read it more closely than `wording` does.

    log-odds = logit(topic) + 2.5 x (carriers - 0.35) + 0.8 x searches + 0.3 x (2 x words - 1).
    """
    topic, carriers = topic_interest(dossier), carried_by(dossier)
    searches, words = searched_for(dossier), words or wording(dossier)
    odds = (
        _logit(topic.used)
        + _CARRIERS_PULL * (carriers.used - _CARRIERS_NEUTRAL)
        + _SEARCH_PULL * searches.used
        + _WORDS_PULL * (2 * words.used - 1)
    )
    estimate = score(1.0 / (1.0 + math.exp(-odds)))
    how = "channel interest, moved by carriers, searches and words"
    return Appeal(
        Factor(name="audience_appeal", value=estimate, used=estimate, how=how), topic, carriers, searches, words
    )


def topic_interest(dossier: Dossier) -> Factor:
    """The channel's stated interest in the story's topic (demographic alignment). Absent topic: 0.5."""
    share = dossier.channel.audience.get(dossier.story.category)
    if share is None:
        how = f"{dossier.channel.name} states no interest in {dossier.story.category or 'this topic'}"
        return Factor(name="topic_interest", value=None, used=UNKNOWN_TOPIC, how=how)
    held = min(1.0, max(0.0, share))
    how = f"{dossier.channel.name} on {dossier.story.category}"
    return Factor(name="topic_interest", value=held, used=held, how=how)


def carried_by(dossier: Dossier) -> Factor:
    """How many independent newsrooms (tier 4 or better) chose the story: 1 - exp(-n / 4). None: 0, never absent."""
    count = sum(origin.tier <= _LOWEST_TIER_COUNTED for origin in dossier.story.origins)
    value = score(saturating(count, _CARRIERS_SCALE))
    return Factor(name="carried_by", value=value, used=value, how=f"{count} independent newsrooms")


def searched_for(dossier: Dossier) -> Factor:
    """The highest rank share, 0 to 1, of a search trend whose every word is in the headline or entities. Absent: 0."""
    trends = dossier.context.trends
    if not trends:
        return Factor(name="searched_for", value=None, used=0.0, how="no search trends today")
    known = set(content_words(" ".join((dossier.story.headline, *dossier.story.entities))))
    hits = {term: share for term, share in trends.items() if (t := set(content_words(term))) and t <= known}
    best = max(sorted(hits), key=lambda term: hits[term], default="")
    share = min(1.0, max(0.0, hits.get(best, 0.0)))
    return Factor(name="searched_for", value=share, used=share, how=f"trend {best!r}" if best else "in no search trend")


def wording(dossier: Dossier) -> Factor:
    """What the titles' plain words say, 0 to 1 with 0.5 for nothing: the median over origins, so that one loud
    headline among several moves little. Words outside the measured list count nothing. Absent (no known word): 0.5.
    """
    voices = [found[0].title for o in dossier.story.origins if (found := items_of(dossier, o))]
    sums = [_log2_lift(title) for title in voices]
    spoken = [lift for lift in sums if lift is not None]
    if not spoken:
        return Factor(name="wording", value=None, used=0.5, how="no measured word in the titles")
    lift = median(spoken)
    value = score(0.5 + 0.5 * max(-1.0, min(1.0, lift / _WORDS_FULL_LOG2)))
    return Factor(
        name="wording", value=value, used=value, how=f"median lift {lift:+.2f} log2 over {len(spoken)} titles"
    )


def _log2_lift(title: str) -> float | None:
    known = [_weights()[word] for word in dict.fromkeys(content_words(title, "en")) if word in _weights()]
    return sum(known) if known else None


@cache
def _weights() -> dict[str, float]:
    text = files("newsroom.model").joinpath("appeal_words.yaml").read_text(encoding="utf-8")
    return {str(word): float(weight) for word, weight in yaml.safe_load(text)["words"].items()}


def _logit(share: float) -> float:
    held = min(1.0 - _EDGE, max(_EDGE, share))
    return math.log(held / (1.0 - held))
