"""Which wording of a claim is spoken: gates first, then the most our own and the easiest to say.

Gates (offline-writer.md "Gates", broadcast-writing.md section 1): at most 25 words; no run of more than 8 words of any
source; at most 0.35 of the 4-grams shared; each figure and name in the claim's evidence; hedge, negation, bound and
condition kept; half of the content words new; another opening than the line before.
"""

from collections.abc import Iterable
from typing import NamedTuple

from newsroom.model.claim import Claim
from newsroom.model.text import content_words, fold, folded_words, numbers, word_count
from newsroom.studio.ngrams import QUOTED, SourceRuns
from newsroom.studio.phrases import Told
from newsroom.studio.say_numbers import BOUNDS
from newsroom.studio.wording import Candidate

WORDS_MAX = 25
WORDS_MIN = 4
IDEAL = range(8, 16)
RUN_MAX = 8
RUN_AIM = 6
SHARE_MAX = 0.35
GRAMS_OF_A_FACT = 5
"""4-grams of a run of eight words: a short fact is mostly its own names and figures, and a share of it says little."""
NEW_WORDS_MIN = 0.5
FEWEST_NEW = 2
SAYING = frozenset(["reports", "report", "says", "according", "adds", "said", "words", "put"])
NEGATIONS = frozenset(
    "no not never none nobody nothing neither nor without denies deny rejects reject denial cannot refused refuses".split()  # noqa: SIM905
)
HEDGE_STEMS = {"expected to": "expected", "likely to": "likely", "set to": "set", "due to": "due"}


class Judged(NamedTuple):
    """A candidate with its figures, or the gate it failed."""

    candidate: Candidate
    failed: str
    run: int
    share: float
    cost: float


class Bench(NamedTuple):
    """What a line is judged against: the sources' runs, names that may always be said, and what was told before."""

    runs: SourceRuns
    known_names: frozenset[str]
    told: Told


def passing(found: Iterable[Candidate], claims: dict[str, Claim], bench: Bench) -> list[Judged]:
    """The candidates that pass every gate, the lowest cost first; equals keep their order."""
    judged = [judge(candidate, claims, bench) for candidate in found]
    return sorted((j for j in judged if not j.failed), key=lambda j: j.cost)


def judge(candidate: Candidate, claims: dict[str, Claim], bench: Bench) -> Judged:
    """One candidate against every gate, in the order above."""
    text = candidate.text
    run = bench.runs.longest(text)
    held, own = bench.runs.shared(text)
    share = held / own if own else 0.0
    failed = _failed(candidate, [claims[i] for i in candidate.claim_ids], bench, run, held, own)
    cost = _cost(candidate, run, share, bench.told.openings)
    return Judged(candidate, failed, run, round(share, 3), cost)


def _cost(candidate: Candidate, run: int, share: float, openings: tuple[str, ...]) -> float:
    """How much speaks against a line that may be said; house weights.

    Each word of a run over six 1.0; a part left out 0.5; share of 4-grams 2.0; each word off the ideal length 0.15; a
    later (less natural) wording 0.12 a place; an opening heard in the last four lines 0.6.
    """
    length = word_count(candidate.text)
    off = 0 if length in IDEAL else min(abs(length - IDEAL[0]), abs(length - IDEAL[-1]))
    heard = opening(candidate.text) in openings[-4:]
    cost = max(0, run - RUN_AIM) + 0.5 * candidate.dropped + 2.0 * share + 0.15 * off + 0.12 * candidate.form
    return round(cost + 0.6 * heard, 3)


def _failed(candidate: Candidate, claims: list[Claim], bench: Bench, run: int, held: int, own: int) -> str:
    text = candidate.text
    length = word_count(text)
    if not WORDS_MIN <= length <= WORDS_MAX:
        return "length"
    if run > RUN_MAX:
        return "run"
    if held > max(GRAMS_OF_A_FACT, SHARE_MAX * own):
        return "share"
    if not _figures_held(text.replace(candidate.outlet, "") if candidate.outlet else text, claims):
        return "figure"
    if candidate.way == "frame" and len(set(numbers(text))) < len(numbers(text)):
        return "figure twice"
    if not _names_held(text, claims, bench.known_names):
        return "name"
    if not all(_strength_kept(text, claim) for claim in claims):
        return "strength"
    if not _is_new(text, bench.told, bench.known_names):
        return "repeats"
    if bench.told.openings and opening(text) == bench.told.openings[-1]:
        return "opening"
    return ""


def opening(text: str) -> str:
    """The first two words: neighbours never share them."""
    return " ".join(folded_words(text)[:2])


def _evidence(claims: list[Claim]) -> str:
    return "\n".join(e.text for claim in claims for e in claim.evidence)


def _figures_held(text: str, claims: list[Claim]) -> bool:
    dated = {float(part) for claim in claims for part in claim.time.split("T")[0].split("-") if part.isdigit()}
    stated = {claim.quantity.value for claim in claims if claim.quantity}
    held = set(numbers(_evidence(claims))) | dated | stated
    return all(value in held for value in numbers(text))


def _names_held(text: str, claims: list[Claim], known: frozenset[str]) -> bool:
    held = {_owner(w).replace(".", "") for w in folded_words(_evidence(claims))}
    held |= {w for c in claims if c.speaker for w in map(_owner, folded_words(f"{c.speaker.name} {c.speaker.role}"))}
    said = QUOTED.sub(" ", text).split()[1:]
    names = [w for w in said if w[:1].isupper() and any(ch.isalpha() for ch in w)]
    return all(w in held | known or w.endswith("day") for name in names for w in map(_owner, folded_words(name)))


def _owner(name: str) -> str:
    return name.replace(".", "").removesuffix("'s").removesuffix("’s").removesuffix("'")


def _strength_kept(text: str, claim: Claim) -> bool:
    said = fold(text)
    hedge = HEDGE_STEMS.get(claim.modality, claim.modality)
    if hedge and hedge != "will" and hedge.lower() not in said:
        return False
    if hedge == "will" and not any(w in said for w in ("will", "due", "to ", "plan", "intend", "want", "next")):
        return False
    if claim.condition and fold(claim.condition.strip(" ,.")) not in said:
        return False
    if claim.polarity == "denied" and not NEGATIONS & set(said.replace("n't", " not").replace(".", " ").split()):
        return False
    if claim.quantity and claim.quantity.value in numbers(text):
        return BOUNDS[claim.quantity.bound].strip() in said
    return True


def _is_new(text: str, told: Told, known: frozenset[str]) -> bool:
    """Half of the content words are new. Outlets, names heard and words of saying do not count; forms are one word."""
    heard = {word[:5] for word in told.words}
    named = {w for w in folded_words(" ".join(w for w in text.split() if w[:1].isupper())) if w[:5] in heard}
    content = [w for w in content_words(text, "en") if w not in known and w not in SAYING and w not in named]
    new = [word for word in content if word[:5] not in heard]
    enough = NEW_WORDS_MIN * len(content)
    return len(new) >= (max(enough, FEWEST_NEW) if told.words else enough)
