"""Tables that a terminal can hold, and the same rows as CSV, TSV, Markdown and JSON.

A table never breaks a word. Where the terminal is narrow it leaves out the columns that matter least, and says which;
where even the others do not fit, each row becomes a block with a line a column.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import sys
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Generic, TypeVar

import typer
from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dragoman.cli.console import json_line, printable

T = TypeVar("T")
Value = str | int | float | bool | dt.date | tuple[str, ...] | None
_BETWEEN = 2  # characters between two columns
_LONGEST = 32  # characters: a longer word, such as an address, may be broken
_SHORT = 160  # characters of a cell of a table; the other forms have all
NAME, CHAIN, SENTENCE = 12, 20, 28  # characters below which a column of such words is hard to read


class Form(StrEnum):
    """How an answer is written."""

    text = "text"
    csv = "csv"
    tsv = "tsv"
    md = "md"
    json = "json"


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """A column of a table over items of type ``T``.

    ``value`` is what CSV and the other forms hold, ``shown`` what a table has in its place. Of the columns that a
    narrow terminal cannot hold, those with the highest ``rank`` go first; rank 0 stays. None is narrower than
    ``least`` characters where its cells are longer. One that is only ``drawn`` is in tables alone.
    """

    name: str
    value: Callable[[T], Value]
    shown: Callable[[T], str | Text] | None = None
    rank: int = 0
    least: int = NAME
    right: bool = False
    drawn: bool = False

    def cell(self, item: T) -> Text:
        """What a table shows of ``item``."""
        found = self.shown(item) if self.shown is not None else plain(self.value(item))
        return found if isinstance(found, Text) else Text(short(found))


@dataclass(frozen=True, slots=True)
class View:
    """What a user asks of an answer: its form, the columns by name (all of them where none is named), and ``wide`` for
    a table that is as wide as its words."""

    form: Form = Form.text
    columns: tuple[str, ...] = ()
    wide: bool = False

    @property
    def plain(self) -> bool:
        """Whether nothing is asked, so that a question may answer in its own way."""
        return self == View()

    @classmethod
    def of(cls, form: Form, columns: str | None, wide: bool, json: bool) -> View:
        """From the options of a command; ``columns`` are parted by commas."""
        named = tuple(dict.fromkeys(c.strip() for c in (columns or "").split(",") if c.strip()))
        return cls(Form.json if json else form, named, wide)


def clean(text: str) -> str:
    """One line without control and direction-changing characters."""
    kept = "".join(c if unicodedata.category(c) not in {"Cc", "Cf", "Cs"} else " " for c in text)
    return " ".join(kept.split())


def short(text: str, limit: int = _SHORT) -> str:
    """``text`` on one line, cut between two words where it is longer than ``limit`` characters."""
    text = clean(text)
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    return f"{cut[: cut.rfind(' ')] if ' ' in cut[limit // 2 :] else cut}…"


def plain(value: Value) -> str:
    """A value as people write it: days in ISO 8601, numbers without an exponent."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, int | float):
        return amount(value)
    return ", ".join(value) if isinstance(value, tuple) else f"{value}"


def amount(value: float) -> str:
    """A number as people write it.

    >>> [amount(n) for n in (3_500_000, 1234567, 0.25, 2e9, 14.0)]
    ['3.5 million', '1,234,567', '0.25', '2 billion', '14']
    """
    for size, name in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(value) >= size and round(value / size, 2) * size == value:
            return f"{value / size:,.2f}".rstrip("0").rstrip(".") + f" {name}"
    written = f"{value:,.4f}" if abs(value) < 1 else f"{value:,.2f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def share(value: float) -> str:
    """A share as people write it.

    >>> [share(n) for n in (0.55, 0.125, 1)]
    ['55%', '12.5%', '100%']
    """
    return f"{amount(round(100 * value, 2))}%"


def counted(value: float, words: str) -> str:
    """A number of a report as people write it; one under one that the ``words`` do not write so is a share.

    >>> [counted(0.55, "55 per cent"), counted(0.5, "half"), counted(0.3, "0.3"), counted(3.5e6, "3.5m")]
    ['55%', '50%', '0.3', '3.5 million']
    """
    return share(value) if (0 < value < 1 and "0." not in words) or "%" in words else amount(value)


def write(items: Sequence[T], columns: Sequence[Column[T]], view: View, out: Console, title: str = "") -> None:
    """Print ``items`` in the form, and with the columns, that ``view`` asks for."""
    if view.form is Form.text:
        draw(items, chosen(columns, view), out, title, wide=view.wide)
        return
    data = chosen([c for c in columns if not c.drawn], view)
    names = [c.name for c in data]
    rows = [[c.value(item) for c in data] for item in items]
    if view.form is Form.json:
        for row in rows:
            made = json.dumps(dict(zip(names, row, strict=True)), default=str, ensure_ascii=False)
            sys.stdout.write(json_line(made))
    elif view.form is Form.md:
        sys.stdout.write(printable(_markdown(names, rows)))
    else:
        sys.stdout.write(printable(_separated(names, rows, "," if view.form is Form.csv else "\t")))


def chosen(columns: Sequence[Column[T]], view: View) -> list[Column[T]]:
    """The columns that ``view`` names, in its order; all of them where it names none."""
    known = {c.name: c for c in columns}
    unknown = [name for name in view.columns if name not in known]
    if unknown:
        have = ", ".join(known)
        raise typer.BadParameter(f"no column {unknown[0]!r}; there are {have}", param_hint="--columns")
    if not view.columns:
        return list(columns)
    return [replace(known[name], rank=0) for name in view.columns]  # what is asked for is not left out


def _separated(names: Sequence[str], rows: Iterable[Sequence[Value]], separator: str) -> str:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=separator, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return file.getvalue()


def _cell(value: Value) -> Any:
    """A value for a spreadsheet, which runs a cell of words that starts with one of these as a formula."""
    if isinstance(value, tuple):
        value = "; ".join(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if not isinstance(value, str):
        return value
    value = clean(value)
    return f"'{value}" if value[:1] in {"=", "+", "-", "@"} else value


def _markdown(names: Sequence[str], rows: Iterable[Sequence[Value]]) -> str:
    lines = [names, ["---"] * len(names), *([_marked(plain(value)) for value in row] for row in rows)]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def _marked(text: str) -> str:
    return clean(text).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")


def draw(
    items: Sequence[T], columns: Sequence[Column[T]], out: Console, title: str = "", *, wide: bool = False
) -> None:
    """Print a table that fits the terminal, or is as wide as its words; nothing where there is no item."""
    if title:
        out.print(Text(clean(title), "bold"))
    if not items:
        return
    cells = {c.name: [c.cell(item) for item in items] for c in columns}
    shown = [c for c in columns if any(cell.plain for cell in cells[c.name])]
    needs = {c.name: _need(c, cells[c.name]) for c in shown}
    kept = list(shown)
    while not wide and _width(kept, needs) > out.width:
        rank = max(c.rank for c in kept)
        if not rank:
            _stack(shown, cells, len(items), out)
            return
        kept.remove(next(c for c in reversed(kept) if c.rank == rank))
    _table(kept, cells, needs, out, wide=wide)
    left = [c.name for c in shown if c not in kept and c.name]
    if left:
        out.print(Text(f"not shown: {', '.join(left)} (--wide)", "dim"))


def _need(column: Column[Any], cells: Sequence[Text]) -> int:
    """The least width of a column in which no word is broken and sentences can be read."""
    words = [word for cell in cells for word in cell.plain.split()] + column.name.split()
    longest = min(_LONGEST, max((cell_len(word) for word in words), default=0))
    return min(_natural(column, cells), max(longest, column.least))


def _natural(column: Column[Any], cells: Sequence[Text]) -> int:
    """The width of a column in which every cell is one line."""
    return max(cell_len(line) for text in (column.name, *(c.plain for c in cells)) for line in text.split("\n"))


def _width(columns: Sequence[Column[Any]], needs: dict[str, int]) -> int:
    return sum(needs[c.name] + _BETWEEN for c in columns)


def _table(
    columns: Sequence[Column[Any]], cells: dict[str, list[Text]], needs: dict[str, int], out: Console, *, wide: bool
) -> None:
    natural = {c.name: _natural(c, cells[c.name]) for c in columns}
    widths = natural if wide else _shared(columns, needs, natural, out.width)
    table = Table(box=SIMPLE_HEAD, show_edge=False, padding=(0, _BETWEEN - 1, 0, 0))
    for c in columns:
        table.add_column(c.name, width=widths[c.name], justify="right" if c.right else "left", overflow="fold")
    for row in zip(*(cells[c.name] for c in columns), strict=True):
        table.add_row(*row)
    before = out.width
    out.width = max(before, _width(columns, widths)) if wide else before
    out.print(table)
    out.width = before


def _shared(
    columns: Sequence[Column[Any]], needs: dict[str, int], natural: dict[str, int], width: int
) -> dict[str, int]:
    """Widths of columns: what each needs, and of the rest as much as each can use, the modest first."""
    widths = {c.name: needs[c.name] for c in columns}
    spare = width - _width(columns, widths)
    waiting = sorted(widths, key=lambda name: natural[name] - widths[name])
    while waiting:
        name = waiting.pop(0)
        more = min(natural[name] - widths[name], spare // (len(waiting) + 1))
        widths[name] += more
        spare -= more
    return widths


def _stack(columns: Sequence[Column[Any]], cells: dict[str, list[Text]], count: int, out: Console) -> None:
    """Print each row as a block, a line a column."""
    label = max(len(c.name) for c in columns)
    for at in range(count):
        block = Table.grid(padding=(0, _BETWEEN, 0, 0))
        block.add_column(width=label, style="dim")
        block.add_column(overflow="fold")
        for c in columns:
            if cells[c.name][at].plain:
                block.add_row(c.name, cells[c.name][at])
        out.print(block)
        out.print()
