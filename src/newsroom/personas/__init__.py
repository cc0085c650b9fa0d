"""The nineteen agents as people: role, goal, history, manner, limits and measures (N Part 1), one data file each."""

from functools import cache
from importlib import resources

import yaml

from newsroom.model.channel import Persona
from newsroom.model.errors import Refused

AGENTS: tuple[str, ...] = (
    "Wire_Scout",
    "Social_Scout",
    "Semantic_Scout",
    "Geo_Scout",
    "Trend_Voter_A",
    "Trend_Voter_B",
    "Trend_Voter_C",
    "Fact_Checker",
    "Compliance_Guard",
    "Script_Writer",
    "Hook_Doctor",
    "Fact_Guard",
    "Voice_Actor",
    "Visual_Artist",
    "Video_Editor",
    "Quality_Critic",
    "Platform_Strategist",
    "Timing_Oracle",
    "Feedback_Analyst",
)
"""N's nineteen, in N's order."""


@cache
def persona(agent: str) -> Persona:
    """Who `agent` is.

    Raises:
        Refused: nobody of that name works here.
    """
    if agent not in AGENTS:
        raise Refused("unknown_agent", f"No agent is called {agent!r}.", f"Known agents: {', '.join(AGENTS)}.")
    text = resources.files(__name__).joinpath(f"{agent.lower()}.yaml").read_text(encoding="utf-8")
    return Persona.model_validate({"agent": agent, **yaml.safe_load(text)})


def everyone() -> tuple[Persona, ...]:
    """All nineteen personas in N's order."""
    return tuple(persona(agent) for agent in AGENTS)
