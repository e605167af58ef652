"""One run of one command: what was asked, where it writes, and the data, opened when needed."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Sequence
from pathlib import Path

from companion.bootstrap import Options, open_workspace
from companion.commands.output import Output
from companion.models.course import Course
from companion.models.faults import Fault, Refused
from companion.models.schedule import Edit, RecordType, Schedule
from companion.models.watching import SPEED_SETTING, speed_of
from companion.models.zone_rules import AHEAD, old_rules
from companion.time_words import Words
from companion.wording import storage_sentence
from companion.workspace import StorageFailed, Workspace

# app.draw_pictures, handed in: options, folder, themes, size in pixels, pages → files
Draw = Callable[[Options, Path, Sequence[str], tuple[int, int], Sequence[str]], list[Path]]


class Call:
    """One run of one command.

    A command reads its arguments before it opens the data: what is refused before is wrong
    usage, what is refused after could not be done.
    """

    def __init__(self, options: Options, arguments: Namespace, output: Output, draw: Draw) -> None:
        self.options = options
        self.arguments = arguments
        self.output = output
        self.draw = draw
        self.has_edited = False
        self._workspace: Workspace | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether the data was opened."""
        return self._workspace is not None

    @property
    def workspace(self) -> Workspace:
        """The data; opened when first asked for. Raises StorageFailed and Refused."""
        if self._workspace is None:
            self._workspace = open_workspace(self.options, is_command=True)
            self._workspace.listen(self._note_edit)
        return self._workspace

    @property
    def schedule(self) -> Schedule:
        """The schedule as it is now."""
        return self.workspace.schedule

    @property
    def words(self) -> Words:
        """Times in words for the student, now."""
        clock = self.workspace.clock
        return Words(clock.now(), clock.zone)

    @property
    def speed(self) -> float:
        """How fast the student plays recordings."""
        return speed_of(self.workspace.setting(SPEED_SETTING))

    def course(self, code: str) -> Course:
        """Return the course of a code. Raises Refused (unknown_course)."""
        found = self.schedule.course_by_code(code.strip())
        if found is None:
            raise Refused(Fault("course", "unknown_course", (code,)))
        return found

    def warn_of_old_rules(self) -> None:
        """Tell people that this computer's zone rules are older than known ones, where that makes
        times wrong within a year for the student or a course."""
        if self.output.is_json or not self.schedule.courses:
            return
        from companion.change_words import old_rules_words  # start-up: JSON needs no words

        words = self.words
        zones = (words.zone.key, *(course.zone for course in self.schedule.courses))
        found = old_rules(dict.fromkeys(zones), words.now, words.now + AHEAD)
        if found is not None:
            self.output.note(" ".join(old_rules_words(found, words)))

    def perform(self, edit: Edit | None, ids: list[str], *told: str) -> None:
        """Store an edit and answer; told are the lines for people. Nothing to change is no
        failure."""
        done = self.workspace.perform(edit)
        self.answer(done, ids if done else [], *(told if done else ("Nothing to change.",)))

    def answer(self, edit: Edit | None, ids: list[str], *told: str) -> None:
        """Answer for an edit that was stored, or None."""
        self.output.json({"edit": edit.name if edit else None, "ids": ids})
        self.output.lines(told)

    def back_up_if_changed(self) -> None:
        """Copy the data when this run changed it and the newest copy is old. What was done is
        done: that it could not be copied is only told."""
        if self._workspace is None:
            return
        try:
            self._workspace.back_up_if_changed()
        except StorageFailed as failure:
            self.output.note(f"No backup copy was made. {storage_sentence(failure.code)}")

    def _note_edit(self, types: frozenset[RecordType]) -> None:
        self.has_edited = True

    def close(self) -> None:
        """Let go of the data."""
        if self._workspace is not None:
            self._workspace.close()
