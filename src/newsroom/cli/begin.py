"""Beginning: a new newsroom's home folder."""

import sys
from typing import Annotated

import typer

from newsroom import settings
from newsroom.cli.terminal import Home, out, say
from newsroom.desk.new_home import WORLD, Made, begin_home, wishes


def register(app: typer.Typer) -> None:
    """Add this command."""
    app.command("init")(init)


def init(
    region: Annotated[str | None, typer.Option(help="a country, by name or letters, or: world")] = None,
    language: Annotated[str | None, typer.Option(help="the language that the videos speak")] = None,
    interests: Annotated[str | None, typer.Option(help="topics with commas between, or: all")] = None,
    title: Annotated[str, typer.Option(help="what the channel is called")] = "",
    contact: Annotated[str, typer.Option(help="an e-mail or page that sources may write to")] = "",
    home: Home = None,
) -> None:
    """Begin a newsroom: asks region, language and interests, and writes settings, sources and one channel.

    Example: newsroom init --region US --language en --interests science,weather
    """
    folder = settings.home_folder(home)
    wish = wishes(
        _asked(region, "Which country is nearest to your viewers (or: world)", WORLD),
        _asked(language, "Which language do the videos speak", "en"),
        _asked(interests, "What are they interested in, with commas (or: all)", "all"),
        title,
        contact,
    )
    _tell(begin_home(folder, wish), wish.region)


def _asked(given: str | None, question: str, otherwise: str) -> str:
    if given is not None:
        return given
    # Nobody to ask: the world, in English, about everything is a newsroom too.
    return str(typer.prompt(question, default=otherwise, err=True)) if sys.stdin.isatty() else otherwise


def _tell(made: Made, region: str) -> None:
    for file in made.written:
        out(f"wrote {file}")
    for file in made.kept:
        out(f"left as it was: {file}")
    if made.written:
        here = "" if region == WORLD else f", {made.local} of them of {region}"
        out(f"{made.watched} sources are watched{here}. `newsroom run` begins; the first look may take some minutes.")
    else:
        say("Everything was there already; nothing was changed.")
