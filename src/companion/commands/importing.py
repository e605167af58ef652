"""import: what a file, a feed address or a text would add and change; --apply stores it."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from companion.commands.call import Call
from companion.commands.documents import code_of, iso
from companion.commands.failures import UsageFailed
from companion.commands.output import aligned
from companion.import_edits import NAME, folded, import_edit
from companion.models.import_limits import PACKAGE_BYTES
from companion.models.proposal import FieldChange, Proposal, Row, RowState
from companion.models.proposing import propose
from companion.models.schedule import Edit, Schedule
from companion.models.source import Source
from companion.models.source_courses import labels_of
from companion.time_words import Words, duration
from companion.wording import reason

_TEXT, _ADDRESS = "text", "address"


class _Read(NamedTuple):
    """A source of the command line, named without its secret, and what it would do."""

    name: str
    proposal: Proposal
    schedule: Schedule  # with its new courses, to name them


def import_arguments(parser: ArgumentParser) -> None:
    """Declare the options of `import`."""
    parser.add_argument(
        "sources", nargs="+", metavar="SOURCE",
        help="a file, the address of a feed (https, webcal), or - for text from standard input",
    )  # fmt: skip
    parser.add_argument("--into", metavar="CODE", help="put all into this course")
    parser.add_argument("--apply", action="store_true", help="store it; without, it is only shown")


def run_import(call: Call) -> None:
    """Tell what importing would do, and do it with --apply: one edit for all sources."""
    asked = call.arguments
    if asked.sources.count("-") > 1:
        raise UsageFailed("Standard input can be read once; give - only once.")
    into = call.course(asked.into).id if asked.into is not None else ""
    words, schedule, edits = call.words, call.schedule, []
    found = []
    for word in asked.sources:
        name, source, address = _source(call, word)
        choice = dict.fromkeys(labels_of(source), into) if into else {}
        proposal = propose(schedule, source, words.now, words.zone.key, choice, address)
        edit = import_edit(schedule, proposal)
        if edit is not None:
            edits.append(edit)
            schedule = schedule.with_(edit)
        found.append(_Read(name, proposal, _with_new(schedule, proposal)))
    if asked.apply and edits:
        call.workspace.back_up("import")
    done = call.workspace.perform(_joined(edits)) if asked.apply else None
    documents = [_document(read, words, is_applied=done is not None) for read in found]
    call.output.json(documents[0] if len(documents) == 1 else documents)
    for read in found:
        call.output.lines(_told(read, words))
    call.output.line(_outcome(found, is_applied=done is not None, is_asked=asked.apply))


def _source(call: Call, word: str) -> tuple[str, Source, str]:
    """Return a source by the name that may be shown, what it holds, and its address."""
    # start-up: the reading process, sockets and TLS are for this command alone
    from companion.importers import fetching, reading

    today = call.words.today
    if word == "-":
        return "-", reading.read_bytes(_standard_input(), today), ""
    if fetching.is_address(word):
        address = fetching.check_address(word)
        fetched = fetching.fetch(address)
        return (
            fetching.shown_address(address),
            reading.read_bytes(fetched.content or b"", today),
            address,
        )
    return word, reading.read_file(Path(word).expanduser(), today), ""


def _standard_input() -> bytes:
    raw = getattr(sys.stdin, "buffer", None)
    if raw is None:
        return sys.stdin.read(PACKAGE_BYTES + 1).encode("utf-8", "surrogatepass")
    return bytes(raw.read(PACKAGE_BYTES + 1))


def _joined(edits: list[Edit]) -> Edit | None:
    changes = folded(change for edit in edits for change in edit.changes)
    return Edit(NAME, tuple(changes)) if changes else None


def _with_new(schedule: Schedule, proposal: Proposal) -> Schedule:
    from companion.models.proposing import new_course_changes  # start-up: as above

    left = [t for t in proposal.targets.values() if t.course and not code_of(schedule, t.course.id)]
    return schedule.with_(Edit(NAME, tuple(new_course_changes(schedule, left))))


# JSON


def _document(read: _Read, words: Words, *, is_applied: bool) -> dict[str, object]:
    by_state: dict[RowState, list[Row]] = {state: [] for state in RowState}
    left = []
    for row in read.proposal.rows:
        if row.is_ticked or row.state is RowState.REMOVED:
            by_state[row.state].append(row)
        else:
            left.append({"title": row.title, "reason": reason(row.note)})
    skipped = [{"title": s.title, "reason": reason(s.reason)} for s in read.proposal.skipped]
    return {
        "source": read.name,
        "detected": read.proposal.source.system,
        "new": [_new(read, row, words) for row in by_state[RowState.NEW]],
        "changed": [
            {"id": row.record_id, "title": row.title, "fields": _fields(row, words)}
            for row in by_state[RowState.CHANGED]
        ],
        "removed": [
            {"id": row.record_id, "title": row.title, "reason": "no longer in the source"}
            for row in by_state[RowState.REMOVED]
        ],
        "skipped": [*skipped, *left],
        "same": read.proposal.same,
        "applied": is_applied,
    }


def _new(read: _Read, row: Row, words: Words) -> dict[str, object]:
    return {
        "id": row.record_id,
        "kind": row.kind.value,
        "course": code_of(read.schedule, row.course_id),
        "title": row.title,
        "at": iso(row.at, words.zone) if row.at else None,
        "minutes": row.minutes,
        "estimated": row.is_guess,
        "times": row.times,
    }


def _fields(row: Row, words: Words) -> dict[str, object]:
    return {f.name: [_plain(f.before, words), _plain(f.after, words)] for f in row.fields}


def _plain(value: str | int | datetime | None, words: Words) -> str | int | None:
    return iso(value, words.zone) if isinstance(value, datetime) else value


# For people

_SIGNS = {RowState.NEW: "+", RowState.CHANGED: "~", RowState.REMOVED: "-"}


def _told(read: _Read, words: Words) -> list[str]:
    rows = [_row(read, row, words) for row in read.proposal.rows]
    skipped = [
        f"  skipped: {s.title or '(no title)'}: {reason(s.reason)}" for s in read.proposal.skipped
    ]
    head = f"{read.name}: {read.proposal.source.name or read.proposal.source.system}"
    moved = [
        f"  dates moved: week 1 is {week.starts_on}, not {week.own}; weekdays and times are kept"
        for week in read.proposal.weeks_one.values()
        if week.weeks_later
    ]
    return [head, *moved, *aligned(rows, indent="  "), *skipped]


def _row(read: _Read, row: Row, words: Words) -> list[str]:
    return [
        _SIGNS[row.state] if row.is_ticked else f"({_SIGNS[row.state]})",
        code_of(read.schedule, row.course_id) or "",
        row.title if row.times == 1 else f"{row.title} ×{row.times}",
        words.moment(row.at) if row.at else "",
        duration(row.minutes) if row.minutes else "",
        _change_words(row, words) or (reason(row.note) if row.note else _left_out(row)),
    ]


def _left_out(row: Row) -> str:
    return "no longer in the source" if row.state is RowState.REMOVED else ""


def _change_words(row: Row, words: Words) -> str:
    return "; ".join(_field_words(field, words) for field in row.fields)


def _field_words(field: FieldChange, words: Words) -> str:
    if field.name in ("notes", "link", "skipped"):
        return f"new {field.name}"
    return f"{field.name} {_shown(field.before, words)} → {_shown(field.after, words)}"


def _shown(value: str | int | datetime | None, words: Words) -> str:
    if value is None or value == "":
        return "none"
    return words.moment(value) if isinstance(value, datetime) else str(value)


def _outcome(found: list[_Read], *, is_applied: bool, is_asked: bool) -> str:
    ticked = sum(row.is_ticked for read in found for row in read.proposal.rows)
    same = sum(read.proposal.same for read in found)
    if not ticked:
        return f"Nothing new; {same} the same as here."
    if is_applied:
        return f"Imported: {ticked}; “companion undo” takes it back."
    return (
        f"To import: {ticked}, {same} the same as here; add --apply to store."
        if (not is_asked)
        else "Nothing to change."
    )
