"""A website's name read in words, and the guess that is shown until somebody has rated it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.scouts.domain_quality import domain_quality
from newsroom.scouts.domain_signs import BUCKETS, figures, marks, name_of
from newsroom.scouts.news_sites import listings


@pytest.mark.parametrize(
    ("domain", "words", "ending"),
    [
        ("riverdailytribune.com", ("river", "daily", "tribune"), "com"),
        ("www.hill-herald.co.uk", ("hill", "herald"), "uk"),
        ("news.orchard.edu", ("news", "orchard"), "edu"),
        ("WQZX.com", ("wqzx",), "com"),
        ("", (), ""),
    ],
)
def test_a_name_is_read_in_its_words(domain, words, ending):
    """Run together or apart, without what every address has."""
    name = name_of(domain)
    assert (name.words, name.ending) == (words, ending)


def test_kinds_of_words_are_seen():
    """A paper's word at the end, and a station's call sign."""
    assert figures(name_of("riverdailytribune.com"))["paper_last"] == 1.0
    assert figures(name_of("kqzx.com"))["call_sign"] == 1.0
    assert figures(name_of("kqzx.com"))["paper_words"] == 0.0


@settings(deadline=None)  # the first call reads a table
@given(st.text(max_size=200))
def test_any_name_has_a_guess(domain):
    """Strange names too; marks stay inside the table, and the guess is 0 to 1."""
    assert all(0 <= place < BUCKETS for place in marks(name_of(domain)))
    assert 0.0 <= domain_quality(domain) <= 1.0


def test_a_local_paper_is_trusted_above_a_site_of_hidden_truths():
    """What the words of a name promise."""
    assert domain_quality("riverfallstribune.com") > domain_quality("hiddentruthexposed.info")


@pytest.mark.parametrize("host", ["bbc.co.uk", "WWW.bbc.co.uk", " bbc.co.uk. "])
def test_a_directory_knows_its_sites_however_they_are_written(host):
    """Capitals, "www." and a closing dot do not matter."""
    assert any(listings(host))
    assert sum(value for name, value in figures(name_of(host)).items() if name.startswith("listed_")) >= 1.0


@pytest.mark.parametrize("host", ["", "co.uk", "a-blog.bbc.co.uk", "riverdailytribune-of-nowhere.com"])
def test_a_part_of_a_listed_site_is_not_listed(host):
    """Nor is a name that no directory holds."""
    assert not any(listings(host))


def test_a_listed_site_is_guessed_above_its_name_unlisted():
    """The same name a step away from the listed one: only the listing differs much."""
    name = name_of("bbc.co.uk")
    assert figures(name) != figures(name._replace(host="bbc.example"))
    assert domain_quality("nytimes.com") > domain_quality("nytimes.net")
