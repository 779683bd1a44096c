"""Exports of the archive: whole reports as JSONL, tables as CSV, Parquet or one Excel workbook, events on a map."""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol, TextIO

from dragoman.archive import Archive, standards
from dragoman.archive.table_rows import of_record, of_report
from dragoman.archive.tables import TABLES, Row, TimelineRow, arrow, columns
from dragoman.collation import collate
from dragoman.errors import DragomanError
from dragoman.model import Report
from dragoman.record import Kept

FORMATS = ("jsonl", "csv", "parquet", "xlsx", "geojson", "polecat", "gdelt-event", "jsonld")
_BATCH = 5000  # rows that are held before they are written
_TEXTS = 1000  # articles whose texts are held
_CELL = 32_000  # characters that a spreadsheet's cell takes
_SHEET = 1_048_575  # rows that a sheet takes below its header
_BETWEEN = "; "  # values of a list, where a cell holds but one text
# A spreadsheet runs a cell that starts with one of these as a formula; some also with the wide forms.
_RISKY = frozenset("=+-@\t\r\n＝＋－＠")


def export(
    archive: Archive, form: str, out: Path, record: Path | None = None, as_of: dt.date | None = None
) -> list[Path]:
    """Write the archive under ``out`` (a folder for csv and parquet, a file otherwise) and return the files made.

    ``record`` is where the record over all reports is kept, beside the archive without it. ``as_of`` leaves out what
    was published after that day. ValueError for an unknown format.
    """
    if form not in FORMATS:
        raise ValueError(f"unknown format {form!r}; one of {', '.join(FORMATS)}")
    if form in {"polecat", "gdelt-event"}:
        reports = {r.article.id: r for r in _known(archive, as_of)}
        joined = collate(reports.values(), archive.applied())
        (standards.polecat if form == "polecat" else standards.gdelt)(joined, reports, out)
        return [out]
    if form == "jsonld":
        standards.jsonld(_known(archive, as_of), out)
        return [out]
    if form == "geojson":
        _geojson((row for _, row in _rows(archive, record, as_of) if isinstance(row, TimelineRow)), out)
        return [out]
    if form == "jsonl":
        out.parent.mkdir(parents=True, exist_ok=True)
        with out.open("w", encoding="utf-8") as file:
            file.writelines(report.model_dump_json() + "\n" for report in _known(archive, as_of))
        return [out]
    sinks: dict[str, Callable[[Path], _Sink]] = {"csv": _Csv, "parquet": _Parquet, "xlsx": _Workbook}
    sink = sinks[form](out)
    try:
        for table, row in _rows(archive, record, as_of):
            sink.add(table, row)
    finally:
        made = sink.close()
    return made


def _known(archive: Archive, as_of: dt.date | None) -> Iterator[Report]:
    """The archive's reports, or those that were published up to a day."""
    for report in archive.reports():
        day = report.article.published_date
        if as_of is None or (day is not None and day <= as_of):
            yield report


def _rows(archive: Archive, record: Path | None, as_of: dt.date | None) -> Iterator[tuple[str, Row]]:
    """Every row of every table, with its table's name."""
    articles = {}
    for report in _known(archive, as_of):
        articles[report.article.id] = report.article.model_copy(update={"text": ""})  # not all of them at a time
        yield from of_report(report)
    with Kept.of(archive, record) as kept:
        kept.refresh(archive)
        known = kept if as_of is None else kept.on(as_of)
        yield from of_record(known, articles, lru_cache(_TEXTS)(archive.text), as_of or dt.date.today())


class _Sink(Protocol):
    """Takes the rows of all tables in any order."""

    def add(self, table: str, row: Row) -> None: ...

    def close(self) -> list[Path]:
        """The files made, a table without rows among them."""
        ...


class _Csv:
    """A CSV file for each table: lists as one text, days as ISO 8601, truth as true and false."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._made = [folder / f"{table}.csv" for table in TABLES]
        self._files: list[TextIO] = [path.open("w", encoding="utf-8", newline="") for path in self._made]
        self._writers = {table: csv.writer(file) for table, file in zip(TABLES, self._files, strict=True)}
        for table, writer in self._writers.items():
            writer.writerow(columns(table))

    def add(self, table: str, row: Row) -> None:
        self._writers[table].writerow([_as_text(getattr(row, name)) for name in columns(table)])

    def close(self) -> list[Path]:
        for file in self._files:
            file.close()
        return self._made


def _as_text(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return safe(listed(value) if isinstance(value, tuple) else value)


def listed(values: Sequence[str]) -> str:
    """Several values as one text, "; " between them."""
    return _BETWEEN.join(value.replace(";", ",") for value in values)


def safe(value: Any) -> Any:
    """``value`` so that no spreadsheet takes it for a formula: text that would be one has an apostrophe before it."""
    return "'" + value if isinstance(value, str) and value[:1] in _RISKY else value


class _Parquet:
    """A Parquet file for each table: lists as lists, days as dates."""

    def __init__(self, folder: Path) -> None:
        import pyarrow.parquet as pq

        folder.mkdir(parents=True, exist_ok=True)
        self._made = [folder / f"{table}.parquet" for table in TABLES]
        self._held: dict[str, list[dict[str, Any]]] = {table: [] for table in TABLES}
        self._writers = {
            table: pq.ParquetWriter(path, arrow(table)) for table, path in zip(TABLES, self._made, strict=True)
        }

    def add(self, table: str, row: Row) -> None:
        self._held[table].append({name: getattr(row, name) for name in columns(table)})
        if len(self._held[table]) >= _BATCH:
            self._flush(table)

    def _flush(self, table: str) -> None:
        import pyarrow as pa

        self._writers[table].write_table(pa.Table.from_pylist(self._held[table], schema=arrow(table)))
        self._held[table].clear()

    def close(self) -> list[Path]:
        for table, writer in self._writers.items():
            if self._held[table]:
                self._flush(table)
            writer.close()
        return self._made


class _Workbook:
    """An Excel workbook with a sheet for each table; texts are cut where a cell takes no more."""

    def __init__(self, path: Path) -> None:
        from openpyxl import Workbook

        path.parent.mkdir(parents=True, exist_ok=True)
        self._path, self._book = path, Workbook(write_only=True)
        self._counts = dict.fromkeys(TABLES, 0)
        self._sheets = {table: self._book.create_sheet(table) for table in TABLES}
        for table, sheet in self._sheets.items():
            sheet.freeze_panes = "A2"
            sheet.append([self._cell(table, name, bold=True) for name in columns(table)])

    def add(self, table: str, row: Row) -> None:
        self._counts[table] += 1
        if self._counts[table] > _SHEET:
            raise DragomanError(f"{self._path}: a sheet takes {_SHEET:,} rows, {table} has more; export parquet")
        self._sheets[table].append([self._cell(table, getattr(row, name)) for name in columns(table)])

    def _cell(self, table: str, value: Any, *, bold: bool = False) -> Any:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
        from openpyxl.styles import Font

        value = listed(value) if isinstance(value, tuple) else value
        if not isinstance(value, str):
            return value
        cell = WriteOnlyCell(self._sheets[table], safe(ILLEGAL_CHARACTERS_RE.sub("\ufffd", value)[:_CELL]))
        cell.data_type = "s"  # a text, whatever it begins with
        if bold:
            cell.font = Font(bold=True)
        return cell

    def close(self) -> list[Path]:
        self._book.save(self._path)
        return [self._path]


def _geojson(events: Iterable[TimelineRow], path: Path) -> None:
    """Write the events that have a place as a GeoJSON feature collection (RFC 7946: longitude before latitude)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as file:
        file.write('{"type": "FeatureCollection", "features": [')
        placed = (event for event in events if event.latitude is not None and event.longitude is not None)
        for number, event in enumerate(placed):
            point = {"type": "Point", "coordinates": [event.longitude, event.latitude]}
            about = event.model_dump(mode="json", exclude={"id"})
            feature = {"type": "Feature", "id": event.id, "geometry": point, "properties": about}
            file.write(("," if number else "") + "\n" + json.dumps(feature, ensure_ascii=False))
        file.write("\n]}\n")
