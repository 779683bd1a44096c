"""Conflicts: accounts of one event that cannot all be right - held against denied, other numbers, other days.

Like meets like: the killed with the killed, counts of one time with one another, a day with a day. A count that rises
with the days is no conflict but a series (``tolls``).
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations, islice, product
from typing import NamedTuple

from dragoman.collation.accounts import Account, harm, stem, whole_of
from dragoman.collation.actors import folded
from dragoman.collation.copies import Copies
from dragoman.collation.events import JoinedEvent, are_bodies_of, befell_once, first_hand, things_of
from dragoman.collation.numbers import SUFFERED, Number
from dragoman.collation.outlets import voice_of, voice_of_outlet
from dragoman.collation.patterns import pattern
from dragoman.collation.stands import contradict
from dragoman.languages import lexicons

Given = tuple[Account, Number]
_COUNTED_ONCE = {"people taking part", "soldier"}  # of whom a later, higher count is no later state of things
_OFFICERS = {"policeman", "soldier", "guard"}  # whom a report may call officers
_FLOORS = {"more than", "at least"}
_CEILINGS = {"less than", "at most"}
_ABOUT = 0.15  # share by which "about" may miss
_SLIP = 2  # days by which reports of one event miss one another; more is another event
_LATER = dt.timedelta(days=60)  # between reports, from when on their numbers are not compared
_OWN = re.compile(r"(?:its|his|her|their|our|my) ")  # people who are named only by whose they are
_THINGS = 2  # words by which two sentences are taken to tell of one thing
_STRUCK = {"ASSAULT"}  # types of acts of which it is asked who did them
_SETTLED = dt.timedelta(days=3)  # after an event, from when on a count is held to be final


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two sets of accounts of one event that contradict. ``kind``: denial, number, date, stance; ``about``: in what."""

    event: str
    kind: str
    about: str
    one: tuple[Account, ...]
    other: tuple[Account, ...]


class Count(NamedTuple):
    """One count of a series: the day of its report, the number with its bound, whose word it is, and the sentence."""

    day: dt.date | None
    value: float
    bound: str
    voice: str
    article: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Toll:
    """Counts of one thing of one event by the day of their report, the earliest first: a series, not a conflict.

    ``day`` and ``place`` are the event's, ``unit`` what is counted ("people killed").
    """

    event: str
    unit: str
    day: dt.date | None
    place: str | None
    counts: tuple[Count, ...]


def conflicts_in(event: JoinedEvent, copies: Copies) -> list[Conflict]:
    """The conflicts between accounts of ``event``, at most one of each kind and unit; copies do not count."""
    accounts = first_hand(event.accounts, copies)
    kinds = (_denial, _doers, _dates, _stands)
    found = [c for kind in kinds if (c := kind(event, accounts))]
    units = sorted({n.unit for a in accounts for n in a.numbers})
    found += [c for unit in units if (c := _numbers(event, unit, accounts))]
    return found if any(c.kind == "number" for c in found) else [*found, *islice(_in_other_words(event, accounts), 1)]


def tolls(event: JoinedEvent, copies: Copies) -> list[Toll]:
    """What ``event``'s accounts count, by unit, where more than one report does."""
    found = []
    for unit, giving in sorted(_by_unit(first_hand(event.accounts, copies)).items()):
        if len({a.article for a, _ in giving}) > 1:
            rows = {Count(a.published, n.value, n.bound, voice_of(a), a.article, a.sentence) for a, n in giving}
            counts = tuple(sorted(rows, key=lambda c: (c.day or dt.date.max, *c[1:])))
            found.append(Toll(event.id, unit, event.day, event.place or event.country, counts))
    return found


def _by_unit(accounts: Sequence[Account]) -> dict[str, list[tuple[Account, Number]]]:
    giving: dict[str, list[tuple[Account, Number]]] = defaultdict(list)
    for account in accounts:
        for number in account.numbers:
            giving[number.unit].append((account, number))
    return giving


def _denial(event: JoinedEvent, accounts: list[Account]) -> Conflict | None:
    """Whether some hold that it happened and others that it did not; what nobody holds is not denied in conflict.

    Where some hold that the one did it of whom it is denied, those that say it of nobody contradict nobody.
    """
    yes = [a for a in accounts if a.positive and a.modality == "asserted"]
    no = tuple(a for a in accounts if not a.positive and any(_answers(a, other) for other in yes))
    told = [a for a in yes if any(_answers(other, a) for other in no)]
    named = [a for a in told if any({*a.doers} & {*other.doers} for other in no)]
    one = tuple(named or told)
    return Conflict(event.id, "denial", "whether it happened", one, no) if one and no else None


def _answers(no: Account, yes: Account) -> bool:
    """Whether what one account says was not done is what another says was: to refuse engineers is not to deny food, and
    that one did not do it is no answer to another's having done it. Within a report only a denial by a source answers.
    """
    denied, together = no.modality == "denied", _who(no) & _who(yes)
    one = together or _one_named(no, yes) or are_bodies_of(no, yes)
    if _who(no) and not one and (_who(yes) or not denied):
        return False
    least = min(len(no.trigger), len(yes.trigger))
    shared = 2 * len(no.trigger & yes.trigger)
    alike = shared > least or (shared == least and _of_one_thing(no, yes))
    one_act = not least or alike or bool(no.trigger & whole_of(no.type))
    if no.article != yes.article:
        return one_act or denied
    outlet, denier, teller = voice_of_outlet(no), voice_of(no), voice_of(yes)
    return denied and one_act and denier not in {outlet, teller} and (teller != outlet or bool(together))


def _of_one_thing(a: Account, b: Account) -> bool:
    """Whether two sentences have words in common beside those of the act and of countries."""
    return len(things_of(a, b)) >= _THINGS


def _who(account: Account) -> frozenset[str]:
    """Who did it by an account, "soldiers" as "soldier"; nobody where it says only whose people they were."""
    whose = (" ".join(stem(w) if w.islower() else w for w in name.split()) for name in account.doers)
    return frozenset(name for name in whose if not _OWN.match(name))


def _one_named(a: Account, b: Account) -> bool:
    """Whether two accounts of which one only infers who did it name one person or body."""
    guessed = "doers" in a.inferred or "doers" in b.inferred
    return guessed and any(" " not in p and p.islower() for p in a.parties & b.parties)


def _doers(event: JoinedEvent, accounts: list[Account]) -> Conflict | None:
    """Whether some say by one word that these did it and others that those did."""
    told = [a for a in accounts if a.type in _STRUCK and a.positive and a.modality == "asserted" and a.doers]
    for a, b in combinations([a for a in told if "doers" not in a.inferred], 2):
        if a.article != b.article and a.trigger & b.trigger and not a.trigger <= harm() and _blame_others(a, b):
            one = tuple(x for x in told if {*x.doers} & {*a.doers})
            other = tuple(x for x in told if {*x.doers} & {*b.doers} and x not in one)
            return Conflict(event.id, "denial", "who did it", one, other)
    return None


def _blame_others(a: Account, b: Account) -> bool:
    """Whether those who did it by one account are not those by the other: one says that it was not the others, or each
    has it from a source, and they are of other countries, or of the police in one and of strikers in the other."""
    if {*a.doers} & {*b.doers} or voice_of(a) == voice_of(b):
        return False
    if _rules_out(a, b) or _rules_out(b, a):
        return True
    swapped = {*a.doers} & {*b.recipients} or {*b.doers} & {*a.recipients}
    if swapped or any(voice_of(x) == voice_of_outlet(x) for x in (a, b)):
        return False
    one, other = ({d for d in x.doers if len(d) == 3 and d.isupper()} for x in (a, b))
    if one or other:
        return bool(one and other)
    sides, others = _camps_of(a), _camps_of(b)
    return bool(sides and others and not sides & others)


def _rules_out(a: Account, b: Account) -> bool:
    """Whether a sentence says that it was not those who did it by another account: "guards, not dockers"."""
    words = {name.split()[-1] for name in b.names[: b.doing]} & {*pattern("not by").findall(folded(a.sentence))}
    return bool(words) and not words & {name.split()[-1] for name in a.names[: a.doing]}


def _camps_of(account: Account) -> set[str]:
    last = (name.split()[-1] for name in account.names[: account.doing])
    return {camp for word in last if (camp := _camps().get(stem(word)))}


@cache
def _camps() -> dict[str, str]:
    """Stems of nouns for those of the state, of the street and in arms against the state, each to its camp."""
    camps = lexicons.table("collation.toml")["camps"]
    return {stem(noun): camp for camp, nouns in camps.items() for noun in nouns if camp != "example"}


def _dates(event: JoinedEvent, accounts: list[Account]) -> Conflict | None:
    """Days that do not meet, of accounts that each name the day; the day of a denial is its own."""
    dated = [a for a in accounts if a.precision == "day" and a.positive and not _is_reprinted(a, accounts)]
    for a, b in combinations(dated, 2):
        if a.article == b.article or not a.first or not b.first or not _tell_alike(a, b):
            continue
        if 0 < abs((a.first - b.first).days) <= _SLIP:
            one = tuple(x for x in dated if x.first == a.first)
            other = tuple(x for x in dated if x.first == b.first)
            return Conflict(event.id, "date", f"{a.first} or {b.first}", one, other)
    return None


def _is_reprinted(account: Account, accounts: list[Account]) -> bool:
    """Whether an earlier report holds the same sentence: "three days ago" was of its day, not of the reprint's."""
    day = account.published or dt.date.max
    return any(a.sentence == account.sentence and (a.published or dt.date.max) < day for a in accounts)


def _tell_alike(a: Account, b: Account) -> bool:
    """Whether two accounts say the same of an event but for its day: its act, its place, most of the words, the names.

    The very same words do not contradict: they are reused, and mean another day in another report.
    """
    if a.sentence == b.sentence:
        return False
    if befell_once(a, b):
        return True
    if a.named - b.named and b.named - a.named:
        return False
    same_place = a.place == b.place or not (a.place and b.place)
    return (
        bool(a.trigger & b.trigger) and same_place and len(a.words & b.words) >= 0.6 * min(len(a.words), len(b.words))
    )


def _stands(event: JoinedEvent, accounts: list[Account]) -> Conflict | None:
    """Whether some have its holder for a matter and others against it, as one of them hears of it."""
    pairs = [(a, b) for a, b in combinations(accounts, 2) if contradict(a, b)]
    told = [a for a in accounts if any(a in pair for pair in pairs)]
    one, other = (tuple(a for a in told if a.stand == stand) for stand in ("for", "against"))
    return Conflict(event.id, "stance", "for or against", one, other) if pairs else None


def _numbers(event: JoinedEvent, unit: str, accounts: list[Account]) -> Conflict | None:
    """The first two numbers of ``unit`` that cannot both be right, each with all accounts that give it.

    A report that gives several numbers of one unit counts parts or changes of it, and none of them is compared.
    """
    every = [(a, n) for a, n in _by_unit(accounts).get(unit, ()) if a.positive]
    giving = [(a, n) for a, n in every if _gives_one(a, unit)]
    return _unequal(event, unit, giving, giving)


def _unequal(event: JoinedEvent, unit: str, some: list[Given], others: list[Given]) -> Conflict | None:
    for (a, n), (b, m) in product(some, others):
        if _at_one_time(a, b) and not compatible(n, m) and not _is_update(event, (a, n), (b, m)):
            one = tuple(x for x, k in some if k == n)
            other = tuple(x for x, k in others if k == m)
            return Conflict(event.id, "number", f"{unit}: {_say(n)} or {_say(m)}", one, other)
    return None


def _in_other_words(event: JoinedEvent, accounts: list[Account]) -> Iterator[Conflict]:
    """Numbers of one fate under two nouns: "officers" who were killed are the policemen or the soldiers of another
    report, and of people there are no fewer than of any of them."""
    giving: dict[str, list[Given]] = defaultdict(list)
    for account in accounts:
        for number in account.numbers:
            if account.positive and _gives_one(account, number.unit):
                giving[number.unit].append((account, number))
    for one, other in combinations(sorted(giving), 2):
        (noun, _, fate), (of, _, met) = one.partition(" "), other.partition(" ")
        if fate != met or fate not in SUFFERED or not {noun, of} & {"people", "officer"}:
            continue
        if {noun, of} <= {"officer", *_OFFICERS}:
            found = _unequal(event, f"{of if noun == 'officer' else noun} {fate}", giving[one], giving[other])
        elif "people" in {noun, of}:
            people, some = (giving[one], giving[other]) if noun == "people" else (giving[other], giving[one])
            least = [(a, replace(n, bound="at least")) for a, n in some if n.bound not in _CEILINGS]
            found = _unequal(event, f"people {fate}", people, least)
        else:
            found = None
        if found:
            yield found


def _at_one_time(a: Account, b: Account) -> bool:
    """Whether two reports are of one time: months later it is counted anew, or another thing is."""
    days = (a.published, b.published)
    near = None in days or abs(days[0] - days[1]) <= _LATER  # type: ignore[operator]
    return a.article != b.article and near


def _gives_one(account: Account, unit: str) -> bool:
    return sum(n.unit == unit for n in account.numbers) == 1


def _is_update(event: JoinedEvent, one: tuple[Account, Number], other: tuple[Account, Number]) -> bool:
    """Whether the later of two counts goes on from the earlier one: higher, on a later day, and of the same voice, said
    to have risen, or days later while the earlier count was not settled yet."""
    (a, n), (b, m) = sorted((one, other), key=lambda giving: giving[0].published or dt.date.max)
    if a.published is None or b.published is None or a.published == b.published or m.value <= n.value:
        return False
    if _is_corrected(n, b):
        return False
    if voice_of(a) == voice_of(b) or b.words & _rising():
        return True
    early = event.day is not None and a.published - event.day < _SETTLED
    return m.unit not in _COUNTED_ONCE and early and b.published - a.published >= _SETTLED


def _is_corrected(number: Number, account: Account) -> bool:
    """Whether a sentence says that it was another number: "killed five, not three"."""
    words = {f"{number.value:,.10g}", *(w for w, value in _numerals().items() if value == number.value)}
    return bool(re.search(rf"\bnot (?:the )?(?:{'|'.join(sorted(words))})\b", account.sentence))


@cache
def _numerals() -> dict[str, float]:
    table = lexicons.table("numbers.toml")["words"]
    return {word: float(value) for value, word in enumerate((*table["ones"], *table["teens"]), 1)}


@cache
def _rising() -> frozenset[str]:
    """Stems of words that say of a count that it has grown."""
    return frozenset(stem(w) for w in lexicons.table("collation.toml")["rising"])


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
