"""Cities that students name, as time zones: the zones' own cities and other well-known ones."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import NamedTuple

from companion.models.walltime import is_zone
from companion.models.zone_table import country_name, former_names, zone_names, zone_rows

_OTHER = {
    "America/New_York": "Eastern Time, ET, Atlanta, Baltimore, Boston, Charlotte, Cleveland, "
    "Columbus, Miami, NYC, Orlando, Philadelphia, Pittsburgh, Raleigh, Tampa, Washington, "
    "Washington DC",
    "America/Toronto": "Montreal, Ottawa, Quebec",
    "America/Chicago": "Central Time, CT, Austin, Dallas, Houston, Kansas City, Memphis, "
    "Milwaukee, Minneapolis, Nashville, New Orleans, Saint Louis, San Antonio",
    "America/Denver": "Mountain Time, MT, Albuquerque, Salt Lake City",
    "America/Los_Angeles": "Pacific Time, PT, Las Vegas, Portland, Sacramento, San Diego, "
    "San Francisco, San Jose, Seattle",
    "Pacific/Honolulu": "Hawaii",
    "America/St_Johns": "Newfoundland",
    "America/Vancouver": "Victoria",
    "America/Edmonton": "Calgary",
    "America/Sao_Paulo": "Brasília, Rio de Janeiro, Belo Horizonte",
    "America/Mexico_City": "Guadalajara",
    "America/Lima": "Cusco",
    "America/Bogota": "Medellín, Cali",
    "Asia/Kolkata": "Ahmedabad, Bangalore, Bengaluru, Bombay, Chennai, Delhi, Hyderabad, Jaipur, "
    "Madras, Mumbai, New Delhi, Pune",
    "Asia/Karachi": "Islamabad, Lahore",
    "Asia/Dubai": "Abu Dhabi",
    "Asia/Riyadh": "Jeddah, Mecca, Medina",
    "Asia/Qatar": "Doha",
    "Asia/Kuwait": "Kuwait City",
    "Asia/Jerusalem": "Tel Aviv, Haifa",
    "Asia/Shanghai": "Beijing, Chengdu, Guangzhou, Hangzhou, Nanjing, Peking, Shenzhen, Wuhan",
    "Asia/Tokyo": "Kyoto, Nagoya, Osaka, Sapporo, Yokohama",
    "Asia/Seoul": "Busan",
    "Asia/Ho_Chi_Minh": "Hanoi, Saigon",
    "Asia/Jakarta": "Bandung",
    "Asia/Yangon": "Mandalay",
    "Asia/Kathmandu": "Pokhara",
    "Asia/Dhaka": "Chittagong",
    "Australia/Sydney": "Canberra",
    "Europe/Berlin": "Bonn, Cologne, Dresden, Düsseldorf, Frankfurt, Hamburg, Köln, Leipzig, "
    "Munich, München, Nuremberg, Stuttgart",
    "Europe/Zurich": "Basel, Bern, Geneva, Lausanne",
    "Europe/Vienna": "Graz, Linz, Salzburg",
    "Europe/London": "Birmingham, Cambridge, Edinburgh, Glasgow, Leeds, Manchester, Oxford",
    "Europe/Dublin": "Cork",
    "Europe/Paris": "Lyon, Marseille, Nice, Toulouse",
    "Europe/Madrid": "Barcelona, Seville, Valencia",
    "Europe/Rome": "Florence, Milan, Naples, Turin, Venice",
    "Europe/Amsterdam": "Eindhoven, Rotterdam, The Hague, Utrecht",
    "Europe/Brussels": "Antwerp, Ghent",
    "Europe/Warsaw": "Gdańsk, Kraków, Poznań, Wrocław",
    "Europe/Lisbon": "Porto",
    "Europe/Stockholm": "Gothenburg, Malmö",
    "Europe/Oslo": "Bergen",
    "Europe/Istanbul": "Ankara, Izmir",
    "Europe/Moscow": "Saint Petersburg",
    "Europe/Kyiv": "Kharkiv, Lviv, Odesa, Kiev",
    "Africa/Lagos": "Abuja",
    "Africa/Johannesburg": "Cape Town, Durban, Pretoria",
    "Africa/Cairo": "Alexandria",
    "Africa/Nairobi": "Mombasa",
    "Pacific/Auckland": "Christchurch, Wellington",
}
_AREAS = (
    "Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe",
    "Indian", "Pacific",
)  # fmt: skip


# what people call countries that the zone database names otherwise
_COUNTRY_WORDS = {
    "AE": "UAE, Emirates", "CD": "Democratic Republic of the Congo", "CI": "Ivory Coast",
    "CZ": "Czechia", "GB": "UK, United Kingdom, Great Britain, England, Scotland, Wales",
    "KP": "North Korea", "KR": "South Korea, Korea", "MM": "Burma", "NL": "Holland",
    "TL": "Timor-Leste", "TR": "Türkiye", "US": "USA, America", "VA": "Vatican, Holy See",
    "VN": "Viet Nam",
}  # fmt: skip
# what clocks are called, some in several countries: "ist" is no beginning of Istanbul
_ABBREVIATIONS = frozenset((
    "bst", "cdt", "cest", "cet", "cst", "eat", "edt", "eest", "eet", "est", "gmt", "hst", "ist",
    "jst", "mdt", "msk", "mst", "pdt", "pkt", "pst", "sst",
))  # fmt: skip
# letters that are no accented form of a plain one
_LETTERS = str.maketrans({
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "\u0131": "i", "æ": "ae", "œ": "oe",
    "'": "", "’": "", "\u02bb": "", ".": "", "-": " ", "_": " ", "/": " ", ",": " ",
    "(": " ", ")": " ", "&": " ",
})  # fmt: skip


class Place(NamedTuple):
    """A city, or a zone by its common name; its IANA zone; its country in English, if known."""

    name: str
    zone: str
    country: str = ""

    @property
    def label(self) -> str:
        """The name with its zone, which tells one Portland from another."""
        return f"{self.name} · {self.zone}"

    @property
    def described(self) -> str:
        """The name with its country and zone: "Bengaluru, India · Asia/Kolkata"."""
        return f"{self.name}, {self.country} · {self.zone}" if self.country else self.label


@lru_cache(maxsize=1)
def places() -> tuple[Place, ...]:
    """Return every place that can be chosen, by name. Reads the zone database once (30 ms).

    These are the cities of all zones that stand for a part of a country, those that a zone was
    called after before, and other well-known ones.
    """
    found: dict[tuple[str, str], Place] = {}
    countries = {row.zone: country_name(row.country) for row in zone_rows()}
    present = [(zone, zone) for zone in (*countries, *zone_names())]
    former = [
        (old, new) for old, new in former_names() if new in countries and old not in countries
    ]
    for named, zone in (*present, *former):
        if named.partition("/")[0] in _AREAS and "/" in named:
            place = Place(_city(named), zone, countries.get(named, ""))
            found.setdefault(place[:2], place)
    for place in _named():
        if place.zone in countries:
            known = place._replace(country=countries[place.zone])
            found.setdefault(place[:2], known)
    found["UTC", "UTC"] = Place("UTC", "UTC")
    return tuple(sorted(found.values(), key=lambda place: (fold(place.name), place.zone)))


def fold(text: str) -> str:
    """Return a text for comparing: without accents, capitals and signs, one space at a time."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


class _Entry(NamedTuple):
    """A place as it is searched. rank is its order among those that match alike."""

    place: Place
    name: str
    countries: tuple[str, ...]
    zone: str
    rank: tuple[bool, int]


@lru_cache(maxsize=1)
def _entries() -> tuple[_Entry, ...]:
    codes = {row.zone: (n, row.country) for n, row in enumerate(zone_rows())}
    made = []
    for place in places():
        n, code = codes.get(place.zone, (len(codes), ""))
        names = (place.country, code, *_COUNTRY_WORDS.get(code, "").split(", "))
        countries = tuple(fold(name) for name in names if name and place.country)
        is_own = place.name == _city(place.zone)
        rank = (not is_own, n if is_own else 0)
        made.append(_Entry(place, fold(place.name), countries, fold(place.zone), rank))
    return tuple(made)


def search_places(text: str, most: int = 12) -> list[Place]:
    """Return the places that a text may mean, the likeliest first: by city, by country, by zone;
    accents and capitals do not matter, and several words must all be found."""
    wanted = fold(text)
    if not wanted:
        return []
    found = [(match, e.rank, e.name, e.place) for e in _entries() if (match := _match(e, wanted))]
    return [entry[-1] for entry in sorted(found)[:most]]


_CITY, _COUNTRY = 1, 2


def _match(entry: _Entry, wanted: str) -> int:
    """Return how well an entry fits, 1 is best; 0 for not at all."""
    words = " ".join(("", entry.name, *entry.countries, entry.zone))
    checks = (
        entry.name == wanted,
        wanted in entry.countries,
        entry.name.startswith(wanted),
        f" {wanted}" in f" {entry.name}",
        any(f" {wanted}" in f" {country}" for country in entry.countries if len(country) > 2),
        f" {wanted}" in f" {entry.zone}",
        all(f" {word}" in words for word in wanted.split()),
    )
    return next((n for n, fits in enumerate(checks, start=1) if fits), 0)


def find_place(text: str) -> Place | None:
    """Return the place that a text names: a label, a city, a zone by its IANA name, or a country
    with one zone only; None when it names none."""
    wanted = " ".join(text.split())
    name, _, zone = wanted.partition(" · ")
    if zone and is_zone(zone):
        return Place(name.partition(",")[0], zone)
    if is_zone(wanted) and ("/" in wanted or wanted == "UTC"):
        return Place(_city(wanted), wanted)
    folded = fold(wanted)
    if folded == "eastern":
        return Place("Eastern Time", "America/New_York")
    for place in _named():
        if folded and fold(place.name) == folded and is_zone(place.zone):
            return place
    matches = [(_match(e, folded), e.rank, e.place) for e in _entries() if folded]
    exact = sorted(entry for entry in matches if entry[0] == _CITY)
    of_country = sorted(entry for entry in matches if entry[0] == _COUNTRY)
    if not exact and len({place.zone for _, _, place in of_country}) != 1:
        return None
    found = (exact or of_country)[0][2]
    return found if is_zone(found.zone) else None


def guess_place(text: str) -> Place | None:
    """Return the place that a text names, or the only one that it can mean."""
    found = find_place(text)
    if found is not None:
        return found
    likely = [] if fold(text) in _ABBREVIATIONS else search_places(text, 50)
    is_clear = len({place.zone for place in likely}) == 1 and is_zone(likely[0].zone)
    return likely[0] if is_clear else None


def place_label(zone: str) -> str:
    """Return the label of a zone where nothing else is known."""
    first = _OTHER.get(zone, "").split(", ")[0]
    return Place(first if first.endswith(" Time") else _city(zone), zone).label


def _city(zone: str) -> str:
    return zone.rpartition("/")[2].replace("_", " ")


@lru_cache(maxsize=1)
def _named() -> tuple[Place, ...]:
    return tuple(Place(name, zone) for zone, names in _OTHER.items() for name in names.split(", "))
