"""What a worker hands to a role: the nouns its task needs, read from the store at one moment."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any, NamedTuple

from newsroom.model.assets import Production
from newsroom.model.channel import Channel
from newsroom.model.claim import Claim
from newsroom.model.item import Item, Source
from newsroom.model.publication import Publication
from newsroom.model.story import Dossier, Story
from newsroom.model.task import Task


class Brief(NamedTuple):
    """One task's material. Fields that a kind of task does not need are empty.

    `seen` is the version of the subject when the brief was built; the Judge compares it. `extra` is plain JSON.
    `channel` is the one that `production` is for; `made` are the finished videos of a story, each with its channel.
    """

    task: Task
    now: datetime
    seen: int
    dossiers: tuple[Dossier, ...] = ()
    story: Story | None = None
    items: tuple[Item, ...] = ()
    sources: dict[str, Source] = {}
    claims: tuple[Claim, ...] = ()
    production: Production | None = None
    publications: tuple[Publication, ...] = ()
    channel: Channel | None = None
    made: tuple[tuple[Production, Channel], ...] = ()
    extra: dict[str, Any] = {}


Proposal = dict[str, Any]
RoleCall = Callable[[Brief], Proposal | Awaitable[Proposal]]
"""A role as the worker sees it. Wiring makes one from each role's own signature; the worker knows no role by name."""


def role_key(kind: str, agent: str) -> str:
    """The key of a role in the worker's mapping: "vote:Fact_Checker"; the agent is empty for a kind without one."""
    return f"{kind}:{agent}"
