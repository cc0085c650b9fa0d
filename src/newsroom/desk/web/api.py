"""The desk for programs: JSON in, JSON out, a person's token in the Authorization header and no cookie anywhere."""

import asyncio
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from newsroom.control.pages import story_page
from newsroom.control.powers import QUESTIONS
from newsroom.desk import hands
from newsroom.desk.people import People, Person
from newsroom.desk.pitches import hand_in
from newsroom.desk.status import status
from newsroom.desk.targets import targets
from newsroom.desk.web.codes import status_of
from newsroom.model.base import Noun
from newsroom.model.errors import NewsroomError, Refused
from newsroom.model.verdict import Ask
from newsroom.ports import Store


class Answer(Noun):
    """The body of an answer. `role` empty: the one of yours that may answer."""

    decision: str
    version: int
    note: str = ""
    role: str = ""


class Spike(Noun):
    """The body of a spike."""

    note: str
    role: str = ""


class Split(Noun):
    """The body of a split: the reports that leave the story, by id, address or words of their titles."""

    reports: tuple[str, ...]
    note: str
    role: str = ""


class HandedIn(Noun):
    """The body of a pitch: an address or a tip."""

    given: str
    note: str = ""
    role: str = ""


class Turn(Noun):
    """The body of a switch."""

    paused: bool
    note: str = ""
    role: str = ""


B = TypeVar("B", bound=Noun)


class Api:
    """Endpoints under /api/. Every one needs a token."""

    def __init__(self, home: Path, store: Store, people: People) -> None:
        self._home = home
        self._store = store
        self._people = people

    def asks(self, request: Request) -> Response:
        """GET /api/asks: what waits, soonest deadline first; `?all=1` with what was answered."""
        if self._who(request) is None:
            return _unknown()
        states = () if request.query_params.get("all") else ("open",)
        found = sorted(self._store.find("ask", Ask, states=states), key=lambda a: (a.due_at, a.id))
        return JSONResponse([_ask(one) for one in found])

    def ask(self, request: Request) -> Response:
        """GET /api/asks/ID: one question with its story's whole page as evidence."""
        if self._who(request) is None:
            return _unknown()
        found = self._store.get("ask", request.path_params["ask"], Ask)
        if found is None:
            return refused(Refused("no_such_ask", "Nothing waits under this id.", "See /api/asks?all=1."))
        return JSONResponse({**_ask(found), "story": story_page(self._store, found.story_id).json_dict()})

    async def answer(self, request: Request) -> Response:
        """POST /api/asks/ID/answer {decision, version, note, role}."""
        person = await run_in_threadpool(self._who, request)
        if person is None:
            return _unknown()
        ask = request.path_params["ask"]
        raw = await request.body()

        def decide() -> Any:
            with_body = self._read(raw, Answer, "ask", ask, person)
            closed = hands.answer(self._store, self._people, ask, with_body.version, with_body.decision, person.name,
                                  with_body.role, with_body.note)  # fmt: skip
            return _ask(closed)

        return await _answered(decide)

    def story(self, request: Request) -> Response:
        """GET /api/stories/ID: one story's whole history."""
        if self._who(request) is None:
            return _unknown()
        try:
            page = story_page(self._store, request.path_params["story"])
        except Refused as error:
            return refused(error)
        return JSONResponse(page.json_dict())

    async def spike(self, request: Request) -> Response:
        """POST /api/stories/ID/spike {note, role}."""
        person = await run_in_threadpool(self._who, request)
        if person is None:
            return _unknown()
        story = request.path_params["story"]
        raw = await request.body()

        def decide() -> Any:
            body = self._read(raw, Spike, "story", story, person)
            ended = hands.spike(self._store, self._people, story, person.name, body.note, body.role)
            return {"story_id": ended.id, "state": ended.state, "reason": ended.reason, "version": ended.version}

        return await _answered(decide)

    async def split(self, request: Request) -> Response:
        """POST /api/stories/ID/split {reports, note, role}: the two stories that begin anew, the rest first."""
        person = await run_in_threadpool(self._who, request)
        if person is None:
            return _unknown()
        story = request.path_params["story"]
        raw = await request.body()

        def decide() -> Any:
            body = self._read(raw, Split, "story", story, person)
            given = (self._store, self._people, story, body.reports, person.name, body.note, body.role)
            rest, left = hands.split(*given)
            return {"story_id": story, "rest": rest.json_dict(), "left": left.json_dict()}

        return await _answered(decide)

    async def pitch(self, request: Request) -> Response:
        """POST /api/pitches {given, note, role}: an address or a tip for the scouts."""
        person = await run_in_threadpool(self._who, request)
        if person is None:
            return _unknown()
        raw = await request.body()

        def decide() -> Any:
            body = self._read(raw, HandedIn, "pitch", "", person)
            given = (self._home, self._store, self._people, body.given, person.name, body.note, body.role)
            return asyncio.run(hand_in(*given)).json_dict()

        return await _answered(decide)

    async def switch(self, request: Request) -> Response:
        """POST /api/switches/WHAT {paused, note, role}."""
        person = await run_in_threadpool(self._who, request)
        if person is None:
            return _unknown()
        what = request.path_params["what"]
        raw = await request.body()

        def decide() -> Any:
            body = self._read(raw, Turn, "switch", what, person)
            role = hands.switch(self._store, self._people, what, body.paused, person.name, body.note, body.role)
            return {"switch": what, "paused": body.paused, "by": person.name, "role": role, "note": body.note}

        return await _answered(decide)

    def status(self, request: Request) -> Response:
        """GET /api/status: targets, queues, tiers, surge, budgets, refusals, health."""
        if self._who(request) is None:
            return _unknown()
        return JSONResponse({"targets": targets(self._store), **status(self._store)})

    def _who(self, request: Request) -> Person | None:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        return self._people.by_token(token.strip()) if scheme.lower() == "bearer" and token.strip() else None

    def _read(self, raw: bytes, form: type[B], kind: str, subject: str, person: Person) -> B:
        """The body as `form`; one that is not is a refused attempt like any other."""
        with hands.refused_attempt(self._store, kind, subject, person.name, "", {}):
            try:
                return form.model_validate_json(raw)
            except ValidationError as error:
                first = error.errors()[0]
                where = ".".join(map(str, first["loc"])) or "body"
                raise Refused("bad_request", f"{where}: {first['msg']}.", "Send the documented JSON.") from error


async def _answered(decide: Any) -> Response:
    try:
        return JSONResponse(await run_in_threadpool(decide))
    except NewsroomError as error:
        return refused(error)


def refused(error: NewsroomError, code: int = 0) -> Response:
    """A refusal as JSON, with HTTP status `code` or the error's own. A stale answer names both versions as numbers."""
    body: dict[str, Any] = {"code": error.code, "message": error.message, "next_step": error.next_step}
    if isinstance(error, hands.StaleAnswer):
        body |= {"read_version": error.read, "current_version": error.ask.version, "status": error.ask.status}
    return JSONResponse(body, code or status_of(error))


def _unknown() -> Response:
    body = {
        "code": "not_signed_in",
        "message": "This needs a person's token.",
        "next_step": "newsroom people token NAME",
    }
    return JSONResponse(body, 401, {"WWW-Authenticate": "Bearer"})


def _ask(ask: Ask) -> dict[str, Any]:
    return {**ask.json_dict(), "asks": QUESTIONS[ask.question].words, "may_answer": list(QUESTIONS[ask.question].may)}
