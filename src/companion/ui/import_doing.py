"""What applying the preview does, and where the student goes to see it."""

from __future__ import annotations

from datetime import datetime

from companion.import_edits import import_edit
from companion.models.activity import Activity
from companion.models.course import Course
from companion.models.meeting import Meeting
from companion.models.proposal import Proposal
from companion.models.schedule import Edit, Schedule
from companion.ui.import_job import Request
from companion.ui.import_preview import ImportPreview


def chosen_edit(
    schedule: Schedule, proposal: Proposal, preview: ImportPreview, request: Request, now: datetime
) -> Edit | None:
    """Return what is ticked as one edit, or None for nothing. The feed of an address is looked at
    daily or not, as chosen; that of a file stays as it is. now is aware."""
    if request.address:
        feed = proposal.feed._replace(is_watched=preview.watches())
        proposal = proposal._replace(feed=feed)
    lines = preview.list.lines
    settle_before = now if preview.settles() else None
    return import_edit(schedule, proposal, lines.ticked_keys(), lines.minutes, settle_before)


def place_after(schedule: Schedule, edit: Edit) -> tuple[str, str]:
    """Return the page on which an edit is seen, and its subject: the course of all, if there is
    one, else the checklist."""
    added = [c.after for c in edit.changes if isinstance(c.after, Activity | Meeting)]
    courses = {entry.course_id for entry in added}
    only = courses.pop() if len(courses) == 1 else None
    if only is not None and schedule.get(Course, only):
        return "course", only
    return "checklist", ""
