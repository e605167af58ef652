"""What a student sees whose data file is damaged or gone: what there is to go on with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from companion.models.snapshot import Contents, Snapshot
from companion.ui import theme
from companion.ui.dialogs.copies import holds, occasion_name
from companion.ui.dialogs.history import tr_edit
from companion.ui.text import Words, tr
from companion.ui.widgets.buttons import Button
from companion.ui.widgets.labels import PlainLabel
from companion.ui.widgets.two_lines import Line, TwoLineList

SAVED, AFRESH = "saved", "afresh"


class Ways(NamedTuple):
    """What there is: all that can be read of a damaged file (None: nothing), whether that is not
    all of it, and the copies with what they hold."""

    saved: Contents | None
    is_partial: bool
    copies: Sequence[tuple[Snapshot, Contents]]


class Rescue(QDialog):
    """A choice between what can be saved, the copies, and nothing; `chosen` is SAVED, AFRESH, the
    name of a copy, or empty when it was closed."""

    def __init__(self, code: str, ways: Ways, words: Words, folder: Path) -> None:
        super().__init__()
        self.chosen = ""
        self._folder = folder
        is_gone = code == "gone"
        title = tr("Your data file is not there") if is_gone else tr("Your data file is damaged")
        self.setWindowTitle(tr("Companion"))
        self.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 18, 0, 16)
        column.setSpacing(6)
        said = tr("Choose what to go on with.")
        if not is_gone:
            said = tr("Choose what to go on with. The damaged file itself is kept in any case.")
        for label in (PlainLabel(title, "dialog"), PlainLabel(said, "body", "text2", wrap=True)):
            label.setContentsMargins(20, 0, 20, 0)
            column.addWidget(label)
        self.list = TwoLineList(title)
        self.list.show_lines(_lines(ways, words, is_gone))
        self.list.itemDoubleClicked.connect(lambda _: self.take())
        column.addWidget(self.list, 1)
        column.addLayout(self._foot())
        self.resize(theme.px(560), theme.px(460))
        self.list.setFocus(Qt.FocusReason.PopupFocusReason)

    def take(self) -> None:
        """Go on with the row chosen."""
        self.chosen = self.list.key()
        self.accept()

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 8, 20, 0)
        foot.setSpacing(8)
        self.open_folder = Button(tr("Open folder"), icon="folder-open")
        self.open_folder.clicked.connect(
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))
        )
        self.close_button = Button(tr("Close"), keys="Esc")
        self.close_button.clicked.connect(self.reject)
        self.act = Button(tr("Go on with this"), "primary", keys="Enter")
        self.act.setDefault(True)
        self.act.clicked.connect(self.take)
        foot.addWidget(self.open_folder)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.act)
        return foot


def _lines(ways: Ways, words: Words, is_gone: bool) -> list[Line]:
    found = []
    if ways.saved is not None:
        right = tr("not all of it") if ways.is_partial else ""
        first = tr("What can still be read of it")
        found.append(Line(SAVED, first, _told(ways.saved, words), right))
    for one, contents in ways.copies:
        first = tr("The copy of %1", words.moment(one.made_at))
        found.append(Line(one.name, first, _told(contents, words), occasion_name(one.occasion)))
    last = tr("Nothing of the file is changed; it is moved into a folder of its own.")
    if is_gone:
        last = tr("The copies stay where they are.")
    return [*found, Line(AFRESH, tr("Begin with nothing"), last)]


def _told(contents: Contents, words: Words) -> str:
    if not contents.last_edit or contents.last_edit_at is None:
        return holds(contents)
    at = words.moment(contents.last_edit_at)
    return tr("%1 · last change: %2, %3", holds(contents), tr_edit(contents.last_edit), at)
