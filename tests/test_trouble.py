"""A report of an unexpected error helps who mends it and tells nothing of the student."""

import sys
from datetime import date
from pathlib import Path

import pytest

from companion import __version__
from companion.models import typed_dates
from companion.trouble import report, write_log

SECRET = "https://zoom.us/j/1?pwd=secret Essay on my illness"


def caught() -> BaseException:
    try:
        try:
            int(SECRET)
        except ValueError as error:
            raise LookupError(SECRET) from error
    except LookupError as error:
        return error
    raise AssertionError


def test_a_report_names_version_platform_and_places_but_nothing_that_was_written() -> None:
    told = report(caught())
    assert f"Companion {__version__}, Python {sys.version.split()[0]}" in told
    assert told.index("builtins.ValueError") < told.index("builtins.LookupError")
    assert "test_trouble.py:" in told
    for private in ("secret", "Essay", str(Path.home()), str(Path(__file__).parent)):
        assert private not in told


def test_a_place_in_the_program_is_named_within_it() -> None:
    with pytest.raises((TypeError, AttributeError)) as found:
        typed_dates.read_date(None, date(2026, 10, 27))  # type: ignore[arg-type]  # to see where it fails
    assert "models/typed_dates.py:" in report(found.value).replace("\\", "/")


def test_the_log_is_the_owners_and_does_not_grow_for_ever(tmp_path: Path) -> None:
    folder = tmp_path / "logs"
    for _ in range(3):
        log = write_log(folder, "x" * 200_000, "now")
    assert log is not None
    assert log.stat().st_size < 500_000
    if sys.platform != "win32":
        assert log.stat().st_mode & 0o077 == 0
        assert folder.stat().st_mode & 0o077 == 0
