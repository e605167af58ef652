"""Records for storage tests: one fixed schedule with every type, and any values at all.

    PYTHONPATH=src:tests python tests/stored_records.py FILE

writes the fixed one to a new data file, as tests/fixtures/version-<n>.db was made.
"""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime, time
from pathlib import Path

from hypothesis import strategies as st

from companion.models.activity import Activity, ActivityKind, DueDate, PlannedBlock, Stage, Step
from companion.models.appointment import Appointment
from companion.models.attendance import Attendance, AttendanceMark, Recording
from companion.models.busy_calendar import BusyCalendar, BusyTimes
from companion.models.course import Break, Contact, ContactRole, Course, WeekTopic
from companion.models.feed import Feed, FeedItem
from companion.models.meeting import Meeting, MeetingKind
from companion.models.occurrence import Override
from companion.models.program import Program
from companion.models.repeat import Repeat
from companion.models.schedule import Change, Edit, Record, RecordType

EASTERN = "America/New_York"
MADE_AT = "2026-10-27T11:40:00+00:00"
PROGRAM = Program("p1", "Certificate in data science", 1)
COURSE = Course(
    "c1", "p1", "ML", "Introduction to Machine Learning", 14, date(2026, 8, 31), "ML", "plum",
    EASTERN, 8, 12, 6, time(23, 59), True, False, 2, "Bring ‘paper’ – and π",
)  # fmt: skip
ACTIVITY = Activity(
    "a1", "a1@companion", "c1", ActivityKind.QUIZ, "Quiz 9: “regularization”", 9, 12,
    DueDate(datetime(2026, 11, 1, 1, 30), EASTERN), "https://example.org/q", "notes\n2",
    (Step("read", True), Step("answer")), Stage.DONE, datetime(2026, 10, 26, 20, 1, 2, 3, UTC),
    15, True, True, 3, "pasted",
)  # fmt: skip
EVERY: tuple[Record, ...] = (
    PROGRAM,
    COURSE,
    Contact("k1", "c1", ContactRole.ASSISTANT, "Ada", "ada@example.org", "Tuesdays"),
    Break("b1", "c1", date(2026, 11, 23), date(2026, 11, 29), "Thanksgiving"),
    WeekTopic("c1:9", "c1", 9, "Regularization"),
    Meeting(
        "m1", "m1@companion", "c1", MeetingKind.LIVE_SESSION, 1, time(18, 30), 80, EASTERN, 1, 0,
        None, "", "https://cmu.zoom.us/j/1", "pw", 2, time(7, 15),
    ),
    Meeting(
        "m2", "m2@companion", "c1", MeetingKind.STUDY_GROUP, 5, time(10), 60, "Europe/Berlin",
        once_on=date(2026, 10, 31),
    ),
    Override("m1:2026-10-27", True, datetime(2026, 10, 28, 18, 30), 60, "Review", "n", "l", "p"),
    Override("m1:2026-11-03", title="Guest"),
    Attendance("m1:2026-10-20", AttendanceMark.MISSED),
    Recording("m1:2026-10-20", "https://example.org/r", 80, 30),
    Recording("m1:2026-10-13"),
    ACTIVITY,
    Activity("a2", "a2@companion", None, ActivityKind.VIDEO, "Alone"),
    Repeat("r1", "c1", ActivityKind.QUIZ, "Quiz {week}"),
    Repeat(
        "r2", "c1", ActivityKind.DISCUSSION, "Post – and two replies", 40, 6, time(23, 59),
        "https://example.org/d", (Step("post"), Step("reply – twice")), True, True, 2, 12, (5, 7),
        3,
    ),
    Activity(
        "a3", "a3@companion", "c1", ActivityKind.DISCUSSION, "Post", 9, repeat_id="r2",
        repeat_week=9,
    ),
    PlannedBlock("l1", "l1@companion", "a1", datetime(2026, 10, 29, 6, 45), "Europe/Berlin", 25),
    Appointment("e1", "e1@companion", "Dentist", datetime(2026, 10, 28, 17), "Europe/Berlin", 90),
    Appointment(
        "e2", "e2@companion", "Study – “trees”", datetime(2026, 10, 28, 20), "Europe/Berlin", 60,
        date(2026, 12, 9), (date(2026, 11, 4), date(2026, 11, 25)), "c1", "n\n2",
        "https://example.org/g",
    ),
    Feed(
        "f1", "canvas", "Canvas: “Ada”", "https://canvas.example.org/feeds/secret.ics", True,
        (("10701-A", "c1"), ("", "own")),
    ),
    FeedItem(
        "canvas:example.org#assignment_1", "f1", "a1", "Quiz 9", "quiz",
        datetime(2026, 11, 1, 1, 30), EASTERN, 12, 9, "https://example.org/q", "pw", "n\n2", "d",
    ),
    FeedItem("event-2@example.org", "f1", "m1:2026-10-27"),
    BusyCalendar("y1", "Work – “office”", "Calendar", "https://example.org/secret.ics", True),
    BusyCalendar("y2", "Club", "club", is_shown=False),
    BusyTimes("y1", "202610271300\t60\tEurope/Berlin\tStand-up – π\n202610280000\td\t\tOff"),
    BusyTimes("y2"),
)  # fmt: skip
SINCE: dict[object, int] = {Appointment: 2, Repeat: 4, "a3": 4, Feed: 5, FeedItem: 5,
                            BusyCalendar: 6, BusyTimes: 6}  # fmt: skip
"""The version of the data file in which a type, or a record by its id, came; else the first."""
ADD_EVERYTHING = Edit("Add everything", tuple(Change(None, record) for record in EVERY))
RENAME = Edit("Rename", (Change(PROGRAM, PROGRAM._replace(name="Certificate")),))
TICK = Edit("Untick", (Change(ACTIVITY, ACTIVITY._replace(stage=Stage.OPEN, done_at=None)),))

ids = st.text("0123456789abcdef:-", min_size=1, max_size=20)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
counts = st.integers(0, 2**40)
weekdays = st.integers(0, 6)
moments = st.datetimes()
instants = st.datetimes(datetime(1, 1, 3), datetime(9999, 12, 30), timezones=st.just(UTC))
slots = st.none() | st.tuples(ids, st.integers(1, 60))
two_days = st.tuples(st.dates(), st.dates()).map(sorted)


def _maybe(strategy: st.SearchStrategy) -> st.SearchStrategy:
    return st.none() | strategy


ANY: dict[RecordType, st.SearchStrategy] = {
    Program: st.builds(Program, ids, texts, st.integers(-(2**63), 2**63 - 1)),
    Course: st.builds(
        Course, ids, ids, texts, texts, st.integers(1, 60), st.dates(), texts, texts, names,
        counts, counts, weekdays, st.times(), st.booleans(), st.booleans(), counts, texts,
    ),
    Contact: st.builds(Contact, ids, ids, st.sampled_from(ContactRole), texts, texts, texts),
    Break: st.tuples(ids, ids, two_days, texts).map(lambda v: Break(v[0], v[1], *v[2], v[3])),
    WeekTopic: st.builds(WeekTopic, ids, ids, st.integers(1, 60), texts),
    Meeting: st.builds(
        Meeting, ids, ids, ids, st.sampled_from(MeetingKind), weekdays, st.times(),
        st.integers(1, 1440), names, st.integers(1, 60), counts, _maybe(st.dates()), texts, texts,
        texts, _maybe(weekdays), _maybe(st.times()),
    ),
    Override: st.builds(
        Override, ids, st.booleans(), _maybe(moments), _maybe(counts), texts, texts, texts, texts
    ),
    Attendance: st.builds(Attendance, ids, st.sampled_from(AttendanceMark)),
    Recording: st.builds(Recording, ids, texts, _maybe(counts), counts),
    Activity: st.builds(
        lambda slot, *values: Activity(*values, *(slot or (None, None))), slots, ids, ids,
        _maybe(ids),
        st.sampled_from([kind for kind in ActivityKind if kind is not ActivityKind.RECORDING]),
        texts, _maybe(counts), _maybe(counts), _maybe(st.builds(DueDate, moments, names)), texts,
        texts, st.lists(st.builds(Step, texts, st.booleans()), max_size=3).map(tuple),
        st.sampled_from(Stage), _maybe(instants), counts, st.booleans(), st.booleans(), counts,
        texts,
    ),
    Repeat: st.builds(
        Repeat, ids, ids,
        st.sampled_from([kind for kind in ActivityKind if kind is not ActivityKind.RECORDING]),
        texts, _maybe(counts), _maybe(weekdays), _maybe(st.times()), texts,
        st.lists(st.builds(Step, texts, st.booleans()), max_size=3).map(tuple), st.booleans(),
        st.booleans(), st.integers(1, 60), st.integers(0, 60),
        st.lists(st.integers(1, 60), max_size=3).map(tuple), counts,
    ),
    PlannedBlock: st.builds(PlannedBlock, ids, ids, ids, moments, names, st.integers(1, 1440)),
    Appointment: st.builds(
        Appointment, ids, ids, texts, moments, names, st.integers(1, 1440), _maybe(st.dates()),
        st.lists(st.dates(), max_size=3).map(tuple), _maybe(ids), texts, texts,
    ),
    Feed: st.builds(
        Feed, ids, texts, texts, texts, st.booleans(),
        st.lists(st.tuples(texts, texts), max_size=3).map(tuple),
    ),
    FeedItem: st.builds(
        FeedItem, ids, ids, ids, texts, texts, _maybe(moments), texts, _maybe(counts),
        _maybe(counts), texts, texts, texts, texts,
    ),
    BusyCalendar: st.builds(BusyCalendar, ids, texts, texts, texts, st.booleans()),
    BusyTimes: st.builds(BusyTimes, ids, texts),
}  # fmt: skip


def every(version: int) -> list[Record]:
    """Return the fixed records that a data file of a version holds."""
    return [r for r in EVERY if max(SINCE.get(type(r), 1), SINCE.get(r.id, 1)) <= version]


def write(path: Path) -> None:
    """Make a data file: everything added, one edit after it, one more undone."""
    from companion.storage.schedule_store import ScheduleStore

    store = ScheduleStore(path)
    for edit in (ADD_EVERYTHING, RENAME, TICK):
        store.apply(edit, MADE_AT)
    store.undo()
    store.set_setting("city", "Europe/Berlin")
    store.close()


if __name__ == "__main__":
    write(Path(sys.argv[1]))
