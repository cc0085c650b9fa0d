"""How our own servers answer: a tool returns one text, either its value as JSON or an error with code and next step.

Errors keep their kind across the wire, so that a role meets the same `Refused` or `Unavailable` as in-process.
"""

import json
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import ParamSpec, cast

from mcp.server.mcpserver.tools import Tool
from mcp.server.mcpserver.utilities.func_metadata import ArgModelBase
from mcp.types import ToolAnnotations
from pydantic import ConfigDict

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


def reading(tool: Callable[P, Awaitable[str]]) -> Tool:
    """`tool` as one that only reads, whose errors travel as answers, and whose schema is closed: an argument that it does
    not name is an error, not silently dropped.
    """
    made = Tool.from_function(
        answering(tool),
        annotations=ToolAnnotations(read_only_hint=True, open_world_hint=True),
        structured_output=False,
    )
    open_model = made.fn_metadata.arg_model
    config = {"model_config": ConfigDict(extra="forbid"), "__module__": __name__}
    closed = cast("type[ArgModelBase]", type(open_model.__name__, (open_model,), config))
    made.fn_metadata.arg_model = closed
    made.parameters = closed.model_json_schema(by_alias=True)
    return made


def opened(answer: str) -> str:
    """The value in a tool's answer.

    Raises:
        NewsroomError: the one the tool raised.
    """
    if not answer.startswith(ERROR):
        return answer
    kind, code, message, next_step = json.loads(answer.removeprefix(ERROR))
    raise _KINDS.get(kind, Unavailable)(str(code), str(message), str(next_step))
