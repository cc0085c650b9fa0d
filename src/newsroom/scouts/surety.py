"""How sure it is that an item tells a story, and that two stories are one, at one grain: all of it 0 to 1."""

from typing import NamedTuple

from newsroom.model.item import Item
from newsroom.ports import Vector
from newsroom.scouts.evidence import on_words_alone, times_odds
from newsroom.scouts.grains import Grain
from newsroom.scouts.rarity import Rarity
from newsroom.scouts.same_reading import is_of_one_event, may_be_one
from newsroom.scouts.story_core import StoryCore
from newsroom.scouts.story_features import Features, bare_title
from newsroom.scouts.who_acts import Actor, actor_of

RARE_IDEA = 4.0
RARE_IDEAS_TO_BRIDGE = 2
_DAY_S = 86_400.0


class Marked(NamedTuple):
    """One item ready to compare: unit weights of its terms and ideas, the heaviest of them (shared_terms.py), and its
    vector where it has one.
    """

    item: Item
    marks: Features
    terms: dict[str, float]
    ideas: dict[str, float]
    telling: dict[str, float]
    vector: Vector | None

    @property
    def actor(self) -> Actor:
        """Who acts in its headline."""
        return actor_of(bare_title(self.item), self.marks.language)


class Surety:
    """Judges at `grain`, with the rarity of ideas as it is at the moment of asking."""

    def __init__(self, grain: Grain, rarity: Rarity) -> None:
        self._grain = grain
        self._rarity = rarity

    def may_tell(self, one: Marked, core: StoryCore) -> bool:
        """Whether nothing forbids the item in this story: no digest, no other issue of a series, no other reading."""
        if core.kind == "digest" or not core.may_hold(one.marks.issues):
            return False
        if self._grain.parts_series and core.is_of_a_series(one.item.publisher.name, one.marks.frame):
            return False
        return not core.readings or is_of_one_event(one.item, core.readings)

    def tells(self, one: Marked, core: StoryCore) -> float:
        """How sure it is that the item tells this story: by words and meaning, or by words where one has no vector."""
        if one.vector is not None and core.read:
            sure = self._by_meaning(one, core, one.vector)
        else:
            sure = on_words_alone(core.words_like(one.terms, self._grain.centroid_share), self._grain.alike)
            if one.marks.language not in core.languages:
                rare = [idea for idea in core.shares(one.ideas) if self._rarity.of(idea) > RARE_IDEA]
                if len(rare) >= RARE_IDEAS_TO_BRIDGE:
                    sure = max(sure, on_words_alone(core.idea_likeness(one.ideas), self._grain.bridged))
        if (core.kind == "preview") != (one.marks.kind == "preview"):
            sure = times_odds(sure, self._grain.preview)
        return sure

    def are_one(self, kept: StoryCore, gone: StoryCore) -> float:
        """How sure it is that both stories are one; `gone`, the smaller, is never found to be when it has grown up."""
        least, read = self._grain.joined, kept.read and gone.read
        if gone.size > self._grain.joined_size or not (read or least):
            return 0.0
        if "preview" in (kept.kind, gone.kind) or not kept.may_hold(gone.issues):
            return 0.0
        if not may_be_one(kept.readings, gone.readings) or (self._grain.parts_series and kept.share_a_series(gone)):
            return 0.0
        if not (read and kept.last_seen and gone.last_seen):
            return on_words_alone(kept.alike(gone), least) if least else 0.0
        silent = abs((kept.last_seen - gone.last_seen).total_seconds()) / _DAY_S
        joining = self._grain.joining
        others = kept.acts_of_others_between(gone) if joining.act else 0.0
        return joining.of(kept.words_between(gone), kept.meaning_between(gone), silent, others)

    def why(self, one: Marked, core: StoryCore, sure: float) -> str:
        """In words, for the record."""
        shared = sorted(core.shares(one.ideas), key=lambda idea: (-one.ideas[idea], idea))[:4]
        bridge = "" if one.marks.language in core.languages else ", across languages"
        read = "words and meaning" if one.vector is not None and core.read else "words"
        return f"{sure:.3f} sure by {read}{bridge}, sharing {', '.join(idea.strip('*') for idea in shared)}"

    def _by_meaning(self, one: Marked, core: StoryCore, vector: Vector) -> float:
        evidence = self._grain.evidence
        silent = (one.item.seen_at - core.last_seen).total_seconds() / _DAY_S if core.last_seen else 0.0
        words, meaning = core.words_mean(one.terms), core.meaning_mean(vector)
        if not evidence.is_hopeless(words, meaning):
            close, near = core.closest(one.terms, vector, evidence)
            words += evidence.closest * (close - words)
            meaning += evidence.closest * (near - meaning)
        others = core.acts_of_others(one.actor) if evidence.act else 0.0
        return evidence.of(words, meaning, silent, others)
