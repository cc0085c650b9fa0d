"""What Social_Scout measures: interactions, agreement between platforms, and automation (N 1.2).

Nothing here reads what a post demands; it counts what people did and how alike the accounts look.
"""

import math
from itertools import combinations
from statistics import fmean

from newsroom.model.arrivals import hours
from newsroom.model.base import Factor, score
from newsroom.model.item import Item
from newsroom.model.story import Dossier
from newsroom.model.text import containment, content_words

VELOCITY_FULL = 100_000.0
_UNAGREED = 0.3
_UNKNOWN_ACCOUNTS = 0.5
_SHORTEST_H = 0.25
_YOUNG_DAYS = 30.0
_BUSY_POSTS = 40.0
_FEW_FOLLOWERS = 30.0
_PRIOR_ACCOUNTS = 4.0


def posts(dossier: Dossier) -> tuple[Item, ...]:
    """Items whose interactions were counted."""
    return tuple(item for item in dossier.items if item.engagement is not None)


def interactions(dossier: Dossier) -> int:
    """All interactions counted on the story's posts at their last sight."""
    return sum(item.engagement.interactions for item in dossier.items if item.engagement is not None)


def engagement_velocity(dossier: Dossier) -> Factor:
    """Interactions an hour over 100,000, 0 to 1 (N `normalize`). A post's own rate where given, else count over age.

    Age counts from publication to sight, a quarter of an hour at least. No counted post: absent, 0.
    """
    counted = posts(dossier)
    if not counted:
        return Factor(name="engagement_velocity", value=None, used=0.0, how="no interactions were counted")
    rate = sum(_per_hour(item) for item in counted)
    value = score(min(1.0, rate / VELOCITY_FULL))
    return Factor(name="engagement_velocity", value=value, used=value, how=f"{rate:,.0f} interactions an hour")


def cross_platform_agreement(dossier: Dossier) -> Factor:
    """How far the platforms tell the same thing, 0 to 1: the mean over pairs of platforms of shared content words of
    their posts (containment), lowered by half the distance of their mean sentiments where these are known.

    One platform agrees with nobody: absent, 0.3 - N's own figure for a confirmation that is missing.
    """
    by_platform: dict[str, list[Item]] = {}
    for item in posts(dossier):
        if item.engagement is not None:
            by_platform.setdefault(item.engagement.platform, []).append(item)
    if len(by_platform) < 2:
        return Factor(name="cross_platform_agreement", value=None, used=_UNAGREED, how="fewer than two platforms")
    pairs = list(combinations(sorted(by_platform), 2))
    value = score(fmean(_agreement(by_platform[one], by_platform[other]) for one, other in pairs))
    how = f"{len(by_platform)} platforms: {', '.join(sorted(by_platform))}"
    return Factor(name="cross_platform_agreement", value=value, used=value, how=how)


def bot_ratio(dossier: Dossier) -> Factor:
    """Share of the accounts that look automated, 0 to 1: each account's signs averaged, drawn to 0.5 by four unknowns.

    Signs: younger than 30 days, more than 40 posts a day, fewer than 30 followers, each a soft step. No account
    features: absent, 0.5 - what is not known is neither clean nor foul.
    """
    accounts = [account for item in posts(dossier) if item.engagement for account in item.engagement.accounts]
    if not accounts:
        return Factor(name="bot_ratio", value=None, used=_UNKNOWN_ACCOUNTS, how="no account features")
    looks = sum(looks_automated(*account) for account in accounts)
    value = score((looks + _PRIOR_ACCOUNTS * _UNKNOWN_ACCOUNTS) / (len(accounts) + _PRIOR_ACCOUNTS))
    return Factor(name="bot_ratio", value=value, used=value, how=f"{len(accounts)} accounts by age, pace and followers")


def looks_automated(age_days: float, posts_per_day: float, followers: int) -> float:
    """How automated one account looks, 0 to 1: the mean of its two strongest signs, so that one alone is no proof."""
    young = _falling(age_days, _YOUNG_DAYS)
    busy = 1.0 - _falling(posts_per_day, _BUSY_POSTS)
    alone = _falling(float(followers), _FEW_FOLLOWERS)
    return fmean(sorted((young, busy, alone))[1:])


def _falling(value: float, half: float) -> float:
    return 1.0 / (1.0 + (max(0.0, value) / half) ** 2)


def _per_hour(item: Item) -> float:
    if item.engagement is None:
        return 0.0
    if item.engagement.per_hour is not None:
        return max(0.0, item.engagement.per_hour)
    return item.engagement.interactions / max(_SHORTEST_H, hours(item.published_at, item.seen_at))


def _agreement(one: list[Item], other: list[Item]) -> float:
    told = containment(_told(one), _told(other))
    moods = [_mood(one), _mood(other)]
    apart = abs(moods[0] - moods[1]) / 2 if not any(math.isnan(mood) for mood in moods) else 0.0
    return max(0.0, told - apart / 2)


def _told(items: list[Item]) -> frozenset[str]:
    return frozenset(word for item in items for word in content_words(f"{item.title} {item.text}"))


def _mood(items: list[Item]) -> float:
    known = [i.engagement.sentiment for i in items if i.engagement and i.engagement.sentiment is not None]
    return fmean(known) if known else math.nan
