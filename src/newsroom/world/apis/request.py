"""What is asked of a source: an address, headers, and the format of the answer. Pure: nothing is sent from here."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from newsroom.model.errors import Refused


class Keys(Mapping[str, str]):
    """Secrets by the conventional name of their environment variable. Never shown, never compared, never written."""

    def __init__(self, values: Mapping[str, str] | None = None) -> None:
        self._values = {name: value for name, value in (values or {}).items() if value}

    def __getitem__(self, name: str) -> str:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return f"Keys({', '.join(sorted(self._values))})"


class TokenRequest(NamedTuple):
    """A form to post first; its answer's `access_token` becomes the bearer of the request (OAuth 2, RFC 6749 4.4)."""

    url: str
    form: Mapping[str, str]
    headers: Mapping[str, str]

    def __repr__(self) -> str:
        return f"TokenRequest({self.url})"


class Request(NamedTuple):
    """One document to fetch. `format` names the parser of the answer; `page` counts from 0 and ends before `pages`.

    `headers` may hold a secret: they go to the host of `url` alone and are never recorded. An address that begins with
    `file:` is a file of the home folder (imports.py), not of the network.
    """

    url: str
    format: str
    headers: Mapping[str, str] = {}
    token: TokenRequest | None = None
    page: int = 0
    pages: int = 1

    def __repr__(self) -> str:
        return f"Request({self.url}, {self.format})"


def address(base: str, **fields: object) -> str:
    """`base` with the fields that are not empty as its query, in the order given."""
    kept = {name: str(value) for name, value in fields.items() if value not in ("", None)}
    return f"{base}?{urlencode(kept, quote_via=quote)}" if kept else base


class Ask(NamedTuple):
    """One entry's `query` as written, the keys there are, and the moment of asking. Each reader checks what it reads.

    The readers raise Refused, bad_source, when the query cannot be asked.
    """

    query: Mapping[str, Any]
    keys: Keys
    now: datetime

    def text(self, name: str, default: str | None = None, longest: int = 500) -> str:
        """A text of the query; without a default it must be there."""
        value = self.query.get(name, default)
        if value is not None and (isinstance(value, bool) or not isinstance(value, str | int)):
            raise _bad(f"{name} of the query is no text; YAML reads a bare no or yes as a switch: write it in quotes.")
        text = str(value or "").strip()
        if not text and default is None:
            raise _bad(f"The query needs {name}.")
        if len(text) > longest or not text.isprintable():
            raise _bad(f"{name} of the query is too long or not printable.")
        return text

    def name(self, name: str, default: str | None = None, allowed: str = "_-.") -> str:
        """A text that becomes part of an address: letters, digits and `allowed` alone."""
        text = self.text(name, default, longest=100)
        usable = all(char.isascii() and (char.isalnum() or char in allowed) for char in text)
        if not text or ".." in text or not usable:
            raise _bad(f"{name} of the query cannot be {text!r}: letters, digits and {allowed} only.")
        return text

    def whole(self, name: str, default: int, lowest: int, highest: int) -> int:
        """A whole number, brought within bounds; anything else is the default."""
        value = self.query.get(name, default)
        whole = value if isinstance(value, int) and not isinstance(value, bool) else default
        return max(lowest, min(highest, whole))

    def one_of(self, name: str, choices: tuple[str, ...]) -> str:
        """One of `choices`, the first where nothing is written."""
        text = self.text(name, choices[0])
        if text not in choices:
            raise _bad(f"{name} of the query cannot be {text!r}: {', '.join(choices)}.")
        return text


def _bad(why: str) -> Refused:
    return Refused("bad_source", why, "Correct `query` of the source in sources.yaml.")
