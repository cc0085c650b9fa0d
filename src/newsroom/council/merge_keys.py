"""When two drafts speak of the same thing: keys made of the frame and the heads of its slots."""

from newsroom.council.claims import Draft
from newsroom.council.frames import frames
from newsroom.model.claim import Slot
from newsroom.model.text import content_words, fold, folded_words

_NUMBER_ROLES = frozenset(("number", "amount", "votes", "age", "score", "to"))
_SAME = {
    "u.s": "us",
    "usa": "us",
    "america": "us",
    "states": "us",
    "washington": "us",
    "britain": "uk",
    "u.k": "uk",
    "kingdom": "uk",
    "u.n": "un",
    "nations": "un",
    "person": "people",
    "victim": "people",
    "other": "people",
    "man": "man",
    "officers": "police",
    "officer": "police",
}
_WORD_FOR_WORD = frozenset(("ruling", "finding", "action", "content"))


def head(slot: Slot) -> str:
    """The slot's merge head with a few names for one thing made one."""
    plain = fold(slot.head).strip("'\". ")
    return _SAME.get(plain, plain)


def fact_key(draft: Draft) -> tuple[str, ...]:
    """Drafts with one key may be one fact. The last part is the speaker ("" when stated as fact)."""
    speaker = draft.speaker.name if draft.speaker else ""
    return (*content_key(draft), figure(draft), draft.polarity, _hedge(draft), _speaker(speaker))


def needs_number(draft: Draft) -> bool:
    """Whether the draft's frame is nothing without its number."""
    return bool(frames()[draft.frame].required & _NUMBER_ROLES)


def _hedge(draft: Draft) -> str:
    return draft.modality


def _speaker(name: str) -> str:
    found = folded_words(name)
    return _SAME.get(found[-1], found[-1]) if found else ""


def figure(draft: Draft) -> str:
    """A result that must be the same to the letter ("3-1"); empty for frames whose number is a quantity."""
    return draft.slots["score"].head if "score" in draft.slots else ""


def content_key(draft: Draft) -> tuple[str, ...]:
    """What is stated, whoever says it."""
    if draft.frame in {"happened", "said"}:
        return ("clause", *_clause(draft.slots))
    if draft.frame == "quote":
        return ("quote", " ".join(folded_words(draft.quote)))
    frame = frames()[draft.frame]
    parts = []
    for role in sorted(frame.required - _NUMBER_ROLES):
        if role in draft.slots:
            slot = draft.slots[role]
            parts.append(" ".join(sorted(content_words(slot.text, "en"))) if role in _WORD_FOR_WORD else head(slot))
    if frame.required & _NUMBER_ROLES and "who" in frame.slots and "who" not in frame.required:
        parts.append(head(draft.slots["who"]) if "who" in draft.slots else "people")
    unit = draft.quantity.unit if draft.quantity and needs_number(draft) and not frame.counts_people else ""
    return (draft.frame, *parts, unit)


def _clause(slots: dict[str, Slot]) -> tuple[str, ...]:
    """Verb, subject, and the heads of what completes it; loose phrases count by their content words."""
    roles = ("subject", "object", "second_object", "complement", "by")
    heads = [head(slots[role]) if role in slots else "" for role in roles]
    if "complement" in slots:
        heads.append(" ".join(sorted(content_words(slots["complement"].text, "en"))))
    elif "object" not in slots and "phrases" in slots:
        heads.append(" ".join(sorted(content_words(slots["phrases"].text, "en"))))
    return (slots["verb"].head, *heads)
