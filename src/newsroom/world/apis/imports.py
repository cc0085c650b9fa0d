"""Lists that a person or a licensed provider puts into the home folder: trends of services that offer no open way.

`url: file:imports/tiktok.csv` names the file, inside the home folder; the format is import_csv or import_json
(world/feeds/imported.py describes both). world/apis/home_files.py reads it.
"""

from newsroom.model.errors import Refused
from newsroom.world.apis.request import Ask, Request

SCHEME = "file:"


def first(ask: Ask) -> Request:
    """The file that the entry's `url` names.

    Raises:
        Refused: bad_source when the address is of the network.
    """
    url = str(ask.query.get("url") or "")
    if not is_file(url):
        raise Refused("bad_source", "An import is a file of the home folder.", "Write `url: file:imports/NAME.csv`.")
    return Request(url, "")


def is_file(url: str) -> bool:
    """Whether an address is a file of the home folder."""
    return url.startswith(SCHEME)
