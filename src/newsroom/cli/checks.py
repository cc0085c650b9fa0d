"""Checking: the installation, the settings, single components on labelled rows, and one MCP server on its own."""

from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from newsroom import settings
from newsroom.cli.terminal import Home, Json, document, out, say, table
from newsroom.desk.doctor import examine
from newsroom.desk.reviews import reviews, warnings
from newsroom.model.errors import Refused
from newsroom.world.clock import SystemClock

config_app = typer.Typer(no_args_is_help=True, help="The settings of the home folder.")

EVALUATIONS: dict[str, tuple[str, str]] = {
    "feeds": ("bad_input", "feeds"),
    "html": ("bad_html", "measure"),
    "ssrf": ("bad_input", "ssrf"),
    "strings": ("bad_strings", "measure"),
    "real_day": ("real_day", "measure"),
    "syndicated": ("syndicated", "measure"),
    "story_clusters": ("story_clusters", "measure"),
    "event_clusters_fulltext": ("event_clusters", "measure"),
    "near_duplicate_mrpc": ("same_sentence", "measure"),
    "geoparsing": ("geoparsing", "measure"),
    "burst_detection_nab": ("bursts", "measure"),
    "topic_agnews": ("topics", "agnews"),
    "sensitive_topic_huffpost": ("topics", "huffpost"),
    "domain_quality": ("domain_quality", "measure"),
    "engagement_top10_facebook_news": ("appeal", "facebook"),
    "engagement_pairs_facebook_2017": ("appeal", "pairs"),
    "title_top10_hackernews": ("appeal", "hackernews"),
    "growth_hackernews_frontpage": ("growth", "hackernews"),
    "growth_social_palestine": ("growth", "palestine"),
    "growth_ptt_news": ("growth", "ptt"),
    "growth_youtube_trending": ("growth", "youtube"),
    "growth_tiktok_videos": ("growth", "tiktok"),
    "claim_evidence_healthver": ("claim_evidence", "health"),
    "claim_evidence_climatefever": ("claim_evidence", "climate"),
    "checkworthy_claimbuster": ("check_worthy", "claimbuster"),
    "checkworthy_debates": ("check_worthy", "debates"),
    "biased_sentence_babe": ("slant", "measure"),
    "quote_attribution_polnear": ("said", "measure"),
    "audit": ("audit_cases", "measure"),
    "injections": ("injections", "measure"),
    "jcs": ("jcs", "measure"),
}
"""Name -> module and function of lab/eval, imported only when asked for: each brings its own heavy parts."""


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(config_app, name="config")
    app.command("doctor")(doctor)
    app.command("eval")(evaluate)
    app.command("mcp")(mcp)


def doctor(home: Home = None, json: Json = False) -> None:
    """What works here and what is off: ffmpeg, fonts, voice and its licence, database, queue, keys. Example: newsroom doctor"""
    from newsroom import wiring

    folder = settings.home_folder(home)
    there = tuple(dict.fromkeys((*settings.variables(), *settings.source_keys(folder))))
    findings = examine(
        folder, there, wiring.voice_licence(settings.channels(folder)[0].voice), settings.servers(folder)
    )
    findings = (*findings, reviews(SystemClock().now().date()))
    if json:
        document([f._asdict() for f in findings])
    else:
        table(["part", "", "found", "what to do"], [[f.part, f.light, f.detail, f.next_step] for f in findings])
    if any(f.light == "missing" for f in findings):
        raise typer.Exit(1)


@config_app.command("check")
def config_check(home: Home = None, json: Json = False) -> None:
    """Explain every wrong setting with file and line. Example: newsroom config check"""
    problems = settings.check(settings.home_folder(home))
    if json:
        document([p.json_dict() for p in problems])
    for problem in problems if not json else ():
        out(f"{problem.file}, line {problem.line}: {problem.message} {problem.next_step}")
    for warning in warnings(SystemClock().now().date()):
        say(warning)
    if problems:
        raise typer.Exit(1)
    if not json:
        say("All settings are right.")


def evaluate(
    name: Annotated[str, typer.Argument(help=f"one of: {', '.join(EVALUATIONS)}")],
    data: Annotated[Path, typer.Option(help="the labelled file or folder, or the corpus")],
    json: Json = False,
) -> None:
    """Score one component on labelled rows, or check it on bad input.

    Example: newsroom eval feeds --data ../shared/data/adversarial/feeds
    """
    if name not in EVALUATIONS:
        raise Refused("no_such_eval", f"There is no evaluation {name!r}.", f"Known: {', '.join(EVALUATIONS)}.")
    if not data.exists():
        raise Refused("no_data", f"{data} does not exist.", "Give the folder or file that the set's README names.")
    module, measure = EVALUATIONS[name]
    result = getattr(import_module(f"newsroom.lab.eval.{module}"), measure)(data)
    if json:
        document(result)
    else:
        for key, value in result.items():
            out(f"{key}: {value}")


def mcp(
    name: Annotated[str, typer.Argument(help=f"one of: {', '.join(settings.SERVERS)}")] = "news",
    home: Home = None,
    corpus: Annotated[str, typer.Option(help="serve a recorded day instead of live sources")] = "",
    http: Annotated[int, typer.Option("--http", metavar="PORT", help="over HTTP on this machine, not stdio")] = 0,
) -> None:
    """One MCP server, over stdio unless --http is given. Example: newsroom mcp news --http 8123"""
    from newsroom.lab import news_stdio

    news_stdio.serve(name, settings.home_folder(home), say, corpus, http)
