"""Voice_Actor (N 3.4): has the script spoken in the tone of its story.

Constraints kept: the tone matches the story's class and words; the pace follows, never outside 0.8 to 1.2 of the
voice's own; the pictures are cut to this sound, so pacing and visual timing cannot part; broadcast values are measured
on the result; and Quality_Critic listens to the finished file, not to this answer.
"""

import re
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import yaml

from newsroom.model.assets import GenerationFailure, Narration
from newsroom.model.channel import Channel
from newsroom.model.errors import Refused, Unavailable
from newsroom.model.script import Script
from newsroom.ports import Speech

PACE_MIN, PACE_MAX = 0.8, 1.2


class Tone(NamedTuple):
    """One way of speaking; `pace` multiplies the channel's."""

    name: str
    pace: float


def narrate(script: Script, channel: Channel, speech: Speech) -> Narration | GenerationFailure:
    """The script as sound in its tone, or why there is none (`again` says whether to try once more)."""
    tone = tone_of(script)
    pace = round(min(PACE_MAX, max(PACE_MIN, channel.pace * tone.pace)), 3)
    try:
        spoken = speech.narrate(script, channel.model_copy(update={"pace": pace}))
    except Unavailable as fault:
        return GenerationFailure(component="voice", code=fault.code, detail=str(fault), again=True)
    except Refused as fault:
        return GenerationFailure(component="voice", code=fault.code, detail=str(fault), again=False)
    return spoken.model_copy(update={"tone": tone.name})


def tone_of(script: Script) -> Tone:
    """The first tone whose words are said or whose template it is; the last row fits every script."""
    said = set(re.findall(r"[a-z]+", " ".join(line.text for line in script.lines).lower()))
    for row in _tones():
        by_words = not said.isdisjoint(row.get("words", ()))
        by_template = script.template in row.get("templates", ())
        if by_words or by_template or not ("words" in row or "templates" in row):
            return Tone(row["tone"], row["pace"])
    return Tone("neutral", 1.0)


@cache
def _tones() -> tuple[dict[str, Any], ...]:
    return tuple(yaml.safe_load(files("newsroom.studio").joinpath("voice_tones.yaml").read_text("utf-8")))
