"""Who is signed in: tokens of 256 random bits held in memory, ended by idleness, by age, by signing out, by a restart.

Real seconds, not the newsroom's clock: a replay's day says nothing about how long a browser was left alone.
"""

import hmac
import secrets
import threading
import time
from collections.abc import Callable
from typing import NamedTuple

from newsroom.desk.people import People, Person, same_name

IDLE_S = 30 * 60
LONGEST_S = 12 * 3600
TRIES = 5
TRIES_WITHIN_S = 15 * 60
SESSIONS_MAX = 1_000


class Session(NamedTuple):
    """One signed-in browser. `form_token` is asked back with every form; a changed password ends the session."""

    name: str
    password: str
    form_token: str
    began_s: float
    seen_s: float


class Sessions:
    """Every session of this server. Safe to share between threads."""

    def __init__(self, people: People, elapsed: Callable[[], float] = time.monotonic) -> None:
        self._people = people
        self._elapsed = elapsed
        self._held: dict[str, Session] = {}
        self._failures: dict[str, list[float]] = {}
        self._lock = threading.Lock()

    def sign_in(self, name: str, password: str) -> str | None:
        """A new session's token, or None when the name or the password is wrong."""
        person = self._people.sign_in(name, password)
        now = self._elapsed()
        with self._lock:
            if person is None:
                self._failures.setdefault(same_name(name)[:80], []).append(now)
                return None
            self._failures.pop(same_name(name)[:80], None)
            self._drop_old(now)
            token = secrets.token_urlsafe(32)
            self._held[token] = Session(person.name, person.password, secrets.token_urlsafe(32), now, now)
            return token

    def must_wait(self, name: str) -> bool:
        """Whether this name was tried too often in the last quarter of an hour."""
        now, key = self._elapsed(), same_name(name)[:80]
        with self._lock:
            recent = [at for at in self._failures.get(key, ()) if now - at < TRIES_WITHIN_S]
            if recent:
                self._failures[key] = recent
            else:
                self._failures.pop(key, None)
            return len(recent) >= TRIES

    def find(self, token: str) -> tuple[Session, Person] | None:
        """The live session of `token` and its person, whose roles are read afresh."""
        now = self._elapsed()
        with self._lock:
            session = self._held.get(token)
            if session is None:
                return None
            if now - session.seen_s > IDLE_S or now - session.began_s > LONGEST_S:
                del self._held[token]
                return None
            session = session._replace(seen_s=now)
            self._held[token] = session
        person = self._people.find(session.name)
        if person is None or person.password != session.password:
            self.sign_out(token)
            return None
        return session, person

    def sign_out(self, token: str) -> None:
        """End one session."""
        with self._lock:
            self._held.pop(token, None)

    def _drop_old(self, now: float) -> None:
        live = {t: s for t, s in self._held.items() if now - s.seen_s <= IDLE_S and now - s.began_s <= LONGEST_S}
        newest = sorted(live.items(), key=lambda one: one[1].seen_s)[-(SESSIONS_MAX - 1) :]
        self._held = dict(newest)


def same_token(given: str, kept: str) -> bool:
    """Whether two tokens are equal, in a time that does not tell how nearly."""
    return hmac.compare_digest(given.encode("utf-8", "replace"), kept.encode())
