"""Save course file…: asks where, writes a course for the whole class, says what is in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from companion.exporters.course_file import SUFFIX, course_file_name, save_course_file
from companion.exporters.errors import ExportFailed
from companion.models.course import Course
from companion.ui.page import Frame
from companion.wording import export_sentence

AskPath = Callable[[QWidget, str], str]


def _say(text: str) -> str:
    return QCoreApplication.translate("Import", text)


def ask_path(parent: QWidget, name: str) -> str:
    """Ask where to save; empty when the student thought better of it."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    found, _ = QFileDialog.getSaveFileName(
        parent, _say("Save course file"), str(Path(place) / name),
        _say("Course file (*%1)").replace("%1", SUFFIX),
    )  # fmt: skip
    return found


def save(frame: Frame, parent: QWidget, course: Course, ask: AskPath = ask_path) -> None:
    """Ask for a place and save the course; a failure is told in the window."""
    path = ask(parent, course_file_name(course))
    if not path:
        return
    try:
        save_course_file(frame.workspace.schedule, course, Path(path))
    except ExportFailed as failure:
        frame.tell(export_sentence(failure.code, failure.values, _say), kind="danger")
        return
    said = _say("%1 saved, without ticks, notes and passcodes.").replace("%1", Path(path).name)
    frame.tell(said)
