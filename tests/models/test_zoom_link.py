"""Zoom links: ways in, recordings, neither; and numbers as Zoom writes them."""

from __future__ import annotations

import pytest

from companion.models.meeting import written_passcode
from companion.models.zoom_link import (
    ZoomKind,
    ZoomLink,
    meeting_number,
    read_zoom_link,
    written_id,
)


@pytest.mark.parametrize(
    ("path", "kind", "number"),
    [
        ("/j/91111111111?pwd=x", ZoomKind.MEETING, "91111111111"),
        ("/j/900000001", ZoomKind.MEETING, "900000001"),
        ("/s/91111111111", ZoomKind.START, "91111111111"),
        ("/w/81111111118?tk=x", ZoomKind.WEBINAR, "81111111118"),
        ("/my/ada", ZoomKind.NAMED, ""),
        ("/wc/join/91111111111", ZoomKind.BROWSER, "91111111111"),
        ("/wc/91111111111/join", ZoomKind.BROWSER, "91111111111"),
        ("/meeting/register/tExample", ZoomKind.REGISTER, ""),
        ("/webinar/register/WN_x", ZoomKind.REGISTER, ""),
        ("/rec/share/a.b", ZoomKind.RECORDING, ""),
        ("/rec/play/a.b", ZoomKind.RECORDING, ""),
        ("/u/abc", ZoomKind.OTHER, ""),
        ("/meeting/tX/ics", ZoomKind.OTHER, ""),
        ("/meetings/91111111111/invitations", ZoomKind.OTHER, ""),
        ("/j/", ZoomKind.OTHER, ""),
        ("/j/abc", ZoomKind.OTHER, ""),
        ("/my", ZoomKind.OTHER, ""),
        ("/", ZoomKind.OTHER, ""),
    ],
)
def test_a_path_says_what_a_link_is(path: str, kind: ZoomKind, number: str) -> None:
    assert read_zoom_link(f"https://example.zoom.us{path}") == ZoomLink(kind, number)


@pytest.mark.parametrize("link", ["https://example.org/j/91111111111", "https://[::1/", ""])
def test_other_hosts_are_not_zooms(link: str) -> None:
    assert read_zoom_link(link) is None


def test_only_ways_into_meetings_count_as_such() -> None:
    ways = {kind for kind in ZoomKind if ZoomLink(kind, "").is_way_in}
    assert ways == set(ZoomKind) - {ZoomKind.RECORDING, ZoomKind.OTHER}


@pytest.mark.parametrize(
    ("digits", "written"),
    [("900000001", "900 000 001"), ("1234567890", "123 456 7890"),
     ("91244057731", "912 4405 7731"), ("", "")],
)  # fmt: skip
def test_numbers_are_written_in_zooms_groups(digits: str, written: str) -> None:
    assert written_id(digits) == written


def test_a_link_without_a_number_has_none() -> None:
    assert meeting_number("https://example.zoom.us/my/ada") == ""
    assert meeting_number("https://example.zoom.us/j/91244057731?pwd=x") == "912 4405 7731"


@pytest.mark.parametrize(
    ("code", "written"), [("482913", "482 913"), ("482 913", "482 913"), ("aB3", "aB3"), ("", "")]
)
def test_six_digits_of_a_code_are_written_in_two_groups(code: str, written: str) -> None:
    assert written_passcode(code) == written
