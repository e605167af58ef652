"""Reads named members of other people's zips in memory: counted, never unpacked to disk."""

from __future__ import annotations

import io
import zipfile
import zlib
from urllib.parse import unquote

from companion.models.import_limits import (
    ENTRY_BYTES,
    MAX_ENTRIES,
    MAX_RATIO,
    MB,
    PACKAGE_BYTES,
    ZIP_BYTES,
)
from companion.models.source import SourceFailed

_BROKEN = (
    zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError,
    ValueError, KeyError, UnicodeError, OverflowError,
)  # fmt: skip
_FREE_BYTES = 64 * 1024  # a member so small may be packed as well as it likes


def is_zip(content: bytes) -> bool:
    """Tell whether bytes begin as a zip."""
    return content[:4] in (b"PK\x03\x04", b"PK\x05\x06")


class SafeZip:
    """The members of a zip by name. Raises SourceFailed for one that is broken, or made to be
    larger than it looks, or to reach outside of itself."""

    def __init__(self, content: bytes) -> None:
        if len(content) > PACKAGE_BYTES:
            raise SourceFailed("source_large", str(PACKAGE_BYTES // MB))
        self._read = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            entries = self._zip.infolist()
        except _BROKEN as error:
            raise SourceFailed("zip_broken") from error
        if len(entries) > MAX_ENTRIES:
            raise SourceFailed("zip_many", str(MAX_ENTRIES))
        self._members: dict[str, zipfile.ZipInfo] = {}
        for entry in entries:
            name = entry.filename
            if name in self._members:
                raise SourceFailed("zip_twice", name[-60:])
            if _is_outside(name):
                raise SourceFailed("zip_outside", name[-60:])
            self._members[name] = entry

    def names(self) -> list[str]:
        """Return the names of all members."""
        return list(self._members)

    def has(self, name: str) -> bool:
        """Tell whether there is a member of a name."""
        return name in self._members

    def read(self, name: str) -> bytes:
        """Return the bytes of a member; empty where there is none. Raises SourceFailed."""
        entry = self._members.get(name)
        if entry is None:
            return b""
        size = entry.file_size
        if size > ENTRY_BYTES or self._read + size > ZIP_BYTES:
            raise SourceFailed("zip_large", name[-60:])
        if size > _FREE_BYTES and size > MAX_RATIO * max(1, entry.compress_size):
            raise SourceFailed("zip_large", name[-60:])
        try:
            with self._zip.open(entry) as file:
                content = file.read(size + 1)
        except _BROKEN as error:
            raise SourceFailed("zip_broken") from error
        if len(content) > size:
            raise SourceFailed("zip_large", name[-60:])
        self._read += len(content)
        return content


def member_name(href: str) -> str:
    """Return the name of the member that a reference means: "./a%20b.html?x" is "a b.html"."""
    name = unquote(href.partition("?")[0].partition("#")[0]).replace("\\", "/")
    while name.startswith("./"):
        name = name[2:]
    return "" if _is_outside(name) else name


def _is_outside(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or name.startswith(("/", "\\")) or name[1:2] == ":" or "\0" in name
