"""What is said of a pasted invitation: what was found in it, or why nothing was."""

from __future__ import annotations

from typing import NamedTuple

from companion.importers.invitation import Invitation
from companion.models.links import is_join_host, link_host
from companion.models.meeting import written_passcode
from companion.models.zoom_link import meeting_number, written_id
from companion.ui.text import Words, tr, weekday, zone_short

MOST_SUMMARY = 300


class Found(NamedTuple):
    """A sentence, and whether something was found that can be used."""

    sentence: str
    is_good: bool


def found(invitation: Invitation, words: Words) -> Found:
    """Say what an invitation holds: "Found meeting 912 4405 7731, passcode 482 913, Tuesdays 18:30
    ET"; or what is to be done where it holds no way in."""
    if not invitation.link:
        return Found(_missing(invitation), False)
    parts = [_meeting(invitation)]
    if invitation.passcode:
        parts.append(tr("passcode %1", written_passcode(invitation.passcode)))
    parts += [text for text in (_times(invitation, words),) if text]
    if invitation.is_personal:
        parts.append(tr("a link for you alone"))
    return Found(", ".join(parts), True)


def _meeting(invitation: Invitation) -> str:
    if invitation.meeting_id:
        return tr("Found meeting %1", written_id(invitation.meeting_id))
    host = link_host(invitation.link)
    if is_join_host(host):
        return tr("Found a link to %1", host)
    return tr("Found a link to %1, which is not Zoom", host)


def _missing(invitation: Invitation) -> str:
    if invitation.others:
        names = ", ".join(meeting_number(link) or link_host(link) for link in invitation.others[:4])
        return tr("Several meetings are in it: %1. Paste the one you mean.", names)
    if invitation.recording:
        return tr("This is the link of a recording; paste it at its class.")
    if invitation.meeting_id:
        number = written_id(invitation.meeting_id)
        return tr("Found meeting %1, but no link; paste the link too.", number)
    return tr("There is no Zoom link in it. Paste the whole invitation, or the link.")


def _times(invitation: Invitation, words: Words) -> str:
    if invitation.starts is None:
        return ""
    at = words.clock(invitation.starts)
    if not invitation.zone:
        zone = invitation.zone_name or tr("an unknown zone")
        return tr("%1 in “%2”, a zone not known here", at, zone)
    when = tr("%1 %2", at, zone_short(invitation.zone))
    repeats = invitation.repeats
    if repeats is not None and repeats.is_weekly:
        return tr("%1 %2", _days(repeats.weekdays), when)
    return tr("%1 %2", words.date(invitation.starts.date()), when)


def _days(weekdays: tuple[int, ...]) -> str:
    """Write weekdays as a habit: "Tuesdays", "Mon and Thu"."""
    if len(weekdays) == 1:
        return tr("%1s", weekday(weekdays[0], True))
    names = [weekday(day) for day in weekdays]
    return tr("%1 and %2", ", ".join(names[:-1]), names[-1])


def summary(text: str) -> str:
    """Return a pasted text on one line, its lines parted by dots, from its topic on."""
    lines = [" ".join(line.split()) for line in text[: 4 * MOST_SUMMARY].splitlines()]
    told = [line for line in lines if line]
    first = next((n for n, line in enumerate(told) if line.startswith("Topic:")), 0)
    return " · ".join(told[first:])[:MOST_SUMMARY]
