"""What of anybody's calendar keeps its owner busy, and what does not."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sources import TODAY, calendar, component, event

from companion.formats.busy_reader import read_busy
from companion.models.busy_calendar import spans_between
from companion.models.busy_source import BusySource, busy_from_json, busy_line, busy_to_json
from companion.models.import_limits import MAX_ITEMS
from companion.models.source import SourceFailed
from companion.wording import IMPORT, REASONS

BERLIN = "Europe/Berlin"
TIMED = {"SUMMARY": "Stand-up", "DTSTART": "20261027T140000Z", "DTEND": "20261027T150000Z"}
DAY = [("SUMMARY", "Off"), ("DTSTART;VALUE=DATE", "20261027"), ("DTEND;VALUE=DATE", "20261029")]


def busy(*components: str, head: str = "") -> BusySource:
    return read_busy(calendar(*components, head=head), TODAY)


def spans(found: BusySource, day: date, days: int = 1, home: str = BERLIN) -> list[str]:
    start = datetime.combine(day, datetime.min.time(), ZoneInfo("UTC"))
    zone = ZoneInfo(home)
    return [
        f"{s.astimezone(zone):%d %H:%M}-{e.astimezone(zone):%d %H:%M} {title}".strip()
        for _, s, e, title in spans_between(found.lines, start, start + timedelta(days), home)
    ]


def test_a_timed_entry_takes_its_time_where_the_student_is() -> None:
    assert spans(busy(event(**TIMED)), TODAY) == ["27 15:00-27 16:00 Stand-up"]


@pytest.mark.parametrize(
    ("more", "is_busy"),
    [
        ({}, True),
        ({"TRANSP": "OPAQUE"}, True),
        ({"TRANSP": "TRANSPARENT"}, False),
        ({"X-MICROSOFT-CDO-BUSYSTATUS": "FREE"}, False),
        ({"X-MICROSOFT-CDO-BUSYSTATUS": "WORKINGELSEWHERE"}, False),
        ({"X-MICROSOFT-CDO-BUSYSTATUS": "TENTATIVE"}, True),
        ({"X-MICROSOFT-CDO-BUSYSTATUS": "OOF", "TRANSP": "TRANSPARENT"}, True),
        ({"STATUS": "TENTATIVE"}, True),
        ({"STATUS": "CANCELLED"}, False),
    ],
)
def test_an_entry_is_busy_or_free_as_it_says(more: dict[str, str], is_busy: bool) -> None:
    found = busy(event(**TIMED, **more))
    assert bool(found.lines) is is_busy
    assert found.free == (not is_busy)
    assert found.skipped == ()


def test_an_invitation_that_its_owner_declined_takes_no_time() -> None:
    said = component("VEVENT", [*TIMED.items(), ("ATTENDEE;PARTSTAT=DECLINED", "mailto:Ada@x.org")])
    assert busy(said, head="X-WR-CALNAME:ada@x.org").lines == ()
    assert busy(said, head="X-WR-CALNAME:bob@x.org").lines != ()


def test_whole_days_take_time_only_where_they_say_so() -> None:
    assert busy(component("VEVENT", DAY)).lines == ()
    found = busy(component("VEVENT", [*DAY, ("TRANSP", "OPAQUE")]))
    assert spans(found, TODAY, 2) == ["27 00:00-28 00:00 Off", "28 00:00-29 00:00 Off"]


def test_a_whole_day_is_the_student_s_wherever_she_is_and_as_long_as_that_day() -> None:
    fields = [("DTSTART;VALUE=DATE", "20261025"), ("TRANSP", "OPAQUE")]
    (line,) = busy(component("VEVENT", fields)).lines
    for home, hours in ((BERLIN, 25), ("Asia/Kolkata", 24)):
        ((_, start, end, _),) = spans_between(
            [line], datetime(2026, 10, 25, tzinfo=ZoneInfo(home)).astimezone(ZoneInfo("UTC")),
            datetime(2026, 10, 25, 12, tzinfo=ZoneInfo("UTC")), home,
        )  # fmt: skip
        assert end - start == timedelta(hours=hours)
        assert start.astimezone(ZoneInfo(home)).hour == 0


def test_an_entry_without_a_length_or_of_a_task_takes_no_time() -> None:
    assert busy(event(DTSTART="20261027T140000Z")).lines == ()
    assert busy(component("VTODO", [("DUE", "20261027T140000Z")])).lines == ()


def test_a_series_keeps_its_clock_time_with_its_exceptions() -> None:
    zone = f";TZID={BERLIN}"
    series = component("VEVENT", [
        ("UID", "s"), ("SUMMARY", "Choir"), (f"DTSTART{zone}", "20261020T190000"),
        ("DURATION", "PT1H30M"), ("RRULE", "FREQ=WEEKLY;COUNT=4"),
        (f"EXDATE{zone}", "20261103T190000"), (f"RDATE{zone}", "20261029T190000"),
    ])  # fmt: skip
    moved = component("VEVENT", [
        ("UID", "s"), ("SUMMARY", "Choir, late"), (f"RECURRENCE-ID{zone}", "20261110T190000"),
        (f"DTSTART{zone}", "20261110T200000"), ("DURATION", "PT1H"),
    ])  # fmt: skip
    assert spans(busy(series, moved), date(2026, 10, 19), 28) == [
        "20 19:00-20 20:30 Choir",
        "27 19:00-27 20:30 Choir",
        "29 19:00-29 20:30 Choir",
        "10 20:00-10 21:00 Choir, late",
    ]


def test_one_day_of_a_series_that_is_free_or_called_off_takes_no_time() -> None:
    series = component("VEVENT", [
        ("UID", "s"), ("DTSTART", "20261027T140000Z"), ("DURATION", "PT1H"),
        ("RRULE", "FREQ=DAILY;COUNT=3"),
    ])  # fmt: skip
    others = [
        component("VEVENT", [
            ("UID", "s"), ("RECURRENCE-ID", f"2026102{day}T140000Z"),
            ("DTSTART", f"2026102{day}T140000Z"), ("DURATION", "PT1H"), how,
        ])
        for day, how in ((8, ("TRANSP", "TRANSPARENT")), (9, ("STATUS", "CANCELLED")))
    ]  # fmt: skip
    assert len(busy(series, *others).lines) == 1


def test_free_busy_files_are_read() -> None:
    found = busy(component("VFREEBUSY", [
        ("FREEBUSY", "20261027T080000Z/PT1H,20261027T120000Z/20261027T133000Z"),
        ("FREEBUSY;FBTYPE=BUSY-TENTATIVE", "20261027T150000Z/PT30M"),
        ("FREEBUSY;FBTYPE=FREE", "20261027T170000Z/PT1H"),
        ("FREEBUSY", "tomorrow/PT1H"),
    ]))  # fmt: skip
    assert spans(found, TODAY) == ["27 09:00-27 10:00", "27 13:00-27 14:30", "27 16:00-27 16:30"]
    assert (found.free, [entry.reason for entry in found.skipped]) == (1, ["no_time"])


def test_a_rule_that_never_ends_fills_the_time_that_is_kept_and_no_more() -> None:
    found = busy(event(DTSTART="20100101T080000Z", DURATION="PT1H", RRULE="FREQ=DAILY"))
    first, last = found.lines[0][:8], found.lines[-1][:8]
    assert first >= "20260427"
    assert last <= "20271029"
    assert 365 < len(found.lines) < 600


def test_what_takes_weeks_is_kept_whole_in_parts() -> None:
    found = busy(event(DTSTART="20261001T120000Z", DTEND="20261025T120000Z", SUMMARY="Trek"))
    assert spans(found, date(2026, 10, 24)) == ["22 14:00-25 13:00 Trek"]
    assert len(found.lines) > 1


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"DTSTART;TZID=Nowhere/Else": "20261027T140000", "DURATION": "PT1H"}, "unknown_zone"),
        ({"DTSTART": "yesterday"}, "no_time"),
        ({"DTSTART": "20261027T140000Z", "RRULE": "FREQ=DAILY;INTERVAL=0"}, "odd_rule"),
        ({"DTSTART": "20261027T140000Z", "RRULE": "FREQ=SECONDLY"}, "odd_rule"),
    ],
)
def test_one_bad_entry_is_told_and_the_others_are_read(fields: dict[str, str], reason: str) -> None:
    found = busy(component("VEVENT", fields.items()), event(**TIMED))
    assert len(found.lines) == 1
    assert [entry.reason for entry in found.skipped] == [reason]
    assert reason in REASONS


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTA", "calendar_cut"),
        (b"", "calendar_none"),
        (b"BEGIN:VCALENDAR\r\n" * 30, "source_deep"),
    ],
)
def test_a_broken_calendar_is_one_sentence(content: bytes, code: str) -> None:
    with pytest.raises(SourceFailed) as failure:
        read_busy(content, TODAY)
    assert failure.value.code == code
    assert IMPORT[code].endswith(".")


def test_more_than_is_kept_is_refused_whole() -> None:
    daily = [
        event(DTSTART=f"20261001T{n % 24:02}{n // 24:02}00Z", DURATION="PT1M", RRULE="FREQ=DAILY")
        for n in range(MAX_ITEMS // 300)
    ]
    with pytest.raises(SourceFailed) as failure:
        busy(*daily)
    assert failure.value.code == "source_many"


def test_what_the_reading_process_says_is_checked() -> None:
    found = BusySource("Work", (busy_line(datetime(2026, 10, 27, 9), 60, BERLIN, "a"),), 3)
    assert busy_from_json(busy_to_json(found)) == found
    for line in ("", "202610270900\t0\t\t", "202613270900\t60\t\t", "202610270900\t60\tNo/Zone\t",
                 "202610270900\t60\t\ta\tb", "202610270900\t60\t../../etc\ta"):  # fmt: skip
        with pytest.raises(ValueError, match="no "):
            busy_from_json(busy_to_json(found._replace(lines=(line,))).replace("No/Zone", "no x"))
