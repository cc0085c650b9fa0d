"""A person's hands on a running newsroom: pause and resume, spike, split, pitch. Each is audited with name and role."""

import asyncio
from typing import Annotated

import typer

from newsroom import settings
from newsroom.cli.look import find_story, story_app
from newsroom.cli.terminal import As, By, Home, Json, document, say
from newsroom.desk import hands
from newsroom.desk.home import reading
from newsroom.desk.people import People

What = Annotated[str, typer.Argument(help="publishing, spending or all")]
Note = Annotated[str, typer.Option(help="why, for the record")]


def register(app: typer.Typer) -> None:
    """Add these commands."""
    for command in (pause, resume, spike, pitch):
        app.command(command.__name__)(command)


def pause(what: What, by: By, note: Note = "", role: As = "", home: Home = None, json: Json = False) -> None:
    """The kill switch: nothing of this kind goes out until it is resumed.

    Example: newsroom pause publishing --by "A. Okafor" --note "wrong map"
    """
    _switch(what, True, by, note, role, home, json)


def resume(what: What, by: By, note: Note = "", role: As = "", home: Home = None, json: Json = False) -> None:
    """Undo a pause. Example: newsroom resume publishing --by "I. Brandt" --note "map corrected" """
    _switch(what, False, by, note, role, home, json)


def spike(
    story: Annotated[str, typer.Argument(help="a story's id, a report's address, or words of its headline")],
    by: By,
    note: Note,
    role: As = "",
    home: Home = None,
    json: Json = False,
) -> None:
    """End a story that is not public yet, whatever its state.

    Example: newsroom spike story_0123456789ab --by "A. Okafor" --note "names a minor"
    """
    folder = settings.home_folder(home)
    with reading(folder) as store:
        ended = hands.spike(store, People(folder), find_story(store, story), by, note, role)
    if json:
        document({"story_id": ended.id, "state": ended.state, "reason": ended.reason, "version": ended.version})
    else:
        say(f"{ended.id} is archived: {ended.reason}.")


@story_app.command("split")
def split(
    story: Annotated[str, typer.Argument(help="a story's id, a report's address, or words of its headline")],
    reports: Annotated[
        list[str], typer.Argument(help="reports that leave it: ids, addresses, or words of their titles")
    ],
    by: By,
    note: Note,
    role: As = "",
    home: Home = None,
    json: Json = False,
) -> None:
    """Tell two events apart that one story holds: it ends, and the halves begin anew.

    Example: newsroom story split story_0123456789ab item_0123456789ab --by "A. Okafor" --note "another quake"
    """
    folder = settings.home_folder(home)
    with reading(folder) as store:
        whole = find_story(store, story)
        rest, left = hands.split(store, People(folder), whole, reports, by, note, role)
    if json:
        document({"story_id": whole, "rest": rest.json_dict(), "left": left.json_dict()})
    else:
        say(f"{whole} is archived. {rest.id}: {rest.headline}. {left.id}: {left.headline}.")


def pitch(
    given: Annotated[str, typer.Argument(metavar="URL|TEXT", help="a report's address, or a tip in plain words")],
    by: By,
    note: Note = "",
    role: As = "",
    home: Home = None,
    json: Json = False,
) -> None:
    """Hand a report or a tip to the scouts; it passes every gate like any other.

    Example: newsroom pitch https://example.org/report --by "A. Okafor"
    """
    # Feeds and fetching are heavy, and the other hands have to work at once.
    from newsroom.desk.pitches import hand_in

    folder = settings.home_folder(home)
    with reading(folder) as store:
        filed = asyncio.run(hand_in(folder, store, People(folder), given, by, note, role))
    if json:
        document(filed.json_dict())
    else:
        say(
            f"Filed as {filed.id}: {filed.item.title} ({filed.item.publisher.name}). The scouts see it with the next look."
        )


def _switch(what: str, stopped: bool, by: str, note: str, role: str, home: str | None, json: bool) -> None:
    folder = settings.home_folder(home)
    with reading(folder) as store:
        acting = hands.switch(store, People(folder), what, stopped, by, note, role)
    if json:
        document({"switch": what, "paused": stopped, "by": by, "role": acting, "note": note})
    else:
        say(f"{what} {'is paused' if stopped else 'goes on'}, by {by} as {acting}.")
