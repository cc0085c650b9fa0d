"""The real recorded days and the hostile sets: all of it is read, and the guards hold. Needs NEWSROOM_DATA."""

import os
from pathlib import Path

import pytest

from newsroom.lab.eval import bad_input
from newsroom.world.corpus import Corpus

DATA = Path(os.environ.get("NEWSROOM_DATA", "../shared/data"))


def needed(part: str) -> Path:
    if not (DATA / part).exists():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{DATA / part} is missing")
        pytest.skip(f"no recorded data at {DATA / part}")
    return DATA / part


@pytest.mark.parametrize(
    ("edition", "items"), [("2026-01-03", 3027), ("2026-03", 8104), ("2026-08", 1758), ("2019-09", 63)]
)
async def test_every_item_of_a_recorded_edition_is_read(edition: str, items: int) -> None:
    """The counts of the recording, without a refusal; ids and order hold."""
    corpus = Corpus(needed(f"recorded/{edition}"))
    arrived = await corpus.arrivals(*corpus.span())
    assert len(arrived.items) == len({item.id for item in arrived.items}) == items
    assert not arrived.refused
    assert list(arrived.items) == sorted(arrived.items, key=lambda item: (item.seen_at, item.id))
    assert all(item.published_at <= item.seen_at for item in arrived.items)
    assert not any("<script" in item.title + item.text for item in arrived.items)


@pytest.mark.parametrize("name", ["feeds", "ssrf"])
def test_the_hostile_sets_pass_whole(name: str) -> None:
    """Every row."""
    report = getattr(bad_input, name)(needed(f"adversarial/{name}"))
    assert report["failed"] == []
    assert report["passed"] == report["n"] > 0
