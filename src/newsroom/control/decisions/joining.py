"""Two stories turn out to be one: the young one ends with a record of who tells it now (N 1.3).

Only a story that no auction has closed yet ends so. One that went further keeps its life, and the audit says that
another tells the same from now on.
"""

from newsroom.control.bench import Bench
from newsroom.control.decisions.spike import ended
from newsroom.control.moves import move, note
from newsroom.control.records import Told
from newsroom.model.lifecycle import State
from newsroom.model.story import JOINED, Story
from newsroom.ports import Commit

YOUNG: tuple[State, ...] = ("START", "DISCOVERED")


def joined(bench: Bench, told: Told) -> Commit | None:
    """The end of a young story that another tells, or the note that an older one is told twice; None when it is over."""
    story = bench.store.get("story", told.gone, Story)
    if story is None or story.state in ("ARCHIVED", "COMPLETE"):
        return None
    record = {"kept": told.kept, "seen_at": told.at.isoformat(), "sure": told.why, "items": list(story.item_ids)}
    if story.state not in YOUNG:
        row = note("story.kept_apart", story.id, story.version, bench.now, {"state": story.state, **record})
        return Commit(audit=(row,))
    why = f"told by the story {told.kept}"
    step = move(story, "killed", bench.now, why, why=record, retries={**story.retries, JOINED: 1})
    return ended(bench, step, why)
