"""Keeps the student's calendar file as the schedule is: rewritten soon after each edit.

The work is done in a thread, for the window has to answer meanwhile; only reading and keeping the
ledger, a few milliseconds, is done in the window's own.
"""

from __future__ import annotations

from contextlib import suppress
from threading import Thread

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal

from companion.exporters.calendar_file import ExportPlan
from companion.exporters.errors import ExportFailed
from companion.exporters.kept_file import bring_up_to_date
from companion.exporters.remembered import KeptFile, kept_of, kept_text
from companion.models.exported import KEPT_FILE, Exported
from companion.models.faults import Refused
from companion.models.schedule import RecordType, Schedule
from companion.ui.page import Frame
from companion.ui.preferences import keep
from companion.ui.widgets.messages import Notice
from companion.wording import export_sentence, sentences
from companion.workspace import StorageFailed

AFTER_MS = 1500  # a second tick soon after the first is one rewriting
AGAIN_MS = 30_000  # how long a folder that is gone is left alone


def kept_file(frame: Frame) -> KeptFile | None:
    """Return the file that is kept updated, if any."""
    return kept_of(frame.workspace.setting(KEPT_FILE))


def keep_file(frame: Frame, window: QObject, kept: KeptFile | None) -> bool:
    """Keep a file updated from now on, or none; False when that could not be stored."""
    is_kept = keep(frame.workspace, KEPT_FILE, None if kept is None else kept_text(kept))
    if kept is not None:
        watch(frame, window)
    return is_kept


def watch(frame: Frame, window: QObject) -> Keeper:
    """Return the window's keeper, made when it is first needed."""
    found = window.findChild(Keeper)
    return found if isinstance(found, Keeper) else Keeper(frame, window)


class _Job:
    """One rewriting: what it needs, and what came of it. Used by one thread after the other."""

    def __init__(self, kept: KeptFile, schedule: Schedule, before: Exported, frame: Frame) -> None:
        self.kept, self.schedule, self.before = kept, schedule, before
        self.now = frame.workspace.clock.now()
        self.plan: ExportPlan | None = None
        self.failure: ExportFailed | Refused | None = None

    def run(self) -> None:
        """Write the file unless it is right already."""
        try:
            self.plan = bring_up_to_date(self.kept, self.schedule, self.before, self.now)
        except (ExportFailed, Refused) as failure:
            self.failure = failure


class Keeper(QObject):
    """Rewrites the kept file some moments after each edit, and before the window closes."""

    rewritten = Signal()
    _finished = Signal(object)

    def __init__(self, frame: Frame, window: QObject) -> None:
        super().__init__(window)
        self._frame, self._window = frame, window
        self._thread: Thread | None = None
        self._told = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._begin)
        self._finished.connect(self._end, Qt.ConnectionType.QueuedConnection)
        window.installEventFilter(self)
        frame.workspace.listen(self._changed)

    def look(self) -> None:
        """Bring the file up to date soon: a command may have changed the data before."""
        self._changed(frozenset())

    def flush(self) -> None:
        """Finish what waits to be written."""
        if self._thread is not None:
            self._thread.join()
            QCoreApplication.sendPostedEvents(self)
        if self._timer.isActive():
            self._timer.stop()
            job = self._job()
            if job is not None:
                job.run()
                self._end(job)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave no edit behind when the window closes."""
        if event.type() == QEvent.Type.Close:
            self.flush()
        return False

    def _changed(self, types: frozenset[RecordType]) -> None:
        if not self._timer.isActive() or self._timer.interval() != AFTER_MS:
            self._timer.start(AFTER_MS)

    def _begin(self) -> None:
        if self._thread is not None:
            self._timer.start(AFTER_MS)
            return
        job = self._job()
        if job is not None:
            self._thread = Thread(target=self._work, args=(job,), name="calendar file")
            self._thread.start()

    def _work(self, job: _Job) -> None:
        try:
            job.run()
        finally:
            with suppress(RuntimeError):  # the window is gone, and this with it
                self._finished.emit(job)

    def _job(self) -> _Job | None:
        kept = kept_file(self._frame)
        if kept is None:
            return None
        workspace = self._frame.workspace
        try:
            before = workspace.store.exported(kept.choice.target.value)
        except StorageFailed:
            self._timer.start(AGAIN_MS)  # the window itself tells that the data cannot be read
            return None
        return _Job(kept, workspace.schedule, before, self._frame)

    def _end(self, job: _Job) -> None:
        self._thread = None
        if job.failure is not None:
            self._tell(_sentence(job.failure))
            self._timer.start(AGAIN_MS)
            return
        if job.plan is not None and job.plan.ledger not in (None, job.before):
            try:
                self._frame.workspace.store.keep_exported(
                    job.kept.choice.target.value, job.plan.ledger
                )
            except StorageFailed:
                self._timer.start(AGAIN_MS)
        if self._told:
            self._told = ""
            self._take_back()
            self._frame.tell(self.tr("Your calendar file is up to date again."))
        self.rewritten.emit()

    def _tell(self, sentence: str) -> None:
        """Say once why the file is not up to date; it is tried again without a word."""
        if sentence != self._told:
            self._take_back()
            self._told = sentence
            self._frame.tell(self._failed(), sentence, "danger")

    def _failed(self) -> str:
        return self.tr("Your calendar file could not be updated; the last one is whole.")

    def _take_back(self) -> None:
        """Close the message of a failure that no longer holds."""
        for notice in self._window.findChildren(Notice):
            if notice.strong.text() == self._failed():
                notice.closed.emit()


def _sentence(failure: ExportFailed | Refused) -> str:
    if isinstance(failure, Refused):
        return sentences(failure, _translate)
    return export_sentence(failure.code, failure.values, _translate)


def _translate(text: str) -> str:
    return QCoreApplication.translate("Export", text)
