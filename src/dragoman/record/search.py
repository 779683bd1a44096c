"""Full text search over the kept record's SQLite FTS5 index, with counts by publisher and month.

DuckDB's own extension for it is downloaded at first use, which an offline program cannot do.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from dragoman.errors import ArchiveError
from dragoman.record.kept import Kept

_TERM = re.compile(r'"[^"]*"|\S+')
_LONGEST = 500  # characters of a query


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that holds the words: its id, title, publisher, date, and the words in their place, in [ ]."""

    article: str
    title: str
    publisher: str | None
    published: str | None
    snippet: str


@dataclass(frozen=True, slots=True)
class Facets:
    """How many hits there are in all, and the most frequent publishers and the latest months with theirs."""

    total: int
    publishers: tuple[tuple[str, int], ...]
    months: tuple[tuple[str, int], ...]


def search(
    kept: Kept,
    query: str,
    *,
    publisher: str | None = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
    limit: int = 20,
    offset: int = 0,
) -> list[Hit]:
    """Articles that hold every word of ``query`` ("..." for phrases, -word to leave out), best first (BM25).

    ArchiveError where the query has no word to look for.
    """
    where, values = _where(query, publisher, since, until)
    sql = f"""
        SELECT id, (SELECT r.title FROM reading r WHERE r.article = id), publisher, published,
            snippet(article, 4, '[', ']', ' … ', 24)
        FROM article
        WHERE {where} ORDER BY rank, id LIMIT ? OFFSET ?
    """
    return [Hit(*row) for row in kept.db.execute(sql, [*values, limit, offset])]


def facets(
    kept: Kept,
    query: str,
    *,
    publisher: str | None = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> Facets:
    """How the hits of a search are spread over publishers and months."""
    where, values = _where(query, publisher, since, until)

    def count(what: str, order: str) -> tuple[tuple[str, int], ...]:
        groups = f"SELECT {what} AS w, count(*) AS n FROM article WHERE {where} GROUP BY w"
        sql = f"{groups} HAVING w IS NOT NULL ORDER BY {order}"
        return tuple(kept.db.execute(f"{sql} LIMIT 24", values).fetchall())

    total = kept.db.execute(f"SELECT count(*) FROM article WHERE {where}", values).fetchone()[0]
    return Facets(total, count("publisher", "n DESC, w"), count("substr(published, 1, 7)", "w DESC"))


def _where(query: str, publisher: str | None, since: dt.date | None, until: dt.date | None) -> tuple[str, list[object]]:
    sql, values = "article MATCH ?", [_match(query)]
    rest: list[tuple[str, str | None]] = [
        ("publisher = ?", publisher),
        ("published >= ?", since.isoformat() if since else None),
        ("published <= ?", until.isoformat() if until else None),
    ]
    for condition, value in rest:
        if value is not None:
            sql += f" AND {condition}"
            values.append(value)
    return sql, list(values)


def _match(query: str) -> str:
    """The query as FTS5 strings, so that nothing of it is read as FTS5's own syntax."""
    wanted: list[str] = []
    unwanted: list[str] = []
    for term in _TERM.findall(query[:_LONGEST]):
        left_out = term.startswith("-") and len(term) > 1
        words = re.findall(r"\w+", term)
        if words:
            (unwanted if left_out else wanted).append('"' + " ".join(words) + '"')
    if not wanted:
        raise ArchiveError(f"{query!r}: no word to look for")
    return " AND ".join(wanted) + "".join(f" NOT {u}" for u in unwanted)
