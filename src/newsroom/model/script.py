"""The script: spoken lines, each bound to claims, and what Fact_Guard said of them (N 3.1-3.3; B1)."""

from typing import Literal

from newsroom.model.base import Noun, Score

Beat = Literal["hook", "what", "evidence", "quote", "context", "unknown", "next", "sources"]
Severity = Literal["critical", "minor"]


class Line(Noun):
    """One spoken sentence. `text` is as shown; `spoken` is as read aloud, numbers and units in words.

    A line without claims states nothing of the world (sources line, "we do not know yet" of what was read).
    """

    id: str
    beat: Beat
    text: str
    spoken: str
    claim_ids: tuple[str, ...]
    way: Literal["frame", "clause", "quote", "fixed"]


class Hook(Noun):
    """One opening. `accuracy` is the share of its content words that its claims back; `pull` its predicted strength."""

    technique: str
    text: str
    spoken: str
    claim_ids: tuple[str, ...]
    accuracy: Score = 0.0
    pull: Score = 0.0


class Issue(Noun):
    """One thing wrong with a component: where, what, and how to mend it."""

    component: Literal["script", "voice", "visuals", "video"]
    severity: Severity
    code: str
    detail: str
    line_id: str = ""


class Script(Noun):
    """A whole script. `seconds` is the expected length at the channel's pace; `version` counts rewrites from 1."""

    story_id: str
    channel: str
    version: int
    template: str
    title: str
    lines: tuple[Line, ...]
    hooks: tuple[Hook, ...]
    chosen_hook: int = 0
    words: int
    seconds: float
    bound_conditions: tuple[str, ...] = ()
    answers: dict[str, str] = {}


class GuardReport(Noun):
    """Fact_Guard's reading of one script version. `passed` needs no critical issue and score >= 0.80."""

    story_id: str
    script_version: int
    passed: bool
    score: Score
    issues: tuple[Issue, ...]
    checked: dict[str, int]
    citations: dict[str, tuple[str, ...]]
