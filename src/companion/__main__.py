"""python -m companion, and the console script `companion`."""

from __future__ import annotations

import sys

from companion.cli import main as run


def main() -> int:
    """Do what the command line asks for; the exit status."""
    if sys.argv[1:] == ["--read-source"]:  # a packaged program is its own reading process
        from companion.importers.child import main as read  # start-up: no window, no commands

        return read()
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
