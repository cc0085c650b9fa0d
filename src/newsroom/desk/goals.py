"""People's hands on what the newsroom works towards: campaigns, the house's policy, parked tasks. Each try is audited."""

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError

from newsroom.control import agents, channels
from newsroom.control.bench import Bench
from newsroom.control.campaigns import desk
from newsroom.control.campaigns.reading import PlacesOf
from newsroom.control.moves import note
from newsroom.control.powers import Hand, acting_role
from newsroom.desk.hands import bench, refused_attempt
from newsroom.desk.people import People
from newsroom.model.agent import ParkedTask
from newsroom.model.campaign import Campaign
from newsroom.model.errors import Refused
from newsroom.model.house import HousePolicy
from newsroom.model.soul import known_topic
from newsroom.ports import Change, Commit, Store

Decide = Callable[[Bench], Commit]


def add(store: Store, people: People, goal: str, by: str, role: str, places: PlacesOf) -> Campaign:
    """A new draft, as it stands then.

    Raises:
        Refused: what `campaigns.desk.added` refuses, or this person may not.
    """
    commit = _done(store, people, "campaign", "campaign", by, role, lambda seen: desk.added(seen, goal, by, places))
    return campaign(store, commit.changes[0].key)


def edit(
    store: Store, people: People, key: str, version: int, plan: Mapping[str, Any], steps: Mapping[str, bool], by: str,
    role: str,
) -> Campaign:  # fmt: skip
    """A changed campaign; raises what `campaigns.desk.edited` raises."""
    _done(store, people, "campaign", key, by, role, lambda seen: desk.edited(seen, key, version, plan, by, steps))
    return campaign(store, key)


def turn(store: Store, people: People, key: str, version: int, what: str, by: str, role: str) -> Campaign:
    """Start or pause; raises what `campaigns.desk.turned` raises."""
    _done(store, people, "campaign", key, by, role, lambda seen: desk.turned(seen, key, version, what, by))
    return campaign(store, key)


def campaign(store: Store, key: str) -> Campaign:
    """One campaign.

    Raises:
        Refused: there is none of that id.
    """
    held = store.get("campaign", key, Campaign)
    if held is None:
        raise Refused("no_such_campaign", f"There is no campaign {key[:64]}.", "See `newsroom campaign show`.")
    return held


def set_policy(store: Store, people: People, values: Mapping[str, Any], by: str, role: str) -> HousePolicy:
    """The house's policy with `values`.

    Raises:
        Refused: a threshold outside its range or unknown, nobody named, or this person may not.
    """
    _done(store, people, "policy", "house", by, role, lambda seen: _policy(seen, values, by))
    return channels.house(store)


def _policy(seen: Bench, values: Mapping[str, Any], by: str) -> Commit:
    held = channels.house(seen.store)
    try:
        for topic in values.get("person_for_outside", ()):
            known_topic(topic)
    except ValueError as error:
        raise Refused("bad_policy", f"{error}.", "See `newsroom policy show`.") from error
    try:
        later = HousePolicy.model_validate(
            {**held.model_dump(), **values, "version": held.version + 1, "by": by, "at": seen.now}
        )
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the policy"
        raise Refused("bad_policy", f"{where}: {first['msg']}.", "See `newsroom policy show`.") from error
    record = note("policy.set", later.id, later.version, seen.now, later.json_dict(), by)
    return Commit(changes=(Change("policy", later.id, held.version, later),), audit=(record,))


def retry(store: Store, people: People, task_id: str, by: str, role: str) -> None:
    """Have a parked task tried once more, its tries counted anew.

    Raises:
        Refused: no such task is parked, or this person may not.
    """
    _done(store, people, "retry", task_id, by, role, lambda seen: agents.released(seen, task_id, by))
    kept = store.get(agents.TABLE, f"parked:{task_id}", ParkedTask)
    for _ in range(kept.tries if kept else 0):
        store.take_back_tries([task_id])


def _done(store: Store, people: People, hand: Hand, subject: str, by: str, role: str, decide: Decide) -> Commit:
    with refused_attempt(store, hand, subject, by, role, {}):
        if not by.strip():
            raise Refused("nobody", "This is done by a person with a name.", "Give --by.")
        acting_role(hand, role, people.held_by(by))
        commit = decide(bench(store))
        store.commit(commit)
    return commit
