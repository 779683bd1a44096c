"""Tables of articles: JSON lines, CSV and Parquet, a row an article, with the columns found by name or given."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, cast

from dragoman.errors import SourceError
from dragoman.sources.locations import opened

SUFFIXES = {".jsonl", ".ndjson", ".csv", ".tsv", ".parquet"}
_LONGEST = 20_000_000  # bytes of a line, characters of a field
FIELDS = ("text", "title", "published", "publisher", "author", "url", "language")
# The usual names of a column, the surest first.
_USUAL = {
    "text": ("text", "body", "content", "article", "maintext", "full_text", "fulltext", "article_text"),
    "title": ("title", "headline", "heading"),
    "published": ("published", "date", "date_publish", "published_at", "pubdate", "pub_date", "datetime", "timestamp"),
    "publisher": ("publisher", "source", "outlet", "publication", "source_domain", "domain", "site"),
    "author": ("author", "authors", "byline"),
    "url": ("url", "link", "uri"),
    "language": ("language", "lang"),
}


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
    return _kind(path) in SUFFIXES


def _kind(path: Path) -> str:
    suffixes = [s.lower() for s in path.suffixes]
    return suffixes[-2] if suffixes[-1:] == [".gz"] and len(suffixes) > 1 else (suffixes or [""])[-1]


def rows(path: Path, columns: Mapping[str, str] | None = None) -> Iterator[tuple[dict[str, Any] | SourceError, int]]:
    """Each row as the fields of an article, or what is wrong with it, and how many bytes of the file are read.

    SourceError where the file cannot be read at all, or holds no column of text.
    """
    reader = {".csv": _csv, ".tsv": _csv, ".parquet": _parquet}.get(_kind(path), _jsonl)
    known: dict[tuple[str, ...], dict[str, str]] = {}
    for number, (row, at) in enumerate(reader(path), 1):
        where = f"{path}:{number}"
        if isinstance(row, str):
            yield SourceError(where, row), at
            continue
        names = tuple(map(str, row))
        if names not in known:
            known[names] = _columns(row, columns or {})
        wanted = known[names]
        if "text" not in wanted:
            reason = f"no column of text; name it with --columns text=NAME (columns: {', '.join(names)[:200]})"
            yield SourceError(where, reason), at
            continue
        yield _fields(row, wanted, where), at


def _columns(row: Mapping[str, Any], given: Mapping[str, str]) -> dict[str, str]:
    by_name = {str(name).strip().lower(): str(name) for name in row}
    found = {}
    for field, usual in _USUAL.items():
        names = (given[field].lower(),) if field in given else usual
        hit = next((by_name[n] for n in names if n in by_name), None)
        if hit is not None:
            found[field] = hit
    return found


def _fields(row: Mapping[str, Any], wanted: Mapping[str, str], where: str) -> dict[str, Any] | SourceError:
    found = {field: row.get(column) for field, column in wanted.items()}
    text = found.get("text")
    if not isinstance(text, str) or not text.strip():
        return SourceError(where, f"no text in column {wanted['text']!r}")
    out: dict[str, Any] = {"text": text}
    for field in ("title", "publisher", "author", "url", "language"):
        value = found.get(field)
        out[field] = ", ".join(map(str, value)) if isinstance(value, list) else str(value) if value else None
    stamp = found.get("published")
    try:
        out["published"] = _date(stamp)
    except (ValueError, OverflowError, OSError):
        return SourceError(where, f"{str(stamp)[:40]!r} in column {wanted['published']!r} is not an ISO 8601 date")
    return out


def _date(value: Any) -> dt.date | dt.datetime | None:
    if value is None or value == "" or isinstance(value, dt.date):
        return cast("dt.date | None", value or None)
    if isinstance(value, int | float):
        return dt.datetime.fromtimestamp(value, tz=dt.UTC)
    text = str(value).strip()
    if len(text) == 8 and text.isdigit():
        return dt.date(int(text[:4]), int(text[4:6]), int(text[6:]))
    return dt.date.fromisoformat(text) if len(text) == 10 else dt.datetime.fromisoformat(text)


def _open(path: Path) -> tuple[BinaryIO, BinaryIO]:
    """The raw file, whose position tells how far reading is, and the stream of its content."""
    raw = opened(path)
    return raw, cast(BinaryIO, gzip.GzipFile(fileobj=raw)) if path.suffix.lower() == ".gz" else raw


def _jsonl(path: Path) -> Iterator[tuple[dict[str, Any] | str, int]]:
    raw, stream = _open(path)
    with raw, stream:
        try:
            while line := stream.readline(_LONGEST):
                if len(line) == _LONGEST:
                    yield f"a line of {_LONGEST // 1_000_000} MB and more; the rest is not read", raw.tell()
                    return
                if line.strip():
                    yield _parsed(line), raw.tell()
        except (OSError, EOFError) as error:
            yield f"the file ends or breaks here: {error}", raw.tell()


def _parsed(line: bytes) -> dict[str, Any] | str:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        return f"not JSON: {error}"
    return row if isinstance(row, dict) else "not a JSON object"


def _csv(path: Path) -> Iterator[tuple[dict[str, Any] | str, int]]:
    raw, stream = _open(path)
    with raw, io.TextIOWrapper(stream, "utf-8-sig", errors="replace", newline="") as text:
        csv.field_size_limit(_LONGEST)
        reader = csv.DictReader(text, delimiter="\t" if _kind(path) == ".tsv" else ",")
        while True:
            try:
                row = next(reader)
            except StopIteration:
                return
            except (csv.Error, OSError, EOFError) as error:
                yield f"not CSV from here: {error}", raw.tell()
                return
            yield {k: v for k, v in row.items() if k is not None}, raw.tell()


def _parquet(path: Path) -> Iterator[tuple[dict[str, Any] | str, int]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    size = path.stat().st_size
    try:
        file = pq.ParquetFile(opened(path))
    except (pa.ArrowException, OSError, ValueError) as error:
        raise SourceError(str(path), f"not Parquet: {str(error).splitlines()[0]}") from error
    names = [c for c in file.schema_arrow.names if any(c.lower() in usual for usual in _USUAL.values())]
    done, total = 0, max(1, file.metadata.num_rows)
    try:
        for batch in file.iter_batches(batch_size=256, columns=names or None):
            for row in batch.to_pylist():
                done += 1
                yield row, size * done // total
    except (pa.ArrowException, OSError, ValueError) as error:
        yield f"the file breaks here: {error}", size
