"""newsroom.toml, channels and the environment -> frozen Settings. The only reader of the environment.

Order: option > environment > file > default. A wrong key or value names its file and line.
"""

import os
import re
import tomllib
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from pydantic import ValidationError

from newsroom.model.base import Noun
from newsroom.model.channel import Channel
from newsroom.model.errors import Refused
from newsroom.model.sample import Retention
from newsroom.model.soul import Soul
from newsroom.world.apis import ADAPTERS
from newsroom.world.apis.request import Keys
from newsroom.world.voices import bundled_voices
from newsroom.world.watch_list import faults_of

EXAMPLE = """\
# Settings of this newsroom. Every key is optional; what stands here is the default.
contact = ""              # an e-mail or page that sources may write to; sent in the User-Agent
poll_minutes = 5          # how often the live newsroom asks its sources at the earliest
log_level = "info"        # debug, info, warning, error
sources = "sources.yaml"  # the watched feeds, relative to this folder
meanings = true           # place news by what it means too, with the small sentence model; false: by its words alone
servers_off = []          # MCP servers that are switched off, e.g. ["news"]: then no source is asked and nothing is fetched
# How many days samples (interactions, reports, searches) are kept; what they add up to in a day stays for ever.
samples_raw_days = 2
samples_minute_days = 7
samples_hour_days = 90
adviser_model = ""        # a language model that may raise concerns beside Fact_Checker; needs OPENAI_API_KEY; "": none is asked
adviser_url = "https://api.openai.com/v1/chat/completions"  # or any other service of that interface
audit_pins = ""           # a file on another disk or share that takes a copy of each signed checkpoint of the audit
# Only for a newsroom of several processes (DATABASE_URL and REDIS_URL), in real seconds:
grace_s = 20              # after this a lost wake-up, or a dead worker's task, is woken again
redelivery_s = 30         # after this the queue itself gives a dead worker's wake-up to another
sweep_s = 0.25            # how often a planner looks for such tasks
"""


class Settings(Noun):
    """Everything a process needs to know before it starts. Paths are absolute."""

    home: str
    contact: str = ""
    poll_minutes: int = 5
    log_level: str = "info"
    sources: str = ""
    database_url: str = ""
    redis_url: str = ""
    grace_s: float = 20.0
    redelivery_s: float = 30.0
    sweep_s: float = 0.25
    samples_raw_days: int = 2
    samples_minute_days: int = 7
    samples_hour_days: int = 90
    data: str = "../shared/data"
    channels: tuple[Channel, ...] = ()
    servers_off: tuple[str, ...] = ()
    meanings: bool = True
    audit_pins: str = ""
    adviser_model: str = ""
    adviser_url: str = "https://api.openai.com/v1/chat/completions"

    @property
    def pins(self) -> Path | None:
        """Where copies of the audit's signed checkpoints go, beside the home folder's own file."""
        return self.home_path / self.audit_pins if self.audit_pins else None

    @property
    def home_path(self) -> Path:
        """The home folder."""
        return Path(self.home)

    @property
    def kept(self) -> Retention:
        """How long samples are kept."""
        days = (self.samples_raw_days, self.samples_minute_days, self.samples_hour_days)
        return Retention(raw_days=days[0], minute_days=days[1], hour_days=days[2])

    def need_server(self, name: str) -> None:
        """Let work go on that reaches outside through mcp-server-`name`.

        Raises:
            Refused: server_disabled.
        """
        if name in self.servers_off:
            raise Refused(
                "server_disabled", f"mcp-server-{name} is switched off.", "Take it out of servers_off in newsroom.toml."
            )


class Problem(Noun):
    """One wrong setting: where it stands, what is wrong, what to write instead."""

    file: str
    line: int
    message: str
    next_step: str


_FILE_KEYS = {
    "contact": str,
    "poll_minutes": int,
    "log_level": str,
    "meanings": bool,
    "sources": str,
    "audit_pins": str,
    "adviser_model": str,
    "adviser_url": str,
    "servers_off": list,
    "database_url": str,
    "redis_url": str,
    "grace_s": float,
    "redelivery_s": float,
    "sweep_s": float,
    "samples_raw_days": int,
    "samples_minute_days": int,
    "samples_hour_days": int,
}
_LEAST_DAYS = {"samples_raw_days": 1, "samples_minute_days": 2, "samples_hour_days": 15}
"""What is read of samples reaches a day back by the minute and two weeks by the hour."""
SERVERS = ("news", "twitter")
"""The MCP servers of this version, by short name."""
_LEVELS = ("debug", "info", "warning", "error")


def home_folder(option: str | None, environment: Mapping[str, str] = os.environ) -> Path:
    """The home folder: `--home`, else NEWSROOM_HOME, else ./newsroom-home."""
    return Path(option or environment.get("NEWSROOM_HOME") or "newsroom-home").absolute()


def load(home: Path, environment: Mapping[str, str] = os.environ) -> Settings:
    """Settings of `home`.

    Raises:
        Refused: a file has a wrong key or value; the message names file and line.
    """
    problems = check(home)
    if problems:
        first = problems[0]
        raise Refused("bad_setting", f"{first.file}, line {first.line}: {first.message}", first.next_step)
    file_values = _read_toml(home / "newsroom.toml")
    values: dict[str, Any] = {**file_values, "home": str(home), "channels": channels(home)}
    for key, name in (("database_url", "DATABASE_URL"), ("redis_url", "REDIS_URL"), ("log_level", "LOG_LEVEL")):
        if environment.get(name):
            values[key] = environment[name].lower() if key == "log_level" else environment[name]
    values["data"] = environment.get("NEWSROOM_DATA", "../shared/data")
    values["sources"] = str((home / values.get("sources", "sources.yaml")).absolute())
    return Settings(**values)


class Servers(NamedTuple):
    """Addresses of PostgreSQL and Redis; empty for none."""

    database_url: str
    redis_url: str


def servers(home: Path, environment: Mapping[str, str] = os.environ) -> Servers:
    """DATABASE_URL and REDIS_URL, or what the home's newsroom.toml says.

    Raises:
        Refused: newsroom.toml cannot be read.
    """
    try:
        values = _read_toml(home / "newsroom.toml")
    except tomllib.TOMLDecodeError as error:
        raise Refused("bad_setting", f"{home / 'newsroom.toml'}: {error}.", "Correct that line.") from error
    return Servers(
        environment.get("DATABASE_URL") or str(values.get("database_url", "")),
        environment.get("REDIS_URL") or str(values.get("redis_url", "")),
    )


def variables(environment: Mapping[str, str] = os.environ) -> tuple[str, ...]:
    """Names of the environment variables that are set; never their values."""
    return tuple(name for name, value in environment.items() if value)


SECRETS_FILE = "secrets.env"


def source_keys(home: Path, environment: Mapping[str, str] = os.environ) -> Keys:
    """The keys of source adapters: of the environment, else of the home's secrets.env (lines NAME=value, mode 0600).

    Raises:
        Refused: bad_setting when others may read the file.
    """
    wanted = sorted({name for adapter in ADAPTERS.values() for name in adapter.needs})
    kept = _read_secrets(home / SECRETS_FILE)
    return Keys({name: environment.get(name) or kept.get(name, "") for name in wanted})


ADVISER_KEY = "OPENAI_API_KEY"


def adviser_key(home: Path, environment: Mapping[str, str] = os.environ) -> str:
    """The key of the language model that advises: of the environment, else of the home's secrets.env; "" without one.

    Raises:
        Refused: bad_setting when others may read the file.
    """
    return environment.get(ADVISER_KEY) or _read_secrets(home / SECRETS_FILE).get(ADVISER_KEY, "")


def _read_secrets(file: Path) -> dict[str, str]:
    if not file.is_file():
        return {}
    if file.stat().st_mode & 0o077:
        raise Refused("bad_setting", f"{file} can be read by others.", f"chmod 600 {file}")
    lines = (line.strip() for line in file.read_text(encoding="utf-8", errors="replace").splitlines())
    pairs = (line.partition("=") for line in lines if "=" in line and not line.startswith("#"))
    return {name.strip().removeprefix("export "): value.strip().strip("\"'") for name, _, value in pairs}


def channels(home: Path) -> tuple[Channel, ...]:
    """Every channel of the home folder, `main` first and the others by name; the bundled one where there is none."""
    files = sorted((home / "channels").glob("*/SOUL.md"), key=lambda file: (file.parent.name != "main", file))
    if not files:
        text = resources.files("newsroom").joinpath("data/channels/main/SOUL.md").read_text(encoding="utf-8")
        return (parse_soul(text, "channels/main/SOUL.md"),)
    return tuple(parse_soul(file.read_text(encoding="utf-8"), str(file)) for file in files)


def parse_soul(text: str, file: str) -> Channel:
    """A SOUL.md as a Channel: YAML front matter between --- lines, the body is the backstory.

    Raises:
        Refused: no front matter, a key that a channel does not have, or a value that it cannot have; with file and line.
    """
    parts = text.split("---\n", 2)
    if len(parts) != 3 or parts[0].strip():
        raise Refused(
            "bad_setting", f"{file}, line 1: front matter between two --- lines is missing.", "See docs/operate.md."
        )
    try:
        front = yaml.safe_load(parts[1]) or {}
        channel = Channel(**Soul(**front, backstory=parts[2].strip()).model_dump())
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = (mark.line + 2) if mark else 1
        raise Refused("bad_setting", f"{file}, line {line}: not readable as YAML.", "Check the indentation.") from error
    except (ValidationError, TypeError) as error:
        key, why = _first_error(error)
        line = _line_of(parts[1], key) + 1
        raise Refused("bad_setting", f"{file}, line {line}: {key}: {why}", "Correct or remove that line.") from error
    _check_voice(channel, file, _line_of(parts[1], "voice") + 1)
    return channel


def _check_voice(channel: Channel, file: str, line: int) -> None:
    voices = bundled_voices()
    if channel.voice not in voices:
        raise Refused("bad_setting", f"{file}, line {line}: voice: there is no {channel.voice!r}.",
                      f"Voices: {', '.join(sorted(voices))}.")  # fmt: skip
    spoken = voices[channel.voice].language
    if spoken != channel.language:
        raise Refused("bad_setting", f"{file}, line {line}: voice: {channel.voice} speaks {spoken}, the channel "
                      f"{channel.language}.", "Choose another voice or language.")  # fmt: skip


def check(home: Path) -> tuple[Problem, ...]:
    """Every wrong setting of the home folder."""
    found = [*_check_toml(home / "newsroom.toml"), *_check_sources(home)]
    for file in sorted((home / "channels").glob("*/SOUL.md")):
        found.extend(_check_soul(file))
    return tuple(found)


def _check_soul(file: Path) -> list[Problem]:
    text = file.read_text(encoding="utf-8", errors="replace")
    try:
        parse_soul(text, str(file))
    except Refused as error:
        if isinstance(error.__cause__, ValidationError):
            front = text.split("---\n", 2)[1]
            return [
                Problem(
                    file=str(file), line=_line_of(front, key) + 1, message=f"{key}: {why}", next_step=error.next_step
                )
                for key, why in _errors(error.__cause__)
            ]
        place, _, message = error.message.partition(": ")
        line = int(place.rpartition(" ")[2]) if place.rpartition(" ")[2].isdigit() else 1
        return [Problem(file=str(file), line=line, message=message, next_step=error.next_step)]
    return []


def _check_toml(file: Path) -> list[Problem]:
    if not file.exists():
        return []
    text = file.read_text(encoding="utf-8", errors="replace")
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = next((int(w.rstrip(",")) for w in str(error).split() if w.rstrip(",").isdigit()), 1)
        return [Problem(file=str(file), line=line, message=str(error), next_step="Correct that line.")]
    wrong = ((_line_of(text, key), *_wrong_value(key, value)) for key, value in values.items())
    return [
        Problem(file=str(file), line=line, message=message, next_step=next_step)
        for line, message, next_step in wrong
        if message
    ]


def _wrong_value(key: str, value: object) -> tuple[str, str]:
    """What is wrong with a setting and what to do, both empty for a right one."""
    kind = _FILE_KEYS.get(key)
    if kind is None:
        return f"unknown key {key!r}", f"Known keys: {', '.join(sorted(_FILE_KEYS))}."
    if not isinstance(value, (int, float) if kind is float else kind) or isinstance(value, bool) != (kind is bool):
        return f"{key} must be of type {kind.__name__}", "Correct the value."
    if key == "log_level" and value not in _LEVELS:
        return f"log_level {value!r} is not known", f"Use one of {', '.join(_LEVELS)}."
    if isinstance(value, list) and not all(name in SERVERS for name in value):
        return f"{key} names a server that is not here", f"Servers: {', '.join(SERVERS)}."
    if kind is float and float(str(value)) <= 0:
        return f"{key} must be above 0", "Write seconds."
    if key == "poll_minutes" and int(str(value)) < 1:
        return "poll_minutes must be at least 1", "Sources are asked politely: 5 is a good value."
    if key in _LEAST_DAYS and int(str(value)) < _LEAST_DAYS[key]:
        return f"{key} must be at least {_LEAST_DAYS[key]}", "Write days."
    return "", ""


def _check_sources(home: Path) -> list[Problem]:
    try:
        file = home / str(_read_toml(home / "newsroom.toml").get("sources", "sources.yaml"))
    except tomllib.TOMLDecodeError:
        return []  # said already, of newsroom.toml itself
    if not file.is_file():
        return []
    try:
        found = list(faults_of(file))
    except Refused as error:
        return [
            Problem(file=str(file), line=_stated_line(error.message), message=error.message, next_step=error.next_step)
        ]
    return [Problem(file=str(file), line=one.line, message=one.message, next_step=one.next_step) for one in found]


def _stated_line(message: str) -> int:
    found = re.search(r"line (\d+)", message)
    return int(found[1]) if found else 1


def _read_toml(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}


def _line_of(text: str, key: str) -> int:
    for number, line in enumerate(text.splitlines(), 1):
        if line.split("=")[0].split(":")[0].strip() == key:
            return number
    return 1


def _first_error(error: ValidationError | TypeError) -> tuple[str, str]:
    return _errors(error)[0] if isinstance(error, ValidationError) else ("?", str(error))


def _errors(error: ValidationError) -> list[tuple[str, str]]:
    return [
        (str(one["loc"][0]) if one["loc"] else "?", str(one["msg"]).removeprefix("Value error, "))
        for one in error.errors()
    ]
