"""Cities that students name, as time zones: the zones' own cities and other well-known ones."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from companion.models.walltime import is_zone

_OTHER = {
    "America/New_York": "Eastern Time, ET, Atlanta, Baltimore, Boston, Charlotte, Cleveland, "
    "Columbus, Miami, Orlando, Philadelphia, Pittsburgh, Raleigh, Tampa, Washington",
    "America/Toronto": "Montreal, Ottawa, Quebec",
    "America/Chicago": "Central Time, CT, Austin, Dallas, Houston, Kansas City, Memphis, "
    "Milwaukee, Minneapolis, Nashville, New Orleans, Saint Louis, San Antonio",
    "America/Denver": "Mountain Time, MT, Albuquerque, Salt Lake City",
    "America/Los_Angeles": "Pacific Time, PT, Las Vegas, Portland, Sacramento, San Diego, "
    "San Francisco, San Jose, Seattle",
    "America/Vancouver": "Victoria",
    "America/Edmonton": "Calgary",
    "America/Sao_Paulo": "Brasília, Rio de Janeiro, Belo Horizonte",
    "America/Mexico_City": "Guadalajara",
    "America/Lima": "Cusco",
    "America/Bogota": "Medellín, Cali",
    "Asia/Kolkata": "Ahmedabad, Bangalore, Bengaluru, Chennai, Delhi, Hyderabad, Jaipur, Mumbai, "
    "New Delhi, Pune",
    "Asia/Karachi": "Islamabad, Lahore",
    "Asia/Dubai": "Abu Dhabi",
    "Asia/Riyadh": "Jeddah, Doha, Kuwait City",
    "Asia/Jerusalem": "Tel Aviv, Haifa",
    "Asia/Shanghai": "Beijing, Chengdu, Guangzhou, Hangzhou, Nanjing, Shenzhen, Wuhan",
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
    "Europe/Kyiv": "Lviv, Odesa, Kiev",
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


class Place(NamedTuple):
    """A city, or a zone by its common name, and its IANA zone."""

    name: str
    zone: str

    @property
    def label(self) -> str:
        """The name with its zone, which tells one Portland from another."""
        return f"{self.name} · {self.zone}"


@lru_cache(maxsize=1)
def places() -> tuple[Place, ...]:
    """Return every place that can be chosen, by name. Reads the zone database once (25 ms)."""
    from zoneinfo import available_timezones  # start-up: needed by type-ahead fields only

    known = [zone for zone in available_timezones() if zone.partition("/")[0] in _AREAS]
    found = {Place(_city(zone), zone) for zone in known if "/" in zone}
    found |= {place for place in _named() if is_zone(place.zone)}
    found.add(Place("UTC", "UTC"))
    return tuple(sorted(found, key=lambda place: (place.name.casefold(), place.zone)))


def find_place(text: str) -> Place | None:
    """Return the place that a text names: a label, a city, or a zone by its IANA name; None when
    it names none."""
    wanted = " ".join(text.split())
    name, _, zone = wanted.partition(" · ")
    if zone and is_zone(zone):
        return Place(name, zone)
    if is_zone(wanted) and ("/" in wanted or wanted == "UTC"):
        return Place(_city(wanted), wanted)
    folded = wanted.casefold()
    if folded == "eastern":
        return Place("Eastern Time", "America/New_York")
    for place in (*_named(), *places()):
        if place.name.casefold() == folded and is_zone(place.zone):
            return place
    return None


def place_label(zone: str) -> str:
    """Return the label of a zone where nothing else is known."""
    first = _OTHER.get(zone, "").split(", ")[0]
    return Place(first if first.endswith(" Time") else _city(zone), zone).label


def _city(zone: str) -> str:
    return zone.rpartition("/")[2].replace("_", " ")


@lru_cache(maxsize=1)
def _named() -> tuple[Place, ...]:
    return tuple(Place(name, zone) for zone, names in _OTHER.items() for name in names.split(", "))
