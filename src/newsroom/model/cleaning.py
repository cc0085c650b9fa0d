"""Characters that have no business in a name, a note or a text: controls, direction overrides, invisible ones, halves."""

import re
import unicodedata

_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]"
)
_JOINERS = re.compile("(?<=[\x00-\u024f])[\u200c\u200d]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """`text` in NFC without control, bidi, zero-width and tag characters; lone surrogates become U+FFFD."""
    if text.isascii() and text.isprintable():
        return text
    text = _SURROGATE.sub("\ufffd", text)
    text = _JOINERS.sub("", _UNWANTED.sub("", text))
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n"))


def on_one_line(text: str) -> str:
    """`clean(text)` with single spaces for all white space."""
    return " ".join(clean(text).split())


def is_what_it_shows(name: str) -> bool:
    """Whether a name holds nothing that a reader cannot see: such a name may only look like the one it imitates."""
    return name == on_one_line(name)
