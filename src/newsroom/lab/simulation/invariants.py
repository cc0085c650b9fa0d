"""What must hold, each rule a small pure function with its number (I1-I20 of the house's list, S for the simulation's own).

After every durable commit, at every request to a platform, and at the end. What belongs to parts that are not built, or
to other layers, is named in ELSEWHERE and not pretended here.
"""

from collections.abc import Callable, Iterator
from datetime import datetime

from newsroom.lab.simulation import council_rules
from newsroom.lab.simulation.ledger import Ledger, Step
from newsroom.model.ballot import Ballot
from newsroom.model.lifecycle import TERMINAL, TRANSITIONS, limit_of
from newsroom.model.publication import Publication
from newsroom.model.story import Story
from newsroom.model.verdict import Ask, Verdict
from newsroom.ports import Change

Found = Iterator[tuple[str, str]]

ELSEWHERE: dict[str, str] = {
    "I9": "budgets: no money is spent yet",
    "I10": "spending ledger: not built yet",
    "I14": "evidence of claims: tests/a_day and Fact_Guard's tests, on real scripts",
    "I15": "platform labels and C2PA: outside platforms are not connected yet",
    "I16": "addresses: tests/world/test_guard.py",
    "I17": "file names: tests/world and the hostile day",
    "I18": "secrets: not in the control plane",
    "I20": "corrections: not built yet",
}
"""Invariants that this simulation does not check, and where they are."""

_ARROWS: dict[tuple[str, str], str] = {(t.source, t.event): t.target for t in TRANSITIONS}
_NEEDS_NO_LIMIT = frozenset({"START", "APPROVED", "ANALYZED", *TERMINAL})


def after_commit(ledger: Ledger, step: Step) -> Found:
    """Every rule that one durable commit can break. `ledger` holds the commit already."""
    for rule in _ON_COMMIT:
        yield from rule(ledger, step)


def at_request(ledger: Ledger, publication: Publication, now: datetime) -> Found:
    """Every rule that the beginning of a request to a platform can break."""
    for rule in _ON_REQUEST:
        yield from rule(ledger, publication, now)


def _moved(step: Step) -> Iterator[tuple[Story | None, Story, Change]]:
    for change in step.commit.changes:
        if isinstance(change.noun, Story):
            yield step.story_before(change.key), change.noun, change


def one_state_with_an_owner(ledger: Ledger, step: Step) -> Found:
    """I1: a story is in one state, and that state has a timer, an owner or an end."""
    del ledger
    for _, story, change in _moved(step):
        if story.state != change.state or story.due_at != change.due_at:
            yield "I1", f"{story.id} is filed as {change.state}, due {change.due_at}"
        if story.due_at is None and story.state not in _NEEDS_NO_LIMIT:
            yield "I1", f"{story.id} stays in {story.state} without a limit"
        limit = limit_of(story.state)
        if limit and story.due_at and (story.due_at - story.entered_at).total_seconds() > limit.minutes * 60:
            yield "I1", f"{story.id} may stay longer in {story.state} than the lifecycle allows"
        if story.state in TERMINAL and story.due_at is not None:
            yield "I1", f"{story.id} is over and has a timer"


def known_arrows_only(ledger: Ledger, step: Step) -> Found:
    """S1: a story moves along the lifecycle's arrows, one version at a time, and from the state it was in."""
    del ledger
    events = {
        (entry.subject, entry.subject_version): entry
        for entry in step.commit.audit
        if entry.action.startswith("story.") and "from" in entry.payload
    }
    for before, story, change in _moved(step):
        if change.expected and (before is None or before.version != change.expected):
            yield "S1", f"{story.id} was written over version {change.expected}, not over what was there"
        entry = events.get((story.id, story.version))
        source = before.state if before else "START"
        if entry is None:
            if story.state != source and not (before is None and story.state == "START"):
                yield "I11", f"{story.id} went from {source} to {story.state} without an audit row"
            continue
        event = entry.action.removeprefix("story.")
        if (entry.payload["from"], entry.payload["to"]) != (source, story.state):
            yield "I11", f"the audit row of {story.id} tells another move than {source} to {story.state}"
        if _ARROWS.get((source, event)) != story.state:
            yield "S1", f"{story.id} went from {source} by {event} to {story.state}: no such arrow"


def every_move_has_an_actor(ledger: Ledger, step: Step) -> Found:
    """I11: each audit row says who, about what, and at which version; no move is audited without its row."""
    del ledger
    written = {(change.key, change.expected + 1) for change in step.commit.changes}
    for entry in step.commit.audit:
        if not entry.actor or not entry.subject:
            yield "I11", f"{entry.action} names nobody"
        is_move = entry.action.startswith("story.") and "from" in entry.payload
        if is_move and (entry.subject, entry.subject_version) not in written:
            yield "I11", f"{entry.action} of {entry.subject} is audited and not written"


def nothing_stale_is_applied(ledger: Ledger, step: Step) -> Found:
    """S2: a result counts for the round it was asked in, and for a task that is closed once."""
    for task_id, status in step.commit.closed_tasks:
        applied = [one for one in ledger.closed[task_id] if one in ("done", "failed")]
        if status in ("done", "failed") and len(applied) > 1:
            yield "S2", f"{task_id} was applied {len(applied)} times"
        task = ledger.tasks.get(task_id)
        if task is None or status == "stale":
            continue
        asked = str(task.brief.get("attempt", "")).partition(".")[0]
        for change in step.commit.changes:
            given = getattr(change.noun, "round", None)
            story = ledger.rows.get(("story", change.story_id))
            if change.table in ("ballot", "finding", "claimset") and given != getattr(story, "round", given):
                yield "S2", f"{change.key} of round {given} was filed when its story had left that round"
            if change.table in ("ballot", "finding", "claimset") and asked.isdigit() and str(given) != asked:
                yield "S2", f"{task.kind} asked in round {asked} was filed in round {given}"


def work_is_asked_once(ledger: Ledger, step: Step) -> Found:
    """S10: planned twice, or by two Planners, the same work is one task."""
    for task in step.commit.tasks:
        first = ledger.asked[(task.kind, task.agent, task.subject, str(task.brief.get("attempt")))]
        if first != task.id:
            yield "S10", f"{task.kind} of {task.subject} is asked of {task.agent} as {first} and as {task.id}"


def ballots_count_once(ledger: Ledger, step: Step) -> Found:
    """I7: the outcome does not hang on order or repetition; one voter one vote; no power is overlooked."""
    for change in step.commit.changes:
        if isinstance(change.noun, Verdict):
            yield from council_rules.outcome(ledger, step, change.noun)
        if isinstance(change.noun, Ballot) and change.expected:
            yield "I7", f"the ballot {change.key} was changed"
        if isinstance(change.noun, Ballot) and not council_rules.may_cast(change.noun):
            yield "I7", f"{change.noun.voter_id} cast {change.noun.vote}, which is not its power"


def approval_is_earned(ledger: Ledger, step: Step) -> Found:
    """I6 and I8: nothing is approved past a veto, a hold, its class's bar, or the people it needs."""
    for before, story, _ in _moved(step):
        if story.state == "APPROVED" and before is not None and before.state != "APPROVED":
            yield from council_rules.approved(ledger, before, story)
        if before is not None and before.state == "PAUSED" and story.state not in ("PAUSED", "ARCHIVED"):
            yield from council_rules.released(ledger, before, story)


def posts_have_an_address(ledger: Ledger, step: Step) -> Found:
    """I4: PUBLISHED means that a publication counts as published; that it is there is looked up at the end."""
    for before, story, _ in _moved(step):
        if story.state == "PUBLISHED" and (before is None or before.state != "PUBLISHED"):
            posts = ledger.about("publication", story.id)
            if not any(post.status == "published" for post in posts):
                yield "I4", f"{story.id} is PUBLISHED and no post stands"


def doubts_wait_for_people(ledger: Ledger, step: Step) -> Found:
    """I8: what the Judge is not sure of waits for a person, or does not go out."""
    del ledger
    for change in step.commit.changes:
        if isinstance(change.noun, Publication) and not change.expected:
            yield from council_rules.posted(change.noun, step.commit.effects)


def capacity_holds(ledger: Ledger, step: Step) -> Found:
    """S3: the council takes at most its surge capacity in an hour, and a story once a turn."""
    del ledger
    admitted = [story for before, story, _ in _moved(step) if before and before.state == "AUCTION_WON"
                and story.state == "VALIDATING"]  # fmt: skip
    if len(admitted) > 25:
        yield "S3", f"{len(admitted)} stories were admitted at once"


def timers_fire_in_time(ledger: Ledger, step: Step) -> Found:
    """S9: what a timer ends was due; nothing is closed for want of time that it still had."""
    del ledger
    ended = {
        entry.subject
        for entry in step.commit.audit
        if entry.action in ("story.timeout", "story.aged_out", "story.expired")
    }
    for before, story, _ in _moved(step):
        if story.id in ended and before and (before.due_at is None or before.due_at > step.at):
            yield "S9", f"{story.id} was ended in {before.state} before its time"


def ends_stay_ends(ledger: Ledger, step: Step) -> Found:
    """S4: a closed ask, a settled post and a stopped production do not come back."""
    del ledger
    for change in step.commit.changes:
        old = step.before[(change.table, change.key)]
        if isinstance(old, Ask) and old.status != "open":
            yield "S4", f"{old.id} was {old.status} and was written again"
        if isinstance(old, Publication) and old.status in ("published", "failed", "cancelled"):
            yield "S4", f"{old.id} was {old.status} and was written again"


def times_stay(ledger: Ledger, step: Step) -> Found:
    """I19: the time of a post, an embargo's end among them, is never brought forward, nor does its effect fall before it."""
    for change in step.commit.changes:
        old = step.before[(change.table, change.key)]
        if (
            isinstance(old, Publication)
            and isinstance(change.noun, Publication)
            and change.noun.publish_at < old.publish_at
        ):
            yield "I19", f"the time of {old.id} was brought forward"
    for effect in step.commit.effects:
        post = ledger.rows.get(("publication", effect.subject))
        # A post that was begun is only looked for by then.
        if isinstance(post, Publication) and post.status == "scheduled" and effect.not_before < post.publish_at:
            yield "I19", f"{effect.id} is due before its post"


def nothing_goes_out_while_stopped(ledger: Ledger, publication: Publication, now: datetime) -> Found:
    """I5: no request starts once a brake, a veto, a hold or a spike is committed, nor without the person it needs."""
    del now
    for switch in ("publishing", "all"):
        row = ledger.rows.get(("switch", switch))
        if row is not None and getattr(row, "paused", False):
            yield "I5", f"{publication.id} goes out while {switch} is paused"
    story = ledger.rows.get(("story", publication.story_id))
    if not isinstance(story, Story) or story.state not in ("PUBLISHING", "PUBLISHED"):
        yield "I5", f"{publication.id} goes out while its story is {getattr(story, 'state', 'missing')}"
    effect = next((one for one in ledger.effects.values() if one.subject == publication.id), None)
    if effect is None:
        yield "I5", f"{publication.id} goes out and nobody decided it"
    elif effect.body.get("needs_person"):
        asks = [ask for ask in ledger.about("ask", publication.story_id) if ask.question == "confidence"]
        if not any(ask.status == "approved" and publication.id in (*ask.evidence, *[publication.id]) for ask in asks):
            yield "I5", f"{publication.id} goes out without the person's yes"


def never_early(ledger: Ledger, publication: Publication, now: datetime) -> Found:
    """I19: no request starts before its post's time, by what the clock shows at that very moment.

    A clock that was ahead when the post was taken up and is set back before the request gives no leave: the time is read
    again in the call. That the time itself is never brought forward is checked with each commit (`times_stay`). How late
    a post may be is not checked here: a living judge looks for due effects every second (control.processes.rhythm), the
    simulated ones far less often.
    """
    del ledger
    if now < publication.publish_at:
        yield "I19", f"{publication.id} goes out {publication.publish_at - now} early"


def written_before_sent(ledger: Ledger, publication: Publication, now: datetime) -> Found:
    """I3: before a request starts its intent is written down."""
    del now
    row = ledger.rows.get(("publication", publication.id))
    if not isinstance(row, Publication) or row.status != "sending":
        yield "I3", f"{publication.id} goes out as {getattr(row, 'status', 'nothing')}, no intent is written"


_ON_COMMIT: tuple[Callable[[Ledger, Step], Found], ...] = (
    one_state_with_an_owner,
    known_arrows_only,
    every_move_has_an_actor,
    nothing_stale_is_applied,
    work_is_asked_once,
    ballots_count_once,
    approval_is_earned,
    posts_have_an_address,
    doubts_wait_for_people,
    capacity_holds,
    timers_fire_in_time,
    ends_stay_ends,
    times_stay,
)
_ON_REQUEST: tuple[Callable[[Ledger, Publication, datetime], Found], ...] = (
    nothing_goes_out_while_stopped,
    never_early,
    written_before_sent,
)
