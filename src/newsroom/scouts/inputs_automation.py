"""How much of a wave is made by machines: what the accounts look like, and posts that copy each other in step (N 1.2).

Measured on labelled accounts of one platform (2017): the look of an account by age, pace and followers orders automated
before human ones with an AUC of 0.83; age carries most of it.
"""

from collections.abc import Sequence
from datetime import timedelta
from statistics import fmean

from newsroom.model.arrivals import any_of
from newsroom.model.base import Factor, score
from newsroom.model.item import Item
from newsroom.model.story import Dossier
from newsroom.model.text import containment, content_words
from newsroom.scouts.inputs_social import posts

MANY = 0.5
_UNKNOWN_ACCOUNTS = 0.5
_YOUNG_DAYS = 365.0
_BUSY_POSTS = 40.0
_FEW_FOLLOWERS = 100.0
_PRIOR_ACCOUNTS = 4.0
_COPIED = 0.9
_WORDS_TO_COPY = 6
_IN_STEP = timedelta(minutes=10)
_OUT_OF_STEP = 0.5
_FEWEST_POSTS = 4
_MOST_POSTS = 200
_COPIES_PULL = 0.7


def bot_ratio(dossier: Dossier) -> Factor:
    """How automated the wave looks, 0 to 1: 1 - (1 - accounts)(1 - 0.7 copies).

    accounts: each account's signs averaged, drawn to 0.5 by four unknowns; copies: see `copied_posts`. Neither known:
    absent, 0.5 - what is not known is neither clean nor foul. Copies alone are added to that 0.5.
    """
    accounts = [account for item in posts(dossier) if item.engagement for account in item.engagement.accounts]
    copies = copied_posts(dossier)
    if not accounts and copies.value is None:
        return Factor(name="bot_ratio", value=None, used=_UNKNOWN_ACCOUNTS, how="no account features, few posts")
    looks = sum(looks_automated(*account) for account in accounts)
    look = (looks + _PRIOR_ACCOUNTS * _UNKNOWN_ACCOUNTS) / (len(accounts) + _PRIOR_ACCOUNTS)
    value = score(any_of(look, _COPIES_PULL * copies.used))
    how = f"{len(accounts)} accounts by age, pace and followers: {look:.2f}; {copies.how}"
    return Factor(name="bot_ratio", value=value, used=value, how=how)


def looks_automated(age_days: float, posts_per_day: float, followers: int) -> float:
    """How automated one account looks, 0 to 1: the mean of its two strongest signs, so that one alone is no proof.

    Signs, each a soft step: younger than a year, more than 40 posts a day, fewer than 100 followers.
    """
    young = _falling(age_days, _YOUNG_DAYS)
    busy = 1.0 - _falling(posts_per_day, _BUSY_POSTS)
    alone = _falling(float(followers), _FEW_FOLLOWERS)
    return fmean(sorted((young, busy, alone))[1:])


def copied_posts(dossier: Dossier) -> Factor:
    """Share of the posts that repeat an earlier one by somebody else (0.9 of their content words), 0 to 1; a copy counts
    whole within ten minutes of what it copies and half later. Absent below four posts: 0.
    """
    ordered = sorted(posts(dossier), key=lambda item: (item.published_at, item.id))[:_MOST_POSTS]
    if len(ordered) < _FEWEST_POSTS:
        return Factor(name="copied_posts", value=None, used=0.0, how="too few posts to compare")
    told = [frozenset(content_words(item.text or item.title)) for item in ordered]
    weights = [_copied(place, ordered, told) for place in range(len(ordered))]
    value = score(sum(weights) / len(ordered))
    in_step = sum(weight == 1.0 for weight in weights)
    how = f"{sum(map(bool, weights))} of {len(ordered)} posts copy another's, {in_step} of them in step"
    return Factor(name="copied_posts", value=value, used=value, how=how)


def _copied(place: int, ordered: Sequence[Item], told: Sequence[frozenset[str]]) -> float:
    post = ordered[place]
    if len(told[place]) < _WORDS_TO_COPY:
        return 0.0
    same = [
        earlier
        for earlier, words in zip(ordered[:place], told[:place], strict=True)
        if earlier.author != post.author and containment(told[place], words) >= _COPIED
    ]
    if not same:
        return 0.0
    return 1.0 if any(post.published_at - earlier.published_at <= _IN_STEP for earlier in same) else _OUT_OF_STEP


def _falling(value: float, half: float) -> float:
    return 1.0 / (1.0 + (max(0.0, value) / half) ** 2)
