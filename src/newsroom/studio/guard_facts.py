"""What can be looked up: figures, days, names, quotations and who spoke (broadcast-writing.md section 11, 1 to 5)."""

from newsroom.model.text import fold, folded_words
from newsroom.studio.guard_days import MONTHS, WEEKDAYS, days, moved
from newsroom.studio.guard_numbers import figures, fits
from newsroom.studio.guard_reading import Doubt, Reading, read_words
from newsroom.studio.guard_sense import QUOTED, supported


def numbers_doubts(reading: Reading) -> list[Doubt]:
    near, everywhere = figures(reading.near_text), figures(reading.all_text)
    found = []
    for said in figures(QUOTED.sub(" ", reading.line.text)):
        if said.glued or _is_date_part(said.words, reading):
            continue
        verdicts = [fits(said, held) for held in near]
        if any(v in {"same", "rounded", "converted"} for v in verdicts):
            continue
        far = any(fits(said, held) in {"same", "rounded", "converted"} for held in everywhere)
        for wrong in ("unit", "bound"):
            if wrong in verdicts and not far:
                found.append(Doubt(f"number_{wrong}", said.words))
                break
        else:
            found.append(Doubt("number_elsewhere" if far else "number", said.words))
    return found


def _is_date_part(words: str, reading: Reading) -> bool:
    """A day of the month or a year: the calendar check answers for it."""
    said = days(reading.line.text, reading.today)
    return any(words == d or words.lstrip("0") == d[8:].lstrip("0") for d in said if d) and not words.isalpha()


def days_doubts(reading: Reading) -> list[Doubt]:
    said = days(QUOTED.sub(" ", reading.line.text), reading.today)
    if not said or not moved(said, days(reading.near_text, reading.written)):
        return []
    elsewhere = not moved(said, days(reading.all_text, reading.written))
    return [Doubt("date_elsewhere" if elsewhere else "date", ", ".join(sorted(said)))]


def names_doubts(reading: Reading) -> list[Doubt]:
    near, everywhere = read_words(reading.near_text), read_words(reading.all_text)
    found = []
    for name in reading.line.names:
        parts = [p for word in folded_words(name) for p in word.removesuffix("'s").split("-") if len(p) > 1]
        if any(not _named(p, near | set(reading.known)) for p in parts):
            far = all(_named(p, everywhere) for p in parts)
            found.append(Doubt("name_elsewhere" if far else "name", name))
    return found


def _named(part: str, held: set[str]) -> bool:
    stem = part[: max(4, len(part) - 3)]
    calendar = part in CALENDAR
    return calendar or part in held or (len(part) >= 4 and any(w.removesuffix("'s").startswith(stem) for w in held))


CALENDAR = frozenset((*WEEKDAYS, *MONTHS))


def quotes_doubts(reading: Reading) -> list[Doubt]:
    held = [" ".join(folded_words(text)) for text in reading.originals]
    found = []
    for match in QUOTED.finditer(reading.line.text):
        quote = match[1] or match[2] or ""
        if not any(f" {' '.join(folded_words(quote))} " in f" {text} " for text in held):
            found.append(Doubt("quote", quote))
    return found


def speaker_doubts(reading: Reading) -> list[Doubt]:
    if not reading.line.speakers:
        return []
    near = reading.held | {fold(w) for w in folded_words(reading.near_text)} | reading.known
    return [
        Doubt("speaker", who)
        for who in sorted(reading.line.speakers)
        if len(who) > 2 and not supported(who, frozenset(near))
    ]
