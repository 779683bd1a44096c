"""Full text search: an SQLite FTS5 index beside the archive, brought up to date before each search.

DuckDB's own extension for it is downloaded at first use, which an offline program cannot do.
"""

from __future__ import annotations

import datetime as dt
import re
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from dragoman.archive import Archive
from dragoman.errors import ArchiveError

_TERM = re.compile(r'"[^"]*"|\S+')


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that holds the words: its id, title, publisher, date, and the words in their place."""

    article: str
    title: str
    publisher: str | None
    published: str | None
    snippet: str


def search(
    archive: Archive,
    query: str,
    *,
    since: dt.date | None = None,
    until: dt.date | None = None,
    limit: int = 20,
) -> list[Hit]:
    """Articles that hold every word of ``query`` ("..." for phrases, -word to leave out), best first (BM25).

    ArchiveError where the query has no word to look for.
    """
    match = _match(query)
    index = _index(archive)
    try:
        found = index.execute(
            """
            SELECT id, title, publisher, published, snippet(article, 4, '[', ']', ' … ', 24) FROM article
            WHERE article MATCH ? AND (? IS NULL OR published >= ?) AND (? IS NULL OR substr(published, 1, 10) <= ?)
            ORDER BY rank, id LIMIT ?
            """,
            [match, *[_iso(since)] * 2, *[_iso(until)] * 2, limit],
        ).fetchall()
    finally:
        index.close()
    return [Hit(*row) for row in found]


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _match(query: str) -> str:
    """The query as FTS5 strings, so that nothing of it is read as FTS5's own syntax."""
    wanted: list[str] = []
    unwanted: list[str] = []
    for term in _TERM.findall(query):
        left_out = term.startswith("-") and len(term) > 1
        words = re.findall(r"\w+", term)
        if words:
            (unwanted if left_out else wanted).append('"' + " ".join(words) + '"')
    if not wanted:
        raise ArchiveError(f"{query!r}: no word to look for")
    return " AND ".join(wanted) + "".join(f" NOT {u}" for u in unwanted)


def _index(archive: Archive) -> sqlite3.Connection:
    path = Path(f"{archive.path}.fts")
    try:
        index = sqlite3.connect(path)
        index.execute(
            "CREATE VIRTUAL TABLE IF NOT EXISTS article USING fts5(id UNINDEXED, title, publisher, "
            "published UNINDEXED, text, tokenize = 'porter unicode61 remove_diacritics 2')"
        )
        known = {row[0] for row in index.execute("SELECT id FROM article")}
        with index:
            index.executemany("INSERT INTO article VALUES (?, ?, ?, ?, ?)", archive.texts(known))
    except sqlite3.Error as error:
        raise ArchiveError(f"{path}: cannot keep the search index: {error}") from error
    return index
