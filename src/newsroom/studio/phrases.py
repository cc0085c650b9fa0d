"""A slot as an anchor would say it: article, surname after the first mention, preposition before a place.

Slots come without a leading article; the article is the source's own, read in the evidence (articles.py). A role that
stands for its holder ("Example president") takes "the".
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from newsroom.model.claim import Claim, Evidence, Slot
from newsroom.model.text import fold
from newsroom.studio.articles import DETERMINED, PARTICLES, article, headline_articles, is_common, is_name, seen_article
from newsroom.studio.headline_grammar import all_headlines
from newsroom.studio.house_words import table, wordings

PREPOSITIONS = frozenset("in at near on off outside over across inside around along throughout above beneath".split())  # noqa: SIM905


DESCRIBED = re.compile(
    r"^(?:[a-z0-9][\w-]* )*(?:champions|holders|leaders|hosts|visitors|winners|runners-up|strugglers|rivals|neighbours)"
    r" ([A-Z][\w’'. -]*)$"
)
"""A headline's description run into the name: "two-time champions Example"."""


class Told(NamedTuple):
    """What the listener has heard: full names, heads of things, content words, the outlet last named, openings.

    `common` are words that the sources also write in lower case: at the start of a phrase they are no names. `plain` are
    the words heard that were no names.
    """

    names: tuple[str, ...] = ()
    heads: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    outlet: str = ""
    openings: tuple[str, ...] = ()
    common: frozenset[str] = frozenset()
    plain: frozenset[str] = frozenset()


def surname(full: str) -> str:
    """The last name with its particles: "Ursula von der Leyen" -> "von der Leyen"."""
    parts = full.split()
    at = len(parts) - 1
    while at > 1 and parts[at - 1].lower() in PARTICLES:
        at -= 1
    return " ".join(parts[at:])


def phrase(slot: Slot, claim: Claim, told: Told) -> str | None:
    """The slot in mid-sentence form; None when it leans on a word that would be lost."""
    text = slot.text.strip(" ,;:")
    if slot.kind in {"quantity", "quote", "time", "list"} or not text or text.startswith(("a ", "an ")):
        return text or None
    if is_role(text):
        return f"the {_role_lowered(text)}" if seen_article(text, claim.evidence, slot.kind) is not None else None
    if slot.kind == "person" and is_name(text):
        return surname(text) if knows_name(text, told) else text
    text = DESCRIBED.sub(r"\1", text)
    found = seen_article(text, claim.evidence, slot.kind)
    if found is None:
        return None
    body = _uncapitalised(text, slot, told)
    mended = headline_articles(f"of {body}")[3:] if all_headlines(claim) else body
    if mended.split()[0].lower() in {"the", "a", "an"} and mended.split()[0] != body.split()[0]:
        return mended if found == "?" else f"{article(found, slot, body, fold(slot.head) in told.heads)}{body}"
    body = mended
    lowered = body[:1] != text[:1] and " " not in text and not text.endswith("s")
    shown = slot.model_copy(update={"text": body}) if lowered else slot
    return f"{article(found, shown, body, fold(slot.head) in told.heads)}{body}"


def knows_name(full: str, told: Told) -> bool:
    """Whether this person was named in full before ("President Example" after "Alma Example"), and no other namesake."""
    same = [name for name in told.names if surname(name) == surname(full)]
    if len(same) != 1 or len(full.split()) < 2:
        return False
    lists = wordings()
    if surname(full).lower() in told.common:
        return False
    own = {
        w
        for w in full.split()
        if w.lower().strip(".") not in {*lists["roles"], *lists["role_words"], "mr", "mrs", "ms", "dr"}
    }
    return own <= set(same[0].split())


def is_role(text: str) -> bool:
    """An office without its holder's name: "Example president", "Prime Minister"; not "Example’s president"."""
    last = text.split()[-1].lower()
    return (
        last in wordings()["roles"]
        and not DETERMINED.match(text)
        and bool(text[:1].isupper() or len(text.split()) == 1)
    )


def _role_lowered(text: str) -> str:
    lists = wordings()
    return " ".join(
        w.lower() if w.lower() in lists["roles"] or w.lower() in lists["role_words"] else w for w in text.split()
    )


def bare(slot: Slot) -> str:
    """The phrase with no article."""
    return slot.text.strip(" ,;:")


def place_phrase(text: str, evidence: tuple[Evidence, ...]) -> str:
    """A place with the preposition of the source, "in" when the source has none that suits."""
    first, _, rest = text.partition(" ")
    if first.lower() in PREPOSITIONS and rest:
        return f"{first.lower()} {_described(rest, evidence)}{rest}"
    for seen in evidence:
        for found in re.finditer(rf"([A-Za-z]+)\s+((?:the\s+)?){re.escape(text)}\b", seen.text):
            if found[1].lower() in PREPOSITIONS:
                return f"{found[1].lower()} {_the(text, found[2]) or _described(text, evidence)}{text}"
    return f"in {_the(text, '') or _described(text, evidence)}{text}"


def _described(text: str, evidence: tuple[Evidence, ...]) -> str:
    """ "the" before a place that a headline describes rather than names: "Example capital"."""
    described = any(w.islower() for w in text.split() if w not in PARTICLES) and not DETERMINED.match(text)
    starts = text.split()[0].lower() in {"the", "a", "an"}
    return "the " if described and not starts and seen_article(text, evidence, "place") == "?" else ""


def _the(text: str, seen: str) -> str:
    return "the " if seen or text in wordings()["with_the"] else ""


def _uncapitalised(text: str, slot: Slot, told: Told) -> str:
    """The phrase as inside a sentence: a capital that only the start of a sentence gave is taken off."""
    head, space, rest = text.partition(" ")
    plain = head.lower()
    if head[1:] != plain[1:] or plain == head or (plain in wordings()["roles"] and rest[:1].isupper()):
        return text
    if DETERMINED.match(plain) and not head.endswith(("'s", "’s")):
        return f"{plain}{space}{rest}"
    name = is_name(text) and not is_common(slot) and not (plain in told.common and plain in _openers())
    if name and (len(text.split()) > 1 or slot.kind in {"person", "place"}):
        return text
    return f"{plain}{space}{rest}" if plain in told.common else text


def _openers() -> frozenset[str]:
    return frozenset(str(word) for word in table("not_facts.yaml")["plural_openers"])


def turned(text: str) -> str:
    """An office or seat of a named place in its other form: "Example’s president" -> "the president of Example"."""
    seats = "|".join(wordings()["seats"])
    return re.sub(
        rf"\b([A-Z][\w.-]+(?: [A-Z][\w-]+)?)['’]s ((?:[a-z]+ )?(?:{seats}))\b(?! [A-Z])", r"the \2 of \1", text
    )


def joined(parts: Iterable[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    listed = list(parts)
    if len(listed) < 2:
        return "".join(listed)
    return f"{', '.join(listed[:-1])} and {listed[-1]}"
