"""Scouts' warnings on their way to the council: to Fact_Checker (N 1.2) and Compliance_Guard (N 1.4), each scout's last
word on a story."""

from datetime import datetime

from newsroom.model.bid import CHECK_FOR_MISINFORMATION, REVIEWS, Bid, CheckRequest, Monitored
from newsroom.ports import Store


def check_requests(store: Store, story_id: str) -> tuple[CheckRequest, ...]:
    """The open requests about a story, one a scout, in order of their names. A later look without the flag takes it back."""
    return tuple(
        CheckRequest(agent, at, tuple(flag for flag in flags if flag != CHECK_FOR_MISINFORMATION))
        for agent, (at, flags) in sorted(_last_looks(store, story_id).items())
        if CHECK_FOR_MISINFORMATION in flags
    )


def reviews_asked(store: Store, story_id: str) -> tuple[str, ...]:
    """The reviews that a scout's last look at the story asks for, each once."""
    asked = {flag for _, flags in _last_looks(store, story_id).values() for flag in flags}
    return tuple(flag for flag in REVIEWS if flag in asked)


def _last_looks(store: Store, story_id: str) -> dict[str, tuple[datetime, tuple[str, ...]]]:
    looks = [
        *((bid.agent_id, bid.timestamp, bid.flags) for bid in store.find("bid", Bid, story_id=story_id)),
        *((one.agent_id, one.timestamp, one.flags) for one in store.find("monitored", Monitored, story_id=story_id)),
    ]
    return {agent: (at, flags) for agent, at, flags in sorted(looks)}
