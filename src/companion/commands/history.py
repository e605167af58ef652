"""undo and redo: the last edit, whoever made it."""

from __future__ import annotations

from companion.commands.call import Call
from companion.commands.failures import CommandFailed
from companion.models.schedule import Edit


def run_undo(call: Call) -> None:
    """Take back the last edit."""
    edit = call.workspace.undo()
    if edit is None:
        raise CommandFailed("There is nothing to undo.")
    call.answer(edit, _ids(edit), f"Undone: {edit.name}.")


def run_redo(call: Call) -> None:
    """Do the last undone edit again."""
    edit = call.workspace.redo()
    if edit is None:
        raise CommandFailed("There is nothing to redo.")
    call.answer(edit, _ids(edit), f"Done again: {edit.name}.")


def _ids(edit: Edit) -> list[str]:
    return list(dict.fromkeys(change.record_id for change in edit.changes))
