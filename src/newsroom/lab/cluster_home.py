"""The processes of a home folder's newsroom: `newsroom planner`, `judge`, `worker`, or `run` with all of them in one.

Studio, strategic workers and judges read and write files: they share the home folder, on one machine or on a mounted
one. Planners, scouts and the council need no files.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from newsroom import settings, wiring
from newsroom.control.brief import RoleCall
from newsroom.control.channels import enrol
from newsroom.control.notebook import Notebook
from newsroom.control.policy import of_channels
from newsroom.control.processes.judge import JudgeProcess
from newsroom.control.processes.rhythm import TIERS, Rhythm
from newsroom.control.processes.turns import Say
from newsroom.control.processes.worker import WorkerProcess
from newsroom.lab import cluster, live
from newsroom.lab.signing import Signed
from newsroom.model.errors import Refused, StaleVersion
from newsroom.model.task import Tier
from newsroom.ports import Language
from newsroom.settings import Settings
from newsroom.world.audit_notary import Notary
from newsroom.world.clock import SystemClock


def is_shared(chosen: Settings) -> bool:
    """Whether the settings name both servers that several processes need."""
    return bool(chosen.database_url and chosen.redis_url)


def run_planner(home: Path, say: Say) -> bool:
    """A planner until it is told to stop; True when it ended with everything finished.

    Raises:
        Refused: a wrong setting, or no servers in the settings.
        Unavailable: a server did not answer within half a minute.
    """
    return asyncio.run(_planner(home, say))


def run_judge(home: Path, say: Say, journal: Say | None = None) -> bool:
    """A judge until it is told to stop; `journal` is given a JSON line after each pass that is safely written.

    Raises:
        Refused, Unavailable: as `run_planner`.
    """
    return asyncio.run(_judge(home, say, journal))


def run_worker(home: Path, tier: str, concurrency: int, autoscale: int, say: Say) -> bool:
    """Workers of one tier until they are told to stop; False when tasks were handed back unfinished.

    Raises:
        Refused, Unavailable: as `run_planner`.
    """
    known = next((one for one in TIERS if one == tier), None)
    if known is None:
        raise Refused("no_such_tier", f"There is no tier {tier[:40]!r}.", f"Use one of {', '.join(TIERS)}.")
    return asyncio.run(_worker(home, known, concurrency, autoscale, say))


def run_all(home: Path, say: Say) -> bool:
    """Planner, judge and every tier's workers in this one process, beside any others on the same servers.

    Raises:
        Refused, Unavailable: as `run_planner`.
    """
    return asyncio.run(_all(home, say))


async def _planner(home: Path, say: Say) -> bool:
    async with _place(home, say) as (place, _):
        _begin(place, home)
        return await cluster.serve(place, cluster.planner(place))


async def _judge(home: Path, say: Say, journal: Say | None) -> bool:
    async with _place(home, say) as (place, _):
        return await cluster.serve(place, _judge_of(place, home, journal))


async def _worker(home: Path, tier: Tier, concurrency: int, autoscale: int, say: Say) -> bool:
    async with _place(home, say) as (place, chosen):
        notebook, language = Notebook(place.store, wiring.meanings(home)), wiring.english()
        async with _tier(tier, place, home, chosen, notebook, language) as make:
            return await cluster.serve(place, make(concurrency, autoscale))


async def _all(home: Path, say: Say) -> bool:
    async with _place(home, say) as (place, chosen), AsyncExitStack() as tiers:
        _begin(place, home)
        notebook, language = Notebook(place.store, wiring.meanings(home)), wiring.english()
        shared = [_tier(tier, place, home, chosen, notebook, language) for tier in TIERS]
        workers = [(await tiers.enter_async_context(one))(0, 0) for one in shared]
        return await cluster.serve(place, cluster.planner(place), _judge_of(place, home, None), *workers)


@asynccontextmanager
async def _place(home: Path, say: Say) -> AsyncIterator[tuple[cluster.Place, Settings]]:
    chosen = settings.load(home)
    if not is_shared(chosen):
        message = "Planner, judge and workers apart need a PostgreSQL and a Redis that all of them reach."
        raise Refused("not_shared", message, "Set DATABASE_URL and REDIS_URL, or use `newsroom run`.")
    rhythm = Rhythm(grace_s=chosen.grace_s, redelivery_s=chosen.redelivery_s, sweep_s=chosen.sweep_s)
    store = await cluster.open_store(chosen.database_url, say)
    try:
        async with cluster.shared_queue(chosen.redis_url, rhythm) as queue:
            policy = of_channels(chosen.channels, chosen.kept)
            yield cluster.Place(store, queue, SystemClock(), policy, rhythm, say), chosen
    finally:
        store.close()


Maker = Callable[[int, int], WorkerProcess]
"""Makes the workers of one tier, given `concurrency` and `autoscale`."""


@asynccontextmanager
async def _tier(
    tier: Tier, place: cluster.Place, home: Path, chosen: Settings, notebook: Notebook, language: Language
) -> AsyncIterator[Maker]:

    def make(roles: Mapping[str, RoleCall]) -> Maker:
        return lambda concurrency, autoscale: cluster.worker(place, tier, roles, notebook, concurrency, autoscale)

    if tier == "scout":
        async with live.sources(chosen) as feeds:
            yield make(wiring.scouts(place.store, feeds, notebook, home))
    elif tier == "council":
        yield make(wiring.council(language, home))
    elif tier == "studio":
        yield make(wiring.studio(home, place.policy, language))
    else:
        posts = wiring.outlets(home, place.store, place.policy)
        yield make(wiring.strategic(place.store, place.policy, posts))


def _judge_of(place: cluster.Place, home: Path, journal: Say | None) -> JudgeProcess:
    signed = Signed(Notary(home, settings.load(home).pins), place.store, place.say)

    def acknowledge(decided: int, row: int, root: str) -> None:
        if journal is not None:
            journal(json.dumps({"decided": decided, "rows": row, "root": root}))
        signed.look()

    return cluster.judge(place, wiring.outlets(home, place.store, place.policy), acknowledge)


def _begin(place: cluster.Place, home: Path) -> None:
    enrol(place.store, place.clock.now(), (place.policy.channel, *place.policy.channels))
    try:
        live.begin(place.store, place.clock.now(), home)
    except StaleVersion:
        # Another planner began at the same moment.
        return
