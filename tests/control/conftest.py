"""What these tests share: a store in a folder of its own, and small nouns."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsroom.world.store import SqlStore

NINE = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    opened = SqlStore(tmp_path / "newsroom.db")
    yield opened
    opened.close()
