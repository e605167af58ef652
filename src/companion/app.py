"""The program with a window: puts Qt's application, the style and the window together."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfoNotFoundError

from companion.instance import Claim, call_first, claim
from companion.paths import places

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from companion.bootstrap import Options
    from companion.ui.main_window import MainWindow
    from companion.workspace import StorageFailed, Workspace

NAME = "companion"
FILE_LOOK_MS = 3000  # after the first frame, when the window is at rest
NO_DISPLAY = (
    "There is no display to open a window on.",
    "Without one, these commands work: companion agenda, next, courses, activities, export, "
    "pictures; companion --help lists all.",
)
NOT_ANSWERING = (
    "Companion is open already, but its window does not answer.",
    "Close it, or end it by the system’s list of running programs, and start again.",
)
# pictures are numbered like the pages of the design
PICTURES = {
    "today": "01",
    "week": "02",
    "timeline": "03",
    "checklist": "04",
    "course": "05",
    "add-course": "06",
    "export": "07",
    "import": "08",
    "first-run": "09",
    "palette": "11",
    "keys": "12",
    "settings": "13",
    "hero-states": "12",
}


class Marks:
    """Milliseconds since the process began at each step of the start, for `--marks`."""

    def __init__(self) -> None:
        begun = os.environ.get("BENCH_T0")
        self._begun = int(begun) if begun and begun.isdecimal() else time.monotonic_ns()
        self.steps: dict[str, float] = {}

    def set(self, name: str) -> None:
        """Note that a step is done."""
        self.steps[name] = round((time.monotonic_ns() - self._begun) / 1e6, 3)

    def print(self) -> None:
        """Print the steps as one line of JSON."""
        import json  # start-up: only when asked for

        print(json.dumps({"ms": self.steps, "cpu_ms": time.process_time() * 1e3}), flush=True)


def has_display() -> bool:
    """Tell whether a window can be opened at all."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return _answers_wayland(os.environ.get("WAYLAND_DISPLAY", "")) or _answers_x(
        os.environ.get("DISPLAY", "")
    )


def _answers_wayland(display: str) -> bool:
    folder = os.environ.get("XDG_RUNTIME_DIR", "")
    return bool(display) and os.path.exists(os.path.join(folder, display))


def _answers_x(display: str) -> bool:
    """Look for the socket of a display on this machine: without one Qt ends the program."""
    host, _, number = display.partition(":")
    if not number or host not in ("", "unix"):
        return bool(display)
    socket = f"/tmp/.X11-unix/X{number.partition('.')[0]}"
    if os.path.exists(socket):
        return True
    try:
        with open("/proc/net/unix", encoding="utf-8", errors="replace") as sockets:
            return any(line.rstrip().endswith("@" + socket) for line in sockets)
    except OSError:
        return True  # nobody can tell


def run(
    options: Options,
    *,
    sources: Sequence[str] = (),
    quit_after_first_frame: bool = False,
    prints_marks: bool = False,
) -> int:
    """Open the window and stay until it is closed; the exit code. It shows what importing some
    sources, absolute paths and addresses, would do; a window that is open already does so instead.

    Raises what `bootstrap.open_workspace` raises.
    """
    if not has_display():
        print("\n".join(NO_DISPLAY), file=sys.stderr)
        return 1
    folder = None if options.is_sample else places(options.data_dir).folder
    held = claim(folder) if folder is not None else None
    if folder is not None and held is None:
        return _second_start(folder, sources)
    import gc  # here, because only the window wants it

    gc.disable()  # start-up: nothing becomes garbage before the first frame
    marks = Marks()
    marks.set("python")
    app = make_application()
    marks.set("application")
    workspace = _open_data(options, is_watched=not quit_after_first_frame)
    marks.set("data")
    window = _first_window(app, workspace, options, is_watched=not quit_after_first_frame)
    marks.set("window")

    def painted() -> None:
        gc.freeze()  # what lives as long as the program need not be looked at ever again
        gc.enable()
        marks.set("first frame")
        if prints_marks:
            marks.print()
        if quit_after_first_frame:
            app.quit()
        else:
            window.settle()
            _look_after(window, held)
            if sources:
                from companion.ui.come_forward import show_sources  # start-up: seldom given

                show_sources(window, sources)

    _after_first_frame(window, painted)
    window.show()
    marks.set("show returned")
    try:
        return int(app.exec())
    finally:
        workspace.close()
        if held is not None:
            held.release()


def _open_data(options: Options, *, is_watched: bool) -> Workspace:
    """Open the data. What keeps it shut is told in a window too, until something is in its place or
    the student gave up. Raises what `bootstrap.open_workspace` raises."""
    # start-up: after the first mark
    from companion.bootstrap import open_workspace
    from companion.workspace import StorageFailed

    while True:
        try:
            return open_workspace(options, is_command=False)
        except StorageFailed as failure:
            if not is_watched or options.is_sample or not _rescue(options, failure):
                raise
        except Exception as error:
            if is_watched:
                _tell_unexpected(options, error)
            raise


def _tell_unexpected(options: Options, error: Exception) -> None:
    """Tell of an error that nobody expected before there is a window to tell it in."""
    # start-up: only when something failed
    from companion.trouble import report
    from companion.ui.dialogs.not_opened import NotOpened

    NotOpened("unexpected", places(options.data_dir).database, report(error)).exec()


def _second_start(folder: Path, sources: Sequence[str]) -> int:
    """Call the window that is open and hand over what was given; 0 once it has heard."""
    if call_first(folder, sources):
        return 0
    print("\n".join(NOT_ANSWERING), file=sys.stderr)
    return 1


def _look_after(window: MainWindow, held: Claim | None) -> None:
    """Answer calls of other starts, and catch what nothing else has caught."""
    # start-up: after the first frame
    from PySide6.QtCore import QTimer

    from companion.ui.come_forward import answer
    from companion.ui.unexpected import LastResort, look_at_file

    LastResort(window).install()
    # without the window as context: naming one builds enums; the loop has ended when it is gone
    QTimer.singleShot(FILE_LOOK_MS, lambda: look_at_file(window))
    if held is not None:
        window.each_second(lambda: answer(window, held))


def _rescue(options: Options, failure: StorageFailed) -> bool:
    """Say in a window too why there is no data, for who starts from a menu sees no terminal; True
    when the student chose what to go on with, and that is in place."""
    # start-up: only when something failed
    from companion import bootstrap
    from companion.clock import SystemClock
    from companion.ui import preferences, theme
    from companion.ui.dialogs.not_opened import NotOpened
    from companion.ui.dialogs.rescue import AFRESH, SAVED, Rescue, Ways
    from companion.ui.text import Words
    from companion.workspace import StorageFailed

    where = places(options.data_dir)
    if failure.code not in ("damaged", "gone"):
        NotOpened(failure.code, where.database).exec()
        return False
    theme.choose("system")
    clock = SystemClock()
    words = Words(clock.now(), clock.zone, preferences.Preferences().is_24h, 0)
    while True:
        dialog = Rescue(failure.code, Ways(*bootstrap.ways_out(options)), words, where.folder)
        dialog.exec()
        try:
            if dialog.chosen == SAVED:
                bootstrap.save_what_can_be_read(options)
            elif dialog.chosen == AFRESH:
                bootstrap.begin_afresh(options)
            elif dialog.chosen:
                bootstrap.restore_data(where.folder, where.backups / dialog.chosen, clock.now())
        except StorageFailed as refused:  # a full disk: she may free some space and choose again
            NotOpened(refused.code, where.database).exec()
        else:
            return bool(dialog.chosen)


def _first_window(
    app: QApplication, workspace: Workspace, options: Options, *, is_watched: bool
) -> MainWindow:
    """Make the window. What keeps it from opening is told in one too: a zone in the data that is
    gone from this machine, or an error that nobody expected."""
    try:
        return open_window(app, workspace)
    except ZoneInfoNotFoundError:
        if is_watched:
            from companion.workspace import StorageFailed  # start-up: only when something failed

            _rescue(options, StorageFailed("unknown_zone"))
        raise
    except Exception as error:
        if is_watched:
            _tell_unexpected(options, error)
        raise


def make_application() -> QApplication:
    """Make Qt's application with the program's name, fonts and the look of the system."""
    # start-up: commands without a window import app.py too, and must not load Qt
    from PySide6.QtWidgets import QApplication

    _take_back_import()
    from companion.ui import fonts, theme  # start-up: only now, see _take_back_import
    from companion.ui.widgets import labels

    found = QApplication.instance()
    # Fusion by option: setStyle from Python builds all of QStyle. Our own comes later, see
    # MainWindow.complete.
    app = (
        found
        if isinstance(found, QApplication)
        else QApplication([*sys.argv[:1], "-style", "fusion"])
    )
    if app.property("is-ours"):  # no name tells: before any is set, it is that of the program file
        return app
    app.setProperty("is-ours", True)
    app.setApplicationName(NAME)
    app.setApplicationDisplayName("")  # titles name the program themselves
    app.setDesktopFileName(NAME)
    fonts.load()
    labels.follow_theme()
    theme.follow_system()
    return app


def _take_back_import() -> None:
    """Put Python's own import back in the place of PySide's.

    PySide's reads the source of every module that is imported from then on, in search of
    `from __feature__ import`, which is nowhere here. See docs/performance.md for what that costs.
    """
    import builtins  # here, because only the window wants it

    original = getattr(builtins, "__orig_import__", None)
    if original is not None:
        builtins.__import__ = original


def open_window(app: QApplication, workspace: Workspace) -> MainWindow:
    """Make the window in the look that the student chose; the caller shows and completes it."""
    # start-up: see make_application
    from companion.ui import preferences, theme
    from companion.ui.main_window import MainWindow

    chosen = preferences.read(workspace)
    theme.choose(chosen.look, chosen.text_size)
    return MainWindow(workspace, is_complete=False)


def draw_pictures(
    options: Options,
    folder: Path,
    themes: Sequence[str] = ("light", "dark"),
    size: tuple[int, int] = (1280, 800),
    pages: Sequence[str] = (),
) -> list[Path]:
    """Draw pages to PNG without a display; the files written, in order.

    Raises LookupError for an unknown page and OSError when a file cannot be written.
    """
    unknown = [name for name in pages if name not in PICTURES]
    if unknown:
        raise LookupError(unknown[0])
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    # start-up: only pictures need these
    import tempfile

    from companion.ui.pictures import draw

    make_application()
    folder.mkdir(parents=True, exist_ok=True)
    wanted = {name: number for name, number in PICTURES.items() if not pages or name in pages}
    with tempfile.TemporaryDirectory() as place:
        worlds = _worlds(options, Path(place))
        try:
            return draw(worlds, folder, themes, size, wanted)
        finally:
            for workspace in worlds.values():
                workspace.close()


def _worlds(options: Options, nowhere: Path) -> dict[str, Workspace]:
    """Open what the pictures show: the data asked for, nothing at all for the first page, and
    for the sample a student in Bengaluru who is about to add a course."""
    from companion.bootstrap import open_workspace  # start-up: after the application

    shown = open_workspace(options, is_command=True)
    clock = shown.clock
    nothing = options._replace(
        data_dir=nowhere, is_sample=False, zone=clock.zone.key, now=clock.now()
    )
    worlds = {"": shown, "first-run": open_workspace(nothing, is_command=True)}
    sample = options._replace(data_dir=None, zone=None, now=None, is_sample=True)
    worlds["hero-states"] = open_workspace(sample, is_command=True)
    if options.is_sample:
        worlds["import"] = open_workspace(options, is_command=True)
        from companion.ui.pictures import BEFORE_TERM  # start-up: only pictures need it

        abroad = options._replace(
            zone=options.zone or "Asia/Kolkata", now=options.now or BEFORE_TERM
        )
        worlds["add-course"] = open_workspace(abroad, is_command=True)
    return worlds


def _after_first_frame(window: MainWindow, then: Callable[[], None]) -> None:
    from PySide6.QtCore import QEvent, QObject, QTimer

    class FirstPaint(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                window.removeEventFilter(self)
                QTimer.singleShot(0, then)
            return False

    window.installEventFilter(FirstPaint(window))
