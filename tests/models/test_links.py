"""Which links are kept, which are refused, and which hosts are Zoom's own."""

from __future__ import annotations

import pytest

from companion.models.faults import Refused
from companion.models.links import (
    MAX_LINK,
    check_link,
    is_join_host,
    is_trusted,
    link_host,
    read_hosts,
    unwrapped,
)


@pytest.mark.parametrize(
    "link",
    [
        "https://cmu.zoom.us/j/94512345678?pwd=abc#x",
        "http://canvas.example.edu:8080/courses/1",
        "https://192.0.2.7/a",
        "https://[2001:db8::1]:8443/",
        "https://example.org/é/ü?q=ß",
        "https://under_score.example.org",
    ],
)
def test_a_plain_web_link_is_kept_as_it_is(link: str) -> None:
    assert check_link(f"  {link}\n") == link


def test_a_host_is_stored_in_ascii_and_lower_case() -> None:
    assert check_link("HTTPS://Bücher.Example/Ä") == "https://xn--bcher-kva.example/Ä"
    assert link_host("https://CMU.Zoom.us:443/j/1") == "cmu.zoom.us"


@pytest.mark.parametrize(
    ("link", "code"),
    [
        ("", "link_scheme"),
        ("zoom.us/j/1", "link_scheme"),
        ("javascript:alert(1)", "link_scheme"),
        ("file:///etc/passwd", "link_scheme"),
        ("data:text/html,x", "link_scheme"),
        ("//host/share", "link_scheme"),
        ("\\\\host\\share", "link_characters"),
        ("https://user@example.org/", "link_user"),
        ("https://user:secret@example.org/", "link_user"),
        ("https://zoom.us\\@evil.example/", "link_characters"),
        ("https://a b.example/", "link_characters"),
        ("https://example.org/\x07", "link_characters"),
        ("https://example.org/\u202egnp", "link_characters"),
        ("https://example.org/\udcff", "link_characters"),
        ("https://", "link_host"),
        ("https:///path", "link_host"),
        ("https://exa%6Dple.org/", "link_host"),
        ("https://example..org/", "link_host"),
        ("https://example.org:99999/", "link_host"),
        ("https://[::1/", "link_host"),
        ("https://" + "a" * 64 + ".example/", "link_host"),
        ("https://example.org/" + "a" * MAX_LINK, "link_long"),
    ],
)
def test_other_links_are_refused_and_never_repeated(link: str, code: str) -> None:
    with pytest.raises(Refused) as caught:
        check_link(link)
    assert caught.value.faults[0].code == code
    assert "secret" not in str(caught.value.faults)


def test_a_link_of_the_greatest_length_is_kept() -> None:
    start = "https://example.org/"
    longest = start + "a" * (2000 - len(start))
    assert check_link(longest) == longest


def test_join_hosts_are_exact_or_below() -> None:
    for host in ("zoom.us", "cmu.zoom.us", "CMU.ZOOM.US.", "zoomgov.com", "a.b.zoomgov.com"):
        assert is_join_host(host)
    for host in ("", "zoom.us.evil.com", "evilzoom.us", "zoom.com", "us", ".us", "xzoomgov.com"):
        assert not is_join_host(host)


ROOM = "https://example.zoom.us/j/91111111111"


@pytest.mark.parametrize(
    "link", [ROOM, "https://zoom.us./j/1", "https://ZOOM.us:443/j/1", "https://a.zoomgov.com/"]
)
def test_zooms_own_hosts_open_without_a_question(link: str) -> None:
    assert is_trusted(link)


@pytest.mark.parametrize(
    "link",
    [
        "http://example.zoom.us/j/1",
        "https://example.zoom.us:8443/j/1",
        "https://user@zoom.us/j/1",
        "https://zoom.us.evil.example/j/1",
        "https://evilzoom.us/j/1",
        "https://zoom.us%2eevil.example/",
        "https://xn--zom-7ta.us/j/1",
        "https://example.edu.evil.example/",
        "https://sub.example.edu/",
        "https://[zoom.us/",
        "file:///zoom.us",
        "",
    ],
)
def test_everything_else_is_asked_about(link: str) -> None:
    assert not is_trusted(link, ("example.edu",))


def test_a_host_that_the_student_trusts_opens_by_https_only() -> None:
    assert is_trusted("https://example.edu/live", ("example.edu",))
    assert not is_trusted("http://example.edu/live", ("example.edu",))


def test_trusted_hosts_are_read_as_hosts_and_nothing_else() -> None:
    text = "Video.Example.EDU  a/b example.org user@x.org example.org b\x07ad.org"
    assert read_hosts(text) == ("video.example.edu", "example.org")


@pytest.mark.parametrize(
    ("link", "inner"),
    [
        (ROOM, ROOM),
        (f"https://www.google.com/url?q={ROOM}&sa=D", ROOM),
        (f"https://google.com/url?url={ROOM}", ROOM),
        (f"https://x.safelinks.protection.outlook.com/?url={ROOM.replace(':', '%3A')}&d=1", ROOM),
        (
            "https://www.google.com/url?q=https%3A%2F%2Fwww.google.com%2Furl%3Fq%3D"
            + ROOM.replace(":", "%253A"),
            ROOM,
        ),
        (f"https://evil.example/url?q={ROOM}",) * 2,
        (f"https://www.google.com.evil.example/url?q={ROOM}",) * 2,
        ("https://www.google.com/url?q=javascript:alert(1)",) * 2,
        ("https://www.google.com/search?q=zoom",) * 2,
        ("https://[::1/",) * 2,
    ],
)
def test_wrapped_links_lead_where_they_lead(link: str, inner: str) -> None:
    assert unwrapped(link) == inner


def test_a_link_wrapped_without_end_is_unwrapped_a_few_times() -> None:
    link = ROOM
    for _ in range(30):
        link = f"https://www.google.com/url?q={link.replace('%', '%25').replace('?', '%3F')}"
    assert unwrapped(link).startswith("https://www.google.com/url?q=")
