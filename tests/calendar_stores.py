"""Programs that keep events, to import files into again and again: servers and calendar programs.

Each is used as its own users do it: an entry of the file at a time for the servers, the import
command for the others. They are found beside the interpreter, on the PATH, or in the folder that
CALENDAR_STORES names; Evolution Data Server comes with the system.
"""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from abc import ABC, abstractmethod
from base64 import b64encode
from collections.abc import Iterable
from pathlib import Path
from xml.etree import ElementTree

from calendar_readers import Seen, by_zone_names
from icalendar import Calendar


def program(name: str) -> str | None:
    """Where a program is."""
    folders = [os.environ.get("CALENDAR_STORES", ""), str(Path(sys.executable).parent)]
    return shutil.which(name, path=os.pathsep.join([*filter(None, folders), os.environ["PATH"]]))


def shown(files: Iterable[bytes]) -> list[Seen]:
    """What the student sees of the files in a store: cancelled entries are crossed out."""
    found: list[Seen] = []
    for content in files:
        calendar = Calendar.from_ical(content)
        calendar.subcomponents = [
            c for c in calendar.subcomponents if c.get("STATUS") != "CANCELLED"
        ]
        found += by_zone_names(calendar.to_ical())
    return sorted(found)


def by_uid(content: bytes) -> dict[str, bytes]:
    """A file as one file for each uid, each with the zones: what servers are given."""
    calendar = Calendar.from_ical(content)
    zones = [c for c in calendar.subcomponents if c.name == "VTIMEZONE"]
    parts: dict[str, list] = {}
    for component in calendar.subcomponents:
        if component.name != "VTIMEZONE":
            parts.setdefault(str(component["UID"]), []).append(component)
    files = {}
    for uid, components in parts.items():
        one = Calendar()
        one.add("VERSION", "2.0")
        one.add("PRODID", "-//test//test//EN")
        one.subcomponents = [*zones, *components]
        files[uid] = one.to_ical()
    return files


class Store(ABC):
    """A place where imported events stay."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    @abstractmethod
    def is_there(cls) -> bool:
        """Whether it is installed."""

    @abstractmethod
    def take(self, content: bytes) -> None:
        """Import a file."""

    @abstractmethod
    def files(self) -> list[bytes]:
        """Everything that it holds."""

    def close(self) -> None:  # noqa: B027  nothing to stop, for most
        """Stop it."""


class _Server(Store):
    """A CalDAV server of one's own."""

    calendar = "/student/calendar/"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._log = (folder / "server.log").open("wb")
        self._process = subprocess.Popen(
            self.command(), stdout=self._log, stderr=self._log, cwd=folder
        )
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    break
            time.sleep(0.1)
        self.prepare()

    def command(self) -> list[str]:
        raise NotImplementedError

    def prepare(self) -> None:
        """Make the calendar."""

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> bytes:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        user = b64encode(b"student:x").decode()
        given = {"Authorization": f"Basic {user}", **headers}
        connection.request(method, path, body, given)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        assert answer.status < 300, (method, path, answer.status, content[:300])
        return content

    def take(self, content: bytes) -> None:
        for uid, one in by_uid(content).items():
            name = uid.replace("@", "-at-")
            self.ask("PUT", f"{self.calendar}{name}.ics", one, **{"Content-Type": "text/calendar"})

    def files(self) -> list[bytes]:
        listing = ElementTree.fromstring(self.ask("PROPFIND", self.calendar, Depth="1"))
        paths = [found.text or "" for found in listing.iter("{DAV:}href")]
        return [self.ask("GET", path) for path in paths if path.endswith(".ics")]

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(20)
        self._log.close()


class Radicale(_Server):
    """A server on vobject."""

    @classmethod
    def is_there(cls) -> bool:
        return program("radicale") is not None

    def command(self) -> list[str]:
        options = {
            "server-hosts": f"127.0.0.1:{self.port}",
            "storage-filesystem-folder": str(self.folder / "kept"),
            "auth-type": "none",
        }
        words = [f"--{name}={value}" for name, value in options.items()]
        return [program("radicale") or "", "--config", "", *words]

    def prepare(self) -> None:
        self.ask("MKCALENDAR", self.calendar)


class Xandikos(_Server):
    """A server on icalendar and git."""

    calendar = "/user/calendars/calendar/"

    @classmethod
    def is_there(cls) -> bool:
        return program("xandikos") is not None

    def command(self) -> list[str]:
        place = ["-d", str(self.folder / "kept"), "-l", "127.0.0.1", "-p", str(self.port)]
        return [program("xandikos") or "", "serve", *place, "--defaults"]


class Khal(Store):
    """A calendar program for terminals."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        (folder / "kept").mkdir()
        self._config = folder / "config"
        self._config.write_text(
            f"[calendars]\n[[student]]\npath = {folder / 'kept'}\n"
            f"[sqlite]\npath = {folder / 'khal.db'}\n"
            "[locale]\nlocal_timezone = Asia/Kolkata\ndefault_timezone = Asia/Kolkata\n"
            "timeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
            "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
        )

    @classmethod
    def is_there(cls) -> bool:
        return program("khal") is not None

    def take(self, content: bytes) -> None:
        file = self.folder / "given.ics"
        file.write_bytes(content)
        words = [program("khal") or "", "-c", str(self._config), "import", "--batch", str(file)]
        done = subprocess.run(words, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr

    def files(self) -> list[bytes]:
        return [file.read_bytes() for file in (self.folder / "kept").glob("*.ics")]


class Evolution(Store):
    """Evolution Data Server: what Evolution and GNOME Calendar keep events in."""

    @classmethod
    def is_there(cls) -> bool:
        if not (shutil.which("dbus-run-session") and Path("/usr/bin/python3").exists()):
            return False
        probe = "import gi; gi.require_version('ECal', '2.0'); from gi.repository import ECal"
        return not subprocess.run(["/usr/bin/python3", "-c", probe], capture_output=True).returncode

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._given: list[bytes] = []

    def take(self, content: bytes) -> None:
        self._given.append(content)

    def files(self) -> list[bytes]:
        """Import all that was given, in order, in one session with a home of its own."""
        names = []
        for number, content in enumerate(self._given):
            names.append(str(self.folder / f"{number}.ics"))
            Path(names[-1]).write_bytes(content)
        home = self.folder / "home"
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir()
        script = Path(__file__).with_name("evolution_store.py")
        environment = {"HOME": str(home), "PATH": os.environ["PATH"], "TZ": "Asia/Kolkata"}
        environment["XDG_RUNTIME_DIR"] = str(home)
        words = ["dbus-run-session", "--", "/usr/bin/python3", str(script), *names]
        done = subprocess.run(words, capture_output=True, env=environment, timeout=180)
        assert done.returncode == 0, done.stderr.decode()
        return [done.stdout]


STORES: tuple[type[Store], ...] = (Radicale, Khal, Xandikos, Evolution)
