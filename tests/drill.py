"""A headless driver of the real store: says what it tries and what was acknowledged.

    PYTHONPATH=src:tests python tests/drill.py FILE [--does edits] [--n 100] [--broken early-ack]

Prints READY, then before each change `TRY key value`, and `ACK key value` only after it was stored.
Ends with 3 and one line when the store refuses. What it does:

- edits: adds an activity and three planned blocks and changes one activity that all share
  ("counter") in one edit; every fifth is undone and redone.
- imports: a calendar file of twenty entries whose titles name the next version, each after a copy.
- restores: makes a copy, then an edit, then puts the copy back.
- backups: an edit, then a copy; says TRY and ACK of the copy ("copy NAME") too.
- session: all of these and a setting in turn.

With --fill a file takes all room but --leave bytes of its disk before the change --at; before the
first one means before the store is opened.

`promises.losses` compares what was said with what is stored. With --broken the store is one that a
harness must catch: early-ack, halves (one edit in several transactions), synchronous-off,
synchronous-full, swallows (a failure is taken for success), crashes (no failure is caught).
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from sources import TODAY, assignment, calendar

from companion.formats.calendar_reader import read
from companion.import_edits import import_edit
from companion.models.activity import Activity, ActivityKind, PlannedBlock
from companion.models.proposing import propose
from companion.models.schedule import Change, Edit, Schedule
from companion.storage.schedule_store import ScheduleStore
from companion.workspace import StorageFailed

MADE_AT = "2026-10-27T11:40:00+00:00"
NOW = datetime.fromisoformat(MADE_AT)
BLOCKS = 3
ENTRIES = 20
COUNTER, IMPORT, SETTING, COPY = "counter", "import", "setting", "copy"
BROKEN = ("early-ack", "halves", "synchronous-off", "synchronous-full", "swallows", "crashes")


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


class Drill:
    """A store, what it holds, and the ways to change it. Each raises StorageFailed."""

    def __init__(self, path: Path, prefix: str, broken: str = "", *, is_alone: bool = True) -> None:
        self.store = ScheduleStore(path)
        self.prefix, self.broken, self.is_alone = prefix, broken, is_alone
        self.schedule = self.store.load()
        if broken.startswith("synchronous-"):
            mode = broken.removeprefix("synchronous-")
            self.store._con.execute(f"PRAGMA synchronous={mode}")

    def promise(self, values: dict[str, str], act: Callable[[], object]) -> None:
        """Say what is tried, do it, and say that it was done."""
        words = ("TRY", "ACK") if self.broken == "early-ack" else ("TRY",)
        for word in words:
            for key, value in values.items():
                say(word, key, value)
        try:
            act()
        except StorageFailed as failure:
            if failure.code == "conflict" or self.broken != "swallows":
                raise
        for key, value in values.items():
            say("ACK", key, value)

    def apply(self, edit: Edit) -> None:
        """Store an edit."""
        if self.broken == "halves":
            for change in edit.changes:
                self.store.apply(Edit(edit.name, (change,)), MADE_AT)
        else:
            self.store.apply(edit, MADE_AT)
        self.schedule = self.schedule.with_(edit)

    def count(self, value: str) -> None:
        """Change what all share."""
        before = self.schedule.get(Activity, COUNTER)
        edit = Edit("Count", (Change(before, activity(COUNTER, value)),))
        self.promise({COUNTER: value}, partial(self.apply, edit))

    def edit(self, number: int) -> None:
        """Add work; who is not alone undoes nothing, for it could be another's."""
        if self.store.was_changed_elsewhere():
            self.schedule = self.store.load()
        key, count = f"{self.prefix}-{number}", os.urandom(3).hex()
        edit = edit_of(self.schedule, key, str(number), count)
        try:
            self.promise({key: str(number), COUNTER: count}, partial(self.apply, edit))
        except StorageFailed as fault:
            if fault.code != "conflict":
                raise
            self.schedule = self.store.load()  # another writer was quicker: look again
            return
        if self.is_alone and number % 5 == 4:
            self._undo_and_redo(count)

    def _undo_and_redo(self, count: str) -> None:
        after = os.urandom(3).hex()
        self.count(after)
        self.promise({COUNTER: count}, self.store.undo)
        self.promise({COUNTER: after}, self.store.redo)

    def imports(self, number: int) -> None:
        """Read the same twenty entries with new titles, after a copy."""
        version = f"{self.prefix}-{number}"
        feed = calendar(*(assignment(n, f"{version} Essay") for n in range(ENTRIES)))
        proposal = propose(self.schedule, read(feed, TODAY), NOW, "UTC")
        edit = import_edit(self.schedule, proposal)
        assert edit is not None
        self.store.back_up("import", NOW + timedelta(seconds=number))
        self.promise({IMPORT: version}, partial(self.apply, edit))

    def restore(self, number: int) -> None:
        """Make a copy, change something, put the copy back."""
        kept, at = f"kept-{number}", NOW + timedelta(seconds=number)
        self.count(kept)
        copy = self.store.back_up("change", at)
        self.count(f"gone-{number}")
        self.promise({COUNTER: kept}, lambda: self.store.restore(copy.name, at))
        self.schedule = self.store.load()

    def backup(self, number: int) -> None:
        """Make an edit and a copy; older copies go."""
        self.edit(number)
        at = NOW + timedelta(days=number)
        copy = self.store.back_up("change", at)
        say("ACK", COPY, copy.name)

    def setting(self, number: int) -> None:
        """Store a setting."""
        value = f"{self.prefix}-{number}"
        self.promise({SETTING: value}, lambda: self.store.set_setting(SETTING, value))

    def session(self, number: int) -> None:
        """Do everything in turn, mostly edits."""
        turn = number % 8
        rare = {2: self.setting, 3: self.imports, 5: self.backup, 7: self.restore}
        rare.get(turn, self.edit)(number)


DOES: dict[str, Callable[[Drill, int], None]] = {
    "edits": Drill.edit,
    "imports": Drill.imports,
    "restores": Drill.restore,
    "backups": Drill.backup,
    "session": Drill.session,
}


def fill_up(filler: Path, leave: int) -> None:
    """Take all room of a disk but so many bytes."""
    room = os.statvfs(filler.parent)
    with filler.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(1, room.f_bavail * room.f_frsize - leave))


def main() -> int:
    """Read the command line; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--does", choices=[*DOES], default="edits")
    parser.add_argument("--n", type=int, default=100)
    parser.add_argument("--prefix", default=os.urandom(4).hex())
    parser.add_argument("--not-alone", action="store_true")
    parser.add_argument("--broken", choices=BROKEN, default="")
    parser.add_argument("--fill", type=Path)
    parser.add_argument("--at", type=int, default=0)
    parser.add_argument("--leave", type=int, default=0)
    asked = parser.parse_args()
    if asked.fill and not asked.at:
        fill_up(asked.fill, asked.leave)
    try:
        drill = Drill(asked.file, asked.prefix, asked.broken, is_alone=not asked.not_alone)
        print("READY", flush=True)
        for number in range(asked.n):
            if asked.fill and 0 < asked.at == number:
                fill_up(asked.fill, asked.leave)
            DOES[asked.does](drill, number)
        drill.store.close()
    except StorageFailed as fault:
        if asked.broken == "crashes":
            raise
        print(f"could not save: {fault.code}", file=sys.stderr)
        return 3
    print("DONE", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
