"""The desk's pages: inbox, one question, stories, one story, status. Plain HTML that works without scripts."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response

from newsroom.control.governance import SCOPES
from newsroom.control.pages import story_page
from newsroom.control.powers import HANDS, Hand, may_answer
from newsroom.control.records import Switch
from newsroom.desk import hands
from newsroom.desk.people import Person
from newsroom.desk.status import in_words, status
from newsroom.desk.targets import targets
from newsroom.desk.web import views
from newsroom.desk.web.codes import status_of
from newsroom.desk.web.shell import Form, Shell, Signed
from newsroom.model.assets import Production
from newsroom.model.ballot import Ballot
from newsroom.model.errors import Refused
from newsroom.model.lifecycle import UNPUBLISHED
from newsroom.model.story import Story
from newsroom.model.verdict import Ask

ROWS = 100
TABS: dict[str, tuple[str, tuple[str, ...]]] = {
    "active": ("In work", tuple(s for s in UNPUBLISHED if s != "START")),
    "public": ("Public", ("PUBLISHED", "ANALYZED", "COMPLETE")),
    "archived": ("Archived", ("ARCHIVED",)),
}
"""The story list's tabs: title and states."""


class Pages(Shell):
    """Every page and form of the desk."""

    def inbox(self, request: Request) -> Response:
        """What waits for people, soonest deadline first, and what was decided last."""
        signed = self._signed_in(request)
        if signed is None:
            return RedirectResponse("/sign-in", 303)
        now = hands.bench(self._store).now
        asks = self._store.find("ask", Ask)
        waiting = sorted((a for a in asks if a.status == "open"), key=lambda a: (a.due_at, a.id))
        done = sorted((a for a in asks if a.status != "open"), key=lambda a: (a.answered_at or a.due_at, a.id))[-10:]
        stories = {s.id: s for s in self._store.get_many("story", [a.story_id for a in (*waiting, *done)], Story)}
        mine = [a for a in waiting if any(may_answer(a.role, role) for role in signed[1].roles)]
        ballots = {b.vote_id: b for b in self._store.get_many("ballot", _evidence_of(waiting), Ballot)}
        cards = {
            a.id: views.ask_card(a, stories.get(a.story_id), now, [ballots[i] for i in a.evidence if i in ballots])
            for a in (*waiting, *done)
        }
        context = {
            "title": "Inbox",
            "mine": [cards[a.id] for a in mine],
            "others": [cards[a.id] for a in waiting if a not in mine],
            "done": [{**cards[a.id], "by": a.answered_by, "note": a.note} for a in reversed(done)],
        }
        return self._page("inbox.html", context, signed=signed)

    def ask(self, request: Request) -> Response:
        """One question with its evidence and the form to answer it."""
        signed = self._signed_in(request)
        if signed is None:
            return RedirectResponse("/sign-in", 303)
        return self._ask_page(request.path_params["ask"], signed)

    async def answer(self, request: Request) -> Response:
        """An answer from the form; a refused one comes back with what is true now and the note as typed."""
        ask = request.path_params["ask"]

        def decide(form: Form, signed: Signed) -> Response:
            note, version = form.get("note", ""), _number(form.get("version", ""))
            try:
                hands.answer(
                    self._store, self._people, ask, version, form.get("decision", ""), signed[1].name, "", note
                )
            except Refused as error:
                if self._store.get("ask", ask, Ask) is None:
                    raise
                return self._ask_page(ask, signed, error, note)
            return RedirectResponse(f"/asks/{ask}", 303)

        return await self._post(request, decide)

    def stories(self, request: Request) -> Response:
        """Stories by where they stand, newest first, a hundred a page; `q` are words of the headline."""
        signed = self._signed_in(request)
        if signed is None:
            return RedirectResponse("/sign-in", 303)
        tab = request.query_params.get("tab", "active")
        tab = tab if tab in TABS else "active"
        wanted = request.query_params.get("q", "")[:100].casefold().split()
        page = max(1, _number(request.query_params.get("page", "1")))
        found = [s for s in self._store.find("story", Story, states=TABS[tab][1])
                 if all(word in s.headline.casefold() for word in wanted)]  # fmt: skip
        found.sort(key=lambda s: (s.last_seen_at, s.id), reverse=True)
        context = {
            "title": "Stories",
            "tab": tab,
            "tabs": [(key, name, self._store.count("story", states=states)) for key, (name, states) in TABS.items()],
            "q": " ".join(wanted),
            "rows": [views.story_row(s) for s in found[(page - 1) * ROWS : page * ROWS]],
            "found": len(found),
            "page": page,
            "more": page * ROWS < len(found),
        }
        return self._page("stories.html", context, signed=signed)

    def story(self, request: Request) -> Response:
        """One story: where it stands, why, and on what evidence."""
        signed = self._signed_in(request)
        if signed is None:
            return RedirectResponse("/sign-in", 303)
        return self._story_page(request.path_params["story"], signed)

    async def spike(self, request: Request) -> Response:
        """End a story that is not public."""
        return await self._on_story(
            request, lambda story, form, by: hands.spike(self._store, self._people, story, by, form.get("note", ""))
        )

    async def split(self, request: Request) -> Response:
        """Tell a story apart: the reports that were ticked leave it."""

        def act(story: str, form: Form, by: str) -> None:
            leaving = [value for name, value in form.items() if name.startswith(views.TICKED)]
            hands.split(self._store, self._people, story, leaving, by, form.get("note", ""))

        return await self._on_story(request, act)

    async def _on_story(self, request: Request, act: Callable[[str, Form, str], object]) -> Response:
        """A hand on one story; a refused one comes back with the story as it is now."""
        story = request.path_params["story"]

        def decide(form: Form, signed: Signed) -> Response:
            try:
                act(story, form, signed[1].name)
            except Refused as error:
                if self._store.get("story", story, Story) is None:
                    raise
                return self._story_page(story, signed, error)
            return RedirectResponse(f"/stories/{story}", 303)

        return await self._post(request, decide)

    def video(self, request: Request) -> Response:
        """The finished file of a story, for people who are asked about it."""
        if self._signed_in(request) is None:
            return RedirectResponse("/sign-in", 303)
        file = self._video_of(request.path_params["story"])
        if file is None:
            raise Refused("no_such_video", "This story has no finished video here.", "Go back to the story.")
        return FileResponse(file, media_type="video/mp4")

    def status(self, request: Request) -> Response:
        """Targets, queues, health, and the brake."""
        signed = self._signed_in(request)
        if signed is None:
            return RedirectResponse("/sign-in", 303)
        return self._status_page(signed)

    async def switch(self, request: Request) -> Response:
        """Pause or resume one kind of effect."""
        what = request.path_params["what"]

        def decide(form: Form, signed: Signed) -> Response:
            stopped = form.get("turn") == "pause"
            try:
                hands.switch(self._store, self._people, what, stopped, signed[1].name, form.get("note", ""))
            except Refused as error:
                return self._status_page(signed, error)
            return RedirectResponse("/status", 303)

        return await self._post(request, decide)

    def _ask_page(self, ask: str, signed: Signed, error: Refused | None = None, note: str = "") -> Response:
        found = self._store.get("ask", ask, Ask)
        if found is None:
            raise Refused("no_such_ask", "Nothing waits under this id.", "Go to the inbox.")
        page = story_page(self._store, found.story_id)
        view = views.ask_view(found, page, hands.bench(self._store).now, signed[1])
        context = {"title": view["ask"]["headline"], "error": error, "note": note, "story_id": found.story_id,
                   "video": self._video_of(found.story_id) is not None, **view}  # fmt: skip
        return self._page("ask.html", context, status_of(error) if error else 200, signed)

    def _story_page(self, story: str, signed: Signed, error: Refused | None = None) -> Response:
        page = story_page(self._store, story)
        history = [(row, self._store.payload(row.payload_hash)) for row in self._store.audit_of(story)]
        alive = page.story.state in UNPUBLISHED
        may = {
            "spikeable": alive and _may("spike", signed[1]),
            "splittable": alive and len(page.items) > 1 and page.story.state != "PAUSED" and _may("split", signed[1]),
        }
        view = views.story_view(page, history, video=self._video_of(story) is not None)
        context = {"title": page.story.headline, "error": error, **view, **may}
        return self._page("story.html", context, status_of(error) if error else 200, signed)

    def _status_page(self, signed: Signed, error: Refused | None = None) -> Response:
        now = status(self._store)
        held = {s.id: s for s in self._store.find("switch", Switch)}
        context = {
            "title": "Status",
            "error": error,
            "targets": targets(self._store),
            "queues": [(state, views.STATE_WORDS[state], now["queues"].get(state, 0)) for state in views.STATE_WORDS],
            "people": now["queues"]["people"],
            "tasks": now["queues"]["tasks"],
            "refused": now["refused"],
            "budgets": [{**in_words(one), "version": one["version"]} for one in now["budgets"]],
            "campaigns": now["campaigns"],
            "corrections": now["corrections"],
            "health": now["health"],
            "switches": [_switch_view(scope, held.get(scope), signed[1]) for scope in SCOPES],
        }
        return self._page("status.html", context, status_of(error) if error else 200, signed)

    def _video_of(self, story: str) -> Path | None:
        done = self._store.find("production", Production, story_id=story, states=("done",))
        cuts = [production.cut for production in done if production.cut]
        if not cuts:
            return None
        file = (self._home / cuts[-1].path).resolve()
        return file if file.is_relative_to(self._home) and file.is_file() else None


def _evidence_of(asks: Iterable[Ask]) -> list[str]:
    return list(dict.fromkeys(key for ask in asks for key in ask.evidence))


def _may(hand: Hand, person: Person) -> bool:
    return any(role in HANDS[hand].may for role in person.roles)


def _switch_view(scope: str, switch: Switch | None, person: Person) -> dict[str, Any]:
    paused = switch is not None and switch.paused
    turns: dict[str, tuple[Hand, Hand]] = {
        "publishing": ("pause_publishing", "resume_publishing"),
        "spending": ("pause_spending", "resume_spending"),
        "all": ("pause_all", "resume_all"),
    }
    hand = turns[scope][1 if paused else 0]
    return {
        "scope": scope,
        "paused": paused,
        "by": f"{switch.by} as {views.plain(switch.role)}, {views.when(switch.at)}" if switch else "",
        "note": switch.note if switch else "",
        "words": HANDS[hand].words,
        "turn": "resume" if paused else "pause",
        "mine": _may(hand, person),
        "may": ", ".join(views.plain(role) for role in HANDS[hand].may),
    }


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
