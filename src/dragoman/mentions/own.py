"""Names that the user adds: people with their country, groups, bodies and outlets, in one CSV file.

The file is ``names.csv`` in the user's folder for Dragoman, or what the environment variable DRAGOMAN_NAMES names. It
is read with the shipped lexicons, goes before them, and its bytes count in the identity of every reading.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from dragoman.errors import LexiconError
from dragoman.languages import own_tables
from dragoman.languages.lexicons import folded
from dragoman.model import ActorKind

COLUMNS = ("name", "kind", "country", "sector", "aliases")
_KINDS = {
    kind.value: kind
    for kind in (
        ActorKind.PERSON,
        ActorKind.ORGANISATION,
        ActorKind.ARMED_GROUP,
        ActorKind.MINISTRY,
        ActorKind.OUTLET,
        ActorKind.GROUP,
    )
}
_SECTORS = {ActorKind.PERSON: "GOV", ActorKind.ARMED_GROUP: "REB", ActorKind.MINISTRY: "GOV", ActorKind.OUTLET: "JRN"}


class Own(NamedTuple):
    """A name that the user added, as a row of the file."""

    name: str
    kind: ActorKind
    country: str | None
    sector: str | None
    aliases: tuple[str, ...]

    def row(self) -> tuple[str, ...]:
        """Its values in the order of ``COLUMNS``."""
        return (self.name, self.kind.value, self.country or "", self.sector or "", "|".join(self.aliases))


def path() -> Path:
    """Where the user's names are kept; there may be no such file."""
    return own_tables.path("DRAGOMAN_NAMES", "names.csv")


def kept_file() -> Path | None:
    """The file of the user's names, None where the user has added none."""
    return path() if path().is_file() else None


@cache
def entries() -> tuple[Own, ...]:
    """The names that the user has added."""
    found = kept_file()
    return tuple(read(found)) if found else ()


def read(file: Path) -> list[Own]:
    """The names in a CSV file; LexiconError says in which line what is wrong."""
    return [_checked(row, where) for row, where in own_tables.read(file, COLUMNS, ("name", "kind", "country"))]


def _checked(row: dict[str, str], where: str) -> Own:
    name, kind = row["name"], row["kind"]
    if kind not in _KINDS:
        raise LexiconError(f"{where}: {kind!r} is no kind of actor; the kinds are {', '.join(_KINDS)}")
    country = own_tables.country(row["country"], where)
    if kind == ActorKind.PERSON.value and not country:
        raise LexiconError(f"{where}: {name} needs a country; people are listed for nothing else")
    sector = row["sector"].upper() or _SECTORS.get(_KINDS[kind])
    return Own(name, _KINDS[kind], country or None, sector, own_tables.several(row["aliases"]))


def add(file: Path) -> tuple[int, int]:
    """Keep the names of a CSV file, in place of those of the same name. How many are new, and how many replaced."""
    new = {one.name: one for one in read(file)}
    found = kept_file()
    old = {one.name: one for one in read(found)} if found else {}
    own_tables.keep(path(), COLUMNS, (one.row() for one in {**old, **new}.values()))
    entries.cache_clear()
    return len(new.keys() - old.keys()), len(new.keys() & old.keys())


def leaders() -> dict[str, str]:
    """The people whom the user added: name (folded) to country."""
    people = (one for one in entries() if one.kind is ActorKind.PERSON and one.country)
    return {folded(name): str(one.country) for one in people for name in (one.name, *one.aliases)}
