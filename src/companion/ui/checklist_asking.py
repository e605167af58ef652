"""The small panels that open for rows of the checklist, and what becomes of what is entered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from companion import edits, planning_edits
from companion.models.activity import Activity, DueDate
from companion.models.checklist import Entry
from companion.models.schedule import Edit, Schedule
from companion.models.walltime import instant
from companion.ui import preferences
from companion.ui.checklist_words import title, tr
from companion.ui.page import Frame

_SHOWN = 60
Perform = Callable[[Callable[[Schedule], Edit | None], str], bool]


class Host(Protocol):
    """The page as its panels need it."""

    frame: Frame

    def widget(self) -> QWidget:
        """Return the page as a parent for what opens over it."""
        ...


class Asking:
    """Opens panels beside a place in the window; `perform` stores what they bring."""

    def __init__(self, page: Host, perform: Perform) -> None:
        self._page, self._perform = page, perform

    @property
    def _schedule(self) -> Schedule:
        return self._page.frame.workspace.schedule

    def due(self, activities: Sequence[Activity], place: QRect) -> None:
        """Ask when activities are due."""
        from companion.ui.checklist_popovers import DuePopover  # start-up: used on demand

        page = self._page
        DuePopover(
            page.widget().window(), place, subject(activities), activities, self._schedule,
            page.frame.words(), lambda dues: self._set_dues(activities, dues),
        )  # fmt: skip

    def _set_dues(self, activities: Sequence[Activity], dues: dict[str, DueDate | None]) -> bool:
        def after(schedule: Schedule) -> Edit | None:
            now = as_now(schedule, activities)
            return edits.change_activities(
                schedule, [a._replace(due=dues[a.id]) for a in now], "Set due date"
            )

        first = dues[activities[0].id]
        if first is None:
            said = tr("No due date any more")
        else:
            said = tr("Due %1", self._page.frame.words().moment(first.at))
        return self._perform(after, only(activities, said))

    def estimate(self, activities: Sequence[Activity], place: QRect) -> None:
        """Ask how long activities take, and how long one took so far."""
        from companion.ui.checklist_popovers import EstimatePopover  # start-up: used on demand

        def save(minutes: int | None, spent: int | None) -> bool:
            is_same = all(a.minutes == minutes for a in as_now(self._schedule, activities))
            name = "Set time spent" if is_same else "Set estimate"
            said = tr("Time spent changed") if is_same else tr("Estimate changed")
            return self._perform(
                lambda s: edits.change_activities(
                    s, [_timed(a, minutes, spent) for a in as_now(s, activities)], name
                ),
                said if is_same else only(activities, said),
            )

        first = activities[0]
        spent = first.spent_minutes if len(activities) == 1 else None
        window = self._page.widget().window()
        EstimatePopover(window, place, subject(activities), first.minutes, spent, save)

    def plan(self, entries: Sequence[Entry], place: QRect) -> None:
        """Ask when lines are to be done: one after the other from a time on."""
        from companion.ui.checklist_planning import Planned, PlanPopover  # start-up: on demand

        page = self._page
        words = page.frame.words()
        still_open = [entry for entry in entries if not entry.is_done]
        items = [entry.item for entry in still_open]
        if not items:
            page.frame.tell(tr("What is done is not planned any more."), kind="warn")
            return

        def save(entered: Planned) -> bool:
            lengths = [(i.id, m) for i, m in zip(items, entered.minutes, strict=True)]
            at = instant(entered.starts, words.zone.key)
            edit = planning_edits.plan_in_a_row(
                self._schedule, lengths, entered.starts, words.zone.key, words.now
            )
            return self._perform(lambda _: edit, tr("Planned for %1", words.soon(at)))

        about = title(still_open[0]) if len(items) == 1 else tr("%1 activities", len(items))
        hours = preferences.hours(page.frame.workspace, words.zone)
        PlanPopover(page.widget().window(), place, about, items, self._schedule, hours, words, save)

    def move(self, activities: Sequence[Activity], place: QRect) -> None:
        """Ask to which course and week activities belong."""
        from companion.ui.checklist_popovers import MovePopover  # start-up: used on demand

        def save(course_id: str | None, week: int | None) -> bool:
            return self._perform(
                lambda s: edits.move_activities(
                    s, [a.id for a in as_now(s, activities)], course_id, week
                ),
                tr("%1 activities moved", len(activities)) if len(activities) > 1 else tr("Moved"),
            )

        window = self._page.widget().window()
        MovePopover(window, place, subject(activities), activities, self._schedule, save)


def as_now(schedule: Schedule, activities: Sequence[Activity]) -> list[Activity]:
    """Return the activities as they are stored now; one that is gone meanwhile is left out."""
    found = (schedule.get(Activity, activity.id) for activity in activities)
    return [activity for activity in found if activity is not None]


def _timed(activity: Activity, minutes: int | None, spent: int | None) -> Activity:
    """Return an activity with another estimate and, unless None, time spent."""
    taken = activity.spent_minutes if spent is None else spent
    return activity._replace(minutes=minutes, spent_minutes=taken)


def only(activities: Sequence[Activity], said: str) -> str:
    """Add for which week a change counts, where it is work of every week."""
    if len(activities) == 1 and activities[0].repeat_id is not None:
        return tr("%1, in week %2 only", said, activities[0].repeat_week)
    return said


def subject(activities: Sequence[Activity]) -> str:
    """Name activities: one by its title."""
    if len(activities) == 1:
        return activities[0].title
    return tr("%1 activities", len(activities))


def short(text: str) -> str:
    """Shorten a title for a sentence."""
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1].rstrip() + "…"
