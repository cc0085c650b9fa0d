"""A strict look at XML before any parser sees it, and a mended copy for the parser.

One pass over the tags: counts depth, attributes and items, refuses DTDs, cuts what stands before and after the feed,
drops comments and processing instructions, turns CDATA into escaped text, and mends stray ampersands and forbidden
characters. A document that ends early is cut after its last whole item, so that no half item becomes a story.
"""

import html
import re
from functools import lru_cache
from typing import NamedTuple

from newsroom.model.errors import Refused
from newsroom.world.feeds.draft import Fault
from newsroom.world.feeds.limits import ATTRIBUTES, DEPTH, ITEMS, TAGS

_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)|<![A-Za-z][^>\[]*+[>\[]?"
    r"""|</?[A-Za-z_:](?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+>|</?[A-Za-z_:][^<>]*+>""",
    re.S,
)
_NAME = re.compile(r"</?([^\s/>]+)")
_ATTRIBUTE = re.compile(r"""\s[\w:.-]+\s*=\s*["']""")
_NAMESPACE = re.compile(r"\sxmlns:[\w.-]+\s*=")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_REFERENCE = re.compile(r"&(?:#(\d{1,9})|#[xX]([0-9a-fA-F]{1,8})|([A-Za-z][A-Za-z0-9]{0,31}));|&")
_XML_NAMES = frozenset(("amp", "lt", "gt", "quot", "apos"))
_START = re.compile(r"<(?:[\w.-]+:)?(?:rss|feed|rdf|alert|alerts)\b", re.I)
_SHORT_TAG = 64
"""Characters of a tag whose name is remembered: feeds repeat a dozen such tags, long ones seldom come twice."""
_WITHDRAWN = re.compile(r"""\sref\s*=\s*["']([^"'<>]{1,200})["']""")


class Scanned(NamedTuple):
    """The mended document without XML declaration, its root's local name in lower case, and what was left out."""

    text: str
    root: str
    faults: tuple[Fault, ...]


def scan(text: str, item_tags: frozenset[str]) -> Scanned:
    """`text` checked and mended.

    Raises:
        Refused: dtd_forbidden, too_deep, too_large, too_many_attributes, not_a_feed, truncated.
    """
    if text.count("<") > TAGS:
        raise Refused("too_large", f"The document has more than {TAGS:,} tags.")
    _refuse_dtd(text)
    begin = _START.search(text)
    if begin is None:
        raise Refused("not_a_feed", "The document is no feed.", "Check the address: it may be a page or a login form.")
    return _Scan(item_tags).run(text[begin.start() :])


def _refuse_dtd(text: str) -> None:
    for token in _TOKEN.finditer(text):
        word = token.group()
        if word.startswith("<!") and word[2:3].isalpha():
            declares = word.upper()
            if not declares.startswith("<!DOCTYPE") or word.endswith("["):
                raise Refused("dtd_forbidden", "The document brings its own DTD or entities.", "Feeds need none.")
            if " HTML>" in declares or " HTML " in declares:
                raise Refused("not_a_feed", "The document is a web page.")
        elif not word.startswith("<?") and not word.startswith("<!"):
            return


class _Scan:
    """The running state of one pass. `whole` is (length of the output, open tags) after the last complete item."""

    def __init__(self, item_tags: frozenset[str]) -> None:
        self.item_tags = item_tags
        self.out: list[str] = []
        self.stack: list[str] = []
        self.faults: list[Fault] = []
        self.items = 0
        self.unclosed = False
        self.whole: tuple[int, tuple[str, ...]] | None = None

    def run(self, text: str) -> Scanned:
        root, position = "", 0
        for token in _TOKEN.finditer(text):
            word = token.group()
            begin, end = token.span()
            if begin > position:
                self.out.append(_mend(text[position:begin]))
            position = end
            if word.startswith("<!"):
                self._special(word)
                continue
            if word.startswith("<?"):
                continue
            tag = _short_tag(word) if len(word) <= _SHORT_TAG else _read_tag(word)
            root = root or tag.local
            if tag.ends:
                self._leave(tag)
            else:
                self._enter(tag, word)
            if not self.stack or self.items >= ITEMS:
                break
        return Scanned(self._close(), root, tuple(self.faults))

    def _special(self, word: str) -> None:
        if word.startswith("<![CDATA[") and word.endswith("]]>"):
            self.out.append(html.escape(_FORBIDDEN.sub("", word[9:-3]), quote=False))
        elif word.startswith(("<![CDATA[", "<!--")):
            self.unclosed = self.unclosed or not word.endswith("-->")
        elif word[2:3].isalpha():
            raise Refused("dtd_forbidden", "The document declares entities inside the feed.")

    def _enter(self, tag: "_Tag", word: str) -> None:
        if tag.local == "deleted-entry":
            reference = _WITHDRAWN.search(word)
            self.faults.append(Fault(code="withdrawn", detail=reference.group(1) if reference else "an item"))
        self.out.append(tag.mended)
        if not tag.alone:
            self.stack.append(tag.name)
            if len(self.stack) > DEPTH:
                raise Refused("too_deep", f"The document nests more than {DEPTH} levels deep.")

    def _leave(self, tag: "_Tag") -> None:
        # Nearly every end tag closes what was opened last; looking through the whole stack is for the others.
        if self.stack and self.stack[-1] == tag.name:
            self.stack.pop()
            self.out.append(f"</{tag.name}>")
        elif not self._close_down_to(tag.name.lower()):
            return
        if tag.local in self.item_tags:
            self.items += 1
            self.whole = (len(self.out), tuple(self.stack))

    def _close_down_to(self, lowered: str) -> bool:
        """Close all that is open down to this name, in any case; nothing where it is not open."""
        if not any(name.lower() == lowered for name in self.stack):
            return False
        while True:
            closed = self.stack.pop()
            self.out.append(f"</{closed}>")
            if closed.lower() == lowered:
                return True

    def _close(self) -> str:
        if not self.stack:
            return "".join(self.out)
        if self.whole is None and self.unclosed:
            raise Refused("not_well_formed", "A comment or CDATA section never ends.")
        if self.whole is None:
            raise Refused("truncated", "The document ends before its first item is whole.")
        if self.items >= ITEMS:
            self.faults.append(Fault(code="too_many_items", detail=f"only the first {ITEMS:,} items were read"))
        else:
            self.faults.append(Fault(code="truncated", detail="the document ends early; its last part was dropped"))
        length, still_open = self.whole
        return "".join(self.out[:length]) + "".join(f"</{name}>" for name in reversed(still_open))


class _Tag(NamedTuple):
    """A tag as read: its name, the same in lower case without prefix, and what of it goes on to the parser."""

    name: str
    local: str
    mended: str
    ends: bool
    alone: bool


def _read_tag(word: str) -> _Tag:
    found = _NAME.match(word)
    name = found.group(1) if found else ""
    ends = word.startswith("</")
    if not ends:
        _check_attributes(word)
    return _Tag(name, name.rpartition(":")[2].lower(), _mend_tag(word), ends, word.endswith("/>"))


@lru_cache(maxsize=1024)
def _short_tag(word: str) -> _Tag:
    return _read_tag(word)


def _check_attributes(word: str) -> None:
    if word.count("=") <= ATTRIBUTES:
        return
    if len(_NAMESPACE.findall(word)) > ATTRIBUTES:
        raise Refused("too_large", f"One element declares more than {ATTRIBUTES} namespaces.")
    if len(_ATTRIBUTE.findall(word)) > ATTRIBUTES:
        raise Refused("too_many_attributes", f"One element has more than {ATTRIBUTES} attributes.")


def _mend(text: str) -> str:
    """Character data without forbidden characters, bare ampersands, undeclared entities or stray brackets."""
    if "&" not in text and "<" not in text and text.isprintable():
        return text
    return _REFERENCE.sub(_reference, _FORBIDDEN.sub("", text)).replace("<", "&lt;")


def _mend_tag(word: str) -> str:
    return _REFERENCE.sub(_reference, _FORBIDDEN.sub("", word)) if "&" in word or not word.isprintable() else word


def _reference(found: re.Match[str]) -> str:
    decimal, hexadecimal, name = found.groups()
    if name:
        if name in _XML_NAMES:
            return found.group()
        meant = html.unescape(f"&{name};")
        return html.escape(meant) if meant != f"&{name};" else f"&amp;{name};"
    if decimal or hexadecimal:
        number = int(decimal) if decimal else int(hexadecimal, 16)
        allowed = number in (9, 10, 13) or 0x20 <= number < 0xD800 or 0xE000 <= number < 0xFFFE or number >= 0x10000
        return found.group() if allowed and number <= 0x10FFFF else ""
    return "&amp;"
