"""The one place that opens a link in the student's browser."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEventLoop, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from companion.models.faults import Refused
from companion.models.links import check_link, is_trusted, link_host, read_hosts, unwrapped
from companion.ui.dialogs.ask import Question
from companion.ui.page import Frame
from companion.ui.widgets.choices import TickBox
from companion.workspace import StorageFailed, Workspace

TRUSTED = "trusted_hosts"  # setting: hosts that open without a question, with blanks between
MOST_TRUSTED = 100


def open_link(frame: Frame, link: str, parent: QWidget) -> bool:
    """Open a link that passes the rules: by https to Zoom's own hosts and those that the student
    trusts at once, any other after its host was shown and confirmed. What a calendar has wrapped
    leads where it leads. Everything else is told in the window. True when it was opened."""
    url, host = _checked(link)
    if url is None:
        frame.tell(tr("This link cannot be opened."), tr("Only web links can; edit it."), "warn")
        return False
    if not is_trusted(url.toString(), trusted_hosts(frame.workspace)):
        answer = _asked(url, host, parent)
        if answer == "":
            return False
        if answer == "always":
            _trust(frame, host)
    if QDesktopServices.openUrl(url):
        return True
    frame.tell(tr("No browser opened."), tr("Copy the link and open it yourself."), "warn")
    return False


def _checked(link: str) -> tuple[QUrl | None, str]:
    """Return what Qt will open, and its host; None when the rules or Qt do not agree with it."""
    try:
        checked = check_link(unwrapped(link))
    except Refused:
        return None, ""
    url, host = QUrl(checked, QUrl.ParsingMode.StrictMode), link_host(checked)
    shown = url.host(QUrl.ComponentFormattingOption.FullyEncoded).casefold()
    is_same = url.isValid() and shown == host and url.scheme() in ("http", "https")
    return (url, host) if is_same and not url.userInfo() else (None, "")


def trusted_hosts(workspace: Workspace) -> tuple[str, ...]:
    """Return the hosts that the student lets open without a question."""
    return read_hosts(workspace.setting(TRUSTED))


def keep_trusted(workspace: Workspace, hosts: tuple[str, ...]) -> None:
    """Store the hosts that open without a question. Raises StorageFailed."""
    workspace.set_setting(TRUSTED, " ".join(hosts[-MOST_TRUSTED:]))


def _trust(frame: Frame, host: str) -> None:
    known = trusted_hosts(frame.workspace)
    try:
        keep_trusted(frame.workspace, tuple(dict.fromkeys((*known, host))))
    except StorageFailed:
        frame.tell(tr("%1 could not be remembered.").replace("%1", host), kind="warn")


def tr(text: str) -> str:
    """Return a text about links in the student's language."""
    return QCoreApplication.translate("OpenLink", text)


class LinkQuestion(Question):
    """Shows the host before a link is opened; an encrypted one may always be opened."""

    def __init__(self, parent: QWidget, host: str, is_encrypted: bool) -> None:
        said = tr("The link leads to a page outside of Companion.")
        if not is_encrypted:
            said = tr("The link is not encrypted: others on the way can read and change it.")
        answers = [("open", tr("Open"), "primary"), ("", tr("Cancel"), "default")]
        super().__init__(parent, tr("Open %1 in your browser?").replace("%1", host), said, answers)
        self.always = TickBox(tr("Always open %1").replace("%1", host), is_round=False)
        self.always.setVisible(is_encrypted)
        self.column.insertWidget(2, self.always)
        self.answered.connect(self._take)
        self.answer = ""

    def _take(self, answer: str) -> None:
        self.answer = "always" if answer == "open" and self.always.isChecked() else answer


def _asked(url: QUrl, host: str, parent: QWidget) -> str:
    """Show the host and wait for the answer: "open", "always", or empty for no."""
    question = LinkQuestion(parent.window(), host, url.scheme() == "https")
    loop = QEventLoop(question)
    question.answered.connect(loop.quit)
    loop.exec()
    return question.answer
