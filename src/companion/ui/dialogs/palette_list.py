"""The lines of the palette: what was found, with the words that were typed standing out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from companion.models.search_text import marked
from companion.ui import fonts, icons, paint, theme
from companion.ui.checklist_quick_add import Piece, paint_piece, piece_width
from companion.ui.search import Row
from companion.ui.text import tr

HEIGHT, _SIDE, _GAP = 32, 13, 10
_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class RowModel(QAbstractListModel):
    """The rows found, for the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []

    def show(self, rows: list[Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """Count the rows."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the row to the delegate, its words and its place to everyone else."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return spoken(row)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return tr("%1 of %2", index.row() + 1, len(self.rows))
        return None


def spoken(row: Row) -> str:
    """Say a row in full words."""
    told = row.told
    parts = [told.label, told.what, told.course, told.when, *(p.text for p in row.pieces)]
    return ", ".join(part for part in parts if part)


class RowDelegate(QStyledItemDelegate):
    """Paints a row: icon, tag, what it is called, what it is, when; or its key, or its chips."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """One line."""
        return QSize(100, theme.px(HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint it."""
        row: Row = index.data(Qt.ItemDataRole.UserRole)
        rect: QRect = option.rect
        is_on = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if is_on:
            paint.fill(painter, rect, theme.color("sel"))
        x, middle = rect.x() + _SIDE, rect.center().y() + 1
        icons.draw(painter, x, middle - 8, row.told.icon, 16, "selt" if is_on else "text2")
        x += 25
        if row.told.code:
            x += paint.tag(painter, x, middle, row.told.code, row.told.family) + 9
        right = self._end(painter, row, rect, is_on)
        self._words(painter, row, QRect(x, rect.y(), right - x, rect.height()), is_on)
        painter.restore()

    def _end(self, painter: QPainter, row: Row, rect: QRect, is_on: bool) -> int:
        """Paint what stands at the right and is never cut; where it begins."""
        right, middle = rect.right() - _SIDE + 1, rect.center().y() + 1
        if row.keys:
            right -= paint.keys_width(row.keys)
            paint.keys(painter, right, middle, row.keys)
            right -= _GAP
        if row.pieces:
            room = right - rect.x() - 60 - paint.width_of(row.told.label, fonts.font("body"))
            for piece in reversed(_pieces_in(row.pieces, max(room, rect.width() // 2))):
                right -= piece_width(piece)
                paint_piece(painter, right, middle, piece)
                right -= 6
        if row.told.when:
            font = fonts.font("second", True)
            width = paint.width_of(row.told.when, font)
            where = QRect(right - width, rect.y(), width + 1, rect.height())
            paint.text(painter, where, row.told.when, font, "selt" if is_on else "text3")
            right -= width + _GAP
        return right

    def _words(self, painter: QPainter, row: Row, room: QRect, is_on: bool) -> None:
        """Paint what it is called, and behind it, where there is room, what it is."""
        told, small = row.told, fonts.font("second")
        beside = paint.width_of(told.what, small) + _GAP if told.what else 0
        least = room.width() - min(beside, room.width() * 2 // 5)
        name = QRect(room.x(), room.y(), max(0, least), room.height())
        used = marked_text(painter, name, told.label, row.typed, is_on)
        rest = QRect(room.x() + used + _GAP, room.y(), room.width() - used - _GAP, room.height())
        if told.what and rest.width() > 0:
            paint.text(painter, rest, told.what, small, "text2" if is_on else "text3")


def _pieces_in(pieces: Sequence[Piece], room: int) -> list[Piece]:
    """Return the chips that have room; the first give way, as on the checklist's own line."""
    kept = list(pieces)
    while kept and sum(piece_width(piece) + 6 for piece in kept) > room:
        kept.pop(0)
    return kept


def marked_text(
    painter: QPainter, rect: QRect, text: str, typed: Sequence[str], is_on: bool
) -> int:
    """Paint one line with the typed words in bold, elided where it does not fit; its width."""
    strong, plain = fonts.font("strong"), fonts.font("body")
    metrics = QFontMetrics(strong if typed else plain)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    bold = [_bold(shown, start, end) for start, end in marked(shown, typed)]
    if not bold:
        return paint.text(painter, rect, shown, plain, "selt" if is_on else "text")
    layout = QTextLayout(shown, plain)
    layout.setFormats(bold)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    painter.setPen(theme.color("selt" if is_on else "text"))
    layout.draw(painter, QPointF(rect.x(), rect.y() + (rect.height() - line.height()) / 2))
    return round(line.naturalTextWidth())


def _bold(text: str, start: int, end: int) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length = _units(text, start), _units(text, end) - _units(text, start)
    made.format = QTextCharFormat()
    made.format.setFont(fonts.font("strong"))
    return made


def _units(text: str, place: int) -> int:
    """Return a place in a text as Qt counts: an emoji may be two."""
    return place if text.isascii() else len(text[:place].encode("utf-16-le", "surrogatepass")) // 2
