"""Numbers of an account, and what each counts: the killed apart from the wounded, so that like meets like."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from dragoman.languages import lexicons
from dragoman.model import Event, Quantity, Report

_PART = re.compile(r"^\s{0,3}(?:of\s(?:them|whom|those)|among\s(?:them|whom))\b", re.IGNORECASE)
_SUFFERED = {"killed", "wounded", "missing", "detained", "displaced", "evacuated"}


@dataclass(frozen=True, slots=True)
class Number:
    """A number that an account gives, of what, and how it is bounded. ``unit`` names what became of people counted."""

    value: float
    unit: str
    bound: str


def numbers_in(report: Report, event: Event) -> tuple[Number, ...]:
    """The numbers of an event and of its sentence; a part of another number ("four of them children") is left out."""
    found = []
    for quantity in report.quantities:
        if not quantity.spans or _PART.match(report.article.text[quantity.spans[0].end :][:20]):
            continue
        of_another = quantity.event is not None and quantity.event != event.id
        if quantity.event == event.id or (not of_another and event.sentence.covers(quantity.spans[0])):
            found.append(Number(quantity.value, unit_of(quantity), quantity.bound.value))
    return tuple(dict.fromkeys(found))


def unit_of(quantity: Quantity) -> str:
    """What a quantity counts, people by what became of them: the dead, the victims and those killed are one."""
    if quantity.role not in _SUFFERED:
        return quantity.unit
    noun, _, told = quantity.unit.partition(" ")
    people = lexicons.table("numbers.toml")["uncounted"]["people"]
    return f"{'people' if not told or noun in people else _counted().get(noun, noun)} {quantity.role}"


@cache
def _counted() -> dict[str, str]:
    """Nouns of people to the first of those that count the same: sailors of a crew, soldiers of troops."""
    rows = (row.split() for row in lexicons.table("collation.toml")["counted"])
    return {noun: first for first, *others in rows for noun in (first, *others)}
