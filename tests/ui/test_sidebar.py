"""The sidebar: certificate, courses with how far they are, and the two clocks."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QRect, Qt
from pytestqt.qtbot import QtBot
from ui.windows import open_window, texts

from companion import edits
from companion.models.course import Course
from companion.models.occurrence import OccurrenceState
from companion.models.week_block import Block, BlockKind
from companion.ui import preferences
from companion.ui.course_page import CoursePage
from companion.ui.main_window import MainWindow
from companion.ui.sidebar_clocks import clock_face
from companion.ui.text import Words
from companion.ui.week_words import block_words

NEW_YORK = "America/New_York"


def test_courses_stand_in_order_with_week_month_or_done(qtbot: QtBot, tmp_path: Path) -> None:
    sidebar = open_window(qtbot, tmp_path).sidebar
    shown = [(r.face.label, r.face.hint) for r in sidebar.rows() if r.face.family]
    assert shown == [
        ("Machine Learning", "9/14"),
        ("Data Visualization", "3/6"),
        ("Capstone", "Jan"),
        ("Python", "Done"),
    ]
    parts = [row.face.part for row in sidebar.rows() if row.face.family]
    assert parts[2:] == [0.0, 1.0]
    assert 0 < parts[1] < parts[0] < 1
    assert sidebar._head.name == "ML & Data Science"
    assert sidebar._head.remark == "Certificate · 1 of 4 done"


def test_nothing_dead_is_shown_without_courses(qtbot: QtBot, tmp_path: Path) -> None:
    sidebar = open_window(qtbot, tmp_path, records=[]).sidebar
    shown = [row.face.label for row in sidebar.rows() if row.isVisible()]
    assert shown == ["Today", "Week", "Timeline", "Checklist", "Import…", "Settings"]
    assert sidebar._empty.isVisible()
    assert sidebar._head.remark == "No program yet"


def test_rows_open_what_they_name_and_the_current_one_is_lit(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path)
    row = next(r for r in window.sidebar.rows() if r.face.label == "Data Visualization")
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_Space)
    assert window.place().key == "course"
    assert [r.face.label for r in window.sidebar.rows() if r.isChecked()] == ["Data Visualization"]
    assert row.accessibleName() == "Data Visualization, 3/6"


@pytest.mark.parametrize(
    ("zone", "now", "here", "there", "told", "is_unusual"),
    [
        ("Europe/Berlin", datetime(2026, 10, 27, 11, 40, tzinfo=UTC), "12:40", "07:40",
         "ET is 5 h behind this week", True),
        ("Europe/Berlin", datetime(2026, 11, 9, 11, 40, tzinfo=UTC), "12:40", "06:40",
         "ET is 6 h behind", False),
        ("Europe/Berlin", datetime(2027, 3, 15, 11, 40, tzinfo=UTC), "12:40", "07:40",
         "ET is 5 h behind until Sun 28 Mar", True),
        ("Europe/Berlin", datetime(2026, 11, 1, 5, 59, tzinfo=UTC), "06:59", "01:59",
         "ET is 5 h behind until 07:00", True),
        ("America/Los_Angeles", datetime(2026, 11, 1, 6, 30, tzinfo=UTC), "23:30", "01:30",
         "ET is 2 h ahead until 01:00", True),
        ("Asia/Kolkata", datetime(2026, 8, 24, 11, 40, tzinfo=UTC), "17:10", "07:40",
         "ET is 9 h 30 behind", False),
        ("America/Los_Angeles", datetime(2026, 8, 24, 11, 40, tzinfo=UTC), "04:40", "07:40",
         "ET is 3 h ahead", False),
        (NEW_YORK, datetime(2026, 8, 24, 11, 40, tzinfo=UTC), "07:40", "07:40",
         "ET has the same time", False),
    ],
)  # fmt: skip
def test_two_clocks_tell_how_far_they_are_apart(
    zone: str, now: datetime, here: str, there: str, told: str, is_unusual: bool
) -> None:
    face = clock_face(Words(now, ZoneInfo(zone)), NEW_YORK)
    assert (face.here, face.there) == (here, there)
    assert face.difference == told
    assert face.is_unusual is is_unusual


@pytest.mark.parametrize(("city", "day"), [("Berlin", "Tue 27 Oct"), ("Bengaluru", "27 Oct")])
def test_the_day_gives_way_to_the_name_of_the_city(
    qtbot: QtBot, tmp_path: Path, city: str, day: str
) -> None:
    clocks = open_window(qtbot, tmp_path).sidebar.clocks
    where = QRect(62, 0, 0, 22)
    assert clocks._fitting(where, city, clocks.face.day) == day


def test_the_clocks_are_read_in_words(qtbot: QtBot, tmp_path: Path) -> None:
    clocks = open_window(qtbot, tmp_path).sidebar.clocks
    assert clocks.accessibleName() == (
        "12:40 Berlin, 07:40 Eastern (ET), ET is 5 h behind this week"
    )


def test_a_course_name_with_an_ampersand_is_shown_as_written(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path)
    course = window.workspace.schedule.courses[0]
    change = edits.Change(course, course._replace(short_name="R&D <b>"))
    window.perform(edits.edit_of("Rename course", [change]))
    row = next(r for r in window.sidebar.rows() if r.face.label == "R&D <b>")
    row.set_rail(True)
    assert "R&amp;D &lt;b&gt;" in row.toolTip()


def test_a_third_clock_is_shown_where_one_is_chosen(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path)
    window.keep("third_city", "Osaka · Asia/Tokyo")
    assert window.sidebar.clocks.face[-3:] == ("20:40", "Osaka", "")
    assert "20:40 Osaka" in window.sidebar.clocks.accessibleName()
    words = window.words()._replace(now=datetime(2026, 10, 27, 20, tzinfo=UTC))
    assert clock_face(words, NEW_YORK, "Asia/Tokyo").third_day == "Wed"
    assert clock_face(words, NEW_YORK, NEW_YORK).third == ""  # it is there already


def test_another_second_clock_takes_the_place_of_the_courses(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path)
    window.keep("second_city", "Lyon · Europe/Paris")
    assert window.sidebar.clocks.face[3:6] == ("12:40", "Lyon", "Lyon has the same time")
    window.keep("second_city", "Atlantis · Mars/Base")
    assert window.sidebar.clocks.face.there_label == "Eastern (ET)"


def test_the_clock_that_leads_goes_first_and_the_page_is_written_on_it(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window(qtbot, tmp_path)
    qtbot.keyClick(window, Qt.Key.Key_E)
    assert window.sidebar.clocks.face[:5] == (
        "07:40", "Eastern", "Tue 27 Oct", "12:40", "Berlin",
    )  # fmt: skip
    assert "times in Eastern" in " ".join(texts(window))
    assert "23:30–00:50 Berlin" in texts(window)
    window.go("checklist")  # not a page that swaps: the student's own clock goes first again
    assert window.sidebar.clocks.face.here == "12:40"
    window.go("today")
    assert window.sidebar.clocks.face.here == "07:40"
    qtbot.keyClick(window, Qt.Key.Key_E)
    assert window.sidebar.clocks.face.here == "12:40"
    assert "18:30–19:50" in texts(window)


def test_the_clock_that_leads_is_kept(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path)
    window.trigger("swap-clocks")
    assert preferences.read(window.workspace).is_course_leading
    again = MainWindow(window.workspace)
    qtbot.addWidget(again)
    assert again.leading_words().is_swapped
    assert not again.words().is_swapped


def test_on_the_course_page_the_mark_of_a_shift_stays_with_the_students_time(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window(qtbot, tmp_path)
    course = window.workspace.schedule.occurrence("ml-live:2026-10-27")
    assert course is not None
    window.go("course", course.course_id)
    page = window.page()
    assert isinstance(page, CoursePage)
    model = page.sessions.sessions

    def cells() -> list[str]:
        return [str(model.index(8, column).data()) for column in (1, 2)]

    def heads() -> list[str]:
        return [str(model.headerData(n, Qt.Orientation.Horizontal)) for n in (1, 2)]

    assert (heads(), cells()) == (["Berlin", "Eastern"], ["Tue 27 Oct 23:30", "Tue 27 Oct"])
    window.trigger("swap-clocks")
    assert (heads(), cells()) == (["Eastern", "Berlin"], ["Tue 27 Oct 18:30", "Tue 23:30"])


def test_on_the_week_page_the_other_clock_moves_to_the_second_line(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window(qtbot, tmp_path)
    occurrence = window.workspace.schedule.occurrence("ml-live:2026-10-27")
    assert occurrence is not None
    course = window.workspace.schedule.get(Course, occurrence.course_id)
    block = Block(
        occurrence.key, BlockKind.LIVE, occurrence.starts_at, occurrence.ends_at, course, "",
        state=OccurrenceState.UPCOMING, occurrence=occurrence,
    )  # fmt: skip
    own = block_words(block, window.words())
    assert (own.here, own.there) == ("23:30–00:50", "18:30 ET")
    window.trigger("swap-clocks")
    led = block_words(block, window.leading_words())
    assert (led.here, led.there) == ("18:30–19:50", "23:30 Berlin")
