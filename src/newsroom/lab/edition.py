"""One edition at home: what it is a replay of, whether it is done, and where an earlier one goes."""

import json
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

from newsroom.control.policy import INTAKE_EVERY, Policy
from newsroom.control.records import Cursor, Edition
from newsroom.model.errors import Refused
from newsroom.model.ids import content_key
from newsroom.ports import Change, Commit, Store
from newsroom.world.store import SqlStore

DATABASE = "newsroom.db"
_BELONGS = (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", "site", "videos", "audit")


def edition_key(fingerprint: str, seed: int, policy: Policy, start: datetime, end: datetime) -> str:
    """What makes two replays the same: corpus, seed, span, video limit, channels and people's answers."""
    answers = json.dumps([answer.json_dict() for answer in policy.answers], sort_keys=True)
    channels = (channel.model_dump_json() for channel in (policy.channel, *policy.channels))
    return content_key(
        fingerprint, str(seed), str(policy.video_limit), start.isoformat(), end.isoformat(), *channels, answers
    )


def open_edition(home: Path, key: str, corpus: str) -> SqlStore:
    """The store of this edition in `home`. Another edition there is moved whole to `editions/` first.

    Raises:
        Refused: the home belongs to a live newsroom.
        Unavailable: the folder cannot be written.
    """
    file = home / DATABASE
    if not file.exists():
        return SqlStore(file)
    store = SqlStore(file)
    held = store.get("edition", "edition", Edition)
    if held is not None and held.key == key:
        return store
    if held is None and store.get("cursor", "intake", Cursor) is None:
        return store
    store.close()
    if held is None:
        raise Refused(
            "live_home", f"{home} belongs to a live newsroom; {corpus} was not replayed into it.", "Use another --home."
        )
    _move_away(home, held)
    return SqlStore(file)


def begin(store: Store, key: str, corpus: str, seed: int, start: datetime, end: datetime) -> Edition:
    """The edition's row and the cursor, written together the first time."""
    held = store.get("edition", "edition", Edition)
    if held is not None:
        return held
    edition = Edition(key=key, corpus=corpus, seed=seed, started_at=start, end=end, clock_at=start)
    cursor = Cursor(at=start, next_at=min(start + INTAKE_EVERY, end), end=end)
    store.commit(
        Commit(
            changes=(
                Change("edition", edition.id, 0, edition),
                Change("cursor", cursor.id, 0, cursor, due_at=cursor.next_at),
            )
        )
    )
    return edition


def keep(store: Store, edition: Edition, **updates: Any) -> Edition:
    """The edition with `updates`, written."""
    later = edition.model_copy(update={**updates, "version": edition.version + 1})
    store.commit(Commit(changes=(Change("edition", edition.id, edition.version, later),)))
    return later


def _move_away(home: Path, held: Edition) -> None:
    folder = home / "editions" / f"{held.corpus}-{held.key[:8]}"
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    for name in _BELONGS:
        if (home / name).exists():
            shutil.move(home / name, folder / name)
