"""Import: what a source would add and change, each row to be ticked, before anything is stored."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from companion.models.activity import Activity
from companion.models.course import Break, Course
from companion.models.feed import FeedItem
from companion.models.meeting import Meeting
from companion.models.occurrence import Override
from companion.models.proposal import Proposal
from companion.models.proposing import new_course_changes, propose
from companion.models.schedule import Edit, RecordType
from companion.models.source import ColumnRole, Source, SourceFailed
from companion.models.source_columns import roles_of, with_role
from companion.models.typed_dates import read_date
from companion.ui import import_words as say
from companion.ui.import_doing import chosen_edit, place_after
from companion.ui.import_job import Answer, ImportJob, Request, requests_of
from companion.ui.import_model import MANY
from companion.ui.import_preview import ImportPreview, Shown, is_all_known, left_out
from companion.ui.import_states import AskState, EndState, ReadingState
from companion.ui.import_words import tr
from companion.ui.page import Frame, Page
from companion.ui.text import count
from companion.ui.widgets.buttons import Button
from companion.ui.widgets.panels import PageHeader, spaced
from companion.wording import import_sentence

AskFiles = Callable[[QWidget], list[str]]


def ask_files(parent: QWidget) -> list[str]:
    """Ask for files; none when the student thought better of it."""
    found, _ = QFileDialog.getOpenFileNames(parent, tr("Import"))
    return list(found)


class ImportPage(Page):
    """Asks for a source, reads it beside the window, shows what it would do, and does it."""

    shows: ClassVar[frozenset[RecordType]] = frozenset(
        {Activity, Break, Course, FeedItem, Meeting, Override}
    )

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent)
        self.ask_files: AskFiles = ask_files
        self.proposal: Proposal | None = None
        self._source: Source | None = None
        self._request = Request()
        self._waiting: list[Request] = []
        self._into: dict[str, str] = {}
        self._starts: dict[str, date] = {}
        self._job: ImportJob | None = None
        self._build()
        self._connect()
        self._show_asking()

    # Building

    def _build(self) -> None:
        column = QVBoxLayout(self)
        spaced(column, (0, 0, 0, 0), 0)
        self.header = PageHeader(tr("Import"))
        self.cancel = Button(tr("Cancel"), keys="Esc")
        self.apply = Button("", "primary", icon="check", keys="Ctrl Enter")
        self.busy = Button(tr("Only as busy time"), icon="calendar-days")
        self.header.add(self.cancel)
        self.header.add(self.busy)
        self.header.add(self.apply)
        column.addWidget(self.header)
        self.stack = QStackedWidget()
        self.ask, self.reading = AskState(), ReadingState()
        self.failed = EndState("file-question-mark", tr("Choose another…"))
        self.same = EndState("check-check", tr("Import another…"))
        self.preview = ImportPreview(lambda text: read_date(text, self.frame.words().today))
        for state in (self.ask, self.reading, self.failed, self.same, self.preview):
            self.stack.addWidget(state)
        column.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.cancel.clicked.connect(self.leave)
        self.apply.clicked.connect(self.take)
        self.busy.clicked.connect(self.take_as_busy)
        self.ask.file_wanted.connect(self.choose_files)
        self.ask.paste_wanted.connect(self.do_paste_import)
        self.ask.address_given.connect(lambda text: self.begin([Request(address=text)]))
        self.reading.cancel.clicked.connect(self.leave)
        for state in (self.failed, self.same):
            state.close_button.clicked.connect(self.leave)
            state.other.clicked.connect(self.start_over)
        self.preview.skipped_wanted.connect(self._show_skipped)
        self.preview.course_chosen.connect(self._send)
        self.preview.name_given.connect(self._call)
        self.preview.day_given.connect(self._start_on)
        self.preview.role_chosen.connect(self._read_column_as)
        self.preview.ticked.connect(self._count)
        context = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, act in (
            ("Ctrl+Return", self.take),
            ("Ctrl+Enter", self.take),
            ("Esc", self.leave),
        ):
            QShortcut(QKeySequence(keys), self, activated=act, context=context)  # type: ignore[call-overload]  # properties by name

    # What to import

    @property
    def is_reading(self) -> bool:
        """True while a source is read, or a table again."""
        return self._job is not None

    def choose_files(self) -> None:
        """Ask for files and read them, one after the other."""
        self.begin([Request(path=path) for path in self.ask_files(self)])

    def do_paste_import(self) -> None:
        """Read what was copied."""
        data = QGuiApplication.clipboard().mimeData()
        requests = requests_of(data) if data is not None else []
        if requests:
            self.begin(requests)
        elif self.stack.currentWidget() is self.ask:
            self.ask.say_nothing_copied()
        else:
            self.frame.tell(tr("Nothing that can be imported was copied."))

    def begin(self, requests: list[Request]) -> None:
        """Read what is asked for; the first now, the others when it is done with."""
        if requests:
            self._end_job()
            self._waiting = requests[1:]
            self._read(requests[0])

    def _read(self, request: Request) -> None:
        self._request, self._source, self.proposal = request, None, None
        self._forget_choices()
        self.ask.clear()
        self.reading.begin(request.name)
        self._show(self.reading, tr("Import"))
        self._start_job()

    def _start_job(self, source: Source | None = None) -> None:
        today = self.frame.words().today
        self._job = ImportJob(self._request, today, self._comparing(), self, source)
        self._job.read.connect(self._say_read)
        self._job.done.connect(self._answered)
        self._job.start()

    def show_found(self, request: Request, source: Source) -> None:
        """Show what was read already: what a look at a feed has found."""
        self._end_job()
        self._request, self._source = request, source
        self._forget_choices()
        self._show(self.reading, tr("Import"))
        self._propose()
        if self._job is not None:
            self.reading.begin(request.name)

    def _forget_choices(self) -> None:
        self._into, self._starts = {}, {}
        self.preview.forget()

    def _end_job(self) -> None:
        if self._job is not None:
            self._job.stop()
            self._job = None
        self.reading.end()

    def _say_read(self, number: int) -> None:
        if self.sender() is self._job:
            self.reading.say(count("%n item(s) read, compared with what is here…", number))

    def _answered(self, answer: Answer) -> None:
        if self.sender() is not self._job:
            return
        self._end_job()
        if answer.failure is not None:
            self._fail(answer.failure)
            return
        assert answer.proposal is not None
        self._source = answer.proposal.source
        self._request = self._request._replace(content=answer.content)
        self._show_proposal(answer.proposal)

    def _fail(self, failure: SourceFailed) -> None:
        name = self._request.name
        title = tr("“%1” could not be imported", name) if name else tr("This cannot be imported")
        self.failed.set_text(title, import_sentence(failure.code, failure.values, say.say))
        self._show(self.failed, tr("Import"))

    # The preview

    def _comparing(self) -> Callable[[Source], Proposal]:
        """Return what compares a source with the schedule as it is now."""
        words, schedule = self.frame.words(), self.frame.workspace.schedule
        into, starts, address = dict(self._into), dict(self._starts), self._request.address
        zone = words.zone.key
        return lambda source: propose(schedule, source, words.now, zone, into, address, starts)

    def _propose(self) -> None:
        """Compare what was read, in a thread where it is much; what is being read again, when it is
        there."""
        if self._source is None:
            return
        if self._job is not None and self._job.is_reading:
            self._begin_again(None)
        elif len(self._source.items) > MANY:
            self._begin_again(self._source)
        else:
            self._end_job()
            self._show_proposal(self._comparing()(self._source))

    def _show_proposal(self, proposal: Proposal) -> None:
        self.proposal = proposal
        if is_all_known(proposal) and not self._request.roles:
            self._show_same()
            return
        words, schedule = self.frame.words(), self.frame.workspace.schedule
        new = new_course_changes(schedule, proposal.targets.values())
        courses = schedule.with_(Edit("", tuple(new))).courses
        request = self._request
        can_watch = bool(request.address) and not request.roles  # a look knows no other columns
        shown = Shown(proposal, request.name, schedule.courses, courses, can_watch)
        self.preview.show_proposal(shown, words)
        self._show(self.preview, tr("Import preview"))

    def _show_skipped(self) -> None:
        from companion.ui.dialogs.import_skipped import SkippedDialog  # start-up: when asked for

        assert self.proposal is not None
        SkippedDialog(self.window(), left_out(self.proposal))

    def _read_column_as(self, place: int, role: ColumnRole) -> None:
        """Read the table again, in place: the rows of before are shown, not done, meanwhile."""
        assert self._source is not None
        roles = with_role(self._request.roles or roles_of(self._source.columns), place, role)
        columns = zip(self._source.columns, roles, strict=True)
        self.preview.columns.show_columns([c._replace(role=role) for c, role in columns])
        self._request = self._request._replace(roles=roles)
        self._begin_again(None)

    def _begin_again(self, source: Source | None) -> None:
        """Read again, or compare again what was read; what is shown cannot be applied meanwhile."""
        self._end_job()
        self._start_job(source)
        self._count()

    def _send(self, label: str, word: str) -> None:
        self._into[label] = word
        self._propose()

    def _call(self, name: str) -> None:
        """Call the new course of a source without a name, and the source, by the student's."""
        if self._source is not None:
            self._request = self._request._replace(called=name)
            self._source = self._source._replace(name=name)
            self._propose()

    def _start_on(self, label: str, day: date) -> None:
        self._starts[label] = day
        self._propose()

    def _count(self) -> None:
        number = len(self.preview.list.lines.ticked_keys())
        self.apply.setText(say.apply_text(number))
        self.apply.setEnabled(number > 0 and not self.is_reading)
        self.apply.setToolTip("" if number else tr("Nothing is ticked."))

    # Doing it

    def take(self) -> None:
        """Store what is ticked, as one edit, and go where it is to be seen."""
        if self.stack.currentWidget() is not self.preview or self.proposal is None:
            return
        self.preview.list.setFocus(Qt.FocusReason.OtherFocusReason)  # what is being typed counts
        if self.is_reading:
            return
        schedule, now = self.frame.workspace.schedule, self.frame.words().now
        edit = chosen_edit(schedule, self.proposal, self.preview, self._request, now)
        said = count("%n item(s) imported", len(self.preview.list.lines.ticked_keys()))
        self._source = None  # else the change itself would be proposed on
        if edit is None or not self.frame.perform(edit, said, "import"):
            self._source = self.proposal.source
            return
        if self._waiting:
            self.begin(self._waiting)
        else:
            self._show_asking()
            self.frame.go(*place_after(self.frame.workspace.schedule, edit))

    def take_as_busy(self) -> None:
        """Read the calendar for busy time alone: it is one of the student's own."""
        from companion.ui.busy_checks import busy_checks_of  # start-up: only when asked for

        busy_checks_of(self.frame, self.window()).add(self._request)
        self._source = self.proposal = None
        if self._waiting:
            self.begin(self._waiting)
        else:
            self._show_asking()
            self.frame.go("week")

    # States

    def _show(self, state: QWidget, title: str) -> None:
        # what is hidden passes the keyboard on to anything: look where it is before
        focused = QApplication.focusWidget()
        had_focus = focused is None or focused is self or self.isAncestorOf(focused)
        was_shown = self.stack.currentWidget() is state
        self.stack.setCurrentWidget(state)
        self.header.title.setText(title)
        self.apply.setVisible(state is self.preview)
        is_calendar = self._source is not None and self._source.system == "calendar"
        self.busy.setVisible(state is self.preview and is_calendar)
        self.cancel.setVisible(state in (self.preview, self.ask))
        first = {
            self.ask: self.ask.choose,
            self.reading: self.reading,
            self.failed: self.failed.other,
            self.same: self.same.close_button,
            self.preview: self.preview.first(),
        }[state]
        self.setFocusProxy(first)
        if had_focus and (focused is None or not was_shown):
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_asking(self) -> None:
        self._source, self.proposal = None, None
        self.ask.clear()
        self._show(self.ask, tr("Import"))

    def _show_same(self) -> None:
        assert self.proposal is not None
        self.same.set_text(
            tr("Nothing new"),
            tr("%1 as they are here.", count("%n item(s)", self.proposal.same)),
        )
        self._show(self.same, tr("Import"))

    def start_over(self) -> None:
        """Ask for another source."""
        self._end_job()
        self._show_asking()

    def leave(self) -> None:
        """Stop reading, or put the preview away; nothing was stored."""
        self._end_job()
        waiting, self._waiting = self._waiting, []
        was_shown = self.stack.currentWidget() is not self.ask
        self._show_asking()
        if was_shown and waiting:
            self.begin(waiting)
        else:
            self.frame.back()

    # What the frame asks

    def refresh(self) -> None:
        """Compare anew: records, day or zone changed."""
        self._propose()

    def set_narrow(self, is_narrow: bool) -> None:
        """Leave out what has no room in a small window."""
        self.preview.chips.promise.setVisible(not is_narrow)
