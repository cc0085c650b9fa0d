"""Scouts' warnings on their way to Fact_Checker (N 1.2): each scout's last word on a story, if it asks for a check."""

from newsroom.model.bid import CHECK_FOR_MISINFORMATION, Bid, CheckRequest, Monitored
from newsroom.ports import Store


def check_requests(store: Store, story_id: str) -> tuple[CheckRequest, ...]:
    """The open requests about a story, one a scout, in order of their names. A later look without the flag takes it back."""
    looks = [
        *((bid.agent_id, bid.timestamp, bid.flags) for bid in store.find("bid", Bid, story_id=story_id)),
        *((one.agent_id, one.timestamp, one.flags) for one in store.find("monitored", Monitored, story_id=story_id)),
    ]
    last = {agent: (at, flags) for agent, at, flags in sorted(looks)}
    return tuple(
        CheckRequest(agent, at, tuple(flag for flag in flags if flag != CHECK_FOR_MISINFORMATION))
        for agent, (at, flags) in sorted(last.items())
        if CHECK_FOR_MISINFORMATION in flags
    )
