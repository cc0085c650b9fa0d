"""Words of one meaning, as far as comparing reports goes."""

from functools import cache

from newsroom.council.lexicon import words
from newsroom.model.text import fold


def lemma_key(word: str) -> str:
    """A word's comparing form: folded, without a possessive, one word for a few words of one meaning."""
    plain = fold(word).strip("'\".,").removesuffix("'s")
    return _synonyms().get(plain, plain)


@cache
def _synonyms() -> dict[str, str]:
    return {word: group.split("=")[0] for group in sorted(words("synonyms")) for word in group.split("=")}
