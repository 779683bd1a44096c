"""What is exported can be used: whole rows, typed columns, a documented schema, and the program's own answers."""

import csv
import datetime as dt
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from dragoman.archive import Archive
from dragoman.archive.export import FORMATS, export, listed, safe
from dragoman.archive.table_rows import of_report
from dragoman.archive.tables import TABLES, columns
from dragoman.cli.main import app
from dragoman.demo import bundled
from dragoman.model import Article, ReaderKind
from dragoman.reading import read_article

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tools"))
import schema  # noqa: E402


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("exports") / "a.duckdb"
    with Archive(path) as store:
        for article in bundled():
            store.add(read_article(article, kind=ReaderKind.FAST))
    return path


@pytest.fixture(scope="module")
def made(archive: Path) -> Path:
    folder = archive.parent
    with Archive(archive, read_only=True) as store:
        for form in ("csv", "parquet"):
            assert [p.stem for p in export(store, form, folder / form)] == list(TABLES)
        export(store, "xlsx", folder / "a.xlsx")
        export(store, "geojson", folder / "a.geojson")
    return folder


def from_csv(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / "csv" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def asked(archive: Path, *words: str) -> list[dict[str, Any]]:
    found = CliRunner().invoke(app, [*words, "--json", "--archive", str(archive)])
    assert found.exit_code == 0, found.output
    return [json.loads(line) for line in found.stdout.splitlines()]


def many(value: str) -> set[str]:
    return set(value.split("; ")) - {""}


ALL = ("--limit", "100000")
# Twelve questions: to the terminal, to the CSV files (all is text there), and to the Parquet files through pandas.
QUESTIONS: dict[str, tuple[Callable[[Path], Any], Callable[[Path], Any], Callable[[Path], Any]]] = {
    "how many reports": (
        lambda a: asked(a, "info")[0]["counts"]["article"],
        lambda f: len(from_csv(f, "articles")),
        lambda f: len(frame(f, "articles")),
    ),
    "how many reports of each outlet": (
        lambda a: asked(a, "info")[0]["publisher"],
        lambda f: Counter(row["publisher"] for row in from_csv(f, "articles")),
        lambda f: frame(f, "articles")["publisher"].value_counts().to_dict(),
    ),
    "what happened between two states": (
        lambda a: {e["id"] for e in asked(a, "timeline", "PER", "CHL", *ALL)},
        lambda f: {
            r["id"] for r in from_csv(f, "timeline") if {"PER", "CHL"} <= many(r["doers"]) | many(r["recipients"])
        },
        lambda f: {
            r.id for r in frame(f, "timeline").itertuples() if {"PER", "CHL"} <= {*r.doers, *r.recipients}
        },
    ),
    "which events somebody denies": (
        lambda a: {e["id"] for e in asked(a, "timeline", *ALL) if e["denying"]},
        lambda f: {r["id"] for r in from_csv(f, "timeline") if int(r["denying"])},
        lambda f: set(frame(f, "timeline").query("denying > 0")["id"]),
    ),
    "which have two independent sources": (
        lambda a: {e["id"]: e["independent"] for e in asked(a, "timeline", *ALL) if e["independent"] > 1},
        lambda f: {r["id"]: int(r["independent"]) for r in from_csv(f, "timeline") if int(r["independent"]) > 1},
        lambda f: frame(f, "timeline").query("independent > 1").set_index("id")["independent"].to_dict(),
    ),
    "where accounts contradict": (
        lambda a: sorted((c["kind"], c["about"]) for c in asked(a, "conflicts", *ALL)),
        lambda f: sorted((r["kind"], r["about"]) for r in from_csv(f, "conflicts")),
        lambda f: sorted(frame(f, "conflicts")[["kind", "about"]].itertuples(index=False, name=None)),
    ),
    "who promised or threatened what by when": (
        lambda a: {(e["id"], e["action"], e["deadline"] or "", e["state"]) for e in asked(a, "ledger", *ALL)},
        lambda f: {(r["id"], r["words"], r["deadline"], r["state"]) for r in from_csv(f, "ledger")},
        lambda f: {
            (r.id, r.words, r.deadline.isoformat() if r.deadline else "", r.state)
            for r in frame(f, "ledger").itertuples()
        },
    ),
    "who is for and against what": (
        lambda a: {
            (p["actor"], p["matter"], s["position"], s["article"])
            for p in asked(a, "positions", *ALL)
            for s in p["stands"]
        },
        lambda f: {(r["actor"], r["matter"], r["position"], r["article"]) for r in from_csv(f, "positions")},
        lambda f: set(
            frame(f, "positions")[["actor", "matter", "position", "article"]].itertuples(index=False, name=None)
        ),
    ),
    "who is cited how often": (
        lambda a: {
            s["source"]: s["citations"] for which in ((), ("--others",)) for s in asked(a, "sources", *which, *ALL)
        },
        lambda f: {r["source"]: int(r["citations"]) for r in from_csv(f, "sources")},
        lambda f: frame(f, "sources").set_index("source")["citations"].to_dict(),
    ),
    "who stands in the middle": (
        lambda a: {n["actor"]: n["events"] for n in asked(a, "network", *ALL)},
        lambda f: dict(
            sum(
                (Counter({r["one"]: int(r["events"]), r["other"]: int(r["events"])}) for r in from_csv(f, "network")),
                Counter[str](),
            )
        ),
        lambda f: (
            frame(f, "network")
            .melt("events", ["one", "other"], value_name="actor")
            .groupby("actor")["events"]
            .sum()
            .to_dict()
        ),
    ),
    "who belongs to which group": (
        lambda a: {(m["member"], m["group"], m["status"]) for m in asked(a, "groups", *ALL)},
        lambda f: {(r["member"], r["group"], r["status"]) for r in from_csv(f, "groups")},
        lambda f: set(frame(f, "groups")[["member", "group", "status"]].itertuples(index=False, name=None)),
    ),
    "which numbers are given": (
        lambda a: sorted((n["what"], n["value"], n["bound"], n["article"]) for n in asked(a, "figures", *ALL)),
        lambda f: sorted((r["what"], float(r["value"]), r["bound"], r["article"]) for r in from_csv(f, "figures")),
        lambda f: sorted(
            frame(f, "figures")[["what", "value", "bound", "article"]].itertuples(index=False, name=None)
        ),
    ),
}  # fmt: skip


def frame(folder: Path, table: str) -> pd.DataFrame:
    return pd.read_parquet(folder / "parquet" / f"{table}.parquet")


@pytest.mark.parametrize("question", QUESTIONS)
def test_terminal_csv_and_pandas_answer_alike(archive: Path, made: Path, question: str) -> None:
    terminal, text, pandas = QUESTIONS[question]
    answer = terminal(archive)
    assert answer, "the bundled reports have an answer to each question"
    assert text(made) == answer
    assert pandas(made) == answer


@pytest.fixture(scope="module")
def in_r(made: Path) -> Path:
    """The folder of R's answers, a file for each question."""
    folder = made / "r"
    folder.mkdir()
    command = ["Rscript", str(ROOT / "tests" / "questions.R"), str(made / "csv"), str(folder)]
    subprocess.run(command, check=True, env={**os.environ, "LC_ALL": "C.UTF-8"})
    return folder


def as_rows(answer: Any) -> list[tuple[str, ...]]:
    """An answer as rows of text in one order, as R writes them."""
    if isinstance(answer, int):
        return [(str(answer),)]
    rows = answer.items() if isinstance(answer, dict) else answer
    cells = [(row,) if isinstance(row, str) else row for row in rows]
    return sorted(tuple(f"{cell:g}" if isinstance(cell, float) else str(cell) for cell in row) for row in cells)


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="no R here: apt-get install r-base-core")
@pytest.mark.parametrize("question", QUESTIONS)
def test_r_answers_alike(made: Path, in_r: Path, question: str) -> None:
    _, text, _ = QUESTIONS[question]
    with (in_r / f"{question}.csv").open(encoding="utf-8", newline="") as file:
        found = [tuple(row) for row in csv.reader(file)][1:]
    if question == "which numbers are given":
        found = [(what, f"{float(value):g}", bound, article) for what, value, bound, article in found]
    assert sorted(found) == as_rows(text(made))


def test_every_row_says_where_it_stands(archive: Path, made: Path) -> None:
    texts = {row["article"]: row["text"] for row in from_csv(made, "articles")}
    with Archive(archive, read_only=True) as store:
        sentences = {(r.article.id, e.id): e.sentence.of(r.article.text) for r in store.reports() for e in r.events}
    for table in ("attributions", "events", "quantities", "commitments", "stances", "times", "actors"):
        rows = from_csv(made, table)
        assert rows, table
        for row in rows:
            text = texts[row["article"]]
            assert row["sentence"] in text or row["sentence"][1:] in text, row
            assert row["chain"].split("; ")[-1] == row["publisher"]
            words = row["words"].lstrip("'").split(" … ")
            assert all(part.replace(",", ";") in text.replace(",", ";") for part in words)
            if table == "events":
                assert row["sentence"] == sentences[row["article"], row["id"]]


def test_a_sentence_ends_where_it_ends() -> None:
    text = 'Mr. Cole of the U.S. Army said: "We left." He gave no reason.\nPeru denied it! Chile did not.'
    report = read_article(Article.make(text, publisher="Wire"), kind=ReaderKind.FAST)
    found = {row.sentence for _, row in of_report(report) if hasattr(row, "sentence")}
    assert found <= {
        'Mr. Cole of the U.S. Army said: "We left."',
        "He gave no reason.",
        "Peru denied it!",
        "Chile did not.",
    }
    assert len(found) >= 2


def test_lists_are_lists_and_codes_are_text_in_parquet(made: Path) -> None:
    table = pq.read_table(made / "parquet" / "events.parquet")
    assert (
        str(table.schema.field("actors").type).startswith("list<") and str(table.schema.field("cameo").type) == "string"
    )
    assert str(table.schema.field("first").type) == "date32[day]"
    assert any(code.startswith("0") for code in table["cameo"].to_pylist())
    assert all(isinstance(names, list) for names in table["actors"].to_pylist())
    for name in TABLES:
        assert tuple(pq.read_schema(made / "parquet" / f"{name}.parquet").names) == columns(name)


def test_the_workbook(made: Path) -> None:
    from openpyxl import load_workbook

    book = load_workbook(made / "a.xlsx", read_only=True)
    assert book.sheetnames == list(TABLES)
    rows = list(book["events"].iter_rows(values_only=True))
    assert rows[0] == columns("events") and len(rows) == len(from_csv(made, "events")) + 1
    codes = {row[rows[0].index("cameo")] for row in rows[1:]}
    assert all(isinstance(code, str) for code in codes) and any(code.startswith("0") for code in codes)
    days = [row[rows[0].index("published")] for row in rows[1:]]
    assert all(isinstance(day, dt.datetime) for day in days)


def test_placed_events_are_a_map(made: Path) -> None:
    found = json.loads((made / "a.geojson").read_text("utf-8"))
    placed = {r["id"]: r for r in from_csv(made, "timeline") if r["latitude"]}
    assert {f["id"] for f in found["features"]} == set(placed) and placed
    for feature in found["features"]:
        longitude, latitude = feature["geometry"]["coordinates"]
        row = placed[feature["id"]]
        assert (str(longitude), str(latitude)) == (row["longitude"], row["latitude"])
        assert feature["properties"]["sentence"] and feature["properties"]["chain"]


HOSTILE = "=cmd|'/C calc'!A0"


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    text = f"{HOSTILE} Peru accused Chile of spying on Monday, the Peruvian Foreign Ministry said."
    article = Article.make(text, title="+1+1\x07", publisher="@SUM(1)", author="\t=1", url="-1")
    with Archive(tmp_path / "a.duckdb") as store:
        store.add(read_article(article, kind=ReaderKind.FAST))
        made = export(store, "csv", tmp_path / "csv")
        export(store, "xlsx", tmp_path / "a.xlsx")
    cells = [c for path in made for row in csv.reader(path.open(encoding="utf-8", newline="")) for c in row]
    book = load_workbook(tmp_path / "a.xlsx")
    every = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in every if cell.data_type == "f"]
    cells += [cell.value for cell in every if isinstance(cell.value, str)]
    risky = [c for c in cells if c[:1] in set("=+-@\t\r\n") and not c.lstrip("-").replace(".", "").isdigit()]
    assert not risky and f"'{HOSTILE}" in {cell[: len(HOSTILE) + 1] for cell in cells}
    assert safe(-3.5) == -3.5 and safe("＝1") == "'＝1" and listed(("a;b", "c")) == "a,b; c"


def test_the_schemas_in_the_docs_are_those_of_the_code() -> None:
    for name, found in schema.schemas().items():
        text = (schema.FOLDER / name).read_text("utf-8")
        assert text == schema.written(found), f"docs/schema/{name} is old: run python tools/schema.py"
        assert isinstance(json.loads(text)["version"], int)
    described = json.loads((schema.FOLDER / "tables.json").read_text("utf-8"))["$defs"]
    assert set(described) == set(TABLES)
    assert all(tuple(table["properties"]) == columns(name) for name, table in described.items())


def test_the_views_name_and_quote(archive: Path, made: Path) -> None:
    with duckdb.connect(str(archive), read_only=True) as db:
        events = db.execute(
            "SELECT article_id, id, actors, recipients, words, sentence, chain FROM event_view"
        ).fetchall()
        said = db.execute("SELECT article_id, id, source, content, sentence, chain FROM attribution_view").fetchall()
        promised = db.execute("SELECT actors, words, sentence, publisher FROM commitment_view").fetchall()
        for view in ("stance", "membership", "quantity", "poll"):
            assert db.execute(f"SELECT words, sentence, chain, headline, url FROM {view}_view").fetchall(), view
    rows = {(r["article"], r["id"]): r for r in from_csv(made, "events")}
    assert len(events) == len(rows) and any(len(event[2]) for event in events)
    for article, id_, actors, recipients, words, sentence, chain in events:
        row = rows[article, id_]
        assert [listed(names) for names in (actors, recipients, chain)] == [
            row["actors"],
            row["recipients"],
            row["chain"],
        ]
        assert (words, sentence) == (row["words"].split(" … ")[0], row["sentence"])
    quoted = {(r["article"], r["id"]): r for r in from_csv(made, "attributions")}
    for article, id_, source, content, sentence, chain in said:
        row = quoted[article, id_]
        assert (safe(source), listed(chain)) == (row["source"], row["chain"])
        assert content in sentence and row["words"].startswith(safe(content))
    assert promised and all(words in sentence and publisher for _, words, sentence, publisher in promised)


def test_info_for_programs(archive: Path) -> None:
    (about,) = asked(archive, "info")
    assert about["schema_version"] == 1 and about["counts"]["article"] == len(about["articles"])
    assert about["first_published"] <= about["last_published"] and about["undated"] == 0
    assert sum(about["publisher"].values()) == about["counts"]["article"]


def test_all_formats_are_known_to_the_command(archive: Path, tmp_path: Path) -> None:
    from dragoman.cli.main import Format

    assert [form.value for form in Format] == list(FORMATS)
    with Archive(archive, read_only=True) as store, pytest.raises(ValueError, match="unknown format"):
        export(store, "exe", tmp_path / "x")


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="no R here: apt-get install r-base-core")
def test_the_example_for_r(made: Path) -> None:
    page = (ROOT / "docs" / "guide" / "data.md").read_text("utf-8")
    code = page.split("```r\n")[1].split("```")[0].replace("tables/", f"{made}/csv/")
    found = subprocess.run(["Rscript", "-e", code], capture_output=True, text=True, check=True).stdout
    assert "Andean Wire" in found
