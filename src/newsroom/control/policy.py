"""How this newsroom is run: what a person may set, and the figures that steer work and decide nothing editorial."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Annotated, Literal

from pydantic import Field

from newsroom.model.base import Noun
from newsroom.model.channel import Channel
from newsroom.model.sample import Retention
from newsroom.model.verdict import Question, Role

INTAKE_EVERY = timedelta(minutes=5)
"""How often a replay reads what arrived; the live newsroom's own polling may be slower (decisions.md section 1)."""

WATCH_FOR = timedelta(hours=24)
"""How long after publishing Feedback_Analyst waits (N 2.4: its example reads a day after)."""

MAX_TRIES = 3
"""Tries of a task whose errors may pass, before the Judge sees it as failed (C 1.1)."""

MAX_STARTS = 8
"""Starts of a task that never answered: its process died each time. More than a person would interrupt it."""


class PreparedAnswer(Noun):
    """A person's answer written down before a replay. The first that fits an ask is used.

    `story` is a story's id or slug, `*` for any; `question` is an ask's question, `*` for any. The answer comes
    `after_minutes` after the ask was opened.
    """

    story: str = "*"
    question: Question | Literal["*"] = "*"
    decision: Literal["approve", "reject", "changes"]
    by: str
    role: Role | None = None
    after_minutes: Annotated[int, Field(ge=0)] = 0
    note: str = ""


class Policy(Noun):
    """What the loop is told when it starts. `video_limit` None means every approved story is produced.

    `suggestions` reach the studio beside the voters' own. With `assigned_by`, a person's name, every new story is that
    person's assignment: it skips the auction and nothing else (`newsroom produce`). `channel` is the house's first, for
    which the council judges; `channels` are the others that make their own videos. `kept` is how long samples stay.
    """

    channel: Channel
    channels: tuple[Channel, ...] = ()
    video_limit: int | None = None
    answers: tuple[PreparedAnswer, ...] = ()
    local_only: bool = True
    suggestions: tuple[str, ...] = ()
    assigned_by: str = ""
    kept: Retention = Retention()


def of_channels(channels: Sequence[Channel], kept: Retention | None = None) -> Policy:
    """What a newsroom with these channels is told: the first is the house's own."""
    return Policy(channel=channels[0], channels=tuple(channels[1:]), kept=kept or Retention())
