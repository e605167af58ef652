"""Takes the lines of anybody's calendar file apart: folds, parameters, components.

Kind to what programs really write (repeated parameters, tabs as folds, letters cut in two by a
fold, other encodings) and bounded: nothing here takes more time than the file is long.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from companion.models.import_limits import CALENDAR_BYTES, MAX_DEPTH, MB
from companion.models.source import SourceFailed

MAX_VALUE = 100_000
_LINE = re.compile(
    rb'([A-Za-z0-9-]{1,60})((?:;[^:;"\n]*+(?:"[^"\n]*+"[^:;"\n]*+)*+)*+):([^\n]*+)', re.DOTALL
)
_PARAMETER = re.compile(r';([A-Za-z0-9-]+)=("[^"]*"|[^;:"]*)')
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


class Line(NamedTuple):
    """One property: its name in capitals, its parameters as one text, its value as written."""

    name: str
    rest: str
    value: str

    def parameter(self, name: str) -> str:
        """Return the first parameter of a name, else empty."""
        for found in _PARAMETER.finditer(self.rest):
            if found[1].upper() == name:
                return found[2].strip('"')
        return ""

    @property
    def text(self) -> str:
        """The value as text, its escapes resolved."""
        return _ESCAPE.sub(lambda m: "\n" if m[1] in "nN" else m[1], self.value)


class Component(NamedTuple):
    """One BEGIN … END: its lines and the components in it."""

    name: str
    lines: list[Line]
    parts: list[Component]

    def all(self, name: str) -> list[Line]:
        """Return the lines of a name."""
        return [line for line in self.lines if line.name == name]

    def first(self, name: str) -> Line | None:
        """Return the first line of a name, or None: what comes after it does not count."""
        return next((line for line in self.lines if line.name == name), None)

    def text(self, name: str) -> str:
        """Return the text of the first line of a name, else empty."""
        line = self.first(name)
        return line.text if line is not None else ""


def is_calendar(content: bytes) -> bool:
    """Tell whether a file begins as a calendar does."""
    head = _utf8(content[:400]).removeprefix(codecs.BOM_UTF8).lstrip()
    return head[:15].upper() == b"BEGIN:VCALENDAR"


def read_calendars(content: bytes) -> tuple[list[Component], bool]:
    """Return the calendars of a file of bearable size, and whether it was cut off. Raises
    SourceFailed where it is too large, or has none."""
    if len(content) > CALENDAR_BYTES:
        raise SourceFailed("source_large", str(CALENDAR_BYTES // MB))
    found, is_cut = read_components(content)
    calendars = [part for part in found if part.name == "VCALENDAR"]
    if not calendars:
        raise SourceFailed("calendar_none")
    return calendars, is_cut


def read_components(content: bytes) -> tuple[list[Component], bool]:
    """Return the calendars of a file, and whether it ends before they do (it was cut off)."""
    lines = _unfolded(_utf8(content).removeprefix(codecs.BOM_UTF8))
    root = Component("", [], [])
    stack = [root]
    for raw in lines:
        match = _LINE.fullmatch(raw)
        if match is None:
            continue
        name = match[1].decode("ascii").upper()
        value = _decoded(match[3][:MAX_VALUE])
        if name == "BEGIN":
            _begin(stack, value.strip().upper())
        elif name == "END":
            _end(stack, value.strip().upper())
        else:
            stack[-1].lines.append(Line(name, _decoded(match[2]), value))
    return root.parts, len(stack) > 1


def _begin(stack: list[Component], name: str) -> None:
    if len(stack) > MAX_DEPTH:
        raise SourceFailed("source_deep")
    part = Component(name, [], [])
    stack[-1].parts.append(part)
    stack.append(part)


def _end(stack: list[Component], name: str) -> None:
    """Close a component; one that was never closed goes with it."""
    names = [part.name for part in stack]
    if name in names[1:]:
        del stack[len(names) - 1 - names[::-1].index(name) :]


def _unfolded(content: bytes) -> list[bytes]:
    """Join folded lines before the letters are read: a fold may stand within one."""
    plain = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return plain.replace(b"\n ", b"").replace(b"\n\t", b"").split(b"\n")


def _utf8(content: bytes) -> bytes:
    """Return UTF-16, which some programs write, as UTF-8; other bytes as they are."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace").encode()
    return content


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
