"""What the page of a report can put right, the terminal can: add what was missed, and correct what was misread."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dragoman.archive import Archive
from dragoman.cli.main import app
from dragoman.model import Article, ReaderKind, Report
from dragoman.reading import read_article
from dragoman.record import Kept

TEXT = (
    "LIMA - Peru accused Chile of theft on Monday, Foreign Minister Rosa Quispe said. At least 12 boats were seized."
    "\n\n"
    "The wreck changed hands in Tacna. The wreck is old, said the harbour master. Quispe said the port will open."
)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "a.duckdb"
    with Archive(path) as store:
        article = Article.make(TEXT, published=dt.date(2025, 3, 12), publisher="Lake Herald")
        store.add(read_article(article, kind=ReaderKind.FAST))
    return path


def run(archive: Path, *words: str) -> Result:
    return CliRunner().invoke(app, [*words, "--archive", str(archive)])


def now(archive: Path) -> Report:
    """The report as it stands corrected."""
    with Archive(archive) as store, Kept.of(store) as kept:
        kept.refresh(store)
        return kept.report(store.articles()[0])


def test_an_event_that_was_missed_is_added(archive: Path) -> None:
    id_ = now(archive).article.id
    options = ["--type", "COOPERATE", "--doer", "Peru", "--recipient", "CHL", "--day", "2025-03-09", "--place", "Tacna"]
    done = run(archive, "add-event", id_[:6], "changed  hands", *options, "--certainty", "planned", "--by", "Ines")
    assert done.exit_code == 0, done.output
    [event] = [e for e in now(archive).events if e.id.startswith("xe")]
    assert (event.type, event.modality, event.place) == ("COOPERATE", "planned", "Tacna")
    assert (event.actor_countries, event.recipient_countries) == (("PER",), ("CHL",))
    assert now(archive).words(event.trigger) == "changed hands"
    listed = json.loads(run(archive, "decisions", "--json").output.splitlines()[0])
    assert "Ines" in listed and {"add_event"} <= {one["kind"] for one in listed if isinstance(one, dict)}


def test_an_attribution_that_was_missed_is_added(archive: Path) -> None:
    id_ = now(archive).article.id
    done = run(
        archive, "add-attribution", id_, "The wreck changed hands", "--source", "harbour master", "--cue", "said"
    )
    assert done.exit_code == 0, done.output
    [added] = [a for a in now(archive).attributions if a.id.startswith("xa")]
    assert (added.chain[0].label, now(archive).words(added.cue)) == ("harbour master", "said")
    assert added.cue[0].start == TEXT.index("said."), "the nearest of three"


def test_an_attribution_gets_another_source_and_content(archive: Path) -> None:
    report = now(archive)
    read = next(a for a in report.attributions if "accused" in report.words(a.content))
    named = f"{report.article.id[:8]}:{read.id}"
    assert run(archive, "reattribute", named, "--source", "Chile", "--content", "Peru accused Chile").exit_code == 0
    put_right = next(a for a in now(archive).attributions if a.id == read.id)
    assert now(archive).words(put_right.content) == "Peru accused Chile"
    assert put_right.chain[0].label == "Chile"


def test_a_number_is_put_right(archive: Path) -> None:
    report = now(archive)
    named = f"{report.article.id}:{report.quantities[0].id}"
    assert run(archive, "recount", named, "--value", "14", "--bound", "more than").exit_code == 0
    number = now(archive).quantities[0]
    assert (number.value, number.bound) == (14, "more than")


def test_an_item_is_checked(archive: Path) -> None:
    report = now(archive)
    event = next(e for e in report.events if e.type == "ACCUSE")
    assert run(archive, "check", f"{report.article.id[:8]}:{event.id}", "wrong").exit_code == 0
    shown = map(json.loads, run(archive, "timeline", "--json").output.splitlines())
    assert "ACCUSE" not in [one["type"] for one in shown]
    assert "no such event" in str(run(archive, "check", f"{report.article.id}:z9", "right").exception)


def test_a_recode_gives_certainty_day_country_and_place(archive: Path) -> None:
    report = now(archive)
    account = f"{report.article.id}:{next(e.id for e in report.events if e.type == 'ACCUSE')}"
    options = ["--certainty", "possible", "--day", "2025-03-01", "--country", "CHL", "--place", "Arica"]
    assert run(archive, "recode", account, *options).exit_code == 0
    found = map(json.loads, run(archive, "timeline", "--json").output.splitlines())
    [event] = [one for one in found if one["type"] == "ACCUSE"]
    assert (event["first"], event["country"], event["place"]) == ("2025-03-01", "CHL", "Arica")
    assert event["accounts"][0]["modality"] == "possible"
    assert run(archive, "recode", account, "--country", "XYZ").exit_code == 2


def test_words_that_stand_often_or_nowhere_are_refused(archive: Path) -> None:
    id_ = now(archive).article.id
    often = run(archive, "add-event", id_, "The wreck", "--type", "AID")
    assert f"--at: {TEXT.index('The wreck')}, {TEXT.rindex('The wreck')}" in str(often.exception)
    second = str(TEXT.rindex("The wreck"))
    assert run(archive, "add-event", id_, "The wreck", "--type", "AID", "--at", second).exit_code == 0
    assert "does not have the words" in str(run(archive, "add-event", id_, "The cliff", "--type", "AID").exception)
    assert run(archive, "add-event", id_, "120-99999", "--type", "AID").exit_code != 0
    assert run(archive, "add-event", id_, "is old", "--type", "TALK").exit_code == 2
