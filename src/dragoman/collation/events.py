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
from functools import cache
from itertools import combinations, pairwise
from typing import TypeVar

from dragoman.collation.accounts import Account, country_words, generic, harm, same_act, stem, whole_of
from dragoman.collation.copies import Copies, week_of
from dragoman.collation.independence import independent
from dragoman.collation.retold import BUCKETS, buckets_of, killed, told_again
from dragoman.collation.stands import held_otherwise
from dragoman.languages import lexicons

T = TypeVar("T")
THRESHOLD = 0.65  # how likely two accounts must be of one event to be joined
_FLOOR = 0.3  # from which on it is kept how alike they are, so that groups can be compared
_MUTUAL = {"CONSULT", "AGREE", "COOPERATE", "ASSAULT"}
_HAPPENED = {"asserted", "denied", "negated", "planned"}  # may be accounts of one happening
_SLACK = 5  # days that two accounts of one event may leave between them
_REACH = 6  # days beyond which accounts are not even compared; copies reach a little further than events
_COPIED = 0.8  # share of words from which sentences of two copies are one sentence
_COHESION = 0.22  # mean score of the pairs between two groups from which they are one event
_COPY, _AGAIN, _SAID = (
    1.0,
    1.5,
    2.0,
)  # what joins score that no likeness decides: copies, an attack told again, a user's
_RARE = 4  # rare words of an account by which it is compared with others
_TOPICS = 6  # names of a report with which an account's own words are looked up
_PARTIES = 6  # parties of an account, in pairs, by which it is compared with others
_LONGEST = 4  # days over which the dated accounts of one event may spread
_SMOOTH = (
    200  # accounts that every week is taken to have besides its own, so that few accounts do not make words common
)
_BIAS = -6.5
_COEFFICIENTS = {
    "type": 1.5,
    "act": 0.5,
    "trigger": 4.3,
    "words": 3.5,
    "parties": 1.8,
    "strangers": -0.7,
    "others": -2.0,
    "about": 3.0,
    "named": 1.5,
    "toll": 0.7,
    "other toll": -3.0,
    "place": 0.3,
    "other place": -3.0,
    "other country": -1.8,
    "turned": -3.0,
    "same day": 0.4,
    "one's day": 0.7,
    "other day": -2.5,
    "days apart": -4.0,
    "answered": 1.8,
    "otherwise": 1.5,
    "denied": 1.4,
    "once": 2.5,
    "of another": -3.0,
    "one of many": -3.0,
}
_BEHIND = 160  # letters between an attack and the sentence that only counts whom it struck
_AFTER = 0.9  # what a join to that sentence scores
_SLIP = 2  # days by which reports of what happens once miss one another
_THINGS = 2  # words that a denial has in common with what it denies in another word
_ANSWER = 0.25  # share of words from which it does
BEFALLING = {"ASSAULT", "COERCE", "CONCEDE", "SANCTION"}  # types of what befalls somebody
_OWN_REPORT = 0.8  # what the names of one report say of two sentences of it, which share all of them
_CROWD = 400  # accounts of one block from which only those that share a rare word are compared


@dataclass(frozen=True, slots=True)
class Join:
    """Why two accounts are of one event: how alike they are (0-1), and in what; past 1 something else decides."""

    first: str
    second: str
    score: float
    because: str


@dataclass(frozen=True, slots=True)
class JoinedEvent:
    """One happening with its accounts, earliest report first.

    ``outlets`` counts publishers, ``independent`` sources that do not stand behind one another: copies count once, and
    so do outlets that cite the same source. ``asserting`` and ``denying`` count independent sources by what they hold:
    that it happened and that the ``doers`` did it, where somebody says who did, or that it did not. What is only
    promised, planned, demanded or possible counts as neither; that it was promised is an event of its own. ``first``,
    ``last`` and ``precision`` are of the most precise accounts (``Account``); ``inferred`` names a side that no account
    gives; ``reported`` is the first report's publication.
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
    precision: str = "before"
    reported: dt.date | None = None
    inferred: tuple[str, ...] = ()

    @property
    def day(self) -> dt.date | None:
        """The day by which it is sorted: its first, else the last that it may have been, else that of its report."""
        return self.first or self.last or self.reported

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
    every = list(accounts)
    weeks: dict[int, list[Account]] = defaultdict(list)
    for account in every:
        for week in weeks_of(account):
            weeks[week].append(account)
    joins = [j for week in sorted(weeks) for j in joins_at(week, weeks.get(week - 1, []), weeks[week], copies.family)]
    found = events_of(every, [*joins, *said_same(same)], copies, apart)
    return sorted(found, key=lambda e: (e.day or dt.date.min, e.id))


def weeks_of(account: Account) -> set[int]:
    """Where an account is compared: in the week of the event, in that of the report, and with those that repeat what it
    says of the dead (``retold.buckets_of``)."""
    span = account.span
    if not span:
        return {week_of(None)}
    return {week_of(span[1]), week_of(account.published or span[1]), *buckets_of(account)}


def joins_at(
    week: int, before: Iterable[Account], accounts: Iterable[Account], families: Mapping[str, str]
) -> list[Join]:
    """Which ``accounts`` of one of their ``weeks_of`` are of one event with others of it or of the one ``before``."""
    if week < BUCKETS:
        return joins_in(before, accounts, families)
    every = {a.id: a for a in (*before, *accounts)}
    return [Join(a.id, b.id, _AGAIN, f"told again: {same}") for a, b, same in told_again(every.values())]


def joins_in(before: Iterable[Account], week: Iterable[Account], families: Mapping[str, str]) -> list[Join]:
    """Which accounts of one ``week`` (``weeks_of``) are of one event with others of it or of the week ``before``."""
    present = sorted(week, key=_order)
    fresh = {a.id for a in present}
    earlier = sorted((a for a in before if a.id not in fresh), key=_order)
    weights = Weights([*earlier, *present])
    pairs = ((a, b) for a, b in _pairs([*earlier, *present], weights) if a.id in fresh or b.id in fresh)
    alike = [j for a, b in pairs if (j := _compare(a, b, families, weights))]
    alike += [Join(a.id, b.id, _AFTER, "what came of it") for a, b in _aftermaths(present)]
    opposed = held_otherwise([*earlier, *present])
    return alike + [Join(a.id, b.id, _AGAIN, why) for a, b, why in opposed if a.id in fresh or b.id in fresh]


def _aftermaths(accounts: Sequence[Account]) -> Iterator[tuple[Account, Account]]:
    """Accounts of one report of which the second only counts whom the first's act struck: "Guards fired at the ferry.
    Nine people were killed." It says neither who did it nor when or where, and stands right behind."""
    violent = sorted((a for a in accounts if a.type == "ASSAULT"), key=lambda a: (a.article, a.start, a.id))
    for a, b in pairwise(violent):
        if a.article != b.article or not 0 < b.start - a.end <= _BEHIND or a.trigger <= harm():
            continue
        untold = "doers" in b.inferred or not b.doers
        dated = b.precision == "day" and (b.first, b.last) != (a.first, a.last)
        if b.trigger and b.trigger <= harm() and untold and not dated and b.positive and b.modality == "asserted":
            yield a, b


def said_same(pairs: Iterable[tuple[str, str]]) -> list[Join]:
    """The joins that a user decided on, which are surer than any other."""
    return [Join(min(pair), max(pair), _SAID, "a user says so") for pair in pairs]


def events_of(
    accounts: Iterable[Account], joins: Iterable[Join], copies: Copies, apart: Iterable[tuple[str, str]] = ()
) -> list[JoinedEvent]:
    """The events of ``accounts`` when ``joins`` are followed from the surest on, and then what users hold to be the
    same; joins of others are passed over. An account that nobody is said to do or suffer is only an account of an
    event that another gives a side.

    Accounts that no chain of joins connects do not touch one another: each connected set may be given alone.
    """
    by_id = {a.id: a for a in sorted(accounts, key=_order)}
    held = {frozenset(pair) for pair in apart}
    groups: dict[str, list[str]] = {id_: [id_] for id_ in by_id}
    home = {id_: id_ for id_ in by_id}
    why: dict[str, list[Join]] = defaultdict(list)
    known = [j for j in joins if j.first in by_id and j.second in by_id]
    alike = _Alike(known, copies.family)
    edges = (j for j in known if j.score >= THRESHOLD)
    for edge in sorted(edges, key=lambda e: (max(1, e.score), -e.score, e.first, e.second)):
        a, b = home[edge.first], home[edge.second]
        if a == b:
            continue
        one, other = ([by_id[i] for i in groups[key]] for key in (a, b))
        members = [*one, *other]
        near = edge.score > _COPY or alike.mean(one, other) >= _COHESION
        meet = near and _may_meet(members, held, copies.family)
        if not (edge.score == _SAID or meet):
            continue
        low, high = min(a, b), max(a, b)
        groups[low] += groups.pop(high)
        for member in groups[low]:
            home[member] = low
        why[low] = [*why[low], *why.pop(high, []), edge]
    found = ((key, [by_id[i] for i in ids]) for key, ids in groups.items())
    return [_event(told, why[key], copies) for key, told in found if any(a.doers or a.recipients for a in told)]


class _Alike:
    """How alike groups of accounts are, by the joins between them."""

    def __init__(self, joins: Iterable[Join], families: Mapping[str, str]) -> None:
        self._families = families
        self._scores: dict[str, dict[str, float]] = defaultdict(dict)
        for join in joins:
            for one, other in ((join.first, join.second), (join.second, join.first)):
                self._scores[one][other] = max(join.score, self._scores[one].get(other, 0.0))

    def mean(self, a: Sequence[Account], b: Sequence[Account]) -> float:
        """The mean over pairs of reports, one of each group, of the best score between their accounts; copies count as
        one report, and a pair without a join as none."""
        best: dict[tuple[str, str], float] = {}
        home = {account.id: self._families[account.article] for account in b}
        for account in a:
            scores = self._scores[account.id]
            family = self._families[account.article]
            for other in scores.keys() & home.keys():
                pair = family, home[other]
                best[pair] = max(scores[other], best.get(pair, 0.0))
        pairs = len({self._families[x.article] for x in a}) * len({*home.values()})
        return sum(best.values()) / pairs


def _order(account: Account) -> tuple[dt.date, str]:
    return (account.published or dt.date.max, account.id)


class Weights:
    """How much a shared word, party or name of these weeks says: the rarer, the more."""

    def __init__(self, accounts: Sequence[Account]) -> None:
        self._words = _rarity(a.words | a.trigger | a.named for a in accounts)
        self._parties = _rarity(a.parties for a in accounts)
        reports = {a.article: a.about for a in accounts}
        self._about = _rarity(reports.values())

    def words(self, a: Account, b: Account) -> float:
        """How much of the shorter sentence the other has, damped where it is very short, 0-1."""
        return 0.5 * _share(a.words, b.words, self._words, least=True) + 0.5 * _share(a.words, b.words, self._words)

    def parties(self, a: Account, b: Account) -> float:
        """How much of those who take part by one account take part by the other, damped where few are named, 0-1."""
        one, other, weights = a.parties, b.parties, self._parties
        return 0.5 * _share(one, other, weights, least=True) + 0.5 * _share(one, other, weights)

    def named(self, a: Account, b: Account) -> float:
        """How much of the names in the sentence that has fewer are in the other's too, 0-1."""
        return _share(a.named, b.named, self._words, least=True)

    def about(self, a: Account, b: Account) -> float:
        """How much of the names that two reports speak of is common to them, 0-1."""
        return _share(a.about, b.about, self._about)

    def rarest(self, account: Account, count: int) -> list[str]:
        """The words of an account that others have too, those that the fewest have first."""
        return _rarest(account.words | account.trigger, self._words, count)

    def topics(self, account: Account, count: int) -> list[str]:
        """The names of an account's report that other reports have too, those that the fewest have first."""
        return _rarest(account.about, self._about, count)

    def shared(self, a: Account, b: Account) -> list[str]:
        """The words that two accounts share, the rarest first."""
        return sorted(a.words & b.words, key=lambda w: (-self._words[w], w))[:5]


def _rarest(words: frozenset[str], weights: Mapping[str, float], count: int) -> list[str]:
    alone = max(weights.values(), default=0.0)  # what a word weighs that nobody else has
    shared = (w for w in words if weights[w] < alone)
    return sorted(shared, key=lambda w: (-weights[w], w))[:count]


def _rarity(sets: Iterable[frozenset[str]]) -> dict[str, float]:
    held = list(sets)
    counts = Counter(w for some in held for w in some)
    return {w: math.log1p((len(held) + _SMOOTH) / n) for w, n in counts.items()}


def _share(a: frozenset[str], b: frozenset[str], weights: Mapping[str, float], *, least: bool = False) -> float:
    """The weighted share of what two sets have in common, of both together or, with ``least``, of the lighter one."""
    if not a or not b:
        return 0.0
    both = sum(weights[w] for w in a & b)
    if not both:
        return 0.0
    of = min(sum(weights[w] for w in a), sum(weights[w] for w in b)) if least else sum(weights[w] for w in a | b)
    return both / of


def _pairs(accounts: list[Account], weights: Weights) -> Iterator[tuple[Account, Account]]:
    blocks: dict[tuple[str, str], list[Account]] = defaultdict(list)
    for account in accounts:
        for key in _keys(account, weights):
            blocks[key].append(account)
    seen: set[tuple[str, str]] = set()
    for block in blocks.values():
        for a, b in _within(block, weights):
            if (a.id, b.id) not in seen:
                seen.add((a.id, b.id))
                yield a, b


def _keys(account: Account, weights: Weights) -> Iterator[tuple[str, str]]:
    """What accounts must share to be compared: their type's kind with their parties or with a rare word."""
    parties = sorted(account.parties)
    for kind in _kinds(account.type):
        yield from ((kind, "-".join(pair)) for pair in combinations(parties[:_PARTIES], 2))
        if len(parties) == 1:
            yield kind, parties[0]
        yield from ((kind, word) for word in weights.rarest(account, _RARE))
        topics = weights.topics(account, _TOPICS)
        found = dict.fromkeys((*topics, *parties[:_PARTIES], *sorted(account.named)[:_PARTIES]))
        yield from ((kind, f"{act} {of}") for act in account.trigger for of in found)


@cache
def _kinds(type_: str) -> tuple[str, ...]:
    """The type, or the groups of types that news takes for one another."""
    groups = lexicons.table("collation.toml")["interchange"]
    return tuple(str(i) for i, g in enumerate(groups) if type_ in g["types"]) or (type_,)


def _within(block: list[Account], weights: Weights) -> Iterator[tuple[Account, Account]]:
    if len(block) <= _CROWD:
        yield from _in_reach(block)
        return
    holders: dict[str, list[Account]] = defaultdict(list)
    for account in block:
        for word in weights.rarest(account, 4):
            holders[word].append(account)
    for held in holders.values():
        yield from ((a, b) for i, a in enumerate(held[:_CROWD]) for b in held[i + 1 : i + 30])


def _in_reach(block: list[Account]) -> Iterator[tuple[Account, Account]]:
    """The pairs of ``block`` whose days are near enough to be compared, in the order of publication; a denial is
    compared with what was told not long before it, whenever that is said to have been."""
    spans = sorted(((*a.span, a.id, a) for a in block if a.span), key=lambda s: s[:3])
    for i, (_, last, _, a) in enumerate(spans):
        told = max(last, a.published or last) if a.positive and a.modality == "asserted" else last
        for first, _, _, b in spans[i + 1 :]:
            if (first - told).days > _REACH:
                break
            if (first - last).days <= _REACH or (b.modality == "denied" and {*a.doers} & {*b.doers}):
                yield (a, b) if _order(a) <= _order(b) else (b, a)


def features(a: Account, b: Account, weights: Weights) -> dict[str, float] | None:
    """What speaks for or against two accounts being of one event, 0-1 each; None where they cannot be."""
    gap = _gap(a, b)
    if gap is None or gap > _SLACK or not set(_kinds(a.type)) & set(_kinds(b.type)) or _other_pair(a, b):
        return None
    exact = a.precision == b.precision == "day"
    shared, every = len(a.trigger & b.trigger), len(a.trigger | b.trigger)
    trigger = 0.5 * shared / max(1, min(len(a.trigger), len(b.trigger))) + 0.5 * shared / max(1, every)
    return {
        "type": float(a.type == b.type),
        "act": float(a.cameo == b.cameo),
        "trigger": trigger,
        "words": weights.words(a, b),
        "parties": weights.parties(a, b),
        "strangers": float(_are_strangers(a, b)),
        "others": float(_others(a, b)),
        "about": _OWN_REPORT if a.article == b.article else weights.about(a, b),
        "named": weights.named(a, b),
        "toll": float(_counts_dead(a) and _counts_dead(b)),
        "other toll": float(_of_other_dead(a, b)),
        "place": float(a.place is not None and a.place == b.place),
        "other place": float(a.place is not None and b.place is not None and a.place != b.place),
        "other country": float(_other_country(a, b)),
        "turned": float(_turned(a, b)),
        "same day": float(exact and gap == 0),
        "one's day": float(exact and gap == 0 and any(p.islower() for p in a.parties & b.parties)),
        "other day": float(exact and gap > 0),
        "days apart": gap / _SLACK,
        "answered": float(_is_answered(a, b)),
        "otherwise": float(_is_answered_otherwise(a, b, weights)),
        "denied": float(_is_denied(a, b)),
        "once": float(exact and 0 < gap <= _SLIP and befell_once(a, b)),
        "of another": float(_denies_another(a, b)),
        "one of many": float(_one_of_many(a, b) or _one_of_many(b, a)),
    }


def _is_answered_otherwise(a: Account, b: Account, weights: Weights) -> bool:
    """Whether one says that somebody did not do, by name, what the other tells of them in another word: of the same
    things and names, by most of what the shorter sentence holds."""
    if a.positive == b.positive or "doers" in {*a.inferred, *b.inferred} or not {*a.doers} & {*b.doers}:
        return False
    if _is_of_harm(a) != _is_of_harm(b):
        return False
    things = things_of(a, b)
    return not a.trigger & b.trigger and len(things) >= _THINGS and weights.words(a, b) >= _ANSWER


def _is_denied(a: Account, b: Account) -> bool:
    """Whether one report says that what another tells of was not done: of the same doers or where one leaves them open,
    and of a thing or a name in common. Who denies answers something that was said."""
    if a.positive == b.positive or a.article == b.article or _denies_another(a, b) or _is_of_harm(a) != _is_of_harm(b):
        return False
    no, yes = (b, a) if a.positive else (a, b)
    untold = "doers" in {*a.inferred, *b.inferred} or not (a.doers and b.doers)
    if yes.modality != "asserted" or not (untold or {*a.doers} & {*b.doers} or are_bodies_of(no, yes)):
        return False
    return bool(things_of(no, yes))


def things_of(a: Account, b: Account) -> frozenset[str]:
    """The words that two sentences have in common beside those of the act and of countries."""
    acts = a.trigger | b.trigger
    return frozenset(w for w in (a.words & b.words) - country_words() if acts.isdisjoint(same_act(frozenset({w}))))


def are_bodies_of(a: Account, b: Account) -> bool:
    """Whether one names only bodies that any state has, "the coast guard", and the other the state that they are of."""
    for one, other in ((a, b), (b, a)):
        if one.doers and one.country in other.doers and all(name.split()[-1] in generic() for name in one.doers):
            return True
    return False


def _is_of_harm(account: Account) -> bool:
    """Whether an account tells only of the harm: who has wounded nobody may have fired."""
    return bool(account.trigger) and account.trigger <= harm()


def befell_once(a: Account, b: Account) -> bool:
    """Whether two accounts tell by one word of what happens once in days: that one person was arrested, freed or hurt,
    or that as many were killed where both reports have a name in common."""
    if not a.trigger & b.trigger or not {a.type, b.type} <= BEFALLING:
        return False
    if any(" " not in p and p.islower() for p in a.parties & b.parties) or _same_people(a, b):
        return True
    return bool(killed(a) & killed(b)) and bool((a.named | a.about) & (b.named | b.about) - country_words())


def _same_people(a: Account, b: Account) -> bool:
    """Whether as many of one kind were taken by both, in sentences with two names in common: "the three engineers"."""
    taken = {n for n in a.numbers if n.value > 1 and n.unit.endswith((" detained", " missing"))}
    return bool(taken & {*b.numbers}) and len((a.named & b.named) - country_words()) >= _THINGS


def _denies_another(a: Account, b: Account) -> bool:
    """Whether one says that somebody did not do, by name, what the other says that others did: "our guards did not
    fire" is no word on their having been fired at."""
    if a.positive == b.positive or "doers" in {*a.inferred, *b.inferred} or a.type in _MUTUAL - {"ASSAULT"}:
        return False
    one, other = ({d for d in x.doers if len(d) == 3 and d.isupper()} for x in (a, b))
    return bool(one and other) and not one & other


def _one_of_many(a: Account, b: Account) -> bool:
    """Whether one tells that somebody was held, by name, and the other that several people were, without naming her."""
    several = any(n.value > 1 and n.unit.endswith(" detained") for n in b.numbers)
    if not several or any(n.value > 1 for n in a.numbers):
        return False
    named = {p for p in a.parties if " " not in p and p.islower() and stem(p) not in country_words()}
    return bool(named) and not any(stem(p) in b.words for p in named)


def _is_answered(a: Account, b: Account) -> bool:
    """Whether one says that somebody did not do, by name, what the other says that they did to what both name."""
    if a.positive == b.positive or "doers" in {*a.inferred, *b.inferred}:
        return False
    no, yes = (b, a) if a.positive else (a, b)
    return bool({*a.doers} & {*b.doers} and a.named & b.named and no.trigger & (yes.trigger | whole_of(no.type)))


def _other_pair(a: Account, b: Account) -> bool:
    """Whether each says which two countries it is between, and they share none: that Peru barred Chile is not what
    Kenya denies to have done to Uganda."""
    one, other = ({p for p in x.parties if len(p) == 3 and p.isupper()} for x in (a, b))
    return len(one) > 1 and len(other) > 1 and not one & other


def _are_strangers(a: Account, b: Account) -> bool:
    """Whether both name somebody and nobody the same; what is only called something ("two men") is nobody here."""
    one, other = ({p for p in x.parties if " " not in p} for x in (a, b))
    return bool(one and other) and not a.parties & b.parties


def _counts_dead(account: Account) -> bool:
    return any(n.unit.endswith(" killed") for n in account.numbers)


def _of_other_dead(a: Account, b: Account) -> bool:
    """Whether one report counts the dead of two kinds in two sentences: soldiers in one, traders in the other."""
    one, other = ({n.unit for n in x.numbers if n.unit.endswith(" killed")} for x in (a, b))
    return a.article == b.article and bool(one and other) and not one & other and "people killed" not in one | other


def _others(a: Account, b: Account) -> bool:
    """Whether each names a country that the other does not, beside one that both name."""
    one, other = ({p for p in x.parties if p.isupper()} for x in (a, b))
    return bool(one & other and one - other and other - one)


def _other_country(a: Account, b: Account) -> bool:
    """Whether the words of both say where it was, and say it differently."""
    if "location" in a.inferred or "location" in b.inferred or not (a.country and b.country):
        return False
    return a.country != b.country


def _turned(a: Account, b: Account) -> bool:
    """Whether one does to the other what the other is told to do to the one; they meet and agree with one another."""
    guessed = {*a.inferred, *b.inferred} & {"doers", "recipients"}
    if guessed or not (a.doers and a.recipients) or a.type in _MUTUAL:
        return False
    return a.doers != a.recipients and (a.doers, a.recipients) == (b.recipients, b.doers)


def score(found: Mapping[str, float]) -> float:
    """How likely two accounts are of one event by their ``features``, 0-1."""
    total = _BIAS + sum(_COEFFICIENTS[name] * value for name, value in found.items())
    return 1 / (1 + math.exp(-total))


def _compare(a: Account, b: Account, families: Mapping[str, str], weights: Weights) -> Join | None:
    if a.article == b.article and a.sentence == b.sentence:
        return None
    if (a.modality in _HAPPENED) != (b.modality in _HAPPENED):
        return None
    copied = a.article != b.article and families[a.article] == families[b.article] and a.type == b.type
    if copied and weights.words(a, b) > _COPIED:
        return Join(a.id, b.id, _COPY, "the reports are copies")
    found = features(a, b, weights)
    if found is None:
        return None
    likely = round(score(found), 4)
    if likely < _FLOOR:
        return None
    return Join(a.id, b.id, likely, _because(a, b, weights))


def _because(a: Account, b: Account, weights: Weights) -> str:
    gap = _gap(a, b)
    days = "days that agree" if gap == 0 else f"{gap} days apart"
    if gap == 0 and a.precision == b.precision == "day":
        days = "the same day"
    types = a.type if a.type == b.type else f"{a.type} and {b.type}"
    parts = [types, "parties " + "+".join(sorted(a.parties & b.parties)) if a.parties & b.parties else "", days]
    parts += ["the same place"] if a.place and a.place == b.place else []
    return ", ".join([*filter(None, parts), "words " + " ".join(weights.shared(a, b))])


def _gap(a: Account, b: Account) -> int | None:
    """Days between what two accounts leave open; a denial's own day is not the day of what it denies."""
    one, other = a.span, b.span
    if one is None or other is None:
        return None
    if a.positive != b.positive:
        denied, told = (one, other) if b.positive else (other, one)
        return max(0, (told[0] - denied[1]).days)
    return max(0, (other[0] - one[1]).days, (one[0] - other[1]).days)


def _may_meet(group: list[Account], apart: set[frozenset[str]], families: Mapping[str, str]) -> bool:
    """Whether the days of dated accounts are near enough, no sentence tells of two acts of theirs, and no two accounts
    are held apart."""
    if len({(a.article, a.start) for a in group}) < len(group):
        return False
    # A copy that is printed a day later says "today" of another day: only the first of a family is believed.
    firsts: dict[str, Account] = {}
    for account in sorted(group, key=_order):
        if account.dated and account.positive:
            firsts.setdefault(families[account.article], account)
    spans = [a.span for a in firsts.values() if a.span]
    if spans and (max(first for first, _ in spans) - min(last for _, last in spans)).days > _LONGEST:
        return False
    if not apart:
        return True
    ids = {a.id for a in group}
    return not any(pair <= ids for pair in apart)


def event_id(account: Account) -> str:
    """The id of the event whose earliest account this is."""
    return hashlib.sha256(f"{account.id}|{account.type}".encode()).hexdigest()[:12]


def _event(group: list[Account], joins: list[Join], copies: Copies) -> JoinedEvent:
    group = sorted(group, key=_order)
    dated = first_hand(_surest(group), copies)
    first = _most(a.first for a in dated)
    last = _most(a.last for a in dated if a.first == first)
    cameo = _most(a.cameo for a in group) or group[0].cameo
    place = _most(a.place for a in group if a.place)
    doers, recipients = _sides(group)
    return JoinedEvent(
        id=event_id(group[0]),
        type=group[0].type,
        cameo=cameo,
        goldstein=next(a.goldstein for a in group if a.cameo == cameo),
        quad=group[0].quad,
        doers=doers,
        recipients=recipients,
        first=first,
        last=last,
        country=_most(a.country for a in group if a.country),
        place=place,
        accounts=tuple(group),
        joins=tuple(sorted(joins, key=lambda j: (j.first, j.second))),
        outlets=len({a.publisher or a.article for a in group}),
        independent=len(independent(group, copies)),
        asserting=len(independent(_holding(group, doers), copies)),
        denying=len(independent([a for a in group if not a.positive or a in _opposed(group)], copies)),
        coordinates=next((a.coordinates for a in group if a.coordinates and a.place == place), None),
        precision=dated[0].precision,
        reported=group[0].published,
        inferred=tuple(side for side in ("doers", "recipients") if _only_inferred(group, side)),
    )


def _holding(group: list[Account], doers: tuple[str, ...]) -> list[Account]:
    """The accounts that hold that it happened, and where some of them say who did it, only those that say so."""
    asserted = [a for a in group if a.positive and a.modality == "asserted" and a not in _opposed(group)]
    naming = [a for a in asserted if {*doers} & {*(a.doers if "doers" not in a.inferred else ()), *_together(a)}]
    return naming or asserted


def _opposed(group: list[Account]) -> list[Account]:
    """The accounts that tell the opposite of the stand that the first one tells."""
    stand = next((a.stand for a in group if a.stand), "")
    return [a for a in group if a.stand and a.stand != stand]


def _together(account: Account) -> tuple[str, ...]:
    """The other side of what two sides do with one another: either may be named first."""
    return account.recipients if account.type in _MUTUAL - {"ASSAULT"} else ()


_PRECISE = ("day", "interval", "before", "ahead")


def _surest(group: list[Account]) -> list[Account]:
    """The accounts that say best when it was; a denial's day only where no other account has one."""
    told = [a for a in group if a.positive] or group
    best = min(_PRECISE.index(a.precision) for a in told)
    return [a for a in told if _PRECISE.index(a.precision) == best]


def _only_inferred(group: list[Account], side: str) -> bool:
    giving = [a for a in group if getattr(a, side)]
    return bool(giving) and all(side in a.inferred for a in giving)


def _sides(group: list[Account]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who did it and to whom, as most accounts say that give it in words, countries before others.

    Of what two sides do together, which accounts name in either order, those of one account that gives both.
    """
    full = [a for a in group if a.doers and a.recipients and not {*a.doers} & {*a.recipients}]
    if group[0].type in _MUTUAL - {"ASSAULT"} and full:
        best = max(_given(a) for a in full)
        return _most((a.doers, a.recipients) for a in full if _given(a) == best) or ((), ())
    doers = _most(_surest_side(group, "doers")) or ()
    others = [a for a in group if not {*a.recipients} & {*doers}]
    to_themselves = [a for a in group if {*a.doers} & {*a.recipients}]
    return doers, _most(_surest_side(others, "recipients") or _surest_side(to_themselves, "recipients")) or ()


def _given(account: Account) -> int:
    """How many sides of an account are given in words."""
    return sum(bool(getattr(account, s)) and s not in account.inferred for s in ("doers", "recipients"))


def _surest_side(group: list[Account], side: str) -> list[tuple[str, ...]]:
    """What accounts give of one side: in words and as countries, else in words, else as it was inferred."""
    giving = [(getattr(a, side), side in a.inferred) for a in group if getattr(a, side)]
    for inferred in (False, True):
        told = [names for names, guessed in giving if guessed is inferred]
        coded = [names for names in told if any(len(n) == 3 and n.isupper() for n in names)]
        if coded or told:
            return coded or told
    return []


def _most(values: Iterable[T | None]) -> T | None:
    """The commonest value, the smallest of several."""
    counts = Counter(v for v in values if v is not None)
    return min(counts, key=lambda v: (-counts[v], str(v))) if counts else None


def first_hand(group: Sequence[Account], copies: Copies) -> list[Account]:
    """The accounts of the earliest report of every family of copies, whose later ones repeat them; of one that has a
    later version, which may correct it, those of the later one."""
    earliest: dict[str, str] = {}
    for account in sorted(group, key=lambda a: a.article in copies.superseded):
        earliest.setdefault(copies.family[account.article], account.article)
    return [a for a in group if earliest[copies.family[a.article]] == a.article]
