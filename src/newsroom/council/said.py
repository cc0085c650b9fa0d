"""Who said what: each word of speech or stance in a parsed text with its source and the words it carries.

Direct quotations (before, behind and around the words of speech, over sentences and paragraphs), reported speech,
"according to", stances ("questioned the vote") and nouns that carry a clause ("his claim that"). The grammar gives the
spans (`said_shapes.py`); how likely annotators of news count such a word as attribution decides (`said_chance.py`).
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from newsroom.council.grammar import Tree
from newsroom.council.quoted import Quoted, Span, quoted
from newsroom.council.said_chance import SAID_FROM, chance, signs_of
from newsroom.council.said_shapes import Shape, shape_of
from newsroom.model.syntax import Sentence
from newsroom.ports import Language

_PARAGRAPH = re.compile(r"[^\n]+")
_JOIN = re.compile(r"[\s,.:;—–-]*")


class Saying(NamedTuple):
    """Characters of the text: the source phrase (None when it is not named), the word of speech, what is said.

    `sentence` is the place of the word's sentence among those read, `at` the word's place in it, `subject` that of the
    source's head (None without a source).
    """

    source: Span | None
    cue: Span
    content: tuple[Span, ...]
    lemma: str
    signs: tuple[str, ...]
    sentence: int
    at: int
    subject: int | None


def read(text: str, language: Language, near: Sequence[Span] | None = None) -> tuple[Sentence, ...]:
    """The sentences of `text`, parsed a paragraph at a time, with offsets in the whole text.

    With `near` only the paragraphs that hold one of these spans, and the one before each.
    """
    paragraphs = [(found.start(), found.group()) for found in _PARAGRAPH.finditer(text)]
    held = [near is None or any(a < start + len(words) and b > start for a, b in near) for start, words in paragraphs]
    return tuple(
        _moved(sentence, start)
        for at, (start, words) in enumerate(paragraphs)
        if held[at] or any(held[at + 1 : at + 2])
        for sentence in language.parse(words)
    )


def _moved(sentence: Sentence, by: int) -> Sentence:
    tokens = tuple(token._replace(start=token.start + by, end=token.end + by) for token in sentence.tokens)
    return sentence._replace(start=sentence.start + by, end=sentence.end + by, tokens=tokens)


def sayings(text: str, sentences: Sequence[Sentence]) -> tuple[Saying, ...]:
    """The attributions in `text`, whose `sentences` have their offsets in it; in order of the words of speech."""
    return tuple(one for one in candidates(text, sentences) if chance(one.signs) >= SAID_FROM)


def candidates(text: str, sentences: Sequence[Sentence]) -> tuple[Saying, ...]:
    """Every verb, and every noun with a clause or an owner, that has a content: most are no attribution."""
    quotes = quoted(text)
    found: list[Saying] = []
    for place, sentence in enumerate(sentences):
        tree = Tree(sentence)
        told = (_saying(text, tree, sentence, at, quotes) for at in range(len(tree)) if _may_tell(tree, at))
        found.extend(one._replace(sentence=place) for one in told if one is not None)
    return tuple(found)


def _may_tell(tree: Tree, at: int) -> bool:
    if tree[at].pos == "NOUN":
        return tree.child(at, "acl", "ccomp", "poss") is not None
    return tree[at].pos in {"VERB", "AUX"} and tree[at].dep not in {"aux", "auxpass"}


def _saying(text: str, tree: Tree, sentence: Sentence, at: int, quotes: Sequence[Quoted]) -> Saying | None:
    token, shape = tree[at], shape_of(tree, at)
    spans, how = runs(tree, shape.content), "inside"
    if not _held(token.start, quotes):
        if shape.source and _held(tree[shape.source[-1]].start, quotes) and _held(tree[shape.source[0]].start, quotes):
            shape = shape._replace(source=(), subject=None)
        spans, how = _with_quotes(text, tree, sentence, shape, spans, quotes)
    if not spans:
        return None
    source = (tree[shape.source[0]].start, tree[shape.source[-1]].end) if shape.source else None
    cue, lemma = (token.start, token.end), token.lemma.casefold()
    return Saying(source, cue, spans, lemma, signs_of(tree, shape, how, spans), 0, at, shape.subject)


def _held(at: int, quotes: Sequence[Quoted]) -> bool:
    """Whether a character stands inside a quotation."""
    return any(q.start < at < q.end for q in quotes)


def runs(tree: Tree, places: Sequence[int]) -> tuple[Span, ...]:
    """The characters that these words cover, one span an unbroken run; punctuation neither breaks nor ends a run."""
    spans: list[list[int]] = []
    last = -2
    for at in places:
        if tree[at].pos in {"PUNCT", "SPACE"}:
            continue
        if spans and all(tree[i].pos in {"PUNCT", "SPACE"} for i in range(last + 1, at)):
            spans[-1][1] = tree[at].end
        else:
            spans.append([tree[at].start, tree[at].end])
        last = at
    return tuple((a, b) for a, b in spans)


def _with_quotes(
    text: str, tree: Tree, sentence: Sentence, shape: Shape, spans: tuple[Span, ...], quotes: Sequence[Quoted]
) -> tuple[tuple[Span, ...], str]:
    """Quotations that the content touches count whole, and those that go on behind it; the word itself never."""
    touched = [q for q in quotes if any(q.start < b and q.end > a for a, b in spans)]
    how = "touched" if touched else ""
    near = _near(text, tree, sentence, shape, quotes)
    if near is not None and touched:
        touched = sorted({*touched, near})
    elif near is not None and (not spans or near.end <= tree[shape.at].start or near.start >= sentence.end - 2):
        touched, how, spans = [near], "near", ()
    if not touched:
        return spans, how
    touched = [*_begun(text, touched, quotes), *touched, *_going_on(text, sentence, touched, quotes)]
    return merged([*spans, *((q.start, q.end) for q in touched)]), how


def _begun(text: str, touched: Sequence[Quoted], quotes: Sequence[Quoted]) -> list[Quoted]:
    """Where the first of them takes up quotations left open in the paragraphs before."""
    first = min(touched, key=lambda q: q.start)
    found: list[Quoted] = []
    for q in reversed(quotes):
        if q.end <= first.start:
            if not q.goes_on or text[q.end : first.start].strip():
                break
            found.append(q)
            first = q
    return found


def _going_on(text: str, sentence: Sentence, touched: Sequence[Quoted], quotes: Sequence[Quoted]) -> list[Quoted]:
    """The same voice's further quotations: behind the sentence, or in the next paragraph that takes one up."""
    last = max(touched, key=lambda q: q.end)
    found: list[Quoted] = []
    for q in quotes:
        if q.start < last.end:
            continue
        taken_up = last.goes_on and not text[last.end : q.start].strip()
        if not taken_up and not _after_sentence(text, sentence, last.end, q.start):
            break
        found.append(q)
        last = q
    return found


def _after_sentence(text: str, sentence: Sentence, end: int, start: int) -> bool:
    """Whether a quotation at `start` follows right behind the sentence, or behind the last piece, in one paragraph."""
    behind = max(end, sentence.end)
    return start >= behind - 1 and not text[behind:start].strip() and "\n" not in text[end:start]


def _near(text: str, tree: Tree, sentence: Sentence, shape: Shape, quotes: Sequence[Quoted]) -> Quoted | None:
    """The quotation that ends right before the clause of the word, or begins behind its sentence."""
    own = [shape.at, *shape.source]
    first, last = tree[min(own)].start, tree[max(own)].end
    for q in quotes:
        if q.end <= first and _ends_open(text, q, first):
            return q
        if last <= q.start < sentence.end and re.search(r"[,:]\s*$", text[last : q.start]):
            return q
        if q.start >= sentence.end and not text[sentence.end : q.start].strip():
            return q if text[: sentence.end].rstrip().endswith((":", ",")) else None
    return None


def _ends_open(text: str, q: Quoted, first: int) -> bool:
    """Whether only a comma, question or exclamation mark stands between a quotation and the words at `first`."""
    between = text[q.end : first]
    open_end = text[q.end - 2] in ",?!—" or between.startswith(",")
    return open_end and "\n" not in between and bool(_JOIN.fullmatch(between))


def merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Overlapping spans as one."""
    done: list[Span] = []
    for start, end in sorted(spans):
        if done and start <= done[-1][1]:
            done[-1] = (done[-1][0], max(end, done[-1][1]))
        else:
            done.append((start, end))
    return tuple(done)
