"""Add course and Edit course: the form with what becomes of it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QWidget

from companion import course_edits
from companion.models import agenda
from companion.models.class_list import ClassList, class_list_of
from companion.models.course import Course
from companion.models.draft import CourseDraft
from companion.models.faults import Refused
from companion.models.schedule import Edit, Schedule
from companion.ui import course_form_words as say
from companion.ui.course_form_entry import FormEntry
from companion.ui.course_form_page import CourseFormPage
from companion.ui.course_form_writing import entry_of
from companion.ui.page import Frame
from companion.ui.text import tr
from companion.ui.widgets.typed_fields import write_date


class AddCoursePage(CourseFormPage):
    """A course yet to be added."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent)
        self._like = ""
        self.header.title.setText(tr("Add course"))

    def set_subject(self, subject: str) -> None:
        """Take the id of the course that is to be copied; empty for a new one."""
        if subject != self._like and self.may_leave():
            self._like, self._is_loaded = subject, False
            if self.isVisible():
                self._load()

    def first_entry(self, schedule: Schedule) -> FormEntry:
        """Return an empty form, or the one of a copy."""
        like = schedule.get(Course, self._like)
        self.header.remark.setText(say.copy_remark(schedule, like) if like else "")
        if like is None:
            return super().first_entry(schedule)
        draft = course_edits.draft_like(schedule, like, self.frame.words().today)
        return entry_of(draft, self._writing())

    def submit_text(self) -> str:
        """Name the result: "Add 14 classes"."""
        n = len(self.classes.sessions) if self.classes else 0
        return tr("Add %1", say.classes_word(n)) if n else tr("Add course")

    def propose(self, draft: CourseDraft) -> None:
        """Show the form filled with a course, as if the student had typed it."""
        self.form.set_entry(entry_of(draft, self._writing()))
        self.refresh()
        self.form.live.slot.time.setFocus()

    def store(self, draft: CourseDraft) -> None:
        """Store the course; ask about the past first where there is one."""
        over = self._classes_over()
        if not over:
            self._add(draft, "")
            return
        from companion.ui.dialogs.past import PastQuestion  # start-up: only when asked for

        question = PastQuestion(self.window(), say.classes_word(over))
        question.answered.connect(lambda answer: self._answered(draft, answer))

    def _today_begins(self) -> datetime:
        words = self.frame.words()
        return agenda.day_start(words.today, words.zone)

    def _classes_over(self) -> int:
        before = self._today_begins()
        sessions = self.classes.sessions if self.classes else []
        return sum(1 for line in sessions if line.ends_at <= before)

    def _answered(self, draft: CourseDraft, answer: str) -> None:
        if answer:
            try:
                self._add(draft, answer)
            except Refused as refusal:
                self.refuse(refusal)

    def _add(self, draft: CourseDraft, past: str) -> None:
        from companion.ui.dialogs import past as answers  # start-up: only when a course is added

        settle_before = self._today_begins() if past == answers.ALL_DONE else None
        schedule = self.frame.workspace.schedule
        like = schedule.get(Course, self._like)
        if like is not None:
            edit = course_edits.copy_course(schedule, like, draft, settle_before)
        else:
            edit = course_edits.add_course(schedule, draft, settle_before)
        if not self.frame.perform(edit, tr("%1 added", draft.name)):
            return
        self.done()
        course_id = added_course(edit)
        one_by_one = past == answers.ONE_BY_ONE
        self.frame.go("course", f"{course_id}/unmarked" if one_by_one else course_id)
        if not one_by_one and like is None:
            from companion.ui.dialogs.fill_term import fill_term  # start-up: only after adding

            fill_term(self.frame, course_id, self, settle_before is not None)


class EditCoursePage(CourseFormPage):
    """A course as it is, to be changed."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent)
        self.header.title.setText(tr("Edit course"))

    def set_subject(self, subject: str) -> None:
        """Take a course by its id."""
        if subject != self.course_id:
            self.course_id, self._is_loaded = subject, False
            if self.isVisible():
                self._load()

    def may_leave(self) -> bool:
        """Ask nothing about a course that is gone."""
        if self.course() is None:
            self.done()
            return True
        return super().may_leave()

    def submit_text(self) -> str:
        """Say that nothing is saved before."""
        return tr("Save changes")

    def course(self) -> Course | None:
        """Return the course, unless it is gone."""
        return self.frame.workspace.schedule.get(Course, self.course_id or "")

    def first_entry(self, schedule: Schedule) -> FormEntry:
        """Return the course as it is, and ask from which week changed times count."""
        course = self.course()
        if course is None:
            return super().first_entry(schedule)
        self._offer_weeks(schedule, course)
        return entry_of(course_edits.draft_of(schedule, course), self._writing())

    def _offer_weeks(self, schedule: Schedule, course: Course) -> None:
        now = self.frame.workspace.clock.now()
        first = course_edits.first_open_week(schedule, course, now)
        if first <= 1:
            self.form.offer_weeks(())
            return
        weeks = [w for w in schedule.term(course).weeks if w.number >= first]
        choices = [
            (tr("from week %1, %2", w.number, write_date(w.starts_on)), w.number) for w in weeks
        ]
        after = (tr("after the last class"), course.weeks + 1)
        self.form.offer_weeks(choices or [after])

    def list_classes(self, draft: CourseDraft, local: ClassList) -> ClassList:
        """Return the classes as they will be, the past as it was."""
        schedule, course = self.frame.workspace.schedule, self.course()
        edit = self._edit(draft)
        if course is None or edit is None:
            return local
        after = schedule.with_(edit)
        changed = after.get(Course, course.id)
        assert changed is not None
        return class_list_of(after, changed, self.frame.words().zone)

    def _edit(self, draft: CourseDraft) -> Edit | None:
        try:
            return self._change(draft)
        except Refused:
            return None

    def _change(self, draft: CourseDraft) -> Edit | None:
        schedule = self.frame.workspace.schedule
        week = self.form.first_week()
        return course_edits.change_course(schedule, self.course_id or "", draft, week)

    def store(self, draft: CourseDraft) -> None:
        """Store the changes and show the course."""
        edit = self._change(draft)
        if edit is not None and not self.frame.perform(edit, tr("%1 changed", draft.name)):
            return
        self.done()
        self.frame.go("course", self.course_id or "")


def added_course(edit: Edit) -> str:
    """Return the id of the course that an edit adds."""
    return next(c.record_id for c in edit.changes if c.record_type is Course)
