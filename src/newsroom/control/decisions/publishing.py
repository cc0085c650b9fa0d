"""After the posts: what a video did becomes a lesson, and people's switches over all that goes out (N 4; 2.4)."""

from typing import Any

from newsroom.control.bench import Bench, still
from newsroom.control.governance import KillSwitch
from newsroom.control.moves import Move, move, note
from newsroom.control.policy import WATCH_FOR
from newsroom.control.records import Switch
from newsroom.model.errors import Refused
from newsroom.model.publication import Feedback, Publication
from newsroom.model.story import Story
from newsroom.model.task import Result, Task
from newsroom.ports import Change, Commit


def went_public(bench: Bench, publication: Publication) -> Move | None:
    """The story's step once a post of it is out, and the watch after it; None when it is public already."""
    story = bench.story(publication.story_id)
    if story.state != "PUBLISHING":
        return None
    step = move(story, "published", bench.now, publication.platform, published_at=bench.now)
    # The watch is no limit of the lifecycle: its end asks for the analysis, it closes nothing.
    watched = step.story.model_copy(update={"due_at": bench.now + WATCH_FOR})
    return step._replace(story=watched, change=step.change._replace(noun=watched, due_at=watched.due_at))


def analysed(bench: Bench, task: Task, result: Result) -> Commit:
    """What the video did, kept in the knowledge base."""
    story = bench.story(task.subject)
    still(story.state == "PUBLISHED", task)
    feedback = Feedback.model_validate(result.proposal["feedback"])
    step = move(story, "analysed", bench.now, feedback.status)
    kept = Change("feedback", feedback.feedback_id, 0, feedback, story.id, feedback.status)
    record = note("feedback.written", story.id, story.version + 1, bench.now, feedback.json_dict(), task.agent)
    return Commit(changes=(kept, step.change), audit=(record, step.audit))


def analysis_failed(bench: Bench, task: Task, result: Result) -> Commit:
    """No analysis could be made: the story is closed without a lesson, and says so."""
    story = bench.story(task.subject)
    still(story.state == "PUBLISHED", task)
    step = move(story, "analysed", bench.now, f"no analysis: {result.error_code}")
    return Commit(changes=(step.change,), audit=(step.audit,))


def closed(bench: Bench, story: Story) -> Commit:
    """The end of a story whose lesson is kept."""
    step = move(story, "closed", bench.now, "knowledge base updated")
    return Commit(changes=(step.change,), audit=(step.audit,))


def switches(bench: Bench) -> KillSwitch:
    """What people have paused, read at this moment."""
    paused = {switch.id: switch.paused for switch in bench.store.find("switch", Switch)}
    return KillSwitch(
        publishing=paused.get("publishing", False), spending=paused.get("spending", False), all=paused.get("all", False)
    )


def turned(bench: Bench, scope: Any, paused: bool, by: str, comment: str = "", role: str = "") -> Commit:
    """A named person pauses or resumes one kind of effect.

    Raises:
        Refused: nobody is named.
    """
    if not by.strip():
        raise Refused("nobody", "A switch is turned by a person with a name.", "Give your name.")
    before = bench.store.get("switch", scope, Switch)
    version = before.version if before else 0
    later = Switch(id=scope, version=version + 1, paused=paused, by=by, role=role, at=bench.now, note=comment)
    payload = {"paused": paused, "role": role, "note": comment}
    record = note("switch.turned", scope, later.version, bench.now, payload, by)
    return Commit(changes=(Change("switch", scope, version, later),), audit=(record,))
