"""Feeds are looked at by themselves: what is new waits to be seen, nothing is stored before."""

from __future__ import annotations

from pathlib import Path

import pytest
from feed_site import Site
from pytestqt.qtbot import QtBot
from sources import assignment, canvas, source
from ui.windows import open_window, texts

from companion.import_edits import import_edit
from companion.models.activity import Activity
from companion.models.feed import Feed
from companion.models.proposing import propose
from companion.models.source import SourceFailed
from companion.ui.dialogs.settings import Settings
from companion.ui.feed_checks import FeedChecks, last_check
from companion.ui.import_page import ImportPage
from companion.ui.main_window import MainWindow

ADDRESS = "https://canvas.example.edu/feeds/secret.ics"
FEED = canvas(assignment(1, "Quiz 1", "20261030"))
LATER = canvas(assignment(1, "Quiz 1", "20261031"))


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    """A window with one feed, imported as it is."""
    window = open_window(qtbot, tmp_path, records=())
    words = window.words()
    proposal = propose(
        window.workspace.schedule, source(FEED), words.now, words.zone.key, address=ADDRESS
    )
    watched = proposal._replace(feed=proposal.feed._replace(is_watched=True))
    window.workspace.perform(import_edit(window.workspace.schedule, watched))
    return window


def checks(window: MainWindow, site: Site) -> FeedChecks:
    return FeedChecks(window, window, site)


def feed_of(window: MainWindow) -> Feed:
    (feed,) = window.workspace.schedule.table(Feed).values()
    return feed


def looked(qtbot: QtBot, found: FeedChecks, *, by_hand: bool = False) -> None:
    with qtbot.waitSignal(found.looked, timeout=20_000):
        if by_hand:
            found.look_now()
        else:
            found.look(is_start=True)


def test_what_changed_waits_as_a_preview_and_nothing_is_stored(
    qtbot: QtBot, window: MainWindow
) -> None:
    site = Site(FEED)
    site.content = LATER
    before = window.workspace.schedule
    looked(qtbot, checks(window, site))
    assert window.workspace.schedule == before
    (notice,) = window.stage.notices()
    assert "Alex Student Calendar (Canvas): 1 change." in texts(notice)
    assert not [text for text in texts(window) if "secret" in text]
    assert notice.button is not None
    notice.button.click()
    page = window.page()
    assert isinstance(page, ImportPage)
    page.take()
    (activity,) = window.workspace.schedule.table(Activity).values()
    assert activity.due is not None
    assert f"{activity.due.wall:%m-%d}" == "10-31"


def test_nothing_new_is_silent_and_the_next_look_sends_the_tags(
    qtbot: QtBot, window: MainWindow
) -> None:
    site = Site(FEED)
    found = checks(window, site)
    looked(qtbot, found)
    assert window.stage.notices() == []
    looked(qtbot, found, by_hand=True)
    assert site.asked == [(ADDRESS, "", ""), (ADDRESS, '"v1"', "Mon")]
    bar = window.stage.undo_bar()
    assert bar is not None
    assert bar.text() == "Nothing new in your feeds."


def test_what_was_not_taken_yet_is_sent_again(qtbot: QtBot, window: MainWindow) -> None:
    site = Site(FEED)
    site.content = LATER
    looked(qtbot, checks(window, site))
    assert last_check(window, feed_of(window)).etag == ""


def test_being_offline_is_silent_unless_asked_by_hand(qtbot: QtBot, window: MainWindow) -> None:
    site = Site(FEED)
    site.failure = SourceFailed("address_offline", "canvas.example.edu")
    found = checks(window, site)
    looked(qtbot, found)
    assert window.stage.notices() == []
    assert last_check(window, feed_of(window)).failures == 1
    found.look(is_start=True)
    assert len(site.asked) == 1, "not again at once"
    looked(qtbot, found, by_hand=True)
    (notice,) = window.stage.notices()
    assert "canvas.example.edu could not be reached" in notice.accessibleName()


def test_the_settings_name_the_feed_stop_it_and_forget_it(qtbot: QtBot, window: MainWindow) -> None:
    settings = Settings(window, window)
    settings.list.setCurrentRow(settings.list.count() - 1)
    shown = texts(settings.feeds)
    assert "Alex Student Calendar (Canvas) · canvas.example.edu" in shown
    assert not [text for text in shown if "secret" in text]
    feed = feed_of(window)
    settings.feeds.switches[feed.id].click()
    assert not feed_of(window).is_watched
    settings.feeds.forgets[feed.id].click()
    assert feed_of(window).address == ""
    assert window.workspace.schedule.table(Activity), "what was imported stays"
    window.trigger("undo")
    assert feed_of(window).address == ADDRESS
