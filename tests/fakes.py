"""Stand-ins for what a test cannot have for real: a disk that is full just now, a journey."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

from companion.clock import FixedClock
from companion.models.schedule import Edit
from companion.storage.schedule_store import ScheduleStore
from companion.workspace import StorageFailed, Swap


class TravellingClock(FixedClock):
    """A fixed clock whose system zone is `to` when it is read again."""

    to: ZoneInfo | None = None

    def refresh_zone(self) -> bool:
        if self.to is None or self.to.key == self.zone.key:
            return False
        self.zone = self.to
        return True


class FailingStore(ScheduleStore):
    """A real store whose writes fail with `code` while one is set, before anything is written."""

    def __init__(self, path: Path, code: str | None = None) -> None:
        super().__init__(path)
        self.code = code

    def apply(self, edit: Edit, made_at: str, swap: Swap | None = None) -> None:
        self._fail()
        super().apply(edit, made_at, swap)

    def undo(self, steps: int = 1) -> Edit | None:
        self._fail()
        return super().undo(steps)

    def redo(self, steps: int = 1) -> Edit | None:
        self._fail()
        return super().redo(steps)

    def set_setting(self, key: str, value: str | None) -> None:
        self._fail()
        super().set_setting(key, value)

    def swap_setting(self, swap: Swap) -> None:
        self._fail()
        super().swap_setting(swap)

    def _fail(self) -> None:
        if self.code is not None:
            raise StorageFailed(self.code, "as the test asked")
