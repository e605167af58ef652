"""The schedule becomes a calendar file: selection, proof, atomic write.

plan = plan_export(schedule, choice)   what will be in the file, for the list on screen
content, checked = render(plan)        the bytes, proved against the plan
result = export_to(path, plan)         proved, then written in one step
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from companion.exporters.atomic_file import write_whole
from companion.exporters.choice import ExportChoice, check_choice
from companion.exporters.errors import ExportFailed
from companion.exporters.proof import Expected, prove
from companion.exporters.selection import (
    ExportCounts,
    ExportItem,
    Wanted,
    calendar_name,
    class_parts,
    count_items,
    time_order,
    unknown_zone,
    work_parts,
)
from companion.formats.icalendar_writer import Entry, Stamp, Todo, calendar_bytes
from companion.models.faults import Fault, Refused
from companion.models.schedule import Schedule

_NO_STAMPS: Mapping[str, Stamp] = MappingProxyType({})


class ExportPlan(NamedTuple):
    """What a file will hold: its items in order of start, and how they are written."""

    name: str
    items: tuple[ExportItem, ...]
    counts: ExportCounts
    written: tuple[Entry | Todo, ...]


class ExportResult(NamedTuple):
    """What was written: the file, the counts of the plan, and the readers that it was proved
    with ("zone_rules", "zone_name")."""

    file: str
    counts: ExportCounts
    checked: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """Return it as `export --json` prints it."""
        return {"file": self.file, **self.counts._asdict(), "checked": list(self.checked)}


def plan_export(
    schedule: Schedule, choice: ExportChoice, stamps: Mapping[str, Stamp] = _NO_STAMPS
) -> ExportPlan:
    """Return what the file of a choice will hold; a plan may be empty.

    stamps tell, by uid, how often an entry was changed and when. Raises Refused for a choice
    that makes no file, and ExportFailed("unknown_zone") when a zone is gone from this machine.
    """
    check_choice(choice)
    wanted = Wanted(schedule, choice, stamps, {c.id: c for c in schedule.courses})
    try:
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
    )


def render(plan: ExportPlan) -> tuple[bytes, tuple[str, ...]]:
    """Return the bytes of the file and the readers that see in them what the plan says.

    Raises Refused (nothing) for an empty plan, which no calendar program takes, and ExportFailed
    ("differs") when a reader sees anything else.
    """
    if not plan.items:
        raise Refused(Fault("with", "nothing"))
    content = calendar_bytes(plan.name, plan.written)
    expected = (Expected(i.summary, i.starts_at, i.ends_at) for i in plan.items)
    return content, prove(content, expected)


def export_to(path: Path, plan: ExportPlan) -> ExportResult:
    """Prove and write the file of a plan; the old file is untouched unless all went well.

    Raises Refused and ExportFailed as `render` and `write_whole` do.
    """
    content, checked = render(plan)
    write_whole(path, content)
    return ExportResult(str(path), plan.counts, checked)
