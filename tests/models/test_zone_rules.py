"""Zone rules of a system that is not kept up to date: found only where they make times wrong."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from companion.models.zone_rules import AHEAD, OldRules, old_rules, version_of
from companion.models.zone_table import packaged_folder

NOW = datetime(2026, 10, 27, 11, 40, tzinfo=UTC)
BERLIN, NEW_YORK = "Europe/Berlin", "America/New_York"


def folder(place: Path, version: str, **zones: str) -> Path:
    """Make a folder of zones, each with the rules of another one (their names by their cities)."""
    real = packaged_folder()
    assert real is not None
    names = {"Berlin": BERLIN, "New_York": NEW_YORK}
    for city, like in zones.items():
        (place / names[city]).parent.mkdir(parents=True, exist_ok=True)
        (place / names[city]).write_bytes((real / like).read_bytes())
    if version:
        (place / "tzdata.zi").write_text(f"# version {version}\n# redo posix_only\n")
    return place


def found(system: Path, newest: Path, *zones: str) -> OldRules | None:
    return old_rules(zones or (BERLIN,), NOW, NOW + AHEAD, [str(system)], newest)


def test_newer_rules_that_differ_are_found_from_the_minute_on_which_they_do(tmp_path: Path) -> None:
    system = folder(tmp_path / "system", "2025b", Berlin=BERLIN, New_York=NEW_YORK)
    # as if Germany kept its winter time for good: other from 28 March 2027, 01:00 UTC
    newest = folder(tmp_path / "newest", "2026f", Berlin="Africa/Algiers", New_York=NEW_YORK)
    since = datetime(2027, 3, 28, 1, tzinfo=UTC)
    assert found(system, newest) == OldRules(BERLIN, "2026f", since, -60)
    assert found(system, newest, NEW_YORK, BERLIN) == OldRules(BERLIN, "2026f", since, -60)
    assert found(system, newest, NEW_YORK) is None
    assert old_rules([BERLIN], NOW, NOW + timedelta(days=30), [str(system)], newest) is None


def test_what_differs_already_does_so_now(tmp_path: Path) -> None:
    system = folder(tmp_path / "system", "2025b", Berlin=BERLIN)
    newest = folder(tmp_path / "newest", "2026f", Berlin="Europe/Istanbul")
    assert found(system, newest) == OldRules(BERLIN, "2026f", NOW, 120)


@pytest.mark.parametrize(
    ("in_force", "packaged"),
    [("2026f", "2025b"), ("2026f", "2026f"), ("", "2026f"), ("2025b", "")],
)
def test_rules_that_are_newer_or_of_unknown_age_are_left_alone(
    tmp_path: Path, in_force: str, packaged: str
) -> None:
    system = folder(tmp_path / "system", in_force, Berlin=BERLIN)
    newest = folder(tmp_path / "newest", packaged, Berlin="Europe/Istanbul")
    assert found(system, newest) is None


def test_a_zone_that_only_the_package_has_is_as_new_as_the_package(tmp_path: Path) -> None:
    system = folder(tmp_path / "system", "2025b", New_York=NEW_YORK)
    newest = folder(tmp_path / "newest", "2026f", Berlin=BERLIN)
    assert found(system, newest) is None


def test_rules_that_cannot_be_read_are_none(tmp_path: Path) -> None:
    system = folder(tmp_path / "system", "2025b", Berlin=BERLIN)
    newest = folder(tmp_path / "newest", "2026f", Berlin=BERLIN)
    (newest / BERLIN).write_bytes(b"no rules")
    assert found(system, newest) is None
    assert found(system, tmp_path / "gone") is None
    assert version_of(tmp_path / "gone") == ""
