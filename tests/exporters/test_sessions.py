"""Classes as a weekly series: every reader sees the schedule's times, whatever happened to it."""

from datetime import date, datetime, time, timedelta

import pytest
from calendar_readers import by_file_rules, by_zone_names, lines_of, times, truth
from hypothesis import given, settings
from hypothesis import strategies as st
from schedules import THANKSGIVING, draft, live, only_course, schedule_of

from companion import edits
from companion.exporters.calendar_file import plan_export, render
from companion.exporters.choice import ExportChoice, ItemKind
from companion.models.draft import BreakDraft, MeetingDraft
from companion.models.ids import occurrence_key
from companion.models.meeting import Meeting, MeetingKind
from companion.models.occurrence import Override
from companion.models.schedule import Schedule

CLASSES = frozenset(
    {ItemKind.LIVE, ItemKind.RECITATION, ItemKind.OFFICE_HOURS, ItemKind.STUDY_GROUP}
)
ZONES_WITH_RULES = (
    "America/New_York", "America/Los_Angeles", "Europe/Berlin", "Europe/Dublin", "Africa/Lagos",
    "Asia/Kolkata", "Asia/Kathmandu", "Australia/Sydney", "Australia/Lord_Howe",
    "Pacific/Auckland", "Africa/Accra", "UTC",
)  # fmt: skip
ZONES_WITHOUT = ("Africa/Casablanca", "Africa/Cairo", "America/Santiago", "America/Nuuk")


def exported(schedule: Schedule, **choice: object) -> bytes:
    content, _ = render(plan_export(schedule, ExportChoice(kinds=CLASSES, **choice)))
    return content


def meeting_of(schedule: Schedule) -> Meeting:
    return next(m for m in schedule.table(Meeting).values() if m.once_on is None)


def changed(schedule: Schedule, *overrides: Override) -> Schedule:
    """Set overrides whose ids are dates of the one meeting."""
    meeting_id = meeting_of(schedule).id
    for override in overrides:
        key = occurrence_key(meeting_id, date.fromisoformat(override.id))
        edit = edits.change_occurrence(schedule, key, override._replace(id=key))
        schedule = schedule.with_(edit)
    return schedule


def assert_all_readers_agree(schedule: Schedule, **choice: object) -> bytes:
    content = exported(schedule, **choice)
    assert times(by_zone_names(content)) == truth(schedule)
    assert times(by_file_rules(content)) == truth(schedule)
    return content


def starting(content: bytes, word: str) -> list[str]:
    return [line for line in lines_of(content) if line.startswith(word)]


# The series


@pytest.mark.parametrize("starts_on", [date(2026, 8, 31), date(2027, 2, 1)])
@pytest.mark.parametrize("zone", ZONES_WITH_RULES)
def test_a_course_is_one_series_at_the_same_wall_time_on_both_sides_of_a_clock_change(
    zone, starts_on
):
    schedule = schedule_of(draft(zone=zone, starts_on=starts_on, meetings=(live(),)))
    content = assert_all_readers_agree(schedule)
    assert len(starting(content, "BEGIN:VEVENT")) == 1
    assert starting(content, "RRULE:FREQ=WEEKLY") == ["RRULE:FREQ=WEEKLY;COUNT=14"]
    assert starting(content, "DTSTART;TZID=")[0].endswith("T190000")


@pytest.mark.parametrize("zone", ZONES_WITHOUT)
def test_where_no_yearly_rule_is_right_each_class_stands_by_itself_in_utc(zone):
    schedule = schedule_of(draft(zone=zone, weeks=30))
    content = assert_all_readers_agree(schedule)
    assert len(starting(content, "BEGIN:VEVENT")) == 30
    assert not starting(content, "RRULE")
    assert not starting(content, "BEGIN:VTIMEZONE")
    assert all(line.endswith("Z") for line in starting(content, "DTSTART"))
    uids = starting(content, "UID:")
    assert len(set(uids)) == 30
    assert uids == starting(exported(schedule), "UID:")


def test_a_break_is_left_out_and_pushes_the_last_class():
    content = assert_all_readers_agree(schedule_of(draft(breaks=(THANKSGIVING,))))
    assert "RRULE:FREQ=WEEKLY;COUNT=15" in lines_of(content)
    assert starting(content, "EXDATE") == ["EXDATE;TZID=America/New_York:20261124T190000"]


def test_a_class_over_midnight_ends_on_the_next_day():
    content = assert_all_readers_agree(schedule_of(draft(meetings=(live(1, time(23, 15), 120),))))
    assert "DTEND;TZID=America/New_York:20260902T011500" in lines_of(content)


@pytest.mark.parametrize("starts", [time(0, 30), time(1, 0), time(1, 30), time(2, 0), time(2, 30)])
@pytest.mark.parametrize("starts_on", [date(2026, 8, 31), date(2027, 2, 1)])
def test_a_class_inside_a_clock_change_is_right_in_every_reader(starts, starts_on):
    assert_all_readers_agree(
        schedule_of(draft(starts_on=starts_on, meetings=(live(6, starts, 90),)))
    )


def test_a_course_that_starts_midweek_keeps_its_weekday():
    breaks = (
        BreakDraft(date(2026, 10, 5), date(2026, 10, 9)),
        BreakDraft(date(2026, 11, 10), date(2026, 11, 10)),
    )
    assert_all_readers_agree(schedule_of(draft(starts_on=date(2026, 9, 2), breaks=breaks)))


def test_every_kind_of_meeting_is_a_series_of_its_own():
    kinds = [MeetingDraft(kind, n, time(12), 50) for n, kind in enumerate(MeetingKind)]
    content = assert_all_readers_agree(schedule_of(draft(meetings=tuple(kinds))))
    assert {line for line in starting(content, "SUMMARY")} == {
        "SUMMARY:ML live class",
        "SUMMARY:ML recitation",
        "SUMMARY:ML office hours",
        "SUMMARY:ML study group",
    }


# Changes


def test_a_cancelled_class_is_left_out_and_counted():
    schedule = changed(schedule_of(draft()), Override("2026-10-06", is_cancelled=True))
    content = assert_all_readers_agree(schedule)
    assert starting(content, "EXDATE") == ["EXDATE;TZID=America/New_York:20261006T190000"]
    counts = plan_export(schedule, ExportChoice(kinds=CLASSES)).counts
    assert (counts.sessions, counts.cancelled) == (13, 1)


def test_cancelled_classes_at_both_ends_shorten_the_series():
    dates = ("2026-09-01", "2026-09-08", "2026-12-01")
    schedule = changed(schedule_of(draft()), *(Override(d, is_cancelled=True) for d in dates))
    content = assert_all_readers_agree(schedule)
    assert "DTSTART;TZID=America/New_York:20260915T190000" in lines_of(content)
    assert not starting(content, "EXDATE")


def test_a_moved_class_replaces_its_planned_one_in_the_series():
    schedule = changed(
        schedule_of(draft()), Override("2026-11-03", starts=datetime(2026, 11, 5, 18, 30))
    )
    content = assert_all_readers_agree(schedule)
    assert starting(content, "RECURRENCE-ID") == [
        "RECURRENCE-ID;TZID=America/New_York:20261103T190000"
    ]
    assert len(set(starting(content, "UID:"))) == 1


def test_a_series_begins_and_ends_with_a_class_that_is_as_planned():
    schedule = changed(
        schedule_of(draft()),
        Override("2026-09-01", starts=datetime(2026, 9, 2, 8, 0)),
        Override("2026-09-08", title="Guest"),
        Override("2026-12-01", minutes=50),
    )
    content = assert_all_readers_agree(schedule)
    assert "DTSTART;TZID=America/New_York:20260915T190000" in lines_of(content)
    assert not starting(content, "RECURRENCE-ID")
    uid = meeting_of(schedule).uid
    uids = [f"UID:{day}-{uid}" for day in ("20260901", "20260908", "20261201")]
    assert starting(content, "UID:") == [f"UID:{uid}", *uids]


def test_classes_that_all_moved_stand_by_themselves():
    schedule = schedule_of(draft(weeks=3))
    days = [date(2026, 9, 1) + timedelta(weeks=n) for n in range(3)]
    moved = [Override(str(d), starts=datetime.combine(d, time(20))) for d in days]
    content = assert_all_readers_agree(changed(schedule, *moved))
    assert len(set(starting(content, "UID:"))) == 3
    assert not starting(content, "RRULE:FREQ=WEEKLY")


@pytest.mark.parametrize(
    ("planned", "moved"),
    [
        ("2026-09-08", datetime(2026, 9, 15, 21, 0)),  # onto the day of its neighbour
        ("2026-09-08", datetime(2026, 9, 17, 19, 0)),  # past it
        ("2026-09-15", datetime(2026, 9, 8, 9, 0)),  # back onto the one before
        ("2026-11-17", datetime(2026, 11, 24, 19, 0)),  # into the break
    ],
)
def test_a_class_that_leaves_its_place_in_the_order_stands_by_itself(planned, moved):
    schedule = changed(schedule_of(draft(breaks=(THANKSGIVING,))), Override(planned, starts=moved))
    content = assert_all_readers_agree(schedule)
    assert not starting(content, "RECURRENCE-ID")
    uid = meeting_of(schedule).uid
    own = f"UID:{planned.replace('-', '')}-{uid}"
    assert starting(content, "UID:") == [f"UID:{uid}", own]


def test_two_classes_that_swap_days_are_both_where_they_belong():
    assert_all_readers_agree(
        changed(
            schedule_of(draft()),
            Override("2026-09-08", starts=datetime(2026, 9, 15, 19)),
            Override("2026-09-15", starts=datetime(2026, 9, 8, 19)),
        )
    )


def test_a_retitled_relinked_or_longer_class_says_so():
    schedule = changed(
        schedule_of(draft()),
        Override("2026-09-08", title="Guest, live; from Pittsburgh"),
        Override("2026-09-15", link="https://example.org/other"),
        Override("2026-09-22", minutes=30),
    )
    content = assert_all_readers_agree(schedule)
    assert "SUMMARY:ML live class 2: Guest\\, live\\; from Pittsburgh" in lines_of(content)
    assert starting(content, "URL") == ["URL:https://example.org/other"]
    assert len(starting(content, "RECURRENCE-ID")) == 3


def test_a_note_alone_changes_nothing_in_the_file():
    plain = schedule_of(draft())
    noted = changed(plain, Override("2026-09-08", note="bring the printout"))
    assert exported(noted) == exported(plain)


def test_an_extra_class_has_an_entry_and_a_uid_of_its_own():
    schedule = schedule_of(draft())
    extra = meeting_of(schedule)._replace(
        id="extra", uid="extra@test", once_on=date(2026, 10, 31), title="Catch-up"
    )
    content = assert_all_readers_agree(schedule.with_(edits.add_extra_class(schedule, extra)))
    assert "SUMMARY:ML extra class: Catch-up" in lines_of(content)
    assert "UID:extra@test" in lines_of(content)


def test_a_series_of_which_one_class_is_left_is_a_plain_entry():
    dates = ("2026-09-01", "2026-09-15")
    schedule = changed(
        schedule_of(draft(weeks=3)),
        *(Override(d, is_cancelled=True) for d in dates),
        Override("2026-09-08", starts=datetime(2026, 9, 9, 12)),
    )
    content = assert_all_readers_agree(schedule)
    assert len(starting(content, "UID:")) == 1
    assert not starting(content, "RRULE:FREQ=WEEKLY")


def test_a_class_keeps_its_uid_whatever_is_edited():
    schedule = schedule_of(draft())
    uids = starting(exported(schedule), "UID:")
    course = only_course(schedule)
    edited = course._replace(name="Another name", code="XY", color="plum")
    renamed = schedule.with_(edits.edit_of("x", [edits.Change(course, edited)]))
    moved = changed(renamed, Override("2026-11-03", starts=datetime(2026, 11, 5, 18, 30)))
    assert set(starting(exported(moved), "UID:")) == set(uids)


# Any course, any changes

_days = st.integers(0, 13)


@settings(max_examples=60, deadline=None)
@given(
    zone=st.sampled_from(ZONES_WITH_RULES + ZONES_WITHOUT),
    starts_on=st.dates(date(2024, 1, 1), date(2036, 12, 31)),
    weekday=st.integers(0, 6),
    starts=st.times().map(lambda t: t.replace(second=0, microsecond=0, tzinfo=None)),
    minutes=st.integers(5, 720),
    cancelled=st.sets(_days, max_size=4),
    moved=st.dictionaries(_days, st.integers(-12 * 96, 12 * 96), max_size=4),
)
def test_any_course_in_any_zone_reads_back_as_the_schedule_says(
    zone, starts_on, weekday, starts, minutes, cancelled, moved
):
    schedule = schedule_of(
        draft(zone=zone, starts_on=starts_on, meetings=(live(weekday, starts, minutes),))
    )
    overrides = []
    for number, occurrence in enumerate(schedule.occurrences(only_course(schedule))):
        planned = datetime.combine(occurrence.planned_on, starts)
        to = planned + timedelta(minutes=15 * moved[number]) if number in moved else None
        overrides.append(Override(occurrence.key, number in cancelled, to))
    wanted = [edits.Change(None, o) for o in overrides if o != Override(o.id)]
    edit = edits.edit_of("x", wanted)
    schedule = schedule.with_(edit) if edit else schedule
    if truth(schedule):
        assert_all_readers_agree(schedule)
