"""Two ways to start a process of the black box: cold, as a user's shell does, or warm, forked from one that has its imports.

A cold start is what is measured. Warm ones are for many runs in little time; they are processes like any other, with
connections of their own.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Protocol

from newsroom.lab.black_box.plan import Plan

_MAIN = "newsroom.lab.black_box.process"


class Started(Protocol):
    """A process from outside."""

    def lines(self) -> Iterator[str]: ...

    def send(self, number: signal.Signals) -> None: ...

    def wait(self, within_s: float) -> bool: ...


class Cold:
    """A new interpreter."""

    def __init__(self, plan: Plan) -> None:
        command = [sys.executable, "-m", _MAIN, plan.model_dump_json()]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def lines(self) -> Iterator[str]:
        """What it says, until it ends."""
        yield from self._process.stdout or ()

    def send(self, number: signal.Signals) -> None:
        """A signal, if it still lives."""
        if self._process.poll() is None:
            self._process.send_signal(number)

    def wait(self, within_s: float) -> bool:
        """Whether it has ended by then."""
        try:
            self._process.wait(within_s)
        except subprocess.TimeoutExpired:
            return False
        return True


class Warm:
    """A fork of a server that has imported everything and opened nothing."""

    def __init__(self, plan: Plan) -> None:
        context = get_context("forkserver")
        context.set_forkserver_preload([_MAIN])
        self._hear, speak = context.Pipe(duplex=False)
        self._process = context.Process(target=_forked, args=(plan.model_dump_json(), speak), daemon=True)
        self._process.start()
        speak.close()

    def lines(self) -> Iterator[str]:
        """What it says, until it ends."""
        with os.fdopen(os.dup(self._hear.fileno()), encoding="utf-8") as words:
            yield from words

    def send(self, number: signal.Signals) -> None:
        """A signal, if it still lives."""
        if self._process.is_alive() and self._process.pid is not None:
            os.kill(self._process.pid, number)

    def wait(self, within_s: float) -> bool:
        """Whether it has ended by then."""
        self._process.join(within_s)
        return self._process.exitcode is not None


def _forked(plan: str, speak: Connection) -> None:
    os.dup2(speak.fileno(), 1)
    os.dup2(speak.fileno(), 2)
    speak.close()
    sys.stdout = os.fdopen(1, "w", encoding="utf-8")
    sys.stderr = os.fdopen(2, "w", encoding="utf-8")
    from newsroom.lab.black_box.process import main

    main(plan)
