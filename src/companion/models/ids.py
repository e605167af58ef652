"""Identities: short random ids for records, and the key of one dated occurrence."""

from __future__ import annotations

import os
from datetime import date


def new_id() -> str:
    """Return 12 random hexadecimal digits, short enough to type in a command."""
    return os.urandom(6).hex()


def new_uid() -> str:
    """Return a globally unique name for calendar files (RFC 7986 5.3), made once and stored."""
    return f"{os.urandom(16).hex()}@companion"


def occurrence_key(meeting_id: str, planned_on: date) -> str:
    """Return the key of the occurrence planned on that date in the meeting's zone.

    It names the *planned* date, so it survives moves.
    """
    return f"{meeting_id}:{planned_on.isoformat()}"


def split_occurrence_key(key: str) -> tuple[str, date] | None:
    """Return meeting id and planned date, or None when the text is no key."""
    meeting_id, colon, day = key.rpartition(":")
    if not colon or not meeting_id:
        return None
    try:
        return meeting_id, date.fromisoformat(day)
    except ValueError:
        return None
