"""What the lexicons say of names: countries, organisations, leaders, demonyms and role nouns, by language."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from dragoman import lexicons
from dragoman.lexicons import folded
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
    return table


@cache
def acronyms(language: str = "en") -> frozenset[str]:
    """Short names in capitals (as lower case), which are names only in capitals: "WHO", not "who"."""
    columns = [r["name"] + "|" + r["aliases"] for r in lexicons.rows("organisations.csv", language)]
    columns += [r["names"] for r in lexicons.rows("countries.csv", language)]
    every = {n for c in columns for n in c.split("|") if n}
    short = {n.lower() for n in every if n.isupper() and len(n) <= 5}
    return frozenset(short - {n.lower() for n in every if not n.isupper()})


@cache
def leaders() -> dict[str, str]:
    """Well-known representatives of states: full name (folded) to ISO 3166 alpha-3."""
    rows = lexicons.rows("leaders.csv")
    return {folded(n): r["country"] for r in rows for n in (r["name"] + "|" + r["aliases"]).split("|") if n}


@cache
def ruling_surnames() -> dict[str, str]:
    """Surnames (folded) that the leaders of one state only bear, to its alpha-3."""
    found: dict[str, set[str]] = {}
    for name, code in leaders().items():
        found.setdefault(name.split()[-1], set()).add(code)
    return {surname: min(codes) for surname, codes in found.items() if len(codes) == 1 and len(surname) > 2}


@cache
def demonyms(language: str = "en") -> dict[str, str]:
    """Demonym or adjective (lower case) to ISO 3166 alpha-3."""
    pairs = ((d, r["alpha3"]) for r in lexicons.rows("countries.csv", language) for d in r["demonyms"].split("|"))
    return {demonym.lower(): code for demonym, code in pairs if demonym}


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
    return table | {w: Role("GOV", ActorKind.MINISTRY) for w in words["ministry"]["words"]}


_NAME_START = re.compile(r"(?<![\w-])(?:[^\W\d_a-z]|al-|\d+ )")
_KEY = 2  # characters by which names are looked up


@cache
def _names_by_start(language: str = "en") -> dict[str, list[str]]:
    """Every name, demonym and seat of government (lower case) by its first characters, longest first."""
    table: dict[str, list[str]] = {}
    seats = lexicons.table("roles.toml", language)["seats"]
    for name in sorted({*names(language), *demonyms(language), *seats}, key=lambda n: (-len(n), n)):
        table.setdefault(name[:_KEY], []).append(name)
    return table


def named_in(text: str, language: str = "en") -> Iterator[tuple[int, int]]:
    """Where names of the lexicons stand in ``text``, longest first and without overlap."""
    end = 0
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
