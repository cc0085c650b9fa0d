"""Which of a story's items still stand: official alerts and readings are revised, and some are taken back.

OASIS CAP 1.2, 3.2.1: an Update replaces the alerts that it references, a Cancel takes them back, an Error says that they
were wrong; only status Actual is meant for the public. An instrument's network does the same under one id of its own
(a magnitude is revised, an event deleted). Only whoever issued an alert can revise it: an alert is known by its
publisher's owner and its own id.
"""

import re
from collections.abc import Sequence

from newsroom.model.item import Item

_TAKES_BACK = frozenset(("cancel", "error"))
_REVISES = _TAKES_BACK | {"update"}
_ACTUAL = "actual"
_NO_NEWS = frozenset(("ack",))
_TRIAL = re.compile(r"(?:(?:required (?:weekly|monthly)|national periodic) )?test\b|(?:practice|demo)\b", re.IGNORECASE)
"""How issuers name a trial that they send with status Actual."""
VOICES_OF_ITS_OWN = 2
"""Independent publishers that carry a story on although its alert was taken back before they were read."""


def is_official_notice(item: Item) -> bool:
    """Whether an item is an alert or an instrument's reading, which its issuer may revise."""
    return item.kind in ("alert", "reading")


def is_for_the_public(item: Item) -> bool:
    """False for a test, an exercise, a message between systems, a draft or a receipt: such an alert is in no story."""
    alert = item.alert
    if alert is None:
        return True
    real = alert.status.casefold() == _ACTUAL and not _TRIAL.match(alert.event)
    return real and alert.msg_type.casefold() not in _NO_NEWS


def takes_back(item: Item) -> bool:
    """Whether an item cancels alerts or a reading, or says that they were wrong."""
    return item.alert is not None and is_for_the_public(item) and item.alert.msg_type.casefold() in _TAKES_BACK


def notice_keys(item: Item) -> tuple[tuple[str, str], ...]:
    """(owner, id) of an official notice itself, first, and of those that it refers to; nothing for other items."""
    if not is_official_notice(item) or not item.guid:
        return ()
    references = item.alert.references if item.alert else ()
    return tuple(dict.fromkeys((item.publisher.owner, own) for own in (item.guid, *references)))


def standing(items: Sequence[Item]) -> tuple[Item, ...]:
    """The items that hold now, in their order: without what was replaced or taken back, and without what took it back.

    Whether the newer or the older one came first makes no difference, but for two of one id: the later seen holds.
    """
    gone = {key for item in items if _revises(item) for key in notice_keys(item)[1:]}
    newest: dict[tuple[str, str], Item] = {}
    for item in items:
        for key in notice_keys(item)[:1]:
            held = newest.get(key)
            if held is None or (item.seen_at, item.id) > (held.seen_at, held.id):
                newest[key] = item
    return tuple(item for item in items if _stands(item, gone, newest))


def withdrawn(items: Sequence[Item]) -> bool:
    """Whether the notice that a story rests on was taken back and too little else carries the story.

    Another notice that stands carries it; so does a report from after the withdrawal, and so do reports of two owners.
    """
    back = [item for item in items if takes_back(item)]
    left = standing(items)
    if not back or any(is_official_notice(item) for item in left):
        return False
    reports = [item for item in left if not item.not_news]
    since = max(item.seen_at for item in back)
    owners = {item.publisher.owner for item in reports}
    return not any(item.published_at > since for item in reports) and len(owners) < VOICES_OF_ITS_OWN


def _revises(item: Item) -> bool:
    return item.alert is not None and is_for_the_public(item) and item.alert.msg_type.casefold() in _REVISES


def _stands(item: Item, gone: set[tuple[str, str]], newest: dict[tuple[str, str], Item]) -> bool:
    keys = notice_keys(item)
    if takes_back(item) or not is_for_the_public(item):
        return False
    return not keys or (keys[0] not in gone and newest[keys[0]] is item)
