"""A story whose official notice was taken back ends before it is public; once public, an editor is asked (renewal.py)."""

from newsroom.control.bench import Bench
from newsroom.control.decisions.spike import SPIKED, ended
from newsroom.control.moves import move, story_change
from newsroom.model.lifecycle import UNPUBLISHED
from newsroom.model.publication import Publication
from newsroom.model.story import Story
from newsroom.ports import Commit

TAKEN_BACK = "taken_back"
"""The key of a story's `retries` that says why it ended; later reports of its own may open it again, once."""
_WHY = "the official notice that it rests on was taken back"


def withdrawal(bench: Bench, story: Story, is_new: bool = False) -> Commit | None:
    """The end of a withdrawn story, as it is after its newest items; None when it is public, over, or on its way out."""
    if not story.withdrawn or story.state not in UNPUBLISHED:
        return None
    posts = bench.store.find("publication", Publication, story_id=story.id)
    if any(post.status in ("sending", "unknown", "published") for post in posts):
        return None
    # Nothing independent carries it now, so the first report of its own counts as new.
    retries = {**story.retries, TAKEN_BACK: 1, "origins": 0}
    step = move(story, "killed", bench.now, _WHY, retries=retries)
    if is_new:
        fresh = step.story.model_copy(update={"version": 1})
        return Commit(changes=(story_change(fresh),), audit=(step.audit.model_copy(update={"subject_version": 1}),))
    return ended(bench, step, _WHY)


def carried_again(known: Story, seen: Story) -> bool:
    """Whether a story that ended with its notice has reports of its own now. What a person spiked stays so."""
    ended_so = bool(known.retries.get(TAKEN_BACK)) and not known.retries.get(SPIKED)
    return ended_so and not seen.withdrawn and not known.retries.get("reopened")
