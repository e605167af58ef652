"""The one list of actions: shortcuts, palette, key list and menus are made of it.

A page that wants an action of its own adds a line with its key under `pages` and a method
`do_<id>` (dashes become underscores); the window asks the page first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget

from companion.ui import letters
from companion.ui.pages import VIEWS

if TYPE_CHECKING:
    from PySide6.QtGui import QAction, QKeyEvent


class ActionSpec(NamedTuple):
    """One action. keys are portable key sequences, the first is shown. `when` names what must
    hold: "", "can-undo", "can-redo", "can-back", "can-forward", "has-courses",
    "has-class", "has-timer" or "has-feeds".
    `pages` limits it to some pages. Keys that are not bound are taken by the page itself and only
    told here. An action without group stands in no menu and no list."""

    id: str
    text: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    when: str = ""
    group: str = "Do"
    pages: tuple[str, ...] = ()
    is_bound: bool = True

    def label(self) -> str:
        """Return its text in the student's language."""
        return QCoreApplication.translate("Actions", self.text)


GROUPS = ("Go", "Do", "Edit", "View", "File")

ACTIONS: tuple[ActionSpec, ...] = (
    *(ActionSpec(f"show-{v.key}", v.title, (v.digit,), v.icon, group="Go") for v in VIEWS),
    ActionSpec("back-to-today", "Back to today", ("T",), "calendar-days", group="Go"),
    ActionSpec("back", "Back", ("Alt+Left",), "arrow-left", "can-back", "Go"),
    ActionSpec("forward", "Forward", ("Alt+Right",), "arrow-right", "can-forward", "Go"),
    ActionSpec("palette", "Search and commands", ("Ctrl+K",), "search", group="Go"),
    ActionSpec("quick-add", "Add an activity", ("N",), "list-plus", "has-courses"),
    ActionSpec("add-course", "Add a course…", ("Ctrl+Shift+N",), "plus"),
    ActionSpec("join", "Join the next class", ("J",), "video", "has-class"),
    ActionSpec(
        "start",
        "Start, with the timer",
        ("S",),
        "timer",
        pages=("checklist", "week", "course", "today"),
    ),
    *(
        ActionSpec(f"timer-{name}", text, (keys,), icon, "has-timer")
        for name, text, keys, icon in (
            ("pause", "Pause the timer, or go on", "Ctrl+Shift+P", "pause"),
            ("done", "Done with what the timer runs on", "Ctrl+Shift+D", "check"),
            ("stop", "Stop the timer and log the time", "Ctrl+Shift+S", "circle-stop"),
        )
    ),
    ActionSpec("copy-passcode", "Copy the passcode", ("C",), "copy", "has-class", pages=("today",)),
    *(
        ActionSpec(f"mark-{name}", text, (keys,), icon, pages=("course", "today"))
        for name, text, keys, icon in (
            ("attended", "Mark as attended", "A", "check"),
            ("missed", "Mark as missed", "X", "x"),
            ("recording", "Recording watched", "R", "clapperboard"),
            ("excused", "Mark as excused", "U", "circle-minus"),
        )
    ),
    ActionSpec("extra-class", "Add an extra class…", (), "plus", pages=("course",)),
    *(
        ActionSpec(name, text, (), icon, pages=("course",))
        for name, text, icon in (
            ("fill-term", "Fill the term…", "list-plus"),
            ("duplicate-course", "Duplicate the course…", "copy"),
            ("archive-course", "Archive the course, or bring it back", "archive"),
            ("remove-course", "Remove the course", "trash-2"),
        )
    ),
    ActionSpec("save-course-file", "Save course file…", (), "file-text", "", "File", ("course",)),
    ActionSpec("paste-invitation", "Paste Zoom invitation…", (), "link", pages=("course", "today")),
    *(
        ActionSpec(
            f"have-{n}", f"I have {minutes} minutes", (f"Alt+{n}",), "clock", pages=("today",)
        )
        for n, minutes in enumerate((15, 30, 60, 90), start=1)
    ),
    ActionSpec("have-other", "I have another number of minutes…", ("Alt+5",), pages=("today",)),
    *(
        ActionSpec(name, text, (keys,), icon, "", "Edit", ("checklist", "today"), is_bound)
        for name, text, keys, icon, is_bound in (
            ("tick-activity", "Done, or not done", "Space", "check", False),
            ("set-due", "Set the due date…", "D", "flag", True),
        )
    ),
    *(
        ActionSpec(name, text, (keys,), icon, group="Edit", pages=("checklist",), is_bound=is_bound)
        for name, text, keys, icon, is_bound in (
            ("find-activity", "Search the activities", "Ctrl+F", "search", True),
            ("filter-activities", "Go to the filters", "F", "list-filter", True),
            ("plan-activity", "Plan a time for it…", "P", "calendar-clock", True),
            ("set-estimate", "Set the estimate…", "E", "clock", True),
            ("hand-in", "Handed in; again: feedback received", "H", "send", True),
            ("move-activity", "Move to a course or week…", "M", "arrow-right", True),
            ("delete-activity", "Delete the activity", "Del", "trash-2", False),
            ("mark-group", "Mark the whole group", "Ctrl+A", "", False),
        )
    ),
    ActionSpec("new-appointment", "New appointment", ("Shift+N",), "plus", "", "Do", ("week",)),
    ActionSpec(
        "plan-selected",
        "Plan the chosen work",
        ("P",),
        "calendar-check",
        "",
        "Do",
        ("week", "today"),
    ),
    ActionSpec("previous-week", "Previous week", ("Ctrl+Left",), "", "", "Go", ("week",)),
    ActionSpec("next-week", "Next week", ("Ctrl+Right",), "", "", "Go", ("week",)),
    ActionSpec("go-to-classes", "Go to the classes", ("Ctrl+Left",), "", "", "Go", ("course",)),
    ActionSpec("go-to-weeks", "Go to the weeks", ("Ctrl+Right",), "", "", "Go", ("course",)),
    ActionSpec("undo", "Undo", ("Ctrl+Z",), "undo-2", "can-undo", "Edit"),
    ActionSpec("redo", "Redo", ("Ctrl+Y", "Ctrl+Shift+Z"), "redo-2", "can-redo", "Edit"),
    ActionSpec("history", "What changed…", ("Ctrl+H",), "history", group="Edit"),
    ActionSpec("sidebar", "Narrow or widen the sidebar", ("Ctrl+B",), "panel-left", group="View"),
    ActionSpec(
        "swap-clocks",
        "Swap which clock leads",
        ("E",),
        "arrow-left-right",
        "has-courses",
        "View",
        ("today", "week", "course"),
    ),
    ActionSpec("text-larger", "Larger text", ("Ctrl++", "Ctrl+="), "zoom-in", group="View"),
    ActionSpec("text-smaller", "Smaller text", ("Ctrl+-",), "zoom-out", group="View"),
    ActionSpec("text-normal", "Normal text size", ("Ctrl+0",), "type", group="View"),
    ActionSpec("zoom-program", "Zoom to the program", ("Ctrl+1",), "", "", "View", ("timeline",)),
    ActionSpec("zoom-term", "Zoom to the term", ("Ctrl+2",), "", "", "View", ("timeline",)),
    ActionSpec("zoom-six-weeks", "Zoom to six weeks", ("Ctrl+3",), "", "", "View", ("timeline",)),
    ActionSpec("hours-table", "Hours as a table", (), "table", "", "View", ("timeline",)),
    ActionSpec("keys", "Keys", ("F1", "?"), "keyboard", group="View"),
    ActionSpec("import", "Import…", ("Ctrl+I",), "import", group="File"),
    ActionSpec("check-feeds", "Look at your feeds now", (), "refresh-cw", "has-feeds", "File"),
    ActionSpec(
        "paste-import", "Import what was copied", ("Ctrl+V",), "clipboard-paste", "", "File"
    ),
    ActionSpec(
        "export", "Export to calendar…", ("Ctrl+Shift+E",), "calendar-plus", "has-courses", "File"
    ),
    ActionSpec("copies", "Copies of your data…", (), "archive-restore", group="File"),
    ActionSpec("settings", "Settings", ("Ctrl+,",), "settings", group="File"),
    ActionSpec("working-hours", "Working hours…", (), "briefcase", group="File"),
    ActionSpec("busy-calendars", "Busy calendars…", (), "calendar-days", group="File"),
    ActionSpec("close-window", "Close the window", ("Ctrl+W", "Ctrl+Q"), "x", group="File"),
)


def action(action_id: str) -> ActionSpec:
    """Return an action's entry. Raises LookupError for an unknown id."""
    for spec in ACTIONS:
        if spec.id == action_id:
            return spec
    raise LookupError(f"There is no action named {action_id}.")


def make_actions(owner: QWidget, trigger: Callable[[str], None]) -> dict[str, QAction]:
    """Make a QAction of every entry, with its shortcuts, on a window."""
    from PySide6.QtGui import QAction, QKeySequence  # start-up: made after the first frame

    made = {}
    for spec in ACTIONS:
        one = QAction(spec.label(), owner)
        if spec.is_bound:
            one.setShortcuts([QKeySequence(keys) for keys in letters.all_acting(spec.keys)])
        one.triggered.connect(lambda _=False, wanted=spec.id: trigger(wanted))
        owner.addAction(one)
        made[spec.id] = one
    return made


def bind_anew(made: dict[str, QAction]) -> None:
    """Give actions the keys that act now: single characters may have been switched on or off."""
    from PySide6.QtGui import QKeySequence  # start-up: as above

    for spec in ACTIONS:
        if spec.is_bound and spec.id in made:
            keys = [QKeySequence(text) for text in letters.all_acting(spec.keys)]
            made[spec.id].setShortcuts(keys)


def by_group(specs: Iterable[ActionSpec]) -> list[tuple[str, list[ActionSpec]]]:
    """Return actions under their groups, in the order of the groups."""
    known = list(specs)
    return [(group, [s for s in known if s.group == group]) for group in GROUPS]


# A key's place on the keyboard, so that layouts with shifted digits have them too: scan codes of
# X11 and Wayland, of Windows, and virtual keys of macOS.
_PLACES: dict[str, dict[int, str]] = {
    "xcb": {9 + n: str(n) for n in range(1, 10)},
    "wayland": {9 + n: str(n) for n in range(1, 10)},
    "windows": {1 + n: str(n) for n in range(1, 10)},
}
_MAC_PLACES = {18: "1", 19: "2", 20: "3", 21: "4", 23: "5", 22: "6", 26: "7", 28: "8", 25: "9"}


def digit_by_place(event: QKeyEvent, platform: str) -> str:
    """Return the digit that a key's place means where it does not type that digit, else empty."""
    if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or event.text().isdigit():
        return ""
    if platform == "cocoa":
        return _MAC_PLACES.get(event.nativeVirtualKey(), "")
    return _PLACES.get(platform, {}).get(event.nativeScanCode(), "")
