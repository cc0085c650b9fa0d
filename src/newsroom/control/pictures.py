"""A story's pictures as the Judge keeps them: what was measured, and which fingerprints were met in which story."""

from collections.abc import Sequence
from datetime import datetime

from newsroom.control.bench import appended
from newsroom.model.ids import derive
from newsroom.model.picture import Picture, SeenPicture
from newsroom.ports import Change, Store

TABLE, MARK = "cursor", "picture"
READ_MOST = 20_000
"""Fingerprints that one look compares with."""


def kept(store: Store, story_id: str, pictures: Sequence[Picture], now: datetime) -> tuple[Change, ...]:
    """One row for each picture that this story carries for the first time."""
    keys = {derive("picture", story_id, one.fingerprint): one for one in pictures}
    known = {_key(one) for one in store.get_many(TABLE, list(keys), SeenPicture)} if keys else set()
    return tuple(
        appended(TABLE, key, SeenPicture(story_id=story_id, fingerprint=one.fingerprint, seen_at=now), state=MARK)
        for key, one in keys.items()
        if key not in known
    )


def seen(store: Store, story_id: str) -> tuple[SeenPicture, ...]:
    """The pictures of all other stories."""
    found = store.find(TABLE, SeenPicture, states=(MARK,), limit=READ_MOST)
    return tuple(one for one in found if one.story_id != story_id)


def _key(one: SeenPicture) -> str:
    return derive("picture", one.story_id, one.fingerprint)
