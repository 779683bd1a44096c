"""`dragoman corpus export`: what users have reviewed is a corpus that training takes."""

import datetime as dt
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import dragoman
from dragoman.archive import Archive
from dragoman.archive.reviewed import reviewed
from dragoman.cli.main import app
from dragoman.collation.actors import AddEvent, Check, Recode
from dragoman.model import Modality, Span
from dragoman.training.sides import train

TEXT = "Peru accused Chile of theft on Monday. Police in Lima arrested two sailors. Bolivia praised Togo. A dog barked."


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "a.duckdb"
    with Archive(path) as store:
        store.add(dragoman.read(TEXT, published="2025-03-12"))
        store.add(dragoman.read("Ghana thanked Benin. Rain fell.", published="2025-03-12"))
    return path


def decide(path: Path, by_type: dict[str, object]) -> str:
    """Confirm, correct or reject the event of each type; the article's id."""
    with Archive(path) as store:
        report = next(r for r in store.reports() if r.article.text == TEXT)
        for type_, how in by_type.items():
            id_ = f"{report.article.id}:{next(e.id for e in report.events if e.type == type_)}"
            if isinstance(how, bool):
                store.decide(Check(of="event", item=id_, right=how))
            else:
                store.decide(Recode(account=id_, **how))  # type: ignore[arg-type]
        return report.article.id


def test_what_was_reviewed_is_sure_and_the_rest_optional(archive: Path) -> None:
    id_ = decide(archive, {"ACCUSE": True, "COERCE": False})
    with Archive(archive, read_only=True) as store:
        [row] = list(reviewed(store))
    assert (row["id"], row["text"], row["published"]) == (id_, TEXT, "2025-03-12")
    assert {e["type"]: e["optional"] for e in row["events"]} == {"ACCUSE": False, "SUPPORT": True}
    accuse = row["events"][0]
    assert [TEXT[s:e] for s, e in accuse["trigger"]] == ["accused"]
    assert [a["country"] for a in accuse["actors"]] == ["PER"] and [a["country"] for a in accuse["recipients"]] == [
        "CHL"
    ]
    assert accuse["when"] == ["2025-03-10", "2025-03-10"]


def test_corrections_are_in_the_corpus(archive: Path) -> None:
    said = {"type": "REQUEST", "recipients": ("BOL",), "day": dt.date(2025, 3, 1), "modality": Modality.PLANNED}
    decide(archive, {"ACCUSE": said})
    with Archive(archive, read_only=True) as store:
        event = next(e for [row] in [list(reviewed(store))] for e in row["events"] if not e["optional"])
    assert (event["type"], event["modality"], event["when"]) == ("REQUEST", "planned", ["2025-03-01"] * 2)
    assert [r["country"] for r in event["recipients"]] == ["BOL"]


def test_what_was_added_is_in_the_corpus(archive: Path) -> None:
    with Archive(archive) as store:
        article = next(a for a in store.articles() if store.text(a) == TEXT)
        at = TEXT.index("barked")
        words = Span(start=at, end=at + 6)
        store.decide(AddEvent(article=article, words=words, type="PROTEST", doers=("PER",), modality=Modality.ASSERTED))
        [row] = list(reviewed(store))
    added = next(e for e in row["events"] if e["type"] == "PROTEST")
    assert added["trigger"] == [[words.start, words.end]] and not added["optional"]


def test_the_command_writes_what_training_takes(archive: Path, tmp_path: Path) -> None:
    decide(archive, {"ACCUSE": True, "SUPPORT": True})
    out = tmp_path / "reviewed.jsonl"
    done = CliRunner().invoke(app, ["corpus", "export", str(out), "--archive", str(archive)])
    assert done.exit_code == 0 and "2 of 3 events" in done.output.replace("\n", " "), done.output
    assert len(out.read_text("utf-8").splitlines()) == 1
    assert json.loads(out.read_text("utf-8"))["reviewed"] == 2
    train([out]).save(tmp_path / "sides.npz")
    assert (tmp_path / "sides.npz").stat().st_size > 10_000


def test_nothing_reviewed_is_said(archive: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["corpus", "export", str(tmp_path / "x.jsonl"), "--archive", str(archive)])
    assert done.exit_code != 0 and not (tmp_path / "x.jsonl").exists()
