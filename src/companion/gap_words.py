"""Saying what fits into some minutes: packs, slices, reasons; for the window and the commands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from companion.models.agenda import ChecklistItem
from companion.models.packs import Pack, Piece, Reason
from companion.time_words import EVENING, Words, duration, tr, weekday

Named = Callable[[ChecklistItem], str]
_TEXTS = {
    Reason.REVISE: "feedback has come, to revise",
    Reason.NO_DATE: "without a due date",
    Reason.OPTIONAL: "optional",
    Reason.FILLS: "one thing that fills the time",
    Reason.GOES_ON: "goes on with what you began",
    Reason.BEGINS: "a first part of a long one",
}


def reason_text(pack: Pack, words: Words, class_at: Mapping[str, datetime]) -> str:
    """Say why a pack is proposed: "before tonight’s class", "due first, Wed 04:59"."""
    item = pack.pieces[0].item
    if pack.reason is Reason.LATE and item.due_at is not None:
        return words.relative(item.due_at)
    if pack.reason is Reason.BEFORE_CLASS:
        return before_class(class_at[item.course_id or ""], words)
    if pack.reason is Reason.DUE_FIRST and item.due_at is not None:
        return tr("due first, %1", words.soon(item.due_at))
    return tr(_TEXTS[pack.reason])


def before_class(starts_at: datetime, words: Words) -> str:
    """Say that something is for a class: "before tonight’s class", "before Thursday’s class"."""
    wall = words.local(starts_at)
    days = (wall.date() - words.today).days
    if days == 0:
        return tr("before tonight’s class") if wall.hour >= EVENING else tr("before today’s class")
    if 0 < days < 7:
        return tr("before %1’s class", weekday(wall.weekday(), True))
    return tr("before the class on %1", words.date(wall.date()))


def piece_title(piece: Piece, named: Named) -> str:
    """Name a piece; a slice says how much of the whole it is."""
    title = named(piece.item)
    return tr("%1 (%2)", title, slice_text(piece)) if piece.is_slice else title


def slice_text(piece: Piece) -> str:
    """Say how much of an item a slice is: "first 15 of 45 min", "15 min of 2 h 30"."""
    if piece.of < 60:
        return tr("first %1 of %2", piece.minutes, duration(piece.of))
    return tr("first %1 of %2", duration(piece.minutes), duration(piece.of))
