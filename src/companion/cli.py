"""The command line: from the words typed to the window or a command, and the exit status.

0 done, 1 it could not be done, 2 wrong usage. Every failure is one sentence on standard error.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from companion import __version__
from companion.bootstrap import Options
from companion.commands.asked import Asked, read_asked
from companion.commands.failures import OutputFailed, UsageFailed
from companion.commands.output import Output
from companion.models.faults import Refused

DONE, FAILED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130


def main(words: Sequence[str], stdout: TextIO | None = None, stderr: TextIO | None = None) -> int:
    """Do what the words ask for and return the exit status; the streams default to the
    process's own."""
    output = Output(_stream(stdout or sys.stdout), _stream(stderr or sys.stderr))
    run = _Run(output)
    try:
        run.start(words)
        output.flush()
    except OutputFailed as failure:
        return _output_failed(failure, output)
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        return _tell(error, run, output)
    return run.status


def _stream(stream: TextIO | None) -> TextIO:
    """A program without a console has no streams."""
    return stream if stream is not None else open(os.devnull, "w", encoding="utf-8")


class _Run:
    """One run: how far it came decides what a refusal means."""

    def __init__(self, output: Output) -> None:
        self.output = output
        self.status = DONE
        self.options = Options()
        self.is_open = False

    def start(self, words: Sequence[str]) -> None:
        asked = read_asked(words)
        self.options = asked.options
        if asked.wants("--version"):
            self.output.line(f"companion {__version__}")
        elif asked.command is not None:
            self._command_or_sources(asked, asked.command)
        elif asked.wants("--help", "-h"):
            from companion.commands.parsing import overview  # start-up: the window needs no help

            self.output.line(overview().rstrip())
        else:
            self._window(asked)

    def _command_or_sources(self, asked: Asked, word: str) -> None:
        from companion.commands.handed_over import sources_of  # start-up: mostly nothing is given

        sources = sources_of((word, *asked.rest))
        if sources:
            self._window(asked, sources)
        else:
            self._command(asked, word)

    def _window(self, asked: Asked, sources: tuple[str, ...] = ()) -> None:
        if asked.wants("--json"):
            raise UsageFailed("--json needs a command; “companion --help” lists them.")
        from companion.app import run  # start-up: commands need no window

        self.status = run(
            asked.options,
            sources=sources,
            quit_after_first_frame=asked.wants("--quit"),
            prints_marks=asked.wants("--marks"),
        )

    def _command(self, asked: Asked, name: str) -> None:
        # start-up: the window needs no commands
        from companion.commands.call import Call
        from companion.commands.parsing import find_command, make_parser, parse, wants_help

        command = find_command(name)
        if asked.wants("--help", "-h") or wants_help(asked.rest):
            self.output.line(make_parser(command).format_help().rstrip())
            return
        arguments = parse(command, asked.rest)
        self.output.is_json = asked.wants("--json") or arguments.json
        call = Call(asked.options, arguments, self.output, _draw_pictures)
        try:
            command.run(call)
            call.back_up_if_changed()
            if call.has_edited:
                # start-up: only after an edit
                from companion.commands.kept_file import update_kept_file

                update_kept_file(call)
        finally:
            self.is_open = call.is_open
            call.close()


def _draw_pictures(
    options: Options,
    folder: Path,
    themes: Sequence[str],
    size: tuple[int, int],
    pages: Sequence[str],
) -> list[Path]:
    from companion import app  # start-up: only pictures and the window need it

    unknown = [page for page in pages if page not in app.PICTURES]
    if unknown:
        known = ", ".join(app.PICTURES)
        raise UsageFailed(f"There is no page “{unknown[0]}”; there are {known}.")
    return app.draw_pictures(options, folder, themes, size, pages)


def _output_failed(failure: OutputFailed, output: Output) -> int:
    """A reader that has enough (`| head`) is no failure; a full disk is."""
    if output.stdout is sys.stdout:  # so that the interpreter does not try again at its end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if failure.is_closed_pipe:
        return DONE
    output.note(f"The answer could not be written: {failure}.")
    return FAILED


def _tell(error: Exception, run: _Run, output: Output) -> int:
    """Say a failure in one sentence and return its status."""
    # start-up: sentences are needed only when something failed
    from companion.commands.telling import sentence_of

    is_usage = isinstance(error, UsageFailed) or (isinstance(error, Refused) and not run.is_open)
    output.note(sentence_of(error, run.options))
    return WRONG_USAGE if is_usage else FAILED
