"""Every reader of a source, and which of them a file is for: decided by content alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from companion.formats import (
    busy_reader,
    calendar_reader,
    course_file_reader,
    invitation_reader,
    package_reader,
    table_reader,
)
from companion.formats.mail import is_mail, text_of_mail
from companion.formats.safe_zip import is_zip
from companion.models.busy_source import BusySource
from companion.models.source import Source, SourceFailed
from companion.models.source_columns import Roles


class Reader(NamedTuple):
    """How one kind of source is recognised and read; see docs/importing.md."""

    recognises: Callable[[bytes], bool]
    read: Callable[[bytes, date], Source]


# The first that recognises a source reads it: the strictest come first.
READERS = (
    Reader(calendar_reader.recognises, calendar_reader.read),
    Reader(course_file_reader.recognises, course_file_reader.read),
    Reader(package_reader.recognises, package_reader.read),
    Reader(invitation_reader.recognises, invitation_reader.read),
    Reader(table_reader.recognises, table_reader.read),
    Reader(invitation_reader.is_room, invitation_reader.read_room),
)
_SIGNS = (
    (b"%PDF", "source_pdf"),
    (b"\xd0\xcf\x11\xe0", "source_old_office"),
    (b"\x89PNG", "source_picture"),
    (b"\xff\xd8\xff", "source_picture"),
    (b"GIF8", "source_picture"),
)
# what a zip is by the names of its members: (part of a name, code)
_IN_ZIP = ((b"word/document.xml", "source_document"), (b"ppt/presentation.xml", "source_document"),
           (b"vnd.oasis.opendocument", "source_document"))  # fmt: skip


def read_source(content: bytes, today: date, roles: Roles | None = None) -> Source:
    """Return what a source holds; roles are for a table (see `table_reader.read`). Raises
    SourceFailed, which says what it is instead."""
    if is_mail(content):
        content = text_of_mail(content)
    reader = next((r for r in READERS if r.recognises(content)), None)
    if reader is None:
        raise SourceFailed(_what_it_is(content))
    if reader.read is table_reader.read:
        source = table_reader.read(content, today, roles)
    else:
        source = reader.read(content, today)
    is_asking = roles is not None and source.columns
    if not (source.items or source.skipped or is_asking):
        raise SourceFailed("source_nothing")
    return source


def read_busy_source(content: bytes, today: date) -> BusySource:
    """Return when a calendar keeps its owner busy. Raises SourceFailed, which says what it is
    instead."""
    if busy_reader.recognises(content):
        return busy_reader.read_busy(content, today)
    code = _what_it_is(content)
    raise SourceFailed("calendar_none" if code == "source_unknown" else code)


def _what_it_is(content: bytes) -> str:
    if not content.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        return "source_empty"
    found = next((code for sign, code in _SIGNS if content.startswith(sign)), "")
    if found:
        return found
    if is_zip(content):
        return _what_zip(content)
    head = content[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<head")) or b"<html" in head:
        return "source_web_page"
    return "source_unknown"


def _what_zip(content: bytes) -> str:
    if b"PK\x05\x06" not in content[-70_000:]:  # where a whole zip has its list of members
        return "zip_broken"
    return next((code for sign, code in _IN_ZIP if sign in content), "source_zip")
