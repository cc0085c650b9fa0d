"""The second method: is a claim's content found, as words and figures, in reports that did not word it?

It shares no grammar with the first: one sentence of an independent report must hold the claim's names, its figures and
most of its words. The same words with another figure or a denial refute it.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Literal

from newsroom.council.amounts import GROWING
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
    told_at = {item.id: item.published_at for item in dossier.items}
    newest = max((told_at[seen.item_id] for seen in claim.evidence if seen.item_id in told_at), default=None)
    found = {
        _reads(claim, sentence, _outdated(claim, item, newest)) for item, sentence in _other_sentences(claim, dossier)
    }
    if "refuted" in found:
        return "refuted"
    return "confirmed" if "confirmed" in found else "silent"


def _outdated(claim: Claim, item: Item, newest: datetime | None) -> bool:
    """An older report of a number that moves: its other figure is history, not a refutation."""
    return claim.frame in GROWING and newest is not None and item.published_at < newest


def _other_sentences(claim: Claim, dossier: Dossier) -> Iterator[tuple[Item, str]]:
    used = {evidence.owner for evidence in claim.evidence[:1]}
    voice = {item_id: origin.owner for origin in dossier.story.origins for item_id in origin.item_ids}
    for item in dossier.items:
        if voice.get(item.id, "") in used | {""} or not _counts(item):
            continue
        yield item, item.title
        yield from ((item, sentence) for sentence in sentences(item.text))


def _counts(item: Item) -> bool:
    return not (item.opinion or item.satire or item.not_news)


def _reads(claim: Claim, sentence: str, outdated: bool) -> Finding:
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
    other_figure = bool(figures and given and not figures & given) and not outdated
    if overlap >= _CLOSE and (_denies(claim, sentence) or other_figure):
        return "refuted"
    return "silent"


def _denies(claim: Claim, sentence: str) -> bool:
    said = bool(_DENIALS & set(folded_words(sentence))) or "n't" in sentence
    stated = claim.polarity == "denied" or bool(_DENIALS & set(folded_words(claim.quote or claim.statement)))
    return said != stated
