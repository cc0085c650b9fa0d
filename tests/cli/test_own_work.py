"""`produce` from given articles, and the live newsroom where there is no network."""

import json
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SOURCES = """\
sources:
- {id: halden-post, name: Halden Post, owner: Halden Media, kind: newspaper, tier: 1, language: en,
   format: rss, url: "https://halden-post-that-does-not-exist.com/rss"}
- {id: coast-radio, name: Coast Radio, owner: Coast Trust, kind: broadcaster, tier: 1, language: en,
   format: rss, url: "https://coast-radio-that-does-not-exist.com/rss"}
"""
PAGES = {
    "halden-post": (
        "Halden Post",
        "New tram line opens in Port Halden",
        "A new tram line opened in Port Halden on Friday. "
        "The line connects the harbour with the hospital. The work cost 48 million crowns, the city council said.",
        "About 12,000 people are expected to use the trams every day. "
        "“This line was promised for twenty years,” mayor Ilse Brandt said. The old bus line closed on Friday.",
    ),
    "coast-radio": (
        "Coast Radio",
        "Port Halden opens its new tram line",
        "Port Halden opened a new tram line on Friday. The work cost 48 million crowns. "
        "The line connects the harbour with the hospital.",
        "The city council bought nine trams. The first tram left the harbour at six on Friday. "
        "Tickets are free until Sunday.",
    ),
}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home whose sources.yaml rates both outlets tier 1."""
    place = tmp_path / "home"
    place.mkdir()
    (place / "sources.yaml").write_text(SOURCES)
    return place


@pytest.fixture
def articles(tmp_path: Path) -> list[Path]:
    files = []
    for outlet, (name, title, *paragraphs) in PAGES.items():
        file = tmp_path / f"{outlet}.html"
        body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
        file.write_text(
            f'<html lang="en"><head><title>{title}</title><meta property="og:site_name" content="{name}">'
            f'<link rel="canonical" href="https://{outlet}.example/tram"></head><body><article>{body}</article></body></html>'
        )
        files.append(file)
    return files


@pytest.mark.slow
def test_two_articles_end_as_a_video_or_with_the_reason(
    newsroom: Callable[..., Any], home: Path, articles: list[Path], tmp_path: Path
) -> None:
    out = tmp_path / "own"
    done = newsroom("produce", *articles, "--out", out, "--home", home, "--json", timeout=240)
    assert done.code == 0, done.err
    result = json.loads(done.out)
    assert (result["items"], result["stories"]) == (2, 1)
    assert result["audit"]["verified"]
    for video in result["videos"]:
        assert (out / video["path"]).stat().st_size > 100_000
        assert video["claims_with_evidence"] == video["claims"]
    if not result["videos"]:
        (told,) = json.loads(newsroom("story", "list", "--json", "--home", out).out)
        assert told["reason"]
    again = newsroom("produce", *articles, "--out", out, "--home", home, "--json")
    assert json.loads(again.out) == result


def test_what_is_no_article_is_refused(newsroom: Callable[..., Any], home: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.html"
    empty.write_text("<html></html>")
    for words in ((empty,), (tmp_path / "none.html",)):
        done = newsroom("produce", *words, "--out", tmp_path / "own", "--home", home)
        assert (done.code, done.out) == (1, ""), words
        assert done.err.strip()


def test_without_a_network_it_says_so_keeps_trying_and_drains(
    newsroom: Callable[..., Any], start: Callable[..., Any], home: Path
) -> None:
    process = start("run", "--home", home)
    refused: dict[str, int] = {}
    until = time.monotonic() + 60
    while not refused and process.poll() is None and time.monotonic() < until:
        time.sleep(1)
        asked = newsroom("status", "--json", "--home", home)
        refused = json.loads(asked.out)["refused"] if asked.code == 0 else {}
    assert process.poll() is None, process.communicate()
    assert refused == {"unavailable": 2}
    process.send_signal(signal.SIGINT)
    before = time.monotonic()
    _, said = process.communicate(timeout=30)
    assert time.monotonic() - before < 10
    assert process.returncode in (0, 130)
    assert "Traceback" not in said
    assert "2 of 2 sources unavailable" in said, said
    assert "Is there a network?" in said
