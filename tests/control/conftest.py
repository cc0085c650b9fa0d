"""What these tests share: a store in a folder of its own, and one small noun."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsroom.model.verdict import Ask
from newsroom.world.store import SqlStore

NINE = datetime(2031, 5, 14, 9, 0, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    """An empty store."""
    opened = SqlStore(tmp_path / "newsroom.db")
    yield opened
    opened.close()


@pytest.fixture
def ask() -> Ask:
    """A row that changes."""
    return Ask(
        id="ask_1", story_id="story_1", question="legal_hold", role="legal", why="a name", opened_at=NINE, due_at=NINE
    )
