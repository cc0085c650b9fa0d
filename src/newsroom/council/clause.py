"""One clause of a parsed sentence: its verb and everything that hangs on it, each in one place."""

from typing import NamedTuple

from newsroom.council.grammar import Tree
from newsroom.council.lexicon import words

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")


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
        if tree[self.verb].tag in _FINITE or self.mistagged_past or self.source == "result":
            return True
        return any(tree[a].tag in _FINITE or tree[a].tag == "MD" for a in self.auxiliaries)


def _plain_modal(text: str) -> str:
    low = text.casefold().replace("’", "'")
    return {"'ll": "will", "wo": "will", "ca": "can", "'d": "would"}.get(low, low)


def read(tree: Tree, verb: int, source: str, subject: int | None, says: int | None) -> Clause:
    """The clause of `verb`; `subject` is used when the verb has none of its own."""
    own = tree.child(verb, *SUBJECTS)
    if source == "relative":
        own = subject
    parts: dict[str, list[int]] = {}
    for child in tree.children(verb):
        parts.setdefault(_role(tree, child), []).append(child)
    agent = next((n for a in parts.get("agent", []) for n in tree.children(a, "pobj")), None)
    _raise_object(tree, parts)
    if not parts.get("object") and not parts.get("attribute"):
        parts["object"] = parts.pop("measure", [])[:1]
    second = [at for name in ("object", "attribute", "infinitive", "content") for at in parts.get(name, [])[1:]]
    second = [at for at in second if not _set_off(tree, at)]
    parts["other"] = [*parts.get("other", []), *parts.get("measure", []), *second]
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


def _set_off(tree: Tree, at: int) -> bool:
    """ "..., a result that pleased the mayor": an afterthought behind a comma or dash."""
    first = tree.subtree(at)[0]
    return first > 0 and tree[first - 1].text in {",", "–", "—", "-"}


def _raise_object(tree: Tree, parts: dict[str, list[int]]) -> None:
    """ "ordered troops to leave": what the parser reads as one clause is an object and an infinitive."""
    below = next(iter(parts.get("content", ())), None)
    if below is not None and _plain_adjective(tree, below) and not parts.get("object") and not parts.get("attribute"):
        parts["object"] = list(tree.children(below, "nsubj"))
        parts["attribute"], parts["content"] = [below], []
        return
    if below is None or not any(tree[a].text == "to" for a in tree.children(below, "aux")):
        return
    subject = tree.child(below, "nsubj", "nsubjpass")
    if subject is not None and not parts.get("object"):
        parts["object"] = [subject]
    parts["infinitive"] = [below]
    parts["content"] = []


def _plain_adjective(tree: Tree, at: int) -> bool:
    """ "declared the ban unlawful": an adjective said of the noun before it, with no verb of its own."""
    token, subject = tree[at], tree.child(at, "nsubj")
    own = tree.children(at, "aux", "auxpass", "cop", "mark", "neg", "ccomp", "xcomp")
    makes = tree[token.head].lemma.casefold() in words("makes_so")
    return makes and token.pos == "ADJ" and token.tag == "JJ" and subject is not None and subject < at and not own


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
    if token.dep in SUBJECTS:
        return "subject"
    if token.dep == "xcomp":
        return (
            "infinitive"
            if any(tree[c].text == "to" for c in tree.children(child, "aux"))
            else _bare_complement(tree, child)
        )
    if token.dep == "npadvmod":
        if (
            token.ent in {"PERCENT", "MONEY", "QUANTITY"}
            or token.tag == "CD"
            or token.pos == "PROPN"
            and not _names_time(tree, child)
        ):
            return "measure"
        if token.tag == "NNS" and not tree.children(child):
            return "link"
        return "time" if _names_time(tree, child) else "other"
    if token.dep == "prep" or (token.dep == "dative" and token.pos == "ADP"):
        noun = tree.child(child, "pobj")
        timely = noun is not None and _names_time(tree, noun) and token.lemma.casefold() in words("time_preps")
        planned = (
            noun is not None
            and token.lemma.casefold() == "for"
            and tree[noun].ent == "DATE"
            and _is_planned(tree, child)
        )
        return "time" if timely or planned else "phrase"
    if token.dep == "dobj" and token.pos == "PROPN" and token.ent in _TIME_ENTS:
        return "time"
    if token.dep == "advmod" and child == token.head + 1 and token.lemma.casefold() in words("particles"):
        return "particle"
    if token.dep == "advmod" and token.lemma.casefold() in {"today", "yesterday", "tomorrow", "tonight"}:
        return "time"
    return _ROLES.get(token.dep, "other")


def _is_planned(tree: Tree, child: int) -> bool:
    """ "scheduled for 11 June": the day of the plan, not a length of time."""
    noun = tree.child(child, "pobj")
    dated = noun is not None and any(tree[i].text[:1].isdigit() or tree[i].pos == "PROPN" for i in tree.subtree(noun))
    return dated and tree[tree[child].head].lemma.casefold() in {"schedule", "plan", "set", "expect", "due", "postpone"}


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
    if first.auxiliaries and tag == ("VB" if first.modal else "VBN") and not first.passive:
        return second._replace(auxiliaries=first.auxiliaries, negation=first.negation)
    return second
