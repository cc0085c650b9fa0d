"""One short invented bulletin, spoken and cut once for all tests of sound and picture."""

from pathlib import Path
from typing import NamedTuple

import pytest

from newsroom.model.assets import Cut, GenerationFailure, Narration, Production, Rights, Visual
from newsroom.model.channel import Channel
from newsroom.model.script import GuardReport, Line, Script
from newsroom.studio import video_editor, voice_actor
from newsroom.studio.spoken import spoken
from newsroom.world.media import FolderMedia
from newsroom.world.render import CardRender
from newsroom.world.speech import PiperSpeech

TEXTS = (
    ("hook", "Two ferries touched in thick fog outside Vessel Harbour."),
    ("what", "Police say about 140 people were on board, and nobody was hurt."),
    (
        "what",
        "The smaller boat lost a railing and part of its bow, but both ships reached the pier under their own power.",
    ),
    ("context", "The harbour had asked all captains to slow down an hour before, when the fog came in from the sea."),
    ("context", "Crews will inspect the two hulls tonight, and crossings to the island begin again tomorrow at nine."),
    ("sources", "Sources: the Vessel police, the harbour office and the ferry company."),
)
OWN = Rights(licence="own work", holder="the channel", source="a card of its own")


class Bulletin(NamedTuple):
    """A finished short video with all that went into it, in its own home folder."""

    home: Path
    media: FolderMedia
    channel: Channel
    script: Script
    narration: Narration
    visuals: tuple[Visual, ...]
    cut: Cut
    production: Production
    guard: GuardReport


def make_script(texts: tuple[tuple[str, str], ...] = TEXTS) -> Script:
    lines = tuple(
        Line(id=f"l{n}", beat=beat, text=text, spoken=spoken(text), claim_ids=(f"claim_{n}",), way="clause")  # type: ignore[arg-type]
        for n, (beat, text) in enumerate(texts)
    )
    return Script(
        story_id="story_ferry", channel="harbour", version=1, template="breaking", title="Ferries touch in fog",
        lines=lines, hooks=(), words=sum(len(text.split()) for _, text in texts), seconds=29.0,
    )  # fmt: skip


def make_visuals() -> tuple[Visual, ...]:
    rows = (
        ("title", {"kicker": "Vessel", "headline": "Ferries touch in fog", "date": "Tuesday 3 June, 9:00 UTC"}),
        ("stat", {"kicker": "On board", "value": "140", "unit": "people", "statement": "Nobody was hurt"}),
        ("text", {"kicker": "Damage", "statement": "A railing and part of the bow were lost"}),
        ("text", {"kicker": "Before", "statement": "Captains were asked to slow down"}),
        ("text", {"kicker": "Next", "statement": "Crossings begin again tomorrow at nine"}),
        (
            "sources",
            {
                "headline": "Sources",
                "rows": [{"name": "Vessel police", "note": "official"}],
                "check": {"title": "Two sources", "detail": "independent"},
                "disclosure": "Script, voice and graphics are AI-generated.",
            },
        ),
    )
    return tuple(
        Visual(id=f"v{n}", kind=kind, line_ids=(f"l{n}",), data=data, why="shows its line", rights=(OWN,))  # type: ignore[arg-type]
        for n, (kind, data) in enumerate(rows)
    )


@pytest.fixture(scope="session")
def channel() -> Channel:
    return Channel(name="harbour", title="Harbour News", rehearsal=True)


@pytest.fixture(scope="session")
def script() -> Script:
    return make_script()


@pytest.fixture
def brief_script() -> Script:
    """One word: for tests that cut a video and need little of it."""
    return make_script((("hook", "Fog."),))


@pytest.fixture(scope="session")
def visuals() -> tuple[Visual, ...]:
    return make_visuals()


@pytest.fixture(scope="session")
def bulletin(
    tmp_path_factory: pytest.TempPathFactory, channel: Channel, script: Script, visuals: tuple[Visual, ...]
) -> Bulletin:
    home = tmp_path_factory.mktemp("home")
    media = FolderMedia(home)
    narration = voice_actor.narrate(script, channel, PiperSpeech(media))
    assert not isinstance(narration, GenerationFailure), narration
    cut = video_editor.assemble(script, narration, visuals, channel, CardRender(media), "videos/2031-06-03-ferries")
    assert not isinstance(cut, GenerationFailure), cut
    guard = GuardReport(
        story_id=script.story_id, script_version=1, passed=True, score=0.95, issues=(), checked={}, citations={}
    )
    production = Production(
        id="production_1", story_id=script.story_id, channel=channel.name, stage="review", script=script, guard=guard,
        narration=narration, visuals=visuals, cut=cut,
    )  # fmt: skip
    return Bulletin(home, media, channel, script, narration, visuals, cut, production, guard)
