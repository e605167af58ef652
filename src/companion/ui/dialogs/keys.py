"""The list of keys, made of the list of actions."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from companion.ui import letters, theme
from companion.ui.actions import ACTIONS, ActionSpec, by_group
from companion.ui.overlay import Overlay
from companion.ui.pages import spec
from companion.ui.widgets.buttons import IconButton
from companion.ui.widgets.labels import PlainLabel
from companion.ui.widgets.marks import KeyHint
from companion.ui.widgets.panels import FloatingPanel

WIDTH, TOP, FOOT = 760, 48, 8


class KeyList(Overlay):
    """F1 or ?: what each key does, in two columns."""

    _area: QScrollArea | None = None

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, min(theme.px(WIDTH), parent.width() - 80), TOP)
        self.setAccessibleName(self.tr("Keys"))
        body = self.panel.body
        self._head = QHBoxLayout()
        self._head.setContentsMargins(20, 16, 12, 8)
        self._head.addWidget(PlainLabel(self.tr("Keys"), "dialog"), 1)
        close = IconButton("x", self.tr("Close"), "Esc")
        close.clicked.connect(self.close_overlay)
        self._head.addWidget(close)
        body.addLayout(self._head)
        self._area = self._scrolled()
        self._area.setAccessibleName(self.tr("Keys"))
        body.addWidget(self._area)
        self._fit()
        self._area.setFocus(Qt.FocusReason.PopupFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stay inside the window."""
        self._fit()
        super().resizeEvent(event)

    def _fit(self) -> None:
        """Be as high as the list, or as the window allows; the rest scrolls."""
        if self._area is None:
            return  # a resize while it is being built
        around = TOP + 2 * FloatingPanel.MARGIN + self._head.sizeHint().height() + FOOT
        room = max(120, self.height() - around)
        list_height = self._list.sizeHint().height()
        self._area.setFixedHeight(min(list_height, room))

    def _scrolled(self) -> QScrollArea:
        self._list = inside = QWidget()
        columns = QHBoxLayout(inside)
        columns.setContentsMargins(20, 0, 20, 20)
        columns.setSpacing(32)
        groups = acting_groups()
        for side in (groups[:2], groups[2:]):
            columns.addLayout(key_column(side), 1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.viewport().setAutoFillBackground(False)
        area.setWidget(inside)
        inside.setAutoFillBackground(False)
        return area


def acting_groups() -> list[tuple[str, list[ActionSpec]]]:
    """Return the actions that have a key now, under their groups."""
    groups = by_group(ACTIONS)
    return [(name, [s for s in specs if letters.all_acting(s.keys)]) for name, specs in groups]


def key_column(groups: Sequence[tuple[str, list[ActionSpec]]]) -> QVBoxLayout:
    """Lay out what each key does, one group below the other."""
    column = QVBoxLayout()
    column.setSpacing(4)
    for name, specs in groups:
        if specs:
            column.addLayout(_group(name, specs))
    column.addStretch(1)
    return column


def _group(name: str, specs: list[ActionSpec]) -> QGridLayout:
    grid = QGridLayout()
    grid.setContentsMargins(0, 8, 0, 4)
    grid.setVerticalSpacing(5)
    grid.setColumnStretch(0, 1)
    title = QCoreApplication.translate("KeyList", name)
    grid.addWidget(PlainLabel(title, "small-strong", "text3"), 0, 0)
    for row, one in enumerate(specs, start=1):
        grid.addWidget(PlainLabel(_words(one), "second", wrap=True), row, 0)
        keys = QHBoxLayout()
        keys.setSpacing(4)
        for sequence in letters.all_acting(one.keys):
            keys.addWidget(KeyHint(sequence))
        grid.addLayout(keys, row, 1, Qt.AlignmentFlag.AlignRight)
    return grid


def _words(one: ActionSpec) -> str:
    label = one.label().rstrip("…")
    if not one.pages:
        return label
    where = ", ".join(spec(key).label() for key in one.pages)
    text = QCoreApplication.translate("KeyList", "%1 (%2)")
    return text.replace("%1", label).replace("%2", where)
