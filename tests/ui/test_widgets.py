"""The kit: plain text, keys, names, sizes, and a focus that is seen."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from companion.app import make_application
from companion.ui import paint, theme
from companion.ui.style import install
from companion.ui.widgets.buttons import Button, IconButton, shown_keys
from companion.ui.widgets.choices import Chip, Segmented, Switch, TickBox
from companion.ui.widgets.fields import CommitOnLeave, SearchField
from companion.ui.widgets.labels import ElidedLabel, FieldError, PlainLabel, tooltip_text
from companion.ui.widgets.marks import CourseTag, KeyHint, MarkWidget, ProgressPie
from companion.ui.widgets.messages import Notice, UndoBar
from companion.ui.widgets.panels import Card, EmptyState, PageHeader, SectionHeader
from companion.ui.widgets.search_box import SearchBox


@pytest.fixture(autouse=True)
def _light() -> Iterator[None]:
    install(make_application())
    theme.choose("light")
    yield
    theme.choose("light")


_windows: list[QWidget] = []


@pytest.fixture(autouse=True)
def _forget_windows() -> Iterator[None]:
    yield
    _windows.clear()


def shown(qtbot: QtBot, *widgets: QWidget) -> QWidget:
    """Show widgets side by side in a window that has the keyboard, until the test ends."""
    window = QWidget()
    _windows.append(window)
    row = QHBoxLayout(window)
    row.setContentsMargins(20, 20, 20, 20)
    for widget in widgets:
        row.addWidget(widget)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    QApplication.processEvents()
    return window


def role_of(widget: QWidget) -> QAccessible.Role:
    return QAccessible.queryAccessibleInterface(widget).role()


def colors_in(image: QImage) -> set[str]:
    return {
        image.pixelColor(x, y).name().upper()
        for x in range(image.width())
        for y in range(image.height())
    }


def test_text_is_plain_even_when_it_looks_like_html(qtbot: QtBot) -> None:
    label = PlainLabel("<b>not bold</b>")
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert tooltip_text("a < b") == "<span>a &lt; b</span>"
    assert tooltip_text("R&D") == "R&D"


def test_an_ampersand_in_a_button_is_an_ampersand(qtbot: QtBot) -> None:
    button = Button("Q&A <now>")
    qtbot.addWidget(button)
    assert button.plain_text() == "Q&A <now>"
    assert QAccessible.queryAccessibleInterface(button).text(QAccessible.Text.Name) == "Q&A <now>"


def test_a_label_that_gives_way_has_its_whole_text_as_tooltip(qtbot: QtBot) -> None:
    label = ElidedLabel("Regularization and model selection")
    window = shown(qtbot, label)
    window.setFixedWidth(120)
    qtbot.waitUntil(lambda: label.toolTip() == "Regularization and model selection")
    window.setFixedWidth(500)
    qtbot.waitUntil(lambda: label.toolTip() == "")


def test_an_icon_button_has_a_name_and_tells_its_key(qtbot: QtBot) -> None:
    button = IconButton("copy", "Copy the passcode", "Ctrl+Shift+C")
    qtbot.addWidget(button)
    assert button.accessibleName() == "Copy the passcode"
    assert button.toolTip() == "Copy the passcode (Ctrl Shift C)"
    assert button.sizeHint().width() >= 26


@pytest.mark.parametrize(
    ("keys", "written"), [("Ctrl+K", "Ctrl K"), ("Ctrl++", "Ctrl +"), ("Alt+Left", "Alt ←")]
)
def test_keys_are_written_as_on_a_keyboard(keys: str, written: str) -> None:
    assert shown_keys(keys) == written


def test_segments_exclude_each_other_and_obey_arrows(qtbot: QtBot) -> None:
    segments = Segmented([("o", "Open"), ("a", "All"), ("d", "Done")], "a")
    shown(qtbot, segments)
    segments.buttons()[1].setFocus()
    with qtbot.waitSignal(segments.chosen) as told:
        qtbot.keyClick(segments.buttons()[1], Qt.Key.Key_Right)
    assert told.args == ["d"]
    assert segments.current() == "d"
    with qtbot.assertNotEmitted(segments.chosen):
        segments.set_current("o")
    assert [b.isChecked() for b in segments.buttons()] == [True, False, False]
    qtbot.mouseClick(segments.buttons()[2], Qt.MouseButton.LeftButton)
    assert segments.current() == "d"


@pytest.mark.parametrize("make", [Chip, Switch, TickBox])
def test_what_is_on_or_off_turns_with_space(
    qtbot: QtBot, make: type[Chip | Switch | TickBox]
) -> None:
    widget = make("Quiz")
    shown(qtbot, widget)
    widget.setFocus()
    assert not widget.isChecked()
    qtbot.keyClick(widget, Qt.Key.Key_Space)
    assert widget.isChecked()


def test_roles_are_told(qtbot: QtBot) -> None:
    for widget, role in (
        (Button("Save"), QAccessible.Role.Button),
        (TickBox("Done"), QAccessible.Role.CheckBox),
        (PlainLabel("Text"), QAccessible.Role.StaticText),
        (SearchField("Find"), QAccessible.Role.EditableText),
    ):
        qtbot.addWidget(widget)
        assert role_of(widget) == role


def test_the_ring_stands_around_the_focused_button(qtbot: QtBot) -> None:
    first, second = Button("One"), Button("Two")
    window = shown(qtbot, first, second)
    second.setFocus(Qt.FocusReason.TabFocusReason)

    def above(button: Button) -> str:
        point = button.mapTo(window, QPoint(button.width() // 2, -3))
        return window.grab().toImage().pixelColor(point).name()

    qtbot.waitUntil(lambda: above(second) == theme.color("accent").name())
    assert above(first) == theme.color("bg").name()


def test_the_ring_survives_the_end_of_its_button(qtbot: QtBot) -> None:
    first, second = Button("One"), Button("Two")
    shown(qtbot, first, second)
    first.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    first.deleteLater()
    QApplication.processEvents()
    second.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    assert second.hasFocus()


def test_a_wrong_field_has_a_red_edge_and_a_sentence(qtbot: QtBot) -> None:
    field, error = QLineEdit("25:30"), FieldError()
    window = shown(qtbot, field, error)
    assert error.isHidden()
    error.set_error("Use a time from 00:00 to 23:59.", field)
    assert error.text() == "Use a time from 00:00 to 23:59."
    assert field.accessibleDescription() == "Use a time from 00:00 to 23:59."
    window.setFocus()
    QApplication.processEvents()
    assert theme.color("dangt").name().upper() in colors_in(field.grab().toImage())
    error.set_error("", field)
    assert error.isHidden()
    assert theme.color("dangt").name().upper() not in colors_in(field.grab().toImage())


def test_fields_of_qt_have_the_height_of_the_design(qtbot: QtBot) -> None:
    for field in (QLineEdit(), QComboBox(), QSpinBox()):
        qtbot.addWidget(field)
        assert field.sizeHint().height() == 30


def test_esc_empties_a_search_before_it_does_anything_else(qtbot: QtBot) -> None:
    field = SearchField("Find")
    shown(qtbot, field)
    field.setFocus()
    qtbot.keyClicks(field, "ridge")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    assert field.hasFocus()


def test_text_is_kept_on_enter_and_on_leaving_only_when_it_changed(qtbot: QtBot) -> None:
    field, other = QLineEdit("one"), QLineEdit()
    kept: list[str] = []
    commit = CommitOnLeave(field)
    commit.committed.connect(kept.append)
    shown(qtbot, field, other)
    field.setFocus()
    other.setFocus()
    assert kept == []
    field.setFocus()
    field.setText("two")
    commit.set_text("three")  # another window changed it: typing wins
    assert field.text() == "two"
    other.setFocus()
    assert kept == ["two"]


def test_a_notice_acts_and_closes(qtbot: QtBot) -> None:
    notice = Notice(
        "The feed did not answer.", "Nothing was changed.", "danger", action="Try again"
    )
    shown(qtbot, notice)
    assert notice.button is not None
    with qtbot.waitSignal(notice.acted):
        qtbot.mouseClick(notice.button, Qt.MouseButton.LeftButton)
    close = notice.findChild(IconButton)
    assert close is not None
    assert close.accessibleName() == "Close"
    with qtbot.waitSignal(notice.closed):
        qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    assert notice.isHidden()


def test_undo_is_offered_for_a_while(qtbot: QtBot) -> None:
    bar = UndoBar()
    bar._timer.setInterval(30)
    shown(qtbot, bar)
    bar.say("3 activities done")
    assert bar.isVisible()
    qtbot.waitUntil(bar.isHidden)
    bar.say("3 activities done")
    with qtbot.waitSignal(bar.undone):
        qtbot.mouseClick(bar.button, Qt.MouseButton.LeftButton)
    assert bar.isHidden()


def test_nothing_to_undo_shows_no_undo(qtbot: QtBot) -> None:
    bar = UndoBar()
    shown(qtbot, bar)
    bar.say("Saved", can_undo=False)
    assert not bar.button.isVisible()


def test_a_pie_says_its_part(qtbot: QtBot) -> None:
    pie = ProgressPie(0.55, "iris")
    qtbot.addWidget(pie)
    assert "55" in pie.accessibleName()


def test_large_text_makes_larger_controls(qtbot: QtBot) -> None:
    button = Button("Save", keys="Enter")
    qtbot.addWidget(button)
    before = button.sizeHint()
    theme.choose("light", 150)
    assert button.sizeHint().height() == 45
    assert button.sizeHint().width() > before.width()


@pytest.mark.parametrize("look", ["light", "dark"])
def test_everything_paints_in_both_themes(qtbot: QtBot, look: str) -> None:
    theme.choose(look)
    holder = QWidget()
    column = QVBoxLayout(holder)
    disabled = Button("Disabled")
    disabled.setEnabled(False)
    chip = Chip("On")
    chip.setChecked(True)
    for widget in (
        Button("Primary", "primary", "large", icon="video"), Button("Quiet", "quiet", "small"),
        Button("Remove", "danger"), disabled, IconButton("x", "Close", framed=True), chip,
        CourseTag("ML", "iris"), ProgressPie(0, "plum"), ProgressPie(1, "plum"), KeyHint("Ctrl+K"),
        MarkWidget(), SearchBox("Search", "Ctrl+K"), SectionHeader("Due soon", "11"),
        PageHeader("Today"), Card(), EmptyState("coffee", "A free day", "Nothing is due."),
        Notice("One hour earlier this week.", kind="ok"),
    ):  # fmt: skip
        column.addWidget(widget)
    window = shown(qtbot, holder)
    image = window.grab().toImage()
    assert image.pixelColor(2, 2).name() == theme.color("bg").name()
    assert theme.color("accent").name().upper() in colors_in(image)


def test_text_that_does_not_fit_is_elided_not_overdrawn(qtbot: QtBot) -> None:
    class Canvas(QWidget):
        used = 0

        def paintEvent(self, event: object) -> None:
            painter = paint.QPainter(self)
            where = self.rect().adjusted(0, 0, -100, 0)
            self.used = paint.text(painter, where, "Regularization " * 5, self.font())
            painter.end()

    canvas = Canvas()
    canvas.resize(200, 30)
    qtbot.addWidget(canvas)
    canvas.grab()
    assert 0 < canvas.used <= 100


def test_no_application_wide_style_sheet_is_used() -> None:
    assert make_application().styleSheet() == ""
    assert isinstance(QLabel, type)
