"""A person's word on a post whose outcome the platform did not tell: believed, recorded, and never sent again."""

from typing import Any

from newsroom.control.bench import Bench
from newsroom.control.decisions.publishing import went_public
from newsroom.control.moves import note
from newsroom.model.ids import derive
from newsroom.model.publication import Publication
from newsroom.model.verdict import Ask
from newsroom.ports import Change, Commit

_STATUS = {"approved": "published", "rejected": "failed"}


def told(bench: Bench, ask: Ask, status: str, by: str) -> Commit:
    """What follows from the answer `status` to a "publication" ask: yes, it is there; no, it is not; else nothing."""
    posts = bench.store.find("publication", Publication, story_id=ask.story_id, states=("unknown",))
    post = next((one for one in posts if derive("ask", one.id, "publication") == ask.id), None)
    if post is None or status not in _STATUS:
        return Commit()
    there = _STATUS[status] == "published"
    updates: dict[str, Any] = {"status": _STATUS[status], "detail": f"by the word of {by}", "version": post.version + 1}
    later = post.model_copy(update={**updates, "published_at": bench.now if there else None})
    row = Change("publication", later.id, post.version, later, later.story_id, later.status)
    record = note(f"publication.{later.status}", later.id, later.version, bench.now, {"detail": later.detail}, by)
    step = went_public(bench, post) if there else None
    if step is None:
        return Commit(changes=(row,), audit=(record,))
    return Commit(changes=(row, step.change), audit=(record, step.audit))
