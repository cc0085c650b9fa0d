"""What is written, as it is read aloud (N 3.4; broadcast-writing section 10).

The order is the rule: names from the lexicon are set aside first, marks of writing go, then dates before money
before measures before bare numbers (each leaves only words behind), then abbreviations and initialisms, and the
punctuation last, so that a voice meets nothing but words, commas, and the ends of sentences.
"""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from newsroom.studio.spoken_numbers import Measures, Money, cardinal, ordinal, plain_numbers
from newsroom.studio.spoken_times import Times

_SAME = str.maketrans(
    {
        "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "\u00a0": " ", "\u202f": " ", "−": "-",
        "\u2011": "-", "½": " 1/2", "¼": " 1/4", "¾": " 3/4", "⅓": " 1/3", "⅔": " 2/3", "…": "...",
        "\u200b": "", "₂": "2",
    }
)  # fmt: skip
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10, "XI": 11}
_ROMAN |= {
    "XII": 12,
    "XIII": 13,
    "XIV": 14,
    "XV": 15,
    "XVI": 16,
    "XVII": 17,
    "XVIII": 18,
    "XIX": 19,
    "XX": 20,
    "XXIII": 23,
}
_COUNTED_ROMAN = r"War|Type|Part|Phase|Chapter|Class|Stage|Article|Title|Bowl|Category"
_VOWELS = frozenset("AEIOUY")


def spoken(text: str, lexicon: Mapping[str, str] | None = None) -> str:
    """`text` as words for a voice. `lexicon` maps a name as written to how it is said, or to `[[phonemes]]`.

    Exact values stay exact. Applying it twice changes nothing. Never raises; an empty text gives "".
    """
    kept: list[str] = []
    text = _set_aside(text, lexicon or {}, kept)
    text = _unmarked(text.translate(_SAME))
    stops = bool(re.search(r"\.[\"')\]]*$", text))
    text = _addresses(text)
    text = _whole_words(text, _words()["expand"])
    text = _times().say(text)
    text = _money().say(text)
    text = _measures().say(text)
    text = _romans(text)
    text = _numbered(text)
    text = plain_numbers(text)
    text = _abbreviated(text)
    text = _initials(text)
    text = _restore(_settled(_punctuated(text)), kept)
    return text + "." if stops and text and text[-1] not in ".!?" else text


@cache
def _words() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(files(__package__).joinpath("spoken.yaml").read_text("utf-8"))
    return data


@cache
def _times() -> Times:
    return Times(_words())


@cache
def _money() -> Money:
    return Money(_words())


@cache
def _measures() -> Measures:
    return Measures(_words())


def _set_aside(text: str, lexicon: Mapping[str, str], kept: list[str]) -> str:
    """Names that the lexicon knows, and `[[phonemes]]` already there, become one private character each."""

    def keep(said: str) -> str:
        kept.append(said)
        return chr(0xE000 + len(kept) - 1)

    text = re.sub(r"[\ue000-\uf8ff]", "", text)
    text = re.sub(r"\[\[.+?\]\]", lambda m: keep(m[0]), text)
    for name in sorted(lexicon, key=lambda n: (-len(n), n)):
        said = lexicon[name]
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", lambda _, said=said: keep(said), text)  # type: ignore[misc]
    return text


def _restore(text: str, kept: list[str]) -> str:
    return re.sub(r"[\ue000-\uf8ff]", lambda m: kept[ord(m[0]) - 0xE000], text)


def _unmarked(text: str) -> str:
    """Without markdown, markup and line breaks."""
    text = re.sub(r"<(?![\s\d])[^<>]*>", " ", text)
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"(?m)^\s*(?:#{1,6}\s+|[-*•]\s+|>\s+)", "", text)
    text = re.sub(r"(\*\*|__|``?|~~)(?=\S)(.+?)\1", r"\2", text)
    text = re.sub(r"(?<!\w)[*_](\S[^*_]*)[*_](?!\w)", r"\1", text)
    text = re.sub(r"[*`_|\\^{}=]+", " ", text)
    return re.sub(r"\s+", " ", text).strip()


def _addresses(text: str) -> str:
    text = re.sub(r"https?://(?:www\.)?", "", text)
    text = re.sub(r"(?<!\S)@(?=\w)", "at ", text)
    text = re.sub(r"(?<=\w)@(?=\w)", " at ", text)
    return re.sub(r"\b(\w[\w-]*)\.(com|org|net|gov|edu|info|news|tv|eu|co)\b(/\S*)?", r"\1 dot \2", text)


def _whole_words(text: str, table: Mapping[str, str]) -> str:
    pattern = "|".join(re.escape(key) for key in sorted(table, key=len, reverse=True))
    text = re.sub(r"\b(?:the|The)\s(?=Q[1-4]\b)", "", text)
    return re.sub(rf"(?<![\w/$€£-])(?:{pattern})(?![\w/]|-\d)", lambda m: table[m[0]], text)


def _romans(text: str) -> str:
    names = "|".join(sorted(_ROMAN, key=len, reverse=True))
    text = re.sub(rf"\b({_COUNTED_ROMAN}) ({names})\b", lambda m: f"{m[1]} {cardinal(_ROMAN[m[2]]).title()}", text)
    longer = "|".join(sorted((n for n in _ROMAN if len(n) > 1), key=len, reverse=True))
    return re.sub(
        rf"\b([A-Z][a-zà-ÿ]+) ({longer})\b", lambda m: f"{m[1]} the {ordinal(_ROMAN[m[2]]).capitalize()}", text
    )


def _numbered(text: str) -> str:
    """Cat 4, Art. 5, and their kind, with the number as part of the name."""
    names = {"Cat": "Category", "Art": "Article", "Ch": "Chapter", "Sec": "Section", "Fig": "Figure", "Pt": "Part"}
    return re.sub(
        rf"\b({'|'.join(names)})\.?\s(\d{{1,3}})\b", lambda m: f"{names[m[1]]} {cardinal(int(m[2])).capitalize()}", text
    )


def _abbreviated(text: str) -> str:
    words = _words()
    dotted = "|".join(re.escape(key) for key in words["dotted"])
    text = re.sub(rf"(?<![\w.])(?:{dotted})", lambda m: words["dotted"][m[0]], text)
    text = re.sub(r"\bSt\.?\s(?=[A-Z])", "Saint ", text)
    text = re.sub(r"\bSt\.?(?=\W|$)", "Street", text)
    text = re.sub(r"\bDr\.?\s(?=[A-Z\ue000-\uf8ff])", "Doctor ", text)
    short = "|".join(words["abbreviations"])
    return re.sub(rf"\b({short})\b\.?", lambda m: words["abbreviations"][m[1]], text)


def _initials(text: str) -> str:
    """Initialisms are spelled with hyphens; a shouted sentence is lowered, so that no word is spelled by mistake."""
    text = re.sub(r"\b(?:[A-Z]\.){2,}", lambda m: m[0].replace(".", ""), text)
    letters = re.findall(r"[A-Za-z]{2,}", text)
    shouted = len(letters) > 2 and sum(w.isupper() for w in letters) > len(letters) / 2
    return re.sub(
        r"(?<![\w-])[A-Z][A-Za-z]*[A-Z]s?(?![\w])|(?:(?<![\w-])|(?<=non-)|(?<=anti-)|(?<=pro-)|(?<=ex-))[A-Z]{2,}s?(?!\w)",
        lambda m: _initialism(m[0], shouted),
        text,
    )


def _initialism(word: str, shouted: bool) -> str:
    words = _words()
    if word in words["as_words"]:
        return word.capitalize()
    if word in words["spelled"]:
        return _spelled(word)
    if not word.removesuffix("s").isupper():
        return word
    if shouted:
        return word.lower()
    pronounceable = len(word) >= 4 and bool(_VOWELS & set(word[1:-1]))
    return word.capitalize() if pronounceable else _spelled(word)


def _spelled(word: str) -> str:
    plural = word[-1] == "s" and len(word) > 2 and word[:-1].isupper()
    return "-".join((word[:-1] if plural else word).upper()) + ("'s" if plural else "")


def _settled(text: str) -> str:
    """Marks that meet when others between them go are marks again; nothing is left to change after a few rounds."""
    for _ in range(8):
        # A dash between nothing and a word is a list's mark, not a pause.
        later = _punctuated(re.sub(r"(?:^|(?<= ))-+ +", "", text))
        if later == text:
            break
        text = later
    return text


def _punctuated(text: str) -> str:
    """Only commas and sentence ends are left: a voice pauses on them and reads no other mark aloud."""
    text = re.sub(r"\s*&\s*", " and ", text)
    text = re.sub(r"\s*\+\s*", " plus ", text)
    text = re.sub(r"\s*%", " percent", text)
    text = re.sub(r"\.{2,}", ",", text)
    text = re.sub(r"\s*[—–]\s*|\s+-+\s+|--+", ", ", text)
    text = re.sub(r'"|(?<!\w)\'|\'(?!\w)|[()\[\]:;]', ",", text)
    text = re.sub(r"[/~<>#@$€£¥°]", " ", text)
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"\s+(?=[,.!?])", "", text)
    text = re.sub(r",(?:\s*,)+", ",", text)
    text = re.sub(r",\s*(?=[.!?])", "", text)
    text = re.sub(r"(?<=[.!?])\s*,", "", text)
    text = re.sub(r",(?=[^\s])", ", ", text)
    return re.sub(r"^[,\s]+|[,\s]+$", "", text)
