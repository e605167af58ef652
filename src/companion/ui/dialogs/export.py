"""Export to calendar…: for which program, what goes in, the exact list, and the file."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from companion.exporters.calendar_file import (
    ExportPlan,
    ExportResult,
    export_to,
    name_of,
    plan_export,
    stamp,
)
from companion.exporters.choice import ExportChoice, ItemKind, Target
from companion.exporters.errors import ExportFailed
from companion.exporters.offer import Offer, offer
from companion.exporters.remembered import choice_text
from companion.exporters.selection import ExportItem
from companion.models.faults import Refused
from companion.ui import preferences, theme
from companion.ui.dialogs import export_words as words
from companion.ui.dialogs.export_file import AskPath, KeepTick, ask_path, file_name
from companion.ui.dialogs.export_form import TARGET, ExportForm, remembered_key
from companion.ui.dialogs.export_list import ExportList, rows_of
from companion.ui.dialogs.export_words import say
from companion.ui.keep_updated import kept_file
from companion.ui.opening import Answer, ask_for_calendar_program
from companion.ui.overlay import Overlay
from companion.ui.page import Frame
from companion.ui.text import count
from companion.ui.widgets.buttons import Button, IconButton, shown_keys
from companion.ui.widgets.fields import SearchField
from companion.ui.widgets.labels import ElidedLabel, IconLabel, PlainLabel
from companion.ui.widgets.messages import Notice
from companion.ui.widgets.panels import EmptyState, FloatingPanel, Surface, spaced
from companion.ui.working import Latest, in_thread
from companion.wording import export_sentence, sentences, storage_sentence
from companion.workspace import StorageFailed

WIDTH, HEIGHT = 980, 688


def export_calendar(frame: Frame, parent: QWidget) -> ExportDialog:
    """Open the dialog over a window."""
    return ExportDialog(frame, parent)


class ExportDialog(Overlay):
    """Everything shown follows each tick at once; only Save writes."""

    def __init__(
        self,
        frame: Frame,
        parent: QWidget,
        ask: AskPath = ask_path,
        find_program: Callable[[QObject, Answer], None] = ask_for_calendar_program,
    ) -> None:
        super().__init__(parent, theme.px(WIDTH))
        self.frame, self._window, self._ask = frame, parent, ask
        self._everything: tuple[ExportItem, ...] = ()
        self._past: tuple[ExportItem, ...] = ()
        self._saved: tuple[Path, ExportChoice] | None = None
        self._has_program = self._is_saving = False
        self._calendar = ""
        self._shown = frame.workspace.schedule
        self._told_of: Target | None = None
        self.notice: Notice | None = None
        self.setAccessibleName(self.tr("Export to your calendar"))
        self.form = ExportForm(frame)
        self.list = ExportList()
        self.search = SearchField(self.tr("Find"))
        self._reading = Latest(self)
        self._reading.came.connect(self._take)
        self._build()
        self._read()
        self.form.ticked.connect(self._follow)
        self.form.altered.connect(self._alter)
        self.search.textChanged.connect(self._show_list)
        self.keep.failed.connect(lambda text: self._tell(text, "warn"))
        find_program(self, self._found_program)
        self.setFocus(Qt.FocusReason.PopupFocusReason)  # Tab goes on to the first control

    def items(self) -> list[ExportItem]:
        """Return exactly what will be in the file."""
        choice = self.form.choice()
        chosen = choice.course_ids or frozenset()
        return [i for i in self._everything if i.kind in choice.kinds and i.course_id in chosen]

    def save(self) -> bool:
        """Ask for a file and write it; tell how to import it, or what went wrong."""
        if self._is_saving:
            return False
        if self.frame.workspace.schedule is not self._shown:
            self._read()  # a command has changed the data since the dialog opened
        if not (self._reading.is_busy or self.save_button.isEnabled()):
            return False
        choice = self.form.choice()
        path = self._ask(self, self._file_name(self._calendar, choice))
        if not path:
            return False
        try:
            plan, result = self._write(Path(path), choice)
        except Refused as refusal:
            self._tell(sentences(refusal, say), "danger")
            return False
        except ExportFailed as failure:
            self._tell_failure(failure)
            return False
        except StorageFailed as failure:
            self._tell(storage_sentence(failure.code, say), "danger")
            return False
        self._saved = (Path(path), choice)
        self._remember(plan, choice)
        self.keep.was_saved(Path(path), choice, self.form.known())
        told = (
            words.saved(Path(path).name, result.counts, result.breaks),
            words.since_last(result.since_last),
            words.how_to_import(choice.target),
        )
        self._tell(" ".join(text for text in told if text))
        return True

    def open_saved(self) -> None:
        """Open the file in the system's calendar program, saved first where it has to be."""
        if self._saved is None or self._saved[1] != self.form.choice():
            self.save()
        if self._saved is None or self._saved[1] != self.form.choice():
            return
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._saved[0]))):
            self._tell(self.tr("No program opened the file; open it yourself."), "warn")

    def close_overlay(self) -> None:
        """Go, but not while the file is being written."""
        if not self._is_saving:
            super().close_overlay()

    def _write(self, path: Path, choice: ExportChoice) -> tuple[ExportPlan, ExportResult]:
        """Plan, prove and write beside the window, which goes on painting and answering."""
        workspace = self.frame.workspace
        schedule, now = workspace.schedule, workspace.clock.now()
        before = workspace.store.exported(choice.target.value)

        def write() -> tuple[ExportPlan, ExportResult]:
            plan = stamp(plan_export(schedule, choice), choice, schedule, before, now)
            return plan, export_to(path, plan)

        self._is_saving = True
        try:
            return in_thread(write)
        finally:
            self._is_saving = False

    def _file_name(self, calendar: str, choice: ExportChoice) -> str:
        """The file kept for this program, so that it is replaced; else one named after it."""
        kept, is_todo = kept_file(self.frame), ItemKind.TODO in choice.kinds
        if kept is not None:
            kinds = kept.choice.kinds
            if kept.choice.target is choice.target and (ItemKind.TODO in kinds) is is_todo:
                return kept.path
        return file_name(say("%1 to-dos", calendar) if is_todo else calendar)

    def _remember(self, plan: ExportPlan, choice: ExportChoice) -> None:
        """Keep what the next file for this program starts from. The file is right without it:
        what could not be stored is only asked or counted again."""
        workspace, target = self.frame.workspace, choice.target.value
        preferences.keep(workspace, TARGET, target)
        text = choice_text(choice, self.form.known())
        preferences.keep(workspace, remembered_key(choice.target), text)
        if plan.ledger is not None:
            with suppress(StorageFailed):
                workspace.store.keep_exported(target, plan.ledger)

    def _found_program(self, is_there: bool) -> None:
        self._has_program = is_there
        self._offer_opening()

    def told(self) -> str:
        """Return the message above the foot, else empty."""
        return self.notice.strong.text() if self.notice is not None else ""

    def _tell_failure(self, failure: ExportFailed) -> None:
        is_about_place = failure.code not in ("differs", "unknown_zone")
        action = self.tr("Choose folder…") if is_about_place else ""
        self._tell(export_sentence(failure.code, failure.values, say), "danger", action)

    def _tell(self, sentence: str, kind: str = "ok", action: str = "") -> None:
        self._untell()
        self._told_of = self.form.target()
        self.notice = Notice(sentence, kind=kind, action=action, closable=False)
        self.notice.strong.set_role("body")
        self.notice.acted.connect(self.save)
        self._messages.addWidget(self.notice)

    def _untell(self) -> None:
        if self.notice is not None:
            self.notice.hide()
            self.notice.deleteLater()
            self.notice = None

    # Following

    def _alter(self) -> None:
        """Read anew; what was told of another program's file is told no longer."""
        if self._told_of is not self.form.target():
            self._untell()
        self._read()

    def _read(self) -> None:
        """Read what could go in; courses and kinds only choose among it."""
        choice, schedule = self.form.everything(), self.frame.workspace.schedule
        today, self._shown = self.form.today(), schedule
        self._calendar = name_of(schedule, self.form.choice())
        self._reading.ask(lambda: offer(schedule, choice, today))
        if self._reading.is_busy:
            self._show_waiting()
        self.keep.show_file(self.form.target(), file_name(self._calendar))

    def _take(self, read: object) -> None:
        """Show what was read, or why nothing could be."""
        self._everything, self._past = read if isinstance(read, Offer) else ((), ())
        if isinstance(read, ExportFailed):
            self._tell_failure(read)
        elif isinstance(read, BaseException):
            raise read
        self._follow()

    def _show_waiting(self) -> None:
        """Show that the list is read anew; only with hundreds of courses is that ever seen."""
        moment = self.tr("One moment…")
        self.title.setText(moment)
        self.empty.set_text(moment)
        self._stack.setCurrentWidget(self.empty)
        self._offer_saving(moment)

    def _follow(self) -> None:
        """Show list, counts and hints of what is ticked."""
        if self._reading.is_busy:
            return
        items = self.items()
        self.form.show_counts(self._everything, self._past)
        self._show_list()
        ids = {item.course_id for item in items}
        zones = {c.zone for c in self.frame.workspace.schedule.courses if c.id in ids}
        self._zone_line.setVisible(bool(zones))
        self.zone_hint.setText(words.zone_hint(zones) if zones else "")
        self._offer_saving("" if items else self.tr("Nothing is chosen to save."))

    def _offer_saving(self, why_not: str) -> None:
        self.save_button.setEnabled(not why_not)
        self.save_button.setToolTip(why_not)
        self._offer_opening()

    def _offer_opening(self) -> None:
        """Google Calendar is a web page: nothing on this computer opens a file in it."""
        can_open = self._has_program and self.form.target() is not Target.GOOGLE
        self.open_button.setVisible(can_open)
        self.open_button.setEnabled(self.save_button.isEnabled())
        self.open_button.setToolTip(self.save_button.toolTip())

    def _show_list(self) -> None:
        if self._reading.is_busy:
            return
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
        self.zone_hint = PlainLabel("", "second", "text2", wrap=True)
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
        self.keep = KeepTick(self.frame, self._window)
        row.addWidget(self.keep, 1)
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
