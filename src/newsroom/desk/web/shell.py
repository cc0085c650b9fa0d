"""What every page of the desk stands in: who is signed in, forms that are really theirs, the frame, and errors as pages."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from newsroom.control.records import Edition, Switch
from newsroom.desk.people import People, Person
from newsroom.desk.web import views
from newsroom.desk.web.api import refused as refused_json
from newsroom.desk.web.codes import status_of
from newsroom.desk.web.guard import API
from newsroom.desk.web.sessions import Session, Sessions, same_token
from newsroom.model.errors import NewsroomError, Refused
from newsroom.ports import Store

Form = Mapping[str, str]
Signed = tuple[Session, Person]
FIELDS_MAX = 400
"""Fields of one form; a story is split by ticking its reports."""


class Shell:
    """The pages' common part, with signing in and out."""

    def __init__(self, home: Path, store: Store, people: People, sessions: Sessions) -> None:
        self._home = home.resolve()
        self._store = store
        self._people = people
        self._sessions = sessions
        self._templates = Environment(
            loader=PackageLoader("newsroom.desk.web"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def handlers(self) -> dict[Any, Any]:
        """What an error becomes: a page with a sentence and a next step, or JSON under /api/."""

        def newsroom_error(request: Request, error: Exception) -> Response:
            return self._error(request, error if isinstance(error, NewsroomError) else _puzzling())

        def http_error(request: Request, error: Exception) -> Response:
            code = error.status_code if isinstance(error, HTTPException) else 500
            known = Refused(
                "no_such_page" if code == 404 else "bad_request", "There is no such page.", "Go to the inbox."
            )
            return self._error(request, known, code)

        return {NewsroomError: newsroom_error, HTTPException: http_error}

    def style(self, request: Request) -> Response:
        """The one style sheet."""
        del request
        return Response(self._templates.get_template("desk.css").render(), media_type="text/css")

    def sign_in_form(self, request: Request) -> Response:
        """Name and password."""
        if self._signed_in(request) is not None:
            return RedirectResponse("/", 303)
        return self._page("sign-in.html", {"title": "Sign in", "error": "", "name": ""})

    async def sign_in(self, request: Request) -> Response:
        """A right pair gets a new session; a wrong one the same answer whatever was wrong."""
        form = await _form(request)
        name = form.get("name", "")
        if self._sessions.must_wait(name):
            context = {"title": "Sign in", "error": "Too many tries. Wait a quarter of an hour.", "name": name}
            return self._page("sign-in.html", context, 429)
        token = await run_in_threadpool(self._sessions.sign_in, name, form.get("password", ""))
        if token is None:
            context = {"title": "Sign in", "error": "This name and password do not belong together.", "name": name}
            return self._page("sign-in.html", context, 403)
        self._sessions.sign_out(request.cookies.get(_cookie(request), ""))
        response = RedirectResponse("/", 303)
        response.set_cookie(_cookie(request), token, path="/", httponly=True, samesite="strict")
        return response

    async def sign_out(self, request: Request) -> Response:
        """End this session."""

        def leave(*_: object) -> Response:
            self._sessions.sign_out(request.cookies.get(_cookie(request), ""))
            response = RedirectResponse("/sign-in", 303)
            response.delete_cookie(_cookie(request), path="/", httponly=True, samesite="strict")
            return response

        return await self._post(request, leave)

    def _signed_in(self, request: Request) -> Signed | None:
        return self._sessions.find(request.cookies.get(_cookie(request), ""))

    async def _post(self, request: Request, decide: Callable[[Form, Signed], Response]) -> Response:
        """Run a decision of a signed-in person whose form carries the session's own token."""
        signed = await run_in_threadpool(self._signed_in, request)
        if signed is None:
            return RedirectResponse("/sign-in", 303)
        form = await _form(request)
        if not same_token(form.get("form_token", ""), signed[0].form_token):
            raise Refused("bad_form_token", "This form is not of your present session.", "Open the page again.")
        return await run_in_threadpool(decide, form, signed)

    def _page(self, name: str, context: dict[str, Any], code: int = 200, signed: Signed | None = None) -> Response:
        edition = self._store.get("edition", "edition", Edition)
        paused = [s.id for s in self._store.find("switch", Switch) if s.paused]
        around = {
            "person": signed[1].name if signed else "",
            "roles": ", ".join(views.plain(role) for role in signed[1].roles) if signed else "",
            "form_token": signed[0].form_token if signed else "",
            "waiting": self._store.count("ask", states=("open",)) if signed else 0,
            "clock": views.when(edition.clock_at) if edition else "",
            "replayed": edition.corpus if edition else "",
            "paused": ", ".join(sorted(paused)) if signed else "",
        }
        return Response(self._templates.get_template(name).render({**around, **context}), code, media_type="text/html")

    def _error(self, request: Request, error: NewsroomError, code: int = 0) -> Response:
        if request.url.path.startswith(API):
            return refused_json(error, code)
        signed = self._signed_in(request)
        context = {"title": "Refused", "message": error.message, "next_step": error.next_step}
        return self._page("error.html", context, code or status_of(error), signed)


def _cookie(request: Request) -> str:
    # Cookies know no ports: two desks on one machine must not sign each other out.
    return f"newsroom_desk_{request.url.port or 80}"


async def _form(request: Request) -> Form:
    """The posted fields as text; the guard has bounded the body and checked its type."""
    async with request.form(max_files=0, max_fields=FIELDS_MAX) as form:
        return {key: value for key, value in form.items() if isinstance(value, str)}


def _puzzling() -> NewsroomError:
    return Refused("bad_request", "This cannot be answered.", "Go to the inbox.")
