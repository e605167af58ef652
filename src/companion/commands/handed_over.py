"""Files and addresses in the place of a command: the window opens and shows what they hold."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from companion.commands.failures import UsageFailed
from companion.commands.table import COMMANDS
from companion.models.source import SourceFailed


def sources_of(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return absolute paths and addresses; none where the first word is, or is meant as, a command.

    Raises SourceFailed for a file that is not there, and UsageFailed for an option among them.
    """
    first = words[0]
    if any(command.name == first for command in COMMANDS) or not _is_source(first):
        return ()
    option = next((word for word in words if word.startswith("-")), None)
    if option is not None:
        raise UsageFailed(f"Write {option} before the files.")
    return tuple(word if _is_address(word) else _path(word) for word in words)


def _is_address(word: str) -> bool:
    return "://" in word and not word.casefold().startswith("file://")


def _is_source(word: str) -> bool:
    """A name with a dot or a slash is no misspelt command."""
    return any(sign in word for sign in "./\\") or os.path.exists(word)


def _path(word: str) -> str:
    """Return a file, which desktops also hand over as file://, from the root on."""
    parts = urlsplit(word) if word.casefold().startswith("file://") else None
    try:
        path = Path(unquote(parts.path) if parts else word).expanduser().absolute()
        if not path.exists():
            raise SourceFailed("file_missing", path.name)
    except (OSError, ValueError, RuntimeError) as error:
        raise SourceFailed("file_missing", Path(word).name) from error
    return str(path)
