"""What the newsroom works towards: campaigns, channels, the house's policy; and the tasks that it gave up on."""

from typing import Annotated, Any

import typer

from newsroom import settings
from newsroom.cli.terminal import As, By, Home, Json, Read, document, out, say, table
from newsroom.control import agents, channels
from newsroom.desk import goals, hands
from newsroom.desk.channel_folder import add_channel
from newsroom.desk.home import opening, reading
from newsroom.desk.people import People
from newsroom.model.agent import ParkedTask
from newsroom.model.campaign import Campaign
from newsroom.model.errors import Refused
from newsroom.model.house import ChannelRow

campaign_app = typer.Typer(
    no_args_is_help=True, help="Goals in plain words, as plans that a person may change before they start."
)
channel_app = typer.Typer(no_args_is_help=True, help="The channels that make their own videos of a story.")
policy_app = typer.Typer(no_args_is_help=True, help="The thresholds that a person may set.")


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(campaign_app, name="campaign")
    app.add_typer(channel_app, name="channel")
    app.add_typer(policy_app, name="policy")
    app.command("parked")(parked)


@campaign_app.command("add")
def campaign_add(goal: Annotated[str, typer.Argument(help="what to cover, where, for how long, at most how much")],
                 by: By, role: As = "", home: Home = None, json: Json = False) -> None:  # fmt: skip
    """Read a goal into a draft: nothing happens before it is started.

    Example: newsroom campaign add "cover earthquakes above 6 in Peru this week, at most 4 videos a day" --by "E. Ode"
    """
    from newsroom.world.gazetteer import Gazetteer

    folder = settings.home_folder(home)
    with opening(folder) as store:
        channels.enrol(store, hands.bench(store).now, settings.channels(folder))
        _told(goals.add(store, People(folder), goal, by, role, Gazetteer().places), json)


@campaign_app.command("show")
def campaign_show(campaign: Annotated[str, typer.Argument(help="an id; none lists all")] = "", home: Home = None,
                  json: Json = False) -> None:  # fmt: skip
    """One campaign with its plan and tree, or all of them. Example: newsroom campaign show campaign_0123456789ab"""
    with reading(settings.home_folder(home)) as store:
        if campaign:
            _told(goals.campaign(store, campaign), json)
            return
        found = store.find("campaign", Campaign)
    if json:
        document([one.json_dict() for one in found])
        return
    table(
        ["campaign", "version", "status", "goal"], [[one.id, str(one.version), one.status, one.goal] for one in found]
    )


@campaign_app.command("edit")
def campaign_edit(
    campaign: str,
    by: By,
    version: Read = 0,
    terms: Annotated[str | None, typer.Option(help="words that reports of it use, separated by commas")] = None,
    needs: Annotated[str | None, typer.Option(help="words that all have to be there")] = None,
    at_least: Annotated[float | None, typer.Option(help="the least number")] = None,
    measure: Annotated[str | None, typer.Option(help="words beside which that number stands")] = None,
    countries: Annotated[str | None, typer.Option(help="country codes, separated by commas")] = None,
    start: Annotated[str | None, typer.Option("--from", help="its first moment, ISO 8601")] = None,
    until: Annotated[str | None, typer.Option(help="its end, ISO 8601")] = None,
    per_day: Annotated[int | None, typer.Option(help="videos a day at most")] = None,
    usd: Annotated[float | None, typer.Option(help="dollars in all")] = None,
    channel: Annotated[str | None, typer.Option(help="the channel that makes its videos")] = None,
    off: Annotated[list[str] | None, typer.Option(help="switch a step of the tree off")] = None,
    on: Annotated[list[str] | None, typer.Option(help="switch a step on again")] = None,
    role: As = "",
    home: Home = None,
    json: Json = False,
) -> None:
    """Change a plan, or switch steps of its tree off, before it starts or while it is paused.

    Example: newsroom campaign edit campaign_0123456789ab --per-day 2 --off spend --by "E. Ode"
    """
    plan: dict[str, Any] = {"at_least": at_least, "starts_at": _when(start), "ends_at": _when(until), "per_day": per_day,
                            "usd": usd, "channel": channel}  # fmt: skip
    words = {"terms": terms, "needs": needs, "measure": measure, "countries": countries}
    plan |= {key: _split(value, upper=key == "countries") for key, value in words.items() if value is not None}
    steps = {**dict.fromkeys(off or (), False), **dict.fromkeys(on or (), True)}
    folder = settings.home_folder(home)
    with reading(folder) as store:
        given = {key: value for key, value in plan.items() if value is not None}
        _told(goals.edit(store, People(folder), campaign, version, given, steps, by, role), json)


@campaign_app.command("start")
def campaign_start(
    campaign: str, by: By, version: Read = 0, role: As = "", home: Home = None, json: Json = False
) -> None:
    """Let a campaign run: from now on it raises priorities. Example: newsroom campaign start campaign_0123456789ab --by "E. Ode" """
    _turn(campaign, "start", by, version, role, home, json)


@campaign_app.command("pause")
def campaign_pause(
    campaign: str, by: By, version: Read = 0, role: As = "", home: Home = None, json: Json = False
) -> None:
    """Let a campaign rest. Example: newsroom campaign pause campaign_0123456789ab --by "E. Ode" """
    _turn(campaign, "pause", by, version, role, home, json)


def _turn(campaign: str, what: str, by: str, version: int, role: str, home: str | None, json: bool) -> None:
    folder = settings.home_folder(home)
    with reading(folder) as store:
        _told(goals.turn(store, People(folder), campaign, version, what, by, role), json)


def _told(campaign: Campaign, json: bool) -> None:
    if json:
        document(campaign.json_dict())
        return
    out(f"{campaign.id}, version {campaign.version}, {campaign.status}: {campaign.goal}")
    for depth, step in enumerate(campaign.steps):
        out(f"{'   ' * depth}└─ {step.kind}{'' if step.on else ' (off)'}: {step.words}")
    for words in (*campaign.unclear, *campaign.missing):
        out(f"unclear: {words}")


def _split(words: str, *, upper: bool) -> tuple[str, ...]:
    parts = (part.strip() for part in words.split(","))
    return tuple(part.upper() if upper else part.casefold() for part in parts if part)


def _when(text: str | None) -> str | None:
    """A day is its midnight in UTC."""
    return f"{text}T00:00:00+00:00" if text and len(text) == len("2031-05-14") else text


@channel_app.command("list")
def channel_list(home: Home = None, json: Json = False) -> None:
    """The channels of this home, the house's first one first. Example: newsroom channel list"""
    found = settings.channels(settings.home_folder(home))
    if json:
        document([one.json_dict() for one in found])
        return
    table(["channel", "title", "voice", "platforms", "topics"],
          [[c.name, c.title, c.voice, ", ".join(c.platforms), ", ".join(c.topics) or "all"] for c in found])  # fmt: skip


@channel_app.command("show")
def channel_show(name: str, home: Home = None, json: Json = False) -> None:
    """One channel, and the version that the newsroom runs. Example: newsroom channel show main"""
    folder = settings.home_folder(home)
    found = next((one for one in settings.channels(folder) if one.name == name), None)
    if found is None:
        raise Refused("no_such_channel", f"There is no channel {name!r}.", "See `newsroom channel list`.")
    with opening(folder) as store:
        row = store.get("channel", name, ChannelRow)
    running = {"version": row.version if row else 0, "status": row.status if row else "not enrolled yet"}
    if json:
        document({**found.json_dict(), **running})
        return
    for key, value in (*found.json_dict().items(), *running.items()):
        out(f"{key}: {value}")


@channel_app.command("add")
def channel_add(
    name: Annotated[str, typer.Argument(help="its folder: small letters, figures, hyphens")],
    title: Annotated[str, typer.Option(help="as its viewers read it")],
    voice: Annotated[str, typer.Option(help="the voice that speaks")] = "joe",
    pace: Annotated[float, typer.Option(min=0.8, max=1.2, help="times the voice's own speed")] = 1.0,
    topics: Annotated[str, typer.Option(help="only these categories, separated by commas")] = "",
    home: Home = None,
) -> None:
    """Write a channel's SOUL.md; the newsroom takes it on air with its next start.

    Example: newsroom channel add science --title "Lab Notes" --topics science,health
    """
    file = add_channel(settings.home_folder(home), name, title, voice, pace, _split(topics, upper=False))
    say(f"{file} is written. Change it as you like; `newsroom config check` says what is wrong.")


@policy_app.command("show")
def policy_show(home: Home = None, json: Json = False) -> None:
    """The thresholds in force. Example: newsroom policy show"""
    with reading(settings.home_folder(home)) as store:
        held = channels.house(store)
    if json:
        document(held.json_dict())
        return
    for key, value in held.json_dict().items():
        out(f"{key}: {value}")


@policy_app.command("set")
def policy_set(name: Annotated[str, typer.Argument(help="which threshold")], value: str, by: By, role: As = "",
               home: Home = None, json: Json = False) -> None:  # fmt: skip
    """Set one threshold. Example: newsroom policy set relevance_above 0.8 --by "I. Brandt" """
    folder = settings.home_folder(home)
    given: Any = _split(value, upper=False) if name == "person_for_outside" else value
    with reading(folder) as store:
        held = goals.set_policy(store, People(folder), {name: given}, by, role)
    if json:
        document(held.json_dict())
    else:
        say(f"{name} is {getattr(held, name)}, version {held.version}.")


def parked(retry: Annotated[str, typer.Option(help="try this task once more")] = "", by: By = "", role: As = "",
           home: Home = None, json: Json = False) -> None:  # fmt: skip
    """Tasks that nobody could do, with their error; or one of them tried again.

    Example: newsroom parked --retry task_0123456789ab --by "E. Ode"
    """
    folder = settings.home_folder(home)
    with reading(folder) as store:
        if retry:
            goals.retry(store, People(folder), retry, by, role)
        found = store.find(agents.TABLE, ParkedTask, states=("parked",))
    if json:
        document([one.json_dict() for one in found])
        return
    if retry:
        say(f"{retry} is tried again with the newsroom's next step.")
    table(["task", "kind", "agent", "since", "code", "error"],
          [[p.task_id, p.kind, p.agent, f"{p.at:%d %b %H:%M}", p.code, p.error] for p in found])  # fmt: skip
