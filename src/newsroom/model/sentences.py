"""Cutting plain text into sentences where no parser is used."""

import re

from newsroom.model.wordlists import abbreviations

_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s|$)|\n{2,}|\n(?=\s*[•*–-]\s)")
_LAST_WORD = re.compile(r"([^\s(\[\"'“‘«]+)$")
_INITIAL = re.compile(r"^(?:[^\W\d_]\.)*[^\W\d_]$")


def sentence_spans(text: str) -> tuple[tuple[int, int], ...]:
    """(start, end) of each sentence in `text`, without the white space around it, in order and never overlapping.

    A full stop after a known abbreviation, a lone initial or before a lower-case word ends nothing.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for end in _END.finditer(text):
        if _is_end(text, start, end):
            spans.append((start, end.end()))
            start = end.end()
    spans.append((start, len(text)))
    return tuple(span for span in (_trimmed(text, *span) for span in spans) if span[0] < span[1])


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of `text`, in order."""
    return tuple(text[start:end] for start, end in sentence_spans(text))


def _is_end(text: str, start: int, end: re.Match[str]) -> bool:
    mark = end.group().rstrip("\"'”’»)]")
    if mark != ".":
        return True
    following = text[end.end() :].lstrip()
    if following[:1].islower():
        return False
    found = _LAST_WORD.search(text[start : end.start()])
    last = found.group(1) if found else ""
    if not following:
        return True
    return last.casefold() not in abbreviations() and not _INITIAL.match(last)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
