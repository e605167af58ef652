"""The preview: every live session in the student's time, with shifts and breaks in place."""

from datetime import date, time
from zoneinfo import ZoneInfo

from companion.models.class_list import (
    BreakLine,
    ClassLine,
    LocalSlot,
    ShiftLine,
    class_list,
    local_due_slots,
    local_slots,
    watch_slot,
    weeks_until,
)
from companion.models.draft import BreakDraft, CourseDraft, MeetingDraft
from companion.models.meeting import MeetingKind

INDIA, BERLIN = ZoneInfo("Asia/Kolkata"), ZoneInfo("Europe/Berlin")
LIVE = MeetingKind.LIVE_SESSION
DRAFT = CourseDraft(
    "ML",
    "Introduction to Machine Learning",
    14,
    date(2026, 8, 31),
    (
        MeetingDraft(LIVE, 1, time(18, 30), 80),
        MeetingDraft(MeetingKind.RECITATION, 4, time(13), 60),
    ),
    (BreakDraft(date(2026, 11, 23), date(2026, 11, 29), "Thanksgiving"),),
)


def shape(draft: CourseDraft, zone: ZoneInfo) -> str:
    letters = {ClassLine: "c", ShiftLine: "s", BreakLine: "b"}
    return "".join(letters[type(line)] for line in class_list(draft, zone).lines)


def test_fourteen_classes_with_the_shift_and_the_break_in_place() -> None:
    assert shape(DRAFT, INDIA) == "ccccccccc" + "s" + "ccc" + "b" + "cc"


def test_both_shifts_of_a_student_in_berlin_are_told() -> None:
    assert shape(DRAFT, BERLIN) == "cccccccc" + "s" + "c" + "s" + "ccc" + "b" + "cc"
    minutes = [line.minutes for line in class_list(DRAFT, BERLIN).lines if type(line) is ShiftLine]
    assert minutes == [-60, 60]


def test_a_class_stands_in_both_clocks() -> None:
    line = class_list(DRAFT, INDIA).sessions[9]
    assert (line.number, line.of) == (10, 14)
    assert line.starts_at.astimezone(INDIA).strftime("%a %d %b %H:%M") == "Wed 04 Nov 05:00"
    assert line.in_course.strftime("%a %d %b %H:%M %Z") == "Tue 03 Nov 18:30 EST"


def test_a_break_outside_the_term_is_not_shown() -> None:
    later = DRAFT._replace(breaks=(BreakDraft(date(2027, 3, 1), date(2027, 3, 7)),))
    assert "b" not in shape(later, INDIA)


def test_a_short_break_drops_its_class_and_stays_in_place() -> None:
    short = DRAFT._replace(breaks=(BreakDraft(date(2026, 11, 24), date(2026, 11, 25)),))
    found = class_list(short, INDIA)
    assert len(found.sessions) == 13
    assert found.term.ends_on == date(2026, 12, 6)


def test_a_class_that_a_clock_change_skips_is_marked() -> None:
    night = DRAFT._replace(
        starts_on=date(2027, 3, 1), weeks=3, meetings=(MeetingDraft(LIVE, 6, time(2, 30), 60),)
    )
    assert [line.fault for line in class_list(night, INDIA).sessions] == ["", "missing", ""]


def test_local_slots_of_a_series_begin_anew_where_the_time_changes() -> None:
    found = local_slots(class_list(DRAFT, INDIA).occurrences, "m0", INDIA)
    assert found == [
        LocalSlot(date(2026, 9, 2), 2, time(4), time(5, 20)),
        LocalSlot(date(2026, 11, 4), 2, time(5), time(6, 20)),
    ]


def test_the_due_default_is_told_in_local_time() -> None:
    term = class_list(DRAFT, INDIA).term
    found = [(s.weekday, s.starts) for s in local_due_slots(DRAFT, term, INDIA)]
    assert found == [(0, time(9, 29)), (0, time(10, 29))]


def test_a_recording_is_watched_on_the_first_evening_after_the_class() -> None:
    early = class_list(DRAFT, INDIA).sessions[0]
    assert watch_slot(early.starts_at, early.ends_at, INDIA) == (2, time(19))
    eastern = ZoneInfo("America/New_York")
    assert watch_slot(early.starts_at, early.ends_at, eastern) == (2, time(19))


def test_a_course_without_live_sessions_has_no_lines() -> None:
    assert class_list(DRAFT._replace(meetings=()), INDIA).lines == ()


def test_the_weeks_up_to_a_last_day_leave_the_break_out() -> None:
    assert weeks_until(DRAFT, date(2026, 12, 13)) == 14
    assert weeks_until(DRAFT, date(2026, 12, 11)) == 14
    assert weeks_until(DRAFT, date(2026, 11, 22)) == 12
    assert weeks_until(DRAFT, date(2026, 8, 30)) == 0
    assert weeks_until(DRAFT, date(2099, 12, 31)) == 61
