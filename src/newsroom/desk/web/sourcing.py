"""The desk's pages of the credibility database: outlets with tier, owner and track record, and the forms that rate them."""

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from newsroom import settings
from newsroom.control.powers import HANDS
from newsroom.desk import sources
from newsroom.desk.people import same_name
from newsroom.desk.sources import LONGEST_TEXT, Outlet
from newsroom.desk.web import views
from newsroom.desk.web.codes import status_of
from newsroom.desk.web.shell import Form, Shell, Signed
from newsroom.model.credibility import outlet_id
from newsroom.model.errors import Refused
from newsroom.model.item import SOURCE_TYPES, Source
from newsroom.world.watch_list import watch_list

ROWS = 100


class SourcePages(Shell):
    """The list, one outlet, and its two forms."""

    def outlets(self, request: Request) -> Response:
        """A hundred outlets a page, best tier first; `q` are words of name or owner, `waiting` only open proposals."""
        signed = self._signed_in(request)
        if signed is None:
            return RedirectResponse("/sign-in", 303)
        wanted = request.query_params.get("q", "")[:100].casefold().split()
        waiting = bool(request.query_params.get("waiting"))
        found = [
            one
            for one in sources.outlets(self._store, self._catalogue())
            if all(word in f"{one.name} {one.now.owner}".casefold() for word in wanted) and (not waiting or _waits(one))
        ]
        given = request.query_params.get("page", "1")
        page = max(1, int(given) if given.isascii() and given.isdigit() and len(given) < 6 else 1)
        context = {
            "title": "Sources",
            "q": " ".join(wanted),
            "waiting_only": waiting,
            "rows": [_row(one) for one in found[(page - 1) * ROWS : page * ROWS]],
            "found": len(found),
            "page": page,
            "more": page * ROWS < len(found),
        }
        return self._page("sources.html", context, signed=signed)

    def outlet(self, request: Request) -> Response:
        """One outlet with every change of its rating."""
        signed = self._signed_in(request)
        if signed is None:
            return RedirectResponse("/sign-in", 303)
        return self._outlet_page(self._known(request), signed)

    async def rate(self, request: Request) -> Response:
        """A new rating from the form; a refused one comes back with the reason as typed."""

        def decide(form: Form, signed: Signed) -> Response:
            known = self._known(request)
            changes = {key: form[key].strip() for key in ("tier", "owner", "kind") if form.get(key, "").strip()}
            try:
                sources.rate(
                    self._store, self._people, known, changes, signed[1].name, reason=form.get("reason", ""),
                    evidence=form.get("evidence", ""), version=_version(form),
                )  # fmt: skip
            except Refused as error:
                return self._outlet_page(known, signed, error, form)
            return RedirectResponse(f"/sources/{outlet_id(known.name)}", 303)

        return await self._post(request, decide)

    async def confirm(self, request: Request) -> Response:
        """A second person's yes or no to a proposed rating."""

        def decide(form: Form, signed: Signed) -> Response:
            known = self._known(request)
            approve = form.get("decision") == "approve"
            try:
                sources.decide(
                    self._store, self._people, known.name, approve, signed[1].name, version=_version(form)
                )  # fmt: skip
            except Refused as error:
                return self._outlet_page(known, signed, error)
            return RedirectResponse(f"/sources/{outlet_id(known.name)}", 303)

        return await self._post(request, decide)

    def _known(self, request: Request) -> Outlet:
        wanted = request.path_params["outlet"]
        for one in sources.outlets(self._store, self._catalogue()):
            if outlet_id(one.name) == wanted:
                return one
        raise Refused("no_such_outlet", "There is no such outlet.", "Go to the list of sources.")

    def _outlet_page(
        self, known: Outlet, signed: Signed, error: Refused | None = None, typed: Form | None = None
    ) -> Response:
        roles = signed[1].roles
        waiting = known.record.proposed if known.record else None
        own = waiting is not None and same_name(waiting.by) == same_name(signed[1].name)
        context: dict[str, Any] = {
            "title": known.name,
            "error": error,
            "outlet": {**known.json_dict(), **_row(known), "url": views.link(known.url)},
            "listed": known.given.json_dict() if known.given != known.now else None,
            "kinds": sorted(SOURCE_TYPES),
            "reason": typed.get("reason", "") if typed else "",
            "evidence": typed.get("evidence", "") if typed else "",
            "longest": LONGEST_TEXT,
            "changes": [
                {"at": row["at"][:16].replace("T", " "), "by": row["by"], "what": views.plain(row["action"].partition(".")[2]),
                 "why": _why(row["payload"])}
                for row in sources.history(self._store, known.record)
            ],
            "may_rate": any(role in HANDS["rate_outlet"].may for role in roles),
            "may_confirm": any(role in HANDS["confirm_outlet"].may for role in roles) and not own,
            "rate_words": HANDS["rate_outlet"].words,
            "confirm_words": HANDS["confirm_outlet"].words,
            "raters": ", ".join(views.plain(role) for role in HANDS["rate_outlet"].may),
            "confirmers": ", ".join(views.plain(role) for role in HANDS["confirm_outlet"].may),
        }  # fmt: skip
        return self._page("source.html", context, status_of(error) if error else 200, signed)

    def _catalogue(self) -> tuple[Source, ...]:
        return tuple(one.source for one in watch_list(settings.load(self._home).sources).watched)


def _waits(one: Outlet) -> bool:
    return one.record is not None and one.record.proposed is not None


def _row(one: Outlet) -> dict[str, Any]:
    return {
        "id": outlet_id(one.name),
        "name": one.name,
        "tier": one.now.tier,
        "kind": views.plain(one.now.kind),
        "owner": one.now.owner,
        "reports": one.reports,
        "claims": f"{one.track.confirmed} of {one.track.stated}" if one.track.stated else "–",
        "reliable": f"{one.reliability:.2f}",
        "house": "waits" if _waits(one) else "rated" if one.record and one.record.rating else "",
    }


def _version(form: Form) -> int:
    text = form.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _why(payload: dict[str, Any] | None) -> str:
    told = payload or {}
    waiting = told.get("proposed") or {}
    return str(waiting.get("reason") or told.get("reason") or told.get("why") or "")[:300]
