"""A bid's summary: the first whole sentence of the best source's text, in its own words (N 2.1 `summary`)."""

from newsroom.model.story import Dossier
from newsroom.model.text import sentences, word_count

_FEWEST_WORDS = 6
_LONGEST = 400


def summary(dossier: Dossier) -> str:
    """First sentence of six or more words from the item of the best tier, earliest first; else the headline."""
    ranked = sorted(dossier.items, key=lambda item: (item.publisher.tier, item.published_at, item.id))
    for item in ranked:
        for sentence in sentences(item.text):
            if word_count(sentence) >= _FEWEST_WORDS:
                return sentence.strip()[:_LONGEST]
    return dossier.story.headline
