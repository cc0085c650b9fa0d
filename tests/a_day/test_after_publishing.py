"""What happens to a story whose video is out when its reports change: read again, held against the video, put to an editor."""

from collections.abc import Iterator
from typing import Any

import pytest

from newsroom.control.pages import story_page
from newsroom.control.records import ClaimSet
from newsroom.model.item import Item
from newsroom.world.store import SqlStore

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def store(rehearsal_with_video: Any) -> Iterator[SqlStore]:
    opened = SqlStore(rehearsal_with_video.home / "newsroom.db")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def page(store: SqlStore, rehearsal_with_video: Any) -> Any:
    """The story of the one video."""
    (video,) = rehearsal_with_video.result["videos"]
    return story_page(store, video["story_id"])


def test_a_correction_reaches_its_story_and_waits_for_an_editor(store: SqlStore, page: Any) -> None:
    (correction,) = [item for item in page.items if item.title.startswith("Correction")]
    assert correction.seen_at > page.story.published_at
    asked = [ask for ask in page.asks if ask.question == "correction" and correction.title in ask.why]
    assert [(ask.role, ask.answered_by) for ask in asked] == [("editor", "")]
    assert asked[0].opened_at >= correction.seen_at
    renewed = [
        store.payload(row.payload_hash) for row in store.audit_of(page.story.id) if row.action == "claims.renewed"
    ]
    assert any(correction.title in reason for payload in renewed for reason in (payload or {})["corrections"])


def test_every_report_after_publishing_is_read(store: SqlStore, page: Any) -> None:
    assert page.story.items_read == len(page.story.item_ids)
    read = {kept.read for kept in store.find("claimset", ClaimSet, story_id=page.story.id)}
    after = [item for item in page.items if item.seen_at > page.story.published_at]
    assert len(after) >= 5
    assert max(read) == len(page.items)


def test_no_script_was_written_from_claims_that_had_not_read_every_item_of_that_moment(
    store: SqlStore, page: Any
) -> None:
    rows = store.audit_of(page.story.id)
    produced_at = next(row.at for row in reversed(rows) if row.action == "story.produced")
    there = [item for item in store.get_many("item", page.story.item_ids, Item) if item.seen_at <= produced_at]
    read = [store.payload(row.payload_hash) for row in rows if row.action == "claims.built" and row.at <= produced_at]
    assert read
    assert {evidence.item_id for claim in _first_claims(store, page) for evidence in claim.evidence} <= {
        item.id for item in there
    }


def _first_claims(store: SqlStore, page: Any) -> Any:
    sets = store.find("claimset", ClaimSet, story_id=page.story.id)
    return min(sets, key=lambda kept: (kept.round, kept.read)).claims
