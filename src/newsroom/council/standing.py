"""How well a fact stands: supported, single source, disputed, contradicted or unverifiable.

Precedence, first match wins:
1. nobody independent carries it                                   unverifiable
2. another fact contradicts it and more voices carry that one      contradicted
3. another fact contradicts it and as many voices carry it         disputed
4. it is a guess or a belief, and one voice carries it             unverifiable
   (what somebody says must, should or would be is neither: it is what they said)
5. two or more independent voices                                  supported
6. else                                                            single_source
A fact that more voices carry than its rival keeps its own standing.

Mission row V4 (N 2.4, claim verification).
"""

from collections.abc import Sequence

from newsroom.council.lexicon import words
from newsroom.council.merge import Fact
from newsroom.model.claim import ClaimStatus


def status_of(fact: Fact, rivals: Sequence[Fact]) -> ClaimStatus:
    """The standing of `fact` given the facts in conflict with it."""
    voices = len(fact.voices)
    if not voices:
        return "unverifiable"
    strongest = max((len(rival.voices) for rival in rivals), default=0)
    if strongest > voices:
        return "contradicted"
    if rivals and strongest == voices:
        return "disputed"
    if voices == 1 and _is_guess(fact):
        return "unverifiable"
    return "supported" if voices >= 2 else "single_source"


def _is_guess(fact: Fact) -> bool:
    best = fact.best
    believed = best.speaker is not None and best.speaker.verb in words("mental_verbs")
    demanded = best.frame == "said" and best.modality in words("wills")
    return believed or not (demanded or best.modality in {"", "will"})
