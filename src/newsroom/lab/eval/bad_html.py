"""`newsroom eval html`: hostile article pages and markup, through the reader and the templates that the product uses.

Pages are parsed apart, each in a child of its own, whose time and peak memory count. What was read is then laid out by
the desk's own template engine and parsed again: no active element, attribute or link may have come through.
"""

import asyncio
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from lxml import html

from newsroom.lab.eval.bad_rows import folded, folder_of, read_lines, report
from newsroom.model.errors import Refused
from newsroom.world.clock import SystemClock
from newsroom.world.feeds.apart import PAGE, Document, parse_apart
from newsroom.world.feeds.draft import Draft
from newsroom.world.feeds.plain import to_text, to_title

SECONDS_MAX = 5.0
PEAK_MB_MAX = 300.0
_ACTIVE = frozenset(
    "script style svg math iframe object embed form input button meta base link template frame".split()  # noqa: SIM905
)
_ACTIVE_ATTRIBUTES = ("style", "srcdoc", "formaction")
_SHOWN = "{% macro show(title, paragraphs) %}<h1>{{ title }}</h1>{% for one in paragraphs %}<p>{{ one }}</p>{% endfor %}{% endmacro %}"


def measure(path: Path) -> dict[str, Any]:
    """Every page and markup row of the set in folder `path`: {name, n, passed, failed, slowest_s, peak_mb}.

    `slowest_s` is the longest wall time of one page, its child's start included; `peak_mb` the largest child.

    Raises:
        Refused: no_data.
    """
    folder = folder_of(path, "expect.json")
    expected: dict[str, dict[str, Any]] = json.loads((folder / "expect.json").read_bytes())
    results, slowest = [], 0.0
    peaks: list[float] = []
    clock = SystemClock()
    for name, expect in expected.items():
        data = (folder / "files" / name).read_bytes()
        begun = clock.now()
        (got,) = asyncio.run(parse_apart([Document(data, PAGE)], lambda pid: peaks.append(_peak_mb(pid))))
        wall = (clock.now() - begun).total_seconds()
        slowest = max(slowest, wall)
        late = f"took {wall:.1f} s" if wall > SECONDS_MAX else ""
        results.append((name, late or _page_faults(expect, got.drafts[0] if not isinstance(got, Refused) else got)))
    vectors = folder / "sanitiser_vectors.jsonl"
    if vectors.is_file():
        results += [
            (row["id"], _live(_laid_out(to_title(row["input"]), to_text(row["input"])))) for row in read_lines(vectors)
        ]
    peak = max(peaks, default=0.0)
    if peak > PEAK_MB_MAX:
        results.append(("memory", f"a child took {peak:.0f} MB"))
    return {**report("html", results), "slowest_s": round(slowest, 2), "peak_mb": round(peak, 1)}


def _page_faults(expect: Mapping[str, Any], got: Draft | Refused) -> str:
    codes = expect["error_codes"]
    if isinstance(got, Refused):
        return "" if got.code in codes else f"refused as {got.code}"
    told = folded(got.text)
    if expect["title"] is not None and got.title != expect["title"]:
        return f"its title was read as {got.title!r}"
    lost = [text for text in expect["text_contains"] if folded(text) not in told]
    shown = f"{got.title} {told} {got.author}"
    hidden = [text for text in expect["text_excludes"] if folded(text) in shown]
    if lost or hidden:
        return f"lost {lost[0]!r}" if lost else f"shows {hidden[0]!r}"
    page = _laid_out(got.title, got.text, got.author)
    live = [mark for mark in expect["sanitised_excludes"] if mark.startswith("<") and mark in page.casefold()]
    return f"is live: {live[0]}" if live else _live(page)


def _peak_mb(pid: int) -> float:
    """The most memory a process ever held. Of itself alone: what the system says of ended children counts ours as well."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace").splitlines()
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:")), 0.0)


def _laid_out(title: str, *texts: str) -> str:
    """The page that the desk's engine makes of plain texts."""
    engine = Environment(loader=PackageLoader("newsroom.desk.web"), autoescape=True, undefined=StrictUndefined)
    module = engine.from_string(_SHOWN).module
    return str(module.show(title, [line for text in texts for line in text.split("\n")]))  # type: ignore[attr-defined]


def _live(page: str) -> str:
    """The first active thing in a page, or nothing."""
    root = html.fromstring(f"<div>{page}</div>")
    return next(_active(root), "")


def _active(root: "html.HtmlElement") -> Iterator[str]:
    for node in root.iter():
        if node.tag in _ACTIVE:
            yield f"<{node.tag}> came through"
        for name, value in node.attrib.items():
            link = name in ("href", "src") and not value.casefold().startswith(("http://", "https://"))
            if name.startswith("on") or name in _ACTIVE_ATTRIBUTES or link:
                yield f"{name}={value[:40]!r} came through"
