"""Whose words a quotation is, by the grammar of its paragraph (`said.py`).

Stricter than the reader of attributions: only a plain statement that somebody named spoke gives a speaker. Denied,
possible, asked-for or reported speech ("did not say", "would say", "asked her to say", "aides say he said") gives none.
"""

import re
from collections.abc import Callable, Sequence
from itertools import takewhile

from newsroom.council.attribution import speaker_of
from newsroom.council.grammar import Tree, bare
from newsroom.council.kinds import is_agent, kinds_of
from newsroom.council.lexicon import words
from newsroom.council.quoted import Span
from newsroom.council.said import Saying, read, sayings
from newsroom.model.claim import Speaker
from newsroom.model.syntax import Sentence
from newsroom.ports import Language

_LETTERS = re.compile(r"[^\W\d_]+")
OFFICES = r"police|officials?|prosecutors?|investigators?|spokes\w+|minister|president|mayor|officer"
_FINITE = frozenset(("VBD", "VBZ", "VBP"))
_OBJECT_VERBS = frozenset(("tell", "tells", "told"))
_GIVEN = frozenset(("ccomp", "xcomp", "pcomp", "relcl", "acl", "csubj"))
"""How a word of speech hangs on another word that makes it hearsay, a wish, or part of a name."""


def voices(text: str, spans: Sequence[Span], language: Language) -> dict[Span, Speaker]:
    """The speakers of those quotations (`spans`, without their marks) that have a plain one."""
    if not spans:
        return {}
    sentences = read(text, language, spans)
    speech = words("speech_plain") | words("speech_strong")
    told = [(one, _speaker(one, sentences)) for one in sayings(text, sentences) if one.lemma in speech]
    answers = {span: _nearest(text, span, told) for span in spans}
    return {span: speaker for span, speaker in answers.items() if speaker is not None}


def _nearest(text: str, span: Span, told: Sequence[tuple[Saying, Speaker | None]]) -> Speaker | None:
    """The speaker of the shortest content around the quotation.

    None where two such differ, where one has no plain speaker, or where more than the quotation is in that content:
    then the quoted words are a part of a sentence and not what was said.
    """
    around = [
        (end - start, (start, end), speaker)
        for one, speaker in told
        for start, end in one.content
        if start <= span[0] and span[1] <= end and not start < one.cue[0] < end
    ]
    if not around:
        return None
    length = min(around, key=lambda one: one[0])[0]
    shortest = [(content, speaker) for long, content, speaker in around if long == length]
    plain = {speaker.name for _, speaker in shortest if speaker is not None}
    (start, end), speaker = shortest[0]
    beside = _LETTERS.findall(f"{text[start : span[0]]} {text[span[1] : end]}")
    whole = not {word.casefold() for word in beside} - {"that"}
    return speaker if whole and len(plain) == 1 and all(one for _, one in shortest) else None


def tells_who(name: str) -> bool:
    """Whether hearers know who spoke: a name, or an office that speaks as such ("police"); "the board" is any board."""
    return bool(re.search(r"[A-Z]", name) or re.search(rf"\b(?:{OFFICES})", name))


def named_at(tree: Tree, at: int, verb: str, written: Callable[[int, int], str]) -> Speaker | None:
    """The phrase headed by `at` as a speaker, an apposition as the role; None where it is broken or cannot speak.

    `written` gives the characters from one offset of the tree's text to another as the source wrote them.
    """
    if tree[at].pos == "PRON" or not any(is_agent(kind) for kind in kinds_of(tree, at)):
        return None
    span = _before_bracket(tree, tree.phrase(at))
    if not span or not tree.contiguous(span):
        return None
    name = written(tree[span[0]].start, tree[span[-1]].end)
    other = next((top for top in tree.children(at, "appos") if top > span[-1]), None)
    if other is None or tree[other - 1].text == "(":
        return speaker_of(name, verb)
    beside = _before_bracket(tree, tree.phrase(other))
    role = written(tree[beside[0]].start, tree[beside[-1]].end) if beside and tree.contiguous(beside) else ""
    if role and tree[other].ent == "PERSON" and tree[at].ent != "PERSON":
        name, role = role, name
    speaker = speaker_of(name, verb)
    return speaker.model_copy(update={"role": bare(role)}) if speaker else None


def _before_bracket(tree: Tree, span: tuple[int, ...]) -> tuple[int, ...]:
    """A phrase without what stands behind its first bracket: "Rick Hall (R-Ohio)"."""
    return tuple(takewhile(lambda at: tree[at].text not in {"(", "["}, span))


def _speaker(one: Saying, sentences: Sequence[Sentence]) -> Speaker | None:
    tree = Tree(sentences[one.sentence])
    if one.subject is None or not _told(tree, one):
        return None
    speaker = named_at(tree, one.subject, _verb(tree, one.at), _words_of(sentences[one.sentence]))
    return speaker if speaker is not None and tells_who(speaker.name) else None


def _words_of(sentence: Sentence) -> Callable[[int, int], str]:
    return lambda start, end: sentence.text[start - sentence.start : end - sentence.start]


def _told(tree: Tree, one: Saying) -> bool:
    """Whether the text states that it was said."""
    token = tree[one.at]
    below = tree.children(one.at)
    helped = {tree[c].lemma.casefold() for c in below if tree[c].dep == "aux"}
    if "neg" in {tree[c].dep for c in below} or not helped <= {"have", "be"}:
        return False
    if token.tag not in _FINITE and not helped:
        return False
    if "subject=passive" in one.signs or any(tree[c].lemma.casefold() in words("hedge_adverbs") for c in below):
        return False
    if any(tree[c].text.casefold() in words("conditional_marks") for c in tree.children(one.at, "mark", "advmod")):
        return False
    above = tree[token.head]
    inside = any(a <= above.start < b for a, b in one.content)
    return token.head == one.at or inside or token.dep not in _GIVEN


def _verb(tree: Tree, at: int) -> str:
    """The word of speech as it stands beside a name: "said" for one that needs a hearer or an "is"."""
    written = tree[at].text.casefold()
    return written if tree[at].tag in _FINITE and written not in _OBJECT_VERBS else "said"
