"""Conflicts: accounts of one event that cannot all be right - held against denied, other numbers, other days."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from dragoman.collation.accounts import Account, Number
from dragoman.collation.copies import Copies
from dragoman.collation.events import JoinedEvent, first_hand

_FLOORS = {"more than", "at least"}
_CEILINGS = {"less than", "at most"}
_ABOUT = 0.15  # share by which "about" may miss


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two sets of accounts of one event that contradict. ``kind``: denial, number or date; ``about`` says in what."""

    event: str
    kind: str
    about: str
    one: tuple[Account, ...]
    other: tuple[Account, ...]


def conflicts_in(event: JoinedEvent, copies: Copies) -> list[Conflict]:
    """The conflicts between accounts of ``event``, at most one of each kind and unit; copies do not count."""
    accounts = first_hand(event.accounts, copies)
    found = [c for c in (_denial(event, accounts), _dates(event, accounts)) if c]
    units = sorted({n.unit for a in accounts for n in a.numbers})
    return found + [c for unit in units if (c := _numbers(event, unit, accounts))]


def _denial(event: JoinedEvent, accounts: list[Account]) -> Conflict | None:
    told = [a for a in accounts if a.modality in {"asserted", "denied", "negated", "planned"}]
    yes, no = tuple(a for a in told if a.positive), tuple(a for a in told if not a.positive)
    return Conflict(event.id, "denial", "whether it happened", yes, no) if yes and no else None


def _dates(event: JoinedEvent, accounts: list[Account]) -> Conflict | None:
    dated = [a for a in accounts if a.dated]
    for a, b in combinations(dated, 2):
        if a.first and b.first and a.last and b.last and (a.last < b.first or b.last < a.first):
            one = tuple(x for x in dated if x.first == a.first)
            other = tuple(x for x in dated if x.first == b.first)
            return Conflict(event.id, "date", f"{a.first} or {b.first}", one, other)
    return None


def _numbers(event: JoinedEvent, unit: str, accounts: list[Account]) -> Conflict | None:
    giving = [(a, n) for a in accounts for n in a.numbers if n.unit == unit]
    for (a, n), (b, m) in combinations(giving, 2):
        if a.article != b.article and not compatible(n, m):
            one = tuple(x for x, k in giving if k == n)
            other = tuple(x for x, k in giving if k == m)
            return Conflict(event.id, "number", f"{unit}: {_say(n)} or {_say(m)}", one, other)
    return None


def compatible(a: Number, b: Number) -> bool:
    """Whether two numbers of one thing can both be right."""
    if a.bound in _FLOORS or b.bound in _FLOORS:
        floor, other = (a, b) if a.bound in _FLOORS else (b, a)
        return other.bound in _FLOORS or other.value >= floor.value
    if a.bound in _CEILINGS or b.bound in _CEILINGS:
        ceiling, other = (a, b) if a.bound in _CEILINGS else (b, a)
        return other.bound in _CEILINGS or other.value <= ceiling.value
    if "about" in {a.bound, b.bound}:
        return abs(a.value - b.value) <= _ABOUT * max(abs(a.value), abs(b.value))
    return a.value == b.value


def _say(number: Number) -> str:
    bound = "" if number.bound == "exact" else f"{number.bound} "
    return f"{bound}{number.value:,.10g}"
