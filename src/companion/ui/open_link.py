"""The one place that opens a link in the student's browser."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox, QWidget

from companion.models.faults import Refused
from companion.models.links import check_link, is_join_host, link_host
from companion.ui.page import Frame


def open_link(frame: Frame, link: str, parent: QWidget) -> bool:
    """Open a link that passes the rules: Zoom's own hosts at once, any other after its host was
    shown and confirmed. Everything else is told in the window. True when it was opened."""
    try:
        checked = check_link(link)
    except Refused:
        frame.tell(tr("This link cannot be opened."), tr("Only web links can; edit it."), "warn")
        return False
    host = link_host(checked)
    is_trusted = is_join_host(host) and checked.startswith("https:")
    if not is_trusted and not _confirmed(host, parent):
        return False
    if QDesktopServices.openUrl(QUrl(checked, QUrl.ParsingMode.StrictMode)):
        return True
    frame.tell(tr("No browser opened."), tr("Copy the link and open it yourself."), "warn")
    return False


def tr(text: str) -> str:
    """Return a text about links in the student's language."""
    return QCoreApplication.translate("OpenLink", text)


def _confirmed(host: str, parent: QWidget) -> bool:
    box = QMessageBox(parent.window())
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(tr("Open link"))
    box.setText(tr("Open %1 in your browser?").replace("%1", host))
    box.setInformativeText(tr("The link leads to a page outside of Companion."))
    opening = box.addButton(tr("Open"), QMessageBox.ButtonRole.AcceptRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(opening)
    box.exec()
    return box.clickedButton() is opening
