"""Word forms from lemminflect: the adapter behind ports.Inflection.

The library brings spaCy and its own tables, about a second: it is imported with the first form that is asked for.
"""

from functools import lru_cache

BE = {"VBZ": "is", "VBP": "are", "VBG": "being", "VBN": "been", "VB": "be"}


class Lemminflect:
    """English verb and noun forms. Deterministic: the first form that the library lists is taken."""

    def verb(self, lemma: str, tag: str, plural: bool = False) -> str:
        """`lemma` in the form of a Penn tag (VB, VBD, VBG, VBN, VBP, VBZ)."""
        if lemma == "be":
            return _be(tag, plural)
        if lemma == "have" and tag in {"VBZ", "VBP"}:
            return "have" if plural else "has"
        if tag in {"VBZ", "VBP"}:
            tag = "VBP" if plural else "VBZ"
        return _form(lemma, tag)

    def noun(self, lemma: str, plural: bool) -> str:
        """`lemma` in the singular or plural."""
        return _form(lemma, "NNS" if plural else "NN")


def _be(tag: str, plural: bool) -> str:
    if tag == "VBD":
        return "were" if plural else "was"
    if tag in {"VBZ", "VBP"}:
        return "are" if plural else "is"
    return BE.get(tag, "")


@lru_cache(maxsize=8192)
def _form(lemma: str, tag: str) -> str:
    from lemminflect import getInflection

    forms = getInflection(lemma, tag, inflect_oov=True)
    return str(forms[0]) if forms else ""
