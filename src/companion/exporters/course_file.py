"""Saves a course as a file for the class."""

from __future__ import annotations

import re
from pathlib import Path

from companion.exporters.atomic_file import write_whole
from companion.formats.course_file_writer import write_course_file
from companion.models.course import Course
from companion.models.schedule import Schedule

SUFFIX = ".companion"


def save_course_file(schedule: Schedule, course: Course, path: Path) -> None:
    """Write the file of a course, without anything of the student's own. Raises ExportFailed;
    then what was there before is untouched."""
    write_whole(path, write_course_file(schedule, course))


def course_file_name(course: Course) -> str:
    """Return a name for the file: "ml-machine-learning.companion"."""
    plain = re.sub(r"[\W_]+", "-", f"{course.code} {course.label}".casefold()).strip("-")
    return f"{plain[:60] or 'course'}{SUFFIX}"
