"""The pages tell what the store holds, and the video of a story is played from the home folder and from nowhere else."""

import pytest

from newsroom.model.assets import Cut, Production
from newsroom.ports import Change, Commit

FILM = b"\0\0\0\x18ftypmp42" + b"x" * 1000


def made(desk, path: str) -> None:
    """A finished production of the risky story with its file at `path`."""
    cut = Cut(path=path, sha256="2" * 64, aspect="9:16", width=1080, height=1920, fps=30, duration_s=30.0, captions_srt="c",
              captions_vtt="c", thumbnail="t", card_starts=(0.0,))  # fmt: skip
    one = Production(id="production", story_id="risky", channel="main", stage="done", cut=cut)
    desk.store.commit(Commit(changes=(Change("production", one.id, 0, one, "risky", one.stage),)))


def test_the_inbox_shows_first_what_is_yours(desk):
    """Sorted by role; the reader sees all of it and can decide none."""
    okafor, reader = desk.browser("A. Okafor").get("/").text, desk.browser("R. Reader")
    yours, _, others = okafor.partition("For others")
    assert yours.count("/asks/") == 3
    assert others.count("/asks/") == 1
    assert "Nothing waits for a role you hold" in reader.get("/").text
    page = reader.get(f"/asks/{desk.asks['held', 'legal_hold'].id}").text
    assert "This is not yours to decide" in page
    assert 'name="decision"' not in page


def test_stories_are_found_by_where_they_stand_and_by_words(desk):
    """Three are in work; none is public."""
    okafor = desk.browser("A. Okafor")
    assert okafor.get("/stories").text.count('href="/stories/') == 3
    assert okafor.get("/stories?q=DAM").text.count('href="/stories/') == 1
    assert "No story stands here" in okafor.get("/stories?tab=public").text
    assert okafor.get("/stories?page=-1&tab=none").status_code == 200


def test_a_story_page_says_why(desk):
    """Claims with their exact sentence, sources, votes with concerns, and what people were asked."""
    page = desk.browser("A. Okafor").get("/stories/held").text
    for words in (
        "What would have changed it",
        "House",
        "a private person is accused",
        "legal hold",
        "held for the legal desk",
    ):
        assert words in page, words


def test_the_video_is_shown_to_those_who_are_signed_in(desk):
    """In pieces, as players ask for it."""
    (desk.home / "videos").mkdir()
    (desk.home / "videos" / "film.mp4").write_bytes(FILM)
    made(desk, "videos/film.mp4")
    okafor = desk.browser("A. Okafor")
    assert "/stories/risky/video" in okafor.get("/stories/risky").text
    whole = okafor.get("/stories/risky/video")
    assert (whole.status_code, whole.headers["content-type"], whole.content) == (200, "video/mp4", FILM)
    assert okafor.get("/stories/risky/video", headers={"Range": "bytes=0-3"}).status_code == 206
    assert desk.browser().get("/stories/risky/video").status_code == 303


@pytest.mark.parametrize("path", ["../people.json", "/etc/hostname", "videos/gone.mp4", "people.json/../../x"])
def test_no_other_file_is(desk, path):
    """Outside the home folder, or not there."""
    made(desk, path)
    assert desk.browser("A. Okafor").get("/stories/risky/video").status_code == 404
