"""`newsroom produce`: given articles become one story, which goes through council and studio like any other."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from newsroom import settings, wiring
from newsroom.control.notebook import Notebook
from newsroom.control.policy import INTAKE_EVERY, Policy
from newsroom.lab import edition as editions
from newsroom.lab.replay import Replay, Watch, run
from newsroom.model.errors import Refused
from newsroom.model.ids import content_key, derive
from newsroom.model.item import Item, Source
from newsroom.ports import Arrivals, Store
from newsroom.settings import Settings
from newsroom.world.article import outlet_of, read_article
from newsroom.world.audit_notary import Notary
from newsroom.world.clock import ReplayClock, SystemClock
from newsroom.world.feeds.draft import Draft
from newsroom.world.fetch import Fetcher
from newsroom.world.items import make_item
from newsroom.world.sources import Outlets
from newsroom.world.watch_list import watch_list

FORMATS = ("60s", "90s", "3min")
ASPECTS = ("9:16", "16:9", "1:1")


def produce(out: Path, articles: Sequence[str], length: str, aspect: str, home: Path, watch: Watch) -> dict[str, Any]:
    """Make one video of `articles` (files or addresses) in the home folder `out`; returns the replay document.

    Outlets are rated by the sources.yaml of `home`, or the bundled catalogue: an unknown outlet is tier 5 and rarely
    passes Fact_Checker. The same call goes on where an earlier one stopped.

    Raises:
        Refused: a wrong format or aspect, an article that cannot be read.
        Unavailable: an address cannot be fetched, or the folder cannot be written.
    """
    if length not in FORMATS or aspect not in ASPECTS:
        raise Refused(
            "bad_option",
            f"{length} {aspect} is not made.",
            f"Use --format {'|'.join(FORMATS)}, --aspect {'|'.join(ASPECTS)}.",
        )
    return asyncio.run(_produce(out, articles, length, aspect, home, watch))


class GivenArticles:
    """The port `Feeds` over articles that a person named, all seen at one moment."""

    def __init__(self, items: tuple[Item, ...], sources: tuple[Source, ...], at: datetime) -> None:
        self._items = items
        self._at = at
        self.sources = sources

    async def arrivals(self, since: datetime, until: datetime) -> Arrivals:
        """Every article, once."""
        now = since < self._at <= until
        return Arrivals(self._items if now else (), self.sources if now else (), (), 0, {})


class OneStory(Notebook):
    """A person says that these articles are about one story, and that is not judged again."""

    def __init__(self, store: Store, items: Sequence[Item]) -> None:
        super().__init__(store)
        self.story_id = derive("story", *sorted(item.id for item in items))

    def place(self, items: Sequence[Item], now: datetime) -> dict[str, str]:
        """Every item in the one story."""
        super().place(items, now)
        return {item.id: self.story_id for item in items}


async def _produce(
    out: Path, articles: Sequence[str], length: str, aspect: str, home: Path, watch: Watch
) -> dict[str, Any]:
    chosen = settings.load(home)
    watched = watch_list(chosen.sources).watched
    outlets = Outlets(w.source for w in watched)
    drafts = [await _read(name, chosen) for name in articles]
    key = content_key(*sorted(draft.snapshot for draft in drafts), length, aspect)
    channel = chosen.channels[0].model_copy(update={"aspect": aspect})
    asked = () if length == "60s" else (f"consider_{length}_format",)
    policy = Policy(channel=channel, suggestions=asked, assigned_by="whoever ran newsroom produce")
    store = editions.open_edition(out, key, "produce")
    try:
        now = SystemClock().now().replace(microsecond=0)
        edition = editions.begin(store, key, "produce", 0, now - INTAKE_EVERY, now)
        items = tuple(_item(draft, outlets, edition.end) for draft in drafts)
        sources = {source.id: source for source in (outlet_of(draft, outlets) for draft in drafts)}
        clock, given = ReplayClock(edition.started_at), GivenArticles(items, tuple(sources.values()), edition.end)
        async with wiring.queue_of(replayed=True) as queue, wiring.news(given) as news:
            loop = wiring.newsroom(out, store, queue, clock, news, policy, OneStory(store, items))
            result = await run(Replay(store, clock, loop, queue), edition, watch)
        Notary(out, chosen.pins).keep_up(store, closing=True)
        return result
    finally:
        store.close()


async def _read(name: str, chosen: Settings) -> Draft:
    if "://" in name:
        chosen.need_server("news")
        async with Fetcher(chosen.contact) as fetcher:
            got = await fetcher.get(name)
            return await read_article(got.body, "page.html", name, got.content_type)
    try:
        return await read_article(Path(name).read_bytes(), name)
    except OSError as error:
        raise Refused(
            "no_article", f"{name} cannot be read: {error.strerror}.", "Give a file or an address."
        ) from error


def _item(draft: Draft, outlets: Outlets, at: datetime) -> Item:
    return make_item(draft, outlet_of(draft, outlets), "itself", outlets, at)
