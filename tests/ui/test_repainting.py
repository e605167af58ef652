"""Only what looks different is painted anew, and all of that: no pixel shows the past."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from companion import edits
from companion.clock import FixedClock
from companion.models.agenda import live_sessions
from companion.models.attendance import AttendanceMark
from companion.models.course import Course
from companion.models.schedule import Change, Edit, Schedule
from companion.sample import SAMPLE_NOW
from companion.ui.main_window import MainWindow
from tests.ui.windows import open_window

PAGES = (
    ("today", ""), ("week", ""), ("timeline", ""), ("checklist", ""), ("course", "ml"),
)  # fmt: skip
RIDGE, QUIZ = "ml-w9-ridge", "ml-w9-quiz"


def on_screen(window: MainWindow) -> QImage:
    """Return what was painted where something asked for it."""
    for _ in range(4):  # what is laid out asks to be painted in its turn
        QApplication.processEvents()
    return window.screen().grabWindow(window.winId()).toImage().convertToFormat(_FORMAT)


_FORMAT = QImage.Format.Format_RGB32


def stale_part(window: MainWindow) -> tuple[int, int, int, int] | None:
    """Return left, top, right and bottom of what a whole new painting would change, or None."""
    seen = on_screen(window)
    right = window.grab().toImage().convertToFormat(_FORMAT)
    assert seen.size() == right.size()
    if seen == right:
        return None
    found = [
        (x, y)
        for y in range(seen.height())
        for x in range(seen.width())
        if seen.pixel(x, y) != right.pixel(x, y)
    ]
    across, down = zip(*found, strict=True)
    return min(across), min(down), max(across), max(down)


def next_class(schedule: Schedule, now: datetime) -> str:
    """Return the key of the next live class of Machine Learning."""
    sessions = live_sessions(schedule, schedule.table(Course)["ml"])
    return next(o.key for o in sessions if o.starts_at > now)


def last_class(schedule: Schedule, now: datetime) -> str:
    """Return the key of its last live class that is over."""
    sessions = live_sessions(schedule, schedule.table(Course)["ml"])
    return [o.key for o in sessions if o.ends_at < now][-1]


def renamed(schedule: Schedule) -> Edit:
    """Give a course another name and colour."""
    course = schedule.table(Course)["ml"]
    return Edit("Edit course", (Change(course, course._replace(name="Learning", color="moss")),))


Make = Callable[[Schedule], Edit | None]
EDITS: dict[str, Make] = {
    "tick": lambda s: edits.complete(s, [RIDGE], SAMPLE_NOW),
    "tick more": lambda s: edits.complete(s, [QUIZ, "ml-w9-problem-set"], SAMPLE_NOW),
    "untick": lambda s: edits.reopen(s, [RIDGE]),
    "miss": lambda s: edits.mark_attendance(s, last_class(s, SAMPLE_NOW), AttendanceMark.MISSED),
    "cancel": lambda s: edits.cancel_occurrence(s, next_class(s, SAMPLE_NOW)),
    "delete": lambda s: edits.delete_activities(s, ["ml-w9-discussion"]),
    "rename": renamed,
}
WAITS = {  # in small steps: where much time passes, much is painted anyhow
    "a minute": timedelta(minutes=1),
    "until just before a class": timedelta(hours=10, minutes=45),
    "until it is on": timedelta(hours=10, minutes=55),
    "until just before it is over": timedelta(hours=12, minutes=5),
    "until it is over": timedelta(hours=12, minutes=15),
    "until just before a discussion is due": timedelta(days=2, hours=16, minutes=18),
    "until it is late, the first of its week": timedelta(days=2, hours=16, minutes=20),
    "until next week": timedelta(days=7),
}


@pytest.mark.parametrize(("key", "subject"), PAGES)
def test_after_every_edit_the_screen_is_what_a_new_painting_would_be(
    qtbot: QtBot, tmp_path: Path, key: str, subject: str
) -> None:
    window = open_window(qtbot, tmp_path)
    window.go(key, subject)
    for name, make in EDITS.items():
        assert window.perform(make(window.workspace.schedule)), name
        assert stale_part(window) is None, name
    for name in reversed(EDITS):
        window.trigger("undo")
        assert stale_part(window) is None, f"undo {name}"


@pytest.mark.parametrize(("key", "subject"), PAGES)
def test_as_time_passes_the_screen_is_what_a_new_painting_would_be(
    qtbot: QtBot, tmp_path: Path, key: str, subject: str
) -> None:
    window = open_window(qtbot, tmp_path)
    clock = window.workspace.clock
    assert isinstance(clock, FixedClock)
    window.go(key, subject)
    window.perform(edits.complete(window.workspace.schedule, [RIDGE, QUIZ], SAMPLE_NOW))
    for name, wait in WAITS.items():
        clock.at = SAMPLE_NOW + wait
        window.ticker.tick()
        assert stale_part(window) is None, name
