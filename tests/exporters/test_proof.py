"""The proof before saving catches each way in which calendar files of others have been wrong."""

import re
from datetime import UTC, datetime, time

import pytest
from schedules import THANKSGIVING, activity, draft, live, schedule_of

from companion import edits
from companion.exporters.calendar_file import plan_export, render
from companion.exporters.choice import DEFAULT_KINDS, ExportChoice, ItemKind
from companion.exporters.errors import ExportFailed
from companion.exporters.proof import Expected, prove
from companion.models.meeting import Meeting


def certificate():
    """A course over both clock changes with a break, one class cancelled, one moved, and a due
    date."""
    schedule = schedule_of(draft(weeks=30, breaks=(THANKSGIVING,)))
    meeting_id = next(iter(schedule.table(Meeting)))
    moved = datetime(2026, 11, 5, 18, 30)
    for edit in (
        edits.cancel_occurrence(schedule, f"{meeting_id}:2026-10-06"),
        edits.move_occurrence(schedule, f"{meeting_id}:2026-11-03", moved),
        edits.add_activities(schedule, [activity(course_id=schedule.courses[0].id)]),
    ):
        schedule = schedule.with_(edit)
    return schedule


@pytest.fixture(scope="module")
def plan():
    return plan_export(certificate(), ExportChoice())


@pytest.fixture(scope="module")
def content(plan):
    return render(plan)[0]


def expected(plan):
    return [Expected(item.summary, item.starts_at, item.ends_at) for item in plan.items]


def test_the_file_as_written_is_proved_with_every_reader(plan):
    assert render(plan)[1] == ("zone_rules", "zone_name", "instants")


def without_zone(text: str) -> str:
    return re.sub(r"BEGIN:VTIMEZONE.*?END:VTIMEZONE\r\n", "", text, flags=re.DOTALL)


def without_daylight(text: str) -> str:
    return re.sub(r"BEGIN:DAYLIGHT.*?END:DAYLIGHT\r\n", "", text, flags=re.DOTALL)


def with_old_rule(text: str) -> str:
    return text.replace("BYDAY=2SU;BYMONTH=3", "BYDAY=1SU;BYMONTH=4")


def until_local_midnight(text: str) -> str:
    return text.replace("COUNT=31", "UNTIL=20270330T000000")


def one_class_short(text: str) -> str:
    return text.replace("COUNT=31", "COUNT=30")


def one_class_more(text: str) -> str:
    return text.replace("COUNT=31", "COUNT=32")


def hole_a_day_late(text: str) -> str:
    return text.replace("20261124T190000", "20261125T190000")


def hole_a_week_late(text: str) -> str:
    return text.replace("20261124T190000", "20261201T190000")


def no_hole(text: str) -> str:
    return re.sub(r"EXDATE[^\r]*20261006T190000\r\n", "", text)


def hole_in_utc_by_wall_clock(text: str) -> str:
    return re.sub(r"EXDATE;TZID=[^:]*:20261006T190000", "EXDATE:20261006T190000Z", text)


def floating(text: str) -> str:
    return text.replace(";TZID=America/New_York", "")


def wall_clock_as_utc(text: str) -> str:
    return re.sub(r";TZID=America/New_York:(\d{8}T\d{6})", r":\1Z", text)


def moved_class_with_another_uid(text: str) -> str:
    events = re.findall(r"BEGIN:VEVENT.*?END:VEVENT\r\n", text, re.DOTALL)
    moved = next(e for e in events if "RECURRENCE-ID" in e)
    return text.replace(moved, moved.replace("UID:", "UID:other-"))


def moved_class_named_by_its_new_time(text: str) -> str:
    return re.sub(r"(RECURRENCE-ID;TZID=[^:]*):\w+", r"\1:20261105T183000", text)


def moved_class_left_out(text: str) -> str:
    events = re.findall(r"BEGIN:VEVENT.*?END:VEVENT\r\n", text, re.DOTALL)
    return text.replace(next(e for e in events if "RECURRENCE-ID" in e), "")


def uid_used_twice(text: str) -> str:
    first = re.search(r"UID:(\S+)", text)
    return text.replace("UID:a1@test", f"UID:{first[1]}")


def ends_a_day_early(text: str) -> str:
    return text.replace(
        "DTEND;TZID=America/New_York:20260901T2020", "DTEND;TZID=Asia/Tokyo:20260902T2020"
    )


def another_title(text: str) -> str:
    return text.replace("SUMMARY:ML live class\r\n", "SUMMARY:ML class\r\n")


def cut_off(text: str) -> str:
    return text[: len(text) // 2]


def unescaped_line_end(text: str) -> str:
    return text.replace("SUMMARY:ML live", "SUMMARY:ML\r\nlive")


MUTATIONS = [
    without_zone, without_daylight, with_old_rule, until_local_midnight,
    one_class_short, one_class_more, hole_a_day_late, hole_a_week_late, no_hole,
    hole_in_utc_by_wall_clock, floating, wall_clock_as_utc, moved_class_with_another_uid,
    moved_class_named_by_its_new_time, moved_class_left_out, uid_used_twice, ends_a_day_early,
    another_title, cut_off, unescaped_line_end,
]  # fmt: skip


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda m: m.__name__)
def test_a_wrong_file_is_caught(plan, content, mutation):
    text = content.decode()
    wrong = mutation(text)
    assert wrong != text
    with pytest.raises(ExportFailed) as caught:
        prove(wrong.encode(), expected(plan))
    assert caught.value.code == "differs"


def test_a_difference_names_the_class_and_both_times(plan, content):
    wrong = content.decode().replace("20261105T183000", "20261105T193000")
    with pytest.raises(ExportFailed) as caught:
        prove(wrong.encode(), expected(plan))
    assert caught.value.values == (
        "ML live class 10",
        "2026-11-05T23:30:00+00:00",
        "2026-11-06T00:30:00+00:00",
    )


@pytest.mark.parametrize(
    "mutation", [without_zone, hole_a_day_late, until_local_midnight, floating]
)
def test_an_entry_that_cannot_be_read_at_all_is_named(plan, content, mutation):
    with pytest.raises(ExportFailed) as caught:
        prove(mutation(content.decode()).encode(), expected(plan))
    assert caught.value.values == ("ML live class", "", "")


def test_only_the_reader_of_instants_minds_the_offset_before_a_change():
    """A class on the morning of the clock change; the change set an hour count too late."""
    schedule = schedule_of(draft(weeks=30, meetings=(live(6, time(3, 30)),)))
    plan = plan_export(schedule, ExportChoice())
    wrong = render(plan)[0].replace(b"TZOFFSETFROM:-0500", b"TZOFFSETFROM:-1200")
    with pytest.raises(ExportFailed) as caught:
        prove(wrong, expected(plan))
    assert caught.value.detail.startswith("instants: ")
    assert caught.value.values[:2] == ("ML live class", "2027-03-14T07:30:00+00:00")


def test_an_entry_named_as_cancelled_is_no_class(plan, content):
    gone = "BEGIN:VEVENT\r\nUID:gone@test\r\nSUMMARY:x\r\nSTATUS:CANCELLED\r\n"
    gone += "DTSTART:20261001T100000Z\r\nDTEND:20261001T110000Z\r\nEND:VEVENT\r\n"
    text = content.decode().replace("END:VCALENDAR", gone + "END:VCALENDAR")
    prove(text.encode(), expected(plan))


def test_a_wrong_todo_is_caught():
    schedule = certificate()
    plan = plan_export(schedule, ExportChoice(kinds=frozenset({ItemKind.TODO})))
    content, _ = render(plan)
    with pytest.raises(ExportFailed):
        prove(content.replace(b"T235900", b"T225900"), expected(plan))


def test_what_the_schedule_does_not_have_is_caught(plan, content):
    with pytest.raises(ExportFailed) as caught:
        prove(content, expected(plan)[1:])
    assert caught.value.values[1] == ""
    stranger = Expected("x", datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC))
    with pytest.raises(ExportFailed) as caught:
        prove(content, [*expected(plan), stranger])
    assert caught.value.values == ("x", "2026-01-01T00:00:00+00:00", "")


def test_due_dates_and_classes_are_both_in_the_default_choice():
    assert {ItemKind.LIVE, ItemKind.DUE, ItemKind.RECITATION} == DEFAULT_KINDS
