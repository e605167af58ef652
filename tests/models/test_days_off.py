"""Usual US days off are offered where they fall inside the term."""

from datetime import date

from companion.models.days_off import DaysOff, usual_days_off


def test_a_fall_term_is_offered_labor_day_fall_break_and_thanksgiving() -> None:
    assert usual_days_off(date(2026, 8, 31), date(2026, 12, 13)) == [
        DaysOff("labor_day", date(2026, 9, 7), date(2026, 9, 7)),
        DaysOff("fall_break", date(2026, 10, 12), date(2026, 10, 18)),
        DaysOff("thanksgiving", date(2026, 11, 23), date(2026, 11, 29)),
    ]


def test_a_winter_break_that_began_last_year_is_offered_in_january() -> None:
    found = usual_days_off(date(2027, 1, 1), date(2027, 2, 21))
    assert [entry.key for entry in found] == ["winter_break", "mlk_day"]
    assert found[0].starts_on == date(2026, 12, 24)


def test_a_holiday_on_a_weekend_is_kept_on_the_nearest_working_day() -> None:
    found = {e.key: e.starts_on for e in usual_days_off(date(2026, 6, 1), date(2027, 7, 31))}
    assert found["independence_day"] == date(2027, 7, 5)
    assert date(2026, 7, 3) in [
        e.starts_on for e in usual_days_off(date(2026, 6, 1), date(2026, 7, 31))
    ]
