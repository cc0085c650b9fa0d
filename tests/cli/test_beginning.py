"""`newsroom init`: from an empty folder to a newsroom that starts, without a key and without touching what is there."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from newsroom import settings
from newsroom.desk.new_home import begin_home, wishes
from newsroom.model.errors import Refused
from newsroom.world.watch_list import read_watch_list


def test_a_stranger_begins_checks_and_runs(
    newsroom: Callable[..., Any], start: Callable[..., Any], tmp_path: Path
) -> None:
    """Nobody at the keyboard: the world, in English. The settings are right and the live newsroom starts on them."""
    home = tmp_path / "home"
    made = newsroom("init", "--home", home, "--region", "united kingdom", "--interests", "science, weather")
    assert made.code == 0, made.err
    assert {path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file()} == {
        "newsroom.toml",
        "sources.yaml",
        "channels/main/SOUL.md",
    }
    checked = newsroom("config", "check", "--home", home)
    assert (checked.code, checked.out) == (0, "")
    process = start("run", "--home", home)
    said = ""
    for line in process.stderr:
        said += line
        if "Watching" in line:
            break
    assert "Watching" in said, said
    process.kill()


def test_what_is_there_is_never_overwritten(newsroom: Callable[..., Any], tmp_path: Path) -> None:
    """A person's own file stays, the missing ones are added, and a second time nothing happens."""
    home = tmp_path / "home"
    home.mkdir()
    (home / "newsroom.toml").write_text("poll_minutes = 30\n")
    first = newsroom("init", "--home", home, "--region", "world")
    assert "left as it was" in first.out
    assert (home / "newsroom.toml").read_text() == "poll_minutes = 30\n"
    held = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    again = newsroom("init", "--home", home, "--region", "norway", "--title", "Other")
    assert again.code == 0
    assert {path: path.read_bytes() for path in home.rglob("*") if path.is_file()} == held


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--region", "atlantis"), "atlantis"),
        (("--language", "tlh"), "Languages: en"),
        (("--interests", "gossip"), "Topics:"),
    ],
)
def test_a_wish_that_cannot_be_met_names_what_can(
    newsroom: Callable[..., Any], tmp_path: Path, options: Any, said: str
) -> None:
    """Nothing is written."""
    answered = newsroom("init", "--home", tmp_path / "home", *options)
    assert answered.code == 1
    assert said in answered.err
    assert not (tmp_path / "home").exists()


def test_the_sources_fit_the_wish_and_the_others_can_be_switched_on(tmp_path: Path) -> None:
    """All of the catalogue is in the file; what is off says why; the region's own come first."""
    begin_home(tmp_path, wishes("NO", "en", "politics"))
    listed = read_watch_list(tmp_path / "sources.yaml")
    assert len(listed.watched) + len(listed.off) == 91
    assert all(w.source.language == "en" for w in listed.watched)
    assert all(off.why for off in listed.off)
    assert not [w for w in listed.watched if w.source.kind == "official" and w.source.country == "US"]
    british = tmp_path / "british"
    begin_home(british, wishes("gb", "en", "all"))
    first = yaml.safe_load((british / "sources.yaml").read_text())["sources"][0]
    assert first["country"] == "GB"


def test_what_a_person_types_is_only_ever_text(tmp_path: Path) -> None:
    """Quotes and signs in a title or contact change no other setting."""
    wish = wishes("world", "en", "", title='The "Daily": #1 {x}', contact='me@x.org"\\')
    begin_home(tmp_path, wish)
    chosen = settings.load(tmp_path)
    assert chosen.contact == 'me@x.org"\\'
    assert chosen.channels[0].title == 'The "Daily": #1 {x}'
    shutil.rmtree(tmp_path / "channels")
    with pytest.raises(Refused):
        wishes("world", "en", "", title="two\nlines")
