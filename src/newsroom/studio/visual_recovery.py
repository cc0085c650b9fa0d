"""When a visual cannot be made (N 4.2, in the order that decisions.md section 3 fixes).

First failure: the same generator with a simpler prompt. Second: stock. Third: another generator. After that, or where
no other generator exists, a text card, which never fails. N's list of strategies names five in another order than its
code takes them; the code's order holds.
"""

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from newsroom.model.text import content_words

MAX_ATTEMPTS = 5
"""Tries of one visual in all: as planned, simplified, stock, another generator, text card."""

PROMPT_WORDS_MAX = 20
STOCK_WORDS_MAX = 6
_ORNAMENT = re.compile(r"\b(intricate|detailed|complex|elaborate)\b", re.IGNORECASE)


Action = Literal["RETRY", "FALLBACK_STOCK", "ALTERNATIVE_GENERATOR", "SKIP_OR_PLACEHOLDER"]


class Recovery(NamedTuple):
    """What to try next; the fields that the action does not use are empty."""

    action: Action
    message: str
    new_prompt: str = ""
    stock_query: str = ""
    generator: str = ""
    placeholder_type: str = ""


def next_step(attempt: int, other_generator: bool = False) -> Action:
    """The answer to the `attempt`-th failure (from 1), where `other_generator` says whether there is one to turn to."""
    if attempt <= 1:
        return "RETRY"
    if attempt == 2:
        return "FALLBACK_STOCK"
    return "ALTERNATIVE_GENERATOR" if attempt == 3 and other_generator else "SKIP_OR_PLACEHOLDER"


def recover(attempt: int, prompt: str, generator: str = "", generators: Sequence[str] = ()) -> Recovery:
    """The `next_step` with what it needs. `generator` is the one that failed, `generators` all enabled, best first."""
    other = next((name for name in generators if name != generator), "")
    action = next_step(attempt, bool(other))
    if action == "RETRY":
        return Recovery(action, "Once more with a simpler prompt.", new_prompt=simplify_prompt(prompt))
    if action == "FALLBACK_STOCK":
        return Recovery(action, "Looking for stock imagery.", stock_query=stock_query(prompt))
    if action == "ALTERNATIVE_GENERATOR":
        return Recovery(action, f"Trying {other} instead.", generator=other)
    return Recovery(action, "A text card stands in for the visual.", placeholder_type="text_overlay")


def simplify_prompt(prompt: str) -> str:
    """`prompt` without ornament words, single-spaced, its first 20 words."""
    return " ".join(_ORNAMENT.sub(" ", prompt).split()[:PROMPT_WORDS_MAX])


def stock_query(prompt: str) -> str:
    """The first six distinct content words of the simplified prompt, as a search."""
    distinct = dict.fromkeys(content_words(simplify_prompt(prompt), "en"))
    return " ".join(list(distinct)[:STOCK_WORDS_MAX])
