"""python -m companion, and the console script `companion`."""

from __future__ import annotations

import sys

from companion.cli import main as run


def main() -> int:
    """Do what the command line asks for; the exit status."""
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
