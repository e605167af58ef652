"""Readers of calendar files that share nothing with the program: what others see in them.

One goes by the zones' names (icalendar with recurring-ical-events), one obeys the file's own
VTIMEZONE (vobject's parser, dateutil's zones and rules).
"""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime, timedelta

import recurring_ical_events
import vobject
from dateutil import rrule, tz
from icalendar import Calendar

Seen = tuple[str, datetime, datetime]


def by_zone_names(content: bytes) -> list[Seen]:
    """What a reader sees that knows the zones: (summary, start, end) in UTC, sorted."""
    calendar = Calendar.from_ical(content)
    found = recurring_ical_events.of(calendar).between(
        datetime(1990, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
    )
    return sorted(
        (str(e["SUMMARY"]), e["DTSTART"].dt.astimezone(UTC), e["DTEND"].dt.astimezone(UTC))
        for e in found
    )


def by_file_rules(content: bytes) -> list[Seen]:
    """What a reader sees that obeys the VTIMEZONE in the file and knows no zone by itself."""
    text = content.decode()
    rules = "".join(re.findall(r"BEGIN:VTIMEZONE.*?END:VTIMEZONE\r\n", text, re.DOTALL))
    zones = tz.tzical(io.StringIO(rules)) if rules else None
    calendar = vobject.readOne(text, transform=False)
    events = calendar.contents.get("vevent", [])
    replaced = {
        (e.contents["uid"][0].value, _when(e.contents["recurrence-id"][0], zones).astimezone(UTC))
        for e in events
        if "recurrence-id" in e.contents
    }
    return sorted(seen for e in events for seen in _seen(e, zones, replaced))


def _seen(event, zones, replaced):
    one = {name: lines[0] for name, lines in event.contents.items()}
    summary = re.sub(r"\\(.)", r"\1", one["summary"].value)
    start, end = _when(one["dtstart"], zones), _when(one["dtend"], zones)
    length = end.replace(tzinfo=None) - start.replace(tzinfo=None)
    starts = [start]
    if "rrule" in one:
        naive = rrule.rrulestr(one["rrule"].value, dtstart=start.replace(tzinfo=None))
        gone = {_when(line, zones) for line in event.contents.get("exdate", [])}
        starts = [s for n in naive if (s := n.replace(tzinfo=start.tzinfo)) not in gone]
    uid, is_master = one["uid"].value, "recurrence-id" not in one
    for begin in starts:
        if not (is_master and (uid, begin.astimezone(UTC)) in replaced):
            finish = (begin.replace(tzinfo=None) + length).replace(tzinfo=begin.tzinfo)
            yield summary, begin.astimezone(UTC), finish.astimezone(UTC)


def _when(line, zones):
    wall = datetime.strptime(line.value.removesuffix("Z"), "%Y%m%dT%H%M%S")  # noqa: DTZ007
    if line.value.endswith("Z"):
        return wall.replace(tzinfo=UTC)
    return wall.replace(tzinfo=zones.get(line.params["TZID"][0]))


def lines_of(content: bytes) -> list[str]:
    """The unfolded content lines of a file."""
    return content.decode().replace("\r\n ", "").split("\r\n")


def truth(schedule) -> list[tuple[datetime, datetime]]:
    """When the classes of a schedule take place, sorted."""
    held = [o for o in schedule.all_occurrences() if not o.is_cancelled]
    return sorted((o.starts_at, o.ends_at) for o in held)


def times(seen: list[Seen]) -> list[tuple[datetime, datetime]]:
    """Only when, sorted."""
    return sorted((start, end) for _, start, end in seen)


QUARTER = timedelta(minutes=15)
