"""Puts the program together without Qt: the clock, the data, the workspace."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from companion.clock import Clock, FixedClock, ShiftedClock, SystemClock, system_zone
from companion.models.faults import Fault, Refused
from companion.models.walltime import is_zone, zone_of
from companion.paths import places
from companion.storage.schedule_store import ScheduleStore
from companion.workspace import StorageFailed, Workspace

if TYPE_CHECKING:
    from companion.models.snapshot import Contents, Snapshot

CITY_SETTING = "city"


class Options(NamedTuple):
    """What was asked for before any command. now is aware; data_dir and sample exclude each
    other."""

    data_dir: Path | None = None
    zone: str | None = None
    now: datetime | None = None
    is_sample: bool = False


def open_workspace(options: Options, *, is_command: bool) -> Workspace:
    """Open the data, or the sample in a throw-away folder.

    In a command `now` stands still, in the window it runs on. Raises Refused for a zone this
    machine does not know and StorageFailed for data that cannot be opened.
    """
    if options.is_sample:
        return _open_sample(options, is_command)
    zone = zone_named(options.zone) if options.zone is not None else None
    where = places(options.data_dir)
    # unlike Path.exists, does not raise where one may not look
    if not os.path.exists(where.database) and _may_hold_copies(where.database):
        raise StorageFailed("gone")  # never silently empty
    store = ScheduleStore(where.database)
    try:
        clock = _clock(options.now, zone or _pinned_city(store), is_command)
        return Workspace(store, clock, where.folder)
    except BaseException:
        store.close()
        raise


def _may_hold_copies(database: Path) -> bool:
    """Tell whether there are copies, or may be some that cannot be looked at."""
    from companion.storage.backups import FOLDER, listed  # start-up: only when something failed

    try:
        os.listdir(database.parent / FOLDER)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return os.access(database.parent, os.X_OK)  # else nothing can be made here either
    return bool(listed(database))


def write_backup(folder: Path, target: Path) -> Contents:
    """Put all data of a folder into one file; return what it holds. Raises StorageFailed."""
    from companion.storage import backups  # start-up: only when asked

    backups.write_backup(places(folder).database, target)
    return backups.contents(target)


def restore_data(folder: Path, source: Path, now: datetime) -> tuple[Path, Contents]:
    """Replace the data of a folder by what a file holds, also where it cannot be opened; return
    where the replaced data lies, and what there is now. Raises StorageFailed, and then changes
    nothing."""
    from companion.storage import backups, restoring  # start-up: only when asked

    path = places(folder).database
    kept = restoring.restore(path, source, now)
    return kept, backups.contents(path)


class WaysOut(NamedTuple):
    """What there is to go on with when the data cannot be opened: what can be read of it, whether
    that is less than all, and the copies that can be read, the newest first."""

    saved: Contents | None
    is_partial: bool
    copies: list[tuple[Snapshot, Contents]]


def ways_out(options: Options) -> WaysOut:
    """Look what can be saved of damaged data and what the copies hold, without a change."""
    from companion.storage import backups, restoring  # start-up: only when something failed

    where = places(options.data_dir)
    saved, is_partial = None, False
    with suppress(StorageFailed):
        saved, rebuilt = restoring.what_can_be_saved(where.database)
        is_partial = rebuilt.is_partial
    copies = []
    for one in backups.listed(where.database):
        with suppress(StorageFailed):
            copies.append((one, backups.contents(where.backups / one.name)))
    return WaysOut(saved, is_partial, copies)


def save_what_can_be_read(options: Options) -> None:
    """Put all that can be read of damaged data in its place; the damaged file is kept. Raises
    StorageFailed."""
    from companion.storage import restoring  # start-up: as above

    restoring.salvage(places(options.data_dir).database, now_of(options))


def begin_afresh(options: Options) -> None:
    """Move damaged data and begin with nothing, also where only copies are left. Raises
    StorageFailed."""
    # start-up: as above
    from companion.storage import restoring
    from companion.storage.database import make_database

    path = places(options.data_dir).database
    if path.exists():
        restoring.start_afresh(path, now_of(options))
    make_database(path)


def newest_copy(options: Options) -> Path | None:
    """Return the newest copy of the data, or None."""
    from companion.storage.backups import listed  # start-up: only when something failed

    where = places(options.data_dir)
    return next((where.backups / found.name for found in listed(where.database)), None)


def now_of(options: Options) -> datetime:
    """Return the instant that a command takes for the present."""
    return options.now or SystemClock().now()


def zone_named(name: str) -> ZoneInfo:
    """Return the zone of an IANA name. Raises Refused (unknown_zone)."""
    if not is_zone(name):
        raise Refused(Fault("zone", "unknown_zone", (name[:80],)))
    return zone_of(name)


def _pinned_city(store: ScheduleStore) -> ZoneInfo | None:
    city = store.setting(CITY_SETTING)
    # a name stored by a machine with newer zone data: follow the system
    return zone_of(city) if city and is_zone(city) else None


def _clock(now: datetime | None, pinned: ZoneInfo | None, is_command: bool) -> Clock:
    if now is None:
        return SystemClock(pinned)
    if is_command:
        return FixedClock(now, pinned or system_zone())
    return ShiftedClock(now, pinned)


def _open_sample(options: Options, is_command: bool) -> Workspace:
    # start-up: a student's own data needs none of these
    import atexit
    import shutil
    import tempfile

    from companion.sample import SAMPLE_NOW, SAMPLE_SETTINGS, SAMPLE_ZONE, sample_records

    clock = _clock(options.now or SAMPLE_NOW, zone_named(options.zone or SAMPLE_ZONE), is_command)
    try:
        folder = Path(tempfile.mkdtemp(prefix="companion-sample-"))
    except OSError as error:
        raise StorageFailed("disk_full", type(error).__name__) from error
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    store = ScheduleStore(places(folder).database)
    atexit.register(store.close)
    store.fill(sample_records())
    for name, value in SAMPLE_SETTINGS.items():
        store.set_setting(name, value)
    return Workspace(store, clock, folder, is_sample=True)
