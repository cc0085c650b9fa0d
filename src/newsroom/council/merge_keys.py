"""When two drafts speak of the same thing: keys made of the frame and the heads of its slots."""

from collections.abc import Iterable, Mapping

from newsroom.council.claims import Draft
from newsroom.council.frames import frames
from newsroom.council.lexicon import words
from newsroom.council.synonyms import lemma_key
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
_OCCASIONS = frozenset(("after", "following", "amid", "during", "despite", "as", "while"))
_STANDINGS = frozenset(("former", "ex", "acting", "interim", "then", "late", "deputy", "vice", "designate", "elect"))
"""Words that make another office of the same one."""
_WORD_FOR_WORD = frozenset(("ruling", "finding", "action", "content"))


def head(slot: Slot) -> str:
    """The slot's merge head with a few names for one thing made one."""
    plain = fold(slot.head).strip("'\". ")
    return _SAME.get(plain, plain)


def fact_key(draft: Draft, aliases: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Drafts with one key may be one fact. The last part is the speaker ("" when stated as fact).

    `aliases` (speaker_aliases) say which speakers named by office are a speaker named by name.
    """
    speaker = draft.speaker.name if draft.speaker else ""
    known = (aliases or {}).get(speaker, speaker)
    return (*content_key(draft), figure(draft), draft.polarity, _limits(draft), _speaker(known))


def speaker_aliases(drafts: Iterable[Draft]) -> dict[str, str]:
    """Speakers named by office alone ("Iran's leader") -> the one named in full whose name holds all those words."""
    names = sorted({draft.speaker.name for draft in drafts if draft.speaker})
    parts = {name: frozenset(word.removesuffix("'s") for word in folded_words(name)) for name in names}
    found = {}
    for name in names:
        if len(parts[name]) < 2 or folded_words(name)[-1] not in words("post_nouns"):
            continue
        fuller = {_speaker(other) for other in names if parts[name] < parts[other]}
        if len(fuller) == 1:
            found[name] = fuller.pop()
    return found


def needs_number(draft: Draft) -> bool:
    """Whether the draft's frame is nothing without its number."""
    return bool(frames()[draft.frame].required & _NUMBER_ROLES)


def _limits(draft: Draft) -> str:
    """What bounds a draft: its hedge, and the word that opens its condition."""
    hedge, condition = _hedge(draft), draft.condition.split()[:1]
    return " ".join([hedge, *condition])


def _hedge(draft: Draft) -> str:
    return "must" if draft.modality in {"must", "should", "ought", "shall"} else draft.modality


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
    parts = sorted(_STANDINGS & set(folded_words(draft.statement))) if draft.frame == "is_a" else []
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
        heads.append(" ".join(sorted(content_words(_bound(slots["phrases"].text), "en"))))
    return (lemma_key(slots["verb"].head), *heads)


def _bound(phrases: str) -> str:
    """Loose phrases without those of mere occasion, unless there are no others."""
    parts = phrases.split(" | ")
    return " ".join(part for part in parts if part.split()[0].casefold() not in _OCCASIONS) or phrases
