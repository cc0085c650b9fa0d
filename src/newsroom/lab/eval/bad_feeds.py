"""The big hostile feeds, made from their recipes: bombs, endless lists, deep nests."""

import gzip
import io
from collections.abc import Callable, Mapping
from typing import Any

from newsroom.model.errors import Refused

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Example News</title>'
    "<link>https://news.example.com/</link><description>d</description>"
)
_TAIL = "</channel></rss>"
_MEGABYTE = 1 << 20


def make_generated(recipe: Mapping[str, Any]) -> bytes:
    """The bytes of one recipe (`kind` and its numbers).

    Raises:
        Refused: unknown_recipe.
    """
    maker = _MAKERS.get(str(recipe.get("kind")))
    if maker is None:
        raise Refused(
            "unknown_recipe", f"No recipe is called {recipe.get('kind')}.", "Add it to lab/eval/bad_feeds.py."
        )
    made = maker(recipe)
    return made if isinstance(made, bytes) else made.encode()


def _item(guid: str, title: str) -> str:
    return (
        f'<item><guid isPermaLink="false">{guid}</guid><title>{title}</title>'
        f"<link>https://news.example.com/{guid[:40]}</link><description>x</description></item>"
    )


def _feed(*parts: str) -> str:
    return _HEAD + "".join(parts) + _TAIL


def _nest(r: Mapping[str, Any]) -> str:
    nest = "<b>" * r["depth"] + "x" + "</b>" * r["depth"]
    return _feed(f"<item><guid>n</guid><{r['where']}>{nest}</{r['where']}></item>")


def _nest_json(r: Mapping[str, Any]) -> str:
    nest = "[" * r["depth"] + "]" * r["depth"]
    return f'{{"version":"https://jsonfeed.org/version/1.1","title":"t","items":{nest}}}'


def _huge_title(r: Mapping[str, Any]) -> str:
    return _feed(_item(r["guid"], r["title"] + " " + "W" * r["chars"]), _item(r["good_guid"], r["good_title"]))


def _many_items(r: Mapping[str, Any]) -> str:
    return _feed(*(_item(f"{r['prefix']}-{i}", f"Item {i}") for i in range(r["count"])))


def _gzip_bomb(r: Mapping[str, Any]) -> bytes:
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0) as out:
        out.write(_HEAD.encode())
        for _ in range(r["mb"]):
            out.write(b" " * _MEGABYTE)
        out.write(_TAIL.encode())
    return packed.getvalue()


def _gzip_nested(r: Mapping[str, Any]) -> bytes:
    data = _feed(" " * (r["mb"] * _MEGABYTE)).encode()
    for _ in range(r["levels"]):
        data = gzip.compress(data, 9, mtime=0)
    return data


def _attributes(r: Mapping[str, Any]) -> str:
    return _feed("<item ", " ".join(f'a{i}="x"' for i in range(r["count"])), "><title>t</title></item>")


def _namespaces(r: Mapping[str, Any]) -> str:
    return _feed("<item ", " ".join(f'xmlns:n{i}="urn:{i}"' for i in range(r["count"])), "><title>t</title></item>")


_MAKERS: Mapping[str, Callable[[Mapping[str, Any]], str | bytes]] = {
    "nest": _nest,
    "nest_json": _nest_json,
    "huge_title": _huge_title,
    "many_items": _many_items,
    "gzip_bomb": _gzip_bomb,
    "gzip_nested": _gzip_nested,
    "attrs": _attributes,
    "namespaces": _namespaces,
    "comment": lambda r: _feed("<!--" + "c" * (r["mb"] * _MEGABYTE) + "-->", _item(r["guid"], r["title"])),
    "cdata_open": lambda r: _HEAD + "<item><title><![CDATA[" + "d" * (r["mb"] * _MEGABYTE),
    "lt": lambda r: _feed("<item><title>" + "<" * r["count"] + "</title></item>"),
}
