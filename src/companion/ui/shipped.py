"""Where the files that ship with the program lie: fonts, mark, sample."""

from __future__ import annotations

from pathlib import Path

import companion

_PACKAGE = Path(companion.__file__).parent


def shipped(name: str) -> Path:
    """Return the path of a file under resources/, in a wheel or in a checkout.

    Plain paths, because importlib.resources costs three milliseconds of start-up.
    """
    installed = _PACKAGE / "resources"
    return (installed if installed.is_dir() else _PACKAGE.parents[1] / "resources") / name
