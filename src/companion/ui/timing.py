"""The one timer of a window: what the student does with it, and what time and others do.

See docs/timer.md for the rules, and kept_timer.py for how it is stored.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from companion import timing_edits
from companion.models import timer as timers
from companion.models.activity import Activity
from companion.models.schedule import Edit, Schedule
from companion.models.timed_work import Standing, item_of, standing
from companion.models.timer import Timer
from companion.models.watching import SPEED_SETTING, speed_of
from companion.ui import timer_words as say
from companion.ui.class_calls import announce
from companion.ui.kept_timer import KeptTimer
from companion.ui.text import duration, tr
from companion.ui.timer_questions import TimerQuestions
from companion.ui.window import Window
from companion.workspace import StorageFailed


class Timing(QObject):
    """Starts, pauses and ends the timer. `changed` tells of another item, of a pause and of the
    end; `counted` that time has passed."""

    changed = Signal()
    counted = Signal()

    def __init__(self, window: Window) -> None:
        super().__init__(window.widget())
        self._window = window
        self._workspace = window.workspace
        self._kept = KeptTimer(window.workspace, window.ticker)
        self._title = ""
        self._failed = ""
        self.questions = TimerQuestions(self, window)
        window.ticker.second.connect(self.count)
        window.ticker.jumped.connect(self.count)
        window.ticker.minute.connect(self._minute)

    # What it is

    @property
    def timer(self) -> Timer | None:
        """The timer as last counted."""
        return self._kept.value

    @property
    def title(self) -> str:
        """What it runs on, also when that is gone."""
        return self._title

    @property
    def _schedule(self) -> Schedule:
        return self._workspace.schedule

    @property
    def _speed(self) -> float:
        return speed_of(self._workspace.setting(SPEED_SETTING))

    def face(self) -> say.TimerFace | None:
        """Return what is shown of it, or None without a timer."""
        now = self._kept.counted()
        return say.face(self._schedule, now, self._speed) if now else None

    # What the student does

    def start(self, item_ids: Sequence[str]) -> bool:
        """Begin with the first of some items that are not done, the others follow; what ran before
        is logged. Going on with the same item asks nothing. False when there is none, or when it
        could not be stored."""
        ids = [i for i in item_ids if standing(self._schedule, i) is Standing.OPEN]
        if not ids:
            return False
        timer, now = self._kept.counted(), self._workspace.clock.now()
        if timer is not None and timer.item_id == ids[0]:
            return self._store(None, timers.resumed(timer, now)._replace(queue=tuple(ids[1:])))
        said = say.logged(self._title, timer.minutes) if timer else ""
        return self._store(self._log(timer) if timer else None, timers.begun(ids, now), said)

    def pause_or_resume(self) -> None:
        """Stand still, or go on."""
        timer, now = self._kept.counted(), self._workspace.clock.now()
        if timer is not None:
            self._keep(timers.paused(timer) if timer.is_running else timers.resumed(timer, now))

    def stop(self) -> bool:
        """End it and log the minutes, for all that was to follow too."""
        timer = self._kept.counted()
        if timer is None:
            return False
        return self._store(self._log(timer), None, say.logged(self._title, timer.minutes))

    def done(self) -> str:
        """Tick what it runs on, with its minutes; the next item follows. The id of that one, else
        empty."""
        timer = self._kept.counted()
        if timer is None:
            return ""
        edit = timing_edits.complete(
            self._schedule, timer.item_id, timer.minutes, self._workspace.clock.now(), self._speed
        )
        after = self._following(timer)
        is_stored = self._store(edit, after, say.done(self._title, timer.minutes))
        return after.item_id if is_stored and after else ""

    def discard(self) -> None:
        """End it and log nothing."""
        timer = self._kept.counted()
        if timer is not None and self._store(None, None):
            self._window.tell(tr("%1 discarded", duration(timer.minutes)))

    def count_away(self) -> None:
        """Count what was away as work after all."""
        timer = self._kept.counted()
        if timer is not None:
            self._keep(timers.with_away(timer, self._workspace.clock.now()))

    def perform(self, edit: Edit) -> str:
        """Store an edit of the student's. One that ends the work which the timer runs on takes its
        minutes along; when it ticked it, the next item follows: its id, else empty. Before one
        that deletes it they are logged, so that undo brings them back with it. Raises
        StorageFailed."""
        timer = self._kept.counted()
        after = self._schedule.with_(edit) if timer else self._schedule
        if timer is None or standing(after, timer.item_id) is Standing.OPEN:
            self._workspace.perform(edit)
            return ""
        item_id, minutes = timer.item_id, timer.minutes
        is_done = standing(after, item_id) is Standing.DONE
        following = self._following(timer) if is_done else None
        if timing_edits.can_log(after, item_id):
            joined = timing_edits.with_time(self._schedule, edit, item_id, minutes, self._speed)
            self._swap(joined, following)
        else:
            self._perform_without(edit, timer)
        return following.item_id if following else ""

    def _perform_without(self, edit: Edit, timer: Timer) -> None:
        """Log, then delete what was logged on; of a class that goes with its recording tell it."""
        log = self._log(timer) if self._schedule.get(Activity, timer.item_id) else None
        if log is None:
            title = self._title
            self._swap(edit, None)
            self._window.tell(*say.gone(title, timer.minutes), "warn")
            return
        self._swap(log, None)
        self._workspace.perform(timing_edits.following(log, edit))

    def leave(self) -> None:
        """Stand still because the window closes; the next one asks what shall become of it."""
        timer = self._kept.counted()
        if timer is not None and self._kept.is_counting():
            self._keep(timers.paused(timer))

    # As time passes, and what others do

    def begin(self) -> None:
        """Take up what an earlier run left: it stands still, and the student is asked."""
        self._kept.read()
        if self.timer is not None:
            self._take_over(self.timer)
        self._show()

    def look(self) -> None:
        """See whether another window changed it, and whether what it runs on is still there."""
        if self._kept.read():
            self._show()
        timer = self._kept.counted()
        if timer is None or (timer.is_running and not self._kept.is_mine):
            return
        if standing(self._schedule, timer.item_id) is Standing.OPEN:
            self._name(timer)
            self.counted.emit()
        elif timing_edits.can_log(self._schedule, timer.item_id):
            self._store(self._log(timer), None, say.logged(self._title, timer.minutes))
        elif self._store(None, None):
            self._window.tell(*say.gone(self._title, timer.minutes), "warn")

    def count(self) -> None:
        """Count the time since the last look."""
        before = self.timer
        if before is None or not before.is_running:
            return
        if self._kept.is_mine:
            self._kept.count()
            self._notice(before)
        elif self._kept.is_silent():
            self._take_over(before)
        self.counted.emit()

    def _notice(self, before: Timer) -> None:
        """Tell what has come with the time that was just counted."""
        now = self.timer
        assert now is not None
        if now.away_seconds != before.away_seconds:
            self._keep(now)
            self.questions.ask_about_away(now)
            QApplication.alert(self._window.widget())
        minutes, spent = say.estimate_of(item_of(self._schedule, now.item_id, self._speed))
        was, left = (timers.seconds_left(t, minutes, spent) for t in (before, now))
        told = timers.milestone(minutes, was, left) if minutes else None
        if told is not None:
            announce(self._window.widget(), say.announced(told, self._title, left))

    def _minute(self) -> None:
        self.count()
        if self.timer is not None and self._kept.is_counting():
            self._keep(self.timer, is_quiet=True)

    def _take_over(self, timer: Timer) -> None:
        """Have what an earlier run left stand still here; ask, unless nothing was counted yet."""
        left = timers.found(timer)
        self._keep(left)
        if self.timer is not left:
            return  # another window was quicker
        if not left.minutes:
            self._store(None, None)
        elif standing(self._schedule, left.item_id) is Standing.OPEN:
            self.questions.ask_about_found(left)
        else:
            self.look()

    # Storing

    def _log(self, timer: Timer) -> Edit | None:
        return timing_edits.log_time(self._schedule, timer.item_id, timer.minutes, self._speed)

    def _following(self, timer: Timer) -> Timer | None:
        """Return the timer of the next item that is not done, or None."""
        ids = [i for i in timer.queue if standing(self._schedule, i) is Standing.OPEN]
        return timers.begun(ids, self._workspace.clock.now()) if ids else None

    def _store(self, edit: Edit | None, after: Timer | None, said: str = "") -> bool:
        """Store an edit together with what becomes of the timer; tell why when that failed."""
        try:
            self._swap(edit, after)
        except StorageFailed as failure:
            if failure.code == "conflict":
                self._catch_up()
            self._window.tell_failure(failure)
            return False
        if edit is not None and said:
            self._window.stage.say(said, can_undo=True)
        return True

    def _swap(self, edit: Edit | None, after: Timer | None) -> None:
        self._kept.swap(edit, after)
        self._show()

    def _keep(self, timer: Timer, *, is_quiet: bool = False) -> None:
        """Store the timer; where that fails it counts on, and the student is told once."""
        try:
            self._kept.keep(timer)
            self._failed = ""
        except StorageFailed as failure:
            if failure.code == "conflict":
                self._kept.read()
            elif failure.code != self._failed or not is_quiet:
                self._failed = failure.code
                self._window.tell_failure(failure)
        self._show()

    def _catch_up(self) -> None:
        """See what another window or a command has done."""
        with suppress(StorageFailed):  # the window looks again each second, and tells
            self._workspace.reload_if_changed()
        self._kept.read()
        self._show()

    def _show(self) -> None:
        if self.timer is not None:
            self._name(self.timer)
        self.questions.follow(self.timer)
        self.changed.emit()

    def _name(self, timer: Timer) -> None:
        """Remember what it runs on, for when that is gone."""
        self._title = say.item_title(self._schedule, timer.item_id) or self._title
