"""The second method: is a claim's content found, as words and figures, in reports that did not word it?

It shares no grammar with the first: one sentence of an independent report must hold the claim's names, its figures and
most of its words. The same words with another figure or a denial refute it. Beside the words the sentence's stance is
read (see `stance`): it only takes away, so that a sentence of the same words that stands against the claim confirms
nothing; how the nearest sentences stand to the claim is kept for the persons who are asked.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Literal, NamedTuple

from newsroom.council.amounts import GROWING
from newsroom.council.claim_standing import ClaimAnswer, claim_answer
from newsroom.council.denials import denies, states_denial
from newsroom.council.stance import Stance, meanings, stance
from newsroom.model.claim import Claim
from newsroom.model.errors import Unavailable
from newsroom.model.item import Item
from newsroom.model.story import Dossier
from newsroom.model.text import content_words, numbers, sentences
from newsroom.ports import Embeddings

Finding = Literal["confirmed", "refuted", "silent"]

AGAINST = 0.6
"""From this confidence on a sentence that stands against the claim cannot confirm it, whatever words they share."""
_NEAR = 0.4
_NEAREST = 4
_ENOUGH = 0.6
_CLOSE = 0.75


class Reading(NamedTuple):
    """What other reports say of a claim: the finding that counts, and how their nearest sentences stand to it.

    `nearest` are up to four sentences with item id and stance, those that share most words first; `standing` is what
    they say together, "open" when none comes near.
    """

    finding: Finding
    standing: ClaimAnswer
    nearest: tuple[tuple[str, str, Stance], ...]


class _Sentence(NamedTuple):
    item: Item
    text: str
    overlap: float


def read_elsewhere(claim: Claim, dossier: Dossier, embeddings: Embeddings | None = None) -> Reading:
    """confirmed, refuted, or silent when the other reports do not speak of it, with the sentences nearest to it.

    A refutation outweighs. Without sentence vectors stances are read from the words alone.
    """
    told_at = {item.id: item.published_at for item in dossier.items}
    newest = max((told_at[seen.item_id] for seen in claim.evidence if seen.item_id in told_at), default=None)
    near = sorted(_near_sentences(claim, dossier), key=lambda one: (-one.overlap, one.item.id, one.text))
    found = [_reads(claim, one, _outdated(claim, one.item, newest)) for one in near]
    # Stances are read of the nearest and of all that would confirm: the rest decides nothing.
    read = [at for at in range(len(near)) if at < _NEAREST or found[at] == "confirmed"]
    stances = _stances(claim.wording, [near[at].text for at in read], embeddings)
    for at, told in zip(read, stances, strict=True):
        if found[at] == "confirmed" and told.verdict == "refutes" and told.confidence >= AGAINST:
            found[at] = "silent"
    nearest = tuple((near[at].item.id, near[at].text, told) for at, told in zip(read, stances, strict=True))[:_NEAREST]
    return Reading(_together(set(found)), claim_answer([told for _, _, told in nearest]), nearest)


def _together(found: set[Finding]) -> Finding:
    if "refuted" in found:
        return "refuted"
    return "confirmed" if "confirmed" in found else "silent"


def _stances(words: str, texts: Sequence[str], embeddings: Embeddings | None) -> list[Stance]:
    pairs = [(words, text) for text in texts]
    if embeddings is not None:
        try:
            known = meanings(pairs, embeddings)
        except Unavailable:
            return _stances(words, texts, None)
        return [stance(*pair, meaning) for pair, meaning in zip(pairs, known, strict=True)]
    return [_by_words(*pair) for pair in pairs]


@lru_cache(maxsize=8192)
def _by_words(claim: str, sentence: str) -> Stance:
    return stance(claim, sentence)


def _outdated(claim: Claim, item: Item, newest: datetime | None) -> bool:
    """An older report of a number that moves: its other figure is history, not a refutation."""
    return claim.frame in GROWING and newest is not None and item.published_at < newest


def _near_sentences(claim: Claim, dossier: Dossier) -> Iterator[_Sentence]:
    wanted = _words(claim)
    for item, sentence in _other_sentences(claim, dossier) if wanted else ():
        overlap = len(wanted & set(content_words(sentence, "en"))) / len(wanted)
        if overlap >= _NEAR:
            yield _Sentence(item, sentence, overlap)


def _words(claim: Claim) -> set[str]:
    return {word for word in content_words(claim.wording, "en") if not any(letter.isdigit() for letter in word)}


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


def _reads(claim: Claim, sentence: _Sentence, outdated: bool) -> Finding:
    figures = {claim.quantity.value} if claim.quantity else set(numbers(claim.wording))
    given = set(numbers(sentence.text))
    denied = denies(sentence.text) != states_denial(claim)
    if sentence.overlap >= _ENOUGH and figures <= given and not denied:
        return "confirmed"
    other_figure = bool(figures and given and not figures & given) and not outdated
    return "refuted" if sentence.overlap >= _CLOSE and (denied or other_figure) else "silent"
