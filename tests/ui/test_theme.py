"""Colours keep their contrast, and a change of theme reaches everything that is on screen."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete, isValid

from companion.app import make_application
from companion.ui import theme
from companion.ui.tokens import DARK, LIGHT, Tokens, families, tokens
from companion.ui.widgets.labels import PlainLabel

TEXT, MARK = 4.5, 3.0
ON_BG = ("text", "text2", "text3", "accent", "warnt", "dangt", "okt")


def luminance(color: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def pairs(colors: Tokens) -> Iterator[tuple[str, str, float]]:
    for name in ON_BG:
        yield name, "bg", TEXT
    for surface in ("side", "inset", "hover", "busy", "night"):
        yield "text3", surface, TEXT
    yield from (("text2", "sel", TEXT), ("selt", "sel", TEXT), ("onacc", "accent", TEXT))
    yield from (("warnt", "warnb", TEXT), ("dangt", "dangb", TEXT), ("okt", "okb", TEXT))
    yield from (("ctl", "bg", MARK), ("now", "bg", MARK), ("text2", "sel", MARK))
    assert colors.bg


@pytest.fixture(autouse=True)
def _light_again() -> Iterator[None]:
    make_application()
    theme.choose("light")
    yield
    theme.choose("light")


@pytest.mark.parametrize("is_high_contrast", [False, True])
@pytest.mark.parametrize("is_dark", [False, True])
def test_every_text_and_mark_keeps_its_contrast(is_dark: bool, is_high_contrast: bool) -> None:
    colors = tokens(is_dark, is_high_contrast)
    for over, under, least in pairs(colors):
        found = contrast(getattr(colors, over), getattr(colors, under))
        assert found >= least, f"{over} on {under}: {found:.2f}"


@pytest.mark.parametrize(("is_dark", "bg"), [(False, LIGHT.bg), (True, DARK.bg)])
def test_every_course_family_keeps_its_contrast(is_dark: bool, bg: str) -> None:
    for name, colors in families(is_dark).items():
        assert contrast("#FFFFFF", colors.solid) >= TEXT, name
        assert contrast(colors.text, colors.tint) >= TEXT, name
        assert contrast(colors.text, bg) >= TEXT, name
        assert contrast(colors.solid, bg) >= MARK, name


def test_high_contrast_takes_tints_away_and_strengthens_lines() -> None:
    plain, strong = tokens(False), tokens(False, True)
    assert strong.line == plain.ctl
    assert strong.text3 == plain.text
    assert strong.warnb == plain.bg
    assert families(False, True)["iris"].tint == plain.bg


def test_the_palette_is_made_of_the_tokens() -> None:
    theme.choose("dark")
    made = theme.palette()
    role = QPalette.ColorRole
    assert made.color(role.Window).name().upper() == DARK.bg
    assert made.color(role.Accent).name().upper() == DARK.accent
    assert made.color(role.PlaceholderText).name().upper() == DARK.text3
    disabled = made.color(QPalette.ColorGroup.Disabled, role.Text)
    assert disabled.name().upper() == DARK.text3


def test_the_first_choice_sets_the_palette_even_after_something_was_painted() -> None:
    program = (
        "from companion.app import make_application; from companion.ui import theme\n"
        "theme.color('bg'); app = make_application(); theme.choose('light')\n"
        "assert app.palette().window().color() == theme.color('bg')"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_a_switch_reaches_palette_fonts_and_labels_at_once(qtbot: QtBot) -> None:
    label = PlainLabel("Due soon", "section", "text2")
    qtbot.addWidget(label)
    theme.choose("dark", 150)
    assert QApplication.palette().color(QPalette.ColorRole.Window).name().upper() == DARK.bg
    assert QApplication.font().pixelSize() == 20
    assert label.palette().color(QPalette.ColorRole.WindowText).name().upper() == DARK.text2
    assert label.font().pixelSize() == 22


def test_a_label_that_qt_has_deleted_is_left_alone(qtbot: QtBot) -> None:
    holder = QWidget()
    label = PlainLabel("gone", parent=holder)
    delete(holder)
    theme.choose("dark")
    assert not isValid(label)


def test_a_switch_is_told_once(qtbot: QtBot) -> None:
    with qtbot.waitSignal(theme.changed().changed):
        theme.choose("dark")
    with qtbot.assertNotEmitted(theme.changed().changed):
        theme.choose("dark")


def test_text_size_stays_between_80_and_150_percent() -> None:
    theme.choose("light", 10)
    assert theme.look().text_size == 80
    theme.choose("light", 900)
    assert theme.px(30) == 45


def test_an_unknown_family_is_drawn_as_stone() -> None:
    assert theme.family("purple") == theme.family("stone")
