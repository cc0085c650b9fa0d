"""schema.org ClaimReview objects, wherever a stranger wrote them: a page's JSON-LD, a data feed, a fact-check service.

Only what a fact-checker states is taken over; the rating is read by `rating_of`. What lacks a claim or a rating is left
out. Reviews carry no weight of their own here: whoever receives them knows how far their sender is to be believed.
"""

import re
from collections.abc import Iterator
from typing import Any

from newsroom.model.fact_check import FactCheck, Rating
from newsroom.model.ids import derive
from newsroom.world.feeds.dates import read_date
from newsroom.world.feeds.json_guard import nested, number, word
from newsroom.world.feeds.plain import clean, cut
from newsroom.world.guard import is_public_form

REVIEWS_MOST = 50
_DEEPEST = 12
_TEXTS: tuple[tuple[Rating, re.Pattern[str]], ...] = (
    ("unrated", re.compile(r"\b(?:unproven|unverified|research in progress|unrated|satire)\b")),
    (
        "mixed",
        re.compile(
            r"\b(?:half|partly|partially|mixture|mixed|misleading|missing context|lacks context|needs context|out of context"
            r"|exaggerat\w*|cherry[- ]pick\w*|distort\w*|mostly false|mostly true|outdated|imprecise|three pinocchios|two pinocchios)\b"
        ),
    ),
    (
        "false",
        re.compile(
            r"\b(?:false|falso|falsa|faux|falsch|fałsz|fake|incorrect|wrong|inaccurate|untrue|not true|hoax|fabricated"
            r"|altered|doctored|manipulated|debunked|pants on fire|four pinocchios|miscaptioned|misattributed|scam|bogus"
            r"|no evidence|baseless|unfounded|conspiracy)\b"
        ),
    ),
    ("true", re.compile(r"\b(?:true|correct|accurate|verdadero|vrai|wahr|prawda|confirmed|geppetto checkmark)\b")),
)


def found_in(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Every ClaimReview object in a JSON value, at any place down to twelve levels, in order."""
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        kinds = value.get("@type")
        if "ClaimReview" in (kinds if isinstance(kinds, list) else [kinds]):
            yield value
            return
        for inner in value.values():
            yield from found_in(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            yield from found_in(inner, depth + 1)


def read_review(row: dict[str, Any]) -> FactCheck | None:
    """One ClaimReview object as a fact-check; None without a claim or a rating."""
    rated, reviewed = nested(row, "reviewRating"), nested(row, "itemReviewed")
    author, maker = nested(row, "author"), nested(reviewed, "author")
    text = word(rated, "alternateName", "ratingExplanation", "name")
    return made(
        claim=word(row, "claimReviewed"),
        rating_text=text,
        rating=rating_of(
            text, *(number(_figures(rated), name) for name in ("ratingValue", "bestRating", "worstRating"))
        ),
        claimant=word(maker, "name"),
        publisher=word(author, "name") or word(nested(row, "publisher"), "name"),
        url=word(row, "url"),
        reviewed=row.get("datePublished"),
        claimed=reviewed.get("datePublished"),
    )


def made(
    *,
    claim: str,
    rating_text: str,
    rating: Rating,
    claimant: str,
    publisher: str,
    url: str,
    reviewed: Any,
    claimed: Any,
) -> FactCheck | None:
    """A fact-check of raw strings, cleaned and cut; None where claim or rating is missing."""
    said, how = _line(claim, 1_000), _line(rating_text, 200)
    if not said or (not how and rating == "unrated"):
        return None
    address = clean(url).strip()
    address = address if is_public_form(address) else ""
    by = _line(publisher, 200)
    return FactCheck(
        id=derive("factcheck", by.casefold(), address, said.casefold()),
        claim=said,
        rating=rating,
        rating_text=how,
        claimant=_line(claimant, 200),
        publisher=by,
        url=address,
        reviewed_on=_day(reviewed),
        claimed_on=_day(claimed),
    )


def rating_of(text: str, value: float | None = None, best: float | None = None, worst: float | None = None) -> Rating:
    """What a rating says: by its words, else by its number on the scale that the review gives.

    The lowest quarter of the scale is false, the highest true, between them mixed; words of neither kind are unrated.
    """
    low = text.casefold()
    for rating, words in _TEXTS:
        if words.search(low):
            return rating
    if value is None or best is None or worst is None or best <= worst or not worst <= value <= best:
        return "unrated"
    share = (value - worst) / (best - worst)
    return "false" if share <= 0.25 else "true" if share >= 0.75 else "mixed"


def _figures(rated: dict[str, Any]) -> dict[str, Any]:
    """Numbers of the rating, which many write as text."""
    plain = {key: word(rated, key).strip() for key in ("ratingValue", "bestRating", "worstRating")}
    return rated | {key: float(text) for key, text in plain.items() if re.fullmatch(r"-?\d{1,4}(?:\.\d{1,3})?", text)}


def _line(text: str, limit: int) -> str:
    return cut(" ".join(clean(text).split()), limit)


def _day(value: Any) -> str:
    moment = read_date(value) if value else None
    return moment.date().isoformat() if moment else ""
