"""A debate that goes in circles is seen, and the realist's vote ends it (N 4.1; decisions.md section 2)."""

from newsroom.council.debate import Message, is_circular, resolve, tiebreak


def same(one: str, other: str) -> float:
    return 1.0 if one == other else 0.0


def talk(*contents: str, speakers: int = 3) -> list[Message]:
    return [Message(f"voter{i % speakers}", content, {}) for i, content in enumerate(contents)]


def test_five_messages_are_never_circular():
    """Even if they are all alike."""
    assert not is_circular(talk(*["again"] * 5), same)


def test_a_repeat_among_the_last_six_is_circular():
    """First and last of the six, for example; an older repeat is not looked at."""
    assert is_circular(talk("x", "a", "b", "c", "d", "x"), same)
    assert not is_circular(talk("x", "a", "b", "c", "d", "e", "x"), same)


def test_neighbours_may_be_alike():
    """Agreeing with the speaker before is no circle."""
    assert not is_circular(talk("a", "a", "b", "c", "d", "e"), same)


def test_only_above_090():
    """0.90 itself is not similar enough."""
    messages = talk("a", "b", "c", "d", "e", "f")
    assert not is_circular(messages, lambda one, other: 0.90)
    assert is_circular(messages, lambda one, other: 0.901)


def test_more_than_five_messages_a_speaker_is_circular():
    """Ten messages of two speakers pass, the eleventh does not."""
    assert not is_circular(talk(*map(str, range(10)), speakers=2), same)
    assert is_circular(talk(*map(str, range(11)), speakers=2), same)


def test_the_summary_names_agreed_and_open_claims_and_the_core():
    """The last word of each speaker counts; the core is the open claim most spoken of, then the lowest id."""
    history = [
        Message("a", "1", {"claim_1": True, "claim_2": True, "claim_3": False}),
        Message("b", "2", {"claim_1": False, "claim_2": False, "claim_3": False}),
        Message("a", "3", {"claim_2": True, "claim_4": True}),
        Message("b", "4", {"claim_1": True}),
        Message("c", "5", {"claim_5": True}),
        Message("b", "6", {"claim_5": False}),
    ]
    found = resolve(history)
    assert found.tiebreaker == "Trend_Voter_B"
    assert found.agreed == ("claim_1", "claim_3")
    assert found.still_open == ("claim_2", "claim_5")
    assert found.core_issue == "claim_2"
    assert resolve([]).core_issue == ""


def test_the_tiebreakers_vote_decides_and_never_approves_outright():
    """A circle is no strong consensus."""
    assert tiebreak("YES_STRONG") == "CONDITIONAL_APPROVAL"
    assert tiebreak("NO") == "REJECTED"
    assert tiebreak("ABSTAIN") == "INFORMATION_REQUEST"
