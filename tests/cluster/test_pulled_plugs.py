"""Real processes, a real PostgreSQL, a real Redis: killed, frozen, flushed and crashed, nothing is lost or doubled."""

from newsroom.lab.bench.plugs import QUICK
from newsroom.lab.black_box.run import run

KILLS = 20


def test_kills_lose_and_double_nothing(postgres, redis_server, tmp_path):
    """Every pass that a judge acknowledged is in the chain, every move was made once, every story came to its end."""
    report = run(tmp_path, KILLS, 3, QUICK, warm=True, servers=(postgres, redis_server))
    assert report.fired["kill"] == KILLS
    assert set(report.fired) == {"kill", "freeze", "flush", "restart"}
    assert (report.lost, report.doubled, report.unsettled, report.unaccounted) == ((), (), (), ())
    assert report.transitions > 100
    assert max(report.resumed_s) <= 30
    assert report.drained_s <= 10
