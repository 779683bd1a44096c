"""Places: the cities and regions that a report names, with their country and, for cities, coordinates.

Cities are GeoNames' of 15,000 people and more (``cities.tsv``, CC BY 4.0, made by tools/places.py), provinces ISO
3166-2 (pycountry), and regions that news names without saying whose they are a table of our own,
``languages/en/regions.csv``, which says where that is disputed.
"""

from functools import cache
from importlib.resources import files
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from dragoman.languages import lexicons
from dragoman.languages.lexicons import folded
from dragoman.mentions.countries import division_after, index_of, is_of_ware
from dragoman.mentions.names import Known, no_place_alone
from dragoman.model import ActorKind
from dragoman.reading.draft import DRAFT, PARSE, Place, begin

_LABELS = {"GPE", "LOC", "FAC"}
_WELL_KNOWN = 200_000  # people: below this, another name of a city is believed only in a country that the report names


class _City(NamedTuple):
    place: Place
    population: int
    own_name: bool


@cache
def _alpha3() -> dict[str, str]:
    """ISO 3166-1 alpha-2 to alpha-3, and Kosovo's, which ISO has left to users."""
    import pycountry

    return {country.alpha_2: country.alpha_3 for country in pycountry.countries} | {"XK": "XKX"}


@cache
def _lines() -> list[str]:
    return files("dragoman.mentions").joinpath("cities.tsv").read_text("utf-8").splitlines()


@cache
def _lines_by_name() -> dict[str, list[int]]:
    """The lines of cities by every name that they have, folded; those of one name in GeoNames' order."""
    table: dict[str, list[int]] = {}
    for number, line in enumerate(_lines()):
        name, rest = line.split("\t", 1)
        own = folded(name)
        table.setdefault(own, []).append(number)
        names = rest.rsplit("\t", 1)[1].lower()
        if names:
            for other in {*names.split("|")} - {own, ""}:
                table.setdefault(other, []).append(number)
    return table


def _cities(key: str) -> tuple[_City, ...]:
    """The cities that have the folded name ``key``; made when asked for, since a run asks for few of them."""
    found = []
    for number in _lines_by_name().get(key, ()):
        name, country, latitude, longitude, people, _ = _lines()[number].split("\t")
        place = Place(name, country, float(latitude), float(longitude))
        found.append(_City(place, int(people), folded(name) == key))
    return tuple(found)


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


def find(name: str, near: frozenset[str] = frozenset(), *, province: bool = False) -> Place | None:
    """The place called ``name``: of several, one in a country of ``near``, then the largest city; None if unknown.

    A province is believed in a country of ``near``, or where the text calls it a ``province``.
    """
    key = folded(name)
    if key in no_place_alone():
        return None
    if key in _curated():
        return _regions()[key]
    cities = _cities(key)
    here = [c for c in cities if c.place.country in near]
    known = here or [c for c in cities if c.own_name or c.population >= _WELL_KNOWN]
    if known:
        return max(known, key=lambda c: (c.own_name, c.population)).place
    region = _regions().get(key)
    return region if region is not None and (province or region.country in near) else None


class PlaceReader:
    """spaCy component ``dragoman_places``: fills ``Draft.places``, by the index of each token of a place's name."""

    def __call__(self, doc: Doc) -> Doc:
        draft = begin(doc, "dragoman_places")
        index = index_of(doc)
        near = frozenset(index.countries.values())
        for entity in doc.ents:
            if entity.label_ not in _LABELS or is_of_ware(entity):
                continue
            words = _hyphened([t for t in entity if t.lower_ not in {"the", "'s", "’s"}])
            if folded(_name(words)) in no_place_alone():
                continue
            while len(words) > 1 and (words[0].is_lower or words[0].lower_ in _directions()):
                words.pop(0)  # "downtown Lima", "Northern Cyprus"
            region = next((index.known[t.i] for t in words if t.i in index.known), None)
            inside = division_after(words[-1]) if words and region is None else None
            around = frozenset({inside}) if inside else near
            place = _of_region(region) or (find(_name(words), around, province=_is_province(entity)) if words else None)
            if place is not None and inside is not None and place.country != inside:
                place = Place(place.name, inside)
            if place is not None:
                draft.places |= {t.i: place for t in words}
        return doc


@cache
def _directions() -> frozenset[str]:
    """Words that only say which part of a place is meant: "northern"."""
    return frozenset(lexicons.table("names.toml")["nowhere"]["directions"])


def _hyphened(words: list[Token]) -> list[Token]:
    """``words`` with what hyphens join to them: "Stoke-on-Trent"."""
    while words and not words[-1].whitespace_:
        rest = words[-1].doc[words[-1].i + 1 : words[-1].i + 3]
        if len(rest) < 2 or rest[0].text != "-" or rest[0].whitespace_ or not rest[1].is_alpha:
            break
        if rest[1].text.islower() and not _goes_on(rest[1]):
            break  # "Minsk-based"
        words = [*words, *rest]
    return words


def _goes_on(small: Token) -> bool:
    after = small.doc[small.i + 1 : small.i + 3]
    return len(after) == 2 and after[0].text == "-" and after[1].text.istitle() and not small.whitespace_


def _name(words: list[Token]) -> str:
    return "".join(t.text if _is_in_hyphens(t) else f"{t.text} " for t in words).strip()


def _is_in_hyphens(token: Token) -> bool:
    """Whether no space follows, for a hyphen is next or is ``token`` itself."""
    after = token.nbor(1).text if token.i + 1 < len(token.doc) else ""
    return not token.whitespace_ and "-" in {token.text, after}


def _of_region(known: Known | None) -> Place | None:
    """The place that a region known by name is; countries are no places of their own."""
    is_region = known is not None and known.kind is ActorKind.ORGANISATION and known.sector == "GOV"
    curated = folded(known.name) in _curated() if known is not None else False
    return Place(known.name, known.country) if is_region and not curated and known and known.country else None


def _is_province(entity: Span) -> bool:
    """Whether the words around a name say that it is a province: "Helmand province", "the state of Sonora"."""
    words: list[str] = lexicons.table("names.toml")["provinces"]["words"]
    doc = entity.doc
    after = doc[entity.end].lower_ if entity.end < len(doc) else ""
    before = [t.lower_ for t in doc[max(0, entity.start - 2) : entity.start]]
    return after in words or entity[-1].lower_ in words or bool({*before} & {*words} and "of" in before)


@Language.factory("dragoman_places", requires=PARSE, assigns=DRAFT)
def make_places(nlp: Language, name: str) -> PlaceReader:
    """Factory of the component that finds places."""
    return PlaceReader()
