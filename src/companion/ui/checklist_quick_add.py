"""The line on which activities are typed: what is recognised is tinted and repeated as chips."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QInputMethodEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
)
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from companion.models.quick_add import QuickAdd, Span, SpanKind
from companion.ui import fonts, icons, paint, theme
from companion.ui.checklist_words import kind_name, tr
from companion.ui.text import Words, duration
from companion.ui.widgets.buttons import Button, shown_keys
from companion.ui.widgets.labels import IconLabel, PlainLabel
from companion.wording import sentence

HEIGHT, TEXT_ROOM = 40, 250
_LEFT, _RIGHT, _GAP = 36, 12, 6
_LONGEST = 2500  # more is never one activity; it is refused as a whole
_MOST_PASTED = 1_000_000  # a list is never cut: it is refused as a whole, too


class Piece(NamedTuple):
    """One chip: words, an icon before them; with a family it is a course's code."""

    text: str
    icon: str = ""
    family: str = ""


def pieces(found: QuickAdd, words: Words) -> list[Piece]:
    """Return the chips of a line in the order in which they are shown."""
    made = [Piece(kind_name(found.kind), icons.OF_ACTIVITY[found.kind])]
    if found.is_important:
        made.append(Piece(tr("Important"), "flag"))
    if found.link:
        made.append(Piece(tr("Link"), "link"))
    if found.plan is not None:
        at = found.plan.replace(tzinfo=words.zone)
        made.append(Piece(tr("Plan %1", words.soon(at)), "calendar-check"))
    if found.is_weekly:
        made.append(Piece(tr("Every week from week %1", found.week), "repeat"))
    elif found.week is not None:
        made.append(Piece(tr("Week %1", found.week)))
    if found.minutes is not None:
        made.append(Piece(duration(found.minutes)))
    if found.due is not None:
        at, zone = found.due.at, found.due.zone
        local = words.moment(at)
        is_here = zone == words.zone.key
        made.append(Piece(local if is_here else f"{local} · {words.there(at, None, zone)}"))
    if found.course is not None:
        made.append(Piece(found.course.code, family=found.course.color))
    return made


class _Field(QLineEdit):
    """The text; recognised words carry a tint below and a colour in place."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.spans: Sequence[Span] = ()
        self.family = "stone"
        self._is_composing = False
        self.setFrame(False)
        self.restyle()

    def restyle(self) -> None:
        """Take the look's font, one pixel larger than the body's."""
        font = QFont(fonts.font("body"))
        font.setPixelSize(theme.px(14))
        self.setFont(font)

    def show_spans(self, spans: Sequence[Span], family: str) -> None:
        """Tint the recognised words."""
        text = self.text()
        self.spans = [
            span._replace(start=_units(text, span.start), end=_units(text, span.end))
            for span in spans
        ]
        self.family = family
        if self._is_composing:
            return
        cursor = self.cursorPosition()
        formats = []
        for span in self.spans:
            one = QInputMethodEvent.Attribute(
                QInputMethodEvent.AttributeType.TextFormat,
                span.start - cursor,
                span.end - span.start,
                self._format(span),
            )
            formats.append(one)
        # QLineEdit has no formats of its own, but an input method may format its text.
        QCoreApplication.sendEvent(self, QInputMethodEvent("", formats))
        self.update()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Know when a character is being composed: its own marks must stay."""
        self._is_composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def _format(self, span: Span) -> QTextCharFormat:
        made = QTextCharFormat()
        if span.kind is SpanKind.PROBLEM:
            made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            made.setUnderlineColor(theme.color("dangt"))
            made.setForeground(theme.color("dangt"))
        else:
            made.setForeground(self._colors(span)[1])
        return made

    def _colors(self, span: Span) -> tuple[QColor, QColor]:
        if span.kind in (SpanKind.DUE, SpanKind.PLAN, SpanKind.IMPORTANT):
            return theme.color("warnb"), theme.color("warnt")
        if span.kind in (SpanKind.COURSE, SpanKind.WEEK, SpanKind.REPEAT):
            colors = theme.family(self.family)
            return colors.tint, colors.text
        return theme.color("hover"), theme.color("text")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tints, then the text over them."""
        tinted = [span for span in self.spans if span.kind is not SpanKind.PROBLEM]
        if tinted:
            painter = QPainter(self)
            for span, rect in zip(tinted, self._rects(tinted), strict=True):
                paint.box(painter, rect, 3, self._colors(span)[0])
            painter.end()
        super().paintEvent(event)

    def _rects(self, spans: Sequence[Span]) -> list[QRectF]:
        """Return where words are: laid out as the field does, set off by its own cursor."""
        layout = QTextLayout(self.text(), self.font())
        layout.beginLayout()
        line = layout.createLine()
        layout.endLayout()
        cursor: tuple[float, int] = line.cursorToX(self.cursorPosition())  # type: ignore[assignment]  # a pair in PySide
        shift = self.cursorRect().x() + 5 - cursor[0]
        height = theme.px(20)
        top = (self.height() - height) / 2
        rects = []
        for span in spans:
            runs = line.glyphRuns(span.start, span.end - span.start)  # right to left too
            boxes = [run.boundingRect() for run in runs]
            left = min((box.left() for box in boxes), default=0.0) + shift
            right = max((box.right() for box in boxes), default=0.0) + shift
            rects.append(QRectF(left - 2.5, top, right - left + 5, height))
        return rects


def _units(text: str, place: int) -> int:
    """Return a place in a text as Qt counts: an emoji may be two."""
    return place if text.isascii() else len(text[:place].encode("utf-16-le")) // 2


class QuickAddLine(QWidget):
    """The frame around field and chips. `submitted` gives what was read when Enter is pressed;
    whoever stores it calls `clear`. `pasted` gives several lines; the field is as it was."""

    submitted = Signal(object)
    pasted = Signal(str)
    left = Signal()

    def __init__(self, read: Callable[[str], QuickAdd], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._read = read
        self.words: Words | None = None
        self.found = QuickAdd("")
        self._pieces: list[Piece] = []
        self._warned_of = self._before = ""
        self._build()
        self.field.textChanged.connect(self._typed)
        self.field.installEventFilter(self)
        theme.changed().changed.connect(self._restyle)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.frame = _Frame(self)
        self.field = _Field(self.frame)
        self.field.setAccessibleName(tr("Add an activity"))
        self.field.setPlaceholderText(tr("Add an activity: read chapter 2 25m due fri #ml"))
        self.field.setMaxLength(_MOST_PASTED)
        self.field.returnPressed.connect(self.submit)
        column.addWidget(self.frame)
        self.note = _Note(self.field, self)
        self.note.chosen.connect(self._take_suggestion)
        column.addWidget(self.note)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _restyle(self) -> None:
        self.field.restyle()
        self._typed(self.field.text())

    def set_words(self, words: Words) -> None:
        """Write times as the student reads them now, and read the line anew."""
        self.words = words
        if self.field.text():
            self._typed(self.field.text())

    def begin(self) -> None:
        """Take the keyboard."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def clear(self) -> None:
        """Empty the line: what it said is stored."""
        self.field.setText("")  # unlike clear() this leaves nothing for Ctrl+Z in the field

    def say(self, problem: str) -> None:
        """Show a sentence under the line; the text stays."""
        self.note.show_problem(problem)

    def shown_pieces(self) -> list[Piece]:
        """Return the chips that have room, in order."""
        room = self.frame.width() - _LEFT - self._text_room() - _RIGHT - self._key_width()
        kept = list(self._pieces)
        while kept and sum(piece_width(piece) + _GAP for piece in kept) > room:
            kept.pop(0)
        return kept

    def _text_room(self) -> int:
        """Return what the text needs; of the frame at most half, chips want room, too."""
        wanted = paint.width_of(self.field.text(), self.field.font()) + theme.px(24)
        return max(theme.px(TEXT_ROOM), min(wanted, self.frame.width() // 2))

    def _key_width(self) -> int:
        return paint.keys_width(self.shown_key()) + _GAP

    def shown_key(self) -> str:
        """Return the key told at the right end."""
        return tr("Enter") if self.field.text() else shown_keys("N")

    def _typed(self, text: str) -> None:
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) > 1:  # pasted or dropped: nothing else brings line ends
            self.field.setText(self._before)
            self.pasted.emit(text)
            return
        if len(text.splitlines()) > 1 or text.endswith(("\n", "\r")):
            self.field.setText("".join(lines))
            return
        self._before = text
        self._warned_of = ""
        if not text.strip() or len(text) > _LONGEST:
            self.found = QuickAdd(text, text.strip())
        else:
            self.found = self._read(text)
        course = self.found.course
        has_text = bool(text.strip()) and self.words is not None
        is_read = has_text and len(text) <= _LONGEST
        self._pieces = pieces(self.found, self.words) if is_read and self.words else []
        self.field.show_spans(self.found.spans, course.color if course else "stone")
        said = ", ".join(piece.text for piece in self._pieces)
        self.field.setAccessibleDescription(said)
        self._say_notes()
        self.frame.fit()

    def _say_notes(self, more: str = "") -> None:
        notes = self.found.notes
        if not notes:
            self.note.show_problem("")
            return
        near = next((n for n in notes if n.code == "unknown_tag_near"), None)
        codes = near.values[1].split(", ") if near else []
        self.note.show_problem(f"{sentence(notes[0], tr)} {more}".strip(), codes)

    def _take_suggestion(self, code: str) -> None:
        near = next((n for n in self.found.notes if n.code == "unknown_tag_near"), None)
        if near is None:
            return
        text = self.field.text()
        wrong = near.values[0]
        place = text.casefold().find(wrong.casefold())
        if place >= 0:
            self.field.setText(text[:place] + code + text[place + len(wrong) :])
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        """Hand over what was read. What could not be read is told first: Enter again takes it."""
        text = self.field.text()
        if not text.strip():
            return
        if self.found.notes and self._warned_of != text:
            self._say_notes(tr("Enter again adds it as it stands."))
            self._warned_of = text
            return
        self.submitted.emit(self.found)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Follow the field's focus; Esc leaves it, and empties it first."""
        kind = event.type()
        if kind in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.frame.update()
        elif kind == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:  # type: ignore[attr-defined]  # a key event
            event.accept()
        elif kind == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:  # type: ignore[attr-defined]  # a key event
            if self.field.text():
                self.field.clear()
            else:
                self.left.emit()
            return True
        return False


def piece_width(piece: Piece) -> int:
    """Return how wide a chip is."""
    if piece.family:
        return paint.tag_width(piece.text)
    icon = 14 + 5 if piece.icon else 0
    return paint.width_of(piece.text, fonts.font("second-control", True)) + theme.px(20) + icon


class _Frame(QWidget):
    """Paints frame, plus sign and chips, and places the field between them."""

    def __init__(self, line: QuickAddLine) -> None:
        super().__init__(line)
        self._line = line
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(400, theme.px(HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.fit()

    def fit(self) -> None:
        """Give the field what the chips leave."""
        line = self._line
        chips = sum(piece_width(piece) + _GAP for piece in line.shown_pieces())
        keys = paint.keys_width(line.shown_key()) + _GAP
        right = self.width() - _RIGHT - chips - keys
        line.field.setGeometry(_LEFT, 4, max(40, right - _LEFT), self.height() - 8)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        line = self._line
        painter = QPainter(self)
        has_focus = line.field.hasFocus()
        edge = theme.color("accent" if has_focus else "ctl")
        width = 1.5 if has_focus else 1
        paint.box(painter, QRectF(self.rect()), 8, theme.color("bg"), edge, width)
        middle = self.height() // 2
        icons.draw(painter, 13, middle - 8, "plus", 16, "accent")
        x = self.width() - _RIGHT - paint.keys_width(line.shown_key())
        paint.keys(painter, x, middle, line.shown_key())
        for piece in reversed(line.shown_pieces()):
            x -= piece_width(piece) + _GAP
            paint_piece(painter, x, middle, piece)
        painter.end()


def paint_piece(painter: QPainter, x: int, middle: int, piece: Piece) -> None:
    """Paint a chip with its left end at x, centred on a line."""
    if piece.family:
        paint.tag(painter, x, middle, piece.text, piece.family)
        return
    height = theme.px(24)
    rect = QRect(x, middle - height // 2, piece_width(piece), height)
    paint.box(painter, rect, 6, theme.color("bg"), theme.color("line2"))
    left = x + theme.px(10)
    if piece.icon:
        icons.draw(painter, QPointF(left, 0).x(), middle - 7, piece.icon, 14, "text2")
        left += 14 + 5
    where = QRect(left, rect.y(), rect.right() - left, height)
    paint.text(painter, where, piece.text, fonts.font("second-control", True), "text2")


class _Note(QWidget):
    """The sentence under the line, with the courses that may have been meant."""

    chosen = Signal(str)

    def __init__(self, after: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._after = after
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 5, 0, 0)
        self._row.setSpacing(5)
        self._row.addWidget(IconLabel("circle-x", 14, "dangt"))
        self.label = PlainLabel("", "second", "dangt", wrap=True)
        self._row.addWidget(self.label, 1)
        self.buttons: list[Button] = []
        self.hide()

    def show_problem(self, problem: str, codes: Sequence[str] = ()) -> None:
        """Show a sentence, or nothing."""
        for button in self.buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = [Button(code, "default", "small") for code in codes]
        for code, button in zip(codes, self.buttons, strict=True):
            button.setAccessibleName(tr("Use %1", code))
            button.clicked.connect(lambda _=False, chosen=code: self.chosen.emit(chosen))
            self._row.addWidget(button)
            QWidget.setTabOrder(self._after, button)
        self.label.setText(problem)
        self.setVisible(bool(problem))
        self.updateGeometry()

    def text(self) -> str:
        """Return the sentence shown, or nothing."""
        return "" if self.isHidden() else self.label.text()
