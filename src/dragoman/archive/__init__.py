"""The archive: an embedded DuckDB file that keeps every reading, with what produced it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

import dragoman
from dragoman.archive.connection import connected
from dragoman.archive.decisions import Decided, Decisions, Made
from dragoman.archive.readings import Reading
from dragoman.archive.rows import ARTICLE, ITEMS, Rows, rows_of
from dragoman.collation.actors import Decision, Entity, Mention, memory
from dragoman.errors import (
    Ambiguous,
    ArchiveBroken,
    ArchiveForeign,
    ArchiveNewer,
    ArchiveOlder,
    ArticleNotFound,
    ReadingNotFound,
)
from dragoman.model import SCHEMA_VERSION, Article, Report

_TITLE = 9  # words of an article that stand for the title that it has not
_ANCHORS = "0007_anchors.sql"


class Known(NamedTuple):
    """The articles that are kept: ids by what read them, and the ids of dated ones by that without the date."""

    read: dict[str, set[str]]
    dated: dict[str, str]

    def id_of(self, article: Article) -> str:
        """The id under which an article is kept, or would be: one without a date may be kept with it."""
        return article.id if article.published else self.dated.get(article.id, article.id)

    def has(self, article: Article, reader: str) -> bool:
        """Whether this reader's reading of the article is kept."""
        return self.id_of(article) in self.read.get(reader, ())


class Archive:
    """An archive file, made where it does not exist; ArchiveError where it cannot be opened.

    >>> with Archive("dragoman.duckdb") as archive:
    ...     archive.add(report)
    """

    def __init__(self, path: str | Path = "dragoman.duckdb", *, read_only: bool = False, wait: float = 0.0) -> None:
        """``wait`` is for how many seconds to try again where another program writes to it (then ArchiveBusy)."""
        self.path = Path(path)
        try:
            self._open(read_only, wait)
        except ArchiveOlder:
            self._upgrade(wait)
            self._open(read_only, wait)

    def _open(self, read_only: bool, wait: float) -> None:
        self._db = connected(self.path, read_only=read_only, wait=wait)
        self._decisions = Decisions(self._db)
        try:
            self._migrate(read_only)
        except BaseException:
            self._db.close()
            raise

    def _upgrade(self, wait: float) -> None:
        """Bring an archive of an older Dragoman up to this one; ArchiveOlder where it may not be written to."""
        try:
            self._open(False, wait)
        except ArchiveBroken as error:
            raise ArchiveOlder(f"{self.path}: from an older Dragoman, and may not be written to") from error
        self.close()

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
        tables = {name for (name,) in self._db.rows("SHOW TABLES")}
        if tables and "dragoman_migration" not in tables:
            raise ArchiveForeign(f"{self.path}: a DuckDB file, but not a Dragoman archive")
        if not tables and not read_only:
            self._db.execute("CREATE TABLE dragoman_migration (name VARCHAR PRIMARY KEY)")
            tables = {"dragoman_migration"}
        done: set[str] = set()
        if tables:
            done = {name for (name,) in self._db.rows("SELECT name FROM dragoman_migration")}
        if done - set(scripts):
            raise ArchiveNewer(f"{self.path}: made by a newer Dragoman ({max(done)}); upgrade to open it")
        for script in scripts:
            if script in done:
                continue
            if read_only:
                raise ArchiveOlder(f"{self.path}: from an older Dragoman")
            sql = files("dragoman.archive").joinpath("migrations", script).read_text("utf-8")
            with self._db.transaction():
                self._db.execute(sql)
                if script == _ANCHORS:
                    self._decisions.anchor_old()
                self._db.execute("INSERT INTO dragoman_migration VALUES (?)", [script])

    def add(self, report: Report) -> bool:
        """Keep ``report``, all of it or nothing; False where this reading of the article is already kept."""
        return self.add_rows([rows_of(report)]) == 1

    def add_rows(self, readings: Sequence[Rows]) -> int:
        """Keep several readings, all or none of them; how many were not kept already.

        They are numbered in the order in which they come. An article that is kept without a date and comes with one
        is that article, whose date was learned; one that comes without is the dated one that is kept.
        """
        new = {(r.id, r.reader): r for r in reversed(readings) if not self.has(r.id, r.reader)}
        fresh = list(reversed(new.values()))
        if not fresh:
            return 0
        with self._db.transaction():
            dated = self._dated([r.id for r in fresh if r.published is None])
            fresh = [r for r in fresh if r.id not in dated]
            self._keep(fresh)
            for rows in fresh:
                if rows.published is not None:
                    self._learn_date(rows)
        return len(fresh)

    def _keep(self, fresh: Sequence[Rows]) -> None:
        if not fresh:
            return
        columns = zip(*(r.article for r in fresh), strict=True)
        articles = dict(zip(ARTICLE, columns, strict=True)) | {"undated_id": [r.undated_id for r in fresh]}
        read = {"id": [r.id for r in fresh], "reader": [r.reader for r in fresh], "report": [r.report for r in fresh]}
        every = [(r.id, r.reader, *item) for r in fresh for item in r.items]
        names = ("article_id", "reader", "kind", "id", "record")
        items = dict(zip(names, list(zip(*every, strict=True)) or [()] * 5, strict=True))
        self._db.insert(f"INSERT OR IGNORE INTO article ({', '.join(articles)}) SELECT * FROM fresh", articles)
        mark = "INSERT INTO reading (article_id, reader, report, mark) SELECT *, CAST(uuid() AS VARCHAR) FROM fresh"
        self._db.insert(mark, read)
        self._db.insert("INSERT INTO item SELECT * FROM fresh", items)

    def _dated(self, undated: Sequence[str]) -> dict[str, str]:
        """Ids of articles without a date, to the id of the one article that is the same with a date."""
        sql = (
            "SELECT undated_id, any_value(id) FROM article WHERE undated_id IN (SELECT unnest(?::VARCHAR[])) "
            "AND published IS NOT NULL GROUP BY undated_id HAVING count(*) = 1"
        )
        return dict(self._db.rows(sql, [list(undated)])) if undated else {}

    def _learn_date(self, rows: Rows) -> None:
        """Hand what is kept of the same article without a date over to it: earlier readings and decisions."""
        before = rows.undated_id
        if not self._db.row("SELECT 1 FROM article WHERE id = ? AND published IS NULL", [before]):
            return
        article = Report.model_validate_json(rows.report).article
        mine = {reader for (reader,) in self._db.rows("SELECT reader FROM reading WHERE article_id = ?", [rows.id])}
        for number, reader, report in self._db.rows(
            "SELECT number, reader, report FROM reading WHERE article_id = ?", [before]
        ):
            if reader in mine:  # the same reader has read it with its date, which is more than without
                self._drop_reading(before, number, reader)
                continue
            dated = Report.model_validate_json(report).model_copy(update={"article": article})
            changed = [dated.model_dump_json(), rows.id, number]
            self._db.execute("UPDATE reading SET report = ?, article_id = ? WHERE number = ?", changed)
        for table in ("item", "chosen_reading"):
            self._db.execute(f"UPDATE {table} SET article_id = ? WHERE article_id = ?", [rows.id, before])
        newest = "SELECT number FROM reading WHERE article_id = ? AND reader = ?"
        (number,) = self._db.row(newest, [rows.id, rows.reader])
        self._db.execute("DELETE FROM chosen_reading WHERE article_id = ? AND number <> ?", [rows.id, number])
        self._decisions.move(before, rows.id)
        self._db.execute("DELETE FROM article WHERE id = ?", [before])

    def _drop_reading(self, article: str, number: int, reader: str) -> None:
        self._db.execute("DELETE FROM item WHERE article_id = ? AND reader = ?", [article, reader])
        self._db.execute("DELETE FROM chosen_reading WHERE article_id = ? AND number = ?", [article, number])
        self._db.execute("DELETE FROM reading WHERE number = ?", [number])

    def has(self, article_id: str, reader: str) -> bool:
        """Whether this reader's reading of the article is kept."""
        found = self._db.row("SELECT 1 FROM reading WHERE article_id = ? AND reader = ?", [article_id, reader])
        return found is not None

    def kept(self) -> Known:
        """What is kept already, to ask of many articles without the file."""
        read: dict[str, set[str]] = {}
        for reader, id_ in self._db.rows("SELECT reader, article_id FROM reading"):
            read.setdefault(reader, set()).add(id_)
        sql = (
            "SELECT undated_id, any_value(id) FROM article WHERE published IS NOT NULL GROUP BY undated_id "
            "HAVING count(*) = 1"
        )
        return Known(read, dict(self._db.rows(sql)))

    def article(self, id: str) -> Article:
        """The article of this id; errors as of ``id_of``."""
        return self.report(id).article

    def text(self, article: str) -> str:
        """The text of the article with this id; ArticleNotFound where there is none."""
        found = self._db.row("SELECT text FROM article WHERE id = ?", [article])
        if found is None:
            raise ArticleNotFound(f"{article}: no article has this id")
        return str(found[0])

    def id_of(self, article: str) -> str:
        """The id that starts with ``article``; ArticleNotFound where there is none, Ambiguous where several do."""
        ids = self._db.rows("SELECT id FROM article WHERE starts_with(id, ?) LIMIT 2", [article])
        if not ids:
            raise ArticleNotFound(f"{article}: no article starts with this id")
        if len(ids) > 1:
            raise Ambiguous(f"{article}: several articles start with this id")
        return str(ids[0][0])

    def report(self, article: str) -> Report:
        """The reading that counts of the article whose id starts with ``article``; errors as of ``id_of``."""
        found = self._db.row("SELECT report FROM current_reading WHERE article_id = ?", [self.id_of(article)])
        assert found is not None  # an article is kept with its reading
        return Report.model_validate_json(found[0])

    def reports(self) -> Iterator[Report]:
        """The reading that counts of every article, by article id."""
        for (report,) in self._db.each("SELECT report FROM current_reading ORDER BY article_id"):
            yield Report.model_validate_json(report)

    def articles(self) -> list[str]:
        """The ids of all articles."""
        return [id_ for (id_,) in self._db.rows("SELECT id FROM article ORDER BY id")]

    def identity(self) -> str:
        """What tells this archive from any other, also where a file takes another's name."""
        return str(self._db.row("SELECT id FROM identity")[0])

    def current(self) -> dict[str, str]:
        """The mark of the reading that counts of every article, by article id. No two readings have one mark."""
        return dict(self._db.rows("SELECT article_id, mark FROM current_reading ORDER BY article_id"))

    def some(self, articles: list[str]) -> Iterator[Report]:
        """The readings that count of these articles."""
        return map(Report.model_validate_json, self.written(articles))

    def written(self, articles: list[str]) -> list[str]:
        """The readings that count of these articles, as JSON."""
        sql = "SELECT report FROM current_reading WHERE article_id IN (SELECT unnest(?::VARCHAR[])) ORDER BY article_id"
        return [report for (report,) in self._db.cursor().rows(sql, [articles])]

    def readings(self, article: str) -> list[Reading]:
        """All readings of an article, the oldest first; errors as of ``id_of``."""
        sql = (
            "SELECT r.number, r.reader, (SELECT count(*) FROM item i WHERE i.article_id = r.article_id "
            "AND i.reader = r.reader), c.number IS NOT NULL, h.number IS NOT NULL "
            "FROM reading r LEFT JOIN current_reading c ON c.number = r.number "
            "LEFT JOIN chosen_reading h ON h.number = r.number WHERE r.article_id = ? ORDER BY r.number"
        )
        return [Reading(*row) for row in self._db.rows(sql, [self.id_of(article)])]

    def reading(self, article: str, number: int) -> Report:
        """One reading of an article, by its number; ReadingNotFound where it has none of this number."""
        sql = "SELECT report FROM reading WHERE article_id = ? AND number = ?"
        found = self._db.row(sql, [self.id_of(article), number])
        if found is None:
            raise ReadingNotFound(f"{article}: no reading {number} of this article; see `dragoman readings {article}`")
        return Report.model_validate_json(found[0])

    def choose(self, article: str, number: int | None) -> None:
        """Let an earlier reading of an article count, and later ones not, until another is chosen; None for the latest.

        ReadingNotFound where the article has no reading of this number.
        """
        id_ = self.id_of(article)
        with self._db.transaction():
            self._db.execute("DELETE FROM chosen_reading WHERE article_id = ?", [id_])
            if number is not None:
                self.reading(id_, number)
                self._db.execute("INSERT INTO chosen_reading VALUES (?, ?)", [id_, number])

    def forget(self, article: str) -> str:
        """Take an article out, with its readings and every decision on it; its id. Errors as of ``id_of``."""
        id_ = self.id_of(article)
        with self._db.transaction():
            for table in ("item", "reading", "chosen_reading"):
                self._db.execute(f"DELETE FROM {table} WHERE article_id = ?", [id_])
            self._db.execute("DELETE FROM article WHERE id = ?", [id_])
            self._decisions.forget(id_)
        self._db.execute("CHECKPOINT")
        return id_

    def has_url(self, url: str) -> bool:
        """Whether an article from this address is kept."""
        return self._db.row("SELECT 1 FROM article WHERE url = ? LIMIT 1", [url]) is not None

    def feed_marks(self, url: str) -> tuple[str | None, str | None]:
        """ETag and Last-Modified of a feed's last answer, for a conditional request."""
        found = self._db.row("SELECT etag, modified FROM feed WHERE url = ?", [url])
        return (found[0], found[1]) if found else (None, None)

    def mark_feed(self, url: str, etag: str | None, modified: str | None) -> None:
        """Keep the marks of a feed that has been read to its end."""
        self._db.execute("INSERT OR REPLACE INTO feed VALUES (?, ?, ?, current_timestamp)", [url, etag, modified])

    def mentions(self) -> list[Mention]:
        """Every actor of every current reading, with the publication date and the words of its first mention."""
        rows = self._db.rows(
            """
            SELECT i.article_id, i.id, i.record->>'name', i.record->>'kind', i.record->>'country', i.record->>'title',
                   try_cast(left(a.published, 10) AS DATE),
                   CAST(i.record->>'$.mentions[0].start' AS INTEGER), CAST(i.record->>'$.mentions[0].end' AS INTEGER),
                   a.text
            FROM current_item i JOIN article a ON a.id = i.article_id
            WHERE i.kind = 'actor' ORDER BY i.article_id, length(i.id), i.id
            """
        )
        names = ("article", "actor", "name", "kind", "country", "role", "date", "start", "end")
        return [
            Mention(**dict(zip(names, row[:9], strict=True)), words=row[9][row[7] : row[8]] if row[8] else None)
            for row in rows
        ]

    def decide(
        self, decision: Decision, reason: str | None = None, *, by: str | None = None, seen: int | None = None
    ) -> Decided:
        """Keep a user's decision; its number, and whether it is new.

        ``by`` is who makes it, ``seen`` the ``revision`` that they had before them. NotThere where it is about nothing
        that is here, UnknownName where it names no country or actor, DecisionConflict where somebody was faster.
        """
        with self._db.transaction():
            return self._decisions.keep(decision, reason, by, seen)

    def undecide(self, number: int, *, by: str | None = None) -> None:
        """Take a decision back; DecisionNotFound where none of this number stands."""
        with self._db.transaction():
            self._decisions.undo(number, by)

    def revision(self) -> int:
        """A number that grows with every decision made or taken back."""
        return self._decisions.revision()

    def decisions(self) -> list[Made]:
        """What users have decided and not taken back, oldest first, as it is of the readings that count now."""
        return self._decisions.standing()

    def every_decision(self) -> list[Made]:
        """What users have ever decided, oldest first, what was taken back included."""
        return self._decisions.every()

    def doubtful_decisions(self) -> list[Made]:
        """The decisions that need a look: they fit no reading that counts now, and are applied to nothing."""
        return self._decisions.need_a_look()

    def applied(self) -> list[Decision]:
        """The decisions that are applied: all that fit the readings that count now, oldest first."""
        return [made.decision for made in self.decisions() if made.doubt is None]

    def known_actor(self, name: str) -> str:
        """A country's code, or the folded name of an actor that is here; UnknownName, with suggestions, else."""
        return self._decisions.actor(name)

    def actors(self, as_of: dt.date | None = None) -> list[Entity]:
        """The actor memory of the archive, or of what was published up to a day, with every decision applied."""
        known = (m for m in self.mentions() if as_of is None or (m.date is not None and m.date <= as_of))
        return memory(known, self.applied())

    def titles(self) -> list[tuple[str, str]]:
        """Id and title, or the first words where it has none, of every article by id."""
        return [
            (id_, title or " ".join(start.split()[:_TITLE]))
            for id_, title, start in self._db.rows("SELECT id, title, text[:200] FROM article ORDER BY id")
        ]

    def items(self, kind: str) -> list[dict[str, Any]]:
        """Every current item of a kind as plain data, with its ``article``; KeyError for an unknown kind."""
        if kind not in ITEMS:
            raise KeyError(kind)
        rows = self._db.rows(
            "SELECT article_id, record FROM current_item WHERE kind = ? ORDER BY article_id, length(id), id",
            [kind],
        )
        return [{"article": article, **json.loads(record)} for article, record in rows]

    def counts(self) -> dict[str, int]:
        """How many articles, readings and current items of each kind the archive holds."""
        counts = {"article": 0, "reading": 0, **dict.fromkeys(ITEMS, 0)}
        for name in ("article", "reading"):
            row = self._db.row(f"SELECT count(*) FROM {name}")  # a fixed name, not input
            counts[name] = row[0] if row else 0
        counts |= dict(self._db.rows("SELECT kind, count(*) FROM current_item GROUP BY kind"))
        return counts

    def readers(self) -> list[tuple[str, int]]:
        """What produced the readings, and how many each did."""
        found = self._db.rows("SELECT reader, count(*) FROM reading GROUP BY reader ORDER BY reader")
        return [(reader, count) for reader, count in found]

    def about(self) -> dict[str, Any]:
        """What programs ask of an archive first: its version and schema, and its days, outlets and languages."""
        days = self._db.row("SELECT min(left(published, 10)), max(left(published, 10)) FROM article")
        undated = self._db.row("SELECT count(*) FROM article WHERE published IS NULL")[0]
        return {
            "dragoman": dragoman.__version__,
            "schema_version": SCHEMA_VERSION,
            "archive": str(self.path),
            "first_published": days[0],
            "last_published": days[1],
            "undated": undated,
            **{name: self._by(name) for name in ("publisher", "language", "obtained", "published_source")},
        }

    def _by(self, column: str) -> dict[str, int]:
        """How many articles have each value of a column, the commonest first."""
        sql = f"SELECT coalesce({column}, ''), count(*) AS n FROM article GROUP BY 1 ORDER BY n DESC, 1"
        return dict(self._db.rows(sql))
