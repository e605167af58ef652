"""The settings of feeds: which are looked at daily, when they were, and forgetting one."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from companion.import_edits import forget_feed, watch_feed
from companion.models.feed import Feed
from companion.ui.dialogs.settings_form import SettingsPage
from companion.ui.feed_checks import last_check
from companion.ui.import_words import feed_name, tr
from companion.ui.widgets.buttons import Button
from companion.ui.widgets.choices import Switch
from companion.ui.widgets.labels import PlainLabel
from companion.ui.window import Window


class FeedsPage(SettingsPage):
    """One line for each feed with an address; the address itself is never shown."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.setAccessibleName(tr("Feeds"))
        self._lines: list[QWidget] = []
        self.switches: dict[str, Switch] = {}
        self.forgets: dict[str, Button] = {}
        holder = QWidget()
        holder.setMinimumWidth(360)
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(14)
        self.nothing = PlainLabel(
            tr("None yet. Import the address of a feed to have it looked at."), "body", "text2",
            wrap=True,
        )  # fmt: skip
        self.import_one = Button(tr("Import a feed…"), icon="import")
        self.import_one.clicked.connect(lambda: self.leave_for("import"))
        self.look_now = Button(tr("Look at them now"), icon="refresh-cw")
        self.look_now.clicked.connect(lambda: self.window_of.trigger("check-feeds"))
        for widget in (self.nothing, self.import_one, self.look_now):
            self._column.addWidget(widget)
        self.add(tr("Looked at daily"), holder)
        self._show()

    def _show(self) -> None:
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.switches, self.forgets = {}, {}
        table = self.window_of.workspace.schedule.table(Feed)
        feeds = [feed for feed in table.values() if feed.address]
        self._lines = [self._line(feed) for feed in feeds]
        for place, line in enumerate(self._lines):
            self._column.insertWidget(place, line)
        self.nothing.setVisible(not feeds)
        self.import_one.setVisible(not feeds)
        self.look_now.setVisible(bool(feeds))

    def _line(self, feed: Feed) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        words = QVBoxLayout()
        words.setSpacing(0)
        name = feed_name(feed)
        words.addWidget(PlainLabel(name, "strong", wrap=True))
        words.addWidget(PlainLabel(self._remark(feed), "second", "text3", wrap=True))
        row.addLayout(words, 1)
        switch = Switch(tr("Look at %1 daily", name), feed.is_watched)
        switch.toggled.connect(lambda is_on, f=feed: self._watch(f, is_on))
        forget = Button(tr("Forget"), size="small")
        forget.setAccessibleName(tr("Forget %1; what was imported stays", name))
        forget.clicked.connect(lambda _=False, f=feed: self._forget(f))
        row.addWidget(switch)
        row.addWidget(forget)
        self.switches[feed.id], self.forgets[feed.id] = switch, forget
        return line

    def _remark(self, feed: Feed) -> str:
        check = last_check(self.window_of, feed)
        if check.at is None:
            return tr("Not looked at yet")
        when = self.window_of.words().moment(check.at)
        return tr("Could not be reached %1", when) if check.failures else tr("Looked at %1", when)

    def _watch(self, feed: Feed, is_on: bool) -> None:
        self.window_of.perform(watch_feed(self.window_of.workspace.schedule, feed.id, is_on))

    def _forget(self, feed: Feed) -> None:
        if self.window_of.perform(forget_feed(self.window_of.workspace.schedule, feed.id)):
            self._show()
