"""Two people's acts about each other share every name; whose act a headline tells keeps them apart."""

from collections.abc import Callable

import pytest

from newsroom.model.item import Item
from newsroom.scouts.evidence import Evidence
from newsroom.scouts.story_core import StoryCore
from newsroom.scouts.who_acts import NOBODY, actor_of

Report = Callable[..., Item]


@pytest.mark.parametrize(
    ("headline", "actor"),
    [
        ("Orlin mayor Tessa Brandt hails the bridge vote", {"orlin", "tess", "brandt"}),
        ("Harbour chief rules out Brandt for the post", {"harbour"}),
        ("The bridge is safe, says Tessa Brandt", {"tess", "brandt"}),
        ("Bridge shut for a week: Tessa Brandt says", {"tess", "brandt"}),
    ],
)
def test_the_one_who_says_or_decides_acts(headline: str, actor: set[str]) -> None:
    """First or last in the headline."""
    assert actor_of(headline, "en") == actor


@pytest.mark.parametrize("headline", ["Brandt's calls for help went unheard", "Two hurt as the Orlin bridge gives way"])
def test_what_befalls_is_nobodys_act(headline: str) -> None:
    """Nor is a verb that the word before it makes a noun."""
    assert actor_of(headline, "en") == NOBODY


def test_another_language_is_not_read() -> None:
    """The verbs are English ones."""
    assert actor_of("Brandt says nein", "de") == NOBODY


def test_a_story_told_by_another_is_less_likely_the_same() -> None:
    """By the share of its acts that are somebody else's; one side unknown says nothing."""
    core = StoryCore("one", "report")
    for who in ("brandt", "brandt", "orlin"):
        core.acted(frozenset({who}))
    assert core.acts_of_others(frozenset({"brandt", "tess"})) == pytest.approx(1 / 3)
    assert core.acts_of_others(NOBODY) == 0.0
    rule = Evidence(base=-1.0, words=5.0, meaning=5.0, day=1.0, act=1.0)
    assert rule.of(0.3, 0.6, 0.0, others=1.0) < rule.of(0.3, 0.6, 0.0, others=0.0)
