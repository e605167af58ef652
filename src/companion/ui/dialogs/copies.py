"""The copies of all data that the program keeps, and the way back to one of them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from companion.models.snapshot import Contents, Snapshot
from companion.ui.dialogs.ask import ask
from companion.ui.dialogs.history import tr_edit
from companion.ui.dialogs.list_dialog import ListDialog
from companion.ui.text import Words, count, tr
from companion.ui.widgets.two_lines import Line
from companion.ui.window import Window
from companion.workspace import StorageFailed


def occasion_name(occasion: str) -> str:
    """Say on which occasion a copy was made."""
    return {
        "change": tr("after changes"),
        "quit": tr("when closing"),
        "import": tr("before an import"),
        "restore": tr("before a copy was put back"),
        "migration": tr("before an update"),
    }.get(occasion, "")


def holds(found: Contents) -> str:
    """Say what a copy holds."""
    one = found.activities == 1
    work = tr("1 activity") if one else tr("%1 activities", found.activities)
    return tr("%1, %2, %3 done", count("%n course(s)", found.courses), work, found.done)


class Copies(ListDialog):
    """Every copy with its time and what it holds; the newest first."""

    def __init__(self, window: Window, parent: QWidget) -> None:
        said = tr(
            "Companion copies everything by itself: half an hour after a change, when it closes, "
            "and before an import. What a copy replaces becomes a copy too."
        )
        super().__init__(parent, tr("Copies of your data"), said, tr("Put this copy back…"))
        self._window = window
        words = window.words()
        store = window.workspace.store
        self.found = store.snapshots()
        self.list.show_lines(self._line(one, words) for one in self.found)
        self.choice_changed()
        if not self.found:
            self.said.setText(
                tr("There is no copy yet. The first one is made half an hour after a change.")
            )

    def _line(self, one: Snapshot, words: Words) -> Line:
        try:
            found = self._window.workspace.store.contents(one.name)
        except StorageFailed:
            return Line("", words.moment(one.made_at), tr("cannot be read"), is_past=True)
        second = holds(found)
        if found.last_edit:
            second = tr("%1 · last change: %2", second, tr_edit(found.last_edit))
        return Line(one.name, words.moment(one.made_at), second, occasion_name(one.occasion))

    def choice_changed(self) -> None:
        """A copy that cannot be read cannot be put back."""
        self.act.setEnabled(bool(self.list.key()))

    def take(self) -> None:
        """Ask, then put the copy back."""
        name = self.list.key()
        one = next((s for s in self.found if s.name == name), None)
        if one is None:
            return
        at = self._window.words().moment(one.made_at)
        answer = ask(
            self._window.widget(),
            tr("Put the copy of %1 back?", at),
            tr("Everything is as it was then. What you have now is kept as the newest copy."),
            [("yes", tr("Put it back"), "primary"), ("", tr("Cancel"), "default")],
        )
        if answer:
            self.close_overlay()
            self._restore(one, at)

    def _restore(self, one: Snapshot, at: str) -> None:
        try:
            self._window.workspace.restore(one.name)
        except StorageFailed as failure:
            self._window.tell_failure(failure)
            return
        self._window.stage.hide_undo()
        self._window.tell(tr("The copy of %1 is put back.", at))
