"""Ctrl+K: what it finds, in which order, and by keys alone."""

from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot
from ui.windows import open_window, texts

from companion import edits, planning_edits
from companion.models import agenda
from companion.models.activity import Activity
from companion.models.appointment import Appointment
from companion.models.checklist_sections import Filter
from companion.models.occurrence import Override
from companion.models.search_text import marked
from companion.models.search_things import ThingKind
from companion.ui import preferences
from companion.ui.checklist_page import ChecklistPage
from companion.ui.course_page import CoursePage
from companion.ui.dialogs.keys import KeyList
from companion.ui.dialogs.palette import Palette
from companion.ui.dialogs.palette_list import RowModel
from companion.ui.dialogs.settings import Settings
from companion.ui.dialogs.settings_form import SettingsPage
from companion.ui.dialogs.settings_index import SETTINGS
from companion.ui.main_window import MainWindow
from companion.ui.search import Row
from companion.ui.search_words import Told
from companion.ui.week_page import WeekPage
from companion.ui.widgets.marks import KeyHint
from companion.ui.widgets.panels import FloatingPanel
from companion.ui.widgets.search_box import SearchBox


def opened(qtbot: QtBot, folder: Path) -> tuple[MainWindow, Palette]:
    window = open_window(qtbot, folder)
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = window.findChild(Palette)
    assert palette is not None
    qtbot.waitUntil(palette.query.hasFocus)
    return window, palette


def again(window: MainWindow) -> Palette:
    """Open the palette once more."""
    window.trigger("palette")
    return next(p for p in window.findChildren(Palette) if p.isVisible())


def found(palette: Palette, text: str) -> list[Row]:
    palette.query.setText(text)
    return palette.shown()


def press(qtbot: QtBot, palette: Palette, key: Qt.Key, *, ctrl: bool = False) -> None:
    held = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
    qtbot.keyClick(palette.query, key, held)


def labels(rows: list[Row]) -> list[str]:
    return [row.told.label for row in rows]


# Commands


@pytest.mark.parametrize(
    ("query", "best"),
    [
        (">sett", "Settings"),
        (">exp cal", "Export to calendar…"),
        (">expcal", "Export to calendar…"),
        (">chec", "Checklist"),
        (">sttings", "Settings"),
        ("timel", "Timeline"),
    ],
)
def test_commands_are_found_by_a_few_letters(
    qtbot: QtBot, tmp_path: Path, query: str, best: str
) -> None:
    _, palette = opened(qtbot, tmp_path)
    assert labels(found(palette, query))[0] == best


def test_the_sign_for_commands_finds_nothing_else(qtbot: QtBot, tmp_path: Path) -> None:
    _, palette = opened(qtbot, tmp_path)
    kinds = {row.thing.kind for row in found(palette, ">e") if row.thing}
    assert kinds <= {ThingKind.COMMAND, ThingKind.VIEW, ThingKind.SETTING}
    assert len(found(palette, ">")) > 10
    assert all(row.line is None for row in found(palette, "> quiz 9"))


def test_keys_alone_open_a_view(qtbot: QtBot, tmp_path: Path) -> None:
    window, palette = opened(qtbot, tmp_path)
    qtbot.keyClicks(palette.query, "timel")
    press(qtbot, palette, Qt.Key.Key_Return)
    assert window.place().key == "timeline"


def test_undo_is_offered_by_name_only_when_there_is_something(qtbot: QtBot, tmp_path: Path) -> None:
    window, palette = opened(qtbot, tmp_path)
    assert found(palette, ">undo") == []
    palette.close_overlay()
    course = window.workspace.schedule.courses[0]
    change = edits.Change(course, course._replace(notes="x"))
    window.perform(edits.edit_of("Edit course", [change]))
    assert labels(found(again(window), ">undo"))[0] == "Undo Edit course"


def test_each_setting_is_found_and_gets_the_keyboard(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path)
    for spec in SETTINGS:
        rows = found(again(window), f">{spec.label}")
        next(row for row in rows if row.thing and row.thing.id == spec.id).do()
        settings = next(s for s in window.findChildren(Settings) if s.isVisible())
        current = settings.list.currentItem()
        assert current is not None
        assert current.text() == spec.section
        assert settings.pages.isAncestorOf(QApplication.focusWidget()), spec
        settings.close_overlay()


def test_every_row_of_the_settings_can_be_found(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path)
    window.trigger("settings")
    settings = window.findChild(Settings)
    assert settings is not None
    there = {
        (page.accessibleName(), label)
        for page in settings.findChildren(SettingsPage)
        for label in page.controls
        if label
    }
    assert {(spec.section, spec.label) for spec in SETTINGS} == there


# Everything else


def test_an_activity_says_what_it_is_and_where_and_why(qtbot: QtBot, tmp_path: Path) -> None:
    _, palette = opened(qtbot, tmp_path)
    best = found(palette, "lasso")[0]
    told = best.told
    assert (told.label, told.what) == ("Ridge and lasso in 15 minutes", "Video, week 9")
    assert (told.code, told.when) == ("ML", "tonight 23:30")
    assert marked(told.label, best.typed) == [(10, 15)]


def test_a_typo_and_a_missing_accent_are_forgiven(qtbot: QtBot, tmp_path: Path) -> None:
    _, palette = opened(qtbot, tmp_path)
    assert labels(found(palette, "rdige and laso"))[0] == "Ridge and lasso in 15 minutes"


def test_a_course_is_found_by_its_code(qtbot: QtBot, tmp_path: Path) -> None:
    window, palette = opened(qtbot, tmp_path)
    qtbot.keyClicks(palette.query, "#dv")
    press(qtbot, palette, Qt.Key.Key_Return)
    course = window.workspace.schedule.course_by_code("DV")
    assert course is not None
    assert window.place() == ("course", course.id)


def test_a_code_and_words_search_inside_the_course(qtbot: QtBot, tmp_path: Path) -> None:
    _, palette = opened(qtbot, tmp_path)
    codes = {row.told.code for row in found(palette, "#ml quiz") if row.thing}
    assert codes == {"ML"}
    assert {row.told.code for row in found(palette, "#ml ") if row.thing} == {"ML"}
    assert len(found(palette, "#")) == 4
    assert found(palette, "#nothing such")[0].line is not None


def test_an_activity_opens_in_the_checklist_also_where_filters_hide_it(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window(qtbot, tmp_path)
    window.go("checklist")
    page = window.page()
    assert isinstance(page, ChecklistPage)
    page.filters.set_filter(Filter(search="nothing has this"))
    palette = again(window)
    qtbot.keyClicks(palette.query, "lasso")
    press(qtbot, palette, Qt.Key.Key_Return)
    entry = page.view.current()
    assert entry is not None
    assert entry.item.title == "Ridge and lasso in 15 minutes"
    assert page.view.hasFocus()
    assert page.filters.filter.number == 0


def test_a_step_opens_the_activity_it_belongs_to(qtbot: QtBot, tmp_path: Path) -> None:
    window, palette = opened(qtbot, tmp_path)
    best = found(palette, "ridge by hand")[0]
    assert best.told.what == "Step of “Problem set 4”"
    best.do()
    page = window.page()
    assert isinstance(page, ChecklistPage)
    entry = page.view.current()
    assert entry is not None
    assert entry.item.title == "Problem set 4"


def test_a_class_and_a_week_open_on_the_page_of_their_course(qtbot: QtBot, tmp_path: Path) -> None:
    window, palette = opened(qtbot, tmp_path)
    best = found(palette, "#ml class 10")[0]
    assert (best.told.label, best.told.what) == ("Class 10: Trees", "Live class, week 10")
    best.do()
    page = window.page()
    assert isinstance(page, CoursePage)
    assert best.thing is not None
    assert page.sessions.current_key() == best.thing.id
    week = found(again(window), "#ml week 12")[0]
    week.do()
    current = page.weeks.weeks.week(page.weeks.currentIndex())
    assert current is not None
    assert current.first == 12


def test_a_note_of_a_class_opens_the_class(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path)
    schedule = window.workspace.schedule
    course = schedule.course_by_code("ML")
    assert course is not None
    key = agenda.live_sessions(schedule, course)[7].key
    note = Override(key, note="bring the elastic net question")
    window.perform(edits.edit_of("Edit class", [edits.Change(None, note)]))
    best = found(again(window), "elastic")[0]
    assert best.told.what == "Note in “Class 8”"
    best.do()
    page = window.page()
    assert isinstance(page, CoursePage)
    assert page.sessions.current_key() == key


def test_recitations_and_appointments_open_in_their_week(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path)
    night = Appointment("n1", "u", "Night shift", datetime(2026, 11, 2, 0, 30), "Europe/Berlin", 60)
    window.perform(planning_edits.add_appointment(window.workspace.schedule, night))
    for text, name in (("#ml recitation", "Recitation"), ("night shift", "Night shift")):
        best = found(again(window), text)[0]
        assert best.told.label.startswith(name)
        best.do()
        page = window.page()
        assert isinstance(page, WeekPage)
        block = page.grid.current()
        assert block is not None
        assert name in (block.title, "Recitation")


def test_contacts_open_their_course_and_courses_notes_their_form(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window(qtbot, tmp_path)
    course = window.workspace.schedule.courses[1]
    change = edits.Change(course, course._replace(notes="bring a calculator"))
    window.perform(edits.edit_of("Edit course", [change]))
    person = found(again(window), "okafor")[0]
    assert person.told.what.startswith("Instructor")
    person.do()
    assert window.place().key == "course"
    found(again(window), "calculator")[0].do()
    assert window.place() == ("edit-course", course.id)


# Keys on what is marked


def test_ctrl_enter_ticks_and_opens_again(qtbot: QtBot, tmp_path: Path) -> None:
    window, palette = opened(qtbot, tmp_path)
    row = found(palette, "lasso")[0]
    assert row.thing is not None
    press(qtbot, palette, Qt.Key.Key_Return, ctrl=True)
    assert window.workspace.schedule.table(Activity)[row.thing.id].is_done
    palette = again(window)
    assert found(palette, "lasso")[0].told.when == "done"
    press(qtbot, palette, Qt.Key.Key_Return, ctrl=True)
    assert not window.workspace.schedule.table(Activity)[row.thing.id].is_done
    assert window.place().key == "today"


def test_ctrl_p_plans_in_the_next_free_time_and_shows_it(qtbot: QtBot, tmp_path: Path) -> None:
    window, palette = opened(qtbot, tmp_path)
    row = found(palette, "check-in quiz 9")[0]
    assert row.thing is not None
    press(qtbot, palette, Qt.Key.Key_P, ctrl=True)
    (block,) = agenda.planned_blocks(window.workspace.schedule, row.thing.id)
    page = window.page()
    assert isinstance(page, WeekPage)
    current = page.grid.current()
    assert current is not None
    assert current.id == block.id
    palette = again(window)
    found(palette, "check-in quiz 9")
    press(qtbot, palette, Qt.Key.Key_P, ctrl=True)
    assert len(agenda.planned_blocks(window.workspace.schedule, row.thing.id)) == 1


def test_keys_with_ctrl_leave_other_rows_alone(qtbot: QtBot, tmp_path: Path) -> None:
    window, palette = opened(qtbot, tmp_path)
    before = window.workspace.schedule
    found(palette, ">settings")
    press(qtbot, palette, Qt.Key.Key_Return, ctrl=True)
    press(qtbot, palette, Qt.Key.Key_P, ctrl=True)
    assert palette.isVisible()
    assert window.workspace.schedule is before


# Adding


def test_what_is_not_found_can_be_added_with_its_chips(qtbot: QtBot, tmp_path: Path) -> None:
    window, palette = opened(qtbot, tmp_path)
    (row,) = found(palette, "read zebra paper 25m due fri #ml")
    assert row.told.label == "Add activity “read zebra paper”"
    texts = [piece.text for piece in row.pieces]
    assert {"Reading", "25 min", "ML"} <= set(texts)
    press(qtbot, palette, Qt.Key.Key_Return)
    made = [a for a in window.workspace.schedule.table(Activity).values() if "zebra" in a.title]
    assert [(a.title, a.minutes) for a in made] == [("read zebra paper", 25)]
    assert window.place().key == "today"
    window.trigger("undo")
    assert not [a for a in window.workspace.schedule.table(Activity).values() if "zebra" in a.title]


def test_ctrl_n_adds_also_where_something_was_found(qtbot: QtBot, tmp_path: Path) -> None:
    window, palette = opened(qtbot, tmp_path)
    assert found(palette, "lasso")[-1].line is not None
    press(qtbot, palette, Qt.Key.Key_N, ctrl=True)
    titles = [a.title for a in window.workspace.schedule.table(Activity).values()]
    assert "lasso" in titles


def test_a_line_that_is_partly_unclear_goes_to_the_checklists_own_line(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window, palette = opened(qtbot, tmp_path)
    found(palette, "zebra paper due 31 feb")
    press(qtbot, palette, Qt.Key.Key_Return)
    page = window.page()
    assert isinstance(page, ChecklistPage)
    assert page.quick.field.text() == "zebra paper due 31 feb"
    assert page.quick.field.hasFocus()
    assert not [a for a in window.workspace.schedule.table(Activity).values() if "zebra" in a.title]


def test_nonsense_is_taken_calmly(qtbot: QtBot, tmp_path: Path) -> None:
    window, palette = opened(qtbot, tmp_path)
    nonsense = (
        "", "   ", "\x00\x07\x1b", "x" * 5000, "a b " * 2000, ".*", "(", "[a-z]+\\", "<b>x</b>",
        ">", "#", "# ", "#zz zz", "\u202e\u2066", "\ud800", "🎉" * 90,
    )  # fmt: skip
    for text in nonsense:
        found(palette, text)
        QApplication.processEvents()
        assert palette.rect().contains(palette.panel.geometry()), text
        window.grab()


# The list


def test_arrows_go_round_and_nothing_found_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    _, palette = opened(qtbot, tmp_path)
    last = len(palette.shown()) - 1
    press(qtbot, palette, Qt.Key.Key_Up)
    assert palette.list.currentIndex().row() == last
    press(qtbot, palette, Qt.Key.Key_Down)
    assert palette.list.currentIndex().row() == 0
    assert found(palette, ">qqqq<b>") == []
    assert not palette.list.isVisible()
    assert "No command is called “qqqq<b>”." in texts(palette)
    press(qtbot, palette, Qt.Key.Key_Return)
    assert palette.isVisible()


def test_without_a_text_what_is_likely_is_listed_and_what_was_opened_last(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window, palette = opened(qtbot, tmp_path)
    first = labels(palette.shown())
    assert first[:2] == [
        "Class 9: Regularization and model selection", "Ridge and lasso in 15 minutes",
    ]  # fmt: skip
    assert {"Today", "Week", "Timeline", "Checklist"} <= set(first)
    found(palette, "problem set 4")[0].do()
    assert labels(again(window).shown())[0] == "Problem set 4"


def test_esc_and_a_click_beside_close_it_and_give_the_keyboard_back(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window, palette = opened(qtbot, tmp_path)
    former = palette._former
    press(qtbot, palette, Qt.Key.Key_Escape)
    assert palette.isHidden()
    assert QApplication.focusWidget() is former
    palette = again(window)
    qtbot.mouseClick(palette, Qt.MouseButton.LeftButton, pos=palette.rect().bottomLeft())
    assert palette.isHidden()


def test_keys_behind_the_palette_are_silent(qtbot: QtBot, tmp_path: Path) -> None:
    window, palette = opened(qtbot, tmp_path)
    qtbot.keyClicks(palette.query, "4")
    assert palette.query.text() == "4"
    press(qtbot, palette, Qt.Key.Key_B, ctrl=True)
    assert not window.sidebar.is_rail
    press(qtbot, palette, Qt.Key.Key_Tab)
    assert palette.isAncestorOf(QApplication.focusWidget())


def test_typing_into_the_box_of_today_types_into_the_palette(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path)
    box = window.findChild(SearchBox)
    assert box is not None
    qtbot.keyClicks(box, "q")
    palette = window.findChild(Palette)
    assert palette is not None
    assert palette.query.text() == "q"


def test_the_list_is_read_aloud_with_its_places(qtbot: QtBot, tmp_path: Path) -> None:
    _, palette = opened(qtbot, tmp_path)
    rows = QAccessible.queryAccessibleInterface(palette.list)
    name = QAccessible.Text.Name
    assert rows.child(0).text(name) == (
        "Class 9: Regularization and model selection, Live class, week 9, Machine Learning, "
        "tonight 23:30"
    )
    assert palette.model.data(
        palette.model.index(2), Qt.ItemDataRole.AccessibleDescriptionRole
    ) == (f"3 of {len(palette.shown())}")


def test_what_was_found_and_what_is_marked_is_announced(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr("companion.ui.dialogs.palette.announce", lambda _, text: said.append(text))
    _, palette = opened(qtbot, tmp_path)
    found(palette, "ridge lasso")
    qtbot.waitUntil(lambda: bool(said))
    assert said[0].startswith("1 found. Ridge and lasso in 15 minutes, Video, week 9, Machine")
    assert said[0].endswith(", 1 of 2")
    press(qtbot, palette, Qt.Key.Key_Down)
    assert said[-1] == "Add activity “ridge lasso”, Exercise, 2 of 2"


def test_the_model_is_a_good_model() -> None:
    model = RowModel()
    model.show(
        [Row(Told("One", "plus", "x"), lambda: None), Row(Told("Two", "plus", ""), lambda: None)]
    )
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert model.data(model.index(1), Qt.ItemDataRole.AccessibleTextRole) == "Two"


@pytest.mark.parametrize("size", [(1280, 800), (960, 600)])
@pytest.mark.parametrize("percent", ["80", "150"])
def test_the_palette_stays_inside_the_window(
    qtbot: QtBot, tmp_path: Path, size: tuple[int, int], percent: str
) -> None:
    window = open_window(qtbot, tmp_path, size=size)
    window.keep(preferences.TEXT_SIZE, percent)
    palette = again(window)
    found(palette, "quiz")
    QApplication.processEvents()
    assert palette.rect().contains(palette.panel.geometry())
    window.keep(preferences.TEXT_SIZE, "100")


def test_the_key_list_shows_every_key(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path)
    qtbot.keyClick(window, Qt.Key.Key_F1)
    keys = window.findChild(KeyList)
    assert keys is not None
    hints = {hint.accessibleName() for hint in keys.findChildren(KeyHint)}
    assert {"1", "3", "4", "Ctrl+K", "Ctrl+Z", "F1", "?"} <= hints
    qtbot.keyClick(keys, Qt.Key.Key_Escape)
    assert keys.isHidden()


def hints_of(widget: QWidget) -> list[KeyHint]:
    return widget.findChildren(KeyHint)


def test_the_key_list_scrolls_inside_its_panel_in_a_small_window(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window(qtbot, tmp_path, size=(960, 600))
    qtbot.keyClick(window, Qt.Key.Key_F1)
    keys = window.findChild(KeyList)
    assert keys is not None
    QApplication.processEvents()
    area = keys.findChild(QScrollArea)
    assert area is not None
    foot = area.mapTo(keys, area.rect().bottomLeft()).y()
    assert foot < keys.panel.geometry().bottom() - FloatingPanel.MARGIN
    assert keys.panel.geometry().bottom() <= keys.height()
    assert area.horizontalScrollBar().maximum() == 0
    inside = area.widget()
    assert inside is not None
    assert all(h.mapTo(area, h.rect().topRight()).x() < area.width() for h in hints_of(inside))
