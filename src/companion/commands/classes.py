"""attend, move, cancel: one class at a time."""

from __future__ import annotations

from argparse import ArgumentParser

from companion.commands.agenda import occurrence_row
from companion.commands.call import Call
from companion.commands.documents import UsualTimes
from companion.commands.output import aligned
from companion.edits import cancel_occurrence, mark_attendance, move_occurrence
from companion.models.attendance import AttendanceMark
from companion.models.schedule import Edit
from companion.models.typed import parse_wall, refused


def attend_arguments(parser: ArgumentParser) -> None:
    """Declare the options of `attend`."""
    _key(parser)
    parser.add_argument("mark", metavar="attended|recording|missed|excused")


def run_attend(call: Call) -> None:
    """Mark an occurrence."""
    marks = {mark.value: mark for mark in AttendanceMark}
    mark = marks.get(call.arguments.mark.casefold())
    if mark is None:
        raise refused("mark", "unknown_mark", call.arguments.mark, ", ".join(marks))
    edit = mark_attendance(call.schedule, call.arguments.key, mark)
    occurrence = call.schedule.occurrence(call.arguments.key)
    _perform(call, edit)
    if occurrence is not None and occurrence.is_cancelled and not call.output.is_json:
        call.output.note("This class is cancelled; the mark counts when it is held again.")


def move_arguments(parser: ArgumentParser) -> None:
    """Declare the options of `move`."""
    _key(parser)
    parser.add_argument(
        "--to",
        required=True,
        metavar="WHEN",
        help='date and time in the course’s zone: "2026-11-05 18:30"',
    )


def run_move(call: Call) -> None:
    """Move one occurrence to a wall time in the course's zone."""
    to = parse_wall(call.arguments.to, "--to")
    _perform(call, move_occurrence(call.schedule, call.arguments.key, to))


def cancel_arguments(parser: ArgumentParser) -> None:
    """Declare the options of `cancel`."""
    _key(parser)


def run_cancel(call: Call) -> None:
    """Cancel one occurrence."""
    _perform(call, cancel_occurrence(call.schedule, call.arguments.key))


def _key(parser: ArgumentParser) -> None:
    parser.add_argument("key", metavar="KEY", help="as “companion agenda” tells it")


def _perform(call: Call, edit: Edit | None) -> None:
    """Store an edit of one occurrence and show it as it is now."""
    key = call.arguments.key
    after = call.schedule.with_(edit) if edit else call.schedule
    occurrence = after.occurrence(key)
    told = []
    if occurrence is not None:
        words = call.words
        row = occurrence_row(after, occurrence, words, UsualTimes(after, words.zone))
        told = aligned([[words.day(occurrence.starts_at), *row]])
    call.perform(edit, [key], *told)
