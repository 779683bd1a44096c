"""Dates at the ends of the calendar, as other programs write for "none", cost nobody else an answer."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from dragoman.archive import Archive
from dragoman.cli.main import Format, app
from dragoman.model import Article, Granularity, Report, Span, When
from dragoman.web.app import create
from test_decisions import ACCUSED, TEXT, THREATENED, report

ENDS = (dt.date.min, dt.date(1, 1, 7), dt.date.max, dt.date(9999, 12, 25))


def dated(day: dt.date, number: int) -> Report:
    """A report of another program: published on ``day``, of acts and a deadline that are then, too."""
    made = report(ACCUSED, THREATENED, text=f"{TEXT} Report {number}.")
    when = When(
        id="t1",
        spans=(Span(start=0, end=4),),
        value=f"{day:%Y}",
        start=dt.date.min,
        end=day,
        granularity=Granularity.DAY,
        confidence=1.0,
    )
    return made.model_copy(
        update={
            "article": Article.make(made.article.text, publisher=f"Post {number}", published=day),
            "times": (when,),
            "events": tuple(e.model_copy(update={"when": "t1"}) for e in made.events),
            "commitments": tuple(c.model_copy(update={"deadline": "t1"}) for c in made.commitments),
        }
    )


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ends") / "a.duckdb"
    with Archive(path) as store:
        for number, day in enumerate(ENDS):
            store.add(dated(day, number))
        store.add(report(ACCUSED, THREATENED, day="2025-03-01"))
        store.add(report(ACCUSED, day="2025-03-02", text=f"{TEXT} And more."))
    return path


QUESTIONS = (
    "timeline",
    "timeline PER --since 2025-01-01",
    "timeline --until 0001-01-02",
    "timeline --as-of 2025-03-01",
    "timeline --as-of 0001-01-01",
    "timeline --as-of 9999-12-31",
    "ledger",
    "conflicts",
    "relations PER CHL",
    "relations PER CHL --by day",
    "relations PER CHL --by month",
    "positions",
    "network",
    "sources",
    "groups",
    "figures",
    "tolls",
    "search Chile",
    "actors list",
    "info",
)


@pytest.mark.parametrize("form", [(), ("--json",)])
@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_is_answered(archive: Path, question: str, form: tuple[str, ...]) -> None:
    done = CliRunner().invoke(app, [*question.split(), *form, "--archive", str(archive)])
    assert done.exit_code == 0, (done.output, done.exception)
    assert "left out" not in done.output


def test_the_others_are_in_the_answer(archive: Path) -> None:
    done = CliRunner().invoke(app, ["timeline", "--since", "2025-01-01", "--json", "--archive", str(archive)])
    events = [json.loads(line) for line in done.stdout.splitlines()]
    assert {"ACCUSE", "THREATEN"} <= {event["type"] for event in events}


def test_each_report_is_shown(archive: Path) -> None:
    with Archive(archive, read_only=True) as store:
        ids = store.articles()
    assert len(ids) == len(ENDS) + 2
    for id_ in ids:
        assert CliRunner().invoke(app, ["show", id_, "--archive", str(archive)]).exit_code == 0


@pytest.mark.parametrize("form", list(Format))
def test_every_export_is_written(archive: Path, tmp_path: Path, form: Format) -> None:
    done = CliRunner().invoke(app, ["export", str(tmp_path / "out"), "--format", form, "--archive", str(archive)])
    assert done.exit_code == 0, (done.output, done.exception)
    assert done.stdout.strip()


PAGES = (
    *("events", "histogram", "conflicts", "tolls", "positions", "commitments", "groups", "sources", "relays"),
    *("citations", "network", "map", "actors", "review", "decisions", "reports", "relations/PER/CHL"),
    *("suggest?q=pe", "search?q=Chile", "export/events", "export/commitments"),
)


def test_the_page_follows_and_answers(archive: Path) -> None:
    with TestClient(create(archive), base_url="http://127.0.0.1") as room:
        room.app.state.room.refresh()  # type: ignore[attr-defined]
        assert room.get("/api/v1/info").json()["trouble"] is None
        for page in PAGES:
            assert room.get(f"/api/v1/{page}").status_code == 200, page
