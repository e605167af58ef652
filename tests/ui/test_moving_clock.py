"""The clock moves on while the window is open: every page is right without a restart.

Right means: it says exactly what a window says that is opened at that moment.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from fakes import TravellingClock
from independent_time import CLibrary, date_walls, has_zone_rules, qt_walls
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from ui.windows import open_window, texts

from companion.ui.checklist_inspector import Inspector
from companion.ui.course_page import CoursePage
from companion.ui.main_window import MainWindow

PAGES = ("today", "week", "timeline", "checklist", "course")
BERLIN = "Europe/Berlin"
ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)

MIDNIGHT = (datetime(2026, 10, 27, 22, 59, 40, tzinfo=UTC), timedelta(seconds=40))
EUROPE_CHANGES = (datetime(2026, 10, 25, 0, 59, 40, tzinfo=UTC), timedelta(seconds=40))
US_CHANGES = (datetime(2026, 11, 1, 5, 59, 40, tzinfo=UTC), timedelta(seconds=40))
CLASS_BEGINS = (datetime(2026, 10, 27, 22, 29, 40, tzinfo=UTC), timedelta(seconds=40))
NOON = (datetime(2026, 10, 27, 11, 40, 10, tzinfo=UTC), timedelta(seconds=20))
SLEEP = (datetime(2026, 10, 24, 21, 0, tzinfo=UTC), timedelta(days=3, hours=14, minutes=40))
SET_BACK = (datetime(2026, 10, 28, 0, 10, tzinfo=UTC), -timedelta(hours=2))


def ml_id(window: MainWindow) -> str:
    return next(c.id for c in window.workspace.schedule.courses if c.code == "ML")


def show(window: MainWindow, page: str) -> None:
    window.go(page, ml_id(window) if page == "course" else "")
    QApplication.processEvents()


def all_cells(model: QAbstractItemModel, parent: QModelIndex | None = None) -> Iterator[str]:
    above = parent or QModelIndex()
    is_list = isinstance(model, QAbstractListModel)
    for row in range(model.rowCount(above)):
        for column in range(1 if is_list else model.columnCount(above)):
            index = model.index(row, column, above)
            yield from (str(index.data(role)) for role in ROLES if index.data(role))
            if column == 0 and not is_list:
                yield from all_cells(model, index)


def said_by(widget: QWidget) -> list[str]:
    """Return everything that the visible parts of a widget say, in order."""
    QApplication.processEvents()
    found: list[str] = []
    # what is chosen stays chosen: the details may be of another activity than at a start
    details = widget.findChildren(Inspector)
    for part in (widget, *widget.findChildren(QWidget)):
        is_detail = any(part is one or one.isAncestorOf(part) for one in details)
        if part.isVisibleTo(widget) and not is_detail:
            found.append(part.accessibleName())
            if isinstance(part, QLabel):
                found.append(part.text())
            if isinstance(part, QAbstractItemView) and part.model() is not None:
                found += all_cells(part.model())
    return [text for text in found if text]


def said(window: MainWindow) -> dict[str, list[str]]:
    page = window.page()
    assert page is not None
    return {"page": said_by(page), "sidebar": said_by(window.sidebar)}


STEADY = [0.0]  # what the computer counts while it is awake, in seconds


def move(
    window: MainWindow, by: timedelta, zone: str | None = None, *, is_jump: bool = False
) -> None:
    """Let time pass; a jump is sleep, or a clock that is set."""
    clock = window.workspace.clock
    assert isinstance(clock, TravellingClock)
    clock.at += by
    STEADY[0] += 0 if is_jump else by.total_seconds()
    clock.to = ZoneInfo(zone) if zone else None
    window.ticker.tick(has_moved=zone is not None)
    QApplication.processEvents()


def window_at(qtbot: QtBot, folder: Path, at: datetime, zone: str = BERLIN) -> MainWindow:
    folder.mkdir()
    clock = TravellingClock(at, ZoneInfo(zone))
    return open_window(qtbot, folder, clock=clock, monotonic=lambda: STEADY[0])


@pytest.mark.parametrize(
    ("start", "by", "zone"),
    [
        pytest.param(*MIDNIGHT, BERLIN, id="midnight"),
        pytest.param(*EUROPE_CHANGES, BERLIN, id="Europe changes its clocks"),
        pytest.param(*US_CHANGES, BERLIN, id="the US changes its clocks"),
        pytest.param(*CLASS_BEGINS, BERLIN, id="a class begins"),
        pytest.param(*SLEEP, BERLIN, id="sleep of days over a clock change"),
        pytest.param(*SET_BACK, BERLIN, id="the clock is set back over midnight"),
        pytest.param(*NOON, "Europe/London", id="a journey to London"),
        pytest.param(*MIDNIGHT, "Asia/Kolkata", id="a journey to Kolkata"),
    ],
)
def test_the_page_shown_says_what_a_new_window_says(
    qtbot: QtBot, tmp_path: Path, start: datetime, by: timedelta, zone: str
) -> None:
    window = window_at(qtbot, tmp_path / "open", start)
    fresh = window_at(qtbot, tmp_path / "fresh", start + by, zone)
    for page in PAGES:
        show(window, page)
        before = said(window)
        is_jump = abs(by) > timedelta(hours=1)
        move(window, by, zone if zone != BERLIN else None, is_jump=is_jump)
        show(fresh, page)
        assert said(window) == said(fresh), page
        assert said(window) != before, page
        move(window, -by, BERLIN if zone != BERLIN else None, is_jump=True)


def test_pages_that_were_not_shown_meanwhile_say_it_when_they_are(
    qtbot: QtBot, tmp_path: Path
) -> None:
    start, by = SLEEP
    window = window_at(qtbot, tmp_path / "open", start)
    for page in PAGES:
        show(window, page)
    show(window, "today")
    move(window, by, is_jump=True)
    fresh = window_at(qtbot, tmp_path / "fresh", start + by)
    for page in PAGES:
        show(window, page)
        show(fresh, page)
        assert said(window) == said(fresh), page


def test_around_midnight_and_the_changes_today_and_the_clocks_are_right(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = window_at(qtbot, tmp_path / "w", datetime(2026, 10, 24, 21, 59, 30, tzinfo=UTC))
    face = window.sidebar.clocks

    def seen() -> tuple[str, str, str, bool]:
        told = " ".join(texts(window))
        title = re.search(r"\w+day \d+ \w+", told)
        assert title is not None
        has_notice = "earlier for you" in told
        return (title.group(), face.face.here, face.face.difference, has_notice)

    assert seen() == ("Saturday 24 October", "23:59", "ET is 6 h behind", True)
    move(window, timedelta(minutes=1))
    assert seen() == ("Sunday 25 October", "00:00", "ET is 6 h behind", True)
    move(window, timedelta(hours=2, minutes=59))
    assert seen() == ("Sunday 25 October", "02:59", "ET is 6 h behind", True)
    move(window, timedelta(minutes=1))
    assert seen() == ("Sunday 25 October", "02:00", "ET is 5 h behind this week", True)
    move(window, datetime(2026, 11, 1, 5, 59, 50, tzinfo=UTC) - window.workspace.clock.now())
    assert seen() == ("Sunday 1 November", "06:59", "ET is 5 h behind until 07:00", True)
    move(window, timedelta(seconds=20))
    assert seen() == ("Sunday 1 November", "07:00", "ET is 6 h behind", False)


@pytest.mark.skipif(not has_zone_rules(), reason="no zone rules in the C library")
@pytest.mark.parametrize(
    "zone",
    [
        BERLIN, "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Honolulu", "America/St_Johns",
    ],
)  # fmt: skip
def test_three_sources_agree_on_each_local_time_that_the_course_shows(
    qtbot: QtBot, tmp_path: Path, zone: str
) -> None:
    start = datetime(2026, 10, 27, 11, 40, tzinfo=UTC)
    window = window_at(qtbot, tmp_path / "w", start, zone)
    show(window, "course")
    page = window.page()
    assert isinstance(page, CoursePage)
    model = page.sessions.model()
    column = [str(model.index(row, 1).data() or "") for row in range(model.rowCount())]
    shown = [text for text in column if text]
    schedule = window.workspace.schedule
    instants = [
        o.starts_at
        for o in schedule.all_occurrences()
        if o.course_id == ml_id(window) and o.kind.value == "live_session"
    ]
    with CLibrary() as library:
        for walls in (
            library.walls(zone, instants), qt_walls(zone, instants), date_walls(zone, instants),
        ):  # fmt: skip
            assert shown == [f"{w:%a} {w.day} {w:%b %H:%M}" for w in walls]


@pytest.mark.skipif(not has_zone_rules(), reason="no zone rules in the C library")
@pytest.mark.parametrize("zone", [BERLIN, "America/St_Johns"])
def test_three_sources_agree_on_the_clocks_minute_by_minute_over_a_change(
    qtbot: QtBot, tmp_path: Path, zone: str
) -> None:
    start = datetime(2026, 10, 25, 0, 58, tzinfo=UTC)
    window = window_at(qtbot, tmp_path / "w", start, zone)
    instants = [start + timedelta(minutes=n) for n in range(4)]
    shown = []
    for _ in instants:
        face = window.sidebar.clocks.face
        shown.append((face.here, face.there))
        move(window, timedelta(minutes=1))
    with CLibrary() as library:
        for walls in (library.walls, qt_walls, date_walls):
            here, there = walls(zone, instants), walls("America/New_York", instants)
            pairs = zip(here, there, strict=True)
            assert shown == [(f"{a:%H:%M}", f"{b:%H:%M}") for a, b in pairs]
