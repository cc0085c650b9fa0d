"""What is kept of those who post: never a name, only a mark that is the same for the same account, and what bots show."""

import hashlib
import re
from datetime import datetime

_MENTION = re.compile(r"(?<![\w/])/?u/[A-Za-z0-9_-]{3,20}\b")
_SECONDS_A_DAY = 86_400.0


def mark_of(platform: str, account: str) -> str:
    """A mark for an account, from which its name cannot be read; empty without one."""
    if not account:
        return ""
    return f"{platform}:{hashlib.sha256(f'{platform}:{account}'.encode('utf-8', 'replace')).hexdigest()[:16]}"


def without_names(text: str) -> str:
    """A Reddit text without the names of other users."""
    return _MENTION.sub("a user", text)


def account(
    since: datetime | None, at: datetime | None, posts: float | None, followers: float | None
) -> tuple[tuple[float, float, int], ...]:
    """(age in days, posts a day, followers) of the account that posted `at`; nothing while its age is unknown."""
    if since is None or at is None:
        return ()
    age = max(0.0, (at - since).total_seconds() / _SECONDS_A_DAY)
    return ((round(age, 1), round((posts or 0.0) / max(age, 1.0), 2), max(0, int(followers or 0))),)
