"""A new channel's folder in the home: its SOUL.md, commented, for a person to finish."""

import re
from importlib import resources
from pathlib import Path

import yaml

from newsroom import settings
from newsroom.model.errors import Refused, Unavailable


def add_channel(home: Path, name: str, title: str, voice: str, pace: float, topics: tuple[str, ...]) -> Path:
    """Write a new channel's SOUL.md, commented, and return the file.

    The first channel that a home gets is joined by the bundled one, which would fall away otherwise.

    Raises:
        Refused: the name is no folder's name, or the channel is there already.
        Unavailable: the folder cannot be written.
    """
    if not _CHANNEL_NAME.fullmatch(name):
        raise Refused(
            "bad_channel", f"{name!r} is no channel's name.", "Use small letters, figures and hyphens, up to 40."
        )
    file = home / "channels" / name / "SOUL.md"
    if any(channel.name == name for channel in settings.channels(home)):
        raise Refused("channel_exists", f"There is a channel {name} already.", f"Change {file}.")
    bundled = resources.files("newsroom").joinpath("data/channels/main/SOUL.md").read_text(encoding="utf-8")
    own = home / "channels" / "main" / "SOUL.md"
    fields = {"name": name, "title": title, "voice": voice, "pace": pace, "topics": list(topics)}
    head = yaml.safe_dump(fields, sort_keys=False, allow_unicode=True)
    text = f"---\n{head}{_SOUL_REST}---\nSay here, in a few sentences, who this channel is and whom it speaks to.\n"
    settings.parse_soul(text, str(file))
    try:
        if not list((home / "channels").glob("*/SOUL.md")):
            own.parent.mkdir(parents=True, exist_ok=True)
            own.write_text(bundled, encoding="utf-8")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise Unavailable(
            "home_unwritable", f"{file} cannot be written: {error.strerror}.", "Choose another --home."
        ) from error
    return file


_CHANNEL_NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,39})")
_SOUL_REST = """\
language: en
timezone: UTC
voice_traits: [calm, plain]
directives: [Say what is known, who says it, and what is not known.]
platforms: [site]          # site, youtube, tiktok, instagram, x
aspect: "9:16"             # 9:16, 16:9, 1:1
audience: {}               # topic: interest from 0 to 1
person_for: []             # topics that always wait for a person
videos_per_day: 24
budget_usd_per_day: 0
"""
