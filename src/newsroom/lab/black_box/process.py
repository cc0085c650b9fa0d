"""One process of the black box: `python -m newsroom.lab.black_box.process PLAN`, where PLAN is JSON.

It is the product's planner, judge or worker. A judge writes a line to stdout after each pass that is safely written.
"""

import asyncio
import json
import os
import sys
from pathlib import Path

from newsroom.control.policy import Policy
from newsroom.control.processes.judge import JudgeProcess
from newsroom.control.processes.planner import PlannerProcess
from newsroom.control.processes.worker import WorkerProcess
from newsroom.lab import cluster
from newsroom.lab.black_box.disk_platform import platforms
from newsroom.lab.black_box.news import roles
from newsroom.lab.black_box.plan import Plan
from newsroom.lab.simulation.processes import BlankNotebook
from newsroom.model.channel import Channel
from newsroom.world.clock import FastClock


def tell(line: str) -> None:
    """A line to whoever started this process, at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


async def _run(plan: Plan) -> bool:
    store = await cluster.open_store(plan.database_url, tell)
    clock = FastClock(plan.clock_start, plan.real_start, plan.speed)
    policy = Policy(channel=Channel(name="main", title="Main"))
    try:
        async with cluster.shared_queue(plan.redis_url, plan.rhythm) as queue:
            place = cluster.Place(store, queue, clock, policy, plan.rhythm, tell)
            return await cluster.serve(place, _process(place, plan))
    finally:
        store.close()


def _process(place: cluster.Place, plan: Plan) -> PlannerProcess | JudgeProcess | WorkerProcess:
    if plan.role == "planner":
        return cluster.planner(place)
    if plan.role == "judge":
        return cluster.judge(place, platforms(Path(plan.folder)), _acknowledged)
    return cluster.worker(place, plan.tier, roles(plan, os.getpid()), BlankNotebook(place.store))


def _acknowledged(decided: int, row: int, root: str) -> None:
    tell(json.dumps({"decided": decided, "rows": row, "root": root}))


def main(plan: str) -> None:
    """Be the process that `plan`, a Plan in JSON, describes; its threads are not waited for."""
    asyncio.run(_run(Plan.model_validate_json(plan)))
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1])
