"""All that is due on one day, beside its cell: Enter or a click opens one thing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QWidget

from companion.models.agenda import ChecklistItem
from companion.models.course import Course
from companion.ui import icons, theme
from companion.ui import week_words as say
from companion.ui.popover import Popover
from companion.ui.text import Words
from companion.ui.today_rows import Row, RowList
from companion.ui.widgets.panels import ClearScroll

WIDTH, MOST_ROWS = 380, 10


class DueList(Popover):
    """The list. `choose` gets the id of what is opened."""

    def __init__(
        self,
        window: QWidget,
        beside: QRect,
        day: str,
        items: Sequence[ChecklistItem],
        courses: Mapping[str, Course],
        words: Words,
        choose: Callable[[str], None],
    ) -> None:
        super().__init__(window, beside, say.tr("Due"), day, WIDTH)
        self._choose = choose
        self.rows = RowList(say.tr("Due %1", day))
        self.rows.show_rows([_row(i, courses.get(i.course_id or ""), words) for i in items])
        self.rows.opened.connect(self._open)
        area = ClearScroll(self.rows)
        area.setFixedHeight(theme.px(30) * min(len(items), MOST_ROWS))
        self.inside.addWidget(area)
        self.add_close()
        self.put_in_place()
        self.rows.setCurrentIndex(self.rows.model().index(0, 0))
        self.rows.setFocus(Qt.FocusReason.PopupFocusReason)

    def _open(self, _: str, item_id: str) -> None:
        self.close_overlay()
        self._choose(item_id)


def _row(item: ChecklistItem, course: Course | None, words: Words) -> Row:
    assert item.due_at is not None
    code, family = (course.code, course.color) if course else ("", "stone")
    return Row(
        icons.OF_ACTIVITY[item.kind], code, family, item.title, words.moment(item.due_at),
        say.due_line(item, words, course.label if course else ""), ("checklist", item.id),
        tint="dangt" if item.is_late(words.now) else "text2",
    )  # fmt: skip
