"""The table of cities: how it is made, and that reading finds in it what it must."""

import sys
from pathlib import Path

from dragoman.mentions.places import find

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))
import places

CITIES = [
    {
        "name": "Österby",
        "countrycode": "SE",
        "latitude": 59.5,
        "longitude": -18.25004,
        "population": 15001,
        "alternatenames": ["Osterby", "OSB", "Эстербю", "osterby", "Oster|by", "OSTERBY"],
    }
]


def test_a_row_holds_what_reading_asks_for() -> None:
    assert list(places.lines(CITIES, {"SE": "SWE"})) == ["Österby\tSWE\t59.5\t-18.25004\t15001\tOsterby"]


def test_cities_are_found_by_every_name() -> None:
    kidal, munich = find("Kidal"), find("Munich")
    assert kidal is not None and kidal.country == "MLI" and round(kidal.latitude or 0) == 18
    assert munich is not None and munich.country == "DEU"
    pristina = find("Pristina")
    assert pristina is not None and pristina.country == "XKX"
    assert find("Nowhereville-upon-Sand") is None


def test_of_two_cities_the_one_nearby_or_the_larger_is_meant() -> None:
    assert (find("London") or find("")).country == "GBR"  # type: ignore[union-attr]
    assert find("London", frozenset({"CAN"})).country == "CAN"  # type: ignore[union-attr]
