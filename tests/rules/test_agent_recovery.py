"""When an agent fails: backup, shared work, or waiting (N 4.4; decisions.md sections 2 and 5)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.control.recovery import recover, redistribute

EVERYONE = {
    "Wire_Scout_02", "Wire_Scout_03", "Geo_Scout_02", "Trend_Voter_A", "Trend_Voter_B", "Trend_Voter_C",
    "Fact_Checker", "Script_Writer_01", "Script_Writer_02",
}  # fmt: skip


def test_a_healthy_backup_takes_the_work():
    """In the pool's order, skipping those that failed too."""
    action = recover("Wire_Scout_01", "Wire_Scout", ["t1", "t2"], healthy=EVERYONE)
    assert action.assigned == {"t1": "Wire_Scout_02", "t2": "Wire_Scout_02"}
    assert recover("Wire_Scout_02", "Wire_Scout", ["t1"], healthy=EVERYONE).assigned == {"t1": "Wire_Scout_03"}
    only_third = recover("Wire_Scout_01", "Wire_Scout", ["t1"], healthy={"Wire_Scout_03"})
    assert only_third.assigned == {"t1": "Wire_Scout_03"}


def test_trend_voters_share_one_pool_and_nobody_backs_itself_up():
    """A goes to B; B itself goes to C."""
    assert recover("Trend_Voter_A", "Trend_Voter_A", ["t"], healthy=EVERYONE).assigned == {"t": "Trend_Voter_B"}
    assert recover("Trend_Voter_B", "Trend_Voter_B", ["t"], healthy=EVERYONE).assigned == {"t": "Trend_Voter_C"}


@pytest.mark.parametrize("role", ["Fact_Checker", "Compliance_Guard"])
def test_critical_roles_wait(role):
    """Even if another instance is healthy: nobody stands in for them."""
    action = recover(role, role, ["t"], healthy={f"{role}_02", *EVERYONE}, loads={f"{role}_02": 0})
    assert (action.action, action.assigned) == ("WAIT", {})


def test_without_a_backup_the_work_is_shared_and_without_anybody_it_waits():
    """Roles without a pool share among their own healthy instances."""
    loads = {"Script_Writer_01": 0, "Script_Writer_02": 1, "Script_Writer_03": 0}
    action = recover("Script_Writer_01", "Script_Writer", ["t"], healthy=EVERYONE, loads=loads)
    assert (action.action, action.assigned) == ("REDISTRIBUTE_WORKLOAD", {"t": "Script_Writer_02"})
    assert recover("Script_Writer_01", "Script_Writer", ["t"], healthy=set(), loads=loads).action == "WAIT"
    geo = recover("Geo_Scout_01", "Geo_Scout", ["t"], healthy=set())
    assert geo.action == "WAIT"


@given(
    st.sets(st.text("abcdef", min_size=1, max_size=4), max_size=12),
    st.dictionaries(st.sampled_from("xyz"), st.integers(0, 5), min_size=1),
)
def test_redistribution_levels_the_load(tasks, loads):
    """Every task is assigned; whoever got work is never more than one above anybody."""
    assigned = redistribute(sorted(tasks), loads)
    assert set(assigned) == tasks
    after = {name: load + list(assigned.values()).count(name) for name, load in loads.items()}
    assert all(after[name] <= min(after.values()) + 1 for name in assigned.values())
    assert redistribute(sorted(tasks, reverse=True), loads) == assigned
