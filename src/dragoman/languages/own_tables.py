"""Tables of the user's own beside the shipped ones: a CSV file each, in the user's folder for Dragoman."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from dragoman.errors import LexiconError
from dragoman.languages import lexicons


def path(variable: str, name: str) -> Path:
    """Where a table is kept: in the file that the environment variable names, else in ``name`` in the user's folder."""
    named = os.environ.get(variable)
    return Path(named) if named else Path(click.get_app_dir("dragoman")) / name


def read(file: Path, columns: Sequence[str], needed: Sequence[str]) -> list[tuple[dict[str, str], str]]:
    """The rows of a CSV file of these ``columns``, the ``needed`` among them, each with the file and line it is in.

    Values are without blanks at their ends, and "" where there is none. LexiconError says what is wrong.
    """
    try:
        table = csv.DictReader(io.StringIO(file.read_text("utf-8-sig")))
        rows = [(row, f"{file}, line {table.line_num}") for row in table]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise LexiconError(f"{file}: {error}") from error
    names = table.fieldnames or ()
    strange, missing = [c for c in names if c not in columns], [c for c in needed if c not in names]
    if missing or strange:
        wrong = f"has no column {missing[0]}" if missing else f"has a column {strange[0]!r} that is none"
        raise LexiconError(f"{file}: {wrong}; the columns are {', '.join(columns)}")
    return [(_whole(row, columns, where), where) for row, where in rows]


def _whole(row: dict[str, str | None], columns: Sequence[str], where: str) -> dict[str, str]:
    if None in row:
        raise LexiconError(f"{where}: more values than columns; put those that hold a comma in quotation marks")
    found = {column: (row.get(column) or "").strip() for column in columns}
    if not found["name"]:
        raise LexiconError(f"{where}: no name")
    return found


def country(code: str, where: str) -> str:
    """A country's code in capitals, "" for none; LexiconError where no country has it."""
    found = code.upper()
    if found and found not in {row["alpha3"] for row in lexicons.rows("countries.csv")}:
        raise LexiconError(f"{where}: {found!r} is no country known here; give its ISO 3166-1 alpha-3 code")
    return found


def several(names: str) -> tuple[str, ...]:
    """The names in a cell, which bars part: "Tass|ITAR-TASS"."""
    return tuple(name.strip() for name in names.split("|") if name.strip())


def keep(target: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a table, whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    written = target.with_suffix(".new")
    with written.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream, lineterminator="\n")
        table.writerow(columns)
        table.writerows(rows)
    written.replace(target)
