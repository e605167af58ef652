"""export and check: the calendar file, and whether the data is whole."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import TYPE_CHECKING

from companion.commands.call import Call
from companion.commands.failures import CommandFailed
from companion.wording import storage_sentence
from companion.workspace import Checkup, StorageFailed

if TYPE_CHECKING:
    from companion.exporters.calendar_file import ExportResult


def export_arguments(parser: ArgumentParser) -> None:
    """Declare the options of `export`."""
    add = parser.add_argument
    add("file", metavar="FILE|-", help="where to; - is standard output")
    add("--for", dest="target", default="other", metavar="google|outlook|apple|other",
        help="the calendar program that takes it")  # fmt: skip
    add("--course", action="append", default=[], metavar="CODE", help="again for more")
    add("--with", dest="kinds", metavar="KINDS",
        help="live, recitation, office-hours, study-group, due, planned, todo; default: "
        "live,recitation,due")  # fmt: skip
    add("--remind", metavar="TIMES", help="before classes and deadlines: 15m,1d")
    add("--passcode", action="store_true", help="with the passcode of the meetings")


def run_export(call: Call) -> None:
    """Write the calendar file, proved before it is saved."""
    # start-up: icalendar costs 40 ms that no other command should pay
    from companion.exporters import choice as choosing
    from companion.exporters.calendar_file import export_to, plan_export, render, stamp

    asked = call.arguments
    reminders = choosing.parse_reminders(asked.remind) if asked.remind is not None else ()
    choice = choosing.ExportChoice(
        target=choosing.parse_target(asked.target),
        reminders=reminders,
        due_reminders=reminders,
        with_passcode=asked.passcode,
    )
    if asked.kinds is not None:
        choice = choice._replace(kinds=choosing.parse_kinds(asked.kinds))
    choosing.check_choice(choice)
    ids = choosing.parse_courses(call.schedule, asked.course)
    choice = choice._replace(course_ids=ids)
    store, target = call.workspace.store, choice.target.value
    before = store.exported(target)
    plan = plan_export(call.schedule, choice)
    plan = stamp(plan, choice, call.schedule, before, call.workspace.clock.now())
    if asked.file == "-":
        content, _ = render(plan)
        call.output.is_json = False
        call.output.content(content)
    else:
        result = export_to(Path(asked.file), plan)
        call.output.json(result.as_json())
        call.output.line(_told(result))
    if plan.ledger is not None and plan.ledger != before:
        try:
            store.keep_exported(target, plan.ledger)
        except StorageFailed as failure:  # the file is right; the next one counts from before
            reason = storage_sentence(failure.code)
            call.output.note(f"The file was written, but not that it was: {reason}")


def _told(result: ExportResult) -> str:
    """Say what was written, what was checked and what is other than last time."""
    text = f"Wrote {result.file}: {result.proof}."
    if result.counts.cancelled:
        text += f" Left out: {result.counts.cancelled} cancelled."
    since = result.since_last
    if since is None:
        return text
    parts = [f"{n} {name}" for name, n in since._asdict().items() if n and name != "same"]
    same = f"{since.same} the same as last time"
    return f"{text} {', '.join([*parts, same] if since.same else parts)}."


def run_check(call: Call) -> None:
    """Open the data, verify it whole, tell counts. Raises CommandFailed where it is not whole."""
    try:
        found = call.workspace.store.check()
    except StorageFailed as failure:
        if failure.code != "damaged":
            raise
        found = Checkup((storage_sentence(failure.code),), 0, 0, 0, 0)
    counts = {name: n for name, n in found._asdict().items() if name != "problems"}
    is_whole = not found.problems
    call.output.json({"ok": is_whole, "problems": list(found.problems), **counts})
    if not is_whole:
        call.output.lines(found.problems)
        raise CommandFailed("The data is not whole; keep a copy of it as it is.")
    told = ", ".join(_counted(n, name) for name, n in counts.items())
    call.output.line(f"All is well: {told}.")


_ONE = {"activities": "activity", "sessions": "class", "todos": "to-do", "due": "deadline"}
_MANY = {"sessions": "classes", "todos": "to-dos", "due": "deadlines"}


def _counted(n: int, name: str) -> str:
    """Write a count with its noun: "14 classes", "1 deadline"."""
    if name in ("planned", "cancelled"):
        return f"{n} {name}"
    return f"1 {_ONE.get(name, name[:-1])}" if n == 1 else f"{n} {_MANY.get(name, name)}"
