"""Draws the pages to files, for the README and to look at them beside the design."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog

from companion.models import agenda
from companion.models.course import Course
from companion.ui import theme
from companion.ui.main_window import MainWindow
from companion.ui.overlay import Overlay
from companion.workspace import Workspace

OVER = ("export", "palette", "keys", "settings")


def draw(
    workspace: Workspace,
    empty: Workspace,
    folder: Path,
    themes: Sequence[str],
    size: tuple[int, int],
    wanted: Mapping[str, str],
) -> list[Path]:
    """Draw the wanted pages (name to number) in each theme; the files written.

    `empty` is a workspace without courses, for the first page a student sees.
    """
    written = []
    for look in themes:
        theme.choose(look)
        window = _window(workspace, size)
        for name, number in wanted.items():
            shown = _window(empty, size) if name == "first-run" else window
            path = folder / f"{number}-{name}-{look}.png"
            _draw_page(shown, name, path)
            written.append(path)
            if shown is not window:
                _put_away(shown)
        _put_away(window)
    return written


def _window(workspace: Workspace, size: tuple[int, int]) -> MainWindow:
    window = MainWindow(workspace, has_banner=False)
    window.resize(*size)
    window.show()
    QApplication.processEvents()
    return window


def _put_away(window: MainWindow) -> None:
    window.hide()
    window.deleteLater()
    QApplication.processEvents()


def _draw_page(window: MainWindow, name: str, path: Path) -> None:
    if name in OVER:
        window.go("today")
        window.trigger(name)
    else:
        window.go("today" if name == "first-run" else name, _subject(window.workspace, name))
    QApplication.processEvents()
    picture = window.grab()
    for dialog in window.findChildren(QDialog):
        _put_over(picture, dialog.grab())
        dialog.close()
    for overlay in window.findChildren(Overlay):
        overlay.close_overlay()
    if not picture.save(str(path)):
        raise OSError(f"{path} could not be written")


def _put_over(picture: QPixmap, dialog: QPixmap) -> None:
    painter = QPainter(picture)
    x = (picture.width() - dialog.width()) // 2
    painter.drawPixmap(x, (picture.height() - dialog.height()) // 2, dialog)
    painter.end()


def _subject(workspace: Workspace, name: str) -> str:
    """Return the course shown: the one whose next class comes first."""
    if name != "course":
        return ""
    schedule = workspace.schedule
    session = agenda.next_live_session(schedule, workspace.clock.now())
    if session is not None:
        return session.course_id
    return next(iter(schedule.table(Course)), "")
