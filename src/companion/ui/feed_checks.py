"""Looks at the feeds that the student wants looked at, and tells what is new; stores nothing.

Being offline is normal: only a look by hand says that a feed could not be reached. No address
stands in any message.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from threading import Event, Thread
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from companion.importers import fetching, reading
from companion.models.feed import Feed
from companion.models.feed_check import FeedCheck, is_due, read_check, write_check
from companion.models.proposal import Proposal
from companion.models.proposing import propose
from companion.models.schedule import Schedule
from companion.models.source import SourceFailed
from companion.ui import preferences
from companion.ui.import_job import Request
from companion.ui.import_words import say, system_name, tr
from companion.ui.widgets.messages import Notice
from companion.ui.window import Window
from companion.wording import import_sentence

FIRST_MS, EVERY_MS = 4000, 10 * 60_000
Fetch = Callable[..., fetching.Fetched]


def watched_feeds(window: Window) -> list[Feed]:
    """Return the feeds that are looked at by themselves."""
    feeds = window.workspace.schedule.table(Feed).values()
    return [feed for feed in feeds if feed.address and feed.is_watched]


def setting_of(feed: Feed) -> str:
    """Return the name of the setting that holds when a feed was looked at."""
    return f"feed.{feed.id}"


def last_check(window: Window, feed: Feed) -> FeedCheck:
    """Return what is known of the last look at a feed."""
    return read_check(window.workspace.setting(setting_of(feed)))


class _Look(NamedTuple):
    """What a look at a feed brought: what is new, or why nothing is known."""

    feed: Feed
    check: FeedCheck
    proposal: Proposal | None = None
    failure: SourceFailed | None = None


class FeedChecks(QObject):
    """One look after the other, in a thread; some seconds after the start, then when due."""

    looked = Signal(object)
    _done = Signal(object)

    def __init__(self, window: Window, parent: QObject, fetch: Fetch = fetching.fetch) -> None:
        super().__init__(parent)
        self._window, self._fetch = window, fetch
        self._waiting: list[Feed] = []
        self._is_by_hand = self._is_busy = False
        self._stopped = Event()
        self._done.connect(self._told)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(lambda: self.look(is_start=False))
        self._timer.start()
        self.destroyed.connect(self._stopped.set)

    def begin(self) -> None:
        """Look at what is due some seconds from now, when the window has settled."""
        QTimer.singleShot(FIRST_MS, self, lambda: self.look(is_start=True))

    def look(self, *, is_start: bool) -> None:
        """Look at the feeds that are due."""
        now = self._window.workspace.clock.now()
        self._queue(
            [f for f in watched_feeds(self._window)
             if is_due(last_check(self._window, f), now, is_start=is_start)],
            is_by_hand=False,
        )  # fmt: skip

    def look_now(self) -> None:
        """Look at all of them, and say how it went."""
        feeds = watched_feeds(self._window)
        if feeds:
            self._window.tell(tr("Looking at your feeds…"))
        self._queue(feeds, is_by_hand=True)

    def _queue(self, feeds: list[Feed], *, is_by_hand: bool) -> None:
        self._is_by_hand = self._is_by_hand or is_by_hand
        known = {feed.id for feed in self._waiting}
        self._waiting += [feed for feed in feeds if feed.id not in known]
        self._next()

    def _next(self) -> None:
        if self._is_busy or not self._waiting:
            self._is_by_hand = self._is_by_hand and self._is_busy
            return
        feed = self._waiting.pop(0)
        words, schedule = self._window.words(), self._window.workspace.schedule
        check, is_stopped = last_check(self._window, feed), self._stopped.is_set
        self._is_busy = True

        def work() -> None:
            look = self._look(feed, check, words.now, words.zone.key, schedule)
            if not is_stopped():
                self._done.emit(look)

        Thread(target=work, name="feed", daemon=True).start()

    def _look(
        self, feed: Feed, check: FeedCheck, now: datetime, zone: str, schedule: Schedule
    ) -> _Look:
        """Fetch and compare, in a thread."""
        try:
            fetched = self._fetch(feed.address, check.etag, check.modified)
            if fetched.content is None:
                return _Look(feed, check._replace(at=now, failures=0))
            source = reading.read_bytes(fetched.content, now.date(), self._stopped.is_set)
        except (SourceFailed, reading.Cancelled) as failure:
            told = failure if isinstance(failure, SourceFailed) else SourceFailed("source_slow")
            return _Look(feed, check.failed(now), failure=told)
        except Exception:
            return _Look(feed, check.failed(now), failure=SourceFailed("source_broken"))
        proposal = propose(schedule, source, now, zone, address=feed.address)
        is_here = not any(row.is_ticked for row in proposal.rows)
        tags = (fetched.etag, fetched.modified) if is_here else ("", "")
        return _Look(feed, FeedCheck(now, 0, *tags), proposal)

    def _told(self, look: _Look) -> None:
        self._is_busy = False
        preferences.keep(self._window.workspace, setting_of(look.feed), write_check(look.check))
        number = sum(row.is_ticked for row in look.proposal.rows) if look.proposal else 0
        if number and look.proposal is not None:
            self._tell_news(look.feed, look.proposal, number)
        elif self._is_by_hand and look.failure is not None:
            sentence = import_sentence(look.failure.code, look.failure.values, say)
            self._window.tell(sentence, kind="warn")
        elif self._is_by_hand and not self._waiting:
            self._window.tell(tr("Nothing new in your feeds."))
        if not self._waiting:
            self._is_by_hand = False
        self.looked.emit(look.feed)
        self._next()

    def _tell_news(self, feed: Feed, proposal: Proposal, number: int) -> None:
        name = feed.name or system_name(feed.system)
        many = tr("%1: %2 changes.", name, number)
        strong = tr("%1: 1 change.", name) if number == 1 else many
        notice = Notice(
            strong, tr("Nothing is changed before you have seen it."), "ok", icon="rss",
            action=tr("Look at it"),
        )  # fmt: skip
        notice.acted.connect(lambda: self._show(notice, feed, proposal))
        self._window.stage.add_notice(notice)

    def _show(self, notice: Notice, feed: Feed, proposal: Proposal) -> None:
        from companion.ui.import_page import ImportPage  # start-up: only when asked for

        self._window.stage.drop_notice(notice)
        self._window.go("import")
        page = self._window.page()
        if isinstance(page, ImportPage):
            page.show_found(Request(address=feed.address), proposal.source)


def checks_of(window: Window, parent: QObject) -> FeedChecks:
    """Return the window's one, made when it is first needed."""
    found = parent.findChild(FeedChecks)
    return found if isinstance(found, FeedChecks) else FeedChecks(window, parent)
