"""Zoom invitations: each layout fills what it holds, and nothing is guessed."""

from __future__ import annotations

import time
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.formats.zoom_invitation import Invitation, read_invitation
from companion.formats.zoom_times import Repeats, zone_named

SAMPLES = Path(__file__).parents[1] / "fixtures" / "invitations"
EASTERN = ("America/New_York", "Eastern Time (US and Canada)")
ROOM = "https://example.zoom.us/j/91111111111"
EXPECTED = {
    "scheduled.txt": Invitation(
        "https://example.zoom.us/j/91111111111?pwd=QWJjRGVmR2hpSmtsTW5vUHFyU3R1VlZ09",
        "91111111111", "482913", "Introduction to Testing", datetime(2026, 9, 1, 18, 30), *EASTERN,
    ),
    "weekly.txt": Invitation(
        "https://zoom.us/j/900000101", "900000101", "", "Testing in the Large",
        datetime(2026, 10, 13, 10), "America/Los_Angeles", "Pacific Time (US and Canada)",
        Repeats((1,), 1, date(2026, 11, 17), 6),
    ),
    "two-days.txt": Invitation(
        "https://us06web.zoom.us/j/81111111112?pwd=ExampleExampleExampleExampleEx.1",
        "81111111112", "7Yabc2", "Two Days a Week", datetime(2026, 9, 14, 16),
        "America/Chicago", "Central Time (US and Canada)",
        Repeats((0, 3), 1, date(2026, 10, 1), 6),
    ),
    "older.txt": Invitation(
        "https://example.zoom.us/j/900000103?pwd=T0xERVI9", "900000103", "654321", "Section B",
        datetime(2020, 4, 16, 17, 30), "Europe/London", "London",
        Repeats((3,), 1, date(2020, 6, 4), 8),
    ),
    "bulleted.txt": Invitation(
        "https://example.zoom.us/j/91111111114?pwd=NewTokenNewTokenNewToken.1", "91111111114",
        "a-1_B@", "Office Hours", datetime(2026, 10, 6, 14), "Asia/Kolkata",
        "Mumbai, Kolkata, New Delhi", Repeats((1,), 2, date(2026, 11, 17), 4),
    ),
    "addon.html": Invitation(
        "https://example.zoom.us/j/91111111115?pwd=Token.1&from=addon", "91111111115", "314159"
    ),
    "syllabus.md": Invitation("https://example.zoom.us/j/91111111116", "91111111116"),
    "rails.txt": Invitation(
        "https://example.zoom.us/j/91111111117?pwd=Token.1", "91111111117", "271828"
    ),
    "webinar-pt.txt": Invitation(
        "https://us02web.zoom.us/w/81111111118?tk=EXAMPLEtk.1&pwd=EXAMPLE&uuid=WN_EXAMPLE",
        "81111111118", "909090", "Provas e testes",
    ),
    "one-line.txt": Invitation(
        "https://example.zoom.us/j/91111111119?pwd=Token.1", "91111111119", "123987",
        "Flattened by a mail program", datetime(2026, 10, 6, 14), *EASTERN,
    ),
}  # fmt: skip


def test_every_sample_is_expected() -> None:
    assert {path.name for path in SAMPLES.iterdir()} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_each_layout_gives_what_it_holds_and_no_more(name: str) -> None:
    assert read_invitation((SAMPLES / name).read_text(encoding="utf-8")) == EXPECTED[name]


@pytest.mark.parametrize("name", [n for n in EXPECTED if n.endswith(".txt")])
def test_quoted_and_with_windows_line_ends_it_is_the_same(name: str) -> None:
    text = (SAMPLES / name).read_text(encoding="utf-8")
    quoted = "\r\n".join(f"> {line}" for line in text.splitlines())
    assert read_invitation(quoted) == EXPECTED[name]


# Links


@pytest.mark.parametrize(
    ("text", "link", "number"),
    [
        (f"{ROOM}?pwd=abc09", f"{ROOM}?pwd=abc09", "91111111111"),
        ("https://example.zoom.us/j/4700000152?pwd=abc.1",) * 2 + ("4700000152",),
        ("https://example.zoom.us/j/7800000225?omn=96900000510",) * 2 + ("7800000225",),
        (f"See {ROOM}.", ROOM, "91111111111"),
        (f"({ROOM}), or by phone", ROOM, "91111111111"),
        ("example.zoom.us/j/91111111111", ROOM, "91111111111"),
        ("http://example.zoom.us/j/91111111111", ROOM, "91111111111"),
        ("HTTPS://EXAMPLE.zoom.us/j/91111111111", ROOM, "91111111111"),
        (f"https://www.google.com/url?q={ROOM}&sa=D&source=calendar", ROOM, "91111111111"),
        (
            "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.zoom.us"
            "%2Fj%2F91111111111&data=05",
            ROOM,
            "91111111111",
        ),
        ("https://example.zoom.us/my/ada.example",) * 2 + ("",),
        ("https://example.zoom.us/wc/join/91111111111",) * 2 + ("91111111111",),
        ("https://example.zoomgov.com/j/1600000001",) * 2 + ("1600000001",),
    ],
)
def test_a_bare_link_is_enough(text: str, link: str, number: str) -> None:
    found = read_invitation(text)
    assert (found.link, found.meeting_id) == (link, number)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Lunch at noon?",
        "https://example.zoom.us/u/abCdEf",
        "https://zoom.us/meeting/tEXAMPLE0001/ics?icsToken=x",
        "https://example.zoom.us/meetings/91111111111/invitations",
        "https://example.zoom.us/lti/rich",
        "https://zoom.us.evil.example/j/91111111111",
        "https://evilzoom.us/j/91111111111",
        "https://example.org/j/91111111111",
        "https://zoom.us@evil.example/j/91111111111",
        "https://www.google.com/url?q=https://evil.example/zoom.us/j/91111111111",
        "javascript:location='https://zoom.us'",
        "zoommtg://zoom.us/join?confno=91111111111",
        "ftp://zoom.us/j/91111111111",
        "evil.example/zoom.us/j/91111111111",
        "user@zoom.us/j/91111111111",
        "https://zoom.us/j/12345678",
        "https://zoom.us/j/123456789012",
    ],
)
def test_what_is_no_way_in_gives_no_link(text: str) -> None:
    assert read_invitation(text).link == ""


def test_a_recording_is_told_apart_from_a_way_in() -> None:
    video = "https://example.zoom.us/rec/share/AbC.dEf"
    assert read_invitation(video) == Invitation(recording=video)


def test_of_several_meetings_none_is_chosen() -> None:
    second = "https://example.zoom.us/j/92222222222"
    found = read_invitation(f"{ROOM}\nPasscode: 123456\nor {second}")
    assert found == Invitation(others=(ROOM, second))


def test_of_several_the_one_behind_the_heading_or_named_by_its_number_is_chosen() -> None:
    other = "https://example.zoom.us/j/92222222222"
    found = read_invitation(f"Last time {other}\nJoin Zoom Meeting\n{ROOM}\n")
    assert (found.link, found.others) == (ROOM, (other,))
    found = read_invitation(f"{other} {ROOM}\nMeeting ID: 911 1111 1111")
    assert (found.link, found.others) == (ROOM, (other,))


def test_links_to_one_meeting_are_one_and_the_plainest_with_its_token_wins() -> None:
    text = f"https://example.zoom.us/wc/join/91111111111 {ROOM} {ROOM}?pwd=abc.1"
    assert read_invitation(text) == Invitation(f"{ROOM}?pwd=abc.1", "91111111111")


def test_a_webinar_link_is_the_students_own() -> None:
    assert EXPECTED["webinar-pt.txt"].is_personal
    assert not EXPECTED["scheduled.txt"].is_personal


# Passcodes and numbers


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Passcode: 123456", "123456"),
        ("Passcode : 123456", "123456"),
        ("Passcode: 482 913", "482 913"),
        ("Meeting Password: aB3-_*@!", "aB3-_*@!"),
        ("Kenncode: 123456 (Groß- und Kleinschreibung)", "123456"),
        ("Passcode: see Canvas", ""),
        ("Passcode: none", ""),
        ("Passcode: TBA.", ""),
        ("Passcode:", ""),
        ("Passcode: " + "9" * 33, ""),
        ("See Canvas for passcode.", ""),
        (f"Passcode: {ROOM}", ""),
    ],
)
def test_a_passcode_is_taken_as_written_or_not_at_all(line: str, code: str) -> None:
    assert read_invitation(f"{ROOM}\n{line}\n").passcode == code


def test_a_code_before_the_link_counts_where_it_is_the_only_one() -> None:
    assert read_invitation(f"Passcode: 123456\n{ROOM}").passcode == "123456"
    assert read_invitation(f"Passcode: 123456\nPasscode: 777\n{ROOM}").passcode == ""


def test_the_code_of_a_room_system_is_never_the_meetings() -> None:
    text = f"{ROOM}\nJoin by H.323\nMeeting ID: 999 8888 7777\nPasscode: 55555555"
    assert read_invitation(text).passcode == ""


def test_phone_lines_are_no_numbers() -> None:
    text = "One tap mobile\n+15550100001,,91111111111#\nMeeting ID: 911 1111 1111"
    assert read_invitation(text) == Invitation()


def test_without_a_link_the_number_and_the_code_are_told() -> None:
    found = read_invitation("Meeting ID: 911 1111 1111\nPasscode: 123456")
    assert found == Invitation(meeting_id="91111111111", passcode="123456")


# Topic and time


@pytest.mark.parametrize(
    ("line", "starts"),
    [
        ("Time: Oct 6, 2026 02:00 PM Eastern Time (US and Canada)", datetime(2026, 10, 6, 14)),
        ("Time: October 6, 2026, 14:00 Eastern Time (US and Canada)", datetime(2026, 10, 6, 14)),
        ("Time: Tue, Oct 6, 2026 2:00 p.m. Rome", datetime(2026, 10, 6, 14)),
        ("Time: Oct 6, 2026 12:05 AM Rome", datetime(2026, 10, 6, 0, 5)),
        ("Time: This is a recurring meeting Meet anytime", None),
        ("Time: Feb 30, 2026 02:00 PM Rome", None),
        ("Time: Oct 6, 2026 25:00 Rome", None),
        ("Time: Foo 6, 2026 02:00 PM Rome", None),
        ("Time: 6/10/2026 14:00", None),
    ],
)
def test_a_time_is_read_as_written_or_not_at_all(line: str, starts: datetime | None) -> None:
    assert read_invitation(f"Topic: X\n{line}\n").starts == starts


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("Eastern Time (US and Canada)", "America/New_York"),
        ("(GMT-05:00) Eastern Time (US and Canada)", "America/New_York"),
        ("Jakarta", "Asia/Jakarta"),
        ("Canberra, Melbourne, Sydney", "Australia/Sydney"),
        ("Atlantis", ""),
        ("EST", ""),
        ("", ""),
        ("../../etc/passwd", ""),
    ],
)
def test_a_zone_is_known_by_its_name_or_left_open(name: str, zone: str) -> None:
    assert zone_named(name) == zone


def test_an_unknown_zone_is_kept_as_written() -> None:
    found = read_invitation("Time: Oct 6, 2026 02:00 PM Middle Earth")
    assert (found.zone, found.zone_name) == ("", "Middle Earth")


@pytest.mark.parametrize(
    ("line", "repeats"),
    [
        ("Every day, until Oct 10, 2026, 5 occurrence(s)", Repeats((), 1, date(2026, 10, 10), 5)),
        ("Every week on Mon, Wed, Fri, 9 occurrence(s)", Repeats((0, 2, 4), 1, None, 9)),
        ("Every week on Tuesday", Repeats((1,))),
        ("Every month on the 6 of the month, until Dec 6, 2026, 3 occurrence(s)", None),
        ("Every week", None),
    ],
)
def test_how_it_comes_back_is_read(line: str, repeats: Repeats | None) -> None:
    text = f"Time: Oct 6, 2026 02:00 PM Rome\n        {line}\n"
    assert read_invitation(text).repeats == repeats


OTHER_LANGUAGES = {
    "Zeit: 1. Sep. 2026 06:30 PM Amsterdam, Berlin, Rom, Stockholm, Wien\n"
    "   Jede Woche am Di, Do, bis 15. Dez. 2026, 31 Vorkommen": (
        datetime(2026, 9, 1, 18, 30), "Europe/Amsterdam",
        Repeats((1, 3), 1, date(2026, 12, 15), 31),
    ),
    "Hora: 7 sept 2026 06:00 p. m. Bogotá\n"
    "   Todas las semanas el Lun, hasta 7 dic 2026, 14 aparición(es)": (
        datetime(2026, 9, 7, 18), "America/Bogota", Repeats((0,), 1, date(2026, 12, 7), 14),
    ),
    "Horário: 7 set. 2026 07:00 PM São Paulo\n"
    "   Toda semana na Seg., Qua., até 7 dez. 2026, 27 ocorrência(s)": (
        datetime(2026, 9, 7, 19), "America/Sao_Paulo", Repeats((0, 2), 1, date(2026, 12, 7), 27),
    ),
    "Heure : 8 sept. 2026 18:30 Heure de l’Est (États-Unis et Canada)\n"
    "   Chaque semaine le Mar, jusqu'au 8 déc. 2026, 14 occurrence(s)": (
        datetime(2026, 9, 8, 18, 30), "America/New_York", Repeats((1,), 1, date(2026, 12, 8), 14),
    ),
    "Ora: 8 set 2026 06:30 PM Roma\n   Ogni settimana di Mar, fino al 6 ott 2026, 5 occorrenze": (
        datetime(2026, 9, 8, 18, 30), "Europe/Rome", Repeats((1,), 1, date(2026, 10, 6), 5),
    ),
    "時刻: 2026年9月8日 07:00 PM 大阪、札幌、東京": (datetime(2026, 9, 8, 19), "Asia/Tokyo", None),
    "时间: 2026年9月8日 07:00 下午 北京，上海": (  # noqa: RUF001  # as Zoom writes it
        datetime(2026, 9, 8, 19), "Asia/Shanghai", None,
    ),
}  # fmt: skip


@pytest.mark.parametrize("text", OTHER_LANGUAGES)
def test_other_languages_tell_the_same(text: str) -> None:
    found = read_invitation(f"{text}\n{ROOM}\n")
    assert (found.starts, found.zone, found.repeats) == OTHER_LANGUAGES[text]


@pytest.mark.parametrize(
    "line",
    [
        "Kenncode: 445566", "Código de acceso: 445566", "Código de acesso: 445566",
        "Code secret : 445566", "Codice d’accesso: 445566", "パスコード: 445566", "密码: 445566",
    ],
)  # fmt: skip
def test_a_passcode_has_many_names(line: str) -> None:
    assert read_invitation(f"{ROOM}\n{line}\n").passcode == "445566"


@pytest.mark.parametrize(
    ("text", "starts", "minutes"),
    [
        ("Time: 8 Sep 2026 18:30 London", datetime(2026, 9, 8, 18, 30), None),
        ("Time: 2026/09/08 18:30 London", datetime(2026, 9, 8, 18, 30), None),
        ("Date & Time\nSep 8, 2026 12:00 PM in London", datetime(2026, 9, 8, 12), None),
        (
            "When: Tuesday, September 8, 2026 6:30 PM - 7:50 PM (UTC+00:00) London",
            datetime(2026, 9, 8, 18, 30), 80,
        ),
    ],
)  # fmt: skip
def test_dates_are_read_in_other_orders_and_an_end_is_told(
    text: str, starts: datetime, minutes: int | None
) -> None:
    found = read_invitation(text)
    assert (found.starts, found.zone, found.minutes) == (starts, "Europe/London", minutes)


def test_starts_that_are_listed_count_where_the_words_for_them_are_not_known() -> None:
    found = read_invitation(
        "Time: Sep 3, 2026 06:00 PM London\n   Every month on the First Thu, 3 occurrence(s)\n"
        "   Sep 3, 2026 06:00 PM\n   Oct 1, 2026 06:00 PM\n   Nov 5, 2026 06:00 PM\n"
    )
    assert found.repeats is None
    assert found.listed == (datetime(2026, 10, 1, 18), datetime(2026, 11, 5, 18))


def test_a_registration_names_the_webinar() -> None:
    text = f"Thank you for registering for Guest Lecture: AI.\n{ROOM}"
    assert read_invitation(text).topic == "Guest Lecture: AI"


# Bad input


def test_control_characters_and_direction_marks_go() -> None:
    found = read_invitation(f"Topic: Te\x07st\u202eing\n{ROOM}\nPasscode: 12\x0034\n")
    assert (found.topic, found.passcode) == ("Testing", "1234")


def test_words_of_a_topic_are_no_labels() -> None:
    found = read_invitation(f"Topic: Yoga every day and the word passcode\n{ROOM}")
    assert found.topic == "Yoga every day and the word passcode"


def test_html_in_a_topic_stays_text() -> None:
    found = read_invitation(f"Topic: a < b && <b>c</b>\n{ROOM}")
    assert found.topic == "a < b && c"


@pytest.mark.parametrize(
    "piece",
    [
        "\n", " ", "\t", "<", "<a", '<a href="', "<!--", "<p ", "</", "&#", "https://",
        "zoom.us/", "a.", "Passcode: ", "Meeting ID: 1", f"{ROOM} ", "every ", "&amp;",
        "https://www.google.com/url?q=", "\ufdfa", "\x00", "> " * 9, "x" + "\n" * 50_000,
        "x" + " " * 50_000, "x" + ">" * 50_000,
    ],
)  # fmt: skip
def test_a_megabyte_of_anything_takes_no_time(piece: str) -> None:
    begun = time.perf_counter()
    read_invitation(piece * (1_000_000 // len(piece)))
    assert time.perf_counter() - begun < 2


@given(st.text(max_size=400))
def test_no_text_is_too_odd(text: str) -> None:
    found = read_invitation(text)
    assert not found.link or found.link.startswith("https://")


@given(st.lists(st.sampled_from([
    "Topic: ", "Time: ", "Oct 6, 2026 02:00 PM ", "Every week on ", "Tue, ", "until ", "\n", " ",
    "Passcode: ", "123 456", "Meeting ID: ", "911 1111 1111", ROOM, "<br />", "One tap mobile",
    "https://www.google.com/url?q=", "(", ")", "&", "0", "Join Zoom Meeting", "\u200f",
]), max_size=14))  # fmt: skip
def test_no_mixture_of_its_parts_is_too_odd(parts: list[str]) -> None:
    found = read_invitation("".join(parts))
    assert found.meeting_id == "" or found.meeting_id.isdigit()
