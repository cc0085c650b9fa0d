"""Who really confirms a story: independent voices, each once (N 1.1 `count_independent_sources`; decisions.md section 1).

Order of precedence for one item:
1. opinion, satire, what is not news, and a community or index that only links, speak for nobody;
2. the copies of one text speak for one of those who carry it: who is counted anyway, else who published first
   (`spokesmen`);
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
from newsroom.scouts.spokesmen import spokesmen

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
    voices = _voices(copy_groups(counted))
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


def _voices(groups: Sequence[Sequence[Item]]) -> list[_Voice]:
    """The voices of every text and its copies: all speak for one owner, the one credited by any, else one of the carriers.

    A text that repeats a report without saying whose speaks for the first newsroom that others credit; else, when one of
    its carriers has more to say, for whoever that counts for; else for nobody who is named.
    """
    credits = [_credit(group) for group in groups]
    carriers = [[voice_of(item.publisher.owner) for item in group] for group in groups]
    named = [credit.owner for credit in credits if credit and credit.owner != UNNAMED]
    plain = [who for who, credit in zip(carriers, credits, strict=True) if credit is None]
    chosen = spokesmen(plain, named)
    one_by_one = iter(chosen)
    voices: list[_Voice] = []
    for group, who, credit in zip(groups, carriers, credits, strict=True):
        if credit is None:
            owner = next(one_by_one)
        elif credit.owner == UNNAMED:
            more = (speaker for others, speaker in zip(plain, chosen, strict=True) if set(who) & set(others))
            owner = [*named, *more, UNNAMED][0]
        else:
            owner = credit.owner
        voices += _of_one_text(group, owner, credit)
    return voices


def _credit(group: Sequence[Item]) -> Credit | None:
    named = next((found for found in map(credited, group) if found), None)
    if named is None and is_second_hand(group[0]):
        return Credit(UNNAMED, "repeats a report that it does not name")
    return named


def _of_one_text(group: Sequence[Item], owner: str, credit: Credit | None) -> list[_Voice]:
    first = next((item for item in group if voice_of(item.publisher.owner) == owner), group[0])
    return [_voice(item, owner, credit, first) for item in group]


def _voice(item: Item, owner: str, credit: Credit | None, first: Item) -> _Voice:
    if voice_of(item.publisher.owner) == owner:
        return _Voice(item, owner, "its own report", True)
    if credit is not None:
        return _Voice(item, owner, f"{item.publisher.name} {credit.how}", False)
    return _Voice(item, owner, f"{item.publisher.name} carries the text of {first.publisher.name}", False)


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
