"""The commands that ask an archive, in words and as JSON."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import dragoman
from dragoman.archive import Archive
from dragoman.archive.search import search
from dragoman.cli.main import app
from dragoman.errors import ArchiveError

REPORTS = [
    ("Peru held talks with Chile in Lima on Monday, the Peruvian Foreign Ministry said.", "2025-03-11", "Wire"),
    (
        "Peru opposed the fishing treaty. Peru promised to return the statues to Chile by 1 April 2025.",
        "2025-03-12",
        "Post",
    ),
    ("Peru denied that it held talks with Chile in Lima on Monday.", "2025-03-12", "Herald"),
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
    assert "Peruvian Foreign Ministry" in ask(archive, "sources")


def test_search(archive: Path) -> None:
    assert len(lines(ask(archive, "search", "talks Lima", "--json"))) == 2
    assert len(lines(ask(archive, "search", "talks -denied", "--json"))) == 1
    assert len(lines(ask(archive, "search", '"fishing treaty"', "--json"))) == 1
    assert lines(ask(archive, "search", "talks", "--since", "2025-03-13", "--json")) == []
    with Archive(archive, read_only=True) as store:
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
    bad = CliRunner().invoke(app, ["verdict", str(entry["id"])[:-1] + "9", "kept", "--archive", str(copy)])
    assert "no such commitment" in str(bad.exception)


def test_a_wrong_date_is_a_usage_error(archive: Path) -> None:
    result = CliRunner().invoke(app, ["timeline", "--since", "soon", "--archive", str(archive)])
    assert result.exit_code == 2
