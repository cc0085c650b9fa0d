"""Whether the reports of a story contradict each other (N 2.4, step 2): values are compared, never wordings.

1. Numbers of one thing, with unit and bound, and a clause affirmed and denied: compared when claims are merged
   (council/merge.py). A toll that rose is an update and replaces the older one.
2. Days, towns and names of what happens once (somebody resigns, a post is given, a final is won): compared here, between
   claims that no outlet makes both of. Two different days are a contradiction, a day and its month are not; two towns
   are, a town and its country are not; two full names are, a name and its last part are not.
3. Published fact-checks of primary sources (council/fact_checks.py).
"""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Literal, NamedTuple

from newsroom.council.fact_checks import Finding, reviewed
from newsroom.council.verification import key_claims, share
from newsroom.model.base import Factor, score
from newsroom.model.claim import Claim
from newsroom.model.item import Place
from newsroom.model.story import Dossier
from newsroom.model.text import folded_words

_CONTESTED = {"contradicted": 1.0, "disputed": 0.7}
_CONTESTED_REVIEWED: dict[Finding, float] = {"contradicts": 1.0, "disputes": 0.7}


class Once(NamedTuple):
    """What happens once: the roles that say which event it is, and the role that only one can fill, if there is one."""

    which: tuple[str, ...]
    alone: str = ""


ONCE: dict[str, Once] = {
    "died_aged": Once(("who",)),
    "resigned": Once(("who",)),
    "arrested": Once(("who",)),
    "convicted": Once(("who",)),
    "sentenced": Once(("who",)),
    "captured": Once(("what",)),
    "elected": Once(("post",), "who"),
    "appointed": Once(("post",), "who"),
    "win": Once(("what",), "who"),
}
_TOWN = 1.0
_WHOLE_DAY = len("2031-05-14")

Value = Literal["day", "place", "name"]


class Conflict(NamedTuple):
    """Two claims that give another value for one thing, and of which kind the value is."""

    one: Claim
    other: Claim
    value: Value


def conflicts(claims: Sequence[Claim], places: Sequence[Place] = ()) -> tuple[Conflict, ...]:
    """Rule 2 over the claims of a story, each pair once. `places` are the story's; towns among them can be told apart."""
    towns = tuple(" ".join(folded_words(place.name)) for place in places if place.precision >= _TOWN)
    pairs = combinations((claim for claim in claims if claim.frame in ONCE and claim.polarity == "affirmed"), 2)
    return tuple(
        Conflict(one, other, value)
        for one, other in pairs
        if one.frame == other.frame and set(one.owners) - set(other.owners) and set(other.owners) - set(one.owners)
        for value in _differing(one, other, towns)
    )


def _differing(one: Claim, other: Claim, towns: Sequence[str]) -> Iterator[Value]:
    kind = ONCE[one.frame]
    if not all(_same(one, other, role) for role in kind.which):
        return
    if kind.alone and not _same(one, other, kind.alone):
        if _two_names(one, other, kind.alone):
            yield "name"
        return
    if len(one.time) == len(other.time) == _WHOLE_DAY and one.time != other.time:
        yield "day"
    here, there = (_town(claim.place, towns) for claim in (one, other))
    if here and there and here != there:
        yield "place"


def _same(one: Claim, other: Claim, role: str) -> bool:
    return role in one.slots and role in other.slots and _head(one, role) == _head(other, role)


def _head(claim: Claim, role: str) -> str:
    return (folded_words(claim.slots[role].head) or ("",))[-1]


def _two_names(one: Claim, other: Claim, role: str) -> bool:
    names = [claim.slots[role].text for claim in (one, other) if role in claim.slots]
    parts = [set(folded_words(name)) for name in names]
    full = all(sum(word[:1].isupper() for word in name.split()) > 1 for name in names)
    return len(names) > 1 and full and not (parts[0] <= parts[1] or parts[1] <= parts[0])


def _town(place: str, towns: Sequence[str]) -> str:
    told = f" {' '.join(folded_words(place))} "
    return next((town for town in towns if f" {town} " in told), "")


def contradiction_check(dossier: Dossier) -> Factor:
    """N `check_contradictions`: weighted share of the key claims that are contested, 0 (none) to 1 (all).

    A contradicted claim counts 1, a disputed one 0.7, one with a rival that fewer voices carry 0.3. A number that a
    newer one has replaced is an update and counts nothing. Another day, town or name for what happens once counts 0.7, and
    0.3 where fewer voices give it. A primary source's fact-check contradicts or disputes like
    another report. Where no two claims speak of the same thing, and no fact-check of one, nothing could contradict: the
    input is absent, and 0 is used.
    """
    claims = key_claims(dossier.claims)
    values = conflicts(claims, dossier.story.places)
    if not values and not any(_comparable(claim, claims) or reviewed(claim, dossier) for claim in claims):
        return Factor(name="contradiction_check", value=None, used=0.0, how="no two claims speak of the same thing")
    marks = [max(_mark(claim, dossier), _by_value(claim, values)) for claim in claims]
    value = score(share(claims, marks))
    contested = [claim.id for claim, mark in zip(claims, marks, strict=True) if mark]
    how = f"contested: {', '.join(contested[:3])}" if contested else f"{len(claims)} key claims, none contested"
    return Factor(name="contradiction_check", value=value, used=value, how=how)


def _comparable(claim: Claim, claims: Sequence[Claim]) -> bool:
    """Contested already, or a number beside another number of the same kind and unit."""
    if claim.conflicts or claim.status in _CONTESTED:
        return True
    mine = claim.quantity
    others = (other.quantity for other in claims if other is not claim and other.frame == claim.frame)
    return mine is not None and any(other is not None and other.unit == mine.unit for other in others)


def _by_value(claim: Claim, values: Sequence[Conflict]) -> float:
    rivals = [
        one.other if claim.id == one.one.id else one.one for one in values if claim.id in (one.one.id, one.other.id)
    ]
    if not rivals:
        return 0.0
    return 0.7 if max(len(rival.owners) for rival in rivals) >= len(claim.owners) else 0.3


def _mark(claim: Claim, dossier: Dossier) -> float:
    found = reviewed(claim, dossier)
    by_review = _CONTESTED_REVIEWED.get(found.finding, 0.0) if found else 0.0
    return max(by_review, _CONTESTED.get(claim.status, 0.3 if claim.conflicts else 0.0))
