"""Numbers in running text as values: digits, magnitudes ("45 tys.", "$1.2bn") and number words."""

import re

from newsroom.model.wordlists import number_words

_DIGITS = re.compile(
    r"(?<![\w.,])"
    r"(?P<figure>\d{1,3}(?:[.,\u00a0\u202f']\d{3})+(?!\d)(?:[.,]\d+)?"
    r"|\d{1,3}(?: \d{3})*(?: 0\d\d)+(?!\d)"
    r"|\d+(?:[.,]\d+)?)(?P<tail>[^\W\d_]*)"
)
_MAGNITUDE = re.compile(r"[\s\u00a0-]{0,2}([^\W\d_]+)")
_WORD = re.compile(r"[^\W\d_]+")
_ENDINGS = frozenset(
    ("", "st", "nd", "rd", "th", "s", "x", "km", "mph", "kg", "pc", "am", "pm", "cm", "mm", "ft", "c", "f")
)


def numbers(text: str) -> tuple[float, ...]:
    """Every number in `text` as a value, in order: "45,000" and "45 tys." are 45000, "twenty-five" is 25.

    Three digits after a comma or point are a thousands group ("45.000"), except after a leading zero; a plain space
    joins a group only before a zero ("50 000"). "one" is left out, as it is mostly a pronoun. A figure glued to other
    letters ("K2", "5G", "A380") is a name and no number.
    """
    found = [*_figures(text), *_spelled(text)]
    return tuple(value for _, value in sorted(found))


def _figures(text: str) -> list[tuple[int, float]]:
    found = []
    for match in _DIGITS.finditer(text):
        tail = match["tail"].casefold()
        value = _value(match["figure"])
        if tail in number_words("magnitudes"):
            value *= number_words("magnitudes")[tail]
        elif tail in _ENDINGS:
            value *= _magnitude_after(text, match.end()) if not tail else 1
        else:
            continue
        found.append((match.start(), round(value, 6)))
    return found


def _value(figure: str) -> float:
    parts = re.split(r"[.,\u00a0\u202f' ]", figure)
    grouped = len(parts) > 1 and all(len(part) == 3 for part in parts[1:]) and parts[0] != "0" and len(parts[0]) <= 3
    if grouped:
        return float("".join(parts))
    if len(parts) == 1:
        return float(figure)
    return float(f"{''.join(parts[:-1])}.{parts[-1]}")


def _magnitude_after(text: str, at: int) -> int:
    match = _MAGNITUDE.match(text, at)
    word = _plain(match.group(1)) if match else ""
    return number_words("magnitudes").get(word, 1) if len(word) > 1 else 1


def _spelled(text: str) -> list[tuple[int, float]]:
    found: list[tuple[int, float]] = []
    total, start, last_end = 0.0, -1, -1
    for match in _WORD.finditer(text):
        word = _plain(match.group())
        value = number_words("units").get(word, number_words("tens").get(word))
        glued = (
            text[max(0, match.start() - 1) : match.start()].isdigit() or text[match.end() : match.end() + 1].isdigit()
        )
        joins = start >= 0 and text[last_end : match.start()] in (" ", "-")
        if value is not None and not glued:
            if joins and _is_tens(total) and 0 < value < 10:
                total += value
            else:
                _close(found, start, total)
                total, start = float(value), match.start()
            last_end = match.end()
        elif joins and len(word) > 2 and word in number_words("magnitudes"):
            total, last_end = total * number_words("magnitudes")[word], match.end()
        else:
            _close(found, start, total)
            start = -1
    _close(found, start, total)
    return found


def _is_tens(total: float) -> bool:
    return total in (20, 30, 40, 50, 60, 70, 80, 90)


def _close(found: list[tuple[int, float]], start: int, total: float) -> None:
    if start >= 0:
        found.append((start, total))


def _plain(word: str) -> str:
    return word.casefold().translate(_PLAIN)


_PLAIN = str.maketrans("ąćęłńóśźżäöü", "acelnoszzaou")
