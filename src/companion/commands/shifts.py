"""shifts: every class at another local time or weekday than usual, and why."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import datetime

from companion.change_words import because
from companion.commands.agenda import shift_words
from companion.commands.call import Call
from companion.commands.documents import class_name, code_of, iso
from companion.commands.output import aligned
from companion.models.schedule import Schedule
from companion.models.shifts import Shift, shifts
from companion.time_words import Words, weekday


def shifts_arguments(parser: ArgumentParser) -> None:
    """Declare the options of `shifts`."""
    parser.add_argument("--course", metavar="CODE", help="one course only")


def run_shifts(call: Call) -> None:
    """Tell every class whose local time or weekday differs from the usual, and why."""
    asked = call.arguments.course
    courses = [call.course(asked)] if asked is not None else call.schedule.courses
    schedule, words = call.schedule, call.words
    found = [s for course in courses for s in shifts(schedule, course, words.zone)]
    call.output.json([_document(schedule, shift, words) for shift in found])
    rows = [_row(schedule, shift, words) for shift in found]
    call.output.lines(aligned(rows) or ["Every class falls at its usual time for you."])
    call.warn_of_old_rules()


def _usual_words(shift: Shift, words: Words) -> str:
    wall = datetime.combine(words.today, shift.usual.starts)
    return f"{weekday(shift.usual.weekday)} {words.clock(wall)}"


def _document(schedule: Schedule, shift: Shift, words: Words) -> dict[str, object]:
    o = shift.occurrence
    return {
        "course": code_of(schedule, o.course_id),
        "key": o.key,
        "number": o.number,
        "usual": _usual_words(shift, words),
        "start": iso(o.starts_at, words.zone),
        "minutes": shift.minutes,
        "because": because(shift.reason, words),
    }


def _row(schedule: Schedule, shift: Shift, words: Words) -> list[str]:
    o = shift.occurrence
    return [
        code_of(schedule, o.course_id) or "",
        class_name(o),
        words.moment(o.starts_at),
        f"usually {_usual_words(shift, words)}",
        shift_words(shift.minutes).removesuffix(" than usual"),
        because(shift.reason, words),
    ]
