"""What a story is called, about whom, in which language: read from its items, the same in any order of them."""

import re
from collections.abc import Mapping, Sequence

from newsroom.model.base import score
from newsroom.model.item import Item
from newsroom.model.syntax import Entity
from newsroom.model.text import content_words, fold, folded_words, jaccard, words
from newsroom.scouts.categories import Category as Category
from newsroom.scouts.categories import category_of as category_of
from newsroom.scouts.headlines import headline_kind, pattern
from newsroom.scouts.story_features import bare_title

ENTITIES_KEPT = 12
SLUG_WORDS = 8
NAMED = frozenset(("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT"))
"""Kinds of entities that name something; dates and amounts do not."""
_SHORT, _LONG = 5, 18
_LABEL = re.compile(r"^(?:[A-Z][A-Z .'-]{2,24}|Live|Watch|Video|Exclusive|Breaking|Opinion|Analysis)\s*[:|]\s+(?=\S)")
_CHARGED = re.compile(
    r"\b(?:shock\w*|horror|furious|fury|slam\w*|blast\w* (?:at|over)|outrage\w*|chaos|bombshell|terrifying|heartbreak\w*|"
    r"devastat\w*|brutal\w*|insane|epic|meltdown|humiliat\w*|destroy\w* (?:him|her|critics)|you won.t believe|here.s (?:why|how))\b"
)


def headline_of(items: Sequence[Item]) -> str:
    """The story's headline: a plain, central one of the best-rated English items, without publishers' and desk tails.

    Lower is better, added up: the tier; 1.5 for each mark of a headline that does not simply report (question,
    exclamation, quotation, first person, charged words, shouting, preview, much too short or long); less 3 times how
    much it shares with the others' titles. English first; without English the best of what there is. An instrument's
    code only where nobody reports. No items: "".
    """
    english = [item for item in items if item.language.casefold().startswith("en")]
    pool = [item for item in english or items if speaks_plainly(item)] or list(english or items)
    pool = [item for item in pool if item.kind != "reading"] or pool
    if not pool:
        return ""
    bags = {item.id: frozenset(content_words(clean_title(item), item.language)) for item in pool}

    def rank(item: Item) -> tuple[float, str, str]:
        others = [bag for key, bag in bags.items() if key != item.id]
        centrality = sum(jaccard(bags[item.id], bag) for bag in others) / len(others) if others else 0.0
        points = item.publisher.tier + 1.5 * _marks(clean_title(item)) - 3 * centrality
        return score(points), item.published_at.isoformat(), item.id

    chosen = clean_title(min(pool, key=rank))
    return chosen[:1].upper() + chosen[1:]


def speaks_plainly(item: Item) -> bool:
    """Whether an item reports at all: opinion, satire, shops and digests give no headline."""
    return not (item.opinion or item.satire or item.not_news) and headline_kind(item.title) != "digest"


def clean_title(item: Item) -> str:
    """A title without the publisher at its end and a desk label at its start ("WATCH: ...", "Live | ...")."""
    title = bare_title(item).strip()
    bare = _LABEL.sub("", title)
    return bare if len(bare.split()) >= _SHORT else title


def slug_of(headline: str) -> str:
    """Up to eight words for a file name or an address: a-z, 0-9 and hyphens, never empty."""
    bare = (word.replace("'", "") for word in folded_words(headline))
    kept = [part for word in bare for part in re.split(r"[^a-z0-9]+", word) if part]
    return "-".join(kept[:SLUG_WORDS])[:80].strip("-") or "story"


def language_of(items: Sequence[Item]) -> str:
    """The two-letter language of most items, English on a tie, then the lower code; "en" without any tag."""
    counts: dict[str, int] = {}
    for item in items:
        code = item.language.casefold()[:2]
        if code:
            counts[code] = counts.get(code, 0) + 1
    return min(counts, key=lambda code: (-counts[code], code != "en", code)) if counts else "en"


def entities_of(items: Sequence[Item], tagged: Mapping[str, Sequence[Entity]] | None = None) -> tuple[str, ...]:
    """Up to twelve names, those in most items first. `tagged` gives entities by item id; others are read by capitals.

    A shorter form counts for the one longer form that holds it ("Maduro" for "Nicolas Maduro").
    """
    forms: dict[str, str] = {}
    counts: dict[str, int] = {}
    for item in sorted(items, key=lambda one: (one.seen_at, one.id)):
        found = tagged.get(item.id) if tagged is not None else None
        if found is not None:
            names = [entity.text for entity in found if entity.label in NAMED]
        else:
            names = _capitalised(clean_title(item), item.text)
        for name in dict.fromkeys(map(_bare_name, names)):
            if len(name) > 1:
                counts[fold(name)] = counts.get(fold(name), 0) + 1
                forms.setdefault(fold(name), name)
    for short in sorted(counts, key=lambda key: (len(key), key)):
        holders = [key for key in counts if key != short and f" {short} " in f" {key} "]
        if len(holders) == 1 and counts[holders[0]] * 4 >= counts[short]:
            counts[holders[0]] += counts.pop(short)
    ranked = sorted(counts, key=lambda key: (-counts[key], key))
    return tuple(forms[key] for key in ranked[:ENTITIES_KEPT])


def _marks(title: str) -> int:
    folded = fold(title)
    tokens = words(title)
    shouted = [token for token in tokens if len(token) > 4 and token.isupper()]
    return sum(
        (
            title.rstrip().endswith("?"),
            "!" in title,
            title[:1] in "'\"‘“„",
            bool(re.search(r"\b(?:i|my|we|our|you|your)\b", folded)),
            bool(_CHARGED.search(folded)),
            bool(shouted),
            bool(pattern("preview").search(folded)),
            bool(re.search(r"\blive(?: updates| blog|blog)?\b", folded)),
            not _SHORT <= len(tokens) <= _LONG,
            title.endswith(("...", "…")),
        )
    )


def _capitalised(title: str, text: str) -> list[str]:
    """Runs of capitalised words of the text that do not merely open a sentence; of the title where there is no text."""
    found: list[str] = []
    source = text or title
    for sentence in re.split(r"(?<=[.!?:])\s+", source):
        run: list[str] = []
        for at, token in enumerate([*sentence.split(), ""]):
            word = token.strip("\"'“”‘’„()[],;:.!?")
            if word[:1].isupper() and not (at == 0 and len(word) < _SHORT):
                run.append(word)
                if token[-1:] in ',;:.)”"':
                    found.append(" ".join(run))
                    run = []
            elif run:
                found.append(" ".join(run))
                run = []
    return [name for name in found if fold(name) not in _stop_words_of(name)]


def _stop_words_of(name: str) -> frozenset[str]:
    return frozenset(folded_words(name)) - frozenset(content_words(name))


def _bare_name(name: str) -> str:
    return re.sub(r"^(?:the|The)\s+|['’]s?$", "", name.strip()).strip()
