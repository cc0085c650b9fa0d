"""A country by what a person types: its name or its two letters."""

from functools import cache

from newsroom.scouts.country_facts import countries

_ALSO = {"uk": "GB", "great britain": "GB", "britain": "GB", "usa": "US", "united states of america": "US", "holland": "NL",
         "czech republic": "CZ", "turkiye": "TR", "türkiye": "TR"}  # fmt: skip


def country_code(typed: str) -> str:
    """ISO 3166 letters of a country's English name or letters; "" for anything else."""
    plain = " ".join(typed.casefold().split()).removeprefix("the ")
    return _ALSO.get(plain) or _names().get(plain, "")


@cache
def _names() -> dict[str, str]:
    known = countries()
    return {one.name.casefold(): code for code, one in known.items()} | {code.casefold(): code for code in known}
