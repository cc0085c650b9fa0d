"""A new newsroom's home folder: settings, the sources it watches and one channel, each commented, for a person to change.

What is there already is never touched. Sources are chosen from the catalogue by region, language and interests; those not
chosen stay in the list, switched off with the reason, so that one word turns them on.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from newsroom import settings
from newsroom.model.errors import Refused, Unavailable
from newsroom.model.soul import TOPICS
from newsroom.world.countries import country_code
from newsroom.world.sources import source_kind
from newsroom.world.voices import bundled_voices
from newsroom.world.watch_list import bundled, watch_list

WORLD = "world"
_SPECIAL: Mapping[str, tuple[str, ...]] = {
    "science": ("science", "technology", "health"),
    "tech": ("technology", "science", "business"),
}
"""Kinds of sources that report of one field, and the interests that want them."""
_WANTED, _OTHER = 0.85, 0.45
"""Interest in a topic that was named, and in one that was not."""


class Wishes(NamedTuple):
    """What the new newsroom is for. `region` is a country's letters or "world"; `interests` are topics, none for all."""

    region: str = WORLD
    language: str = "en"
    interests: tuple[str, ...] = ()
    title: str = "Digital Newsroom"
    contact: str = ""


class Made(NamedTuple):
    """What was written, what was there already, how many sources are watched, how many of them of the region itself."""

    written: tuple[Path, ...]
    kept: tuple[Path, ...]
    watched: int
    local: int


def wishes(region: str, language: str, interests: str, title: str = "", contact: str = "") -> Wishes:
    """What a person typed, checked. Interests are topics with commas between; empty for all.

    Raises:
        Refused: bad_wish, with what is known instead.
    """
    spoken = sorted({voice.language for voice in bundled_voices().values()})
    if language not in spoken:
        raise Refused("bad_wish", f"No bundled voice speaks {language!r}.", f"Languages: {', '.join(spoken)}.")
    code = "" if region.strip().casefold() in ("", WORLD) else country_code(region)
    if not code and region.strip().casefold() not in ("", WORLD):
        raise Refused("bad_wish", f"{region!r} is no country that we know.", "Give its English name, or: world.")
    chosen = tuple(dict.fromkeys(word.strip().casefold() for word in interests.split(",") if word.strip()))
    unknown = [word for word in chosen if word not in TOPICS and word != "all"]
    if unknown:
        raise Refused("bad_wish", f"{unknown[0]!r} is no topic.", f"Topics: {', '.join(TOPICS)}; or: all.")
    if not contact.isprintable() or not title.isprintable():
        raise Refused("bad_wish", "Title and contact are one line each.", "Leave out line breaks.")
    topics = () if "all" in chosen else chosen
    return Wishes(code or WORLD, language, topics, title.strip() or Wishes().title, contact.strip())


def begin_home(home: Path, wish: Wishes) -> Made:
    """Write what a new home needs, and check it as `newsroom config check` would.

    Raises:
        Refused: what is there already is wrong.
        Unavailable: the folder cannot be written.
    """
    entries = [_chosen(entry, wish) for entry in _catalogue()]
    files = {
        home / "newsroom.toml": _toml(wish),
        home / "sources.yaml": _sources(entries, wish),
        home / "channels" / "main" / "SOUL.md": _soul(wish),
    }
    written = tuple(file for file, text in files.items() if _write(file, text))
    problem = next(iter(settings.check(home)), None)
    if problem is not None:
        raise Refused("bad_setting", f"{problem.file}, line {problem.line}: {problem.message}", problem.next_step)
    on = watch_list(str(home / "sources.yaml")).with_keys(tuple(settings.source_keys(home))).watched
    local = sum(one.source.country == wish.region for one in on)
    return Made(written, tuple(file for file in files if file not in written), len(on), local)


def _catalogue() -> list[dict[str, Any]]:
    return list(yaml.safe_load(bundled().read_bytes())["sources"])


def _chosen(entry: dict[str, Any], wish: Wishes) -> dict[str, Any]:
    why = _why_not(entry, wish) if entry.get("enabled", True) else ""
    return {**entry, "enabled": False, "why_off": why} if why else entry


def _why_not(entry: Mapping[str, Any], wish: Wishes) -> str:
    """Why a source of the catalogue is not for this newsroom; "" if it is."""
    if entry["language"] != wish.language:
        return f"writes in another language than {wish.language}"
    fields = _SPECIAL.get(entry["kind"], ())
    if fields and wish.interests and not set(fields) & set(wish.interests):
        return "reports of a field that was not asked for"
    abroad = wish.region not in (WORLD, entry["country"]) and entry["country"] not in ("international", "EU")
    if abroad and source_kind(entry["kind"]) == "official":
        return "an office of another country"
    return ""


def _sources(entries: Sequence[Mapping[str, Any]], wish: Wishes) -> str:
    head = bundled().read_text(encoding="utf-8").partition("sources:\n")[0]
    own = [e for e in entries if e["country"] == wish.region]
    rest = [e for e in entries if e["country"] != wish.region]
    lines = [
        f"# Chosen for region {wish.region}, language {wish.language}, interests {', '.join(wish.interests) or 'all'}."
    ]
    lines += [
        "# Add the papers and stations of your own town: they know first. A feed is one line like these.",
        "sources:",
    ]
    lines += [f"- {json.dumps(entry, ensure_ascii=False)}" for entry in (*own, *rest)]
    return head + "\n".join(lines) + "\n"


def _toml(wish: Wishes) -> str:
    stated = f"contact = {json.dumps(wish.contact, ensure_ascii=False)}"
    # json and TOML write a plain one-line string alike.
    return settings.EXAMPLE.replace('contact = ""', stated, 1)


def _soul(wish: Wishes) -> str:
    voice = next(name for name, one in sorted(bundled_voices().items()) if one.language == wish.language)
    liked = {topic: _WANTED if not wish.interests or topic in wish.interests else _OTHER for topic in TOPICS}
    audience = "{" + ", ".join(f"{topic}: {interest}" for topic, interest in liked.items()) + "}"
    return f"""---
# One channel of this newsroom. Say who it is; every key but name may be left out.
name: main
title: {json.dumps(wish.title, ensure_ascii=False)}
language: {wish.language}
timezone: UTC              # quiet hours and good moments follow it, e.g. Europe/Oslo
voice: {voice}
voice_traits: [calm, plain, precise]
directives:
  - Say what is known, who says it, and what is not known.
  - Never name a private person as guilty.
platforms: [site]          # the local site always works; others need a sign-in
aspect: "9:16"             # 9:16, 16:9, 1:1
audience: {audience}   # topic: interest from 0 to 1
person_for: []             # topics that always wait for a person, e.g. [politics, health]
videos_per_day: 24
budget_usd_per_day: 0
---
A desk for people who have one minute. It would rather be second and right.
"""


def _write(file: Path, text: str) -> bool:
    """False where the file is there already."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8") as out:
            out.write(text)
    except FileExistsError:
        return False
    except OSError as error:
        raise Unavailable(
            "home_unwritable", f"{file} cannot be written: {error.strerror}.", "Choose another --home."
        ) from error
    return True
