"""Export to calendar…: asks for a file and writes classes and due dates into it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from companion.exporters.calendar_file import export_to, plan_export
from companion.exporters.choice import ExportChoice
from companion.exporters.errors import ExportFailed
from companion.models.faults import Refused
from companion.ui.page import Frame
from companion.wording import export_sentence, sentences


def export_calendar(frame: Frame, parent: QWidget) -> None:
    """Ask where to, write the file, and say how to import it."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    path, _ = QFileDialog.getSaveFileName(
        parent,
        _tr("Export to calendar"),
        str(Path(folder) / "courses.ics"),
        _tr("Calendar file (*.ics)"),
    )
    if path:
        write(frame, Path(path if path.lower().endswith(".ics") else f"{path}.ics"))


def write(frame: Frame, path: Path) -> bool:
    """Write the calendar file and tell the result in the window; True when it was written."""
    try:
        result = export_to(path, plan_export(frame.workspace.schedule, ExportChoice()))
    except Refused as refusal:
        frame.tell(sentences(refusal, _tr), kind="warn")
        return False
    except ExportFailed as failure:
        frame.tell(export_sentence(failure.code, failure.values, _tr), kind="danger")
        return False
    counts = result.counts
    saved = _tr("%1 classes and %2 due dates saved in %3.")
    saved = saved.replace("%1", str(counts.sessions)).replace("%2", str(counts.due))
    how = _tr("Import the file into a calendar of its own: to update, replace that calendar.")
    frame.tell(saved.replace("%3", path.name), how)
    return True


def _tr(text: str) -> str:
    return QCoreApplication.translate("Export", text)
