"""The commands that ask an archive, in words and as JSON."""

import csv
import io
import json
import shutil
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

import dragoman
from dragoman.archive import Archive
from dragoman.cli.main import app
from dragoman.errors import ArchiveError
from dragoman.record import Kept
from dragoman.record.search import search

REPORTS = [
    ("Peru held talks with Chile in Lima on Monday, the Peruvian Foreign Ministry said.", "2025-03-11", "Wire"),
    (
        "Peru opposed the fishing treaty. Peru promised to return the statues to Chile by 1 April 2025.",
        "2025-03-12",
        "Post",
    ),
    ("Peru denied that it held talks with Chile in Lima on Monday.", "2025-03-12", "Herald"),
]


QUESTIONS = [
    ("timeline",),
    ("relations", "PER", "CHL"),
    ("positions",),
    ("ledger",),
    ("conflicts",),
    ("tolls",),
    ("versions",),
    ("sources",),
    ("network",),
    ("groups",),
    ("figures",),
    ("search", "talks"),
    ("actors", "list"),
]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ask") / "a.duckdb"
    with Archive(path) as store:
        for text, day, publisher in REPORTS:
            store.add(dragoman.read(text, published=day, publisher=publisher))
    return path


def ask(archive: Path, *args: str) -> str:
    result = CliRunner().invoke(app, [*args, "--archive", str(archive)], env={"COLUMNS": "160"})
    assert result.exit_code == 0, (result.output, result.exception)
    return result.output


def lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_timeline(archive: Path) -> None:
    events = lines(ask(archive, "timeline", "Peru", "CHL", "--json"))
    assert any(e["type"] == "CONSULT" and e["outlets"] == 2 and e["denying"] == 1 for e in events)
    assert "denied by 1" in ask(archive, "timeline", "PER")
    assert "0 of 0 events" in ask(archive, "timeline", "--until", "2020-01-01")


@pytest.mark.parametrize("question", [("timeline",), ("relations", "PER"), ("positions",), ("ledger",)])
def test_an_actor_that_nobody_has_is_refused(dragoman, archive: Path, question: tuple[str, ...]) -> None:  # type: ignore[no-untyped-def]
    code, said, wrong = dragoman(*question, "Peruvian Foregn Ministri", "--archive", str(archive))
    assert (code, said) == (2, "")
    assert "no such actor: Peruvian Foregn Ministri; did you mean Peruvian Foreign Ministry" in wrong
    assert "`dragoman actors list` names" in dragoman(*question, "Xzqwvk", "--archive", str(archive))[2]


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_answers_in_every_form(dragoman, archive: Path, question: tuple[str, ...]) -> None:  # type: ignore[no-untyped-def]
    where = ("--archive", str(archive))
    table = list(csv.DictReader(io.StringIO(dragoman(*question, "--format", "csv", *where)[1])))
    names = dragoman(*question, "--format", "csv", *where)[1].splitlines()[0].split(",")
    objects = lines(dragoman(*question, "--format", "json", "--columns", ",".join(names), *where)[1])
    assert len(objects) == len(table) and all([*o] == names for o in objects)
    assert dragoman(*question, "--format", "tsv", *where)[1].splitlines()[0].split("\t") == names
    assert dragoman(*question, "--format", "md", *where)[1].splitlines()[0] == f"| {' | '.join(names)} |"
    assert dragoman(*question, "--wide", *where)[0] == 0
    code, _, wrong = dragoman(*question, "--columns", "nonsense", *where)
    assert code == 2 and all(name.split()[0] in wrong for name in names)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: " ".join(q))
def test_every_question_answers_as_of_a_day(archive: Path, question: tuple[str, ...]) -> None:
    def known(day: str) -> list[dict[str, object]]:
        return lines(ask(archive, *question, "--as-of", day, "--json"))

    before, first, last = (known(day) for day in ("2025-03-10", "2025-03-11", "2025-03-12"))
    assert last == lines(
        ask(archive, *question, *(["--on", "2025-03-12"] if question == ("ledger",) else []), "--json")
    )
    if question == ("relations", "PER", "CHL"):
        assert not before[0]["points"]
        return
    assert not before
    assert len(first) <= len(last)


def test_no_question_is_forgotten() -> None:
    from typer.main import get_command

    from dragoman.cli import ask as asking

    assert {q[0] for q in QUESTIONS} >= {str(name) for name in get_command(asking.app).commands}  # type: ignore[attr-defined]


def test_an_actor_and_an_export_as_of_a_day(archive: Path, tmp_path: Path) -> None:
    (entity,) = lines(ask(archive, "actors", "show", "state:CHL", "--as-of", "2025-03-11", "--json"))
    assert entity["reports"] == 1
    refused = CliRunner().invoke(
        app, ["actors", "show", "state:CHL", "--as-of", "2025-03-10", "--archive", str(archive)]
    )
    assert refused.exit_code != 0
    ask(archive, "export", str(tmp_path / "jsonl"), "--format", "jsonl", "--as-of", "2025-03-11")
    assert len((tmp_path / "jsonl").read_text("utf-8").splitlines()) == 1
    ask(archive, "export", str(tmp_path / "csv"), "--format", "csv", "--as-of", "2025-03-10")
    assert all(len(file.read_text("utf-8").splitlines()) <= 1 for file in (tmp_path / "csv").iterdir())


def test_relations_positions_ledger_conflicts_sources(archive: Path) -> None:
    (relation,) = lines(ask(archive, "relations", "PER", "CHL", "--json"))
    assert relation["points"]
    assert "PER – CHL" in ask(archive, "relations", "PER", "CHL", "--by", "month")
    assert "against" in ask(archive, "positions", "PER")
    (entry,) = lines(ask(archive, "ledger", "--on", "2025-03-28", "--json"))
    assert (entry["state"], entry["deadline"]) == ("due", "2025-04-01")
    assert "overdue" in ask(archive, "ledger", "--on", "2025-06-01")
    (conflict,) = lines(ask(archive, "conflicts", "--json"))
    assert conflict["kind"] == "denial"
    assert "whether it happened" in ask(archive, "conflicts")
    assert "Peruvian Foreign Ministry" in ask(archive, "sources", "--wide")


def test_groups_figures_network_and_a_plot(archive: Path, tmp_path: Path) -> None:
    path = tmp_path / "c.duckdb"
    with Archive(path) as store:
        text = "Norway and Sweden are members of the Polar Circle group. More than 40 refugees left Norway for Sweden."
        store.add(dragoman.read(text, published="2025-02-03", publisher="Fjord"))
    members = lines(ask(path, "groups", "--json"))
    assert {m["member"] for m in members} == {"Norway", "Sweden"}
    assert "Polar Circle" in ask(path, "groups")
    with Archive(path) as store:
        text = "Mali was suspended from the African Union on Monday. Finland joined NATO. Peru left the Pacific Group."
        store.add(dragoman.read(text, published="2025-02-04", publisher="Fjord"))
    changed = {(m["member"], m["status"]) for m in lines(ask(path, "groups", "--since", "2025-02-04", "--json"))}
    assert {("Mali", "excluded"), ("Finland", "joined")} <= changed
    ask(path, "figures", "--plot", str(tmp_path / "f.png"))
    assert (tmp_path / "f.png").read_bytes().startswith(b"\x89PNG")
    ask(archive, "network", "--plot", str(tmp_path / "n.svg"))
    assert "PER" in (tmp_path / "n.svg").read_text("utf-8")
    (figure,) = lines(ask(path, "figures", "refugee", "--json"))
    assert (figure["value"], figure["bound"], figure["date"]) == (40, "more than", "2025-02-03")
    assert "more than 40" in ask(path, "figures")
    assert "PER" in ask(archive, "network")
    ask(archive, "relations", "PER", "CHL", "--plot", str(tmp_path / "r.svg"))
    assert "<svg" in (tmp_path / "r.svg").read_text("utf-8")
    bad = CliRunner().invoke(app, ["relations", "PER", "CHL", "--plot", "r.exe", "--archive", str(archive)])
    assert "a plot's file ends in" in str(bad.exception)


def test_exports_that_others_read(archive: Path, tmp_path: Path) -> None:
    import pandas as pd
    import polars as pl

    from dragoman.archive.standards import GDELT, POLECAT

    ask(archive, "export", str(tmp_path / "p.tsv"), "--format", "polecat")
    events = pd.read_csv(tmp_path / "p.tsv", sep="\t")
    assert tuple(events.columns) == POLECAT
    assert "CONSULT" in set(events["Event Type"])
    ask(archive, "export", str(tmp_path / "g.tsv"), "--format", "gdelt-event")
    rows = pl.read_csv(tmp_path / "g.tsv", separator="\t", infer_schema_length=None)
    assert tuple(rows.columns) == GDELT
    assert len(GDELT) == 58
    assert rows["Actor1CountryCode"][0] == "PER"
    ask(archive, "export", str(tmp_path / "c.jsonld"), "--format", "jsonld")
    graph = json.loads((tmp_path / "c.jsonld").read_text("utf-8"))["@graph"]
    claim = next(n for n in graph if n.get("text", "").startswith("Peru held talks"))
    assert claim["creator"]["name"] == "Peruvian Foreign Ministry"
    assert [a["name"] for a in claim["prov:wasAttributedTo"]][-1] == "Wire"


def test_the_views_for_analysts(archive: Path) -> None:
    import duckdb

    with duckdb.connect(str(archive), read_only=True) as db:
        row = db.execute(
            "SELECT type, actor_countries, first_day, publisher FROM event_view WHERE type = 'CONSULT' AND positive"
        ).fetchone()
        assert row is not None
        assert (row[0], row[1], str(row[2]), row[3]) == ("CONSULT", ["PER"], "2025-03-10", "Wire")
        found = db.execute("SELECT source, content FROM attribution_view WHERE publisher = 'Wire'").fetchall()
        assert found[0][0] == "Peruvian Foreign Ministry"
        assert found[0][1].startswith("Peru held talks")
        for view in ("actor_view", "time_view", "quantity_view", "commitment_view"):
            db.execute(f"SELECT * FROM {view}").fetchall()


def test_search(archive: Path) -> None:
    assert len(lines(ask(archive, "search", "talks Lima", "--json"))) == 2
    assert len(lines(ask(archive, "search", "talks -denied", "--json"))) == 1
    assert len(lines(ask(archive, "search", '"fishing treaty"', "--json"))) == 1
    assert lines(ask(archive, "search", "talks", "--since", "2025-03-13", "--json")) == []
    with Kept(f"{archive}.record") as store:
        for hostile in ('text:x" OR 1', "NEAR(a b)", "a*", "'; DROP TABLE article"):
            search(store, hostile)
        with pytest.raises(ArchiveError, match="no word"):
            search(store, '"" *')


def test_corrections_are_kept(archive: Path, tmp_path: Path) -> None:
    copy = tmp_path / "b.duckdb"
    copy.write_bytes(archive.read_bytes())
    event = next(e for e in lines(ask(copy, "timeline", "--json")) if e["type"] == "CONSULT")
    one, other = (a["id"] for a in event["accounts"])  # type: ignore[attr-defined]
    ask(copy, "same", one, other, "--apart", "--reason", "other talks")
    counts = [e["outlets"] for e in lines(ask(copy, "timeline", "--json")) if e["type"] == "CONSULT"]
    assert counts == [1, 1]
    (entry,) = lines(ask(copy, "ledger", "--json"))
    ask(copy, "verdict", str(entry["id"]), "kept")
    assert lines(ask(copy, "ledger", "--json"))[0]["state"] == "kept"
    ask(copy, "recode", one, "--type", "AID", "--recipient", "Bolivia")
    (aid,) = [e for e in lines(ask(copy, "timeline", "--json")) if e["type"] == "AID"]
    assert (aid["recipients"], aid["quad"]) == (["BOL"], 2)
    ask(copy, "recode", one, "--drop")
    assert not [e for e in lines(ask(copy, "timeline", "--json")) if e["type"] == "AID"]
    wrong = CliRunner().invoke(app, ["recode", one, "--type", "TALK", "--archive", str(copy)])
    assert (wrong.exit_code, "no PLOVER type" in wrong.output) == (2, True)
    bad = CliRunner().invoke(app, ["verdict", str(entry["id"])[:-1] + "9", "kept", "--archive", str(copy)])
    assert "no such commitment" in str(bad.exception)


def test_a_wrong_date_is_a_usage_error(archive: Path) -> None:
    result = CliRunner().invoke(app, ["timeline", "--since", "soon", "--archive", str(archive)])
    assert result.exit_code == 2


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="no R here: apt-get install r-base-core")
def test_exports_load_in_r(archive: Path, tmp_path: Path) -> None:
    ask(archive, "export", str(tmp_path / "p.tsv"), "--format", "polecat")
    ask(archive, "export", str(tmp_path / "tables"), "--format", "csv")
    pd = pytest.importorskip("pandas")
    code = f"""
        events <- read.delim("{tmp_path}/p.tsv", quote = "", check.names = FALSE)
        stopifnot("CONSULT" %in% events$`Event Type`, is.numeric(events$Intensity))
        said <- read.csv("{tmp_path}/tables/attributions.csv")
        cat(nrow(events), nrow(said))
    """
    found = subprocess.run(["Rscript", "-e", code], capture_output=True, text=True, check=True).stdout
    events, said = map(int, found.split())
    assert events == len(pd.read_csv(tmp_path / "p.tsv", sep="\t"))
    assert said == len(pd.read_csv(tmp_path / "tables" / "attributions.csv"))
