"""The finished file: cards cut to the sound, two stretches encoded at once, joined, with sound and captions (N 3.6).

The sound is the master clock. Everything is made in a folder beside the target and moved there whole, so that a
reader never meets half a video; when anything fails nothing is left behind.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from newsroom.model.assets import Cut, Narration, Visual
from newsroom.model.channel import Aspect, Channel
from newsroom.model.errors import MachineFault, Refused, Unavailable
from newsroom.model.script import Script
from newsroom.ports import Media
from newsroom.studio.captions import Cue, cues, srt, vtt
from newsroom.studio.card_timing import FPS, CardSpan, card_plan, frames_of
from newsroom.world.cards.grid import GRIDS
from newsroom.world.cards.layout import issues
from newsroom.world.ffmpeg import ffmpeg
from newsroom.world.media import cannot_write, relative
from newsroom.world.package import documents, file_hash, manifest, transcript

PROGRAM = "newsroom.programs.cut_video"
PRESET, CRF = "superfast", 20
WORKERS = 2
LIMIT_S = 900
ENTRANCE_FRAMES = 50
COST_DRAWN, COST_DRAWN_MAP, COST_HELD = 30, 80, 11
DISCLOSURE = "Script, voice and graphics are AI-generated."
REHEARSAL = "REHEARSAL: an invented story, not real news."


class CardRender:
    """`Render` with the newsroom's own cards."""

    def __init__(self, media: Media, workers: int = WORKERS) -> None:
        self._media = media
        self._workers = workers

    def layout_issues(self, visuals: Sequence[Visual], channel: Channel, aspect: Aspect) -> tuple[str, ...]:
        """What is wrong with the cards as laid out, as sentences; empty when all may be shown."""
        return tuple(f"card {visual.id}: {issue}" for visual in visuals for issue in issues(visual, channel, aspect))

    def cut(
        self,
        script: Script,
        narration: Narration,
        visuals: Sequence[Visual],
        channel: Channel,
        aspect: Aspect,
        folder: str,
    ) -> Cut:
        """The video and everything that goes with it, in `folder` of the home folder.

        Raises:
            Refused: no cards, or a card lacks what it shows.
            Unavailable: ffmpeg is missing or fails; nothing is left behind.
            MachineFault: the folder cannot be written or the disk is full; nothing is left behind.
        """
        if not visuals:
            raise Refused("no_visuals", "There is no card to show.", "Plan the visuals again.")
        target = self._media.path(folder)
        existed = target.exists()
        try:
            target.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(prefix=f".{target.name}-", dir=target.parent) as making:
                cut = self._make(Path(making), script, narration, visuals, channel, aspect, target)
        except OSError as error:
            _sweep(target, existed)
            raise cannot_write(target, error) from error
        except (MachineFault, Unavailable, Refused):
            _sweep(target, existed)
            raise
        return cut

    def _make(
        self,
        making: Path,
        script: Script,
        narration: Narration,
        visuals: Sequence[Visual],
        channel: Channel,
        aspect: Aspect,
        target: Path,
    ) -> Cut:
        spans = card_plan(visuals, narration)
        found = cues(script, narration, aspect)
        work = making / "work"
        work.mkdir()
        ready = making / "ready"
        ready.mkdir()
        stretches = self._encode(work, ready / "thumbnail.png", spans, found, visuals, channel, aspect)
        sound = self._media.path(narration.path)
        _join(stretches, sound, ready / "video.mp4", work, script.title, comment(channel))
        shutil.copyfile(sound, ready / "narration.wav")
        for name, text in documents(script, srt(found), vtt(found), transcript(script, channel)).items():
            (ready / name).write_text(text, "utf-8")
        shown = [visuals[span.visual] for span in spans]
        (ready / "manifest.json").write_text(
            manifest(ready, script, narration, shown, channel, comment(channel)), "utf-8"
        )
        grid = GRIDS[aspect]
        cut = Cut(
            path=relative(self._media, target / "video.mp4"),
            sha256=file_hash(ready / "video.mp4"),
            aspect=aspect,
            width=grid.width,
            height=grid.height,
            fps=FPS,
            duration_s=round(frames_of(narration.duration_s) / FPS, 3),
            captions_srt=relative(self._media, target / "captions.srt"),
            captions_vtt=relative(self._media, target / "captions.vtt"),
            thumbnail=relative(self._media, target / "thumbnail.png"),
            card_starts=tuple(span.start_s for span in spans),
        )
        # The manifest goes last: a folder that has one is complete.
        for place in sorted(ready.iterdir(), key=lambda p: (p.name == "manifest.json", p.name)):
            place.replace(target / place.name)
        return cut

    def _encode(
        self,
        work: Path,
        thumbnail: Path,
        spans: Sequence[CardSpan],
        found: Sequence[Cue],
        visuals: Sequence[Visual],
        channel: Channel,
        aspect: Aspect,
    ) -> list[tuple[Path, int]]:
        """The stretches in order, each with its number of frames."""
        grid = GRIDS[aspect]
        common = {
            "aspect": aspect, "width": grid.width, "height": grid.height, "preset": PRESET, "crf": CRF,
            "channel": channel.json_dict(), "visuals": [visual.json_dict() for visual in visuals],
            "spans": [list(span) for span in spans], "cues": [list(cue) for cue in found],
        }  # fmt: skip
        edges = stretch_edges(spans, visuals, self._workers)
        jobs = [
            {**common, "from": first, "to": end, "out": str(work / f"{number}.mp4"),
             "thumbnail": str(thumbnail) if number == 0 else ""}
            for number, (first, end) in enumerate(zip(edges, edges[1:], strict=False))
        ]  # fmt: skip
        _run_all(jobs, work)
        return [(work / f"{number}.mp4", end - edges[number]) for number, end in enumerate(edges[1:])]


def comment(channel: Channel) -> str:
    """What the file says of itself: made by a machine, and REHEARSAL where nothing in it happened."""
    return f"{REHEARSAL} {DISCLOSURE}" if channel.rehearsal else DISCLOSURE


def stretch_edges(spans: Sequence[CardSpan], visuals: Sequence[Visual], workers: int) -> list[int]:
    """Frames at which the work is divided: equal cost, never while one card dissolves into the next."""
    costs: list[int] = []
    closed: list[bool] = []
    for span in spans:
        drawn = COST_DRAWN_MAP if visuals[span.visual].kind == "map" else COST_DRAWN
        costs += [drawn if into < ENTRANCE_FRAMES else COST_HELD for into in range(span.end - span.first)]
        closed += [into < 15 for into in range(span.end - span.first)]
    total, passed, edges = sum(costs), 0, [0]
    for frame, cost in enumerate(costs):
        if passed * workers >= total * len(edges) and len(edges) < workers and not closed[frame]:
            edges.append(frame)
        passed += cost
    return [*edges, len(costs)]


def _run_all(jobs: Sequence[dict[str, Any]], work: Path) -> None:
    """Run the jobs side by side; every program is ended before this returns, whatever happens."""
    started: list[tuple[subprocess.Popen[bytes], Path]] = []
    try:
        for number, job in enumerate(jobs):
            order = work / f"job{number}.json"
            order.write_text(json.dumps(job), "utf-8")
            with order.open("rb") as asked:
                program = subprocess.Popen(
                    [sys.executable, "-m", PROGRAM], stdin=asked, stdout=subprocess.PIPE, stderr=subprocess.PIPE
                )
            started.append((program, order))
        for program, _ in started:
            said, report = program.communicate(timeout=LIMIT_S)
            if program.returncode != 0:
                raise _fault(said, report)
    except subprocess.TimeoutExpired as error:
        raise Unavailable("render_slow", f"A video took longer than {LIMIT_S} s.", "Try again later.") from error
    finally:
        for program, _ in started:
            if program.poll() is None:
                program.kill()
                program.wait()


def _fault(said: bytes, report: bytes) -> MachineFault | Unavailable | Refused:
    lines = [line for line in said.splitlines() if line.startswith(b"{")]
    if not lines:
        last = (report.decode("utf-8", "replace").strip().splitlines() or ["it said nothing"])[-1]
        return Unavailable("render_failed", f"The encoder failed: {last[:200]}", "Try again, or run the doctor.")
    fault = json.loads(lines[-1])
    if fault["error"] == "card_data":
        return Refused(fault["error"], fault["message"], "Plan the visuals again.")
    kind = MachineFault if fault["error"] == "machine_cannot_write" else Unavailable
    return kind("cannot_write", fault["message"], "Free space or give write permission, then try again.")


def _join(stretches: Sequence[tuple[Path, int]], sound: Path, video: Path, work: Path, title: str, remark: str) -> None:
    """Join the stretches without encoding again, with the sound as AAC and the index at the front."""
    parts = work / "parts.txt"
    # The length of each stretch is said in frames: containers round theirs to milliseconds, and the join would stutter.
    listed = [f"file '{place.name}'\nduration {count / FPS:.6f}\n" for place, count in stretches]
    parts.write_text("".join(listed), "utf-8")
    printable = "".join(c for c in title if c.isprintable())
    ffmpeg([
        "-v", "error", "-f", "concat", "-safe", "0", "-i", str(parts), "-i", str(sound), "-map", "0:v", "-map", "1:a",
        "-c:v", "copy", "-c:a", "aac", "-b:a", "160k", "-ar", "48000", "-ac", "2", "-fflags", "+bitexact",
        "-metadata", f"title={printable}", "-metadata", f"comment={remark}", "-movflags", "+faststart", str(video),
    ])  # fmt: skip


def _sweep(target: Path, existed: bool) -> None:
    """Take away a folder that this cut made and left without a whole video."""
    if not existed:
        shutil.rmtree(target, ignore_errors=True)
