"""The kept record's file: how it is opened and brought up to date."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
import tempfile
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol, Self, TypeVar

import numpy as np
from pydantic import TypeAdapter, ValidationError

from dragoman.analysis.ledger import Entry, Said, Telling, entries_of, outcomes
from dragoman.analysis.positions import Held, Stance, sequences
from dragoman.archive.decisions import Made
from dragoman.collation import outlets
from dragoman.collation.accounts import Account
from dragoman.collation.actors import Apart, Decision, Keys, Mention, Same, folded, is_single, own_key, surname_of
from dragoman.collation.conflicts import Conflict, Toll, conflicts_in, tolls
from dragoman.collation.copies import Copies, Copy, Sketch, copies_in, united, week_of
from dragoman.collation.events import Join, JoinedEvent, event_id, events_of, joins_at, said_same, weeks_of
from dragoman.collation.people import Meant, Name, counting_as, meant_on, one_key
from dragoman.errors import Ambiguous, ArticleNotFound, RecordDamaged, RecordError, one_line
from dragoman.model import Report
from dragoman.record.digest import Digest, bare, digest
from dragoman.record.file import TEMPORARY, checksum, copied, discard, is_damage, is_doubt, opened, sum_of
from dragoman.record.kinds import Item
from dragoman.record.regroup import regroup

if TYPE_CHECKING:
    from dragoman.archive import Archive
    from dragoman.archive.brief import Brief

T = TypeVar("T")
Progress = Callable[[str, int, int], None]
VERSION = 11
_BATCH = 500
# Tables with rows of single reports, by article; all others follow from them.
_OF_REPORTS = ("reading", "account", "held", "said", "telling", "citation", "relay", "mention", "report", "item")
_MINE = "SELECT id FROM account WHERE article = ?"
_OF_WEEK = "id IN (SELECT account FROM account_week WHERE week = ?)"
# Decisions that change what one report says, with the field that names it.
_CORRECTED = {
    "recode": "account",
    "add_event": "article",
    "add_attribution": "article",
    "reattribute": "attribution",
    "recount": "quantity",
}
_MANY = 4000  # accounts that are grouped into events at a time


_MADE: TypeAdapter[list[Made]] = TypeAdapter(list[Made])


class Source(Protocol):
    """What a record is built from; an ``Archive`` is one."""

    def identity(self) -> str: ...
    def current(self) -> dict[str, str]: ...
    def some(self, articles: list[str]) -> Iterator[Report]: ...
    def every_decision(self) -> list[Made]: ...
    def revision(self) -> int: ...


_ADAPTERS: dict[type, TypeAdapter[Any]] = {}


def _adapter(kind: type) -> TypeAdapter[Any]:
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]


def loaded(kind: type[T], record: str) -> T:
    """The value of ``kind`` that ``record`` holds as JSON."""
    try:
        value: T = _adapter(kind).validate_json(record)
    except ValidationError as error:
        raise RecordDamaged("the kept record does not hold what was written to it") from error
    return value


def dumped(value: Any) -> str:
    """A value as JSON, for ``loaded``."""
    return _adapter(type(value)).dump_json(value).decode()


def _nothing(_what: str, _done: int, _total: int) -> None:
    """No progress is shown."""


class Kept:
    """The kept record of an archive; RecordError where its file cannot be used.

    One that turns out to be damaged is thrown away when the block ends (RecordDamaged); the next is built anew.

    >>> with Archive("dragoman.duckdb", read_only=True) as archive, Kept.of(archive) as kept:
    ...     kept.refresh(archive)
    """

    def __init__(self, path: str | Path) -> None:
        self.path = path
        self.day: dt.date | None = None  # what was published later is not in it
        self.is_new = False  # made just now, where there was none or a damaged one
        self.db = opened(path)
        try:
            self._make()
        except (sqlite3.Error, RecordError) as error:
            self.db.close()
            if not is_doubt(error):
                raise RecordError(f"{path}: cannot keep the record here: {error}") from error
            discard(path)
            self.db = opened(path)
            self._make()

    @classmethod
    def of(cls, archive: Archive | Brief, path: str | Path | None = None) -> Self:
        """The record of ``archive`` at ``path``, beside it without one.

        Where nothing may be kept beside the archive, a record that lasts as long as this is open.
        """
        if path is not None:
            return cls(path)
        beside = f"{archive.path}.record"
        try:
            return cls(beside)
        except RecordError:
            kept = cls(TEMPORARY)
            copied(beside, kept.db)
            kept._make()
            return kept

    def on(self, day: dt.date) -> Kept:
        """What was known at the end of ``day``: a record, in memory, of the reports that were published by then."""
        if str(self.path) in {TEMPORARY, ":memory:"}:  # another connection cannot see it
            with tempfile.TemporaryDirectory() as folder, Kept(Path(folder) / "whole.record") as copy:
                self.db.backup(copy.db)
                return copy.on(day)
        known = Kept(TEMPORARY)
        known.day = day
        known.db.execute("ATTACH ? AS whole", [str(self.path)])
        with _Write(known.db):
            for statement in files("dragoman.record").joinpath("known.sql").read_text("utf-8").split(";\n"):
                known.db.execute(statement, {"day": day.isoformat()} if ":day" in statement else {})
        known.db.execute("DETACH whole")
        known.settle(self._decisions())
        return known

    def _decisions(self) -> list[Decision]:
        return [_adapter(Decision).validate_json(d) for d in sorted(self._decided())]  # type: ignore[arg-type]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
        if is_damage(error) and self.path != TEMPORARY:
            discard(self.path)
            raise RecordDamaged(f"{self.path}: the record was damaged and is built anew; ask again") from error

    def close(self) -> None:
        """Close the file; what was computed is on disk."""
        self.db.close()

    @property
    def generation(self) -> int:
        """How often the record has changed."""
        row = self.db.execute("SELECT value FROM meta WHERE name = 'generation'").fetchone()
        return int(row[0]) if row else 0

    def _make(self) -> None:
        found = self.db.execute("PRAGMA user_version").fetchone()[0]
        if found > VERSION:
            raise RecordError(f"{self.path}: a record of a newer Dragoman, which is left as it is")
        if found == VERSION:
            if self._value("schema") != self._schema():
                raise RecordDamaged(f"{self.path}: a table of the record is not as it was made")
            return
        with _Write(self.db):
            if self.db.execute("PRAGMA user_version").fetchone()[0] != VERSION:
                self._empty()
                self.is_new = True

    def _empty(self) -> None:
        """Begin anew."""
        names = self.db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        for (name,) in [n for n in names.fetchall() if not n[0].startswith("article_")]:
            self.db.execute(f'DROP TABLE "{name}"')
        for statement in files("dragoman.record").joinpath("schema.sql").read_text("utf-8").split(";\n"):
            self.db.execute(statement)
        self._set("schema", self._schema())
        self.db.execute(f"PRAGMA user_version = {VERSION}")

    def _schema(self) -> str:
        """A hash of all tables and indexes."""
        made = self.db.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
        return checksum((name, sql or "") for name, sql in made)

    # What is new

    def refresh(self, archive: Source, progress: Progress = _nothing) -> int:
        """Take over the archive's readings and decisions; how many readings were new or gone.

        May be cut off at any moment: the next call goes on from there.
        """
        try:
            return self._refresh(archive, progress)
        except (sqlite3.Error, RecordDamaged) as error:
            if not is_doubt(error):
                raise RecordError(f"{self.path}: cannot keep the record: {error}") from error
        self.db.close()
        discard(self.path)
        self.db = opened(self.path)
        self._make()
        return self._refresh(archive, progress)

    def _refresh(self, archive: Source, progress: Progress) -> int:
        there = archive.current()
        made, revision = archive.every_decision(), archive.revision()
        decisions = [m.decision for m in made if m.undone is None and m.doubt is None]
        known = dict(self.db.execute("SELECT article, mark FROM reading").fetchall())
        doubtful = self._value("archive") != archive.identity() or self._value("checksum") != checksum(known.items())
        if doubtful or (self._value("outlets") or "") != outlets.identity():
            with _Write(self.db):
                self._empty()
                self._set("archive", archive.identity())
                self._set("outlets", outlets.identity())
                self._set("checksum", checksum([]))
            known = {}
        with _Write(self.db):
            self._set("made", _MADE.dump_json(made).decode())
            self._set("revision", str(revision))
        recoded = self._recoded(decisions)
        gone = [a for a in known if there.get(a) != known[a] or a in recoded]
        fresh = [a for a in there if known.get(a) != there[a] or a in recoded]
        lost = [a for a in gone if a not in there]
        for at in range(0, len(lost), _BATCH):
            with _Write(self.db):
                for article in lost[at : at + _BATCH]:
                    self._remove(article)
        for at in range(0, len(fresh), _BATCH):
            progress("Collating: new reports", at, len(fresh))
            some = archive.some(fresh[at : at + _BATCH])
            batch = [self._digest(r, there[r.article.id], decisions) for r in some]
            with _Write(self.db):
                for one in batch:
                    if one.article.id in known:  # at once, so that nobody who looks misses it
                        self._remove(one.article.id)
                    self._add(one)
        self._forget(lost)
        self.settle(decisions, progress)
        return len(gone) + len(fresh)

    def _digest(self, report: Report, mark: str, decisions: list[Decision]) -> Digest:
        """The digest of a report; a bare one where it breaks what makes them, so that the others are not held up."""
        left_out = self.left_out()
        article = report.article.id
        try:
            made = digest(report, mark, decisions)
            reason = None
        except Exception as error:  # whatever it is, it is this report's alone
            made, reason = bare(report, mark), f"{type(error).__name__}: {one_line(error)}"
        if left_out.get(article) != reason:
            left_out |= {article: reason} if reason else {}
            self._set("left out", json.dumps({a: why for a, why in left_out.items() if a != article or reason}))
        return made

    def left_out(self) -> dict[str, str]:
        """The articles that the record could make nothing of, each with the reason."""
        found: dict[str, str] = json.loads(self._value("left out") or "{}")
        return found

    def _recoded(self, decisions: list[Decision]) -> set[str]:
        """The articles whose items users have corrected, or whose corrections were taken back, since the last time."""
        changed = [json.loads(d) for d in self._decided() ^ {d.model_dump_json() for d in decisions}]
        found = [data[_CORRECTED[data["kind"]]] for data in changed if data["kind"] in _CORRECTED]
        found += [data["item"] for data in changed if data["kind"] == "check" and not data["right"]]
        return {id_.partition(":")[0] for id_ in found}

    def _decided(self) -> set[str]:
        """The decisions that the record follows, as JSON."""
        return set(json.loads(self._value("decisions") or "[]"))

    def made(self) -> list[Made]:
        """All decisions that users ever made, as they were when the record was last brought up to date."""
        return _MADE.validate_json(self._value("made") or "[]")

    def revision(self) -> int:
        """The archive's ``revision`` when the record was last brought up to date."""
        return int(self._value("revision") or 0)

    def report(self, article: str) -> Report:
        """The reading that counts of the article whose id starts with ``article``, as the record has it.

        ArticleNotFound where there is none, Ambiguous where there are several.
        """
        sql = "SELECT article, record FROM report WHERE article >= ? AND article < ? LIMIT 2"
        found = self.db.execute(sql, [article, f"{article}\U0010ffff"]).fetchall()
        if not found:
            raise ArticleNotFound(f"{article}: no article starts with this id")
        if len(found) > 1:
            raise Ambiguous(f"{article}: several articles start with this id")
        try:
            return Report.model_validate_json(zlib.decompress(found[0][1]))
        except (zlib.error, ValidationError) as error:
            raise RecordDamaged("the kept record does not hold what was written to it") from error

    def _value(self, name: str) -> str | None:
        row = self.db.execute("SELECT value FROM meta WHERE name = ?", [name]).fetchone()
        return row[0] if row else None

    def _set(self, name: str, value: str) -> None:
        self.db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", [name, value])

    def _sum(self, article: str, mark: str) -> None:
        """Count a reading in or out of the checksum of what the record was built from."""
        self._set("checksum", f"{int(self._value('checksum') or '0', 16) ^ sum_of([(article, mark)]):032x}")

    def _forget(self, articles: Sequence[str]) -> None:
        """Take the texts of articles that are not in the archive any more out of the search index."""
        with _Write(self.db):
            for article in articles:
                self.db.execute("DELETE FROM article WHERE rowid IN (SELECT at FROM text WHERE article = ?)", [article])
                self.db.execute("DELETE FROM text WHERE article = ?", [article])

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
            regroup(self.db)
            self._people()
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
        marks = (text.whole, text.shingles.tobytes(), np.array(text.minhash, dtype=np.uint32).tobytes())
        head = (article.id, one.mark, day, week, article.headline, article.publisher)
        row = (*head, *marks, text.address, text.moment, None, None)
        self.db.execute(f"INSERT INTO reading VALUES ({_marks(13)})", row)
        self._sum(article.id, one.mark)
        self.db.execute("INSERT INTO report VALUES (?, ?)", [article.id, one.report])
        if not self.db.execute("SELECT 1 FROM text WHERE article = ?", [article.id]).fetchone():
            shown = [article.id, article.title, article.publisher, day, article.text]
            at = self.db.execute("INSERT INTO article VALUES (?, ?, ?, ?, ?)", shown).lastrowid
            self.db.execute("INSERT INTO text VALUES (?, ?)", [article.id, at])
        self._dirty("text week", [week])
        self._add_accounts(one.accounts)
        self._add_held(one.held)
        self._add_said(article.id, one.said)
        self._add_told(one.told)
        self._add_items(one.items)
        self._add_citations(one)
        self._add_mentions(one.mentions)

    def _add_accounts(self, accounts: Sequence[Account]) -> None:
        self.db.executemany(
            "INSERT INTO account VALUES (?, ?, ?, NULL, ?)",
            [(a.id, a.article, a.published and a.published.isoformat(), dumped(a)) for a in accounts],
        )
        self.db.executemany("INSERT OR REPLACE INTO alias VALUES (?, ?)", [(event_id(a), a.id) for a in accounts])
        weeks = [(week, a.id) for a in accounts for week in sorted(weeks_of(a))]
        self.db.executemany("INSERT INTO account_week VALUES (?, ?)", weeks)
        self._dirty("account week", {week for week, _ in weeks})

    def _add_held(self, held: Sequence[Held]) -> None:
        rows = [(h.stand.article, h.actor, h.name, h.stand.date and h.stand.date.isoformat(), dumped(h)) for h in held]
        self.db.executemany("INSERT INTO held VALUES (?, ?, ?, ?, ?)", rows)
        self._dirty("holder", {h.actor for h in held})

    def _add_said(self, article: str, said: Sequence[Said]) -> None:
        self.db.executemany("INSERT INTO said VALUES (?, ?, ?)", [(s.entry.id, article, dumped(s)) for s in said])
        actors = [(actor, s.entry.id) for s in said for actor in dict.fromkeys(s.entry.actors)]
        self.db.executemany("INSERT INTO said_actor VALUES (?, ?)", actors)
        self.db.executemany(
            "INSERT INTO said_depends VALUES (?, ?)", [(a, s.entry.id) for s in said for a in {*s.depends, *s.about}]
        )
        self._dirty("promiser", {actor for actor, _ in actors})

    def _add_told(self, told: Sequence[Telling]) -> None:
        for t in told:
            row = (t.article, t.date and t.date.isoformat(), dumped(t))
            at = self.db.execute("INSERT INTO telling VALUES (?, ?, ?)", row).lastrowid
            self.db.executemany("INSERT INTO telling_actor VALUES (?, ?)", [(actor, at) for actor in t.actors])
        self._dirty("promiser", {actor for t in told for actor in t.actors})

    def _add_items(self, items: Sequence[Item]) -> None:
        rows = [(i.kind, i.article, i.day and i.day.isoformat(), i.key, i.folded, i.record) for i in items]
        self.db.executemany("INSERT INTO item VALUES (?, ?, ?, ?, ?, ?)", rows)

    def _add_citations(self, one: Digest) -> None:
        rows, relays = [], []
        for c in one.citations:
            day = c.date and c.date.isoformat()
            whose = (c.publisher, c.source, c.kind, c.country, c.unnamed, len(c.hands) > 2)
            where = (c.attribution, c.start, c.words)
            rows.append((c.article, day, *whose, c.key, folded(c.source), *where, c.hands[0].public))
            for source, via in pairwise(c.hands):
                kinds = source.kind, via.kind
                relays.append((c.article, day, source.name, via.name, *kinds, source.public and via.public))
        self.db.executemany(f"INSERT INTO citation VALUES ({_marks(14)})", rows)
        self.db.executemany(f"INSERT INTO relay VALUES ({_marks(7)})", relays)

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
        (mark,) = db.execute("SELECT mark FROM reading WHERE article = ?", one).fetchone()
        self._sum(article, mark)
        self._dirty("text week", [w for (w,) in db.execute("SELECT week FROM reading WHERE article = ?", one)])
        self._dirty("story", [s for (s,) in db.execute("SELECT story FROM reading WHERE article = ?", one) if s])
        weeks = f"SELECT DISTINCT week FROM account_week WHERE account IN ({_MINE})"
        self._dirty("account week", [w for (w,) in db.execute(weeks, one)])
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
        db.execute(f"DELETE FROM account_week WHERE account IN ({_MINE})", one)
        db.execute(f"DELETE FROM telling_actor WHERE telling IN ({mine})", one)
        for table in ("said_actor", "said_depends"):
            db.execute(f"DELETE FROM {table} WHERE said IN (SELECT id FROM said WHERE article = ?)", one)
        for table in _OF_REPORTS:
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
            ids = self.db.execute(_MINE, [article]).fetchall()
            self._dirty("account", [id_ for (id_,) in ids])
            weeks_ = self.db.execute(f"SELECT week FROM account_week WHERE account IN ({_MINE})", [article]).fetchall()
            self._dirty("account week", {w for (w,) in weeks_})

    def _sketches(self, week: int) -> list[Sketch]:
        sql = "SELECT article, published, whole, shingles, minhash, address, moment FROM reading WHERE week = ?"
        return [
            Sketch(
                id_,
                day and dt.date.fromisoformat(day),
                whole,
                np.frombuffer(shingles, dtype=np.uint32),
                tuple(np.frombuffer(minhash, dtype=np.uint32).tolist()),
                address,
                moment,
            )
            for id_, day, whole, shingles, minhash, address, moment in self.db.execute(sql, [week])
        ]

    def _accounts(self, sql: str, values: Sequence[Any]) -> list[Account]:
        found = self.db.execute(f"SELECT record FROM account WHERE {sql}", values)
        return [loaded(Account, record) for (record,) in found]

    def _families(self, accounts: Iterable[Account]) -> dict[str, str]:
        articles = sorted({a.article for a in accounts})
        sql = "SELECT article, family FROM reading WHERE article IN (SELECT value FROM json_each(?))"
        return dict(self.db.execute(sql, [json.dumps(articles)]).fetchall())

    def _superseded(self, articles: Iterable[str]) -> frozenset[str]:
        """Those of ``articles`` of which there is a later version."""
        sql = "SELECT of FROM copy WHERE kind = 'version' AND of IN (SELECT value FROM json_each(?))"
        return frozenset(of for (of,) in self.db.execute(sql, [json.dumps(sorted(articles))]))

    def _ties(self, progress: Progress) -> None:
        weeks = sorted({w for week in self._touched("account week") if week >= 0 for w in (week, week + 1)})
        held: dict[int, list[Account]] = {}
        for done, week in enumerate(weeks):
            progress("Collating: accounts of one event", done, len(weeks))
            held = {w: held[w] if w in held else self._accounts(_OF_WEEK, [w]) for w in (week - 1, week)}
            old = "SELECT first FROM tie WHERE week = ? UNION SELECT second FROM tie WHERE week = ?"
            self._dirty("account", [a for (a,) in self.db.execute(old, [week, week])])
            self._dirty("account", [a.id for a in held[week]])
            self.db.execute("DELETE FROM tie WHERE week = ?", [week])
            families = self._families([*held[week - 1], *held[week]])
            rows = [
                (week, j.first, j.second, j.score, j.because)
                for j in joins_at(week, held[week - 1], held[week], families)
            ]
            self.db.executemany("INSERT INTO tie VALUES (?, ?, ?, ?, ?)", rows)
        if -1 in self._touched("account week"):
            self._dirty("account", [a for (a,) in self.db.execute("SELECT account FROM account_week WHERE week = -1")])

    def _drop_event(self, event: str) -> None:
        for table, column in (("event", "id"), ("event_side", "event"), ("conflict", "event"), ("toll", "event")):
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
            copies = Copies((), {}, family, self._superseded(family))
            for event in events_of(accounts, [*joins, *said_same(same)], copies, apart):
                self._add_event(event, conflicts_in(event, copies), tolls(event, copies))

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

    def _add_event(self, event: JoinedEvent, conflicts: list[Conflict], series: list[Toll]) -> None:
        day = event.day.isoformat() if event.day else None
        latitude, longitude = event.coordinates or (None, None)
        head = (event.id, day, event.precision, event.type, event.quad, event.goldstein, event.country, event.place)
        located = any(a.country == event.country and "location" not in a.inferred for a in event.accounts)
        counts = (event.independent, event.outlets, event.asserting, event.denying, located)
        record = dumped(replace(event, accounts=()))
        row = (*head, latitude, longitude, *counts, record, None)
        self.db.execute(f"INSERT INTO event VALUES ({_marks(17)})", row)
        sides = {(n, event.id, day or "", "doer") for n in event.doers}
        sides |= {(n, event.id, day or "", "recipient") for n in event.recipients}
        sides |= {(n, event.id, day or "", "named") for a in event.accounts for n in a.names}
        self.db.executemany("INSERT INTO event_side VALUES (?, ?, ?, ?)", sorted(sides))
        self.db.executemany("UPDATE account SET event = ? WHERE id = ?", [(event.id, a.id) for a in event.accounts])
        rows = [(event.id, day, c.kind, c.about, dumped(c)) for c in conflicts]
        self.db.executemany("INSERT INTO conflict VALUES (?, ?, ?, ?, ?)", rows)
        found = [(event.id, day, t.unit, len({c.article for c in t.counts}), dumped(t)) for t in series]
        self.db.executemany("INSERT INTO toll VALUES (?, ?, ?, ?, ?)", found)

    def _people(self) -> None:
        """Which names are one person's, anew for the surnames that were touched; whose positions and promises that
        moves is to be computed anew."""
        db = self.db
        for surname in self._touched("surname"):
            names = self._names(surname)
            for own, raw in one_key(names).items():
                moved = "own = ? AND surname = ? AND raw <> ?"
                old = db.execute(f"SELECT DISTINCT raw FROM mention WHERE {moved}", [own, surname, raw])
                self._dirty("raw", [r for (r,) in old.fetchall()])
                db.execute(f"UPDATE mention SET raw = ? WHERE {moved}", [raw, own, surname, raw])
                self._dirty("raw", [raw])
            was = dict(map(_person, db.execute(f"{_PERSON} WHERE surname = ?", [surname])))
            now = counting_as(names)
            changed = {name for name in was.keys() | now.keys() if was.get(name) != now.get(name)}
            if not changed:
                continue
            db.execute("DELETE FROM person WHERE surname = ?", [surname])
            rows = [(n, surname, m.name, m.until.isoformat() if m.until else None, m.own) for n, m in now.items()]
            db.executemany("INSERT OR REPLACE INTO person VALUES (?, ?, ?, ?, ?)", rows)
            meant = [m for n in changed for m in (was.get(n), now.get(n)) if m is not None]
            moved_ = {*changed, *_ever(meant)}
            for kind in ("holder", "promiser"):
                self._dirty(kind, moved_)

    def _names(self, surname: str) -> list[Name]:
        fields = ", ".join(f"json_extract(record, '$.{f}')" for f in ("name", "country", "sector", "role", "date"))
        sql = f"SELECT own, single, count(*), {fields} FROM mention WHERE surname = ? GROUP BY 1, 2, 4, 5, 6, 7, 8"
        return [
            Name(own, name, bool(single), code, sector, n, role, dt.date.fromisoformat(day) if day else None)
            for own, single, n, name, code, sector, role, day in self.db.execute(sql, [surname])
        ]

    def _meant(self, names: Iterable[str]) -> dict[str, Meant]:
        """Those of ``names`` that count as something else, with what that is."""
        sql = f"{_PERSON} WHERE name IN (SELECT value FROM json_each(?))"
        return dict(map(_person, self.db.execute(sql, [json.dumps(sorted(names))])))

    def _finals(self, names: Iterable[str]) -> set[str]:
        """All that those of ``names`` count as, at some time, which count as something else."""
        return _ever(self._meant(names).values())

    def _called(self, meant: Iterable[str]) -> list[str]:
        """``meant`` and all names that count as one of them at some time."""
        wanted = sorted(meant)
        sql = "SELECT name FROM person WHERE {0} IN (SELECT value FROM json_each(?))"
        others = self.db.execute(f"{sql.format('meant')} UNION {sql.format('own')}", [json.dumps(wanted)] * 2)
        other = {name for name, as_ in self._meant(wanted).items() if as_.until is None}
        return sorted({*(w for w in wanted if w not in other), *(n for (n,) in others.fetchall())})

    def _positions(self) -> None:
        touched = self._touched("holder")
        for actor in sorted({*touched, *self._finals(touched)}):
            self.db.execute("DELETE FROM stance WHERE actor = ?", [actor])
            names = self._called([actor])
            known = self._meant(names)
            sql = "SELECT record FROM held WHERE actor IN (SELECT value FROM json_each(?))"
            held = [loaded(Held, r) for (r,) in self.db.execute(sql, [json.dumps(names)])]
            mine = [h for h in held if meant_on(known, h.actor, h.stand.date) == actor]
            for s in sequences(replace(h, actor=actor) for h in mine):
                self.db.execute(f"INSERT INTO stance VALUES ({_marks(7)})", _stance_row(s))

    def _ledger(self, progress: Progress) -> None:
        names = self._touched("promiser")
        known = self._finals(names)
        self._dirty("promiser", {*known, *self._called([*known, *names])})
        touched = "SELECT name FROM dirty WHERE kind = 'promiser'"
        dependent = f"SELECT said FROM said_depends WHERE actor IN ({touched})"
        waiting = self.db.execute(f"SELECT DISTINCT actor FROM said_actor WHERE said IN ({dependent})").fetchall()
        self._dirty("promiser", self._called({*known, *self._finals(a for (a,) in waiting)}))
        self._dirty("promiser", [actor for (actor,) in waiting])
        finals = {*self._touched("promiser"), *self._finals(self._touched("promiser"))}
        self._dirty("promiser", {*finals, *self._called(finals)})
        old = f"SELECT DISTINCT entry FROM entry_actor WHERE side = 'actor' AND name IN ({touched})"
        for (id_,) in self.db.execute(old).fetchall():
            for table, column in (("entry", "id"), ("entry_actor", "entry"), ("entry_outcome", "entry")):
                self.db.execute(f"DELETE FROM {table} WHERE {column} = ?", [id_])
        sql = f"SELECT record FROM said WHERE id IN (SELECT said FROM said_actor WHERE actor IN ({touched}))"
        found = [loaded(Said, record) for (record,) in self.db.execute(sql).fetchall()]
        people = self._meant({n for s in found for n in (*s.entry.actors, *s.entry.recipients, *s.depends, *s.about)})
        groups: dict[tuple[str, ...], list[Said]] = defaultdict(list)
        for said in (s.meaning(people) for s in found):
            groups[tuple(sorted(said.entry.actors))].append(said)
        for done, (actors, group) in enumerate(sorted(groups.items())):
            progress("Collating: commitments", done, len(groups))
            since = min((s.entry.made for s in group if s.entry.made), default=None)
            named = {*actors, *(name for s in group for name in (*s.depends, *s.about))}
            for entry in entries_of(group, self._told(named, since) if since else [], self._words):
                self._add_entry(entry)

    def _told(self, actors: Iterable[str], since: dt.date) -> list[Telling]:
        named = "SELECT telling FROM telling_actor WHERE actor IN (SELECT value FROM json_each(?))"
        sql = f"SELECT record FROM telling WHERE day >= ? AND rowid IN ({named})"
        rows = self.db.execute(sql, [since.isoformat(), json.dumps(self._called(actors))]).fetchall()
        found = [loaded(Telling, record) for (record,) in rows]
        people = self._meant({name for t in found for name in (*t.actors, *(d for act in t.acts for d in act.doers))})
        return [t.meaning(people) for t in found]

    def _words(self, told: Telling) -> str:
        sql = "SELECT text FROM article WHERE rowid = (SELECT at FROM text WHERE article = ?)"
        text: str = self.db.execute(sql, [told.article]).fetchone()[0]
        return text[told.start : told.end]

    def _add_entry(self, entry: Entry) -> None:
        made, deadline = (d.isoformat() if d else None for d in (entry.made, entry.deadline))
        row = (entry.id, entry.kind, made, deadline, dumped(entry))
        self.db.execute(f"INSERT INTO entry VALUES ({_marks(5)})", row)
        said = [(entry.id, d and d.isoformat(), rank, outcome) for d, rank, outcome in outcomes(entry)]
        self.db.executemany("INSERT INTO entry_outcome VALUES (?, ?, ?, ?)", said)
        named = {"actor": entry.actors, "recipient": entry.recipients, "by": entry.by}
        sides = {(name, entry.id, side) for side, names in named.items() for name in names}
        self.db.executemany("INSERT INTO entry_actor VALUES (?, ?, ?)", sorted(sides))

    def _entities(self, keys: Keys) -> None:
        db = self.db
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


_PERSON = "SELECT name, meant, until, own FROM person"


def _person(row: tuple[str, str, str | None, str]) -> tuple[str, Meant]:
    """A row of the table of people: a name, and what it counts as."""
    name, meant, until, own = row
    return name, Meant(meant, dt.date.fromisoformat(until) if until else None, own)


def _ever(meant: Iterable[Meant]) -> set[str]:
    """All that names count as at some time."""
    return {name for m in meant for name in ((m.name, m.own) if m.until else (m.name,))}


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
