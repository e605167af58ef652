"""What Today shows where no work waits: what comes next, and a way to get ahead."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from companion.models import agenda
from companion.models.agenda import ChecklistItem
from companion.models.course import Course
from companion.models.day import Day
from companion.models.schedule import Schedule
from companion.ui.text import Words
from companion.ui.today_words import tr
from companion.ui.widgets.buttons import Button
from companion.ui.widgets.panels import EmptyState

AHEAD_MINUTES = 15


class FreeDay(EmptyState):
    """A free day, or a day without work that waits. `ahead` brings the item to begin with."""

    ahead = Signal(str)

    def __init__(self) -> None:
        self.button = Button(tr("Get ahead, %1 min", AHEAD_MINUTES), icon="play")
        super().__init__("coffee", "", "", [self.button])
        self._next = ""
        self.button.clicked.connect(lambda: self.ahead.emit(self._next))

    def show_day(
        self, schedule: Schedule, day: Day, locked: Sequence[ChecklistItem], words: Words
    ) -> None:
        """Say what comes next; locked is the work that is not asked for yet, in order."""
        self.set_text(*_words(schedule, day, words))
        self.button.setVisible(bool(locked))
        if locked:
            self._next = locked[0].id
            self.button.setAccessibleName(f"{self.button.plain_text()}: {locked[0].title}")


def _words(schedule: Schedule, day: Day, words: Words) -> tuple[str, str]:
    session = agenda.next_live_session(schedule, words.now)
    if session is None:
        return tr("No class is coming"), tr("All classes are over.")
    course = schedule.get(Course, session.course_id)
    when = words.moment(session.starts_at)
    sentence = tr("Next class: %1, %2.", when, course.label if course is not None else "")
    has_class = any(block.is_class for block in day.blocks)
    return (tr("Nothing waits for you now") if has_class else tr("A free day")), sentence
