"""Reading a source beside the window: a file, an address or a text; it can be cancelled."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from threading import Event, Thread
from typing import NamedTuple

from PySide6.QtCore import QMimeData, QObject, QUrl, Signal

from companion.importers import fetching, reading
from companion.models.proposal import Proposal
from companion.models.source import Source, SourceFailed
from companion.models.source_columns import Roles
from companion.ui.import_words import tr


class Request(NamedTuple):
    """One thing to import: the path of a file, an address, or a text as it was pasted.

    content is what was read from it before, empty for nothing; roles are what the columns of a
    table are, none to be told; called is what the student calls a table without a name.
    """

    path: str = ""
    address: str = ""
    text: str = ""
    content: bytes = b""
    roles: Roles = ()
    called: str = ""

    @property
    def name(self) -> str:
        """What may be shown of it: an address is a secret but for its host."""
        if self.address:
            return fetching.shown_address(self.address)
        return Path(self.path).name

    @property
    def stem(self) -> str:
        """What to call what is read from it, where that has no name of its own."""
        return self.name if self.address else Path(self.path).stem


class Answer(NamedTuple):
    """What importing would do, or why nothing was read. content is that of a table: its columns
    may be read as something else."""

    proposal: Proposal | None = None
    failure: SourceFailed | None = None
    content: bytes = b""


class ImportJob(QObject):
    """Reads one request in a thread, and compares it there: twenty thousand entries take some
    seconds. `read` tells how many there are, `done` brings the Answer to the window's own. With a
    source that was read before, it is only compared."""

    read = Signal(int)
    done = Signal(object)

    def __init__(
        self,
        request: Request,
        today: date,
        compare: Callable[[Source], Proposal],
        parent: QObject | None = None,
        source: Source | None = None,
    ) -> None:
        super().__init__(parent)
        self._request, self._today, self._compare, self._source = request, today, compare, source
        self._stopped = Event()
        self._thread = Thread(target=self._run, name="import", daemon=True)

    @property
    def is_reading(self) -> bool:
        """True for one that reads, False for one that only compares."""
        return self._source is None

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End it; nothing is told any more."""
        self._stopped.set()

    def _run(self) -> None:
        try:
            source, content = self._read()
            if self._stopped.is_set():
                return  # comparing many takes a second: nobody waits for it
            self.read.emit(len(source.items))
            answer = Answer(self._compare(source), content=content)
        except reading.Cancelled:
            return
        except SourceFailed as failure:
            answer = Answer(failure=failure)
        except Exception:  # the student is told that it cannot be read, whatever went wrong
            answer = Answer(failure=SourceFailed("source_broken"))
        if not self._stopped.is_set():
            self.done.emit(answer)

    def _read(self) -> tuple[Source, bytes]:
        """Return what is read, and of a table the bytes. Raises SourceFailed and Cancelled."""
        if self._source is not None:
            return self._source, self._request.content
        content = content_of(self._request, self._stopped.is_set)
        source = reading.read_bytes(
            content, self._today, self._stopped.is_set, roles=self._request.roles
        )
        return _named(source, self._request), content if source.columns else b""


def _named(source: Source, request: Request) -> Source:
    """Return a source by a name: its own, else that of its file; a pasted table by a plain one, or
    as the student calls it."""
    if request.called:
        return source._replace(name=request.called)
    if request.path:
        return reading.named(source, Path(request.path))
    is_nameless = source.system == "table" and not source.name
    return source._replace(name=tr("Pasted table")) if is_nameless else source


def content_of(request: Request, is_stopped: Callable[[], bool]) -> bytes:
    """Return the bytes of a request. Raises SourceFailed and Cancelled."""
    if request.content:
        return request.content
    if request.address:
        address = fetching.check_address(request.address)
        return fetching.fetch(address, is_stopped=is_stopped).content or b""
    if request.path:
        return reading.file_content(Path(request.path))
    return request.text.encode("utf-8", "surrogatepass")


# What is dropped or pasted


def requests_of(data: QMimeData) -> list[Request]:
    """Return what dropped or copied data asks to import: files, an address, else its text."""
    if data.hasUrls():
        found = [request for url in data.urls() if (request := _of_url(url)) is not None]
        if found:
            return found
    text = data.html() if "<table" in data.html().casefold() else data.text()
    if fetching.is_address(data.text()):
        return [Request(address=data.text().strip())]
    return [Request(text=text)] if text.strip() else []


def can_take(data: QMimeData) -> bool:
    """Tell whether dropped data may be something to import."""
    return data.hasUrls() or data.hasText() or data.hasHtml()


def _of_url(url: QUrl) -> Request | None:
    if url.isLocalFile():
        return Request(path=url.toLocalFile())
    text = url.toString()
    return Request(address=text) if fetching.is_address(text) else None
