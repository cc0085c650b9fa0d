"""A Mastodon server's public API: no key where the server shows its timelines to everybody.

`query`: host (of the server; required); limit (to 40, tags to 20); for the public timeline, local: true.
"""

from newsroom.world.apis.request import Ask, Request, address


def tags(ask: Ask) -> Request:
    """Tags used more than usual in the last days."""
    return Request(address(f"{_base(ask)}trends/tags", limit=ask.whole("limit", 20, 1, 20)), "mastodon_tags")


def statuses(ask: Ask) -> Request:
    """Posts that gained more interactions than others."""
    url = address(f"{_base(ask)}trends/statuses", limit=ask.whole("limit", 40, 1, 40))
    return Request(url, "mastodon_statuses")


def public(ask: Ask) -> Request:
    """The newest public posts, of the whole network or of this server alone."""
    local = "true" if ask.query.get("local") is True else ""
    url = address(f"{_base(ask)}timelines/public", local=local, limit=ask.whole("limit", 40, 1, 40))
    return Request(url, "mastodon_public")


def _base(ask: Ask) -> str:
    return f"https://{ask.name('host', allowed='.-')}/api/v1/"
