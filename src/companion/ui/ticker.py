"""The one timer that drives every clock on screen, aligned to the minute."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, datetime, timedelta

from PySide6.QtCore import QObject, Qt, QTimer, QTimeZone, Signal, SignalInstance

from companion.clock import Clock

JUMP_S = 2.0  # wall clock against monotonic: more is sleep, a set clock or travel


class Ticker(QObject):
    """Tells of each new minute, of a new day, of a jump of the clock and of a new zone; `travelled`
    with the name of the one before, when it was the computer's zone that changed.

    `second` beats only while somebody shows seconds. `look` is to be called each second: timers
    stand still while the computer sleeps, and Qt follows a new zone at once where Python does
    not, so that the window would show two truths until the next minute.
    """

    minute = Signal()
    second = Signal()
    day_changed = Signal()
    jumped = Signal()
    zone_changed = Signal()
    travelled = Signal(str)

    def __init__(
        self,
        clock: Clock,
        monotonic: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
        system_zone: Callable[[], str] | None = None,
    ) -> None:
        super().__init__(parent)
        self.clock = clock
        self._monotonic = monotonic
        self._system_zone = system_zone or _zone_of_system
        self._seen_zone: str | None = None  # unknown until the first look: it costs a start nothing
        self._watchers: set[int] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.tick)
        self._remember(clock.now())

    def start(self) -> None:
        """Begin to beat."""
        self._schedule(self.clock.now())

    def show_seconds(self, who: QObject, is_on: bool) -> None:
        """Beat each second while at least one part of the window shows seconds."""
        before = bool(self._watchers)
        (self._watchers.add if is_on else self._watchers.discard)(id(who))
        if bool(self._watchers) != before and self._timer.isActive():
            self._schedule(self.clock.now())

    def steady(self) -> float:
        """Return the seconds of a clock that nobody sets, from any beginning."""
        return self._monotonic()

    @property
    def today(self) -> date:
        """The student's date now."""
        return self.clock.now().astimezone(self.clock.zone).date()

    def look(self) -> None:
        """Tick at once when the computer slept, its clock was set, or its zone changed."""
        before, self._seen_zone = self._seen_zone, self._system_zone()
        has_moved = before is not None and before != self._seen_zone
        if has_moved or self._has_jumped(self.clock.now()):
            self.tick(has_moved=has_moved)

    def tick(self, *, has_moved: bool = False) -> None:
        """Look at the clocks and tell what changed since the last look."""
        now = self.clock.now()
        before = self.clock.zone.key
        told = self._changes(now, has_moved)
        self._remember(now)
        self._schedule(now)
        if self.clock.zone.key != before:
            self.zone_changed.emit()
            self.travelled.emit(before)
        for signal in told:
            signal.emit()

    def _has_jumped(self, now: datetime) -> bool:
        passed = (now - self._wall).total_seconds()
        return abs(passed - (self._monotonic() - self._steady)) > JUMP_S

    def _changes(self, now: datetime, has_moved: bool) -> list[SignalInstance]:
        told: list[SignalInstance] = []
        has_jumped = self._has_jumped(now)
        is_new_minute = has_jumped or has_moved or _minute(now) != _minute(self._wall)
        if is_new_minute:
            self.clock.refresh_zone()
        if has_jumped:
            told.append(self.jumped)
        if self.today != self._day:
            told.append(self.day_changed)
        if is_new_minute:
            told.append(self.minute)
        if self._watchers:
            told.append(self.second)
        return told

    def _remember(self, now: datetime) -> None:
        self._wall, self._steady, self._day = now, self._monotonic(), self.today

    def _schedule(self, now: datetime) -> None:
        step = timedelta(seconds=1) if self._watchers else timedelta(minutes=1)
        into = timedelta(seconds=0 if self._watchers else now.second, microseconds=now.microsecond)
        wait = (step - into) / timedelta(milliseconds=1)
        self._timer.start(max(10, int(wait) + 5))


def _zone_of_system() -> str:
    """Return the system's zone as Qt sees it now; a hundredth of a millisecond."""
    return bytes(QTimeZone.systemTimeZoneId().data()).decode("ascii", "replace")


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)
