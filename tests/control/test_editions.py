"""One edition at home; another moves it away whole; a live newsroom is never touched."""

from datetime import timedelta

import pytest

from newsroom.control.policy import Policy
from newsroom.control.records import Cursor, Edition
from newsroom.lab.edition import begin, edition_key, open_edition
from newsroom.model.channel import Channel
from newsroom.model.errors import Refused
from newsroom.ports import Change, Commit


def test_the_same_replay_finds_its_edition_again(tmp_path, ask):
    """Opened twice with one key: one edition, begun once."""
    for _ in range(2):
        store = open_edition(tmp_path, "key-one", "day")
        begin(store, "key-one", "day", 1, ask.opened_at, ask.opened_at + timedelta(hours=1))
        store.close()
    assert not (tmp_path / "editions").exists()


def test_another_edition_moves_the_first_one_away_whole(tmp_path, ask):
    """Database and videos go to their own folder under editions, where they can still be opened."""
    store = open_edition(tmp_path, "key-one", "day")
    begin(store, "key-one", "day", 1, ask.opened_at, ask.opened_at + timedelta(hours=1))
    store.close()
    (tmp_path / "videos").mkdir()
    (tmp_path / "videos" / "one.mp4").write_text("film")
    open_edition(tmp_path, "key-two", "day").close()
    kept = tmp_path / "editions" / "day-key-one"
    assert (kept / "videos" / "one.mp4").read_text() == "film"
    moved = open_edition(kept, "key-one", "day")
    assert moved.get("edition", "edition", Edition) is not None
    moved.close()


def test_a_live_newsroom_is_not_replayed_over(tmp_path, ask):
    """A home whose intake runs without an edition belongs to a live newsroom."""
    store = open_edition(tmp_path, "key", "day")
    cursor = Cursor(at=ask.opened_at, next_at=ask.opened_at)
    store.commit(Commit(changes=(Change("cursor", "intake", 0, cursor),)))
    store.close()
    with pytest.raises(Refused, match="live newsroom"):
        open_edition(tmp_path, "key", "day")


@pytest.mark.parametrize("changed", ["seed", "limit", "corpus", "span"])
def test_whatever_changes_the_outcome_changes_the_key(ask, changed):
    """Corpus, seed, video limit and span each make another edition."""
    start, end = ask.opened_at, ask.opened_at + timedelta(hours=1)
    policy = Policy(channel=Channel(name="main", title="Main"))
    limited = policy.model_copy(update={"video_limit": 3})
    other = {
        "seed": ("print", 2, policy, start, end),
        "limit": ("print", 1, limited, start, end),
        "corpus": ("other", 1, policy, start, end),
        "span": ("print", 1, policy, start, end + timedelta(hours=1)),
    }
    assert edition_key(*other[changed]) != edition_key("print", 1, policy, start, end)
