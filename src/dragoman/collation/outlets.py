"""Outlets: who speaks through them, so that two outlets of one owner or one state count as one voice.

The register is shipped (``outlets.csv`` of the language) and the user's own: ``outlets.csv`` in the user's folder for
Dragoman, or what the environment variable DRAGOMAN_OUTLETS names. A row of the user goes before a shipped one.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from dragoman.collation.accounts import Account, source_key
from dragoman.errors import LexiconError
from dragoman.languages import lexicons, own_tables

COLUMNS = ("name", "aliases", "kind", "country", "voice")
KINDS = ("state", "party", "owner", "wire", "public", "private")


class Outlet(NamedTuple):
    """An outlet: its names, its kind and country, and whose voice it is; "" where it speaks for itself."""

    name: str
    aliases: tuple[str, ...]
    kind: str
    country: str
    voice: str


def path() -> Path:
    """Where the user's outlets are kept; there may be no such file."""
    return own_tables.path("DRAGOMAN_OUTLETS", "outlets.csv")


@cache
def _kept() -> Path | None:
    """The file of the user's outlets; None where there is none, or none that may be looked at."""
    found = path()
    try:
        return found if found.is_file() else None
    except PermissionError:  # the folder is another user's
        return None


@cache
def identity() -> str:
    """A hash of the user's outlets, "" where there are none: independent sources are counted by it."""
    found = _kept()
    return hashlib.sha256(found.read_bytes()).hexdigest() if found else ""


@cache
def register() -> tuple[Outlet, ...]:
    """All outlets by name, those of the user in place of shipped ones of the same name."""
    shipped, own = [_outlet(row) for row in lexicons.rows("outlets.csv")], _kept()
    found = {source_key(o.name): o for o in (*shipped, *(read(own) if own else ()))}
    return tuple(sorted(found.values(), key=lambda o: o.name))


def look_again() -> None:
    """Read the user's outlets anew: they are held from the first question on."""
    for held in (_kept, identity, register, _voices):
        held.cache_clear()


def read(file: Path) -> list[Outlet]:
    """The outlets in a CSV file; LexiconError says in which line what is wrong."""
    return [_checked(row, where) for row, where in own_tables.read(file, COLUMNS, ("name", "voice"))]


def _checked(row: dict[str, str], where: str) -> Outlet:
    found = _outlet(row | {"country": own_tables.country(row["country"], where)})
    if not source_key(found.name):
        raise LexiconError(f"{where}: no name")
    if found.kind and found.kind not in KINDS:
        raise LexiconError(f"{where}: {found.kind!r} is no kind of outlet; the kinds are {', '.join(KINDS)}")
    return found


def _outlet(row: dict[str, str]) -> Outlet:
    return Outlet(row["name"], own_tables.several(row["aliases"]), row["kind"], row["country"], row["voice"])


def add(file: Path) -> tuple[int, int]:
    """Keep the outlets of a CSV file, in place of those of the same name. How many are new, and how many replaced."""
    new = {source_key(o.name): o for o in read(file)}
    target = path()
    old = {source_key(o.name): o for o in read(target)} if target.is_file() else {}
    own_tables.keep(target, COLUMNS, ((o.name, "|".join(o.aliases), *o[2:]) for o in {**old, **new}.values()))
    look_again()
    return len(new.keys() - old.keys()), len(new.keys() & old.keys())


@cache
def _voices() -> dict[str, str]:
    """Names of outlets to the voice that each is: its state, its party or its owner."""
    return {source_key(name): source_key(o.voice) for o in register() if o.voice for name in (o.name, *o.aliases)}


def voice_of(account: Account) -> str:
    """Whose word an account is: its innermost named source, or whoever speaks through that source."""
    return _voices().get(account.root, account.root)


def voice_of_outlet(account: Account) -> str:
    """Whose word it is where the outlet says it without a source."""
    own = source_key(account.publisher or f"article {account.article}")
    return _voices().get(own, own)
