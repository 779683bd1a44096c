"""Numbers of an account, and what each counts: the killed apart from the wounded, so that like meets like."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from dragoman.collation.patterns import pattern
from dragoman.languages import lexicons
from dragoman.model import Event, Quantity, Report

SUFFERED = {"killed", "wounded", "missing", "detained", "displaced", "evacuated"}
_ATTENDING = "attending"
_NEAR = 60  # letters that may stand between a count and the word for what those counted do
_PHRASE = 160  # letters behind a count that may say of whom it is a part
_BEHIND = 25  # or between the word for what is done to them and the count
_PEOPLE = re.compile(r"(?:er|or|ist|ant|ent|ian|man)$")  # endings of nouns of people


@dataclass(frozen=True, slots=True)
class Number:
    """A number that an account gives, of what, and how it is bounded. ``unit`` names what became of people counted."""

    value: float
    unit: str
    bound: str


def numbers_in(report: Report, event: Event, trigger: frozenset[str]) -> tuple[Number, ...]:
    """The numbers of an event and of its sentence; a part of another number ("four of them children") is left out.

    ``trigger`` are the stems of the event's own words.
    """
    found = []
    for quantity in report.quantities:
        if not quantity.spans or _counts_a_part(report, quantity):
            continue
        of_another = quantity.event is not None and quantity.event != event.id
        if quantity.event == event.id or (not of_another and event.sentence.covers(quantity.spans[0])):
            unit = unit_of(quantity, quantity.role or _role(report, event, trigger, quantity))
            found.append(Number(quantity.value, unit, quantity.bound.value))
    return tuple(dict.fromkeys(found))


def _counts_a_part(report: Report, quantity: Quantity) -> bool:
    """Whether a number counts some of others: "four of them", and of the soldiers wounded those who have died since."""
    behind = report.article.text[quantity.spans[0].end :][:_PHRASE]
    if pattern("part").match(behind):
        return True
    told = quantity.unit.partition(" ")[2]
    noun, found, rest = behind.partition(f" {told}") if told else ("", "", "")
    some = pattern("some").match(noun) or pattern("since").match(rest)  # "two men wounded there have died"
    return bool(found and some) and not pattern("clause").search(noun)


def unit_of(quantity: Quantity, role: str | None = None) -> str:
    """What a quantity counts, people by what became of them: the dead, the victims and those killed are one, and so are
    all who took part in a march or a strike."""
    role = role or quantity.role
    if role == _ATTENDING:
        return "people taking part"
    if role not in SUFFERED:
        return quantity.unit
    noun, _, told = quantity.unit.partition(" ")
    nobody = not told and quantity.role is not None
    return f"{'people' if nobody or noun in _people() else _counted().get(noun, noun)} {role}"


def _role(report: Report, event: Event, trigger: frozenset[str], quantity: Quantity) -> str | None:
    """What became of those counted by the word of their event that stands beside them: who goes on strike takes part in
    it, who is rounded up is detained."""
    noun = quantity.unit.partition(" ")[0]
    if not event.trigger or not (noun in _people() or noun in _counted() or _PEOPLE.search(noun)):
        return None
    word, count = event.trigger[0], quantity.spans[0]
    between = report.article.text[min(word.end, count.end) : max(word.start, count.start)]
    if re.search(r"[,;:.]", pattern("aside").sub("", between)):
        return None
    if event.type == "PROTEST" and len(between) <= (_NEAR if count.start < word.start else _BEHIND):
        return _ATTENDING
    return "detained" if "arrest" in trigger and word.start < count.start and len(between) <= _BEHIND else None


@cache
def _people() -> frozenset[str]:
    return frozenset(lexicons.table("numbers.toml")["uncounted"]["people"])


@cache
def _counted() -> dict[str, str]:
    """Nouns of people to the first of those that count the same: sailors of a crew, soldiers of troops."""
    rows = (row.split() for row in lexicons.table("collation.toml")["counted"])
    return {noun: first for first, *others in rows for noun in (first, *others)}
