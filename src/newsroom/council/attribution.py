"""Who says it: the attribution glued to a sentence's end or start, cut off before parsing (broadcast-writing.md 1).

1. "..., X said [on Monday]." and "..., said X."   2. "..., according to X."   3. "According to X, ..."
4. a headline's "Something happened, X says".
The cut part must be short and hold no further verb of speech and no clause of its own; else nothing is cut.
"""

import re
from typing import NamedTuple

from newsroom.council.lexicon import words
from newsroom.model.claim import Speaker

_MAX_WORDS = 12


class Cut(NamedTuple):
    """What is left of a sentence (`start:end` in the field) and who was named as saying it."""

    start: int
    end: int
    speaker: Speaker | None


def _verbs() -> str:
    return "|".join(sorted(words("report_verbs") | {"said", "says", "say"}))


_WHEN = (
    r"(?:\s+(?:(?:on|in|at|late|early|earlier|this|last|to|during|through|via|after|overnight)\s[^,.;]{1,60}"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day[^,.;]{0,50}))?"
)
_TAIL = re.compile(
    rf",[\"”’]?\s+(?P<who>[^,;:\"“”]{{2,90}}?(?:,\s[^,;:\"“”]{{3,60}},)?)\s+(?:(?:has|have|had)\s+)?(?P<verb>{_verbs()}){_WHEN}(?:[.…]|\.\.\.|\[…\])*\s*$"
)
_TAIL_INVERTED = re.compile(
    rf",[\"”’]?\s+(?P<verb>{_verbs()})\s+(?P<who>[^;:\"“”]{{2,110}}?)(?:[.…]|\.\.\.|\[…\])*\s*$"
)
_TAIL_LABEL = re.compile(r":\s+(?P<who>(?:[A-Z][\w.'’-]+\s?){1,4})$")
_TAIL_ACCORDING = re.compile(r",?\s+(?P<verb>according to)\s+(?P<who>[^;:\"“”]{2,110}?)(?:[.…]|\.\.\.|\[…\])*\s*$")
_LEAD_ACCORDING = re.compile(r"^(?P<verb>According to)\s+(?P<who>[^,;:\"“”]{2,90}),\s+")
_CLAUSE_WORDS = frozenset(
    ("that", "which", "who", "and", "but", "because", "if", "is", "are", "was", "were", "has", "have", "had", "will")
)
_PREPOSITIONS = frozenset(
    (
        "with",
        "in",
        "on",
        "at",
        "for",
        "by",
        "from",
        "after",
        "as",
        "to",
        "of",
        "about",
        "over",
        "amid",
        "while",
        "when",
        "where",
    )
)
_PRONOUNS = frozenset(("he", "she", "it", "they", "we", "i", "you", "this", "that"))


def attributed(text: str, start: int, end: int, *, headline: bool) -> Cut:
    """The sentence `text[start:end]` without its attribution. A pronoun as speaker keeps the sentence whole."""
    raw = text[start:end]
    tails = (_TAIL, _TAIL_INVERTED, _TAIL_ACCORDING)
    for pattern in tails:
        found = pattern.search(raw)
        if found and headline and pattern is _TAIL_INVERTED and found["verb"] not in {"says", "said", "say"}:
            continue
        if found and (headline or raw.rstrip().endswith((".", '"', "”")) or pattern is not _TAIL):
            speaker = speaker_of(found["who"], found["verb"])
            if speaker and len(raw[: found.start()].split()) >= 3:
                return Cut(start, start + found.start(), speaker)
    label = _TAIL_LABEL.search(raw) if headline else None
    if label and label["who"].strip().casefold() not in words("link_titles"):
        named = speaker_of(label["who"], "said")
        if named and len(raw[: label.start()].split()) >= 3:
            return Cut(start, start + label.start(), named)
    lead = _LEAD_ACCORDING.match(raw)
    if lead:
        speaker = speaker_of(lead["who"], lead["verb"].lower())
        if speaker:
            return Cut(start + lead.end(), end, speaker)
    return Cut(start, end, None)


def speaker_of(who: str, verb: str) -> Speaker | None:
    """`who` as a Speaker: name before the first comma, role after it. None for a pronoun or a clause."""
    if re.match(r"(?:his|her|their|its|our|my)\b", who.strip(), re.IGNORECASE):
        return None
    name, _, role = (part.strip() for part in who.strip(" ,").partition(","))
    tokens = [word.casefold() for word in name.split()]
    if not tokens or len(tokens) > _MAX_WORDS or tokens[0] in _PRONOUNS | _PREPOSITIONS or _CLAUSE_WORDS & set(tokens):
        return None
    verbal = any(word in words("report_verbs") for word in tokens) or any(
        word.endswith("ed") and word[0].islower() for word in name.split()
    )
    if verbal or tokens[-1] in words("faceless"):
        return None
    if role and (_CLAUSE_WORDS & set(role.casefold().split()) or len(role.split()) > _MAX_WORDS):
        return None
    name = re.sub(r"\s+(?:on\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:\s\w+)?$", "", name)
    return Speaker(name=re.sub(r"^(?:the|a|an)\s+", "", name, flags=re.IGNORECASE), role=role, verb=verb)
