"""add, activities, done, undone: the week's work."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import timedelta

from companion.commands.agenda import due_there
from companion.commands.call import Call
from companion.commands.documents import activity_document, code_of, item_title
from companion.commands.output import aligned
from companion.edits import complete, reopen
from companion.models.activity import Activity, PlannedBlock, Stage
from companion.models.agenda import ChecklistItem, checklist
from companion.models.pasted_lines import read_lines
from companion.models.quick_add import QuickAdd, read
from companion.models.schedule import Schedule
from companion.models.typed import MAX_ESTIMATE, parse_count
from companion.repeat_edits import add_lines
from companion.time_words import Words, duration
from companion.wording import sentence

_STAGE_WORDS = {
    Stage.OPEN: "",
    Stage.STARTED: "started",
    Stage.HANDED_IN: "handed in",
    Stage.FEEDBACK: "feedback received",
    Stage.DONE: "done",
}


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options of `add`."""
    parser.add_argument(
        "text",
        nargs="+",
        metavar="TEXT",
        help='"Read HBR case 25m due fri #ml": 25m or 1h30; due fri, due 12 nov 18:00; '
        "tue 20:00 plans it; #ml the course; w9 the week; every week; ! important; a link; each "
        "line is an activity of its own",
    )


def run_add(call: Call) -> None:
    """Add an activity, or one for each line, as one edit."""
    found = _read(call)
    edit = add_lines(call.schedule, found)
    made = [change.after for change in edit.changes] if edit else []
    ids = [record.id for record in made if isinstance(record, Activity)]
    after = call.schedule.with_(edit) if edit else call.schedule
    items = [item for item in checklist(after) if item.id in ids]
    told = aligned([_row(after, item, call.words) for item in items])
    planned = [record for record in made if isinstance(record, PlannedBlock)]
    call.perform(edit, ids, *told, *(_planned(block, call.words) for block in planned))
    for line in found:
        for note in line.notes:
            call.output.note(f"Note: {sentence(note)}")


def _planned(block: PlannedBlock, words: Words) -> str:
    ends_at = block.at + timedelta(minutes=block.minutes)
    return f"Planned {words.day(block.at)} {words.span(block.at, ends_at)}."


def _read(call: Call) -> list[QuickAdd]:
    text = " ".join(call.arguments.text)
    schedule, words = call.schedule, call.words
    if len(text.split("\n")) == 1:
        return [read(text, schedule, words.now, words.zone)]
    return [line.found for line in read_lines(text, schedule, words.now, words.zone)]


def activities_arguments(parser: ArgumentParser) -> None:
    """Declare the options of `activities`."""
    parser.add_argument("--course", metavar="CODE", help="one course only")
    parser.add_argument("--open", action="store_true", help="leave out what is done")
    parser.add_argument("--max-minutes", metavar="N", help="only what takes N minutes at most")


def run_activities(call: Call) -> None:
    """Tell the checklist, recordings to watch among it."""
    asked = call.arguments
    most = None
    if asked.max_minutes is not None:
        most = parse_count(asked.max_minutes, "--max-minutes", 1, MAX_ESTIMATE)
    course = call.course(asked.course) if asked.course is not None else None
    items = [
        item
        for item in checklist(call.schedule, call.speed)
        if (course is None or item.course_id == course.id)
        and not (asked.open and item.is_done)
        and (most is None or (item.minutes is not None and item.minutes <= most))
    ]
    words = call.words
    call.output.json([activity_document(call.schedule, item, words.zone) for item in items])
    rows = [_row(call.schedule, item, words) for item in items]
    call.output.lines(aligned(rows) or ["Nothing on the list."])


def _row(schedule: Schedule, item: ChecklistItem, words: Words) -> list[str]:
    """The cells of a line: done, due in both clocks, code, title, length, how it stands, id."""
    standing = "late" if item.is_late(words.now) else _STAGE_WORDS[item.stage]
    if item.is_optional and not item.is_done:
        standing = f"{standing}, optional".removeprefix(", ")
    return [
        "[x]" if item.is_done else "[ ]",
        words.moment(item.due_at) if item.due_at else "",
        due_there(item, words, schedule),
        code_of(schedule, item.course_id) or "",
        item_title(schedule, item),
        duration(item.minutes) if item.minutes else "",
        standing,
        item.id,
    ]


def ids_arguments(parser: ArgumentParser) -> None:
    """Declare the options of `done` and `undone`."""
    parser.add_argument("ids", nargs="+", metavar="ID", help="as “companion activities” tells them")


def run_done(call: Call) -> None:
    """Tick activities, and recordings as watched; one edit for all."""
    ids = list(dict.fromkeys(call.arguments.ids))
    edit = complete(call.schedule, ids, call.words.now)
    call.perform(edit, ids, _ticked("Done", len(ids)))


def run_undone(call: Call) -> None:
    """Untick activities and recordings; one edit for all."""
    ids = list(dict.fromkeys(call.arguments.ids))
    edit = reopen(call.schedule, ids)
    call.perform(edit, ids, _ticked("Not done", len(ids)))


def _ticked(word: str, n: int) -> str:
    return f"{word}: 1 activity." if n == 1 else f"{word}: {n} activities."
