"""Visual_Artist: what the claims and places of a story change in its pictures."""

from datetime import UTC, datetime

from newsroom.model.assets import Visual
from newsroom.model.brief import StudioBrief
from newsroom.model.channel import Channel
from newsroom.model.claim import Claim, Evidence, Quantity, Speaker
from newsroom.model.item import GeoPoint, Place
from newsroom.model.script import Line, Script
from newsroom.model.story import Story
from newsroom.studio.visual_artist import illustrate

NOON = datetime(2031, 5, 14, 12, 0, tzinfo=UTC)


def claim(number: int, *, value: float | None = None, quote: str = "") -> Claim:
    evidence = Evidence(item_id="i", owner="Harbour Media", outlet="The Harbour Post", field="text", start=0, end=1, text="x",
                        url="https://harbour-post.example/1", snapshot="0", seen_at="2031-05-14T12:00:00Z")  # fmt: skip
    return Claim(id=f"c{number}", kind="quote" if quote else "event", frame="said" if quote else "injured", slots={}, statement="x",
                 evidence=(evidence,), status="supported", quote=quote, speaker=Speaker(name="Mira Holt") if quote else None,
                 quantity=Quantity(value=value, unit="people") if value is not None else None)  # fmt: skip


def brief(claims: tuple[Claim, ...], place: Place | None = None) -> StudioBrief:
    story = Story(id="s", slug="s", headline="h", language="en", category="disaster", item_ids=("i",), first_published_at=NOON,
                  first_seen_at=NOON, last_seen_at=NOON, entered_at=NOON, places=(place,) if place else ())  # fmt: skip
    return StudioBrief(story=story, claims=claims, items=(), channel=Channel(name="main", title="Main"), now=NOON)


def script(*lines: tuple[str, str, str]) -> Script:
    made = tuple(Line(id=f"l{n}", beat=beat, text=text, spoken=text, claim_ids=(c,) if c else (), way="frame")
                 for n, (beat, text, c) in enumerate(lines))  # fmt: skip
    return Script(story_id="s", channel="main", version=1, template="breaking", title="Quake off Saltholm", lines=made, hooks=(), words=50,
                  seconds=25)  # fmt: skip


LINES = (
    ("hook", "A strong quake has shaken Saltholm.", "c1"),
    ("what", "Twelve people in Saltholm were hurt.", "c1"),
    ("quote", 'Mira Holt says: "We heard a deep roar."', "c2"),
    ("unknown", "The reports we read do not give a cause.", ""),
    ("sources", "Based on reports by The Harbour Post.", ""),
)
CLAIMS = (claim(1, value=12), claim(2, quote="We heard a deep roar."))


def fine(visual: Visual) -> tuple[str, ...]:
    del visual
    return ()


def test_every_line_is_on_one_card_and_no_neighbours_are_alike():
    """The plan covers the narration exactly, and the picture changes with each thought."""
    visuals = illustrate(script(*LINES), brief(CLAIMS), fine)
    assert [line for v in visuals for line in v.line_ids] == [f"l{n}" for n in range(len(LINES))]
    assert all(a.kind != b.kind for a, b in zip(visuals, visuals[1:], strict=False))
    assert [v.kind for v in visuals] == ["title", "stat", "quote", "list", "sources"]
    assert all(v.rights for v in visuals)


def test_the_number_on_the_card_is_the_claims_number():
    """Change the number in claim and line, and the card shows the new one; a number the line does not say is not shown."""
    said = illustrate(script(("what", "At least 40 people were hurt.", "c1")), brief((claim(1, value=40),)), fine)
    assert (said[0].kind, said[0].data["value"]) == ("stat", "40")
    unsaid = illustrate(script(("what", "Several people were hurt.", "c1")), brief((claim(1, value=40),)), fine)
    assert unsaid[0].kind == "text"


def test_a_place_with_coordinates_puts_the_line_that_names_it_on_a_map():
    """The same script gets a map only where the place is known and named in the line."""
    lines = script(("hook", "Quake.", ""), ("what", "Shops closed in Saltholm.", ""))
    place = Place(name="Saltholm", country="Tessaly", point=GeoPoint(lat=-24.1, lon=-38.4), precision=1.0)
    assert illustrate(lines, brief((), place), fine)[1].kind == "map"
    assert illustrate(lines, brief(()), fine)[1].kind == "text"


def test_an_outlet_named_after_a_place_puts_nothing_there():
    """Neither map nor dateline shows a place that only stands in a source's name."""
    place = Place(name="Saltholm", country="Tessaly", point=GeoPoint(lat=-24.1, lon=-38.4), precision=1.0)
    named = script(("hook", "Shops closed.", ""), ("what", "Saltholm Today reports that prices rose.", ""))
    title, second, *_ = illustrate(named, brief((), place), fine)
    assert (title.data["place"], second.kind) == ("", "text")


def test_a_card_that_cannot_be_laid_out_is_recovered_and_says_so():
    """A failing card is tried with fewer words and then as plain text; the attempts are counted, the reason kept."""

    def crowded(visual: Visual) -> tuple[str, ...]:
        return ("it runs into the captions",) if visual.kind == "stat" else ()

    visuals = illustrate(script(*LINES), brief(CLAIMS), crowded)
    assert visuals[1].kind == "text"
    assert visuals[1].attempts == 2
    assert "runs into the captions" in visuals[1].recovered_by


def test_two_statements_in_a_row_stand_on_different_grounds():
    """The picture changes with each thought even where the layout stays."""
    lines = script(
        ("what", "Shops closed in the harbour.", ""),
        ("what", "Trains stopped at noon.", ""),
        ("what", "Schools opened late.", ""),
    )
    grounds = [v.data.get("ground", "dark") for v in illustrate(lines, brief(()), fine)]
    assert grounds == ["dark", "light", "dark"]
