"""Type-ahead over cities: a name, a zone, a label; never a path."""

import pytest

from companion.models.places import find_place, place_label, places


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
    ],
)
def test_a_city_or_zone_is_found(text: str, zone: str) -> None:
    place = find_place(text)
    assert place is not None
    assert place.zone == zone


@pytest.mark.parametrize(
    "text", ["", "EST", "Atlantis", "../../etc/passwd", "/etc/localtime", "Berlin · ../x", "\0"]
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
