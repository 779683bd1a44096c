"""Exports of the archive: whole reports as JSONL, or one flat table per kind as CSV or Parquet."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from dragoman.archive import Archive, standards
from dragoman.archive.rows import ITEMS
from dragoman.collation import collate
from dragoman.frames import flat

FORMATS = ("jsonl", "csv", "parquet", "polecat", "gdelt-event", "jsonld")


def export(archive: Archive, form: str, out: Path) -> list[Path]:
    """Write the archive under ``out`` (a folder for csv and parquet, a file otherwise) and return the files made.

    ValueError for an unknown format. Nested fields are JSON text in CSV and Parquet.
    """
    if form not in FORMATS:
        raise ValueError(f"unknown format {form!r}; one of {', '.join(FORMATS)}")
    if form in {"polecat", "gdelt-event"}:
        reports = {r.article.id: r for r in archive.reports()}
        record = collate(reports.values(), [decision for _, decision, _, _ in archive.decisions()])
        (standards.polecat if form == "polecat" else standards.gdelt)(record, reports, out)
        return [out]
    if form == "jsonld":
        standards.jsonld(archive.reports(), out)
        return [out]
    if form == "jsonl":
        out.parent.mkdir(parents=True, exist_ok=True)
        with out.open("w", encoding="utf-8") as file:
            file.writelines(report.model_dump_json() + "\n" for report in archive.reports())
        return [out]
    out.mkdir(parents=True, exist_ok=True)
    made = []
    for kind, name in ITEMS.items():
        rows = [flat(item) for item in archive.items(kind)]
        if not rows:
            continue
        made.append(out / f"{name}.{form}")
        (_write_csv if form == "csv" else _write_parquet)(rows, made[-1])
    return made


def _safe(value: Any) -> Any:
    # A spreadsheet runs a cell that starts with one of these as a formula.
    return "'" + value if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t", "\r"} else value


def _write_csv(rows: list[dict[str, Any]], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows({k: _safe(v) for k, v in row.items()} for row in rows)


def _write_parquet(rows: list[dict[str, Any]], path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.Table.from_pylist(rows), path)
