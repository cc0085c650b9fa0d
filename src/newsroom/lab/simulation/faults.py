"""Every way in which the outside world can fail here, and which of them a seed has (swarm testing).

Each seed draws its own set and strength, so that some seeds see one fault alone and others many together. The first
group breaks machines, the second the world outside, the third people and roles.
"""

from collections import Counter

from newsroom.lab.simulation.dice import Dice
from newsroom.lab.simulation.timeline import Timeline
from newsroom.lab.simulation.trace import Trace

RATES: dict[str, float] = {
    "crash_before_commit": 0.012,
    "crash_after_commit": 0.012,
    "crash_at_await": 0.012,
    "crash_in_a_read": 0.001,
    "commit_unacknowledged": 0.012,
    "store_busy": 0.02,
    "store_full": 0.01,
    "store_slow": 0.03,
    "interleaved": 0.05,
    "paused_past_lease": 0.004,
    "clock_forward": 0.03,
    "clock_back": 0.03,
    "clock_set_in_a_call": 0.08,
    "message_lost": 0.08,
    "message_doubled": 0.08,
    "message_late": 0.08,
    "queue_flushed": 0.05,
    "request_lost": 0.2,
    "response_lost": 0.3,
    "crash_after_post": 0.2,
    "platform_away": 0.15,
    "role_away": 0.05,
    "role_defect": 0.02,
    "role_slow": 0.06,
    "voter_fails": 0.05,
    "bad_proposal": 0.02,
    "poison_task": 0.004,
    "unknown_task": 0.04,
    "result_for_nobody": 0.04,
    "answer_late": 0.10,
    "answer_twice": 0.25,
    "answer_stale": 0.25,
    "answer_by_wrong_role": 0.25,
    "nobody_answers": 0.15,
    "kill_switch": 0.05,
    "braked_at_sight": 0.1,
    "spiked": 0.03,
    "spiked_at_sight": 0.12,
}
"""How likely each is at each occasion, where a seed has it at full strength."""

SEEN = ("listing_lag", "version_conflict", "redelivered", "answer_refused", "started_again", "split")
"""What is not drawn but follows from the others, counted all the same."""

FAULTS: tuple[str, ...] = (*RATES, *SEEN)

_HAS = 0.6
_STRENGTHS = {0.5: 1.0, 1.0: 2.0, 2.0: 1.0}


class Faults:
    """The faults of one seed. In a calm nothing fires any more."""

    def __init__(self, dice: Dice, time: Timeline, trace: Trace) -> None:
        self._dice = dice
        self._time = time
        self._trace = trace
        self._rates = {
            kind: rate * dice.weighted(_STRENGTHS) if dice.chance(_HAS) else 0.0 for kind, rate in RATES.items()
        }
        self.calm = False
        self.fired: Counter[str] = Counter()

    def fires(self, kind: str, who: str = "") -> bool:
        """Draw whether `kind` happens now to `who`."""
        rate = self._rates[kind]
        if self.calm or not rate or not self._dice.chance(rate):
            return False
        self.saw(kind, who)
        return True

    def saw(self, kind: str, who: str = "") -> None:
        """Count what happened without being drawn."""
        self.fired[kind] += 1
        self._trace.add(self._time.ms, who, f"FAULT {kind}")
