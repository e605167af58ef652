"""Foreign bytes are read in a process with limits; an address is asked with care."""

from __future__ import annotations

import http.server
import ipaddress
import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from packages import canvas_package, packed
from sources import TODAY, assignment, canvas, source
from tables import CSV

from companion.importers import fetching, reading
from companion.models.source import ColumnRole, SourceFailed
from companion.models.source_columns import roles_of, with_role
from companion.models.source_json import source_from_json, source_to_json

FEED = canvas(assignment(1, "Quiz 1"), assignment(2, "Essay “ü”"))


def code_of(content: bytes) -> str:
    with pytest.raises(SourceFailed) as caught:
        reading.read_bytes(content, TODAY)
    return caught.value.code


def test_the_process_reads_the_same_as_the_reader() -> None:
    assert reading.read_bytes(FEED, TODAY) == source(FEED)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "source_empty"),
        (b"\0" * 5000, "source_empty"),
        (b"%PDF-1.7 \x00", "source_pdf"),
        (b"<!DOCTYPE html><html><title>Log in</title>", "source_web_page"),
        (b"\x89PNG\r\n\x1a\n", "source_picture"),
        (bytes(range(256)) * 40, "source_unknown"),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "source_nothing"),
        (packed({"word/document.xml": "<w/>"}), "source_document"),
        (packed({"photo.jpg": "x"}), "source_zip"),
        (canvas_package()[:900], "zip_broken"),
        (b"Week,Assignment\n" + b"1,x\n" * 6000, "table_rows"),
        (b"Dear all,\nthe class of tomorrow, Sep 3, is on Friday, Sep 4.\nAda\n", "source_unknown"),
    ],
)
def test_what_is_no_source_is_told_by_what_it_is(content: bytes, code: str) -> None:
    assert code_of(content) == code


def test_a_cancelled_reading_ends_at_once() -> None:
    began = time.monotonic()
    with pytest.raises(reading.Cancelled):
        reading.read_bytes(FEED * 500, TODAY, lambda: True)
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    ("work", "status"),
    [
        ("while True: pass", 72),
        ("x = []\nwhile True: x.append(bytearray(10**6))", None),
        ("open('/tmp/companion-should-not-be', 'w')", None),
        ("import socket; socket.create_connection(('127.0.0.1', 9))", None),
        ("import subprocess; subprocess.run(['true'])", None),
        ("import os; os.system('true')", None),
    ],
)
def test_a_reader_has_little_time_and_memory_no_files_and_no_network(
    work: str, status: int | None
) -> None:
    program = (
        "import sys, resource\nfrom companion.importers import child\n"
        "child._limit(400 * 2**20, 1)\nsys.addaudithook(child._refuse)\n"
        f"try:\n    exec({work!r})\nexcept (PermissionError, MemoryError):\n    sys.exit(9)\n"
    )
    ran = subprocess.run([sys.executable, "-c", program], timeout=60, capture_output=True)
    assert ran.returncode in ((status,) if status else (9, 71)), ran.stderr


def test_an_answer_that_no_reader_gives_is_not_believed() -> None:
    good = source_to_json(source(FEED))
    assert source_from_json(good) == source(FEED)
    for old, new in [
        ('"due"', '"nonsense"'), ('"America', '"../America'), ('"quiz"', "7"),
        ('"canvas:', '["canvas:'), ("https://canvas", "javascript://canvas"),
    ]:  # fmt: skip
        bad = good.replace(old, new)
        if bad != good:
            with pytest.raises(ValueError, match=r"\w"):
                source_from_json(bad)
    with pytest.raises(ValueError, match="RecursionError"):
        source_from_json("[" * 100_000)


def test_the_columns_of_a_table_travel_to_the_reading_process_and_back() -> None:
    read = reading.read_bytes(CSV.encode(), TODAY)
    roles = with_role(roles_of(read.columns), 0, ColumnRole.NONE)
    again = reading.read_bytes(CSV.encode(), TODAY, roles=roles)
    assert roles_of(again.columns) == roles
    assert read.items
    assert not again.items
    good = source_to_json(again)
    wide = json.loads(good)
    wide[-1] *= 60
    for bad in (good.replace('"none"', '"nonsense"'), good.replace("Title", "x" * 81),
                json.dumps(wide)):  # fmt: skip
        with pytest.raises(ValueError, match=r"\w"):
            source_from_json(bad)


def test_files_that_cannot_be_read_are_told_by_name(tmp_path: Path) -> None:
    for path, code in [(tmp_path / "no.ics", "file_missing"), (tmp_path, "file_folder")]:
        with pytest.raises(SourceFailed, match=code):
            reading.read_file(path, date(2026, 1, 1))


# Addresses


@pytest.mark.parametrize(
    ("text", "fetched"),
    [
        ("webcal://canvas.example.edu/feeds/a.ics", "https://canvas.example.edu/feeds/a.ics"),
        (" https://x.example.org/a ", "https://x.example.org/a"),
    ],
)
def test_webcal_means_https(text: str, fetched: str) -> None:
    assert fetching.is_address(text)
    assert fetching.check_address(text) == fetched


@pytest.mark.parametrize(
    "text", ["http://x.example.org/a", "https://u:p@x.example.org/secret", "https:///secret"]
)
def test_an_address_that_is_not_asked_is_never_repeated(text: str) -> None:
    with pytest.raises(SourceFailed) as caught:
        fetching.check_address(text)
    assert "secret" not in f"{caught.value!r} {caught.value.values} {caught.value.__cause__!r}"


@pytest.mark.parametrize(
    ("address", "is_public"),
    [
        ("8.8.8.8", True), ("2606:4700::1111", True), ("127.0.0.1", False), ("10.1.2.3", False),
        ("192.168.1.1", False), ("169.254.169.254", False), ("::1", False), ("fd00::1", False),
        ("::ffff:127.0.0.1", False), ("2002:7f00:1::", False), ("0.0.0.0", False),
        ("100.64.0.1", False), ("224.0.0.1", False),
    ],
)  # fmt: skip
def test_only_public_addresses_are_asked(address: str, is_public: bool) -> None:
    assert fetching.is_public(ipaddress.ip_address(address)) is is_public


def test_a_name_that_leads_into_the_local_network_is_refused() -> None:
    with pytest.raises(SourceFailed, match="address_local"):
        fetching.fetch("https://localhost/feeds/secret.ics")


class _Answers(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        status, headers, body = self.server.pages.get(self.path, (404, {}, b""))  # type: ignore[attr-defined]
        if self.headers.get("If-None-Match") == '"v1"':
            status, body = 304, b""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[http.server.HTTPServer]:
    """A site without TLS on this machine, asked as if it were one in the open network."""
    import http.client

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
    server.pages = {}  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    port = server.server_address[1]
    monkeypatch.setattr(
        fetching, "_Connection",
        lambda host, _, timeout: http.client.HTTPConnection("127.0.0.1", port, timeout=timeout),
    )  # fmt: skip
    yield server
    server.shutdown()
    server.server_close()


def test_a_feed_is_fetched_with_its_tags(site: http.server.HTTPServer) -> None:
    pages = site.pages  # type: ignore[attr-defined]
    pages["/a?t=secret"] = (200, {"ETag": '"v1"', "Last-Modified": "Mon"}, FEED)
    found = fetching.fetch("https://feeds.example.org/a?t=secret")
    assert found == (FEED, '"v1"', "Mon")
    again = fetching.fetch("https://feeds.example.org/a?t=secret", etag='"v1"')
    assert again.content is None


@pytest.mark.parametrize(
    ("page", "code"),
    [
        ((404, {}, b""), "address_gone"),
        ((500, {}, b""), "address_status"),
        ((302, {"Location": "https://evil.example.net/secret"}, b""), "address_elsewhere"),
        ((302, {"Location": "http://feeds.example.org/b"}, b""), "address_http"),
        ((302, {"Location": "/secret"}, b""), "address_moved"),
        ((200, {}, b"x" * (20 * 2**20 + 1)), "source_large"),
    ],
)
def test_answers_that_are_not_followed(
    site: http.server.HTTPServer, page: tuple[int, dict[str, str], bytes], code: str
) -> None:
    site.pages["/secret"] = page  # type: ignore[attr-defined]
    with pytest.raises(SourceFailed) as caught:
        fetching.fetch("https://feeds.example.org/secret")
    assert caught.value.code == code
    assert "secret" not in " ".join(caught.value.values)


def test_the_memory_of_the_window_is_no_part_of_the_limit() -> None:
    """On Linux a process that was forked begins with the highest memory of its parent."""
    much = bytearray(600 * 2**20)
    much[::4096] = b"\1" * len(much[::4096])
    assert reading.read_bytes(FEED, TODAY) == source(FEED)
    del much
