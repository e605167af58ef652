"""Reads the student's own calendars beside the window, for busy time alone: one after the other.

What was read takes the place of what was there at once, for nothing of it is the student's to
lose. Being offline is normal: only what she asked for by hand says that it failed, and what was
read last stays. No address stands in any message.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from threading import Event, Thread
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from companion.busy_edits import add_calendar, same_calendar
from companion.importers import fetching, reading
from companion.models.busy_calendar import BusyCalendar, BusyTimes
from companion.models.busy_source import BusySource
from companion.models.feed_check import FeedCheck, is_due, read_check, write_check
from companion.models.ids import new_id
from companion.models.source import SourceFailed
from companion.ui import preferences
from companion.ui.import_job import Request
from companion.ui.import_words import say, system_name, tr
from companion.ui.page import Frame
from companion.ui.text import count
from companion.wording import import_sentence, storage_sentence
from companion.workspace import StorageFailed

FIRST_MS, EVERY_MS = 5000, 10 * 60_000
Fetch = Callable[..., fetching.Fetched]


def watched_calendars(window: Frame) -> list[BusyCalendar]:
    """Return the calendars that are looked at by themselves: the hidden ones are not."""
    calendars = window.workspace.schedule.table(BusyCalendar).values()
    return [calendar for calendar in calendars if calendar.address and calendar.is_shown]


def last_check(window: Frame, calendar: BusyCalendar) -> FeedCheck:
    """Return what is known of the last look at a calendar."""
    return read_check(window.workspace.setting(_setting(calendar.id)))


def _setting(calendar_id: str) -> str:
    return f"busy.{calendar_id}"


class _Task(NamedTuple):
    """One calendar to read: one that is known, or a new one."""

    request: Request
    calendar: BusyCalendar | None = None
    check: FeedCheck = FeedCheck()
    is_by_hand: bool = False


class _Look(NamedTuple):
    """What reading brought: what the calendar holds (None: what it held), or why nothing."""

    task: _Task
    check: FeedCheck
    source: BusySource | None = None
    failure: SourceFailed | None = None


class BusyChecks(QObject):
    """`looked` tells that a calendar was read, or could not be."""

    looked = Signal()
    _done = Signal(object)

    def __init__(self, window: Frame, parent: QObject, fetch: Fetch = fetching.fetch) -> None:
        super().__init__(parent)
        self._window, self._fetch = window, fetch
        self._waiting: list[_Task] = []
        self._current: _Task | None = None
        self._stopped = Event()
        self._done.connect(self._take)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(lambda: self.look(is_start=False))
        self._timer.start()
        self.destroyed.connect(self._stopped.set)

    @property
    def is_busy(self) -> bool:
        """True while a calendar is read."""
        return self._current is not None

    def begin(self) -> None:
        """Look at what is due some seconds from now, when the window has settled."""
        QTimer.singleShot(FIRST_MS, self, lambda: self.look(is_start=True))

    def look(self, *, is_start: bool) -> None:
        """Read the calendars at an address that are due."""
        now = self._window.workspace.clock.now()
        for calendar in watched_calendars(self._window):
            if is_due(last_check(self._window, calendar), now, is_start=is_start):
                self._queue(self._task_of(calendar))

    def look_now(self) -> None:
        """Read all of them that are at an address, and say how it went."""
        for calendar in watched_calendars(self._window):
            self.read_again(calendar)

    def add(self, request: Request) -> None:
        """Read a calendar from a file or an address; a known one is read anew."""
        self._queue(_Task(request, is_by_hand=True))

    def read_again(self, calendar: BusyCalendar, path: str = "") -> None:
        """Read a calendar anew, from its address or from another file of it."""
        task = self._task_of(calendar)._replace(is_by_hand=True)
        if path:
            task = task._replace(request=Request(path=path), check=FeedCheck())
        self._queue(task)

    def _task_of(self, calendar: BusyCalendar) -> _Task:
        check = last_check(self._window, calendar)
        return _Task(Request(address=calendar.address), calendar, check)

    def _queue(self, task: _Task) -> None:
        pending = [*self._waiting, *([self._current] if self._current else [])]
        if any(other.request == task.request for other in pending):
            return
        self._waiting.append(task)
        self._next()

    def _next(self) -> None:
        if self._current is not None or not self._waiting:
            return
        task = self._current = self._waiting.pop(0)
        words, is_stopped = self._window.words(), self._stopped.is_set
        now, today = words.now, words.today

        def work() -> None:
            look = self._read(task, now, today)
            if not is_stopped():
                self._done.emit(look)

        Thread(target=work, name="calendar", daemon=True).start()

    def _read(self, task: _Task, now: datetime, today: date) -> _Look:
        """Fetch and read, in a thread."""
        check, is_stopped = task.check, self._stopped.is_set
        failed = check.failed(now)
        try:
            etag = modified = ""
            if task.request.address:
                fetched = self._fetch(task.request.address, check.etag, check.modified)
                content, etag, modified = fetched
            elif task.request.path:
                content = reading.file_content(Path(task.request.path))
            else:
                content = task.request.text.encode("utf-8", "surrogatepass")
            if content is None:
                return _Look(task, check._replace(at=now, failures=0))
            source = reading.read_busy_bytes(content, today, is_stopped)
            _refuse_half(task, source)
        except SourceFailed as failure:
            return _Look(task, failed, failure=failure)
        except Exception:  # whatever went wrong: the student is told that it cannot be read
            return _Look(task, failed, failure=SourceFailed("source_broken"))
        return _Look(task, FeedCheck(now, 0, etag, modified), source)

    # What was read

    def _take(self, look: _Look) -> None:
        self._current = None
        if look.failure is not None:
            self._tell_failure(look)
        elif look.source is not None:
            self._keep(look, look.source)
        elif look.task.is_by_hand and look.task.calendar is not None:
            self._window.tell(tr("“%1” is as it was.", look.task.calendar.name))
        if look.task.calendar is not None:
            self._keep_check(look.task.calendar.id, look.check)
        self.looked.emit()
        self._next()

    def _tell_failure(self, look: _Look) -> None:
        if look.task.is_by_hand and look.failure is not None:
            sentence = import_sentence(look.failure.code, look.failure.values, say)
            self._window.tell(sentence, kind="warn")

    def _keep(self, look: _Look, source: BusySource) -> None:
        """Store what a calendar holds, and the calendar itself where it is new."""
        schedule, request = self._window.workspace.schedule, look.task.request
        origin = source.name or request.stem or system_name("calendar")
        calendar = look.task.calendar or same_calendar(schedule, origin, request.address)
        is_new = calendar is None
        if calendar is None:
            calendar = BusyCalendar(new_id(), origin, origin, request.address)
        elif schedule.get(BusyCalendar, calendar.id) is None:
            return  # it was removed meanwhile
        try:
            self._window.workspace.keep_busy(BusyTimes(calendar.id, "\n".join(source.lines)))
        except StorageFailed as failure:
            self._window.tell(storage_sentence(failure.code, say), kind="danger")
            return
        if is_new:
            said = tr("“%1” added as busy time", calendar.name)
            if not self._window.perform(add_calendar(schedule, calendar), said):
                return
        self._keep_check(calendar.id, look.check)
        if look.task.is_by_hand:
            self._tell_read(calendar, source, is_new=is_new)

    def _tell_read(self, calendar: BusyCalendar, source: BusySource, *, is_new: bool) -> None:
        rest = ""
        if source.skipped:
            rest = tr("%1 could not be read.", count("%n item(s)", len(source.skipped)))
        if not source.lines:
            self._window.tell(tr("Nothing in “%1” takes time.", calendar.name), rest, "warn")
        elif rest or not is_new:
            self._window.tell(tr("“%1” was read.", calendar.name), rest, "warn" if rest else "ok")

    def _keep_check(self, calendar_id: str, check: FeedCheck) -> None:
        preferences.keep(self._window.workspace, _setting(calendar_id), write_check(check))


def _refuse_half(task: _Task, source: BusySource) -> None:
    """Let no server in trouble empty a calendar that is known. Raises SourceFailed."""
    if task.calendar is None or not task.request.address:
        return
    if not source.lines and not source.free and not source.skipped:
        raise SourceFailed("source_nothing")
    if any(entry.reason == "cut_off" for entry in source.skipped):
        raise SourceFailed("calendar_cut")


def busy_checks_of(window: Frame, parent: QObject) -> BusyChecks:
    """Return the window's one, made when it is first needed."""
    found = parent.findChild(BusyChecks)
    return found if isinstance(found, BusyChecks) else BusyChecks(window, parent)
