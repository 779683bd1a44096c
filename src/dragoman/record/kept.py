"""The kept record's file: how it is opened and brought up to date."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

import numpy as np
from pydantic import TypeAdapter

from dragoman.analysis.ledger import Entry, Said, Telling, entries_of
from dragoman.analysis.positions import Held, Stance, sequences
from dragoman.collation.accounts import Account
from dragoman.collation.actors import Apart, Decision, Keys, Mention, Same, folded, is_single, own_key, surname_of
from dragoman.collation.conflicts import Conflict, conflicts_in
from dragoman.collation.copies import Copies, Copy, Sketch, copies_in, united, week_of
from dragoman.collation.events import Join, JoinedEvent, events_of, joins_in, said_same
from dragoman.errors import ArchiveError
from dragoman.record.digest import Digest, digest

if TYPE_CHECKING:
    from dragoman.archive import Archive

T = TypeVar("T")
Progress = Callable[[str, int, int], None]
VERSION = 3
_BATCH = 500
_MANY = 4000  # accounts that are grouped into events at a time


_ADAPTERS: dict[type, TypeAdapter[Any]] = {}


def _adapter(kind: type) -> TypeAdapter[Any]:
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]


def loaded(kind: type[T], record: str) -> T:
    """The value of ``kind`` that ``record`` holds as JSON."""
    value: T = _adapter(kind).validate_json(record)
    return value


def dumped(value: Any) -> str:
    """A value as JSON, for ``loaded``."""
    return _adapter(type(value)).dump_json(value).decode()


def _nothing(_what: str, _done: int, _total: int) -> None:
    """No progress is shown."""


class Kept:
    """The kept record of an archive; ArchiveError where its file cannot be used.

    >>> with Archive("dragoman.duckdb", read_only=True) as archive, Kept.of(archive) as kept:
    ...     kept.refresh(archive)
    """

    def __init__(self, path: str | Path) -> None:
        self.path = path
        try:
            self.db = sqlite3.connect(path, timeout=60, check_same_thread=False, isolation_level=None)
            self.db.execute("PRAGMA journal_mode = WAL")
            self.db.execute("PRAGMA synchronous = NORMAL")
            self._make()
        except sqlite3.Error as error:
            raise ArchiveError(f"{path}: cannot keep the record beside the archive: {error}") from error

    @classmethod
    def of(cls, archive: Archive) -> Self:
        """The record beside ``archive``."""
        return cls(f"{archive.path}.record")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self.db.close()

    def _make(self) -> None:
        found = self.db.execute("PRAGMA user_version").fetchone()[0]
        if found == VERSION:
            return
        with _Write(self.db):
            found = self.db.execute("PRAGMA user_version").fetchone()[0]
            if found == VERSION:
                return
            names = self.db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
            for (name,) in [n for n in names.fetchall() if not n[0].startswith("article_")]:
                self.db.execute(f'DROP TABLE "{name}"')
            for statement in files("dragoman.record").joinpath("schema.sql").read_text("utf-8").split(";\n"):
                self.db.execute(statement)
            self.db.execute(f"PRAGMA user_version = {VERSION}")

    # What is new

    def refresh(self, archive: Archive, progress: Progress = _nothing) -> int:
        """Bring the record up to the archive's readings and decisions; how many readings were new or gone.

        May be cut off at any moment: the next call goes on from there.
        """
        there = archive.current()
        decisions = [d for _, d, _, _ in archive.decisions()]
        known = dict(self.db.execute("SELECT article, number FROM reading").fetchall())
        recoded = self._recoded(decisions)
        gone = [a for a in known if there.get(a) != known[a] or a in recoded]
        fresh = [a for a in there if known.get(a) != there[a] or a in recoded]
        for at in range(0, len(gone), _BATCH):
            with _Write(self.db):
                for article in gone[at : at + _BATCH]:
                    self._remove(article)
        for at in range(0, len(fresh), _BATCH):
            progress("Collating: new reports", at, len(fresh))
            some = archive.some(fresh[at : at + _BATCH])
            batch = [digest(r, there[r.article.id], decisions) for r in some]
            with _Write(self.db):
                for one in batch:
                    self._add(one)
        self.settle(decisions, progress)
        return len(gone) + len(fresh)

    def _recoded(self, decisions: list[Decision]) -> set[str]:
        """The articles whose events users have corrected, or whose corrections were taken back, since the last time."""
        changed = self._decided() ^ {d.model_dump_json() for d in decisions}
        found = [data["account"] for data in map(json.loads, changed) if data["kind"] == "recode"]
        return {account.partition(":")[0] for account in found}

    def _decided(self) -> set[str]:
        """The decisions that the record follows, as JSON."""
        row = self.db.execute("SELECT value FROM meta WHERE name = 'decisions'").fetchone()
        return set(json.loads(row[0])) if row else set()

    def add(self, digests: Iterable[Digest]) -> None:
        """Add digests without an archive; ``settle`` then computes what they change."""
        with _Write(self.db):
            for one in digests:
                self._add(one)

    def settle(self, decisions: Iterable[Decision] = (), progress: Progress = _nothing) -> None:
        """Compute anew what was touched since the last time."""
        chosen = list(decisions)
        with _Write(self.db):
            self._note_decisions(chosen)
            if not self.db.execute("SELECT 1 FROM dirty LIMIT 1").fetchone():
                return
            self._copies(progress)
            self._ties(progress)
            self._events(chosen, progress)
            self._positions()
            self._ledger(progress)
            self._entities(Keys(chosen))
            self.db.execute("DELETE FROM dirty")
            self.db.execute(
                "INSERT INTO meta VALUES ('generation', '1') "
                "ON CONFLICT (name) DO UPDATE SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT)"
            )

    def _dirty(self, kind: str, names: Iterable[Any]) -> None:
        self.db.executemany("INSERT OR IGNORE INTO dirty VALUES (?, ?)", [(kind, n) for n in names])

    def _touched(self, kind: str) -> list[Any]:
        return [n for (n,) in self.db.execute("SELECT name FROM dirty WHERE kind = ? ORDER BY name", [kind])]

    def _add(self, one: Digest) -> None:
        article, text = one.article, one.sketch
        day = article.published_date.isoformat() if article.published_date else None
        week = week_of(article.published_date)
        title = article.title or article.text[:60].replace("\n", " ")
        marks = (text.whole, text.shingles.tobytes(), np.array(text.minhash, dtype=np.uint32).tobytes())
        row = (article.id, one.number, day, week, title, article.publisher, *marks, None)
        self.db.execute(f"INSERT INTO reading VALUES ({_marks(10)})", row)
        if not self.db.execute("SELECT 1 FROM text WHERE article = ?", [article.id]).fetchone():
            shown = [article.id, article.title, article.publisher, day, article.text]
            at = self.db.execute("INSERT INTO article VALUES (?, ?, ?, ?, ?)", shown).lastrowid
            self.db.execute("INSERT INTO text VALUES (?, ?)", [article.id, at])
        self._dirty("text week", [week])
        self._add_accounts(one.accounts)
        self._add_held(one.held)
        self._add_said(article.id, one.said)
        self._add_told(one.told)
        self._add_citations(one)
        self._add_mentions(one.mentions)

    def _add_accounts(self, accounts: Sequence[Account]) -> None:
        self.db.executemany(
            "INSERT INTO account VALUES (?, ?, ?, ?, NULL, ?)",
            [(a.id, a.article, week_of(a.first), a.published and a.published.isoformat(), dumped(a)) for a in accounts],
        )
        self._dirty("account week", {week_of(a.first) for a in accounts})

    def _add_held(self, held: Sequence[Held]) -> None:
        rows = [(h.stand.article, h.actor, h.name, h.stand.date and h.stand.date.isoformat(), dumped(h)) for h in held]
        self.db.executemany("INSERT INTO held VALUES (?, ?, ?, ?, ?)", rows)
        self._dirty("holder", {h.actor for h in held})

    def _add_said(self, article: str, said: Sequence[Said]) -> None:
        self.db.executemany("INSERT INTO said VALUES (?, ?, ?)", [(s.entry.id, article, dumped(s)) for s in said])
        actors = [(actor, s.entry.id) for s in said for actor in dict.fromkeys(s.entry.actors)]
        self.db.executemany("INSERT INTO said_actor VALUES (?, ?)", actors)
        self._dirty("promiser", {actor for actor, _ in actors})

    def _add_told(self, told: Sequence[Telling]) -> None:
        for t in told:
            row = (t.article, t.date and t.date.isoformat(), t.start, t.end, " ".join(sorted(t.words)), t.undone)
            at = self.db.execute("INSERT INTO telling VALUES (?, ?, ?, ?, ?, ?)", row).lastrowid
            self.db.executemany("INSERT INTO telling_actor VALUES (?, ?)", [(actor, at) for actor in t.actors])
        self._dirty("promiser", {actor for t in told for actor in t.actors})

    def _add_citations(self, one: Digest) -> None:
        rows, relays = [], []
        for c in one.citations:
            day = c.date and c.date.isoformat()
            whose = (c.publisher, c.source, c.kind, c.country, c.unnamed, len(c.hands) > 2)
            rows.append((c.article, day, *whose, c.key, folded(c.source), c.attribution, c.start, c.words))
            for (source, kind), (via, via_kind) in zip(c.hands, c.hands[1:], strict=False):
                relays.append((c.article, day, source, via, kind, via_kind))
        self.db.executemany(f"INSERT INTO citation VALUES ({_marks(13)})", rows)
        self.db.executemany(f"INSERT INTO relay VALUES ({_marks(6)})", relays)

    def _add_mentions(self, mentions: Sequence[Mention]) -> None:
        rows = []
        for m in mentions:
            own, surname = own_key(m), surname_of(m)
            rows.append((m.article, m.actor, own, own, own, surname, is_single(m), m.model_dump_json()))
            self._dirty("surname" if surname else "raw", [surname or own])
        self.db.executemany(f"INSERT INTO mention VALUES ({_marks(8)})", rows)

    def _remove(self, article: str) -> None:
        """Take a reading out; what it touched is to be computed anew. Its text stays in the search index."""
        db, one = self.db, [article]
        self._dirty("text week", [w for (w,) in db.execute("SELECT week FROM reading WHERE article = ?", one)])
        self._dirty("account week", [w for (w,) in db.execute("SELECT week FROM account WHERE article = ?", one)])
        events = "SELECT event FROM account WHERE article = ? AND event IS NOT NULL"
        self._dirty("account", [a for (a,) in db.execute(f"SELECT id FROM account WHERE event IN ({events})", one)])
        for (event,) in db.execute(events, one).fetchall():
            self._drop_event(event)
        mine = "SELECT rowid FROM telling WHERE article = ?"
        names = f"SELECT DISTINCT actor FROM telling_actor WHERE telling IN ({mine})"
        promisers = f"SELECT actor FROM said_actor WHERE said IN (SELECT id FROM said WHERE article = ?) UNION {names}"
        self._dirty("promiser", [n for (n,) in db.execute(promisers, one * 2)])
        self._dirty("holder", [n for (n,) in db.execute("SELECT actor FROM held WHERE article = ?", one)])
        self._dirty("key", [n for (n,) in db.execute("SELECT key FROM mention WHERE article = ?", one)])
        surnames = "SELECT surname FROM mention WHERE article = ? AND surname IS NOT NULL"
        self._dirty("surname", [n for (n,) in db.execute(surnames, one)])
        db.execute(f"DELETE FROM telling_actor WHERE telling IN ({mine})", one)
        db.execute("DELETE FROM said_actor WHERE said IN (SELECT id FROM said WHERE article = ?)", one)
        for table in ("reading", "account", "held", "said", "telling", "citation", "relay", "mention"):
            db.execute(f"DELETE FROM {table} WHERE article = ?", one)

    def _note_decisions(self, decisions: list[Decision]) -> None:
        before = self._decided()
        now = {d.model_dump_json(): d for d in decisions}
        for changed in before ^ now.keys():
            data = json.loads(changed)
            if data["kind"] in {"same", "apart"}:
                self._dirty("account", [data["account"], data["other"], *data.get("others", ())])
            elif data["kind"] in {"merge", "split", "rename"}:
                self._dirty("key", [v for k, v in data.items() if k in {"key", "other"}])
                self._dirty("decided", ["actors"])
        self.db.execute("INSERT OR REPLACE INTO meta VALUES ('decisions', ?)", [json.dumps(sorted(now))])

    # What follows from it

    def _copies(self, progress: Progress) -> None:
        weeks = sorted({w for week in self._touched("text week") for w in ((week, week + 1) if week >= 0 else (week,))})
        if not weeks:
            return
        held: dict[int, list[Sketch]] = {}
        for done, week in enumerate(weeks):
            progress("Collating: copies", done, len(weeks))
            held = {w: held[w] if w in held else self._sketches(w) for w in (week - 1, week)}
            self.db.execute("DELETE FROM copy WHERE week = ?", [week])
            found = copies_in(held[week - 1] if week > 0 else [], held[week])
            rows = [(week, c.article, c.of, c.kind, c.similarity) for c in found]
            self.db.executemany("INSERT INTO copy VALUES (?, ?, ?, ?, ?)", rows)
        readings = self.db.execute("SELECT article, published, family FROM reading").fetchall()
        copies = (Copy(*row) for row in self.db.execute("SELECT article, of, kind, similarity FROM copy"))
        family = united(((a, d and dt.date.fromisoformat(d)) for a, d, _ in readings), copies).family
        moved = [(family[a], a) for a, _, before in readings if before != family[a]]
        self.db.executemany("UPDATE reading SET family = ? WHERE article = ?", moved)
        for _, article in moved:
            found_ = self.db.execute("SELECT id, week FROM account WHERE article = ?", [article]).fetchall()
            self._dirty("account", [id_ for id_, _ in found_])
            self._dirty("account week", {w for _, w in found_})

    def _sketches(self, week: int) -> list[Sketch]:
        sql = "SELECT article, published, whole, shingles, minhash FROM reading WHERE week = ?"
        return [
            Sketch(
                id_,
                day and dt.date.fromisoformat(day),
                whole,
                np.frombuffer(shingles, dtype=np.uint32),
                tuple(np.frombuffer(minhash, dtype=np.uint32).tolist()),
            )
            for id_, day, whole, shingles, minhash in self.db.execute(sql, [week])
        ]

    def _accounts(self, sql: str, values: Sequence[Any]) -> list[Account]:
        found = self.db.execute(f"SELECT record FROM account WHERE {sql}", values)
        return [loaded(Account, record) for (record,) in found]

    def _families(self, accounts: Iterable[Account]) -> dict[str, str]:
        articles = sorted({a.article for a in accounts})
        sql = "SELECT article, family FROM reading WHERE article IN (SELECT value FROM json_each(?))"
        return dict(self.db.execute(sql, [json.dumps(articles)]).fetchall())

    def _ties(self, progress: Progress) -> None:
        weeks = sorted({w for week in self._touched("account week") if week >= 0 for w in (week, week + 1)})
        held: dict[int, list[Account]] = {}
        for done, week in enumerate(weeks):
            progress("Collating: accounts of one event", done, len(weeks))
            held = {w: held[w] if w in held else self._accounts("week = ?", [w]) for w in (week - 1, week)}
            old = "SELECT first FROM tie WHERE week = ? UNION SELECT second FROM tie WHERE week = ?"
            self._dirty("account", [a for (a,) in self.db.execute(old, [week, week])])
            self._dirty("account", [a.id for a in held[week]])
            self.db.execute("DELETE FROM tie WHERE week = ?", [week])
            families = self._families([*held[week - 1], *held[week]])
            rows = [
                (week, j.first, j.second, j.score, j.because) for j in joins_in(held[week - 1], held[week], families)
            ]
            self.db.executemany("INSERT INTO tie VALUES (?, ?, ?, ?, ?)", rows)
        if -1 in self._touched("account week"):
            self._dirty("account", [a for (a,) in self.db.execute("SELECT id FROM account WHERE week = -1")])

    def _drop_event(self, event: str) -> None:
        for table, column in (("event", "id"), ("event_side", "event"), ("conflict", "event")):
            self.db.execute(f"DELETE FROM {table} WHERE {column} = ?", [event])

    def _events(self, decisions: list[Decision], progress: Progress) -> None:
        same = [(d.account, d.other) for d in decisions if isinstance(d, Same)]
        apart = [pair for d in decisions if isinstance(d, Apart) for pair in d.pairs()]
        self._closure(same)
        sets = self._connected(same)
        for id_ in {e for ids in sets for e in self._events_with(ids)}:
            self._drop_event(id_)
        total, done = sum(map(len, sets)), 0
        for batch in _batches(sets, _MANY):
            progress("Collating: events", done, total)
            done += len(batch)
            chosen = json.dumps(batch)
            accounts = self._accounts("id IN (SELECT value FROM json_each(?))", [chosen])
            sql = "SELECT first, second, score, because FROM tie WHERE first IN (SELECT value FROM json_each(?))"
            joins = [Join(*row) for row in self.db.execute(sql, [chosen])]
            family = self._families(accounts)
            copies = Copies((), {}, family)
            for event in events_of(accounts, [*joins, *said_same(same)], copies, apart):
                self._add_event(event, conflicts_in(event, copies))

    def _closure(self, same: list[tuple[str, str]]) -> None:
        """Add to the touched accounts all that ties or events connect with them, over any number of steps."""
        db = self.db
        db.execute("CREATE TEMP TABLE IF NOT EXISTS user_tie (first TEXT, second TEXT)")
        db.execute("DELETE FROM user_tie")
        db.executemany("INSERT INTO user_tie VALUES (?, ?)", [*same, *((b, a) for a, b in same)])
        db.execute("CREATE TEMP TABLE IF NOT EXISTS front (id TEXT PRIMARY KEY)")
        db.execute("DELETE FROM front")
        db.execute("INSERT INTO front SELECT name FROM dirty WHERE kind = 'account'")
        while db.execute("SELECT 1 FROM front LIMIT 1").fetchone():
            db.execute(
                "CREATE TEMP TABLE reached AS "
                "SELECT second AS id FROM tie JOIN front ON first = front.id UNION "
                "SELECT first FROM tie JOIN front ON second = front.id UNION "
                "SELECT second FROM user_tie JOIN front ON first = front.id UNION "
                "SELECT b.id FROM account a JOIN front ON a.id = front.id JOIN account b ON b.event = a.event"
            )
            db.execute("DELETE FROM front")
            db.execute(
                "INSERT INTO front SELECT id FROM reached "
                "WHERE NOT EXISTS (SELECT 1 FROM dirty WHERE kind = 'account' AND name = reached.id)"
            )
            db.execute("INSERT INTO dirty SELECT 'account', id FROM front")
            db.execute("DROP TABLE reached")

    def _connected(self, same: list[tuple[str, str]]) -> list[list[str]]:
        """The touched accounts in sets that no tie connects, by id."""
        sql = "SELECT id FROM account WHERE id IN (SELECT name FROM dirty WHERE kind = 'account') ORDER BY id"
        ids = [i for (i,) in self.db.execute(sql)]
        at = {id_: i for i, id_ in enumerate(ids)}
        parent = list(range(len(ids)))

        def root(i: int) -> int:
            while parent[i] != i:
                parent[i] = parent[parent[i]]
                i = parent[i]
            return i

        ties = self.db.execute(
            "SELECT first, second FROM tie WHERE first IN (SELECT name FROM dirty WHERE kind = 'account')"
        )
        for first, second in [*same, *ties]:
            if first in at and second in at:
                low, high = sorted((root(at[first]), root(at[second])))
                parent[high] = low
        sets: dict[int, list[str]] = defaultdict(list)
        for i, id_ in enumerate(ids):
            sets[root(i)].append(id_)
        return list(sets.values())

    def _events_with(self, ids: list[str]) -> list[str]:
        sql = "SELECT DISTINCT event FROM account WHERE event IS NOT NULL AND id IN (SELECT value FROM json_each(?))"
        return [e for (e,) in self.db.execute(sql, [json.dumps(ids)])]

    def _add_event(self, event: JoinedEvent, conflicts: list[Conflict]) -> None:
        first = event.first.isoformat() if event.first else None
        last = event.last.isoformat() if event.last else None
        latitude, longitude = event.coordinates or (None, None)
        head = (event.id, first, last, event.type, event.quad, event.goldstein, event.country, event.place)
        counts = (event.independent, event.outlets, event.asserting, event.denying)
        record = dumped(replace(event, accounts=()))
        self.db.execute(f"INSERT INTO event VALUES ({_marks(15)})", (*head, latitude, longitude, *counts, record))
        sides = {(n, event.id, first or "", "doer") for n in event.doers}
        sides |= {(n, event.id, first or "", "recipient") for n in event.recipients}
        sides |= {(n, event.id, first or "", "named") for a in event.accounts for n in a.names}
        self.db.executemany("INSERT INTO event_side VALUES (?, ?, ?, ?)", sorted(sides))
        self.db.executemany("UPDATE account SET event = ? WHERE id = ?", [(event.id, a.id) for a in event.accounts])
        rows = [(event.id, first, c.kind, c.about, dumped(c)) for c in conflicts]
        self.db.executemany("INSERT INTO conflict VALUES (?, ?, ?, ?, ?)", rows)

    def _positions(self) -> None:
        for actor in self._touched("holder"):
            self.db.execute("DELETE FROM stance WHERE actor = ?", [actor])
            found = self.db.execute("SELECT record FROM held WHERE actor = ?", [actor])
            for s in sequences(loaded(Held, record) for (record,) in found):
                self.db.execute(f"INSERT INTO stance VALUES ({_marks(7)})", _stance_row(s))

    def _ledger(self, progress: Progress) -> None:
        touched = "SELECT name FROM dirty WHERE kind = 'promiser'"
        old = f"SELECT DISTINCT entry FROM entry_actor WHERE side = 'actor' AND name IN ({touched})"
        for (id_,) in self.db.execute(old).fetchall():
            self.db.execute("DELETE FROM entry WHERE id = ?", [id_])
            self.db.execute("DELETE FROM entry_actor WHERE entry = ?", [id_])
        sql = f"SELECT record FROM said WHERE id IN (SELECT said FROM said_actor WHERE actor IN ({touched}))"
        groups: dict[tuple[str, ...], list[Said]] = defaultdict(list)
        for (record,) in self.db.execute(sql).fetchall():
            said = loaded(Said, record)
            groups[tuple(sorted(said.entry.actors))].append(said)
        for done, (actors, group) in enumerate(sorted(groups.items())):
            progress("Collating: commitments", done, len(groups))
            since = min((s.entry.made for s in group if s.entry.made), default=None)
            for entry in entries_of(group, self._told(actors, since) if since else [], self._words):
                self._add_entry(entry)

    def _told(self, actors: Sequence[str], since: dt.date) -> list[Telling]:
        named = "SELECT telling FROM telling_actor WHERE actor IN (SELECT value FROM json_each(?))"
        sql = f"SELECT article, day, start, end, words, undone FROM telling WHERE day >= ? AND rowid IN ({named})"
        found = self.db.execute(sql, [since.isoformat(), json.dumps(actors)])
        return [
            Telling(a, dt.date.fromisoformat(day), start, end, tuple(actors), frozenset(words.split()), bool(undone))
            for a, day, start, end, words, undone in found
        ]

    def _words(self, told: Telling) -> str:
        sql = "SELECT text FROM article WHERE rowid = (SELECT at FROM text WHERE article = ?)"
        text: str = self.db.execute(sql, [told.article]).fetchone()[0]
        return text[told.start : told.end]

    def _add_entry(self, entry: Entry) -> None:
        made, deadline = (d.isoformat() if d else None for d in (entry.made, entry.deadline))
        outcome = entry.candidates[0].outcome if entry.candidates else None
        row = (entry.id, entry.kind, made, deadline, outcome, dumped(entry))
        self.db.execute(f"INSERT INTO entry VALUES ({_marks(6)})", row)
        named = {"actor": entry.actors, "recipient": entry.recipients, "by": entry.by}
        sides = {(name, entry.id, side) for side, names in named.items() for name in names}
        self.db.executemany("INSERT INTO entry_actor VALUES (?, ?, ?)", sorted(sides))

    def _entities(self, keys: Keys) -> None:
        db = self.db
        for surname in self._touched("surname"):
            sql = "SELECT DISTINCT own FROM mention WHERE surname = ? AND NOT single LIMIT 2"
            bearers = [own for (own,) in db.execute(sql, [surname])]
            raw = bearers[0] if len(bearers) == 1 else f"person:{surname}"
            one = "surname = ? AND single AND raw <> ?"
            self._dirty("raw", [r for (r,) in db.execute(f"SELECT raw FROM mention WHERE {one}", [surname, raw])])
            db.execute(f"UPDATE mention SET raw = ? WHERE {one}", [raw, surname, raw])
            self._dirty(
                "raw", [r for (r,) in db.execute("SELECT DISTINCT raw FROM mention WHERE surname = ?", [surname])]
            )
        decided = bool(self._touched("decided"))
        raws = [r for (r,) in db.execute("SELECT DISTINCT raw FROM mention")] if decided else self._touched("raw")
        for raw in raws:
            found = db.execute("SELECT rowid, article, key FROM mention WHERE raw = ?", [raw]).fetchall()
            moved = [(final, at, key) for at, article, key in found if (final := keys.final(raw, article)) != key]
            db.executemany("UPDATE mention SET key = ? WHERE rowid = ?", [(final, at) for final, at, _ in moved])
            self._dirty("key", {k for final, _, key in moved for k in (final, key)} | {raw})
            self._dirty("key", {key for _, _, key in found})
        for key in self._touched("key"):
            db.execute("DELETE FROM entity WHERE key = ?", [key])
            rows = db.execute("SELECT record FROM mention WHERE key = ?", [key]).fetchall()
            if not rows:
                continue
            entity = keys.entity(key, [Mention.model_validate_json(r) for (r,) in rows])
            values = (s.value for s in (*entity.names, *entity.roles, *entity.countries))
            words = folded(" ".join([entity.name, *values]))
            record = entity.model_copy(update={"members": ()}).model_dump_json()
            row = (key, entity.name, entity.kind, entity.country, entity.reports, words, record)
            db.execute(f"INSERT INTO entity VALUES ({_marks(7)})", row)


def _stance_row(s: Stance) -> tuple[Any, ...]:
    last = max((x.date.isoformat() for x in s.stands if x.date), default=None)
    return (s.actor, f" {' '.join(s.towards)} ", s.matter, s.changes, len(s.stands), last, dumped(s))


def _marks(count: int) -> str:
    return ", ".join("?" * count)


def _batches(sets: Iterable[list[str]], size: int) -> Iterator[list[str]]:
    """Whole sets, put together until there are ``size`` ids."""
    batch: list[str] = []
    for one in sets:
        batch += one
        if len(batch) >= size:
            yield batch
            batch = []
    if batch:
        yield batch


class _Write:
    """A transaction that waits for other writers."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def __enter__(self) -> None:
        self._db.execute("BEGIN IMMEDIATE")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.execute("ROLLBACK" if kind else "COMMIT")
