"""Exported, changed, exported again, into programs that keep events: nothing twice or stale.

    CALENDAR_STORES=<folder of radicale, khal, xandikos> pytest tests/exporters/test_reimport.py

Whatever is installed is used; the rest is skipped.
"""

from datetime import UTC, datetime

import pytest
from calendar_stores import STORES, Radicale, Store, Xandikos, shown
from icalendar import Calendar
from schedules import THANKSGIVING, activity, draft, live, schedule_of

from companion import edits
from companion.exporters.calendar_file import plan_export, render, stamp
from companion.exporters.choice import ExportChoice, ItemKind
from companion.models.exported import Exported
from companion.models.meeting import Meeting

NOW = datetime(2026, 10, 27, 11, 40, tzinfo=UTC)


@pytest.fixture(params=STORES, ids=lambda store: store.__name__)
def store(request, tmp_path) -> Store:
    if not request.param.is_there():
        pytest.skip(f"{request.param.__name__} is not installed")
    found = request.param(tmp_path)
    yield found
    found.close()


def test_a_second_import_brings_the_changes_and_leaves_nothing_behind(store):
    dv = draft(code="DV", name="Data Visualization", weeks=6, meetings=(live(3),))
    schedule = schedule_of(draft(breaks=(THANKSGIVING,)), dv)
    work = [activity(f"a{n}", title=f"Work {n}") for n in range(4)]
    schedule = schedule.with_(edits.add_activities(schedule, work))
    meeting = next(m for m in schedule.table(Meeting).values() if m.weekday == 1)
    ledger, choice = Exported(), ExportChoice()

    def export_and_import():
        nonlocal ledger
        plan = plan_export(schedule, choice)
        plan = stamp(plan, choice, schedule, ledger, NOW)
        store.take(render(plan)[0])
        ledger = plan.ledger
        return sorted((i.summary, i.starts_at, i.ends_at) for i in plan.items)

    first = export_and_import()
    assert first == shown(store.files())
    for make in (
        lambda s: edits.move_occurrence(s, f"{meeting.id}:2026-11-03", datetime(2026, 11, 4, 20)),
        lambda s: edits.move_occurrence(s, f"{meeting.id}:2026-11-10", datetime(2026, 11, 19, 8)),
        lambda s: edits.cancel_occurrence(s, f"{meeting.id}:2026-10-06"),
        lambda s: edits.complete(s, ["a1"], NOW),
        lambda s: edits.delete_activities(s, ["a2"]),
        lambda s: edits.remove_course(s, s.course_by_code("DV").id),
    ):
        schedule = schedule.with_(make(schedule))
    assert export_and_import() == shown(store.files()) != first
    back = edits.move_occurrence(schedule, f"{meeting.id}:2026-11-10", datetime(2026, 11, 10, 19))
    schedule = schedule.with_(back)
    assert export_and_import() == shown(store.files())
    assert export_and_import() == shown(store.files()), "again, and nothing is other"


@pytest.mark.parametrize("store", [Radicale, Xandikos], indirect=True, ids=lambda s: s.__name__)
def test_to_dos_are_ticked_and_gone_after_a_second_import(store):
    """Calendar programs keep no to-dos; servers do."""
    schedule = schedule_of(draft())
    work = [activity(f"a{n}", title=f"Work {n}") for n in range(3)]
    schedule = schedule.with_(edits.add_activities(schedule, work))
    choice, ledger = ExportChoice(kinds=frozenset({ItemKind.TODO})), Exported()

    def export_and_import():
        nonlocal ledger
        plan = plan_export(schedule, choice)
        plan = stamp(plan, choice, schedule, ledger, NOW)
        store.take(render(plan)[0])
        ledger = plan.ledger
        todos = [t for file in store.files() for t in Calendar.from_ical(file).walk("VTODO")]
        return sorted((str(t["SUMMARY"]), str(t["STATUS"])) for t in todos)

    assert export_and_import() == [(f"Work {n}", "NEEDS-ACTION") for n in range(3)]
    schedule = schedule.with_(edits.complete(schedule, ["a1"], NOW))
    schedule = schedule.with_(edits.delete_activities(schedule, ["a2"]))
    assert export_and_import() == [
        ("Cancelled: Work 2", "CANCELLED"), ("Work 0", "NEEDS-ACTION"), ("Work 1", "COMPLETED"),
    ]  # fmt: skip
