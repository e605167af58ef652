"""Which links are kept and opened: https or http, to a named host, without a user or tricks."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import SplitResult, parse_qs, urlsplit, urlunsplit

from companion.models.faults import Fault, Refused

MAX_LINK = 2000
_JOIN_HOSTS = ("zoom.us", "zoomgov.com")
_HOST_MARKS = frozenset("-_.")
_MAX_WRAPS = 3


def check_link(text: str, field: str = "link") -> str:
    """Return a link as it is stored, its host in ASCII form. Raises Refused; no fault repeats
    the link, which may hold a secret."""
    link = text.strip()
    if len(link) > MAX_LINK:
        raise Refused(Fault(field, "link_long", (str(MAX_LINK),)))
    if any(c.isspace() or not c.isprintable() or c == "\\" for c in link):
        raise Refused(Fault(field, "link_characters"))
    try:
        parts = urlsplit(link)
        port = parts.port
    except ValueError:
        raise Refused(Fault(field, "link_host")) from None
    if parts.scheme not in ("http", "https"):
        raise Refused(Fault(field, "link_scheme"))
    if "@" in parts.netloc:
        raise Refused(Fault(field, "link_user"))
    host = _ascii_host(parts)
    if not host:
        raise Refused(Fault(field, "link_host"))
    netloc = host if port is None else f"{host}:{port}"
    return urlunsplit(parts._replace(netloc=netloc))


def _ascii_host(parts: SplitResult) -> str:
    """Return the host in ASCII form, or empty when it names none."""
    host = parts.hostname or ""
    if ":" in host:
        return f"[{host}]" if "%" not in host else ""
    try:
        host = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        return ""
    labels = host.removesuffix(".").split(".")
    is_host = len(host) <= 253 and all(0 < len(label) <= 63 for label in labels)
    return host if is_host and all(c.isalnum() or c in _HOST_MARKS for c in host) else ""


def link_host(link: str) -> str:
    """Return the host of a link for the student to see, in lower case; empty for none."""
    try:
        return urlsplit(link).hostname or ""
    except ValueError:
        return ""


def is_join_host(host: str) -> bool:
    """Tell whether a host is Zoom's own: exact, or below it; "evilzoom.us" is not."""
    name = host.casefold().removesuffix(".")
    return any(name == own or name.endswith(f".{own}") for own in _JOIN_HOSTS)


def is_trusted(link: str, trusted: Iterable[str] = ()) -> bool:
    """Tell whether a checked link may be opened without a question: https on its usual port, to
    Zoom's own hosts or to exactly one of the hosts that the student trusts."""
    try:
        parts = urlsplit(link)
        port = parts.port
    except ValueError:
        return False
    host = (parts.hostname or "").removesuffix(".")
    if parts.scheme != "https" or port not in (None, 443) or "@" in parts.netloc:
        return False
    return is_join_host(host) or host in trusted


def read_hosts(text: str) -> tuple[str, ...]:
    """Read hosts, separated by blanks, as they are kept; what is none is left out."""
    found = []
    for word in text.split():
        try:
            host = link_host(check_link(f"https://{word}/"))
        except Refused:
            continue
        if host == word.casefold().removesuffix("."):
            found.append(host)
    return tuple(dict.fromkeys(found))


def unwrapped(link: str) -> str:
    """Return where a link leads that Google Calendar or Outlook has wrapped; else the link."""
    for _ in range(_MAX_WRAPS):
        inner = _inner(link)
        if not inner:
            break
        link = inner
    return link


def _inner(link: str) -> str:
    try:
        parts = urlsplit(link)
        host = parts.hostname or ""
    except ValueError:
        return ""
    if host in ("google.com", "www.google.com") and parts.path == "/url":
        names = ["q", "url"]
    elif host.endswith(".safelinks.protection.outlook.com"):
        names = ["url"]
    else:
        return ""
    try:
        values = parse_qs(parts.query, max_num_fields=50)
    except ValueError:
        return ""
    found = next((values[name][0] for name in names if name in values), "")
    return found if found.startswith(("https://", "http://")) else ""
