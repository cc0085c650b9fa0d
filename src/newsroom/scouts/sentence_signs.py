"""What two sentences share and where they part, as figures that a trained rule weighs (see `same_sentence`)."""

import math
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from newsroom.model.figures import numbers
from newsroom.model.text import folded_words, words
from newsroom.model.word_rarity import rarity, stem
from newsroom.model.wordlists import stop_words

LONGEST_RUN = 4
WORDS_AT_MOST = 120
LETTERS_AT_MOST = 1200
_DENIALS = frozenset({"not", "no", "never", "without", "denied", "denies", "deny", "n't", "cannot", "nor", "neither"})

SIGNS = (
    "cosine", "cosine_squared",
    "runs_1_low", "runs_1_high", "runs_2_low", "runs_2_high", "runs_3_low", "runs_3_high", "runs_4_low", "runs_4_high",
    "stems_low", "stems_high", "stem_pairs_low", "stem_pairs_high",
    "weight_low", "weight_high", "left_over_low", "left_over_high", "heaviest_left_over",
    "content_low", "content_high",
    "letters", "order_low", "order_high", "longest_run",
    "numbers", "numbers_one_sided", "numbers_contradict", "names_low", "names_high", "names_one_sided", "names_contradict",
    "denial_differs", "length_ratio", "length_gap", "shorter_length", "same_beginning", "same_end",
    "both_say_more", "cosine_of_more",
)  # fmt: skip
"""Names of the figures, in order. `low` is the smaller of the shares of the two sentences, `high` the larger."""


class Nearness(NamedTuple):
    """Cosines (-1 to 1) of the meanings of two whole sentences, and of what each says alone (0 where not read)."""

    whole: float
    alone: float


class _Read(NamedTuple):
    tokens: tuple[str, ...]
    stems: tuple[str, ...]
    content: frozenset[str]
    letters: Counter[str]
    numbers: frozenset[float]
    names: frozenset[str]
    denials: int


def signs(a: str, b: str, near: Nearness) -> tuple[float, ...]:
    """The figures of `SIGNS`, the same whichever sentence comes first. Shares and ratios are 0 to 1."""
    left, right = _read(a[:LETTERS_AT_MOST]), _read(b[:LETTERS_AT_MOST])
    found = [near.whole, near.whole * near.whole]
    for n in range(1, LONGEST_RUN + 1):
        found += _shares(_runs(left.tokens, n), _runs(right.tokens, n))
    for n in (1, 2):
        found += _shares(_runs(left.stems, n), _runs(right.stems, n))
    found += _weights(left.stems, right.stems)
    found += _set_shares(left.content, right.content)
    found.append(_dice(left.letters, right.letters))
    found += _order(left.stems, right.stems)
    found += _numbers(left.numbers, right.numbers)
    found += [*_set_shares(left.names, right.names), *_sides(left.names, right.names)]
    found.append(float((left.denials > 0) != (right.denials > 0)))
    found += _lengths(left.tokens, right.tokens)
    more = all(said_alone(a[:LETTERS_AT_MOST], b[:LETTERS_AT_MOST]))
    found += [float(more), near.alone if more else 0.0]
    return tuple(round(one, 4) for one in found)


def said_alone(a: str, b: str) -> tuple[str, str]:
    """The words of each sentence that the other does not have, in order and without words of grammar; "" for none."""
    ours, theirs = _read(a).tokens, _read(b).tokens
    return _without(ours, frozenset(theirs)), _without(theirs, frozenset(ours))


@lru_cache(maxsize=4096)
def _read(text: str) -> _Read:
    tokens = folded_words(text)[:WORDS_AT_MOST]
    stems = tuple(stem(token) for token in tokens)
    stop = stop_words("en")
    joined = f" {' '.join(tokens)} "
    written = words(text)[:WORDS_AT_MOST]
    return _Read(
        tokens,
        stems,
        frozenset(one for one, token in zip(stems, tokens, strict=True) if token not in stop),
        Counter(joined[at : at + 4] for at in range(len(joined) - 3)),
        frozenset(numbers(text)),
        frozenset(stem(token) for word, token in zip(written[1:], tokens[1:], strict=True) if word[0].isupper()),
        sum(token in _DENIALS or token.endswith("n't") for token in tokens),
    )


def _without(tokens: Sequence[str], others: frozenset[str]) -> str:
    stop = stop_words("en")
    return " ".join(token for token in tokens if token not in others and token not in stop)


def _runs(tokens: Sequence[str], n: int) -> Counter[tuple[str, ...]]:
    return Counter(tuple(tokens[at : at + n]) for at in range(len(tokens) - n + 1))


def _shares(left: Counter[tuple[str, ...]], right: Counter[tuple[str, ...]]) -> list[float]:
    common = (left & right).total()
    return _low_high(common / max(1, left.total()), common / max(1, right.total()))


def _set_shares(left: frozenset[str], right: frozenset[str]) -> list[float]:
    if not left or not right:
        return [1.0, 1.0] if not left and not right else [0.0, 1.0]
    common = len(left & right)
    return _low_high(common / len(left), common / len(right))


def _low_high(one: float, other: float) -> list[float]:
    return [min(one, other), max(one, other)]


def _weights(left: Sequence[str], right: Sequence[str]) -> list[float]:
    """Shares of what the words weigh, what each sentence says alone (in tens), and the heaviest word said alone."""
    ours, theirs = Counter(left), Counter(right)
    both = _weight(ours & theirs)
    alone = [_weight(ours - theirs), _weight(theirs - ours)]
    heaviest = max((rarity(word) for word in (*(ours - theirs), *(theirs - ours))), default=0.0)
    shares = _low_high(both / max(1.0, _weight(ours)), both / max(1.0, _weight(theirs)))
    return [*shares, min(alone) / 10.0, max(alone) / 10.0, heaviest]


def _weight(counts: Counter[str]) -> float:
    return math.fsum(rarity(word) * count for word, count in sorted(counts.items()))


def _dice(left: Counter[str], right: Counter[str]) -> float:
    return 2.0 * (left & right).total() / max(1, left.total() + right.total())


def _order(left: Sequence[str], right: Sequence[str]) -> list[float]:
    """Shares of the words that stand in both in one order, and the longest unbroken run as a share of the shorter."""
    row, runs = [0] * (len(right) + 1), [0] * (len(right) + 1)
    longest = 0
    for mine in left:
        before, before_run = 0, 0
        for at, other in enumerate(right, start=1):
            above, above_run = row[at], runs[at]
            row[at] = before + 1 if mine == other else max(above, row[at - 1])
            runs[at] = before_run + 1 if mine == other else 0
            longest = max(longest, runs[at])
            before, before_run = above, above_run
    common = row[-1]
    shares = _low_high(common / max(1, len(left)), common / max(1, len(right)))
    return [*shares, longest / max(1, min(len(left), len(right)))]


def _numbers(left: frozenset[float], right: frozenset[float]) -> list[float]:
    return [float(bool(left and right)), *_sides(left, right)]


def _sides(left: frozenset[float] | frozenset[str], right: frozenset[float] | frozenset[str]) -> list[float]:
    """Whether only one side says something more, and whether both do."""
    more, other = bool(set(left) - set(right)), bool(set(right) - set(left))
    return [float(more != other), float(more and other)]


def _lengths(left: Sequence[str], right: Sequence[str]) -> list[float]:
    short, long = sorted((len(left), len(right)))
    same_start = float(left[:2] == right[:2])
    same_end = float(left[-2:] == right[-2:])
    return [short / max(1, long), (long - short) / 10.0, short / 20.0, same_start, same_end]
