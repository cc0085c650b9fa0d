"""The credibility database as people read and change it: every outlet with rating, evidence, track record (N 1.1).

What an outlet counts for comes from, in this order: the house's own rating; what its reports carried when they came; the
source list.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from pydantic import ValidationError

from newsroom.control import credibility
from newsroom.control.bench import Bench
from newsroom.control.powers import Hand, acting_role
from newsroom.control.records import Edition
from newsroom.desk.hands import bench, refused_attempt
from newsroom.desk.people import People
from newsroom.desk.track_record import NONE, TrackRecord, prior_of, reliability, track_records
from newsroom.model.credibility import OutletRecord, Rating, outlet_key
from newsroom.model.errors import Refused
from newsroom.model.item import Item, Source
from newsroom.model.verdict import Role
from newsroom.ports import Commit, Store
from newsroom.world.sources import host_of

LONGEST_TEXT = 2_000
_DAYS_READ = 3


class Outlet(NamedTuple):
    """One outlet: `given` is what lists and reports say of it, `now` what counts. `reports` are those of three days."""

    name: str
    given: Rating
    now: Rating
    country: str
    url: str
    terms: str
    reports: int
    record: OutletRecord | None
    track: TrackRecord

    @property
    def prior(self) -> float:
        """What is expected of it before it said anything here, 0 to 1; see `track_record.prior_of`."""
        return prior_of(self.now.tier, host_of(self.url or self.name))

    @property
    def reliability(self) -> float:
        """0 to 1; see `track_record.reliability`."""
        return reliability(self.prior, self.track)

    def json_dict(self) -> dict[str, Any]:
        """This outlet as plain JSON values."""
        held = self.record
        return {
            "outlet": self.name, **self.now.json_dict(), "given": self.given.json_dict(), "country": self.country,
            "url": self.url, "terms": self.terms, "reports": self.reports, "track": self.track._asdict(),
            "prior": self.prior, "reliability": self.reliability, "version": held.version if held else 0,
            "evidence": held.evidence if held else "", "reason": held.reason if held else "",
            "by": held.by if held else "", "confirmed_by": held.confirmed_by if held else "",
            "waiting": held.proposed.json_dict() if held and held.proposed else None,
        }  # fmt: skip


def outlets(store: Store, catalogue: Sequence[Source] = ()) -> tuple[Outlet, ...]:
    """Every outlet that reported in the last three days, stands in the source list or was rated.

    By tier, then prior and name.

    `catalogue` is the configured source list; a replayed day has its own.
    """
    replayed = store.get("edition", "edition", Edition) is not None
    sources = {one.id: one for one in (*(() if replayed else catalogue), *store.find("source", Source))}
    items = _recent(store)
    given = _given(sources.values(), items)
    facts = {outlet_key(one.name): one for one in sources.values()}
    reports = Counter(outlet_key(item.publisher.name) for item in items)
    tracks = track_records(store, items)
    records = {outlet_key(one.name): one for one in store.find(credibility.TABLE, OutletRecord)}
    found = [
        Outlet(name, rating, held.rating if (held := records.get(key)) and held.rating else rating,
               facts[key].country if key in facts else "", facts[key].url if key in facts else "",
               facts[key].terms if key in facts else "", reports[key], records.get(key), tracks.get(key, NONE))
        for key, (name, rating) in given.items()
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.now.tier, -one.prior, outlet_key(one.name))))


def outlet(store: Store, name: str, catalogue: Sequence[Source] = ()) -> Outlet:
    """The outlet of that name.

    Raises:
        Refused: none is known.
    """
    wanted = outlet_key(name)
    for one in outlets(store, catalogue):
        if outlet_key(one.name) == wanted:
            return one
    raise Refused("no_such_outlet", f"No outlet is called {name[:80]!r}.", "See `newsroom sources list`.")


def rate(
    store: Store, people: People, known: Outlet, changes: dict[str, Any], by: str, *,
    reason: str, evidence: str = "", version: int = 0, role: str = "",
) -> OutletRecord:  # fmt: skip
    """Rate `known` with `changes` (tier, owner, kind); the record as it is then, in force or waiting.

    Raises:
        Refused: nobody named, who may not, a value that cannot be, no reason, or nothing changes.
    """
    with refused_attempt(store, "outlet", known.name, by, role, {"read": version}):
        acting = _acting("rate_outlet", people, by, role)
        for text in (reason, evidence):
            if len(text) > LONGEST_TEXT:
                raise Refused("note_too_long", f"A reason has at most {LONGEST_TEXT} characters.", "Shorten it.")
        try:
            wanted = Rating.model_validate({**known.now.model_dump(), **changes})
        except ValidationError as error:
            first = error.errors()[0]
            raise Refused("bad_rating", f"{first['loc'][0]}: {first['msg']}.", "Tiers are 1 (best) to 5.") from error
        return _done(store, known.name, lambda seen: credibility.rated(
            seen, known.name, known.now, wanted, version, evidence, reason, by, acting))  # fmt: skip


def decide(
    store: Store, people: People, name: str, approve: bool, by: str, *, version: int = 0, role: str = ""
) -> OutletRecord:
    """A second person's word on a proposed rating; the record as it is then.

    Raises:
        Refused: nothing waits, it is their own, or they may not.
    """
    with refused_attempt(store, "outlet", name, by, role, {"read": version, "approve": approve}):
        acting = _acting("confirm_outlet", people, by, role)
        return _done(store, name, lambda seen: credibility.confirmed(seen, name, version, approve, by, acting))


def history(store: Store, record: OutletRecord | None) -> list[dict[str, Any]]:
    """Every change of one record from the audit: when, who, what, and the payload while it is kept."""
    rows = store.audit_of(record.id) if record else ()
    return [
        {"at": row.at.isoformat(), "by": row.actor, "action": row.action, "payload": store.payload(row.payload_hash)}
        for row in rows
    ]


def _acting(hand: Hand, people: People, by: str, role: str) -> Role:
    if not by.strip():
        raise Refused("nobody", "An outlet is rated by a person with a name.", "Give --by.")
    return acting_role(hand, role, people.held_by(by))


def _done(store: Store, name: str, decision: Callable[[Bench], Commit]) -> OutletRecord:
    store.commit(decision(bench(store)))
    held = credibility.record_of(store, name)
    if held is None:
        raise Refused("no_such_outlet", f"{name[:80]} has no record.", "See `newsroom sources list`.")
    return held


def _recent(store: Store) -> tuple[Item, ...]:
    today = bench(store).now
    days = [(today - timedelta(days=back)).date().isoformat() for back in range(_DAYS_READ)]
    return store.find("item", Item, states=days)


def _given(sources: Iterable[Source], items: Iterable[Item]) -> dict[str, tuple[str, Rating]]:
    given: dict[str, tuple[str, Rating]] = {}
    for item in items:
        who = item.publisher
        given.setdefault(outlet_key(who.name), (who.name, Rating(tier=who.tier, owner=who.owner, kind=who.kind)))
    for one in sources:
        given.setdefault(outlet_key(one.name), (one.name, Rating(tier=one.tier, owner=one.owner, kind=one.kind)))
    return given
