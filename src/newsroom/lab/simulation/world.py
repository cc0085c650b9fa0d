"""One simulated newsroom in one world: events in the order of their time, drawn from one seed.

Everything runs in this one thread. Work stops where it awaits and at each call of the store, and there the world may
let others go first, or end it. The first half is a storm of faults; then everything mends and the day must come to
its end.
"""

import heapq
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from newsroom.control.plans.intake import next_look
from newsroom.control.policy import INTAKE_EVERY, Policy
from newsroom.control.records import Cursor
from newsroom.control.worker import DEFECTS
from newsroom.lab.simulation import invariants, rhythm
from newsroom.lab.simulation.bus import LEASE_MS, Bus, Message
from newsroom.lab.simulation.crash import Crash, Pause
from newsroom.lab.simulation.database import Databases
from newsroom.lab.simulation.dice import Dice
from newsroom.lab.simulation.disturbance import Disturbance
from newsroom.lab.simulation.events import Event, Violation, said
from newsroom.lab.simulation.faults import Faults
from newsroom.lab.simulation.feed import Feed, Happening
from newsroom.lab.simulation.ledger import Ledger
from newsroom.lab.simulation.people import People
from newsroom.lab.simulation.platform import Platform
from newsroom.lab.simulation.processes import KINDS, Process, Running, Until, WholeProcess
from newsroom.lab.simulation.seen import Seen
from newsroom.lab.simulation.shaky_store import ShakyStore
from newsroom.lab.simulation.shells import Stage, cast
from newsroom.lab.simulation.timeline import START, Timeline
from newsroom.lab.simulation.trace import Trace
from newsroom.model.channel import Channel
from newsroom.model.errors import NewsroomError
from newsroom.model.publication import Publication
from newsroom.model.story import Story
from newsroom.model.verdict import Ask
from newsroom.ports import Change, Commit

MINUTE_MS = 60_000
_NEVER = datetime.max.replace(tzinfo=UTC)


def _policy(dice: Dice) -> Policy:
    """How this newsroom is run: now and then every story is a person's pick, the day is full early, or a topic is delicate."""
    channel = Channel(
        name="main",
        title="Main",
        videos_per_day=2 if dice.chance(0.08) else 24,
        person_for=("local",) if dice.chance(0.4) else (),
    )
    return Policy(channel=channel, assigned_by="E. Edit" if dice.chance(0.08) else "")


class World:
    """Everything of one run."""

    def __init__(self, seed: int, databases: Databases) -> None:
        self.dice = Dice(seed)
        self.time = Timeline()
        databases.begin(self.time)
        self.trace = Trace()
        self.faults = Faults(self.dice, self.time, self.trace)
        self.ledger = Ledger()
        self.violations: list[Violation] = []
        self.feed = Feed(self.dice, stories=self.dice.between(7, 8))
        self.bus = Bus(self.dice, self.faults)
        self.stage = Stage(self.dice, self.faults, self.feed, self.ledger)
        self.roles = cast(self.stage)
        self.outlets = {name: self._platform(name) for name in ("site", "youtube", "tiktok")}
        self.policy = _policy(self.dice)
        self.embedded = self.dice.chance(0.3)
        self.whole_passes = self.dice.chance(0.6)
        self.writer: ShakyStore | None = None
        self.seen = Seen()
        self.processes: dict[str, Process] = {}
        self._heap: list[Event] = []
        self._order = 0
        self._stack: list[str] = []
        self._held_by: Running | None = None
        self.requests = 0
        self._sweeping = False
        self._swept = 0
        self._rest_ms = rhythm.SWEEP_MS
        self._stores = databases.stores
        self.people = People(self, databases.stores[-1])
        self.disturbance = Disturbance(self, databases.stores[-1])
        self._begin()

    def _platform(self, name: str) -> Platform:
        return Platform(name, self.dice, self.faults, self.time, self._asked, partial(self._beside, name), self._brake)

    def _beside(self, platform: str) -> None:
        """What may happen while a platform is asked: others go on, and the clock may be set back."""
        self.between(platform)
        if self.faults.fires("clock_set_in_a_call", platform):
            self.disturbance.set_clock(-1)

    def _begin(self) -> None:
        self._read_until_ms = self.feed.read_for // timedelta(milliseconds=1)
        cursor = Cursor(at=START, next_at=START, end=START + self.feed.read_for)
        cursor = cursor.model_copy(update={"next_at": next_look(cursor)})
        first = Commit(changes=(Change("cursor", cursor.id, 0, cursor, due_at=cursor.next_at),))
        self._stores[0].commit(first)
        self.kept([first], "setup")
        names = (
            {"newsroom": "newsroom"}
            if self.embedded
            else {
                "planner1": "planner", "planner2": "planner", "judge1": "judge", "judge2": "judge",
                "worker1": "worker", "worker2": "worker",
            }
        )  # fmt: skip
        for name, kind in names.items():
            self._begins(name, kind)
        for happening in self.feed.happenings:
            delay = self.dice.between(0, 25) * MINUTE_MS
            self.later(delay, f"report {happening.number}", partial(self._report, happening))

    def another_wave(self) -> None:
        """More happens, and the feeds are read for another hour."""
        cursor = self.ledger.rows[("cursor", "intake")]
        now = self.time.now()
        self._read_until_ms = self.time.ms + self.feed.read_for // timedelta(milliseconds=1)
        later = cursor.model_copy(
            update={
                "version": getattr(cursor, "version", 0) + 1,
                "end": now + self.feed.read_for,
                "next_at": now + INTAKE_EVERY,
            }
        )
        change = Change("cursor", "intake", later.version - 1, later, due_at=later.next_at)  # type: ignore[attr-defined]
        self._stores[-1].commit(Commit(changes=(change,)))
        self.seen.forget("cursor")
        self.kept([Commit(changes=(change,))], "setup")
        for happening in self.feed.more(3):
            self.later(
                self.dice.between(0, 25) * MINUTE_MS, f"report {happening.number}", partial(self._report, happening)
            )

    # Time and events

    def later(
        self, delay_ms: int, what: str, act: Callable[[], None], process: Process | None = None, *, inside: bool = False
    ) -> None:
        """Let something happen after `delay_ms`. With `inside` it may happen in the middle of a process's work."""
        self._order += 1
        heapq.heappush(self._heap, Event(self.time.ms + delay_ms, self._order, what, act, process, inside))

    @property
    def arrived(self) -> bool:
        """Whether the newsroom has heard of every happening: until then its feeds are still read."""
        return all(("story", one.story_id) in self.ledger.rows for one in self.feed.happenings)

    @property
    def idle(self) -> bool:
        """Whether nothing will happen any more."""
        return not self._heap

    def step(self) -> None:
        """Let the next event happen."""
        self._happen(heapq.heappop(self._heap))

    def _happen(self, event: Event) -> None:
        self.time.pass_to(event.at_ms)
        process = event.process
        if process is not None and (process.gone or self._put_off(process, event)):
            return
        self.trace.add(self.time.ms, process.name if process else "world", event.what)
        event.act()

    def _put_off(self, process: Process, event: Event) -> bool:
        awake = process.stopped_until <= self.time.ms
        if awake and self.faults.fires("paused_past_lease", process.name):
            process.stopped_until = self.time.ms + LEASE_MS + self.dice.between(1, 600) * 1000
        if process.stopped_until <= self.time.ms or self.faults.calm:
            return False
        self.later(process.stopped_until - self.time.ms, event.what, event.act, process)
        return True

    def between(self, who: str) -> None:
        """A place where others may go first: now and then the next event of another process, or a person's, happens here."""
        if len(self._stack) >= rhythm.DEPTH or not self._stack or not self.faults.fires("interleaved", who):
            return
        for event in sorted(heapq.nsmallest(rhythm.LOOKED_AT, self._heap)):
            free = event.inside if event.process is None else event.process.name not in self._stack
            if free and event.at_ms <= self.time.ms + rhythm.AHEAD_MS:
                self._heap.remove(event)
                heapq.heapify(self._heap)
                self._happen(event)
                return

    def next_due(self, table: str) -> datetime:
        """The earliest deadline that was committed in one table."""
        return min((at for (name, _), at in self.ledger.due.items() if name == table), default=_NEVER)

    def slow(self, low_ms: int, high_ms: int) -> None:
        """The machine stands still for a while."""
        self.time.pass_to(self.time.ms + self.dice.between(low_ms, high_ms))

    # Processes

    def _start(self, name: str, kind: str) -> None:
        own = {"judge1": 0, "judge2": 1, "newsroom": 0}
        store = self._stores[own.get(name, len(self._stores) - 1)]
        process = KINDS[kind](name, self, store, self.policy, self.roles)
        self.processes[name] = process
        self.wake_later(process, self.dice.between(10, 2_000))

    def wake_later(self, process: Process, delay_ms: int) -> None:
        """Give a process its turn after `delay_ms`, unless one waits for it."""
        if not process.turn_waits:
            process.turn_waits = True
            self.later(delay_ms, "turn", partial(self._turn, process), process)

    def keep(self, process: Process, renew: Callable[[], bool]) -> None:
        """Lengthen a lease three times in its span, as long as the work in hand goes on and the process is awake."""
        holding = self._held_by

        def renewed() -> None:
            if holding in process.running and self._renews(process, renew):
                self.later(rhythm.RENEW_MS, "renews", renewed, process)

        self.later(rhythm.RENEW_MS, "renews", renewed, process)

    def _renews(self, process: Process, renew: Callable[[], bool]) -> bool:
        self._stack.append(process.name)
        try:
            return renew()
        except NewsroomError:
            return True
        except Crash:
            self._crash(process)
            return False
        finally:
            self._stack.pop()

    def _turn(self, process: Process) -> None:
        process.turn_waits = False
        if any(one.what == "turn" for one in process.running):
            # One turn at a time; the next comes when this one is over.
            process.turn_again = True
            return
        self._run(Running(process, process.turn(), "turn"))

    def nudge(self, *kinds: str) -> None:
        """Somebody has something to do."""
        for kind in (*kinds, "newsroom"):
            alike = [one for one in self.processes.values() if one.kind == kind and not one.gone]
            waits = any(one.turn_waits for one in alike)
            if alike and (not waits or self.dice.chance(rhythm.HEARD_ANYWAY)):
                self.wake_later(self.dice.pick(alike), self.dice.between(*rhythm.HEARD_MS))

    def _run(self, running: Running) -> None:
        running.process.running.append(running)
        self._resume(running)

    def _resume(self, running: Running) -> None:
        process = running.process
        if self.faults.fires("crash_at_await", process.name):
            self._crash(process)
            return
        self._stack.append(process.name)
        before, self._held_by = self._held_by, running
        try:
            waits: Any = running.work.send(None)
        except StopIteration:
            self._ended(running)
        except Crash:
            self._crash(process)
        except NewsroomError as error:
            self.trace.add(self.time.ms, process.name, f"{running.what} failed: {error.code}")
            self._ended(running)
            self.wake_later(process, self.dice.between(1_000, 20_000))
        except DEFECTS as error:
            self.broken("S0", f"{process.name} died of its own error: {type(error).__name__}: {error}")
            self._crash(process)
        else:
            self._park(running, waits)
        finally:
            self._stack.pop()
            self._held_by = before

    def _park(self, running: Running, waits: Pause) -> None:
        if isinstance(waits, Until):
            running.until = waits.holds
            self._look_again(running.process)
        else:
            self.later(waits.ms, f"{running.what} goes on", partial(self._resume, running), running.process)

    def _ended(self, running: Running) -> None:
        process = running.process
        process.running.remove(running)
        if running.message is not None:
            running.message.done = True
            self._look_again(process)
        if running.what == "turn" and process.turn_again:
            process.turn_again = False
            self.wake_later(process, self.dice.between(10, 500))

    def _look_again(self, process: Process) -> None:
        for waiting in process.running:
            if waiting.until is not None and waiting.until():
                waiting.until = None
                self.later(1, f"{waiting.what} goes on", partial(self._resume, waiting), process)

    def _crash(self, process: Process) -> None:
        if process.gone:
            return
        self.trace.add(self.time.ms, process.name, "CRASH")
        process.shaky.gone = True
        for running in process.running:
            with suppress(Crash, ValueError, RuntimeError):
                # Work in the middle of a call cannot be closed: its own calls die by themselves.
                running.work.close()
        process.running.clear()
        delay = self.dice.between(500, 60_000)
        self.later(delay, f"{process.name} starts again", partial(self._again, process.name, process.kind))

    def _again(self, name: str, kind: str) -> None:
        self.faults.saw("started_again", name)
        self._begins(name, kind)

    def _begins(self, name: str, kind: str) -> None:
        """Start a process; one that dies while it starts, as the first of the day may too, is started again."""
        try:
            self._start(name, kind)
        except (NewsroomError, Crash) as error:
            self.trace.add(self.time.ms, name, f"does not start: {type(error).__name__}")
            self.later(self.dice.between(500, 20_000), f"{name} starts again", partial(self._again, name, kind))

    # Wake-ups

    def sweep(self) -> None:
        """From a minute on, as long as work is open, somebody looks whether it was forgotten."""
        self._sweeping = self.ledger.open_work(self.time.now())
        if self._sweeping:
            self.nudge("planner", "judge")
            # Looking again at what has not changed finds nothing new: the rests between looks grow.
            quiet = self.ledger.commits == self._swept
            self._rest_ms = min(2 * self._rest_ms, rhythm.SWEEP_MAX_MS) if quiet else rhythm.SWEEP_MS
            self._swept = self.ledger.commits
            self.later(self._rest_ms, "sweep", self.sweep)

    def send(self, tier: str, task_id: str, to: Process | None = None) -> list[Message]:
        """Send a wake-up through the queue, or inside one process."""
        sent = self.bus.send(tier, task_id)
        for delay, message in sent:
            self.later(delay, f"deliver {task_id}", partial(self._deliver, message, to), to)
        return [message for _, message in sent]

    def _deliver(self, message: Message, to: Process | None) -> None:
        if message.done:
            return
        free = [to] if to else [p for p in self.processes.values() if message.tier in p.tiers and not p.gone]
        free = [one for one in free if one.name not in self._stack]
        again = partial(self._deliver, message, to)
        if not free:
            self.later(2_000, f"deliver {message.task_id}", again)
            return
        if message.taken:
            if self._lengthened(message):
                self.later(LEASE_MS, f"lease of {message.task_id} ends", again)
                return
            self.faults.saw("redelivered", message.task_id)
        message.taken += 1
        process = self.dice.pick(free)
        if not to:
            self.later(LEASE_MS, f"lease of {message.task_id} ends", again)
        self.later(0, f"work {message.task_id}", partial(self._work, process, message), process)

    def _lengthened(self, message: Message) -> bool:
        """Whether an awake worker is still at it."""
        awake = (one for one in self.processes.values() if one.stopped_until <= self.time.ms)
        return any(running.message is message for one in awake for running in one.running)

    def _work(self, process: Process, message: Message) -> None:
        self._run(Running(process, process.handle(message.tier, message.task_id), message.task_id, message))

    # What was written

    def kept(self, commits: list[Commit], who: str) -> None:
        """Commits that can no longer be lost."""
        for commit in commits:
            step = self.ledger.take(commit, who, self.time.now())
            self.trace.add(self.time.ms, who, f"kept {said(commit)}")
            for invariant, detail in invariants.after_commit(self.ledger, step):
                self.broken(invariant, detail)
            self._watch(commit)
        if not self._sweeping:
            self.sweep()
        if any(commit.changes or commit.closed_tasks for commit in commits) and who != WholeProcess.kind:
            # The embedded newsroom goes on by itself until nothing is left to do, and plans alone ask for no new ones.
            self.nudge("planner", "judge")

    def wrote(self, who: str) -> None:
        """Answers were written."""
        if who != WholeProcess.kind:
            self.nudge("judge")

    def _watch(self, commit: Commit) -> None:
        for change in commit.changes:
            if change.due_at is not None:
                self._watch_due((change.table, change.key))
            if isinstance(change.noun, Ask) and change.expected == 0:
                self.people.asked(change.noun)
            if isinstance(change.noun, Story):
                self.people.reads(change.noun)
        for effect in commit.effects:
            self._watch_due(("effect", effect.id))

    def watch_all_due(self) -> None:
        """The clock was set: what is due comes at other moments now."""
        for where in list(self.ledger.due):
            self._watch_due(where)

    def _watch_due(self, where: tuple[str, str]) -> None:
        due = self.ledger.due[where]
        self.later(self.time.ms_until(due) + 1, f"due {where[1]}", lambda: self._due(where))

    def _due(self, where: tuple[str, str]) -> None:
        due = self.ledger.due.get(where)
        if due is not None and due <= self.time.now():
            self.nudge("planner", "judge")
            if not self._sweeping:
                self.sweep()

    def _brake(self) -> None:
        self.people.brake()

    def _asked(self, publication: Publication) -> None:
        self.trace.add(self.time.ms, publication.platform, f"asked to publish {publication.id}")
        self.requests += 1
        for invariant, detail in invariants.at_request(self.ledger, publication, self.time.now()):
            self.broken(invariant, detail)

    def broken(self, invariant: str, detail: str) -> None:
        """Write down that a rule did not hold."""
        self.trace.add(self.time.ms, "", f"VIOLATION {invariant}: {detail}")
        self.violations.append(Violation(invariant, detail, self.time.ms))

    def _report(self, happening: Happening) -> None:
        self.feed.report(happening, self.time.now())
        minutes = self.feed.again(happening)
        if minutes is not None and self.time.ms < self._read_until_ms:
            self.later(minutes * MINUTE_MS, f"report {happening.number}", partial(self._report, happening))
