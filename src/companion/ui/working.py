"""Work beside the window, which goes on painting and answering meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import TypeVar

from PySide6.QtCore import QEventLoop, QObject, Qt, Signal

T = TypeVar("T")


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
