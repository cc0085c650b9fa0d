"""The home's list of sources: how many are asked, and each that wants a key it does not have."""

from collections.abc import Collection
from pathlib import Path

from newsroom import settings
from newsroom.desk.finding import Finding
from newsroom.model.errors import Refused
from newsroom.world.watch_list import watch_list


def listed_sources(home: Path, there: Collection[str]) -> tuple[Finding, ...]:
    """`there` are the names of the keys that are set. A list that is wrong is one finding."""
    try:
        chosen = settings.load(home)
        listed = watch_list(chosen.sources)
    except Refused as refused:
        return (Finding("sources", "missing", refused.message, refused.next_step),)
    asked = listed.with_keys(tuple(there))
    wanting = asked.off[len(listed.off) :]
    said = f"{len(asked.watched)} asked, {len(listed.off)} switched off, {len(wanting)} want a key"
    servers = tuple(
        Finding(f"mcp-server-{name}", "off", "switched off", "Take it out of servers_off in newsroom.toml")
        for name in chosen.servers_off
    )
    rows = (
        Finding(f"source {one.source.id}", "off", one.why, "Set it, or write it into secrets.env") for one in wanting
    )
    return (Finding("sources", "ok", said), *servers, *rows)
