"""A saved mail is read as what it brings: its calendar, else its text."""

from __future__ import annotations

from broken_sources import MAIL
from sources import TODAY, calendar, event

from companion.formats.mail import is_mail, text_of_mail
from companion.formats.readers import read_source


def test_the_text_of_a_mail_is_decoded_before_it_is_read() -> None:
    source = read_source(MAIL.encode(), TODAY)
    assert source.name == "Séminaire"
    assert {item.link for item in source.items} == {"https://cmu.zoom.us/j/91234567890?pwd=abc.1"}


def test_a_calendar_in_a_mail_comes_before_its_text() -> None:
    inside = calendar(event(UID="1", SUMMARY="Essay due", DTSTART="20261007T180000Z")).decode()
    mail = MAIL.replace("application/pdf\n\n%PDF", f"text/calendar; charset=utf-8\n\n{inside}")
    assert [item.title for item in read_source(mail.encode(), TODAY).items] == ["Essay due"]


def test_what_only_looks_like_a_mail_is_none() -> None:
    assert not is_mail(b"Subject: Statistics\nWeek,Assignment\n1,HW\n2,HW\n")
    assert text_of_mail(b"From: a\nTo: b\nSubject: c\nContent-Type: image/png\n\nxx") == b""
    parts = "".join(
        f'Content-Type: multipart/mixed; boundary="{n}"\n\n--{n}\n' for n in range(3000)
    )
    assert isinstance(text_of_mail(f"From: a\nTo: b\nDate: c\n{parts}".encode()), bytes)
