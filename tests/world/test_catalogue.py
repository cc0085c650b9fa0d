"""The catalogue that ships, and what is said of a wrong entry in a user's own."""

from pathlib import Path

import pytest

from newsroom import settings
from newsroom.model.errors import Refused
from newsroom.world.apis import ADAPTERS
from newsroom.world.feeds.formats import FORMATS
from newsroom.world.guard import check_form
from newsroom.world.watch_list import bundled, faults_of, read_watch_list

GOOD = '- {id: post, name: Halden Post, kind: newspaper, tier: 2, url: "https://post.example.com/rss"}'


def test_ninety_one_sources_ship_each_with_its_facts() -> None:
    """Owner, country, kind, tier and terms for every one; a reader for each that is asked, a reason for each that is not."""
    listed = read_watch_list(bundled())
    sources = [*(w.source for w in listed.watched), *(off.source for off in listed.off)]
    assert len({source.id for source in sources}) == 91
    assert all(s.owner and s.country and s.terms and s.kind and 1 <= s.tier <= 5 for s in sources)
    assert all(watched.format in FORMATS for watched in listed.watched)
    for source in sources:
        check_form(source.url)
    assert all(off.why and off.why != "switched off" for off in listed.off)


def test_no_source_counts_as_independent_of_its_owner_under_two_spellings() -> None:
    """Owners are written one way: what differs in case or spacing alone would count one voice twice."""
    listed = read_watch_list(bundled())
    owners = {w.source.owner for w in listed.watched}
    assert len({" ".join(owner.casefold().split()) for owner in owners}) == len(owners)


def test_a_source_that_needs_a_key_is_off_until_it_is_there() -> None:
    """It is named with the variables to set, and asked once they are set."""
    listed = read_watch_list(bundled())
    needing = {w.source.id for w in listed.watched if w.format in ADAPTERS and ADAPTERS[w.format].needs}
    without, complete = listed.with_keys(()), listed.with_keys(("REDDIT_CLIENT_ID", "REDDIT_CLIENT_SECRET"))
    assert needing
    assert needing <= {off.source.id for off in without.off if "not set" in off.why}
    assert needing <= {w.source.id for w in complete.watched}


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("- {id: x, name: X, tier: 9}", "tier from 1 to 5"),
        ("- {id: x, name: X, tier: 2}", "url is missing"),
        ('- {id: x, name: X, tier: 2, url: "ftp://x.example.com/"}', "only http and https"),
        ('- {id: x, name: X, tier: 2, url: "http://127.0.0.1/"}', "public internet"),
        ('- {id: x, name: X, tier: 2, url: "https://x.example.com/", format: rsss}', "no format is called rsss"),
        ('- {id: x, name: X, tier: 2, url: "https://x.example.com/", poll_minutes: 0}', "poll_minutes"),
        ('- {id: x, name: X, tier: 2, url: "https://x.example.com/", robots: maybe}', "true or false"),
        ('- {id: off, name: X, tier: 2, url: "https://x.example.com/"}', "quotes"),
        ('- {id: post, name: X, tier: 2, url: "https://x.example.com/"}', "first on line 2"),
        ("- {id: x, name: X, tier: 2, format: mastodon_tags, query: {limit: 5}}", "host"),
        ("- {id: x, name: X, tier: 2, format: reddit, query: {sub: ../..}}", "sub"),
        ("- just words", "keys and values"),
        ("- {id: x, name: X, tier: 2, url: [", "readable YAML"),
    ],
)
def test_a_wrong_entry_is_named_by_its_line(tmp_path: Path, entry: str, said: str) -> None:
    """`newsroom config check` says file, line, what is wrong and what to do; nothing starts with such a list."""
    file = tmp_path / "sources.yaml"
    file.write_text(f"sources:\n{GOOD}\n{entry}\n")
    problems = settings.check(tmp_path)
    assert [problem.file for problem in problems] == [str(file)]
    assert said in problems[0].message + problems[0].next_step
    assert problems[0].line in (3, 4)
    with pytest.raises(Refused):
        settings.load(tmp_path)


def test_every_wrong_entry_is_named_at_once(tmp_path: Path) -> None:
    """Not one a try."""
    file = tmp_path / "sources.yaml"
    file.write_text(f"sources:\n- {{id: a}}\n{GOOD}\n- {{id: b}}\n")
    assert [fault.line for fault in faults_of(file)] == [2, 4]
