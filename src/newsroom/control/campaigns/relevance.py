"""How much a story is what a campaign asks for: a pure function of the story's words, kind, numbers and places.

relevance = subject x mean(number, place), over those of the two that the plan asks for; 1 for neither.

1. subject: 1 with a term in the headline; else the share of its reports whose title has one; else 0.5 when only the kind
   of story fits, and 0 when nothing does;
2. number: 1 when a number beside the measure reaches the bound, 0 when all stay below it, 0.5 when none is told yet;
3. place: 1 in the region or at the place; from there it falls to 0; 0.5 when the story names no place.
"""

import re
from collections.abc import Sequence
from statistics import fmean

from newsroom.model.base import score
from newsroom.model.campaign import Campaign, CampaignPlan, Relevance
from newsroom.model.distance import kilometres
from newsroom.model.item import Place
from newsroom.model.story import Story
from newsroom.model.text import fold

UNTOLD = 0.5
KIND_ALONE = 0.5
_TOKEN = re.compile(r"[a-z]+|\d+(?:\.\d+)?")
_NEAR_TOKENS = 3
TOWN_REACH_KM = (100.0, 1_000.0)
BROAD_REACH_KM = (1_500.0, 3_000.0)
"""Kilometres up to which a place counts as there, and from which it is somewhere else (ours)."""
_BROAD = 0.2
_ENDINGS = ("s", "es", "ing")


def relevance(campaign: Campaign, story: Story, titles: Sequence[str]) -> Relevance:
    """The story's relevance to one campaign, 0 to 1. `titles` are its reports' titles and first words."""
    plan = campaign.plan
    about = _subject(plan, story, titles)
    number = _number(plan, [story.headline, *titles]) if plan.at_least is not None else None
    place = _place(plan, story) if plan.countries or plan.places else None
    parts = [part for part in (number, place) if part is not None]
    value = about * (fmean(parts) if parts else 1.0)
    return Relevance(campaign=campaign.id, value=score(value), subject=score(about), number=number, place=place)


def _subject(plan: CampaignPlan, story: Story, titles: Sequence[str]) -> float:
    texts = [f"{story.headline} {' '.join(story.entities)}", *titles]
    needed = max((_share(plan.needs, text) for text in texts), default=0.0) if plan.needs else 1.0
    if not plan.terms:
        return needed
    if _has(plan.terms, texts[0]):
        return needed
    share = fmean(_has(plan.terms, title) for title in titles) if titles else 0.0
    return needed * max(share, KIND_ALONE if story.category in plan.kinds else 0.0)


def _share(needs: Sequence[str], text: str) -> float:
    return fmean(_has((word,), text) for word in needs)


def _has(terms: Sequence[str], text: str) -> bool:
    held = set(re.findall(r"[\w-]+", fold(text)))
    return any(term in held or any(f"{term}{ending}" in held for ending in _ENDINGS) for term in terms)


def _number(plan: CampaignPlan, texts: Sequence[str]) -> float:
    told = [value for text in texts for value in measured(text, plan.measure)]
    if not told or plan.at_least is None:
        return UNTOLD
    most = max(told)
    return 1.0 if most > plan.at_least or (most == plan.at_least and not plan.strictly) else 0.0


def measured(text: str, measure: Sequence[str]) -> tuple[float, ...]:
    """The number nearest to each of the measure's words, within three words: "M 6.1", "6.1-magnitude", "killed 40".

    Of two as near the one before it is meant.
    """
    tokens = _TOKEN.findall(fold(text))
    figures = [at for at, token in enumerate(tokens) if token[0].isdigit()]
    found = []
    for mark in (at for at, token in enumerate(tokens) if token in measure):
        near = min(figures, key=lambda at: (abs(at - mark), at), default=None)
        if near is not None and abs(near - mark) <= _NEAR_TOKENS:
            found.append(float(tokens[near]))
    return tuple(found)


def _place(plan: CampaignPlan, story: Story) -> float:
    if not story.places:
        return UNTOLD
    if any(place.country in plan.countries for place in story.places if place.country):
        return 1.0
    return score(max((_near(one, place) for one in plan.places for place in story.places), default=0.0))


def _near(wanted: Place, told: Place) -> float:
    if wanted.point is None or told.point is None:
        return 0.0
    # A whole continent or sea is a point on the map as well: its reach is wider.
    reach = BROAD_REACH_KM if wanted.precision <= _BROAD else TOWN_REACH_KM
    inside, gone = reach
    return min(1.0, max(0.0, (gone - kilometres(wanted.point, told.point)) / (gone - inside)))
