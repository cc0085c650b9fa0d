"""A channel as a person writes it in its SOUL.md: held to what a channel can be, so that a slip of the pen is seen at once."""

from typing import Annotated

from pydantic import AfterValidator, Field

from newsroom.model.channel import Channel

TOPICS = (
    "politics", "conflict", "disaster", "crime", "business", "technology",
    "science", "health", "sport", "arts", "weather", "society",
)  # fmt: skip
"""What a story can be about: the scouts file each under one of these, after the IPTC Media Topics."""


def known_topic(name: str) -> str:
    """`name`, one of TOPICS.

    Raises:
        ValueError: it is none.
    """
    if name not in TOPICS:
        raise ValueError(f"{name!r} is no topic; topics are {', '.join(TOPICS)}")
    return name


Topic = Annotated[str, AfterValidator(known_topic)]
Interest = Annotated[float, Field(ge=0.0, le=1.0)]


class Soul(Channel):
    """A channel's front matter. The noun that is kept is a plain Channel: an old row is read whatever it says."""

    audience: dict[Topic, Interest] = {}
    person_for: tuple[Topic, ...] = ()
    topics: tuple[Topic, ...] = ()
    videos_per_day: Annotated[int, Field(ge=1)] = 24
    budget_usd_per_day: Annotated[float, Field(ge=0.0)] = 0.0
    pace: Annotated[float, Field(ge=0.8, le=1.2)] = 1.0
    accent: Annotated[str, Field(pattern=r"^#[0-9A-Fa-f]{6}$")] = "#FF4A36"
