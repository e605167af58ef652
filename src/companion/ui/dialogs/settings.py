"""Settings: a list at the left, a plain form at the right; changes apply at once."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QRadioButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from companion.clock import system_zone
from companion.models.places import Place, find_place, place_label
from companion.ui import preferences, theme
from companion.ui.overlay import Scrim
from companion.ui.text import city
from companion.ui.widgets.buttons import Button
from companion.ui.widgets.choices import Segmented
from companion.ui.widgets.form_choices import CityField
from companion.ui.widgets.labels import FieldError, PlainLabel
from companion.ui.window import Window
from companion.workspace import StorageFailed


class Settings(QDialog):
    """The one dialog for the student's choices."""

    def __init__(self, window: Window, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = window
        self._scrim = Scrim(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Settings"))
        self.setMinimumSize(QSize(theme.px(640), theme.px(400)))
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Settings"))
        self.list.setFixedWidth(theme.px(150))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.pages = QStackedWidget()
        for name, page in (
            (self.tr("Look"), self._look()),
            (self.tr("Time"), self._time()),
            (self.tr("Data"), self._data()),
        ):
            self.list.addItem(name)
            self.pages.addWidget(page)
        self.list.currentRowChanged.connect(self.pages.setCurrentIndex)
        self.list.setCurrentRow(0)
        self._lay_out()
        self.finished.connect(self._scrim.deleteLater)

    def _lay_out(self) -> None:
        close = Button(self.tr("Close"), keys="Esc")
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        right = QVBoxLayout()
        right.addWidget(self.pages, 1)
        right.addLayout(foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(20)
        row.addWidget(self.list)
        row.addLayout(right, 1)

    def _look(self) -> QWidget:
        choices = [
            ("system", self.tr("System")),
            ("light", self.tr("Light")),
            ("dark", self.tr("Dark")),
        ]
        now = self._window.preferences
        self.look = Segmented(choices, now.look, name=self.tr("Colours"))
        self.look.chosen.connect(lambda key: self._window.keep(preferences.LOOK, key))
        self.text_size = QComboBox()
        self.text_size.setAccessibleName(self.tr("Text size"))
        for size in theme.TEXT_SIZES:
            self.text_size.addItem(self.tr("%1 %").replace("%1", str(size)), size)
        self.text_size.setCurrentIndex(self.text_size.findData(now.text_size))
        self.text_size.activated.connect(
            lambda: self._window.keep(preferences.TEXT_SIZE, str(self.text_size.currentData()))
        )
        form = _form()
        form.addRow(PlainLabel(self.tr("Colours"), "body", "text2"), self.look)
        form.addRow(PlainLabel(self.tr("Text size"), "body", "text2"), self.text_size)
        hint = self.tr("Ctrl + and Ctrl − change the text size anywhere.")
        form.addRow("", PlainLabel(hint, "second", "text3", wrap=True))
        return _holding(form)

    def _time(self) -> QWidget:
        system = system_zone()
        kept = self._window.workspace.setting(preferences.CITY)
        self.follow = QRadioButton(
            self.tr("Follow this computer: %1").replace("%1", city(system.key))
        )
        self.pinned = QRadioButton(self.tr("Always this city:"))
        group = QButtonGroup(self)
        group.addButton(self.follow)
        group.addButton(self.pinned)
        self.city = CityField(self.tr("City or time zone"), 300)
        self.city.setText(
            self._window.workspace.setting(preferences.CITY_NAME)
            or place_label(kept or self._window.workspace.clock.zone.key)
        )
        self.city_error = FieldError()
        (self.pinned if kept else self.follow).setChecked(True)
        self.city.setEnabled(bool(kept))
        self.follow.toggled.connect(self._follow_toggled)
        self.city.editingFinished.connect(self._pin)
        column = QVBoxLayout()
        column.setSpacing(6)
        for widget in (self.follow, self.pinned, self.city, self.city_error):
            column.addWidget(widget)
        form = _form()
        form.addRow(PlainLabel(self.tr("You are in"), "body", "text2"), column)
        form.addRow(PlainLabel(self.tr("Times"), "body", "text2"), self._hours())
        return _holding(form)

    def _hours(self) -> Segmented:
        choices = [
            ("system", self.tr("System")),
            ("24", self.tr("24 hours")),
            ("12", self.tr("12 hours")),
        ]
        now = self._window.preferences.hours
        self.hours = Segmented(choices, now, name=self.tr("Times"))
        self.hours.chosen.connect(lambda key: self._window.keep(preferences.HOURS, key))
        return self.hours

    def _follow_toggled(self, is_following: bool) -> None:
        self.city.setEnabled(not is_following)
        if is_following:
            self.city_error.set_error("", self.city)
            self._use(None)
        else:
            self._pin()
            self.city.setFocus()

    def _pin(self) -> None:
        if not self.pinned.isChecked():
            return
        place = find_place(self.city.text())
        sentence = self.tr("Choose a city from the list, like Berlin or New York.")
        self.city_error.set_error("" if place else sentence, self.city)
        if place is not None:
            self._use(place)

    def _use(self, place: Place | None) -> None:
        try:
            preferences.use_city(self._window.workspace, place)
        except StorageFailed as failure:
            self._window.tell_failure(failure)
        self._window.refresh_all()

    def _data(self) -> QWidget:
        folder = str(self._window.workspace.data_dir)
        shown = PlainLabel(folder, "body", "text", wrap=True)
        shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        shown.setAccessibleName(self.tr("Folder with your data"))
        self.open_folder = Button(self.tr("Open folder"), icon="folder-open")
        self.open_folder.clicked.connect(
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(folder))
        )
        form = _form()
        form.addRow(PlainLabel(self.tr("Folder"), "body", "text2"), shown)
        form.addRow("", self.open_folder)
        hint = self.tr("Everything stays on this computer. No account.")
        form.addRow("", PlainLabel(hint, "second", "text3", wrap=True))
        return _holding(form)


def _form() -> QFormLayout:
    form = QFormLayout()
    form.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
    form.setHorizontalSpacing(16)
    form.setVerticalSpacing(14)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
    return form


def _holding(form: QFormLayout) -> QWidget:
    page = QWidget()
    page.setLayout(form)
    return page
