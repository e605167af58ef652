"""What stands in the import page besides the preview: asking, reading, failed, nothing new."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from companion.ui import theme
from companion.ui.import_words import tr
from companion.ui.widgets.buttons import Button, shown_keys
from companion.ui.widgets.labels import FieldError, IconLabel, PlainLabel
from companion.ui.widgets.panels import Card, EmptyState, spaced
from companion.ui.widgets.typed_fields import TextField

WIDTH = 560
SHOWN_AFTER_MS = 300  # a source that is read sooner flashes nothing
_CENTER = Qt.AlignmentFlag.AlignHCenter


class AskState(QWidget):
    """Asks for a file, an address, or what was copied; what is dropped goes to the window."""

    file_wanted = Signal()
    paste_wanted = Signal()
    address_given = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        card = Card(dashed=True, edge="ctl", radius=12)
        card.setMaximumWidth(theme.px(WIDTH))
        column = QVBoxLayout(card)
        spaced(column, (28, 26, 28, 24), 6)
        column.addWidget(IconLabel("download", 28, "text3"), 0, _CENTER)
        title = PlainLabel(tr("Drop a file anywhere, or choose one"), "section", wrap=True)
        title.setAlignment(_CENTER)
        column.addWidget(title)
        sentence = PlainLabel(
            tr(
                "A calendar file or feed of Canvas, Moodle, Brightspace or Blackboard, a course "
                "package, a course file, a syllabus table, a Zoom invitation. You see every item "
                "before anything is stored."
            ),
            "body", "text2", wrap=True,
        )  # fmt: skip
        sentence.setAlignment(_CENTER)
        column.addWidget(sentence)
        column.addSpacing(8)
        column.addLayout(self._buttons())
        nothing = tr("Nothing that can be imported was copied.")
        self.copied = PlainLabel(nothing, "second", "warnt", wrap=True)
        self.copied.setAlignment(_CENTER)
        self.copied.hide()
        column.addWidget(self.copied)
        column.addSpacing(14)
        column.addLayout(self._address())
        outer = QVBoxLayout(self)
        spaced(outer, (24, 24, 24, 24), 0)
        outer.addStretch(2)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(card, 8)
        row.addStretch(1)
        outer.addLayout(row)
        outer.addStretch(3)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.choose = Button(tr("Choose file…"), "primary", icon="folder-open")
        self.choose.clicked.connect(self.file_wanted)
        self.paste = Button(tr("Paste"), icon="clipboard-paste", keys=shown_keys("Ctrl+V"))
        self.paste.clicked.connect(self.paste_wanted)
        row.addStretch(1)
        row.addWidget(self.choose)
        row.addWidget(self.paste)
        row.addStretch(1)
        return row

    def _address(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(PlainLabel(tr("Or the address of a feed"), "second", "text2"))
        row = QHBoxLayout()
        row.setSpacing(8)
        self.address = TextField(tr("Address of a feed"), placeholder="https:// · webcal://")
        self.address.setEchoMode(TextField.EchoMode.Normal)
        self.fetch = Button(tr("Look at it"))
        self.fetch.clicked.connect(self._give)
        self.address.returnPressed.connect(self._give)
        row.addWidget(self.address, 1)
        row.addWidget(self.fetch)
        column.addLayout(row)
        self.error = FieldError()
        column.addWidget(self.error)
        note = tr("The address is a secret like a password. It stays on this computer.")
        column.addWidget(PlainLabel(note, "small", "text3", wrap=True))
        return column

    def _give(self) -> None:
        text = self.address.text().strip()
        if text:
            self.address_given.emit(text)
        else:
            self.address.setFocus(Qt.FocusReason.OtherFocusReason)

    def say_nothing_copied(self) -> None:
        """Say that what was copied is nothing to import."""
        self.copied.show()
        self.paste.setAccessibleDescription(self.copied.text())

    def clear(self) -> None:
        """Forget the address: it is a secret."""
        self.copied.hide()
        self.paste.setAccessibleDescription("")
        self.address.clear()
        self.error.set_error("", self.address)


class ReadingState(QWidget):
    """A name, a bar, and a way out; it shows after a moment only."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inside = QWidget()
        column = QVBoxLayout(self._inside)
        spaced(column, (0, 0, 0, 0), 10)
        self.name = PlainLabel("", "section", wrap=True)
        self.name.setAlignment(_CENTER)
        self.remark = PlainLabel("", "second", "text3", numbers=True)
        self.remark.setAlignment(_CENTER)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setFixedSize(theme.px(280), 6)
        self.bar.setAccessibleName(tr("Reading"))
        self.cancel = Button(tr("Cancel"), keys="Esc")
        column.addWidget(self.name)
        column.addWidget(self.bar, 0, _CENTER)
        column.addWidget(self.remark)
        column.addWidget(self.cancel, 0, _CENTER)
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        outer.addWidget(self._inside)
        outer.addStretch(3)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_AFTER_MS)
        self._timer.timeout.connect(self._inside.show)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def begin(self, name: str) -> None:
        """Say what is read, unless it is there at once."""
        self.name.setText(tr("Reading %1…", name) if name else tr("Reading…"))
        self.remark.setText("")
        self._inside.hide()
        self._timer.start()

    def say(self, remark: str) -> None:
        """Say below the bar how far it is."""
        self.remark.setText(remark)

    def end(self) -> None:
        """It is over."""
        self._timer.stop()
        self._inside.hide()


class EndState(EmptyState):
    """Failed, or nothing new: what there is to say, and the way on."""

    def __init__(self, icon: str, other: str, parent: QWidget | None = None) -> None:
        self.close_button = Button(tr("Close"), keys="Esc")
        self.other = Button(other, "primary")
        super().__init__(icon, "", "", (self.close_button, self.other), parent)
