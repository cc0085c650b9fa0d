"""A parsed sentence -> its clauses: who did what to whom, with every word of the clause in one of its places.

A clause is taken from: the sentence's main verb; verbs joined to it; what somebody plainly says; a factual side clause
("after ...", "because ..."); a relative clause set off by commas. Conditional, purpose and -ing clauses give none.
"""

from collections.abc import Iterator
from typing import NamedTuple

from newsroom.council.grammar import Tree
from newsroom.council.lexicon import words


_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
_FINITE = frozenset(("VBD", "VBZ", "VBP"))
_TIME_ENTS = frozenset(("DATE", "TIME"))


class Phrase(NamedTuple):
    """A loose dependent of the verb: its top token, the preposition ("" for an adverb) and the noun inside."""

    top: int
    preposition: str
    noun: int | None


class Clause(NamedTuple):
    """One clause. All numbers are token indices of `tree`; None where the clause has no such part."""

    tree: Tree
    source: str
    verb: int
    subject: int | None
    auxiliaries: tuple[int, ...] = ()
    passive: bool = False
    negation: tuple[int, ...] = ()
    particle: int | None = None
    object: int | None = None
    dative: int | None = None
    attribute: int | None = None
    infinitive: int | None = None
    content: int | None = None
    agent: int | None = None
    phrases: tuple[Phrase, ...] = ()
    times: tuple[int, ...] = ()
    adverbs: tuple[int, ...] = ()
    sides: tuple[int, ...] = ()
    others: tuple[int, ...] = ()
    says: int | None = None

    @property
    def lemma(self) -> str:
        """The verb's lemma."""
        return self.tree[self.verb].lemma.casefold()

    @property
    def modal(self) -> str:
        """The modal verb, lower case: "will", "could", ...; empty without one."""
        tree = self.tree
        return next((_plain_modal(tree[a].text) for a in self.auxiliaries if tree[a].tag == "MD"), "")

    @property
    def mistagged_past(self) -> bool:
        """A plain past that the parser took for a participle: it has a subject of its own and no auxiliary."""
        tree, at = self.tree, self.subject
        own = at is not None and tree[at].head == self.verb and tree[at].dep == "nsubj"
        return own and tree[self.verb].tag == "VBN" and not self.auxiliaries and self.source == "main"

    @property
    def finite(self) -> bool:
        """Whether the verb group carries a tense."""
        tree = self.tree
        if tree[self.verb].tag in _FINITE or self.mistagged_past:
            return True
        return any(tree[a].tag in _FINITE or tree[a].tag == "MD" for a in self.auxiliaries)


def _plain_modal(text: str) -> str:
    low = text.casefold().replace("’", "'")
    return {"'ll": "will", "wo": "will", "ca": "can", "'d": "would"}.get(low, low)


def clauses(tree: Tree) -> tuple[Clause, ...]:
    """The clauses of one sentence that state something, in order of their verbs."""
    found: list[Clause] = []
    for root in tree.roots():
        if tree[root].pos in {"VERB", "AUX"}:
            found.extend(_from(tree, root, "main", None, None))
    return tuple(sorted(found, key=lambda clause: clause.verb))


def _from(tree: Tree, verb: int, source: str, subject: int | None, says: int | None) -> Iterator[Clause]:
    clause = read(tree, verb, source, subject, says)
    yield clause
    for joined in tree.children(verb, "conj"):
        if tree[joined].pos in {"VERB", "AUX"}:
            own = tree.child(joined, *_SUBJECTS)
            for found in _from(tree, joined, "joined" if source == "main" else source, own if own is not None else clause.subject, says):
                yield inherit(clause, found) if found.verb == joined and own is None else found
    for below in tree.children(verb, "ccomp", "parataxis"):
        if tree[below].pos in {"VERB", "AUX"} and tree.child(below, *_SUBJECTS) is not None and says is None:
            spoken = verb if clause.lemma in words("speech_plain") | words("speech_strong") else None
            if spoken is not None and tree[below].dep == "ccomp":
                yield from _from(tree, below, "said", None, spoken)
    for side in tree.children(verb, "advcl"):
        if _factual(tree, side) and says is None:
            yield from _from(tree, side, "side", None, says)
    yield from _relative(tree, clause)


def attached(tree: Tree) -> tuple[Clause, ...]:
    """Clauses inside phrases ("a fire that killed 40", "..., killing 40"): good for counting, never said as a whole."""
    found = []
    for at, token in enumerate(tree.tokens):
        if token.dep not in {"relcl", "acl", "advcl"} or token.tag not in {"VBD", "VBG", "VBN", "VBZ"} or token.head == at:
            continue
        if not _stated(tree, at):
            continue
        who = tree.child(at, "nsubj", "nsubjpass")
        if token.dep == "relcl" and (who is None or tree[who].lemma not in {"that", "which", "who"}):
            continue
        if token.dep == "advcl" and (who is not None or token.tag != "VBG"):
            continue
        subject = token.head if token.dep != "advcl" else tree.child(token.head, *_SUBJECTS)
        clause = read(tree, at, "relative", subject, None)._replace(source="attached", says=_speech_above(tree, at))
        found.append(clause._replace(passive=clause.passive or (token.dep == "acl" and token.tag in {"VBN", "VBD"})))
    return tuple(found)


def _above(tree: Tree, at: int) -> Iterator[int]:
    while tree[at].head != at:
        at = tree[at].head
        yield at


def _stated(tree: Tree, at: int) -> bool:
    """Whether nothing around token `at` negates, hedges or conditions it."""
    for above in (at, *_above(tree, at)):
        for child in tree.children(above):
            token = tree[child]
            if token.dep == "neg" or (token.tag == "MD" and token.text.casefold() != "will"):
                return False
            if token.dep in {"mark", "advmod"} and token.lemma.casefold() in words("conditional_marks") | {"how", "whether"}:
                return False
            if token.dep == "advmod" and token.lemma.casefold() in words("hedge_adverbs") and tree[above].pos == "VERB":
                return False
    return True


def _speech_above(tree: Tree, at: int) -> int | None:
    speech = words("speech_plain") | words("speech_strong")
    below = at
    for above in _above(tree, at):
        if tree[above].pos == "VERB" and tree[above].lemma.casefold() in speech and tree[below].dep == "ccomp":
            return above
        below = above
    return None


def _relative(tree: Tree, clause: Clause) -> Iterator[Clause]:
    for noun in (clause.subject, clause.object):
        if noun is None or clause.source == "relative":
            continue
        for top in sorted(tree.loose(noun)):
            token = tree[top]
            who = tree.child(top, "nsubj", "nsubjpass")
            if token.dep == "relcl" and token.head == noun and who is not None and tree[who].lemma in {"who", "which"}:
                yield read(tree, top, "relative", noun, clause.says)


def _factual(tree: Tree, verb: int) -> bool:
    marks = [tree[c].lemma.casefold() for c in tree.children(verb, "mark", "advmod") if c < verb]
    has_subject = tree.child(verb, *_SUBJECTS) is not None
    return has_subject and bool(marks) and all(mark in words("factual_marks") for mark in marks)


def read(tree: Tree, verb: int, source: str, subject: int | None, says: int | None) -> Clause:
    """The clause of `verb`; `subject` is used when the verb has none of its own."""
    own = tree.child(verb, *_SUBJECTS)
    if source == "relative":
        own = subject
    parts: dict[str, list[int]] = {}
    for child in tree.children(verb):
        parts.setdefault(_role(tree, child), []).append(child)
    agent = next((n for a in parts.get("agent", []) for n in tree.children(a, "pobj")), None)
    _raise_object(tree, parts)
    if not parts.get("object") and not parts.get("attribute"):
        parts["object"] = parts.pop("measure", [])[:1]
    parts["other"] = [*parts.get("other", []), *parts.get("measure", [])]
    return Clause(
        tree=tree,
        source=source,
        verb=verb,
        subject=own if own is not None else subject,
        auxiliaries=tuple(parts.get("aux", ())),
        passive=any(tree[a].dep == "auxpass" for a in parts.get("aux", ())),
        negation=tuple(parts.get("negation", ())),
        particle=next(iter(parts.get("particle", ())), None),
        object=next(iter(parts.get("object", ())), None),
        dative=next(iter(parts.get("dative", ())), None),
        attribute=next(iter(parts.get("attribute", ())), None),
        infinitive=next(iter(parts.get("infinitive", ())), None),
        content=next(iter(parts.get("content", ())), None),
        agent=agent,
        phrases=tuple(_phrase(tree, c) for c in parts.get("phrase", ())),
        times=tuple(parts.get("time", ())),
        adverbs=tuple(parts.get("adverb", ())),
        sides=tuple(parts.get("side", ())),
        others=tuple(parts.get("other", ())),
        says=says,
    )


def _raise_object(tree: Tree, parts: dict[str, list[int]]) -> None:
    """ "ordered troops to leave": what the parser reads as one clause is an object and an infinitive."""
    below = next(iter(parts.get("content", ())), None)
    if below is None or not any(tree[a].text == "to" for a in tree.children(below, "aux")):
        return
    subject = tree.child(below, "nsubj", "nsubjpass")
    if subject is not None and not parts.get("object"):
        parts["object"] = [subject]
    parts["infinitive"] = [below]
    parts["content"] = []


_ROLES = {
    "aux": "aux",
    "auxpass": "aux",
    "neg": "negation",
    "prt": "particle",
    "dobj": "object",
    "dative": "dative",
    "attr": "attribute",
    "acomp": "attribute",
    "oprd": "attribute",
    "ccomp": "content",
    "agent": "agent",
    "advcl": "side",
    "advmod": "adverb",
    "conj": "link",
    "cc": "link",
    "punct": "link",
    "mark": "link",
    "parataxis": "side",
    "relcl": "side",
}


def _role(tree: Tree, child: int) -> str:
    token = tree[child]
    if token.dep in _SUBJECTS:
        return "subject"
    if token.dep == "xcomp":
        return "infinitive" if any(tree[c].text == "to" for c in tree.children(child, "aux")) else _bare_complement(tree, child)
    if token.dep == "npadvmod":
        if token.ent in {"PERCENT", "MONEY", "QUANTITY"} or token.tag == "CD" or token.pos == "PROPN" and not _names_time(tree, child):
            return "measure"
        return "time" if _names_time(tree, child) else "other"
    if token.dep == "prep":
        noun = tree.child(child, "pobj")
        timely = noun is not None and _names_time(tree, noun) and token.lemma.casefold() in words("time_preps")
        return "time" if timely else "phrase"
    if token.dep == "dobj" and _names_time(tree, child) and token.ent in _TIME_ENTS and token.tag != "CD":
        return "time"
    if token.dep == "advmod" and child == token.head + 1 and token.lemma.casefold() in words("particles"):
        return "particle"
    if token.dep == "advmod" and token.lemma.casefold() in {"today", "yesterday", "tomorrow", "tonight"}:
        return "time"
    return _ROLES.get(token.dep, "other")


def _bare_complement(tree: Tree, child: int) -> str:
    if tree[child].tag == "VBG":
        return "infinitive"
    return "attribute" if tree[child].pos in {"ADJ", "NOUN"} else "other"


def _names_time(tree: Tree, at: int) -> bool:
    token = tree[at]
    if token.ent in _TIME_ENTS:
        return True
    return token.lemma.casefold() in words("time_nouns")


def _phrase(tree: Tree, top: int) -> Phrase:
    return Phrase(top, tree[top].lemma.casefold(), tree.child(top, "pobj"))


def inherit(first: Clause, second: Clause) -> Clause:
    """A joined verb without its own auxiliaries takes those of the first: "was arrested and charged"."""
    if second.auxiliaries:
        return second
    tag = second.tree[second.verb].tag
    if first.passive and tag in {"VBN", "VBD"} and second.object is None:
        return second._replace(auxiliaries=first.auxiliaries, passive=True, negation=first.negation)
    if first.auxiliaries and tag in {"VB", "VBN"} and not first.passive:
        return second._replace(auxiliaries=first.auxiliaries, negation=first.negation)
    return second
