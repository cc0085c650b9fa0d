"""What an outsider can check when the dust has settled, by the database, the judges' own words and the platforms' disks."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from newsroom.lab.black_box.disk_platform import platforms
from newsroom.lab.black_box.house import Acknowledged
from newsroom.model.ballot import Ballot
from newsroom.model.lifecycle import TERMINAL
from newsroom.model.publication import Publication
from newsroom.model.story import Story
from newsroom.model.task import AuditRow
from newsroom.ports import Store

_ALWAYS = ("intake",)


def lost(store: Store, said: Sequence[Acknowledged]) -> Iterator[str]:
    """Passes that a judge acknowledged and the chain does not have; a chain that does not hold."""
    report = store.verify_audit()
    if not report.ok:
        yield f"the chain breaks at row {report.first_bad}: {report.why}"
    rows = {row.seq: row.hash for row in store.audit_rows()}
    for one in said:
        if one.row and rows.get(one.row) != one.root:
            yield f"row {one.row} was acknowledged as {one.root[:12]} and is {rows.get(one.row, 'gone')[:12]}"


def doubled(store: Store, folder: Path) -> Iterator[str]:
    """Moves that were made twice or do not follow each other, seats that voted twice, posts that went up twice."""
    for story in store.find("story", Story):
        yield from _moves(store, story)
    seats = Counter((ballot.story_id, ballot.round, ballot.voter_id) for ballot in store.find("ballot", Ballot))
    yield from (f"{seat} voted {count} times" for seat, count in sorted(seats.items()) if count > 1)
    for name, platform in platforms(folder).items():
        counted = Counter(platform.posts())
        yield from (f"{post} went up {count} times on {name}" for post, count in sorted(counted.items()) if count > 1)


def _moves(store: Store, story: Story) -> Iterator[str]:
    rows = [row for row in store.audit_of(story.id) if row.action.startswith("story.")]
    versions = Counter(row.subject_version for row in rows)
    yield from (f"{story.id} moved {n} times to version {v}" for v, n in sorted(versions.items()) if n > 1)
    state = "START"
    for row in rows:
        before, after = _ends(store, row)
        if before and before != state:
            yield f"{story.id} left {before} at version {row.subject_version} and was {state}"
        state = after or state
    if state != story.state:
        yield f"{story.id} is {story.state}, its record ends with {state}"


def _ends(store: Store, row: AuditRow) -> tuple[str, str]:
    payload = store.payload(row.payload_hash) or {}
    return str(payload.get("from", "")), str(payload.get("to", ""))


def unsettled(store: Store) -> Iterator[str]:
    """Stories on their way, and work that nobody does. The next look at the sources is always on its way."""
    for story in store.find("story", Story):
        if story.state not in TERMINAL and story.state != "START":
            yield f"{story.id} is {story.state} since {story.entered_at:%d %H:%M}"
    yield from (
        f"{task.id} ({task.kind} {task.agent}) is open" for task in store.open_tasks() if task.kind not in _ALWAYS
    )
    yield from (
        f"{task.id} ({task.kind}) is answered and not heard" for task, _ in store.results() if task.kind not in _ALWAYS
    )


def unaccounted(store: Store, folder: Path) -> Iterator[str]:
    """Publications that say they are up and are not, and posts that no publication knows of."""
    known = {one.id: one for one in store.find("publication", Publication)}
    for name, platform in platforms(folder).items():
        up = set(platform.posts())
        for post in sorted(up - known.keys()):
            yield f"{post} is up on {name} and unknown here"
        for one in known.values():
            if one.platform == name and one.status == "published" and one.id not in up:
                yield f"{one.id} counts as published on {name} and is not there"
