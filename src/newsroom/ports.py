"""What the newsroom asks of the world, in its own words. Adapters live in `world/` and `mcp/`; fakes beside them.

Every method may raise `Unavailable` (try later), `Refused` (an answer) or `Unknown` (look it up, never resend).
"""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeAlias, TypeVar, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from newsroom.model.assets import Cut, Narration, Visual
from newsroom.model.base import Noun
from newsroom.model.channel import Aspect, Channel
from newsroom.model.item import Item, Place, Source
from newsroom.model.lifecycle import State
from newsroom.model.picture import Picture
from newsroom.model.publication import PerformanceMetrics, Publication
from newsroom.model.sample import Bucket, Grain, Metric, Retention, Sample
from newsroom.model.script import Script
from newsroom.model.syntax import Entity, Sentence
from newsroom.model.task import AuditEntry, AuditReport, AuditRow, Effect, Result, Task

N = TypeVar("N", bound=Noun)


class Clock(Protocol):
    """The newsroom's one clock for all business deadlines."""

    def now(self) -> datetime: ...


class Refusal(Noun):
    """Input that was not accepted: which source, a code of the error table, and what was wrong."""

    source_id: str
    code: str
    detail: str


class Arrivals(NamedTuple):
    """What sources sent in a span of time, parsed and cleaned, in order of (seen_at, id).

    `counted` are the interactions of posts that came in earlier and were listed again.
    """

    items: tuple[Item, ...]
    sources: tuple[Source, ...]
    refused: tuple[Refusal, ...]
    duplicates: int
    trends: dict[str, float]
    counted: tuple[Sample, ...] = ()


class Feeds(Protocol):
    """The watched sources (mcp-server-news)."""

    async def arrivals(self, since: datetime, until: datetime) -> Arrivals: ...


class Language(Protocol):
    """Grammar: sentences with lemmas, dependencies and entities, for English text."""

    def parse(self, text: str) -> tuple[Sentence, ...]: ...

    def entities(self, text: str) -> tuple[Entity, ...]: ...


class Inflection(Protocol):
    """Word forms by Penn tag: ("arrest", "VBD") -> "arrested". `plural` picks "were" over "was".

    An unknown word comes back by rule; the empty string when no form can be given.
    """

    def verb(self, lemma: str, tag: str, plural: bool = False) -> str: ...

    def noun(self, lemma: str, plural: bool) -> str: ...


Vector: TypeAlias = NDArray[np.float32]
"""A text's meaning as a direction: `DIMENSIONS` numbers of length 1, so a dot product is a cosine."""
DIMENSIONS = 384


class Embeddings(Protocol):
    """Meanings of short texts, offline. The same text has the same vector in whatever company it is read."""

    def vectors(self, texts: Sequence[str]) -> Sequence[Vector]: ...


class Filed(NamedTuple):
    """What a text is about: how well each label of three tables fits it, about -3 to 3; above 0 it fits.

    `desks` are four large desks, `sections` the sections of a news site, `sensitive` the subjects that need more care.
    """

    desks: dict[str, float]
    sections: dict[str, float]
    sensitive: dict[str, float]


class Topics(Protocol):
    """What English texts are about. Each text is a title and what follows it."""

    def read(self, texts: Sequence[tuple[str, str]]) -> Sequence[Filed]: ...


class Remark(NamedTuple):
    """What an adviser remarks on a report: a kind, and the passage as it stands there. Both are text of a stranger."""

    kind: str
    quote: str


class Adviser(Protocol):
    """A language model that reads one report and remarks on it. It has no tools, and nothing depends on it."""

    async def remarks(self, text: str) -> tuple[Remark, ...]: ...


class Gazetteer(Protocol):
    """Places: names in a text resolved to coordinates, most specific first.

    `names` are known to be places; `language` is the text's tag, `home` the ISO code of the publication's country.
    """

    def places(
        self, text: str, names: Sequence[str] = (), language: str = "en", home: str = ""
    ) -> tuple[Place, ...]: ...


@runtime_checkable
class Pictures(Protocol):
    """The pictures that reports carry: what their files say about themselves. What cannot be seen is left out."""

    async def look(self, items: Sequence[Item]) -> tuple[Picture, ...]: ...


class Speech(Protocol):
    """A voice. Narrates spoken lines into one loudness-corrected sound file with word timings; once per content key."""

    def narrate(self, script: Script, channel: Channel) -> Narration: ...

    def licence(self, voice: str) -> str: ...


class Render(Protocol):
    """Draws cards and cuts them to the narration into a finished file."""

    def cut(
        self,
        script: Script,
        narration: Narration,
        visuals: Sequence[Visual],
        channel: Channel,
        aspect: Aspect,
        folder: str,
    ) -> Cut: ...

    def layout_issues(self, visuals: Sequence[Visual], channel: Channel, aspect: Aspect) -> tuple[str, ...]: ...


class FileFacts(Noun):
    """Measurements of a finished file. Times in seconds, loudness in LUFS, peak in dBTP.

    `colour` is the tagged colour space; `comment` the file's own disclosure; `caption_lines` the most lines that a
    cue of the caption file has and `caption_chars` its longest line.
    """

    video_codec: str
    pixel_format: str
    width: int
    height: int
    fps: float
    audio_codec: str
    sample_rate: int
    channels: int
    duration_s: float
    video_s: float
    audio_s: float
    loudness_lufs: float
    true_peak_dbtp: float
    silences: tuple[tuple[float, float], ...]
    black: tuple[tuple[float, float], ...]
    frozen: tuple[tuple[float, float], ...]
    faststart: bool
    words_placed: float | None = None
    caption_p95_s: float | None = None
    badge_found: bool | None = None
    colour: str = ""
    comment: str = ""
    caption_lines: int = 0
    caption_chars: int = 0


class Inspect(Protocol):
    """The critic's ears and eyes: measures a finished file, never the plan."""

    def measure(self, cut: Cut, narration: Narration, script: Script) -> FileFacts: ...


class Outlet(Protocol):
    """One place to publish. `look_up` finds a post by our marker; it is asked before anything is sent again."""

    platform: str

    def publish(self, publication: Publication) -> str: ...

    def look_up(self, publication: Publication) -> str | None: ...

    def metrics(self, publication: Publication) -> PerformanceMetrics | None: ...


class Change(NamedTuple):
    """One row to write. `expected` is the version it was read at, 0 to insert; a mismatch raises StaleVersion.

    The row is filed under `table` with its key, story, state and deadline, so that it can be found by them.
    """

    table: str
    key: str
    expected: int
    noun: Noun
    story_id: str = ""
    state: str = ""
    due_at: datetime | None = None


class Commit(NamedTuple):
    """One decision: rows, audit, tasks, effects and what was measured, written in one transaction or not at all."""

    changes: tuple[Change, ...] = ()
    audit: tuple[AuditEntry, ...] = ()
    tasks: tuple[Task, ...] = ()
    effects: tuple[Effect, ...] = ()
    closed_tasks: tuple[tuple[str, str], ...] = ()
    closed_effects: tuple[tuple[str, str], ...] = ()
    samples: tuple[Sample, ...] = ()


class Samples(Protocol):
    """What was measured again and again, as it adds up. Samples come in with a `Commit`; one of them counts once."""

    def rolled(
        self, subjects: Sequence[str], metric: Metric, grain: Grain, since: datetime, until: datetime
    ) -> dict[str, tuple[Bucket, ...]]:
        """The buckets of each subject that begin at `since` or later and before `until`, in order of time.

        Subjects without any are missing. The cost follows the buckets that are read, not what is stored.
        """
        ...

    def sweep_samples(self, now: datetime, kept: Retention, at_most: int) -> int:
        """Let go what is older than `kept`, at most so many rows of each grain; returns how many went."""
        ...


class Store(Samples, Protocol):
    """The truth: one SQL database. Nouns go in and out by type; versions guard every write."""

    def batch(self) -> AbstractContextManager[None]: ...

    def commit(self, commit: Commit) -> None: ...

    def get(self, table: str, key: str, noun: type[N]) -> N | None: ...

    def get_many(self, table: str, keys: Sequence[str], noun: type[N]) -> tuple[N, ...]: ...

    def find(
        self,
        table: str,
        noun: type[N],
        *,
        story_id: str = "",
        story_ids: Sequence[str] = (),
        states: Sequence[State | str] = (),
        due_by: datetime | None = None,
        limit: int = 0,
    ) -> tuple[N, ...]: ...

    def count(self, table: str, *, states: Sequence[State | str] = ()) -> int: ...

    def next_due(self, after: datetime | None = None) -> datetime | None: ...

    def open_tasks(self) -> tuple[Task, ...]: ...

    def task(self, task_id: str) -> Task | None: ...

    def known_tasks(self, task_ids: Sequence[str]) -> frozenset[str]: ...

    def begin_tries(self, task_ids: Sequence[str]) -> None: ...

    def take_back_tries(self, task_ids: Sequence[str]) -> None: ...

    def answer(self, result: Result) -> None: ...

    def answer_all(self, results: Sequence[Result]) -> None: ...

    def results(self) -> tuple[tuple[Task, Result], ...]: ...

    def open_effects(self, due_by: datetime) -> tuple[Effect, ...]: ...

    def audit_rows(self, after: int = 0) -> tuple[AuditRow, ...]: ...

    def audit_of(self, subject: str) -> tuple[AuditRow, ...]: ...

    def payload(self, payload_hash: str) -> dict[str, Any] | None: ...

    def verify_audit(self) -> AuditReport: ...


class Waiting(NamedTuple):
    """A task that somebody has to be woken for: its id, its tier's queue, and how often it was started."""

    id: str
    tier: str
    tries: int


class Leases(Protocol):
    """Who works on what, when several processes share one store.

    A lease is a span of real seconds, read from the database's own clock: whoever holds it works, and when it passes
    another may. A process that lost its lease can still bring its result; the first one counts.
    """

    def claim_tasks(self, limit: int, lease_s: float) -> tuple[Waiting, ...]:
        """Open tasks that nobody was woken for within the last lease, those first that were planned first.

        Each goes to one caller. A task is due from the moment it was planned in, whatever clock said which that was.
        """
        ...

    def begin_task(self, task_id: str, holder: str, lease_s: float) -> Task | None:
        """Start an open task and count the start; None when another holds it, or it is open no more."""
        ...

    def keep_task(self, task_id: str, holder: str, lease_s: float) -> bool:
        """Lengthen a held lease; False when it is held no more."""
        ...

    def hand_back(self, task_id: str, holder: str) -> None:
        """Let a held task go as if it had not been started."""
        ...

    def claim_effect(self, now: datetime, holder: str, lease_s: float) -> Effect | None:
        """The first open effect due by `now`, while no other is being carried out anywhere."""
        ...

    def keep_effect(self, effect_id: str, holder: str, lease_s: float) -> bool:
        """Lengthen a held lease; False when it is held no more."""
        ...

    def release_effect(self, effect_id: str, holder: str, wait_s: float) -> None:
        """Let an effect go; it is claimed again after `wait_s` at the earliest if it is still open."""
        ...

    def audit_head(self) -> tuple[int, str]:
        """Number and hash of the chain's last row."""
        ...

    def audit_hashes(self, after: int = 0) -> Sequence[tuple[int, str, str]]:
        """(number, action, hash) of the chain's rows above number `after`, in order."""
        ...


class SharedStore(Store, Leases, Protocol):
    """A store that several processes work on."""


Handler = Callable[[str], Awaitable[None]]


class Queue(Protocol):
    """Wakes workers. A wake-up carries an id and may be lost, doubled or late: the store is the truth (engine.md)."""

    async def wake(self, tier: str, task_id: str) -> None: ...

    async def serve(self, tier: str, handler: Handler, concurrency: int) -> None: ...

    def resize(self, tier: str, concurrency: int) -> None: ...

    async def idle(self) -> None: ...


class Media(Protocol):
    """Files of the home folder by content key; written whole or not at all."""

    def path(self, relative: str) -> Path: ...

    def find(self, key: str, suffix: str) -> Path | None: ...

    def put(self, key: str, suffix: str, data: bytes) -> Path: ...
