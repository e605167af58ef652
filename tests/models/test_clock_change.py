"""Clock changes are found to the minute, and a shift names the place that caused it."""

from datetime import UTC, date, datetime

from companion.models.clock_change import clock_changes, shift_reason

EASTERN = "America/New_York"


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


def test_a_zone_names_both_its_changes_with_date_and_size() -> None:
    found = clock_changes(EASTERN, utc(2026, 1, 1), utc(2026, 12, 31))
    assert [(c.on, c.minutes, c.at) for c in found] == [
        (date(2026, 3, 8), 60, utc(2026, 3, 8, 7)),
        (date(2026, 11, 1), -60, utc(2026, 11, 1, 6)),
    ]


def test_a_zone_without_summer_time_has_no_change() -> None:
    assert clock_changes("Asia/Kolkata", utc(2026, 1, 1), utc(2026, 12, 31)) == ()


def test_a_change_of_half_an_hour_is_found() -> None:
    found = clock_changes("Australia/Lord_Howe", utc(2026, 4, 1), utc(2026, 4, 30))
    assert [(c.on, c.minutes) for c in found] == [(date(2026, 4, 5), -30)]


def test_only_the_course_changes_for_a_student_in_india() -> None:
    reason = shift_reason("Asia/Kolkata", EASTERN, utc(2026, 10, 27), utc(2026, 11, 4))
    assert reason is not None
    assert [(c.zone, c.on) for c in reason.changed] == [(EASTERN, date(2026, 11, 1))]
    assert (reason.other, reason.other_on) == ("Asia/Kolkata", None)


def test_the_other_change_near_by_is_named_for_a_student_in_berlin() -> None:
    reason = shift_reason("Europe/Berlin", EASTERN, utc(2026, 10, 20), utc(2026, 10, 27))
    assert reason is not None
    assert [(c.zone, c.on) for c in reason.changed] == [("Europe/Berlin", date(2026, 10, 25))]
    assert (reason.other, reason.other_on) == (EASTERN, date(2026, 11, 1))


def test_two_changes_between_two_classes_that_cancel_out_are_no_shift() -> None:
    assert shift_reason("Europe/Berlin", EASTERN, utc(2026, 10, 20), utc(2026, 11, 10)) is None


def test_the_same_zone_never_shifts() -> None:
    assert shift_reason(EASTERN, EASTERN, utc(2026, 10, 20), utc(2026, 11, 10)) is None


def test_two_changes_in_one_week_the_same_way_are_both_named() -> None:
    # Chile goes forward on 6 Sep 2026; the class before and after straddles both changes.
    reason = shift_reason("America/Santiago", EASTERN, utc(2026, 9, 1), utc(2026, 11, 4))
    assert reason is not None
    assert [c.zone for c in reason.changed] == ["America/Santiago", EASTERN]
    assert reason.other == ""
