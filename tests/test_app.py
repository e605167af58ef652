"""The program with a window: start, marks, pictures, and a machine without a display."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from command_line import Terminal

from companion import app, wording
from companion.bootstrap import Options
from companion.sample import sample_records
from companion.storage.schedule_store import ScheduleStore

HEAVY = (
    "icalendar", "dateutil", "recurring_ical_events", "asyncio", "urllib.request",
    "importlib.metadata", "email", "http", "PySide6.QtNetwork", "PySide6.QtQml", "dataclasses",
    "lucide", "companion.ui.style", "companion.ui.dialogs.palette",
    "companion.wording",
)  # fmt: skip
PROGRAM = f"""
import sys
from pathlib import Path
from companion import app
from companion.bootstrap import Options
options = Options(data_dir=Path(sys.argv[1]), zone="Europe/Berlin")
code = app.run(options, quit_after_first_frame=True, prints_marks=True)
print([name for name in {HEAVY!r} if name in sys.modules])
sys.exit(code)
"""


@pytest.mark.parametrize("has_courses", [False, True], ids=["first run", "today"])
def test_the_first_frame_imports_nothing_heavy(tmp_path: Path, has_courses: bool) -> None:
    if has_courses:
        store = ScheduleStore(tmp_path / "companion.db")
        store.fill(sample_records())
        store.close()
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    marks, found = done.stdout.splitlines()
    assert found == "[]"
    for step in ("python", "application", "data", "window", "first frame"):
        assert f'"{step}"' in marks


def test_without_a_display_it_says_so_in_two_lines(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert app.run(Options(data_dir=tmp_path)) == 1
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 2
    assert "no display" in told[0]
    assert "agenda" in told[1]
    assert list(tmp_path.iterdir()) == []


def test_a_display_that_is_not_there_is_told_before_qt_gives_up(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("DISPLAY", ":4711")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-4711")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert app.run(Options(data_dir=tmp_path)) == 1
    assert "no display" in capsys.readouterr().err
    (tmp_path / "wayland-4711").touch()
    assert app.has_display()


@pytest.mark.parametrize("display", ["far.example:10.0", "localhost:10.0"])
def test_a_display_on_another_machine_is_believed(
    monkeypatch: pytest.MonkeyPatch, display: str
) -> None:
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("DISPLAY", display)
    assert app.has_display()


NOT_OPENED = """
import sys
from pathlib import Path
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel
from companion import app
from companion.cli import main

def look():
    box = QApplication.activeModalWidget()
    print(box.text(), "|", box.informativeText())
    plain = {label.textFormat() == Qt.TextFormat.PlainText for label in box.findChildren(QLabel)}
    print(plain, box.open_button.text(), box.defaultButton() is box.close_button)
    box.close_button.click()

app.make_application()
QTimer.singleShot(0, look)
sys.exit(main(["--data-dir", sys.argv[1]]))
"""


def test_data_that_cannot_be_opened_is_told_in_a_window_and_on_the_terminal(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "<b>x<b>"
    folder.mkdir()
    ScheduleStore(folder / "companion.db").close()
    with closing(sqlite3.connect(folder / "companion.db")) as con:
        con.execute("PRAGMA user_version=999")
    done = subprocess.run(
        [sys.executable, "-c", NOT_OPENED, str(folder)],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    said = "The data was written by a newer Companion; update this one."
    assert done.stderr.splitlines()[-1] == said
    first, second = done.stdout.splitlines()
    assert first == f"{said} | The data is here: {folder / 'companion.db'}"
    assert second == "{True} Open folder True"


def test_a_zone_that_disappeared_is_told_in_a_window_and_on_the_terminal(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    terminal.add_course()
    file = tmp_path / "x.ics"
    terminal.ask("export", str(file))
    before = file.read_bytes()
    with closing(sqlite3.connect(tmp_path / "companion.db")) as con, con:
        con.execute("UPDATE course SET zone = 'America/Gone'")
        con.execute("UPDATE meeting SET zone = 'America/Gone'")
    said = wording.STORAGE["unknown_zone"]
    done = subprocess.run(
        [sys.executable, "-c", NOT_OPENED, str(tmp_path)],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr.splitlines()[-1]) == (1, said)
    assert done.stdout.startswith(said)
    assert terminal("agenda").err == f"{said}\n"
    told = terminal("export", str(file))
    assert (told.status, told.out) == (1, "")
    assert "does not know the time zone America/Gone, so no file was written" in told.err
    assert file.read_bytes() == before


def test_pictures_are_drawn_in_order_and_named_after_page_and_theme(tmp_path: Path) -> None:
    written = app.draw_pictures(
        Options(is_sample=True), tmp_path, ("light", "dark"), (960, 600), ("keys", "today")
    )
    assert [path.name for path in written] == [
        "01-today-light.png", "12-keys-light.png", "01-today-dark.png", "12-keys-dark.png",
    ]  # fmt: skip
    sizes = {path.read_bytes()[16:24] for path in written}
    assert sizes == {(960).to_bytes(4, "big") + (600).to_bytes(4, "big")}


def test_an_unknown_page_is_refused_before_anything_is_drawn(tmp_path: Path) -> None:
    with pytest.raises(LookupError, match="calendar"):
        app.draw_pictures(Options(is_sample=True), tmp_path / "p", pages=("calendar",))
    assert not (tmp_path / "p").exists()
