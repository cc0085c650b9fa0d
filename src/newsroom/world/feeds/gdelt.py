"""Headlines of GDELT's article list (DOC 2.0 ArtList JSON). `seendate` is when the index first saw the page."""

import re

from newsroom.model.errors import Refused
from newsroom.world.feeds.dates import read_date
from newsroom.world.feeds.draft import Parsed
from newsroom.world.feeds.json_guard import read_json, rows, word
from newsroom.world.feeds.making import Tray
from newsroom.world.feeds.plain import clean, cut
from newsroom.world.language_names import language_code

_BLANK = b"\xef\xbb\xbf \t\r\n"
_BEFORE = re.compile(r" +([,.;:!?%)\]”’])")
_AFTER = re.compile(r"([(\[“‘$]) +")


def parse(data: bytes, content_type: str = "") -> Parsed:
    """The headlines, without a body; the key is `gdelt:` and the address, the named outlet is the domain.

    Raises:
        Refused: the codes of a JSON document; api_error when the index explains itself in plain words.
    """
    tray = Tray()
    if data.lstrip(_BLANK)[:1] not in (b"{", b"[", b"\x1f", b""):
        raise Refused("api_error", f"The index answers in words: {_said(data)}.", "Check the query of the source.")
    document = read_json(data, content_type)
    # Nothing found is an object without a list.
    for row in rows(document, "articles") if document != {} else []:
        if tray.full():
            break
        seen = read_date(row.get("seendate"))
        tray.add(
            key=f"gdelt:{word(row, 'url')}" if word(row, "url") else "",
            url=word(row, "url"),
            title=_unspaced(word(row, "title")),
            published=seen,
            recorded=seen,
            language=language_code(word(row, "language")),
            named=word(row, "domain"),
        )
    return tray.parsed()


def _said(data: bytes) -> str:
    return cut(" ".join(clean(data[:400].decode("utf-8", "replace")).split()), 160)


def _unspaced(title: str) -> str:
    """The index puts spaces around punctuation; they are taken out again."""
    return _AFTER.sub(r"\1", _BEFORE.sub(r"\1", title))
