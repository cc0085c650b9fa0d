"""Which source adapters have the keys they need: one row a set of keys, off with its reason where one is missing."""

from collections.abc import Collection

from newsroom.desk.finding import Finding
from newsroom.settings import SECRETS_FILE
from newsroom.world.apis import ADAPTERS


def source_keys(there: Collection[str]) -> tuple[Finding, ...]:
    """`there` are the names of the keys that are set; their values are not read."""
    formats: dict[tuple[str, ...], list[str]] = {}
    for name, adapter in ADAPTERS.items():
        if adapter.needs:
            formats.setdefault(adapter.needs, []).append(name)
    return tuple(_row(needs, names, there) for needs, names in formats.items())


def _row(needs: tuple[str, ...], formats: list[str], there: Collection[str]) -> Finding:
    part = f"sources of format {', '.join(formats)}"
    missing = [name for name in needs if name not in there]
    if missing:
        said = " and ".join(missing)
        return Finding(
            part, "off", f"{said} not set", f"Set {said}, or write it into {SECRETS_FILE} of the home folder"
        )
    return Finding(part, "ok", f"{' and '.join(needs)} set")
