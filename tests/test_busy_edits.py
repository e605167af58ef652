"""What the student does with a calendar that is read for busy time alone."""

from __future__ import annotations

import pytest

from companion.busy_edits import MAX_NAME, rename_calendar
from companion.models.busy_calendar import BusyCalendar
from companion.models.faults import Refused
from companion.models.schedule import Schedule

WORK = Schedule.of([BusyCalendar("b", "Work")])


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("  Job \n two ", "Job two"), ("a\u202eb\x07", "ab"), ("x" * 500, "x" * MAX_NAME)],
)
def test_a_name_is_one_line_of_what_can_be_read(typed: str, kept: str) -> None:
    edit = rename_calendar(WORK, "b", typed)
    assert edit is not None
    assert edit.changes[0].after == BusyCalendar("b", kept)


@pytest.mark.parametrize("typed", ["", "  ", "\u202e\u200b"])
def test_a_calendar_is_never_without_a_name(typed: str) -> None:
    with pytest.raises(Refused):
        rename_calendar(WORK, "b", typed)
