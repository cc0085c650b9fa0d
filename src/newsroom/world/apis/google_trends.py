"""Google's RSS of searches that rise in a country: no key. `query`: geo (two letters, or US-NY)."""

from newsroom.world.apis.request import Ask, Request, address


def first(ask: Ask) -> Request:
    """The country's list of today."""
    return Request(address("https://trends.google.com/trending/rss", geo=ask.name("geo", "US")), "google_trends")
