"""What the lexicons say of names: countries, organisations, leaders, demonyms and role nouns, by language."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from dragoman.languages import lexicons
from dragoman.languages.lexicons import folded
from dragoman.mentions import own
from dragoman.model import ActorKind


class Known(NamedTuple):
    """What a lexicon knows of a name."""

    name: str
    kind: ActorKind
    country: str | None
    sector: str | None


class Role(NamedTuple):
    """What a role noun implies of whoever it names."""

    sector: str | None
    kind: ActorKind


@cache
def names(language: str = "en") -> dict[str, Known]:
    """Every known name (lower case) of a country, capital or organisation. States go by their English names."""
    table: dict[str, Known] = {}
    for row in lexicons.rows("countries.csv", language):
        known = Known(country_names()[row["alpha3"]], ActorKind.STATE, row["alpha3"], "GOV")
        table |= {n.lower(): known for n in (row["names"] + "|" + row["capitals"]).split("|") if n}
    for row in lexicons.rows("organisations.csv", language):
        known = Known(row["name"], ActorKind(row["kind"]), row["country"] or None, row["sector"])
        table |= {n.lower(): known for n in (row["name"] + "|" + row["aliases"]).split("|") if n}
    if language == "en":
        table = {**_official_names(), **_region_names(), **table, **_own_names()}
        table |= {_unaccented(name): known for name, known in table.items() if not name.isascii()}
        for word, other in lexicons.table("names.toml")["variants"]["words"].items():
            table |= {name.replace(word, other): known for name, known in table.items() if word in name}
    return {name.replace("’", "'"): known for name, known in table.items()}


def _unaccented(name: str) -> str:
    return folded(name.replace("’", "'"))


def _own_names() -> dict[str, Known]:
    bodies = (one for one in own.entries() if one.kind is not ActorKind.PERSON)
    return {
        name.lower(): Known(one.name, one.kind, one.country, one.sector)
        for one in bodies
        for name in (one.name, *one.aliases)
    }


def _official_names() -> dict[str, Known]:
    """The names that ISO 3166-1 gives to the states and territories known here."""
    import pycountry

    table: dict[str, Known] = {}
    for country in pycountry.countries:
        if country.alpha_3 not in country_names():
            continue
        known = Known(country_names()[country.alpha_3], ActorKind.STATE, country.alpha_3, "GOV")
        given = (getattr(country, key, "") for key in ("name", "common_name", "official_name"))
        table |= {n.lower().removeprefix("the "): known for n in given if n and "," not in n and "(" not in n}
    return table


_FEDERAL = ("US", "CA", "AU", "IN")  # whose states and provinces news names without their country


@cache
def divisions() -> dict[str, str]:
    """The states and provinces of federal states (lower case) with the federal state: where "Paris, Texas" is."""
    import pycountry

    alpha3 = {c.alpha_2: c.alpha_3 for c in pycountry.countries}
    federal = (d for d in pycountry.subdivisions if d.country_code in _FEDERAL)
    return {d.name.lower(): alpha3[d.country_code] for d in federal}


def _region_names() -> dict[str, Known]:
    """Regions, and the states and provinces of federal states: no states, but with a state's country."""
    import pycountry

    alpha3 = {c.alpha_2: c.alpha_3 for c in pycountry.countries}
    divisions = (d for d in pycountry.subdivisions if d.country_code in _FEDERAL)
    parts = [(d.name, alpha3[d.country_code]) for d in divisions]
    parts += [(row["name"], row["country"]) for row in lexicons.rows("regions.csv")]
    return {name.lower(): Known(name, ActorKind.ORGANISATION, code, "GOV") for name, code in parts}


@cache
def nowhere() -> frozenset[str]:
    """Names (lower case) that hold a country's name and are no country's: "persian gulf"."""
    return frozenset(name.lower() for name in lexicons.table("names.toml")["nowhere"]["words"])


@cache
def no_states() -> frozenset[str]:
    """Words (lower case) that make a thing's name of a country's before them: "Turkey Creek"."""
    return frozenset(lexicons.table("names.toml")["nowhere"]["behind"])


@cache
def no_place_alone() -> frozenset[str]:
    """Words (lower case) that name no place by themselves: "south", "gulf"."""
    return frozenset(lexicons.table("names.toml")["nowhere"]["compass"]) | nowhere()


@cache
def acronyms(language: str = "en") -> frozenset[str]:
    """Short names in capitals (as lower case), which are names only in capitals: "WHO", not "who"."""
    columns = [r["name"] + "|" + r["aliases"] for r in lexicons.rows("organisations.csv", language)]
    columns += ["|".join((one.name, *one.aliases)) for one in own.entries()]
    columns += [r["names"] for r in lexicons.rows("countries.csv", language)]
    every = {n for c in columns for n in c.split("|") if n}
    short = {n.lower() for n in every if n.isupper() and len(n) <= 5}
    return frozenset(short - {n.lower() for n in every if not n.isupper()})


@cache
def called(name: str) -> tuple[str, ...]:
    """A name, folded, and the other names that a body of the lexicon goes by: "united nations" is "un" too."""
    others = (n for row in _bodies().get(folded(name), ()) for n in row)
    return tuple(dict.fromkeys((" ".join(folded(name).split()), *others)))


@cache
def _bodies() -> dict[str, list[tuple[str, ...]]]:
    """The names of each body of the lexicon, folded, by each of them."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for row in lexicons.rows("organisations.csv"):
        every = tuple(folded(n) for n in (row["name"] + "|" + row["aliases"]).split("|") if n)
        for one in every:
            found.setdefault(one, []).append(every)
    return found


@cache
def leaders() -> dict[str, str]:
    """Well-known representatives of states: full name (folded) to ISO 3166 alpha-3."""
    rows = lexicons.rows("leaders.csv")
    shipped = {folded(n): r["country"] for r in rows for n in (r["name"] + "|" + r["aliases"]).split("|") if n}
    return shipped | own.leaders()


@cache
def surnames_of_leaders() -> dict[str, frozenset[str]]:
    """Surnames (folded) of leaders with the states of those who bear them."""
    found: dict[str, set[str]] = {}
    people = lexicons.table("names.toml")["people"]
    for name, code in leaders().items():
        words = [w for w in name.split() if w.rstrip(".") not in people["suffixes"]]
        found.setdefault(words[0 if words[0] in people["surnames_first"] else -1], set()).add(code)
    return {surname: frozenset(codes) for surname, codes in found.items()}


@cache
def ruling_surnames() -> dict[str, str]:
    """Surnames (folded) that tell a state: those that leaders of one only bear and that are not common."""
    found, people = surnames_of_leaders(), lexicons.table("names.toml")["people"]
    common = {*people["common_surnames"], *people["surnames_first"]} - {"xi", "orban", "szijjarto"}
    return {n: min(codes) for n, codes in found.items() if len(codes) == 1 and len(n) > 1 and n not in common}


@cache
def demonyms(language: str = "en") -> dict[str, str]:
    """Demonym or adjective (lower case) to ISO 3166 alpha-3."""
    pairs = [(d, r["alpha3"]) for r in lexicons.rows("countries.csv", language) for d in r["demonyms"].split("|")]
    table = {demonym.lower(): code for demonym, code in pairs if demonym}
    if language != "en":
        return table
    pairs = [(d, r["country"]) for r in lexicons.rows("regions.csv") for d in r["demonyms"].split("|")]
    regional = {demonym.lower(): code for demonym, code in pairs if demonym}
    return {**lexicons.table("names.toml")["places"]["demonyms"], **regional, **table}


@cache
def country_names() -> dict[str, str]:
    """ISO 3166 alpha-3 to the usual English name."""
    return {r["alpha3"]: r["names"].split("|")[0] for r in lexicons.rows("countries.csv")}


@cache
def roles(language: str = "en") -> dict[str, Role]:
    """Role nouns (lemmas in lower case) to the sector and the kind of actor that they imply."""
    words = lexicons.table("roles.toml", language)
    table: dict[str, Role] = {}
    for section, kind in (
        ("person", ActorKind.PERSON),
        ("body", ActorKind.ORGANISATION),
        ("armed", ActorKind.ARMED_GROUP),
        ("population", ActorKind.POPULATION),
    ):
        for sector, nouns in words[section].items():
            for noun in nouns:
                table.setdefault(noun, Role(sector, kind))
    table |= {w: Role("JRN", ActorKind.OUTLET) for w in words["outlet"]["words"]}
    table |= {w: Role(None, ActorKind.GROUP) for w in (*words["group"]["words"], *words["side"]["words"])}
    table |= {w: Role("GOV", ActorKind.MINISTRY) for w in words["ministry"]["words"]}
    return table | {w: Role("GOV", ActorKind.STATE) for w in words.get("country", {}).get("words", ())}


_NAME_START = re.compile(r"(?<![\w-])(?:[^\W\d_a-z]|al-|\d+ )")
_KEY = 2  # characters by which names are looked up


@cache
def _names_by_start(language: str = "en") -> dict[str, list[str]]:
    """Every name, demonym and seat of government (lower case) by its first characters, longest first."""
    table: dict[str, list[str]] = {}
    seats = lexicons.table("roles.toml", language)["seats"]
    masks = nowhere() if language == "en" else frozenset()
    for name in sorted({*names(language), *demonyms(language), *seats, *masks}, key=lambda n: (-len(n), n)):
        table.setdefault(name[:_KEY], []).append(name)
    return table


def named_in(text: str, language: str = "en") -> Iterator[tuple[int, int]]:
    """Where names of the lexicons stand in ``text``, longest first and without overlap."""
    end = 0
    text = text.replace("’", "'")
    for match in _NAME_START.finditer(text):
        start = match.start()
        if start < end:
            continue
        for name in _names_by_start(language).get(text[start : start + _KEY].lower(), ()):
            stop = start + len(name)
            after = text[stop : stop + 1]
            if text[start:stop].lower() == name and not (after.isalnum() or after == "_"):
                yield start, stop
                end = stop
                break
