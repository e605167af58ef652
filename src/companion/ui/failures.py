"""What the student is told when data could not be read or stored."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from companion.workspace import StorageFailed

_SENTENCES = {
    "disk_full": "The disk is full. Make some room, then do it again.",
    "read_only": "The data folder is read-only. Allow writing to it, then do it again.",
    "locked": "Another program holds the data. Close it, then do it again.",
    "damaged": "The data file is damaged. Restore a backup from Settings, Data.",
    "newer": "The data was written by a newer version. Install that version to go on.",
    "conflict": "This was changed elsewhere just now. Look at it again, then repeat the change.",
    "missing": "The data file is gone. Put it back, or start the program again.",
}


def sentence(failure: StorageFailed) -> str:
    """Return one sentence that says what happened and what to do."""
    text = _SENTENCES.get(failure.code, "It could not be saved. Nothing was changed; try again.")
    return QCoreApplication.translate("Failures", text)
