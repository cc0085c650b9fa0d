"""What `newsroom status` and the desk show of money, goals and finished videos in doubt: each with its row's version."""

from datetime import timedelta

import pytest

from newsroom.cli.look import working
from newsroom.control.campaigns import desk as campaigns
from newsroom.control.channels import enrol
from newsroom.control.decisions.asks import asks_for
from newsroom.desk import hands
from newsroom.desk.status import status
from newsroom.model.channel import Channel
from newsroom.model.story import Story
from newsroom.ports import Change, Commit

MAIN = Channel(name="main", title="Main", budget_usd_per_day=2.0)


@pytest.fixture
def busy(desk):
    """A desk whose newsroom has a channel, a campaign, and a finished video that a later report put in doubt."""
    seen = hands.bench(desk.store)
    enrol(desk.store, seen.now, (MAIN,))
    desk.store.commit(campaigns.added(seen, "cover floods this week, 5 USD", "E. Ode", lambda text: ()))
    story = desk.store.get("story", "risky", Story)
    (ask,) = asks_for(story, (("correction", "editor"),), "three were missing; four are dead", seen.now)
    row = Change("ask", ask.id, 0, ask, story.id, "open", seen.now + timedelta(hours=2))
    desk.store.commit(Commit(changes=(row,)))
    return desk, ask


def test_budgets_and_campaigns_are_shown_with_their_versions(busy):
    """A row that says 0 spent of its cap, and which version of the row says so; in JSON, in words, and on the page."""
    desk, _ = busy
    shown = status(desk.store)
    assert [one for one in shown["budgets"] if "channel" in one] == [
        {"channel": "main", "usd_per_day": 2.0, "spent_usd": 0.0, "version": 1}
    ]
    (held,) = shown["campaigns"]
    assert (held["status"], held["version"], held["channel"]) == ("draft", 1, "main")
    words = "\n".join(working(shown))
    assert "budget of channel main: 0.00 USD spent, cap 2.00 a day, version 1" in words
    assert f"budget of campaign {held['campaign']}: 0.00 USD spent, cap 5.00 in all, version 1" in words
    page = desk.browser("R. Reader").get("/status").text
    assert "2.00 a day" in page
    assert "5.00 in all" in page
    assert "cover floods this week, 5 USD" in page


@pytest.mark.parametrize(
    ("decision", "state"), [("", "asked"), ("approve", "due"), ("changes", "asked"), ("reject", None)]
)
def test_a_correction_is_listed_until_an_editor_finds_the_video_right(busy, decision, state):
    """Asked, then due: it is never lost sight of, and only a no takes it off the list."""
    desk, ask = busy
    if decision:
        hands.answer(desk.store, desk.people, ask.id, 1, decision, "I. Brandt", "senior_editor", "seen")
    listed = status(desk.store)["corrections"]
    assert [one["state"] for one in listed] == ([state] if state else [])
    assert ("three were missing; four are dead" in desk.browser("R. Reader").get("/status").text) is bool(state)
