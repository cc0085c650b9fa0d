"""A page that a person hands in and that cannot be taken is counted where refused feeds are."""

import asyncio

import pytest

from newsroom.desk.pitches import pitch
from newsroom.desk.status import status
from newsroom.model.errors import Refused
from newsroom.world.sources import Outlets

PAGES = {"https://press.example/wall": (b"<html><h1>Ferry aground</h1><p>Subscribe to read on.</p></html>", "too_short"),
         "https://press.example/deep": (b"<html><body>" + b"<div>" * 3000, "too_deep")}  # fmt: skip


def test_each_refusal_has_a_code_and_is_shown_in_the_status(desk):
    """By its code, once for each page, and in the audit as well."""

    async def read(url: str) -> bytes:
        return PAGES[url][0]

    for url, (_, code) in PAGES.items():
        with pytest.raises(Refused) as refused:
            asyncio.run(pitch(desk.store, desk.people, url, "A. Okafor", read, Outlets(())))
        assert refused.value.code == code
        assert desk.last_rows()[0]["action"] == "pitch.refused"
    assert {"too_short": 1, "too_deep": 1}.items() <= status(desk.store)["refused"].items()
