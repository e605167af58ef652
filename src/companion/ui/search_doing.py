"""What the palette does with what it found: goes to the exact place, ticks, plans, adds."""

from __future__ import annotations

from datetime import date, datetime

from companion import edits, planning_edits, repeat_edits
from companion.models import agenda
from companion.models.activity import Activity, PlannedBlock
from companion.models.appointment import Appointment, coming_day, dated_id
from companion.models.course import Break
from companion.models.course_view import coming_occurrence
from companion.models.meeting import Meeting, MeetingKind
from companion.models.occurrence import Occurrence
from companion.models.planning_place import first_place
from companion.models.quick_add import QuickAdd
from companion.models.search_things import Thing, ThingKind
from companion.models.walltime import wall_clock
from companion.models.week_planning import minutes_of
from companion.ui import preferences
from companion.ui.search_words import short
from companion.ui.text import tr
from companion.ui.window import Window


def open_thing(window: Window, thing: Thing) -> None:
    """Go to the exact place of a thing, or do what it names."""
    if thing.kind in (ThingKind.COMMAND, ThingKind.VIEW):
        window.trigger(thing.id)
    elif thing.kind is ThingKind.SETTING:
        from companion.ui.dialogs.settings import Settings  # start-up: only when asked for

        Settings(window, window.widget()).show_setting(thing.id)
    else:
        _show(window, thing.of or thing.kind, thing)


def _show(window: Window, kind: ThingKind, thing: Thing) -> None:
    """Show what is found in the schedule; of a note or step, what it belongs to."""
    schedule, now = window.workspace.schedule, window.workspace.clock.now()
    if kind is ThingKind.ACTIVITY:
        window.go("checklist", thing.id)
    elif kind is ThingKind.WEEK:
        window.go("course", f"{thing.id}/week-{thing.week}")
    elif kind is ThingKind.APPOINTMENT:
        _show_appointment(window, schedule.get(Appointment, thing.id), now)
    elif kind is ThingKind.CLASS:
        _show_class(window, schedule.occurrence(thing.id))
    elif kind is ThingKind.MEETING:
        meeting = schedule.get(Meeting, thing.id)
        _show_class(window, coming_occurrence(schedule, meeting, now) if meeting else None)
    elif kind is ThingKind.BREAK:
        entry = schedule.get(Break, thing.id)
        window.go("week", entry.starts_on.isoformat() if entry else "")
    elif thing.kind is ThingKind.NOTE:  # a course's notes stand in its form
        window.go("edit-course", thing.id)
    else:
        window.go("course", thing.course_id or "")


def _show_class(window: Window, occurrence: Occurrence | None) -> None:
    """Show a live class in the list of its course, any other one in its week."""
    if occurrence is None:
        return
    if occurrence.kind is MeetingKind.LIVE_SESSION:
        window.go("course", f"{occurrence.course_id}/{occurrence.key}")
    else:
        _show_block(window, occurrence.starts_at, occurrence.key)


def _show_appointment(window: Window, appointment: Appointment | None, now: datetime) -> None:
    if appointment is not None:
        day = coming_day(appointment, now)
        _show_block(window, appointment.at(day), dated_id(appointment, day))


def _show_block(window: Window, at: datetime, block_id: str) -> None:
    """Show a block of the week; it may stand in the column of the day before."""
    day: date = window.leading_words().local(at).date()
    window.go("week", f"{day.isoformat()}/{block_id}")


# Work


def tick(window: Window, activity_id: str) -> None:
    """Tick an activity, or open it again."""
    schedule = window.workspace.schedule
    activity = schedule.get(Activity, activity_id)
    if activity is None:
        return
    if activity.is_done:
        said = tr("“%1” is open again", short(activity.title))
        window.perform(edits.reopen(schedule, [activity_id]), said)
    else:
        now = window.workspace.clock.now()
        said = tr("“%1” is done", short(activity.title))
        window.perform(edits.complete(schedule, [activity_id], now), said)


def plan(window: Window, activity_id: str) -> None:
    """Plan an activity in the next free time before it is due, and show where; one that is
    planned already is shown."""
    schedule, now = window.workspace.schedule, window.workspace.clock.now()
    activity = schedule.get(Activity, activity_id)
    if activity is None or activity.is_done:
        return
    coming = [b for b in agenda.planned_blocks(schedule, activity_id) if b.at > now]
    if coming:
        _show_block(window, coming[0].at, coming[0].id)
        return
    words = window.words()
    item, hours = agenda.activity_item(activity), preferences.hours(window.workspace, words.zone)
    at = first_place(schedule, words.now, hours, minutes_of(item, schedule), item.due_at)
    if at is None:
        rest = tr("Drag it to a place of your own, or plan a shorter part.")
        window.tell(tr("There is no free time for “%1”.", short(activity.title)), rest, "warn")
        return
    _plan_at(window, activity, at)


def _plan_at(window: Window, activity: Activity, at: datetime) -> None:
    schedule, words = window.workspace.schedule, window.words()
    home, minutes = words.zone.key, minutes_of(agenda.activity_item(activity), schedule)
    edit = planning_edits.plan_block(schedule, activity.id, wall_clock(at, home), home, minutes)
    said = tr("“%1” planned for %2", short(activity.title), words.soon(at))
    made = edit.changes[0].after if edit else None
    if window.perform(edit, said) and isinstance(made, PlannedBlock):
        _show_block(window, at, made.id)


def add(window: Window, found: QuickAdd) -> None:
    """Add what was typed as an activity. A line of which a part could not be read goes to the
    checklist's own line, which says what is wrong and offers what may be meant."""
    if found.notes:
        _edit_line(window, found.text)
        return
    schedule = window.workspace.schedule
    window.perform(repeat_edits.add_lines(schedule, [found]), tr("Added “%1”", short(found.title)))


def _edit_line(window: Window, text: str) -> None:
    from companion.ui.checklist_page import ChecklistPage  # start-up: only when asked for

    window.go("checklist")
    page = window.page()
    if isinstance(page, ChecklistPage):
        page.quick.field.setText(text)
        page.do_quick_add()
