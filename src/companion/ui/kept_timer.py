"""The timer as it is stored and counted: one setting, which two windows may know.

What is stored is the truth between them: who changes it says what it knew before, and takes over
what it finds instead.
"""

from __future__ import annotations

from companion.models import timer as timers
from companion.models.schedule import Edit
from companion.models.timer import LONGEST_STEP, Timer
from companion.ui.preferences import TIMER
from companion.ui.ticker import Ticker
from companion.workspace import StorageFailed, Swap, Workspace


class KeptTimer:
    """value is the timer as last counted; is_mine is False while another window counts."""

    def __init__(self, workspace: Workspace, ticker: Ticker) -> None:
        self._workspace, self._ticker = workspace, ticker
        self.value: Timer | None = None
        self.is_mine = False
        self._text: str | None = None  # as it is stored
        self._steady = 0.0

    def counted(self) -> Timer | None:
        """Return the timer as it is this moment; that of another window by the wall clock."""
        timer, now = self.value, self._workspace.clock.now()
        if timer is None or not timer.is_running:
            return timer
        if self.is_mine:
            return timers.later(timer, now, self._ticker.steady() - self._steady)
        since = min(timers.age(timer, now).total_seconds(), LONGEST_STEP)
        return timer._replace(seconds=timer.seconds + since, seen_at=now)

    def count(self) -> None:
        """Count up to this moment, without storing it."""
        self._take(self.counted(), self._text, self.is_mine)

    def is_counting(self) -> bool:
        """Tell whether it runs, and here."""
        return self.is_mine and self.value is not None and self.value.is_running

    # Storing

    def swap(self, edit: Edit | None, after: Timer | None) -> None:
        """Store an edit and what becomes of the timer, both or nothing. The timer goes first, so
        that those who hear of the edit find it ended. Raises StorageFailed, and then all is as
        before."""
        before = (self.value, self._text, self.is_mine, self._steady)
        text = timers.written(after) if after else None
        swap = Swap(TIMER, self._text, text)
        self._take(after, text, is_mine=True)
        try:
            if edit is not None:
                self._workspace.perform(edit, swap)
            else:
                self._workspace.swap_setting(swap)
        except StorageFailed:
            self.value, self._text, self.is_mine, self._steady = before
            raise

    def keep(self, timer: Timer) -> None:
        """Count on from another value and store it. Raises StorageFailed; it counts on from there
        all the same, unless another window was quicker."""
        text = timers.written(timer)
        try:
            self._workspace.swap_setting(Swap(TIMER, self._text, text))
        except StorageFailed as failure:
            if failure.code != "conflict":
                self._take(timer, self._text, is_mine=True)
            raise
        self._take(timer, text, is_mine=True)

    def read(self) -> bool:
        """Take what is stored where that is something else: another window's, or that of an
        earlier run. True when it was."""
        text = self._workspace.setting(TIMER) or None
        if text == self._text:
            return False
        self._take(timers.read(text) if text else None, text, is_mine=False)
        return True

    def _take(self, timer: Timer | None, text: str | None, is_mine: bool) -> None:
        self.value, self._text, self.is_mine = timer, text, is_mine
        self._steady = self._ticker.steady()

    def is_silent(self) -> bool:
        """Tell whether nothing was stored for longer than the one who counts may wait."""
        now = self._workspace.clock.now()
        age = timers.age(self.value, now).total_seconds() if self.value else 0.0
        return age > LONGEST_STEP
