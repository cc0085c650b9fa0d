"""How sure it is that an item tells a story: words and meaning in common, time between, and whose act each tells.

A logistic rule of four inputs that gives one number, chosen by how well whole days are grouped with it
(`lab/training/story_evidence.py`), and kept as a few readable numbers a grain.
"""

import math
from typing import NamedTuple

from newsroom.model.base import score


class Evidence(NamedTuple):
    """Weights of the rule. `words` and `meaning` weigh cosines (-1 to 1), `day` is taken off per day of silence.

    `act` is taken off for the share of the story's acts (0 to 1) that are somebody else's (who_acts.py).

    `closest` is the share (0 to 1) of each cosine that the story's closest leading report gives, the mean over all its
    items gives the rest: a great story has many sides, and a report need tell only one of them.
    """

    base: float
    words: float
    meaning: float
    day: float
    closest: float = 0.0
    act: float = 0.0

    def of(self, words: float, meaning: float, days: float, others: float = 0.0) -> float:
        """Probability 0 to 1, rounded; one half says as likely as not."""
        told = self.base + self.weigh(words, meaning) - self.day * min(max(days, 0.0), MOST_DAYS)
        told -= self.act * others
        return score(1.0 / (1.0 + math.exp(-told)))

    def weigh(self, words: float, meaning: float) -> float:
        """What two likenesses add to the log-odds."""
        return self.words * words + self.meaning * meaning

    def is_hopeless(self, words: float, meaning: float) -> bool:
        """Whether likenesses with the whole story are so low that no single report of it need be asked."""
        return self.closest <= 0 or self.base + self.weigh(words, meaning) < _HOPELESS


MOST_DAYS = 3.0
"""Silence beyond this says no more."""
_HOPELESS = -5.0


def on_words_alone(likeness: float, alike: float) -> float:
    """A likeness of words on the same scale, 0 to 1: one half where it is just `alike` enough."""
    return score(likeness / (likeness + alike)) if likeness > 0 else 0.0


def times_odds(sure: float, factor: float) -> float:
    """A probability with its odds multiplied."""
    return score(sure * factor / (sure * factor + 1.0 - sure)) if sure < 1 else sure
