"""Headline grammar back to sentence grammar, where it is safe: "man charged with", "bank to cut" (offline-writer.md).

1. "X to do Y" without another finite verb reads "X will do Y".
2. A participle that follows its subject, takes no object and has no auxiliary reads "was/were ...", when the headline
   has no other finite verb than one of speech before it.
Only the parsed words change: every inserted letter points at the letter that follows it in the source.
"""

from functools import cache

from newsroom.council.frames import frames
from newsroom.council.lexicon import words
from newsroom.council.pieces import Piece
from newsroom.model.syntax import Sentence, Token

_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_AFTER_PARTICIPLE = frozenset(("ADP", "ADV", "PUNCT", "CCONJ", "SCONJ", "PART"))
_MADE_SO = frozenset(("rule", "find", "declare", "leave"))
"""Participles behind which an adjective tells how: "ruled unlawful", "found dead"."""
_NOUNS = frozenset(("NOUN", "PROPN", "NUM", "PRON"))


def restored(piece: Piece, sentences: tuple[Sentence, ...]) -> Piece | None:
    """The headline with its auxiliary put back, to be parsed again; None when nothing is missing."""
    tokens = [token for sentence in sentences for token in sentence.tokens]
    speech = words("speech_plain") | words("speech_strong")
    if _hides_a_verb(tokens):
        return None
    for at, token in enumerate(tokens[1:-1], start=1):
        if _is_finite(token, tokens, at) and token.lemma.casefold() not in speech:
            return None
        if any(t.pos in {"ADP", "ADV"} or t.tag in {"VBG", "VBN"} for t in tokens[:at]) and token.text == "to":
            return None
        if token.text == "to" and tokens[at + 1].tag == "VB" and _subject_before(tokens, at):
            if any(_is_finite(t, tokens, i) for i, t in enumerate(tokens) if i != at + 1):
                return None
            return _replaced(piece, token, "will")
        if _is_bare_participle(tokens, at):
            later = [
                i
                for i, t in enumerate(tokens)
                if i > at and _is_finite(t, tokens, i) and not _is_bare_participle(tokens, i)
            ]
            later += [i for i, t in enumerate(tokens) if i > at and t.tag == "NNS" and t.text.casefold() in _verbs()]
            if any(not _subordinate(tokens, at, i) for i in later):
                return None
            return _inserted(piece, token, "were" if _many(tokens, at) else "was")
    return None


def _subordinate(tokens: list[Token], at: int, finite: int) -> bool:
    """Whether a later finite verb belongs to a side clause of its own ("after ...", "as ...")."""
    return any(token.text.casefold() in words("side_openers") for token in tokens[at + 1 : finite])


def _hides_a_verb(tokens: list[Token]) -> bool:
    """Before "to": a word that may be the headline's real verb though the parser took it for a noun."""
    at = next(
        (i for i, t in enumerate(tokens) if t.text == "to" and i + 1 < len(tokens) and tokens[i + 1].tag == "VB"), 0
    )
    before = tokens[:at]
    return len(before) > 6 or any(t.text == "," or (i and t.text.casefold() in _verbs()) for i, t in enumerate(before))


@cache
def _verbs() -> frozenset[str]:
    known = {verb.split()[0] for frame in frames().values() for rule in frame.rules for verb in rule.verbs}
    known |= words("speech_plain") | words("speech_strong") | words("mental_verbs")
    return frozenset(known | {f"{verb}s" for verb in known})


def _is_finite(token: Token, tokens: list[Token], at: int) -> bool:
    return token.tag in _FINITE and not _is_bare_participle(tokens, at)


def _subject_before(tokens: list[Token], at: int) -> bool:
    before = tokens[at - 1]
    return before.pos in _NOUNS and before.lemma.casefold() not in words("takes_infinitive")


def _is_bare_participle(tokens: list[Token], at: int) -> bool:
    if not 0 < at < len(tokens) - 1:
        return False
    token, before, after = tokens[at], tokens[at - 1], tokens[at + 1]
    if before.pos == "ADV" and at > 1:
        before = tokens[at - 2]
    if token.tag not in {"VBN", "VBD"} or token.lemma.casefold() not in words("headline_passives"):
        return False
    return (
        before.pos in _NOUNS
        and (after.pos in _AFTER_PARTICIPLE or (after.pos == "ADJ" and token.lemma.casefold() in _MADE_SO))
        and (after.pos != "PUNCT" or after.text in {".", ",", ";"})
    )


def _many(tokens: list[Token], at: int) -> bool:
    subject = []
    for token in reversed(tokens[:at]):
        if token.pos in {"PUNCT", "VERB", "AUX", "SCONJ"}:
            break
        subject.append(token)
    subject.reverse()
    core = subject[: next((i for i, t in enumerate(subject) if t.pos == "ADP"), len(subject))]
    return (
        any(t.text.casefold() == "and" for t in core)
        or any(t.tag in {"NNS", "NNPS"} for t in core[-1:])
        or _plural_number(core)
    )


def _plural_number(core: list[Token]) -> bool:
    last = core[-1:] and core[-1]
    return bool(last) and last.tag == "CD" and last.text not in {"1", "one"}  # type: ignore[union-attr]


def _inserted(piece: Piece, before: Token, word: str) -> Piece:
    at = before.start
    return _edited(piece, at, at, f"{word} ")


def _replaced(piece: Piece, token: Token, word: str) -> Piece:
    return _edited(piece, token.start, token.end, word)


def _edited(piece: Piece, start: int, end: int, text: str) -> Piece:
    shift = len(text) - (end - start)
    clean = piece.clean[:start] + text + piece.clean[end:]
    places = piece.places[:start] + (piece.places[min(start, len(piece.places) - 1)],) * len(text) + piece.places[end:]
    return piece._replace(
        clean=clean,
        places=places,
        quoted=_moved(piece.quoted, start, shift),
        unsure=_moved(piece.unsure, start, shift),
    )


def _moved(spans: tuple[tuple[int, int], ...], start: int, shift: int) -> tuple[tuple[int, int], ...]:
    return tuple((a + shift, b + shift) if a >= start else (a, b + (shift if b > start else 0)) for a, b in spans)
