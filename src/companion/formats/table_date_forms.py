"""The forms in which people write dates, in one table; the names of months in six languages."""

from __future__ import annotations

import re

_ENGLISH = (
    "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
    "august aug", "september sept sep", "october oct", "november nov", "december dec",
)  # fmt: skip
# Short forms that are English words ("set", "out", "mag") are left out.
_OTHERS = (
    "januar jänner janvier enero janeiro gennaio janv ene", "februar février febrero fevereiro "
    "febbraio févr fev", "märz mars marzo março mär", "avril abril aprile avr abr",
    "mai mayo maio maggio", "juni juin junio junho giugno", "juli juillet julio julho luglio juil",
    "août agosto", "septembre septiembre setembro settembre", "oktober octobre octubre outubro "
    "ottobre okt", "novembre noviembre novembro", "dezember décembre diciembre dezembro dicembre "
    "dez dic déc",
)  # fmt: skip
MONTHS = {
    name: number
    for names in (_ENGLISH, _OTHERS)
    for number, line in enumerate(names, 1)
    for name in line.split()
}
WEEKDAY = re.compile(
    r"\b(mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?\b", re.IGNORECASE
)

WEEK_OF = re.compile(
    r"\b(?:(?:week|wk)\.? (?:of|beginning|starting|commencing)|w/c|w/b)\b[\s:]*$", re.IGNORECASE
)


def _any_of(lines: tuple[str, ...]) -> str:
    names = sorted((name for line in lines for name in line.split()), key=len, reverse=True)
    return rf"(?:{'|'.join(names)})(?![^\W\d_])\.?"


ANY_MONTH = _any_of(_ENGLISH + _OTHERS)
_MONTH = _any_of(_ENGLISH)
_TH = r"(?:st|nd|rd|th|\.|º|er)?"
_YEAR = r"(?P<year>20\d\d|['’]\d\d)"
_OWN_DAY = r"(?:(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*|[mtwrf]|tu|th|sa|su)\.?,?\s+)?"
_DASH = r"\s*(?:-|–|—|to|through|thru|until|bis)\s*"
_JOIN = r"\s*(?:-|–|—|to|through|thru|until|bis|&|and|\+|/|,)\s*"
_NO_CLOCK = r"(?!\d|:|\s?[ap]\.?m\b)"
FORMS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<!\d)(?P<year>20\d\d)(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?!\d)"
        rf"(?:{_DASH}(?:20\d\d(?P=mark))?(?P<lastmonth>\d{{1,2}})(?P=mark)(?P<last>\d{{1,2}})"
        r"(?!\d))?",
        rf"\b(?P<month>{_MONTH})[\s-]?(?P<day>\d{{1,2}})(?!\d){_TH}(?:,?\s*{_YEAR})?"
        rf"(?:{_JOIN}{_OWN_DAY}(?:(?P<lastmonth>{_MONTH})\s*)?(?P<last>\d{{1,2}}){_NO_CLOCK})?",
        rf"(?<!\d)(?P<day>\d{{1,2}}){_TH}[\s-]?(?:of\s|de\s)?(?P<month>{ANY_MONTH})"
        rf"(?:[\s,-]*(?:de\s)?{_YEAR})?{_JOIN}{_OWN_DAY}(?P<last>\d{{1,2}}){_TH}\s?"
        rf"(?:of\s|de\s)?(?P<lastmonth>{ANY_MONTH})",
        rf"(?<!\d)(?P<day>\d{{1,2}}){_TH}(?:{_JOIN}(?P<last>\d{{1,2}}){_TH})?[\s-]?(?:of\s|de\s)?"
        rf"(?P<month>{ANY_MONTH})(?:[\s,-]*(?:de\s)?{_YEAR})?",
        r"(?<![\d/])(?P<a>\d{1,2})/(?P<b>\d{1,2})(?:/(?P<year>(?:20)?\d\d))?(?![\d/])"
        rf"(?:{_JOIN}{_OWN_DAY}(?P<lasta>\d{{1,2}})/(?P<lastb>\d{{1,2}})(?:/\d{{2,4}})?(?![\d/])"
        rf"|{_DASH}(?P<last>\d{{1,2}}){_NO_CLOCK})?",
        r"(?<![\d-])(?P<a>\d{1,2})-(?P<b>\d{1,2})-(?P<year>20\d\d)(?!\d)",
        r"(?<![\d.])(?P<day>\d{1,2})\.\s?(?:(?P<month>\d{1,2})\.?)?\s?(?:-|–|bis)\s?"
        r"(?P<last>\d{1,2})\.\s?(?P<lastmonth>\d{1,2})\.(?:\s?(?P<year>(?:20)?\d\d))?(?!\d)",
        r"(?<![\d.])(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.(?:\s?(?P<year>(?:20)?\d\d))?(?!\d)",
        r"(?<![\d.])(?P<day>\d{1,2})\.(?P<month>[01]\d)(?![\d.])",
        r"(?<!\d)(?P<year>20\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>[0-3]\d)(?!\d)",
    )
)
