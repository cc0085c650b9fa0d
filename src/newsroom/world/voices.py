"""The table of voices (world/voices.yaml). It is read wherever a channel is: no sound is needed for that."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

import yaml
from pydantic import Field

from newsroom.model.base import Noun
from newsroom.model.errors import Refused, Unavailable


class Voice(Noun):
    """One voice: where its model lies, what it speaks, and what its licence says.

    `size` is the speaker's, 0.85 to 1.2: the same model sounds like a larger or smaller person, its formants and pitch
    moved together, at the same pace.
    """

    model: str
    package: str = ""
    language: str
    locale: str
    seed: int = 7
    size: float = Field(default=1.0, ge=0.85, le=1.2)
    licence: str

    def model_path(self) -> Path:
        """The model file.

        Raises:
            Unavailable: the voice's package or file is not installed.
        """
        spec = find_spec(self.package) if self.package else None
        folder = Path(spec.origin).parent if spec and spec.origin else Path()
        place = folder / self.model
        if not place.is_file():
            raise Unavailable("voice_missing", f"The voice file {place} is missing.", "Install the voice's package.")
        return place


@cache
def bundled_voices() -> Mapping[str, Voice]:
    """The voices that come with the newsroom, by name."""
    rows = yaml.safe_load(files("newsroom.world").joinpath("voices.yaml").read_text("utf-8"))
    return {name: Voice.model_validate(row) for name, row in rows.items()}


def voice_named(voices: Mapping[str, Voice], name: str) -> Voice:
    """The voice called `name`.

    Raises:
        Refused: the table has no such voice.
    """
    if name not in voices:
        known = ", ".join(sorted(voices))
        raise Refused("unknown_voice", f"There is no voice called {name}.", f"Known voices: {known}.")
    return voices[name]
