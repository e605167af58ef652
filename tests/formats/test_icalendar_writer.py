"""The bytes of a calendar file: form, text, alarms, to-dos."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject
from calendar_readers import lines_of
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar

from companion.formats.icalendar_writer import Entry, Stamp, Todo, TodoState, calendar_bytes
from companion.formats.plain_text import clean_line, clean_text

NEW_YORK = ZoneInfo("America/New_York")
AT = datetime(2026, 9, 1, 18, 30, tzinfo=NEW_YORK)
ENTRY = Entry("u1@test", "ML live class", AT, AT + timedelta(minutes=80))
SCRIPTS = (
    "Einführung; ins, \\Lernen",
    "Введение в машинное обучение",
    "机器学习导论：正则化",  # noqa: RUF001  the colon of Chinese
    "مقدمة في التعلم الآلي، الجزء ١",  # noqa: RUF001  a digit of Arabic
    "מבוא ללמידת מכונה",
    "機械学習入門「正則化」",
    "기계 학습 입문",
    "यंत्र अधिगम परिचय क्षत्रिय",
    "ภาษาไทยไม่มีเว้นวรรค",
    "👩‍🏫 🏳️‍🌈 👨‍👩‍👧‍👦",
)


def written(item: Entry | Todo, name: str = "ML") -> bytes:
    return calendar_bytes(name, [item])


def summary_of(content: bytes) -> str:
    return str(Calendar.from_ical(content).walk("VEVENT")[0]["SUMMARY"])


def test_a_file_is_one_published_calendar_with_its_zones_first():
    lines = lines_of(written(ENTRY))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert lines.count("BEGIN:VCALENDAR") == 1
    assert {"VERSION:2.0", "METHOD:PUBLISH", "PRODID:-//Companion//Companion//EN"} < set(lines)
    assert lines.index("END:VTIMEZONE") < lines.index("BEGIN:VEVENT")


def test_each_zone_used_is_written_once_and_utc_needs_none():
    berlin = AT.astimezone(ZoneInfo("Europe/Berlin"))
    items = [
        ENTRY,
        ENTRY._replace(uid="u2@test"),
        Entry("u3@test", "x", berlin, berlin + timedelta(hours=1)),
        Entry("u4@test", "x", AT.astimezone(UTC), AT.astimezone(UTC) + timedelta(hours=1)),
    ]
    lines = lines_of(calendar_bytes("x", items))
    zones = [line for line in lines if line.startswith("TZID:")]
    assert zones == ["TZID:America/New_York", "TZID:Europe/Berlin"]


def test_lines_end_in_crlf_and_no_line_is_longer_than_75_octets():
    content = written(ENTRY._replace(summary="é" * 300, description="\n".join(SCRIPTS)))
    assert content.endswith(b"\r\n")
    lines = content.split(b"\r\n")
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert max(len(line) for line in lines) <= 75
    for line in lines:
        line.decode()  # no fold cuts a character in two


@pytest.mark.parametrize("text", SCRIPTS)
def test_every_script_comes_back_as_it_was(text):
    content = written(ENTRY._replace(summary=text, description=text * 9, category=text))
    event = Calendar.from_ical(content).walk("VEVENT")[0]
    assert str(event["SUMMARY"]) == text
    assert str(event["DESCRIPTION"]) == text * 9
    assert event["CATEGORIES"].cats == [text]
    assert vobject.readOne(content.decode()).vevent.summary.value == text


@given(st.text(max_size=300))
@example("\\N")
@example("\\Newton, \\n; \\\\N")
def test_any_text_gives_a_file_that_comes_back_clean(text):
    content = written(ENTRY._replace(summary=text, description=text), name=text)
    assert summary_of(content) == clean_line(text)
    assert not any(b < 32 and b not in (10, 13) for b in content)
    name = next(line for line in lines_of(content) if line.startswith("X-WR-CALNAME:"))
    assert re.sub(r"\\(.)", r"\1", name.removeprefix("X-WR-CALNAME:")) == clean_line(text)


def test_control_characters_go_and_line_ends_become_one_kind():
    assert clean_text("a\x00b\x07c\r\nd\u2028e\x85f\rg\x7f\ufeff\ud800") == "abc\nd\ne\nf\ng"
    assert clean_line(" two\n\nlines\tand a tab ") == "two lines and a tab"
    assert clean_text("e\u0301") == "é"


def test_a_calendar_name_is_escaped_and_given_for_old_and_new_readers():
    lines = lines_of(written(ENTRY, "Intro, to; \\Systems\nx"))
    assert "NAME:Intro\\, to\\; \\\\Systems x" in lines
    assert "X-WR-CALNAME:Intro\\, to\\; \\\\Systems x" in lines


def test_properties_come_before_alarms():
    lines = lines_of(written(ENTRY._replace(reminders=(timedelta(minutes=15), timedelta(days=1)))))
    event = lines[lines.index("BEGIN:VEVENT") :]
    first = event.index("BEGIN:VALARM")
    between = [n for n, line in enumerate(event) if line.startswith(("URL", "TRANSP", "UID"))]
    assert max(between) < first
    assert [line for line in event if line.startswith("TRIGGER")] == [
        "TRIGGER:-PT15M",
        "TRIGGER:-P1D",
    ]
    assert event[first:].count("DESCRIPTION:ML live class") == 2


def test_a_link_stands_where_programs_look_for_it_and_only_if_it_is_one():
    link = "https://cmu.zoom.us/j/1?pwd=a,b;c"
    lines = lines_of(written(ENTRY._replace(link=link, location=link)))
    assert f"URL:{link}" in lines
    assert "LOCATION:https://cmu.zoom.us/j/1?pwd=a\\,b\\;c" in lines
    assert not any(line.startswith("URL") for line in lines_of(written(ENTRY._replace(link="x y"))))
    blank = lines_of(written(ENTRY._replace(link="https://a.org/x y")))
    assert "URL:https://a.org/x%20y" in blank


def test_a_place_too_long_for_outlook_is_left_out():
    long = "https://example.org/" + "a" * 300
    lines = lines_of(written(ENTRY._replace(link=long, location=long)))
    assert not any(line.startswith("LOCATION") for line in lines)
    assert any(line.startswith("URL") for line in lines)


def test_a_class_is_busy_and_a_deadline_is_not():
    assert "TRANSP:OPAQUE" in lines_of(written(ENTRY))
    assert "TRANSP:TRANSPARENT" in lines_of(written(ENTRY._replace(is_busy=False)))


def test_a_changed_entry_says_how_often_and_when():
    at = datetime(2026, 10, 1, 12, tzinfo=UTC)
    lines = lines_of(written(ENTRY._replace(stamp=Stamp(3, at))))
    stamps = {"SEQUENCE:3", "LAST-MODIFIED:20261001T120000Z", "DTSTAMP:20261001T120000Z"}
    assert stamps < set(lines)
    assert "SEQUENCE:0" in lines_of(written(ENTRY))


def test_a_done_todo_says_so_and_its_alarm_counts_from_the_deadline():
    done_at = datetime(2026, 9, 1, 12, 0, 0, 5, tzinfo=UTC)
    todo = Todo("t1@test", "Quiz", AT, is_important=True, reminders=(timedelta(hours=3),))
    lines = lines_of(written(todo))
    assert "DUE;TZID=America/New_York:20260901T183000" in lines
    assert {"TRIGGER;RELATED=END:-PT3H", "PRIORITY:1", "STATUS:NEEDS-ACTION"} < set(lines)
    done = lines_of(written(todo._replace(state=TodoState("COMPLETED", 100, done_at))))
    expected = {"STATUS:COMPLETED", "PERCENT-COMPLETE:100", "COMPLETED:20260901T120000Z"}
    assert expected < set(done)


def test_a_todo_without_a_date_has_no_alarm():
    lines = lines_of(written(Todo("t1@test", "Quiz", None, reminders=(timedelta(hours=3),))))
    assert "BEGIN:VALARM" not in lines


def test_a_zone_level_with_utc_keeps_its_name():
    accra = AT.astimezone(ZoneInfo("Africa/Accra"))
    lines = lines_of(written(Entry("u@test", "x", accra, accra + timedelta(hours=1))))
    assert "DTSTART;TZID=Africa/Accra:20260901T223000" in lines


def test_the_same_values_give_the_same_bytes():
    assert written(ENTRY) == written(ENTRY)
    assert b"DTSTAMP:20240101T000000Z" in written(ENTRY)
