"""Whether a sentence takes back what it speaks of: a "not", a "never", or a word of rejection ("hoax", "denied")."""

from newsroom.council.stance_signs import word_class
from newsroom.model.claim import Claim
from newsroom.model.text import folded_words

_DENIALS = frozenset(("not", "no", "never")) | word_class("rejection")


def denies(text: str) -> bool:
    """Whether a denying word stands in the text, "n't" among them."""
    told = folded_words(text)
    return not _DENIALS.isdisjoint(told) or any(word.endswith("n't") for word in told)


def states_denial(claim: Claim) -> bool:
    """Whether what the claim states is itself a denial."""
    return claim.polarity == "denied" or denies(claim.wording)
