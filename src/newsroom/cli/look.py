"""Looking: stories, reasons, the state of the newsroom, the audit."""

from json import dumps
from pathlib import Path
from typing import Annotated, Any, get_args

import typer

from newsroom import settings
from newsroom.cli.terminal import Home, Json, document, out, say, table
from newsroom.control.pages import story_page
from newsroom.desk.agent_metrics import agent_metrics
from newsroom.desk.home import reading
from newsroom.desk.metric_facts import Facts
from newsroom.desk.metrics_council import calibration_report
from newsroom.desk.status import in_words
from newsroom.desk.status import status as status_of
from newsroom.desk.targets import targets
from newsroom.desk.why import why as reasons
from newsroom.model.errors import Refused
from newsroom.model.item import Item
from newsroom.model.lifecycle import State
from newsroom.model.page import StoryPage
from newsroom.model.story import Story
from newsroom.ports import Store
from newsroom.scouts.filing import media_topic
from newsroom.world.audit_notary import seals_of
from newsroom.world.audit_proof import proof_of

STATES = get_args(State)

story_app = typer.Typer(no_args_is_help=True, help="Stories and one story's whole history.")
audit_app = typer.Typer(no_args_is_help=True, help="The hash-chained record of every decision.")


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(story_app, name="story")
    app.add_typer(audit_app, name="audit")
    app.command("why")(why)
    app.command("status")(status)


@story_app.command("list")
def story_list(
    home: Home = None, json: Json = False, state: str = typer.Option("", help="Only stories in this state.")
) -> None:
    """Stories that reached the auction or beyond, newest first. Example: newsroom story list --state PUBLISHED"""
    wanted = state.upper()
    if wanted and wanted not in STATES:
        raise Refused("no_such_state", f"There is no state {state[:40]!r}.", f"States: {', '.join(STATES)}.")
    with reading(settings.home_folder(home)) as store:
        stories = [s for s in store.find("story", Story) if (s.state == wanted if wanted else s.state != "START")]
        stories.sort(key=lambda s: (s.first_seen_at, s.id), reverse=True)
        if json:
            document([_brief(s) for s in stories])
            return
        rows = [[s.id, s.state, str(s.confirmations), s.risk or "", s.headline, s.reason] for s in stories]
        table(["story", "state", "sources", "risk", "headline", "reason"], rows)


@story_app.command("show")
def story_show(story: str, home: Home = None, json: Json = False) -> None:
    """One story's whole history. Example: newsroom story show story_0123456789ab --json"""
    with reading(settings.home_folder(home)) as store:
        page = story_page(store, find_story(store, story))
        topic, told = media_topic(page.story.category), _tellings(page, settings.home_folder(home))
        if json:
            audit = [row.json_dict() for row in store.audit_of(page.story.id)]
            named = topic._asdict() if topic else None
            document({**page.json_dict(), "media_topic": named, "tellings": told, "audit": audit})
            return
        for line in reasons(page):
            out(line)
        out("")
        out(f"Subject (IPTC Media Topics): {topic.name}, {topic.id}" if topic else "Subject: none")
        for group in told:
            out(f"{len(group)} headlines say: {group[0]}" if len(group) > 1 else f"1 headline says: {group[0]}")
        out("")
        for talk in page.debates:
            out(f"Debate before the vote: {talk['detail']}; core issue {talk['core_issue'] or 'none'}.")
            for message in talk["messages"]:
                out(f"    {message['content']}")
        for claim in page.claims:
            out(f"{claim.id} [{claim.status}] {claim.statement}")
            for evidence in claim.evidence:
                out(f'    {evidence.outlet}: "{evidence.text}" {evidence.url}')


def why(story: str, home: Home = None, json: Json = False) -> None:
    """Why a story was or was not made, with its numbers. STORY is an id, a report's address, or words of its headline.

    Example: newsroom why "earthquake"
    """
    with reading(settings.home_folder(home)) as store:
        page = story_page(store, find_story(store, story))
        lines = reasons(page)
        if json:
            document(
                {"story_id": page.story.id, "state": page.story.state, "reason": page.story.reason, "lines": lines}
            )
            return
        for line in lines:
            out(line)


def status(home: Home = None, json: Json = False) -> None:
    """The six targets, agents, queues, tiers, surge and budgets. Example: newsroom status --json"""
    with reading(settings.home_folder(home)) as store:
        value = {"targets": targets(store), "agents": agent_metrics(store),
                 "calibration": calibration_report(Facts(store)), **status_of(store)}  # fmt: skip
        if json:
            document(value)
            return
        rows = [[t["name"], t["target"], "–" if t["value"] is None else str(t["value"]), str(t["n"]),
                 {True: "yes", False: "NO", None: "–"}[t["met"]]] for t in value["targets"]]  # fmt: skip
        table(["target", "aim", "value", "n", "met"], rows)
        out("")
        table(["state", "stories"], [[state, str(n)] for state, n in value["queues"].items() if n])
        for code, n in value["refused"].items():
            out(f"refused {code}: {n}")
        for line in working(value):
            out(line)


def working(value: dict[str, Any]) -> list[str]:
    """The load, money, goals, and what is wrong with agents, tasks and finished videos, in words."""
    surge, tiers = value["surge"], value["tiers"]
    counts = ", ".join(f"{count} {tier}" for tier, count in tiers.items())
    lines = [f"load: {surge['strategy']}, factor {surge['factor']:g}, workers {counts}"]
    if surge["queued"]:
        lines.append(f"{surge['queued']} stories wait for the council, about {surge['clearance_h']:g} h at normal pace")
    for one in value["budgets"]:
        said = in_words(one)
        lines.append(
            f"budget of {said['whose']}: {said['spent']} USD spent, cap {said['cap']}, version {one['version']}"
        )
    lines += [
        f"campaign {c['campaign']} ({c['status']}, version {c['version']}): {c['goal']}" for c in value["campaigns"]
    ]
    lines += [f"correction {c['state']} for {c['story_id']}: {c['why']}" for c in value["corrections"]]
    lines += [f"{a['agent']}: {a['status']}, {a['error']}" for a in value["agents_health"] if a["error"]]
    lines += [f"parked {p['task_id']} ({p['kind']} {p['agent']}): {p['error']}" for p in value["parked"]]
    return lines


PublicKey = Annotated[Path | None, typer.Option("--key", help="your own copy of audit/public.key")]
Pins = Annotated[Path | None, typer.Option("--pins", help="your own copy of signed checkpoints")]


@audit_app.command("verify")
def audit_verify(home: Home = None, key: PublicKey = None, pins: Pins = None, json: Json = False) -> None:
    """Check the whole chain, its signed checkpoints and the state; names the first broken row. Example: newsroom audit verify

    It cannot tell: rows cut off or rewritten after the last checkpoint; and, without --pins, an older database put back
    together with its checkpoints, or a log rewritten with a stolen key.
    """
    folder = settings.home_folder(home)
    seals = seals_of(folder, pins or settings.load(folder).pins, key)
    with reading(folder) as store:
        report = store.verify_audit(seals)
    if json:
        document(report.json_dict())
    else:
        out(f"{'ok' if report.ok else 'BROKEN'}: {report.rows} rows, root {report.root}")
        out(f"{report.signed} signed checkpoints hold, the last over {report.covered} rows.")
    if not report.ok:
        say(f"Row {report.first_bad}: {report.why}. Restore a backup from before it, and keep this file as evidence.")
        raise typer.Exit(1)


@audit_app.command("proof")
def audit_proof(
    row: Annotated[int, typer.Argument(min=1, help="number of the row")],
    home: Home = None,
    since: Annotated[int, typer.Option(help="instead: that the log of so many rows is the beginning of today's")] = 0,
) -> None:
    """That a row is in the log, in a few hashes for somebody without it (RFC 6962). Example: newsroom audit proof 17"""
    with reading(settings.home_folder(home)) as store:
        document(proof_of(store, row, since))


@audit_app.command("export")
def audit_export(home: Home = None) -> None:
    """The chain as JSON lines, payloads included where they were not erased. Example: newsroom audit export > audit.jsonl"""
    with reading(settings.home_folder(home)) as store:
        for row in store.audit_rows():
            line = {**row.json_dict(), "payload": store.payload(row.payload_hash)}
            out(dumps(line, ensure_ascii=False, sort_keys=True))


def find_story(store: Store, words: str) -> str:
    """The id of the story that `words` names: its id, a report's address, or words of its headline.

    Raises:
        Refused: none, or more than one.
    """
    if store.get("story", words, Story) is not None:
        return words
    stories = store.find("story", Story)
    if "://" in words:
        ids = {item.id for item in store.find("item", Item) if words in (item.url, item.id)}
        found = [s for s in stories if ids & set(s.item_ids) and not s.went_over]
    else:
        wanted = words.casefold().split()
        found = [s for s in stories if all(w in f"{s.headline} {s.slug}".casefold() for w in wanted)]
    if not found:
        raise Refused("no_such_story", f"No story matches {words!r}.", "See `newsroom story list`.")
    if len(found) > 1:
        found = [s for s in found if not s.went_over] or found
    if len(found) > 1:
        found = sorted((s for s in found if s.state != "START"), key=lambda s: -s.confirmations) or found
    if len(found) > 1:
        names = "; ".join(f"{s.id} ({s.headline[:60]})" for s in found[:5])
        raise Refused("many_stories", f"{len(found)} stories match {words!r}: {names}.", "Use the id.")
    return found[0].id


def _tellings(page: StoryPage, home: Path) -> list[list[str]]:
    """Titles of the story's reports, those that say the same together; empty without the sentence model."""
    from newsroom import wiring
    from newsroom.scouts.tellings import tellings

    embeddings = wiring.sentence_vectors(home)
    if embeddings is None:
        return []
    return [[item.title for item in group] for group in tellings(page.items, embeddings)]


def _brief(story: Story) -> dict[str, object]:
    return {"story_id": story.id, "state": story.state, "headline": story.headline, "category": story.category,
            "sources": story.confirmations, "risk": story.risk, "reason": story.reason,
            "first_seen_at": story.first_seen_at.isoformat(), "verdict": story.verdict.outcome if story.verdict else None,
            "score": story.verdict.score if story.verdict else None}  # fmt: skip
