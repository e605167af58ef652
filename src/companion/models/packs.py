"""What fits into some minutes: items of the checklist, and packs of them with a reason.

A pack is one item, several, or a named slice of a long one. None takes more than the minutes; the
item that comes first is always in the first pack, whole or as a slice. However much is late, what
is due next is in one of them, too.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from enum import Enum
from typing import NamedTuple

from companion.models.activity import Stage
from companion.models.agenda import FAR, ChecklistItem

MOST_ROWS, MOST_TOGETHER, MOST_PACKS = 5, 4, 3
LEAST_SLICE = 5  # nobody gets into a long piece of work in less
UNKNOWN_MINUTES = 30  # for work without an estimate, as in planning

EstimateOf = Callable[[ChecklistItem], int | None]


def estimate(item: ChecklistItem) -> int | None:
    """Return the minutes an item is said to take, or None."""
    return item.minutes


class Fit(NamedTuple):
    """An item with the minutes that are left to do, at least one. is_guess: it has no estimate."""

    item: ChecklistItem
    minutes: int
    is_guess: bool = False


class Piece(NamedTuple):
    """What a pack asks of one item: so many minutes, of so many that are left."""

    item: ChecklistItem
    minutes: int
    of: int

    @property
    def is_slice(self) -> bool:
        """True where it is not all of the item."""
        return self.minutes < self.of


class Reason(Enum):
    """Why a pack is proposed."""

    LATE = "late"
    REVISE = "revise"
    BEFORE_CLASS = "before_class"
    DUE_FIRST = "due_first"
    NO_DATE = "no_date"
    OPTIONAL = "optional"
    FILLS = "fills"
    GOES_ON = "goes_on"
    BEGINS = "begins"


class Pack(NamedTuple):
    """Some pieces that fit together, in the order in which to do them."""

    pieces: tuple[Piece, ...]
    reason: Reason

    @property
    def minutes(self) -> int:
        """What it takes in all."""
        return sum(piece.minutes for piece in self.pieces)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of its items."""
        return tuple(piece.item.id for piece in self.pieces)


class Offer(NamedTuple):
    """What fits into some minutes: the first items that fit whole, how many more do, and packs.
    shortest is the shortest of all where none fits whole."""

    minutes: int
    rows: tuple[Fit, ...]
    more: int
    packs: tuple[Pack, ...]
    shortest: Fit | None


def fits_of(items: Iterable[ChecklistItem], estimate_of: EstimateOf = estimate) -> list[Fit]:
    """Return items with the minutes that are left to do; estimate_of says how many an item takes
    as a whole, or None."""
    return [fit_of(item, estimate_of) for item in items]


def offer(
    fits: Sequence[Fit],
    minutes: int,
    now: datetime,
    class_at: Mapping[str, datetime],
    most: int = MOST_ROWS,
) -> Offer:
    """Return what fits into some minutes (at least 1) of work that can be done now, at most so
    many rows of it.

    fits come in the order in which they are to be done, that of `open_work`. class_at is when the
    next class of a course begins, by the course's id.
    """
    whole = [fit for fit in fits if fit.minutes <= minutes]
    packs = _packs(fits, whole, minutes, now, class_at)
    shortest = None if whole else min(fits, key=lambda fit: fit.minutes, default=None)
    more = max(0, len(whole) - most)
    return Offer(minutes, tuple(whole[:most]), more, tuple(packs), shortest)


def fit_of(item: ChecklistItem, estimate_of: EstimateOf = estimate) -> Fit:
    """Return an item with the minutes left: its estimate without the time spent on it, and where
    that is used up five minutes to finish; half an hour where nobody has said."""
    found = estimate_of(item)
    whole = found or UNKNOWN_MINUTES
    spent = item.activity.spent_minutes if item.activity is not None else 0
    left = max(min(LEAST_SLICE, whole), whole - spent)
    return Fit(item, left, is_guess=not found)


def is_before_class(item: ChecklistItem, class_at: Mapping[str, datetime]) -> bool:
    """Tell whether an item is due when the next class of its course begins."""
    return item.due_at is not None and item.due_at == class_at.get(item.course_id or "")


def _packs(
    fits: Sequence[Fit],
    whole: Sequence[Fit],
    minutes: int,
    now: datetime,
    class_at: Mapping[str, datetime],
) -> list[Pack]:
    """Return up to three packs, none of the same items as another."""
    first = _due_first(fits, whole, minutes, now, class_at)
    following = _due_next(fits, whole, minutes, now, class_at)
    if first is not None and following is not None and following.ids[0] in first.ids:
        following = None
    found = [pack for pack in (first, following, _filling(whole)) if pack is not None]
    long = _long_one(fits, minutes, {item_id for pack in found for item_id in pack.ids})
    by_items: dict[frozenset[str], Pack] = {}
    for pack in (*found, long):
        if pack is not None:
            by_items.setdefault(frozenset(pack.ids), pack)
    return [*by_items.values()][:MOST_PACKS]


def _due_first(
    fits: Sequence[Fit],
    whole: Sequence[Fit],
    minutes: int,
    now: datetime,
    class_at: Mapping[str, datetime],
) -> Pack | None:
    """Return what is to be done first, as much of it as fits, and what else fits beside it."""
    can_slice = minutes >= LEAST_SLICE
    first = fits[0] if fits and can_slice else next(iter(whole), None)
    if first is None:
        return None
    pieces = [_piece(first, minutes)]
    left = minutes - pieces[0].minutes
    for fit in whole:
        if len(pieces) == MOST_TOGETHER or not left:
            break
        if fit is not first and fit.minutes <= left:
            pieces.append(_piece(fit, minutes))
            left -= fit.minutes
    return Pack(tuple(pieces), _reason(first.item, now, class_at))


def _due_next(
    fits: Sequence[Fit],
    whole: Sequence[Fit],
    minutes: int,
    now: datetime,
    class_at: Mapping[str, datetime],
) -> Pack | None:
    """Return a pack of what is still to be due, where what comes first is past its date: else
    somebody who is behind would miss tonight's, too."""
    if not fits or not _is_past(fits[0].item, now):
        return None
    return _due_first(_coming(fits, now), _coming(whole, now), minutes, now, class_at)


def _is_past(item: ChecklistItem, now: datetime) -> bool:
    return item.due_at is not None and item.due_at <= now


def _coming(fits: Sequence[Fit], now: datetime) -> Sequence[Fit]:
    """Return what is asked for and due from now on: a stretch of the order of `open_work`."""
    first = bisect_right(fits, (False, now), key=_place)
    return fits[first : bisect_left(fits, (False, FAR), lo=first, key=_place)]


def _place(fit: Fit) -> tuple[bool, datetime]:
    return fit.item.is_optional, fit.item.due_at or FAR


def _reason(item: ChecklistItem, now: datetime, class_at: Mapping[str, datetime]) -> Reason:
    if item.is_optional:
        return Reason.OPTIONAL
    if item.is_late(now):
        return Reason.LATE
    if item.stage is Stage.FEEDBACK and (item.due_at is None or _is_past(item, now)):
        return Reason.REVISE
    if is_before_class(item, class_at):
        return Reason.BEFORE_CLASS
    return Reason.DUE_FIRST if item.due_at is not None else Reason.NO_DATE


def _filling(whole: Sequence[Fit]) -> Pack | None:
    """Return the one item that leaves the least time over; of two the one that comes first. What
    is optional comes last, and only where nothing else fits."""
    best: Fit | None = None
    for fit in whole:
        if best is not None and fit.item.is_optional and not best.item.is_optional:
            break
        if best is None or fit.minutes > best.minutes:
            best = fit
    return Pack((_piece(best, best.minutes),), Reason.FILLS) if best is not None else None


def _long_one(fits: Sequence[Fit], minutes: int, taken: set[str]) -> Pack | None:
    """Return what was begun, else the first part of what does not fit whole."""
    if minutes < LEAST_SLICE:
        return None
    started = Stage.STARTED
    begun = next((f for f in fits if f.item.stage is started and f.item.id not in taken), None)
    long = next((f for f in fits if f.minutes > minutes and f.item.id not in taken), None)
    if begun is not None:
        return Pack((_piece(begun, minutes),), Reason.GOES_ON)
    return Pack((_piece(long, minutes),), Reason.BEGINS) if long is not None else None


def _piece(fit: Fit, minutes: int) -> Piece:
    return Piece(fit.item, min(fit.minutes, minutes), fit.minutes)
