"""A platform whose posts lie on a disk that outlives every process: each request to publish is one more line."""

import os
import time
from pathlib import Path

from newsroom.model.publication import PerformanceMetrics, Publication

_SLOW_S = 0.05


class DiskPlatform:
    """`ports.Outlet` that counts: it never refuses to publish twice, so that whoever asks twice is seen."""

    def __init__(self, platform: str, folder: Path) -> None:
        self.platform = platform
        self._log = folder / f"{platform}.posts"

    def publish(self, publication: Publication) -> str:
        """Put it up: slowly before and after, so that a process may die on either side."""
        time.sleep(_SLOW_S)
        with self._log.open("a", encoding="utf-8") as log:
            log.write(f"{publication.id}\n")
            log.flush()
            os.fsync(log.fileno())
        time.sleep(_SLOW_S)
        return f"https://{self.platform}.example/{publication.id}"

    def look_up(self, publication: Publication) -> str | None:
        """Its address, if it is up."""
        return f"https://{self.platform}.example/{publication.id}" if publication.id in self.posts() else None

    def metrics(self, publication: Publication) -> PerformanceMetrics | None:
        """Nobody watches."""
        del publication
        return None

    def posts(self) -> list[str]:
        """Every request that went through, in order."""
        return self._log.read_text(encoding="utf-8").split() if self._log.exists() else []


PLATFORMS = ("site", "youtube", "tiktok")


def platforms(folder: Path) -> dict[str, DiskPlatform]:
    """Our own site and two others."""
    return {name: DiskPlatform(name, folder) for name in PLATFORMS}
