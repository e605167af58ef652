"""Writing times, dates and durations for the student: one way everywhere, in whole words.

Without Qt, so that commands and the window write alike; the window puts its translator in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_FULL_WEEKDAYS = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_FULL_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_EASTERN = frozenset({
    "America/New_York", "America/Detroit", "America/Toronto", "US/Eastern", "US/Michigan",
    "Canada/Eastern", "EST5EDT",
})  # fmt: skip
_RIGHT_TO_LEFT = (
    ("\u0590", "\u08ff"), ("\ufb1d", "\ufdff"), ("\ufe70", "\ufefc"),
    ("\U00010800", "\U00010fff"), ("\U0001e800", "\U0001efff"),
)  # fmt: skip
EVENING = 18  # from this hour on "today" is "tonight"

Translate = Callable[[str, int], str]
_translators: list[Translate] = []
_city_names: dict[str, str] = {}
_other_names: dict[str, str] = {}


def use_translator(translate: Translate) -> None:
    """Have texts translated: called with the English text and a number (-1 where none counts)."""
    _translators[:] = [translate]


def _translated(text: str, n: int = -1) -> str:
    return _translators[0](text, n) if _translators else text


def tr(text: str, *values: object) -> str:
    """Return a text in the student's language with %1, %2… replaced, each once: a value that
    holds "%1" itself stays as it is. At most nine values."""
    return with_values(_translated(text), *values)


def with_values(text: str, *values: object) -> str:
    """Return a text with %1, %2… replaced, each once: what a person wrote may hold them too."""
    first, *rest = text.split("%")
    return first + "".join(_filled(part, values) for part in rest)


def _filled(part: str, values: tuple[object, ...]) -> str:
    number = "123456789".find(part[:1]) if part else -1
    if not 0 <= number < len(values):
        return "%" + part
    return isolated(str(values[number])) + part[1:]


def isolated(text: str) -> str:
    """Return a text that, put into a sentence, leaves the order of the other words alone.

    Only a text written from right to left changes: it gets invisible marks around it.
    """
    if text.isascii() or not any(_is_right_to_left(c) for c in text if c > "\u058f"):
        return text
    return f"\u2068{text}\u2069"


def _is_right_to_left(character: str) -> bool:
    return any(low <= character <= high for low, high in _RIGHT_TO_LEFT)


def count(text: str, n: int) -> str:
    """Return a text with %n in the student's language, in its singular or plural.

    Without a translation "%n day(s)" is resolved as English does.
    """
    found = _translated(text, n)
    return found.replace("(s)", "" if n == 1 else "s").replace("%n", str(n))


def weekday(number: int, full: bool = False) -> str:
    """Return the name of a weekday, 0 is Monday: "Tue" or "Tuesday"."""
    return tr((_FULL_WEEKDAYS if full else _WEEKDAYS)[number])


def month(number: int, full: bool = False) -> str:
    """Return the name of a month, 1 is January: "Oct" or "October"."""
    return tr((_FULL_MONTHS if full else _MONTHS)[number - 1])


def duration(minutes: int) -> str:
    """Write a length in minutes: "25 min", "1 h 14", "3 h 05", "2 h"."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return tr("%1 min", rest)
    return tr("%1 h %2", hours, f"{rest:02}") if rest else tr("%1 h", hours)


def dense(minutes: int) -> str:
    """Write a length where there is little room: "45 m", "1 h 14"."""
    return tr("%1 m", minutes) if minutes < 60 else duration(minutes)


def countdown(left: timedelta) -> str:
    """Write the time until something: "2 days 4 h", "10 h 50 min", "12 min", "0:42"."""
    seconds = max(0, int(left.total_seconds()))
    if seconds < 60:
        return f"0:{seconds:02}"
    minutes = -(-seconds // 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    if days:
        return tr("%1 %2", count("%n day(s)", days), tr("%1 h", hours) if hours else "").strip()
    if not hours:
        return tr("%1 min", minutes)
    return tr("%1 h %2 min", hours, minutes) if minutes else tr("%1 h", hours)


def spoken_duration(left: timedelta) -> str:
    """Say a length in full words: "10 hours 50 minutes"."""
    minutes = max(0, -(-int(left.total_seconds()) // 60))
    days, minutes = divmod(minutes, 24 * 60)
    hours, minutes = divmod(minutes, 60)
    parts = (("%n day(s)", days), ("%n hour(s)", hours), ("%n minute(s)", minutes))
    told = [count(text, n) for text, n in parts if n]
    return " ".join(told) or count("%n minute(s)", 0)


def name_city(zone: str, name: str) -> None:
    """Call a zone by the city that the student chose for it: Bengaluru, not Kolkata."""
    _city_names.clear()
    if name:
        _city_names[zone] = name


def name_other_cities(names: Mapping[str, str]) -> None:
    """Call other zones (by name) by the cities chosen for them; the student's own goes first."""
    _other_names.clear()
    _other_names.update(names)


def city(zone: str) -> str:
    """Return the city of an IANA zone name: "New York", "Buenos Aires"."""
    return (
        _city_names.get(zone) or _other_names.get(zone) or zone.rpartition("/")[2].replace("_", " ")
    )


def zone_short(zone: str) -> str:
    """Return what stands behind a time of that zone: "ET" for Eastern, else the city."""
    return tr("ET") if zone in _EASTERN else city(zone)


def zone_label(zone: str) -> str:
    """Return the name of a zone beside a clock: "Eastern (ET)", else the city."""
    return tr("Eastern (ET)") if zone in _EASTERN else city(zone)


def zone_spoken(zone: str) -> str:
    """Return the name of a zone read aloud: "Eastern", else the city."""
    return tr("Eastern") if zone in _EASTERN else city(zone)


def difference(there: str, minutes_ahead: int) -> str:
    """Say how far another zone's clocks are from here: "ET is 5 h behind", "… 9 h 30 ahead"."""
    if not minutes_ahead:
        return tr("%1 has the same time", zone_short(there))
    size = duration(abs(minutes_ahead))
    text = "%1 is %2 behind" if minutes_ahead > 0 else "%1 is %2 ahead"
    return tr(text, zone_short(there), size)


def full_day(day: date) -> str:
    """Write a date as a title: "Tuesday 27 October"."""
    return tr("%1 %2 %3", weekday(day.weekday(), True), day.day, month(day.month, True))


class Words(NamedTuple):
    """Writes instants as the student reads them now, here, and in 24 or 12 hours.

    zone is where the student is: rules go by it. Times are written on the leading clock first,
    which is hers unless `lead` names another; `there` and `moment_there` write the second one.
    first_weekday is the day on which her weeks begin, 0 is Monday.
    """

    now: datetime
    zone: ZoneInfo
    is_24h: bool = True
    first_weekday: int = 0
    lead: ZoneInfo | None = None

    @property
    def leading(self) -> ZoneInfo:
        """The zone of the clock that leads."""
        return self.lead or self.zone

    @property
    def is_swapped(self) -> bool:
        """True when another clock than the student's own leads."""
        return self.leading.key != self.zone.key

    @property
    def today(self) -> date:
        """The date on the leading clock."""
        return self.now.astimezone(self.leading).date()

    def second(self, zone: str) -> str:
        """Return the zone to write beside the leading one for something of a course's zone;
        empty where there is nothing to add."""
        other = self.zone.key if self.is_swapped else zone
        return "" if other == self.leading.key else other

    def local(self, at: datetime) -> datetime:
        """Return an instant on the leading clock."""
        return at.astimezone(self.leading)

    def home(self, at: datetime) -> datetime:
        """Return an instant on the student's clock, whichever leads."""
        return at.astimezone(self.zone)

    def clock(self, wall: datetime) -> str:
        """Write a wall-clock time: "23:30" or "11:30 pm"."""
        if self.is_24h:
            return f"{wall.hour:02}:{wall.minute:02}"
        half = tr("pm") if wall.hour >= 12 else tr("am")
        return tr("%1 %2", f"{wall.hour % 12 or 12}:{wall.minute:02}", half)

    def time(self, at: datetime) -> str:
        """Write the local time of an instant."""
        return self.clock(self.local(at))

    def span(self, start: datetime, end: datetime, zone: ZoneInfo | None = None) -> str:
        """Write from when to when, on the leading clock unless a zone is given: "23:30–00:50"."""
        where = zone or self.leading
        first, last = start.astimezone(where), end.astimezone(where)
        if not self.is_24h and (first.hour >= 12) == (last.hour >= 12):
            return f"{first.hour % 12 or 12}:{first.minute:02}–{self.clock(last)}"
        return f"{self.clock(first)}–{self.clock(last)}"

    def there(self, start: datetime, end: datetime | None, zone: str) -> str:
        """Write the same in a course's zone: "18:30–19:50 ET", "Mon 18:30 ET" on another day;
        in the student's own when the course's clock leads."""
        zone = self.second(zone) or zone
        where = ZoneInfo(zone)
        first = start.astimezone(where)
        text = self.clock(first) if end is None else self.span(start, end, where)
        if first.date() != self.local(start).date():
            text = tr("%1 %2", weekday(first.weekday()), text)
        return tr("%1 %2", text, zone_short(zone))

    def date(self, day: date) -> str:
        """Write a date: "Sat 31 Oct", with the year when it is not this year."""
        text = tr("%1 %2 %3", weekday(day.weekday()), day.day, month(day.month))
        return text if day.year == self.today.year else tr("%1 %2", text, day.year)

    def day(self, at: datetime) -> str:
        """Write the local date of an instant."""
        return self.date(self.local(at).date())

    def moment(self, at: datetime) -> str:
        """Write date and time: "Sat 31 Oct 04:59"."""
        return tr("%1 %2", self.day(at), self.time(at))

    def moment_there(self, at: datetime, zone: str) -> str:
        """Write date and time in a course's zone: "Fri 30 Oct 23:59 ET"; in the student's own when
        the course's clock leads."""
        zone = self.second(zone) or zone
        wall = at.astimezone(ZoneInfo(zone))
        return tr("%1 %2 %3", self.date(wall.date()), self.clock(wall), zone_short(zone))

    def soon(self, at: datetime) -> str:
        """Write an instant as short as it stays clear: "tonight 23:30", "Wed 04:59"."""
        wall = self.local(at)
        days = (wall.date() - self.today).days
        if days == 0:
            word = tr("tonight") if wall.hour >= EVENING else tr("today")
        elif 0 < days < 7:
            word = weekday(wall.weekday())
        else:
            return self.moment(at)
        return tr("%1 %2", word, self.clock(wall))

    def relative(self, at: datetime) -> str:
        """Write how far away it is: "tonight", "40 min", "16 h", "3 days", "5 days late"."""
        minutes = int((at.astimezone(UTC) - self.now.astimezone(UTC)) / timedelta(minutes=1))
        wall = self.local(at)
        if minutes >= 60 and wall.date() == self.today and wall.hour >= EVENING:
            return tr("tonight")
        text = _rough(abs(minutes))
        return text if minutes >= 0 else tr("%1 late", text)

    def ends_on(self, start: datetime, end: datetime) -> str:
        """Say on which day something ends when it is not the day it starts, else nothing."""
        last = self.local(end)
        if last.date() == self.local(start).date() or (last.hour, last.minute) == (0, 0):
            return ""
        return tr("ends %1", self.date(last.date()))

    def spoken_time(self, at: datetime) -> str:
        """Say a local date and time in full words: "Saturday 31 October 04:59"."""
        wall = self.local(at)
        day = tr("tonight") if wall.hour >= EVENING else tr("today")
        if wall.date() != self.today:
            day = full_day(wall.date())
        return tr("%1 %2", day, self.clock(wall))


def _rough(minutes: int) -> str:
    if minutes < 60:
        return tr("%1 min", minutes)
    if minutes < 24 * 60:
        return tr("%1 h", minutes // 60)
    return count("%n day(s)", minutes // (24 * 60))
