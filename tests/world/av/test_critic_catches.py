"""Quality_Critic measures the finished file: a sound one passes, and each planted fault is caught as what it is."""

import re
import shutil
import subprocess
from pathlib import Path

from newsroom.model.assets import Cut, Review
from newsroom.studio import quality_critic
from newsroom.world.forced_alignment import word_starts
from newsroom.world.inspect import FileInspect


def planted(bulletin, name: str, arguments: list[str]) -> Cut:
    """A copy of the video spoiled by ffmpeg, with its own captions beside it."""
    folder = bulletin.home / "videos" / name
    folder.mkdir(parents=True, exist_ok=True)
    original = bulletin.media.path(bulletin.cut.path)
    shutil.copyfile(original.parent / "captions.vtt", folder / "captions.vtt")
    command = ["ffmpeg", "-v", "error", "-y", "-i", str(original), *arguments, str(folder / "video.mp4")]
    subprocess.run(command, check=True, capture_output=True)
    where = {"path": f"videos/{name}/video.mp4", "captions_vtt": f"videos/{name}/captions.vtt"}
    return bulletin.cut.model_copy(update=where)


def reviewed(bulletin, cut: Cut) -> Review:
    facts = FileInspect(bulletin.media).measure(cut, bulletin.narration, bulletin.script)
    production = bulletin.production.model_copy(update={"cut": cut})
    return quality_critic.evaluate(production, facts, bulletin.guard, rehearsal=True)


def failed(review: Review) -> set[str]:
    return {check.name for check in review.checks if not check.passed}


COPY = ["-c:v", "copy", "-movflags", "+faststart"]
AAC = ["-c:a", "aac", "-b:a", "160k"]


def test_a_sound_video_passes_and_repeats(bulletin) -> None:
    """Everything is measured, everything holds, and the same file gets the same review again."""
    review = reviewed(bulletin, bulletin.cut)
    assert failed(review) <= {"length"}, review.feedback
    assert review.status == "APPROVE"
    assert review == reviewed(bulletin, bulletin.cut)


def test_a_black_second_is_caught(bulletin) -> None:
    """A critical fault of the video, with the place named."""
    draw = "drawbox=color=black:t=fill:enable='between(t,2,3)'"
    cut = planted(bulletin, "black", ["-vf", draw, "-c:v", "libx264", "-preset", "ultrafast", "-c:a", "copy"])
    review = reviewed(bulletin, cut)
    assert "black" in failed(review)
    assert review.status == "REVISE"
    assert review.send_back_to == "video"
    assert any("longest black 1.0" in line and "at 2.0 s" in line for line in review.feedback)


def test_a_wrong_size_is_caught(bulletin) -> None:
    """A small picture fails its format, and the badge cannot be read in it."""
    small = planted(bulletin, "small", ["-vf", "scale=270:480", "-c:v", "libx264", "-preset", "ultrafast", *AAC])
    assert {"picture_format", "badge"} <= failed(reviewed(bulletin, small))


def test_a_silence_is_caught(bulletin) -> None:
    """A second and a half of nothing goes back to the voice."""
    cut = planted(bulletin, "silence", ["-af", "volume=0:enable='between(t,2,3.5)'", *COPY, *AAC])
    review = reviewed(bulletin, cut)
    assert "silence" in failed(review)
    assert review.send_back_to == "voice"


def test_wrong_loudness_is_caught(bulletin) -> None:
    """Too loud, with peaks over full scale, goes back to the voice."""
    review = reviewed(bulletin, planted(bulletin, "loud", ["-af", "volume=4dB", *COPY, *AAC]))
    assert {"loudness", "true_peak"} <= failed(review)
    assert review.send_back_to == "voice"


def test_desynced_captions_are_caught(bulletin) -> None:
    """Captions half a second late, and captions that drift, both fail against what a recogniser hears."""
    for name, late in (("late", lambda s: s + 0.5), ("drifting", lambda s: s * 1.06)):
        cut = planted(bulletin, name, ["-c", "copy", "-movflags", "+faststart"])
        place: Path = bulletin.media.path(cut.captions_vtt)
        shifted = re.sub(
            r"00:00:(\d\d\.\d{3})", lambda m, late=late: f"00:00:{late(float(m[1])):06.3f}", place.read_text()
        )
        place.write_text(shifted)
        review = reviewed(bulletin, cut)
        assert failed(review) & {"caption_sync"}, name
        assert review.send_back_to == "video"


def test_other_words_and_a_lost_disclosure_are_caught(bulletin) -> None:
    """Captions that are not the script's words, and a file that no longer says what it is."""
    cut = planted(bulletin, "words", ["-c", "copy", "-map_metadata", "-1"])
    place: Path = bulletin.media.path(cut.captions_vtt)
    place.write_text(place.read_text().replace("fog", "smoke"))
    assert {"caption_sync", "disclosure", "faststart"} <= failed(reviewed(bulletin, cut))


def test_a_covered_badge_and_a_held_picture_are_caught(bulletin) -> None:
    """The badge is read from the pictures, so covering it shows; and nothing may stand still for over four seconds."""
    cover = "drawbox=x=600:y=280:w=400:h=70:color=gray:t=fill,loop=loop=140:size=1:start=100"
    cut = planted(bulletin, "bare", ["-vf", cover, "-c:v", "libx264", "-preset", "ultrafast", "-c:a", "copy"])
    assert {"badge", "frozen", "drift"} <= failed(reviewed(bulletin, cut))


def test_the_recogniser_places_nothing_in_silence() -> None:
    """A text that is not in the sound is not found there."""
    assert word_starts(bytes(64_000), ["police", "in", "vessel"]) == [None, None, None]
    assert word_starts(bytes(64_000), []) == []
