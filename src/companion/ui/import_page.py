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
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from companion.import_edits import import_edit
from companion.models.activity import Activity
from companion.models.course import Break, Course
from companion.models.feed import FeedItem
from companion.models.meeting import Meeting
from companion.models.occurrence import Override
from companion.models.proposal import Proposal, RowState
from companion.models.proposing import new_course_changes, propose
from companion.models.schedule import Edit, RecordType, Schedule
from companion.models.source import Skipped, Source, SourceFailed
from companion.models.typed_dates import read_date
from companion.ui import import_words as say
from companion.ui.import_head import SourceCard, StateChips
from companion.ui.import_job import Answer, ImportJob, Request, requests_of
from companion.ui.import_list import ImportHeads, ImportList
from companion.ui.import_states import AskState, EndState, ReadingState
from companion.ui.import_terms import WeekOneRows
from companion.ui.import_words import tr
from companion.ui.page import Frame, Page
from companion.ui.text import city, count
from companion.ui.widgets.buttons import Button
from companion.ui.widgets.choices import TickBox
from companion.ui.widgets.labels import ElidedLabel, IconLabel
from companion.ui.widgets.panels import Hairline, PageHeader, Surface, spaced
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
        self.preview = self._preview()
        for state in (self.ask, self.reading, self.failed, self.same, self.preview):
            self.stack.addWidget(state)
        column.addWidget(self.stack, 1)

    def _preview(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        spaced(column, (0, 0, 0, 0), 0)
        self._top = QVBoxLayout()
        spaced(self._top, (24, 0, 24, 10), 12)
        self.card, self.chips = SourceCard(), StateChips()
        self.terms = WeekOneRows(lambda text: read_date(text, self.frame.words().today))
        self._top.addWidget(self.card)
        self._top.addWidget(self.terms)
        self._top.addWidget(self.chips)
        column.addLayout(self._top)
        column.addWidget(Hairline())
        self.list = ImportList()
        self.heads = ImportHeads(self.list)
        column.addWidget(self.heads)
        column.addWidget(self.list, 1)
        foot = Surface("inset", "top")
        row = QHBoxLayout(foot)
        spaced(row, (24, 8, 24, 8), 8)
        row.addWidget(IconLabel("info", 16, "text3"))
        kept = tr("Your own notes, steps, planned times and ticks are kept on every changed item.")
        row.addWidget(ElidedLabel(kept, "second", "text2"), 1)
        self.settle = TickBox(tr("Count what is over as attended and done"), is_round=False)
        self.settle.setChecked(True)
        row.addWidget(self.settle)
        self.watch = TickBox(tr("Check this feed every day and show what changes"), is_round=False)
        self.watch.setChecked(True)
        row.addWidget(self.watch)
        column.addWidget(foot)
        return inside

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
        self.card.skipped_wanted.connect(self._show_skipped)
        self.card.course_chosen.connect(self._send)
        self.terms.day_given.connect(self._start_on)
        self.chips.chosen.connect(self._filter)
        self.list.lines.ticked.connect(self._count)
        context = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, act in (
            ("Ctrl+Return", self.take),
            ("Ctrl+Enter", self.take),
            ("Esc", self.leave),
        ):
            QShortcut(QKeySequence(keys), self, activated=act, context=context)  # type: ignore[call-overload]  # properties by name

    # What to import

    def choose_files(self) -> None:
        """Ask for files and read them, one after the other."""
        self.begin([Request(path=path) for path in self.ask_files(self)])

    def do_paste_import(self) -> None:
        """Read what was copied."""
        data = QGuiApplication.clipboard().mimeData()
        requests = requests_of(data) if data is not None else []
        if requests:
            self.begin(requests)
        else:
            self.frame.tell(tr("Nothing that can be imported was copied."), kind="warn")

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
        compare = self._comparing()
        self._job = ImportJob(request, self.frame.words().today, compare, self)
        self._job.done.connect(self._answered)
        self.reading.begin(request.name)
        self._show(self.reading, tr("Import"))
        self._job.start()

    def show_found(self, request: Request, source: Source) -> None:
        """Show what was read already: what a look at a feed has found."""
        self._end_job()
        self._request, self._source = request, source
        self._forget_choices()
        self._propose()
        self.list.choose_first()

    def _forget_choices(self) -> None:
        self._into, self._starts = {}, {}
        self.list.lines.forget()
        self.card.forget()
        self.terms.forget()

    def _end_job(self) -> None:
        if self._job is not None:
            self._job.stop()
            self._job = None
        self.reading.end()

    def _answered(self, answer: Answer) -> None:
        if self.sender() is not self._job:
            return
        self._end_job()
        if answer.failure is not None:
            self._fail(answer.failure)
        else:
            assert answer.proposal is not None
            self._source = answer.proposal.source
            self._show_proposal(answer.proposal)
            self.list.choose_first()

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
        if self._source is not None:
            self._show_proposal(self._comparing()(self._source))

    def _show_proposal(self, proposal: Proposal) -> None:
        self.proposal = proposal
        words, schedule = self.frame.words(), self.frame.workspace.schedule
        left = len(self.left_out())
        courses = {c.id: c for c in self._with_new(schedule).courses}
        self.list.lines.show(self.proposal, words, dict(courses))  # type: ignore[arg-type]  # ids are texts
        self.heads.set_city(city(words.zone.key))
        self.card.show_proposal(self.proposal, self._request.name, schedule.courses, left)
        self.terms.show_proposal(self.proposal)
        self.chips.show_numbers(self.list.lines)
        self.settle.setVisible(self._has_past())
        self.watch.setVisible(bool(self._request.address))
        is_told = self.proposal.same or not left  # else the preview leads to what is left out
        if self.proposal.is_empty and is_told and not self._can_send():
            self._show_same()
            return
        self._show(self.preview, tr("Import preview"))
        self._count()

    def _can_send(self) -> bool:
        """Tell whether something could be imported if it went elsewhere."""
        assert self.proposal is not None
        return any(s.reason == "nowhere" for s in self.proposal.skipped)

    def _with_new(self, schedule: Schedule) -> Schedule:
        assert self.proposal is not None
        targets = self.proposal.targets.values()
        return schedule.with_(Edit("", tuple(new_course_changes(schedule, targets))))

    def _has_past(self) -> bool:
        """Tell whether a new course begins with something that is over."""
        assert self.proposal is not None
        now = self.frame.words().now
        new = {t.course.id for t in self.proposal.targets.values() if t.course and t.is_new}
        rows = (row for row in self.proposal.rows if row.course_id in new)
        return any(row.at is not None and row.at < now for row in rows)

    def left_out(self) -> list[Skipped]:
        """Return what is not imported: skipped by its reader, or left unticked with a reason."""
        assert self.proposal is not None
        rows = [r for r in self.proposal.rows if r.note and r.state is RowState.NEW]
        return [*self.proposal.skipped, *(Skipped(row.title, row.note) for row in rows)]

    def _show_skipped(self) -> None:
        from companion.ui.dialogs.import_skipped import SkippedDialog  # start-up: when asked for

        SkippedDialog(self.window(), self.left_out())

    def _send(self, label: str, word: str) -> None:
        self._into[label] = word
        self._propose()

    def _start_on(self, label: str, day: date) -> None:
        self._starts[label] = day
        self._propose()

    def _filter(self, state: RowState | None) -> None:
        self.list.lines.filter(state)
        self.list.choose_first()

    def _count(self) -> None:
        number = len(self.list.lines.ticked_keys())
        self.apply.setText(say.apply_text(number))
        self.apply.setEnabled(number > 0)
        self.apply.setToolTip("" if number else tr("Nothing is ticked."))

    # Doing it

    def take(self) -> None:
        """Store what is ticked, as one edit, and go where it is to be seen."""
        if self.proposal is None or self.stack.currentWidget() is not self.preview:
            return
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)  # an estimate being typed counts
        now = self.frame.words().now if self.settle.isVisibleTo(self) else None
        is_watched = bool(self._request.address) and self.watch.isChecked()
        edit = import_edit(
            self.frame.workspace.schedule,
            self._watched(self.proposal, is_watched),
            self.list.lines.ticked_keys(),
            self.list.lines.minutes,
            now if self.settle.isChecked() else None,
        )
        number = len(self.list.lines.ticked_keys())
        self._source = None  # else the change itself would be proposed on
        said = count("%n item(s) imported", number)
        if edit is None or not self.frame.perform(edit, said, "import"):
            self._source = self.proposal.source
            return
        if self._waiting:
            self.begin(self._waiting)
        else:
            self._go_on(edit)

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

    def _watched(self, proposal: Proposal, is_watched: bool) -> Proposal:
        """Have the feed of an address looked at daily, or not; that of a file stays as it is."""
        if not self._request.address:
            return proposal
        return proposal._replace(feed=proposal.feed._replace(is_watched=is_watched))

    def _go_on(self, edit: Edit) -> None:
        courses = {
            getattr(c.after, "course_id", None)
            for c in edit.changes
            if isinstance(c.after, Activity | Meeting)
        }
        self._show_asking()
        only = courses.pop() if len(courses) == 1 else None
        if only is not None and self.frame.workspace.schedule.get(Course, only):
            self.frame.go("course", only)
        else:
            self.frame.go("checklist")

    # States

    def _show(self, state: QWidget, title: str) -> None:
        # what is hidden passes the keyboard on to anything: look where it is before
        focused = QApplication.focusWidget()
        had_focus = focused is None or focused is self or self.isAncestorOf(focused)
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
            self.preview: self.list,
        }[state]
        self.setFocusProxy(first)
        if had_focus:
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
        self.chips.promise.setVisible(not is_narrow)
