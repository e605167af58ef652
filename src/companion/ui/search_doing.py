"""What the palette does with what it found: goes to the exact place, ticks, plans, adds."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from companion import edits, planning_edits
from companion.models import agenda, quick_add
from companion.models.activity import Activity, PlannedBlock
from companion.models.appointment import Appointment, coming_day, dated_id
from companion.models.course import Break, Course
from companion.models.course_view import coming_occurrence
from companion.models.meeting import Meeting, MeetingKind
from companion.models.occurrence import Occurrence
from companion.models.quick_add import QuickAdd
from companion.models.schedule import Schedule
from companion.models.search_things import Thing, ThingKind
from companion.models.walltime import wall_clock
from companion.models.watching import SPEED_SETTING, speed_of
from companion.models.week_grid import COLUMNS, present_week, week_grid
from companion.models.week_planning import minutes_of, next_free, rules_for
from companion.ui import preferences
from companion.ui.search_words import short
from companion.ui.text import tr
from companion.ui.window import Window

WEEKS_AHEAD = 4  # so far is a free time sought


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
    at = _free_time(window, activity)
    if at is None:
        rest = tr("Drag it to a place of your own, or plan a shorter part.")
        window.tell(tr("There is no free time for “%1”.", short(activity.title)), rest, "warn")
        return
    _plan_at(window, activity, at)


def _free_time(window: Window, activity: Activity) -> datetime | None:
    """Return when the next time is free for an activity, before it is due if that is to come."""
    schedule, words = window.workspace.schedule, window.words()
    speed = speed_of(window.workspace.setting(SPEED_SETTING))
    quiet, item = preferences.quiet_hours(window.workspace), agenda.activity_item(activity)
    first = present_week(schedule, words.now, words.zone, words.first_weekday)
    for n in range(WEEKS_AHEAD):
        starts_on = first + n * timedelta(days=COLUMNS)
        week = week_grid(schedule, starts_on, words.now, words.zone, items=(), speed=speed)
        rules = rules_for(week, words.now, item.due_at)
        place = next_free(week, rules, minutes_of(item, schedule), quiet)
        if place is not None:
            return week.at(*place)
    return None


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
    activity = quick_add.to_activity(found, _next_position(schedule, found.course))
    block = quick_add.to_block(found, activity)
    edit = edits.add_activities(schedule, [activity], [block] if block else [])
    window.perform(edit, tr("Added “%1”", short(activity.title)))


def _edit_line(window: Window, text: str) -> None:
    from companion.ui.checklist_page import ChecklistPage  # start-up: only when asked for

    window.go("checklist")
    page = window.page()
    if isinstance(page, ChecklistPage):
        page.quick.field.setText(text)
        page.do_quick_add()


def _next_position(schedule: Schedule, course: Course | None) -> int:
    course_id = course.id if course else None
    places = [a.position for a in schedule.table(Activity).values() if a.course_id == course_id]
    return max(places, default=-1) + 1
