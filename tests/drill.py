"""A headless driver of the real store: says what it tries and what was acknowledged.

    PYTHONPATH=src python tests/drill.py FILE [--n 100] [--prefix P] [--restores]

Prints READY, then for each edit `TRY key value` before it and `ACK key value` only after it was
stored. Each edit adds an activity and three planned blocks and changes one activity that all
share ("counter"); every fifth is undone and redone. With --restores each round makes a copy, makes
an edit, and puts the copy back. Ends with 3 and one line when the store
refuses. To read back: SELECT id, title FROM activity; no activity but "counter" may have other
than three blocks. For kills, power cuts and full disks.
"""

from __future__ import annotations

import argparse
import os
import sys
from datetime import datetime, timedelta
from pathlib import Path

from companion.models.activity import Activity, ActivityKind, PlannedBlock
from companion.models.schedule import Change, Edit, Schedule
from companion.storage.schedule_store import ScheduleStore
from companion.workspace import StorageFailed

MADE_AT = "2026-10-27T11:40:00+00:00"
BLOCKS = 3
COUNTER = "counter"


def activity(key: str, value: str) -> Activity:
    """An activity that carries the value of a key."""
    return Activity(key, f"{key}@drill", None, ActivityKind.READING, value, notes="x" * 200)


def edit_of(schedule: Schedule, key: str, value: str, count: str) -> Edit:
    """One edit of five records."""
    starts = datetime(2026, 10, 27, 18)
    blocks = (
        PlannedBlock(f"{key}/{n}", f"{key}/{n}@drill", key, starts, "UTC", 25)
        for n in range(BLOCKS)
    )
    return Edit(
        "Drill",
        (
            Change(None, activity(key, value)),
            *(Change(None, block) for block in blocks),
            Change(schedule.get(Activity, COUNTER), activity(COUNTER, count)),
        ),
    )


def say(word: str, key: str, value: str) -> None:
    """Tell the program that watches, at once."""
    sys.stdout.write(f"{word} {key} {value}\n")
    sys.stdout.flush()


def run(path: Path, n: int, prefix: str, *, is_alone: bool = True) -> None:
    """Make n edits; who is not alone undoes nothing, for it could be another's. Raises
    StorageFailed."""
    store = ScheduleStore(path)
    schedule = store.load()
    print("READY", flush=True)
    for number in range(n):
        if store.was_changed_elsewhere():
            schedule = store.load()
        key, value, count = f"{prefix}-{number}", str(number), os.urandom(3).hex()
        edit = edit_of(schedule, key, value, count)
        say("TRY", key, value)
        say("TRY", COUNTER, count)
        try:
            store.apply(edit, MADE_AT)
        except StorageFailed as fault:
            if fault.code == "conflict":  # another writer was quicker: look again
                schedule = store.load()
                continue
            raise
        say("ACK", key, value)
        say("ACK", COUNTER, count)
        schedule = schedule.with_(edit)
        if is_alone and number % 5 == 4:
            schedule = undo_and_redo(store, schedule, count)
    store.close()
    print("DONE", flush=True)


def undo_and_redo(store: ScheduleStore, schedule: Schedule, count: str) -> Schedule:
    """Change the shared key, take that back and do it again, each acknowledged."""
    before, after = activity(COUNTER, count), activity(COUNTER, os.urandom(3).hex())
    edit = Edit("Count", (Change(before, after),))
    say("TRY", COUNTER, after.title)
    store.apply(edit, MADE_AT)
    say("ACK", COUNTER, after.title)
    say("TRY", COUNTER, before.title)
    store.undo()
    say("ACK", COUNTER, before.title)
    say("TRY", COUNTER, after.title)
    store.redo()
    say("ACK", COUNTER, after.title)
    return schedule.with_(edit)


def run_restores(path: Path, n: int) -> None:
    """Make n copies and put each back after an edit. Raises StorageFailed."""
    store = ScheduleStore(path)
    schedule = store.load()
    print("READY", flush=True)
    now = datetime.fromisoformat(MADE_AT)
    for number in range(n):
        before = schedule.get(Activity, COUNTER)
        kept, gone = activity(COUNTER, f"kept-{number}"), activity(COUNTER, f"gone-{number}")
        for old, new in ((before, kept), (kept, gone)):
            if new is gone:
                copy = store.back_up("change", now + timedelta(seconds=number))
            say("TRY", COUNTER, new.title)
            store.apply(Edit("Drill", (Change(old, new),)), MADE_AT)
            say("ACK", COUNTER, new.title)
        say("TRY", COUNTER, kept.title)
        store.restore(copy.name, now + timedelta(seconds=number))
        say("ACK", COUNTER, kept.title)
        schedule = store.load()
    store.close()
    print("DONE", flush=True)


def main() -> int:
    """Read the command line; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--n", type=int, default=100)
    parser.add_argument("--prefix", default=os.urandom(4).hex())
    parser.add_argument("--restores", action="store_true")
    parser.add_argument("--not-alone", action="store_true")
    options = parser.parse_args()
    try:
        if options.restores:
            run_restores(options.file, options.n)
        else:
            run(options.file, options.n, options.prefix, is_alone=not options.not_alone)
    except StorageFailed as fault:
        print(f"could not save: {fault.code}", file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
