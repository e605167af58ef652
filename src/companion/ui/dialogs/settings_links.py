"""The settings of links: which sites open without a question."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from companion.models.faults import Refused
from companion.models.links import check_link, is_join_host, link_host, read_hosts
from companion.ui.dialogs.settings_form import SettingsPage
from companion.ui.open_link import keep_trusted, trusted_hosts
from companion.ui.text import tr
from companion.ui.widgets.buttons import Button
from companion.ui.widgets.form_choices import FlowLayout, RemovableChip
from companion.ui.widgets.labels import FieldError, PlainLabel
from companion.ui.widgets.typed_fields import TextField
from companion.ui.window import Window
from companion.wording import storage_sentence
from companion.workspace import StorageFailed


class LinksPage(SettingsPage):
    """Zoom's own sites, and those that the student trusts."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.setAccessibleName(tr("Links"))
        hint = tr("By https only. Every other link shows its site before it opens.")
        always = PlainLabel("zoom.us, zoomgov.com", "body", "text", wrap=True)
        always.setContentsMargins(0, 6, 0, 0)
        self.add(tr("Always open"), always, hint)
        hint = tr("Such as your school’s video site.")
        self.add(tr("And also"), self._own(), hint, is_wide=True)
        self._show()

    def _own(self) -> QWidget:
        own = QWidget()
        column = QVBoxLayout(own)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.flow = FlowLayout()
        self.chips = QWidget()
        self.chips.setLayout(self.flow)
        column.addWidget(self.chips)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.field = _HostField(self.take)
        self.add_host = Button(tr("Add"))
        self.add_host.clicked.connect(self.take)
        row.addWidget(self.field)
        row.addWidget(self.add_host)
        row.addStretch(1)
        column.addLayout(row)
        self.error = FieldError()
        column.addWidget(self.error)
        self.field.textEdited.connect(lambda: self.error.set_error("", self.field))
        own.setMinimumWidth(360)
        return own

    def _show(self) -> None:
        while (item := self.flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        hosts = trusted_hosts(self.window_of.workspace)
        for host in hosts:
            chip = RemovableChip("", host, tr("Ask again before %1 opens", host), self.chips)
            chip.removed.connect(lambda host=host: self._remove(host))
            self.flow.addWidget(chip)
        self.chips.setVisible(bool(hosts))

    def take(self) -> None:
        """Trust the site that is typed, or say why that is none."""
        host = _host(self.field.text().strip())
        if not host:
            self.error.set_error(tr("Write one site, such as video.example.edu."), self.field)
            return
        if is_join_host(host):
            self.error.set_error(tr("%1 opens anyway.", host), self.field)
            return
        known = trusted_hosts(self.window_of.workspace)
        if self._keep(tuple(dict.fromkeys((*known, host)))):
            self.field.clear()

    def _remove(self, host: str) -> None:
        known = trusted_hosts(self.window_of.workspace)
        self._keep(tuple(other for other in known if other != host))
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep(self, hosts: tuple[str, ...]) -> bool:
        try:
            keep_trusted(self.window_of.workspace, hosts)
        except StorageFailed as failure:
            self.error.set_error(storage_sentence(failure.code, tr), self.field)
            return False
        self._show()
        return True


def _host(text: str) -> str:
    """Return the site that a name or a link means, as it is kept; empty for none."""
    if "://" not in text:
        text = f"https://{text}/" if not set(text) & set("/?#@:") else ""
    try:
        found = read_hosts(link_host(check_link(text)))
    except Refused:
        return ""
    return found[0] if len(found) == 1 else ""


class _HostField(TextField):
    """A site's name; Enter adds it."""

    def __init__(self, take: Callable[[], None]) -> None:
        super().__init__(tr("Site"), 220, "video.example.edu")
        self._take = take

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add on Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
            event.accept()
            return
        super().keyPressEvent(event)
