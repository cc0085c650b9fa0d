"""What a finished day leaves behind holds: feeds, evidence, audit; and the same day again is the same day."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from newsroom.control.records import ClaimSet
from newsroom.lab.play import ReplayPlan
from newsroom.model.ballot import Ballot
from newsroom.model.bid import Bid
from newsroom.model.lifecycle import next_state
from newsroom.model.story import Story
from newsroom.ports import Refusal
from newsroom.world.store import SqlStore

IN_THE_STUDIO = ("production.", "publication.", "feedback.", "found.strategy", "found.timing")
Row = tuple[str, str, str, Any]


def test_the_broken_feed_is_refused_by_name_and_the_rest_goes_on(day: Any) -> None:
    (refusal,) = day.store.find("refusal", Refusal)
    assert refusal.source_id == "kestrel-radio"
    assert refusal.code == "truncated"
    assert day.result["refused"] == {"truncated": 1}
    assert day.result["items"] == len(day.items) == 112


def test_an_item_sent_twice_is_counted_once(day: Any) -> None:
    assert day.result["duplicates"] == 1
    assert len({(item.source_id, item.guid) for item in day.items.values()}) == len(day.items)


def test_every_sentence_of_evidence_stands_in_its_item(day: Any) -> None:
    evidence = [e for kept in day.store.find("claimset", ClaimSet) for claim in kept.claims for e in claim.evidence]
    assert len(evidence) > 20
    for e in evidence:
        source = getattr(day.items[e.item_id], e.field)
        assert source[e.start : e.end] == e.text


def test_every_change_of_state_has_its_row_and_is_an_arrow_of_the_table(day: Any) -> None:
    for story in day.stories:
        at = "START"
        for row in day.store.audit_of(story.id):
            if row.action.startswith("story."):
                payload = day.store.payload(row.payload_hash)
                assert payload["from"] == at
                at = next_state(at, payload["event"])
                assert payload["to"] == at
        assert story.state == at, story.headline


def test_every_ballot_is_in_the_audit(day: Any) -> None:
    cast = [day.store.payload(r.payload_hash)["vote_id"] for r in day.store.audit_rows() if r.action == "vote.cast"]
    assert sorted(cast) == sorted(ballot.vote_id for ballot in day.store.find("ballot", Ballot))


def test_the_chain_holds_and_its_root_is_the_one_that_was_told(day: Any) -> None:
    report = day.store.verify_audit()
    assert report.ok
    assert {"rows": report.rows, "root": report.root, "verified": True} == day.result["audit"]


def test_the_same_day_elsewhere_has_the_same_root_and_the_same_ids(day: Any, rehearsal: Any, tmp_path: Any) -> None:
    from newsroom.lab.play import play

    again = play(tmp_path / "elsewhere", rehearsal.plan)
    told = {key: value for key, value in rehearsal.result.items() if key != "wall_s"}
    assert {key: value for key, value in again.items() if key != "wall_s"} == told
    store = SqlStore(tmp_path / "elsewhere" / "newsroom.db")
    assert _ids(store) == _ids(day.store)
    store.close()


@pytest.mark.slow
def test_a_video_limit_changes_nothing_that_is_decided_before_production(day: Any, rehearsal_with_video: Any) -> None:
    store = SqlStore(rehearsal_with_video.home / "newsroom.db")
    without, with_one = list(_before_production(day.store)), list(_before_production(store))
    store.close()
    assert len(without) > 300
    for left, right in zip(without, with_one, strict=True):
        assert left == right


def _ids(store: SqlStore) -> tuple[list[str], list[str], list[str]]:
    return (
        sorted(story.id for story in store.find("story", Story)),
        sorted(bid.bid_id for bid in store.find("bid", Bid)),
        sorted(ballot.vote_id for ballot in store.find("ballot", Ballot)),
    )


def _before_production(store: SqlStore) -> Iterator[Row]:
    """Every audit row that is not about a story which the studio has had in its hands."""
    taken: set[str] = set()
    for row in store.audit_rows():
        payload = store.payload(row.payload_hash) or {}
        if payload.get("from") == "APPROVED":
            taken.add(row.subject)
        about = payload.get("story", row.subject) if row.action.startswith("ask.") else row.subject
        if about not in taken and not row.action.startswith(IN_THE_STUDIO):
            yield str(row.at), row.action, row.subject, payload


def test_replays_are_kept_apart_by_what_was_asked(play_once: Callable[[str, ReplayPlan], Any], rehearsal: Any) -> None:
    again = play_once("rehearsal", rehearsal.plan)
    assert again.result == rehearsal.result
