"""Quotes, word for word, with who said them; and the check that a quote stands in what was received."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from newsroom.council.attribution import speaker_of
from newsroom.council.lexicon import words
from newsroom.council.quoted import Span
from newsroom.council.voices import OFFICES, tells_who, voices
from newsroom.model.claim import Speaker
from newsroom.model.item import Item
from newsroom.model.text import sentence_spans
from newsroom.ports import Language

_QUOTE = re.compile(
    r"“(?P<a>[^“”]{12,400})”|\"(?P<b>[^\"]{12,400})\"|(?<!\w)‘(?P<c>(?:[^‘’]|(?<=\w)’(?=\w)){12,400})’(?!\w)"
    r"|(?<!\w)'(?P<d>(?:[^']|(?<=\w)'(?=\w)){12,400})'(?!\w)"
)
_MIN_WORDS, _MAX_WORDS = 4, 40
_NAME = rf"(?P<who>(?:(?:[Tt]he|[A-Z][\w.'’-]*|[a-z][\w-]*)\s+){{0,5}}(?:[A-Z][\w'’-]+|{OFFICES}))"


class Said(NamedTuple):
    """A quote in one field of an item: `start:end` are the quoted words alone, `first:last` the sentence(s) around."""

    words: str
    speaker: Speaker
    field: str
    start: int
    end: int
    first: int
    last: int


def _verbs() -> str:
    return "|".join(sorted((words("report_verbs") - {"finds", "found"}) | {"says", "said", "adds"}))


def quotes(item: Item, language: Language | None = None) -> Iterator[Said]:
    """The attributed quotes of 4 to 40 words in an item's title and text. A quote without a plain speaker gives none.

    In running text the grammar says who speaks (`voices.py`); where it finds nobody, and in titles, how the name stands
    beside the quote. Without a `language` only the latter.
    """
    for field in ("title", "text"):
        text = getattr(item, field)
        whole = list(_whole(text))
        heard = voices(text, [words for words, _ in whole], language) if language and field == "text" else {}
        for (start, end), (before, after) in whole:
            speaker = heard.get((start, end)) or _speaker(text, before, after)
            if speaker is not None:
                first, last = _around(text, before, after)
                yield Said(text[start:end], speaker, field, start, end, first, last)


def _whole(text: str) -> Iterator[tuple[Span, Span]]:
    """Quotations of fit length that are whole: the words alone, and with their marks."""
    for found in _QUOTE.finditer(text):
        group = next(name for name in "abcd" if found[name])
        start, end = _trimmed(text, found.start(group), found.end(group))
        words_in = text[start:end]
        if not _MIN_WORDS <= len(words_in.split()) <= _MAX_WORDS or "..." in words_in or "…" in words_in:
            continue
        if not _goes_on(text, found.end()) and not _is_part(text, found.start()):
            yield (start, end), found.span()


def _goes_on(text: str, end: int) -> bool:
    """ "...," she says, "..." is one sentence in two halves: neither half alone is what was said."""
    return text[end - 2] == "," and bool(re.match(r"[^.!?\n]{2,80},\s*[“\"‘']", text[end : end + 90]))


def _is_part(text: str, start: int) -> bool:
    """Whether the sentence begins before the quote with other words than those that say who speaks."""
    before = text[:start].rstrip()
    if not before or before[-1] in ".!?:,;…\n-–—)”’\"'":
        return False
    return before.split()[-1].casefold() not in words("report_verbs") | {"says", "said", "that"}


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while end > start and text[end - 1] in " ,":
        end -= 1
    while start < end and text[start] == " ":
        start += 1
    return start, end


def _speaker(text: str, start: int, end: int) -> Speaker | None:
    """Named right after the quote ("...," X said / said X) or right before it (X said: "...")."""
    after, before = text[end : end + 90], text[max(0, start - 110) : start]
    closed_by_comma = text[end - 2] in ",?!" or after.startswith((",", " "))
    follow = re.match(
        rf",?\s+(?:(?:[Tt]he|[Hh]is|[Hh]er)\s[^,.]{{2,50}},\s+)?{_NAME},?\s+(?P<verb>{_verbs()})\b(?!\s+(?:by|that)\b)",
        after,
    ) or re.match(rf",?\s+(?P<verb>{_verbs()})\s+{_NAME}", after)
    if follow and closed_by_comma:
        return _named(follow["who"], follow["verb"])
    lead = re.search(
        rf"(?:^|[.;!?\n]\s*|,\s+)(?P<who>[^.;,:\n\"“”]{{2,70}}?)\s+(?P<verb>{_verbs()})(?:\s+(?:on|in|at|late|early)\s[^.;\"“”]{{1,30}})?\s*[,:]\s*$",
        before,
    )
    if lead:
        return _named(lead["who"], lead["verb"])
    after_colon = re.match(rf":\s+{_NAME}\s+(?P<verb>says|said|warns|vows|tells|responds)\b", after)
    if after_colon:
        return _named(after_colon["who"], "said")
    label = re.search(r"^(?P<who>(?:[A-Z][\w'’.-]+\s?){1,4}):\s*$", before) if len(before) < 60 else None
    return _named(label["who"], "said") if label else None


def _named(who: str, verb: str) -> Speaker | None:
    if not tells_who(who):
        return None
    if re.search(
        r"\b(?:he|she|they|it|his|her|their|who|which|and|but|not|never|while|when|after|as)\b", who, re.IGNORECASE
    ):
        return None
    return speaker_of(who, verb)


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentences that hold `start:end`."""
    spans = [span for span in sentence_spans(text) if span[0] < end and span[1] > start]
    return spans[0][0], max(end, spans[-1][1])


def stands_in(quote: str, item: Item) -> bool:
    """Whether every word of `quote` stands in the item, in order and unbroken; only kinds of quote marks may differ."""
    plain = _plain(quote)
    return bool(plain) and (plain in _plain(item.text) or plain in _plain(item.title))


def _plain(text: str) -> str:
    text = re.sub(r"[‘’‛]", "'", re.sub(r"[“”„«»]", '"', text))
    return re.sub(r"\s+", " ", text).strip()
