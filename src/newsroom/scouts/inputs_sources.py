"""What every scout asks of a story's sources: tier, confirmations, freshness, words (N 1.1; decisions.md section 1)."""

from newsroom.model.arrivals import hours, items_of
from newsroom.model.base import Factor, score
from newsroom.model.item import SourceType
from newsroom.model.story import Dossier
from newsroom.model.text import folded_words, sentences, word_count
from newsroom.scouts.hearsay import only_relays

WORST_TIER = 5
CONFIRMATIONS_COUNTED = 5
WORDS_WANTED = 100
_TRADITIONAL: frozenset[SourceType] = frozenset({"wire", "press", "official", "local"})
_TRADITIONAL_TIER = 3


def get_source_tier(tier: int) -> int:
    """N's `get_source_tier` as decisions.md reads it: 5 points for tier 1 down to 1 for tier 5."""
    return WORST_TIER + 1 - min(WORST_TIER, max(1, tier))


def best_tier(dossier: Dossier) -> int:
    """Tier number of the best independent origin, 1 best; 5 when no origin is known."""
    return min((origin.tier for origin in dossier.story.origins), default=WORST_TIER)


def source_tier(dossier: Dossier) -> Factor:
    """Tier points of the best origin over 5, 0.2 to 1. Source: the origins' tiers. No origin: absent, 0.2."""
    tier = best_tier(dossier)
    points = score(get_source_tier(tier) / WORST_TIER)
    known = bool(dossier.story.origins)
    return Factor(name="source_tier", value=points if known else None, used=points, how=f"best source is tier {tier}")


def confirmations(dossier: Dossier) -> Factor:
    """Independent origins over 5, at most 1. Source: the story's origins, where copies count once. Never absent."""
    count = dossier.story.confirmations
    value = score(min(count, CONFIRMATIONS_COUNTED) / CONFIRMATIONS_COUNTED)
    return Factor(name="confirmations", value=value, used=value, how=f"{count} independent confirmations")


def freshness_hours(dossier: Dossier) -> float:
    """Hours since the newest independent report: the latest first publication among the story's origins, at least 0.

    An event that new owners still report is news, however long ago the first of them wrote (docs/decisions/0005).
    Without an origin that counts it is the story's first publication.
    """
    own = [
        min(item.published_at for item in items_of(dossier, origin))
        for origin in dossier.story.origins
        if items_of(dossier, origin)
    ]
    return hours(max(own, default=dossier.story.first_published_at), dossier.context.now)


def distinct_words(dossier: Dossier) -> int:
    """Words of the story's distinct text: each origin's longest text, no sentence counted twice."""
    seen: set[tuple[str, ...]] = set()
    total = 0
    for origin in dossier.story.origins:
        texts = [item.text for item in items_of(dossier, origin)]
        for sentence in sentences(max(texts, key=word_count, default="")):
            key = folded_words(sentence)
            total += 0 if key in seen else len(key)
            seen.add(key)
    return total


def longest_text(dossier: Dossier) -> int:
    """Words of the longest single text: the body where the article was fetched, an excerpt elsewhere."""
    return max((word_count(item.text) for item in dossier.items), default=0)


def enough_words(dossier: Dossier) -> Factor:
    """Words over the 100 wanted, at most 1: the larger of distinct text and longest text; `how` shows both."""
    distinct, longest = distinct_words(dossier), longest_text(dossier)
    value = score(min(1.0, max(distinct, longest) / WORDS_WANTED))
    how = f"{distinct} distinct words over independent items, longest single text {longest}"
    return Factor(name="original_words", value=value, used=value, how=how)


def traditional_confirmation(dossier: Dossier) -> bool:
    """Whether a wire, press, official or local origin of tier 3 or better has the story (N `has_wire_source`).

    An origin all of whose reports only say that posts spread, or doubt what they show, has not confirmed anything.
    """
    able = (o for o in dossier.story.origins if o.tier <= _TRADITIONAL_TIER and _TRADITIONAL & set(o.types))
    return any(any(not only_relays(item) for item in items_of(dossier, origin)) for origin in able)


def source_types(dossier: Dossier) -> tuple[SourceType, ...]:
    """The types of all independent origins, in order, for the auction's diversity."""
    return tuple(kind for origin in dossier.story.origins for kind in origin.types)


def only_anonymous(dossier: Dossier) -> bool:
    """Whether nobody who can be asked stands behind the story: social posts without an author, and nothing else."""
    return all(item.publisher.kind == "social" and not item.author for item in dossier.items)
