"""What adding and editing a course share: one form, and every class in the student's time."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from PySide6.QtCore import QMargins, Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from companion.importers.invitation import Invitation
from companion.models import agenda
from companion.models.class_list import (
    ClassList,
    LocalSlot,
    class_list,
    local_due_slots,
    local_slots,
    watch_slot,
    weeks_until,
)
from companion.models.course import Break, Contact, Course
from companion.models.draft import BreakDraft, CourseDraft, MeetingDraft
from companion.models.faults import Fault, Refused
from companion.models.meeting import Meeting
from companion.models.occurrence import Occurrence, Override
from companion.models.program import Program
from companion.models.schedule import RecordType, Schedule
from companion.models.typed_dates import read_date
from companion.ui import course_form_words as say
from companion.ui import theme
from companion.ui.course_form import CourseForm
from companion.ui.course_form_entry import (
    LIVE,
    NO_CLASS,
    OFFICE,
    RECITATION,
    FormEntry,
    Reading,
    read_entry,
    suggest_code,
)
from companion.ui.course_form_invitation import fill
from companion.ui.course_form_preview import Preview
from companion.ui.course_form_rows import chosen_button
from companion.ui.course_form_writing import Writing, new_entry
from companion.ui.page import Frame, Page
from companion.ui.preferences import quiet_hours
from companion.ui.text import tr
from companion.ui.widgets.buttons import Button
from companion.ui.widgets.choices import Segmented
from companion.ui.widgets.panels import Hairline, PageHeader
from companion.ui.widgets.typed_fields import write_clock, write_date, write_length

_LARGE_TEXT = 110  # from this size on, a small window has no room for keys beside the title


class CourseFormPage(Page):
    """What adding and editing share: the form, its preview, faults and leaving."""

    shows: ClassVar[frozenset[RecordType]] = frozenset(
        {Program, Course, Break, Meeting, Override, Contact}
    )

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent)
        self.course_id: str | None = None
        self.reading: Reading | None = None
        self.classes: ClassList | None = None
        self._refused: tuple[Fault, ...] = ()
        self._touched: set[str] = set()
        self._shown_faults: dict[str, str] = {}
        self._is_submitted = False
        self._is_loaded = False
        self._is_watch_chosen = False
        self._is_narrow = False
        self._invitation: Invitation | None = None
        self.start = FormEntry()
        self._build()
        self._connect()

    # Building

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.header = PageHeader("")
        self.tabs = Segmented(
            [("form", tr("Course")), ("preview", tr("Classes"))], "form", name=tr("Show")
        )
        self.cancel = Button(tr("Cancel"), keys="Esc")
        self.submit = Button("", "primary", icon="check", keys="Ctrl Enter")
        for widget in (self.tabs, self.cancel, self.submit):
            self.header.add(widget)
        column.addWidget(self.header)
        column.addWidget(Hairline())
        body = QHBoxLayout()
        body.setSpacing(0)
        self.form = CourseForm(self._read_date, self.frame.words)
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self.form)
        self.area.verticalScrollBar().rangeChanged.connect(self._place_parts)
        body.addWidget(self.area, 1)
        self.preview = Preview()
        self.preview.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        body.addWidget(self.preview)
        column.addLayout(body, 1)
        self._place_parts()

    def _connect(self) -> None:
        self.form.changed.connect(self._changed)
        self.form.invitation.found.connect(self._invited)
        self.form.left.connect(self._field_left)
        self.form.length.last_day_typed.connect(self._reach)
        self.form.breaks.add_wanted.connect(self._ask_break)
        self.form.attend.weekday.activated.connect(self._watch_chosen)
        self.form.attend.time.textEdited.connect(self._watch_chosen)
        self.cancel.clicked.connect(self.leave)
        self.submit.clicked.connect(self.take)
        self.tabs.chosen.connect(self._show_tab)
        context = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, act in (
            ("Ctrl+Return", self.take),
            ("Ctrl+Enter", self.take),
            ("Esc", self.leave),
        ):
            QShortcut(QKeySequence(keys), self, activated=act, context=context)  # type: ignore[call-overload]  # properties by name

    # What the frame asks

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with a fresh form, unless something was typed."""
        if not self._is_loaded:
            self._load()
        super().showEvent(event)

    def refresh(self) -> None:
        """Compute everything anew: records, day or zone changed."""
        if self._is_loaded:
            self._changed()

    def set_narrow(self, is_narrow: bool) -> None:
        """Put the preview behind a tab below 1120 pixels."""
        self._is_narrow = is_narrow
        self.header.set_narrow(is_narrow)
        has_room = not is_narrow or theme.look().text_size <= _LARGE_TEXT  # the title goes first
        self.cancel.keys, self.submit.keys = ("Esc", "Ctrl Enter") if has_room else ("", "")
        for button in (self.cancel, self.submit):
            button.show_keys()
        self._place_parts()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the preview as wide as its columns."""
        super().resizeEvent(event)
        self._place_parts()

    def may_leave(self) -> bool:
        """Ask when something was typed."""
        if not self.is_changed():
            self._is_loaded = False
            return True
        from companion.ui.dialogs.ask import ask  # start-up: only when asked for

        answers = [
            ("stay", tr("Keep editing"), "primary"),
            ("leave", tr("Discard"), "danger"),
        ]
        text = tr("What you typed into this form is not saved.")
        if ask(self.window(), tr("Discard what you typed?"), text, answers) != "leave":
            return False
        self._is_loaded = False
        self.start = self.form.entry()
        return True

    def is_changed(self) -> bool:
        """Tell whether something was typed."""
        return self._is_loaded and self.form.entry() != self.start

    def leave(self) -> None:
        """Go back to where the student came from."""
        self.frame.back()

    # Reading the form

    def _is_24h(self) -> bool:
        return self.frame.words().is_24h

    def _read_date(self, text: str) -> date:
        return read_date(text, self.frame.words().today)

    def _writing(self) -> Writing:
        is_24h = self._is_24h()
        return Writing(lambda at: write_clock(at, is_24h), write_date, write_length)

    def _load(self) -> None:
        """Fill the form from what is stored."""
        self._is_loaded = True
        self._is_submitted, self._is_watch_chosen = False, False
        self._touched, self._refused = set(), ()
        self.classes = None
        schedule = self.frame.workspace.schedule
        self._invitation = None
        self.form.invitation.clear()
        self.form.set_entry(self.first_entry(schedule))
        self.form.offer_programs([program.name for program in schedule.programs])
        self.tabs.set_current("form")
        self._place_parts()
        self.area.verticalScrollBar().setValue(0)
        self._changed()
        self.start = self.form.entry()
        self.form.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def first_entry(self, schedule: Schedule) -> FormEntry:
        """Return what the form holds at first."""
        return new_entry(schedule, self.frame.words().today, self._writing())

    def _changed(self) -> None:
        """Follow a key: read, list, and say what is wrong."""
        if not self._is_loaded:
            return
        self._refused = ()
        schedule = self.frame.workspace.schedule
        if self.course_id is None:
            self.form.suggest_code(suggest_code(self.form.name.text(), schedule))
        words, entry = self.frame.words(), self.form.entry()
        reading = read_entry(entry, schedule, words.today, words.zone.key, self.course_id)
        self.reading = reading
        local = None
        if reading.has_weeks:
            local = class_list(reading.readable().draft, words.zone)
            self._show_results(reading, local)
        else:
            self._clear_results()
        self._show_preview(reading, local)
        self._show_faults()
        self.submit.setText(self.submit_text())

    def list_classes(self, draft: CourseDraft, local: ClassList) -> ClassList:
        """Return every class as it will be; `local` lists the draft alone."""
        return local

    def _show_results(self, reading: Reading, local: ClassList) -> None:
        """Say what the weeks and each meeting come to for the student."""
        words, form = self.frame.words(), self.form
        readable = reading.readable()
        form.until.set_sentence(say.until(local))
        form.length.show_end(local.term.ends_on)
        due = local_due_slots(readable.draft, local.term, words.zone)
        form.due_result.set_text(say.short_result(words, due))
        form.set_suffix(
            say.zone_suffix(readable.draft.zone),
            {n: self._own_suffix(m.zone) for n, m in self._own_zones(reading).items()},
        )
        slots = {
            row: local_slots(local.occurrences, f"m{n}", words.zone)
            for n, row in enumerate(readable.rows)
        }
        form.live.result.set_sentence(say.local_result(words, slots.get(LIVE, [])))
        form.recitation.set_result(say.short_result(words, slots.get(RECITATION, [])))
        told = say.short_result(words, slots.get(OFFICE, []))
        form.office_result.set_sentence(tr("Office hours: %1", told) if told else "")
        for n, row in enumerate(form.others):
            row.result.set_sentence(say.short_result(words, slots.get(f"others.{n}", [])))
        self._show_attendance(local, slots.get(LIVE, []))

    def _own_zones(self, reading: Reading) -> dict[int, MeetingDraft]:
        """Return the other meetings that count in a zone of their own, by their place."""
        pairs = zip(reading.rows, reading.draft.meetings, strict=True)
        others = [(row, m) for row, m in pairs if row.startswith("others.") and m.zone]
        return {int(row.partition(".")[2]): m for row, m in others}

    def _own_suffix(self, zone: str) -> str:
        """The student's own time needs no name."""
        return "" if zone == self.frame.words().zone.key else say.zone_suffix(zone)

    def _clear_results(self) -> None:
        """Say nothing of what cannot be known."""
        form = self.form
        for label in (form.until, form.live.result, form.attend.warning, form.office_result):
            label.set_sentence("")
        form.due_result.set_text("")
        form.recitation.set_result("")
        for row in form.others:
            row.result.set_sentence("")

    def _show_attendance(self, local: ClassList, slots: list[LocalSlot]) -> None:
        words, row = self.frame.words(), self.form.attend
        entry = self.form.entry()
        self.form.set_row_visible("watch", entry.live.weekday != NO_CLASS)
        hours = quiet_hours(self.frame.workspace)
        warning = say.quiet_warning(words, slots, hours)
        row.warning.set_sentence("" if entry.is_by_recording else warning)
        if slots and not self._is_watch_chosen and not entry.is_by_recording:
            first = local.sessions[0]
            weekday, at = watch_slot(first.starts_at, first.ends_at, words.zone)
            row.set_watch(weekday, write_clock(at, words.is_24h))

    def _show_preview(self, reading: Reading, local: ClassList | None) -> None:
        """List every class; while something is half typed, the list of before stays."""
        words = self.frame.words()
        has_class = self.form.entry().live.weekday != NO_CLASS
        if local is not None and not reading.is_wrong(LIVE):
            self.classes = self.list_classes(reading.readable().draft, local)
        if self.classes is None or not self.classes.sessions:
            text = tr("Write when the live class is, and every class appears here.")
            if not has_class:
                text = tr("This course has no live class.")
            self.preview.show_hint(words, text)
            return
        mine = [o for o in self.classes.occurrences if not o.is_cancelled]
        clashes = agenda.clashes(mine, self._other_occurrences())
        self.preview.show_classes(self.classes, words, self.frame.workspace.schedule, clashes)
        self._place_parts()

    def _other_occurrences(self) -> list[Occurrence]:
        schedule = self.frame.workspace.schedule
        return [o for o in schedule.all_occurrences() if o.course_id != self.course_id]

    def _invited(self, invitation: Invitation) -> None:
        """Take over what a pasted invitation says."""
        is_new, former = self.course_id is None, self._invitation
        filled = fill(self.form.entry(), invitation, self._writing(), is_new=is_new, former=former)
        self._invitation = invitation
        self.form.fill(*filled)

    def _watch_chosen(self, *_: object) -> None:
        self._is_watch_chosen = True

    def _reach(self, last_day: date) -> None:
        """Take a last day as a number of weeks."""
        if self.reading is not None:
            weeks = weeks_until(self.reading.draft, last_day)
            self.form.length.weeks.setText(str(weeks))

    def _ask_break(self) -> None:
        from companion.ui.dialogs.days_off import DaysOffDialog  # start-up: only when asked for

        if self.reading is None:
            return
        first = self.reading.draft.starts_on
        last = self.classes.term.ends_on if self.classes else first
        dialog = DaysOffDialog(
            self.window(), (first, last), self.form.breaks.value(), self._read_date
        )
        dialog.chosen.connect(self._add_break)

    def _add_break(self, entry: BreakDraft) -> None:
        self.form.breaks.add_break(entry)

    # What is wrong

    def faults(self) -> tuple[Fault, ...]:
        """Return everything that is wrong now."""
        return (*(self.reading.faults if self.reading else ()), *self._refused)

    def _show_faults(self) -> None:
        shown: dict[str, str] = {}
        for fault in self.faults():
            if self._is_submitted or fault.field in self._touched:
                shown.setdefault(fault.field, say.fault_sentence(fault))
        if shown != self._shown_faults:
            self._shown_faults = shown
            self.form.show_faults(shown)

    def _field_left(self, field: str) -> None:
        widget = self.form.fields.get(field)
        text = getattr(widget, "text", str)()
        if text:
            self._touched.add(field)
            self._show_faults()

    def submit_text(self) -> str:
        """Return what the primary button does."""
        return tr("Save")

    # Taking it

    def take(self) -> None:
        """Store the course, or jump to the first thing that is wrong."""
        self._is_submitted = True
        self._changed()
        if self.faults():
            self._jump()
            return
        assert self.reading is not None
        try:
            self.store(self.reading.draft)
        except Refused as refusal:
            self.refuse(refusal)

    def refuse(self, refusal: Refused) -> None:
        """Show why the course cannot be taken."""
        self._refused = refusal.faults
        self._show_faults()
        self._jump()

    def _jump(self) -> None:
        """Put the keyboard into the first field that is wrong, in the order of the form."""
        self.tabs.set_current("form")
        self._place_parts()
        wrong = {fault.field for fault in self.faults()}
        first = next((f for f in self.form.fields if f in wrong), "")
        if first:
            self.form.focus_field(first)
            QTimer.singleShot(0, self, self._show_focus)  # once the sentences have their room
        else:  # nothing of the form: the course is gone, for example
            self.frame.tell(say.fault_sentence(self.faults()[0]), kind="danger")

    def _show_focus(self) -> None:
        """Scroll to the field that has the keyboard, and to the sentence below it."""
        focused = self.form.focusWidget()
        if focused is not None:
            self.area.ensureWidgetVisible(focused, 0, 48)

    def store(self, draft: CourseDraft) -> None:
        """Store the draft. Raises Refused."""
        raise NotImplementedError

    def done(self) -> None:
        """Let the page be left without a question."""
        self._is_loaded = False

    # Places

    def _show_tab(self, *_: object) -> None:
        chosen_button(self.tabs).setFocus(Qt.FocusReason.OtherFocusReason)
        self._place_parts()

    def _place_parts(self, *_: object) -> None:
        self.tabs.setVisible(self._is_narrow)
        is_preview = self.tabs.current() == "preview"
        self.area.setVisible(not self._is_narrow or not is_preview)
        self.preview.setVisible(not self._is_narrow or is_preview)
        has_bar = self.area.verticalScrollBar().maximum() > 0
        edge = 16 if self._is_narrow else 24
        margins = QMargins(edge, 16, edge - 12 if has_bar else edge, 24)
        if margins != self.form.grid.contentsMargins():
            self.form.grid.setContentsMargins(margins)
        wide = self.width() if self._is_narrow else self.preview.wanted_width()
        self.preview.setFixedWidth(max(200, wide))
