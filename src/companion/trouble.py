"""What happens to an error that nobody expected: a report without personal data, and a log.

A report names the places in the program, never what the student wrote: no messages of errors,
which quote it, no values, and no folder of hers.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterator
from pathlib import Path

from companion import __version__

_MOST = 256 * 1024
_HERE = Path(__file__).parent


def report(error: BaseException) -> str:
    """Return version, platform and the places where an error passed, its causes first."""
    import platform  # start-up: hooks are set at each start, and hardly ever reached

    qt = sys.modules.get("PySide6")
    lines = [
        f"Companion {__version__}, Python {platform.python_version()}, "
        f"PySide6 {getattr(qt, '__version__', 'not loaded')}, {platform.platform()}"
    ]
    for one in reversed([*_causes(error)]):
        frames = traceback.extract_tb(one.__traceback__)
        lines += [f"  {_place(f.filename)}:{f.lineno} in {f.name}" for f in frames]
        lines.append(f"{type(one).__module__}.{type(one).__qualname__}")
    return "\n".join(lines)


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen:
        yield one
        seen.add(id(one))
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)


def _place(filename: str) -> str:
    """Name a file within the program, or by its name alone."""
    path = Path(filename)
    return str(path.relative_to(_HERE)) if path.is_relative_to(_HERE) else path.name


def write_log(folder: Path, told: str, at: str) -> Path | None:
    """Add a report to the log in a folder; at is when. None where it cannot be written: whoever
    tells of the error says so without it."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        log = folder / "errors.log"
        mode = "a" if not log.exists() or log.stat().st_size < _MOST else "w"
        with open(log, mode, encoding="utf-8", errors="backslashreplace") as file:
            log.chmod(0o600)
            file.write(f"{at}\n{told}\n\n")
    except (OSError, ValueError, RuntimeError):
        return None
    return log
