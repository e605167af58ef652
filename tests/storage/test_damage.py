"""However a data file is damaged, the program starts, loses no bytes, and offers what there is.

The long form, 280 files:

    PYTHONPATH=src:tests python tests/storage/test_damage.py 20
"""

import sys
import tempfile
from collections import Counter
from contextlib import suppress
from datetime import timedelta
from functools import lru_cache
from pathlib import Path

import pytest
from damage import KINDS, damaged

from companion.bootstrap import (
    Options,
    begin_afresh,
    open_workspace,
    restore_data,
    save_what_can_be_read,
    ways_out,
)
from companion.models.course import Course
from companion.models.schedule import Schedule
from companion.sample import SAMPLE_NOW, sample_records
from companion.storage.schedule_store import ScheduleStore
from companion.workspace import StorageFailed


@lru_cache
def whole() -> tuple[Schedule, bytes, bytes]:
    """The sample's data, its file, and a copy of it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "companion.db"
        store = ScheduleStore(path)
        store.fill(sample_records())
        copy = store.back_up("quit", SAMPLE_NOW - timedelta(hours=1))
        schedule = store.load()
        store.close()
        return schedule, path.read_bytes(), copy.read_bytes()


def start(folder: Path, kind: str, seed: int) -> str:
    """Start on a damaged file as a student would, and put it right; what it took.

    Raises AssertionError where a rule is broken, and whatever else the program lets through.
    """
    schedule, content, copy = whole()
    bad = damaged(content, kind, seed)
    path, copies = folder / "companion.db", folder / "backups"
    copies.mkdir(parents=True)
    path.write_bytes(bad)
    name = "2026-10-27T10-40-00Z-quit.db"
    (copies / name).write_bytes(copy)
    options = Options(data_dir=folder, now=SAMPLE_NOW)
    with suppress(StorageFailed):
        workspace = open_workspace(options, is_command=False)
        is_same = workspace.schedule == schedule
        found = workspace.store.check()
        workspace.close()
        assert workspace.schedule.table(Course), "never silently empty"
        if not found.problems:  # SQLite keeps no checksums: a text may read otherwise
            return "unharmed" if is_same else "unnoticed"
    ways = ways_out(options)
    assert [one.name for one, _ in ways.copies] == [name]
    took = "copy"
    if ways.saved is not None and ways.saved.courses:
        save_what_can_be_read(options)
        took = "saved"
        open_workspace(options, is_command=False).close()
        kept = next((folder / "damaged").rglob("companion.db"), None)
        assert kept is None or kept.read_bytes() == bad
    restore_data(folder, copies / name, SAMPLE_NOW)
    workspace = open_workspace(options, is_command=False)
    assert workspace.schedule == schedule
    assert workspace.store.check().problems == ()
    workspace.close()
    files = [p.read_bytes() for p in folder.rglob("*") if p.is_file()]
    assert bad in files or took == "saved", "what was damaged is kept"
    return took


@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_file_can_always_be_put_right(tmp_path: Path, kind: str) -> None:
    for seed in range(2):
        start(tmp_path / str(seed), kind, seed)


def test_without_any_copy_a_lost_file_is_moved_away_and_kept(tmp_path: Path) -> None:
    options = Options(data_dir=tmp_path)
    (tmp_path / "companion.db").write_bytes(b"lost" * 5000)
    with pytest.raises(StorageFailed, match="damaged"):
        open_workspace(options, is_command=False)
    begin_afresh(options)
    open_workspace(options, is_command=False).close()
    (kept,) = (tmp_path / "damaged").rglob("companion.db")
    assert kept.read_bytes() == b"lost" * 5000


if __name__ == "__main__":
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    for one in KINDS:
        with tempfile.TemporaryDirectory() as place:
            took = Counter(start(Path(place) / str(n), one, n) for n in range(rounds))
        print(f"{one}: {dict(took)}", flush=True)
    print(f"{rounds * len(KINDS)} damaged files, every start ended well")
