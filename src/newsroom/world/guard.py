"""Which addresses the newsroom may speak to: http and https to public hosts, every DNS answer checked (SSRF guard).

Order of checks: characters, scheme, user part, port, host name, numeric forms, then each resolved address against our
own lists. `ipaddress.is_global` is not asked: it says yes to mapped, translated and tunnelled private addresses.
"""

import ipaddress
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit

import idna

from newsroom.model.errors import Refused, Unavailable

Resolve = Callable[[str], Sequence[str]]
"""A host name to all its addresses, in the order to try them; empty when it does not resolve."""

MAX_URL_CHARS = 2_000
_PORTS = {"http": 80, "https": 443}
_ODD = re.compile("[\x00-\x20\x7f-\xa0\\\\\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\u3000\ufeff]")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMERIC_LABEL = re.compile(r"(?:0x[0-9a-f]*|\d+)")
_QUAD = re.compile(r"(?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2})){3}")
_LOCAL_NAMES = (
    ".localhost .local .localdomain .lan .home .internal .intranet .corp .private .home.arpa .test .example .invalid "
    ".onion .i2p .svc .arpa .alt"
)
_LOCAL_SUFFIXES = tuple(_LOCAL_NAMES.split())
_NOT_PUBLIC_V4 = (
    "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 168.63.129.16/32 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 "
    "192.0.2.0/24 192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 "
    "198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4"
)
_NOT_PUBLIC_V6 = "2001::/23 2001:db8::/32 2002::/16 3fff::/20 2620:4f:8000::/48"
_DENIED_V4 = tuple(ipaddress.IPv4Network(net) for net in _NOT_PUBLIC_V4.split())
_ALLOWED_V6 = ipaddress.IPv6Network("2000::/3")
_DENIED_V6 = tuple(ipaddress.IPv6Network(net) for net in _NOT_PUBLIC_V6.split())


class Target(NamedTuple):
    """Where to connect: `addresses` are those checked, in the resolver's order; `host` is for TLS and Host."""

    url: str
    scheme: str
    host: str
    port: int
    path: str
    addresses: tuple[str, ...]


def check_url(url: str, resolve: Resolve) -> Target:
    """`url` resolved once and checked; connect to `addresses` and nowhere else.

    Raises:
        Refused: url_forbidden with the reason in words.
        Unavailable: unresolved (no such name, or no network).
    """
    scheme, host, port, path = check_form(url)
    literal = _literal(host)
    answers = (literal,) if literal else tuple(resolve(host))
    if not answers:
        raise Unavailable("unresolved", f"{host} does not resolve.", "Check the network and the address.")
    for answer in answers:
        check_address(answer)
    shown = f"[{host}]" if ":" in host else host
    return Target(f"{scheme}://{shown}{path}", scheme, host, port, path, answers)


def check_form(url: str, example_ok: bool = False) -> tuple[str, str, int, str]:
    """(scheme, ascii host, port, path with query) of a URL whose form is allowed; nothing is resolved.

    `example_ok` lets the reserved top-level name `example` pass: a rehearsal's links are shown, never fetched.

    Raises:
        Refused: url_forbidden.
    """
    if not url or len(url) > MAX_URL_CHARS or _ODD.search(url):
        raise _no("the address is empty, too long or holds a space, control character or backslash")
    try:
        parts = urlsplit(url)
        port = parts.port
        host = parts.hostname or ""
    except ValueError as error:
        raise _no("the address cannot be read") from error
    scheme = parts.scheme.lower()
    if scheme not in _PORTS:
        raise _no("only http and https are allowed")
    if not url[len(scheme) :].startswith("://") or "@" in parts.netloc:
        raise _no("the address carries a user part or no host")
    if not _authority_agrees(parts.netloc, host, port) or (port is not None and port not in _PORTS.values()):
        raise _no("only ports 80 and 443 are allowed")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return scheme, _host(host, "[" in parts.netloc, example_ok), port or _PORTS[scheme], path


def check_address(address: str) -> None:
    """Let a public address pass.

    Raises:
        Refused: url_forbidden for every private, local, shared, documentation, multicast or translated address.
    """
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError as error:
        raise _no("an answer is no address") from error
    if isinstance(parsed, ipaddress.IPv4Address):
        allowed = not any(parsed in net for net in _DENIED_V4)
    else:
        zone_free = parsed.scope_id is None
        allowed = zone_free and parsed in _ALLOWED_V6 and not any(parsed in net for net in _DENIED_V6)
    if not allowed:
        raise _no("the host is not on the public internet")


def is_public_form(url: str) -> bool:
    """Whether a link may be shown, by its form alone: a literal address is checked, a name is not asked for."""
    try:
        _, host, _, _ = check_form(url, example_ok=True)
        literal = _literal(host)
        if literal:
            check_address(literal)
    except Refused:
        return False
    return True


def _authority_agrees(netloc: str, host: str, port: int | None) -> bool:
    """A second reading of host and port, so that two parsers cannot be played against each other."""
    bare = f"[{host}]" if netloc.startswith("[") else host
    rest = netloc.lower()
    if not rest.startswith(bare.lower()):
        return False
    tail = rest[len(bare) :]
    if tail in ("", ":"):
        return port is None
    return tail[0] == ":" and tail[1:].isascii() and tail[1:].isdigit() and port == int(tail[1:])


@lru_cache(maxsize=4096)
def _host(host: str, bracketed: bool, example_ok: bool) -> str:
    if bracketed:
        try:
            return str(ipaddress.IPv6Address(host))
        except ValueError as error:
            raise _no("the bracketed host is no IPv6 address") from error
    try:
        name = idna.encode(host.lower(), uts46=True).decode("ascii") if not host.isascii() else host.lower()
        if "xn--" in name:
            idna.decode(name)
    except (idna.IDNAError, UnicodeError) as error:
        raise _no("the host name cannot be read") from error
    if not host.isascii() and _looks_numeric(name):
        raise _no("the host is a number in disguise")
    if _QUAD.fullmatch(name):
        return name
    if _looks_numeric(name):
        raise _no("numeric host forms other than a plain dotted quad are refused")
    return _name(name.removesuffix("."), example_ok)


def _looks_numeric(name: str) -> bool:
    last = name.removesuffix(".").rpartition(".")[2]
    return _NUMERIC_LABEL.fullmatch(last) is not None


def _name(name: str, example_ok: bool) -> str:
    labels = name.split(".")
    if len(name) > 253 or len(labels) < 2 or not all(_LABEL.fullmatch(label) for label in labels):
        raise _no("the host is no full public name")
    if f".{name}".endswith(_LOCAL_SUFFIXES) and not (example_ok and name.endswith(".example")):
        raise _no("the host name is a local one")
    return name


def _literal(host: str) -> str:
    return host if ":" in host or _QUAD.fullmatch(host) else ""


def _no(reason: str) -> Refused:
    return Refused("url_forbidden", f"This address is not fetched: {reason}.", "Use a public http or https address.")
