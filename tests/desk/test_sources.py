"""The credibility database in people's hands: lowering counts at once, raising takes two, all of it on record (N 1.1)."""

import json

import pytest

from newsroom.control.briefs import BriefBuilder
from newsroom.control.notebook import Notebook
from newsroom.control.policy import Policy
from newsroom.desk import sources
from newsroom.model.channel import Channel
from newsroom.model.credibility import outlet_id
from newsroom.model.errors import Refused, StaleVersion
from newsroom.model.task import Task
from newsroom.world.clock import SystemClock

EDITOR, SENIOR, READER = "A. Okafor", "I. Brandt", "R. Reader"
HOUSE = f"/sources/{outlet_id('The House')}"


def rate(desk, by: str, reason: str = "seen", version: int = 0, **changes):
    known = sources.outlet(desk.store, "the house")
    return sources.rate(desk.store, desk.people, known, changes, by, reason=reason, version=version)


def tier_in_dossier(desk) -> int:
    """The tier that a voter's dossier gives the only outlet of a story."""
    builder = BriefBuilder(
        desk.store, SystemClock(), Policy(channel=Channel(name="main", title="Main")), Notebook(desk.store)
    )
    task = Task(id="t", kind="vote", agent="Trend_Voter_B", tier="council", subject="held", seen=1,
                due_at=SystemClock().now(), brief={"seat": "Trend_Voter_B"})  # fmt: skip
    dossier = builder.build(task).dossiers[0]
    assert dossier.items[0].publisher.tier == dossier.sources["house"].tier
    return dossier.story.origins[0].tier


def test_a_lower_tier_counts_with_the_next_dossier(desk):
    """One editor is enough to trust an outlet less; nothing of the items as they came is changed."""
    assert tier_in_dossier(desk) == 1
    held = rate(desk, EDITOR, "three retractions in a month", tier=4)
    assert (held.rating.tier, held.proposed, held.version) == (4, None, 1)
    assert tier_in_dossier(desk) == 4
    (row,) = desk.last_rows()
    assert (row["action"], row["actor"], row["payload"]["was"]["tier"]) == ("outlet.rated", EDITOR, 1)


def test_what_could_raise_trust_waits_for_another_person(desk):
    """Proposed by one, confirmed by another who may; never by oneself, and in between nothing has changed."""
    rate(desk, EDITOR, tier=4)
    asked = rate(desk, SENIOR, "audited by a press council", tier=2)
    assert (asked.rating.tier, asked.proposed.rating.tier) == (4, 2)
    assert tier_in_dossier(desk) == 4
    for by, code in ((SENIOR, "four_eyes"), (READER, "wrong_role"), (EDITOR, "wrong_role")):
        with pytest.raises(Refused) as refused:
            sources.decide(desk.store, desk.people, "The House", True, by)
        assert refused.value.code == code
    desk.people.put("J. Second", ["senior_editor"])
    done = sources.decide(desk.store, desk.people, "The House", True, "J. Second", version=asked.version)
    assert (done.rating.tier, done.by, done.confirmed_by) == (2, SENIOR, "J. Second")
    assert tier_in_dossier(desk) == 2


@pytest.mark.parametrize("change", [{"owner": "Another Group"}, {"kind": "wire"}])
def test_another_owner_or_a_counting_kind_is_never_a_mere_lowering(desk, change):
    """Both could make two voices of one."""
    assert rate(desk, EDITOR, **change).proposed is not None


def test_a_proposal_can_be_dropped(desk):
    """By whoever may confirm, the proposer included; what counted goes on counting."""
    rate(desk, SENIOR, owner="Another Group")
    dropped = sources.decide(desk.store, desk.people, "The House", False, SENIOR)
    assert (dropped.rating, dropped.proposed) == (None, None)


@pytest.mark.parametrize(
    ("by", "changes", "reason", "code"),
    [
        (EDITOR, {"tier": 9}, "x", "bad_rating"),
        (EDITOR, {"kind": "oracle"}, "x", "bad_rating"),
        (EDITOR, {"tier": 4}, "  ", "note_needed"),
        (EDITOR, {"tier": 1}, "x", "no_change"),
        (READER, {"tier": 4}, "x", "wrong_role"),
        ("", {"tier": 4}, "x", "nobody"),
    ],
)
def test_what_cannot_be_is_refused_and_recorded(desk, by, changes, reason, code):
    """A sentence for the person, a row in the audit, and the rating as before."""
    with pytest.raises(Refused) as refused:
        rate(desk, by, reason, **changes)
    assert refused.value.code == code
    assert desk.last_rows()[0]["action"] == "outlet.refused"
    assert tier_in_dossier(desk) == 1


def test_two_people_on_one_version(desk):
    """The second, who read what is gone, is told so."""
    rate(desk, EDITOR, tier=3)
    with pytest.raises(StaleVersion):
        rate(desk, SENIOR, version=7, tier=5)


def test_the_record_is_counted_and_moves_no_tier(desk):
    """Three claims, none confirmed; reliability stays near the tier's prior and the tier where it was."""
    one = sources.outlet(desk.store, "The House")
    assert (one.track.stated, one.track.confirmed, one.track.fell) == (3, 0, 0)
    assert one.reliability == 1.0
    assert one.now.tier == 1


def test_the_pages_show_and_rate(desk):
    """List, one outlet, a rating by form, a refused one with the words kept; a reader sees no form."""
    editor, senior, reader = map(desk.browser, (EDITOR, SENIOR, READER))
    assert "The House" in editor.get("/sources").text
    form = {"form_token": desk.form_token(editor), "version": "0", "tier": "5", "reason": "invents quotes"}
    assert editor.post(HOUSE, data=form).status_code == 303
    assert "Rated by A. Okafor: invents quotes" in editor.get(HOUSE).text
    refused = editor.post(HOUSE, data={**form, "tier": "9", "reason": "kept words"})
    assert refused.status_code == 422
    assert "kept words" in refused.text
    assert editor.post(HOUSE, data={**form, "tier": "2", "version": "1"}).status_code == 303
    assert "The House" in editor.get("/sources?waiting=1").text
    decision = {"form_token": desk.form_token(senior), "version": "2", "decision": "approve"}
    assert senior.post(f"{HOUSE}/confirm", data=decision).status_code == 303
    assert "confirmed by I. Brandt" in senior.get(HOUSE).text
    assert "Rate</button>" not in reader.get(HOUSE).text
    assert reader.get("/sources/outlet_none").status_code == 404


def test_a_stranger_sees_no_page(desk):
    """The pages are behind the door like every other."""
    nobody = desk.browser()
    assert [nobody.get(path).status_code for path in ("/sources", HOUSE)] == [303, 303]


def test_the_history_names_every_hand(desk):
    """From the audit: lowered, proposed, dropped, in this order."""
    held = rate(desk, EDITOR, tier=3)
    rate(desk, SENIOR, tier=1)
    sources.decide(desk.store, desk.people, "The House", False, SENIOR)
    told = sources.history(desk.store, held)
    assert [(row["action"], row["by"]) for row in told] == [
        ("outlet.rated", EDITOR), ("outlet.proposed", SENIOR), ("outlet.dropped", SENIOR),
    ]  # fmt: skip
    assert json.dumps(told)
