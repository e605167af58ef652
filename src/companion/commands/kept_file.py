"""The calendar file kept updated, after a command that edits: without a window nobody else does
it."""

from __future__ import annotations

from companion.commands.call import Call
from companion.commands.telling import sentence_of
from companion.models.exported import KEPT_FILE
from companion.models.faults import Refused
from companion.workspace import StorageFailed


def update_kept_file(call: Call) -> None:
    """Rewrite the file, if one is kept, where its bytes would differ. The edit is stored whatever
    comes of this: a failure is a note. A window that is open does the same later and finds it
    done."""
    workspace = call.workspace
    text = workspace.setting(KEPT_FILE)
    if not text:
        return
    # start-up: icalendar and the proof are only for who keeps a file
    from companion.exporters.errors import ExportFailed
    from companion.exporters.kept_file import bring_up_to_date
    from companion.exporters.remembered import kept_of

    kept = kept_of(text)
    if kept is None:
        return
    target = kept.choice.target.value
    try:
        before = workspace.store.exported(target)
        plan = bring_up_to_date(kept, workspace.schedule, before, workspace.clock.now())
        if plan.ledger is not None and plan.ledger != before:
            workspace.store.keep_exported(target, plan.ledger)
    except (ExportFailed, Refused, StorageFailed) as failure:
        why = sentence_of(failure, call.options)
        call.output.note(f"Your calendar file could not be updated; the last one is whole. {why}")
