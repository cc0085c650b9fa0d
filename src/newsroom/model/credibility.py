"""What the house thinks of an outlet: its rating in force, and a change that waits for a second person (N 1.1).

A rating is a person's; until somebody sets one, an outlet has what the source list or the corpus says of it.
"""

from typing import Annotated

from pydantic import Field

from newsroom.model.base import Noun, UtcTime
from newsroom.model.ids import derive
from newsroom.model.item import SourceKind
from newsroom.model.verdict import Role


class Rating(Noun):
    """How far an outlet is trusted: `tier` 1 (best) to 5, `owner` the ultimate group it counts for."""

    tier: Annotated[int, Field(ge=1, le=5)]
    owner: Annotated[str, Field(min_length=1, max_length=300)]
    kind: SourceKind


class Proposal(Noun):
    """A change that could raise trust, until another person confirms it."""

    rating: Rating
    evidence: str
    reason: str
    by: str
    role: Role
    at: UtcTime


class OutletRecord(Noun):
    """One outlet in the credibility database. `rating` None: nothing of the house's own is in force yet.

    `evidence` says where it can be checked (an address, a register), `reason` why the rating was set.
    """

    id: str
    version: int = 1
    name: str
    rating: Rating | None = None
    evidence: str = ""
    reason: str = ""
    by: str = ""
    confirmed_by: str = ""
    at: UtcTime
    proposed: Proposal | None = None


def outlet_key(name: str) -> str:
    """Names of one outlet compare without case, spacing, a leading article and www."""
    plain = " ".join(name.casefold().split()).removesuffix("/")
    return plain.removeprefix("www.").removeprefix("the ")


def outlet_id(name: str) -> str:
    """The id of an outlet's record."""
    return derive("outlet", outlet_key(name))
