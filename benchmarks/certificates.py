"""What is measured with: a student's whole certificate, or many of them in one data file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from companion.clock import FixedClock
from companion.models.activity import Activity, ActivityKind, DueDate, PlannedBlock, Stage
from companion.models.attendance import Attendance, AttendanceMark
from companion.models.course import (
    COLORS,
    EASTERN,
    Break,
    Contact,
    ContactRole,
    Course,
    WeekTopic,
    topic_id,
)
from companion.models.ids import occurrence_key
from companion.models.meeting import Meeting, MeetingKind
from companion.models.program import Program
from companion.models.schedule import Record
from companion.storage.schedule_store import ScheduleStore
from companion.workspace import Workspace

ZONE = "Europe/Berlin"
NOW = datetime(2026, 10, 27, 11, 40, tzinfo=UTC)
FIRST_DAY = date(2026, 8, 31)
COURSES, WEEKS, A_WEEK = 5, 14, 20  # 1,400 activities
TERMS = 10
KINDS = [kind for kind in ActivityKind if kind is not ActivityKind.RECORDING]


def certificates(times: int = 1) -> Iterator[Record]:
    """Five courses of 14 weeks with all their classes and 1,400 activities, so many times.

    Many certificates lie in ten terms, five of them before the present one.
    """
    for n in range(times):
        yield Program(f"p{n}", f"Certificate {n}", n)
        term = (n + TERMS // 2) % TERMS - TERMS // 2
        for c in range(COURSES):
            yield from _course(n, c, FIRST_DAY + timedelta(weeks=17 * term))


def _course(n: int, c: int, starts_on: date) -> Iterator[Record]:
    place = n * COURSES + c
    key, code = f"c{place}", f"C{place}"
    yield Course(
        key, f"p{n}", code, f"Course {place} of the certificate", WEEKS, starts_on,
        color=COLORS[c], position=place,
    )  # fmt: skip
    yield Contact(f"{key}-who", key, ContactRole.INSTRUCTOR, "Prof. Example", "prof@example.org")
    holiday = starts_on + timedelta(weeks=7)
    yield Break(f"{key}-break", key, holiday, holiday + timedelta(days=4), "Fall break")
    for kind, weekday in ((MeetingKind.LIVE_SESSION, c), (MeetingKind.RECITATION, (c + 2) % 5)):
        yield Meeting(
            f"{key}-{kind.value}", f"{key}-{kind.value}@bench", key, kind, weekday, time(18, 30),
            80, EASTERN, link="https://example.zoom.us/j/91244057731",
        )  # fmt: skip
    for week in range(WEEKS):
        yield WeekTopic(topic_id(key, week + 1), key, week + 1, f"Topic of week {week + 1}")
        day = starts_on + timedelta(days=7 * week + c)
        if datetime(day.year, day.month, day.day, tzinfo=UTC) < NOW and week != 7:
            mark = AttendanceMark.MISSED if week % 6 == 5 else AttendanceMark.ATTENDED
            yield Attendance(occurrence_key(f"{key}-live_session", day), mark)
        yield from _week(key, week, starts_on + timedelta(weeks=week))


def _week(key: str, week: int, monday: date) -> Iterator[Record]:
    sunday = monday + timedelta(days=6)
    for n in range(A_WEEK):
        is_done = monday < NOW.date() - timedelta(days=7) or n % 3 == 0
        name = f"{key}-{week:02}-{n:02}"
        due = DueDate(datetime.combine(sunday, time(23, 59)), EASTERN) if n % 2 else None
        yield Activity(
            name, f"{name}@bench", key, KINDS[n % 6], f"Chapter {n} of week {week + 1}: the text",
            week + 1, 15 * (n % 4 + 1), due, stage=Stage.DONE if is_done else Stage.OPEN,
            done_at=NOW if is_done else None, position=n,
        )  # fmt: skip
        if n % 10 == 1 and not is_done:
            starts = datetime.combine(monday + timedelta(days=n % 5), time(19))
            yield PlannedBlock(f"{name}-block", f"{name}-block@bench", name, starts, ZONE, 30)


def fill(folder: Path, times: int) -> Path:
    """Store certificates in a new data folder; the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    store = ScheduleStore(folder / "companion.db")
    store.fill(certificates(times))
    store.close()
    return folder


def opened(folder: Path) -> Workspace:
    """Open a filled data folder at the moment that everything is measured at."""
    clock = FixedClock(NOW, ZoneInfo(ZONE))
    return Workspace(ScheduleStore(folder / "companion.db"), clock, folder)
