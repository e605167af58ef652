"""The zone database's own tables: which country a zone is in, and what it was called before.

Read from the folder that zoneinfo reads its zones from, else from the tzdata package; with neither,
no country is known and no name is old.
"""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple


class ZoneRow(NamedTuple):
    """A zone and the country it is in, by its ISO 3166 code."""

    zone: str
    country: str


@lru_cache(maxsize=8)
def _table(name: str) -> str:
    for folder in _folders():
        try:
            return (folder / name).read_text(encoding="utf-8")
        except (OSError, UnicodeError):
            continue
    return ""


def _folders() -> Iterator[Path]:
    yield from (Path(folder) for folder in zoneinfo.TZPATH)
    packaged = packaged_folder()
    if packaged is not None:
        yield packaged


def packaged_folder() -> Path | None:
    """Return the folder of the zones that came with the program, None without that package."""
    from importlib.util import find_spec  # start-up: most systems have the tables themselves

    package = find_spec("tzdata")
    if package is None or not package.origin:
        return None
    return Path(package.origin).parent / "zoneinfo"


def zone_rows() -> list[ZoneRow]:
    """Return every zone that stands for a part of a country; a country's main one comes first."""
    lines = (line.split("\t") for line in _table("zone.tab").splitlines())
    return [ZoneRow(line[2], line[0]) for line in lines if len(line) > 2 and line[0][:1] != "#"]


def country_of(zone: str) -> str:
    """Return the ISO 3166 code of the country that a zone is in, empty when no table tells.

    Looks for the one line only: the window asks before its first frame.
    """
    table = _table("zone.tab")
    for end in ("\n", "\t") if zone else ():
        at = table.find(f"\t{zone}{end}")
        if at >= 0:
            return table[table.rfind("\n", 0, at) + 1 :][:2]
    return ""


def zones_of(country: str) -> list[str]:
    """Return the zones of a country by its ISO 3166 code, the main one first."""
    lines = _table("zone.tab").splitlines() if country else []
    return [line.split("\t")[2] for line in lines if line.startswith(f"{country}\t")]


def country_name(country: str) -> str:
    """Return the English name of an ISO 3166 code as the tables write it, else empty."""
    _, found, rest = ("\n" + _table("iso3166.tab")).partition(f"\n{country}\t")
    return rest.partition("\n")[0].strip() if found and country else ""


def zone_names() -> Iterator[str]:
    """Return the zones that have rules of their own, whether they stand for a country or not."""
    for line in _table("tzdata.zi").splitlines():
        if line.startswith("Z "):
            yield line.split()[1]


def former_names() -> Iterator[tuple[str, str]]:
    """Return (former name, present name) of each zone that was renamed or joined to another."""
    for line in _table("tzdata.zi").splitlines():
        if line.startswith("L "):
            _, present, former = line.split()
            yield former, present
