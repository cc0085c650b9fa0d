"""What Geo_Scout says around a story: the region's background, the clock there, its mood, what was expected (N 1.4).

The background is a condition of every bid; the other three are shown and weigh nothing.
"""

from newsroom.model.base import Factor, score
from newsroom.model.expected import Expected
from newsroom.model.item import Place
from newsroom.model.story import Dossier
from newsroom.scouts.country_facts import facts_of, is_awake, local_time
from newsroom.scouts.inputs_place import local_items, main_place
from newsroom.scouts.mood import around

_NEIGHBOURS_SHOWN = 4
_VOICES_SHOWN = 3


def regional_context(dossier: Dossier) -> str:
    """Background for the main place: country, part of the world, size, language, neighbours, clock, who reports from it.

    Source: the shipped country table, the gazetteer, the watched sources. Empty when nothing but a name is known.
    """
    place = main_place(dossier)
    if place is None or not place.country:
        return ""
    parts = [_where(place), *_land(place.country)]
    if place.population:
        parts.insert(1, f"{place.population:,} people")
    others = sorted({p.country for p in dossier.story.places if p.country} - {place.country})
    if others:
        parts.append("also concerns " + ", ".join(map(_name, others)))
    parts.extend(_voices(dossier, place.country))
    return "; ".join(parts) if len(parts) > 1 else ""


def local_clock(dossier: Dossier) -> Factor:
    """Whether people at the main place are up, 1 or 0: at night their newsrooms and offices may still be silent.

    Source: the zone of the place, or its longitude. No place, or nothing known of it: absent. It decides nothing.
    """
    place = main_place(dossier)
    there = local_time(place, dossier.context.now) if place else None
    if place is None or there is None:
        return Factor(name="local_time", value=None, used=0.0, how="the place's clock is not known")
    awake = is_awake(there)
    how = f"{there:%H:%M} (UTC{there:%z}) in {place.name}, {'waking hours' if awake else 'night: local voices may follow'}"
    return Factor(name="local_time", value=float(awake), used=float(awake), how=how)


def regional_mood(dossier: Dossier) -> Factor:
    """How the last day's headlines from the country sound, 0 (all grave) to 1 (all pleasant), its region beside it.

    Source: a small list of words over headlines. None heard: absent. It decides nothing.
    """
    place = main_place(dossier)
    heard = dossier.context.mood.get(place.country) if place else None
    if place is None or heard is None:
        return Factor(name="regional_mood", value=None, used=0.0, how="no headline from there spoke of good or bad")
    wider = around(place.country, dossier.context.mood)
    beside = f"; its region {wider[0]:+.2f} over {wider[1]}" if wider else ""
    how = f"{_name(place.country)} {heard[0]:+.2f} over {heard[1]} headlines{beside}"
    value = score((heard[0] + 1) / 2)
    return Factor(name="regional_mood", value=value, used=value, how=how)


def expected_event(event: Expected | None) -> Factor:
    """Whether the story belongs to an event of the calendar, 1 or absent. It decides nothing."""
    if event is None:
        return Factor(name="expected_event", value=None, used=0.0, how="nothing in the calendar fits")
    return Factor(name="expected_event", value=1.0, used=1.0, how=f"{event.title}, {event.starts_at:%d %B %H:%M} UTC")


def _where(place: Place) -> str:
    country = _name(place.country)
    return country if place.name == country else f"{place.name} in {country}"


def _land(code: str) -> list[str]:
    facts = facts_of(code)
    if facts is None:
        return []
    neighbours = ", ".join(_name(one) for one in facts.neighbours[:_NEIGHBOURS_SHOWN])
    told = (
        (facts.region, facts.region),
        (facts.capital, f"capital {facts.capital}"),
        (facts.people, f"{facts.people:,} inhabitants"),
        (facts.languages, f"speaks {', '.join(facts.languages)}"),
        (neighbours, f"borders {neighbours}"),
    )
    return [said for known, said in told if known]


def _voices(dossier: Dossier, country: str) -> list[str]:
    voices = sorted({item.publisher.name for item in local_items(dossier)})
    watched = dossier.context.watched.get(country, 0)
    if voices:
        return ["local voices: " + ", ".join(voices[:_VOICES_SHOWN])]
    return [f"none of the {watched} watched sources there has it yet"] if watched else []


def _name(code: str) -> str:
    facts = facts_of(code)
    return facts.name if facts else code
