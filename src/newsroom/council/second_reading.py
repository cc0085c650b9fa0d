"""The second method: is a claim's content found, as words and figures, in reports that were not its evidence?

It shares no grammar with the first: one sentence of an independent report must hold the claim's names, its figures and
most of its words. The same words with another figure or a denial refute it.
"""

from collections.abc import Iterator
from typing import Literal

from newsroom.model.claim import Claim
from newsroom.model.item import Item
from newsroom.model.story import Dossier
from newsroom.model.text import content_words, folded_words, numbers, sentences

Finding = Literal["confirmed", "refuted", "silent"]

_ENOUGH = 0.6
_CLOSE = 0.75
_DENIALS = frozenset(("not", "no", "never", "denied", "denies", "deny", "false", "untrue"))


def second_reading(claim: Claim, dossier: Dossier) -> Finding:
    """confirmed, refuted, or silent when the other reports do not speak of it. A refutation outweighs."""
    found = {_reads(claim, sentence) for sentence in _other_sentences(claim, dossier)}
    if "refuted" in found:
        return "refuted"
    return "confirmed" if "confirmed" in found else "silent"


def _other_sentences(claim: Claim, dossier: Dossier) -> Iterator[str]:
    used = {evidence.owner for evidence in claim.evidence}
    cited = {evidence.item_id for evidence in claim.evidence}
    voice = {item_id: origin.owner for origin in dossier.story.origins for item_id in origin.item_ids}
    for item in dossier.items:
        if item.id in cited or voice.get(item.id, "") in used | {""} or not _counts(item):
            continue
        yield item.title
        yield from sentences(item.text)


def _counts(item: Item) -> bool:
    return not (item.opinion or item.satire or item.not_news)


def _reads(claim: Claim, sentence: str) -> Finding:
    wanted = set(content_words(claim.quote or claim.statement, "en"))
    figures = {claim.quantity.value} if claim.quantity else set(numbers(claim.quote or claim.statement))
    words = {word for word in wanted if not any(letter.isdigit() for letter in word)}
    held = set(content_words(sentence, "en"))
    if not words:
        return "silent"
    overlap = len(words & held) / len(words)
    given = set(numbers(sentence))
    if overlap >= _ENOUGH and figures <= given and not _denies(claim, sentence):
        return "confirmed"
    if overlap >= _CLOSE and (_denies(claim, sentence) or (figures and given and not figures & given)):
        return "refuted"
    return "silent"


def _denies(claim: Claim, sentence: str) -> bool:
    said = bool(_DENIALS & set(folded_words(sentence))) or "n't" in sentence
    stated = claim.polarity == "denied" or bool(_DENIALS & set(folded_words(claim.quote or claim.statement)))
    return said != stated
