"""The credibility database at the terminal: who reports here, how far each is trusted, why, and how it did."""

from typing import Annotated

import typer

from newsroom import settings
from newsroom.cli.terminal import As, By, Home, Json, Read, document, out, say, table
from newsroom.desk import sources
from newsroom.desk.home import opening
from newsroom.desk.people import People
from newsroom.model.credibility import OutletRecord
from newsroom.model.errors import Refused
from newsroom.model.item import Source
from newsroom.world.watch_list import watch_list

sources_app = typer.Typer(no_args_is_help=True, help="Outlets: tier, owner, kind, evidence and track record.")


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(sources_app, name="sources")


@sources_app.command("list")
def sources_list(
    words: Annotated[str, typer.Argument(help="words of the name or owner; none lists all")] = "",
    waiting: Annotated[bool, typer.Option("--waiting", help="only those with a change that waits")] = False,
    changed: Annotated[bool, typer.Option("--changed", help="only those that a person rated")] = False,
    home: Home = None,
    json: Json = False,
) -> None:
    """Every outlet of the source list and of the last three days, best tier first. Example: newsroom sources list --waiting"""
    with opening(settings.home_folder(home)) as store:
        found = [
            one
            for one in sources.outlets(store, _catalogue(home))
            if all(word in f"{one.name} {one.now.owner}".casefold() for word in words.casefold().split())
            and (not waiting or (one.record is not None and one.record.proposed is not None))
            and (not changed or (one.record is not None and one.record.rating is not None))
        ]
    if json:
        document([one.json_dict() for one in found])
        return
    rows = [
        [one.name, str(one.now.tier), one.now.kind, one.now.owner, str(one.reports), f"{one.track.confirmed}/{one.track.stated}",
         f"{one.reliability:.2f}", "waits" if one.record and one.record.proposed else "rated" if one.record else ""]
        for one in found
    ]  # fmt: skip
    table(["outlet", "tier", "kind", "owner", "reports", "confirmed", "reliability", "house"], rows)


@sources_app.command("show")
def sources_show(name: str, home: Home = None, json: Json = False) -> None:
    """One outlet with its track record and every change. Example: newsroom sources show "BBC World" """
    with opening(settings.home_folder(home)) as store:
        one = sources.outlet(store, name, _catalogue(home))
        changes = sources.history(store, one.record)
    if json:
        document({**one.json_dict(), "history": changes})
        return
    out(f"{one.name}: tier {one.now.tier}, {one.now.kind}, counts for {one.now.owner}")
    if one.now != one.given:
        out(f"  as listed: tier {one.given.tier}, {one.given.kind}, {one.given.owner}")
    out(f"  {one.url or 'no address'}; {one.terms or 'no terms noted'}")
    out(f"  {one.reports} reports in three days; reliability {one.reliability:.3f} (prior {one.prior:.3f})")
    told = one.track
    out(f"  claims: {told.stated} stated, {told.confirmed} confirmed by others, {told.fell} contradicted or disputed, "
        f"{told.vetoed} in stories stopped for facts; {told.corrected} own corrections")  # fmt: skip
    held = one.record
    if held is not None and held.rating is not None:
        second = f", confirmed by {held.confirmed_by}" if held.confirmed_by else ""
        out(f"  rated by {held.by}{second}: {held.reason} {held.evidence}".rstrip())
    if held is not None and held.proposed is not None:
        asked = held.proposed
        out(f"  waits, version {held.version}: {asked.by} proposes tier {asked.rating.tier}, {asked.rating.kind}, "
            f"{asked.rating.owner}: {asked.reason}")  # fmt: skip
    for row in changes:
        out(f"  {row['at']} {row['by']}: {row['action']}")


@sources_app.command("edit")
def sources_edit(
    name: str,
    by: By,
    reason: Annotated[str, typer.Option(help="why; it is kept with the rating")],
    tier: Annotated[int | None, typer.Option(help="1 (best) to 5")] = None,
    owner: Annotated[str | None, typer.Option(help="the ultimate group it counts for")] = None,
    kind: Annotated[str | None, typer.Option(help="wire, newspaper, broadcaster, official, local, blog ...")] = None,
    evidence: Annotated[str, typer.Option(help="where it can be checked")] = "",
    version: Read = 0,
    role: As = "",
    home: Home = None,
    json: Json = False,
) -> None:
    """Rate an outlet. What can only lower trust counts at once; anything else waits for a second person.

    Example: newsroom sources edit "Daily Example" --tier 4 --reason "three retractions in a month" --by "E. Ode"
    """
    given = {"tier": tier, "owner": owner, "kind": kind}
    changes = {key: value for key, value in given.items() if value is not None}
    if not changes:
        raise Refused("no_change", "Nothing to change was given.", "Give --tier, --owner or --kind.")
    folder = settings.home_folder(home)
    with opening(folder) as store:
        known = sources.outlet(store, name, _catalogue(home))
        held = sources.rate(store, People(folder), known, changes, by, reason=reason, evidence=evidence,
                            version=version, role=role)  # fmt: skip
    _told(held, json)


@sources_app.command("confirm")
def sources_confirm(
    name: str,
    by: By,
    drop: Annotated[bool, typer.Option("--drop", help="drop the proposal instead")] = False,
    version: Read = 0,
    role: As = "",
    home: Home = None,
    json: Json = False,
) -> None:
    """Let another person's proposed rating count, or drop it. Example: newsroom sources confirm "Daily Example" --by "I. Brandt" """
    folder = settings.home_folder(home)
    with opening(folder) as store:
        held = sources.decide(store, People(folder), name, not drop, by, version=version, role=role)
    _told(held, json)


def _told(held: OutletRecord, json: bool) -> None:
    if json:
        document(held.json_dict())
    elif held.proposed is not None:
        say(f'Waits for a second person: `newsroom sources confirm "{held.name}" --version {held.version} --by NAME`.')
    elif held.rating is not None:
        say(f"{held.name} is tier {held.rating.tier}, {held.rating.kind}, {held.rating.owner}, version {held.version}.")
    else:
        say(f"Nothing waits for {held.name} any more.")


def _catalogue(home: str | None) -> tuple[Source, ...]:
    chosen = settings.load(settings.home_folder(home))
    return tuple(one.source for one in watch_list(chosen.sources).watched)
