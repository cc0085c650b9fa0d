"""How our own servers answer: a tool returns one text, either its value as JSON or an error with code and next step.

Errors keep their kind across the wire, so that a role meets the same `Refused` or `Unavailable` as in-process.
"""

import json
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import ParamSpec

from newsroom.model.errors import NewsroomError, Refused, Rejected, Unavailable, Unknown

P = ParamSpec("P")
ERROR = "newsroom-error:"
_KINDS: dict[str, type[NewsroomError]] = {
    "refused": Refused,
    "unavailable": Unavailable,
    "rejected": Rejected,
    "unknown": Unknown,
}


def answering(tool: Callable[P, Awaitable[str]]) -> Callable[P, Awaitable[str]]:
    """A tool whose newsroom errors travel as its answer instead of as a stack trace."""

    @wraps(tool)
    async def wrapped(*args: P.args, **kwargs: P.kwargs) -> str:
        try:
            return await tool(*args, **kwargs)
        except NewsroomError as error:
            kind = next((name for name, known in _KINDS.items() if isinstance(error, known)), "unavailable")
            return ERROR + json.dumps([kind, error.code, error.message, error.next_step])

    return wrapped


def opened(answer: str) -> str:
    """The value in a tool's answer.

    Raises:
        NewsroomError: the one the tool raised.
    """
    if not answer.startswith(ERROR):
        return answer
    kind, code, message, next_step = json.loads(answer.removeprefix(ERROR))
    raise _KINDS.get(kind, Unavailable)(str(code), str(message), str(next_step))
