"""What is typed into the course form becomes a draft, or a fault of the field it was typed in."""

from datetime import date, time

import pytest

from companion.models.draft import BreakDraft, CourseDraft, MeetingDraft
from companion.models.faults import Refused
from companion.models.meeting import MeetingKind
from companion.models.schedule import Schedule
from companion.models.typed_dates import read_date
from companion.ui.course_form_entry import (
    NO_CLASS,
    FormEntry,
    MeetingEntry,
    read_entry,
    suggest_code,
)
from companion.ui.course_form_writing import Writing, entry_of, new_entry

TODAY = date(2026, 8, 24)
HOME = "Europe/Berlin"
WRITING = Writing(
    lambda at: f"{at:%H:%M}", lambda day: f"{day:%a} {day.day} {day:%b %Y}", lambda n: f"{n} min"
)
LIVE = MeetingEntry(MeetingKind.LIVE_SESSION, 1, "6:30 pm", "1 h 20")
ENTRY = FormEntry(
    link="https://cmu.zoom.us/j/91244057731",
    passcode="482913",
    name="Introduction to Machine Learning",
    code="ML",
    starts_on="Mon 31 Aug 2026",
    live=LIVE,
    breaks=(BreakDraft(date(2026, 11, 23), date(2026, 11, 29), "Thanksgiving"),),
)


def faults(entry: FormEntry) -> dict[str, str]:
    reading = read_entry(entry, Schedule(), TODAY, HOME)
    return {fault.field: fault.code for fault in reading.faults}


def test_a_filled_form_becomes_a_draft() -> None:
    reading = read_entry(ENTRY, Schedule(), TODAY, HOME)
    assert reading.faults == ()
    assert reading.has_weeks
    assert reading.rows == ("live",)
    assert reading.draft.starts_on == date(2026, 8, 31)
    assert reading.draft.zone == "America/New_York"
    assert reading.draft.meetings == (
        MeetingDraft(
            MeetingKind.LIVE_SESSION,
            1,
            time(18, 30),
            80,
            "https://cmu.zoom.us/j/91244057731",
            "482913",
        ),
    )


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"name": "  "}, "name", "name_empty"),
        ({"name": "n" * 10_000}, "name", "name_long"),
        ({"name": "\x00\x1b\u202e"}, "name", "name_empty"),
        ({"code": ""}, "code", "code_empty"),
        ({"code": "M L"}, "code", "code_form"),
        ({"weeks": "0"}, "weeks", "weeks_range"),
        ({"weeks": "5000"}, "weeks", "weeks_range"),
        ({"weeks": "many"}, "weeks", "weeks_range"),
        ({"starts_on": "1 Jan 0003"}, "starts_on", "date_range"),
        ({"starts_on": "30 Feb 2027"}, "starts_on", "date_missing"),
        ({"starts_on": "8/9/2026"}, "starts_on", "day_form"),
        ({"starts_on": ""}, "starts_on", "day_empty"),
        ({"live": LIVE._replace(starts="25:30")}, "live.time", "time_form"),
        ({"live": LIVE._replace(starts="")}, "live.time", "time_empty"),
        ({"live": LIVE._replace(minutes="0")}, "live.minutes", "minutes_range"),
        ({"live": LIVE._replace(minutes="long")}, "live.minutes", "minutes_form"),
        ({"live": LIVE._replace(minutes="13 h")}, "live.minutes", "minutes_range"),
        ({"zone": "Atlantis"}, "zone", "unknown_zone"),
        ({"zone": "../../etc/passwd"}, "zone", "unknown_zone"),
        ({"link": "ftp://zoom.us/j/1"}, "link", "link_scheme"),
        ({"link": "https://me:secret@zoom.us/j/1"}, "link", "link_user"),
        ({"link": "javascript:alert(1)"}, "link", "link_scheme"),
        ({"hours_min": "x"}, "hours", "number_range"),
        ({"hours_min": "13"}, "hours", "hours_range"),
        ({"office_hours": "whenever"}, "office_hours", "office_form"),
        ({"office_hours": "Fri 13:00-13:00"}, "office_hours", "end_equals_start"),
        ({"due_time": "24:00"}, "due_time", "time_form"),
    ],
)
def test_bad_input_is_the_fault_of_its_own_field(
    change: dict[str, object], field: str, code: str
) -> None:
    assert faults(ENTRY._replace(**change)) == {field: code}  # type: ignore[arg-type]  # by name


def test_text_in_any_language_and_emoji_stays_as_it_is() -> None:
    draft = read_entry(ENTRY._replace(name="مقدمة 🎓 機械学習"), Schedule(), TODAY, HOME).draft
    assert draft.name == "مقدمة 🎓 機械学習"


def test_a_class_over_midnight_is_legal() -> None:
    late = ENTRY._replace(live=LIVE._replace(starts="23:30", minutes="90 min"))
    assert faults(late) == {}


def test_a_recitation_fault_is_named_by_its_row() -> None:
    rows = ENTRY._replace(
        has_recitation=True, recitation=MeetingEntry(MeetingKind.RECITATION, 4, "13:00", "1")
    )
    assert faults(rows) == {"recitation.minutes": "minutes_range"}
    without = rows._replace(live=LIVE._replace(weekday=NO_CLASS))
    assert faults(without) == {"recitation.minutes": "minutes_range"}


def test_what_is_readable_can_be_listed_whatever_else_is_wrong() -> None:
    reading = read_entry(ENTRY._replace(name="", code=""), Schedule(), TODAY, HOME)
    assert reading.has_weeks
    assert reading.readable().draft.meetings == reading.draft.meetings
    wrong = ENTRY._replace(has_recitation=True, live=LIVE._replace(starts="x"))
    wrong = wrong._replace(recitation=MeetingEntry(MeetingKind.RECITATION, 4, "13:00", "60"))
    readable = read_entry(wrong, Schedule(), TODAY, HOME).readable()
    assert readable.rows == ("recitation",)
    assert not read_entry(ENTRY._replace(weeks="5000"), Schedule(), TODAY, HOME).has_weeks


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Mon 31 Aug 2026", date(2026, 8, 31)),
        ("31 aug", date(2026, 8, 31)),
        ("aug 31, 2026", date(2026, 8, 31)),
        ("2026-08-31", date(2026, 8, 31)),
        ("31.8.2026", date(2026, 8, 31)),
        ("monday", date(2026, 8, 31)),
        ("next tue", date(2026, 8, 25)),
        ("today", TODAY),
        ("5 Jan", date(2027, 1, 5)),
    ],
)
def test_a_date_can_be_written_in_many_ways(text: str, day: date) -> None:
    assert read_date(text, TODAY) == day


@pytest.mark.parametrize(
    "text",
    ["soon", "31", "12 nov 18:00", "mon tue", "tue 31 aug 2026", "31 aug 2026 x", "mon today"],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        read_date(text, TODAY)


def test_a_course_goes_through_the_form_unchanged() -> None:
    draft = CourseDraft(
        "ML", "Introduction to Machine Learning", 14, date(2026, 8, 31),
        (
            MeetingDraft(MeetingKind.LIVE_SESSION, 1, time(18, 30), 80, "https://x.org/", "1", 2,
                         time(19), "a"),
            MeetingDraft(MeetingKind.LIVE_SESSION, 3, time(18, 30), 80, "https://y.org/", id="b"),
            MeetingDraft(MeetingKind.RECITATION, 4, time(13), 60, "https://z.org/", id="c"),
            MeetingDraft(MeetingKind.OFFICE_HOURS, 0, time(23, 30), 60, id="d"),
            MeetingDraft(MeetingKind.STUDY_GROUP, 6, time(10), 90, id="e", zone="Asia/Tokyo"),
        ),
        (BreakDraft(date(2026, 11, 23), date(2026, 11, 29), "Thanksgiving"),),
        short_name="ML", color="plum", hours_min=6, hours_max=9, due_weekday=4,
        due_time=time(12), program="P", is_capstone=True, instructor="I", assistant="A",
    )  # fmt: skip
    reading = read_entry(entry_of(draft, WRITING), Schedule(), TODAY, HOME)
    assert reading.faults == ()
    assert reading.draft.meetings[0] == draft.meetings[0]
    assert set(reading.draft.meetings) == set(draft.meetings)
    assert reading.draft._replace(meetings=()) == draft._replace(meetings=())


def test_a_new_course_begins_on_the_next_monday_with_no_time_guessed() -> None:
    entry = new_entry(Schedule(), date(2026, 8, 26), WRITING)
    assert entry.starts_on == "Mon 31 Aug 2026"
    assert entry.live.starts == ""


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Introduction to Machine Learning", "ML"),
        ("Data Visualization for Decisions", "DVD"),
        ("Python", "PY"),
        ("  ", ""),
        ("🎓", ""),
    ],
)
def test_a_code_is_suggested_by_the_words_that_matter(name: str, code: str) -> None:
    assert suggest_code(name, Schedule()) == code


def test_a_new_study_group_counts_in_the_students_own_zone() -> None:
    group = MeetingEntry(MeetingKind.STUDY_GROUP, 5, "10:00", "60 min")
    meetings = read_entry(ENTRY._replace(others=(group,)), Schedule(), TODAY, HOME).draft.meetings
    assert [m.zone for m in meetings] == ["", HOME]
