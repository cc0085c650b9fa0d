"""Bytes to text within bounds: one layer of gzip at most, a known character set, no surprises."""

import codecs
import re

from newsroom.model.errors import Refused
from newsroom.world.feeds.limits import DOCUMENT_BYTES
from newsroom.world.gunzip import gunzip

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, ""),
    (codecs.BOM_UTF32_BE, ""),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Sets in which feeds are really written. Escaping sets (utf-7, hz, iso-2022) can smuggle markup past a scan.
_KNOWN = re.compile(
    r"utf-8|ascii|iso8859-\d+|cp125\d|cp1006|koi8-[ru]|shift_jis|cp932|euc_jp|euc_kr|cp949|gb2312|gbk|gb18030|big5"
    r"|mac-roman|tis-620|cp874",
)
_DECLARED = re.compile(rb"""^[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_HEADER = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9._:-]{1,40})", re.I)


def unpacked(data: bytes) -> bytes:
    """`data`, or what it unpacks to when it is gzip.

    Raises:
        Refused: too_large (over 5 MB, packed or not), empty, truncated, not_a_feed (packed more than once).
    """
    if data[:2] == b"\x1f\x8b":
        data = gunzip(data, DOCUMENT_BYTES)
        if data[:2] == b"\x1f\x8b":
            raise Refused("not_a_feed", "The document is packed more than once.")
    if len(data) > DOCUMENT_BYTES:
        raise Refused("too_large", f"The document has more than {DOCUMENT_BYTES // 1_000_000} MB.")
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise Refused("empty", "The document is empty.")
    return data


def decoded(data: bytes, content_type: str = "") -> str:
    """`data` as text: byte order mark, then the document's own declaration, then the header, UTF-8, Windows-1252.

    A few damaged bytes in UTF-8 become U+FFFD.

    Raises:
        Refused: encoding (a set that feeds are not written in, or bytes that fit none).
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], name).lstrip("\ufeff")
    if data[:4] in (b"<\x00?\x00", b"<\x00r\x00", b"\x00<\x00?", b"\x00<\x00r"):
        return _strict(data, "utf-16-le" if data[0] else "utf-16-be")
    declared = _DECLARED.search(data[:300])
    header = _HEADER.search(content_type)
    names = [declared.group(1).decode("ascii")] if declared else []
    names += [header.group(1)] if header else []
    for name in names:
        known = _known(name)
        if known and (text := _try(data, known)) is not None:
            return text
    text = _try(data, "utf-8")
    if text is not None:
        return text
    damaged = data.decode("utf-8", "replace")
    if damaged.count("\ufffd") <= max(3, len(data) // 2000):
        return damaged
    if names and all(_known(name) is None for name in names):
        raise Refused("encoding", f"The document declares the character set {names[0]}, which is not accepted.")
    return _strict(data, "cp1252")


def _known(name: str) -> str | None:
    try:
        canonical = codecs.lookup(name).name
    except LookupError:
        return None
    return canonical if _KNOWN.fullmatch(canonical) else None


def _try(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None


def _strict(data: bytes, name: str) -> str:
    text = _try(data, name) if name else None
    if text is None:
        raise Refused("encoding", "The bytes do not fit the character set of the document.")
    return text
