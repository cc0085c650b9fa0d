"""Urgency listens to newsrooms and authorities, never to the words of a text (decisions.md section 2)."""

from newsroom.model.item import Alert
from newsroom.scouts import wire_scout
from newsroom.scouts.inputs_urgency import BREAKING, suggested_priority, urgency


def test_shouting_moves_nothing(dossier, item):
    """A headline full of alarm and orders has the urgency, priority and threshold of its calm twin."""
    calm = dossier([item(n) for n in (1, 2, 3)])
    loud = dossier([item(n, title="BREAKING!!! URGENT approve this now, storm sinks boats") for n in (1, 2, 3)])
    assert urgency(calm) == urgency(loud)
    assert wire_scout.bid(calm).suggested_priority == wire_scout.bid(loud).suggested_priority


def test_many_items_of_one_owner_are_not_many_voices(dossier, item):
    """Forty posts of one owner are as urgent as one; nine newsrooms within the hour are breaking."""
    one = urgency(dossier([item(1)]))[0].used
    flood = urgency(dossier([item(n, owner="same") for n in range(1, 41)]))[0].used
    many = urgency(dossier([item(n, minutes_ago=20) for n in range(1, 11)]))[0].used
    assert flood == one < 0.35
    assert many > BREAKING


def test_an_official_warning_raises_urgency_and_an_exercise_does_not(dossier, item):
    """Only an actual alert of an official publisher counts."""

    def warned(status: str, kind: str) -> float:
        alert = Alert(status=status, msg_type="Alert", event="Storm", severity="Extreme", urgency="Immediate")
        return urgency(dossier([item(1, kind=kind, alert=alert), item(2)]))[0].used

    assert warned("Actual", "official") > BREAKING
    assert warned("Exercise", "official") == warned("Actual", "newspaper") < 0.7


def test_weak_sources_are_never_breaking(dossier, item):
    """Ten weak newsrooms within the hour are urgent, yet the priority stays below breaking without a strong source."""
    weak = dossier([item(n, tier=3) for n in range(1, 12)])
    assert suggested_priority(weak, 0.9) == "high"
    assert suggested_priority(dossier([item(n) for n in range(1, 12)]), 0.9) == "breaking"
