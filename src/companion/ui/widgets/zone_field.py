"""A field for a city: type some letters, choose a time zone."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from companion.ui.text import city, tr


class ZoneField(QLineEdit):
    """Emits the IANA name of the zone chosen, or why what was typed is none."""

    chosen = Signal(str)
    refused = Signal(str)

    def __init__(self, zone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self._names: dict[str, str] = {}
        self.setText(written(zone))
        self.setMinimumWidth(260)
        self.setPlaceholderText(self.tr("City or zone"))
        self.setAccessibleName(self.tr("City or zone"))
        self.editingFinished.connect(self.commit)

    def zone(self) -> str:
        """Return the IANA name of the zone chosen last."""
        return self._zone

    def set_zone(self, zone: str) -> None:
        """Show another zone without telling anyone."""
        self._zone = zone
        self.setText(written(zone))

    def commit(self) -> None:
        """Take what is typed when it names one zone, else say what to do."""
        found = self.zone_named(self.text())
        if not found:
            self.refused.emit(self.tr("Choose a city from the list, like Berlin or New York."))
            return
        self.setText(written(found))
        if found != self._zone or not self.hasFocus():
            self._zone = found
            self.chosen.emit(found)

    def zone_named(self, typed: str) -> str:
        """Return the zone that a text names by its city or its IANA name, else empty."""
        self._load()
        wanted = typed.strip().casefold()
        if wanted in self._names:
            return self._names[wanted]
        starting = {zone for name, zone in self._names.items() if name.startswith(wanted)}
        return starting.pop() if wanted and len(starting) == 1 else ""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Load the zones when they are first needed: it takes 24 milliseconds."""
        self._load()
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.selectAll()

    def changeEvent(self, event: QEvent) -> None:
        """Forget a half-typed text when disabled."""
        if event.type() == QEvent.Type.EnabledChange and not self.isEnabled():
            self.setText(written(self._zone))
        super().changeEvent(event)

    def _load(self) -> None:
        if self._names:
            return
        zones = zone_names()
        for zone in zones:
            self._names.setdefault(city(zone).casefold(), zone)
        for zone in zones:
            self._names[zone.casefold()] = zone
            self._names[written(zone).casefold()] = zone
        completer = QCompleter(self)
        completer.setModel(QStringListModel([written(zone) for zone in zones], completer))
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.activated.connect(lambda _: self.commit())
        self.setCompleter(completer)


def written(zone: str) -> str:
    """Return how a zone stands in the list: "Berlin, Europe/Berlin"."""
    return tr("%1, %2", city(zone), zone) if "/" in zone else zone


def zone_names() -> list[str]:
    """Return the zones that are places, by city."""
    from zoneinfo import available_timezones  # start-up: 24 ms, only for this list

    left_out = ("Etc/", "posix/", "right/", "SystemV/")
    names = (n for n in available_timezones() if "/" in n and not n.startswith(left_out))
    return sorted([*names, "UTC"], key=lambda name: (city(name), name))
