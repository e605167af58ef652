"""backup and restore: one file with everything, and the way back."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from companion.bootstrap import now_of, restore_data, write_backup
from companion.commands.call import Call
from companion.commands.failures import CommandFailed
from companion.models.snapshot import Contents
from companion.paths import places
from companion.wording import BACKUP, fill
from companion.workspace import StorageFailed


def file_argument(parser: ArgumentParser) -> None:
    """Declare the one file."""
    parser.add_argument("file", metavar="FILE")


def run_backup(call: Call) -> None:
    """Write everything into one file, checked before it has its name."""
    target, folder = _path(call), call.workspace.data_dir  # what is wrong with the data comes first
    try:
        held = write_backup(folder, target)
    except StorageFailed as failure:
        raise _told(failure, target) from failure
    call.output.json({"file": str(target), **_counts(held)})
    call.output.line(f"Everything is in {target}: {_holds(held)}.")


def run_restore(call: Call) -> None:
    """Replace the data by what a file holds; what was there is kept."""
    source = _path(call)
    try:
        kept, held = restore_data(_folder(call), source, now_of(call.options))
    except StorageFailed as failure:
        raise _told(failure, source) from failure
    call.output.json({"edit": "Restore", "ids": [], "kept": str(kept), **_counts(held)})
    call.output.line(f"Restored from {source}: {_holds(held)}.")
    call.output.line(f"What was there before is kept in {kept}.")


def _folder(call: Call) -> Path:
    """The data may be damaged, so that only the sample's is opened to be found."""
    if call.options.is_sample:
        return call.workspace.data_dir
    return places(call.options.data_dir).folder


def _path(call: Call) -> Path:
    return Path(call.arguments.file).expanduser().absolute()


def _told(failure: StorageFailed, file: Path) -> Exception:
    template = BACKUP.get(failure.code)
    return CommandFailed(fill(template, (str(file),))) if template else failure


def _counts(held: Contents) -> dict[str, object]:
    return {"courses": held.courses, "activities": held.activities, "done": held.done}


def _holds(held: Contents) -> str:
    courses = "1 course" if held.courses == 1 else f"{held.courses} courses"
    work = "1 activity" if held.activities == 1 else f"{held.activities} activities"
    return f"{courses}, {work}, {held.done} done"
