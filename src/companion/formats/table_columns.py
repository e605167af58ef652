"""Which columns a table has and what each is: told by its head, else by what stands in it.

A table is found by a row of known heads. Without one, by a column of dates: then the row above
the first date are its heads, if there is one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from companion.formats.foreign_text import clean_title
from companion.formats.table_cells import Cells
from companion.formats.table_date_forms import WEEKDAY
from companion.formats.table_dates import find_date
from companion.models.import_limits import MAX_SHOWN_CELL, MAX_SHOWN_CELLS
from companion.models.source import Column, ColumnRole
from companion.models.source_columns import SEVERAL, Roles, say_what_and_when, with_role
from companion.models.source_titles import names_work

_HEADS = {
    ColumnRole.DUE: r"\b(?:due|deadline|due date|fällig(?:keit)?|abgabe\w*|frist|vence|vencimiento"
    r"|entrega|échéance|à rendre|scadenza|consegna|prazo)\b",
    ColumnRole.DATE: r"\b(?:dates?|day|when|class date|meeting|w/c|datum|termin|fecha|jour|giorno"
    r"|día)\b|^data$",
    ColumnRole.WEEK: r"\b(?:weeks?|wk|unit|module|woche|semana|semaine|settimana|modul|módulo"
    r"|unidad)\b",
    ColumnRole.KIND: r"^(?:type|kind|category|art|typ|tipo)$",
    ColumnRole.MINUTES: r"\b(?:min|mins|minutes|estimate|duration|length|time required|dauer"
    r"|duración|durée|durata|duração)\b|^est\.? time$",
    ColumnRole.LINK: r"^(?:links?|urls?|address)$",
    ColumnRole.COURSE: r"^(?:course|class code|course code|kurs|curso|cours|corso)$",
    ColumnRole.READING: r"\b(?:readings?|chapters?|book|preparation|prepare|prep|pre-?work"
    r"|materials?|to read|before class|lektüre|literatur|lecturas?|leituras?|letture)\b|^read$",
    ColumnRole.WORK: r"\b(?:homework|hw|assignments?|deliverables?|projects?|labs?|quiz(?:zes)?"
    r"|submit|tasks?|exercises?|activit(?:y|ies)|to ?do|to watch|to complete|coursework|sheets?"
    r"|worksheets?|psets?|problem sets?|assessments?|aufgaben?|übung(?:en|sblatt)?|tareas?"
    r"|actividad(?:es)?|trabajos?|devoirs?|exercices?|compiti|esercizi|tarefas?|atividades?)\b"
    r"|^(?:watch|videos?)$",
    ColumnRole.TOPIC: r"\b(?:topics?|title|lectures?|subject|contents?|session|class|items?|name"
    r"|event|description|details|thema|themen|inhalt|vorlesung|temas?|contenido|sujet|thème|argomento"
    r"|conteúdo)\b",
}
_CLEAR_TOPIC = re.compile(r"\b(?:topics?|title|thema|themen|temas?|sujet|thème|argomento)\b")
TIME_OF_DAY = re.compile(
    r"(?:due\s*(?:by|at)?\s*)?\d{1,2}(?::\d{2})?\s?(?:[ap]\.?m\.?)?(?:\s?(?:-|–|to)\s?\d.*)?$",
    re.IGNORECASE,
)
# What is handed out is due at another time; its column says no more than that.
_OPENS = re.compile(r"\b(?:out|released?|assigned|posted|opens?|handed out)\b")
_DATES = (ColumnRole.DATE, ColumnRole.DUE)
_LOOKED_AT = 60  # rows by which a column is told
_LONGEST_HEAD, _LONGEST_DATE = 60, 60
URL = re.compile(
    r"https?://\S+?(?=[,;]*(?:\s|$))|(?<=\s)/\S+|(?<=\s)\S+\.(?:md|pdf|html?)\b", re.IGNORECASE
)


class Layout(NamedTuple):
    """A table: the lines above and below its heads, and its columns. is_guess says that nobody
    told what there is to do: the student has to."""

    above: Cells
    lines: Cells
    columns: tuple[Column, ...]
    is_guess: bool = False


def find_layout(tables: Sequence[Cells]) -> Layout | None:
    """Return the table that says most of when and what, with the lines of those that have the same
    heads; None where none has dates or weeks."""
    known = [best for cells in tables if (best := _by_heads(cells)) is not None]
    if known:
        _, _, cells, at = max(known, key=lambda entry: entry[:2])
        lines = [line for _, _, part, n in known if part[n] == cells[at] for line in part[n + 1 :]]
        return _layout(cells, at)._replace(lines=lines)
    dated = [(cells, _head_above_dates(cells)) for cells in tables]
    found = [(cells, at) for cells, at in dated if at is not None]
    return _layout(*max(found, key=lambda entry: len(entry[0]))) if found else None


def with_roles(layout: Layout, roles: Roles) -> Layout:
    """Return a table with its columns read as the student says."""
    told = (*roles, *[ColumnRole.NONE] * len(layout.columns))
    columns = (c._replace(role=role) for c, role in zip(layout.columns, told, strict=False))
    return layout._replace(columns=tuple(columns), is_guess=False)


def _layout(cells: Cells, at: int) -> Layout:
    """Return the table whose heads stand in a row; -1 for a table without."""
    heads, lines = cells[at] if at >= 0 else [], cells[at + 1 :]
    width = max(len(row) for row in [heads, *lines[:_LOOKED_AT]])
    across = [_column(lines, place) for place in range(width)]
    roles, is_guess = _roles([*heads, *[""] * (width - len(heads))], across)
    named = zip((*heads, *[""] * width), roles, across, strict=False)
    columns = tuple(Column(_shown(head), role, _first(found)) for head, role, found in named)
    return Layout(cells[: max(at, 0)], lines, columns, is_guess)


def _column(lines: Cells, place: int) -> list[str]:
    """Return what stands in a column, as far as it is looked at."""
    cells = (row[place].strip() for row in lines[:_LOOKED_AT] if place < len(row))
    return [cell for cell in cells if cell]


def _shown(cell: str) -> str:
    return clean_title(re.sub(r"[*_]{1,3}", "", URL.sub("", cell)), MAX_SHOWN_CELL)


def _first(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(_shown(cell) for cell in cells[:MAX_SHOWN_CELLS])


# Where the heads are


def _by_heads(cells: Cells) -> tuple[int, int, Cells, int] | None:
    """Return how good a table is and the row in which its heads are known; None for none."""
    for at, row in enumerate(cells[:10]):
        roles = _told_by_heads(row)
        if say_what_and_when(roles) and len(cells) > at + 1:
            return sum(role is not ColumnRole.NONE for role in roles), len(cells), cells, at
    return None


def _head_above_dates(cells: Cells) -> int | None:
    """Return the row of heads of a table with a column of dates, -1 for one without heads; None
    where no column is one of dates, or there is nothing else."""
    width = max((len(row) for row in cells[:_LOOKED_AT]), default=0)
    for place in range(width if width > 1 else 0):
        dated = (
            n
            for n, row in enumerate(cells[:_LOOKED_AT])
            if place < len(row) and _is_date(row[place])
        )
        first = next(dated, None)
        if first is not None and _is_dates(_column(cells[first:], place)):
            return first - 1
    return None


def _is_date(cell: str) -> bool:
    return len(cell) <= _LONGEST_DATE and find_date(cell) is not None


def _is_dates(cells: Sequence[str]) -> bool:
    """Tell whether most of a column, and two cells at least, are dates."""
    dates = sum(map(_is_date, cells))
    return dates > 1 and dates * 5 >= len(cells) * 3


# What a column is


def _roles(heads: Sequence[str], across: Sequence[Sequence[str]]) -> tuple[Roles, bool]:
    """Return what each column is, and whether what there is to do is a guess."""
    roles = list(_told_by_heads(heads))
    _mend_dates(roles, heads, across)
    if say_what_and_when(roles):
        return tuple(roles), False
    free = [n for n, role in enumerate(roles) if role is ColumnRole.NONE]
    work = [n for n in free if _is_most(names_work, across[n])]
    for place in work:
        roles[place] = ColumnRole.WORK
    if not work and free and ColumnRole.TOPIC not in roles:
        roles[max(free, key=lambda n: sum(map(len, across[n])))] = ColumnRole.TOPIC
    return tuple(roles), not work


def _told_by_heads(heads: Sequence[str]) -> Roles:
    """Return what each head says. "Assignment due" is work; "Due" alone is a date."""
    roles: list[ColumnRole] = []
    has_topic = any(_CLEAR_TOPIC.search(cell.casefold()) for cell in heads)
    for cell in heads:
        found = list(_meanings(cell))
        if has_topic and not _CLEAR_TOPIC.search(cell.casefold()):
            found = [role for role in found if role is not ColumnRole.TOPIC]  # "Class": its number
        free = (role for role in found if role not in roles or role in SEVERAL)
        first = next((role for role in found if role not in roles), None)
        roles.append(first or next(free, ColumnRole.NONE))
    return tuple(roles)


def _meanings(head: str) -> Iterator[ColumnRole]:
    text = re.sub(r"\s+", " ", URL.sub("", head)).strip().casefold()
    if not text or len(text) > _LONGEST_HEAD or (_OPENS.search(text) and "due" not in text):
        return
    found = [role for role, words in _HEADS.items() if re.search(words, text)]
    is_work = ColumnRole.WORK in found and ColumnRole.DUE in found
    yield from [ColumnRole.WORK] if is_work else found


def _mend_dates(
    roles: list[ColumnRole], heads: Sequence[str], across: Sequence[Sequence[str]]
) -> None:
    """Let dates decide what a head leaves open: "Due" above names of work, "Day" beside "Date",
    a column of dates whose head says something else."""
    dated = [_is_dates(cells) for cells in across]
    due = _place(roles, ColumnRole.DUE)
    if due is not None and _is_most(lambda cell: TIME_OF_DAY.match(cell) is not None, across[due]):
        roles[due] = ColumnRole.NONE  # "due by 11:59pm", beside a column of dates
    elif due is not None and not dated[due]:
        has_date = (ColumnRole.DATE in roles and any(dated)) or ColumnRole.WEEK in roles
        is_day = _is_most(lambda cell: WEEKDAY.match(cell) is not None, across[due])
        if (has_date and not is_day) or _is_most(names_work, across[due]):
            roles[due] = ColumnRole.WORK
    if any(role in _DATES and is_on for role, is_on in zip(roles, dated, strict=True)):
        return
    open_to = (ColumnRole.NONE, ColumnRole.TOPIC)
    likely = [n for n, is_on in enumerate(dated) if is_on and roles[n] in open_to]
    named = [n for n in likely if ColumnRole.DATE in _meanings(heads[n])]
    for place in (named or likely)[:1]:
        roles[:] = with_role(roles, place, ColumnRole.DATE)


def _place(roles: Sequence[ColumnRole], role: ColumnRole) -> int | None:
    return roles.index(role) if role in roles else None


def _is_most(tells: Callable[[str], bool], cells: Sequence[str]) -> bool:
    return sum(map(tells, cells)) * 2 > len(cells)
