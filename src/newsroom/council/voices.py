"""Whose words a quotation is, by the grammar of its paragraph (`said.py`).

Stricter than the reader of attributions: only a plain statement that somebody named spoke gives a speaker. Denied,
possible, asked-for or reported speech ("did not say", "would say", "asked her to say", "aides say he said") gives none.
"""

from collections.abc import Callable, Sequence

from newsroom.council.attribution import speaker_of
from newsroom.council.grammar import Tree, bare
from newsroom.council.kinds import is_agent, kinds_of
from newsroom.council.lexicon import words
from newsroom.council.quoted import Span
from newsroom.council.said import Saying, read, sayings
from newsroom.model.claim import Speaker
from newsroom.model.syntax import Sentence
from newsroom.ports import Language

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
    answers = {span: _nearest(span, told) for span in spans}
    return {span: speaker for span, speaker in answers.items() if speaker is not None}


def _nearest(span: Span, told: Sequence[tuple[Saying, Speaker | None]]) -> Speaker | None:
    """The speaker of the shortest content around the quotation; None where two such differ or one has no plain one."""
    around = [
        (end - start, speaker)
        for one, speaker in told
        for start, end in one.content
        if start <= span[0] and span[1] <= end and not start < one.cue[0] < end
    ]
    shortest = [speaker for length, speaker in around if length == min(other for other, _ in around)]
    plain = {speaker.name for speaker in shortest if speaker is not None}
    return shortest[0] if len(plain) == 1 and None not in shortest else None


def named_at(tree: Tree, at: int, verb: str, written: Callable[[int, int], str]) -> Speaker | None:
    """The phrase headed by `at` as a speaker, an apposition as the role; None where it is broken or cannot speak.

    `written` gives the characters from one offset of the tree's text to another as the source wrote them.
    """
    if tree[at].pos == "PRON" or not any(is_agent(kind) for kind in kinds_of(tree, at)):
        return None
    span = tree.phrase(at)
    if not span or not tree.contiguous(span):
        return None
    roles = [tree.subtree(top) for top in tree.children(at, "appos")]
    role = written(tree[roles[0][0]].start, tree[roles[0][-1]].end) if roles and roles[0][0] > at else ""
    speaker = speaker_of(written(tree[span[0]].start, tree[span[-1]].end), verb)
    return speaker.model_copy(update={"role": bare(role)}) if speaker else None


def _speaker(one: Saying, sentences: Sequence[Sentence]) -> Speaker | None:
    tree = Tree(sentences[one.sentence])
    if one.subject is None or not _told(tree, one):
        return None
    return named_at(tree, one.subject, _verb(tree, one.at), _words_of(sentences[one.sentence]))


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
