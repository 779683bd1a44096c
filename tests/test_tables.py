"""Tables that a terminal can hold: no word is broken, and what does not fit is left out or stacked."""

import csv
import doctest
import io
import json

import pytest
import typer
from rich.console import Console

from dragoman.cli import render, tables
from dragoman.cli.tables import CHAIN, SENTENCE, Column, Form, View, draw, short, write

Row = tuple[str, str, str, float]
ROWS: list[Row] = [
    ("Peruvian Foreign Ministry", "2025-06-18", "The recipients of the notification were unidentified.", 3_500_000),
    ("Chile", "2025-03-01", "=SUM(A1) is no formula | here", 0.5),
    ("Commonwealth Secretariat", "", "Neighbourhood", 12),
]
COLUMNS: list[Column[Row]] = [
    Column("according to", lambda r: r[0], least=CHAIN),
    Column("day", lambda r: r[1]),
    Column("content", lambda r: r[2], least=SENTENCE),
    Column("recipient", lambda r: r[0], rank=2),
    Column("value", lambda r: r[3], rank=1, right=True),
]
WORDS = {word for row in ROWS for cell in row[:3] for word in cell.split()}


def printed(width: int, rows: list[Row] = ROWS, *, wide: bool = False) -> str:
    out = Console(file=io.StringIO(), width=width)
    draw(rows, COLUMNS, out, "A title", wide=wide)
    file = out.file
    assert isinstance(file, io.StringIO)
    return file.getvalue()


@pytest.mark.parametrize("width", [200, 120, 100, 80, 70, 60, 50, 40, 30])
def test_no_word_is_broken_and_no_line_is_too_long(width: int) -> None:
    said = printed(width)
    assert all(len(line) <= width for line in said.splitlines())
    assert set(said.split()) >= WORDS


def test_columns_go_by_rank_and_are_named() -> None:
    assert "not shown" not in printed(130)
    assert "recipient " not in printed(80).splitlines()[1] and "3.5 million" in printed(80)
    assert "not shown: recipient (--wide)" in printed(80)
    assert "3.5 million" not in printed(65)
    assert "not shown: recipient, value (--wide)" in printed(65)


def test_what_does_not_fit_at_all_is_stacked_with_everything() -> None:
    said = printed(45)
    assert "not shown" not in said and "3.5 million" in said
    assert [line.split()[0] for line in said.splitlines() if line.startswith("day")] == ["day", "day"]  # one is empty


def test_wide_holds_every_cell_on_one_line() -> None:
    lines = printed(40, wide=True).splitlines()
    assert any("Peruvian Foreign Ministry" in line and "3.5 million" in line for line in lines)


def test_an_address_that_no_terminal_holds_is_broken_and_nothing_else() -> None:
    rows = [("https://example.org/" + "a" * 200, "2025-06-18", "Recipients answered", 1.0)]
    said = printed(80, rows)
    assert "2025-06-18" in said and "Recipients answered" in said and all(len(x) <= 80 for x in said.splitlines())


def test_no_row_prints_no_table() -> None:
    assert printed(80, []).strip() == "A title"


def written(capsys: pytest.CaptureFixture[str], form: Form, columns: tuple[str, ...] = ()) -> str:
    write(ROWS, COLUMNS, View(form, columns), Console(file=io.StringIO()))
    return capsys.readouterr().out


def test_csv_and_tsv_hold_plain_values_and_no_formula(capsys: pytest.CaptureFixture[str]) -> None:
    for form, separator in ((Form.csv, ","), (Form.tsv, "\t")):
        rows = list(csv.DictReader(io.StringIO(written(capsys, form)), delimiter=separator))
        assert [row["value"] for row in rows] == ["3500000", "0.5", "12"]
        assert rows[1]["content"] == "'=SUM(A1) is no formula | here"


def test_markdown_rows_have_the_columns_that_are_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    lines = written(capsys, Form.md, ("day", "content")).splitlines()
    assert lines[0] == "| day | content |" and len(lines) == 2 + len(ROWS)
    assert "formula \\| here" in lines[3]


def test_json_lines_have_them_too(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [json.loads(line) for line in written(capsys, Form.json, ("value", "day")).splitlines()]
    assert rows[0] == {"value": 3500000, "day": "2025-06-18"} and list(rows[0]) == ["value", "day"]


def test_an_unknown_column_names_those_there_are() -> None:
    with pytest.raises(typer.BadParameter, match=r"no column 'dya'; there are according to, day, content"):
        write(ROWS, COLUMNS, View(Form.csv, ("dya",)), Console())


def test_a_control_character_of_an_article_stays_a_character(capsys: pytest.CaptureFixture[str]) -> None:
    row = ("a\x1b]0;x\x07", "2025-01-01", "b\u202ec", 1.0)
    for form in (Form.csv, Form.tsv, Form.md, Form.json):
        write([row], COLUMNS, View(form), Console(file=io.StringIO()))
        said = capsys.readouterr().out
        assert "\x1b" not in said and "\u202e" not in said and "\x07" not in said


def test_a_long_cell_is_cut_between_words() -> None:
    assert short("one two three four", 12) == "one two…"
    assert short("a" * 20, 12) == "a" * 11 + "…"
    assert short("one two", 12) == "one two"


@pytest.mark.parametrize("module", [tables, render])
def test_the_examples_in_the_code(module: object) -> None:
    found = doctest.testmod(module)  # type: ignore[arg-type]
    assert found.attempted and not found.failed
