"""Work beside the window, which goes on painting and answering meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import TypeVar

from PySide6.QtCore import QEventLoop, QObject, Qt, Signal

T = TypeVar("T")
PATIENCE_S = 0.15  # what comes within it is waited for: nothing flickers


class _Done(QObject):
    """Brings the end of a thread to the window's own."""

    reached = Signal()


def in_thread(work: Callable[[], T]) -> T:
    """Return what `work` returns, done in a thread; raises what it raises.

    Events are handled meanwhile, so the caller has to keep itself from being started again.
    """
    results: list[T] = []
    failures: list[BaseException] = []
    done, loop = _Done(), QEventLoop()
    done.reached.connect(loop.quit, Qt.ConnectionType.QueuedConnection)

    def run() -> None:
        try:
            results.append(work())
        except BaseException as failure:
            failures.append(failure)
        finally:
            done.reached.emit()

    thread = Thread(target=run, name="beside the window")
    thread.start()
    loop.exec()
    thread.join()
    if failures:
        raise failures[0]
    return results[0]


class Latest(QObject):
    """Does in a thread what was asked for last, and brings what came of it; what is asked for
    meanwhile takes the place of what was."""

    came = Signal(object)
    """What the work returned, or the exception that it raised."""

    _ended = Signal(int)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._next: Callable[[], object] | None = None
        self._number = 0
        self._results: dict[int, object] = {}
        self._thread: Thread | None = None
        self._ended.connect(self._end, Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        """True until what was asked for last has come."""
        return self._thread is not None

    def ask(self, work: Callable[[], object]) -> None:
        """Begin work soon; what is quick has come when this returns."""
        self._next = work
        if self._thread is None:
            self._begin(work)

    def finish(self) -> None:
        """Wait until what was asked for last has come."""
        while self._thread is not None:
            self._thread.join()
            self._end(self._number)

    def _begin(self, work: Callable[[], object]) -> None:
        self._next = None
        self._number += 1
        number = self._number
        thread = Thread(target=self._run, args=(number, work), name="beside the window")
        self._thread = thread
        thread.start()
        thread.join(PATIENCE_S)
        if not thread.is_alive():
            self._end(number)

    def _run(self, number: int, work: Callable[[], object]) -> None:
        try:
            self._results[number] = work()
        except BaseException as failure:
            self._results[number] = failure
        with suppress(RuntimeError):  # the window is gone, and this with it
            self._ended.emit(number)

    def _end(self, number: int) -> None:
        if number not in self._results:  # it was waited for
            return
        result, self._thread = self._results.pop(number), None
        if self._next is not None:
            self._begin(self._next)
        else:
            self.came.emit(result)
