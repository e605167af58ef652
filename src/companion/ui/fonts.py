"""Inter and Inter Display from resources, and the type scale as fonts."""

from __future__ import annotations

from typing import Literal

from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication

from companion.ui import theme
from companion.ui.shipped import shipped

Role = Literal[
    "hero", "first", "tray", "page", "dialog", "inspector", "clock", "clock-second", "large",
    "section", "body",
    "control", "strong", "second", "second-control", "second-strong", "small",
    "small-control", "small-strong", "axis", "axis-strong",
]  # fmt: skip

_REGULAR, _MEDIUM, _STRONG = QFont.Weight.Normal, QFont.Weight.Medium, QFont.Weight.DemiBold

# role: pixel size, line height, weight, letter spacing in pixels
_SCALE: dict[str, tuple[float, int, QFont.Weight, float]] = {
    "hero": (38, 46, _STRONG, -0.76),
    "first": (32, 38, _STRONG, -0.2),
    "tray": (26, 32, _STRONG, -0.3),
    "page": (24, 30, _STRONG, -0.14),
    "dialog": (19, 24, _STRONG, 0),
    "inspector": (17, 23, _STRONG, -0.1),
    "clock": (17, 22, _STRONG, -0.17),
    "clock-second": (17, 22, _REGULAR, -0.17),
    "large": (15, 22, _REGULAR, 0),
    "section": (15, 20, _STRONG, -0.06),
    "body": (13, 18, _REGULAR, 0),
    "control": (13, 18, _MEDIUM, 0),
    "strong": (13, 18, _STRONG, 0),
    "second": (12, 16, _REGULAR, 0),
    "second-control": (12, 16, _MEDIUM, 0),
    "second-strong": (12, 16, _STRONG, 0),
    "small": (11, 14, _REGULAR, 0),
    "small-control": (11, 14, _MEDIUM, 0),
    "small-strong": (11, 14, _STRONG, 0),
    "axis": (10.5, 14, _REGULAR, 0),
    "axis-strong": (10.5, 14, _STRONG, 0),
}
_FILES = ("Inter-Regular", "Inter-Medium", "Inter-SemiBold", "InterDisplay-SemiBold")
_made: dict[tuple[str, bool, int], QFont] = {}


def load() -> None:
    """Load the faces that the first frame needs; where one is missing Qt falls back.

    Call it before anything else listens to the theme: the base font changes first.
    """
    for name in _FILES:
        QFontDatabase.addApplicationFont(str(shipped(f"fonts/{name}.ttf")))
    theme.changed().changed.connect(_set_base)
    _set_base()


def _set_base() -> None:
    QGuiApplication.setFont(font("body"))


def font(role: Role, numbers: bool = False, percent: int = 0) -> QFont:
    """Return the font of a role at the chosen text size; shared, so copy before changing it.

    `numbers` gives digits of one width, for every time, date, duration and column; `percent`
    asks for another size than the chosen one.
    """
    key = (role, numbers, percent or theme.look().text_size)
    found = _made.get(key)
    if found is None:
        found = _made[key] = _make(*key)
    return found


def line(role: Role) -> int:
    """Return the line height of a role in pixels at the chosen text size."""
    return theme.px(_SCALE[role][1])


def _make(role: str, numbers: bool, percent: int) -> QFont:
    size, _, weight, spacing = _SCALE[role]
    made = QFont("Inter Display" if size >= 19 else "Inter")
    made.setPixelSize(max(1, round(size * percent / 100)))
    made.setWeight(weight)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if spacing:
        made.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, spacing * percent / 100)
    if role in ("page", "first"):
        made.setWordSpacing(0.04 * size * percent / 100)
    if numbers:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made
