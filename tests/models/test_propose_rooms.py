"""A way into classes without their time: it is the link of classes that are there."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from schedules import draft, live, only_course, schedule_of
from sources import TODAY

from companion.formats.readers import read_source
from companion.import_edits import import_edit
from companion.models.meeting import Meeting
from companion.models.proposal import Proposal
from companion.models.proposing import propose
from companion.models.schedule import Schedule
from companion.models.source import SourceFailed

NOW = datetime(2026, 10, 27, 11, 40, tzinfo=UTC)
LINK = "https://cmu.zoom.us/j/91234567890?pwd=abc.1"
ADDON = f"<p>Ada is inviting you.<br />Join Zoom Meeting<br /><a href='{LINK}'>{LINK}</a></p><p>" \
        "Passcode: 494196</p>"  # fmt: skip


def proposed(schedule: Schedule, text: str, *, is_chosen: bool = True) -> Proposal:
    source = read_source(text.encode(), TODAY)
    into = {"": only_course(schedule).id} if is_chosen else {}
    return propose(schedule, source, NOW, "Europe/Berlin", into)


def with_classes(link: str = "") -> Schedule:
    return schedule_of(draft(meetings=(live()._replace(link=link),)))


def test_a_bare_link_becomes_that_of_the_classes_of_the_chosen_course() -> None:
    schedule = with_classes()
    (row,) = proposed(schedule, ADDON).rows
    assert row.is_ticked
    assert row.fields[0][0:] == ("link", "", LINK)
    edit = import_edit(schedule, proposed(schedule, ADDON))
    assert edit is not None
    after = schedule.with_(edit)
    (meeting,) = after.table(Meeting).values()
    assert (meeting.link, meeting.passcode) == (LINK, "494196")
    again = proposed(after, ADDON)
    assert (again.rows, again.same, again.skipped) == ((), 1, ())


def test_classes_that_have_another_link_keep_it_unless_the_student_says_so() -> None:
    (row,) = proposed(with_classes("https://cmu.zoom.us/j/90000000001"), LINK).rows
    assert (row.is_ticked, row.note) == (False, "other_room")


def test_without_a_course_or_its_classes_it_is_told_and_nothing_is_made() -> None:
    for schedule, is_chosen in ((with_classes(), False), (schedule_of(draft(meetings=())), True)):
        proposal = proposed(schedule, LINK, is_chosen=is_chosen)
        assert [entry.reason for entry in proposal.skipped] == ["no_class_time"]
        assert not proposal.rows
        assert import_edit(schedule, proposal) is None


def test_a_link_for_office_hours_is_not_that_of_the_live_classes() -> None:
    text = f"Topic: Office hours\nThis is a recurring meeting Meet anytime\n{LINK}\n"
    assert [e.reason for e in proposed(with_classes(), text).skipped] == ["no_class_time"]


def test_of_several_meetings_none_is_chosen() -> None:
    text = "https://cmu.zoom.us/j/91234567890\nhttps://cmu.zoom.us/j/91234567891\n"
    skipped = read_source(text.encode(), TODAY).skipped
    assert [(s.title, s.reason) for s in skipped] == [
        ("Zoom meeting 91234567890", "several_rooms"),
        ("Zoom meeting 91234567891", "several_rooms"),
    ]  # fmt: skip


def test_an_invitation_without_a_way_in_is_refused() -> None:
    with pytest.raises(SourceFailed, match="invitation_time"):
        read_source(b"Zoom\nMeeting ID: 912 3456 7890\n", TODAY)


def test_a_table_beside_a_link_is_a_table() -> None:
    text = f"Zoom: {LINK}\n\n| Date | Homework |\n|-|-|\n| Sep 8 | HW 1 |\n| Sep 15 | HW 2 |\n"
    assert [i.title for i in read_source(text.encode(), TODAY).items] == ["HW 1", "HW 2"]
