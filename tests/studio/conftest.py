"""An invented story: a warehouse fire in a town that does not exist, told by three outlets that do not exist."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from newsroom.model.brief import StudioBrief
from newsroom.model.channel import Channel
from newsroom.model.claim import Claim, Evidence, Quantity, Slot, Speaker
from newsroom.model.ids import derive
from newsroom.model.item import Item, Publisher
from newsroom.model.story import Story
from newsroom.studio.script_writer import WritingTools
from newsroom.world.inflect import Lemminflect
from newsroom.world.language import SpacyLanguage

LANGUAGE = SpacyLanguage()
NOW = datetime(2031, 5, 9, 18, 0, tzinfo=UTC)

POST = (
    "Three workers have died in a fire at a paper warehouse in Port Halden, the fire service said on Friday. "
    "At least 14 people were injured in the fire. "
    "Police arrested a 41-year-old man on suspicion of arson on Friday. "
    "Mayor Ilse Brandt said: “We have lost three good neighbours, and we will not rest until we know why.” "
    "Ilse Brandt is the mayor of Port Halden. "
    "The harbour road will reopen on Saturday. "
    "The blaze destroyed 1,200 tonnes of paper."
)
RADIO = (
    "Three workers died when a paper warehouse burned in Port Halden. "
    "Some 2,300 homes were without power after the fire. "
    "Officials moved 600 residents out of the harbour district on Friday. "
    "Schools in the harbour district are closed because of the smoke. "
    "The Halden Line cancelled 40 trains because of the smoke. "
    "The regional government opened an inquiry into fire safety at the warehouse."
)
WIRE = (
    "A warehouse fire in Port Halden killed three workers and injured 19 people. "
    "Northern Paper denied breaches of safety rules. "
    "The inspectors had warned of blocked exits in March. "
    "Prime Minister Tomas Varga could visit the town on Sunday. "
    "Port Halden is a harbour town in the north of Varland."
)
OUTLETS = {"post": "the Halden Post", "radio": "Coast Radio", "wire": "Northern Wire"}
TEXTS = {"post": POST, "radio": RADIO, "wire": WIRE}
TITLES = {
    "post": "Deadly warehouse blaze shakes Port Halden",
    "radio": "Port Halden mourns fire victims",
    "wire": "Warehouse blaze kills three in Port Halden",
}


def slot(text: str, kind: str, head: str = "") -> Slot:
    """A slot whose head is its last word unless told."""
    return Slot(text=text, kind=kind, head=(head or text.split()[-1]).lower())  # type: ignore[arg-type]


def evidence(owner: str, start_of: str) -> Evidence:
    """The whole sentence of an outlet that begins with these words."""
    text = TEXTS[owner]
    start = text.index(start_of)
    end = next(
        i for i in range(start, len(text) + 1) if text[start:i].endswith((".", ".”")) and text[i : i + 1] in {"", " "}
    )
    return Evidence(
        item_id=f"item_{owner}",
        owner=owner,
        outlet=OUTLETS[owner],
        field="text",
        start=start,
        end=end,
        text=text[start:end],
        url=f"https://{owner}.example/1",
        snapshot="0" * 64,
        seen_at="2031-05-09T12:00:00Z",
    )


def claim(frame: str, seen: dict[str, str], slots: dict[str, Slot], **more: Any) -> Claim:
    """A claim with its evidence; one outlet makes it single-source."""
    kinds = {"toll": "number", "injured": "number", "outage": "number", "quote": "quote", "denied": "attribution"}
    found = tuple(evidence(owner, words) for owner, words in seen.items())
    fields: dict[str, Any] = {
        "id": derive("claim", frame, *seen.items()),
        "kind": kinds.get(frame, "event"),
        "frame": frame,
        "slots": slots,
        "statement": found[0].text,
        "evidence": found,
        "status": "supported" if len(seen) > 1 else "single_source",
        "salience": 0.5,
    }
    return Claim(**{**fields, **more})


def people(value: float, bound: str = "exact", unit: str = "people") -> Quantity:
    """A count of people."""
    return Quantity(value=value, unit=unit, bound=bound)  # type: ignore[arg-type]


def invented_claims() -> tuple[Claim, ...]:
    """Everything the three outlets say, as typed facts."""
    fire = slot("fire at a paper warehouse", "event", "fire")
    where = slot("Port Halden", "place", "halden")
    few = claim("injured", {"post": "At least 14"}, {"number": slot("at least 14 people", "quantity", "people"),
                "event": slot("fire", "event")}, quantity=people(14, "at_least"), salience=0.8)  # fmt: skip
    return (
        claim("toll", {"post": "Three workers", "radio": "Three workers", "wire": "A warehouse"},
              {"number": slot("three workers", "quantity", "worker"), "event": fire, "where": where},
              quantity=people(3, unit="workers"), salience=1.0, time="2031-05-09"),
        few,
        claim("arrested", {"post": "Police arrested"}, {"who": slot("41-year-old man", "person", "man"),
              "offence": slot("suspicion of arson", "offence"), "by": slot("Police", "group")},
              salience=0.9, time="2031-05-09"),
        claim("quote", {"post": "Mayor Ilse"}, {"speaker": slot("Ilse Brandt", "person", "brandt"),
              "quote": slot("We have lost three good neighbours, and we will not rest until we know why.", "quote")},
              speaker=Speaker(name="Ilse Brandt", role="Mayor"), salience=0.6,
              quote="We have lost three good neighbours, and we will not rest until we know why."),
        claim("is_a", {"post": "Ilse Brandt is"}, {"who": slot("Ilse Brandt", "person", "brandt"),
              "what": slot("mayor of Port Halden", "person", "mayor")}, salience=0.3),
        claim("happened", {"post": "The harbour road"}, {"subject": slot("harbour road", "thing", "road"),
              "verb": slot("will reopen", "thing", "reopen"), "tense": slot("future", "thing"),
              "voice": slot("active", "thing"), "number": slot("singular", "thing"),
              "when": slot("on Saturday", "time")}, modality="will", time="2031-05-10", salience=0.5),
        claim("happened", {"post": "The blaze destroyed"}, {"subject": slot("blaze", "event"),
              "verb": slot("destroyed", "thing", "destroy"), "tense": slot("past", "thing"),
              "voice": slot("active", "thing"), "number": slot("singular", "thing"),
              "object": slot("1,200 tonnes of paper", "thing", "tonne")}, salience=0.5,
              quantity=Quantity(value=1200, unit="tonnes of paper")),
        claim("outage", {"radio": "Some 2,300"}, {"number": slot("some 2,300 homes", "quantity", "home"),
              "what": slot("power", "thing"), "event": slot("fire", "event")},
              quantity=people(2300, "about", "homes"), salience=0.8),
        claim("evacuation", {"radio": "Officials moved"}, {"who": slot("600 residents", "group", "resident"),
              "number": slot("600 residents", "quantity", "resident"), "from": slot("harbour district", "place", "district")},
              quantity=people(600, unit="residents"), salience=0.8, time="2031-05-09"),
        claim("closure", {"radio": "Schools in"}, {"what": slot("Schools in the harbour district", "group", "school"),
              "reason": slot("smoke", "event")}, salience=0.6),
        claim("cancelled", {"radio": "The Halden Line"}, {"what": slot("40 trains", "thing", "train"),
              "by": slot("Halden Line", "group", "line"), "number": slot("40 trains", "quantity", "train"),
              "reason": slot("smoke", "event")}, quantity=people(40, unit="trains"), salience=0.6),
        claim("inquiry", {"radio": "The regional"}, {"what": slot("fire safety at the warehouse", "thing", "safety"),
              "by": slot("regional government", "group", "government")}, salience=0.6),
        claim("denied", {"wire": "Northern Paper"}, {"who": slot("Northern Paper", "group", "paper"),
              "what": slot("breaches of safety rules", "thing", "breach")}, salience=0.7, polarity="denied"),
        claim("met", {"wire": "Prime Minister"}, {"who": slot("Prime Minister Tomas Varga", "person", "varga"),
              "whom": slot("town", "place")}, modality="could", time="2031-05-11", salience=0.4),
        claim("is_a", {"wire": "Port Halden is"}, {"who": where,
              "what": slot("harbour town in the north of Varland", "place", "town")}, salience=0.4),
    )  # fmt: skip


def invented_items() -> tuple[Item, ...]:
    """The three reports."""
    return tuple(
        Item(
            id=f"item_{owner}",
            source_id=owner,
            publisher=Publisher(name=OUTLETS[owner], owner=owner, kind="newspaper", tier=2),
            url=f"https://{owner}.example/1",
            title=TITLES[owner],
            text=TEXTS[owner],
            language="en",
            kind="article",
            published_at=NOW,
            seen_at=NOW,
            snapshot="0" * 64,
        )
        for owner in TEXTS
    )


def invented_brief(**more: Any) -> StudioBrief:
    """The brief of the invented story for the channel "main"."""
    items = invented_items()
    story = Story(
        id="story_halden",
        slug="warehouse-fire",
        headline="Warehouse fire in Port Halden",
        language="en",
        category="disaster",
        item_ids=tuple(i.id for i in items),
        first_published_at=NOW,
        first_seen_at=NOW,
        last_seen_at=NOW,
        entered_at=NOW,
        risk="standard",
    )
    fields: dict[str, Any] = {
        "story": story,
        "claims": invented_claims(),
        "items": items,
        "channel": Channel(name="main", title="Main"),
        "now": NOW,
        "publishers": OUTLETS,
    }
    return StudioBrief(**{**fields, **more})


@pytest.fixture
def brief() -> StudioBrief:
    """The invented story, ready to write."""
    return invented_brief()


@pytest.fixture(scope="session")
def whole_brief() -> StudioBrief:
    """The same, for scripts that are written once."""
    return invented_brief()


@pytest.fixture
def a_brief() -> Callable[..., StudioBrief]:
    """The invented story with other fields."""
    return invented_brief


@pytest.fixture
def tools() -> WritingTools:
    """Real word forms and real grammar."""
    return WritingTools(Lemminflect(), LANGUAGE)
