"""What the columns of a table are read as, and what becomes of that when the student says so."""

from __future__ import annotations

from collections.abc import Sequence

from companion.models.source import Column, ColumnRole

Roles = tuple[ColumnRole, ...]
_WHEN = frozenset({ColumnRole.DATE, ColumnRole.DUE, ColumnRole.WEEK})
_WHAT = frozenset({ColumnRole.WORK, ColumnRole.READING, ColumnRole.TOPIC, ColumnRole.DUE})
SEVERAL = frozenset({ColumnRole.WORK, ColumnRole.READING, ColumnRole.NONE})


def roles_of(columns: Sequence[Column]) -> Roles:
    """Return what columns are read as."""
    return tuple(column.role for column in columns)


def with_role(roles: Sequence[ColumnRole], place: int, role: ColumnRole) -> Roles:
    """Return roles with that of one column changed. One that a single column can have is taken
    from the column that had it."""
    freed = [ColumnRole.NONE if role not in SEVERAL and other is role else other for other in roles]
    freed[place] = role
    return tuple(freed)


def say_what_and_when(roles: Sequence[ColumnRole]) -> bool:
    """Tell whether columns say what there is to do and when."""
    found = set(roles) - {ColumnRole.NONE}
    return len(found) > 1 and bool(found & _WHEN) and bool(found & _WHAT)
