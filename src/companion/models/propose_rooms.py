"""A way into classes that tells no time, as a bare link does: for the classes that are there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from companion.models.course import Course
from companion.models.meeting import Meeting
from companion.models.proposal import FieldChange, Row, RowState
from companion.models.propose_work import Context, Part
from companion.models.schedule import Change
from companion.models.source import ItemSort, SourceItem
from companion.models.source_titles import meeting_kind_of_title


def is_room(item: SourceItem) -> bool:
    """Tell whether an entry is a way into classes without their time."""
    return item.sort is ItemSort.SESSION and item.wall is None


def propose_rooms(context: Context, course: Course, items: Sequence[SourceItem]) -> Part:
    """Return a row for each series of the course whose link it would be; ticked where the series
    has none yet. Series that have it are the same as they were."""
    rows: list[Row] = []
    same = 0
    for item in items:
        for meeting in meetings_for(context, course, item):
            if meeting.link == item.link:
                same += 1
            else:
                rows.append(_row(context, meeting, item))
    return Part(tuple(rows), same)


def meetings_for(context: Context, course: Course, item: SourceItem) -> Iterator[Meeting]:
    """Yield the series of the kind that the entry names: live classes where it names none."""
    kind = meeting_kind_of_title(item.title)
    of_course = context.schedule.of_course(Meeting, course.id)
    return (meeting for meeting in of_course if meeting.kind is kind)


def _row(context: Context, meeting: Meeting, item: SourceItem) -> Row:
    after = meeting._replace(link=item.link, passcode=item.passcode)
    held = [o for o in context.schedule.all_occurrences() if o.meeting.id == meeting.id]
    note = "other_room" if meeting.link else ""
    return Row(
        f"room:{meeting.id}", RowState.CHANGED, meeting.kind, meeting.course_id,
        meeting.title or item.title, min((o.starts_at for o in held), default=None),
        meeting.minutes, record_id=meeting.id,
        fields=(FieldChange("link", meeting.link, item.link),), note=note, is_ticked=not note,
        times=max(1, len(held)), changes=(Change(meeting, after),),
    )  # fmt: skip
