"""The only place where port meets adapter: a newsroom over recorded days, and one over live sources."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from newsroom.control.brief import RoleCall
from newsroom.control.loop import Loop
from newsroom.control.notebook import Notebook
from newsroom.control.pages import story_page
from newsroom.control.policy import Policy
from newsroom.ports import Adviser, Clock, Embeddings, Feeds, Language, Outlet, Pictures, Queue, Store
from newsroom.scouts.filing import FileItems, filer, unfiled
from newsroom.scouts.meaning import ReadMeanings, reader
from newsroom.settings import Settings, adviser_key, load
from newsroom.world.queue import DocketQueue, PlainQueue

if TYPE_CHECKING:
    from newsroom.mcp.news import Watched


def outlets(home: Path, store: Store, policy: Policy) -> dict[str, Outlet]:
    """The connected places to publish. The local site is always one."""
    from newsroom.world.site.outlet import SiteOutlet

    own = policy.channel
    return {"site": SiteOutlet(home, lambda story: story_page(store, story, rehearsal=own.rehearsal), own.name)}


def roles(
    home: Path, store: Store, feeds: Feeds, notebook: Notebook, policy: Policy, posts: Mapping[str, Outlet]
) -> dict[str, RoleCall]:
    """Every role of the roster, by the worker's keys."""
    language = english()
    return {
        **scouts(store, feeds, notebook, home),
        **council(language, home, feeds if isinstance(feeds, Pictures) else None),
        **studio(home, policy, language),
        **strategic(store, policy, posts),
    }


# Each tier brings what it needs and no more: a worker of one tier is back the sooner after a crash.


def english() -> Language:
    """The grammar; one object a process, for it keeps what it has read."""
    from newsroom.world.language import SpacyLanguage

    return SpacyLanguage()


def meanings(home: Path) -> ReadMeanings:
    """Who reads what an item means; nobody where newsroom.toml says so, or where the model is not installed."""
    return reader(_vectors() if _with_meanings(home) else None)


def sentence_vectors(home: Path) -> Embeddings | None:
    """The sentence model; None where newsroom.toml says so, or where it is not installed."""
    return _vectors() if _with_meanings(home) else None


def filings(home: Path) -> FileItems:
    """Who says what an item is about beside its words; nobody where nobody reads meanings."""
    return _filer() if _with_meanings(home) else unfiled


def _with_meanings(home: Path) -> bool:
    from newsroom.world.embeddings import is_installed

    return load(home).meanings and is_installed()


@cache
def _vectors() -> Embeddings:
    from newsroom.world.embeddings import SentenceVectors
    from newsroom.world.topics import RememberedVectors

    return RememberedVectors(SentenceVectors())


@cache
def _filer() -> FileItems:
    from newsroom.world.topics import TrainedTopics

    return filer(TrainedTopics(_vectors()))


def scouts(store: Store, feeds: Feeds, notebook: Notebook, home: Path) -> dict[str, RoleCall]:
    """Intake and the four scouts, who know the calendar of the home folder."""
    from newsroom.wiring.scouting import scouting_roles
    from newsroom.world.calendars import calendar
    from newsroom.world.gazetteer import Gazetteer

    gazetteer = Gazetteer()
    expected = calendar(home / "calendar", lambda: gazetteer)
    return scouting_roles(store, feeds, notebook, gazetteer, expected, filings(home))


def council(language: Language, home: Path, pictures: Pictures | None = None) -> dict[str, RoleCall]:
    """Evidence and the council's voters; `pictures` are looked at where sources are asked live."""
    from newsroom.wiring.council_tier import council_roles

    return council_roles(language, filings(home), pictures, adviser(home), sentence_vectors(home))


def adviser(home: Path) -> Adviser | None:
    """The language model that newsroom.toml names, where there is a key for it; else nobody is asked."""
    chosen, key = load(home), adviser_key(home)
    if not (chosen.adviser_model and key):
        return None
    from newsroom.world.adviser import ChatAdviser
    from newsroom.world.fetch import Fetcher
    from newsroom.world.media import FolderMedia

    return ChatAdviser(
        chosen.adviser_url, chosen.adviser_model, key, FolderMedia(home), lambda: Fetcher(chosen.contact)
    )


def studio(home: Path, policy: Policy, language: Language) -> dict[str, RoleCall]:
    """The studio, its files in `home`."""
    from newsroom.wiring.studio_tier import StudioTools, studio_roles
    from newsroom.world.inflect import Lemminflect
    from newsroom.world.inspect import FileInspect
    from newsroom.world.media import FolderMedia
    from newsroom.world.render import CardRender
    from newsroom.world.speech import PiperSpeech

    media = FolderMedia(home)
    tools = StudioTools(language, Lemminflect(), PiperSpeech(media), CardRender(media), FileInspect(media))
    return studio_roles(policy, tools)


def strategic(store: Store, policy: Policy, posts: Mapping[str, Outlet]) -> dict[str, RoleCall]:
    """Plans, times and lessons."""
    from newsroom.wiring.strategic_tier import strategic_roles

    return strategic_roles(store, policy, posts)


@asynccontextmanager
async def news(
    feeds: "Watched", off: frozenset[str] = frozenset(), pictures: Pictures | None = None
) -> AsyncIterator[Feeds]:
    """The sources through mcp-server-news, logged and bounded like every tool; `off` are servers that are switched off."""
    from newsroom.mcp.host import Host
    from newsroom.mcp.news import LookingNews, NewsThroughHost, news_server

    async with Host({"news": news_server(feeds, pictures=pictures)}, disabled=off) as host:
        yield LookingNews(host) if pictures else NewsThroughHost(host)


def newsroom(
    home: Path, store: Store, queue: Queue, clock: Clock, feeds: Feeds, policy: Policy, notebook: Notebook | None = None
) -> Loop:
    """One whole newsroom in this process."""
    notebook = notebook or Notebook(store, meanings(home))
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
