"""The only place where port meets adapter: a newsroom over recorded days, and one over live sources."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from newsroom.control.brief import RoleCall
from newsroom.control.loop import Loop
from newsroom.control.notebook import Notebook
from newsroom.control.pages import story_page
from newsroom.control.policy import Policy
from newsroom.ports import Clock, Feeds, Outlet, Queue, Store
from newsroom.settings import Settings
from newsroom.world.queue import DocketQueue, PlainQueue
from newsroom.world.site.outlet import SiteOutlet

if TYPE_CHECKING:
    from newsroom.mcp.news import Watched


def outlets(home: Path, store: Store, policy: Policy) -> dict[str, Outlet]:
    """The connected places to publish. The local site is always one."""
    own = policy.channel
    return {"site": SiteOutlet(home, lambda story: story_page(store, story, rehearsal=own.rehearsal), own.name)}


def roles(
    home: Path, store: Store, feeds: Feeds, notebook: Notebook, policy: Policy, posts: Mapping[str, Outlet]
) -> dict[str, RoleCall]:
    """Every role of the roster, by the worker's keys."""
    # Grammar, voice and drawing take seconds to import: planners and judges do without them.
    from newsroom.wiring.council import council_roles
    from newsroom.wiring.scouting import scouting_roles
    from newsroom.wiring.strategic import strategic_roles
    from newsroom.wiring.studio import StudioTools, studio_roles
    from newsroom.world.gazetteer import Gazetteer
    from newsroom.world.inflect import Lemminflect
    from newsroom.world.inspect import FileInspect
    from newsroom.world.language import SpacyLanguage
    from newsroom.world.media import FolderMedia
    from newsroom.world.render import CardRender
    from newsroom.world.speech import PiperSpeech

    language, media = SpacyLanguage(), FolderMedia(home)
    tools = StudioTools(language, Lemminflect(), PiperSpeech(media), CardRender(media), FileInspect(media))
    return {
        **scouting_roles(store, feeds, notebook, Gazetteer()),
        **council_roles(language),
        **studio_roles(policy, tools),
        **strategic_roles(store, policy, posts),
    }


@asynccontextmanager
async def news(feeds: "Watched") -> AsyncIterator[Feeds]:
    """The sources through mcp-server-news, logged and bounded like every tool."""
    from newsroom.mcp.host import Host
    from newsroom.mcp.news import NewsThroughHost, news_server

    async with Host({"news": news_server(feeds)}) as host:
        yield NewsThroughHost(host)


def newsroom(
    home: Path, store: Store, queue: Queue, clock: Clock, feeds: Feeds, policy: Policy, notebook: Notebook | None = None
) -> Loop:
    """One whole newsroom in this process."""
    notebook = notebook or Notebook(store)
    posts = outlets(home, store, policy)
    return Loop(store, queue, clock, policy, roles(home, store, feeds, notebook, policy, posts), posts, notebook)


def queue_of(settings: Settings | None = None, *, replayed: bool = False) -> DocketQueue | PlainQueue:
    """The engine: Redis by setting, in-process otherwise. A replay needs no engine's timers and goes without."""
    if replayed:
        return PlainQueue()
    return DocketQueue(settings.redis_url if settings and settings.redis_url else "memory://")


def voice_licence(voice: str) -> str:
    """What the licence of a bundled voice says."""
    from newsroom.world.media import FolderMedia
    from newsroom.world.speech import PiperSpeech

    return PiperSpeech(FolderMedia(Path())).licence(voice)
