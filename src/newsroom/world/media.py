"""The home folder's files by content key: written beside their place and moved there whole (contract, Home folder)."""

import errno
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from newsroom.model.errors import MachineFault, Refused, Unavailable
from newsroom.ports import Media


class FolderMedia:
    """Media under `home`; keyed files lie in `home/media/<first two digits>/<key><suffix>`."""

    def __init__(self, home: Path) -> None:
        self._home = home.resolve()

    def path(self, relative: str) -> Path:
        """The place of `relative` in the home folder.

        Raises:
            Refused: the path leaves the home folder.
        """
        place = (self._home / relative).resolve()
        if not place.is_relative_to(self._home):
            raise Refused("outside_home", f"The path {relative} leaves the home folder.", "Give a path inside it.")
        return place

    def find(self, key: str, suffix: str) -> Path | None:
        """The file of a content key, or None."""
        place = self._place(key, suffix)
        return place if place.is_file() else None

    def put(self, key: str, suffix: str, data: bytes) -> Path:
        """Keep `data` under its key; the file is either whole or absent.

        Raises:
            MachineFault: the folder cannot be written or the disk is full.
        """
        place = self._place(key, suffix)
        write_whole(place, data)
        return place

    def _place(self, key: str, suffix: str) -> Path:
        return self.path(f"media/{key[:2]}/{key}{suffix}")


def relative(media: Media, place: Path) -> str:
    """`place` as it is kept in nouns: relative to the home folder, with forward slashes."""
    return place.resolve().relative_to(media.path(".").resolve()).as_posix()


def write_whole(place: Path, data: bytes) -> None:
    """Write `data` to a file beside `place` and move it there, so that no reader meets half a file.

    Raises:
        MachineFault: the folder cannot be written or the disk is full.
    """
    unfinished = ""
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, unfinished = tempfile.mkstemp(dir=place.parent, prefix=".", suffix=".part")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(unfinished, 0o644)
        os.replace(unfinished, place)
    except OSError as error:
        if unfinished:
            with suppress(OSError):
                os.unlink(unfinished)
        raise cannot_write(place, error) from error


MACHINE_FAULTS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO})
"""What a next file would meet as well."""


def cannot_write(place: Path, error: OSError) -> MachineFault | Unavailable:
    """The one answer to a full disk, a missing folder or a missing permission."""
    kind = MachineFault if error.errno in MACHINE_FAULTS else Unavailable
    return kind(
        "cannot_write",
        f"{place} cannot be written: {error.strerror or error}.",
        "Free space or give write permission, then try again.",
    )
