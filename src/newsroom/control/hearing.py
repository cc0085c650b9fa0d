"""What becomes of a worker's result: applied, handed to another agent, or parked with its error (C 1.1; N 4.4).

1. a result for a question that is no longer asked is set aside, and the Planner asks what is asked now;
2. a row that changed between reading and writing is no fault of the result: it is decided again on what is true then, and
   a conflict that will not end is a failure like any other;
3. what was away is asked again, three times;
4. a failed agent's task goes to its backup, or to another instance in a surge;
5. else the failure has its own consequence for the story, and the task is parked, never dropped;
6. a result whose subject does not exist, or whose kind this newsroom does not know, is parked at once.
"""

from collections.abc import Callable, Mapping

from newsroom.control import agents
from newsroom.control.bench import Bench, NotAsked, OnFailure, OnResult
from newsroom.control.decisions import auction, ballot_box, council, intake, publishing, renewal, scheduling, studio
from newsroom.control.health import is_fault
from newsroom.control.policy import MAX_TRIES
from newsroom.control.worker import DEFECTS
from newsroom.model.errors import Gone, NewsroomError, Refused, StaleVersion, Unavailable
from newsroom.model.task import Result, Task
from newsroom.ports import Commit, Store

ON_RESULT: Mapping[str, tuple[OnResult, OnFailure]] = {
    "intake": (intake.arrived, intake.not_read),
    "scan": (auction.scanned, auction.scan_failed),
    "evidence": (council.claims_built, council.claims_failed),
    "renewal": (renewal.renewed, renewal.not_renewed),
    "vote": (ballot_box.voted, council.vote_failed),
    **{
        kind: (council.found(kind), council.not_found(kind))
        for kind in ("second_fact_check", "conditions", "second_look", "strategy")
    },
    **dict.fromkeys(studio.KINDS, (studio.made, studio.failed)),
    "timing": (scheduling.scheduled, scheduling.not_scheduled),
    "feedback": (publishing.analysed, publishing.analysis_failed),
}
"""What each kind of task is turned into, and what follows when it failed."""

DECIDED_AT_MOST = 3
"""How often one result is decided on rows that another writer changes in the same moment."""


class Hearing:
    """Takes one result after the other, each committed whole. `bench` makes the Judge's bench of the moment."""

    def __init__(self, store: Store, bench: Callable[[], Bench]) -> None:
        self._store = store
        self._bench = bench

    def take(self, task: Task, result: Result) -> bool:
        """Decide one result; False when another Judge has decided it already."""
        try:
            if task.kind not in ON_RESULT:
                self._park(task, "unknown_kind", f"This newsroom knows no task {task.kind!r}; a newer one may.")
                return True
            if not result.error_code:
                result = self._applied(task, result)
            if result.error_code:
                self._failed(task, result)
        except StaleVersion:
            return False
        return True

    def _applied(self, task: Task, result: Result) -> Result:
        """The result once it is committed, or as a failure where its proposal cannot be."""
        try:
            self._decide(task, "done", lambda bench: ON_RESULT[task.kind][0](bench, task, result))
        except Gone as error:
            self._park(task, error.code, error.message)
        except NotAsked:
            self._close(task, "stale")
        except (StaleVersion, Unavailable):
            raise
        except (NewsroomError, *DEFECTS) as error:
            code = error.code if isinstance(error, NewsroomError) else "bad_proposal"
            return result.model_copy(update={"error_code": code, "error": str(error)[:500], "again": False})
        self._heard(task, result)
        return result

    def _failed(self, task: Task, result: Result) -> None:
        if result.again and task.tries < MAX_TRIES:
            self._close(task, "open")
            return
        self._heard(task, result)
        try:
            self._decide(task, "failed", lambda bench: _consequence(bench, task, result))
        except Gone as error:
            self._park(task, error.code, error.message)
        except NotAsked:
            self._close(task, "stale")
        except (StaleVersion, Unavailable):
            raise
        except (Refused, *DEFECTS) as error:
            # Not even its failure can be told to the story: it is kept for a person, and the newsroom lives.
            self._park(task, "decision_defect", f"{result.error_code}; {type(error).__name__}: {error}")

    def _decide(self, task: Task, status: str, decision: Callable[[Bench], Commit]) -> None:
        """Take a decision and write it with the task's end; in a conflict it is taken again on what is true then.

        Raises:
            StaleVersion: another Judge has decided this result.
            Refused: the conflict does not end, such as a key that another row has.
        """
        clash = ""
        for _ in range(DECIDED_AT_MOST):
            try:
                self._commit(decision(self._bench()), task, status)
                return
            except (Gone, NotAsked):
                raise
            except StaleVersion as error:
                now = self._store.task(task.id)
                if now is None or now.status != "answered":
                    raise
                clash = error.what
        raise Refused("conflict", f"{clash} is not as this result needs it, however often it is decided.")

    def _heard(self, task: Task, result: Result) -> None:
        written = agents.heard(self._bench(), task, result)
        if written is None:
            return
        try:
            self._store.commit(written)
        except StaleVersion:
            # Another Judge heard from the same agent in this moment: one of the two heartbeats is enough.
            return

    def _park(self, task: Task, code: str, error: str) -> None:
        self._commit(agents.parked(self._bench(), task, code, error), task, "failed")

    def _commit(self, commit: Commit, task: Task, status: str) -> None:
        self._store.commit(commit._replace(closed_tasks=(*commit.closed_tasks, (task.id, status))))

    def _close(self, task: Task, status: str) -> None:
        self._store.commit(Commit(closed_tasks=((task.id, status),)))


def _consequence(bench: Bench, task: Task, result: Result) -> Commit:
    """What follows from a failure: another agent takes over, or the story hears of it and the task is parked."""
    if is_fault(result):
        handed = agents.handed_over(bench, task, result)
        if handed is not None:
            return handed
    answer = ON_RESULT[task.kind][1](bench, task, result)
    return agents.together(answer, agents.parked(bench, task, result.error_code, result.error))
