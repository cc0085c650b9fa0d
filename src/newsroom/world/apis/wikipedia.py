"""Wikimedia's page views: the most read pages of a day. No key; the User-Agent names a contact.

`query`: project (en.wikipedia), access (all-access, desktop, mobile-web, mobile-app).
"""

from datetime import timedelta

from newsroom.world.apis.request import Ask, Request

_BASE = "https://wikimedia.org/api/rest_v1/metrics/pageviews/top/"
_READY_AFTER = timedelta(hours=36)
"""A day's list is counted some hours after its end; before that the address answers 404."""
_WAYS = ("all-access", "desktop", "mobile-web", "mobile-app")


def views(ask: Ask) -> Request:
    """The list of the last day that is surely counted at `now`."""
    day = ask.now - _READY_AFTER
    way = ask.one_of("access", _WAYS)
    return Request(f"{_BASE}{ask.name('project', 'en.wikipedia')}/{way}/{day:%Y/%m/%d}", "wikipedia_views")
