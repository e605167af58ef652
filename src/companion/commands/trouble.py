"""What the student is told when the program itself is at fault, and where the details go."""

from __future__ import annotations

import traceback
from pathlib import Path

from companion.bootstrap import Options
from companion.paths import places

_MOST = 256 * 1024


def unexpected(error: BaseException, options: Options, at: str) -> str:
    """Write the details of an error to the log and say so in one sentence; at is when."""
    name = type(error).__name__
    log = None if options.is_sample else _write(error, options, at)
    where = f"; the details are in {log}" if log else ""
    return f"Something went wrong that should not ({name}){where}."


def _write(error: BaseException, options: Options, at: str) -> Path | None:
    """Add to the log; nothing where the folder cannot be used, for this is said besides."""
    try:
        folder = places(options.data_dir).logs
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        log = folder / "errors.log"
        mode = "a" if not log.exists() or log.stat().st_size < _MOST else "w"
        told = "".join(traceback.format_exception(error))
        with log.open(mode, encoding="utf-8", errors="backslashreplace") as file:
            file.write(f"{at}\n{told}\n")
    except (OSError, ValueError, RuntimeError):
        return None
    return log
