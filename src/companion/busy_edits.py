"""What the student does with a calendar that is read for busy time alone; one function per action.

What the calendar holds is not among it: see `Workspace.keep_busy`.
"""

from __future__ import annotations

from companion.edits import edit_of
from companion.models.busy_calendar import BusyCalendar
from companion.models.faults import Fault, Refused
from companion.models.schedule import Change, Edit, Schedule
from companion.models.typed import clean_text

MAX_NAME = 120


def add_calendar(schedule: Schedule, calendar: BusyCalendar) -> Edit | None:
    """Add a calendar, or read the same from elsewhere."""
    before = schedule.get(BusyCalendar, calendar.id)
    return edit_of("Add calendar", [Change(before, calendar)])


def rename_calendar(schedule: Schedule, calendar_id: str, name: str) -> Edit | None:
    """Give a calendar another name. Raises Refused for an empty one."""
    found = schedule.get(BusyCalendar, calendar_id)
    name = clean_text(name)[:MAX_NAME].strip()
    if not name:
        raise Refused(Fault("name", "calendar_name"))
    if found is None:
        return None
    return edit_of("Rename calendar", [Change(found, found._replace(name=name))])


def show_calendar(schedule: Schedule, calendar_id: str, is_shown: bool) -> Edit | None:
    """Let a calendar take time, or not."""
    found = schedule.get(BusyCalendar, calendar_id)
    if found is None:
        return None
    name = "Show calendar" if is_shown else "Hide calendar"
    return edit_of(name, [Change(found, found._replace(is_shown=is_shown))])


def remove_calendar(schedule: Schedule, calendar_id: str) -> Edit | None:
    """Remove a calendar, its address with it."""
    found = schedule.get(BusyCalendar, calendar_id)
    return edit_of("Remove calendar", [Change(found, None)]) if found is not None else None


def same_calendar(schedule: Schedule, origin: str, address: str) -> BusyCalendar | None:
    """Return the calendar that is read anew when one comes from an address, or, without one, from
    a file that calls itself the same; None where it is a new one."""
    for calendar in schedule.table(BusyCalendar).values():
        if address and calendar.address == address:
            return calendar
        if not address and not calendar.address and calendar.origin == origin:
            return calendar
    return None
