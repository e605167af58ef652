"""The file kept updated, brought to what the schedule says; left alone where it says so already."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from companion.exporters.atomic_file import write_whole
from companion.exporters.calendar_file import ExportPlan, plan_export, render, stamp
from companion.exporters.remembered import KeptFile, with_new_courses
from companion.models.exported import Exported
from companion.models.schedule import Schedule


def bring_up_to_date(
    kept: KeptFile, schedule: Schedule, before: Exported, now: datetime
) -> ExportPlan:
    """Plan, stamp and prove the kept file, and write it when its bytes would differ; now is aware.

    The plan's ledger is to be remembered then. Raises Refused and ExportFailed; the old file is
    untouched then.
    """
    courses = [*(c.id for c in schedule.current_courses), None]
    choice = with_new_courses(kept.choice, kept.known, courses)
    if choice.course_ids is not None:  # what was put away since is not named any more
        choice = choice._replace(course_ids=choice.course_ids & frozenset(courses))
    plan = stamp(plan_export(schedule, choice), choice, schedule, before, now)
    content, _ = render(plan)
    path = Path(kept.path)
    if _content(path) != content:
        write_whole(path, content)
    return plan


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except (OSError, ValueError):
        return None
