"""Type-ahead over cities: a name, a zone, a label; never a path."""

import pytest

from companion.models.places import find_place, guess_place, place_label, places, search_places
from companion.models.walltime import is_zone
from companion.models.zone_table import zone_rows


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Bengaluru", "Asia/Kolkata"),
        ("bengaluru · Asia/Kolkata", "Asia/Kolkata"),
        ("  new   york ", "America/New_York"),
        ("ET", "America/New_York"),
        ("Eastern", "America/New_York"),
        ("Europe/Berlin", "Europe/Berlin"),
        ("München", "Europe/Berlin"),
        ("UTC", "UTC"),
        ("munchen", "Europe/Berlin"),
        ("BRASILIA", "America/Sao_Paulo"),
        ("st john's", "America/St_Johns"),
        ("Kiev", "Europe/Kyiv"),
        ("Calcutta", "Asia/Kolkata"),
        ("Bombay", "Asia/Kolkata"),
        ("Saigon", "Asia/Ho_Chi_Minh"),
        ("Washington D.C.", "America/New_York"),
        ("Viet Nam", "Asia/Ho_Chi_Minh"),
        ("Bengaluru, India · Asia/Kolkata", "Asia/Kolkata"),
        ("India", "Asia/Kolkata"),  # a country with one zone
        ("Türkiye", "Europe/Istanbul"),
    ],
)
def test_a_city_or_zone_is_found(text: str, zone: str) -> None:
    place = find_place(text)
    assert place is not None
    assert place.zone == zone


@pytest.mark.parametrize(
    "text",
    [
        "",
        "EST",
        "United States",
        "Ber",
        "Atlantis",
        "../../etc/passwd",
        "/etc/localtime",
        "Berlin · ../x",
        "\0",
    ],
)
def test_what_is_no_place_is_not_found(text: str) -> None:
    assert find_place(text) is None


def test_every_zone_city_and_the_other_well_known_ones_are_offered() -> None:
    names = {place.name for place in places()}
    assert {"Berlin", "Bengaluru", "Pittsburgh", "Kathmandu", "Buenos Aires"} <= names
    assert not any(place.zone.startswith(("Etc/", "posix", "right")) for place in places())


def test_eastern_time_is_named_as_such() -> None:
    assert place_label("America/New_York") == "Eastern Time · America/New_York"
    assert place_label("Europe/Berlin") == "Berlin · Europe/Berlin"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("ind", "Indianapolis, United States · America/Indiana/Indianapolis"),
        ("india", "Kolkata, India · Asia/Kolkata"),
        ("usa", "New York, United States · America/New_York"),
        ("de", "Berlin, Germany · Europe/Berlin"),
        ("england", "London, Britain (UK) · Europe/London"),
        ("sao", "Sao Paulo, Brazil · America/Sao_Paulo"),
        ("cote d'iv", "Abidjan, Côte d'Ivoire · Africa/Abidjan"),
        ("aires", "Buenos Aires, Argentina · America/Argentina/Buenos_Aires"),
        ("asia/calc", "Calcutta · Asia/Kolkata"),
        ("portland united", "Portland, United States · America/Los_Angeles"),
    ],
)
def test_the_likeliest_place_comes_first(text: str, first: str) -> None:
    found = search_places(text)[0].described
    assert found.replace("’", "'") == first  # zone data of 2026 writes Côte d’Ivoire


def test_every_zone_of_every_country_is_found_by_city_and_by_country() -> None:
    for row in zone_rows():
        city = row.zone.rpartition("/")[2].replace("_", " ")
        place = next(p for p in places() if p.zone == row.zone and p.name == city)
        assert place in search_places(city, 700)
        assert place in search_places(place.country, 700)


def test_every_place_has_a_zone_that_this_machine_knows_and_only_one_line() -> None:
    found = places()
    assert all(is_zone(place.zone) for place in found)
    assert len({place.label for place in found}) == len(found)


def test_what_can_mean_one_place_only_is_guessed() -> None:
    for text, zone in (("beng", "Asia/Kolkata"), ("pittsb", "America/New_York")):
        place = guess_place(text)
        assert place is not None
        assert place.zone == zone
    assert guess_place("united") is None
    assert guess_place("") is None
    assert search_places("  ") == []


@pytest.mark.parametrize("text", ["EST", "ist", "PST", "CET"])
def test_what_clocks_are_called_is_no_beginning_of_a_city_or_country(text: str) -> None:
    assert guess_place(text) is None  # not Estonia, not Istanbul
