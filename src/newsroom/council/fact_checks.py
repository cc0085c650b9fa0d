"""Published fact-checks held against a story's claims (N 2.4, step 1; mission row V2).

A review speaks of a claim when the words of what it reviewed are the claim's words: at least three quarters of the shorter
one's content words stand in the other, at least four of them, and no figure, and no denial, differs. Words in which both
merely share a subject do not make them one claim.

What the match means hangs on who reviewed. A fact-checker of tier 1 or 2, an office or a research institute is a primary
source here (`is_primary`): its "false" contradicts the claim, its "true" confirms it, anything between disputes it. Any
page can call itself a fact-check: what others publish asks for care and decides nothing.

A review of a figure that is older than half a year speaks of another occasion and is left out; a hoax that comes back is
the same hoax. Who quotes a false claim has not made it: a quote or an attribution stays what was said, with the rating
beside it.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from newsroom.council.denials import denies, states_denial
from newsroom.model.claim import Claim
from newsroom.model.fact_check import FactCheck
from newsroom.model.item import Publisher
from newsroom.model.story import Dossier
from newsroom.model.text import content_words, numbers

ALIKE = 0.75
FEWEST_WORDS = 4
FIGURES_HOLD = timedelta(days=183)
NEAR_WORDS = 3
NEAR_MOST = 50
_PRIMARY_TIER = 2
_PRIMARY_KINDS = frozenset(("official", "research"))
_SAID = frozenset(("quote", "attribution"))

Finding = Literal["contradicts", "confirms", "disputes", "warns"]


class Reviewed(NamedTuple):
    """A fact-check that speaks of a claim, and what it means for it."""

    check: FactCheck
    finding: Finding


def is_primary(publisher: Publisher) -> bool:
    """Whether what this publisher reviews counts as a primary source's word."""
    return publisher.tier <= _PRIMARY_TIER or publisher.kind in _PRIMARY_KINDS


def reviewed(claim: Claim, dossier: Dossier) -> Reviewed | None:
    """The review that weighs most for `claim` among those that speak of it: a contradiction first; None without one."""
    first = dossier.story.first_published_at.date()
    found = [
        Reviewed(check, _finding(claim, check))
        for check in dossier.context.fact_checks
        if _in_time(claim, check, first) and speaks_of(claim, check)
    ]
    order: Sequence[Finding] = ("contradicts", "disputes", "confirms", "warns")
    return min(found, key=lambda one: (order.index(one.finding), one.check.id), default=None)


def speaks_of(claim: Claim, check: FactCheck) -> bool:
    """Whether the review is of what the claim states (or denies)."""
    stated, tested = _words(claim.wording), _words(check.claim)
    shared = stated & tested
    if len(shared) < FEWEST_WORDS or len(shared) < ALIKE * min(len(stated), len(tested)):
        return False
    mine, theirs = set(numbers(claim.wording)), set(numbers(check.claim))
    return not (mine and theirs) or bool(mine & theirs)


def near(checks: Sequence[FactCheck], texts: Sequence[str]) -> tuple[FactCheck, ...]:
    """Of many reviews those that may speak of these texts: three content words in common with one, the closest first."""
    told = [_words(text) for text in texts]
    ranked = []
    for check in checks:
        tested = _words(check.claim)
        most = max((len(tested & words) for words in told), default=0)
        if most >= min(NEAR_WORDS, len(tested)) > 0:
            ranked.append((-most / len(tested), check.id, check))
    return tuple(check for _, _, check in sorted(ranked, key=lambda row: row[:2])[:NEAR_MOST])


def sentence(found: Reviewed) -> str:
    """The finding in words, for concerns and qualifications."""
    who = found.check.publisher or "a fact-check"
    return f"{who} rates it “{found.check.rating_text or found.check.rating}”"


def _finding(claim: Claim, check: FactCheck) -> Finding:
    if not check.primary or check.rating == "unrated" or claim.kind in _SAID or claim.quote:
        return "warns"
    if check.rating == "mixed":
        return "disputes"
    same_side = states_denial(claim) == denies(check.claim)
    return "confirms" if (check.rating == "true") == same_side else "contradicts"


def _in_time(claim: Claim, check: FactCheck, first: date) -> bool:
    if claim.quantity is None or not check.reviewed_on:
        return True
    return date.fromisoformat(check.reviewed_on) >= first - FIGURES_HOLD


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in content_words(text, "en") if not any(letter.isdigit() for letter in word))
