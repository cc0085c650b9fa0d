"""The nineteen agents on one screen: tier, what they do, their weight, who stands in, how many work at once.

Weights and powers are N Part 1's; backups are N 4.4's; instances N 4.3's, one each at factor 1.
"""

from typing import NamedTuple

from newsroom.model.task import Tier


class Agent(NamedTuple):
    """One agent. `tasks` are the kinds of task it is given; `weight` is its share of the council, 0 for none.

    `backups` take its task when it fails; None marks a critical role that nobody stands in for. `instances` work at
    factor 1; a surge multiplies them (control.capacity).
    """

    name: str
    tier: Tier
    tasks: tuple[str, ...]
    weight: float = 0.0
    backups: tuple[str, ...] | None = ()
    instances: int = 1


# fmt: off
ROSTER: tuple[Agent, ...] = (
    Agent("Wire_Scout",          "scout",     ("scan",), backups=("Wire_Scout_02", "Wire_Scout_03")),
    Agent("Social_Scout",        "scout",     ("scan",), backups=("Social_Scout_02",)),
    Agent("Semantic_Scout",      "scout",     ("scan",), backups=("Semantic_Scout_02",)),
    Agent("Geo_Scout",           "scout",     ("scan",), backups=("Geo_Scout_02",)),
    Agent("Trend_Voter_A",       "council",   ("vote",), 0.20, ("Trend_Voter_B", "Trend_Voter_C")),
    Agent("Trend_Voter_B",       "council",   ("vote",), 0.25, ("Trend_Voter_C",)),
    Agent("Trend_Voter_C",       "council",   ("vote",), 0.20, ("Trend_Voter_B",)),
    Agent("Fact_Checker",        "council",   ("evidence", "vote", "second_fact_check", "conditions"), 0.25, None),
    Agent("Compliance_Guard",    "council",   ("vote", "second_look"), 0.10, None),
    Agent("Script_Writer",       "studio",    ("script",)),
    Agent("Hook_Doctor",         "studio",    ("hooks",)),
    Agent("Fact_Guard",          "studio",    ("guard",)),
    Agent("Voice_Actor",         "studio",    ("voice",)),
    Agent("Visual_Artist",       "studio",    ("visuals",)),
    Agent("Video_Editor",        "studio",    ("edit",)),
    Agent("Quality_Critic",      "studio",    ("review",)),
    Agent("Platform_Strategist", "strategic", ("strategy",)),
    Agent("Timing_Oracle",       "strategic", ("timing",)),
    Agent("Feedback_Analyst",    "strategic", ("feedback",)),
)
# fmt: on

BY_NAME: dict[str, Agent] = {agent.name: agent for agent in ROSTER}
