"""Whatever bytes a reader is given, it answers in time: with a source that can be written down,
or with the code of a sentence; a calendar also as busy time. The long form is
tests/long/fuzz_readers.py."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from datetime import date
from typing import TypeVar

import pytest
from broken_sources import GOOD, ZIPS, broken, broken_inside
from sources import TODAY

from companion.formats.busy_reader import read_busy
from companion.formats.calendar_lines import is_calendar
from companion.formats.readers import READERS, read_source
from companion.models.busy_source import BusySource, busy_from_json, busy_to_json
from companion.models.source import Source, SourceFailed
from companion.models.source_json import source_from_json, source_to_json
from companion.wording import IMPORT, REASONS

S = TypeVar("S", Source, BusySource)
SLOWEST = 2.0
# what would ring, turn or overwrite the screen that shows it; a note keeps its lines
_HIDDEN = re.compile("[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069]")


def hidden_in(document: str) -> list[str]:
    """Return the texts of a JSON document that hold more than can be read."""
    texts = re.findall(r'"((?:[^"\\]|\\.)*)"', document)
    return [text for text in texts if _HIDDEN.search(json.loads(f'"{text}"'))]


def survives(content: bytes) -> float:
    """Read bytes as the reading process does, a calendar also for busy time alone; return the
    seconds that the slower of them took."""
    took, text = _read(content, read_source, Source(""), source_to_json, source_from_json)
    assert not hidden_in(text)
    if not is_calendar(content):
        return took
    as_busy, text = _read(content, read_busy, BusySource(""), busy_to_json, busy_from_json)
    assert not hidden_in(text.replace(r"\t", " "))
    return max(took, as_busy)


def _read(
    content: bytes,
    read: Callable[[bytes, date], S],
    nothing: S,
    write: Callable[[S], str],
    read_back: Callable[[str], S],
) -> tuple[float, str]:
    """Return the seconds that one way of reading took, and what it found, written down."""
    began = time.process_time()
    try:
        found, code = read(content, TODAY), "source_empty"
    except SourceFailed as failure:
        found, code = nothing, failure.code
    took = time.process_time() - began
    text = write(found)
    assert code in IMPORT
    assert read_back(text) == found
    assert {entry.reason for entry in found.skipped} <= set(REASONS)
    return took, text


@pytest.mark.parametrize("name", GOOD)
def test_good_bytes_are_read(name: str) -> None:
    assert read_source(GOOD[name], TODAY).items


@pytest.mark.parametrize("name", [name for name in GOOD if is_calendar(GOOD[name])])
def test_nothing_hidden_comes_out_of_the_texts_of_a_calendar(name: str) -> None:
    lines = GOOD[name].decode().splitlines()
    kinds = ("SUMMARY", "DESCRIPTION", "LOCATION", "X-WR-CALNAME", "NAME", "CATEGORIES")
    turned = [f"{x}\u202e\x07\x1b[31m\u2066" if x.startswith(kinds) else x for x in lines]
    assert len(set(turned) - set(lines)) > 1
    survives("\r\n".join([*turned, ""]).encode())


def test_there_are_good_bytes_for_every_reader() -> None:
    first = [next(n for n, r in enumerate(READERS) if r.recognises(g)) for g in GOOD.values()]
    assert set(first) == set(range(len(READERS)))


@pytest.mark.parametrize("name", GOOD)
def test_broken_bytes_are_read_or_refused_in_time(name: str) -> None:
    assert max(survives(content) for content in broken(GOOD[name], 1, 60)) < SLOWEST


@pytest.mark.parametrize("name", ZIPS)
def test_a_sound_zip_of_broken_members_is_read_or_refused_in_time(name: str) -> None:
    assert max(survives(content) for content in broken_inside(GOOD[name], 1, 100)) < SLOWEST


@pytest.mark.parametrize(
    "content",
    [
        b"BEGIN:VCALENDAR\r\n" + b'DTSTART;A="' * 100_000,
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:" + b"a\r\n " * 300_000,
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDESCRIPTION:" + b"<" * 300_000,
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20260101\r\nDESCRIPTION:zoom "
        + b"https://zoom.us/j/ " * 30_000,
        b"zoom " * 400_000,
        b"zoom Passcode: " * 100_000,
        b"Time: " * 100_000 + b"zoom.us/j/123456789",
        b"<table><tr><th>Date<th>Homework</tr>"
        + b"<tr><td rowspan=900>9/1<td>HW 1 due</tr>" * 1500,
        b"Week   Date   Due\n" + b"1      9/1    HW 1\n" * 2500,
        b"9/1 - HW 1 due\n" * 2500,
        b"From: a\nTo: b\nDate: c\n" + b"X: y\n" * 300_000,
    ],
    ids=range(11),
)
def test_bytes_made_to_take_long_do_not(content: bytes) -> None:
    assert survives(content) < SLOWEST


@pytest.mark.parametrize("year", ["1926", "2826", "9999"])
def test_an_invitation_years_away_is_refused_as_a_slip(year: str) -> None:
    content = GOOD["invitation"].replace(b"Sep 1, 2026", f"Sep 1, {year}".encode())
    with pytest.raises(SourceFailed) as failure:
        read_source(content, TODAY)
    assert failure.value.code == "invitation_far"
