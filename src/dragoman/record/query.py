"""Questions to the kept record. Long answers come in pages: ``next`` of a page is the ``cursor`` of the next one."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cache
from typing import Any, Generic, Literal, TypeVar

from dragoman.analysis.groups import Member, merged
from dragoman.analysis.ledger import DUE, Entry, stands
from dragoman.analysis.positions import Stance
from dragoman.analysis.relations import Node, Period, Relation, centrality
from dragoman.analysis.relations import relation as series
from dragoman.analysis.sources import Cited
from dragoman.collation.accounts import Account
from dragoman.collation.actors import Entity, Merge, Rename, folded
from dragoman.collation.conflicts import Conflict, Toll
from dragoman.collation.copies import passages
from dragoman.collation.events import JoinedEvent
from dragoman.collation.versions import Difference, difference
from dragoman.errors import ActorNotFound, ArchiveError, EventNotFound
from dragoman.languages import lexicons
from dragoman.mentions.people import parts_of, sounds
from dragoman.model import ActorKind, Article, Span
from dragoman.record.kept import Kept, loaded
from dragoman.record.kinds import KINDS

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some of what was found: the items, how many there are in all, and the cursor of the next page."""

    items: tuple[T, ...]
    total: int
    next: str | None = None


@dataclass(frozen=True, slots=True)
class Filed:
    """A report: its article's id, title, publisher and day, and how many events, citations and copies it has."""

    article: str
    title: str
    publisher: str | None
    published: dt.date | None
    events: int
    citations: int
    copies: int


@dataclass(frozen=True, slots=True)
class Quoted:
    """A citation: who cites the source where, and the words."""

    article: str
    date: dt.date | None
    publisher: str
    source: str
    attribution: str
    start: int
    words: str


@dataclass(frozen=True, slots=True)
class Relay:
    """How often ``via`` passes on what ``source`` says."""

    source: str
    via: str
    source_kind: str
    via_kind: str
    times: int
    reports: int


@dataclass(frozen=True, slots=True)
class Tie:
    """Events between two actors: how many, and their mean Goldstein intensity."""

    one: str
    other: str
    events: int
    intensity: float


@dataclass(frozen=True, slots=True)
class Network:
    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Spot:
    """Events in one country, or at one place of it with its latitude and longitude."""

    country: str | None
    place: str | None
    latitude: float | None
    longitude: float | None
    events: int
    intensity: float


class Where:
    """Conditions of a query with their values."""

    def __init__(self) -> None:
        self._all: list[str] = []
        self.values: list[Any] = []

    def add(self, sql: str, *values: Any, when: object = True) -> Where:
        if when is not None and when is not False:
            self._all.append(sql)
            self.values += values
        return self

    def __str__(self) -> str:
        return " WHERE " + " AND ".join(self._all) if self._all else ""


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _day(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None


def _cursor(values: Sequence[Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(list(values)).encode()).decode().rstrip("=")


def _after(cursor: str, size: int) -> list[Any]:
    try:
        values = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
    except (binascii.Error, ValueError):
        values = None
    if not isinstance(values, list) or len(values) != size or not all(isinstance(v, str | int | float) for v in values):
        raise ArchiveError("the cursor is not one that this archive gave")
    if any(isinstance(v, str) and any("\ud800" <= c <= "\udfff" for c in v) for v in values):
        raise ArchiveError("the cursor is not one that this archive gave")
    if any(isinstance(v, int) and abs(v) > 2**62 for v in values):
        raise ArchiveError("the cursor is not one that this archive gave")
    return values


def page_of(
    kept: Kept,
    table: str,
    columns: str,
    where: Where,
    order: Sequence[str],
    limit: int,
    cursor: str | None,
    make: Callable[[Any], T],
    *,
    newest: bool = False,
) -> Page[T]:
    """A page of ``table`` in the order of the columns ``order``, all up or, with ``newest``, all down."""
    total = kept.db.execute(f"SELECT count(*) FROM {table}{where}", where.values).fetchone()[0]
    keys = ", ".join(order)
    if cursor is not None:
        sign = "<" if newest else ">"
        where.add(f"({keys}) {sign} ({', '.join('?' * len(order))})", *_after(cursor, len(order)))
    way = " DESC" if newest else ""
    by = ", ".join(f"{k}{way}" for k in order)
    sql = f"SELECT {keys}, {columns} FROM {table}{where} ORDER BY {by} LIMIT ?"
    rows = kept.db.execute(sql, [*where.values, limit + 1]).fetchall()
    more = _cursor(rows[limit - 1][: len(order)]) if len(rows) > limit else None
    return Page(tuple(make(row[len(order) :]) for row in rows[:limit]), total, more)


def _event(row: Any) -> JoinedEvent:
    return loaded(JoinedEvent, row[0])


def _conflict(row: Any) -> Conflict:
    return loaded(Conflict, row[0])


def _filed(row: Any) -> Filed:
    article, title, publisher, published, events, citations, copies = row
    return Filed(article, title, publisher, _day(published), events, citations, copies)


Names = str | Sequence[str]  # an actor as events have it: a country's code, or one or more folded names
Order = Literal["newest", "oldest", "sources"]
_ORDERS = {
    "newest": (("coalesce(day, '')", "id"), True),
    "oldest": (("coalesce(day, '9999')", "id"), False),
    "sources": (("independent", "coalesce(day, '')", "id"), True),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which events are asked for. All of ``actors`` take part.

    ``since`` and ``until`` are of the day by which events are sorted: their own first, else the last that they may
    have been on. ``dated`` leaves out events of which no report gives the day or the days between which they were.
    ``story`` is the id of a report: events of the story that it is of.
    """

    actors: tuple[Names, ...] = ()
    type: str | None = None
    quad: int | None = None
    country: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    independent: int | None = None
    dated: bool = False
    story: str | None = None

    def where(self) -> Where:
        where = Where().add("story = (SELECT story FROM reading WHERE article = ?)", self.story, when=self.story)
        for actor in self.actors:
            where.add(*_takes_part(actor))
        where.add("type = ?", self.type, when=self.type).add("quad = ?", self.quad, when=self.quad)
        where.add("country = ?", self.country, when=self.country)
        where.add("day >= ?", _iso(self.since), when=self.since).add("day <= ?", _iso(self.until), when=self.until)
        where.add("independent >= ?", self.independent, when=self.independent)
        return where.add("precision IN ('day', 'interval')", when=self.dated)


def _takes_part(actor: Names, column: str = "id") -> tuple[str, str]:
    """The condition that an event has an actor on a side, with its value."""
    names = [actor] if isinstance(actor, str) else [*actor]
    sql = f"{column} IN (SELECT event FROM event_side WHERE name IN (SELECT value FROM json_each(?)))"
    return sql, json.dumps(names)


def events(
    kept: Kept, wanted: Wanted | None = None, *, order: Order = "newest", limit: int = 50, cursor: str | None = None
) -> Page[JoinedEvent]:
    """Joined events, without their accounts, in an order: the newest or oldest first, or those of most sources."""
    keys, down = _ORDERS[order]
    where = (wanted or Wanted()).where()
    return page_of(kept, "event", "record", where, keys, limit, cursor, _event, newest=down)


@dataclass(frozen=True, slots=True)
class Bar:
    """A period from ``start`` on: its events by quad class, those of which no report gives the day, and how many
    reports were published in it: where there are none, nothing is known."""

    start: dt.date
    quads: tuple[int, int, int, int]
    undated: int
    reports: int


@dataclass(frozen=True, slots=True)
class Histogram:
    period: Period
    bars: tuple[Bar, ...]


_FLOOR = {"day": "{0}", "week": "date({0}, '-6 days', 'weekday 1')", "month": "substr({0}, 1, 7) || '-01'"}
_BY_DAY, _BY_WEEK = 62, 800  # days up to which events are counted by day, and by week


def histogram(kept: Kept, wanted: Wanted, period: Period | None = None) -> Histogram:
    """How events are spread over time; by day, week or month as fits the days from the first to the last."""
    where = wanted.where().add("day IS NOT NULL")
    first, last = kept.db.execute(f"SELECT min(day), max(day) FROM event{where}", where.values).fetchone()
    if first is None:
        return Histogram(period or "week", ())
    if period is None:
        days = (dt.date.fromisoformat(last) - dt.date.fromisoformat(first)).days
        period = "day" if days <= _BY_DAY else "week" if days <= _BY_WEEK else "month"
    floor = _FLOOR[period]
    quads = ", ".join(f"sum(quad = {q})" for q in (1, 2, 3, 4))
    sql = f"""
        SELECT {floor.format("day")} AS start, {quads}, sum(precision NOT IN ('day', 'interval'))
        FROM event{where} GROUP BY start ORDER BY start
    """
    found = {row[0]: row[1:] for row in kept.db.execute(sql, where.values)}
    per = floor.format("published")
    told = f"SELECT {per} AS start, count(*) FROM reading WHERE published BETWEEN ? AND ? GROUP BY start"
    reports = dict(kept.db.execute(told, [min(found), max(last, max(found))]).fetchall())
    bars = []
    for start in sorted({*found, *(s for s in reports if s >= min(found))}):
        *counts, undated = found.get(start, (0, 0, 0, 0, 0))
        classes = (counts[0], counts[1], counts[2], counts[3])
        bars.append(Bar(dt.date.fromisoformat(start), classes, undated, reports.get(start, 0)))
    return Histogram(period, tuple(bars))


def event(kept: Kept, id: str) -> JoinedEvent:
    """The event with this id, or that which an earlier id or an account's (``article:event``) has come to, with its
    accounts, the earliest report first; EventNotFound where there is none."""
    row = kept.db.execute("SELECT record FROM event WHERE id = ?", [id]).fetchone()
    if row is None:
        account = "SELECT coalesce((SELECT account FROM alias WHERE id = ?), ?)"
        sql = f"SELECT record FROM event WHERE id = (SELECT event FROM account WHERE id = ({account}))"
        row = kept.db.execute(sql, [id, id]).fetchone()
    if row is None:
        raise EventNotFound(f"{id}: no such event")
    return with_accounts(kept, _event(row))


def with_accounts(kept: Kept, event: JoinedEvent) -> JoinedEvent:
    """``event`` with its accounts, the earliest report first."""
    found = kept.db.execute("SELECT record FROM account WHERE event = ?", [event.id])
    accounts = [loaded(Account, record) for (record,) in found]
    return replace(event, accounts=tuple(sorted(accounts, key=lambda a: (a.published or dt.date.max, a.id))))


def with_first(kept: Kept, events: Sequence[JoinedEvent]) -> list[JoinedEvent]:
    """``events``, each with its earliest account alone."""
    found: dict[str, Account] = {}
    ids = json.dumps([e.id for e in events])
    sql = """
        SELECT event, record FROM account WHERE event IN (SELECT value FROM json_each(?))
        ORDER BY event, coalesce(published, '9999'), id
    """
    last = None
    for id_, record in kept.db.execute(sql, [ids]):
        if id_ != last:
            found[id_] = loaded(Account, record)
        last = id_
    return [replace(e, accounts=(found[e.id],) if e.id in found else (), joins=()) for e in events]


def event_of_each_account(kept: Kept, article: str) -> dict[str, str]:
    """The joined event of every account of an article, by the id that the article has for it."""
    found = kept.db.execute("SELECT id, event FROM account WHERE article = ? AND event IS NOT NULL", [article])
    return {id_.partition(":")[2]: event for id_, event in found}


def keys(kept: Kept, article: str) -> dict[str, str]:
    """The key in the actor memory of every actor of an article, by the id that the article has for it."""
    return dict(kept.db.execute("SELECT actor, key FROM mention WHERE article = ?", [article]).fetchall())


def conflicts(
    kept: Kept,
    *,
    actors: Sequence[Names] = (),
    kind: str | None = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
    limit: int = 30,
    cursor: str | None = None,
) -> Page[Conflict]:
    """Accounts that contradict, by the event's day, the newest first."""
    where = Where()
    for actor in actors:
        where.add(*_takes_part(actor, "event"))
    where.add("kind = ?", kind, when=kind)
    where.add("day >= ?", _iso(since), when=since).add("day <= ?", _iso(until), when=until)
    order = ("coalesce(day, '')", "event", "kind", "about")
    return page_of(kept, "conflict", "record", where, order, limit, cursor, _conflict, newest=True)


def tolls(
    kept: Kept,
    *,
    actors: Sequence[Names] = (),
    words: str = "",
    since: dt.date | None = None,
    until: dt.date | None = None,
    limit: int = 30,
    cursor: str | None = None,
) -> Page[Toll]:
    """What reports count of one event over time ("people killed"), by the event's day, the newest first; of those
    whose unit holds ``words``."""
    where = Where().add("instr(unit, ?) > 0", folded(words), when=bool(words.strip()))
    for actor in actors:
        where.add(*_takes_part(actor, "event"))
    where.add("day >= ?", _iso(since), when=since).add("day <= ?", _iso(until), when=until)
    order = ("coalesce(day, '')", "event", "unit")
    return page_of(kept, "toll", "record", where, order, limit, cursor, lambda r: loaded(Toll, r[0]), newest=True)


def positions(
    kept: Kept,
    *,
    actors: Sequence[str] = (),
    towards: str | None = None,
    changed: bool = False,
    since: dt.date | None = None,
    until: dt.date | None = None,
    limit: int = 30,
    cursor: str | None = None,
) -> Page[Stance]:
    """Stances as dated sequences, those that changed most first; only those with a stand between the two days."""
    where = Where()
    names = json.dumps(list(actors))
    own = "actor IN (SELECT actor FROM held WHERE name IN (SELECT value FROM json_each(?)))"
    where.add(f"(actor IN (SELECT value FROM json_each(?)) OR {own})", names, names, when=bool(actors))
    where.add("instr(towards, ?) > 0", f" {towards} ", when=towards).add("changes > 0", when=changed)
    where.add("last >= ?", _iso(since), when=since)
    where.add("EXISTS (SELECT 1 FROM held h WHERE h.actor = stance.actor AND h.day <= ?)", _iso(until), when=until)
    order = ("-changes", "-stands", "actor", "matter", "rowid")
    return page_of(kept, "stance", "record", where, order, limit, cursor, lambda r: loaded(Stance, r[0]))


def ledger(
    kept: Kept,
    *,
    today: dt.date,
    actors: Sequence[str] = (),
    other: str | None = None,
    kind: str | None = None,
    state: str | None = None,
    limit: int = 50,
    cursor: str | None = None,
) -> Page[Entry]:
    """Commitments as they stand on ``today``, by deadline and day made, with users' verdicts."""
    verdicts = _verdicts(kept)
    said = json.dumps(verdicts)
    known = "FROM entry_outcome o WHERE o.entry = entry.id AND o.day <= ?"
    is_state = f"""coalesce(
        (SELECT value FROM json_each(?) WHERE key = entry.id),
        (SELECT o.outcome {known} AND o.outcome = 'lapsed' LIMIT 1),
        (SELECT o.outcome {known} ORDER BY o.day DESC, o.rank DESC LIMIT 1),
        CASE WHEN deadline < ? THEN 'overdue' WHEN deadline <= ? THEN 'due' ELSE 'open' END
    ) = ?"""
    where = Where()
    one = "side IN ('actor', 'by') AND name IN (SELECT value FROM json_each(?))"
    named = f"id IN (SELECT entry FROM entry_actor WHERE {one})"
    where.add(named, json.dumps(list(actors)), when=bool(actors))
    where.add("id IN (SELECT entry FROM entry_actor WHERE name = ?)", other, when=other)
    where.add("kind = ?", kind, when=kind)
    where.add("(made IS NULL OR made <= ?)", _iso(today))
    days = (_iso(today),) * 3
    where.add(is_state, said, *days, _iso(today + DUE), state, when=state)
    order = ("coalesce(deadline, '9999')", "coalesce(made, '')", "id")

    def make(row: Any) -> Entry:
        entry = loaded(Entry, row[0])
        return stands(entry, today, verdicts.get(entry.id))

    return page_of(kept, "entry", "record", where, order, limit, cursor, make)


ItemOrder = Literal["what", "newest", "oldest", "largest", "smallest"]
_VALUE = "coalesce(json_extract(record, '$.value'), 0)"
_ITEM_ORDERS: dict[ItemOrder, tuple[tuple[str, ...], bool]] = {
    "what": (("key", "coalesce(day, '')", "article", "rowid"), False),
    "newest": (("coalesce(day, '')", "rowid"), True),
    "oldest": (("coalesce(day, '9999')", "rowid"), False),
    "largest": ((_VALUE, "rowid"), True),
    "smallest": ((_VALUE, "rowid"), False),
}


def items(
    kept: Kept,
    kind: str,
    *,
    words: str = "",
    since: dt.date | None = None,
    until: dt.date | None = None,
    order: ItemOrder = "what",
    limit: int = 100,
    cursor: str | None = None,
) -> Page[Any]:
    """What reports give of a kind of ``record.kinds``, by what it is and by day or in another order; of what holds
    ``words``."""
    found = KINDS[kind]
    where = Where().add("kind = ?", kind).add("instr(folded, ?) > 0", folded(words), when=bool(words.strip()))
    where.add("day >= ?", _iso(since), when=since).add("day <= ?", _iso(until), when=until)
    keys, newest = _ITEM_ORDERS[order]
    return page_of(kept, "item", "record", where, keys, limit, cursor, lambda r: found.load(r[0]), newest=newest)


def members(kept: Kept, *, since: dt.date | None = None, until: dt.date | None = None) -> list[Member]:
    """Who belongs to which group, joined, left it or was excluded, by group and member."""
    return merged(items(kept, "memberships", since=since, until=until, limit=1_000_000).items)


def _verdicts(kept: Kept) -> dict[str, str]:
    row = kept.db.execute("SELECT value FROM meta WHERE name = 'decisions'").fetchone()
    made = (json.loads(d) for d in json.loads(row[0])) if row else ()
    return {d["commitment"]: d["outcome"] for d in made if d["kind"] == "verdict"}


Which = Literal["public", "others"]
SourceOrder = Literal["citations", "source", "kind", "country", "reports", "relayed"]
_SOURCE_ORDERS: dict[SourceOrder, str] = {
    "citations": "n DESC",
    "source": "who COLLATE NOCASE",
    "kind": "min(kind), n DESC",
    "country": "min(country) IS NULL, min(country), n DESC",
    "reports": "count(DISTINCT article) DESC",
    "relayed": "sum(relayed) DESC, n DESC",
}


def sources(
    kept: Kept,
    *,
    which: Which | None = None,
    publisher: str | None = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
    order: SourceOrder = "citations",
    limit: int = 40,
    offset: int = 0,
) -> Page[Cited]:
    """Who is cited, by which outlets, how often at second hand and how often unnamed, most often first or in another
    order. ``which``: those that can be a source of public affairs (``analysis.sources``), or the others alone."""
    where = Where().add("publisher = ?", publisher, when=publisher)
    where.add("day >= ?", _iso(since), when=since).add("day <= ?", _iso(until), when=until)
    called = _decided_names(kept)
    whose, known = "source", []
    if called:
        whose, known = "coalesce((SELECT value FROM json_each(?) WHERE key = source), source)", [json.dumps(called)]
    having = {"public": " HAVING max(public)", "others": " HAVING NOT max(public)"}.get(which or "", "")
    counted = f"SELECT count(*) FROM (SELECT {whose} AS who FROM citation{where} GROUP BY who{having})"
    total = kept.db.execute(counted, [*known, *where.values]).fetchone()[0]
    sql = f"""
        SELECT {whose} AS who, min(kind), CASE WHEN min(country) = max(country) THEN min(country) END, count(*) AS n,
            count(DISTINCT article), sum(relayed), max(unnamed)
        FROM citation{where} GROUP BY who{having} ORDER BY {_SOURCE_ORDERS[order]}, who LIMIT ? OFFSET ?
    """
    found = []
    values = [*known, *where.values, limit, offset]
    for source, kind, country, count, reports, relayed, unnamed in kept.db.execute(sql, values):
        named = [name for name, other in called.items() if other == source]
        own = Where().add("source IN (SELECT value FROM json_each(?))", json.dumps([source, *named]))
        own.add("publisher = ?", publisher, when=publisher)
        own.add("day >= ?", _iso(since), when=since).add("day <= ?", _iso(until), when=until)
        top = (
            f"SELECT publisher, count(*) AS n FROM citation{own} GROUP BY publisher ORDER BY n DESC, publisher LIMIT 5"
        )
        by = tuple(kept.db.execute(top, own.values).fetchall())
        found.append(Cited(source, kind, country, count, reports, by, relayed, bool(unnamed)))
    return Page(tuple(found), total, str(offset + limit) if offset + limit < total else None)


def _decided_names(kept: Kept) -> dict[str, str]:
    """The names of actors that users merged or renamed, as reports give them, with what they are called by now."""
    made = [m.decision for m in kept.made() if m.undone is None and m.doubt is None]
    keys = {d.key for d in made if isinstance(d, Merge | Rename)}
    sql = "SELECT record FROM entity WHERE key IN (SELECT value FROM json_each(?))"
    found = [Entity.model_validate_json(r) for (r,) in kept.db.execute(sql, [json.dumps(sorted(keys))])]
    return {s.value: e.name for e in found for s in e.names if s.value != e.name}


def quoted(
    kept: Kept,
    *,
    source: str | None = None,
    names: Sequence[str] = (),
    limit: int = 30,
    cursor: str | None = None,
) -> Page[Quoted]:
    """What a source (by its name), or actors (by codes or folded names) are quoted with, the newest first."""
    named = [source, *(name for name, now in _decided_names(kept).items() if now == source)] if source else []
    where = Where().add("source IN (SELECT value FROM json_each(?))", json.dumps(named), when=source)
    wanted = json.dumps(list(names))
    either = "(key IN (SELECT value FROM json_each(?)) OR name IN (SELECT value FROM json_each(?)))"
    where.add(either, wanted, wanted, when=bool(names))
    order = ("coalesce(day, '')", "rowid")

    def make(row: Any) -> Quoted:
        return Quoted(row[0], _day(row[1]), *row[2:])

    columns = "article, day, publisher, source, attribution, start, words"
    return page_of(kept, "citation", columns, where, order, limit, cursor, make, newest=True)


def relays(
    kept: Kept, *, since: dt.date | None = None, until: dt.date | None = None, limit: int = 80
) -> tuple[Relay, ...]:
    """Who passes on what whom says, most often first; only who can be a source of public affairs."""
    where = Where().add("source <> via").add("public")
    where.add("day >= ?", _iso(since), when=since).add("day <= ?", _iso(until), when=until)
    sql = f"""
        SELECT source, via, min(source_kind), min(via_kind), count(*) AS n, count(DISTINCT article)
        FROM relay{where} GROUP BY source, via ORDER BY n DESC, source, via LIMIT ?
    """
    return tuple(Relay(*row) for row in kept.db.execute(sql, [*where.values, limit]))


def relation(
    kept: Kept,
    one: Names,
    other: Names,
    period: Period = "week",
    *,
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> Relation:
    """The series of a dyad, of countries (by code) or of others (by folded names), with its changes of level."""
    where = Where()
    for names in (one, other):
        where.add(*_takes_part(names))
    where.add("day >= ?", _iso(since), when=since).add("day <= ?", _iso(until), when=until)
    found = kept.db.execute(f"SELECT record FROM event{where} ORDER BY day, id", where.values)
    events = (_event(row) for row in found)
    sides = [(side,) if isinstance(side, str) else tuple(side) for side in (one, other)]
    if not all(len(side) == 1 and side[0].isupper() for side in sides):
        # People and bodies are named by accounts, not by the sides of events.
        events = (_called(with_accounts(kept, e), sides) for e in events)
    return series(events, sides[0][0], sides[1][0], period)


def _called(event: JoinedEvent, sides: Sequence[Sequence[str]]) -> JoinedEvent:
    """``event`` with the first of an actor's names in place of the others."""
    into = {name: names[0] for names in sides for name in names}

    def renamed(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(into.get(name, name) for name in names)

    accounts = tuple(replace(a, names=renamed(a.names)) for a in event.accounts)
    return replace(event, accounts=accounts, doers=renamed(event.doers), recipients=renamed(event.recipients))


def network(
    kept: Kept,
    *,
    since: dt.date | None = None,
    until: dt.date | None = None,
    quad: int | None = None,
    least: int = 1,
    limit: int = 60,
) -> Network:
    """The actors with most events between two sides, and the ties among them of at least ``least`` events."""
    where = Where().add("a.side = 'doer'").add("b.side = 'recipient'").add("a.name <> b.name").add("e.asserting > 0")
    where.add("e.day >= ?", _iso(since), when=since).add("e.day <= ?", _iso(until), when=until)
    where.add("e.quad = ?", quad, when=quad)
    sql = f"""
        SELECT min(a.name, b.name), max(a.name, b.name), count(*) AS n, sum(e.goldstein)
        FROM event e JOIN event_side a ON a.event = e.id JOIN event_side b ON b.event = e.id{where}
        GROUP BY 1, 2 HAVING n >= ? ORDER BY 1, 2
    """
    ties = [(a, b, n, total) for a, b, n, total in kept.db.execute(sql, [*where.values, least])]
    nodes = centrality(ties)
    shown = {n.actor for n in nodes[:limit]}
    drawn = tuple(Tie(a, b, n, round(t / n, 3)) for a, b, n, t in ties if {a, b} <= shown)
    return Network(tuple(nodes[:limit]), drawn, len(nodes))


def event_places(
    kept: Kept,
    *,
    actor: Names | None = None,
    quad: int | None = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
    said: bool = False,
    limit: int = 500,
) -> tuple[tuple[Spot, ...], tuple[Spot, ...], int]:
    """Where events happened: by country, and by place; and of how many the country is inferred. ``said``: only those
    whose country a report names for them."""
    where = Where().add("asserting > 0").add("quad = ?", quad, when=quad).add("located", when=said)
    if actor:
        where.add(*_takes_part(actor))
    where.add("day >= ?", _iso(since), when=since).add("day <= ?", _iso(until), when=until)
    values = [*where.values, limit]
    countries = f"""
        SELECT country, NULL, NULL, NULL, count(*) AS n, round(avg(goldstein), 3) FROM event{where}
        AND country IS NOT NULL GROUP BY country ORDER BY n DESC, country LIMIT ?
    """
    places = f"""
        SELECT country, place, latitude, longitude, count(*) AS n, round(avg(goldstein), 3) FROM event{where}
        AND latitude IS NOT NULL GROUP BY country, place, latitude, longitude ORDER BY n DESC, place LIMIT ?
    """
    found = [tuple(Spot(*row) for row in kept.db.execute(sql, values)) for sql in (countries, places)]
    guessed = f"SELECT count(*) FROM event{where} AND country IS NOT NULL AND NOT located"
    return found[0], found[1], kept.db.execute(guessed, where.values).fetchone()[0]


# With a name of their own: in a script without capitals all may have one.
_OF_NAMES = """kind NOT IN ('other', 'population', 'group', 'unnamed source')
    AND (name <> lower(name) OR unicode(name) > 127)"""


def actors(
    kept: Kept,
    *,
    query: str = "",
    kind: str | None = None,
    since: dt.date | None = None,
    named: bool = False,
    limit: int = 50,
    cursor: str | None = None,
) -> Page[Entity]:
    """Actors over all reports, most reported first; ``query`` is part of a name, role or country. ``since`` asks for
    those that no report names before that day, ``named`` for those with a name ("Rosa Quispe", not "her ministry")."""
    where = Where().add("instr(folded, ?) > 0", folded(query), when=bool(query.strip()))
    where.add("kind = ?", kind, when=kind).add("json_extract(record, '$.first') >= ?", _iso(since), when=since)
    where.add(_OF_NAMES, when=named)
    order = ("-reports", "key")
    return page_of(kept, "entity", "record", where, order, limit, cursor, lambda r: Entity.model_validate_json(r[0]))


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A country or an actor that may be meant: what it counts as (``value``: a code or a name), what it is called,
    what it is, and its ``key`` in the actor memory where it has one."""

    value: str
    label: str
    detail: str
    key: str | None = None


@cache
def _country_names() -> tuple[tuple[str, str, str], ...]:
    """Every name of every country, folded, with the code and the usual name."""
    rows = lexicons.rows("countries.csv")
    return tuple(
        (folded(name), row["alpha3"], row["names"].split("|")[0])
        for row in rows
        for name in (*row["names"].split("|"), row["alpha3"])
    )


def suggestions(kept: Kept, words: str, limit: int = 8) -> tuple[Suggestion, ...]:
    """The countries and actors that ``words`` are a name, or a part of one, of: the whole names first."""
    wanted = folded(words)
    if not wanted:
        return ()
    ranked: dict[str, tuple[int, str]] = {}
    for name, code, usual in _country_names():
        rank = 0 if name == wanted else 1 if name.startswith(wanted) else 2 if f" {wanted}" in name else None
        if rank is not None:
            ranked[code] = min((rank, usual), ranked.get(code, (9, usual)))
    states = [(rank, Suggestion(code, usual, "country", f"state:{code}")) for code, (rank, usual) in ranked.items()]
    people = [
        (0 if wanted in {folded(e.name), *folded(e.name).split()} else 2, e)
        for e in actors(kept, query=wanted, limit=4 * limit).items
        if e.kind != "state" and e.kind not in _NOBODY
    ]
    other = [(rank, Suggestion(e.name, e.name, f"{e.kind}, {e.reports} reports", e.key)) for rank, e in people]
    return tuple(s for _, s in sorted([*states, *other], key=lambda found: found[0])[:limit])


_NOBODY = {"unnamed source", "population", "other"}
_NAMED = [kind.value for kind in ActorKind if kind.value not in {*_NOBODY, "state", "group"}]


def meant(kept: Kept, name: str) -> tuple[str, ...]:
    """What the actor that somebody calls ``name`` counts as in events and citations: a country's code, or folded names.

    A name of a country is its code; a name or the surname of one person alone of the archive is all of their names.
    """
    if len(name) == 3 and name.isupper():
        return (name,)
    wanted = folded(name)
    code = next((code for known, code, _ in _country_names() if known == wanted), None)
    if code is not None:
        return (code,)
    by_name = "SELECT DISTINCT key FROM mention WHERE raw IN (SELECT value FROM json_each(?)) LIMIT 2"
    by_surname = "SELECT DISTINCT key FROM mention WHERE surname = ? LIMIT 2"
    named = json.dumps([f"{kind}:{wanted}" for kind in _NAMED])
    for sql, value in ((by_name, named), (by_surname, sounds(parts_of(name)))):
        keys = kept.db.execute(sql, [value]).fetchall()
        if len(keys) == 1:
            return tuple(dict.fromkeys((wanted, *names_of(actor(kept, keys[0][0])))))
    return (wanted,)


def actor(kept: Kept, key: str) -> Entity:
    """The actor with this key; ActorNotFound where there is none."""
    row = kept.db.execute("SELECT record FROM entity WHERE key = ?", [key]).fetchone()
    if row is None:
        raise ActorNotFound(f"{key}: no such actor")
    return Entity.model_validate_json(row[0])


def names_of(entity: Entity) -> tuple[str, ...]:
    """What an actor counts as in events and citations: a state's code, others' folded names."""
    if entity.kind == "state" and entity.country:
        return (entity.country,)
    return tuple(dict.fromkeys(folded(s.value) for s in entity.names))


def is_named(kept: Kept, name: str) -> bool:
    """Whether anybody in the record goes by a folded name."""
    tables = (
        ("event_side", "name"),
        ("held", "name"),
        ("held", "actor"),
        ("entry_actor", "name"),
        ("citation", "name"),
    )
    asked = " UNION ALL ".join(f"SELECT 1 FROM {table} WHERE {column} = ?" for table, column in tables)
    if kept.db.execute(f"SELECT 1 WHERE EXISTS ({asked})", [name] * len(tables)).fetchone():
        return True
    return any(folded(one) == name for one in _written(kept))


def spelled(kept: Kept, names: Iterable[str]) -> dict[str, str]:
    """How reports write the names that the record holds folded: "Rosa Quispe" for "rosa quispe"."""
    wanted = {name for name in names if name != name.upper()}
    found: dict[str, str] = {}
    for name in _written(kept) if wanted else ():
        plain = folded(name)
        if plain in wanted:
            found.setdefault(plain, name)
    return found


def names(kept: Kept, limit: int) -> dict[str, str]:
    """How reports write the folded names of the actors of whom most is reported."""
    inside = "substr(name, 2) <> lower(substr(name, 2))"  # a capital that begins no sentence: "Peru and Chile"
    of_names = f"SELECT key, reports, record FROM entity WHERE ({_OF_NAMES} OR {inside}) AND kind <> 'state'"
    most = f"{of_names} ORDER BY reports DESC, key LIMIT ?"
    sql = f"""
        SELECT n.value ->> 'value' FROM ({most}) AS e, json_each(e.record, '$.names') n
        ORDER BY e.reports DESC, e.key, n.key
    """
    written = [name for (name,) in kept.db.execute(sql, [limit])]
    return {folded(name): name for name in reversed(written)}


def alike(kept: Kept, name: str, others: Iterable[str] = (), most: int = 3) -> list[str]:
    """Names of the record, and of ``others``, that a user who wrote ``name`` may have meant, the likeliest first."""
    known: dict[str, str] = {}
    for one in (*_written(kept), *others):
        for part in {one, *one.split()}:
            known.setdefault(folded(part), one)
    close = get_close_matches(folded(name), known, n=3 * most, cutoff=0.7)
    return list(dict.fromkeys(known[part] for part in close))[:most]


def _written(kept: Kept) -> Iterator[str]:
    """Every name of an actor as reports write it, those of the most reported first."""
    sql = """
        SELECT n.value ->> 'value' FROM entity, json_each(entity.record, '$.names') n
        ORDER BY entity.reports DESC, entity.key
    """
    for (name,) in kept.db.execute(sql):
        yield name


_FILED = """article, title, publisher, published,
    (SELECT count(*) FROM account WHERE account.article = reading.article),
    (SELECT count(*) FROM citation WHERE citation.article = reading.article),
    (SELECT count(*) FROM copy
        WHERE (copy.article = reading.article OR copy.of = reading.article) AND copy.kind <> 'reuses')"""


def filed(
    kept: Kept,
    *,
    publisher: str | None = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
    limit: int = 50,
    cursor: str | None = None,
) -> Page[Filed]:
    """Reports, the newest first."""
    where = Where().add("publisher = ?", publisher, when=publisher)
    where.add("published >= ?", _iso(since), when=since).add("published <= ?", _iso(until), when=until)
    order = ("coalesce(published, '')", "article")
    return page_of(kept, "reading", _FILED, where, order, limit, cursor, _filed, newest=True)


def filed_as(kept: Kept, articles: Iterable[str]) -> dict[str, Filed]:
    """Reports by their ids, the earliest first."""
    sql = f"""
        SELECT {_FILED} FROM reading WHERE article IN (SELECT value FROM json_each(?))
        ORDER BY coalesce(published, '9999'), article
    """
    return {row[0]: _filed(row) for row in kept.db.execute(sql, [json.dumps([*articles])])}


def copies_of(kept: Kept, article: str) -> tuple[Filed, ...]:
    """Other reports of an article's family: its copies, what it copies, and texts that hold one another."""
    sql = """
        SELECT article, title, publisher, published, 0, 0, 0 FROM reading
        WHERE family = (SELECT family FROM reading WHERE article = ?) AND article <> ?
        ORDER BY published, article LIMIT 50
    """
    return tuple(_filed(row) for row in kept.db.execute(sql, [article, article]))


@dataclass(frozen=True, slots=True)
class Reuse:
    """A text of which an article holds passages, or that holds some of the article's: how much of the shorter one, and
    where in the article."""

    other: Filed
    share: float
    passages: tuple[Span, ...]


def reuse_of(kept: Kept, article: str) -> tuple[Reuse, ...]:
    """Reports that share passages with an article (a third of the shorter one and more), copies included, by day."""
    sql = "SELECT article, of, similarity FROM copy WHERE article = ? OR of = ? ORDER BY article, of LIMIT 50"
    found = kept.db.execute(sql, [article, article]).fetchall()
    text = kept.report(article).article.text if found else ""
    out = []
    for one, of, share in found:
        other = kept.report(of if one == article else one).article
        out.append(Reuse(_listed(other), share, tuple(passages(text, other.text))))
    return tuple(sorted(out, key=lambda r: (r.other.published or dt.date.max, r.other.article)))


@dataclass(frozen=True, slots=True)
class Version:
    """A report that is a later version of another, at the same address, and what it says otherwise.

    ``similarity`` is the share of the words of both, in runs of four, that they have in common (0-1).
    """

    report: Filed
    of: Filed
    address: str
    similarity: float
    difference: Difference


def versions(
    kept: Kept,
    *,
    article: str | None = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
    limit: int = 30,
    cursor: str | None = None,
) -> Page[Version]:
    """Reports that came out at the address of an earlier one, each with what it says otherwise, the newest first; with
    ``article`` those that it is a version of, or that are versions of it."""
    where = Where().add("kind = 'version'")
    where.add("published >= ?", _iso(since), when=since).add("published <= ?", _iso(until), when=until)
    family = "family = (SELECT family FROM reading WHERE article = ?)"
    where.add(family, article, when=article)
    table = "(SELECT copy.*, published, family FROM copy JOIN reading USING (article))"
    order, columns = ("coalesce(published, '')", "article"), "article, of, similarity"

    def made(row: tuple[str, str, float]) -> Version:
        later, earlier = (kept.report(id_).article for id_ in row[:2])
        found = difference(earlier.text, later.text)
        return Version(_listed(later), _listed(earlier), later.url or "", row[2], found)

    return page_of(kept, table, columns, where, order, limit, cursor, made, newest=True)


def _listed(article: Article) -> Filed:
    return Filed(article.id, article.headline, article.publisher, article.published_date, 0, 0, 0)


def counts(kept: Kept) -> dict[str, int]:
    """How many reports, events, conflicts, commitments, positions, actors and citations the record holds."""
    tables = {"reports": "reading", "events": "event", "conflicts": "conflict", "commitments": "entry"}
    tables |= {"positions": "stance", "actors": "entity", "citations": "citation"}
    return {name: kept.db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for name, table in tables.items()}
