"""Who really confirms a story: independent voices, each once (N 1.1 `count_independent_sources`; decisions.md section 1).

Order of precedence for one item:
1. opinion, satire, what is not news, and a community or index that only links, speak for nobody;
2. a copy of another item's text speaks for whoever the first of the copies speaks for;
3. a report that credits an agency or another newsroom speaks for the one it credits; one that only says it repeats
   "a report" or "local media" speaks for the newsroom that others in the story credit, else all such are one unnamed voice;
4. every other item speaks for its publisher's owner, and an owner counts once however many outlets it has and however
   lists spell it (data/owners.toml).
Owners that only repeat each other, with no report of their own among them, are one voice.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from newsroom.model.item import SOURCE_TYPES, Item, Origin, Source
from newsroom.model.story import Story
from newsroom.model.text import word_count
from newsroom.scouts.credits import UNNAMED as UNNAMED
from newsroom.scouts.credits import Credit, credited, is_second_hand, voice_of
from newsroom.scouts.near_copies import copy_groups

LINK_ONLY_WORDS = 5
_INDEXES = ("aggregator", "trend")


class _Voice(NamedTuple):
    """An item, the owner it speaks for, why, and whether the report is its own."""

    item: Item
    speaks_for: str
    why: str
    own: bool


def count_independent_sources(story: Story) -> int:
    """N's confirmation count: the story's independent origins."""
    return len(story.origins)


def origins(items: Sequence[Item], sources: Mapping[str, Source] | None = None) -> tuple[Origin, ...]:
    """The independent voices among a story's items, best tier first, then by owner. Any order of items, same answer.

    `sources` (by id), where given, tells indexes and communities from outlets. An origin's tier is the best of the
    outlets that carry it: a repeated report is no better than those who repeat it.
    """
    counted = [item for item in items if speaks(item, (sources or {}).get(item.source_id))]
    voices = [voice for group in copy_groups(counted) for voice in _voices(group)]
    voices = _name_the_unnamed(voices)
    owner_of = _grounded(voices)
    gathered: dict[str, list[_Voice]] = {}
    for voice in sorted(voices, key=lambda one: (one.item.published_at, one.item.id)):
        gathered.setdefault(owner_of[voice.speaks_for], []).append(voice)
    found = [_origin(owner, group) for owner, group in gathered.items()]
    return tuple(sorted(found, key=lambda origin: (origin.tier, origin.owner)))


def speaks(item: Item, source: Source | None = None) -> bool:
    """Whether an item can be anyone's voice at all."""
    if item.opinion or item.satire or item.not_news or item.publisher.kind in _INDEXES:
        return False
    if source is not None and source.aggregator and source.owner == item.publisher.owner:
        return False
    only_links = item.publisher.kind == "social" and item.kind != "video" and word_count(item.text) < LINK_ONLY_WORDS
    return not only_links


def _voices(group: Sequence[Item]) -> list[_Voice]:
    """The voices of one text and its copies: all speak for one owner, the one credited by any, else the first's."""
    credit = next((found for found in map(credited, group) if found), None)
    first = group[0]
    if credit is None and is_second_hand(first):
        credit = Credit(UNNAMED, "repeats a report that it does not name")
    owner = credit.owner if credit else voice_of(first.publisher.owner)
    return [_voice(item, owner, credit, first) for item in group]


def _voice(item: Item, owner: str, credit: Credit | None, first: Item) -> _Voice:
    if voice_of(item.publisher.owner) == owner:
        return _Voice(item, owner, "its own report", True)
    if credit is not None:
        return _Voice(item, owner, f"{item.publisher.name} {credit.how}", False)
    return _Voice(item, owner, f"{item.publisher.name} carries the text of {first.publisher.name}", False)


def _name_the_unnamed(voices: Sequence[_Voice]) -> list[_Voice]:
    """Who repeats a report without saying whose speaks for the first that others credit, else for itself if it has more
    than that to say."""
    ordered = sorted(voices, key=lambda one: (one.item.published_at, one.item.id))
    named = next((one.speaks_for for one in ordered if not one.own and one.speaks_for != UNNAMED), "")
    reporting = {one.speaks_for for one in voices if one.own}

    def spoken_for(one: _Voice) -> str:
        owner = voice_of(one.item.publisher.owner)
        return named or (owner if owner in reporting else UNNAMED)

    return [one._replace(speaks_for=spoken_for(one)) if one.speaks_for == UNNAMED else one for one in voices]


def _grounded(voices: Sequence[_Voice]) -> dict[str, str]:
    """Each owner spoken for, followed to the one that ends its chain of credits; a ring ends at its lowest name."""
    has_own = {voice.speaks_for for voice in voices if voice.own}
    repeats: dict[str, str] = {}
    for voice in sorted(voices, key=lambda one: (one.item.published_at, one.item.id)):
        owner = voice_of(voice.item.publisher.owner)
        if not voice.own and owner not in has_own:
            repeats.setdefault(owner, voice.speaks_for)
    return {voice.speaks_for: _end_of_chain(voice.speaks_for, repeats) for voice in voices}


def _end_of_chain(owner: str, repeats: Mapping[str, str]) -> str:
    seen = [owner]
    while owner in repeats and repeats[owner] not in seen:
        owner = repeats[owner]
        seen.append(owner)
    return min(seen[seen.index(repeats[owner]) :]) if owner in repeats else owner


def _origin(owner: str, voices: Sequence[_Voice]) -> Origin:
    outlets = list(dict.fromkeys(voice.item.publisher.name for voice in voices))
    repeated = [voice.why for voice in voices if not voice.own]
    own = len(voices) - len(repeated)
    parts = [f"{own} own report{'s' if own > 1 else ''}"] if own else [f"not read itself, {len(outlets)} carry it"]
    if repeated:
        more = f" and {len(repeated) - 1} more" if len(repeated) > 1 else ""
        parts.append(f"{repeated[0]}{more}")
    kinds = {SOURCE_TYPES[voice.item.publisher.kind] for voice in voices}
    return Origin(
        owner=owner,
        item_ids=tuple(voice.item.id for voice in voices),
        types=tuple(sorted(kind for kind in kinds if kind)),
        tier=min(voice.item.publisher.tier for voice in voices),
        why="; ".join(parts),
    )
