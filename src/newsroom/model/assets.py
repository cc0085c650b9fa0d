"""What the studio makes from a script: narration, visuals, the cut, and the critic's review (N 3.4-3.7)."""

from typing import Annotated, Any, Literal

from pydantic import Field

from newsroom.model.base import Noun, Score
from newsroom.model.channel import Aspect
from newsroom.model.script import GuardReport, Issue, Script

Seconds = Annotated[float, Field(ge=0.0)]
"""A length of time that cannot be negative."""

CardKind = Literal["title", "map", "stat", "chart", "quote", "timeline", "list", "text", "sources"]


class Word(Noun):
    """A spoken word with its place in the narration, in seconds."""

    text: str
    start: float
    end: float
    line_id: str


class Narration(Noun):
    """The finished sound. Paths are relative to the home folder; loudness in LUFS, peak in dBTP, times in seconds.

    `tone` is the delivery that was asked for (studio/voice_tones.yaml), empty where none was.
    """

    path: str
    sha256: str
    duration_s: Seconds
    words: tuple[Word, ...]
    line_spans: dict[str, tuple[float, float]]
    voice: str
    voice_licence: str
    loudness_lufs: float
    true_peak_dbtp: float
    words_per_minute: float
    tone: str = ""


class Rights(Noun):
    """Why we may use an asset. An asset without this record is never used."""

    licence: str
    holder: str
    source: str
    credit: str = ""


class Visual(Noun):
    """One card of the visual plan: what it shows and for which lines. `data` is the card's content, closed per kind."""

    id: str
    kind: CardKind
    line_ids: tuple[str, ...]
    data: dict[str, Any]
    why: str
    rights: tuple[Rights, ...]
    attempts: int = 1
    recovered_by: str = ""


class Cut(Noun):
    """The finished file. `sha256` is of the bytes; size in pixels, length in seconds."""

    path: str
    sha256: str
    aspect: Aspect
    width: int
    height: int
    fps: int
    duration_s: Seconds
    captions_srt: str
    captions_vtt: str
    thumbnail: str
    card_starts: tuple[float, ...]


class GenerationFailure(Noun):
    """An asset that could not be made (N 2.3 GenerationError): which part, a stable code, and whether to try again."""

    component: Literal["voice", "visuals", "video"]
    code: str
    detail: str
    again: bool


class Check(Noun):
    """One measured check of the critic: what was measured, the gate, and whether it passed."""

    name: str
    component: Literal["script", "voice", "visuals", "video"]
    critical: bool
    passed: bool
    measured: str
    gate: str


class Review(Noun):
    """Quality_Critic's verdict. Component and final scores are shares of weighted checks, so they repeat exactly."""

    status: Literal["APPROVE", "REVISE", "REJECT"]
    score: Score
    components: dict[str, Score]
    issues: tuple[Issue, ...]
    checks: tuple[Check, ...]
    feedback: tuple[str, ...]
    send_back_to: str = ""


class Production(Noun):
    """One story on one channel on its way through the studio. `stage` is the next work to do."""

    id: str
    story_id: str
    channel: str
    version: int = 1
    stage: Literal["script", "hooks", "guard", "voice_visuals", "edit", "review", "done", "stopped"] = "script"
    revisions: int = 0
    script: Script | None = None
    guard: GuardReport | None = None
    narration: Narration | None = None
    visuals: tuple[Visual, ...] = ()
    cut: Cut | None = None
    review: Review | None = None
    feedback: tuple[Issue, ...] = ()
    failures: dict[str, int] = {}
    reason: str = ""
