"""The desk's page for pitches: a report's address or a tip, handed to the scouts and to nobody else."""

import asyncio
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from newsroom.control.powers import HANDS
from newsroom.control.records import PITCHED, Pitch
from newsroom.desk.pitches import LONGEST_TIP, SHORTEST_TIP, hand_in
from newsroom.desk.web import views
from newsroom.desk.web.codes import status_of
from newsroom.desk.web.shell import Form, Shell, Signed
from newsroom.model.errors import NewsroomError
from newsroom.model.item import Item

_SHOWN = 20


class PitchPages(Shell):
    """The form, and what was handed in last."""

    def form(self, request: Request) -> Response:
        """An empty form; `?filed=ID` names the pitch that was just taken."""
        signed = self._signed_in(request)
        if signed is None:
            return RedirectResponse("/sign-in", 303)
        return self._form_page(signed, {}, filed=request.query_params.get("filed", ""))

    async def pitch(self, request: Request) -> Response:
        """File a pitch; a refused one comes back with the words as they were typed."""

        def decide(form: Form, signed: Signed) -> Response:
            given, note = form.get("given", ""), form.get("note", "")
            try:
                # This runs in a thread of its own, which has no event loop yet.
                filed = asyncio.run(hand_in(self._home, self._store, self._people, given, signed[1].name, note))
            except NewsroomError as error:
                return self._form_page(signed, {"given": given, "note": note}, error)
            return RedirectResponse(f"/pitch?filed={filed.id}", 303)

        return await self._post(request, decide)

    def _form_page(
        self, signed: Signed, typed: dict[str, str], error: NewsroomError | None = None, filed: str = ""
    ) -> Response:
        handed_in = self._store.find("observation", Pitch, states=(PITCHED,))
        last = sorted(handed_in, key=lambda one: (one.at, one.id), reverse=True)[:_SHOWN]
        arrived = {item.id for item in self._store.get_many("item", [one.item.id for one in last], Item)}
        may = HANDS["pitch"].may
        context: dict[str, Any] = {
            "title": "Pitch",
            "error": error,
            "given": typed.get("given", ""),
            "note": typed.get("note", ""),
            "filed": next((_shown(one, arrived) for one in last if one.id == filed), None),
            "last": [_shown(one, arrived) for one in last],
            "mine": any(role in may for role in signed[1].roles),
            "may": ", ".join(views.plain(role) for role in may),
            "words": HANDS["pitch"].words,
            "shortest": SHORTEST_TIP,
            "longest": LONGEST_TIP,
        }
        return self._page("pitch.html", context, status_of(error) if error else 200, signed)


def _shown(one: Pitch, arrived: set[str]) -> dict[str, str]:
    return {
        "title": one.item.title,
        "outlet": one.item.publisher.name,
        "url": views.link(one.item.url),
        "by": one.by,
        "at": views.when(one.at),
        "note": one.note,
        "where": "with the scouts" if one.item.id in arrived else "waits for the next look",
    }
