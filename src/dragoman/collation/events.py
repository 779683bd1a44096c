"""Same event: accounts in different reports that are of one happening become one event with its accounts.

Accounts are compared where they share a type, a pair of sides and a week. Two are of one event when their sides agree,
their days are compatible and their words and places say enough of the same. Groups grow from the surest pair on, and
never over more days than one event can take. All of it depends on the set of accounts alone, not on its order. A week's
accounts are compared with one another and with the week before, so that new accounts touch two weeks and no more.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TypeVar

from dragoman.collation.accounts import Account
from dragoman.collation.copies import Copies, week_of

T = TypeVar("T")
THRESHOLD = 0.5
_RECIPROCAL = {"CONSULT", "AGREE", "COOPERATE"}
_HAPPENED = {"asserted", "denied", "negated", "planned"}  # may be accounts of one happening
_SLACK = {True: 1, False: 3}  # days between two accounts that both give a day, or not
_REACH = 6  # days beyond which accounts are not even compared; copies reach a little further than events
_LONGEST = 4  # days over which the dated accounts of one event may spread
_SMOOTH = (
    200  # accounts that every week is taken to have besides its own, so that few accounts do not make words common
)
_CROWD = 400  # accounts of one block from which only those that share a rare word are compared


@dataclass(frozen=True, slots=True)
class Join:
    """Why two accounts are of one event: how alike they are, and in what."""

    first: str
    second: str
    score: float
    because: str


@dataclass(frozen=True, slots=True)
class JoinedEvent:
    """One happening with its accounts, earliest report first.

    ``outlets`` counts publishers, ``independent`` sources that do not stand behind one another: copies count once, and
    so do outlets that cite the same source. ``asserting`` and ``denying`` count independent sources by what they hold:
    that it happened, or that it did not. What is only promised, planned, demanded or possible counts as neither; that
    it was promised is an event of its own.
    """

    id: str
    type: str
    cameo: str
    goldstein: float
    quad: int
    doers: tuple[str, ...]
    recipients: tuple[str, ...]
    first: dt.date | None
    last: dt.date | None
    country: str | None
    place: str | None
    accounts: tuple[Account, ...]
    joins: tuple[Join, ...]
    outlets: int
    independent: int
    asserting: int
    denying: int
    coordinates: tuple[float, float] | None = None

    @property
    def certainty(self) -> str:
        """ "asserted" or "denied" where a source holds so, else the commonest modality of the accounts."""
        if self.asserting or self.denying:
            return "asserted" if self.asserting else "denied"
        return _most(a.modality for a in self.accounts) or "asserted"


def join(
    accounts: Iterable[Account],
    copies: Copies,
    same: Iterable[tuple[str, str]] = (),
    apart: Iterable[tuple[str, str]] = (),
) -> list[JoinedEvent]:
    """The events behind ``accounts``, by first day and id.

    ``same`` and ``apart`` are pairs of account ids that a user holds to be of one event, and of different ones.
    """
    weeks: dict[int, list[Account]] = defaultdict(list)
    for account in accounts:
        weeks[week_of(account.first)].append(account)
    joins = [j for week in sorted(weeks) for j in joins_in(weeks.get(week - 1, []), weeks[week], copies.family)]
    every = [a for held in weeks.values() for a in held]
    found = events_of(every, [*joins, *said_same(same)], copies, apart)
    return sorted(found, key=lambda e: (e.first or dt.date.min, e.id))


def joins_in(before: Iterable[Account], week: Iterable[Account], families: Mapping[str, str]) -> list[Join]:
    """Which accounts of one ``week`` (of first days) are of one event with others of it or of the week ``before``."""
    earlier, present = sorted(before, key=_order), sorted(week, key=_order)
    weights = _weights([*earlier, *present])
    fresh = {a.id for a in present}
    pairs = ((a, b) for a, b in _pairs([*earlier, *present], weights) if a.id in fresh or b.id in fresh)
    return [j for a, b in pairs if (j := _compare(a, b, families, weights))]


def said_same(pairs: Iterable[tuple[str, str]]) -> list[Join]:
    """The joins that a user decided on, which are surer than any other."""
    return [Join(min(pair), max(pair), 2.0, "a user says so") for pair in pairs]


def events_of(
    accounts: Iterable[Account], joins: Iterable[Join], copies: Copies, apart: Iterable[tuple[str, str]] = ()
) -> list[JoinedEvent]:
    """The events of ``accounts`` when ``joins`` are followed from the surest on, and then what users hold to be the
    same; joins of others are passed over.

    Accounts that no chain of joins connects do not touch one another: each connected set may be given alone.
    """
    by_id = {a.id: a for a in sorted(accounts, key=_order)}
    held = {frozenset(pair) for pair in apart}
    groups: dict[str, list[str]] = {id_: [id_] for id_ in by_id}
    home = {id_: id_ for id_ in by_id}
    why: dict[str, list[Join]] = defaultdict(list)
    known = (j for j in joins if j.first in by_id and j.second in by_id)
    for edge in sorted(known, key=lambda e: (e.score > 1, -e.score, e.first, e.second)):
        a, b = home[edge.first], home[edge.second]
        if a == b:
            continue
        members = [by_id[i] for i in (*groups[a], *groups[b])]
        if not (edge.score > 1 or _may_meet(members, held, copies.family)):
            continue
        low, high = min(a, b), max(a, b)
        groups[low] += groups.pop(high)
        for member in groups[low]:
            home[member] = low
        why[low] = [*why[low], *why.pop(high, []), edge]
    return [_event([by_id[i] for i in ids], why[key], copies) for key, ids in groups.items()]


def _order(account: Account) -> tuple[dt.date, str]:
    return (account.published or dt.date.max, account.id)


def _weights(accounts: list[Account]) -> dict[str, float]:
    """How much a shared word says: the rarer in these weeks, the more."""
    counts = Counter(w for a in accounts for w in a.words)
    return {w: math.log1p((len(accounts) + _SMOOTH) / n) for w, n in counts.items()}


def _pairs(accounts: list[Account], weights: dict[str, float]) -> Iterator[tuple[Account, Account]]:
    blocks: dict[tuple[str, str, int], list[Account]] = defaultdict(list)
    for account in accounts:
        for key in _keys(account):
            blocks[key].append(account)
    seen: set[tuple[str, str]] = set()
    for block in blocks.values():
        for a, b in _within(block, weights):
            if (a.id, b.id) not in seen:
                seen.add((a.id, b.id))
                yield a, b


def _keys(account: Account) -> Iterator[tuple[str, str, int]]:
    sides = [
        "-".join(sorted(pair)) for pair in product(account.doers or ("",), account.recipients or ("",)) if any(pair)
    ]
    week = week_of(account.first)
    for side in sides:
        yield account.type, side, week
        yield account.type, side, week + 1


def _within(block: list[Account], weights: dict[str, float]) -> Iterator[tuple[Account, Account]]:
    if len(block) <= _CROWD:
        yield from _in_reach(block)
        return
    holders: dict[str, list[Account]] = defaultdict(list)
    for account in block:
        for word in sorted(account.words, key=lambda w: (-weights[w], w))[:4]:
            holders[word].append(account)
    for held in holders.values():
        yield from ((a, b) for i, a in enumerate(held[:_CROWD]) for b in held[i + 1 : i + 30])


def _in_reach(block: list[Account]) -> Iterator[tuple[Account, Account]]:
    """The pairs of ``block`` whose days are near enough to be compared, in the order of publication."""
    dated = sorted((a for a in block if a.first), key=lambda a: (a.first or dt.date.min, a.id))
    for i, a in enumerate(dated):
        for b in dated[i + 1 :]:
            if a.last is None or b.first is None or (b.first - a.last).days > _REACH:
                break
            yield (a, b) if _order(a) <= _order(b) else (b, a)


def _compare(a: Account, b: Account, families: Mapping[str, str], weights: dict[str, float]) -> Join | None:
    if a.article == b.article and a.sentence == b.sentence:
        return None
    if (a.modality in _HAPPENED) != (b.modality in _HAPPENED):
        return None
    words = _alike(a.words, b.words, weights)
    if words > 0.8 and a.article != b.article and families[a.article] == families[b.article]:
        return Join(a.id, b.id, 1.0, "the reports are copies")
    sides, gap = _sides(a, b), _gap(a, b)
    if sides == 0 or gap is None or gap > _SLACK[a.dated and b.dated]:
        return None
    place = _place(a, b)
    near = (0.2 if gap == 0 else -0.05) if a.dated and b.dated else 0.08 if gap <= 1 else 0.0
    score = round(min(1.0, 0.3 * sides + near + 0.7 * words + place), 4)
    if score < THRESHOLD:
        return None
    shared = sorted(a.words & b.words, key=lambda w: (-weights[w], w))[:5]
    days = "the same day" if gap == 0 else f"{gap} days apart"
    parts = [a.type, f"{'+'.join(a.doers) or '?'} to {'+'.join(a.recipients) or '?'}", days]
    parts += ["the same place"] if place > 0 else []
    return Join(a.id, b.id, score, ", ".join([*parts, "words " + " ".join(shared)]))


def _sides(a: Account, b: Account) -> float:
    """How well the sides agree, 0-1; the sides of a reciprocal event may change places."""
    straight = _overlap(a.doers, b.doers) * _overlap(a.recipients, b.recipients)
    if a.type in _RECIPROCAL:
        every_a, every_b = {*a.doers, *a.recipients}, {*b.doers, *b.recipients}
        return max(straight, len(every_a & every_b) / len(every_a | every_b))
    return straight


def _overlap(a: tuple[str, ...], b: tuple[str, ...]) -> float:
    if not a or not b:
        return 0.6 if a or b else 0.8  # one report may leave a side out
    return len({*a} & {*b}) / len({*a} | {*b})


def _gap(a: Account, b: Account) -> int | None:
    if a.first is None or b.first is None or a.last is None or b.last is None:
        return None
    if a.first <= b.last and b.first <= a.last:
        return 0
    return (b.first - a.last).days if b.first > a.last else (a.first - b.last).days


def _alike(a: frozenset[str], b: frozenset[str], weights: dict[str, float]) -> float:
    """Weighted share of the words of the shorter sentence that the other has, damped where it is very short."""
    if not a or not b:
        return 0.0
    both = sum(weights[w] for w in a & b)
    least = min(sum(weights[w] for w in a), sum(weights[w] for w in b))
    every = sum(weights[w] for w in a | b)
    return 0.5 * both / least + 0.5 * both / every


def _place(a: Account, b: Account) -> float:
    if a.place and b.place:
        return 0.15 if a.place == b.place else -0.2
    if a.country and b.country:
        return 0.05 if a.country == b.country else -0.2
    return 0.0


def _may_meet(group: list[Account], apart: set[frozenset[str]], families: Mapping[str, str]) -> bool:
    """Whether the days of dated accounts are near enough, and no two accounts are held apart."""
    # A copy that is printed a day later says "today" of another day: only the first of a family is believed.
    firsts: dict[str, Account] = {}
    for account in sorted(group, key=_order):
        firsts.setdefault(families[account.article], account)
    days = [d for a in firsts.values() if a.dated for d in (a.first, a.last) if d]
    if days and (max(days) - min(days)).days > _LONGEST:
        return False
    if not apart:
        return True
    ids = {a.id for a in group}
    return not any(pair <= ids for pair in apart)


def _event(group: list[Account], joins: list[Join], copies: Copies) -> JoinedEvent:
    group = sorted(group, key=_order)
    dated = first_hand([a for a in group if a.dated] or group, copies)
    first = _most(a.first for a in dated)
    last = _most(a.last for a in dated if a.first == first)
    cameo = _most(a.cameo for a in group) or group[0].cameo
    key = f"{group[0].id}|{group[0].type}"
    place = _most(a.place for a in group if a.place)
    doers = _most(a.doers for a in group if a.doers) or ()
    return JoinedEvent(
        id=hashlib.sha256(key.encode()).hexdigest()[:12],
        type=group[0].type,
        cameo=cameo,
        goldstein=next(a.goldstein for a in group if a.cameo == cameo),
        quad=group[0].quad,
        doers=doers,
        recipients=_other_side(group, doers),
        first=first,
        last=last,
        country=_most(a.country for a in group if a.country),
        place=place,
        accounts=tuple(group),
        joins=tuple(sorted(joins, key=lambda j: (j.first, j.second))),
        outlets=len({a.publisher or a.article for a in group}),
        independent=len(roots(group, copies)),
        asserting=len(roots([a for a in group if a.positive and a.modality == "asserted"], copies)),
        denying=len(roots([a for a in group if not a.positive], copies)),
        coordinates=next((a.coordinates for a in group if a.coordinates and a.place == place), None),
    )


def _other_side(group: list[Account], doers: tuple[str, ...]) -> tuple[str, ...]:
    """The recipients that go with ``doers``: accounts of a meeting name its sides in either order."""
    apart = [a.recipients for a in group if a.recipients and not {*a.recipients} & {*doers}]
    return _most(apart or [a.recipients for a in group if a.recipients]) or ()


def _most(values: Iterable[T | None]) -> T | None:
    """The commonest value, the smallest of several."""
    counts = Counter(v for v in values if v is not None)
    return min(counts, key=lambda v: (-counts[v], str(v))) if counts else None


def first_hand(group: Sequence[Account], copies: Copies) -> list[Account]:
    """The accounts of the earliest report of every family of copies; later ones repeat them."""
    earliest: dict[str, str] = {}
    for account in group:
        earliest.setdefault(copies.family[account.article], account.article)
    return [a for a in group if earliest[copies.family[a.article]] == a.article]


def roots(group: list[Account], copies: Copies) -> set[str]:
    """The independent sources of accounts: who stands behind each; an outlet of its own stands for all its copies."""
    found = set()
    for account in group:
        own = len(account.chain) == 1
        found.add(copies.family[account.article] if own else account.root)
    return found
