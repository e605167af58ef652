"""What the student does with work that comes back every week: which weeks it counts for."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QMenu, QWidget

from companion import repeat_edits
from companion.models.activity import Activity
from companion.models.course import Course
from companion.models.repeat import Repeat
from companion.models.repeat_following import Repeating, repeating_of
from companion.ui.checklist_asking import Host, Perform
from companion.ui.checklist_values import place_of
from companion.ui.checklist_words import tr


class Weekly:
    """Offers the choice between one week, this and later weeks, and all; does what is chosen."""

    def __init__(
        self, page: Host, perform: Perform, delete: Callable[[Sequence[Activity]], None]
    ) -> None:
        self._page, self._perform, self._delete = page, perform, delete

    def open_menu(self, activity: Activity, below: QWidget) -> None:
        """Open what can be done below a value."""
        found = self._repeating(activity)
        if found is None:
            return
        menu = QMenu(below)
        if found.rule is None:
            one = menu.addAction(tr("Every week from week %1 on", found.week))
            one.triggered.connect(lambda: self._repeat(activity, found.week))
        else:
            self._fill(menu, activity, found, found.rule, place_of(below))
        _popup(menu, below.mapToGlobal(QPoint(0, below.height() + 2)))

    def _fill(
        self, menu: QMenu, activity: Activity, found: Repeating, rule: Repeat, place: QRect
    ) -> None:
        change = menu.addAction(tr("Change weeks and due day…"))
        change.triggered.connect(lambda: self._ask_weeks(activity, found, rule, place))
        if found.is_own:
            menu.addSeparator()
            later = menu.addAction(tr("Use what it says from week %1 on", found.week))
            later.triggered.connect(lambda: self._spread(activity, found.week))
            every = menu.addAction(tr("Use what it says in all weeks"))
            every.triggered.connect(lambda: self._spread(activity, 1))
            again = menu.addAction(tr("Make it like the other weeks again"))
            again.triggered.connect(lambda: self._conform(activity))
        menu.addSeparator()
        self._add_removals(menu, activity, found.week)

    def ask_delete(self, activity: Activity, place: QRect) -> None:
        """Ask for which weeks an activity is to be deleted."""
        window = self._page.widget().window()
        menu = QMenu(window)
        self._add_removals(menu, activity, activity.repeat_week or 1)
        _popup(menu, window.mapToGlobal(place.bottomLeft()))

    def _add_removals(self, menu: QMenu, activity: Activity, week: int) -> None:
        only = menu.addAction(tr("Delete in week %1 only", week))
        only.triggered.connect(lambda: self._delete([activity]))
        later = menu.addAction(tr("Delete from week %1 on", week))
        later.triggered.connect(lambda: self._end(activity, week))
        every = menu.addAction(tr("Delete in all weeks"))
        every.triggered.connect(lambda: self._remove(activity))

    def _repeating(self, activity: Activity) -> Repeating | None:
        workspace = self._page.frame.workspace
        return repeating_of(workspace.schedule, activity, workspace.clock.now())

    # Each one edit

    def _repeat(self, activity: Activity, week: int) -> None:
        said = tr("Comes back every week from week %1 on", week)
        self._perform(lambda s: repeat_edits.repeat_activity(s, activity.id, week), said)

    def _spread(self, activity: Activity, week: int) -> None:
        later, every = tr("Changed from week %1 on", week), tr("Changed in all weeks")
        said = every if week == 1 else later
        self._perform(lambda s: repeat_edits.spread(s, activity.id, week), said)

    def _conform(self, activity: Activity) -> None:
        said = tr("As in the other weeks again")
        self._perform(lambda s: repeat_edits.conform(s, activity.id), said)

    def _end(self, activity: Activity, week: int) -> None:
        said = tr("Deleted from week %1 on; what is begun stays", week)
        self._perform(lambda s: repeat_edits.end_repeat(s, activity.id), said)

    def _remove(self, activity: Activity) -> None:
        said = tr("Deleted in all weeks; what is begun stays")
        self._perform(lambda s: repeat_edits.remove_repeat(s, activity.repeat_id or ""), said)

    def _ask_weeks(self, activity: Activity, found: Repeating, rule: Repeat, place: QRect) -> None:
        from companion.ui.checklist_weeks import WeeksPopover  # start-up: used on demand

        def save(after: Repeat, from_week: int) -> bool:
            later, every = tr("Changed from week %1 on", from_week), tr("Changed in all weeks")
            said = every if from_week == 1 else later
            return self._perform(lambda s: repeat_edits.change_repeat(s, after, from_week), said)

        frame = self._page.frame
        course = frame.workspace.schedule.table(Course)[rule.course_id]
        WeeksPopover(
            self._page.widget().window(), place, activity.title, rule, found.week, course,
            frame.words(), save,
        )  # fmt: skip


def _popup(menu: QMenu, at: QPoint) -> None:
    """Open a menu with its first entry chosen, so that Enter takes it."""
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(at)
    menu.setActiveAction(menu.actions()[0])
