"""When a feed is looked at again: on start, daily, later and later while it cannot be reached."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

DAILY, RECENT = timedelta(days=1), timedelta(minutes=15)
_FIRST_WAIT = timedelta(minutes=30)
_BLANK = "-"
MOST_FAILURES = 20


class FeedCheck(NamedTuple):
    """What is known of the last look at a feed: when (UTC), how many failed in a row, and what
    its server named the state that is wholly here, so that it need not be sent again."""

    at: datetime | None = None
    failures: int = 0
    etag: str = ""
    modified: str = ""

    def failed(self, at: datetime) -> FeedCheck:
        """Return what is known after a look at a UTC instant that failed."""
        return self._replace(at=at, failures=min(self.failures + 1, MOST_FAILURES))


def write_check(check: FeedCheck) -> str:
    """Write it down as a setting: a line for each field."""
    at = check.at.isoformat() if check.at is not None else _BLANK
    lines = (at, str(check.failures), check.etag or _BLANK, check.modified or _BLANK)
    return "\n".join(line.replace("\n", " ") for line in lines)


def read_check(text: str | None) -> FeedCheck:
    """Read a setting; anything odd means that nothing is known."""
    lines = (text or "").split("\n")
    if len(lines) != 4 or not lines[1].isdecimal() or len(lines[1]) > 9:
        return FeedCheck()
    try:
        at = datetime.fromisoformat(lines[0]) if lines[0] != _BLANK else None
    except ValueError:
        return FeedCheck()
    if at is not None and at.tzinfo is None:
        return FeedCheck()
    etag, modified = ("" if line == _BLANK else line for line in lines[2:])
    return FeedCheck(at, min(int(lines[1]), 20), etag, modified)


def is_due(check: FeedCheck, now: datetime, *, is_start: bool) -> bool:
    """Tell whether to look at a feed at an aware instant; a clock set back makes it due."""
    if check.at is None or check.at > now:
        return True
    wait = RECENT if is_start else DAILY
    if check.failures:
        wait = min(DAILY, _FIRST_WAIT * 2 ** (check.failures - 1))
    return now - check.at >= wait
