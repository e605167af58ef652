"""A typed instant: ISO 8601 with its offset, as `--now` takes it. Apart, for the start's sake."""

from __future__ import annotations

from datetime import datetime

from companion.models.faults import Fault, Refused
from companion.models.walltime import FIRST_YEAR, LAST_YEAR


def parse_instant(text: str, field: str = "now") -> datetime:
    """Read an ISO 8601 instant with offset or Z; one without is refused."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        raise Refused(Fault(field, "instant_form", (text,))) from None
    if found.tzinfo is None:
        raise Refused(Fault(field, "instant_zone", (text,)))
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise Refused(Fault(field, "date_range", (str(FIRST_YEAR), str(LAST_YEAR))))
    return found
