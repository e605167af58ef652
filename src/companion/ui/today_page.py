"""Today: the next live class, what is planned, what is due soon, and the hours of the week."""

from __future__ import annotations

from datetime import timedelta
from itertools import islice
from typing import ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from companion import edits
from companion.models import agenda, today
from companion.models.activity import ActivityKind
from companion.models.agenda import ChecklistItem, CourseState
from companion.models.attendance import AttendanceMark
from companion.models.course import Course
from companion.models.meeting import MeetingKind
from companion.models.occurrence import Occurrence
from companion.models.schedule import RECORD_TYPES, RecordType
from companion.models.today import Hero, HeroState, Planned
from companion.models.watching import SPEED_SETTING, recording_of, speed_of
from companion.ui import icons, theme
from companion.ui.clock_notice import AFFECTED, ClockNotice
from companion.ui.page import Frame, Page
from companion.ui.text import duration, full_day, month, spoken_duration, zone_spoken
from companion.ui.today_catch_up import CatchUp, mark_watched, watch
from companion.ui.today_hero import HeroCard
from companion.ui.today_marks import CertificateBar, HoursBar, Segment
from companion.ui.today_rows import Row, RowList
from companion.ui.widgets.buttons import Button
from companion.ui.widgets.labels import ElidedLabel, PlainLabel
from companion.ui.widgets.marks import CourseTag
from companion.ui.widgets.panels import ClearScroll, EmptyState, PageHeader, SectionHeader
from companion.ui.widgets.search_box import SearchBox

DUE_SOON, COMING_CLASSES = 5, 4
_WARN = timedelta(hours=24)
_KIND_NAMES = {
    MeetingKind.LIVE_SESSION: "Live class",
    MeetingKind.RECITATION: "Recitation",
    MeetingKind.OFFICE_HOURS: "Office hours",
    MeetingKind.STUDY_GROUP: "Study group",
}


class TodayPage(Page):
    """The page that the student sees first."""

    shows: ClassVar[frozenset[RecordType]] = frozenset(RECORD_TYPES)
    swaps_clocks = True

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent)
        self._is_narrow = False
        self._put_off: frozenset[str] = frozenset()
        self._hero: Hero | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.header = PageHeader()
        search = SearchBox(self.tr("Search or add"), "Ctrl+K")
        search.clicked.connect(lambda: frame.trigger("palette"))
        self.header.add(search)
        column.addWidget(self.header)
        self.clock_notice = ClockNotice(frame)
        self.clock_notice.asked.connect(lambda: frame.go("week", AFFECTED))
        column.addWidget(self.clock_notice)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.left, left = _scroll(self.tr("Today"))
        self.right, right = _scroll(self.tr("This week"))
        row.addWidget(self.left, 1)
        row.addWidget(self.right)
        column.addLayout(row, 1)
        self._make_left(left)
        self._make_right(right)

    def _make_left(self, column: QVBoxLayout) -> None:
        self.hero = HeroCard()
        self.hero.joined.connect(self.do_join)
        self.hero.copied.connect(self.do_copy_passcode)
        self.hero.attended.connect(self.do_mark_attended)
        self.hero.missed.connect(self._plan_missed)
        self.hero.put_off.connect(self._put_off_question)
        self.hero.pasted.connect(self.do_paste_invitation)
        self.hero.recording_asked.connect(self._watch)
        self.hero.watched.connect(self._watched)
        show = Button(self.tr("Open checklist"))
        show.clicked.connect(lambda: self.frame.go("checklist"))
        self.free = EmptyState("coffee", self.tr("A free day"), "", [show])
        column.addWidget(self.hero)
        column.addWidget(self.free)
        column.addSpacing(18)
        self.planned_head, self.planned = self._section(column, self.tr("Planned today"))
        column.addSpacing(16)
        self.coming_head, self.coming = self._section(column, self.tr("Coming classes"))
        column.addStretch(1)

    def _make_right(self, column: QVBoxLayout) -> None:
        self.due_head, self.due = self._section(column, self.tr("Due soon"))
        column.addSpacing(18)
        self.catch_up = CatchUp(self.frame)
        column.addWidget(self.catch_up)
        self.hours_head = SectionHeader(self.tr("This week’s hours"))
        column.addWidget(self.hours_head)
        self._hours: list[_Hours] = []
        self.hours = QVBoxLayout()
        self.hours.setSpacing(0)
        column.addLayout(self.hours)
        column.addSpacing(20)
        self.certificate_head = SectionHeader(self.tr("Certificate"))
        column.addWidget(self.certificate_head)
        column.addSpacing(6)
        self.certificate = CertificateBar()
        column.addWidget(self.certificate)
        column.addStretch(1)

    def _section(self, column: QVBoxLayout, title: str) -> tuple[SectionHeader, RowList]:
        head, rows = SectionHeader(title), RowList(title)
        rows.opened.connect(self.frame.go)
        column.addWidget(head)
        column.addWidget(rows)
        return head, rows

    def set_narrow(self, is_narrow: bool) -> None:
        """Tighten for a window below 1120 pixels, or loosen again."""
        self._is_narrow = is_narrow
        self.header.set_narrow(is_narrow)
        self.clock_notice.set_narrow(is_narrow)
        self.right.setFixedWidth(theme.px(280 if is_narrow else 344))
        left, right = ((16, 0, 14, 12), (12, 0, 16, 12)), ((24, 0, 20, 16), (20, 0, 24, 16))
        margins = left if is_narrow else right
        for area, margin in zip((self.left, self.right), margins, strict=True):
            inside = area.widget()
            assert inside is not None
            inside.setContentsMargins(*margin)
        self.hero.set_narrow(is_narrow)
        if not self.is_stale:
            self._show_hours()
            self._show_hero()
            self._show_catch_up()

    def refresh(self) -> None:
        """Read the workspace and show it."""
        schedule = self.frame.workspace.schedule
        words = self.words()
        self.header.title.setText(full_day(words.today))
        weeks = [
            self.tr("%1 week %2 of %3").replace("%1", entry.course.code)
            .replace("%2", str(entry.week)).replace("%3", str(entry.course.weeks))
            for entry in today.week_hours(schedule, words.now)
        ]  # fmt: skip
        if words.is_swapped:
            text = self.tr("times in %1").replace("%1", zone_spoken(words.leading.key))
            weeks.append(text)
        self.header.remark.setText(" · ".join(weeks))
        self.clock_notice.refresh()
        self._show_hero()
        self._show_planned()
        self._show_coming()
        self._show_due()
        self._show_catch_up()
        self._show_hours()
        self._show_certificate()

    def minute(self) -> None:
        """Bring what depends on the time of day up to date."""
        self.clock_notice.refresh()
        self._show_hero()
        self._show_planned()
        self._show_coming()
        self._show_due()
        self._show_catch_up()

    # The class in the hero

    def _show_hero(self) -> None:
        words, schedule = self.words(), self.frame.workspace.schedule
        self._hero = today.hero(schedule, words.now, words.zone, self._put_off, self._speed())
        self.hero.setVisible(self._hero is not None)
        self.free.setVisible(self._hero is None)
        if self._hero is None:
            self.free.set_text(self.tr("No class is coming"), self.tr("All classes are over."))
            return
        link = recording_of(schedule, self._hero.occurrence).link
        self.hero.show_hero(self._hero, words, link)
        left = self._hero.starts_at - words.now
        is_close = timedelta(0) < left <= timedelta(minutes=1)
        self.frame.ticker.show_seconds(self, is_close)

    def _speed(self) -> float:
        return speed_of(self.frame.workspace.setting(SPEED_SETTING))

    def do_join(self) -> None:
        """Join the class of the hero, else the next; where it has no link, ask for it."""
        words, schedule = self.words(), self.frame.workspace.schedule
        found = agenda.next_live_session(schedule, words.now)
        if self._hero is not None and self._hero.occurrence.ends_at > words.now:
            found = self._hero.occurrence
        if found is None:
            return
        if not found.link:
            self._paste_invitation(found)
            return
        from companion.ui.open_link import open_link  # start-up: only when a link is opened

        open_link(self.frame, found.link, self)

    def do_paste_invitation(self) -> None:
        """Ask for the invitation of the class in the hero."""
        if self._hero is not None:
            self._paste_invitation(self._hero.occurrence)

    def _paste_invitation(self, occurrence: Occurrence) -> None:
        from companion.ui.dialogs.invitation import paste_invitation  # start-up: only when asked

        course = self._course(occurrence.course_id)
        if course is not None:
            paste_invitation(self.frame, self, course, occurrence)

    def do_mark_attended(self) -> None:
        """Answer that she was there."""
        self._mark(AttendanceMark.ATTENDED, self.tr("Marked as attended"))

    def do_mark_missed(self) -> None:
        """Answer that she was not there: the recording waits in Catch up."""
        self._mark(
            AttendanceMark.MISSED, self.tr("Marked as missed; the recording waits in Catch up")
        )

    def do_mark_excused(self) -> None:
        """Answer that she was excused."""
        self._mark(AttendanceMark.EXCUSED, self.tr("Marked as excused"))

    def do_mark_recording(self) -> None:
        """Mark the recording in Catch up as watched."""
        if not self.catch_up.do_mark_watched():
            self.frame.tell(self.tr("No recording waits to be watched."))

    def _plan_missed(self) -> None:
        """Mark the class as missed, and show where its recording can be planned."""
        if self._mark(
            AttendanceMark.MISSED, self.tr("Marked as missed; drag its recording into the week")
        ):
            self.frame.go("week")

    def _mark(self, mark: AttendanceMark, said: str) -> bool:
        """Mark the class that is asked about; another one is marked on its course's page."""
        if self._hero is None or self._hero.state not in (HeroState.ENDED, HeroState.LIVE):
            self.frame.tell(self.tr("There is no class to mark now."))
            return False
        key = self._hero.occurrence.key
        edit = edits.mark_attendance(self.frame.workspace.schedule, key, mark)
        return self.frame.perform(edit, said)

    def _put_off_question(self) -> None:
        if self._hero is not None:
            self._put_off |= {self._hero.occurrence.key}
            self._show_hero()

    def _watch(self) -> None:
        if self._hero is not None:
            watch(self.frame, self._hero.occurrence, self.hero.button("watch"))

    def _watched(self) -> None:
        if self._hero is not None:
            mark_watched(self.frame, self._hero.occurrence.key)

    def do_copy_passcode(self) -> None:
        """Copy the passcode of the class in the hero, and say so for two seconds."""
        if self._hero is None or not self._hero.occurrence.passcode:
            self.frame.tell(self.tr("This class has no passcode."))
            return
        QGuiApplication.clipboard().setText(self._hero.occurrence.passcode)
        self.hero.say_copied(True)
        QTimer.singleShot(2000, self.hero, lambda: self.hero.say_copied(False))

    # Lists

    def _show_planned(self) -> None:
        words, schedule = self.words(), self.frame.workspace.schedule
        entries = today.planned_today(schedule, words.now, words.zone, self._speed())
        self.planned.show_rows([self._planned_row(entry) for entry in entries])
        minutes = sum(int((e.ends_at - e.starts_at) / timedelta(minutes=1)) for e in entries)
        is_evening = entries and words.local(entries[0].starts_at).hour >= 17
        title = self.tr("Planned tonight") if is_evening else self.tr("Planned today")
        self.planned_head.title.setText(title)
        self.planned_head.remark.setText(duration(minutes))
        self.planned_head.setVisible(bool(entries))
        self.planned.setVisible(bool(entries))

    def _planned_row(self, entry: Planned) -> Row:
        words = self.words()
        span = words.span(entry.starts_at, entry.ends_at)
        if entry.activity is not None:
            activity = entry.activity
            course = self._course(activity.course_id)
            due = activity.due
            right = self.tr("due %1").replace("%1", words.soon(due.at)) if due else ""
            icon, title = icons.OF_ACTIVITY[activity.kind], activity.title
            target = ("checklist", activity.id)
        else:
            occurrence = entry.occurrence
            assert occurrence is not None
            course = self._course(occurrence.course_id)
            icon, title = icons.OF_MEETING[occurrence.kind], self._class_title(occurrence.kind)
            if occurrence.number is not None:
                title = f"{title} {occurrence.number}"
            right = self._there(occurrence)
            if entry.is_recording:
                icon = icons.OF_ACTIVITY[ActivityKind.RECORDING]
                title, right = self.tr("Recording of %1").replace("%1", title.lower()), ""
            target = ("course", f"{occurrence.course_id}/{occurrence.key}")
        code, color, name = (course.code, course.color, course.label) if course else ("", "", "")
        said = ", ".join(part for part in (span, title, name, right) if part)
        return Row(icon, code, color, title, right, said, target, lead=span)

    def _there(self, occurrence: Occurrence) -> str:
        words, zone = self.words(), occurrence.meeting.zone
        if not words.second(zone):
            return ""
        return words.there(occurrence.starts_at, occurrence.ends_at, zone)

    def _class_title(self, kind: MeetingKind) -> str:
        return self.tr(_KIND_NAMES[kind])

    def _course(self, course_id: str | None) -> Course | None:
        return self.frame.workspace.schedule.get(Course, course_id) if course_id else None

    def _show_coming(self) -> None:
        words, schedule = self.words(), self.frame.workspace.schedule
        shown = self._hero.occurrence.key if self._hero else ""
        coming = (
            o
            for o in agenda.occurrences_from(schedule, words.now)
            if o.starts_at > words.now and not o.is_cancelled and o.key != shown
        )
        rows = []
        for o in islice(coming, COMING_CLASSES):
            course = schedule.table(Course)[o.course_id]
            title = schedule.title_of(o) if o.kind is MeetingKind.LIVE_SESSION else ""
            kind = self._class_title(o.kind)
            title = title or (f"{kind} {o.number}" if o.number else kind)
            right = self._there(o)
            lead = words.moment(o.starts_at)
            said = f"{kind}, {course.label}, {title}, {words.spoken_time(o.starts_at)}, {right}"
            icon = icons.OF_MEETING[o.kind]
            target = ("course", f"{course.id}/{o.key}")
            rows.append(Row(icon, course.code, course.color, title, right, said, target, lead))
        self.coming.show_rows(rows)
        self.coming_head.setVisible(bool(rows))
        self.coming.setVisible(bool(rows))

    def _show_due(self) -> None:
        words, schedule = self.words(), self.frame.workspace.schedule
        late = today.late(schedule, words.now)
        in_week = today.waiting(schedule, words.now, words.now + timedelta(days=7))
        shown = late + in_week
        if len(shown) < DUE_SOON:
            shown = late + today.waiting(schedule, words.now)
        rows = [self._due_row(item, n < len(late)) for n, item in enumerate(shown[:DUE_SOON])]
        self.due.show_rows(rows)
        remark = self.tr("%1 in 7 days").replace("%1", str(len(in_week)))
        if late:
            remark = self.tr("%1 late").replace("%1", str(len(late))) + " · " + remark
        self.due_head.remark.setText(remark if rows else self.tr("nothing is due"))

    def _due_row(self, item: ChecklistItem, is_late: bool) -> Row:
        words = self.words()
        course = self._course(item.course_id)
        assert item.due_at is not None
        right = words.relative(item.due_at) if is_late else words.soon(item.due_at)
        tint = "dangt" if is_late else "warnt" if item.due_at - words.now < _WARN else "text2"
        code, color, name = (course.code, course.color, course.label) if course else ("", "", "")
        due = self.tr("due %1").replace("%1", words.spoken_time(item.due_at))
        minutes = spoken_duration(timedelta(minutes=item.minutes)) if item.minutes else ""
        said = ", ".join(part for part in (item.title, name, minutes, due) if part)
        icon = icons.OF_ACTIVITY[item.kind]
        target = ("checklist", item.id)
        return Row(icon, code, color, item.title, right, said, target, tint=tint)

    def _show_catch_up(self) -> None:
        words, speed = self.words(), self._speed()
        items = today.to_catch_up(self.frame.workspace.schedule, words.now, speed)
        self.catch_up.show_items(items, words, speed, self._is_narrow)

    # Hours and certificate

    def _show_hours(self) -> None:
        entries = today.week_hours(self.frame.workspace.schedule, self.words().now)
        while len(self._hours) < len(entries):
            self._hours.append(_Hours())
            self.hours.addWidget(self._hours[-1])
        for place, hours in enumerate(self._hours):
            hours.setVisible(place < len(entries))
            if place < len(entries):
                hours.show_entry(entries[place], self._is_narrow)
        bands = {(e.course.hours_min, e.course.hours_max) for e in entries}
        remark = ""
        if len(bands) == 1:
            low, high = bands.pop()
            text = self.tr("band %1–%2 h a course")
            remark = text.replace("%1", str(low)).replace("%2", str(high))
        self.hours_head.remark.setText(remark)
        self.hours_head.setVisible(bool(entries))

    def _show_certificate(self) -> None:
        words, schedule = self.words(), self.frame.workspace.schedule
        shares = today.certificate(schedule, words.now)
        finish = agenda.expected_finish(schedule, schedule.courses)
        segments, said = [], []
        for share in shares:
            course = share.course
            if share.state is CourseState.UPCOMING and not share.done:
                note = month(course.starts_on.month)
            elif share.done >= 1:
                note = self.tr("done")
            else:
                note = self.tr("%1 %").replace("%1", str(round(share.done * 100)))
            weight = course.weeks + 3.0
            segments.append(Segment(course.code, course.color, note, weight, share.done))
            said.append(f"{course.label} {note}")
        self.certificate.show_segments(segments, ", ".join(said))
        if finish is not None:
            text = self.tr("expected %1 %2 %3").replace("%1", str(finish.day))
            text = text.replace("%2", month(finish.month)).replace("%3", str(finish.year))
            self.certificate_head.remark.setText(text)


class _Hours(QWidget):
    """One course's hours of the week, in words and drawn."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 7, 0, 2)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.tag, self.bar = CourseTag("", ""), HoursBar()
        self.done = PlainLabel("", "second-strong", numbers=True)
        self.planned = ElidedLabel("", "second", numbers=True)
        self.whole = PlainLabel("", "second", "text3", numbers=True)
        row.addWidget(self.tag)
        row.addWidget(self.done)
        row.addWidget(self.planned, 1)
        row.addWidget(self.whole)
        column.addLayout(row)
        column.addWidget(self.bar)

    def show_entry(self, entry: today.CourseHours, is_narrow: bool) -> None:
        """Show another week, or another course."""
        course, load = entry.course, entry.load
        self.tag.set_course(course.code, course.color, course.name)
        self.done.setText(duration(load.done))
        self.planned.setText(self.tr("done · %1 planned").replace("%1", duration(load.planned)))
        self.whole.setText(self.tr("of %1").replace("%1", duration(load.total)))
        self.whole.setVisible(not is_narrow)
        self.bar.show_load(course, load)
        said = self.tr("%1: %2 done, %3 planned, of %4").replace("%1", course.label)
        for mark, minutes in (("%2", load.done), ("%3", load.planned), ("%4", load.total)):
            said = said.replace(mark, duration(minutes))
        self.setAccessibleName(said)


def _scroll(name: str) -> tuple[QScrollArea, QVBoxLayout]:
    """Make a column that scrolls by itself."""
    inside = QWidget()
    area = ClearScroll(inside)
    area.setAccessibleName(name)
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return area, column
