"""The main job: play a day, work live, or make one story from given articles."""

from pathlib import Path
from typing import Annotated, Any

import typer

from newsroom import settings
from newsroom.cli.cluster import end
from newsroom.cli.people import answers_file
from newsroom.cli.progress import shown
from newsroom.cli.terminal import Home, Json, document, out, say
from newsroom.desk.doctor import needed_for_videos
from newsroom.model.errors import Refused, Unavailable

Answers = Annotated[str, typer.Option("--answers", metavar="FILE", help="people's answers, one JSON object a line")]
Limit = Annotated[int | None, typer.Option("--limit-videos", min=0, help="make at most this many videos")]


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("replay")(replay)
    app.command("produce")(produce)
    app.command("run")(run)
    app.command("record")(record)


def replay(
    corpus: Annotated[str, typer.Argument(help="a recorded day's folder, or: rehearsal")],
    start: Annotated[str, typer.Option("--from", metavar="T", help="begin at this time, e.g. 2026-01-03T08:00Z")] = "",
    end: Annotated[str, typer.Option("--to", metavar="T", help="stop at this time")] = "",
    speed: Annotated[str, typer.Option(help="max, or how many times faster than the clock")] = "max",
    limit_videos: Limit = None,
    answers: Answers = "",
    out_dir: Annotated[
        str, typer.Option("--out", metavar="DIR", help="use this folder as the home of the replay")
    ] = "",
    seed: Annotated[int, typer.Option(help="replays of one seed are the same")] = 0,
    home: Home = None,
    json: Json = False,
) -> None:
    """Play a recorded day on its own clock through the whole newsroom; interrupted, the same command goes on.

    Example: newsroom replay rehearsal --limit-videos 3
    """
    if limit_videos != 0:
        _can_make_videos()
    # Grammar, voice and drawing come with the newsroom: seconds that looking commands must not wait for.
    from newsroom.lab.play import ReplayPlan, play

    folder = Path(out_dir).absolute() if out_dir else settings.home_folder(home)
    plan = ReplayPlan(corpus=corpus, start=start, end=end, speed=speed, video_limit=limit_videos, seed=seed,
                             answers=tuple(answers_file(answers)) if answers else ())  # fmt: skip
    with shown(json) as progress:
        result = play(folder, plan, progress)
    if json:
        document(result)
    else:
        _summary(result, folder)


def produce(
    articles: Annotated[list[str], typer.Argument(help="files or addresses of articles about one story")],
    out_dir: Annotated[str, typer.Option("--out", metavar="DIR", help="where the video goes")],
    length: Annotated[str, typer.Option("--format", help="60s, 90s or 3min")] = "60s",
    aspect: Annotated[str, typer.Option(help="9:16, 16:9 or 1:1")] = "9:16",
    home: Home = None,
    json: Json = False,
) -> None:
    """One story from given articles, through council and studio, to a video.

    Example: newsroom produce first.html second.html --out my-story
    """
    _can_make_videos()
    from newsroom.lab import one_story

    with shown(json) as progress:
        result = one_story.produce(
            Path(out_dir).absolute(), articles, length, aspect, settings.home_folder(home), progress
        )
    if json:
        document(result)
    else:
        _summary(result, Path(out_dir).absolute())


def run(
    home: Home = None,
    record_dir: Annotated[str, typer.Option("--record", metavar="DIR", help="also keep what the sources send")] = "",
) -> None:
    """The live newsroom: watches the configured sources until Ctrl-C, then drains. Example: newsroom run"""
    _can_make_videos()
    folder = settings.home_folder(home)
    from newsroom.lab import cluster_home, live

    if cluster_home.is_shared(settings.load(folder)):
        if record_dir:
            raise Refused(
                "alone_only", "A newsroom of several processes records apart.", "Run newsroom record --out DIR."
            )
        end(cluster_home.run_all(folder, say))
        return
    with shown(False) as progress:
        live.run(folder, progress, say, Path(record_dir).absolute() if record_dir else None)


def record(
    out_dir: Annotated[str, typer.Option("--out", metavar="DIR", help="the folder of the recorded day")],
    minutes: Annotated[float, typer.Option(min=0, help="stop after this many minutes; 0 goes on until Ctrl-C")] = 0,
    home: Home = None,
) -> None:
    """Write exactly what live sources send, with arrival times, so that the day can be replayed.

    Example: newsroom record --out my-day
    """
    from newsroom.lab.record import record as record_day

    record_day(settings.home_folder(home), Path(out_dir).absolute(), minutes, say)


def _can_make_videos() -> None:
    # Asked before anything is written: a story that meets a missing program half-way would be given up for good.
    for finding in needed_for_videos():
        if finding.light == "missing":
            message = f"Videos cannot be made: {finding.part} is {finding.detail}."
            raise Unavailable("not_ready", message, f"{finding.next_step}. Then give the same command again.")


def _summary(result: dict[str, Any], folder: Path) -> None:
    out(
        f"{result['items']} items from {result['sources']} sources, {result['duplicates']} duplicates, {result['stories']} stories."
    )
    out(f"{result['bids']} bids, {result['auctions_won']} auctions won, {result['ballots']} ballots: {result['approved']} approved, "
        f"{result['conditional']} with conditions, {result['rejected']} rejected, {result['held']} held.")  # fmt: skip
    for code, count in sorted(result["refused"].items()):
        out(f"refused, {code}: {count}")
    for ask in result["waiting_for_people"]:
        out(
            f"waits for {ask.get('role', 'a person')}: {ask.get('headline', ask.get('story_id', ''))} ({ask.get('question', '')})"
        )
    out("")
    for video in result["videos"]:
        backed = f"{video['claims_with_evidence']} of {video['claims']} claims with evidence"
        out(video["title"])
        out(f"  {folder / video['path']}")
        out(f"  {video['duration_s']:.0f} s, {backed}, quality {video['quality']:.2f}")
    out(f"\n{len(result['videos'])} videos. Site: {folder / 'site' / 'index.html'}")
    taken, not_taken = result.get("transitions_reached", {}), result.get("transitions_not_reached", [])
    out(
        f"Lifecycle: {len(taken)} of {len(taken) + len(not_taken)} transitions reached; --json names those that were not."
    )
    audit = result["audit"]
    out(f"Audit: {audit['rows']} rows, root {audit['root'][:16]}, {'verified' if audit['verified'] else 'BROKEN'}.")
