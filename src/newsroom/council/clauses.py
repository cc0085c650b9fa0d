"""A parsed sentence -> its clauses: who did what to whom, with every word of the clause in one of its places.

A clause is taken from: the sentence's main verb; verbs joined to it; what somebody plainly says; a factual side clause
("after ...", "because ..."); a relative clause set off by commas; what a contest came to ("beat Lund to reach the
final"). Conditional, purpose and -ing clauses give none.
"""

from collections.abc import Iterator
from functools import cache

from newsroom.council.clause import SUBJECTS, Clause, inherit, read
from newsroom.council.grammar import Tree
from newsroom.council.kinds import is_agent, kind_of
from newsroom.council.lexicon import words


def clauses(tree: Tree) -> tuple[Clause, ...]:
    """The clauses of one sentence that state something, in order of their verbs."""
    found: list[Clause] = []
    for root in tree.roots():
        if tree[root].pos in {"VERB", "AUX"}:
            found.extend(_from(tree, root, "main", None, None))
    return tuple(sorted(found, key=lambda clause: clause.verb))


def _from(
    tree: Tree, verb: int, source: str, subject: int | None, says: int | None, first: Clause | None = None
) -> Iterator[Clause]:
    """The clause of `verb` and those below it. `first` is the clause it is joined to and shares its subject with."""
    clause = read(tree, verb, source, subject, says)
    if first is not None:
        clause = inherit(first, clause)
    yield clause
    for joined in tree.children(verb, "conj"):
        if tree[joined].pos in {"VERB", "AUX"}:
            shared = tree.child(joined, *SUBJECTS) is None
            yield from _from(
                tree,
                joined,
                "joined" if source == "main" else source,
                clause.subject if shared else None,
                says,
                clause if shared else None,
            )
    yield from _said(tree, clause, says)
    for side in tree.children(verb, "advcl"):
        if _factual(tree, side) and says is None:
            yield from _from(tree, side, "side", None, says)
    yield from _relative(tree, clause)
    yield from _result(tree, clause)


def _said(tree: Tree, clause: Clause, says: int | None) -> Iterator[Clause]:
    if says is not None or clause.lemma not in words("speech_plain") | words("speech_strong"):
        return
    for below in tree.children(clause.verb, "ccomp"):
        if tree[below].pos in {"VERB", "AUX"} and tree.child(below, *SUBJECTS) is not None:
            yield from _from(tree, below, "said", None, clause.verb)


def _result(tree: Tree, clause: Clause) -> Iterator[Clause]:
    """ "beat Lund to reach the final": after a verb of contest an infinitive tells what it came to, not what for."""
    over = clause.finite and not clause.modal and not clause.negation
    if not over or clause.passive or clause.source == "result":
        return
    yield from _doing(tree, clause)
    for top in tree.children(clause.verb, "xcomp", "advcl"):
        aux = tree.children(top, "aux")
        if [tree[a].text for a in aux] != ["to"] or top < clause.verb:
            continue
        for verb in (top, *tree.children(top, "conj")):
            came_to = clause.lemma in words("result_of") and tree[verb].lemma.casefold() in results()
            if came_to and tree[verb].tag == "VB":
                yield read(tree, verb, "result", clause.subject, clause.says)._replace(auxiliaries=())


def _doing(tree: Tree, clause: Clause) -> Iterator[Clause]:
    """ "spoke for an hour, agreeing to meet again": behind a comma, what the same people did thereby."""
    agent = clause.subject is not None and is_agent(kind_of(tree, clause.subject))
    for top in tree.children(clause.verb, "advcl") if agent else ():
        first = tree.subtree(top)[0]
        behind = first == top > clause.verb and tree[top - 1].text == ","
        if behind and tree[top].tag == "VBG" and tree[top].lemma.casefold() in pasts("doings"):
            yield read(tree, top, "result", clause.subject, clause.says)


def results() -> dict[str, str]:
    """Verbs that tell what a contest came to, with their past."""
    return pasts("results")


def past_of(lemma: str) -> str:
    """The past of a verb of either list."""
    return results().get(lemma) or pasts("doings")[lemma]


@cache
def pasts(name: str) -> dict[str, str]:
    """The verbs of a class written "win=won", with their past."""
    return {word.partition("=")[0]: word.partition("=")[2] for word in sorted(words(name))}


def restrictive(tree: Tree) -> tuple[Clause, ...]:
    """What a phrase says of its noun as done: "the operation that captured the port" -> the operation captured it.

    Only the plain past, of a noun that more than an article tells apart, where nothing around it negates or hedges.
    """
    found = []
    for at, token in enumerate(tree.tokens):
        if token.dep != "relcl" or token.tag != "VBD" or token.head >= at or not _stated(tree, at):
            continue
        who = tree.child(at, "nsubj", "nsubjpass")
        noun = token.head
        told = [c for c in tree.children(noun, "amod", "compound", "poss", "nummod") if c < noun]
        named = tree[noun].pos == "PROPN"
        if who is None or tree[who].lemma not in {"that", "which", "who"} or not (told or named):
            continue
        if any(tree[c].text.casefold() in {"no", "any", "every", "each"} for c in tree.children(noun, "det")):
            continue
        if _may_mean_another(tree, noun, at):
            continue
        clause = read(tree, at, "relative", noun, _speech_above(tree, at))
        bound = tuple(p for p in clause.phrases if p.preposition in _BOUND)
        found.append(clause._replace(phrases=bound, times=(), sides=()))
    return tuple(found)


_BOUND = frozenset(("to", "into", "from", "against", "out", "through", "off", "for", "of"))
"""Phrases that belong to the verb before them; others at the end may belong to a verb further up, and are left out."""


def _may_mean_another(tree: Tree, noun: int, verb: int) -> bool:
    """ "a fire at a resort that killed 40": behind "at a resort" the verb may belong to the noun before."""
    first = tree.subtree(verb)[0]
    if first != noun + 1 or kind_of(tree, noun) in {"place", "time"}:
        return True
    above = tree[tree[noun].head]
    return tree[noun].dep == "pobj" and above.lemma.casefold() not in {
        "after",
        "following",
        "during",
        "amid",
        "by",
        "over",
    }


def attached(tree: Tree) -> tuple[Clause, ...]:
    """Clauses inside phrases ("a fire that killed 40", "..., killing 40"): good for counting, never said as a whole."""
    found = []
    for at, token in enumerate(tree.tokens):
        if (
            token.dep not in {"relcl", "acl", "advcl"}
            or token.tag not in {"VBD", "VBG", "VBN", "VBZ"}
            or token.head == at
        ):
            continue
        if not _stated(tree, at):
            continue
        who = tree.child(at, "nsubj", "nsubjpass")
        where = [c for c in tree.children(at, "advmod") if token.dep == "relcl" and tree[c].lemma == "where"]
        if token.dep == "relcl" and (who is None or (tree[who].lemma not in {"that", "which", "who"} and not where)):
            continue
        if token.dep == "advcl" and (who is not None or token.tag != "VBG"):
            continue
        subject = token.head if token.dep != "advcl" else tree.child(token.head, *SUBJECTS)
        subject = who if where else subject
        if subject is not None and tree[subject].tag in {"WP", "WDT"}:
            continue
        clause = read(tree, at, "relative", subject, None)._replace(source="attached", says=_speech_above(tree, at))
        passive = clause.passive or (token.dep == "acl" and token.tag in {"VBN", "VBD"})
        found.append(clause._replace(passive=passive, adverbs=tuple(a for a in clause.adverbs if a not in where)))
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
            if token.dep in {"mark", "advmod"} and token.lemma.casefold() in words("conditional_marks") | {
                "how",
                "whether",
            }:
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
    has_subject = tree.child(verb, *SUBJECTS) is not None
    return has_subject and bool(marks) and all(mark in words("factual_marks") for mark in marks)
