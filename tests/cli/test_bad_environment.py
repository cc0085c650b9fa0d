"""Where things are missing, full, or cut short: one clear sentence, nothing half-written, and the same command goes on."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

import newsroom as package

DAY = ("replay", "rehearsal", "--limit-videos", 0, "--json")
MORNING = ("replay", "rehearsal", "--to", "2026-05-13T07:10Z", "--json")


def mounted(place: Path, *how: str) -> bool:
    """Whether a mount that only root may make could be made."""
    place.mkdir(exist_ok=True)
    return subprocess.run(["mount", *how, str(place)], capture_output=True, check=False).returncode == 0


def one_sentence(done: Any, *words: str) -> None:
    """Exit 1, nothing on stdout, and words that say what it is."""
    assert (done.code, done.out) == (1, "")
    told = done.err.strip().splitlines()[-2:]
    assert all(any(word in line for line in told) for word in words), done.err


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 1 MB."""
    place = tmp_path / "disk"
    if not mounted(place, "-t", "tmpfs", "-o", "size=1m", "tmpfs"):
        pytest.skip("mounting a small disk needs root")
    yield place
    subprocess.run(["umount", str(place)], capture_output=True, check=False)


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Path]:
    """A folder in which nothing can be written."""
    place = tmp_path / "locked"
    if os.geteuid() == 0:
        if not mounted(place, "-t", "tmpfs", "-o", "ro", "tmpfs"):
            pytest.skip("root writes everywhere, and a read-only mount cannot be made")
    else:
        place.mkdir(mode=0o500)
    yield place
    if os.geteuid() == 0:
        subprocess.run(["umount", str(place)], capture_output=True, check=False)


def test_a_home_under_a_file_is_refused(newsroom: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    one_sentence(newsroom(*DAY, "--out", tmp_path / "file" / "home"), "cannot be made", "--home")


def test_a_home_that_cannot_be_written_is_refused(newsroom: Callable[..., Any], read_only: Path) -> None:
    one_sentence(newsroom(*DAY, "--out", read_only), "cannot be written", "rights")
    one_sentence(newsroom(*DAY, "--out", read_only / "home"), "cannot be made", "--home")
    assert list(read_only.iterdir()) == []


def test_a_full_disk_stops_the_day_and_more_space_goes_on(
    newsroom: Callable[..., Any], small_disk: Path, rehearsal: Any, tmp_path: Path
) -> None:
    told = ("--answers", answers_of(rehearsal, tmp_path), "--out", small_disk / "home")
    one_sentence(newsroom(*DAY, *told), "disk is full", "Free some space")
    assert not list(small_disk.rglob("*.part"))
    subprocess.run(["mount", "-o", "remount,size=64m", str(small_disk)], check=True)
    assert newsroom("audit", "verify", "--home", small_disk / "home").code == 0
    done = newsroom(*DAY, *told)
    assert json.loads(done.out)["audit"] == rehearsal.result["audit"]


def test_a_disk_that_fills_and_ctrl_c_while_a_video_is_cut(
    newsroom: Callable[..., Any], start: Callable[..., Any], small_disk: Path
) -> None:
    subprocess.run(["mount", "-o", "remount,size=12m", str(small_disk)], check=True)
    home = small_disk / "home"
    words = ("replay", "rehearsal", "--limit-videos", 1, "--to", "2026-05-13T08:30Z", "--json", "--out", home)
    one_sentence(newsroom(*words), "disk is full", "Free space")
    assert not [*home.rglob("*.mp4"), *home.rglob("*.part")]
    subprocess.run(["mount", "-o", "remount,size=64m", str(small_disk)], check=True)
    process = start(*words)
    while not list(home.glob("videos/.*")):
        with suppress(subprocess.TimeoutExpired):
            assert process.wait(timeout=0.05) == "still cutting"
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert not [*home.glob("videos/.*"), *home.rglob("*.part")]
    assert all((video.parent / "manifest.json").exists() for video in home.glob("videos/*/video.mp4"))
    done = newsroom(*words)
    assert done.code == 0, done.err
    assert [len(list(home.rglob(name))) for name in ("videos/*/video.mp4", "videos/.*")] == [1, 0]


def test_without_ffmpeg_nothing_is_begun(newsroom: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text("A title\nSource: Halden Post\n\nA long enough body of one article.")
    bare = {"PATH": str(tmp_path / "empty")}
    home = tmp_path / "home"
    for words in (
        MORNING + ("--out", home),
        ("produce", tmp_path / "article.txt", "--out", home),
        ("run", "--home", home),
    ):
        one_sentence(newsroom(*words, env=bare), "ffmpeg", "apt-get install ffmpeg")
        assert not home.exists(), words
    assert newsroom("doctor", "--home", home, env=bare).code == 1


def test_without_a_typeface_nothing_is_begun(newsroom: Callable[..., Any], tmp_path: Path) -> None:
    copy = tmp_path / "elsewhere" / "newsroom"
    shutil.copytree(Path(package.__file__).parent, copy, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "data" / "fonts" / "Inter-Bold.ttf").unlink()
    there = {"PYTHONPATH": str(copy.parent), "PYTHONDONTWRITEBYTECODE": "1"}
    one_sentence(newsroom(*MORNING, "--out", tmp_path / "home", env=there), "fonts", "make setup")
    assert not (tmp_path / "home").exists()


def test_a_database_that_is_none_is_said_to_be_none(newsroom: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "newsroom.db").write_bytes(b"this is no database, it only has the name of one" * 50)
    for words in (("status",), ("story", "list"), ("audit", "verify"), ("doctor",)):
        done = newsroom(*words, "--home", tmp_path)
        assert done.code == 1, words
        assert (done.err + done.out).strip()


def test_ctrl_c_at_three_moments_changes_nothing(start: Callable[..., Any], rehearsal: Any, tmp_path: Path) -> None:
    words = (*DAY, "--answers", answers_of(rehearsal, tmp_path), "--out", tmp_path / "home")
    for share in (8, 45, 80):
        process = start(*words)
        for line in process.stderr:
            if any(f"{n}%" in line.split() for n in range(share, 101)):
                break
        process.send_signal(signal.SIGINT)
        said_out, said = process.communicate(timeout=60)
        assert (process.returncode, said_out) == (130, ""), said
        assert "Traceback" not in said
        assert "The same command goes on" in said
    process = start(*words)
    answer, said = process.communicate(timeout=180)
    result = json.loads(answer)
    assert process.returncode == 0, said
    same = {key: value for key, value in rehearsal.result.items() if key != "wall_s"}
    assert {key: value for key, value in result.items() if key != "wall_s"} == same


def answers_of(rehearsal: Any, folder: Path) -> Path:
    file = folder / "answers.jsonl"
    file.write_text("\n".join(json.dumps(answer) for answer in rehearsal.plan.answers))
    return file


def test_the_command_under_test_is_the_installed_one() -> None:
    assert Path(sys.executable).with_name("newsroom").exists()
