"""The error tree, drawn once.

NewsroomError
├── Refused       the input or request is not acceptable: an answer, never retried
├── Unavailable   something we lean on is away: try again later
├── MachineFault  this machine cannot go on (full disk, locked folder): stop it, no task is to blame
├── Rejected      the world said no for good: stop
└── Unknown       the effect may have happened: look it up, never resend
"""


class NewsroomError(Exception):
    """An error with a stable `code`, one human sentence, and `next_step`: what to do now."""

    def __init__(self, code: str, message: str, next_step: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.next_step = next_step

    def __str__(self) -> str:
        return f"{self.message} {self.next_step}".strip()

    def __reduce__(self) -> tuple[type["NewsroomError"], tuple[str, str, str]]:
        return type(self), (self.code, self.message, self.next_step)


class Refused(NewsroomError):
    """The input cannot be accepted as it is."""


class Unavailable(NewsroomError):
    """Not now: a server, file, program or network is missing."""


class MachineFault(NewsroomError):
    """The machine itself cannot go on. The process ends with this sentence; started again, it goes on."""


class Rejected(NewsroomError):
    """A final no from outside."""


class Unknown(NewsroomError):
    """The outcome of an effect is not known."""


class StaleVersion(Refused):
    """A result was computed from a version that is no longer current (C 1.3, optimistic concurrency)."""

    def __init__(self, what: str) -> None:
        super().__init__("stale_version", f"{what} has changed since this result was computed.", "It is planned again.")
        self.what = what

    def __reduce__(self) -> tuple[type["StaleVersion"], tuple[str]]:  # type: ignore[override]
        return type(self), (self.what,)


class Gone(StaleVersion):
    """What a task or result speaks of is not here, and never was."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.code = "no_such_subject"
        self.message = f"There is no {what}."
        self.next_step = "The task is parked: see `newsroom status`."
