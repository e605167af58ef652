"""A student's keyboard: keys go wherever the keyboard is, as on a screen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

K = Qt.Key
PLAIN = Qt.KeyboardModifier.NoModifier
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def target() -> QWidget:
    """Return what gets the keys: an open menu, else what has the keyboard."""
    QApplication.processEvents()
    found = (
        QApplication.activePopupWidget()
        or QApplication.focusWidget()
        or QApplication.activeWindow()
    )
    assert found is not None
    return found


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN, times: int = 1) -> None:
    """Press a key, perhaps several times."""
    for _ in range(times):
        QTest.keyClick(target(), key, modifiers)
        QApplication.processEvents()


def type_text(text: str) -> None:
    """Type where the keyboard is."""
    QTest.keyClicks(target(), text)
    QApplication.processEvents()


def tab_to(name: str, most: int = 60, backwards: bool = False) -> None:
    """Press Tab until something of that accessible name has the keyboard."""
    seen = []
    for _ in range(most):
        now = target()
        said = now.accessibleName() or getattr(now, "text", str)()
        if said == name or said.startswith(f"{name}, "):
            return
        seen.append(said)
        press(K.Key_Backtab if backwards else K.Key_Tab, SHIFT if backwards else PLAIN)
    raise AssertionError(f"Tab never reached “{name}”; it went through {seen}.")
