"""`newsroom doctor` says which sources are off for want of a key, and never shows one."""

from newsroom.desk.source_keys import source_keys
from newsroom.world.apis import ADAPTERS


def test_each_set_of_keys_is_a_row_off_until_all_of_it_is_set() -> None:
    """Half of Reddit's two keys is none; the row names what is missing and where to write it."""
    rows = {row.part: row for row in source_keys(("NEWSAPI_KEY", "REDDIT_CLIENT_ID"))}
    assert rows["sources of format newsapi"].light == "ok"
    reddit = rows["sources of format reddit"]
    assert (reddit.light, reddit.detail) == ("off", "REDDIT_CLIENT_SECRET not set")
    assert "secrets.env" in reddit.next_step
    assert rows["sources of format x_trends, x_counts, x_search"].light == "off"


def test_open_services_need_no_row() -> None:
    """Only formats with keys are listed, each once."""
    listed = " ".join(row.part for row in source_keys(()))
    for name, adapter in ADAPTERS.items():
        assert (name in listed.replace(",", "").split()) == bool(adapter.needs)
