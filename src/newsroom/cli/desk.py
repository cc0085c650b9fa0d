"""The web desk, and the list of people who may use it."""

import sys
from typing import Annotated

import typer

from newsroom import settings
from newsroom.cli.terminal import Home, Json, document, say, table
from newsroom.control.powers import ROLES, check_role
from newsroom.desk.people import PEOPLE_FILE, SHORTEST_PASSWORD, People
from newsroom.model.errors import Refused

people_app = typer.Typer(no_args_is_help=True, help="Who may use the desk, and in which roles.")

PORT = 8787


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("desk")(desk)
    app.add_typer(people_app, name="people")


def desk(
    port: Annotated[int, typer.Option(min=0, max=65535, help="the port on this machine; 0 takes a free one")] = PORT,
    home: Home = None,
) -> None:
    """The web desk, on this machine only, until Ctrl-C: the inbox, stories and why, status, the brake.

    Example: newsroom desk --port 8787
    """
    # The server's library is not needed for anything else.
    from newsroom.desk.web.serve import serve

    serve(settings.home_folder(home), port, say)


@people_app.command("list")
def people_list(home: Home = None, json: Json = False) -> None:
    """Everybody, with their roles. Example: newsroom people list"""
    everybody = People(settings.home_folder(home)).all()
    if json:
        document([_shown(p.name, p.roles, bool(p.password), len(p.tokens)) for p in everybody])
    elif not everybody:
        say('Nobody is registered. Example: newsroom people add "A. Okafor" --role editor')
    else:
        rows = [[p.name, ", ".join(p.roles), "yes" if p.password else "no", f"{len(p.tokens)}"] for p in everybody]
        table(["name", "roles", "password", "tokens"], rows)


@people_app.command("add")
def people_add(
    name: Annotated[str, typer.Argument(help="the name that stands in the record")],
    role: Annotated[list[str], typer.Option(help=f"one or more of: {', '.join(ROLES)}")],
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help="read the password from standard input")
    ] = False,
    home: Home = None,
) -> None:
    """Add a person, or change their roles and password. Example: newsroom people add "A. Okafor" --role editor --role legal"""
    roles = [check_role(one) for one in role]
    password = sys.stdin.readline().rstrip("\n") if password_stdin else _asked()
    if not password:
        raise Refused("bad_password", "No password was given.", f"It has at least {SHORTEST_PASSWORD} characters.")
    person = People(settings.home_folder(home)).put(name, roles, password)
    say(f"{person.name} may sign in as {', '.join(person.roles)}.")


@people_app.command("remove")
def people_remove(name: str, home: Home = None) -> None:
    """Take a person off the list; their tokens end with it. Example: newsroom people remove "A. Okafor" """
    People(settings.home_folder(home)).remove(name)
    say(f"{name} is off the list.")


@people_app.command("token")
def people_token(name: str, home: Home = None, json: Json = False) -> None:
    """A new token with which a program acts as this person; it is shown once. Example: newsroom people token "A. Okafor" """
    token = People(settings.home_folder(home)).token_for(name)
    if json:
        document({"name": name, "token": token})
    else:
        sys.stdout.write(token + "\n")
        say(f"Only its hash is kept, in {PEOPLE_FILE}. Send it as: Authorization: Bearer {token[:6]}...")


def _asked() -> str:
    if not sys.stdin.isatty():
        raise Refused("no_terminal", "There is no terminal to ask for the password.", "Use --password-stdin.")
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))


def _shown(name: str, roles: tuple[str, ...], password: bool, tokens: int) -> dict[str, object]:
    return {"name": name, "roles": list(roles), "password": password, "tokens": tokens}
