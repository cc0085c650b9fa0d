"""`newsroom eval feeds` and `newsroom eval ssrf`: hostile input against the doors it would come through.

Row formats and pass rules stand in the README of each set. Feeds are parsed apart, as live input is: a child that
reaches for the network or a file is stopped and the row fails; so does one that takes more than its five seconds.
"""

import asyncio
import json
from pathlib import Path
from typing import Any

from newsroom.lab.eval.bad_feeds import make_generated
from newsroom.lab.eval.bad_rows import folder_of, read_lines, report
from newsroom.lab.eval.pretend_web import PretendWeb
from newsroom.model.errors import NewsroomError, Refused
from newsroom.world.feeds.apart import Document, parse_apart
from newsroom.world.feeds.draft import Draft, Parsed
from newsroom.world.guard import check_address

_DENIALS = ("url_forbidden", "too_many_redirects", "unresolved")


def feeds(path: str | Path) -> dict[str, Any]:
    """Every feed of the set in folder `path` (expect.json, files/, generated.json): {name, n, passed, failed}.

    Raises:
        Refused: no_data when the folder holds no such set.
    """
    folder = folder_of(Path(path), "expect.json")
    expected = json.loads((folder / "expect.json").read_bytes())
    recipes = folder / "generated.json"
    made = {row["name"]: row["recipe"] for row in json.loads(recipes.read_bytes())} if recipes.is_file() else {}
    documents = [
        Document(
            make_generated(made[name]) if name in made else (folder / "files" / name).read_bytes(),
            "",
            expect.get("content_type", ""),
        )
        for name, expect in expected.items()
    ]
    answers = asyncio.run(parse_apart(documents))
    return report(
        "feeds", [(name, _feed_faults(expected[name], got)) for name, got in zip(expected, answers, strict=True)]
    )


def ssrf(path: str | Path) -> dict[str, Any]:
    """Every address of the set (a folder with ssrf.jsonl, or the file): {name, n, passed, failed}.

    Raises:
        Refused: no_data.
    """
    file = Path(path)
    file = file if file.is_file() else folder_of(file, "ssrf.jsonl") / "ssrf.jsonl"
    return report("ssrf", [(row["id"], asyncio.run(_address_faults(row))) for row in read_lines(file)])


def _feed_faults(expect: dict[str, Any], got: Parsed | Refused) -> str:
    if isinstance(got, Refused):
        allowed = expect["outcome"] != "items" and got.code in expect["error_codes"]
        return "" if allowed else f"refused as {got.code}"
    if expect["outcome"] == "error":
        return "was parsed"
    lost = [wanted for wanted in expect["must_survive"] if not any(_is(draft, wanted) for draft in got.drafts)]
    if lost:
        return f"lost {lost[0]}"
    if len(got.drafts) > expect.get("max_items", len(got.drafts)):
        return f"kept {len(got.drafts)} items"
    forbidden = [draft.key for draft in got.drafts if draft.key in expect.get("forbidden_ids", ())]
    stored = "\n".join(text for draft in got.drafts for text in _strings(draft.json_dict()))
    contained = [text for text in expect["must_not_contain"] if text in stored]
    return f"holds {(forbidden + contained)[0]!r}" if forbidden or contained else ""


def _is(draft: Draft, wanted: dict[str, str]) -> bool:
    return draft.key == wanted.get("id", draft.key) and draft.title == wanted.get("title", draft.title)


async def _address_faults(row: dict[str, Any]) -> str:
    web = PretendWeb(row.get("dns", {}), row.get("redirects", ()))
    try:
        async with web.fetcher() as fetcher:
            await fetcher.get(row["url"])
        outcome = "allow"
    except NewsroomError as error:
        outcome = error.code
    private = [address for address in web.contacted if not _is_public(address)]
    if private:
        return f"contacted {private[0]}"
    if row["expect"] == "deny":
        return "" if outcome in _DENIALS else f"ended as {outcome}"
    if outcome != "allow" or not web.contacted:
        return f"ended as {outcome}"
    literal_or_first = web.first_answers or web.contacted
    return "" if web.contacted[0] in literal_or_first else f"contacted {web.contacted[0]}, which was not checked"


def _is_public(address: str) -> bool:
    try:
        check_address(address)
    except Refused:
        return False
    return True


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for inner in value.values() for text in _strings(inner)]
    return [text for inner in value for text in _strings(inner)] if isinstance(value, list) else []
