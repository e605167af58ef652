"""The week to scale: one list of blocks laid out in seven columns, painted once and kept."""

from __future__ import annotations

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from companion.models.week_grid import Part, Week, laid_out
from companion.ui import paint, theme, week_ground
from companion.ui.text import Words
from companion.ui.week_model import Index, WeekModel
from companion.ui.week_shape import Shape, fitted

_Hint = QAbstractItemView.ScrollHint


class WeekCanvas(QListView):
    """Lays blocks out and paints them; a list by its model, so that screen readers find each.

    `looked` tells that the scale changed, or what is scrolled to.
    """

    looked = Signal()

    def __init__(self, model: WeekModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.blocks = model
        self.shape: Shape | None = None
        self.parts: tuple[Part, ...] = ()
        self._painted: tuple[object, ...] = ()
        self._now: tuple[int, int] | None = None
        self.by_block: dict[int, list[Part]] = {}
        self.was_seen = False  # since it shows this week: until then it may be scrolled at will
        self._ground: QPixmap | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setModel(model)
        theme.changed().changed.connect(self.lay_out)

    # What is shown

    @property
    def week(self) -> Week | None:
        """The week shown."""
        return self.blocks.week

    @property
    def words(self) -> Words | None:
        """What writes the times."""
        return self.blocks.words

    def lay_out(self) -> None:
        """Fit the week to the room, and forget what was painted."""
        week = self.week
        if week is None:
            return
        room = self.viewport().size()
        self.shape = fitted(week.window, room.width(), room.height())
        self.parts = laid_out(week, self.shape.least_minutes)
        self.by_block = {}
        for part in self.parts:
            if self.shape.is_shown(part):
                self.by_block.setdefault(part.block, []).append(part)
        is_other = self._forget_ground(week)
        bar = self.verticalScrollBar()
        bar.setPageStep(room.height())
        bar.setSingleStep(max(1, round(self.shape.hour / 2)))
        bar.setRange(0, max(0, self.shape.height - room.height()))
        if is_other:
            self.viewport().update()
        self.looked.emit()

    def _forget_ground(self, week: Week) -> bool:
        """Have it painted anew, unless nothing in it has changed: mostly only time has passed.
        True when that, or the now line, is to be seen elsewhere."""
        assert self.words is not None
        now, words = week.place(self.words.now), self.words
        kept = (
            self.shape, week.first, week.blocks, self.parts, self.blocks.shifts, words.is_24h,
            words.leading.key, now and now[0], theme.look(),
        )  # fmt: skip
        was_at, self._now = self._now, now
        if kept != self._painted:
            self._painted, self._ground = kept, None
            return True
        return was_at != now

    def doItemsLayout(self) -> None:
        """Leave laying out to `lay_out`: what a list does would be thrown away."""
        QAbstractItemView.doItemsLayout(self)

    def updateGeometries(self) -> None:
        """Keep the scrollbar as the shape has it."""
        self.lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the week to the new room, with the same hour at the top."""
        top = self.top_minute()
        super().resizeEvent(event)
        self.lay_out()
        if event.oldSize().width() > 0:
            self.show_minute(top)

    def top_minute(self) -> float:
        """Return the minute that is scrolled to the top."""
        if self.shape is None:
            return 0
        return self.shape.minute_at(self.verticalOffset())

    def show_minute(self, minute: float) -> None:
        """Scroll a minute to the top, where there is anything to scroll."""
        if self.shape is not None:
            self.verticalScrollBar().setValue(self.shape.y(minute))

    # Where things lie

    def verticalOffset(self) -> int:
        """Return by how many pixels the grid is scrolled."""
        return self.verticalScrollBar().value()

    def horizontalOffset(self) -> int:
        """The grid is never scrolled sideways."""
        return 0

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Move what is painted."""
        self.viewport().scroll(0, dy)
        self.looked.emit()

    def visualRect(self, index: Index) -> QRect:
        """Return where a block begins, in the viewport; nothing for one in folded hours."""
        parts = self.by_block.get(index.row()) if index.isValid() else None
        if not parts or self.shape is None:
            return QRect()
        return self.shape.rect(parts[0]).translated(0, -self.verticalOffset())

    def indexAt(self, point: QPoint) -> QModelIndex:
        """Return the block at a point of the viewport, the one painted last where they overlap."""
        found = self.part_at(point)
        return self.blocks.index(found.block) if found else QModelIndex()

    def part_at(self, point: QPoint) -> Part | None:
        """Return the part of a block at a point of the viewport."""
        if self.shape is None:
            return None
        there = point + QPoint(0, self.verticalOffset())
        found = [part for part in self.parts if self.shape.rect(part).contains(there)]
        return found[-1] if found else None

    def place_at(self, point: QPoint) -> tuple[int, float]:
        """Return column and minute at a point of the viewport."""
        assert self.shape is not None
        minute = self.shape.minute_at(point.y() + self.verticalOffset())
        return self.shape.column_at(point.x()), minute

    def carry_rect(self, column: int, minute: int, minutes: int) -> QRect:
        """Return where something lies that begins at a minute of a column, in the viewport."""
        assert self.shape is not None
        rect = self.shape.rect(Part(-1, column, minute, minute + minutes))
        return rect.translated(0, -self.verticalOffset())

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """Return where the chosen blocks lie."""
        region = QRegion()
        for index in selection.indexes():
            region += self.visualRect(index)
        return region

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Choose the block in a rectangle."""
        index = self.indexAt(rect.center())
        if index.isValid():
            self.selectionModel().select(index, command)

    def isIndexHidden(self, index: Index) -> bool:
        """Blocks in folded hours are not shown."""
        return index.row() not in self.by_block

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = _Hint.EnsureVisible
    ) -> None:
        """Bring a block into sight with a little of its surroundings."""
        self.show_rect(self.visualRect(index))

    def show_rect(self, rect: QRect) -> None:
        """Scroll until a rectangle of the viewport is in sight."""
        if rect.isEmpty():
            return
        bar, room = self.verticalScrollBar(), self.viewport().height()
        spare = max(0, min(16, (room - rect.height()) // 2))
        if rect.top() < spare:
            bar.setValue(bar.value() + rect.top() - spare)
        elif rect.bottom() > room - spare:
            over = rect.bottom() - room + spare
            bar.setValue(bar.value() + min(over, rect.top() - spare))

    def part_rect(self, part: Part) -> QRect:
        """Return where a part of a block lies, in the viewport."""
        assert self.shape is not None
        return self.shape.rect(part).translated(0, -self.verticalOffset())

    def scroll_by(self, pixels: int) -> None:
        """Scroll by some pixels."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + pixels)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is kept, then what moves."""
        p = QPainter(self.viewport())
        week, words, shape = self.week, self.words, self.shape
        if week is None or words is None or shape is None:
            paint.fill(p, event.rect(), theme.color("bg"))
            p.end()
            return
        p.translate(0, -self.verticalOffset())
        ground = self._kept(week, words, shape)
        where = event.rect().translated(0, self.verticalOffset())
        ratio = ground.devicePixelRatio()
        source = QRect(where.topLeft() * ratio, where.size() * ratio)
        p.drawPixmap(where, ground, source)
        if where.bottom() >= shape.height:
            below = QRect(where.left(), shape.height, where.width(), where.bottom() + 1)
            paint.fill(p, below, theme.color("bg"))
        week_ground.now_line(p, week, shape, words)
        p.translate(0, self.verticalOffset())
        self.paint_over(p)
        p.end()
        self.was_seen = True

    def paint_over(self, p: QPainter) -> None:
        """Paint what lies over the blocks, in the viewport's coordinates."""

    def _kept(self, week: Week, words: Words, shape: Shape) -> QPixmap:
        """Return the painted week without what moves; painted anew only when it changed."""
        ratio = self.devicePixelRatioF()
        if self._ground is None or self._ground.devicePixelRatio() != ratio:
            size = QSize(shape.width, shape.height)
            self._ground = QPixmap(size * ratio)
            self._ground.setDevicePixelRatio(ratio)
            p = QPainter(self._ground)
            week_ground.draw(p, week, shape, self.parts, words, self.blocks.shifts)
            p.end()
        return self._ground
