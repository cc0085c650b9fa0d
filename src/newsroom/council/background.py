"""Who people and places are, from descriptions set beside their names: "Anna Berg, the mayor of Lund, ..."."""

import re
from collections.abc import Iterator

from newsroom.council.grammar import Tree, bare
from newsroom.council.kinds import Kind, kind_of
from newsroom.council.lexicon import known_words, words
from newsroom.council.pieces import Piece
from newsroom.model.claim import Slot
from newsroom.model.syntax import Token

_NAMED: dict[str, Kind] = {"PERSON": "person", "ORG": "group", "GPE": "place", "LOC": "place"}


def descriptions(tree: Tree, piece: Piece) -> Iterator[dict[str, Slot]]:
    """Appositions with commas on both sides, name and description of one kind: slots `who` and `what`."""
    for at, token in enumerate(tree.tokens):
        if token.dep != "appos" or piece.touches(piece.quoted, token.start, token.end):
            continue
        pair = _ordered(tree, token.head, at)
        if pair is not None:
            slots = _slots(tree, piece, *pair)
            if slots is not None:
                yield slots


def _ordered(tree: Tree, first: int, second: int) -> tuple[int, int] | None:
    """(name, description) when one is a name and the other a common noun of the same kind, commas around."""
    span = tree.subtree(second)
    before, after = span[0] - 1, span[-1] + 1
    if before < 0 or tree[before].text not in {",", "–", "—"}:
        return None
    if after >= len(tree) or tree[after].text not in {",", "–", "—"}:
        return None
    if tree[second].pos == "NOUN" and _is_name(tree, first):
        return first, second
    return None


def _is_name(tree: Tree, at: int) -> bool:
    return tree[at].pos == "PROPN" and tree[at].ent in _NAMED and not tree.children(at, "conj")


def _slots(tree: Tree, piece: Piece, name: int, what: int) -> dict[str, Slot] | None:
    kind = _NAMED[tree[name].ent]
    lemma = tree[what].lemma.casefold()
    classes = {"person": ("person_nouns", "post_nouns"), "group": ("group_nouns",), "place": ("place_nouns",)}[kind]
    if not any(lemma in words(c) for c in classes) or tree.children(what, "conj"):
        return None
    name_span = [i for i in tree.subtree(name) if tree[i].dep in {"compound", "flat"} or i == name]
    what_span = tree.phrase(what)
    inside = [tree[i] for i in what_span]
    if any(
        t.tag in {"PRP", "PRP$", "WP", "WDT", "VBD", "VBZ"}
        or t.text.casefold() in {"that", "this", "other", "another", "one"}
        for t in inside
    ):
        return None
    if not any(tree[i].dep in {"amod", "compound", "poss", "prep", "nmod"} for i in what_span):
        return None
    if not tree.contiguous(what_span) or len(what_span) > 14 or not tree.contiguous(tuple(name_span)):
        return None
    first, last = tree[what_span[0]].start, tree[what_span[-1]].end
    who_start, who_end = tree[name_span[0]].start, tree[name_span[-1]].end
    spans = (*piece.unsure, *piece.quoted)
    if piece.touches(spans, first, last) or piece.touches(spans, who_start, who_end):
        return None
    who = piece.words(who_start, who_end)
    text = piece.words(first, last)
    if "," in who or (kind == "person" and len(who.split()) < 2):
        return None
    return {
        "who": Slot(text=re.sub(r"['’]s$", "", who), kind=kind, head=tree.head_lemma(name)),
        "what": Slot(
            text=text,
            kind=kind_of(tree, what) if bare(text) else kind,
            head=lemma,
        ),
    }


def _keeps_capital(token: Token) -> bool:
    """Names keep their capital: "Lund mayor", but "defence minister"."""
    return token.ent in {"GPE", "NORP"} or (
        token.ent == "ORG" and token.text.casefold() not in known_words() | {"defense", "homeland"}
    )


def titles(tree: Tree, piece: Piece) -> Iterator[dict[str, Slot]]:
    """Offices set before full names: "Lund Mayor Anna Berg" gives who Anna Berg, what "Lund mayor"."""
    for at, token in enumerate(tree.tokens):
        if token.ent != "PERSON" or token.pos != "PROPN" or token.dep in {"compound", "poss"}:
            continue
        first = at
        while first and tree[first - 1].ent == "PERSON" and tree[first - 1].pos == "PROPN":
            first -= 1
        office = first - 1
        if at - first < 1 or office < 0 or tree[office].text.casefold() not in words("title_nouns"):
            continue
        begin = office
        while begin and (
            tree[begin - 1].ent in {"GPE", "NORP", "ORG"}
            or tree[begin - 1].text.casefold()
            in {"vice", "prime", "deputy", "former", "attorney", "foreign", "defence", "defense"}
        ):
            begin -= 1
        start, end = tree[begin].start, tree[at].end
        if piece.touches((*piece.unsure, *piece.quoted), start, end) or begin == office:
            continue
        what = piece.words(start, tree[office].end)
        text = " ".join(
            word if _keeps_capital(tree_word) else word.casefold()
            for word, tree_word in zip(what.split(), tree.tokens[begin:first], strict=False)
        )
        yield {
            "who": Slot(text=piece.words(tree[first].start, end), kind="person", head=tree.head_lemma(at)),
            "what": Slot(text=text, kind="person", head=tree[office].lemma.casefold()),
        }
