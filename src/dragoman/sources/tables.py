"""Tables of articles, a row an article: columns found by their usual names in five languages, dates as written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple

from dragoman.errors import SourceError
from dragoman.sources.dates import Dating, dating, parse
from dragoman.sources.table_files import SUFFIXES, Row, kind_of, rows_of
from dragoman.sources.wordlists import section

__all__ = ["FIELDS", "SUFFIXES", "Found", "is_table", "parse_columns", "rows"]
FIELDS = ("text", "title", "published", "publisher", "author", "url", "language")
# The usual names of a column in English, French, German, Spanish and Portuguese, the surest first.
_USUAL = section("columns")
_KNOWN = frozenset(name for usual in _USUAL.values() for name in usual)
_FIRST = 50  # rows by which it is guessed how dates are written
_FIRST_BYTES = 10_000_000


class Found(NamedTuple):
    """A row as the fields of an article, or what is wrong with it; how many bytes are read; what is worth telling."""

    row: dict[str, Any] | SourceError
    done: int
    notes: tuple[str, ...] = ()


def parse_columns(value: str) -> dict[str, str]:
    """A mapping from "text=body,published=day"; ValueError where it is not one."""
    mapping = {}
    for pair in value.split(","):
        field, _, column = pair.partition("=")
        if field.strip() not in FIELDS or not column.strip():
            raise ValueError(f"{pair!r} is not FIELD=COLUMN with a field of {', '.join(FIELDS)}")
        mapping[field.strip()] = column.strip()
    return mapping


def is_table(path: Path) -> bool:
    """Whether a file is a table, by its name."""
    return kind_of(path) in SUFFIXES


def rows(path: Path, columns: Mapping[str, str] | None = None, date_format: str | None = None) -> Iterator[Found]:
    """Each row of a table. A date that cannot be read is told and left out, its row is not.

    SourceError where the file cannot be read at all, or holds no column of text.
    """
    given = {field: column.lower() for field, column in (columns or {}).items()}
    every = rows_of(path, _KNOWN | set(given.values()))
    first = list(_first(every))
    known: dict[tuple[str, ...], dict[str, str]] = {}
    how = _dating(first, given) if date_format is None else Dating()
    notes = (f"{path}: {said}",) if (said := how.said()) else ()
    for number, (row, at) in enumerate(chain(first, every), 1):
        where = f"{path}:{number}"
        if isinstance(row, str):
            yield Found(SourceError(where, row), at, notes)
        else:
            names = tuple(map(str, row))
            if names not in known:
                known[names] = _columns(row, given)
            yield _found(row, known[names], where, at, how, date_format, notes)
        notes = ()


def _first(every: Iterator[tuple[Row, int]]) -> Iterator[tuple[Row, int]]:
    """The first rows, fewer where they are large."""
    held = 0
    for row, at in islice(every, _FIRST):
        yield row, at
        held += sum(len(value) for value in row.values() if isinstance(value, str)) if isinstance(row, dict) else 0
        if held > _FIRST_BYTES:
            return


def _dating(first: list[tuple[Row, int]], given: Mapping[str, str]) -> Dating:
    tables = [row for row, _ in first if isinstance(row, dict)]
    return dating(_value(row, _columns(row, given), "published") for row in tables)


def _columns(row: Mapping[str, Any], given: Mapping[str, str]) -> dict[str, str]:
    """The column of each field that there is one for; an inner column ("fields.body") goes by its own name as well."""
    by_name = {str(name).rpartition(".")[2].strip().lower(): str(name) for name in row}
    by_name |= {str(name).strip().lower(): str(name) for name in row}
    found: dict[str, str] = {}
    for field, usual in _USUAL.items():
        names = (given[field],) if field in given else usual
        hit = next((by_name[n] for n in names if n in by_name and by_name[n] not in found.values()), None)
        if hit is not None:
            found[field] = hit
    return found


def _value(row: Mapping[str, Any], wanted: Mapping[str, str], field: str) -> Any:
    """What a row has of a field; a column may have no name, which is not that of a field without a column."""
    return row.get(wanted[field]) if field in wanted else None


def _found(
    row: Mapping[str, Any],
    wanted: Mapping[str, str],
    where: str,
    at: int,
    how: Dating,
    form: str | None,
    notes: tuple[str, ...],
) -> Found:
    if "text" not in wanted:
        names = ", ".join(map(str, row))[:200]
        return Found(SourceError(where, f"no column of text; name it with --columns text=NAME (columns: {names})"), at)
    text = row.get(wanted["text"])
    if not isinstance(text, str) or not text.strip():
        return Found(SourceError(where, f"no text in column {wanted['text']!r}"), at, notes)
    out: dict[str, Any] = {"text": text, "html": wanted["text"].lower().endswith("html"), "published": None}
    for field in ("title", "publisher", "author", "url", "language"):
        value = _value(row, wanted, field)
        out[field] = ", ".join(map(str, value)) if isinstance(value, list) else str(value) if value else None
    stamp = _value(row, wanted, "published")
    try:
        out["published"] = parse(stamp, how.order, form)
    except (ValueError, OverflowError, OSError):
        column = wanted["published"]
        notes += (f"{where}: kept without a date: {str(stamp)[:40]!r} in column {column!r} cannot be read as one",)
    return Found(out, at, notes)
