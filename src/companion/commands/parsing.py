"""Reads what follows a command; whatever is wrong there becomes one sentence."""

from __future__ import annotations

import re
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Sequence
from typing import NoReturn

from companion.commands.asked import FLAGS, WITH_VALUE
from companion.commands.failures import UsageFailed
from companion.commands.table import COMMANDS, Command
from companion.wording import shown_value

GLOBAL_HELP = """\
before the command:
  --data-dir DIR  keep everything in DIR: data, settings, backups, logs
  --zone ZONE     your time zone, like Europe/Berlin; default: the system's
  --now INSTANT   take this for the present, like 2026-10-27T12:40+01:00
  --sample        a sample certificate with throw-away data
  --json          answer with one JSON document (also after the command)
  --version       tell the version
  --help          this help, or that of a command

exit status: 0 done, 1 it could not be done, 2 wrong usage
"""


def find_command(name: str) -> Command:
    """Return the command of a name. Raises UsageFailed."""
    found = next((command for command in COMMANDS if command.name == name), None)
    if found is not None:
        return found
    from difflib import get_close_matches  # start-up: only after a mistake

    near = get_close_matches(name[:40], [command.name for command in COMMANDS], 1)
    advice = f"did you mean “{near[0]}”?" if near else "“companion --help” lists them."
    raise UsageFailed(f"There is no command “{shown_value(name)}”; {advice}")


def overview() -> str:
    """Return the help of the whole program."""
    width = max(len(command.name) for command in COMMANDS)
    lines = [f"  {command.name:{width}}  {command.summary}" for command in COMMANDS]
    return "\n".join([
        "usage: companion [OPTIONS] [COMMAND …]",
        "       companion [OPTIONS] FILE|ADDRESS…",
        "",
        "Courses, live classes in your own time, and the week's work. Without a command the",
        "window opens; with files or addresses of feeds it shows what importing them would do.",
        "“companion COMMAND --help” tells more about one.",
        "",
        "commands:",
        *lines,
        "",
        GLOBAL_HELP,
    ])  # fmt: skip


class _Parser(ArgumentParser):
    """Raises UsageFailed instead of leaving the program."""

    def error(self, message: str) -> NoReturn:
        raise UsageFailed(_sentence(message, self.prog))


def make_parser(command: Command) -> ArgumentParser:
    """Make the parser of a command."""
    parser = _Parser(
        prog=f"companion {command.name}",
        description=f"{command.summary[0].upper()}{command.summary[1:]}.",
        formatter_class=RawDescriptionHelpFormatter,
        add_help=False,
        allow_abbrev=False,
    )
    command.declare(parser)
    parser.add_argument("--json", action="store_true", help="answer with one JSON document")
    parser.add_argument("-h", "--help", action="store_true", help="this help")
    return parser


def wants_help(words: Sequence[str]) -> bool:
    """Tell whether --help stands among the words after a command."""
    head = words[: words.index("--")] if "--" in words else words
    return "--help" in head or "-h" in head


def parse(command: Command, words: Sequence[str]) -> Namespace:
    """Read the words after a command. Raises UsageFailed."""
    return make_parser(command).parse_args(list(words))


def _sentence(message: str, prog: str) -> str:
    """Say in one sentence what argparse found wrong."""
    see = f"“{prog} --help” says how."
    if found := re.fullmatch(r"the following arguments are required: (.*)", message):
        return f"{prog.partition(' ')[2]} needs {found[1]}; {see}"
    if found := re.fullmatch(r"unrecognized arguments: (.*)", message, re.DOTALL):
        return _unknown(found[1], prog, see)
    if found := re.fullmatch(r"argument (\S+): expected (?:one|at least one) argument", message):
        return f"{found[1]} needs a value after it; {see}"
    if found := re.fullmatch(r"argument (\S+): ignored explicit argument .*", message):
        return f"{found[1]} takes no value; {see}"
    return f"{shown_value(message)}; {see}"


def _unknown(words: str, prog: str, see: str) -> str:
    first = words.split()[0].partition("=")[0] if words.split() else words
    if first in (*WITH_VALUE, *FLAGS):
        return f"{first} stands before the command: companion {first} … {prog.partition(' ')[2]}."
    if first.startswith("-"):
        shown = shown_value(first)
        return f"“{shown}” is no option here (put -- before a text that begins with -); {see}"
    return f"“{shown_value(words)}” is not understood here; {see}"
