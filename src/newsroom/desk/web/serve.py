"""The desk as a server on this machine: bound to the loopback address and nothing else (ADR 0008)."""

import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn

from newsroom.desk.home import reading
from newsroom.desk.people import People
from newsroom.desk.web.app import desk_app
from newsroom.model.errors import Refused, Unavailable

LOOPBACK = "127.0.0.1"
_BACKLOG = 64


def serve(home: Path, port: int, say: Callable[[str], None]) -> None:
    """Serve the desk of `home` until SIGINT or SIGTERM. `port` 0 takes a free one; `say` gets the address.

    Raises:
        Refused: there is no newsroom, or nobody who could sign in.
        Unavailable: the port is taken.
    """
    people = People(home)
    if not any(one.password or one.tokens for one in people.all()):
        raise Refused("nobody_registered", "Nobody could sign in at this desk.",
                      'First: newsroom people add "Your Name" --role editor')  # fmt: skip
    listening = listen_here(port)
    with listening, reading(home) as store:
        taken = listening.getsockname()[1]
        say(f"The desk is at http://{LOOPBACK}:{taken}/ on this machine only. Ctrl-C ends it.")
        config = uvicorn.Config(
            desk_app(home, store, people, taken),
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=3,
        )
        uvicorn.Server(config).run(sockets=[listening])


def listen_here(port: int) -> socket.socket:
    """A listening socket on the loopback address.

    Raises:
        Unavailable: the port is taken.
    """
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((LOOPBACK, port))
        listening.listen(_BACKLOG)
    except OSError as error:
        listening.close()
        raise Unavailable(
            "port_taken", f"Port {port} cannot be used: {error.strerror}.", "Choose another --port."
        ) from error
    return listening
