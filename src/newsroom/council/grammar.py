"""Reading a parsed sentence: children, phrases, and their words as the source wrote them."""

import re
from collections.abc import Iterator
from functools import cached_property

from newsroom.model.syntax import Sentence, Token

_NOUNISH = frozenset(("NOUN", "PROPN", "NUM", "PRON"))
_LOOSE = frozenset(("relcl", "appos", "acl", "advcl", "parataxis"))
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_EDGES = " \t\n,;:-–—"


class Tree:
    """One sentence as a tree. Indices are token positions in the sentence."""

    def __init__(self, sentence: Sentence) -> None:
        self.tokens = sentence.tokens

    @cached_property
    def _children(self) -> tuple[tuple[int, ...], ...]:
        below: list[list[int]] = [[] for _ in self.tokens]
        for at, token in enumerate(self.tokens):
            if token.head != at and 0 <= token.head < len(self.tokens):
                below[token.head].append(at)
        return tuple(tuple(row) for row in below)

    def __getitem__(self, at: int) -> Token:
        return self.tokens[at]

    def __len__(self) -> int:
        return len(self.tokens)

    def children(self, at: int, *deps: str) -> tuple[int, ...]:
        """Direct dependents of token `at`, in order; only those with one of `deps` when any is given."""
        return tuple(c for c in self._children[at] if not deps or self.tokens[c].dep in deps)

    def child(self, at: int, *deps: str) -> int | None:
        """The first such dependent."""
        return next(iter(self.children(at, *deps)), None)

    def subtree(self, at: int, skip: frozenset[int] = frozenset()) -> tuple[int, ...]:
        """`at` and everything below it, in order; branches whose top is in `skip` are left out."""
        found: list[int] = []
        stack = [at]
        while stack:
            top = stack.pop()
            found.append(top)
            stack.extend(c for c in self._children[top] if c not in skip)
        return tuple(sorted(found))

    def roots(self) -> Iterator[int]:
        """Tokens that govern themselves."""
        return (at for at, token in enumerate(self.tokens) if token.head == at)

    def loose(self, at: int) -> frozenset[int]:
        """Tops of non-restrictive branches below `at`: set off by a comma or dash, they may go without loss of truth."""
        tops = set()
        for below in self.subtree(at):
            if below == at or self.tokens[below].dep not in _LOOSE | {"prep"}:
                continue
            span = self.subtree(below)
            before = self.tokens[span[0] - 1].text if span[0] else ""
            if self.tokens[below].dep == "prep" and not self._closed_off(below, span):
                continue
            if before in {",", "–", "—", "-", "("} and self.tokens[below].head < below:
                tops.add(below)
        return frozenset(tops)

    def _closed_off(self, top: int, span: tuple[int, ...]) -> bool:
        """Whether a phrase stands between two commas, or is the last before a comma that ends what it hangs on."""
        after = self.tokens[span[-1] + 1].text if span[-1] + 1 < len(self.tokens) else ""
        governor = self.tokens[self.tokens[top].head]
        return after == "," and governor.pos in _NOUNISH and self.tokens[span[0] - 1].text == "," and top == span[0]

    def phrase(self, at: int) -> tuple[int, ...]:
        """The words of the phrase headed by `at` without its loose branches, cut at outer commas, in order."""
        loose = self.loose(at)
        kept = list(self.subtree(at, loose))
        while kept and self.tokens[kept[-1]].pos == "PUNCT" and self.tokens[kept[-1]].text not in {"%", ")"}:
            kept.pop()
        while kept and (self.tokens[kept[0]].pos == "PUNCT" or self.tokens[kept[0]].dep == "cc"):
            kept.pop(0)
        return tuple(kept)

    def contiguous(self, span: tuple[int, ...]) -> bool:
        """Whether nothing but punctuation is missing between the first and the last word of `span`."""
        if not span:
            return False
        inside = set(span)
        return all(at in inside or self.tokens[at].pos == "PUNCT" for at in range(span[0], span[-1] + 1))

    def head_lemma(self, at: int) -> str:
        """The merge key of a phrase: lower-case lemma; for a name its last part without a possessive."""
        token = self.tokens[at]
        word = token.text if token.pos == "PROPN" or token.ent in {"PERSON", "ORG", "GPE"} else token.lemma
        return word.casefold().removesuffix("'s").removesuffix("’s").strip(".")

    def is_nominal(self, at: int) -> bool:
        """Whether token `at` can head a noun phrase."""
        return self.tokens[at].pos in _NOUNISH or self.tokens[at].tag in {"CD", "NN", "NNS", "NNP", "NNPS"}


def bare(text: str) -> str:
    """A phrase without a leading article and outer punctuation."""
    return _ARTICLE.sub("", text.strip(_EDGES)).strip(_EDGES)
