"""pictures: every page as a PNG file, without a display."""

from __future__ import annotations

import re
from argparse import ArgumentParser
from pathlib import Path

from companion.commands.call import Call
from companion.commands.failures import CommandFailed, UsageFailed
from companion.models.typed import refused

SMALLEST, LARGEST = (960, 600), (7680, 4320)
THEMES = ("light", "dark")


def pictures_arguments(parser: ArgumentParser) -> None:
    """Declare the options of `pictures`."""
    parser.add_argument("folder", metavar="DIR", help="where to; made when it is not there")
    parser.add_argument("--theme", metavar="light|dark", help="default: both")
    parser.add_argument("--size", default="1280x800", metavar="WxH", help="default: 1280x800")
    parser.add_argument(
        "--page", action="append", default=[], metavar="NAME", help="default: all; again for more"
    )


def run_pictures(call: Call) -> None:
    """Draw pages to PNG files."""
    asked = call.arguments
    if asked.theme is not None and asked.theme not in THEMES:
        raise UsageFailed("--theme takes light or dark.")
    themes = THEMES if asked.theme is None else (asked.theme,)
    size = parse_size(asked.size)
    try:
        written = call.draw(call.options, Path(asked.folder), themes, size, asked.page)
    except OSError as error:
        reason = error.strerror or str(error)
        raise CommandFailed(f"The pictures could not be written: {reason}.") from error
    call.output.json({"files": [str(path) for path in written]})
    call.output.lines(str(path) for path in written)


def parse_size(text: str) -> tuple[int, int]:
    """Read "1280x800", in pixels. Raises Refused (size_form)."""
    found = re.fullmatch(r"(\d{1,5})[x×](\d{1,5})", text.strip().casefold())
    size = (int(found[1]), int(found[2])) if found else (0, 0)
    if not all(low <= n <= high for low, n, high in zip(SMALLEST, size, LARGEST, strict=True)):
        raise refused("--size", "size_form", text)
    return size
