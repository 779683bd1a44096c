"""The rows of JSON, JSON lines, CSV, Parquet and Excel files, whatever their columns, one after the other."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO, cast

from dragoman.bounds import SECONDS, bounded
from dragoman.errors import SourceError, one_line
from dragoman.sources import decoding, packed
from dragoman.sources.locations import opened
from dragoman.sources.parquet_footer import sizes

SUFFIXES = {".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".parquet", ".xlsx"}
Row = dict[str, Any] | str  # the values by the names of their columns, or why there are none
_LINE = 5_000_000  # characters of a line of CSV
_HEADER = 100_000  # characters of its first
_SAMPLE = 65_536  # bytes by which a CSV file is told how it is written
_SEPARATORS = ",;\t|"
_ALONE = "\x1f"  # separates nothing in a table of one column, whose text may have commas
_PACKED = 50_000_000  # bytes of a column that are taken however they are packed
_RATIO = 100
_ROWS = 256  # of a Parquet file that are held at a time
_LONGEST = 20_000_000  # bytes of a line, characters of a field
_WHOLE = 50_000_000  # bytes of a JSON file, which is held as a whole
_WORKBOOK = 300_000_000  # bytes of an Excel file when unpacked
_DEEP = 3  # levels of a JSON file down to which its list of articles is looked for


def kind_of(path: Path) -> str:
    """The suffix of a file's name in small letters, that before ".gz" where it is packed."""
    suffixes = [s.lower() for s in path.suffixes]
    return suffixes[-2] if suffixes[-1:] == [".gz"] and len(suffixes) > 1 else (suffixes or [""])[-1]


def rows_of(path: Path, known: Collection[str]) -> Iterator[tuple[Row, int]]:
    """Each row, and how many bytes of the file are read by then; ``known`` are the columns that are looked for.

    SourceError where the file cannot be read at all.
    """
    readers: dict[str, Callable[[Path, Collection[str]], Iterator[tuple[Row, int]]]] = {
        ".csv": _csv,
        ".tsv": _csv,
        ".parquet": _parquet,
        ".json": _json,
        ".xlsx": _xlsx,
    }
    return readers.get(kind_of(path), _jsonl)(path, known)


def _open(path: Path) -> tuple[BinaryIO, BinaryIO]:
    """The raw file, whose position tells how far reading is, and the stream of its content."""
    raw = opened(path)
    return raw, cast(BinaryIO, gzip.GzipFile(fileobj=raw)) if path.suffix.lower() == ".gz" else raw


def _jsonl(path: Path, _known: Collection[str]) -> Iterator[tuple[Row, int]]:
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


def _parsed(line: bytes) -> Row:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        return f"not JSON: {error}"
    return flattened(row) if isinstance(row, dict) else "not a JSON object"


def _json(path: Path, known: Collection[str]) -> Iterator[tuple[Row, int]]:
    """The articles of a JSON file: a list of objects, wherever in it that is, or one object; JSON lines as well."""
    raw, stream = _open(path)
    with raw, stream:
        try:
            data = stream.read(_WHOLE + 1)
        except (OSError, EOFError) as error:
            raise SourceError(str(path), f"the file ends or breaks: {error}") from error
        size = raw.tell()
    if len(data) > _WHOLE:
        raise SourceError(str(path), f"larger than {_WHOLE // 1_000_000} MB; as JSON lines (.jsonl) it may be")
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        lines = [line for line in data.split(b"\n") if line.strip()]
        if len(lines) > 1 and isinstance(_parsed(lines[0]), dict):
            yield from ((_parsed(line), size * at // len(lines)) for at, line in enumerate(lines, 1))
            return
        raise SourceError(str(path), f"not JSON: {one_line(error)}") from error
    rows = _listed(found, known)
    if not rows:
        raise SourceError(str(path), "no list of articles in this JSON")
    for at, row in enumerate(rows, 1):
        yield flattened(row) if isinstance(row, dict) else "not a JSON object", size * at // len(rows)


def _listed(found: Any, known: Collection[str]) -> list[Any]:
    """The longest list of objects in a JSON document, down to a few levels; an article alone where it is one."""
    if isinstance(found, list):
        return found
    if not isinstance(found, dict) or any(str(key).lower() in known for key in found if isinstance(found[key], str)):
        return [found]
    lists, level = [], [found]
    for _ in range(_DEEP):
        values = [value for one in level for value in one.values()]
        lists += [v for v in values if isinstance(v, list) and any(isinstance(one, dict) for one in v)]
        level = [v for v in values if isinstance(v, dict)]
    return max(lists, key=len, default=[])


def flattened(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row whose inner objects are columns: {"source": {"name": "Wire"}} has "source" and "source.name"."""
    flat: dict[str, Any] = {}
    for name, value in row.items():
        flat[name] = value.get("name") if isinstance(value, dict) else value
        if isinstance(value, dict):
            flat |= {f"{name}.{inner}": one for inner, one in value.items()}
    return flat


def _csv(path: Path, known: Collection[str]) -> Iterator[tuple[Row, int]]:
    raw, stream = _open(path)
    with raw, io.BufferedReader(cast(io.RawIOBase, stream), _SAMPLE) as buffered:
        try:
            sample = buffered.peek(_SAMPLE)[:_SAMPLE]
        except (OSError, EOFError) as error:
            raise SourceError(str(path), f"the file breaks: {error}") from error
        with io.TextIOWrapper(buffered, decoding.encoding_of(sample), errors="replace", newline="") as text:
            csv.field_size_limit(_LONGEST)
            yield from _rows_of_csv(_lines(text), raw, known)


def _rows_of_csv(lines: Iterator[str], raw: BinaryIO, known: Collection[str]) -> Iterator[tuple[Row, int]]:
    try:
        header, separator = _header(lines, known)
        for row in csv.DictReader(lines, header, delimiter=separator):
            yield {k: v for k, v in row.items() if k is not None}, raw.tell()
    except (csv.Error, OSError, EOFError, UnicodeError) as error:
        yield f"not CSV from here: {error}", raw.tell()


def _header(lines: Iterator[str], known: Collection[str]) -> tuple[Sequence[str], str]:
    """The names of the columns, and what separates them: what makes most known names of them, then most names."""
    first = next(lines, "").lstrip("\ufeff")
    if first.lower().startswith("sep=") and len(first.strip()) == 5:  # as spreadsheets write it
        separator = first[4]
        return next(csv.reader(lines, delimiter=separator), []), separator
    while first.count('"') % 2 and (more := next(lines, "")):
        first += more
    split = {s: next(csv.reader([first], delimiter=s), []) for s in _SEPARATORS}

    def fits(separator: str) -> tuple[int, int]:
        names = split[separator]
        return sum(name.strip().lower() in known for name in names), len(names)

    best = max(_SEPARATORS, key=fits)
    return split[best], best if len(split[best]) > 1 else _ALONE


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    """Lines that are no longer than a table's may be, the first of no more than the names of columns take."""
    most = _HEADER
    while line := text.readline(most + 1):
        if len(line) > most:
            raise csv.Error(f"a line of more than {most:,} characters")
        yield line
        most = _LINE


def _xlsx(path: Path, known: Collection[str]) -> Iterator[tuple[Row, int]]:
    """The rows of the first sheet of a workbook that has any; its first row names the columns."""
    with opened(path) as file, packed.opened_zip(file, str(path), _WORKBOOK):
        pass  # is it one that may be unpacked?
    with opened(path) as file:
        size = path.stat().st_size
        with bounded(SECONDS, str(path), "to open this workbook"):
            book = _workbook(file, str(path))
        try:
            sheet = book.worksheets[0] if book.worksheets else None
            total = max(1, (sheet.max_row or 1) if sheet is not None else 1)
            names: list[str] | None = None
            for at, cells in enumerate(sheet.iter_rows(values_only=True) if sheet is not None else (), 1):
                if names is None:
                    names = [str(cell) for cell in cells if cell is not None] or None
                elif any(cell is not None for cell in cells):
                    yield dict(zip(names, cells, strict=False)), min(size, size * at // total)
        except Exception as error:  # a broken sheet meets openpyxl's own assumptions in many ways
            yield f"the workbook breaks here: {one_line(error)[:120]}", size


def _workbook(file: BinaryIO, where: str) -> Any:
    from openpyxl import load_workbook

    try:
        return load_workbook(file, read_only=True, data_only=True)
    except Exception as error:  # a broken workbook meets openpyxl's own assumptions in many ways
        raise SourceError(where, f"not an Excel workbook: {one_line(error)[:120]}") from error


def _parquet(path: Path, known: Collection[str]) -> Iterator[tuple[Row, int]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    size = path.stat().st_size
    try:
        file = pq.ParquetFile(opened(path))
        names = [c for c in file.schema_arrow.names if c.lower() in known]
        _must_be_sound(path)
        # A value that many rows have is then held once.
        strings = [f.name for f in file.schema_arrow if pa.types.is_string(f.type) or pa.types.is_large_string(f.type)]
        file = pq.ParquetFile(opened(path), read_dictionary=strings)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise SourceError(str(path), f"not Parquet: {one_line(error)}") from error
    done, total = 0, max(1, file.metadata.num_rows)
    try:
        for batch in file.iter_batches(batch_size=_ROWS, columns=names or None):
            for row in _values(batch):
                done += 1
                yield row, size * done // total
    except (pa.ArrowException, OSError, ValueError) as error:
        yield f"the file breaks here: {error}", size


def _must_be_sound(path: Path) -> None:
    """SourceError where a file says of itself that little of it becomes much: no text is packed that well."""
    where = str(path)
    with opened(path) as file, bounded(SECONDS, where, "to open this table"):
        for packed, plain in sizes(file):
            if plain > _PACKED and plain > _RATIO * max(1, packed):
                raise SourceError(where, f"{packed:,} bytes of it become {plain:,}, which no table of articles does")


def _values(batch: Any) -> Iterator[Row]:
    """The rows of a batch as plain values; for one that has none, such as a date beyond the year 9999, the reason."""
    for at in range(batch.num_rows):
        try:
            yield batch.slice(at, 1).to_pylist()[0]
        except (ValueError, OverflowError) as error:
            yield one_line(error)
