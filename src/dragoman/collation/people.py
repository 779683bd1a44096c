"""People over reports: which names are one person's, spellings and transliterations included, and whom they speak for.

Names with one surname are compared with one another. Full names that sound alike are one person's unless reports give
them different countries; a surname alone is that of the one person who bears it. Whoever is told in some report to hold
an office of a state speaks for that state in the others too, until one calls them its former holder.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from dragoman.collation.actors import Mention, folded, is_single, own_key, surname_of
from dragoman.languages import lexicons
from dragoman.mentions.people import parts_of, sounds

_OFFICES = {"GOV", "MIL", "COP", "SPY", "JUD"}  # sectors (PLOVER) that speak for their state
_APART = {"OPP", "REB", "CVL", "JRN", "BUS"}  # sectors that do not, whatever else a report calls them


class Name(NamedTuple):
    """A person's name as reports give it: its own key, whether it is one word, with which country, sector and office,
    reported on which day, and in how many mentions."""

    own: str
    name: str
    single: bool
    country: str | None
    sector: str | None
    mentions: int = 1
    role: str | None = None
    day: dt.date | None = None


class Meant(NamedTuple):
    """What a name counts as where reports are compared: ``name`` (a state's code or one folded name), and from the day
    ``until`` on, when the office was told to be over, ``own``."""

    name: str
    until: dt.date | None = None
    own: str = ""

    def on(self, day: dt.date | None) -> str:
        """What it counts as in a report of ``day``."""
        return self.own if self.until is not None and day is not None and day >= self.until else self.name


def meant_on(known: Mapping[str, Meant], name: str, day: dt.date | None) -> str:
    """What ``name`` counts as in a report of ``day``: itself where nothing else is known."""
    return known[name].on(day) if name in known else name


@cache
def _former() -> frozenset[str]:
    return frozenset(lexicons.table("collation.toml")["former"])


def is_former(role: str | None) -> bool:
    """Whether words of an office say that it is held no more: "former foreign minister", "ex-president"."""
    return role is not None and not _former().isdisjoint(re.split(r"[\s-]+", folded(role)))


def names_of(mentions: Iterable[Mention]) -> dict[str, list[Name]]:
    """The names of people among ``mentions``, by the sound of their surname."""
    found: dict[str, list[Name]] = defaultdict(list)
    for m in mentions:
        surname = surname_of(m)
        if surname is not None:
            found[surname].append(Name(own_key(m), m.name, is_single(m), m.country, m.sector, 1, m.role, m.date))
    return found


def one_key(names: Iterable[Name]) -> dict[str, str]:
    """The key of the person behind each key of ``names``, which have one surname."""
    spelled: dict[str, set[str]] = defaultdict(set)
    countries: dict[str, set[str]] = defaultdict(set)
    alone: set[str] = set()
    for name in names:
        if name.single:
            alone.add(name.own)
            continue
        sound = sounds(parts_of(name.name))
        spelled[sound].add(name.own)
        countries[sound] |= {name.country} if name.country else set()
    keys = {own: min(owns) if len(countries[sound]) < 2 else own for sound, owns in spelled.items() for own in owns}
    people = set(keys.values())
    return keys | {own: next(iter(people)) if len(people) == 1 else own for own in alone if own not in keys}


def counting_as(names: Iterable[Name]) -> dict[str, Meant]:
    """What folded names of one surname count as where reports are compared: the code of the state that somebody speaks
    for while in office, else one folded name; only of names that count as something else than themselves."""
    every = list(names)
    keys = one_key(every)
    groups: dict[str, list[Name]] = defaultdict(list)
    for name in every:
        groups[keys[name.own]].append(name)
    found: dict[str, Meant] = {}
    for group in groups.values():
        meant = _meant(group)
        found |= {folded(n.name): meant for n in group if folded(n.name) != meant.name}
    return found


def people(mentions: Iterable[Mention]) -> dict[str, Meant]:
    """What the names of people among ``mentions`` count as over reports; see ``counting_as``."""
    return {name: meant for names in names_of(mentions).values() for name, meant in counting_as(names).items()}


def _meant(group: list[Name]) -> Meant:
    full = [n for n in group if not n.single] or group
    own = min(folded(n.name) for n in full)
    sectors = {n.sector for n in group}
    in_office = [n for n in group if n.sector in _OFFICES and not is_former(n.role)]
    countries: Counter[str] = Counter()
    for n in group:
        countries.update({n.country: n.mentions} if n.country else {})
    if len(countries) != 1 or not in_office or sectors & _APART:
        return Meant(own)
    return Meant(next(iter(countries)), _out_since(group, in_office), own)


def _out_since(group: list[Name], in_office: list[Name]) -> dt.date | None:
    """The day of the first report that calls somebody the former holder and that none with the office comes after."""
    last = max((n.day for n in in_office if n.day and n.role), default=dt.date.min)
    return min((n.day for n in group if n.day and n.day > last and is_former(n.role)), default=None)
