"""The ledger of calendar files: kept outside undo, for each program, and never counted back."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from stored_records import ADD_EVERYTHING, MADE_AT

from companion.models.exported import Exported, ExportedEntry, ExportedItem
from companion.storage.schedule_store import ScheduleStore

AT = datetime(2026, 10, 27, 11, 40, tzinfo=UTC)
ENTRY = ExportedEntry("u1@test", "abc", 2, AT, "live", "c1", "ML – “class”", AT, AT)
ITEM = ExportedItem("live:m1:2026-10-27", "def", "live", "c1", AT)
LEDGER = Exported({"u1@test": ENTRY}, {ITEM.id: ITEM})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "companion.db"


@pytest.fixture
def store(path: Path):
    found = ScheduleStore(path)
    yield found
    found.close()


def test_it_comes_back_as_it_was_also_for_another_program_on_the_data(
    store: ScheduleStore, path: Path
) -> None:
    assert store.exported("other") == Exported({}, {})
    bare = ENTRY._replace(uid="u2", modified_at=None, starts_at=None, ends_at=None, is_gone=True)
    ledger = LEDGER._replace(entries={"u1@test": ENTRY, "u2": bare})
    store.keep_exported("other", ledger)
    second = ScheduleStore(path)
    assert second.exported("other") == ledger
    assert second.exported("google") == Exported({}, {})
    second.close()


def test_undo_and_redo_leave_it_alone(store: ScheduleStore) -> None:
    store.apply(ADD_EVERYTHING, MADE_AT)
    store.keep_exported("other", LEDGER)
    assert store.undo() is not None
    assert store.exported("other") == LEDGER
    assert store.undo() is None
    assert store.redo() is not None
    assert store.exported("other") == LEDGER


def test_items_that_are_gone_are_forgotten_and_entries_never(store: ScheduleStore) -> None:
    store.keep_exported("other", LEDGER)
    store.keep_exported("other", Exported({}, {}))
    assert store.exported("other") == Exported({"u1@test": ENTRY}, {})


def test_a_sequence_never_goes_back(store: ScheduleStore) -> None:
    store.keep_exported("other", LEDGER)
    older = ENTRY._replace(sequence=1, modified_at=None, digest="new")
    store.keep_exported("other", Exported({"u1@test": older}, {}))
    (found,) = store.exported("other").entries.values()
    assert (found.sequence, found.modified_at, found.digest) == (2, AT, "new")


def test_a_damaged_ledger_is_told(store: ScheduleStore) -> None:
    store.keep_exported("other", LEDGER)
    store._con.execute("UPDATE exported_entry SET modified_at = 'soon'")
    problems = store.check().problems
    assert problems == ("the ledger of calendar files cannot be read",)
