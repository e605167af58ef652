"""What the palette shows for a typed text: what was found, commands, and to add it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import NamedTuple

from companion.models import agenda, quick_add, search, today
from companion.models.folding import fold
from companion.models.quick_add import MAX_TITLE, QuickAdd
from companion.models.search import Found, Library
from companion.models.search_text import Query, courses_of, read_query
from companion.models.search_things import Findable, Thing, ThingKind
from companion.ui import letters, preferences, search_doing
from companion.ui.actions import ACTIONS, ActionSpec, action
from companion.ui.checklist_quick_add import Piece, pieces
from companion.ui.dialogs.settings_index import SETTINGS, setting
from companion.ui.search_words import Told, names, told
from companion.ui.text import tr
from companion.ui.widgets.buttons import shown_keys
from companion.ui.window import Window

MOST, MOST_RECENT, MOST_DUE = 9, 3, 2
RECENT = "recent_finds"  # setting: what was opened last, by its keys, the newest last
_FIRST_VIEWS = ("show-", "quick-add", "add-course", "export", "settings")
_LONGEST_LINE = 2500  # more is never one activity
_TERMS = (ThingKind.COMMAND, ThingKind.VIEW)


class Row(NamedTuple):
    """One line of the palette. `typed` are the words to mark in it; `line` is set where it adds
    what was typed, with its chips."""

    told: Told
    do: Callable[[], None]
    keys: str = ""
    typed: tuple[str, ...] = ()
    thing: Thing | None = None
    line: QuickAdd | None = None
    pieces: tuple[Piece, ...] = ()


class Finder:
    """Finds things in a window's schedule as it was when the palette was opened."""

    def __init__(self, window: Window, offered: Mapping[str, str]) -> None:
        """`offered` tells what the actions that can be done now are called, by id."""
        self._window = window
        self._schedule, self._words = window.workspace.schedule, window.words()
        self._offered = offered
        self._all = search.library(self._schedule, names())
        self._order = search.order_at(self._all.things, self._words.now)
        terms = [*_command_terms(offered), *_setting_terms()]
        self._terms = Library([_findable(thing) for thing in terms])
        self._term_order = search.Order(range(len(terms)), range(len(terms)))

    def rows(self, text: str) -> list[Row]:
        """Return what a typed text finds, the best first; without one what is likely wanted."""
        query = read_query(text)
        if not text.strip():
            return self._told(self._likely(), ())
        found = self._told(self._found(query), query.words)
        return [*found, *self._adding(text, query)]

    # What is found

    def _found(self, query: Query) -> list[Thing]:
        if query.is_for_commands:
            return self._found_terms(query.words)
        if query.tag is not None:
            return self._found_in_courses(query)
        things = self._all.search(query.words, self._order, MOST) if query.words else []
        courses = [one for one in things if one.thing.kind is ThingKind.COURSE]
        others = [one for one in things if one.thing.kind is not ThingKind.COURSE]
        found = search.merged(courses, self._terms_for(query.words), others)
        return [one.thing for one in found[:MOST]]

    def _found_terms(self, words: tuple[str, ...]) -> list[Thing]:
        if words:
            return [found.thing for found in self._terms_for(words)][:MOST]
        return [entry.thing for entry in self._terms.things if entry.thing.kind in _TERMS]

    def _terms_for(self, words: tuple[str, ...]) -> list[Found]:
        """Return commands and settings; those first that begin so."""
        if not words:
            return []
        found = self._terms.search(words, self._term_order, len(self._terms.things))
        more = search.in_letters(self._terms.things, words)
        begins = fold(" ".join(words))
        best = {one.thing.key: one for one in (*more, *found)}.values()
        return sorted(best, key=lambda f: (f.fit, not fold(f.thing.texts[0]).startswith(begins)))

    def _found_in_courses(self, query: Query) -> list[Thing]:
        courses = courses_of(query.tag or "", self._schedule)
        if not query.is_tag_complete:
            wanted = {course.id for course in courses}
            return [thing for thing in self._courses if thing.id in wanted][:MOST]
        if not courses:
            return []
        course_id = courses[0].id
        if query.words:
            found = self._all.search(query.words, self._order, MOST, course_id)
            return [one.thing for one in found]
        return self._all.of_course(course_id, self._order, MOST)

    @cached_property
    def _courses(self) -> list[Thing]:
        by_id = {
            entry.thing.id: entry.thing
            for entry in self._all.things
            if entry.thing.kind is ThingKind.COURSE
        }
        return [by_id[course.id] for course in self._schedule.courses]

    # What is likely wanted

    def _likely(self) -> list[Thing]:
        """Return what was opened last, the next class, what is due next, views and commands."""
        known = self._by_key
        recent = [known[key] for key in recent_keys(self._window) if key in known]
        coming = agenda.next_live_session(self._schedule, self._words.now)
        keys = [f"class:{coming.key}:"] if coming else []
        due_next = today.waiting(self._schedule, self._words.now)[:MOST_DUE]
        keys += [f"activity:{item.id}:" for item in due_next]
        keys += [
            entry.thing.key
            for entry in self._terms.things
            if entry.thing.kind in _TERMS and entry.thing.id.startswith(_FIRST_VIEWS)
        ]
        found = [*recent, *(known[key] for key in keys if key in known)]
        return list(dict.fromkeys(found))[:MOST]

    @cached_property
    def _by_key(self) -> dict[str, Thing]:
        return {entry.thing.key: entry.thing for entry in (*self._all.things, *self._terms.things)}

    # Rows

    def _told(self, things: Sequence[Thing], typed: tuple[str, ...]) -> list[Row]:
        rows = (self._row(thing, typed) for thing in things)
        return [row for row in rows if row is not None]

    def _row(self, thing: Thing, typed: tuple[str, ...]) -> Row | None:
        do = partial(_open, self._window, thing)
        if thing.kind is ThingKind.SETTING:
            spec = setting(thing.id)
            where = tr("%1, %2", names()[thing.kind], tr(spec.section))
            return Row(Told(thing.texts[0], "settings-2", where), do, typed=typed, thing=thing)
        if thing.kind in _TERMS:
            command = action(thing.id)
            acting = letters.all_acting(command.keys)
            keys = shown_keys(acting[0]) if acting else ""
            icon = command.icon or "arrow-right"
            return Row(Told(thing.texts[0], icon, names()[thing.kind]), do, keys, typed, thing)
        words = told(thing, self._schedule, self._words, typed)
        return Row(words, do, typed=typed, thing=thing) if words else None

    def _adding(self, text: str, query: Query) -> Iterator[Row]:
        """Yield the line that adds what was typed as an activity, where it can be one."""
        line, is_tag_only = text.strip(), query.tag is not None and not query.words
        if (
            is_tag_only
            or query.is_for_commands
            or not self._schedule.courses
            or len(line) > _LONGEST_LINE
        ):
            return
        found = quick_add.read(line, self._schedule, self._words.now, self._words.zone)
        if not found.title or len(found.title) > MAX_TITLE:
            return
        label = tr("Add activity “%1”", found.title)
        do = partial(search_doing.add, self._window, found)
        chips = tuple(pieces(found, self._words))
        yield Row(Told(label, "plus", ""), do, shown_keys("Ctrl+N"), line=found, pieces=chips)


def _open(window: Window, thing: Thing) -> None:
    """Go to a thing, and remember it as opened."""
    keys = [key for key in recent_keys(window) if key != thing.key][: MOST_RECENT - 1]
    if " " not in thing.key:
        preferences.keep(window.workspace, RECENT, " ".join([thing.key, *keys]))
    search_doing.open_thing(window, thing)


def recent_keys(window: Window) -> list[str]:
    """Return the keys of what was opened last, the newest first."""
    return window.workspace.setting(RECENT).split()[:MOST_RECENT]


# Commands and settings


def _command_terms(offered: Mapping[str, str]) -> Iterator[Thing]:
    for spec in ACTIONS:
        if spec.id in offered and spec.id != "palette":
            yield Thing(_kind_of(spec), spec.id, (offered[spec.id],), (_kind_of(spec),))


def _kind_of(spec: ActionSpec) -> ThingKind:
    return ThingKind.VIEW if spec.id.startswith("show-") else ThingKind.COMMAND


def _setting_terms() -> Iterator[Thing]:
    for spec in SETTINGS:
        texts = (tr(spec.label), tr(spec.also), tr(spec.section))
        yield Thing(ThingKind.SETTING, spec.id, texts, (ThingKind.SETTING,))


def _findable(thing: Thing) -> Findable:
    kinds = tuple(fold(" ".join(names()[one] for one in thing.about)).split())
    return Findable(thing, tuple(filter(None, map(fold, thing.texts))), kinds, ())
