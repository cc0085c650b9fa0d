"""Packs two public directories of news sites into `data/models/news_sites.npz` (check sums, no names).

Run: python -m newsroom.lab.training.news_sites google_sources.txt package_rss.db
The first file is in the package newspaper3k 0.2.8 (newspaper/resources/misc), the second in newscatcher 0.2.0
(newscatcher/data); both packages are under the MIT licence.
"""

import sqlite3
import sys
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np

from newsroom.scouts.news_sites import mark_of

TARGET = Path(__file__).parents[2] / "data" / "models" / "news_sites.npz"


def main(search: Path, feeds: Path) -> None:
    """Write the file and say how many hosts of each directory it holds."""
    with closing(sqlite3.connect(feeds)) as base:
        hosts = [str(host) for (host,) in base.execute("SELECT clean_url FROM rss_main")]
    held = {"search": packed(search.read_text(encoding="utf-8").split()), "feeds": packed(hosts)}
    np.savez_compressed(TARGET, **held)
    sys.stdout.write("".join(f"{name}: {len(marks)} hosts\n" for name, marks in held.items()))


def packed(hosts: Iterable[str]) -> Any:
    """Their check sums in order, each as the step from the one before."""
    marks = np.asarray(sorted({mark_of(host) for host in hosts}), dtype=np.uint64)
    return np.diff(marks, prepend=np.uint64(0)).astype(np.uint32)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
