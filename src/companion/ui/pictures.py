"""Draws the pages to files, for the README and to look at them beside the design."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta, timezone
from pathlib import Path

from PySide6.QtCore import QEvent, QMessageLogContext, QSize, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog

from companion import course_edits, edits
from companion.models import agenda
from companion.models.course import Course
from companion.models.draft import CourseDraft
from companion.models.meeting import MeetingKind
from companion.models.source import Source
from companion.ui import preferences, theme
from companion.ui.add_course_page import AddCoursePage
from companion.ui.hero_sheet import HeroSheet
from companion.ui.import_job import Request
from companion.ui.import_page import ImportPage
from companion.ui.main_window import MainWindow
from companion.ui.overlay import Overlay
from companion.ui.pictures_import import FEED_ADDRESS, changed_feed
from companion.ui.working import Latest
from companion.workspace import Workspace

BEFORE_TERM = datetime(2026, 8, 24, 17, 10, tzinfo=timezone(timedelta(hours=5, minutes=30)))
"""When the sample's next course is added, for the picture of a filled form."""
OVER = ("export", "palette", "keys", "settings")


def draw(
    worlds: Mapping[str, Workspace],
    folder: Path,
    themes: Sequence[str],
    size: tuple[int, int],
    wanted: Mapping[str, str],
) -> list[Path]:
    """Draw the wanted pages (name to number) in each theme; the files written.

    `worlds` has the workspace shown under "", and others under the page that each is for:
    one without courses for "first-run", and where a filled form is to be shown, one for
    "add-course" that lacks the course, and one for "import" that a feed is imported into.
    """
    shown = worlds[""]
    course_id = _next_course(shown)
    feed = changed_feed(worlds["import"]) if "import" in worlds and "import" in wanted else None
    draft = None
    if "add-course" in worlds and course_id:
        course = shown.schedule.table(Course)[course_id]
        draft = _simple_draft(course_edits.draft_of(shown.schedule, course))
        _forget_unfinished(worlds["add-course"])
    former = qInstallMessageHandler(_say)
    try:
        return [
            path
            for look in themes
            for path in _draw_look(worlds, folder, look, size, wanted, (course_id, draft, feed))
        ]
    finally:
        qInstallMessageHandler(former)


def _say(_kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    """Tell what Qt tells, but not of each window that there is no screen."""
    if "propagateSizeHints" not in message:
        print(message, file=sys.stderr)


def _draw_look(
    worlds: Mapping[str, Workspace],
    folder: Path,
    look: str,
    size: tuple[int, int],
    wanted: Mapping[str, str],
    shown: tuple[str, CourseDraft | None, Source | None],
) -> Iterator[Path]:
    """Draw the pages in one theme; `shown` is the course, what its form is filled with,
    and what is imported."""
    theme.choose(look)
    window = _window(worlds[""], size)
    for name, number in wanted.items():
        if name == "hero-states":
            yield _draw_heroes(worlds[name], folder / f"{number}-{name}-{look}.png", size)
            continue
        other = _window(worlds[name], size) if name in worlds else None
        path = folder / f"{number}-{name}-{look}.png"
        _draw_page(other or window, name, path, *shown)
        yield path
        if other is not None:
            _put_away(other)
    _put_away(window)


def _draw_heroes(sample: Workspace, path: Path, size: tuple[int, int]) -> Path:
    """Draw every state of Today's hero; they are the sample's, whatever is shown else."""
    sheet = HeroSheet(sample.schedule, sample.clock.now(), QSize(*size))
    sheet.show()
    QApplication.processEvents()
    _save(sheet.grab(), path)
    sheet.hide()
    return path


def _save(picture: QPixmap, path: Path) -> None:
    if not picture.save(str(path)):
        raise OSError(f"{path} could not be written")


def _simple_draft(draft: CourseDraft) -> CourseDraft:
    """Return what most students type: the live class and the recitation."""
    usual = (MeetingKind.LIVE_SESSION, MeetingKind.RECITATION)
    meetings = tuple(meeting for meeting in draft.meetings if meeting.kind in usual)
    return draft._replace(meetings=meetings, assistant="")


def _forget_unfinished(workspace: Workspace) -> None:
    """Leave only what was over on the workspace's day, so that the next course can be added."""
    if workspace.clock.zone.key == "Asia/Kolkata":
        workspace.set_setting(preferences.CITY_NAME, "Bengaluru · Asia/Kolkata")
    schedule, today = workspace.schedule, workspace.clock.now().date()
    for course in schedule.courses:
        if schedule.term(course).ends_on >= today:
            workspace.perform(edits.remove_course(workspace.schedule, course.id))


def _window(workspace: Workspace, size: tuple[int, int]) -> MainWindow:
    window = MainWindow(workspace, has_banner=False)
    window.resize(*size)
    window.show()
    QApplication.processEvents()
    return window


def _put_away(window: MainWindow) -> None:
    """Let go of a window at once: its workspace is closed soon after."""
    window.hide()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _draw_page(
    window: MainWindow,
    name: str,
    path: Path,
    course_id: str,
    draft: CourseDraft | None,
    feed: Source | None,
) -> None:
    if name in OVER:
        window.go("today")
        window.trigger(name)
    else:
        subject = course_id if name == "course" else ""
        window.go("today" if name == "first-run" else name, subject)
    page = window.pages.get(name)
    if isinstance(page, AddCoursePage) and draft is not None:
        page.propose(draft)
    if isinstance(page, ImportPage) and feed is not None:
        page.show_found(Request(address=FEED_ADDRESS), feed)
    for reading in window.findChildren(Latest):
        reading.finish()
    for _ in range(3):  # texts of several lines settle their height step by step
        QApplication.processEvents()
    picture = window.grab()
    for dialog in window.findChildren(QDialog):
        _put_over(picture, dialog.grab())
        dialog.close()
    for overlay in window.findChildren(Overlay):
        overlay.close_overlay()
    _save(picture, path)


def _put_over(picture: QPixmap, dialog: QPixmap) -> None:
    painter = QPainter(picture)
    x = (picture.width() - dialog.width()) // 2
    painter.drawPixmap(x, (picture.height() - dialog.height()) // 2, dialog)
    painter.end()


def _next_course(workspace: Workspace) -> str:
    """Return the course shown: the one whose next class comes first; "" when there is none."""
    schedule = workspace.schedule
    session = agenda.next_live_session(schedule, workspace.clock.now())
    if session is not None:
        return session.course_id
    return next(iter(schedule.table(Course)), "")
