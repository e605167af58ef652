"""Fetches the bytes of a feed address: https, public hosts only, with limits.

The address is a secret. No fault, log or exception text of this module holds any part of it but
the host.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from companion.models.faults import Refused
from companion.models.import_limits import CALENDAR_BYTES, FETCH_SECONDS, MAX_REDIRECTS, MB
from companion.models.links import check_link
from companion.models.source import SourceFailed

_CHUNK = 64 * 1024
_AGENT = "Companion (calendar reader)"


class Fetched(NamedTuple):
    """What an address answered: None where nothing has changed since (ETag, Last-Modified)."""

    content: bytes | None
    etag: str = ""
    modified: str = ""


def is_address(text: str) -> bool:
    """Tell whether a text is one address of a feed."""
    word = text.strip()
    return word.casefold().startswith(("https://", "webcal://", "webcals://", "http://")) and (
        len(word.split()) == 1
    )


def check_address(text: str) -> str:
    """Return an address as it is fetched: https. Raises SourceFailed, never repeating it."""
    word = text.strip()
    scheme, _, rest = word.partition("://")
    if scheme.casefold() in ("webcal", "webcals"):
        word = f"https://{rest}"
    try:
        link = check_link(word)
    except Refused:
        raise SourceFailed("address_form") from None
    if not link.startswith("https:"):
        raise SourceFailed("address_http")
    return link


def fetch(
    address: str,
    etag: str = "",
    modified: str = "",
    is_stopped: Callable[[], bool] = lambda: False,
) -> Fetched:
    """Return what an address holds. Raises SourceFailed: offline, refused, moved elsewhere, too
    large, too slow. Never follows a redirect to another host, nor asks one of the local network."""
    address, ends = check_address(address), time.monotonic() + FETCH_SECONDS
    host = urlsplit(address).hostname or ""
    for _ in range(MAX_REDIRECTS + 1):
        answer = _get(address, etag, modified, ends, is_stopped)
        if isinstance(answer, Fetched):
            return answer
        address = check_address(urljoin(address, answer))
        if (urlsplit(address).hostname or "") != host:
            raise SourceFailed("address_elsewhere", host)
    raise SourceFailed("address_moved", host)


def _get(
    address: str, etag: str, modified: str, ends: float, is_stopped: Callable[[], bool]
) -> Fetched | str:
    """Return the content, or where a redirect leads."""
    parts = urlsplit(address)
    host, port = parts.hostname or "", parts.port or 443
    connection = _Connection(host, port, timeout=max(0.5, ends - time.monotonic()))
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    headers = {"User-Agent": _AGENT, "Accept": "text/calendar, */*;q=0.5"}
    if etag:
        headers["If-None-Match"] = etag
    if modified:
        headers["If-Modified-Since"] = modified
    try:
        connection.request("GET", path, headers=headers)
        with connection.getresponse() as answer:
            return _answer(answer, host, ends, is_stopped)
    except TimeoutError:
        raise SourceFailed("address_slow", host) from None
    except ssl.SSLError:
        raise SourceFailed("address_unsafe", host) from None
    except (OSError, http.client.HTTPException, UnicodeError, ValueError):
        # from None: the texts of these hold the path, which is the secret
        raise SourceFailed("address_offline", host) from None
    finally:
        connection.close()


def _answer(
    answer: http.client.HTTPResponse, host: str, ends: float, is_stopped: Callable[[], bool]
) -> Fetched | str:
    etag = (answer.getheader("ETag") or "")[:500]
    modified = (answer.getheader("Last-Modified") or "")[:100]
    if answer.status == 304:
        return Fetched(None, etag, modified)
    if answer.status in (301, 302, 303, 307, 308):
        return answer.getheader("Location") or "/"
    if answer.status in (401, 403, 404, 410):
        raise SourceFailed("address_gone", host)
    if answer.status != 200:
        raise SourceFailed("address_status", host, str(answer.status))
    return Fetched(_content(answer, host, ends, is_stopped), etag, modified)


def _content(
    answer: http.client.HTTPResponse, host: str, ends: float, is_stopped: Callable[[], bool]
) -> bytes:
    parts, size = [], 0
    while chunk := answer.read1(_CHUNK):
        parts.append(chunk)
        size += len(chunk)
        if size > CALENDAR_BYTES:
            raise SourceFailed("source_large", str(CALENDAR_BYTES // MB))
        if time.monotonic() > ends or is_stopped():
            raise SourceFailed("address_slow", host)
    return b"".join(parts)


class _Connection(http.client.HTTPSConnection):
    """Connects to the address that was looked at, so that no second answer of the name server
    can lead into the local network."""

    def connect(self) -> None:
        """Look the host up, refuse addresses that are not public, connect and shake hands."""
        address = public_address(self.host, self.port)
        sock = socket.create_connection((address, self.port), self.timeout)
        context = ssl.create_default_context()
        self.sock = context.wrap_socket(sock, server_hostname=self.host)


def public_address(host: str, port: int) -> str:
    """Return an address of a host. Raises SourceFailed when it has one that is not public."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
    if not addresses or not all(is_public(address) for address in addresses):
        raise SourceFailed("address_local", host)
    return str(addresses[0])


def is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Tell whether an address lies in the open network, whatever way it is written."""
    inner = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    if inner is not None:
        address = inner
    return address.is_global and not (address.is_multicast or address.is_reserved)


def shown_address(address: str) -> str:
    """Return an address without its secret, to be shown: its host."""
    return urlsplit(address).hostname or ""
