"""Calls the student to class in the window, whatever page is shown: once before, once at the start.

What was called is kept in the settings, so that neither sleep nor a restart calls twice. A clock
that was ahead and is set right calls again.
"""

from __future__ import annotations

from datetime import datetime

from PySide6 import QtGui
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from companion.models.class_calls import Call, calls, new_calls, still_called, to_speak
from companion.models.course import Course
from companion.models.occurrence import Occurrence
from companion.ui import preferences
from companion.ui.text import Words, duration, tr
from companion.ui.widgets.messages import Notice
from companion.ui.window import Window


def head(call: Call, name: str) -> str:
    """Say how near a class is: "Machine Learning begins in 15 min.", "… started 12 min ago."."""
    if not call.has_begun:
        return tr("%1 begins in %2.", name, duration(call.minutes))
    if call.minutes < 1:
        return tr("%1 begins now.", name)
    return tr("%1 started %2 ago.", name, duration(call.minutes))


def times(occurrence: Occurrence, words: Words) -> str:
    """Write a class on both clocks: "23:30–00:50 · 18:30–19:50 ET"."""
    here = words.span(occurrence.starts_at, occurrence.ends_at)
    if not words.second(occurrence.meeting.zone):
        return here
    there = words.there(occurrence.starts_at, occurrence.ends_at, occurrence.meeting.zone)
    return tr("%1 · %2", here, there)


class ClassCalls(QObject):
    """Shows a notice with Join for each class that is near, and takes it away when it is over."""

    def __init__(self, window: Window) -> None:
        super().__init__(window.widget())
        self._window = window
        self._called = preferences.called(window.workspace)
        self._notices: dict[str, Notice] = {}  # by occurrence key
        self._spoken: set[str] = set()

    def look(self) -> None:
        """Call what is to be called now, and bring up to date what is shown."""
        schedule, words = self._window.workspace.schedule, self._window.words()
        self._forget(words.now)
        near = {call.occurrence.key: call for call in calls(schedule, words.now)}
        shown = self._window.stage.notices()  # the oldest gives way when there are many
        self._notices = {key: n for key, n in self._notices.items() if n in shown}
        for key in [key for key in self._notices if key not in near]:
            self._take_away(key)
        for key, notice in self._notices.items():
            notice.set_text(self._head(near[key]), times(near[key].occurrence, words))
        for call in new_calls(schedule, words.now, self._called):
            self._call(call, words)
        for call in to_speak(schedule, words.now):
            flag = f"{call.flag}{call.minutes}"
            if flag not in self._spoken:
                self._spoken.add(flag)
                announce(self._window.widget(), self._said(call, words))

    def _forget(self, now: datetime) -> None:
        """Forget the calls of a clock that was far ahead."""
        self._spoken = {*still_called(self._spoken, now)}
        kept = still_called(self._called, now)
        if kept != self._called:
            self._called = kept
            preferences.keep_called(self._window.workspace, kept)

    def notices(self) -> list[Notice]:
        """Return the calls shown."""
        return list(self._notices.values())

    def _call(self, call: Call, words: Words) -> None:
        self._called |= {call.flag}  # also where it cannot be stored
        preferences.remember_call(self._window.workspace, call.flag)
        key = call.occurrence.key
        self._take_away(key)
        link = call.occurrence.link
        action = tr("Join") if link else tr("Add the link…")
        strong, rest = self._head(call), times(call.occurrence, words)
        notice = Notice(strong, rest, icon="bell", action=action)
        notice.acted.connect(lambda: self._act(call.occurrence))
        notice.closed.connect(lambda: self._notices.pop(key, None))
        self._notices[key] = notice
        self._window.stage.add_notice(notice)
        widget = self._window.widget()
        announce(widget, self._said(call, words))
        QApplication.alert(widget)

    def _act(self, occurrence: Occurrence) -> None:
        if not occurrence.link:
            self._window.go("edit-course", occurrence.course_id)
            return
        from companion.ui.open_link import open_link  # start-up: only when a link is opened

        if open_link(self._window, occurrence.link, self._window.widget()):
            self._take_away(occurrence.key)

    def _take_away(self, key: str) -> None:
        notice = self._notices.pop(key, None)
        if notice is not None:
            self._window.stage.drop_notice(notice)

    def _head(self, call: Call) -> str:
        course = self._window.workspace.schedule.get(Course, call.occurrence.course_id)
        return head(call, course.name if course is not None else "")

    def _said(self, call: Call, words: Words) -> str:
        return f"{self._head(call)} {times(call.occurrence, words)}"


def announce(widget: QWidget, said: str) -> None:
    """Have a screen reader say something when it has finished what it is saying."""
    from PySide6.QtGui import QAccessible  # start-up: its enums alone cost three milliseconds

    made = getattr(QtGui, "QAccessibleAnnouncementEvent", None)  # since Qt 6.8
    if made is not None:
        event = made(widget, said)
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Polite)
        QAccessible.updateAccessibility(event)
