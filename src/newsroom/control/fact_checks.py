"""Published fact-checks as the newsroom keeps them: written down as they come in, given to Fact_Checker when it looks.

They lie with what the control plane remembers, filed under one mark, and are read when any was ever received.
"""

from collections.abc import Sequence

from newsroom.control.bench import appended
from newsroom.council.fact_checks import is_primary, near
from newsroom.model.claim import Claim
from newsroom.model.fact_check import FactCheck
from newsroom.model.item import Item
from newsroom.ports import Change, Store

TABLE, MARK = "cursor", "fact_check"
READ_MOST = 5_000
"""Reviews that one look reads, so that a flood of them cannot hold a vote up."""


def kept(store: Store, items: Sequence[Item]) -> tuple[Change, ...]:
    """The rows of every fact-check that these new items publish and that is not known yet."""
    found = {f"fact_check:{check.id}": check for item in items for check in published(item)}
    known = {f"fact_check:{one.id}" for one in store.get_many(TABLE, list(found), FactCheck)} if found else set()
    return tuple(appended(TABLE, key, check, state=MARK) for key, check in found.items() if key not in known)


def published(item: Item) -> tuple[FactCheck, ...]:
    """The item's fact-checks as its publisher's: named, and marked where that publisher counts as a primary source."""
    primary, name = is_primary(item.publisher), item.publisher.name
    return tuple(
        check.model_copy(update={"primary": primary, "publisher": check.publisher or name})
        for check in item.fact_checks
    )


def near_story(store: Store, headline: str, items: Sequence[Item], claims: Sequence[Claim]) -> tuple[FactCheck, ...]:
    """The fact-checks that may speak of a story: all that its own reports publish, and the nearest of those kept."""
    own = {check.id: check for item in items for check in published(item)}
    texts = [headline, *(claim.wording for claim in claims)]
    for check in near(store.find(TABLE, FactCheck, states=(MARK,), limit=READ_MOST), texts):
        own.setdefault(check.id, check)
    return tuple(own.values())
