"""Cards as pictures: inside the safe area, clear of the captions, with furniture, motion that ends, and readable text."""

import numpy as np
import pytest

from newsroom.model.assets import Rights, Visual
from newsroom.model.channel import Channel
from newsroom.world.cards import scene
from newsroom.world.cards.layout import issues
from newsroom.world.cards.lettering import fit, width
from newsroom.world.cards.outlines import Projection, countries, holds
from newsroom.world.cards.palette import AMBER, DARK, DEEP_RED, INK, LIGHT, PAPER, TEAL, WHITE, contrast

CHANNEL = Channel(name="main", title="Digital Newsroom")
RIGHTS = (Rights(licence="own work", holder="us", source="card"),)
LONG = "The ministry of transport and regional planning says that trains between both coasts stay halted until further notice"
DATA = {
    "title": {"kicker": "Disaster", "headline": LONG[:72], "deck": "", "place": "Port Alder", "date": "4 May 2026, 12:00 UTC"},
    "text": {"kicker": "What happened", "statement": LONG, "source": "Source: Harbour Post, City Herald, Regional Radio"},
    "quote": {"quote": LONG + " and nobody told us why", "speaker": "Anastasia Konstantinopolskaya", "role": "spokeswoman of the "
              "ministry of transport", "source": "Harbour Post"},
    "list": {"headline": "What is not known about the halted trains today", "rows": [{"text": LONG[:96]}] * 4},
    "sources": {"headline": "How we know", "rows": [{"name": "The Northern Coast Evening Telegraph and Standard", "note": "Newspaper",
                "tag": "OFFICIAL"}] * 4, "check": {"title": "Council score 0.78", "detail": "Four independent sources"},
                "disclosure": "Script, voice and graphics are AI-generated. Evidence for every claim is on the story page."},
    "stat": {"kicker": "At least", "value": "1,250,000", "unit": "households without electricity", "statement": LONG, "source": "Source: A"},  # noqa: E501
    "chart": {"headline": "Homes without power fell through the whole long day", "subtitle": "Households", "source": "Source: grid",
              "bars": [{"label": "Morning in the northern districts", "value": 50000, "shown": "50,000"}] * 4},
    "map": {"headline": LONG[:64], "lat": 16.9, "lon": -99.3, "place": "San Marcos", "place_note": "Mexico", "span_deg": 16.0},
}  # fmt: skip


def visual(kind: str, **changes: object) -> Visual:
    return Visual(id=kind, kind=kind, line_ids=("l1",), data={**DATA[kind], **changes}, why="test", rights=RIGHTS)


@pytest.mark.parametrize("aspect", ["9:16", "1:1", "16:9"])
@pytest.mark.parametrize("kind", [k for k in DATA if k != "map"])
def test_the_longest_words_stay_clear_of_captions_and_buttons(kind: str, aspect: str):
    """Every card with the longest text it may get keeps to its box in all three aspects, by its pixels."""
    assert issues(visual(kind), CHANNEL, aspect) == ()


def test_a_card_that_lacks_its_words_is_named_and_not_drawn():
    """A missing field is an issue in words, not a crash."""
    bare = Visual(id="v", kind="quote", line_ids=(), data={"quote": "x"}, why="", rights=RIGHTS)
    assert issues(bare, CHANNEL, "9:16") == ("the card has no speaker",)


def test_entrances_end_and_then_only_the_progress_moves():
    """While entering the whole card is repainted; once settled only the progress line changes."""
    card = scene(visual("title"), CHANNEL, "9:16", 0, 6)
    frame = np.zeros((1920, 1080, 4), dtype=np.uint8)
    assert card.draw(frame, 0.2, 0.05) == ((0, 0, 1080, 1920),)
    card.draw(frame, 2.0, 0.4)
    before = frame.copy()
    (rect,) = card.draw(frame, 3.0, 0.7)
    changed = np.argwhere((frame != before).any(axis=2))
    assert rect[3] - rect[1] < 20
    assert len(changed) > 0
    assert changed[:, 0].min() >= rect[1]
    assert changed[:, 0].max() < rect[3]
    assert card.draw(frame, 3.01, 0.7001) == ()


def test_the_rehearsal_band_is_on_every_card():
    """Invented news is marked on screen: the amber band is there for a rehearsal channel and not otherwise."""
    rehearsal = CHANNEL.model_copy(update={"rehearsal": True})
    for kind in ("title", "map", "sources"):
        marked = scene(visual(kind), rehearsal, "9:16").still()
        plain = scene(visual(kind), CHANNEL, "9:16").still()
        band = np.all(np.abs(marked[176:224, 96:936, :3].astype(int) - AMBER) < 6, axis=2).mean()
        assert band > 0.6
        assert np.all(np.abs(plain[176:224, 96:936, :3].astype(int) - AMBER) < 6, axis=2).mean() == 0


def test_text_keeps_its_contrast():
    """Every pair of text and ground in use is at least 4.5 to 1."""
    for theme in (DARK, LIGHT):
        assert contrast(theme.text, theme.ground) >= 7
        assert contrast(theme.muted, theme.ground) >= 4.5
        assert contrast(theme.on_accent, theme.accent) >= 4.5
    assert contrast(WHITE, TEAL) >= 4.5
    assert contrast(TEAL, PAPER) >= 4.5
    assert contrast(DEEP_RED, PAPER) >= 4.5
    assert contrast(INK, AMBER) >= 7


def test_lines_are_balanced_and_names_of_many_tongues_are_drawn():
    """No last line of one lonely word; letters that the headline face lacks fall back to one that has them."""
    block = fit(
        "Strong quake shakes the southern coast and leaves two dead", "headline", 90, 800, max_lines=4, min_size=50
    )
    widths = [width(line, block.face, block.size) for line in block.lines]
    assert min(widths) > 0.5 * max(widths)
    assert fit("Київ", "headline", 60, 500, max_lines=1, min_size=40).face == "bold"
    for name in ("Łódź", "Şişli", "Čačak", "Győr", "Ångström", "Đà Nẵng", "Αθήνα"):
        assert fit(name, "bold", 60, 900, max_lines=1, min_size=40).lines == (name,)


def test_the_map_lights_the_right_country():
    """A point in Mexico lies in Mexico's rings, one in the open Pacific in none, and the centre projects to the centre."""
    named = {c.name for c in countries() if holds(c, -99.1, 19.4)}
    assert named == {"Mexico"}
    assert not any(holds(c, -140.0, 5.0) for c in countries())
    view = Projection(19.4, -99.1, 20, 1000, 500, 600)
    assert view.xy(-99.1, 19.4) == pytest.approx((500, 600))
    assert view.xy(80.0, -19.0) is None
