"""How fast a story moves, read from samples: its posts look by look, and the trends that name it.

What is read is bounded by time and not by what is stored: the last two hours by the minute and the day before them by
the hour, and of a trend two weeks of hours.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache

from newsroom.model.item import Item
from newsroom.model.sample import Bucket, Reading, begin_of, term_key
from newsroom.model.story import Story
from newsroom.model.text import content_words
from newsroom.ports import Samples

BY_THE_MINUTE = timedelta(hours=2)
BY_THE_HOUR = timedelta(hours=24)
SEARCHED_FOR = timedelta(days=14)
MOST_POSTS = 200
MOST_TERMS = 5
_JUST_AFTER = timedelta(microseconds=1)


def read_posts(samples: Samples, posts: Sequence[str], now: datetime) -> dict[str, tuple[Reading, ...]]:
    """What each post had been counted at, in order of time, up to `now`; the latest look of each minute or hour."""
    cut = begin_of(now, "hour") - BY_THE_MINUTE
    hours = samples.rolled(posts, "engagement", "hour", cut - BY_THE_HOUR, cut)
    minutes = samples.rolled(posts, "engagement", "minute", cut, now + _JUST_AFTER)
    read = {post: (*hours.get(post, ()), *minutes.get(post, ())) for post in posts}
    return {post: _readings(buckets) for post, buckets in read.items() if buckets}


def posts_of(samples: Samples, items: Sequence[Item], now: datetime) -> dict[str, tuple[Reading, ...]]:
    """`read_posts` for the counted posts of a story, of very many those that were seen last."""
    counted = sorted((item.seen_at, item.id) for item in items if item.engagement is not None)
    posts = [item_id for _, item_id in counted[-MOST_POSTS:]]
    return read_posts(samples, posts, now) if posts else {}


def searched(
    samples: Samples, story: Story, trends: Mapping[str, float], now: datetime
) -> dict[str, tuple[Reading, ...]]:
    """The hours of the trends whose every word is in the story's headline or names, the highest ranked first."""
    known = set(content_words(" ".join((story.headline, *story.entities)))) if trends else set()
    named = [term for term in trends if (words := _words(term)) and words <= known]
    terms = sorted(named, key=lambda term: (-trends[term], term))[:MOST_TERMS]
    if not terms:
        return {}
    keys = [term_key(term) for term in terms]
    hours = samples.rolled(keys, "trend", "hour", begin_of(now, "hour") - SEARCHED_FOR, now + _JUST_AFTER)
    return {term: _readings(hours[key]) for term, key in zip(terms, keys, strict=True) if key in hours}


@lru_cache(maxsize=4_096)
def _words(term: str) -> frozenset[str]:
    # The same few hundred terms are asked for every story of the day.
    return frozenset(content_words(term))


def _readings(buckets: Sequence[Bucket]) -> tuple[Reading, ...]:
    return tuple(Reading(one.last_at, one.last) for one in buckets)
