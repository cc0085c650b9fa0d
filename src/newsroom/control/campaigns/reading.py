"""A goal in plain words, read offline into a plan. What is not understood is said, never guessed.

Each reader takes its own words out of the goal; the subject is read from what is left of the first part, and whatever
nobody took is listed as unclear.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import yaml

from newsroom.model.campaign import CampaignPlan
from newsroom.model.channel import Channel
from newsroom.model.errors import Refused
from newsroom.model.figures import numbers
from newsroom.model.item import Place
from newsroom.model.text import content_words, fold

PlacesOf = Callable[[str], tuple[Place, ...]]
"""The gazetteer: the places that a text names."""

_NUMBER = r"-?\d+(?:\.\d+)?"
_AMOUNT = rf"(?:{_NUMBER}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty)"
_MOST = r"(?:at most|at maximum|a maximum of|max(?:imum)?|up to|no more than|not more than)"
_A_DAY = re.compile(
    rf"(?<![\w.-])(?:{_MOST}\s+)?({_AMOUNT})\s+(?:videos?|films?|stories|pieces)\s+(?:a|per|each|every)\s+day\b", re.I
)
_MONEY = re.compile(rf"(?:{_MOST}\s+|for\s+)?(?:\$\s*({_NUMBER})|({_NUMBER})\s*(?:usd|us\$|\$|dollars?))", re.I)
_FOR_LONG = re.compile(rf"\bfor\s+(?:the\s+next\s+)?({_AMOUNT})\s+(hour|day|week|month)s?\b", re.I)
_UNTIL = re.compile(r"\b(?:until|till|by)\s+(\d{4}-\d{2}-\d{2})\b", re.I)
_SPAN = re.compile(r"\b(today|tonight|tomorrow|this week|next week|this month)\b", re.I)
_BOUND = re.compile(
    rf"\b(above|over|more than|stronger than|bigger than|at least|from)\s+(?:(?:a\s+)?magnitude\s+(?:of\s+)?)?({_NUMBER})"
    rf"(?:\s+([a-z]+))?|\bmagnitude\s+({_NUMBER})(?:\s+(?:or|and)\s+(?:more|above|over|stronger))?",
    re.I,
)
_AUDIENCE = re.compile(r"\bfor\s+(?:our|the|my)\s+([\w' -]+?)\s+(?:audience|viewers|readers|people|public)\b", re.I)
_CHANNEL = re.compile(r"\bon\s+(?:the\s+)?(?:channel\s+)?([\w-]+)(?:\s+channel)?\b", re.I)
_VERB = re.compile(r"^\s*(?:please\s+)?(?:cover|follow|report\s+on|report|watch|track|make\s+videos\s+about)\b", re.I)
_PARTS = re.compile(r"[,;.]|\band\b")
_STRICT = frozenset({"above", "over", "more than", "stronger than", "bigger than"})
_UNIT_DAYS = {"hour": 1 / 24, "day": 1, "week": 7, "month": 30}
_FILLER = frozenset(
    {"videos", "video", "stories", "story", "news", "everything", "anything", "audience", "about", "please"}
)


class Reading(NamedTuple):
    """A goal's plan, what was unclear in it, and what has to be said before it may start."""

    plan: CampaignPlan
    unclear: tuple[str, ...]
    missing: tuple[str, ...]


class _Goal:
    """The words that are still to be understood, and what was understood of the others."""

    def __init__(self, text: str) -> None:
        self.rest = text
        self.unclear: list[str] = []

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.search(self.rest)
        if found:
            self.rest = f"{self.rest[: found.start()]} , {self.rest[found.end() :]}"
        return found


@cache
def vocabulary() -> Mapping[str, Any]:
    """The table of subjects and regions."""
    text = files("newsroom.control.campaigns").joinpath("words.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


def read(text: str, now: datetime, places: PlacesOf, channels: Sequence[Channel]) -> Reading:
    """The plan of a goal such as "cover floods in Peru this week, at most 2 videos a day".

    Raises:
        Refused: the goal is empty, or names a negative number of days, dollars or videos.
    """
    if not text.strip():
        raise Refused("empty_goal", "A campaign needs a goal.", 'For example: "cover floods in Peru this week".')
    goal = _Goal(text.strip())
    per_day = _per_day(goal)
    usd = _usd(goal)
    starts_at, ends_at = _period(goal, now)
    audience = goal.take(_AUDIENCE)
    channel = _channel(goal, channels)
    region, countries, found = _where(goal, audience.group(1) if audience else "", places)
    at_least, strictly, unit = _bound(goal)
    terms, needs, kinds, measure = _subject(goal, unit)
    if at_least is not None and not measure:
        goal.unclear.append(f"{at_least:g} of what? Say the measure, such as magnitude or people.")
    plan = CampaignPlan(
        terms=terms, needs=needs, kinds=kinds, measure=measure, at_least=at_least, strictly=strictly, region=region,
        countries=countries, places=found, starts_at=starts_at, ends_at=ends_at, per_day=per_day, usd=usd,
        channel=channel,
    )  # fmt: skip
    return Reading(plan, tuple(goal.unclear), missing(plan, channels))


def period(text: str, now: datetime) -> tuple[datetime, datetime | None]:
    """The first moment and the end that a goal's own words name, counted from `now`.

    Raises:
        Refused: it is over by then.
    """
    goal = _Goal(text.strip())
    _per_day(goal)
    _usd(goal)
    return _period(goal, now)


def missing(plan: CampaignPlan, channels: Sequence[Channel]) -> tuple[str, ...]:
    """What a plan lacks before it may start."""
    names = ", ".join(channel.name for channel in channels)
    lacks = []
    if not plan.terms and not plan.needs:
        lacks.append("What is it about? No subject was understood: give --terms.")
    if plan.at_least is not None and not plan.measure:
        lacks.append(f"What is {plan.at_least:g} a number of? Give --measure.")
    if not any(channel.name == plan.channel for channel in channels):
        lacks.append(f"Which channel? Give --channel, one of: {names}.")
    return tuple(lacks)


def _per_day(goal: _Goal) -> int | None:
    found = goal.take(_A_DAY)
    if not found:
        return None
    count = _value(found.group(1))
    if count < 1:
        raise Refused("bad_campaign", f"{found.group(1)} videos a day cannot be.", "Use a number from 1 up.")
    return int(count)


def _usd(goal: _Goal) -> float | None:
    found = goal.take(_MONEY)
    if not found:
        return None
    amount = float(found.group(1) or found.group(2))
    if amount < 0:
        raise Refused("bad_campaign", f"{amount:g} dollars cannot be spent.", "Use 0 or more.")
    return amount


def _period(goal: _Goal, now: datetime) -> tuple[datetime, datetime | None]:
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    long, until, span = goal.take(_FOR_LONG), goal.take(_UNTIL), goal.take(_SPAN)
    if long:
        length = _value(long.group(1)) * _UNIT_DAYS[long.group(2).casefold()]
        if length <= 0:
            raise Refused("negative_duration", f"{long.group(0)!r} is no time.", "Use a number above 0.")
        return now, now + timedelta(days=length)
    if until:
        end = datetime.fromisoformat(f"{until.group(1)}T00:00:00+00:00") + timedelta(days=1)
        if end <= now:
            raise Refused("negative_duration", f"{until.group(1)} is over.", "Name a day to come.")
        return now, end
    if span:
        return _span(fold(span.group(1)), now, midnight)
    goal.unclear.append("No period is named: it runs until it is paused.")
    return now, None


def _span(word: str, now: datetime, midnight: datetime) -> tuple[datetime, datetime]:
    day, monday = timedelta(days=1), midnight - timedelta(days=midnight.weekday())
    if word == "tomorrow":
        return midnight + day, midnight + 2 * day
    if word == "this week":
        return now, monday + 7 * day
    if word == "next week":
        return monday + 7 * day, monday + 14 * day
    if word == "this month":
        return now, (midnight.replace(day=1) + 32 * day).replace(day=1)
    return now, midnight + day


def _channel(goal: _Goal, channels: Sequence[Channel]) -> str:
    by_name = {fold(name): channel.name for channel in channels for name in (channel.name, channel.title)}
    for found in _CHANNEL.finditer(goal.rest):
        if fold(found.group(1)) in by_name:
            goal.rest = f"{goal.rest[: found.start()]} , {goal.rest[found.end() :]}"
            return by_name[fold(found.group(1))]
    return channels[0].name if len(channels) == 1 else ""


def _where(goal: _Goal, audience: str, places: PlacesOf) -> tuple[str, tuple[str, ...], tuple[Place, ...]]:
    """A region of the table, else what the gazetteer finds; of an audience, where that audience is."""
    for name, codes in sorted(vocabulary()["regions"].items(), key=lambda row: -len(row[0])):
        for text in (audience, goal.rest):
            if re.search(rf"\b{re.escape(name)}\b", fold(text)):
                goal.take(
                    re.compile(rf"\b(?:in|near|around|from)?\s*(?:the\s+)?{re.escape(name)}\b(?:\s+region)?", re.I)
                )
                return name, tuple(codes), ()
    found = places(f"{goal.rest} {audience}")
    for place in found:
        goal.take(re.compile(rf"\b(?:(?:in|near|around|from|and)\s+)?(?:the\s+)?{re.escape(place.name)}\b", re.I))
    if audience and not found:
        goal.unclear.append(f"Where is {audience!r}? No place of that name is known.")
    countries = tuple(sorted({place.country for place in found if place.precision == _COUNTRY and place.country}))
    return "", countries, tuple(place for place in found if place.precision != _COUNTRY)


_COUNTRY = 0.4
"""A gazetteer's precision of a whole country."""


def _bound(goal: _Goal) -> tuple[float | None, bool, str]:
    found = goal.take(_BOUND)
    if not found:
        return None, False, ""
    if found.group(4):
        return float(found.group(4)), False, "magnitude"
    unit = "magnitude" if "magnitude" in found.group(0).casefold() else (found.group(3) or "")
    if unit.casefold() in _NO_UNIT:
        goal.rest += f" {unit}"
        unit = ""
    return float(found.group(2)), found.group(1).casefold() in _STRICT, unit


_NO_UNIT = frozenset({"in", "for", "near", "around", "on", "at", "until", "this", "next", "today", "and", "or", "with"})


def _subject(goal: _Goal, unit: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Terms of known subjects, other words that all have to be there, kinds of story, and the number's measure.

    A further part that names known subjects and nothing else is a subject as well: "storms, floods and wildfires".
    """
    first, *others = [part for part in _PARTS.split(_VERB.sub("", goal.rest)) if part.strip()] or [""]
    known, needs = _known(first)
    for part in others:
        more, unknown = _known(part)
        if unknown:
            goal.unclear.append(f"Not understood: {part.strip()!r}.")
        elif known:
            known += more
    said = fold(unit)
    measures = vocabulary()["measures"]
    measure = measures.get(said, [said]) if said else [m for one in known for m in one.get("measure", [])]
    return (
        _once(term for one in known for term in one["terms"]),
        _once(needs),
        _once(kind for one in known for kind in one["kinds"]),
        _once(measure),
    )


def _known(part: str) -> tuple[list[Mapping[str, Any]], list[str]]:
    """The subjects that a part names, and its other words that say something."""
    table = vocabulary()
    known, others = [], []
    for word in content_words(part, "en"):
        subject = table["subjects"].get(table["same_as"].get(word, word))
        if subject:
            known.append(subject)
        elif word not in _FILLER:
            others.append(word)
    return known, others


def _once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _value(text: str) -> float:
    if re.fullmatch(_NUMBER, text):
        return float(text)
    spelled = numbers(text) or (1.0,)
    return spelled[0]
