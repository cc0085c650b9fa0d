"""What a card may say: short forms of a spoken line, figures written the way they are spoken, within each card's limits.

Nothing is added: a card's words are a part of its line, so that voice, caption and card agree (broadcast-writing.md 11).
"""

import re

from newsroom.model.claim import Claim

STATEMENT_CHARS = 118
TITLE_CHARS = 72
ROW_CHARS = 96
_BOUND_WORDS = {"at_least": "at least", "more_than": "more than", "about": "about", "up_to": "up to", "exact": ""}
_ATTRIBUTION = re.compile(
    r"^(?:According to [^,]{2,60}|[^,]{2,60} (?:says?|said|reports?|reported)(?: that)?),?\s+", re.UNICODE
)
_LEFTOVER = re.compile(r"\s*(?:,|;|–|—)\s*[^,;–—]*$")


def statement(text: str, limit: int = STATEMENT_CHARS) -> str:
    """A line as a card statement: without its full stop, and cut at a clause when it is longer than `limit`.

    An attribution at the front stays while it fits: who says it is part of the fact.
    """
    short = text.strip().rstrip(".")
    while len(short) > limit:
        cut = _LEFTOVER.sub("", short)
        if cut == short or len(cut) < 24:
            return short[: limit - 1].rsplit(" ", 1)[0].rstrip(",;: ") + "…"
        short = cut
    return short


def without_attribution(text: str) -> str:
    """The line without the source named in front, for rows that name the source beside it."""
    bare = _ATTRIBUTION.sub("", text.strip())
    return bare[:1].upper() + bare[1:] if bare else text.strip()


def figure(claim: Claim, line: str) -> str | None:
    """The claim's number in figures as it stands in the line, e.g. "6.5" or "12,000"; None when the line has it not."""
    if claim.quantity is None:
        return None
    value = claim.quantity.value
    forms = [f"{value:,.0f}", f"{value:.0f}"] if value == int(value) else [f"{value:,g}", f"{value:g}"]
    for size, word in ((1e9, "billion"), (1e6, "million")):
        if value >= size:
            forms.insert(0, f"{value / size:g} {word}")
    for form in forms:
        if re.search(rf"(?<![\d.,]){re.escape(form)}(?![\d])", line):
            return form
    return f"{value:,.0f}" if value == int(value) and value <= 12 and _spelled(int(value)) in line.lower() else None


def bound(claim: Claim) -> str:
    """ "at least", "more than", "about", "up to", or nothing."""
    return _BOUND_WORDS[claim.quantity.bound] if claim.quantity else ""


def _spelled(value: int) -> str:
    words = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    return words[value]
