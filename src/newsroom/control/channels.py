"""The house's channels as the Global State holds them, and which of them want a story (C 1.1: the influencer is N's channel).

One story is judged once, for the house's first channel; approved, it is made once for each channel that wants it, from
the same claims, with that channel's voice.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from newsroom.control.moves import note
from newsroom.control.policy import Policy
from newsroom.model.assets import Production
from newsroom.model.channel import Channel
from newsroom.model.errors import StaleVersion
from newsroom.model.house import Budget, ChannelRow, HousePolicy
from newsroom.model.story import Story
from newsroom.model.task import AuditEntry
from newsroom.ports import Change, Commit, Store


def on_air(store: Store, policy: Policy) -> tuple[Channel, ...]:
    """The channels that produce now: the house's first, then the others by name. Without rows, what `policy` was told."""
    rows = store.find("channel", ChannelRow, states=("on_air",))
    known = tuple(row.channel for row in rows) or (policy.channel, *policy.channels)
    first = policy.channel.name
    return tuple(sorted(known, key=lambda channel: (channel.name != first, channel.name)))


def named(store: Store, policy: Policy, name: str) -> Channel:
    """The channel of that name, also one that is off the air by now; the house's first when there is none."""
    row = store.get("channel", name, ChannelRow)
    if row is not None:
        return row.channel
    return next((one for one in policy.channels if one.name == name), policy.channel)


def enrolled(store: Store, now: datetime, channels: Sequence[Channel]) -> Commit | None:
    """Write the channels that the settings name: new and changed ones, and those that are gone off the air.

    None when every row says so already. Each change is audited.
    """
    held = {row.id: row for row in store.find("channel", ChannelRow)}
    changes: list[Change] = []
    audit: list[AuditEntry] = []
    for channel in channels:
        before = held.pop(channel.name, None)
        if before is None or before.channel != channel or before.status != "on_air":
            _write(store, now, channel, before, "on_air", changes, audit)
    for gone in (row for row in held.values() if row.status == "on_air"):
        _write(store, now, gone.channel, gone, "off_air", changes, audit)
    return Commit(changes=tuple(changes), audit=tuple(audit)) if changes else None


def enrol(store: Store, now: datetime, channels: Sequence[Channel]) -> None:
    """Write what `enrolled` says. Two processes that start together write it once."""
    commit = enrolled(store, now, channels)
    if commit is None:
        return
    try:
        store.commit(commit)
    except StaleVersion:
        # Another process that reads the same settings was first.
        return


def _write(
    store: Store,
    now: datetime,
    channel: Channel,
    before: ChannelRow | None,
    status: str,
    changes: list[Change],
    audit: list[AuditEntry],
) -> None:
    version = before.version if before else 0
    row = ChannelRow.model_validate(
        {"id": channel.name, "version": version + 1, "channel": channel, "status": status, "at": now}
    )
    changes.append(Change("channel", row.id, version, row, "", row.status))
    audit.append(note("channel.set", row.id, row.version, now, row.json_dict()))
    key = f"channel:{channel.name}"
    held = store.get("budget", key, Budget)
    cap = channel.budget_usd_per_day
    if held is None or held.cap_usd != cap:
        spent, old = (held.spent_usd, held.version) if held else (0.0, 0)
        changes.append(Change("budget", key, old, Budget(id=key, version=old + 1, cap_usd=cap, spent_usd=spent)))


def house(store: Store) -> HousePolicy:
    """The thresholds in force: a person's, or the documents' own."""
    return store.get("policy", "house", HousePolicy) or HousePolicy(version=0)


def wanting(
    story: Story, channels: Sequence[Channel], today: Sequence[Production], asked: Collection[str]
) -> tuple[Channel, ...]:
    """The channels that want an approved story.

    1. a channel whose day is full wants nothing more; `today` are the productions of the last 24 hours;
    2. a channel that a campaign asks to cover this story wants it;
    3. else a channel wants its own topics; one that names none wants everything.
    """
    made = {channel.name: 0 for channel in channels}
    for production in today:
        if production.stage != "stopped" and production.channel in made:
            made[production.channel] += 1
    return tuple(
        channel
        for channel in channels
        if made[channel.name] < channel.videos_per_day
        and (channel.name in asked or not channel.topics or story.category in channel.topics)
    )
