"""What these tests share: one small noun."""

from datetime import UTC, datetime

import pytest

from newsroom.model.verdict import Ask

NINE = datetime(2031, 5, 14, 9, 0, tzinfo=UTC)


@pytest.fixture
def ask() -> Ask:
    """A row that changes."""
    return Ask(
        id="ask_1", story_id="story_1", question="legal_hold", role="legal", why="a name", opened_at=NINE, due_at=NINE
    )
