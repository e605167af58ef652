"""What the export dialog says: about calendar programs, reminders, and how to import."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QCoreApplication

from companion.exporters.choice import ItemKind, Target
from companion.exporters.selection import ExportCounts
from companion.ui.text import count, zone_label


def say(text: str, *values: object) -> str:
    """Return a text of the dialog in the student's language with %1, %2… replaced."""
    found = QCoreApplication.translate("Export", text)
    for number in range(len(values), 0, -1):
        found = found.replace(f"%{number}", str(values[number - 1]))
    return found


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


def update_hint(target: Target) -> str:
    """Return what the file is to a program, in one line."""
    if target is Target.GOOGLE:
        return say("Google imports a file once; import again after changes.")
    return say("The file shows your courses as they are now.")


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
        text = "Class times are stored in each course’s own time, so clock changes stay right."
        return say(text)
    (zone,) = zones
    name = zone_label(zone)
    if "(ET)" in name:
        name = say("Eastern Time")
    return say("Class times are stored in %1, so clock changes stay right.", name)


def saved(name: str, counts: ExportCounts) -> str:
    """Return that a file was saved, and what is in it: "x.ics is saved: 10 classes, 3 due
    dates, checked."."""
    parts = [
        (counts.sessions, "%n class(es)"),
        (counts.due, "%n due date(s)"),
        (counts.planned, "%n planned time(s)"),
    ]
    told = ", ".join(
        count(text, n).replace("(es)", "" if n == 1 else "es") for n, text in parts if n
    )
    return say("%1 is saved and checked: %2.", name, told)
