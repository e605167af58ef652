"""The one Qt signal over the workspace's listeners: which record types changed."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from companion.models.schedule import RecordType
from companion.workspace import Workspace


class WorkspaceSignals(QObject):
    """Emits `changed` with a frozenset of record types after every edit, undo and reload."""

    changed = Signal(object)

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        workspace.listen(self._tell)

    def _tell(self, types: frozenset[RecordType]) -> None:
        self.changed.emit(types)
