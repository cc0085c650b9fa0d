"""The evidence of a story: its items read into claims, each bound to the exact sentences that carry it.

Only items in English are read into claims; opinion, satire and what is no news give none. Salience, 0 to 1:
support (1 - 0.5^voices) x centrality (how much of its wording the story's items share) x the frame's weight.
"""

from collections.abc import Sequence
from math import fsum

from newsroom.council.backing import backed, told
from newsroom.council.claims import Draft, drafts, names_of
from newsroom.council.frames import frames
from newsroom.council.headline_verbs import whole_headline
from newsroom.council.heard import Heard, hear
from newsroom.council.merge import Fact, Relation, Sender, merged, relations
from newsroom.council.merge_keys import fact_key
from newsroom.council.pieces import Piece
from newsroom.council.quotes import quotes
from newsroom.council.sentences import pieces
from newsroom.council.speakers import Names
from newsroom.council.standing import status_of
from newsroom.council.truecase import Truecaser
from newsroom.model.base import score
from newsroom.model.claim import Claim, Evidence, Slot
from newsroom.model.ids import derive
from newsroom.model.item import Item, Origin
from newsroom.model.syntax import Sentence
from newsroom.model.text import content_words, fold
from newsroom.ports import Language

_READ_KINDS = frozenset(("article", "video", "alert", "post", "reading"))


def build(
    items: Sequence[Item], origins: Sequence[Origin], language: Language, caser: Truecaser | None = None
) -> tuple[Claim, ...]:
    """The story's claims, the most salient first; equal ones in order of their id.

    `origins` say which items are one independent voice. `caser` knows how running text writes a word, for Title Case
    headlines; without one it is learned from the story's own texts.
    """
    read = [item for item in items if _is_read(item)]
    caser = caser or Truecaser(text for item in read for text in (item.text, item.title))
    heard: list[Heard] = []
    lemma_of: dict[str, str] = {}
    found = [*_clause_drafts(read, caser, language, heard, lemma_of), *_quote_drafts(read, language)]
    senders = _senders(read, origins)
    facts = backed(merged(found, senders), told(heard, lemma_of), senders)
    links = relations(facts)
    anchor = min(((item.seen_at, item.id) for item in items), default=("", ""))[1]
    ids = [_claim_id(anchor, fact) for fact in facts]
    claims = [_claim(at, fact, facts, links, ids, read, origins) for at, fact in enumerate(facts)]
    distinct = {claim.id: claim for claim in reversed(claims)}
    return tuple(sorted(distinct.values(), key=lambda claim: (-claim.salience, claim.id)))


def _is_read(item: Item) -> bool:
    english = item.language.casefold().partition("-")[0].partition("_")[0] == "en"
    return english and item.kind in _READ_KINDS and not (item.opinion or item.satire or item.not_news)


def _clause_drafts(
    items: Sequence[Item],
    caser: Truecaser,
    language: Language,
    heard: list[Heard],
    lemma_of: dict[str, str],
) -> list[Draft]:
    found: list[Draft] = []
    before, at_item = Names(), -1
    for piece in pieces(items, caser):
        if piece.item != at_item or piece.field == "title":
            before, at_item = Names(), piece.item
        published = items[piece.item].published_at.date()
        parsed = language.parse(piece.clean)
        if piece.kind != "body":
            piece, parsed = whole_headline(piece, parsed, language.parse)
        heard.append(hear(piece, parsed))
        lemma_of.update((fold(token.text), token.lemma) for sentence in parsed for token in sentence.tokens)
        if not _whole_sentences(parsed):
            continue
        for sentence in parsed:
            found.extend(drafts(sentence, piece, published, before))
            before = names_of(sentence, piece) if piece.field == "text" else Names()
    return found


def _whole_sentences(parsed: Sequence[Sentence]) -> bool:
    """Whether the parser cut only where a sentence ends."""
    return all(sentence.text.rstrip("\"'”’) ")[-1:] in {".", "!", "?", "…"} for sentence in parsed[:-1])


def _quote_drafts(items: Sequence[Item], language: Language) -> list[Draft]:
    found = []
    for at, item in enumerate(items):
        for said in quotes(item, language):
            text = getattr(item, said.field)
            piece = Piece(
                item=at,
                field="title" if said.field == "title" else "text",
                kind="headline" if said.field == "title" else "body",
                start=said.first,
                end=said.last,
                clean=said.words,
                places=tuple(range(said.start, said.end)),
                cased=text,
            )
            name = said.speaker.name
            slots = {
                "speaker": Slot(text=name, kind="person", head=name.split()[-1].casefold()),
                "quote": Slot(text=said.words, kind="quote", head=said.words.split()[0].casefold()),
            }
            statement = f"{name} {said.speaker.verb}: “{said.words}”"
            found.append(Draft("quote", slots, piece, statement, speaker=said.speaker, quote=said.words))
    return found


def _senders(items: Sequence[Item], origins: Sequence[Origin]) -> dict[int, Sender]:
    voice = voices(origins)
    return {at: Sender(voice.get(item.id, ""), item.published_at) for at, item in enumerate(items)}


def voices(origins: Sequence[Origin]) -> dict[str, str]:
    """Item id -> owner of the independent origin that carries it."""
    return {item_id: origin.owner for origin in origins for item_id in origin.item_ids}


def _claim_id(anchor: str, fact: Fact) -> str:
    """From what is stated, not from its wording, and the story's first item: the id lasts while reports come in."""
    amount = fact.best.quantity.value if fact.best.quantity else ""
    return derive("claim", anchor, fact.best.frame, *fact_key(fact.best), amount)


def _claim(
    at: int,
    fact: Fact,
    facts: Sequence[Fact],
    links: Sequence[Relation],
    ids: Sequence[str],
    items: Sequence[Item],
    origins: Sequence[Origin],
) -> Claim:
    best = fact.best
    frame = frames()[best.frame]
    conflicts = [link for link in links if link.kind == "conflict" and at in (link.one, link.other)]
    rivals = [link.other if link.one == at else link.one for link in conflicts]
    replaced = [ids[link.other] for link in links if link.kind == "replaced" and link.one == at]
    return Claim(
        id=ids[at],
        kind=frame.check,
        frame=best.frame,
        slots=best.slots,
        statement=best.statement,
        evidence=_evidence(fact, items, voices(origins)),
        status=status_of(fact, [facts[rival] for rival in rivals]),
        quantity=best.quantity,
        speaker=best.speaker,
        quote=best.quote,
        time=best.time,
        place=best.place,
        polarity=best.polarity,
        modality=best.modality,
        condition=best.condition,
        conflicts=tuple(sorted(ids[rival] for rival in rivals)),
        superseded_by=replaced[-1] if replaced else "",
        salience=_salience(fact, frame.weight, items),
    )


def _evidence(fact: Fact, items: Sequence[Item], voice: dict[str, str]) -> tuple[Evidence, ...]:
    found: dict[tuple[str, str, int], Evidence] = {}
    for draft in fact.drafts:
        item, piece = items[draft.piece.item], draft.piece
        text = item.title if piece.field == "title" else item.text
        found.setdefault(
            (item.id, piece.field, piece.start),
            Evidence(
                item_id=item.id,
                owner=voice.get(item.id, ""),
                outlet=item.publisher.name,
                field=piece.field,
                start=piece.start,
                end=piece.end,
                text=text[piece.start : piece.end],
                url=item.url,
                snapshot=item.snapshot,
                seen_at=item.seen_at.isoformat(),
            ),
        )
    return tuple(found.values())


def _salience(fact: Fact, weight: float, items: Sequence[Item]) -> float:
    support = 1 - 0.5 ** len(fact.voices)
    told = set(content_words(fact.best.statement, "en"))
    texts = [set(content_words(f"{item.title} {item.text}", "en")) for item in items]
    shared = [fsum(word in text for text in texts) / len(texts) for word in sorted(told)]
    centrality = fsum(shared) / len(shared) if shared else 0.0
    return score(support * centrality * weight)
