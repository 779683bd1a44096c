"""A report as tables and as spans that displaCy draws; each reading step as a spaCy component of its own."""

import json

import pytest
import spacy
from spacy import displacy

import dragoman
from dragoman.model import Report

TEXT = (
    "“We will not close <b>a crossing</b>,” Minister Rosa Quispe told reporters. Peru held talks with Chile on Monday."
)


@pytest.fixture(scope="module")
def report() -> Report:
    return dragoman.read(TEXT, published="2025-03-12", publisher="Wire")


def test_tables(report: Report) -> None:
    tables = report.to_arrow()
    assert {"actors", "attributions", "events", "times"} <= tables.keys()
    assert all(table.num_rows == len(getattr(report, name)) for name, table in tables.items())
    event = tables["events"].to_pylist()[0]
    assert event["article"] == report.article.id and json.loads(event["trigger"])
    assert dragoman.read("Nothing.").to_arrow().keys() <= {"actors"}


def test_pandas_and_polars(report: Report) -> None:
    pytest.importorskip("pandas")
    pytest.importorskip("polars")
    frames, lazy = report.to_pandas(), report.to_polars()
    assert frames.keys() == lazy.keys() == report.to_arrow().keys()
    for name, frame in frames.items():
        assert list(frame["id"]) == lazy[name]["id"].to_list() == [r.id for r in getattr(report, name)]


def test_displacy(report: Report) -> None:
    drawn = report.to_displacy()
    said = {s["label"]: " ".join(drawn["tokens"][s["start_token"] : s["end_token"]]) for s in drawn["spans"]}
    assert said["CUE"].startswith("told") and "We will not close" in said["CONTENT"] and said["CONSULT"] == "held talks"
    html = displacy.render(drawn, style="span", manual=True, page=False)
    assert "CONTENT" in html and "<b>a" not in html


@pytest.mark.parametrize(
    "name",
    [
        "paragraphs",
        "time",
        "actors",
        "places",
        "attribution",
        "events",
        "quantities",
        "commitments",
        "stances",
        "memberships",
    ],
)
def test_every_step_is_a_spacy_component(name: str) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe(f"dragoman_{name}")
    assert nlp.has_pipe(f"dragoman_{name}")
