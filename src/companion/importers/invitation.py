"""A pasted text as the invitation it is, or as the one link that it holds."""

from __future__ import annotations

from companion.formats.zoom_invitation import Invitation, read_invitation
from companion.formats.zoom_times import Repeats
from companion.models.faults import Refused
from companion.models.links import check_link, is_join_host, link_host, unwrapped

__all__ = ["Invitation", "Repeats", "read"]


def read(text: str) -> Invitation:
    """Return what a pasted text holds; where it is one link and nothing else, that link, to
    whatever https host. A link that is no way into a meeting is none."""
    found = read_invitation(text)
    if not found.is_empty or len(text.split()) != 1:
        return found
    try:
        link = check_link(unwrapped(text.strip()))
    except Refused:
        return found
    is_other = link.startswith("https:") and not is_join_host(link_host(link))
    return Invitation(link=link) if is_other else found
