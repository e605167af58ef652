"""The schedule becomes a calendar file: selection, stamps, proof, atomic write.

plan = plan_export(schedule, choice)     what will be in the file, for the list on screen
plan = stamp(plan, choice, …)            with SEQUENCE, and what is gone since the last file
result = export_to(path, plan)        proved, then written in one step
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from companion.exporters.atomic_file import write_whole
from companion.exporters.choice import ExportChoice, check_choice
from companion.exporters.errors import ExportFailed
from companion.exporters.ledger import SinceLast, stamped
from companion.exporters.proof import Expected, prove
from companion.exporters.selection import (
    ExportCounts,
    ExportItem,
    Wanted,
    calendar_name,
    class_parts,
    count_breaks,
    count_items,
    time_order,
    unknown_zone,
)
from companion.exporters.work_selection import work_parts
from companion.formats.icalendar_writer import Entry, Todo, calendar_bytes
from companion.formats.uncollected import uncollected
from companion.models.exported import Exported
from companion.models.faults import Fault, Refused
from companion.models.schedule import Schedule


class ExportPlan(NamedTuple):
    """What a file will hold: its items in order of start, and how they are written. since_last
    compares it with the last file, where there was one; ledger is what to remember once it is
    written."""

    name: str
    items: tuple[ExportItem, ...]
    counts: ExportCounts
    written: tuple[Entry | Todo, ...]
    breaks: int = 0
    since_last: SinceLast | None = None
    ledger: Exported | None = None


class ExportResult(NamedTuple):
    """What was written: the file, the counts of the plan, and the readers that it was proved
    with ("zone_rules", "zone_name", "instants")."""

    file: str
    counts: ExportCounts
    checked: tuple[str, ...]
    breaks: int = 0
    since_last: SinceLast | None = None

    @property
    def proof(self) -> str:
        """What was checked: "14 classes, 1 break, the same in all three"."""
        return checked_words(self.counts, self.breaks)

    def as_json(self) -> dict[str, object]:
        """Return it as `export --json` prints it."""
        since = None if self.since_last is None else self.since_last._asdict()
        told = {"checked": list(self.checked), "proof": self.proof, "since_last": since}
        return {"file": self.file, **self.counts._asdict(), **told}


def checked_words(counts: ExportCounts, breaks: int) -> str:
    """Return what was read back alike: "14 classes, 1 break, the same in all three"."""
    told = (
        (counts.sessions, "class", "classes"),
        (counts.due, "due date", "due dates"),
        (counts.planned, "planned time", "planned times"),
        (counts.todos, "to-do", "to-dos"),
        (breaks, "break", "breaks"),
    )
    parts = [f"{n} {one if n == 1 else many}" for n, one, many in told if n]
    return ", ".join([*parts, "the same in all three"])


def plan_export(schedule: Schedule, choice: ExportChoice) -> ExportPlan:
    """Return what the file of a choice will hold; a plan may be empty.

    Raises Refused for a choice that makes no file, and ExportFailed("unknown_zone") when a zone
    is gone from this machine.
    """
    check_choice(choice)
    wanted = _wanted(schedule, choice)
    try:
        with uncollected():
            work = sorted(work_parts(wanted), key=lambda part: time_order(part.items[0]))
            found = [*class_parts(wanted), *work]
    except (LookupError, ValueError, OSError) as error:
        raise ExportFailed("unknown_zone", (unknown_zone(schedule),), str(error)) from error
    items = [item for part in found for item in part.items]
    return ExportPlan(
        calendar_name(wanted),
        tuple(sorted(items, key=time_order)),
        count_items(wanted, items),
        tuple(entry for part in found for entry in part.written),
        count_breaks(wanted, items),
    )


def name_of(schedule: Schedule, choice: ExportChoice) -> str:
    """Return what the calendar of a choice is called."""
    return calendar_name(_wanted(schedule, choice))


def _wanted(schedule: Schedule, choice: ExportChoice) -> Wanted:
    return Wanted(schedule, choice, {c.id: c for c in schedule.courses})


def stamp(
    plan: ExportPlan, choice: ExportChoice, schedule: Schedule, before: Exported, now: datetime
) -> ExportPlan:
    """Return the plan with the stamps that follow from what was written before, at an aware
    instant `now`; unchanged data gives the same stamps whenever that is."""
    written, ledger, since = stamped(plan.items, plan.written, choice, schedule, before, now)
    return plan._replace(written=written, ledger=ledger, since_last=since)


def render(plan: ExportPlan) -> tuple[bytes, tuple[str, ...]]:
    """Return the bytes of the file and the readers that see in them what the plan says.

    Raises Refused (nothing) for an empty file, which no calendar program takes, and ExportFailed
    ("differs") when a reader sees anything else.
    """
    if not plan.written:
        raise Refused(Fault("with", "nothing"))
    with uncollected():
        content = calendar_bytes(plan.name, plan.written)
        expected = (Expected(i.summary, i.starts_at, i.ends_at) for i in plan.items)
        return content, prove(content, expected)


def export_to(path: Path, plan: ExportPlan) -> ExportResult:
    """Prove and write the file of a plan; the old file is untouched unless all went well.

    Raises Refused and ExportFailed as `render` and `write_whole` do.
    """
    content, checked = render(plan)
    write_whole(path, content)
    return ExportResult(str(path), plan.counts, checked, plan.breaks, plan.since_last)
