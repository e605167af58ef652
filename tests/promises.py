"""What `drill.py` promised, compared with what is stored after a fault."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from drill import BLOCKS, COPY, COUNTER, ENTRIES, IMPORT, SETTING

from companion.models.activity import Activity, PlannedBlock
from companion.models.schedule import Schedule
from companion.storage.schedule_store import ScheduleStore
from companion.workspace import StorageFailed


def losses(said: Iterable[str], path: Path) -> list[str]:
    """Open the data as the program would; what of the promises is not kept, empty for nothing.

    What was tried after the last acknowledgement may be there or not, but never a half of it.
    """
    acknowledged, tried = _told(said)
    if not path.exists() and not acknowledged:
        return []
    try:
        with closing(ScheduleStore(path)) as store:
            schedule, problems = store.load(), store.check().problems
            setting = store.setting(SETTING)
    except StorageFailed as failure:
        return [f"it cannot be opened: {failure}"]
    found, halves = _held(schedule)
    if setting is not None:
        found[SETTING] = setting
    lost = [
        f"{key}: {value!r} acknowledged, {found.get(key)!r} stored"
        for key, value in acknowledged.items()
        if found.get(key) not in {value, *tried.get(key, ())}
    ]
    return [*lost, *problems, *halves]


def _told(said: Iterable[str]) -> tuple[dict[str, str], dict[str, set[str]]]:
    """Return the last acknowledged value of each key, and those tried since."""
    acknowledged: dict[str, str] = {}
    tried: dict[str, set[str]] = {}
    for word, key, value in (line.split(" ") for line in said if line.count(" ") == 2):
        if key == COPY:
            continue
        if word == "ACK":
            acknowledged[key] = value
            tried.pop(key, None)
        else:
            tried.setdefault(key, set()).add(value)
    return acknowledged, tried


def _held(schedule: Schedule) -> tuple[dict[str, str], list[str]]:
    """Return the value of each key that is stored, and what is there by half."""
    work = schedule.table(Activity).values()
    found = {a.id: a.title for a in work if a.course_id is None}
    blocks = Counter(block.activity_id for block in schedule.table(PlannedBlock).values())
    halves = []
    if blocks != dict.fromkeys(found.keys() - {COUNTER}, BLOCKS):
        halves.append("half an edit is stored")
    versions = Counter(a.title.split(" ")[0] for a in work if a.course_id is not None)
    if versions:
        found[IMPORT] = next(iter(versions))
        if [*versions.values()] != [ENTRIES]:
            halves.append(f"half an import is stored: {dict(versions)}")
    return found, halves


def unsound_copies(folder: Path) -> list[str]:
    """Name the copies that are not whole; what was begun of one has another name."""
    found = []
    for copy in (folder / "backups").glob("*.db"):
        try:
            with closing(ScheduleStore(copy)) as store:
                found += [copy.name] if store.check().problems or not store.load() else []
        except StorageFailed as failure:
            found.append(f"{copy.name}: {failure.code}")
    return found
