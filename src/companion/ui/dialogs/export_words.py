"""What the export dialog says: about calendar programs, reminders, and how to import."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import PurePath

from PySide6.QtCore import QCoreApplication

from companion.exporters.choice import ItemKind, Target
from companion.exporters.ledger import SinceLast
from companion.exporters.selection import ExportCounts
from companion.ui.text import with_values, zone_label


def say(text: str, *values: object) -> str:
    """Return a text of the dialog in the student's language with %1, %2… replaced."""
    return with_values(QCoreApplication.translate("Export", text), *values)


def targets() -> dict[Target, tuple[str, str]]:
    """Return each program's name and what it does with a file."""
    return {
        Target.GOOGLE: (say("Google Calendar"), say("imports the file once")),
        Target.OUTLOOK: (say("Outlook"), say("open or import")),
        Target.APPLE: (say("Apple Calendar"), say("opens directly")),
        Target.OTHER: (say("Other app"), say("standard .ics file")),
    }


def how_to_import(target: Target) -> str:
    """Return how to get the file into a program, and how to update it there later."""
    return {
        Target.GOOGLE: say(
            "In Google Calendar on the web, create a new calendar, then choose Settings, Import & "
            "export, and import the file into it. After changes, delete that calendar and import "
            "again."
        ),
        Target.OUTLOOK: say(
            "In Outlook, create a new calendar, then choose Add calendar, Upload from file, and "
            "that calendar. After changes, delete that calendar and upload again."
        ),
        Target.APPLE: say(
            "Open the file and choose New Calendar. After changes, delete that calendar and open "
            "the new file."
        ),
        Target.OTHER: say(
            "Import the file into a calendar of its own. After changes, delete that calendar and "
            "import again."
        ),
    }[target]


def keep_hint(path: str, target: Target) -> str:
    """Return what "Keep this file updated" does: where the file is, and when it is rewritten."""
    place = PurePath(path)
    where = say("%1 in %2", place.name, place.parent.name) if place.parent.name else place.name
    if target is Target.GOOGLE:
        return say("%1, rewritten after each change; import again after changes", where)
    return say("%1, rewritten after each change", where)


def reminder_hint(target: Target) -> str:
    """Return what a program makes of reminders, where that surprises; else empty."""
    return {
        Target.GOOGLE: say("Google Calendar rings by its own settings instead."),
        Target.OUTLOOK: say("Outlook keeps one reminder for each entry."),
    }.get(target, "")


def reminder_choices() -> dict[int | None, str]:
    """Return how long before something a reminder may come, in minutes."""
    return {
        None: say("No reminder"),
        0: say("At the time"),
        5: say("5 min before"),
        15: say("15 min before"),
        30: say("30 min before"),
        60: say("1 h before"),
        180: say("3 h before"),
        720: say("12 h before"),
        1440: say("1 day before"),
        2880: say("2 days before"),
        10080: say("1 week before"),
    }


def kind_name(kind: ItemKind) -> str:
    """Return what a kind of entries is called."""
    return {
        ItemKind.LIVE: say("Live classes"),
        ItemKind.RECITATION: say("Recitations"),
        ItemKind.OFFICE_HOURS: say("Office hours"),
        ItemKind.STUDY_GROUP: say("Study groups"),
        ItemKind.DUE: say("Due dates"),
        ItemKind.PLANNED: say("Planned time"),
        ItemKind.TODO: say("To-dos"),
    }[kind]


def zone_hint(zones: Collection[str]) -> str:
    """Return in whose time classes are stored, which keeps clock changes right."""
    if len(zones) != 1:
        return say(
            "Class times are stored in each course’s own time, so clock changes stay right in "
            "every calendar app."
        )
    (zone,) = zones
    name = zone_label(zone)
    if "(ET)" in name:
        name = say("Eastern Time")
    text = "Class times are stored in %1, so clock changes stay right in every calendar app."
    return say(text, name)


def saved(name: str, counts: ExportCounts, breaks: int) -> str:
    """Return that a file was saved, and what was read back from it: "x.ics is saved and checked:
    14 classes, 1 break, the same in all three."."""
    parts = [
        (counts.sessions, say("1 class"), say("%1 classes", counts.sessions)),
        (counts.due, say("1 due date"), say("%1 due dates", counts.due)),
        (counts.planned, say("1 planned time"), say("%1 planned times", counts.planned)),
        (counts.todos, say("1 to-do"), say("%1 to-dos", counts.todos)),
        (breaks, say("1 break"), say("%1 breaks", breaks)),
    ]
    told = ", ".join(one if n == 1 else many for n, one, many in parts if n)
    if not told:
        return say("%1 is saved and checked.", name)
    return say("%1 is saved and checked: %2, the same in all three.", name, told)


def since_last(since: SinceLast | None) -> str:
    """Return what is other than last time: "2 changed, 1 cancelled, 11 the same as last time."."""
    if since is None:
        return ""
    parts = [
        (since.new, say("%1 new", since.new)),
        (since.changed, say("%1 changed", since.changed)),
        (since.cancelled, say("%1 cancelled", since.cancelled)),
        (since.same, say("%1 the same as last time", since.same)),
    ]
    told = ", ".join(text for n, text in parts if n)
    return f"{told}." if told else ""
