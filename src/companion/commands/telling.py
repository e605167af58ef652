"""One sentence for whatever stopped a command."""

from __future__ import annotations

from zoneinfo import ZoneInfoNotFoundError

from companion.bootstrap import Options, newest_copy
from companion.clock import SystemClock
from companion.commands.failures import CommandFailed, UsageFailed
from companion.models.faults import Fault, Refused
from companion.models.source import SourceFailed
from companion.paths import places
from companion.trouble import report, write_log
from companion.wording import export_sentence, import_sentence, sentence, storage_sentence
from companion.workspace import StorageFailed


def sentence_of(error: Exception, options: Options) -> str:
    """Return what to tell of an error; one that nobody expected goes to the log as well."""
    if isinstance(error, UsageFailed | CommandFailed):
        return str(error)
    if isinstance(error, Refused):
        return _refused(error.faults[0])
    if isinstance(error, StorageFailed):
        return _not_stored(error, options)
    if isinstance(error, ZoneInfoNotFoundError):
        return storage_sentence("unknown_zone")
    # start-up: only a command that exports knows this one, and has loaded it already
    from companion.exporters.errors import ExportFailed

    if isinstance(error, ExportFailed):
        return export_sentence(error.code, error.values)
    if isinstance(error, SourceFailed):
        return import_sentence(error.code, error.values)
    if isinstance(error, ImportError) and (error.name or "").partition(".")[0] in (
        "PySide6",
        "shiboken6",
    ):
        return (
            f"Qt cannot be loaded ({error}); install it, or start by “python3 run.py”, which does."
        )
    return _unexpected(error, options)


def _unexpected(error: Exception, options: Options) -> str:
    """Say in one sentence that the program itself is at fault, and where the details are."""
    at = SystemClock().now().isoformat(timespec="seconds")
    logs = places(options.data_dir).logs
    log = None if options.is_sample else write_log(logs, report(error), at)
    where = f"; the details are in {log}" if log else ""
    return f"Something went wrong that should not ({type(error).__name__}){where}."


def _not_stored(error: StorageFailed, options: Options) -> str:
    """Say why data could not be read or stored; where it is damaged, how to put a copy back."""
    is_lost = error.code in ("damaged", "gone") and not options.is_sample
    newest = newest_copy(options) if is_lost else None
    if newest is None:
        return storage_sentence(error.code)
    if error.code == "gone":
        return (
            f"The data file is not there; “companion restore {newest}” puts its newest copy "
            f"back, and without the folder {newest.parent} the next start begins with nothing."
        )
    return (
        "The data file is damaged and was left as it is; “companion restore "
        f"{newest}” puts its newest copy back."
    )


def _refused(fault: Fault) -> str:
    """Say what is wrong, after the name of the option it stands in."""
    near = _near_zone(fault.values[0]) if fault.code == "unknown_zone" else ""
    if near:
        fault = Fault(fault.field, "unknown_zone_near", (fault.values[0], near))
    told = sentence(fault)
    return f"{fault.field}: {told}" if fault.field.startswith("--") else told


def _near_zone(typed: str) -> str:
    """Return the zone that a city, or a name in other letters, may mean; empty for none."""
    from companion.models.places import find_place  # start-up: only after a mistake

    for text in (typed, typed.rpartition("/")[2].replace("_", " ")):
        found = find_place(text[:60])
        if found is not None:
            return found.zone
    return ""
