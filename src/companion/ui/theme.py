"""The look in force: colours, palette and text size, and who is told when it changes.

Painters ask `color("text2")` or `family("iris").tint` each time they paint, so that they follow
a change of theme by themselves; what keeps colours or fonts listens to `changed()`.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette

from companion.ui.tokens import families, tokens

CHOICES = ("system", "light", "dark")
TEXT_SIZES = (80, 90, 100, 110, 125, 150)


class Look(NamedTuple):
    """What decides how everything looks. The text size is in percent."""

    is_dark: bool = False
    is_high_contrast: bool = False
    text_size: int = 100


class Colors(NamedTuple):
    """A course's colours, ready to paint with."""

    solid: QColor
    text: QColor
    tint: QColor
    line: QColor


class _Signals(QObject):
    changed = Signal()


class _State:
    """The one look of this process and what was computed from it."""

    look = Look()
    choice = "system"
    is_in_force = False  # whether the application has had its palette
    colors: dict[str, QColor] = {}  # noqa: RUF012  # a cache of this one state
    families: dict[str, Colors] = {}  # noqa: RUF012
    signals: _Signals | None = None


def look() -> Look:
    """Return the look in force."""
    return _State.look


def changed() -> _Signals:
    """Return the object whose `changed` signal tells of a new theme or text size."""
    if _State.signals is None:
        _State.signals = _Signals()
    return _State.signals


def color(name: str) -> QColor:
    """Return a token's colour in the look in force. Do not change it: it is shared."""
    found = _State.colors.get(name)
    if found is None:
        values = tokens(_State.look.is_dark, _State.look.is_high_contrast)
        found = _State.colors[name] = QColor(getattr(values, name))
    return found


def family(name: str) -> Colors:
    """Return the colours of a course family; an unknown name gets stone's."""
    found = _State.families.get(name)
    if found is None:
        known = families(_State.look.is_dark, _State.look.is_high_contrast)
        values = known.get(name, known["stone"])
        found = _State.families[name] = Colors(*(QColor(value) for value in values))
    return found


def px(size: float) -> int:
    """Return a height or width in pixels at the chosen text size."""
    return round(size * _State.look.text_size / 100)


def palette() -> QPalette:
    """Return the palette of the look in force."""
    role = QPalette.ColorRole
    made = QPalette()
    for target, name in (
        (role.Window, "bg"), (role.WindowText, "text"), (role.Base, "bg"),
        (role.AlternateBase, "inset"), (role.Text, "text"), (role.Button, "bg"),
        (role.ButtonText, "text"), (role.BrightText, "dangt"), (role.Highlight, "sel"),
        (role.HighlightedText, "selt"), (role.Link, "accent"), (role.LinkVisited, "accent"),
        (role.ToolTipBase, "inset"), (role.ToolTipText, "text"),
        (role.PlaceholderText, "text3"), (role.Accent, "accent"), (role.Light, "bg"),
        (role.Midlight, "hover"), (role.Mid, "line2"), (role.Dark, "ctl"), (role.Shadow, "line2"),
    ):  # fmt: skip
        made.setColor(target, color(name))
    for target in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, target, color("text3"))
    return made


def use(new: Look) -> None:
    """Put a look in force: palette, then everyone who listens (the fonts first)."""
    if new == _State.look and _State.is_in_force:
        return
    _State.look = new
    _State.colors.clear()
    _State.families.clear()
    app = QGuiApplication.instance()
    if isinstance(app, QGuiApplication):
        app.setPalette(palette())
        _State.is_in_force = True
    if _State.signals is not None:
        _State.signals.changed.emit()


def choose(choice: str, text_size: int = 100) -> None:
    """Follow the system, or be light or dark; text size in percent, 80 to 150."""
    _State.choice = choice if choice in CHOICES else "system"
    hints = QGuiApplication.styleHints()
    scheme = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}.get(_State.choice)
    if scheme is None:
        hints.unsetColorScheme()
    else:
        hints.setColorScheme(scheme)  # the frame that the system draws follows too
    use(Look(_wants_dark(), _wants_contrast(), min(150, max(80, text_size))))


def follow_system() -> None:
    """Listen to the system's colour scheme and contrast from now on."""
    hints = QGuiApplication.styleHints()
    hints.colorSchemeChanged.connect(_system_changed)
    if hasattr(hints, "accessibility"):  # since Qt 6.10
        hints.accessibility().contrastPreferenceChanged.connect(_system_changed)


def _system_changed(*_: object) -> None:
    use(_State.look._replace(is_dark=_wants_dark(), is_high_contrast=_wants_contrast()))


def _wants_dark() -> bool:
    if _State.choice != "system":
        return _State.choice == "dark"
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def _wants_contrast() -> bool:
    hints = QGuiApplication.styleHints()
    if not hasattr(hints, "accessibility"):
        return False
    return bool(hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast)
