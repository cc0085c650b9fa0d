"""A person ends a story that is not public yet: archived at once, its asks withdrawn, its posts cancelled (C 1.3)."""

from newsroom.control.bench import Bench
from newsroom.control.decisions.asks import expired
from newsroom.control.moves import Move, move
from newsroom.model.assets import Production
from newsroom.model.errors import Refused
from newsroom.model.ids import derive
from newsroom.model.lifecycle import UNPUBLISHED
from newsroom.model.publication import Publication
from newsroom.model.story import Story
from newsroom.model.verdict import Ask, Role
from newsroom.ports import Change, Commit

SPIKED = "spiked"
"""The key of a story's `retries` that keeps new reports from opening it again."""


def spiked(bench: Bench, story_id: str, by: str, role: Role, comment: str) -> Commit:
    """`by` ends the story, for the reason that `comment` gives.

    Raises:
        Refused: no such story, no name or reason, it is public or over already, or a post of it is on its way.
    """
    story = bench.store.get("story", story_id, Story)
    if story is None:
        raise Refused("no_such_story", f"There is no story {story_id[:64]}.", "See `newsroom story list`.")
    if not by.strip():
        raise Refused("nobody", "A story is spiked by a person with a name.", "Give your name.")
    if not comment.strip():
        raise Refused("note_needed", "To spike a story needs a note that says why.", "Add a note.")
    if story.state not in UNPUBLISHED:
        raise Refused("not_spikeable", f"{story.id} is {story.state}: nothing is left to stop.",
                      "What is public is corrected, not spiked.")  # fmt: skip
    posts = bench.store.find("publication", Publication, story_id=story.id)
    if any(post.status == "sending" for post in posts):
        raise Refused("being_sent", f"A post of {story.id} is on its way at this moment.",
                      "Pause publishing, and look again when its outcome is known.")  # fmt: skip
    step = move(
        story,
        "killed",
        bench.now,
        f"spiked by {by}: {comment.strip()}"[:300],
        why={"by": by, "role": role, "note": comment.strip()[:2000]},
        retries={**story.retries, SPIKED: 1},
    )
    return ended(bench, step._replace(audit=step.audit.model_copy(update={"actor": by})), "the story was spiked")


def ended(bench: Bench, step: Move, why: str) -> Commit:
    """The step that ends a story, and with it its open asks, its running productions and its posts not begun."""
    key = step.story.id
    posts = bench.store.find("publication", Publication, story_id=key)
    waiting = [post for post in posts if post.status == "scheduled"]
    return Commit(
        changes=(
            step.change,
            *expired(bench.store.find("ask", Ask, story_id=key), "withdrawn"),
            *(_stopped(one, why) for one in bench.store.find("production", Production, story_id=key) if _runs(one)),
            *(_cancelled(post, why) for post in waiting),
        ),
        audit=(step.audit,),
        closed_effects=tuple((derive("effect", "publish", post.id), "cancelled") for post in waiting),
    )


def _runs(production: Production) -> bool:
    return production.stage not in ("done", "stopped")


def _stopped(production: Production, why: str) -> Change:
    later = production.model_copy(update={"stage": "stopped", "reason": why, "version": production.version + 1})
    return Change("production", later.id, production.version, later, later.story_id, later.stage)


def _cancelled(post: Publication, why: str) -> Change:
    later = post.model_copy(update={"status": "cancelled", "detail": why, "version": post.version + 1})
    return Change("publication", later.id, post.version, later, later.story_id, later.status)
