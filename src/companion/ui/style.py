"""Fusion with the design's fields, checks, scrollbars, menus and focus ring painted over it.

Our own widgets paint themselves; this is for Qt's. Every method that is not overridden here
stays in C++, so the fewer the better: each override costs two crossings a call.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractButton, QApplication, QProxyStyle, QStyle, QWidget

from companion.ui import fonts, icons, paint, theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import (
        QFocusFrame,
        QStyleHintReturn,
        QStyleOption,
        QStyleOptionComplex,
    )

# Options arrive as the subclass that Qt made; their fields are not in the base class's stubs.
Option = Any

_State = QStyle.StateFlag
_Primitive = QStyle.PrimitiveElement
_Control = QStyle.ControlElement
_Complex = QStyle.ComplexControl
_Sub = QStyle.SubControl
_Metric = QStyle.PixelMetric
_Contents = QStyle.ContentsType
RING = 4  # the focus ring's outer edge lies this far from the button


class CompanionStyle(QProxyStyle):
    """The application's style."""

    def __init__(self) -> None:
        super().__init__("Fusion")

    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        """Give the design's sizes, else Fusion's."""
        found = _METRICS.get(metric)
        return found if found is not None else super().pixelMetric(metric, option, widget)

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        answer: QStyleHintReturn | None = None,
    ) -> int:
        """Answer the few questions where the design differs from Fusion."""
        if hint == QStyle.StyleHint.SH_FocusFrame_Mask and option is not None:
            return _mask_ring(option, answer)
        found = _HINTS.get(hint)
        return found if found is not None else super().styleHint(hint, option, widget, answer)

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Paint what the design shapes, else as Fusion."""
        draw = _PRIMITIVES.get(element)
        if draw is None:
            super().drawPrimitive(element, option, painter, widget)
            return
        painter.save()
        draw(option, painter, widget)
        painter.restore()

    def drawControl(
        self,
        element: QStyle.ControlElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Paint buttons, menu rows, headers and the focus frame, else as Fusion."""
        draw = _CONTROLS.get(element)
        if draw is None:
            super().drawControl(element, option, painter, widget)
            return
        painter.save()
        draw(option, painter, widget)
        painter.restore()

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Paint scrollbars, combo and spin boxes, else as Fusion."""
        draw = _COMPLEX.get(control)
        if draw is None:
            super().drawComplexControl(control, option, painter, widget)
            return
        painter.save()
        draw(self, option, painter, widget)
        painter.restore()

    def subControlRect(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        part: QStyle.SubControl,
        widget: QWidget | None = None,
    ) -> QRect:
        """Place the parts of scrollbars (no arrows), combo and spin boxes."""
        if control == _Complex.CC_ScrollBar:
            return _scrollbar_part(option, part)
        found = super().subControlRect(control, option, part, widget)  # type: ignore[arg-type]  # None is allowed
        if control == _Complex.CC_ComboBox and part == _Sub.SC_ComboBoxEditField:
            return _combo_text(option)
        if control == _Complex.CC_SpinBox and part == _Sub.SC_SpinBoxEditField:
            return _spin_text(option)
        return found

    def subElementRect(
        self,
        element: QStyle.SubElement,
        option: QStyleOption,
        widget: QWidget | None = None,
    ) -> QRect:
        """Set text fields' text 8 pixels in from the edge."""
        found = super().subElementRect(element, option, widget)  # type: ignore[arg-type]  # None is allowed
        if element == QStyle.SubElement.SE_LineEditContents and _is_framed(option):
            return found.adjusted(6, 0, -6, 0)
        return found

    def sizeFromContents(
        self,
        type: QStyle.ContentsType,
        option: QStyleOption,
        size: QSize,
        widget: QWidget | None = None,
    ) -> QSize:
        """Make fields 30 pixels high, menu rows 28."""
        found = super().sizeFromContents(type, option, size, widget)  # type: ignore[arg-type]  # None is allowed
        if type in (_Contents.CT_ComboBox, _Contents.CT_SpinBox, _Contents.CT_PushButton):
            return QSize(found.width() + 8, theme.px(30))
        if type == _Contents.CT_LineEdit and _is_framed(option):
            return QSize(found.width() + 12, theme.px(30))
        if type == _Contents.CT_MenuItem:
            is_line = _kind(option) == "Separator"
            return QSize(found.width() + 24, 9 if is_line else theme.px(28))
        if type == _Contents.CT_ItemViewItem:
            return QSize(found.width(), max(found.height(), theme.px(28)))
        if type == _Contents.CT_HeaderSection:
            return QSize(found.width(), theme.px(26))
        return found


def _mask_ring(option: Option, answer: Any) -> int:
    """Leave the button inside the ring to the mouse."""
    from PySide6.QtGui import QRegion  # start-up: wanted when a button gets the focus
    from PySide6.QtWidgets import QStyleHintReturnMask

    if isinstance(answer, QStyleHintReturnMask):
        rect = option.rect
        answer.region = QRegion(rect) - QRegion(rect.adjusted(2, 2, -2, -2))
    return 1


_METRICS = {
    _Metric.PM_ScrollBarExtent: 12,
    _Metric.PM_ScrollBarSliderMin: 28,
    _Metric.PM_ScrollView_ScrollBarSpacing: 0,
    _Metric.PM_IndicatorWidth: 16,
    _Metric.PM_IndicatorHeight: 16,
    _Metric.PM_ExclusiveIndicatorWidth: 16,
    _Metric.PM_ExclusiveIndicatorHeight: 16,
    _Metric.PM_CheckBoxLabelSpacing: 8,
    _Metric.PM_RadioButtonLabelSpacing: 8,
    _Metric.PM_FocusFrameHMargin: RING,
    _Metric.PM_FocusFrameVMargin: RING,
    _Metric.PM_MenuPanelWidth: 1,
    _Metric.PM_MenuVMargin: 4,
    _Metric.PM_MenuHMargin: 0,
    _Metric.PM_ToolTipLabelFrameWidth: 6,
    _Metric.PM_DefaultFrameWidth: 1,
    _Metric.PM_ComboBoxFrameWidth: 1,
    _Metric.PM_SpinBoxFrameWidth: 1,
}
_HINTS = {
    QStyle.StyleHint.SH_FocusFrame_AboveWidget: 1,
    QStyle.StyleHint.SH_ComboBox_Popup: 0,
    QStyle.StyleHint.SH_Menu_MouseTracking: 1,
    QStyle.StyleHint.SH_UnderlineShortcut: 0,
    QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons: 0,
    QStyle.StyleHint.SH_ScrollBar_Transient: 0,
}


def _has(option: Option, flag: QStyle.StateFlag) -> bool:
    return bool(option.state & flag)


def _is_framed(option: Option) -> bool:
    return getattr(option, "lineWidth", 0) > 0


def _kind(option: Option) -> str:
    kind = getattr(option, "menuItemType", None)
    return kind.name if kind is not None else ""


def _is_wrong(widget: QWidget | None) -> bool:
    return widget is not None and bool(widget.property("wrong"))


def _field(option: Option, painter: QPainter, widget: QWidget | None) -> None:
    if not _is_framed(option):
        return
    focus, enabled = _has(option, _State.State_HasFocus), _has(option, _State.State_Enabled)
    paint.field(painter, option.rect, focus, enabled, _is_wrong(widget))


def _nothing(option: Option, painter: QPainter, widget: QWidget | None) -> None:
    """Leave out what Fusion would paint."""


def _check(option: Option, painter: QPainter, widget: QWidget | None) -> None:
    state = Qt.CheckState.Unchecked
    if _has(option, _State.State_On):
        state = Qt.CheckState.Checked
    elif _has(option, _State.State_NoChange):
        state = Qt.CheckState.PartiallyChecked
    rect = option.rect
    paint.tick(painter, rect.x(), rect.y(), state, is_round=False, size=rect.width())


def _radio(option: Option, painter: QPainter, widget: QWidget | None) -> None:
    rect = option.rect
    paint.radio(painter, rect.x(), rect.y(), _has(option, _State.State_On), rect.width())


def _focus_rect(option: Option, painter: QPainter, widget: QWidget | None) -> None:
    paint.focus_ring(painter, option.rect, 5)


def _panel(option: Option, painter: QPainter, widget: QWidget | None) -> None:
    rect = option.rect
    paint.fill(painter, rect, theme.color("bg"))
    paint.box(painter, rect, 0, None, theme.color("line2"))


def _tip(option: Option, painter: QPainter, widget: QWidget | None) -> None:
    paint.fill(painter, option.rect, theme.color("inset"))
    painter.setPen(theme.color("line2"))
    painter.drawRect(option.rect.adjusted(0, 0, -1, -1))


def _frame(option: Option, painter: QPainter, widget: QWidget | None) -> None:
    painter.setPen(theme.color("line"))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(option.rect.adjusted(0, 0, -1, -1))


def _focus_frame(option: Option, painter: QPainter, widget: QWidget | None) -> None:
    paint.focus_ring(painter, option.rect, 10)


def _push_button(option: Option, painter: QPainter, widget: QWidget | None) -> None:
    is_default = "DefaultButton" in str(option.features)
    face = paint.ButtonFace(
        option.text.replace("&&", "\0").replace("&", "").replace("\0", "&"),
        "primary" if is_default else "default",
        is_enabled=_has(option, _State.State_Enabled),
        is_hovered=_has(option, _State.State_MouseOver),
        is_down=_has(option, _State.State_Sunken),
    )
    paint.button(painter, option.rect, face)


def _menu_item(option: Option, painter: QPainter, widget: QWidget | None) -> None:
    rect = option.rect
    if _kind(option) == "Separator":
        middle = rect.center().y()
        paint.hairline(painter, rect.left() + 8, middle, rect.right() - 8, middle + 1)
        return
    enabled = _has(option, _State.State_Enabled)
    is_lit = enabled and _has(option, _State.State_Selected)
    if is_lit:
        paint.box(painter, rect.adjusted(4, 0, -4, 0), 5, theme.color("sel"))
    tint = "text3" if not enabled else "selt" if is_lit else "text"
    if option.checked:
        icons.draw(painter, rect.x() + 12, rect.center().y() - 7, "check", 14, tint)
    elif not option.icon.isNull():
        option.icon.paint(painter, QRect(rect.x() + 11, rect.center().y() - 7, 16, 16))
    words, _, keys = option.text.partition("\t")
    words = words.replace("&&", "\0").replace("&", "").replace("\0", "&")
    where = rect.adjusted(36, 0, -14, 0)
    paint.text(painter, where, words, fonts.font("body"), tint)
    if keys:
        hint = "selt" if is_lit else "text3"
        shown = keys.replace("+", " ")
        paint.text(painter, where, shown, fonts.font("small"), hint, paint.RIGHT)
    if _kind(option) == "SubMenu":
        icons.draw(painter, rect.right() - 20, rect.center().y() - 6, "chevron-right", 14, tint)


def _header(option: Option, painter: QPainter, widget: QWidget | None) -> None:
    rect = option.rect
    paint.fill(painter, rect, theme.color("bg"))
    paint.hairline(painter, rect.left(), rect.bottom(), rect.right() + 1, rect.bottom() + 1)


def _header_label(option: Option, painter: QPainter, widget: QWidget | None) -> None:
    where = option.rect.adjusted(4, 0, -4, 0)
    align = option.textAlignment | Qt.AlignmentFlag.AlignVCenter
    paint.text(painter, where, option.text, fonts.font("small"), "text3", align)


def _combo_text(option: Option) -> QRect:
    return QRect(option.rect.adjusted(10, 1, -28, -1))


def _spin_text(option: Option) -> QRect:
    has_buttons = option.buttonSymbols.name != "NoButtons"
    return QRect(option.rect.adjusted(7, 1, -22 if has_buttons else -7, -1))


def _scrollbar_part(option: Option, part: QStyle.SubControl) -> QRect:
    rect = option.rect
    is_flat = option.orientation == Qt.Orientation.Horizontal
    whole = rect.width() if is_flat else rect.height()
    if part == _Sub.SC_ScrollBarGroove:
        return QRect(rect)
    if part in (_Sub.SC_ScrollBarSubLine, _Sub.SC_ScrollBarAddLine):
        return QRect()
    span = option.maximum - option.minimum
    length = whole
    if span > 0:
        page = max(1, option.pageStep)
        length = min(whole, max(28, whole * page // (span + page)))
    start = QStyle.sliderPositionFromValue(
        option.minimum, option.maximum, option.sliderPosition, whole - length, option.upsideDown
    )
    first, size = {
        _Sub.SC_ScrollBarSubPage: (0, start),
        _Sub.SC_ScrollBarAddPage: (start + length, whole - start - length),
    }.get(part, (start, length))
    if is_flat:
        return QRect(rect.x() + first, rect.y(), size, rect.height())
    return QRect(rect.x(), rect.y() + first, rect.width(), size)


def _scrollbar(
    style: CompanionStyle, option: Option, painter: QPainter, widget: QWidget | None
) -> None:
    if option.maximum <= option.minimum:
        return
    slider = QRectF(_scrollbar_part(option, _Sub.SC_ScrollBarSlider)).adjusted(3, 3, -3, -3)
    is_lit = _has(option, _State.State_MouseOver) or _has(option, _State.State_Sunken)
    radius = min(slider.width(), slider.height()) / 2
    paint.box(painter, slider, radius, theme.color("ctl" if is_lit else "line2"))


def _combo(
    style: CompanionStyle, option: Option, painter: QPainter, widget: QWidget | None
) -> None:
    focus, enabled = _has(option, _State.State_HasFocus), _has(option, _State.State_Enabled)
    paint.field(painter, option.rect, focus, enabled, _is_wrong(widget))
    rect = option.rect
    tint = "text2" if enabled else "text3"
    icons.draw(painter, rect.right() - 21, rect.center().y() - 6, "chevron-down", 14, tint)


def _combo_label(option: Option, painter: QPainter, widget: QWidget | None) -> None:
    if option.editable:
        return
    where = _combo_text(option)
    if not option.currentIcon.isNull():
        option.currentIcon.paint(painter, QRect(where.x(), where.center().y() - 7, 16, 16))
        where.adjust(24, 0, 0, 0)
    tint = "text" if _has(option, _State.State_Enabled) else "text3"
    paint.text(painter, where, option.currentText, fonts.font("body", True), tint)


def _spin(style: CompanionStyle, option: Option, painter: QPainter, widget: QWidget | None) -> None:
    focus, enabled = _has(option, _State.State_HasFocus), _has(option, _State.State_Enabled)
    if option.frame:
        paint.field(painter, option.rect, focus, enabled, _is_wrong(widget))
    if option.buttonSymbols.name == "NoButtons":
        return
    rect, middle = option.rect, option.rect.center().y()
    tint = "text2" if enabled else "text3"
    if not option.stepEnabled.value:
        return
    x = rect.right() - 18
    icons.draw(painter, x, middle - 11, "chevron-up", 12, tint)
    icons.draw(painter, x, middle + 1, "chevron-down", 12, tint)


_Draw = Callable[[Option, QPainter, QWidget | None], None]
_PRIMITIVES: dict[QStyle.PrimitiveElement, _Draw] = {
    _Primitive.PE_PanelLineEdit: _field,
    _Primitive.PE_FrameLineEdit: _nothing,
    _Primitive.PE_IndicatorCheckBox: _check,
    _Primitive.PE_IndicatorItemViewItemCheck: _check,
    _Primitive.PE_IndicatorRadioButton: _radio,
    _Primitive.PE_FrameFocusRect: _focus_rect,
    _Primitive.PE_PanelMenu: _panel,
    _Primitive.PE_FrameMenu: _nothing,
    _Primitive.PE_PanelTipLabel: _tip,
    _Primitive.PE_Frame: _frame,
}
_CONTROLS: dict[QStyle.ControlElement, _Draw] = {
    _Control.CE_FocusFrame: _focus_frame,
    _Control.CE_PushButton: _push_button,
    _Control.CE_MenuItem: _menu_item,
    _Control.CE_HeaderSection: _header,
    _Control.CE_HeaderEmptyArea: _header,
    _Control.CE_HeaderLabel: _header_label,
    _Control.CE_ComboBoxLabel: _combo_label,
}
_DrawComplex = Callable[[CompanionStyle, Option, QPainter, QWidget | None], None]
_COMPLEX: dict[QStyle.ComplexControl, _DrawComplex] = {
    _Complex.CC_ScrollBar: _scrollbar,
    _Complex.CC_ComboBox: _combo,
    _Complex.CC_SpinBox: _spin,
}


class FocusRing(QObject):
    """Moves one ring to the button that has the focus, two pixels away from it."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._frame: QFocusFrame | None = None
        app.focusChanged.connect(self._move)

    def _move(self, before: QWidget | None, now: QWidget | None) -> None:
        wants = isinstance(now, QAbstractButton) and not now.property("own-ring")
        if self._frame is None:
            if not wants:
                return
            from PySide6.QtWidgets import QFocusFrame  # start-up: wanted at the first Tab

            self._frame = QFocusFrame()
            self._frame.destroyed.connect(self._forget)
        self._frame.setWidget(now if wants else None)  # type: ignore[arg-type]  # None is allowed

    def _forget(self) -> None:
        self._frame = None


def install(app: QApplication) -> None:
    """Give the application this style and the ring around focused buttons, once."""
    if not isinstance(app.style(), CompanionStyle):
        style = CompanionStyle()
        app.setStyle(style)
        app.companion_style = style  # type: ignore[attr-defined]  # Python must keep what Qt uses
        FocusRing(app)
