"""One video of the rehearsal day, as a viewer and an editor meet it: the file, its papers, its page."""

import hashlib
import html
import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from newsroom.control.pages import story_page
from newsroom.control.records import ClaimSet
from newsroom.world.store import SqlStore

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def video(rehearsal_with_video: Any) -> dict[str, Any]:
    """The one video as the replay document names it."""
    (one,) = rehearsal_with_video.result["videos"]
    return one


@pytest.fixture(scope="module")
def folder(rehearsal_with_video: Any, video: dict[str, Any]) -> Path:
    return (rehearsal_with_video.home / video["path"]).parent


def probed(file: Path) -> dict[str, Any]:
    asked = ["ffprobe", "-v", "error", "-print_format", "json", "-show_streams", "-show_format", str(file)]
    return json.loads(subprocess.run(asked, capture_output=True, check=True, timeout=30).stdout)


def test_the_file_is_a_portrait_video_of_25_to_90_seconds(folder: Path) -> None:
    found = probed(folder / "video.mp4")
    picture, sound = sorted(found["streams"], key=lambda stream: stream["codec_type"], reverse=True)
    assert (picture["codec_name"], picture["width"], picture["height"]) == ("h264", 1080, 1920)
    assert sound["codec_name"] == "aac"
    assert 25 <= float(found["format"]["duration"]) <= 90
    assert "REHEARSAL" in json.dumps(found["format"]["tags"])


def test_captions_and_transcript_hold_every_spoken_line(folder: Path) -> None:
    script = json.loads((folder / "script.json").read_text())
    transcript = (folder / "transcript.txt").read_text()
    assert transcript.startswith("REHEARSAL")
    assert all(line["text"] in transcript for line in script["lines"])
    for name, start in (("captions.srt", "1\n"), ("captions.vtt", "WEBVTT")):
        captions = (folder / name).read_text()
        assert captions.startswith(start)
        first = re.sub(r"[^a-z]", "", script["lines"][0]["text"].lower())[:15]
        assert first in re.sub(r"<[^>]+>|[^a-z]", "", captions.lower())


def test_the_manifest_hashes_every_file_and_names_every_right(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest["rehearsal"] is True
    assert {"video.mp4", "captions.srt", "captions.vtt", "transcript.txt", "script.json"} <= set(manifest["files"])
    for name, digest in manifest["files"].items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    assert manifest["voice"]["licence"]
    assert manifest["licences"]
    assert all(row["claims"] for row in manifest["evidence"] if "says" in row["text"])


def test_the_video_is_published_once_on_the_local_site(rehearsal_with_video: Any, video: dict[str, Any]) -> None:
    (post,) = rehearsal_with_video.result["published"]
    assert (post["video"], post["platform"]) == (video["path"], "site")
    assert video["claims"] == video["claims_with_evidence"] >= 3


def test_the_page_shows_every_claim_with_its_evidence_and_says_rehearsal(
    rehearsal_with_video: Any, video: dict[str, Any]
) -> None:
    home = rehearsal_with_video.home
    shown = _plain((home / rehearsal_with_video.result["published"][0]["url"]).read_text())
    assert "REHEARSAL" in shown.upper()
    store = SqlStore(home / "newsroom.db")
    page = story_page(store, video["story_id"])
    sets = store.find("claimset", ClaimSet, story_id=page.story.id)
    store.close()
    (script,) = [p.script for p in page.productions if p.cut]
    told = {claim_id for line in script.lines for claim_id in line.claim_ids} if script else set()
    assert told
    # The page was written with the video; what later reports add to a claim is not on it.
    ordered = sorted(sets, key=lambda kept: (kept.round, kept.read))
    as_told = next(kept for kept in ordered if told <= {claim.id for claim in kept.claims})
    for claim in as_told.claims:
        if claim.id in told:
            assert _plain(claim.statement) in shown
            assert all(_plain(e.text) in shown and e.outlet in shown for e in claim.evidence)


def test_the_page_opens_in_a_browser(rehearsal_with_video: Any, tmp_path: Path) -> None:
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        pytest.skip("no Chromium on this machine")
    for page in ("site/index.html", rehearsal_with_video.result["published"][0]["url"]):
        asked = [browser, "--headless=new", "--disable-gpu", "--no-first-run", f"--user-data-dir={tmp_path}"]
        asked += ["--no-sandbox"] if os.geteuid() == 0 else []
        asked += ["--dump-dom", (rehearsal_with_video.home / page).as_uri()]
        done = subprocess.run(asked, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, done.stderr[-500:]
        assert "REHEARSAL" in done.stdout.upper()
        assert "</video>" in done.stdout or "stories/" in done.stdout


def _plain(text: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())
