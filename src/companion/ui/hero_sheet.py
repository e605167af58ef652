"""The states of Today's hero side by side, of the sample certificate: to look at, not to use."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from companion import edits
from companion.models import today
from companion.models.meeting import Meeting
from companion.models.schedule import Change, Edit, Schedule
from companion.ui import paint, theme
from companion.ui.page import NARROW
from companion.ui.text import Words
from companion.ui.today_hero import HeroCard
from companion.ui.widgets.labels import PlainLabel

_STARTS_AT = datetime(2026, 10, 27, 22, 30, tzinfo=UTC)  # class 9 of the sample
_ENDS_AT = _STARTS_AT + timedelta(minutes=80)
_BERLIN, _INDIA = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Kolkata")
_FRIDAY = date(2026, 11, 6)
_ML, _DV = "ml-live:2026-10-27", "dv-live:2026-10-29"


class _State(NamedTuple):
    """One state: what it is called, and of which schedule, moment and place."""

    name: str
    schedule: Schedule
    now: datetime
    zone: ZoneInfo = _BERLIN


def _states(sample: Schedule, now: datetime) -> Iterator[_State]:
    yield _State("Hours away", sample, now)
    yield _State("From 15 minutes before", sample, _STARTS_AT - timedelta(minutes=12))
    yield _State("Live", sample, _STARTS_AT + timedelta(minutes=42))
    yield _State("Just after", sample, _ENDS_AT + timedelta(minutes=5))
    other = _without(sample, _ML)
    yield _State("Other course, one hour earlier than usual", other, now)
    yield _State("Bengaluru: early morning, the ET day differs", sample, now, _INDIA)
    by_recording = _changed(sample, "ml-live", watch_weekday=2, watch_time=time(19))
    name = "By recording, chosen when the course was added"
    yield _State(name, by_recording, now, _INDIA)
    moved = _without(sample, _ML, _DV, "ml-live:2026-11-03")
    moved = _changed(moved, "dv-live", link="", passcode="")
    edit = edits.move_occurrence(moved, "dv-live:2026-11-05", datetime.combine(_FRIDAY, time(17)))
    yield _State("No Zoom link yet; class moved", moved.with_(edit) if edit else moved, now)


def _without(schedule: Schedule, *keys: str) -> Schedule:
    for key in keys:
        edit = edits.cancel_occurrence(schedule, key)
        schedule = schedule.with_(edit) if edit else schedule
    return schedule


def _changed(schedule: Schedule, meeting_id: str, **changes: object) -> Schedule:
    before = schedule.table(Meeting)[meeting_id]
    after = before._replace(**changes)  # type: ignore[arg-type]  # fields of a meeting
    return schedule.with_(Edit("Edit course", (Change(before, after),)))


class HeroSheet(QWidget):
    """Two columns of cards, each under the name of its state; one column where two have no room.

    As high as its cards need.
    """

    def __init__(self, sample: Schedule, now: datetime, size: QSize) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocus()  # and no button has the ring
        grid = QGridLayout(self)
        grid.setContentsMargins(28, 20, 28, 20)
        grid.setHorizontalSpacing(28)
        grid.setVerticalSpacing(20)
        self.cards: list[HeroCard] = []
        columns = 2 if size.width() >= NARROW else 1
        for place, state in enumerate(_states(sample, now)):
            grid.addLayout(self._cell(state), *divmod(place, columns))
        grid.setRowStretch(grid.rowCount(), 1)
        self.resize(size.width(), max(size.height(), self.sizeHint().height()))

    def _cell(self, state: _State) -> QVBoxLayout:
        cell = QVBoxLayout()
        cell.setSpacing(5)
        cell.addWidget(PlainLabel(state.name, "second-control", "text2"))
        hero = today.hero(state.schedule, state.now, state.zone)
        if hero is not None:
            card = HeroCard()
            card.has_foot = False
            card.setFixedHeight(theme.px(150))
            card.set_narrow(True)
            card.show_hero(hero, Words(state.now, state.zone))
            self.cards.append(card)
            cell.addWidget(card)
        return cell

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground."""
        painter = QPainter(self)
        paint.fill(painter, self.rect(), theme.color("bg"))
        painter.end()
