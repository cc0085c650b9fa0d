"""`newsroom eval syndicated`: groups of copies, each of which has to count as one source and no more.

PATH is a folder of recorded editions with its GOLD.jsonl, or one edition's folder inside it. A row with `syndicated: true`
lists the addresses of one text at two or more sites; the count is the product's own (`scouts.independence.origins`).
What is asked is that no text counts more than once. A report counts exactly one (`one_source`); a group in which every
item is opinion, satire or no news reports nothing, so it counts none and is shown apart (`nobody`), never as one source.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from newsroom.lab.eval.bad_rows import folder_of, read_lines
from newsroom.model.item import Item
from newsroom.scouts.independence import origins, speaks
from newsroom.world.corpus import Corpus

_PREFIX = "gdelt:"


def measure(path: Path) -> dict[str, Any]:
    """{name, n, one_source, nobody, exceptions, missing, passed, failed: [{id, why}]} over all listed editions.

    `n` counts the groups with at least one item in the corpus; `exceptions` are those that count two or more, or none
    though somebody reports; `passed` are all others, so one_source + nobody.

    Raises:
        Refused: no_data, no_corpus.
    """
    only = path.name if not (path / "GOLD.jsonl").is_file() else ""
    folder = folder_of(path.parent if only else path, "GOLD.jsonl")
    rows = [row for row in read_lines(folder / "GOLD.jsonl") if row.get("syndicated") and only in ("", row["edition"])]
    results: list[tuple[str, bool, str, int]] = []
    missing = 0
    for edition in sorted({row["edition"] for row in rows}):
        day = Corpus(folder / edition)
        items = {item.guid: item for item in reversed(day.items)}
        sources = {source.id: source for source in day.sources}
        for row in (one for one in rows if one["edition"] == edition):
            group = _items(row["items"], items)
            missing += len(row["items"]) - len(group)
            if group:
                found = origins(group, sources)
                reported = any(speaks(item, sources.get(item.source_id)) for item in group)
                results.append((row["story_id"], reported, "; ".join(o.owner for o in found), len(found)))
    return _document(results, missing)


def _items(keys: Sequence[str], items: Mapping[str, Item]) -> list[Item]:
    wanted = (items.get(key) or items.get(key.removeprefix(_PREFIX)) for key in keys)
    return [item for item in wanted if item is not None]


def _document(results: Sequence[tuple[str, bool, str, int]], missing: int) -> dict[str, Any]:
    failed = [
        {"id": key, "why": f"{count} sources: {owners}"}
        for key, reported, owners, count in results
        if count != int(reported)
    ]
    counts = Counter(count for _, _, _, count in results)
    nobody = sum(not reported and not count for _, reported, _, count in results)
    return {
        "name": "syndicated",
        "n": len(results),
        "one_source": counts[1],
        "nobody": nobody,
        "exceptions": len(failed),
        "missing": missing,
        "passed": len(results) - len(failed),
        "failed": failed,
    }
