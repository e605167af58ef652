"""gap: what fits into some minutes now, and why."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Mapping
from datetime import datetime
from functools import partial

from companion.commands.call import Call
from companion.commands.documents import code_of, item_title
from companion.commands.output import aligned
from companion.gap_words import piece_title, reason_text
from companion.models.agenda import ChecklistItem
from companion.models.learned import expected_minutes
from companion.models.open_work import next_classes, open_work
from companion.models.packs import LEAST_SLICE, Offer, Pack, Piece, fits_of, offer
from companion.models.schedule import Schedule
from companion.models.typed import parse_gap
from companion.time_words import duration


def gap_arguments(parser: ArgumentParser) -> None:
    """Declare the options of `gap`."""
    parser.add_argument("minutes", metavar="MINUTES", help="how long you have: 15, or 1h30")


def run_gap(call: Call) -> None:
    """Tell what fits into some minutes now."""
    minutes = parse_gap(call.arguments.minutes)
    schedule, now = call.schedule, call.words.now
    class_at = next_classes(schedule, now)
    work = open_work(schedule, now, call.speed)
    fits = fits_of(work, partial(expected_minutes, schedule))
    found = offer(fits, minutes, now, class_at)
    call.output.json({
        "minutes": minutes,
        "packs": [_document(call, pack, class_at) for pack in found.packs],
    })  # fmt: skip
    for pack in found.packs:
        call.output.line(f"{duration(pack.minutes)}, {reason_text(pack, call.words, class_at)}")
        rows = [_row(schedule, piece) for piece in pack.pieces]
        call.output.lines(aligned(rows, indent="  "))
    if not found.packs:
        call.output.line(_nothing(schedule, found))


def _document(call: Call, pack: Pack, class_at: Mapping[str, datetime]) -> dict[str, object]:
    schedule = call.schedule

    def named(item: ChecklistItem) -> str:
        return item_title(schedule, item)

    return {
        "minutes": pack.minutes,
        "activities": list(pack.ids),
        "titles": [piece_title(piece, named) for piece in pack.pieces],
        "reason": reason_text(pack, call.words, class_at),
    }


def _row(schedule: Schedule, piece: Piece) -> list[str]:
    title = piece_title(piece, lambda item: item_title(schedule, item))
    code = code_of(schedule, piece.item.course_id) or ""
    return [code, title, duration(piece.minutes), piece.item.id]


def _nothing(schedule: Schedule, found: Offer) -> str:
    if found.shortest is None:
        return "Nothing is open now."
    title = item_title(schedule, found.shortest.item)
    shortest = duration(found.shortest.minutes)
    return (
        f"Nothing fits into {duration(found.minutes)}; the shortest is “{title}”, {shortest}. "
        f"From {LEAST_SLICE} min on there is always a part of something."
    )
