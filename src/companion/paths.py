"""Where everything the program keeps lies: one folder, and the names in it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class Places(NamedTuple):
    """The files and folders of one data folder."""

    folder: Path

    @property
    def database(self) -> Path:
        """The data: schedule, history, settings."""
        return self.folder / "companion.db"

    @property
    def backups(self) -> Path:
        """Copies of the data."""
        return self.folder / "backups"

    @property
    def logs(self) -> Path:
        """What went wrong."""
        return self.folder / "logs"


def places(data_dir: Path | None = None) -> Places:
    """Return the places in a folder given, else in the platform's own, on this machine only."""
    if data_dir is not None:
        return Places(data_dir.absolute())
    from platformdirs import user_data_path  # start-up: not needed when a folder is given

    return Places(user_data_path("companion", appauthor=False, roaming=False))
