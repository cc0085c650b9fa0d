"""What waits for a person, with its evidence, and a person's answer."""

import json as jsonlib
from typing import Annotated

import typer

from newsroom import settings
from newsroom.cli.terminal import Home, Json, document, out, say, table
from newsroom.control.pages import story_page
from newsroom.control.powers import QUESTIONS
from newsroom.desk import hands
from newsroom.desk.home import reading
from newsroom.desk.people import People
from newsroom.desk.why import why as reasons
from newsroom.model.errors import Refused
from newsroom.model.story import Story
from newsroom.model.verdict import Ask

hitl_app = typer.Typer(no_args_is_help=True, help="What waits for a person, with its evidence.")


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(hitl_app, name="hitl")


@hitl_app.command("list")
def hitl_list(
    home: Home = None, json: Json = False, everything: Annotated[bool, typer.Option("--all")] = False
) -> None:
    """What waits, soonest deadline first. Example: newsroom hitl list"""
    with reading(settings.home_folder(home)) as store:
        asks = store.find("ask", Ask, states=() if everything else ("open",))
        asks = tuple(sorted(asks, key=lambda a: (a.due_at, a.id)))
        if json:
            document([ask.json_dict() for ask in asks])
            return
        if not asks:
            say("Nothing waits for a person.")
            return
        headlines = {story.id: story.headline for story in store.get_many("story", [a.story_id for a in asks], Story)}
        rows = [
            [a.id, f"{a.version}", a.question, a.role, f"{a.due_at:%d %b %H:%M} UTC", a.status,
             f"{headlines.get(a.story_id, a.story_id)}{f' ({len(a.reports)} new)' if a.reports else ''}"]
            for a in asks
        ]  # fmt: skip
        table(["ask", "version", "question", "for", "until", "status", "story"], rows)


@hitl_app.command("show")
def hitl_show(ask: str, home: Home = None, json: Json = False) -> None:
    """One question with its story and evidence. Example: newsroom hitl show ask_0123456789ab"""
    with reading(settings.home_folder(home)) as store:
        found = store.get("ask", ask, Ask)
        if found is None:
            raise Refused("no_such_ask", f"Nothing waits under {ask}.", "See `newsroom hitl list --all`.")
        page = story_page(store, found.story_id)
        rule = QUESTIONS[found.question]
        if json:
            document({**found.json_dict(), "may_answer": list(rule.may), "story": page.json_dict()})
            return
        out(
            f"{found.question} for {found.role}, version {found.version}, until {found.due_at:%d %b %H:%M} UTC: {found.why}"
        )
        out(f"{rule.words}\n  approve: {rule.yes}\n  changes: {rule.changes}\n  reject: {rule.no}")
        out(f"  no answer: {rule.unanswered}\n  may answer: {', '.join(rule.may)}\n")
        for item in (one for one in page.items if one.id in found.reports):
            out(f"came since it was asked: {item.title} ({item.publisher.name}) {item.url}")
        for line in reasons(page):
            out(line)
        for claim in page.claims:
            out(f"\n[{claim.status}] {claim.statement}")
            for evidence in claim.evidence:
                out(f'    {evidence.outlet}: "{evidence.text}" {evidence.url}')


@hitl_app.command("answer")
def hitl_answer(
    ask: str,
    decision: Annotated[str, typer.Option(help="approve, reject or changes")],
    version: Annotated[int, typer.Option(help="the version you read; a stale one is refused")],
    by: Annotated[str, typer.Option(help="your name, for the record")],
    role: Annotated[
        str, typer.Option(help="editor, senior_editor, legal, treasurer or admin; needed where nobody is registered")
    ] = "",
    note: Annotated[str, typer.Option(help="why; needed for reject, for changes, and to release a hold")] = "",
    home: Home = None,
    json: Json = False,
) -> None:
    """Answer one question.

    Example: newsroom hitl answer ask_0123456789ab --decision approve --version 1 --by "A. Okafor" --role legal --note "record seen"
    """
    folder = settings.home_folder(home)
    with reading(folder) as store:
        closed = hands.answer(store, People(folder), ask, version, decision, by, role, note)
    if json:
        document(closed.json_dict())
    else:
        say(f"{ask}: {closed.status}. The story goes on with the next step of the newsroom.")


def answers_file(path: str) -> list[dict[str, object]]:
    """An answers file: JSON lines or one JSON list.

    Raises:
        Refused: not readable; the message names the line.
    """
    try:
        with open(path, encoding="utf-8") as file:
            text = file.read()
    except OSError as error:
        raise Refused(
            "no_answers", f"{path} cannot be read: {error.strerror}.", "Give the path of an answers file."
        ) from error
    try:
        if text.lstrip().startswith("["):
            return list(jsonlib.loads(text))
        return [jsonlib.loads(line) for line in text.splitlines() if line.strip()]
    except ValueError as error:
        raise Refused("bad_answers", f"{path} is not JSON: {error}.", "One JSON object a line.") from error
