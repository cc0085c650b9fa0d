"""Persons in plain text: first and last names, and whether a text gives one of them a public office.

A name is two or three capitalised words in a row that no word of an organisation, place or title is part of. An office
stands right before the name ("commissioner Bram Oster") or right after it, between commas.
"""

import re
from collections.abc import Sequence

_NAME = re.compile(
    r"\b[A-Z][a-z\u00c0-\u024f'’-]+(?: [A-Z]\.)?(?: (?:de|da|van|von|al|bin|ben|del|la|le))? [A-Z][a-z\u00c0-\u024f'’-]+\b"
)
_NOT_A_NAME = frozenset(
    word
    for line in (
        "the a an city county state united north south east west new saint port lake mount street road bridge airport station world",
        "university college school church hospital police department ministry court council assembly house senate party union club",
        "athletic rovers league cup news times post herald ledger press agency service bank group company corp inc european national",
        "international monday tuesday wednesday thursday friday saturday sunday january february march april may june july august",
        "september october november december prime minister president senator governor mayor general secretary chief former supreme",
        "high white",
    )
    for word in line.split()
)
OFFICES: Sequence[str] = (
    "president", "vice president", "prime minister", "minister", "senator", "congressman", "congresswoman", "representative", "governor",
    "mayor", "commissioner", "secretary", "attorney general", "ambassador", "king", "queen", "prince", "princess", "pope", "chancellor",
    "general", "admiral", "lawmaker", "mp", "leader", "chief executive", "ceo", "billionaire", "singer", "actor", "actress", "coach",
    "manager", "striker", "midfielder", "captain", "champion", "director", "spokesman", "spokeswoman", "judge", "justice", "dictator",
)  # fmt: skip
_BEFORE = re.compile(rf"\b(?:{'|'.join(OFFICES)})s?$", re.IGNORECASE)
_AFTER = re.compile(rf"^,? (?:the |a |an |who is |former )?(?:[\w-]+ ){{0,4}}?(?:{'|'.join(OFFICES)})\b", re.IGNORECASE)


def full_names(text: str) -> tuple[str, ...]:
    """First and last names in `text`, in order, each once."""
    found = (match[0] for match in _NAME.finditer(text))
    return tuple(
        dict.fromkeys(
            name for name in found if not _NOT_A_NAME & {word.casefold().removesuffix("'s") for word in name.split()}
        )
    )


def in_office(name: str, text: str) -> bool:
    """Whether `text` gives `name` (or its last part) a public office or role."""
    for known in (name, name.split()[-1]):
        for match in re.finditer(rf"\b{re.escape(known)}\b", text):
            if _BEFORE.search(text[: match.start()].rstrip()) or _AFTER.match(text[match.end() :]):
                return True
    return False
