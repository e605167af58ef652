"""What changed since the last file: SEQUENCE and LAST-MODIFIED, entries that are gone, counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import blake2b
from typing import NamedTuple

from companion.exporters.choice import TARGET_RULES, ExportChoice, ItemKind
from companion.exporters.selection import ExportItem
from companion.formats.icalendar_writer import Entry, Stamp, Todo, TodoState
from companion.models.course import Course
from companion.models.exported import Exported, ExportedEntry, ExportedItem
from companion.models.schedule import Schedule

_Written = Entry | Todo


class SinceLast(NamedTuple):
    """The items of a file against those of the last one for the same program."""

    new: int
    changed: int
    cancelled: int
    same: int


class _Scope(NamedTuple):
    """What of the former files the present choice is about: only of this can be said that it is
    gone. The rest was merely not chosen this time."""

    choice: ExportChoice
    schedule: Schedule

    def holds(self, kind: str, course_id: str, ends_at: datetime | None) -> bool:
        choice, is_gone = self.choice, course_id and not self.schedule.get(Course, course_id)
        return (
            any(kind == wanted.value for wanted in choice.kinds)
            and choice.takes_time(ends_at)
            and (bool(is_gone) or choice.takes_course(self.schedule, course_id or None))
        )


def stamped(
    items: Sequence[ExportItem],
    written: Sequence[_Written],
    choice: ExportChoice,
    schedule: Schedule,
    before: Exported,
    now: datetime,
) -> tuple[tuple[_Written, ...], Exported, SinceLast | None]:
    """Return the entries with their stamps and those that are gone, the ledger to keep once the
    file is written, and the comparison with the last file, if there was one."""
    scope, now = _Scope(choice, schedule), now.astimezone(UTC).replace(microsecond=0)
    last_items = {item.uid: item for item in items}  # of a series the last one stands for it
    entries = dict(before.entries)
    for uid, digest in _digests(written).items():
        entries[uid] = _kept(before.entries.get(uid), _entry(uid, digest, last_items[uid]), now)
    present = {entry.uid for entry in written}
    for uid, entry in before.entries.items():
        is_told = uid in present or entry.is_gone
        if not is_told and scope.holds(entry.kind, entry.course_id, entry.ends_at):
            entries[uid] = entry._replace(
                sequence=entry.sequence + 1, modified_at=now, is_gone=True
            )
    result = [_with_stamp(entry, entries[entry.uid]) for entry in written]
    if TARGET_RULES[choice.target].names_gone:
        result += _gone(entries, scope)
    now_items = {item.id: item for item in _items(items, entries)}
    former = {
        key: item
        for key, item in before.items.items()
        if scope.holds(item.kind, item.course_id, item.ends_at)
    }
    kept = {key: item for key, item in before.items.items() if key not in former}
    since = _compare(former, now_items) if before.entries else None
    return tuple(result), Exported(entries, {**kept, **now_items}), since


def _digests(written: Iterable[_Written]) -> dict[str, str]:
    """A digest of all that stands under each uid: a series and what differs from it are one."""
    texts: dict[str, list[str]] = {}
    for entry in written:
        texts.setdefault(entry.uid, []).append(repr(entry))
    return {uid: _digest("\n".join(found)) for uid, found in texts.items()}


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def _entry(uid: str, digest: str, item: ExportItem) -> ExportedEntry:
    return ExportedEntry(
        uid,
        digest,
        kind=item.kind.value,
        course_id=item.course_id or "",
        summary=item.summary,
        starts_at=item.starts_at,
        ends_at=item.ends_at,
    )


def _kept(before: ExportedEntry | None, entry: ExportedEntry, now: datetime) -> ExportedEntry:
    if before is None:
        return entry
    if before.digest == entry.digest and not before.is_gone:
        return entry._replace(sequence=before.sequence, modified_at=before.modified_at)
    return entry._replace(sequence=before.sequence + 1, modified_at=now)


def _with_stamp(entry: _Written, known: ExportedEntry) -> _Written:
    if not known.sequence:
        return entry
    return entry._replace(stamp=Stamp(known.sequence, known.modified_at))


def _gone(entries: Mapping[str, ExportedEntry], scope: _Scope) -> Iterator[_Written]:
    """Name once more, as cancelled, what former files had and this one should have."""
    for uid in sorted(entries):
        entry = entries[uid]
        if not entry.is_gone or not scope.holds(entry.kind, entry.course_id, entry.ends_at):
            continue
        stamp = Stamp(entry.sequence, entry.modified_at)
        summary = f"Cancelled: {entry.summary}"
        if entry.kind == ItemKind.TODO.value:
            yield Todo(uid, summary, entry.ends_at, state=TodoState("CANCELLED"), stamp=stamp)
        elif entry.starts_at is not None and entry.ends_at is not None:
            yield Entry(
                uid,
                summary,
                entry.starts_at,
                entry.ends_at,
                is_busy=False,
                is_cancelled=True,
                stamp=stamp,
            )


def _items(
    items: Iterable[ExportItem], entries: Mapping[str, ExportedEntry]
) -> Iterator[ExportedItem]:
    """The items as they will be known; in a series each by what it says itself."""
    for item in items:
        is_work = item.kind in (ItemKind.DUE, ItemKind.PLANNED, ItemKind.TODO)
        said = (item.summary, item.starts_at, item.ends_at, item.topic, item.reminders, item.note)
        digest = entries[item.uid].digest if is_work and not item.note else _digest(repr(said))
        key = f"{item.kind.value}:{item.id}"
        yield ExportedItem(key, digest, item.kind.value, item.course_id or "", item.ends_at)


def _compare(before: Mapping[str, ExportedItem], now: Mapping[str, ExportedItem]) -> SinceLast:
    shared = [key for key in now if key in before]
    same = sum(now[key].digest == before[key].digest for key in shared)
    return SinceLast(len(now) - len(shared), len(shared) - same, len(before) - len(shared), same)
