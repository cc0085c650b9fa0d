"""Items -> sentences ready to parse: headline, body or fragment; asides out, attribution split off, quotes marked.

Order of work on one sentence: refuse boilerplate and questions; cut the dateline; cut a leading or trailing
attribution; mark longer quotes; take out asides and the quote marks of single words; truecase a Title Case headline.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from newsroom.council.attribution import Cut, attributed
from newsroom.council.lexicon import words
from newsroom.council.pieces import Kind, Piece
from newsroom.council.truecase import Truecaser, is_title_case
from newsroom.model.item import Item
from newsroom.model.text import sentence_spans

Spans = tuple[tuple[int, int], ...]
_MAX_WORDS = 48
_MIN_WORDS = 3
_QUOTE = re.compile(
    r"“[^“”]*”|\"[^\"]*\"|(?<!\w)‘[^‘’]*(?:(?<=\w)’(?=\w)[^‘’]*)*’(?!\w)|(?<!\w)'[^']*(?:(?<=\w)'(?=\w)[^']*)*'(?!\w)"
)
_LINE = re.compile(r"[^\n]+")
_DATELINE = re.compile(
    r"^(?:[A-Z]{3}[A-Z .,'’/-]*(?:,\s[A-Z][\w .]{2,30})?(?:\s*\([^)]{2,20}\))?\s*[-–—]+\s+|\[[^\]]{2,30}\]\s+"
    r"|[A-Z]\w+(?: [A-Z]\w+){0,3}(?:\s*\([^)]{2,20}\))?\s+[–—-]\s+(?=[A-Z]))"
)
_ASIDE = re.compile(r"\s*\([^()]*\)|\s*\[[^\[\]]*\]")
_CUT = re.compile(r"(?:\.\.\.|…|\[…\]|\[\.\.\.\])\s*[\"'”’]?\s*$")
_LINKS = re.compile(r"https?://\S+|\[link\]|\[comments\]")
_MAGNITUDE = re.compile(r"\b([Mm]agnitude) (?=\d)")
_LABEL = re.compile(r"^(?P<name>(?:[\w.'’-]+\s+){0,4}[\w.'’-]+):\s+")
_END_LABEL = re.compile(
    r"\s*[:|–—-]\s+(?:live(?: \w+)?|video(?: report)?|report|in pictures|watch|analysis|explainer)\s*$", re.IGNORECASE
)
_HARMLESS_LABELS = frozenset(
    (
        "breaking",
        "watch",
        "live",
        "video",
        "update",
        "updated",
        "exclusive",
        "just in",
        "breaking news",
        "latest",
        "photos",
    )
)
_LOOSE_TAIL = re.compile(r",\s+(?:[\w'’.-]+\s){1,4}[a-z]{3,}s\s*$")
_SHORT_QUOTE = 3
_SPEECH = re.compile(r"“[^“”]{40,}”|(?<!\w)\"[^\"\n]{40,900}\"(?!\w)")
"""Speech of whole sentences: what stands inside is somebody's word, whatever its own sentence shows."""
_SEMICOLON = re.compile(r";\s+")
_LOOSE_END = re.compile(
    r",?\s(?:after|while|amid|following|during)\s|,\s(?=(?:who|which|where|with|including|when|an?|the|[a-z]{3,}ing)\b)"
    r"|(?<!well)(?<!such),?\sas\s(?!well\b)"
)
_WHOLE_WORDS = 7
"""Words that a sentence cut short must keep before its last loose phrase."""


def pieces(items: Sequence[Item], truecaser: Truecaser) -> tuple[Piece, ...]:
    """Every usable sentence of the English `items`, item by item, the headline first."""
    found: list[Piece] = []
    for at, item in enumerate(items):
        for span in _statements(item.title, *_title_span(item), headline=True):
            found.extend(_of_field(at, item.title, "title", span, truecaser))
        text, topic = item.text, frozenset(re.findall(r"[a-z]+", item.title.casefold()))
        spoken = [quote.span() for quote in _SPEECH.finditer(text)]
        if text.strip() != item.title.strip():
            for start, end in sentence_spans(text):
                for line in _LINE.finditer(text, start, end):
                    if any(first <= line.start() and line.end() <= last for first, last in spoken):
                        continue
                    for span in _statements(text, *line.span()):
                        read = _of_field(at, text, "text", span, truecaser)
                        found.extend(piece._replace(topic=topic) for piece in read)
    return tuple(found)


def _title_span(item: Item) -> tuple[int, int]:
    """The headline without an outlet's name hung on with a bar or dash, and without a second deck after a bar."""
    title = item.title
    end = len(title)
    bar = re.search(r"\s+[|•]\s+", title)
    if bar and bar.start() > end * 0.35:
        end = bar.start()
    hung = re.search(r"\s+[-–—]\s+(?:[A-Z][\w.&’']*\s?){1,5}$", title[:end])
    if hung:
        end = hung.start()
    return 0, end


def _statements(text: str, start: int, end: int, *, headline: bool = False) -> list[tuple[int, int]]:
    """`text[start:end]` cut at semicolons outside quotes, unless whoever is named at the end may say all of it."""
    marks = [found.span() for found in _QUOTE.finditer(text, start, end)]
    cuts = [c.end() for c in _SEMICOLON.finditer(text, start, end) if not any(a < c.start() < b for a, b in marks)]
    spans = list(pairwise([start, *cuts, end]))
    if len(spans) == 1 or attributed(text, *spans[-1], headline=headline).speaker is not None:
        return [(start, end)]
    return [(a, b) for a, b in spans if len(text[a:b].split()) > _MIN_WORDS]


def _of_field(at: int, text: str, field: str, span: tuple[int, int], truecaser: Truecaser) -> list[Piece]:
    start, end = span
    raw = text[start:end]
    if not _worth_reading(raw):
        return []
    kind: Kind = "headline" if field == "title" else ("body" if re.search(r"[.!…][\"'”’)\]]*$", raw) else "fragment")
    cut = bool(_CUT.search(raw)) or (kind == "fragment" and end == len(text.rstrip()))
    cased = text
    unsure: Spans = ()
    if is_title_case(raw):
        if field == "text" and kind == "body":
            return []
        cased, unsure = truecaser.recase(text, start, end)
    body_start = start + _dateline(raw)
    if kind == "headline":
        label = _LABEL.match(cased[body_start:end])
        if label and label["name"].casefold().strip() not in _HARMLESS_LABELS:
            return []
        body_start += label.end() if label else 0
        end_label = _END_LABEL.search(cased[body_start:end])
        end = body_start + end_label.start() if end_label else end
    part = attributed(cased, body_start, end, headline=field == "title")
    if kind != "body" and part.speaker is None and _LOOSE_TAIL.search(cased[part.start : part.end]):
        return []
    clean, places, quoted, marked = _cleaned(cased, part)
    if cut and kind != "headline":
        end_of = _before_the_cut(clean)
        clean, places, cut = (clean[:end_of], places[:end_of], False) if end_of else (clean, places, cut)
    if clean and clean[-1] not in ".!?…":
        clean, places = f"{clean}.", (*places[: len(clean)], places[len(clean) - 1])
    if not _MIN_WORDS <= len(clean.split()) <= _MAX_WORDS:
        return []
    return [
        Piece(
            item=at,
            field="title" if field == "title" else "text",
            kind=kind,
            start=span[0],
            end=span[1],
            clean=clean,
            places=places,
            cased=cased,
            cut=cut,
            speaker=part.speaker,
            quoted=quoted,
            marked=marked,
            unsure=_in_clean(unsure, places),
        )
    ]


def _worth_reading(raw: str) -> bool:
    low = raw.casefold()
    if not raw.strip():
        return False
    if raw.rstrip("\"'”’ ").endswith("?") or _LINKS.search(raw):
        return False
    if any(mark in low for mark in _boilerplate()) or re.search(r"\bupdates from\b", low):
        return False
    first = re.match(r"\W*(\w+)", low)
    if first and first.group(1) in {"how", "why", "what", "who", "when", "where"}:
        return False
    if not (raw.lstrip()[0].isalnum() or raw.lstrip()[0] in "'\"‘“$£€[(") or "#" in raw or "@" in raw:
        return False
    letters = [c for c in raw if c.isalpha()]
    return bool(letters) and sum(c.isupper() for c in letters) <= 0.5 * len(letters)


def _boilerplate() -> tuple[str, ...]:
    return tuple(mark.replace("_", " ") for mark in sorted(words("boilerplate")))


def _dateline(raw: str) -> int:
    found = _DATELINE.match(raw)
    return found.end() if found else 0


def _cleaned(text: str, part: Cut) -> tuple[str, tuple[int, ...], Spans, Spans]:
    raw = text[part.start : part.end]
    dropped = [False] * len(raw)
    for aside in _ASIDE.finditer(raw):
        dropped[aside.start() : aside.end()] = [True] * (aside.end() - aside.start())
    long_quotes, marked = [], []
    for quote in _QUOTE.finditer(raw):
        if 1 < len(quote.group().split()) <= _SHORT_QUOTE:
            marked.append(quote.span())
        if len(quote.group().split()) <= _SHORT_QUOTE:
            dropped[quote.start()] = dropped[quote.end() - 1] = True
        else:
            long_quotes.append(quote.span())
    letters: list[str] = []
    places: list[int] = []
    for at, letter in enumerate(raw):
        letter = " " if letter.isspace() else ("'" if letter in "’‘" else letter)
        if dropped[at] or (letter == " " and (not letters or letters[-1] == " ")):
            continue
        letters.append(letter)
        places.append(part.start + at)
    quoted = _in_clean([(part.start + first, part.start + last) for first, last in long_quotes], places)
    shown = _in_clean([(part.start + first, part.start + last) for first, last in marked], places)
    clean = _MAGNITUDE.sub(r"\1-", "".join(letters).rstrip())
    return clean, tuple(places), quoted, shown


def _before_the_cut(clean: str) -> int:
    """Where a sentence that breaks off may end before the break: at its last loose phrase or comma; 0 when nowhere.

    What limits a statement ("no ... except ...", "only ... if ...") may stand in the lost part: such ones are left.
    """
    low = clean.casefold()
    limits = words("limits") | words("conditional_marks")
    ends = list(_LOOSE_END.finditer(clean))
    if (
        not ends
        or words("report_verbs") & set(re.findall(r"[a-z]+", low[ends[-1].start() :]))
        or clean[: ends[-1].start()].count('"') % 2
        or set(re.findall(r"[a-z]+", low)) & limits
        or len(clean[: ends[-1].start()].split()) < _WHOLE_WORDS
    ):
        return 0
    return ends[-1].start()


def _in_clean(spans: Sequence[tuple[int, int]], places: Sequence[int]) -> Spans:
    return tuple((_at(places, first), _at(places, last)) for first, last in spans)


def _at(places: Sequence[int], where: int) -> int:
    return next((at for at, place in enumerate(places) if place >= where), len(places))
