"""How ffmpeg and ffprobe are called: arguments as a list, never a shell, bounded in time, faults as our errors."""

import subprocess
from collections.abc import Sequence

from newsroom.model.errors import MachineFault, Unavailable

LIMIT_S = 600


def ffmpeg(arguments: Sequence[str], data: bytes | None = None) -> tuple[bytes, str]:
    """Run ffmpeg; its standard output and its report (standard error).

    Raises:
        Unavailable: ffmpeg is missing, failed or took longer than ten minutes.
        MachineFault: the disk is full.
    """
    return run(("ffmpeg", "-hide_banner", "-nostdin" if data is None else "-y", "-y", *arguments), data)


def ffprobe(arguments: Sequence[str]) -> bytes:
    """Run ffprobe; its standard output. Raises Unavailable like `ffmpeg`."""
    return run(("ffprobe", "-v", "error", *arguments))[0]


def run(command: Sequence[str], data: bytes | None = None) -> tuple[bytes, str]:
    """Run `command` to its end with `data` on its input; its output and its report. Raises Unavailable."""
    name = command[0]
    try:
        done = subprocess.run(list(command), input=data, capture_output=True, timeout=LIMIT_S, check=False)
    except FileNotFoundError as error:
        raise Unavailable(f"no_{name}", f"{name} is not installed.", "Install ffmpeg 5 or later.") from error
    except subprocess.TimeoutExpired as error:
        raise Unavailable(f"{name}_slow", f"{name} did not finish in {LIMIT_S} s.", "Try again later.") from error
    report = done.stderr.decode("utf-8", "replace")
    if done.returncode != 0:
        if "No space left" in report:
            raise MachineFault("cannot_write", f"{name} failed: the disk is full.", "Free space and try again.")
        raise Unavailable(f"{name}_failed", f"{name} failed: {_last_line(report)}", "Run it by hand to see why.")
    return done.stdout, report


def _last_line(report: str) -> str:
    lines = [line.strip() for line in report.splitlines() if line.strip()]
    return lines[-1][:300] if lines else "it said nothing"
