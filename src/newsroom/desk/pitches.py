"""A person's pitch: a report's address, or a tip in plain words, handed to the scouts and to nobody else (N 1; A9).

A report counts for the outlet that published it, exactly as if a scout had found it. A tip is nobody's report: it may
open a story for the scouts to look at, but it confirms nothing, becomes no evidence and is never quoted.
"""

import hashlib
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from newsroom import settings
from newsroom.control.decisions.asks import NOTE_MAX
from newsroom.control.moves import note as audit_note
from newsroom.control.plans.intake import finished
from newsroom.control.powers import acting_role
from newsroom.control.records import PITCHED, Cursor, Pitch
from newsroom.desk.hands import bench, refused_attempt
from newsroom.desk.people import People, same_name
from newsroom.model.errors import Refused
from newsroom.model.ids import derive
from newsroom.model.item import Item, Source
from newsroom.ports import Change, Commit, Refusal, Store
from newsroom.world.article import outlet_of, read_article
from newsroom.world.feeds.draft import Draft
from newsroom.world.feeds.plain import clean, to_title
from newsroom.world.fetch import Fetcher
from newsroom.world.items import make_item
from newsroom.world.sources import Outlets
from newsroom.world.watch_list import watch_list

SHORTEST_TIP, LONGEST_TIP = 20, 5_000

Read = Callable[[str], Awaitable[bytes]]
"""The document at an address, through the one guarded fetch."""


async def hand_in(
    home: Path, store: Store, people: People, given: str, by: str, note: str = "", role: str = ""
) -> Pitch:
    """`pitch` with the outlets that this home watches, an address read through the one guarded fetch.

    Raises:
        Refused, Unavailable: as `pitch`, or a wrong setting.
    """
    chosen = settings.load(home)
    watched = watch_list(chosen.sources)
    outlets = Outlets((one.source for one in watched.watched), watched.rated)
    async with Fetcher(chosen.contact) as fetcher:

        async def read(url: str) -> bytes:
            chosen.need_server("news")
            return (await fetcher.get(url)).body

        return await pitch(store, people, given, by, read, outlets, note, role)


async def pitch(
    store: Store, people: People, given: str, by: str, read: Read, outlets: Outlets, note: str = "", role: str = ""
) -> Pitch:
    """File `given`, an address or a tip, as an observation of `by`; the next look at the sources takes it along.

    Raises:
        Refused: nobody is named or may pitch, it is too short or long, known already, unreadable, forbidden to fetch, or
            no look at the sources will come any more.
        Unavailable: the address does not answer.
    """
    with refused_attempt(store, "pitch", given, by, role, {}):
        acting = acting_role("pitch", role, people.held_by(by))
        if not by.strip():
            raise Refused("nobody", "A pitch comes from a person with a name.", "Give your name.")
        if len(note) > NOTE_MAX:
            raise Refused("note_too_long", f"A note has at most {NOTE_MAX} characters.", "Shorten it.")
        now = bench(store).now
        _still_open(store)
        with _counted(store, given, now):
            item, source = (
                await _reported(given, read, outlets, now) if "://" in given else _tip(given, by, outlets, now)
            )
        if store.get("item", item.id, Item) or store.get("observation", derive("pitch", item.id), Pitch):
            raise Refused("known_already", "This was handed in, or came in, before.", "See `newsroom story list`.")
    filed = Pitch(
        id=derive("pitch", item.id),
        at=now,
        by=by,
        role=acting,
        note=note.strip(),
        item=item.model_copy(update={"pitched_by": " ".join(by.split())}),
        source=source,
    )
    payload = {"item": item.id, "title": item.title[:200], "url": item.url, "outlet": item.publisher.name,
               "role": acting, "note": filed.note}  # fmt: skip
    record = audit_note("pitch.filed", filed.id, 1, now, payload, by)
    store.commit(Commit(changes=(Change("observation", filed.id, 0, filed, "", PITCHED),), audit=(record,)))
    return filed


@contextmanager
def _counted(store: Store, given: str, now: datetime) -> Iterator[None]:
    """A page that is refused counts among the refusals that `newsroom status` shows, like a feed that is."""
    try:
        yield
    except Refused as error:
        if "://" in given:
            told = Refusal(source_id="pitch", code=error.code, detail=clean(f"{given[:200]}: {error.message}")[:500])
            key = derive("refusal", now.isoformat(), told.source_id, told.code, told.detail)
            if store.get("refusal", key, Refusal) is None:
                store.commit(Commit(changes=(Change("refusal", key, 0, told),)))
        raise


def _still_open(store: Store) -> None:
    cursor = store.get("cursor", "intake", Cursor)
    if cursor is None or finished(cursor):
        raise Refused("day_is_over", "This newsroom looks at no more sources.",
                      "Pitch to one that runs (`newsroom run`), or make one video with `newsroom produce`.")  # fmt: skip


async def _reported(url: str, read: Read, outlets: Outlets, now: datetime) -> tuple[Item, Source]:
    draft = await read_article(await read(url.strip()), "page.html", url.strip())
    source = outlet_of(draft, outlets)
    return make_item(draft, source, "itself", outlets, now), source


def _tip(words: str, by: str, outlets: Outlets, now: datetime) -> tuple[Item, Source]:
    text = clean(words).strip()
    if not SHORTEST_TIP <= len(text) <= LONGEST_TIP:
        raise Refused("bad_tip", f"A tip has {SHORTEST_TIP} to {LONGEST_TIP} characters.",
                      "Say what happened, where and when, or give an address.")  # fmt: skip
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    name = f"Tip from {' '.join(by.split())[:80]}"
    source = Source(
        id=derive("source", "tip", same_name(by)), name=name, owner="tips", kind="blog", tier=5, not_news=True
    )
    head = text.split("\n")[0].split(". ")[0]
    draft = Draft(key=digest[:16], url="", title=to_title(head), text=text, snapshot=digest, not_news=True)
    return make_item(draft, source, "itself", outlets, now), source
