"""The cut: one whole folder or none, cards on the sound, the right formats and papers."""

import hashlib
import json
import os
import re
import subprocess
from pathlib import Path

import pytest

from newsroom.model.assets import GenerationFailure
from newsroom.model.errors import MachineFault, Refused, Unavailable
from newsroom.studio import video_editor
from newsroom.studio.card_timing import CardSpan
from newsroom.world.media import FolderMedia
from newsroom.world.render import CardRender, stretch_edges
from newsroom.world.tone_speech import ToneSpeech

FILES = {
    "video.mp4", "script.json", "captions.srt", "captions.vtt", "transcript.txt", "narration.wav", "thumbnail.png",
    "manifest.json",
}  # fmt: skip


def probe(video: Path, *what: str) -> str:
    return subprocess.run(
        ["ffprobe", "-v", "error", *what, str(video)], capture_output=True, check=True
    ).stdout.decode()


def test_the_folder_is_whole_and_its_manifest_true(bulletin) -> None:
    """Every file of the contract is there, hashes match, voice and card rights and claims are named."""
    folder = bulletin.media.path(bulletin.cut.path).parent
    assert {place.name for place in folder.iterdir()} == FILES
    manifest = json.loads((folder / "manifest.json").read_text())
    for name, sha256 in manifest["files"].items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == sha256
    assert "lessac" in manifest["voice"]["licence"]
    assert {"licence": "own work", "holder": "the channel", "source": "a card of its own", "credit": ""} in manifest[
        "licences"
    ]
    assert manifest["evidence"][1]["claims"] == ["claim_1"]
    assert not [place for place in folder.parent.iterdir() if place.name.startswith(".")]


def test_stretches_join_without_a_stutter(bulletin) -> None:
    """Constant 30 pictures a second over the join, and sound and picture end together."""
    video = bulletin.media.path(bulletin.cut.path)
    stamps = probe(video, "-select_streams", "v", "-show_entries", "packet=pts", "-of", "csv=p=0").split()
    order = sorted(int(stamp.strip(",")) for stamp in stamps)
    assert {b - a for a, b in zip(order, order[1:], strict=False)} == {512}
    assert len(order) == round(bulletin.cut.duration_s * 30)


def test_cards_change_when_their_line_is_spoken(bulletin) -> None:
    """Each cut lies within 0.2 s before its line's first word."""
    for start, line in zip(bulletin.cut.card_starts[1:], bulletin.script.lines[1:], strict=True):
        assert 0 <= bulletin.narration.line_spans[line.id][0] - start <= 0.2


def test_colours_come_back_as_drawn(bulletin) -> None:
    """The accent red of the masthead (255, 74, 54) is decoded as red within a few steps: BT.709 both ways."""
    video = bulletin.media.path(bulletin.cut.path)
    raw = subprocess.run(
        ["ffmpeg", "-v", "error", "-ss", "1.9", "-i", str(video), "-frames:v", "1", "-vf",
         "crop=4:4:102:294,scale=in_color_matrix=bt709:in_range=tv:out_range=pc,format=rgb24", "-f", "rawvideo", "-"],
        capture_output=True, check=True,
    ).stdout  # fmt: skip
    assert all(abs(seen - drawn) <= 6 for seen, drawn in zip(raw[:3], (255, 74, 54), strict=True)), raw[:3]


def test_the_file_says_what_it_is(bulletin) -> None:
    """Title, AI disclosure and REHEARSAL are in the file itself; the transcript of a rehearsal says so first."""
    tags = probe(bulletin.media.path(bulletin.cut.path), "-show_entries", "format_tags=title,comment", "-of", "json")
    assert json.loads(tags)["format"]["tags"] == {
        "title": "Ferries touch in fog",
        "comment": "REHEARSAL: an invented story, not real news. Script, voice and graphics are AI-generated.",
    }
    folder = bulletin.media.path(bulletin.cut.path).parent
    assert (folder / "transcript.txt").read_text().startswith("REHEARSAL")


@pytest.mark.parametrize(("aspect", "size"), [("16:9", "1920,1080"), ("1:1", "1080,1080")])
def test_wide_and_square_videos(tmp_path: Path, brief_script, channel, visuals, aspect, size: str) -> None:
    """Wide and square videos have their own size, and the sound's length in whole frames."""
    media = FolderMedia(tmp_path)
    narration = ToneSpeech(media).narrate(brief_script, channel)
    cut = CardRender(media).cut(brief_script, narration, visuals[:1], channel, aspect, "videos/x")
    assert 0 <= cut.duration_s - narration.duration_s < 1 / 30
    video = media.path(cut.path)
    assert (
        probe(video, "-select_streams", "v", "-show_entries", "stream=width,height", "-of", "csv=p=0").strip() == size
    )


def test_a_folder_that_cannot_be_written_leaves_nothing(tmp_path: Path, brief_script, channel, visuals) -> None:
    """One clear answer, and neither folder nor half a video is left."""
    media = FolderMedia(tmp_path)
    narration = ToneSpeech(media).narrate(brief_script, channel)
    (tmp_path / "videos").write_text("a file where the folder should be")
    with pytest.raises(Unavailable, match="cannot be written"):
        CardRender(media).cut(brief_script, narration, visuals, channel, "1:1", "videos/x")
    assert (tmp_path / "videos").is_file()


def test_a_broken_card_leaves_nothing(tmp_path: Path, brief_script, channel, visuals) -> None:
    """A card without its data is refused by the program, and the half-made folder is gone."""
    media = FolderMedia(tmp_path)
    narration = ToneSpeech(media).narrate(brief_script, channel)
    bad = (visuals[0].model_copy(update={"data": {}}),)
    with pytest.raises(Refused, match="cannot be drawn"):
        CardRender(media).cut(brief_script, narration, bad, channel, "1:1", "videos/x")
    assert list((tmp_path / "videos").iterdir()) == []


def test_a_full_disk_is_one_clear_answer(tmp_path: Path, brief_script, channel, visuals, monkeypatch) -> None:
    """When the disk fills up while the video is made the folder is gone and the answer says what to do."""
    media = FolderMedia(tmp_path)
    narration = ToneSpeech(media).narrate(brief_script, channel)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr("newsroom.world.render.subprocess.Popen", full)
    with pytest.raises(MachineFault, match="No space left") as told:
        CardRender(media).cut(brief_script, narration, visuals, channel, "1:1", "videos/x")
    assert "Free space" in told.value.next_step
    assert list((tmp_path / "videos").iterdir()) == []


def test_the_editor_will_not_cut_what_is_not_ours(tmp_path: Path, brief_script, channel, visuals) -> None:
    """A card without rights, or no card at all, is a failure of the visuals before anything is drawn."""
    media = FolderMedia(tmp_path)
    narration = ToneSpeech(media).narrate(brief_script, channel)
    bare = (visuals[0].model_copy(update={"rights": ()}), *visuals[1:])
    for plan, code in ((bare, "no_rights"), ((), "no_visuals")):
        answer = video_editor.assemble(brief_script, narration, plan, channel, CardRender(media), "videos/x")
        assert isinstance(answer, GenerationFailure)
        assert (answer.component, answer.code) == ("visuals", code)


def test_work_is_divided_by_cost_and_never_inside_a_dissolve(visuals) -> None:
    """The map, dear to draw, weighs more than its length, and no stretch begins in the first half second of a card."""
    dear = visuals[0].model_copy(update={"kind": "map"})
    spans = (CardSpan(0, 0, 300), CardSpan(1, 300, 600))
    plain = stretch_edges(spans, visuals, 2)
    costly = stretch_edges(spans, (dear, visuals[1]), 2)
    assert plain[0] == 0
    assert plain[-1] == 600
    assert costly[1] < plain[1]
    assert not 300 <= plain[1] < 315


def test_captions_keep_to_two_lines(bulletin) -> None:
    """SRT as written: at most two lines of at most 24 characters, numbered, never overlapping."""
    text = (bulletin.media.path(bulletin.cut.captions_srt)).read_text()
    blocks = [block.splitlines() for block in text.strip().split("\n\n")]
    assert all(len(block) <= 4 and all(len(line) <= 24 for line in block[2:]) for block in blocks)
    times = re.findall(r"(\S+) --> (\S+)", text)
    assert all(end <= start for (_, end), (start, _) in zip(times, times[1:], strict=False))
