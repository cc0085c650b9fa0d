"""Narrative arcs: stories of several days that belong to one development, kept with their history (N 1.3)."""

from newsroom.model.base import Noun, Score, UtcTime


class ArcPart(Noun):
    """One story of an arc: when it was first published, when it was joined, and the names it was joined by."""

    story_id: str
    headline: str
    at: UtcTime
    joined_at: UtcTime
    names: tuple[str, ...]
    why: str


class Arc(Noun):
    """A development over days. `parts` stand in the order in which they joined; nothing is ever taken out.

    `core` are the names that hold it together, the most carried first.
    """

    id: str
    version: int = 1
    title: str
    core: tuple[str, ...]
    parts: tuple[ArcPart, ...]

    @property
    def story_ids(self) -> frozenset[str]:
        """The stories in it."""
        return frozenset(part.story_id for part in self.parts)


class Related(Noun):
    """One link of a pattern: another story, how alike it is, the names both hold, and those of them that tie few stories."""

    story_id: str
    headline: str
    at: UtcTime
    similarity: Score
    names: tuple[str, ...]
    shared: tuple[str, ...]
    solid: tuple[str, ...] = ()


class Pattern(Noun):
    """What Semantic_Scout saw around one story: its names and the stories it is linked to, most alike first."""

    story_id: str
    headline: str
    at: UtcTime
    names: tuple[str, ...]
    related: tuple[Related, ...]


class ArcNote(Noun):
    """What a role may know of an arc: its title, the names that hold it, its stories up to a moment, first to last."""

    id: str
    title: str
    core: tuple[str, ...]
    story_ids: tuple[str, ...]
    first_at: UtcTime
    last_at: UtcTime
