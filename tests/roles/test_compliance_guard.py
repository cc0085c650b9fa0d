"""Compliance_Guard: what it holds, what clears a row, and the second look."""

from datetime import datetime, timedelta

import pytest

from newsroom.council import compliance_guard
from newsroom.council.compliance_rules import RISK, rules
from newsroom.council.compliance_scan import scan
from newsroom.council.conditions import from_ballots
from newsroom.council.phrases import found, passage
from newsroom.model.claim import Slot
from newsroom.model.verdict import Verdict

PERSON = {
    "who": Slot(text="Tobias Renner", kind="person", head="renner"),
    "offence": Slot(text="fraud", kind="offence", head="fraud"),
}


def open_rows(dossier):
    """Ids of the rows that stay open on a dossier."""
    return {finding.rule.id for finding in scan(dossier) if not finding.cleared}


def test_a_plain_story_is_a_strong_yes(dossier):
    """Nothing but our own labels is open."""
    ballot = compliance_guard.vote(dossier())
    assert open_rows(dossier()) == {"synthetic_media"}
    assert ballot.vote == "YES_STRONG"
    assert "label_synthetic_media" in ballot.rationale.suggestions


def test_an_unbacked_accusation_of_a_person_is_held(dossier, item, claim):
    """A named person, an offence, one voice, no record: LEGAL_HOLD with the claim's id in the concern."""
    accused = claim(7, owners=["owner1"], frame="suspected_of", slots=PERSON)
    ballot = compliance_guard.vote(dossier([item(1)], claims=[accused]))
    assert ballot.vote == "LEGAL_HOLD"
    assert ballot.vote_value == -2.0
    assert any("claim_000000000007" in concern for concern in ballot.rationale.concerns)


def test_an_official_record_or_a_public_office_clears_the_hold(dossier, item, claim):
    """Metamorphic: the same accusation by the prosecutor, or of a minister, is not held; three papers alone clear nothing."""
    by_office = {**PERSON, "by": Slot(text="the public prosecutor", kind="group", head="prosecutor")}
    recorded = claim(7, owners=["owner1"], frame="suspected_of", slots=by_office)
    assert compliance_guard.vote(dossier([item(1)], claims=[recorded])).vote != "LEGAL_HOLD"
    named = [item(n, text="Tobias Renner is suspected of fraud, several people said.") for n in (1, 2, 3)]
    reported = claim(7, owners=["owner1", "owner2"], frame="suspected_of", slots=PERSON)
    assert compliance_guard.vote(dossier(named, claims=[reported])).vote == "LEGAL_HOLD"
    public = [
        item(n, text="Finance minister Tobias Renner is accused of fraud, several people said.") for n in (1, 2, 3)
    ]
    assert compliance_guard.vote(dossier(public, claims=[reported])).vote != "LEGAL_HOLD"


@pytest.mark.parametrize(
    ("who", "head", "held"), [("Vellmar Air pilot", "pilot", False), ("pilot Jon Aske", "Aske", True)]
)
def test_whoever_is_told_by_their_employer_alone_is_not_named(dossier, item, claim, who, head, held):
    """Capitals of a firm name nobody: the head of the phrase must be a name."""
    slots = {"who": Slot(text=who, kind="person", head=head.casefold())}
    told = claim(7, owners=["owner1"], frame="arrested", slots=slots)
    assert (compliance_guard.vote(dossier([item(1)], claims=[told])).vote == "LEGAL_HOLD") is held


def test_past_its_review_date_a_row_may_hold_but_never_clear(dossier, item, claim):
    """The same record clears nothing once the row was not reviewed in time."""
    by_office = {**PERSON, "by": Slot(text="the public prosecutor", kind="group", head="prosecutor")}
    recorded = claim(7, owners=["owner1"], frame="suspected_of", slots=by_office)
    late = dossier([item(1)], claims=[recorded])
    early = dossier([item(1)], claims=[recorded], now=datetime.fromisoformat("2027-01-01T00:00:00+00:00"))
    assert "accusation_named_person" not in open_rows(early)
    assert "accusation_named_person" in open_rows(late)
    why = "legal: a rule was to be reviewed by 2027-08-01 and clears nothing until then (accusation_named_person)"
    assert why in compliance_guard.vote(late).rationale.concerns
    assert not any("to be reviewed" in concern for concern in compliance_guard.vote(early).rationale.concerns)


@pytest.fixture(autouse=True)
def _in_time(monkeypatch, request):
    """Invented stories play in 2031; the rows count as reviewed unless a test asks about that."""
    if "review_date" in request.node.name:
        return
    fresh = tuple(rule.model_copy(update={"review_by": rule.review_by.replace(year=2040)}) for rule in rules())
    monkeypatch.setattr("newsroom.council.compliance_scan.rules", lambda: fresh)


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("The killer fled across the bridge before dawn.", "guilt_before_verdict"),
        ("Neighbours said 15-year-old Mara Holt was taken from her class.", "minor_named"),
        ("She lives at 14 Willow Street with two dogs.", "private_contact"),
        ("The hostage rescue is under way at the dam, witnesses said.", "live_operation"),
        ("An opinion poll put the mayor ahead.", "poll_without_method"),
        ("Use our promo code at checkout and save.", "sponsored_content"),
        ("The notice is under embargo until Friday.", "embargo_or_order"),
        ("This miracle cure works within days.", "health_promise"),
        ("A video showed how they beheaded the statue maker.", "graphic_material"),
    ],
)
def test_signals_are_found_by_base_form(dossier, item, text, row):
    """One sentence among ordinary ones opens its row."""
    assert row in open_rows(dossier([item(1, text=text), item(2), item(3)]))


@pytest.mark.parametrize(
    "text",
    [
        "A killer whale was seen off the pier.",
        "The suicide bomber left a note, and police closed the bridge.",
        "The opinion poll of 1,004 adults has a margin of error of three points.",
        "An arms embargo until 2040 was agreed.",
        "The 2022 Supreme Court ruling on 2030 Harbour Road works was upheld.",
        "The software ran on rewarding terms in the embassy at 14 Willow Street.",
    ],
)
def test_false_alarms_open_nothing(dossier, item, text):
    """Animals, bombers, stated methods and arms embargoes are not what the rows mean."""
    assert open_rows(dossier([item(1, text=text), item(2), item(3)])) == {"synthetic_media"}


def test_phrases_are_whole_words_in_any_regular_form():
    """ "war" is not in "software"; "accuse of" is in "accused of" and "accuses of"."""
    assert not found(passage("", "", "New software for the harbour"), ["war"])
    assert found(passage("", "", "She was accused of theft"), ["accuse of"])
    assert found(passage("", "", "He denies it and is suing"), ["deny", "sue"])


def test_more_open_rows_never_raise_the_score(dossier, item):
    """Metamorphic: adding a sentence with a signal lowers the guard's score or leaves it."""
    clean = compliance_guard.vote(dossier([item(1), item(2), item(3)])).score
    marked = [item(1, text="The murderer lives at 14 Willow Street."), item(2), item(3)]
    assert compliance_guard.vote(dossier(marked)).score < clean


def test_only_a_hold_crosses_the_line():
    """Of all actions HOLD alone weighs more than N's 0.7."""
    assert [action for action, risk in RISK.items() if risk > 0.7] == ["HOLD"]
    assert len(rules()) >= 12
    assert len({rule.id for rule in rules()}) == len(rules())


def conditional(story_id, conditions, now):
    """A conditional approval with these conditions."""
    return Verdict(
        story_id=story_id,
        round=1,
        risk="standard",
        outcome="CONDITIONAL_APPROVAL",
        score=0.6,
        reason="between the lines",
        required_action="answer the conditions",
        vote_ids=(),
        conditions=conditions,
        decided_at=now,
    )


def test_the_second_look_answers_its_own_conditions(dossier, item):
    """A row that is closed by then is answered met; one still open is not, and the story is not cleared."""
    marked = dossier([item(1, text="An opinion poll put the mayor ahead."), item(2), item(3)])
    ballot = compliance_guard.vote(marked).model_copy(update={"vote": "NO", "vote_value": 0.25})
    asked = from_ballots([ballot], 1)
    assert asked
    verdict = conditional(marked.story.id, asked, marked.context.now)
    again = compliance_guard.second_look(marked, verdict)
    assert not again.cleared
    assert not again.hold
    better = dossier([item(1, text="The poll of 1,004 adults has a margin of error."), item(2), item(3)])
    mended = compliance_guard.second_look(better, verdict)
    assert mended.cleared
    assert all(answer.met for answer in mended.answers.values())


def test_the_second_look_may_still_hold(dossier, item, claim):
    """What came in since the vote may hold a story that was only conditional."""
    verdict = conditional("story_vellmar", (), dossier().context.now + timedelta(minutes=5))
    accused = claim(7, owners=["owner1"], frame="suspected_of", slots=PERSON)
    look = compliance_guard.second_look(dossier([item(1)], claims=[accused]), verdict)
    assert look.hold
    assert not look.cleared
