"""Claims: typed facts, each bound to the exact sentences that carry it (B1; offline-writer.md)."""

from typing import Literal

from newsroom.model.base import Noun

ClaimStatus = Literal["supported", "single_source", "disputed", "contradicted", "unverifiable"]
Bound = Literal["exact", "at_least", "more_than", "about", "up_to"]


class Evidence(Noun):
    """The exact sentence of one outlet: `text` is `item.text[start:end]` (or the title when `field` is title).

    `owner` is the independent owner whose voice the item is, empty where the item is nobody's (an index, a community).
    """

    item_id: str
    owner: str
    outlet: str
    field: Literal["title", "text"]
    start: int
    end: int
    text: str
    url: str
    snapshot: str
    seen_at: str


class Slot(Noun):
    """One role of a frame: its words, what kind of thing it is, and the head word for merging."""

    text: str
    kind: Literal["person", "group", "place", "event", "quantity", "list", "time", "thing", "offence", "quote"]
    head: str


class Quantity(Noun):
    """A number with unit and bound: "at least 40 people" is (40, "people", "at_least")."""

    value: float
    unit: str
    bound: Bound = "exact"


class Speaker(Noun):
    """Who said it: name or office, role, and the verb the source used."""

    name: str
    role: str = ""
    verb: str = "said"


class Claim(Noun):
    """One check-worthy statement of a story.

    `kind` is what is checked (number, quote, event, attribution, cause); `frame` names the typed fact. `conflicts`
    are ids of claims that state another value for the same thing; `superseded_by` is the newer claim that replaces this
    one (a toll that rose), empty while it stands. Support counts owners, not items. `check_worth` says how much the
    claim deserves checking and `slant` how slanted its own wording is (chances, 0 to 1; 0 where nobody read it), `loaded`
    the words that make it so.
    """

    id: str
    kind: Literal["number", "quote", "event", "attribution", "cause"]
    frame: str
    slots: dict[str, Slot]
    statement: str
    evidence: tuple[Evidence, ...]
    status: ClaimStatus
    quantity: Quantity | None = None
    speaker: Speaker | None = None
    quote: str = ""
    time: str = ""
    place: str = ""
    polarity: Literal["affirmed", "denied"] = "affirmed"
    modality: str = ""
    condition: str = ""
    conflicts: tuple[str, ...] = ()
    superseded_by: str = ""
    salience: float = 0.0
    check_worth: float = 0.0
    slant: float = 0.0
    loaded: tuple[str, ...] = ()

    @property
    def wording(self) -> str:
        """The claim's own words: its quote, or its statement."""
        return self.quote or self.statement

    @property
    def owners(self) -> tuple[str, ...]:
        """Distinct owners whose own sentence states this claim; evidence that is nobody's voice (no owner) counts none."""
        return tuple(sorted({e.owner for e in self.evidence if e.owner}))
