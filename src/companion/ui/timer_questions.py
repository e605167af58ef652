"""What the timer asks above the page: what shall become of time that an earlier run left, and
whether time away was work."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from companion.models.timer import Timer, can_count_away
from companion.ui import timer_words as say
from companion.ui.text import tr
from companion.ui.widgets.messages import Notice
from companion.ui.window import Window


class Answers(Protocol):
    """What the answers do."""

    @property
    def title(self) -> str:
        """What the timer runs on."""
        ...

    def stop(self) -> bool:
        """End it and log the minutes."""
        ...

    def pause_or_resume(self) -> None:
        """Go on."""
        ...

    def discard(self) -> None:
        """End it and log nothing."""
        ...

    def count_away(self) -> None:
        """Count what was away."""
        ...


class TimerQuestions:
    """One notice at a time; it goes when what it asks about is settled in another way."""

    def __init__(self, answers: Answers, window: Window) -> None:
        self._answers, self._window = answers, window
        self._notice: Notice | None = None
        self._holds: Callable[[Timer], bool] = lambda _: False

    def notice(self) -> Notice | None:
        """Return the question that is shown."""
        return self._notice

    def ask_about_found(self, timer: Timer) -> None:
        """Ask what shall become of a timer that an earlier run left."""
        strong, rest = say.found(self._answers.title, timer, self._window.words())
        self._ask(strong, rest, lambda now: not now.is_running)
        self._offer(tr("Keep"), self._answers.stop)
        self._offer(tr("Go on"), self._answers.pause_or_resume)
        self._offer(tr("Discard"), self._answers.discard)

    def ask_about_away(self, timer: Timer) -> None:
        """Say for how long nothing was counted, and offer to count it."""
        strong, rest = say.away(self._answers.title, timer, self._window.words())
        self._ask(strong, rest, lambda now: now.away_seconds > 0)
        if not timer.is_running:
            self._offer(tr("Go on"), self._answers.pause_or_resume)
        if can_count_away(timer):
            self._offer(tr("Count it too"), self._answers.count_away)

    def follow(self, timer: Timer | None) -> None:
        """Take the question away when it no longer holds."""
        if self._notice is not None and (timer is None or not self._holds(timer)):
            self._take_away()

    def _ask(self, strong: str, rest: str, holds: Callable[[Timer], bool]) -> None:
        self._take_away()
        self._holds = holds
        self._notice = Notice(strong, rest, icon="timer")
        self._notice.closed.connect(self._forget)
        self._window.stage.add_notice(self._notice)

    def _offer(self, text: str, does: Callable[[], object]) -> None:
        assert self._notice is not None
        self._notice.add_action(text).clicked.connect(lambda: does())

    def _take_away(self) -> None:
        if self._notice is not None and self._notice in self._window.stage.notices():
            self._window.stage.drop_notice(self._notice)
        self._forget()

    def _forget(self) -> None:
        self._notice = None
