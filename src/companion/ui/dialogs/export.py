"""Export to calendar…: for which program, what goes in, the exact list, and the file."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from companion.exporters.calendar_file import export_to, plan_export
from companion.exporters.choice import Target
from companion.exporters.errors import ExportFailed
from companion.exporters.selection import ExportItem
from companion.models.faults import Refused
from companion.ui import theme
from companion.ui.dialogs import export_words as words
from companion.ui.dialogs.export_form import ExportForm
from companion.ui.dialogs.export_list import ExportList, rows_of
from companion.ui.dialogs.export_words import say
from companion.ui.overlay import Overlay
from companion.ui.page import Frame
from companion.ui.text import count
from companion.ui.widgets.buttons import Button, IconButton, shown_keys
from companion.ui.widgets.fields import SearchField
from companion.ui.widgets.labels import ElidedLabel, IconLabel, PlainLabel
from companion.ui.widgets.messages import Notice
from companion.ui.widgets.panels import EmptyState, FloatingPanel, Surface, spaced
from companion.wording import export_sentence, sentences

WIDTH, HEIGHT = 980, 688
AskPath = Callable[[QWidget, str], str]


def export_calendar(frame: Frame, parent: QWidget) -> ExportDialog:
    """Open the dialog over a window."""
    return ExportDialog(frame, parent)


def ask_path(parent: QWidget, name: str) -> str:
    """Ask where to save; empty when the student thought better of it."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    dialog = QFileDialog(parent, say("Save calendar file"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(say("Calendar file (*.ics)"))
    dialog.setDefaultSuffix("ics")
    dialog.setDirectory(QStandardPaths.writableLocation(place))
    dialog.selectFile(name)
    chosen = dialog.selectedFiles() if dialog.exec() else []
    dialog.deleteLater()
    return chosen[0] if chosen else ""


def file_name(calendar: str) -> str:
    """Return a file name made of a calendar's: "ml-data-science.ics"."""
    plain = re.sub(r"[\W_]+", "-", calendar.casefold()).strip("-")
    return f"{plain[:60] or 'courses'}.ics"


class ExportDialog(Overlay):
    """Everything shown follows each tick at once; only Save writes."""

    def __init__(self, frame: Frame, parent: QWidget, ask: AskPath = ask_path) -> None:
        super().__init__(parent, theme.px(WIDTH))
        self.frame, self._ask = frame, ask
        self._everything: tuple[ExportItem, ...] = ()
        self._saved: Path | None = None
        self.notice: Notice | None = None
        self.setAccessibleName(self.tr("Export to your calendar"))
        self.form = ExportForm(frame)
        self.list = ExportList()
        self.search = SearchField(self.tr("Find"))
        self._build()
        self._read()
        self.form.ticked.connect(self._follow)
        self.form.altered.connect(self._read)
        self.search.textChanged.connect(self._show_list)
        self.setFocus(Qt.FocusReason.PopupFocusReason)  # Tab goes on to the first control

    def items(self) -> list[ExportItem]:
        """Return exactly what will be in the file."""
        choice = self.form.choice()
        chosen = choice.course_ids or frozenset()
        return [i for i in self._everything if i.kind in choice.kinds and i.course_id in chosen]

    def save(self) -> bool:
        """Ask for a file and write it; tell how to import it, or what went wrong."""
        self._read()  # a command may have changed the data since the dialog opened
        if not self.save_button.isEnabled():
            return False
        try:
            plan = plan_export(self.frame.workspace.schedule, self.form.choice())
            path = self._ask(self, file_name(plan.name))
            if not path:
                return False
            result = export_to(Path(path), plan)
        except Refused as refusal:
            self._tell(sentences(refusal, say), "danger")
            return False
        except ExportFailed as failure:
            self._tell_failure(failure)
            return False
        self._saved = Path(path)
        told = words.saved(self._saved.name, result.counts)
        self._tell(f"{told} {words.how_to_import(self.form.target())}")
        self._offer_opening()
        return True

    def open_saved(self) -> None:
        """Open the saved file in the system's calendar program."""
        address = QUrl.fromLocalFile(str(self._saved))
        if self._saved is not None and not QDesktopServices.openUrl(address):
            self._tell(self.tr("No program opened the file; open it yourself."), "warn")

    def told(self) -> str:
        """Return the message above the foot, else empty."""
        return self.notice.strong.text() if self.notice is not None else ""

    def _tell_failure(self, failure: ExportFailed) -> None:
        is_about_place = failure.code not in ("differs", "unknown_zone")
        action = self.tr("Choose folder…") if is_about_place else ""
        self._tell(export_sentence(failure.code, failure.values, say), "danger", action)

    def _tell(self, sentence: str, kind: str = "ok", action: str = "") -> None:
        if self.notice is not None:
            self.notice.hide()
            self.notice.deleteLater()
        self.notice = Notice(sentence, kind=kind, action=action, closable=False)
        self.notice.strong.set_role("body")
        self.notice.acted.connect(self.save)
        self._messages.addWidget(self.notice)

    # Following

    def _read(self) -> None:
        """Read what could go in; only program, reminders and passcode change the items."""
        try:
            plan = plan_export(self.frame.workspace.schedule, self.form.everything())
            self._everything = plan.items
        except ExportFailed as failure:
            self._everything = ()
            self._tell_failure(failure)
        self._follow()

    def _follow(self) -> None:
        """Show list, counts and hints of what is ticked."""
        items = self.items()
        self.form.show_counts(self._everything)
        self._show_list()
        ids = {item.course_id for item in items}
        zones = {c.zone for c in self.frame.workspace.schedule.courses if c.id in ids}
        self._zone_line.setVisible(bool(zones))
        self.zone_hint.setText(words.zone_hint(zones) if zones else "")
        self.update_hint.setText(words.update_hint(self.form.target()))
        self.save_button.setEnabled(bool(items))
        self.save_button.setToolTip("" if items else self.tr("Nothing is chosen to save."))
        self._offer_opening()

    def _offer_opening(self) -> None:
        """Google Calendar is a web page: nothing on this computer opens a file in it."""
        is_openable = self._saved is not None and self.form.target() is not Target.GOOGLE
        self.open_button.setVisible(is_openable)

    def _show_list(self) -> None:
        items, wanted = self.items(), self.search.text().casefold().strip()
        found = [i for i in items if wanted in f"{i.summary} {i.topic}".casefold()]
        courses = {course.id: course for course in self.frame.workspace.schedule.courses}
        time_words = self.frame.words()
        self.list.show_rows(rows_of(found, courses, time_words), time_words)
        number = count("%n item(s)", len(items))
        exactly = say("%1, exactly these", number) if items else self.tr("Nothing chosen")
        self.title.setText(say("%1 of %2", len(found), number) if wanted else exactly)
        self.list.setAccessibleName(count("%n item(s) in the file", len(items)))
        if items:
            self.empty.set_text(self.tr("Nothing found"))
        else:
            what = self.tr("Tick a course and what to put in.")
            self.empty.set_text(self.tr("Nothing is chosen"), what)
        self._stack.setCurrentWidget(self.list if found else self.empty)

    # Layout

    def _build(self) -> None:
        body = self.panel.body
        body.addWidget(self._head())
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.form)
        middle.addWidget(self._right(), 1)
        body.addLayout(middle, 1)
        body.addWidget(self._foot())
        layout = self.layout()
        assert layout is not None
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setAlignment(self.panel, Qt.AlignmentFlag.AlignCenter)
        self._fit()

    def _head(self) -> QWidget:
        head = Surface("", "bottom")
        row = QHBoxLayout(head)
        spaced(row, (22, 14, 16, 11), 8)
        row.addWidget(PlainLabel(self.tr("Export to your calendar"), "dialog"), 1)
        close = IconButton("x", self.tr("Close"), "Esc")
        close.clicked.connect(self.close_overlay)
        row.addWidget(close)
        return head

    def _right(self) -> QWidget:
        right = Surface("inset")
        column = QVBoxLayout(right)
        spaced(column, (0, 0, 0, 0), 0)
        head = Surface("", "bottom")
        row = QHBoxLayout(head)
        spaced(row, (18, 9, 18, 8), 8)
        self.title = ElidedLabel("", "strong")
        row.addWidget(self.title, 1)
        self.search.setFixedWidth(theme.px(150))
        row.addWidget(self.search)
        column.addWidget(head)
        self.empty = EmptyState("calendar-x", "")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)
        column.addWidget(self._stack, 1)
        self._zone_line = Surface("", "top")
        line = QHBoxLayout(self._zone_line)
        spaced(line, (18, 9, 18, 9), 7)
        line.addWidget(IconLabel("globe", 14, "text2"))
        self.zone_hint = ElidedLabel("", "second", "text2")
        line.addWidget(self.zone_hint, 1)
        column.addWidget(self._zone_line)
        return right

    def _foot(self) -> QWidget:
        foot = Surface("bg", "top", round_foot=11)
        column = QVBoxLayout(foot)
        spaced(column, (22, 10, 22, 10), 10)
        self._messages = QVBoxLayout()
        column.addLayout(self._messages)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.update_hint = ElidedLabel("", "second", "text2")
        row.addWidget(self.update_hint, 1)
        self.open_button = Button(self.tr("Open in calendar"))
        self.open_button.clicked.connect(self.open_saved)
        row.addWidget(self.open_button)
        self.save_button = Button(
            self.tr("Save file…"), "primary", icon="save", keys=shown_keys("Ctrl+S")
        )
        self.save_button.clicked.connect(self.save)
        row.addWidget(self.save_button)
        column.addLayout(row)
        return foot

    # Keys and size

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Save on Ctrl+S, search on Ctrl+F, close on Esc."""
        if event.matches(QKeySequence.StandardKey.Save):
            self.save()
            event.accept()
        elif event.matches(QKeySequence.StandardKey.Find):
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            event.accept()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Stay open on a click beside the dialog: there are choices to lose."""
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit into the window."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if not hasattr(self, "panel"):  # the base class shows itself before it has one
            return
        margin = 2 * FloatingPanel.MARGIN
        width = min(theme.px(WIDTH) + margin, self.width())
        self.panel.setFixedSize(width, min(theme.px(HEIGHT) + margin, self.height()))
