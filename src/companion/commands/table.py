"""Which commands there are, in the order of the help."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from typing import NamedTuple

from companion.commands.activities import (
    activities_arguments,
    add_arguments,
    ids_arguments,
    run_activities,
    run_add,
    run_done,
    run_undone,
)
from companion.commands.agenda import agenda_arguments, run_agenda, run_next
from companion.commands.backups import file_argument, run_backup, run_restore
from companion.commands.call import Call
from companion.commands.classes import (
    attend_arguments,
    cancel_arguments,
    move_arguments,
    run_attend,
    run_cancel,
    run_move,
)
from companion.commands.courses import add_course_arguments, run_add_course, run_courses
from companion.commands.files import export_arguments, run_check, run_export
from companion.commands.gap import gap_arguments, run_gap
from companion.commands.history import run_redo, run_undo
from companion.commands.importing import import_arguments, run_import
from companion.commands.pictures import pictures_arguments, run_pictures
from companion.commands.shifts import run_shifts, shifts_arguments


class Command(NamedTuple):
    """What a command is called, what it does in a few words, its options, and how to run it."""

    name: str
    summary: str
    declare: Callable[[ArgumentParser], None]
    run: Callable[[Call], None]


def _nothing(parser: ArgumentParser) -> None:
    """Declare no options."""


COMMANDS = (
    Command("add-course", "add a course and its meetings", add_course_arguments, run_add_course),
    Command("courses", "the certificate and its courses", _nothing, run_courses),
    Command("agenda", "classes and due dates in order", agenda_arguments, run_agenda),
    Command("next", "the next live class, or the one now", _nothing, run_next),
    Command("shifts", "classes at another time than usual", shifts_arguments, run_shifts),
    Command("activities", "the checklist", activities_arguments, run_activities),
    Command("add", "add an activity by a line of text", add_arguments, run_add),
    Command("done", "tick activities", ids_arguments, run_done),
    Command("undone", "untick activities", ids_arguments, run_undone),
    Command("gap", "what fits into some minutes now", gap_arguments, run_gap),
    Command("attend", "mark a class", attend_arguments, run_attend),
    Command("move", "move one class", move_arguments, run_move),
    Command("cancel", "cancel one class", cancel_arguments, run_cancel),
    Command("undo", "take back the last edit", _nothing, run_undo),
    Command("redo", "do the last undone edit again", _nothing, run_redo),
    Command("import", "take in a file, a feed or a text", import_arguments, run_import),
    Command("export", "write a calendar file", export_arguments, run_export),
    Command("check", "verify the data", _nothing, run_check),
    Command("backup", "write everything into one file", file_argument, run_backup),
    Command("restore", "put back what a backup holds", file_argument, run_restore),
    Command("pictures", "draw every page to PNG", pictures_arguments, run_pictures),
)
