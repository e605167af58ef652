"""Opening links: Zoom's own by https at once, all others only after their host was shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui.browser import Browser, browser
from ui.windows import open_window, texts

from companion.ui.dialogs.settings_links import LinksPage
from companion.ui.main_window import MainWindow
from companion.ui.open_link import TRUSTED, LinkQuestion, open_link, trusted_hosts
from companion.ui.widgets.form_choices import RemovableChip

__all__ = ["browser"]
ROOM = "https://example.zoom.us/j/91111111111?pwd=abc.1"
Answer = Callable[[LinkQuestion], None]


class Student:
    """Answers every question in the same way, and remembers what was asked."""

    def __init__(self, window: MainWindow, answer: Answer) -> None:
        self.window, self.answer = window, answer
        self.asked: list[str] = []

    def open(self, link: str) -> bool:
        QTimer.singleShot(0, self._answer)
        return open_link(self.window, link, self.window)

    def _answer(self) -> None:
        for question in self.window.findChildren(LinkQuestion):
            if question.isVisible():
                self.asked.append(question.accessibleName())
                self.answer(question)


def yes(question: LinkQuestion) -> None:
    question.buttons[0].click()


def no(question: LinkQuestion) -> None:
    question.buttons[1].click()


def always(question: LinkQuestion) -> None:
    question.always.setChecked(True)
    question.buttons[0].click()


@pytest.mark.parametrize(
    "link",
    [
        ROOM,
        "https://zoom.us/j/900000001",
        "https://school.zoomgov.com/j/1600000001",
        f"https://www.google.com/url?q={ROOM.replace('?', '%3F')}&sa=D",
        "https://example.zoom.us/j/1?next=https://evil.example#@evil.example",
    ],
)
def test_zooms_own_links_open_at_once(
    qtbot: QtBot, tmp_path: Path, browser: Browser, link: str
) -> None:
    student = Student(open_window(qtbot, tmp_path), no)
    assert student.open(link)
    assert student.asked == []
    assert len(browser.opened) == 1
    assert ".zoom" in browser.opened[0] or "//zoom" in browser.opened[0]
    assert "google" not in browser.opened[0]


@pytest.mark.parametrize(
    ("link", "host"),
    [
        ("https://zoom.us.evil.example/j/1", "zoom.us.evil.example"),
        ("https://evilzoom.us/j/1", "evilzoom.us"),
        ("https://evil.example/zoom.us/j/1", "evil.example"),
        ("https://evil.example/?zoom.us", "evil.example"),
        ("https://zo\u043em.us/j/1", "xn--zom-ted.us"),
        ("https://zoom.us:8443/j/1", "zoom.us"),
        ("http://zoom.us/j/1", "zoom.us"),
        ("https://192.0.2.7/zoom.us", "192.0.2.7"),
        ("https://www.google.com/url?q=https://evil.example/", "evil.example"),
        ("https://video.example.edu/ml/class-1", "video.example.edu"),
    ],
)
def test_every_other_host_is_shown_first_and_no_means_no(
    qtbot: QtBot, tmp_path: Path, browser: Browser, link: str, host: str
) -> None:
    student = Student(open_window(qtbot, tmp_path), no)
    assert not student.open(link)
    assert student.asked == [f"Open {host} in your browser?"]
    assert browser.opened == []


@pytest.mark.parametrize(
    "link",
    [
        "",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "zoommtg://zoom.us/join?confno=1",
        "\\\\host\\share",
        "https://user:secret@zoom.us/j/1",
        "https://zoom.us\\@evil.example/",
        "https:zoom.us/j/1",
        "https:///zoom.us/j/1",
        "https://zoom.us/\x07",
        "https://zoom.us/" + "a" * 2000,
        "https://www.google.com/url?q=https://user@evil.example/",
    ],
)
def test_what_is_no_proper_link_never_opens_and_is_said_so(
    qtbot: QtBot, tmp_path: Path, browser: Browser, link: str
) -> None:
    window = open_window(qtbot, tmp_path)
    student = Student(window, yes)
    assert not student.open(link)
    assert student.asked == []
    assert browser.opened == []
    shown = texts(window)
    assert "This link cannot be opened." in shown
    assert not any("secret" in text for text in shown)


def test_a_host_may_be_trusted_and_only_that_host_by_https(
    qtbot: QtBot, tmp_path: Path, browser: Browser
) -> None:
    window = open_window(qtbot, tmp_path)
    student = Student(window, always)
    assert student.open("https://video.example.edu/1")
    assert trusted_hosts(window.workspace) == ("video.example.edu",)
    assert student.open("https://video.example.edu/2")
    assert len(student.asked) == 1
    student.answer = no
    for link in (
        "http://video.example.edu/3",
        "https://sub.video.example.edu/",
        "https://example.edu/",
        "https://video.example.edu:444/",
    ):
        assert not student.open(link)
    assert len(student.asked) == 5
    assert len(browser.opened) == 2


def test_an_open_link_cannot_be_trusted_for_good(
    qtbot: QtBot, tmp_path: Path, browser: Browser
) -> None:
    window = open_window(qtbot, tmp_path)
    seen: list[bool] = []

    def look(question: LinkQuestion) -> None:
        seen.append(question.always.isVisible())
        yes(question)

    student = Student(window, look)
    assert student.open("http://example.edu/")
    assert seen == [False]
    assert trusted_hosts(window.workspace) == ()


def test_a_setting_that_was_spoilt_trusts_nobody_by_mistake(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path)
    window.workspace.set_setting(TRUSTED, "* . https://x /etc a@b example.edu\x00 ok.example")
    assert trusted_hosts(window.workspace) == ("ok.example",)


def test_without_a_browser_the_student_is_told(
    qtbot: QtBot, tmp_path: Path, browser: Browser
) -> None:
    window = open_window(qtbot, tmp_path)
    browser.works = False
    assert not Student(window, no).open(ROOM)
    QApplication.processEvents()
    assert "No browser opened." in texts(window)


# In the settings


def settings(window: MainWindow) -> LinksPage:
    window.trigger("settings")
    (page,) = window.findChildren(LinksPage)
    return page


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("video.example.edu", "video.example.edu"),
        ("https://Video.Example.edu/ml/1", "video.example.edu"),
        ("b\u00fccher.example", "xn--bcher-kva.example"),
    ],
)
def test_a_site_is_trusted_in_the_settings_and_taken_away_again(
    qtbot: QtBot, tmp_path: Path, typed: str, kept: str
) -> None:
    window = open_window(qtbot, tmp_path)
    page = settings(window)
    page.field.setText(typed)
    qtbot.keyClick(page.field, Qt.Key.Key_Return)
    assert trusted_hosts(window.workspace) == (kept,)
    chip = page.chips.findChild(RemovableChip)
    assert isinstance(chip, RemovableChip)
    assert chip.accessibleName() == f"Ask again before {kept} opens"
    qtbot.keyClick(chip, Qt.Key.Key_Delete)
    assert trusted_hosts(window.workspace) == ()


@pytest.mark.parametrize("typed", ["", "two sites.example", "a/b", "me@x.org", "cmu.zoom.us", "*"])
def test_what_is_no_site_is_not_trusted(qtbot: QtBot, tmp_path: Path, typed: str) -> None:
    window = open_window(qtbot, tmp_path)
    page = settings(window)
    page.field.setText(typed)
    page.take()
    assert page.error.text()
    assert trusted_hosts(window.workspace) == ()
