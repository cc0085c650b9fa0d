"""The writer's data files, read once: how frames are worded and how a script is laid out."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def table(name: str) -> dict[str, Any]:
    """A YAML table of this folder, by file name."""
    text = files("newsroom.studio").joinpath(name).read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


def wordings() -> dict[str, Any]:
    """`wordings.yaml`: frames, attribution forms, hedges and small word lists."""
    return table("wordings.yaml")
