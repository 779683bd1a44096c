"""The archive: an embedded DuckDB file that keeps every reading, with what produced it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import duckdb
import pyarrow as pa

from dragoman.archive.rows import ARTICLE, ITEMS, Rows, rows_of
from dragoman.collation.actors import (
    Apart,
    Decision,
    Entity,
    Mention,
    Merge,
    Recode,
    Rename,
    Same,
    Split,
    Verdict,
    memory,
)
from dragoman.errors import ArchiveError
from dragoman.model import Report

_FAILED = (
    duckdb.IOException,
    duckdb.TransactionException,
    duckdb.FatalException,
    duckdb.InternalException,
    duckdb.SerializationException,
    duckdb.OutOfMemoryException,
)
_ADVICE = "the archive cannot be read or written (is the file whole, the disk full?)"


class Archive:
    """An archive file, made where it does not exist; ArchiveError where it cannot be opened.

    >>> with Archive("dragoman.duckdb") as archive:
    ...     archive.add(report)
    """

    def __init__(self, path: str | Path = "dragoman.duckdb", *, read_only: bool = False) -> None:
        self.path = Path(path)
        if read_only and not self.path.exists():
            raise ArchiveError(f"{self.path}: no archive here; make one with `dragoman read`")
        try:
            opened = duckdb.connect(str(self.path), read_only=read_only)
        except duckdb.Error as error:
            raise ArchiveError(f"{self.path}: cannot open the archive: {str(error).splitlines()[0]}") from error
        self._db = _Connection(opened, self.path)
        try:
            self._migrate(read_only)
        except BaseException:
            self._db.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; what was added is on disk."""
        self._db.close()

    def _migrate(self, read_only: bool) -> None:
        scripts = sorted(f.name for f in files("dragoman.archive").joinpath("migrations").iterdir())
        scripts = [s for s in scripts if s.endswith(".sql")]
        tables = {row[0] for row in self._db.execute("SHOW TABLES").fetchall()}
        if tables and "dragoman_migration" not in tables:
            raise ArchiveError(f"{self.path}: a DuckDB file, but not a Dragoman archive")
        if not tables and not read_only:
            self._db.execute("CREATE TABLE dragoman_migration (name VARCHAR PRIMARY KEY)")
            tables = {"dragoman_migration"}
        done: set[str] = set()
        if tables:
            done = {row[0] for row in self._db.execute("SELECT name FROM dragoman_migration").fetchall()}
        if done - set(scripts):
            raise ArchiveError(f"{self.path}: made by a newer Dragoman ({max(done)}); upgrade to open it")
        for script in scripts:
            if script in done:
                continue
            if read_only:
                raise ArchiveError(f"{self.path}: from an older Dragoman; open it once for writing to upgrade it")
            sql = files("dragoman.archive").joinpath("migrations", script).read_text("utf-8")
            with self._transaction():
                self._db.execute(sql)
                self._db.execute("INSERT INTO dragoman_migration VALUES (?)", [script])

    def _transaction(self) -> _Transaction:
        return _Transaction(self._db)

    def add(self, report: Report) -> bool:
        """Keep ``report``, all of it or nothing; False where this reading of the article is already kept."""
        return self.add_rows([rows_of(report)]) == 1

    def add_rows(self, readings: Sequence[Rows]) -> int:
        """Keep several readings, all or none of them; how many were not kept already.

        They are numbered in the order in which they come.
        """
        new = {(r.id, r.reader): r for r in reversed(readings) if not self.has(r.id, r.reader)}
        fresh = list(reversed(new.values()))
        if not fresh:
            return 0
        columns = zip(*(r.article for r in fresh), strict=True)
        articles = pa.table({n: pa.array(c, pa.string()) for n, c in zip(ARTICLE, columns, strict=True)})
        read = {"id": [r.id for r in fresh], "reader": [r.reader for r in fresh], "report": [r.report for r in fresh]}
        every = [(r.id, r.reader, *item) for r in fresh for item in r.items]
        names = ("article_id", "reader", "kind", "id", "record")
        parts = list(zip(*every, strict=True)) or [()] * 5
        items = pa.table({n: pa.array(c, pa.string()) for n, c in zip(names, parts, strict=True)})
        with self._transaction():
            self._insert("INSERT OR IGNORE INTO article SELECT * FROM fresh", articles)
            self._insert("INSERT INTO reading (article_id, reader, report) SELECT * FROM fresh", pa.table(read))
            self._insert("INSERT INTO item SELECT * FROM fresh", items)
        return len(fresh)

    def _insert(self, sql: str, rows: pa.Table) -> None:
        self._db.register("fresh", rows)
        self._db.execute(sql)
        self._db.unregister("fresh")

    def has(self, article_id: str, reader: str) -> bool:
        """Whether this reader's reading of the article is kept."""
        found = self._db.execute("SELECT 1 FROM reading WHERE article_id = ? AND reader = ?", [article_id, reader])
        return found.fetchone() is not None

    def report(self, article: str) -> Report:
        """The latest reading of the article whose id starts with ``article``; ArchiveError where none or several do."""
        ids = self._db.execute("SELECT id FROM article WHERE starts_with(id, ?) LIMIT 2", [article]).fetchall()
        if len(ids) != 1:
            raise ArchiveError(f"{article}: {'several articles start' if ids else 'no article starts'} with this id")
        sql = "SELECT report FROM reading WHERE article_id = ? ORDER BY number DESC LIMIT 1"
        found = self._db.execute(sql, list(ids[0])).fetchone()
        assert found is not None  # an article is kept with its reading
        return Report.model_validate_json(found[0])

    def reports(self) -> Iterator[Report]:
        """The latest reading of every article, by article id."""
        # A cursor of its own, so that other queries may run between two reports.
        found = self._db.cursor().execute("SELECT report FROM current_reading ORDER BY article_id")
        while row := found.fetchone():
            yield Report.model_validate_json(row[0])

    def current(self) -> dict[str, int]:
        """The number of the latest reading of every article, by article id."""
        return dict(self._db.execute("SELECT article_id, number FROM current_reading ORDER BY article_id").fetchall())

    def some(self, articles: list[str]) -> Iterator[Report]:
        """The latest readings of these articles."""
        sql = "SELECT report FROM current_reading WHERE article_id IN (SELECT unnest(?::VARCHAR[])) ORDER BY article_id"
        for (report,) in self._db.cursor().execute(sql, [articles]).fetchall():
            yield Report.model_validate_json(report)

    def has_url(self, url: str) -> bool:
        """Whether an article from this address is kept."""
        return self._db.execute("SELECT 1 FROM article WHERE url = ? LIMIT 1", [url]).fetchone() is not None

    def feed_marks(self, url: str) -> tuple[str | None, str | None]:
        """ETag and Last-Modified of a feed's last answer, for a conditional request."""
        found = self._db.execute("SELECT etag, modified FROM feed WHERE url = ?", [url]).fetchone()
        return (found[0], found[1]) if found else (None, None)

    def mark_feed(self, url: str, etag: str | None, modified: str | None) -> None:
        """Keep the marks of a feed that has been read to its end."""
        self._db.execute("INSERT OR REPLACE INTO feed VALUES (?, ?, ?, current_timestamp)", [url, etag, modified])

    def mentions(self) -> list[Mention]:
        """Every actor of every current reading, with the publication date and the words of its first mention."""
        rows = self._db.execute(
            """
            SELECT i.article_id, i.id, i.record->>'name', i.record->>'kind', i.record->>'country', i.record->>'title',
                   try_cast(left(a.published, 10) AS DATE),
                   CAST(i.record->>'$.mentions[0].start' AS INTEGER), CAST(i.record->>'$.mentions[0].end' AS INTEGER),
                   a.text
            FROM current_item i JOIN article a ON a.id = i.article_id
            WHERE i.kind = 'actor' ORDER BY i.article_id, length(i.id), i.id
            """
        ).fetchall()
        names = ("article", "actor", "name", "kind", "country", "role", "date", "start", "end")
        return [
            Mention(**dict(zip(names, row[:9], strict=True)), words=row[9][row[7] : row[8]] if row[8] else None)
            for row in rows
        ]

    def decide(self, decision: Decision, reason: str | None = None) -> int:
        """Keep a user's decision; its number."""
        found = self._db.execute(
            "INSERT INTO decision (kind, record, reason) VALUES (?, ?, ?) RETURNING id",
            [decision.kind, decision.model_dump_json(), reason],
        ).fetchone()
        assert found is not None
        return int(found[0])

    def undecide(self, number: int) -> None:
        """Take a decision back; ArchiveError where there is none of this number."""
        found = self._db.execute("DELETE FROM decision WHERE id = ? RETURNING id", [number]).fetchone()
        if found is None:
            raise ArchiveError(f"{number}: no decision has this number; see `dragoman actors decisions`")

    def decisions(self) -> list[tuple[int, Decision, str | None, dt.datetime]]:
        """What users have decided, oldest first: number, decision, reason and when."""
        kinds: dict[str, type[Decision]] = {
            "merge": Merge,
            "split": Split,
            "rename": Rename,
            "same": Same,
            "apart": Apart,
            "verdict": Verdict,
            "recode": Recode,
        }
        rows = self._db.execute("SELECT id, kind, record, reason, made_at FROM decision ORDER BY id").fetchall()
        return [(row[0], kinds[row[1]].model_validate_json(row[2]), row[3], row[4]) for row in rows]

    def actors(self) -> list[Entity]:
        """The actor memory of the archive, with every decision applied."""
        return memory(self.mentions(), [decision for _, decision, _, _ in self.decisions()])

    def titles(self) -> list[tuple[str, str]]:
        """Id and title, or the first words where it has none, of every article by id."""
        return [
            (id_, title or start.replace("\n", " "))
            for id_, title, start in self._db.execute("SELECT id, title, text[:60] FROM article ORDER BY id").fetchall()
        ]

    def items(self, kind: str) -> list[dict[str, Any]]:
        """Every current item of a kind as plain data, with its ``article``; KeyError for an unknown kind."""
        if kind not in ITEMS:
            raise KeyError(kind)
        rows = self._db.execute(
            "SELECT article_id, record FROM current_item WHERE kind = ? ORDER BY article_id, length(id), id",
            [kind],
        )
        return [{"article": article, **json.loads(record)} for article, record in rows.fetchall()]

    def counts(self) -> dict[str, int]:
        """How many articles, readings and current items of each kind the archive holds."""
        counts = {"article": 0, "reading": 0, **dict.fromkeys(ITEMS, 0)}
        for name in ("article", "reading"):
            row = self._db.execute(f"SELECT count(*) FROM {name}").fetchone()  # a fixed name, not input
            counts[name] = row[0] if row else 0
        counts |= dict(self._db.execute("SELECT kind, count(*) FROM current_item GROUP BY kind").fetchall())
        return counts

    def readers(self) -> list[tuple[str, int]]:
        """What produced the readings, and how many each did."""
        found = self._db.execute("SELECT reader, count(*) FROM reading GROUP BY reader ORDER BY reader").fetchall()
        return [(reader, count) for reader, count in found]


class _Connection:
    """A DuckDB connection whose errors of file, disk and memory are the user's to mend, and say so in one line."""

    def __init__(self, db: duckdb.DuckDBPyConnection, path: Path) -> None:
        self._db = db
        self._path = path

    def execute(self, sql: str, values: object = None) -> duckdb.DuckDBPyConnection:
        try:
            return self._db.execute(sql, values)
        except _FAILED as error:
            raise ArchiveError(f"{self._path}: {_ADVICE}: {str(error).splitlines()[0]}") from error

    def cursor(self) -> _Connection:
        return _Connection(self._db.cursor(), self._path)

    def register(self, name: str, rows: pa.Table) -> None:
        self._db.register(name, rows)

    def unregister(self, name: str) -> None:
        self._db.unregister(name)

    def close(self) -> None:
        self._db.close()


class _Transaction:
    def __init__(self, db: _Connection) -> None:
        self._db = db

    def __enter__(self) -> None:
        self._db.execute("BEGIN TRANSACTION")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._db.execute("COMMIT")
            return
        with suppress(duckdb.Error, ArchiveError):  # what failed may have ended the transaction already
            self._db.execute("ROLLBACK")
