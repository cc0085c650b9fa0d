"""A running newsroom's audit, kept signed beside its work (V9)."""

from collections.abc import Callable

from newsroom.model.errors import NewsroomError
from newsroom.world.audit_notary import Log, Notary


class Signed:
    """Keeps the audit signed; what stops it is told, each reason once, and stops nothing else."""

    def __init__(self, notary: Notary, log: Log, say: Callable[[str], None]) -> None:
        self._notary = notary
        self._log = log
        self._say = say
        self._told = ""

    def look(self, *, closing: bool = False) -> None:
        """Sign what is new; `closing`, whatever there is."""
        try:
            self._notary.keep_up(self._log, closing=closing)
            self._told = ""
        except NewsroomError as error:
            if str(error) != self._told:
                self._say(str(error))
            self._told = str(error)
