"""The desk's routes. Pages for people with a session, an API for programs with a token; both end in the same hands."""

from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route

from newsroom.desk.people import People
from newsroom.desk.web.api import Api
from newsroom.desk.web.guard import Guard
from newsroom.desk.web.pages import Pages
from newsroom.desk.web.pitching import PitchPages
from newsroom.desk.web.sessions import Sessions
from newsroom.desk.web.sourcing import SourcePages
from newsroom.ports import Store


def desk_app(home: Path, store: Store, people: People, port: int) -> Starlette:
    """The desk of `home` as an ASGI application that answers to the loopback names with `port`."""
    sessions = Sessions(people)
    pages = Pages(home, store, people, sessions)
    pitching = PitchPages(home, store, people, sessions)
    sourcing = SourcePages(home, store, people, sessions)
    api = Api(home, store, people)
    hosts = [f"{name}:{port}" for name in ("127.0.0.1", "localhost")]
    return Starlette(
        routes=[
            Route("/", pages.inbox),
            Route("/sign-in", pages.sign_in_form),
            Route("/sign-in", pages.sign_in, methods=["POST"]),
            Route("/sign-out", pages.sign_out, methods=["POST"]),
            Route("/asks/{ask}", pages.ask),
            Route("/asks/{ask}", pages.answer, methods=["POST"]),
            Route("/stories", pages.stories),
            Route("/stories/{story}", pages.story),
            Route("/stories/{story}/spike", pages.spike, methods=["POST"]),
            Route("/stories/{story}/split", pages.split, methods=["POST"]),
            Route("/stories/{story}/video", pages.video),
            Route("/pitch", pitching.form),
            Route("/pitch", pitching.pitch, methods=["POST"]),
            Route("/sources", sourcing.outlets),
            Route("/sources/{outlet}", sourcing.outlet),
            Route("/sources/{outlet}", sourcing.rate, methods=["POST"]),
            Route("/sources/{outlet}/confirm", sourcing.confirm, methods=["POST"]),
            Route("/status", pages.status),
            Route("/switches/{what}", pages.switch, methods=["POST"]),
            Route("/desk.css", pages.style),
            Route("/api/asks", api.asks),
            Route("/api/asks/{ask}", api.ask),
            Route("/api/asks/{ask}/answer", api.answer, methods=["POST"]),
            Route("/api/stories/{story}", api.story),
            Route("/api/stories/{story}/spike", api.spike, methods=["POST"]),
            Route("/api/stories/{story}/split", api.split, methods=["POST"]),
            Route("/api/pitches", api.pitch, methods=["POST"]),
            Route("/api/switches/{what}", api.switch, methods=["POST"]),
            Route("/api/status", api.status),
        ],
        middleware=[Middleware(Guard, hosts=hosts)],
        exception_handlers=pages.handlers(),
    )
