"""What an import leaves out: each entry's title, the reason, and what it stood on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from companion.models.source import Skipped
from companion.ui import theme
from companion.ui.import_words import say, tr
from companion.ui.overlay import Overlay
from companion.ui.widgets.buttons import Button, IconButton
from companion.ui.widgets.labels import PlainLabel
from companion.ui.widgets.panels import Surface, spaced
from companion.wording import reason

_MOST = 200


class SkippedDialog(Overlay):
    """A list to read; Esc closes it."""

    def __init__(self, parent: QWidget, skipped: Sequence[Skipped]) -> None:
        super().__init__(parent, theme.px(620))
        title = tr("Left out")
        self.setAccessibleName(title)
        head = QHBoxLayout()
        spaced(head, (20, 14, 14, 8), 8)
        head.addWidget(PlainLabel(title, "dialog"), 1)
        close = IconButton("x", tr("Close"), "Esc")
        close.clicked.connect(self.close_overlay)
        head.addWidget(close)
        self.panel.body.addLayout(head)
        self.panel.body.addWidget(self._list(skipped))
        foot = Surface("bg", "top", round_foot=11)
        row = QHBoxLayout(foot)
        spaced(row, (20, 10, 20, 10), 8)
        row.addStretch(1)
        done = Button(tr("Close"), "primary", keys="Esc")
        done.clicked.connect(self.close_overlay)
        row.addWidget(done)
        self.panel.body.addWidget(foot)
        done.setFocus(Qt.FocusReason.PopupFocusReason)

    def _list(self, skipped: Sequence[Skipped]) -> QScrollArea:
        inside = QWidget()
        column = QVBoxLayout(inside)
        spaced(column, (20, 4, 20, 14), 10)
        for entry in skipped[:_MOST]:
            one = QVBoxLayout()
            one.setSpacing(0)
            one.addWidget(PlainLabel(entry.title or tr("(no title)"), "strong", wrap=True))
            one.addWidget(PlainLabel(say(reason(entry.reason)), "body", "text2", wrap=True))
            if entry.raw:
                one.addWidget(PlainLabel(entry.raw, "small", "text3", wrap=True))
            column.addLayout(one)
        if len(skipped) > _MOST:
            column.addWidget(PlainLabel(tr("and %1 more", len(skipped) - _MOST), "body", "text3"))
        column.addStretch(1)
        area = QScrollArea()
        area.setAccessibleName(tr("Left out"))
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        area.setFixedHeight(min(inside.sizeHint().height() + 8, theme.px(380)))
        return area
