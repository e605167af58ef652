"""What fits into the minutes she has: chips, rows, packs and the day, by mouse and by keys."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from schedules import activity, draft, live, schedule_of
from ui.windows import open_window, texts

from companion.models.activity import Activity, ActivityKind, DueDate, PlannedBlock, Stage
from companion.models.course import EASTERN
from companion.models.gaps import CHOICES
from companion.models.quiet_hours import QuietHours
from companion.models.schedule import Record
from companion.models.working_hours import WORKING_SETTING
from companion.sample import SAMPLE_NOW, SAMPLE_SETTINGS
from companion.ui import preferences
from companion.ui import today_words as say
from companion.ui.checklist_popovers import DuePopover
from companion.ui.main_window import MainWindow
from companion.ui.today_minutes import MinutesPopover
from companion.ui.today_page import TodayPage

BERLIN = ZoneInfo("Europe/Berlin")
Key = Qt.Key
QUIZ = ActivityKind.QUIZ
LEFT, NONE, ALT = (
    Qt.MouseButton.LeftButton,
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.AltModifier,
)


def today(
    qtbot: QtBot,
    folder: Path,
    *,
    now: datetime = SAMPLE_NOW,
    records: Iterable[Record] | None = None,
    is_working: bool = True,
    size: tuple[int, int] = (1280, 800),
) -> TodayPage:
    """The page, for the sample's student with her working hours."""
    window = open_window(qtbot, folder, now=now, records=records, size=size)
    if is_working:
        for name, value in SAMPLE_SETTINGS.items():
            window.keep(name, value)
    page = window.page()
    assert isinstance(page, TodayPage)
    QApplication.processEvents()
    return page


def window_of(page: TodayPage) -> MainWindow:
    window = page.window()
    assert isinstance(window, MainWindow)
    return window


def with_work(*work: Activity) -> list[Record]:
    """A course with a class on Tuesday 23:30 in Berlin, and activities of it."""
    schedule = schedule_of(draft(meetings=(live(starts=time(18, 30)),)))
    (course,) = schedule.courses
    return [*schedule.records(), *(a._replace(course_id=course.id) for a in work)]


def at(page: TodayPage, moment: datetime) -> None:
    """Let the time be another."""
    page.frame.workspace.clock.at = moment  # type: ignore[attr-defined]
    page.minute()
    QApplication.processEvents()


def here(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 10, day, hour, minute, tzinfo=BERLIN)


def titles(page: TodayPage) -> list[str]:
    return [row.title for row in page.have.list.rows()]


def ids(page: TodayPage) -> list[str]:
    return [row.id for row in page.have.list.rows()]


def lines(page: TodayPage) -> list[str]:
    """The lines of the packs, whole."""
    return [line.words().whole for line in page.have.lines if line.isVisible()]


def press(qtbot: QtBot, page: TodayPage, *keys: Qt.Key, mod: Qt.KeyboardModifier = NONE) -> None:
    for key in keys:
        qtbot.keyClick(QApplication.focusWidget() or page.window(), key, mod)
        QApplication.processEvents()


def plans(page: TodayPage, item_id: str) -> list[tuple[str, int]]:
    table = page.frame.workspace.schedule.table(PlannedBlock)
    mine = sorted((b for b in table.values() if b.activity_id == item_id), key=lambda b: b.at)
    return [(b.starts.strftime("%a %H:%M"), b.minutes) for b in mine]


def started(page: TodayPage, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What is begun from now on."""
    found: list[list[str]] = []
    monkeypatch.setattr(MainWindow, "start", lambda _, item_ids: found.append(list(item_ids)))
    page.have.started.disconnect()
    page.have.started.connect(page.frame.start)
    return found


# What is shown


def test_the_gap_decides_how_much_fits(qtbot: QtBot, tmp_path: Path) -> None:
    page = today(qtbot, tmp_path)
    assert page.have.hint.text() == "Free until 13:30, so 50 min fit now."
    assert page.have.minutes == 30
    assert page.have.chips.current() == "30"
    assert page.have.chips.buttons()[1].text() == "30 min"
    assert titles(page) == [
        "Ridge and lasso in 15 minutes",
        "Check-in quiz 9",
        "HBR: Visualizations that really work",
        "Post a model you would regularize at work",
        "Peer critique of two classmates’ charts",
    ]
    first, second = page.have.list.rows()[:2]
    assert (first.minutes, first.note, first.tint) == ("15 min", "before tonight’s class", "warnt")
    assert (second.minutes, second.note, second.tint) == ("15 min", "Wed 04:59 · 16 h", "text3")
    assert lines(page) == [
        "The first two together take 30 min, before tonight’s class.",
        "“Cross-validation notebook”: first 30 of 42 min, goes on with what you began.",
    ]
    assert page.have.more is not None
    assert page.have.more.plain_text() == "5 more fit in 30 min"


@pytest.mark.parametrize(
    ("moment", "hint", "minutes"),
    [
        (here(27, 9, 30), "Work until 12:00.", 15),
        (here(27, 12, 40), "Free until 13:30, so 50 min fit now.", 30),
        (here(27, 13, 22), "Free until 13:30, so 8 min fit now.", 8),
        (here(27, 17, 0), "Free until 20:00, so 3 h fit now.", 90),
        (here(27, 20, 10), "Planned until 21:00: Cross-validation notebook.", 30),
        (here(27, 23, 5), "Your quiet hours; nothing else until 23:15.", 15),
        (here(27, 23, 20), "ML class 9 begins at 23:30.", 15),
        (here(27, 23, 50), "ML class 9 until 00:50.", 15),
        (here(28, 0, 55), "ML class 9 ended at 00:50.", 15),
        (here(28, 17, 30), "Dentist until 18:30.", 15),
    ],
)
def test_what_she_has_now_is_said(
    qtbot: QtBot, tmp_path: Path, moment: datetime, hint: str, minutes: int
) -> None:
    page = today(qtbot, tmp_path, now=moment)
    assert (page.have.hint.text(), page.have.minutes) == (hint, minutes)


def test_minutes_chosen_by_hand_stay_until_the_gap_is_over(qtbot: QtBot, tmp_path: Path) -> None:
    page = today(qtbot, tmp_path)
    qtbot.mouseClick(page.have.chips.buttons()[0], LEFT)
    assert page.have.minutes == 15
    at(page, here(27, 12, 41))
    assert page.have.minutes == 15
    at(page, here(27, 17, 30))
    assert page.have.minutes == 90, "another gap"


def test_what_was_ticked_elsewhere_is_gone_at_once(qtbot: QtBot, tmp_path: Path) -> None:
    page = today(qtbot, tmp_path)
    press(qtbot, page, Key.Key_Down)
    press(qtbot, page, Key.Key_Space)
    assert "“Ridge and lasso in 15 minutes” is done" in texts(page.window())
    assert titles(page)[0] == "Check-in quiz 9"
    press(qtbot, page, Key.Key_Z, mod=Qt.KeyboardModifier.ControlModifier)
    assert titles(page)[0] == "Ridge and lasso in 15 minutes"


def test_nothing_short_enough_is_said_with_a_part_of_something(
    qtbot: QtBot, tmp_path: Path
) -> None:
    records = with_work(activity("a", title="HBR case", minutes=18), activity("b", minutes=45))
    page = today(qtbot, tmp_path, records=records)
    press(qtbot, page, Key.Key_1, mod=ALT)
    assert page.have.nothing.text() == "Nothing under 15 min; shortest is 18 min."
    assert not page.have.list.isVisible()
    assert lines(page) == [
        "“HBR case”: first 15 of 18 min, due first, Sat 04:59.",
        "“HBR case”: first 15 of 45 min, a first part of a long one.",
    ]


def test_without_open_work_the_day_is_free_and_offers_to_get_ahead(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    far = DueDate(datetime(2026, 11, 20, 12), EASTERN)
    ahead = activity("ahead", title="Trees", week=12, due=far)
    page = today(qtbot, tmp_path, records=with_work(ahead), now=here(29, 12), is_working=False)
    begun = started(page, monkeypatch)
    assert not page.have.isVisible()
    assert {"A free day", "Next class: Wed 4 Nov 00:30, Machine Learning."} <= set(texts(page))
    assert page.coming.isVisible()
    assert page.free is not None
    qtbot.mouseClick(page.free.button, LEFT)
    assert begun == [["ahead"]]
    assert page.free.button.accessibleName() == "Get ahead, 15 min: Trees"
    for action in ("have-1", "have-other", "start", "plan-selected", "set-due"):
        window_of(page).trigger(action)
    assert not page.have.isVisible()


def test_on_the_day_of_a_class_nothing_waits_but_the_day_is_not_free(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = today(qtbot, tmp_path, records=with_work())
    assert "Nothing waits for you now" in texts(page)
    assert page.free is not None
    assert not page.free.button.isVisible(), "there is nothing to get ahead with"


def test_unknown_lengths_and_optional_work_say_so(qtbot: QtBot, tmp_path: Path) -> None:
    records = with_work(
        activity("u", title="Unknown", minutes=None),
        activity("o", title="Extra", minutes=10, is_optional=True, due=None),
    )
    page = today(qtbot, tmp_path, records=records)
    unknown, extra = page.have.list.rows()
    assert (unknown.minutes, extra.note) == ("~30 min", "optional")
    assert "no estimate, counted as 30 minutes" in unknown.spoken
    assert extra.spoken.endswith("10 minutes, optional")


def test_late_work_leads_and_says_how_late(qtbot: QtBot, tmp_path: Path) -> None:
    late = DueDate(datetime(2026, 10, 22, 12), EASTERN)
    page = today(qtbot, tmp_path, records=with_work(activity("l", due=late), activity("b")))
    [first, _] = page.have.list.rows()
    assert (first.id, first.note, first.tint) == ("l", "4 days late", "dangt")
    assert ", 4 days late, due " in first.spoken
    [due, *_] = page.rail.due.rows()
    assert (due.right, ", 4 days late, due " in due.spoken) == ("4 days late", True)


def test_past_its_date_what_is_optional_or_to_revise_is_not_late(
    qtbot: QtBot, tmp_path: Path
) -> None:
    past, ahead = (DueDate(datetime(2026, 10, day, 12), EASTERN) for day in (22, 29))
    page = today(
        qtbot,
        tmp_path,
        records=with_work(
            activity("r", due=past, stage=Stage.FEEDBACK),
            activity("o", due=past, is_optional=True),
            activity("p", due=ahead, is_optional=True),
        ),
    )
    rows = page.have.list.rows()
    assert [(row.id, row.note, row.tint) for row in rows] == [
        ("r", "to revise", "text3"),
        ("o", "optional", "text3"),
        ("p", "Thu 17:00 · optional", "text3"),
    ]
    assert [row.spoken.rpartition(", ")[2] for row in rows] == ["to revise", *["optional"] * 2]


def test_the_rest_is_shown_when_asked_for(qtbot: QtBot, tmp_path: Path) -> None:
    page = today(qtbot, tmp_path)
    qtbot.mouseClick(page.have.more, LEFT)
    assert len(titles(page)) == 10
    assert page.have.list.current() == page.have.list.rows()[5]
    assert not page.have.more.isVisible()


def test_a_recording_is_a_row_named_by_its_class(qtbot: QtBot, tmp_path: Path) -> None:
    page = today(qtbot, tmp_path)
    press(qtbot, page, Key.Key_3, mod=ALT)
    qtbot.mouseClick(page.have.more, LEFT)
    [row] = [row for row in page.have.list.rows() if row.id == "dv-live:2026-10-22"]
    assert (row.title, row.minutes) == ("Class 2: Choosing the right chart", "59 min")


# Minutes


def test_alt_and_a_digit_choose_the_minutes(qtbot: QtBot, tmp_path: Path) -> None:
    page = today(qtbot, tmp_path)
    for n, minutes in enumerate(CHOICES, start=1):
        press(qtbot, page, Key(Key.Key_0 + n), mod=ALT)
        assert page.have.minutes == minutes
        assert [chip.isChecked() for chip in page.have.chips.buttons()].index(True) == n - 1
    assert page.have.list.hasFocus()


def popover(page: TodayPage) -> MinutesPopover:
    found = page.window().findChild(MinutesPopover)
    assert found is not None
    return found


@pytest.mark.parametrize(("typed", "minutes"), [("45", 45), ("1 h 20", 80), ("1440", 1440)])
def test_any_number_of_minutes_is_taken(
    qtbot: QtBot, tmp_path: Path, typed: str, minutes: int
) -> None:
    page = today(qtbot, tmp_path)
    press(qtbot, page, Key.Key_5, mod=ALT)
    qtbot.keyClicks(popover(page).field, typed)
    qtbot.keyClick(popover(page).field, Key.Key_Return)
    assert page.have.minutes == minutes
    assert page.have.other.isChecked()
    assert page.have.other.text() == say.duration(minutes)
    assert say.spoken_minutes(minutes) in page.have.other.accessibleName()


@pytest.mark.parametrize("typed", ["0", "-5", "10000", "soon", "9" * 40])
def test_what_is_no_number_is_said_and_changes_nothing(
    qtbot: QtBot, tmp_path: Path, typed: str
) -> None:
    page = today(qtbot, tmp_path)
    qtbot.mouseClick(page.have.other, LEFT)
    assert page.have.chips.current() == "30", "until a number is given"
    field = popover(page).field
    qtbot.keyClicks(field, typed)
    qtbot.keyClick(field, Key.Key_Return)
    assert popover(page).error.text()
    qtbot.keyClick(field, Key.Key_Escape)
    assert page.have.minutes == 30
    assert page.have.chips.current() == "30"


# One row


def test_a_row_is_started_ticked_and_opened_by_its_parts(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = today(qtbot, tmp_path)
    begun = started(page, monkeypatch)
    rows = page.have.list
    qtbot.mouseClick(rows.viewport(), LEFT, NONE, rows._start_rect(1).center())
    assert begun == [["ml-w9-quiz"]]
    assert rows.current() == rows.rows()[1]
    tick = QPoint(16, rows.row_rect(0).center().y())
    qtbot.mouseClick(rows.viewport(), LEFT, NONE, tick)
    done = page.frame.workspace.schedule.table(Activity)["ml-w9-ridge"]
    assert done.stage is Stage.DONE
    qtbot.mouseClick(rows.viewport(), LEFT, NONE, rows.row_rect(0).center())
    assert window_of(page).place() == ("checklist", "ml-w9-quiz")


def test_everything_is_done_by_keys(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = today(qtbot, tmp_path)
    begun = started(page, monkeypatch)
    press(qtbot, page, Key.Key_Down, Key.Key_Down)
    assert page.have.list.current() == page.have.list.rows()[1]
    press(qtbot, page, Key.Key_S)
    assert begun == [["ml-w9-quiz"]]
    press(qtbot, page, Key.Key_P)
    assert plans(page, "ml-w9-quiz") == [("Tue 17:00", 15)]
    press(qtbot, page, Key.Key_D)
    assert page.window().findChild(DuePopover) is not None
    press(qtbot, page, Key.Key_Escape)
    page.have.list.setFocus()
    press(qtbot, page, Key.Key_Space)
    assert page.frame.workspace.schedule.table(Activity)["ml-w9-quiz"].is_done
    press(qtbot, page, Key.Key_Home, Key.Key_Return)
    assert window_of(page).place() == ("checklist", "ml-w9-ridge")


def test_another_due_date_is_stored_and_moves_the_row(qtbot: QtBot, tmp_path: Path) -> None:
    page = today(qtbot, tmp_path)
    press(qtbot, page, Key.Key_Down)
    press(qtbot, page, Key.Key_D)
    panel = page.window().findChild(DuePopover)
    assert panel is not None
    panel.day.setText("2026-10-30")
    panel.accept()
    assert page.frame.workspace.undo_name == "Set due date"
    assert titles(page)[0] == "Check-in quiz 9"


def test_a_recording_has_no_due_date_of_its_own(qtbot: QtBot, tmp_path: Path) -> None:
    page = today(qtbot, tmp_path)
    press(qtbot, page, Key.Key_3, mod=ALT)
    qtbot.mouseClick(page.have.more, LEFT)
    page.have.list.choose(ids(page).index("dv-live:2026-10-22"))
    press(qtbot, page, Key.Key_D)
    assert "A recording follows its class." in texts(page.window())


def test_a_pack_starts_all_of_it_in_order(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = today(qtbot, tmp_path)
    begun = started(page, monkeypatch)
    both, rest = page.have.lines[:2]
    assert (both.text(), rest.text()) == ("Start both", "Start")
    assert both.accessibleName() == ("Start both: Ridge and lasso in 15 minutes, Check-in quiz 9")
    assert rest.accessibleName() == "Start: Cross-validation notebook (first 30 of 42 min)"
    qtbot.keyClick(both, Key.Key_Return)
    qtbot.mouseClick(rest, LEFT, NONE, QPoint(60, 13))
    qtbot.mouseClick(rest, LEFT, NONE, rest.start_rect().center())
    assert begun == [["ml-w9-ridge", "ml-w9-quiz"], ["ml-w9-notebook"]]


# Planning


def test_a_plan_that_is_still_to_come_is_moved_not_doubled(qtbot: QtBot, tmp_path: Path) -> None:
    page = today(qtbot, tmp_path)
    assert plans(page, "ml-w9-ridge") == [("Tue 22:00", 15)]
    press(qtbot, page, Key.Key_Down)
    press(qtbot, page, Key.Key_P)
    assert plans(page, "ml-w9-ridge") == [("Tue 17:00", 15)]
    assert page.frame.workspace.undo_name == "Move plan"


def test_where_nothing_is_free_it_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    page = today(qtbot, tmp_path, now=here(27, 22, 58))
    press(qtbot, page, Key.Key_Down)
    press(qtbot, page, Key.Key_P)
    assert any(text.startswith("Nothing is free today for") for text in texts(page.window()))


def point_in(page: TodayPage, moment: datetime) -> QPoint:
    ribbon = page.ribbon
    return QPoint(round(ribbon._x(moment)), ribbon._band().center().y())


def carry(qtbot: QtBot, page: TodayPage, place: int, moment: datetime) -> None:
    """Drag a row to a time of the ribbon, without letting it go."""
    viewport = page.have.list.viewport()
    begin = page.have.list.row_rect(place).center()
    qtbot.mousePress(viewport, LEFT, NONE, begin)
    end = viewport.mapFromGlobal(page.ribbon.mapToGlobal(point_in(page, moment)))
    qtbot.mouseMove(viewport, begin + QPoint(0, -20))
    qtbot.mouseMove(viewport, end)
    QApplication.processEvents()


def let_go(qtbot: QtBot, page: TodayPage, moment: datetime) -> None:
    viewport = page.have.list.viewport()
    end = viewport.mapFromGlobal(page.ribbon.mapToGlobal(point_in(page, moment)))
    qtbot.mouseRelease(viewport, LEFT, NONE, end)
    QApplication.processEvents()


def test_a_row_is_dragged_onto_a_gap(qtbot: QtBot, tmp_path: Path) -> None:
    page = today(qtbot, tmp_path)
    carry(qtbot, page, 2, here(27, 18))
    assert page.ribbon._target is not None
    let_go(qtbot, page, here(27, 18))
    [(when, minutes)] = plans(page, "dv-w3-hbr")
    assert minutes == 25
    assert when in {"Tue 17:45", "Tue 17:50", "Tue 17:40"}, "its middle is under the pointer"
    assert any("planned for" in text for text in texts(page.window()))


@pytest.mark.parametrize("moment", [here(27, 15), here(27, 23, 45), here(27, 10)])
def test_it_is_not_put_where_nothing_is_free(
    qtbot: QtBot, tmp_path: Path, moment: datetime
) -> None:
    page = today(qtbot, tmp_path)
    before = plans(page, "dv-w3-hbr")
    carry(qtbot, page, 2, moment)
    assert page.ribbon._target is None
    let_go(qtbot, page, moment)
    assert plans(page, "dv-w3-hbr") == before
    assert window_of(page).place().key == "today", "nor is it opened"


def test_escape_gives_a_drag_up(qtbot: QtBot, tmp_path: Path) -> None:
    page = today(qtbot, tmp_path)
    before = plans(page, "dv-w3-hbr")
    carry(qtbot, page, 2, here(27, 18))
    qtbot.keyClick(page.have.list, Key.Key_Escape)
    let_go(qtbot, page, here(27, 18))
    assert plans(page, "dv-w3-hbr") == before


def test_work_is_not_planned_after_it_is_due(qtbot: QtBot, tmp_path: Path) -> None:
    soon = DueDate(datetime(2026, 10, 27, 10), EASTERN)  # 15:00 in Berlin
    page = today(qtbot, tmp_path, records=with_work(activity("a", title="Soon", due=soon)))
    carry(qtbot, page, 0, here(27, 18))
    let_go(qtbot, page, here(27, 18))
    assert plans(page, "a") == []
    assert "“Soon” is due before that, today 15:00." in texts(page.window())


# The day


def test_the_ribbon_says_what_is_free(qtbot: QtBot, tmp_path: Path) -> None:
    page = today(qtbot, tmp_path)
    assert page.ribbon.accessibleDescription() == (
        "Free 12:40 to 13:30, 17:00 to 20:00, 21:00 to 22:00, 22:15 to 23:00"
    )


def test_a_click_on_a_gap_sets_the_minutes(qtbot: QtBot, tmp_path: Path) -> None:
    page = today(qtbot, tmp_path)
    qtbot.mouseClick(page.ribbon, LEFT, NONE, point_in(page, here(27, 21, 30)))
    assert (page.have.minutes, page.have.chips.current()) == (60, "60")
    qtbot.mouseClick(page.ribbon, LEFT, NONE, point_in(page, here(27, 13)))
    assert page.have.minutes == 50
    qtbot.mouseClick(page.ribbon, LEFT, NONE, point_in(page, here(27, 15)))
    assert page.have.minutes == 50, "busy time is no gap"


def test_gaps_are_chosen_and_planned_into_by_keys(qtbot: QtBot, tmp_path: Path) -> None:
    page = today(qtbot, tmp_path)
    page.ribbon.setFocus(Qt.FocusReason.TabFocusReason)
    press(qtbot, page, Key.Key_Right, Key.Key_Right)
    press(qtbot, page, Key.Key_Return)
    assert page.have.minutes == 60
    press(qtbot, page, Key.Key_P)
    assert plans(page, "ml-w9-ridge") == [("Tue 21:00", 15)]
    press(qtbot, page, Key.Key_End, Key.Key_Space)
    assert page.have.minutes == 105, "from 21:15, for the plan at 22:00 has moved, to 23:00"


def test_the_day_follows_the_clock_that_leads(qtbot: QtBot, tmp_path: Path) -> None:
    page = today(qtbot, tmp_path)
    window_of(page).trigger("swap-clocks")
    assert page.ribbon._first_name() == "ET"
    assert page.ribbon._second == "Europe/Berlin"
    assert page.ribbon.accessibleDescription().startswith("Free 07:40 to 08:30")
    window_of(page).trigger("swap-clocks")


def test_the_rest_of_the_day_is_shown_after_midnight(qtbot: QtBot, tmp_path: Path) -> None:
    page = today(qtbot, tmp_path, now=here(28, 1, 30), is_working=False)
    window_of(page).keep(preferences.QUIET, QuietHours(time(3), time(7)).write())
    assert page.day is not None
    assert page.day.date.day == 27
    assert page.ribbon.accessibleDescription() == "Free 01:30 to 02:00"


# In every size


@pytest.mark.parametrize("size", [(1280, 800), (960, 600), (1920, 1080), (1280, 640)])
def test_rows_have_room_for_what_may_not_be_cut(
    qtbot: QtBot, tmp_path: Path, size: tuple[int, int]
) -> None:
    page = today(qtbot, tmp_path, size=size)
    rows = page.have.list
    assert rows.height() == rows.sizeHint().height()
    assert rows.viewport().width() >= page.ribbon.width()
    assert page.left.horizontalScrollBar().maximum() == 0
    assert page.rail.width() <= page.right.viewport().width()
    assert page.hero.big._size == (size[0] < 1120 or size[1] < 700)
    assert rows._is_narrow is (size[0] < 1120)


def test_the_band_of_the_week_is_never_cut(qtbot: QtBot, tmp_path: Path) -> None:
    page = today(qtbot, tmp_path, size=(960, 600))
    remark = page.rail.hours_head.remark
    assert remark.text() == "8–12 h each"
    assert remark.width() >= remark.sizeHint().width()


def test_a_row_says_all_of_itself(qtbot: QtBot, tmp_path: Path) -> None:
    page = today(qtbot, tmp_path)
    model = page.have.list.model()
    role = Qt.ItemDataRole.AccessibleTextRole
    assert model.index(0, 0).data(role) == (
        "Ridge and lasso in 15 minutes, Machine Learning, 15 minutes, before tonight’s class, "
        "due tonight 23:30"
    )
    quiz = page.have.list.rows()[1]
    assert "about 15 minutes for you, the estimate is 12 minutes" in quiz.spoken
    assert quiz.tip == "Check-in quiz 9\nabout 15 min for you, the estimate is 12 min"
    assert (quiz.minutes, quiz.aside) == ("15 min", " · estimate 12 min")
    assert page.have.chips.buttons()[3].accessibleName() == "1 hour 30 minutes"


def test_ten_thousand_minutes_later_nothing_is_left_hanging(qtbot: QtBot, tmp_path: Path) -> None:
    """The page follows the clock through a whole week, minute by minute of some hours."""
    page = today(qtbot, tmp_path)
    for n in range(0, 7 * 24 * 60, 37):
        at(page, SAMPLE_NOW + timedelta(minutes=n))
        assert page.day is not None
        assert page.day.starts_at <= page.day.now.at <= page.day.ends_at
        assert page.have.minutes >= 5
        assert page.ribbon.accessibleDescription()
    assert page.frame.workspace.setting(WORKING_SETTING)
    assert page.frame.workspace.clock.now().astimezone(UTC) > SAMPLE_NOW


def test_what_was_learned_of_her_pace_decides_what_fits(qtbot: QtBot, tmp_path: Path) -> None:
    """Three readings of 20 minutes took her an hour each: one of 25 takes 75."""
    done = [
        activity(f"d{n}", minutes=20, spent_minutes=60, stage=Stage.DONE, done_at=SAMPLE_NOW)
        for n in range(3)
    ]
    page = today(qtbot, tmp_path, records=with_work(*done, activity("r"), activity("q", kind=QUIZ)))
    assert ids(page) == ["q"]
    press(qtbot, page, Key.Key_4, mod=ALT)
    assert [(row.id, row.minutes) for row in page.have.list.rows()] == [
        ("q", "25 min"),
        ("r", "1 h 15"),
    ]
