"""What stops a simulated process, and what a simulated process waits on."""

from collections.abc import Generator


class Crash(BaseException):
    """This process is gone, at whatever line it was. Nothing of the newsroom catches it."""


class Pause:
    """Awaited by simulated work: the world goes on for `ms` milliseconds, or the process never comes back."""

    def __init__(self, ms: int) -> None:
        self.ms = ms

    def __await__(self) -> Generator["Pause", None, None]:
        yield self
