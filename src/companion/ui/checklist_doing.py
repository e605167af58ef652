"""What the student does with rows of the checklist: each becomes one edit with its words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from companion import edits, repeat_edits
from companion.models.activity import Activity, Stage
from companion.models.agenda import activity_item
from companion.models.checklist import Entry, entry_of
from companion.models.checklist_board import Board, with_watched
from companion.models.checklist_sections import sections
from companion.models.course import Course
from companion.models.faults import Fault, Refused
from companion.models.learned import minutes_for
from companion.models.quick_add import MAX_TITLE, QuickAdd
from companion.models.schedule import Edit, Schedule
from companion.models.typed import clean_text
from companion.ui.checklist_asking import Asking, as_now, only, short
from companion.ui.checklist_filters import FilterBar
from companion.ui.checklist_quick_add import QuickAddLine
from companion.ui.checklist_view import ChecklistView
from companion.ui.checklist_weekly import Weekly
from companion.ui.checklist_words import stage_said, title, tr
from companion.ui.page import Frame
from companion.wording import sentence, sentences

MAX_NOTES = 20_000
_NEVER_WEEKLY = {"notes", "week"}


class Host(Protocol):
    """The page as its actions see it."""

    frame: Frame
    board: Board | None
    view: ChecklistView
    filters: FilterBar
    quick: QuickAddLine

    def widget(self) -> QWidget:
        """Return the page as a parent for what opens over it."""
        ...

    def row_place(self) -> QRect:
        """Return where the current row is in the window."""
        ...

    def filtered_course(self) -> Course | None:
        """Return the course to which a line belongs that names none."""
        ...


class Doing:
    """Does what is asked for the rows of a page."""

    def __init__(self, page: Host) -> None:
        self._page = page
        self._asking = Asking(page, self._perform)
        self._weekly = Weekly(page, self._perform, self._delete_only)

    @property
    def _schedule(self) -> Schedule:
        return self._page.frame.workspace.schedule

    def _perform(self, make: Callable[[Schedule], Edit | None], said: str) -> bool:
        """Store an edit; True when it is stored, or when there is nothing to change."""
        try:
            edit = make(self._schedule)
        except Refused as refusal:
            self._page.frame.tell(sentences(refusal, tr), kind="warn")
            return False
        if edit is not None and not self._page.frame.perform(edit, said):
            return False
        self._page.view.clear_marks()  # done with them; the bar with Undo stands in their place
        return True

    # One or several rows

    def ask(self, what: str, beside: QRect, entries: Sequence[Entry]) -> None:
        """Do something for some rows; panels open beside a place in the window, the current row
        by default."""
        if not entries:
            return
        place = beside if beside.isValid() else self._page.row_place()
        if what == "tick":
            self.tick(entries)
        elif what == "start":
            self._page.frame.start([entry.item.id for entry in entries])
        elif what == "plan":
            self._asking.plan(entries, place)
        elif what == "course":
            self._show_class(entries[0])
        else:
            activities = [e.item.activity for e in entries if e.item.activity is not None]
            if not activities:
                self._tell_recording()
                return
            does = {
                "due": self._asking.due,
                "estimate": self._asking.estimate,
                "move": self._asking.move,
                "delete": self._delete,
                "hand-in": self._hand_in,
            }
            does[what](activities, place)

    def tick(self, entries: Sequence[Entry]) -> None:
        """Tick what is open; where all is done, untick all."""
        page = self._page
        still_open = [entry for entry in entries if not entry.is_done]
        ids = [entry.item.id for entry in still_open or entries]
        now = page.frame.workspace.clock.now()
        if not still_open:
            self._perform(lambda s: edits.reopen(s, ids), _said(entries, Stage.OPEN))
            return
        recordings = [e.item for e in still_open if e.item.activity is None]
        if recordings and page.board is not None:
            page.board = with_watched(page.board, recordings, now)
        said = _said(still_open, Stage.DONE)
        self._perform(lambda s: edits.complete(s, ids, now), said)

    def _tell_recording(self) -> None:
        self._page.frame.tell(
            tr("A recording follows its class."),
            tr("Change the class on the page of its course."),
            "warn",
        )

    def _show_class(self, entry: Entry) -> None:
        self._page.frame.go("course", f"{entry.item.course_id}/{entry.item.id}")

    def repeat(self, entry: Entry, below: QWidget) -> None:
        """Offer what can be done with how a line comes back."""
        if entry.item.activity is not None:
            self._weekly.open_menu(entry.item.activity, below)

    def _delete(self, activities: Sequence[Activity], place: QRect) -> None:
        if len(activities) == 1 and activities[0].repeat_id is not None:
            self._weekly.ask_delete(activities[0], place)
        else:
            self._delete_only(activities)

    def _delete_only(self, activities: Sequence[Activity]) -> None:
        ids = [activity.id for activity in activities]
        name = short(activities[0].title)
        said = tr("“%1” deleted", name) if len(ids) == 1 else tr("%1 activities deleted", len(ids))
        self._perform(lambda s: edits.delete_activities(s, ids), only(activities, said))

    def _hand_in(self, activities: Sequence[Activity], place: QRect) -> None:
        """Go one stage on: what is not handed in is, else feedback has come."""
        has_handed_in = all(a.stage is Stage.HANDED_IN for a in activities)
        stage = Stage.FEEDBACK if has_handed_in else Stage.HANDED_IN
        self._set_stage(activities, stage)

    def _set_stage(self, activities: Sequence[Activity], stage: Stage) -> None:
        now, ids = self._page.frame.workspace.clock.now(), [a.id for a in activities]
        said = stage_said(stage, short(activities[0].title), len(ids))
        self._perform(lambda s: edits.set_stage(s, ids, stage, now), said)

    # Quick add

    def add(self, found: QuickAdd) -> None:
        """Store what a line says; what is wrong with it stands below the line."""
        page = self._page
        try:
            edit = repeat_edits.add_lines(self._schedule, [found])
        except Refused as refusal:
            page.quick.say(sentence(refusal.faults[0], tr))
            return
        records = [change.after for change in edit.changes] if edit else []
        made = [record for record in records if isinstance(record, Activity)]
        if self._perform(lambda _: edit, self._said_added(made)):
            page.quick.clear()
            page.view.choose(made[0].id)

    def _said_added(self, made: Sequence[Activity]) -> str:
        name = short(made[0].title)
        if len(made) > 1:
            return tr("Added “%1” to %2 weeks", name, len(made))
        if self._would_be_hidden(made[0]):
            return tr("Added “%1”; the filters hide it", name)
        return tr("Added “%1”", name)

    def add_lines(self, text: str) -> None:
        """Show several pasted lines before they are stored."""
        from companion.ui.dialogs.add_lines import AddLinesDialog  # start-up: used on demand

        page = self._page
        AddLinesDialog(page.frame, page.widget().window(), text, page.filtered_course())

    def _would_be_hidden(self, activity: Activity) -> bool:
        page = self._page
        if page.board is None:
            return False
        moment = page.board.moment
        entry = entry_of(self._schedule, activity_item(activity), moment, {})
        return not sections({entry.group: [entry]}, page.filters.filter, moment)

    # What the inspector asks for

    def change(self, activity: Activity, name: str, said: str, **changes: object) -> bool:
        """Store some fields of an activity; True when they were stored."""

        def after(schedule: Schedule) -> Edit | None:
            now = as_now(schedule, [activity])
            changed = [a._replace(**changes) for a in now]  # type: ignore[arg-type]  # its fields
            return edits.change_activities(schedule, changed, name)

        is_own = changes.keys() <= _NEVER_WEEKLY
        return self._perform(after, said if is_own else only([activity], said))

    def set_title(self, activity: Activity, text: str) -> str:
        """Store a title as typed; what is wrong with it, or nothing."""
        clean = clean_text(text)
        if not clean:
            return sentence(Fault("title", "title_empty"), tr)
        if len(clean) > MAX_TITLE:
            return sentence(Fault("title", "title_long", (str(MAX_TITLE),)), tr)
        return self._stored(activity, "Edit title", tr("Title changed"), title=clean)

    def set_notes(self, activity: Activity, text: str) -> str:
        """Store notes as typed; what is wrong with them, or nothing."""
        clean = clean_text(text, is_one_line=False)
        if len(clean) > MAX_NOTES:
            return sentence(Fault("notes", "text_long", (f"{MAX_NOTES:,}",)), tr)
        return self._stored(activity, "Edit notes", tr("Notes changed"), notes=clean)

    def _stored(self, activity: Activity, name: str, said: str, **changes: object) -> str:
        is_stored = self.change(activity, name, said, **changes)
        return "" if is_stored else tr("Not saved yet: the text stays here. Try again.")

    def set_stage(self, entry: Entry, stage: Stage) -> None:
        """Set how far an activity is."""
        if entry.item.activity is not None:
            self._set_stage([entry.item.activity], stage)

    def unplan(self, activity: Activity) -> None:
        """Take its planned time away."""
        self._perform(lambda s: edits.unplan(s, activity.id), tr("Plan removed"))

    def learned(self, entry: Entry) -> int | None:
        """Return about how many minutes a line takes this student, where that is known."""
        return minutes_for(self._schedule, entry.item)

    def open_link(self, link: str) -> None:
        """Open a link through the rules."""
        from companion.ui.open_link import open_link  # start-up: only when a link is opened

        open_link(self._page.frame, link, self._page.widget())


def _said(entries: Sequence[Entry], stage: Stage) -> str:
    return stage_said(stage, short(title(entries[0])), len(entries))
