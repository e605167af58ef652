"""Calendars of others become items; what cannot be read is skipped with its reason."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from sources import TODAY, assignment, calendar, canvas, class_event, component, event, source

from companion.formats.calendar_reader import read
from companion.models.source import ItemSort, SourceFailed


def reasons(content: bytes) -> dict[str, str]:
    return {entry.title: entry.reason for entry in source(content).skipped}


# Canvas


def test_canvas_work_names_its_course_and_a_link_that_lasts() -> None:
    (item,) = source(canvas(assignment(727858, "Lab [hard] 8-1"))).items
    assert (item.sort, item.title, item.course) == (
        ItemSort.DUE, "Lab [hard] 8-1", "26/FA CIS-616-OL01",
    )  # fmt: skip
    assert item.key == "canvas:canvas.example.edu#assignment_727858"
    assert item.link == "https://canvas.example.edu/courses/23937/assignments/727858"
    assert (item.wall, item.is_all_day, item.zone) == (datetime(2026, 10, 24), True, "")


def test_a_section_s_own_date_is_the_same_item() -> None:
    override = assignment(7, "Quiz 1 (Th9_Th10)").replace(
        "UID:event-assignment-7", "UID:event-assignment-override-916149"
    )
    (item,) = source(canvas(override)).items
    assert (item.key, item.title) == ("canvas:canvas.example.edu#assignment_7", "Quiz 1")


def test_a_class_of_canvas_holds_its_join_link() -> None:
    (item,) = source(canvas(class_event(1, "20260921T220000Z", "20260921T232000Z"))).items
    assert (item.sort, item.minutes, item.zone) == (ItemSort.SESSION, 80, "UTC")
    assert item.link == "https://cmu.zoom.us/j/90000000001?pwd=Abc.1"


def test_a_day_without_class_is_a_day_off() -> None:
    off = assignment(9, "No class\\, fall break", "20261012").replace(
        "event-assignment", "event-calendar-event"
    )
    (item,) = source(canvas(off)).items
    assert (item.sort, item.title, item.until) == (
        ItemSort.OFF, "No class, fall break", date(2026, 10, 12),
    )  # fmt: skip


# Moodle, Brightspace, Blackboard


def moodle(*events: str) -> bytes:
    return calendar(*events, prodid="-//Moodle Pty Ltd//NONSGML Moodle Version 2022112802.09//EN")


def test_moodle_says_what_is_due_in_its_title_and_folds_with_tabs() -> None:
    due = event(
        UID="5@moodle.example.org", SUMMARY="Project 3 - Graphs &amp\\; trees is due",
        DESCRIPTION="Submit here! As an\n\t archive.", DTSTART="20261020T045500Z",
        DTEND="20261020T045500Z", CATEGORIES=" CSC--310-001\\, 2026-SP ",
    )  # fmt: skip
    (item,) = source(moodle(due)).items
    assert (item.title, item.course) == ("Project 3 - Graphs & trees", "CSC--310-001, 2026-SP")
    assert item.notes == "Submit here! As an archive."


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("Quiz 2 opens", "opens"),
        ("Início de Questionário", "opens"),
        ("Essay is due to be graded", "teachers_only"),
    ],
)
def test_moodle_entries_that_are_no_work_are_told(title: str, reason: str) -> None:
    entry = event(UID="1@m", SUMMARY=title, DTSTART="20261020T045500Z", DTEND="20261020T045500Z")
    assert reasons(moodle(entry)) == {title: reason}


@pytest.mark.parametrize("tail", ["closes", "está marcado(a) para esta data", "ist fällig"])
def test_moodle_s_deadlines_are_known_in_other_languages(tail: str) -> None:
    entry = event(UID="1@m", SUMMARY=f"Quiz 2 {tail}", DTSTART="20261020T045500Z")
    assert [i.title for i in source(moodle(entry)).items] == ["Quiz 2"]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Abgabe 3 ist fällig.", "Abgabe 3"), ("Vencimiento de Tarea 1", "Tarea 1"),
        ("Se cierra Cuestionario 2", "Cuestionario 2"), ("Foro 1 está pendiente", "Foro 1"),
        ("Devoir 1 doit être rendu", "Devoir 1"), ("Tarefa 2 encerra", "Tarefa 2"),
        ("Fermeture de Test 1", "Test 1"), ("Prova (Quiz closes)", "Prova"), ("測驗 關閉", "測驗"),
    ],
)  # fmt: skip
def test_moodle_says_what_is_due_in_many_languages(title: str, name: str) -> None:
    content = moodle(event(UID="1@m", SUMMARY=title, DTSTART="20261025T215900Z"))
    assert [i.title for i in source(content).items] == [name]


@pytest.mark.parametrize(
    "title",
    ["Test beginnt", "Cuestionario 2 abre", "Apertura de Foro", "測驗啟用", "X (Quiz opens)"],
)
def test_moodle_says_what_only_opens_in_many_languages(title: str) -> None:
    content = moodle(event(UID="1@m", SUMMARY=title, DTSTART="20261025T215900Z"))
    assert reasons(content) == {title: "opens"}


def test_brightspace_names_the_course_in_its_place_and_counts_work_once() -> None:
    def entry(number: int, title: str) -> str:
        return event(
            UID=f"6606-{number}@learn.example.edu", SUMMARY=title, DTSTART="20261009T035900Z",
            DTEND="20261009T035900Z", LOCATION="Fall 2026 CHEM 1010-001 LEC",
        )  # fmt: skip

    content = calendar(
        entry(1, "Quiz 3 - Due"), entry(2, "Quiz 3 - Available"),
        entry(3, "Report - Availability Ends"), prodid="-//D2L//NONSGML v1.0//EN",
    )  # fmt: skip
    assert [(i.title, i.course) for i in source(content).items] == [
        ("Quiz 3", "Fall 2026 CHEM 1010-001 LEC"), ("Report", "Fall 2026 CHEM 1010-001 LEC"),
    ]  # fmt: skip
    assert reasons(content) == {"Quiz 3 - Available": "opens"}


def test_of_brightspace_s_end_and_due_date_the_due_date_counts() -> None:
    def entry(number: int, title: str, at: str, place: str = "NURS-2010") -> str:
        return event(UID=f"{number}@d2l", SUMMARY=title, DTSTART=at, LOCATION=place)

    content = calendar(
        entry(1, "Quiz 3 - Due", "20261009T035900Z"),
        entry(2, "Quiz 3 - Availability Ends", "20261010T035900Z"),
        entry(3, "Quiz 3 - Availability Ends", "20261011T035900Z", "NURS-2020"),
        prodid="-//D2L//NONSGML v1.0//EN",
    )
    assert [(i.title, i.course) for i in source(content).items] == [
        ("Quiz 3", "NURS-2010"), ("Quiz 3", "NURS-2020"),
    ]  # fmt: skip
    assert reasons(content) == {"Quiz 3 - Availability Ends": "closes"}


def test_brightspace_without_places_names_the_course_in_the_title() -> None:
    def entry(number: int, title: str, **more: str) -> str:
        return event(UID=f"{number}@d2l", SUMMARY=title, DTSTART="20261009T035900Z", **more)

    content = calendar(
        entry(1, "HW 5 - ENGR 13300 - Availability Starts"), entry(2, "HW 5 - ENGR 13300 - Due"),
        entry(3, "Problem Set 1 Due", LOCATION="CS 401"),
        entry(4, "Planned IT Outage", LOCATION="Example College"),
        prodid="-//D2L//Brightspace//EN", head="X-WR-CALNAME:All Courses - Example College",
    )  # fmt: skip
    assert [(i.title, i.course) for i in source(content).items] == [
        ("HW 5", "ENGR 13300"), ("Problem Set 1", "CS 401"),
    ]  # fmt: skip
    assert reasons(content) == {
        "HW 5 - ENGR 13300 - Availability Starts": "opens", "Planned IT Outage": "no_work",
    }  # fmt: skip


@pytest.mark.parametrize("field", ["LOCATION", "CATEGORIES"])
def test_blackboard_may_name_the_course_beside_the_title(field: str) -> None:
    entry = event(UID="_1001_1@bb", SUMMARY="Homework 1", DTSTART="20261020T205900Z",
                  **{field: "CS2301-1041: Data structures"})  # fmt: skip
    assert [i.course for i in source(calendar(entry, prodid="-//Blackboard//EN")).items] == [
        "CS 2301"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "is_work"), [("Midterm Exam", True), ("HW 2", True), ("Last day to withdraw", False)]
)
def test_a_whole_day_of_a_course_that_names_work_is_work(title: str, is_work: bool) -> None:
    day = event(UID="1", SUMMARY=title, **{"DTSTART;VALUE=DATE": "20261015"})
    of_course = source(calendar(day, head="X-WR-CALNAME:CS 101"))
    assert bool(of_course.items) is is_work
    assert not source(calendar(day)).items, "a day of nobody's course is no work"


def test_blackboard_s_titles_may_hold_the_course() -> None:
    content = calendar(
        event(UID="_blackboard.platform.gradebook2.GradableItem-_1_1",
              SUMMARY="BIOL-1406-001: Lab Quiz 1", DTSTART="20260918T235900Z"),
        event(UID="_blackboard.platform.gradebook2.GradableItem-_2_1",
              SUMMARY="Journal", DTSTART="20260918T235900Z"),
        prodid="-//Blackboard//EN",
    )  # fmt: skip
    assert [i.course for i in source(content).items] == ["BIOL 1406", ""]


def test_blackboard_s_changing_stamp_is_no_part_of_the_key() -> None:
    def entry(stamp: str) -> bytes:
        uid = f"{stamp}-_blackboard.platform.gradebook2.GradableItem-_2987748_1@app011"
        return calendar(
            event(UID=uid, SUMMARY="Portfolio", DTSTART="20261009T035900Z"),
            prodid="-//Blackboard//EN",
        )

    keys = {source(entry(s)).items[0].key for s in ("20260901T120000Z", "20261001T090000Z")}
    assert keys == {"blackboard:_blackboard.platform.gradebook2.GradableItem-_2987748_1"}


# Times and zones


# Plain calendars


def lecture(number: int, title: str, **more: str) -> str:
    times = {"DTSTART": "20260901T180000Z", "DTEND": "20260901T192000Z"}
    return event(UID=str(number), SUMMARY=title, **{**times, **more})


def test_courses_of_a_plain_calendar_are_found_by_codes_that_come_back() -> None:
    content = calendar(
        lecture(1, "CS 61A Lecture", RRULE="FREQ=WEEKLY;COUNT=3"), lecture(2, "CS 61A Midterm"),
        lecture(3, "MBA 6105 001 Accounting", RRULE="FREQ=WEEKLY;COUNT=2"),
        lecture(4, "Flight LH 4510"), lecture(5, "Dentist"),
        lecture(6, "Talk, room BB 204", RRULE="FREQ=WEEKLY;COUNT=2"), lecture(7, "HW 123 party"),
        lecture(8, "HW 123 party again"),
    )  # fmt: skip
    found = source(content)
    labels = {i.title: i.course for i in found.items}
    assert {title for title, label in labels.items() if not label} == {
        "Flight LH 4510", "Dentist", "Talk, room BB 204", "HW 123 party", "HW 123 party again",
    }  # fmt: skip
    assert (labels["CS 61A Midterm"], labels["MBA 6105 001 Accounting"]) == ("CS 61A", "MBA 6105")
    assert [(c.label, c.name) for c in found.courses] == [("MBA 6105", "MBA 6105 001 Accounting")]


def test_a_calendar_named_by_a_course_is_that_course_s() -> None:
    content = calendar(lecture(1, "Midterm"), head="X-WR-CALNAME:DATA 510 Fall 2026")
    assert [i.course for i in source(content).items] == ["DATA 510"]


def test_a_short_entry_that_says_it_is_due_is_work_and_a_long_one_a_class() -> None:
    half = {"DTEND": "20260901T183000Z"}
    content = calendar(
        lecture(1, "Paper due", **half), lecture(2, "Why is it due to climate?", **half),
        lecture(3, "Hackathon until the deadline"),
    )  # fmt: skip
    assert [i.sort for i in source(content).items] == [
        ItemSort.DUE, ItemSort.SESSION, ItemSort.SESSION,
    ]  # fmt: skip


def test_a_task_that_is_done_is_not_work_again() -> None:
    content = calendar(
        component("VTODO", [("UID", "1"), ("SUMMARY", "Book"), ("STATUS", "COMPLETED")])
    )
    assert reasons(content) == {"Book": "done_before"}


def test_the_page_of_a_class_is_no_way_into_it_but_a_known_meeting_is() -> None:
    page = "https://example.org/events/7"
    content = calendar(
        lecture(1, "A", URL=page), lecture(2, "B", LOCATION=page),
        lecture(3, "C", DESCRIPTION="see https://eu.bbcollab.com/guest/f0 and " + page),
    )  # fmt: skip
    assert [i.link for i in source(content).items] == ["", page, "https://eu.bbcollab.com/guest/f0"]


def test_a_day_free_of_some_classes_only_is_told_and_not_taken() -> None:
    content = calendar(
        event(UID="1", SUMMARY="No classes\\, except evening classes", **{
            "DTSTART;VALUE=DATE": "20261103"})
    )  # fmt: skip
    assert reasons(content) == {"No classes, except evening classes": "partly_off"}


def test_a_zone_is_taken_by_its_name_never_by_the_file_s_own_rules() -> None:
    wrong = "BEGIN:VTIMEZONE\nTZID:America/Toronto\nBEGIN:STANDARD\nTZOFFSETFROM:+0900\n" + (
        "TZOFFSETTO:+0900\nDTSTART:20110313T030000\nEND:STANDARD\nEND:VTIMEZONE"
    )
    entry = component("VEVENT", [
        ("UID", "1"), ("SUMMARY", "Class"), ("DTSTART;TZID=America/Toronto", "20261007T180000"),
        ("DURATION", "PT1H20M"),
    ])  # fmt: skip
    (item,) = source(calendar(wrong, entry)).items
    assert (item.wall, item.zone, item.minutes) == (
        datetime(2026, 10, 7, 18), "America/Toronto", 80,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("tzid", "zone"),
    [
        ("Eastern Standard Time", "America/New_York"),
        ('"/freeassociation.sourceforge.net/Europe/Berlin"', "Europe/Berlin"),
        ("(GMT-05:00) Eastern Time (US and Canada)", "America/New_York"),
    ],
)
def test_zones_are_found_by_other_programs_names(tzid: str, zone: str) -> None:
    name = f'"{tzid}"' if ":" in tzid else tzid
    entry = component("VEVENT", [
        ("UID", "1"), ("SUMMARY", "Class"), (f"DTSTART;TZID={name}", "20261007T180000"),
        ("DTEND;TZID=" + name, "20261007T190000"),
    ])  # fmt: skip
    assert source(calendar(entry)).items[0].zone == zone


def test_a_time_in_an_unknown_zone_is_skipped_never_guessed() -> None:
    entry = component("VEVENT", [
        ("UID", "1"), ("SUMMARY", "Class"), ("DTSTART;TZID=Mars/Olympus", "20261007T180000"),
    ])  # fmt: skip
    assert reasons(calendar(entry)) == {"Class": "unknown_zone"}


@pytest.mark.parametrize(
    ("start", "reason"),
    [
        ("20261332T250000Z", "no_time"),
        ("", "no_time"),
        ("20990102T000000Z", "far"),
    ],
)
def test_a_date_that_is_none_is_skipped(start: str, reason: str) -> None:
    entry = event(UID="1", SUMMARY="Odd", DTSTART=start)
    assert reasons(calendar(entry)) == {"Odd": reason}


# Entries that come back


def series(rule: str, start: str = "20260831T180000", **more: str) -> bytes:
    fields = {
        "UID": "s1", "SUMMARY": "Seminar", "DTSTART;TZID=America/New_York": start,
        "DURATION": "PT1H", "RRULE": rule, **more,
    }  # fmt: skip
    return calendar(component("VEVENT", fields.items()))


def days(content: bytes) -> list[str]:
    return [f"{item.wall:%m-%d}" for item in source(content).items if item.wall]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=WEEKLY;COUNT=3", ["08-31", "09-07", "09-14"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;COUNT=4", ["08-31", "09-02", "09-14", "09-16"]),
        ("FREQ=DAILY;INTERVAL=10;UNTIL=20260925T000000Z", ["08-31", "09-10", "09-20"]),
        ("FREQ=MONTHLY;BYDAY=-1MO;COUNT=3", ["08-31", "09-28", "10-26"]),
        ("FREQ=MONTHLY;BYMONTHDAY=31;COUNT=2", ["08-31", "10-31"]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=2", ["08-31", "09-30"]),
        ("FREQ=YEARLY;BYMONTH=8,9;BYDAY=MO;COUNT=3", ["08-31", "09-07", "09-14"]),
    ],
)
def test_rules_are_followed_by_the_days_of_a_window(rule: str, expected: list[str]) -> None:
    assert days(series(rule)) == expected


def test_until_counts_in_the_entry_s_own_zone() -> None:
    assert days(series("FREQ=WEEKLY;UNTIL=20260914T220000Z")) == ["08-31", "09-07", "09-14"]
    assert days(series("FREQ=WEEKLY;UNTIL=20260914T215900Z")) == ["08-31", "09-07"]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY", "FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;BYHOUR=25",
        "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;INTERVAL=99999", "FREQ=WEEKLY;BYSETPOS=400",
        "FREQ=WEEKLY;BYDAY=XX", f"FREQ=WEEKLY;BYDAY={','.join(['MO'] * 200)}", "NONSENSE",
    ],
)  # fmt: skip
def test_a_rule_that_is_not_followed_is_skipped_alone(rule: str) -> None:
    content = series(rule).replace(
        b"END:VCALENDAR",
        event(UID="2", SUMMARY="Fine", DTSTART="20261007T180000Z").encode() + b"\r\nEND:VCALENDAR",
    )
    assert reasons(content) == {"Seminar": "odd_rule"}
    assert [item.title for item in source(content).items] == ["Fine"]


def test_a_rule_without_an_end_is_followed_for_two_years_at_most() -> None:
    found = days(series("FREQ=DAILY", "20200101T180000"))
    assert len(found) <= 733
    found = source(series("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")).items
    assert len(found) == 1, "the first one, which the entry itself names"


def test_many_rules_share_one_budget() -> None:
    rules = [
        component("VEVENT", [
            ("UID", str(n)), ("SUMMARY", "S"), ("DTSTART", "20260101T180000Z"),
            ("RRULE", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"),
        ])
        for n in range(4000)
    ]  # fmt: skip
    assert {s.reason for s in source(calendar(*rules)).skipped} == {"odd_rule"}


def test_one_occurrence_may_be_moved_cancelled_or_left_out() -> None:
    moved = component("VEVENT", [
        ("UID", "s1"), ("SUMMARY", "Seminar, moved"),
        ("RECURRENCE-ID", "20260907T220000Z"), ("DTSTART", "20260908T220000Z"),
        ("DURATION", "PT2H"),
    ])  # fmt: skip
    cancelled = component("VEVENT", [
        ("UID", "s1"), ("SUMMARY", "Seminar"), ("STATUS", "CANCELLED"),
        ("RECURRENCE-ID;TZID=America/New_York", "20260914T180000"),
        ("DTSTART", "20260914T220000Z"),
    ])  # fmt: skip
    content = series(
        "FREQ=WEEKLY;COUNT=5", **{"EXDATE;TZID=America/New_York": "20260921T180000"}
    ).replace(b"END:VCALENDAR", f"{moved}\r\n{cancelled}\r\nEND:VCALENDAR".encode())
    found = [(f"{i.wall:%m-%d}", i.title) for i in source(content).items]
    assert found == [("08-31", "Seminar"), ("09-08", "Seminar, moved"), ("09-28", "Seminar")]
    assert reasons(content) == {"Seminar": "cancelled"}


# Keys


def test_an_entry_told_twice_counts_once_and_another_of_its_uid_is_another() -> None:
    one = event(UID="1", SUMMARY="Quiz", DTSTART="20261007T180000Z")
    other = event(UID="1", SUMMARY="Essay", DTSTART="20261008T180000Z")
    found = source(calendar(one, one, other))
    assert [i.key for i in found.items] == ["calendar:1", "calendar:1#2"]
    assert [s.reason for s in found.skipped] == ["twice"]


def test_entries_without_a_uid_are_known_by_their_title() -> None:
    (first,) = source(calendar(event(SUMMARY="Quiz", DTSTART="20261007T180000Z"))).items
    (later,) = source(calendar(event(SUMMARY="Quiz", DTSTART="20261009T180000Z"))).items
    assert first.key == later.key


# Files that are not whole, or no calendar


def test_a_file_that_is_cut_off_gives_what_it_has_and_says_so() -> None:
    whole = canvas(assignment(1, "One"), assignment(2, "Two"))
    found = source(whole[: whole.index(b"END:VCALENDAR")])
    assert len(found.items) == 2
    assert [s.reason for s in found.skipped] == ["cut_off"]
    with pytest.raises(SourceFailed, match="calendar_cut"):
        source(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")


@pytest.mark.parametrize(
    "change",
    [
        lambda c: b"\xef\xbb\xbf" + c,
        lambda c: c.replace(b"\r\n", b"\n"),
        lambda c: c.decode().encode("utf-16"),
        lambda c: c.replace(b"SUMMARY:Un", b"SUMMARY:U\r\n n"),
        lambda c: c.replace("ü".encode(), "ü".encode()[:1] + b"\r\n " + "ü".encode()[1:]),
        lambda c: c.replace("ü".encode(), b"\xfc"),
    ],
)
def test_other_encodings_line_ends_and_folds_read_the_same(change) -> None:  # type: ignore[no-untyped-def]
    plain = canvas(assignment(1, "Unter Brücken"))
    assert source(change(plain)).items == source(plain).items


def test_titles_show_nothing_hidden_and_descriptions_are_text() -> None:
    entry = assignment(1, "Quiz \u202e1\u200b <b>bold</b>", DESCRIPTION="<p>Read<br>this</p>")
    (item,) = source(canvas(entry)).items
    assert item.title == "Quiz 1\u200b <b>bold</b>"
    assert item.notes == "Read\nthis"


def test_a_feed_with_too_many_entries_is_refused() -> None:
    entries = "\r\n".join(
        f"BEGIN:VEVENT\r\nUID:{n}\r\nSUMMARY:Q\r\nDTSTART:20261007T180000Z\r\nEND:VEVENT"
        for n in range(20_001)
    )
    with pytest.raises(SourceFailed, match="source_many"):
        read(f"BEGIN:VCALENDAR\r\n{entries}\r\nEND:VCALENDAR\r\n".encode(), TODAY)


def test_nesting_without_end_is_refused() -> None:
    with pytest.raises(SourceFailed, match="source_deep"):
        read(b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 1000, TODAY)


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "https://a@b.c/"])
def test_links_that_break_the_rules_are_dropped(link: str) -> None:
    entry = event(UID="1", SUMMARY="Quiz", DTSTART="20261007T180000Z", URL=link)
    assert source(calendar(entry)).items[0].link == ""
