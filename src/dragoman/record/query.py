"""Questions to the kept record. Long answers come in pages: ``next`` of a page is the ``cursor`` of the next one."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from dragoman.analysis.ledger import DUE, Entry, stands
from dragoman.analysis.positions import Stance
from dragoman.analysis.relations import Node, Period, Relation, centrality
from dragoman.analysis.relations import relation as series
from dragoman.analysis.sources import Cited
from dragoman.collation.accounts import Account
from dragoman.collation.actors import Entity, folded
from dragoman.collation.conflicts import Conflict
from dragoman.collation.events import JoinedEvent
from dragoman.errors import ArchiveError
from dragoman.record.kept import Kept, loaded

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


class _Where:
    """Conditions of a query with their values."""

    def __init__(self) -> None:
        self._all: list[str] = []
        self.values: list[Any] = []

    def add(self, sql: str, *values: Any, when: object = True) -> _Where:
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


def _page(
    kept: Kept,
    table: str,
    columns: str,
    where: _Where,
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


def events(
    kept: Kept,
    *,
    actors: Sequence[str] = (),
    type: str | None = None,
    quad: int | None = None,
    country: str | None = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
    independent: int | None = None,
    limit: int = 50,
    cursor: str | None = None,
    newest: bool = True,
) -> Page[JoinedEvent]:
    """Joined events, without their accounts: the newest first. All of ``actors`` (codes or folded names) take part.

    ``since`` and ``until`` are of the events' own first day.
    """
    where = _Where()
    for actor in actors:
        where.add("id IN (SELECT event FROM event_side WHERE name = ?)", actor)
    where.add("type = ?", type, when=type).add("quad = ?", quad, when=quad).add("country = ?", country, when=country)
    where.add("first >= ?", _iso(since), when=since).add("first <= ?", _iso(until), when=until)
    where.add("independent >= ?", independent, when=independent)
    order = ("coalesce(first, '')", "id")
    return _page(kept, "event", "record", where, order, limit, cursor, _event, newest=newest)


def event(kept: Kept, id: str) -> JoinedEvent:
    """The event with this id and its accounts, the earliest report first; ArchiveError where there is none."""
    row = kept.db.execute("SELECT record FROM event WHERE id = ?", [id]).fetchone()
    if row is None:
        raise ArchiveError(f"{id}: no such event")
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


def home(kept: Kept, article: str) -> dict[str, str]:
    """The joined event of every account of an article, by the id that the article has for it."""
    found = kept.db.execute("SELECT id, event FROM account WHERE article = ? AND event IS NOT NULL", [article])
    return {id_.partition(":")[2]: event for id_, event in found}


def keys(kept: Kept, article: str) -> dict[str, str]:
    """The key in the actor memory of every actor of an article, by the id that the article has for it."""
    return dict(kept.db.execute("SELECT actor, key FROM mention WHERE article = ?", [article]).fetchall())


def conflicts(
    kept: Kept,
    *,
    actors: Sequence[str] = (),
    kind: str | None = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
    limit: int = 30,
    cursor: str | None = None,
) -> Page[Conflict]:
    """Accounts that contradict, by the event's day, the newest first."""
    where = _Where()
    for actor in actors:
        where.add("event IN (SELECT event FROM event_side WHERE name = ?)", actor)
    where.add("kind = ?", kind, when=kind)
    where.add("first >= ?", _iso(since), when=since).add("first <= ?", _iso(until), when=until)
    order = ("coalesce(first, '')", "event", "kind", "about")
    return _page(kept, "conflict", "record", where, order, limit, cursor, _conflict, newest=True)


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
    where = _Where()
    names = json.dumps(list(actors))
    own = "actor IN (SELECT actor FROM held WHERE name IN (SELECT value FROM json_each(?)))"
    where.add(f"(actor IN (SELECT value FROM json_each(?)) OR {own})", names, names, when=bool(actors))
    where.add("instr(towards, ?) > 0", f" {towards} ", when=towards).add("changes > 0", when=changed)
    where.add("last >= ?", _iso(since), when=since)
    where.add("EXISTS (SELECT 1 FROM held h WHERE h.actor = stance.actor AND h.day <= ?)", _iso(until), when=until)
    order = ("-changes", "-stands", "actor", "matter", "rowid")
    return _page(kept, "stance", "record", where, order, limit, cursor, lambda r: loaded(Stance, r[0]))


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
    is_state = (
        "coalesce((SELECT value FROM json_each(?) WHERE key = entry.id), outcome, CASE WHEN deadline IS NULL "
        "THEN 'open' WHEN deadline < ? THEN 'overdue' WHEN deadline <= ? THEN 'due' ELSE 'open' END) = ?"
    )
    where = _Where()
    one = "side IN ('actor', 'by') AND name IN (SELECT value FROM json_each(?))"
    named = f"id IN (SELECT entry FROM entry_actor WHERE {one})"
    where.add(named, json.dumps(list(actors)), when=bool(actors))
    where.add("id IN (SELECT entry FROM entry_actor WHERE name = ?)", other, when=other)
    where.add("kind = ?", kind, when=kind)
    where.add(is_state, said, _iso(today), _iso(today + DUE), state, when=state)
    order = ("coalesce(deadline, '9999')", "coalesce(made, '')", "id")

    def make(row: Any) -> Entry:
        entry = loaded(Entry, row[0])
        return stands(entry, today, verdicts.get(entry.id))

    return _page(kept, "entry", "record", where, order, limit, cursor, make)


def _verdicts(kept: Kept) -> dict[str, str]:
    row = kept.db.execute("SELECT value FROM meta WHERE name = 'decisions'").fetchone()
    made = (json.loads(d) for d in json.loads(row[0])) if row else ()
    return {d["commitment"]: d["outcome"] for d in made if d["kind"] == "verdict"}


def sources(
    kept: Kept,
    *,
    publisher: str | None = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
    limit: int = 40,
    offset: int = 0,
) -> Page[Cited]:
    """Who is cited, most often first, by which outlets, how often at second hand and how often unnamed."""
    where = _Where().add("publisher = ?", publisher, when=publisher)
    where.add("day >= ?", _iso(since), when=since).add("day <= ?", _iso(until), when=until)
    total = kept.db.execute(f"SELECT count(DISTINCT source) FROM citation{where}", where.values).fetchone()[0]
    sql = f"""
        SELECT source, min(kind), min(country), count(*) AS n, count(DISTINCT article), sum(relayed), max(unnamed)
        FROM citation{where} GROUP BY source ORDER BY n DESC, source LIMIT ? OFFSET ?
    """
    found = []
    for source, kind, country, count, reports, relayed, unnamed in kept.db.execute(sql, [*where.values, limit, offset]):
        own = _Where().add("source = ?", source).add("publisher = ?", publisher, when=publisher)
        own.add("day >= ?", _iso(since), when=since).add("day <= ?", _iso(until), when=until)
        top = (
            f"SELECT publisher, count(*) AS n FROM citation{own} GROUP BY publisher ORDER BY n DESC, publisher LIMIT 5"
        )
        by = tuple(kept.db.execute(top, own.values).fetchall())
        found.append(Cited(source, kind, country, count, reports, by, relayed, bool(unnamed)))
    return Page(tuple(found), total, str(offset + limit) if offset + limit < total else None)


def quoted(
    kept: Kept,
    *,
    source: str | None = None,
    names: Sequence[str] = (),
    limit: int = 30,
    cursor: str | None = None,
) -> Page[Quoted]:
    """What a source (by its name), or actors (by codes or folded names) are quoted with, the newest first."""
    where = _Where().add("source = ?", source, when=source)
    wanted = json.dumps(list(names))
    either = "(key IN (SELECT value FROM json_each(?)) OR name IN (SELECT value FROM json_each(?)))"
    where.add(either, wanted, wanted, when=bool(names))
    order = ("coalesce(day, '')", "rowid")

    def make(row: Any) -> Quoted:
        return Quoted(row[0], _day(row[1]), *row[2:])

    columns = "article, day, publisher, source, attribution, start, words"
    return _page(kept, "citation", columns, where, order, limit, cursor, make, newest=True)


def relays(
    kept: Kept, *, since: dt.date | None = None, until: dt.date | None = None, limit: int = 80
) -> tuple[Relay, ...]:
    """Who passes on what whom says, most often first."""
    where = _Where().add("source <> via")
    where.add("day >= ?", _iso(since), when=since).add("day <= ?", _iso(until), when=until)
    sql = f"""
        SELECT source, via, min(source_kind), min(via_kind), count(*) AS n, count(DISTINCT article)
        FROM relay{where} GROUP BY source, via ORDER BY n DESC, source, via LIMIT ?
    """
    return tuple(Relay(*row) for row in kept.db.execute(sql, [*where.values, limit]))


def relation(
    kept: Kept,
    one: str,
    other: str,
    period: Period = "week",
    *,
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> Relation:
    """The series of a dyad with its changes of level."""
    where = _Where()
    for actor in (one, other):
        where.add("id IN (SELECT event FROM event_side WHERE name = ? AND side <> 'named')", actor)
    where.add("first >= ?", _iso(since), when=since).add("first <= ?", _iso(until), when=until)
    found = kept.db.execute(f"SELECT record FROM event{where} ORDER BY first, id", where.values)
    return series((_event(row) for row in found), one, other, period)


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
    where = _Where().add("a.side = 'doer'").add("b.side = 'recipient'").add("a.name <> b.name").add("e.asserting > 0")
    where.add("e.first >= ?", _iso(since), when=since).add("e.first <= ?", _iso(until), when=until)
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


def spots(
    kept: Kept,
    *,
    actor: str | None = None,
    quad: int | None = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
    limit: int = 500,
) -> tuple[tuple[Spot, ...], tuple[Spot, ...]]:
    """Where events happened: by country, and by place."""
    where = _Where().add("asserting > 0").add("quad = ?", quad, when=quad)
    where.add("id IN (SELECT event FROM event_side WHERE name = ?)", actor, when=actor)
    where.add("first >= ?", _iso(since), when=since).add("first <= ?", _iso(until), when=until)
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
    return found[0], found[1]


def actors(
    kept: Kept, *, query: str = "", kind: str | None = None, limit: int = 50, cursor: str | None = None
) -> Page[Entity]:
    """Actors over all reports, most reported first; ``query`` is part of a name, role or country."""
    where = (
        _Where().add("instr(folded, ?) > 0", folded(query), when=bool(query.strip())).add("kind = ?", kind, when=kind)
    )
    order = ("-reports", "key")
    return _page(kept, "entity", "record", where, order, limit, cursor, lambda r: Entity.model_validate_json(r[0]))


def actor(kept: Kept, key: str) -> Entity:
    """The actor with this key; ArchiveError where there is none."""
    row = kept.db.execute("SELECT record FROM entity WHERE key = ?", [key]).fetchone()
    if row is None:
        raise ArchiveError(f"{key}: no such actor")
    return Entity.model_validate_json(row[0])


def names_of(entity: Entity) -> tuple[str, ...]:
    """What an actor counts as in events and citations: a state's code, others' folded names."""
    if entity.kind == "state" and entity.country:
        return (entity.country,)
    return tuple(dict.fromkeys(folded(s.value) for s in entity.names))


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
    where = _Where().add("publisher = ?", publisher, when=publisher)
    where.add("published >= ?", _iso(since), when=since).add("published <= ?", _iso(until), when=until)
    columns = """article, title, publisher, published,
        (SELECT count(*) FROM account WHERE account.article = reading.article),
        (SELECT count(*) FROM citation WHERE citation.article = reading.article),
        (SELECT count(*) FROM copy WHERE copy.article = reading.article OR copy.of = reading.article)"""
    order = ("coalesce(published, '')", "article")
    return _page(kept, "reading", columns, where, order, limit, cursor, _filed, newest=True)


def copies_of(kept: Kept, article: str) -> tuple[Filed, ...]:
    """Other reports of an article's family: its copies, what it copies, and texts that hold one another."""
    sql = """
        SELECT article, title, publisher, published, 0, 0, 0 FROM reading
        WHERE family = (SELECT family FROM reading WHERE article = ?) AND article <> ?
        ORDER BY published, article LIMIT 50
    """
    return tuple(_filed(row) for row in kept.db.execute(sql, [article, article]))


def counts(kept: Kept) -> dict[str, int]:
    """How many reports, events, conflicts, commitments, positions, actors and citations the record holds."""
    tables = {"reports": "reading", "events": "event", "conflicts": "conflict", "commitments": "entry"}
    tables |= {"positions": "stance", "actors": "entity", "citations": "citation"}
    return {name: kept.db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for name, table in tables.items()}
