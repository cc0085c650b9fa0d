"""Half a dozen simulated newsrooms on every change; two hundred and their coverage run with `make sim`."""

from newsroom.lab.simulation.many import simulate

SEEDS = range(6)


def test_no_rule_is_broken_in_some():
    """No invariant fails, whatever crashed, doubled, got lost or came late."""
    found = simulate(SEEDS)
    assert found["violations"] == []
    assert found["least"]["transitions"] >= 150
