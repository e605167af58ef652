"""What stands in the list when no row does, and over it when the week is done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from companion.models.checklist import Entry, Group, course_weeks
from companion.models.checklist_board import Board
from companion.models.checklist_sections import DueIn, Filter, Section, Shown, sections
from companion.models.course import Course
from companion.ui.checklist_words import kind_name, title, tr
from companion.ui.text import duration

_NUMBERS = ("", "one filter", "two filters", "three filters", "four filters", "five filters")


class Emptiness(NamedTuple):
    """Icon, title and sentence of an empty list; what its button does and says, with its key."""

    icon: str
    title: str
    sentence: str
    does: str = ""
    button: str = ""
    keys: str = ""


def emptiness(board: Board, wanted: Filter) -> Emptiness:
    """Say why the list is empty, and offer what helps."""
    if not any(board.groups.values()):
        return no_activities()
    if wanted.number:
        without = sections(board.groups, wanted.cleared(), board.moment)
        is_done = wanted.shown is not Shown.OPEN
        hidden = [e for s in without for e in s.entries if is_done or not e.is_done]
        return nothing_found(wanted, len(hidden))
    if wanted.shown is Shown.DONE:
        return nothing_done()
    return all_done(course_weeks(board.schedule, board.moment.week_starts))


def nothing_found(wanted: Filter, hidden: int) -> Emptiness:
    """Say what was looked for in vain, and how much the filters hide."""
    by = tr(_NUMBERS[wanted.number])
    many = tr("%1 activities are hidden by %2.", hidden, by)
    sentence = tr("1 activity is hidden by %1.", by) if hidden == 1 else many
    if not hidden:
        sentence = tr("There is nothing without the filters either.")
    return Emptiness(
        "list-filter", _looked_for(wanted), sentence, "clear", tr("Clear filters"), "Esc"
    )


def _looked_for(wanted: Filter) -> str:
    given = wanted.number
    is_open = wanted.shown is Shown.OPEN
    minutes = duration(wanted.most_minutes) if wanted.most_minutes else ""
    kind = kind_name(next(iter(wanted.kinds)), True) if len(wanted.kinds) == 1 else ""
    if given == 1 and wanted.search.strip():
        return tr("Nothing is found for “%1”", _short(wanted.search))
    if is_open and given == 2 and kind and minutes:
        return tr("No open %1 under %2", kind, minutes)
    if is_open and given == 1 and kind:
        return tr("No open %1", kind)
    if is_open and given == 1 and minutes:
        return tr("Nothing open under %1", minutes)
    if is_open and given == 1 and wanted.due is DueIn.LATE:
        return tr("Nothing is late")
    return tr("Nothing passes these filters")


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 40 else plain[:39] + "…"


def no_activities() -> Emptiness:
    """Say how to begin."""
    sentence = tr("Type the first above, for example: read chapter 2 25m due fri")
    return Emptiness("list-checks", tr("No activities yet"), sentence, "add", tr("Add one"), "N")


def nothing_done() -> Emptiness:
    """Say that nothing is done yet."""
    sentence = tr("What you tick is kept here.")
    return Emptiness("circle-check", tr("Nothing is done yet"), sentence)


def all_done(weeks: Sequence[tuple[Course, int]]) -> Emptiness:
    """Say that nothing is open."""
    sentence = tr("Nothing is open.")
    return Emptiness("circle-check", week_done(weeks), sentence, "done", tr("Show what is done"))


def week_done(weeks: Sequence[tuple[Course, int]]) -> str:
    """Say that the week is done, by its number where there is one course; where no course is
    taught, that there is nothing to do."""
    if len(weeks) == 1:
        return tr("Week %1 is done", weeks[0][1])
    if not weeks:
        return tr("Nothing to do this week")
    return tr("This week is done")


def head_start(sections: Sequence[Section]) -> Entry | None:
    """Return the first open line of the weeks to come when late work, what is to revise and this
    week's are done, else None."""
    by_group = {section.group: section for section in sections}
    for group in (Group.LATE, Group.TO_REVISE, Group.THIS_WEEK):
        section = by_group.get(group)
        if section is not None and section.done < section.total:
            return None
    coming = [s for s in sections if s.group in (Group.NEXT_WEEK, Group.LATER, Group.NO_DATE)]
    return next((e for s in coming for e in s.entries if not e.is_done), None)


def head_start_words(entry: Entry) -> str:
    """Name the first thing to get ahead with: "Get ahead: Decision trees by hand, 18 min"."""
    name = title(entry)
    if not entry.item.minutes:
        return tr("Get ahead: %1", name)
    return tr("Get ahead: %1, %2", name, duration(entry.item.minutes))
