"""Words said another way: headline words always, a source's own words where they would be copied."""

import re
from functools import cache

from newsroom.studio.articles import a_or_an
from newsroom.studio.house_words import table
from newsroom.studio.ngrams import QUOTED

ARTICLE = re.compile(r"\b([Aa]n?) ([\w’'-]+)")


def spoken_words(text: str) -> str:
    """The line without words that only headlines use. Quotations stay as they are."""
    return _mended(_outside_quotes(text, "always"), text)


def restated(text: str) -> str:
    """The line with every word that has a twin said by its twin; the same line when there is none."""
    return _mended(_outside_quotes(text, "when_copied"), text)


def _mended(other: str, text: str) -> str:
    return other if other == text else ARTICLE.sub(lambda found: _article(found[1], found[2]), other)


def _article(was: str, word: str) -> str:
    """ "an earthquake" -> "a quake"."""
    return f"{was[0]}{a_or_an(word)[1:]}{word}"


def _outside_quotes(text: str, kind: str) -> str:
    rows: dict[str, str] = table("plain_words.yaml")[kind]
    parts, at = [], 0
    for quote in [*QUOTED.finditer(text), None]:
        end = quote.start() if quote else len(text)
        parts.append(_pattern(kind).sub(lambda found: rows[found[0]], text[at:end]))
        parts.append(quote[0] if quote else "")
        at = quote.end() if quote else end
    return "".join(parts)


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    words = sorted(table("plain_words.yaml")[kind], key=lambda w: (-len(w), w))
    return re.compile(rf"(?<![\w’'-])(?:{'|'.join(map(re.escape, words))})(?![\w-]|[’'](?!s\b))")
