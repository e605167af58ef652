"""What the palette can find: actions, pages, courses, open activities."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from companion.models.activity import Activity
from companion.models.course import Course
from companion.ui import icons, letters
from companion.ui.actions import ACTIONS
from companion.ui.dialogs.palette import Entry
from companion.ui.page import Frame
from companion.ui.widgets.buttons import shown_keys


def entries(frame: Frame, offered: Mapping[str, str]) -> list[Entry]:
    """Return everything the palette offers; `offered` tells what the actions that can be done
    now are called, by id."""
    found = []
    for spec in ACTIONS:
        if spec.id in offered and spec.id != "palette":
            kind = "page" if spec.group == "Go" else "action"
            acting = letters.all_acting(spec.keys)
            keys = shown_keys(acting[0]) if acting else ""
            do = partial(frame.trigger, spec.id)
            found.append(Entry(offered[spec.id], do, spec.icon, keys=keys, kind=kind))
    found.extend(_courses(frame))
    found.extend(_activities(frame))
    return found


def _courses(frame: Frame) -> Iterator[Entry]:
    for course in frame.workspace.schedule.courses:
        yield Entry(
            course.name,
            partial(frame.go, "course", course.id),
            "graduation-cap",
            kind="course",
            code=course.code,
            family=course.color,
        )


def _activities(frame: Frame) -> Iterator[Entry]:
    schedule, words = frame.workspace.schedule, frame.words()
    for activity in schedule.table(Activity).values():
        if activity.is_done:
            continue
        course = schedule.get(Course, activity.course_id or "")
        yield Entry(
            activity.title,
            partial(frame.go, "checklist", activity.id),
            icons.OF_ACTIVITY[activity.kind],
            words.soon(activity.due.at) if activity.due else "",
            kind="activity",
            code=course.code if course else "",
            family=course.color if course else "",
        )
