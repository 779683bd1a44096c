"""Reading with several processes: the same answers in the same order, and a process that dies takes one article."""

import os
import pickle
import signal
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.archive import Archive
from dragoman.archive.rows import Rows, rows_of
from dragoman.cli.main import app
from dragoman.errors import DragomanError, SourceError
from dragoman.model import Article, ReaderKind
from dragoman.reading import MAX_CHARACTERS, read_article
from dragoman.reading.pool import Pool

TEXT = "Report {i}. Peru held talks with Chile in Lima on Monday, the Peruvian Foreign Ministry said."
FAST = ("--reader", "fast")  # which reader it is makes no difference here but in time


def articles(count: int) -> list[Article]:
    return [Article.make(TEXT.format(i=i), publisher="Wire") for i in range(count)]


def test_processes_give_the_same_answers_in_the_same_order() -> None:
    wanted = [*articles(12), Article.make("x" * (MAX_CHARACTERS + 1), title="Long"), *articles(14)[12:]]
    with Pool(2, kind=ReaderKind.FAST) as pool:
        answers = list(pool.read(wanted))
    assert [a.article for a in answers] == wanted
    assert isinstance(answers[12].rows, SourceError) and answers[12].rows.where == "Long"
    assert [a.rows for a in answers if isinstance(a.rows, Rows)] == [
        rows_of(read_article(a, kind=ReaderKind.FAST)) for a in wanted if a.title != "Long"
    ]


def test_a_few_articles_start_no_process() -> None:
    with Pool(4) as pool:
        assert len(list(pool.read(articles(3)))) == 3
        assert pool._workers is None


def test_a_process_that_dies_loses_nothing() -> None:
    wanted = articles(16)
    with Pool(2, kind=ReaderKind.FAST) as pool:
        found = []
        for answer in pool.read(wanted):
            found.append(answer)
            if len(found) == 3:
                assert pool._workers is not None
                os.kill(next(iter(pool._workers._processes)), signal.SIGKILL)
    assert [a.article for a in found] == wanted
    assert all(isinstance(a.rows, Rows) for a in found)


def test_an_error_survives_the_way_between_processes() -> None:
    error = pickle.loads(pickle.dumps(SourceError("a.txt", "is not text")))
    assert (error.where, error.why, str(error)) == ("a.txt", "is not text", "a.txt: is not text")


def test_many_readings_are_kept_at_once_and_once(tmp_path: Path) -> None:
    rows = [rows_of(read_article(a)) for a in articles(5)]
    with Archive(tmp_path / "a.duckdb") as archive:
        assert archive.add_rows([*rows[:3], rows[0]]) == 3
        assert archive.add_rows(rows) == 2
        assert archive.add_rows([]) == 0
        assert archive.counts()["article"] == archive.counts()["reading"] == 5
        one = Archive(tmp_path / "b.duckdb")
        for article in articles(5):
            one.add(read_article(article))
        assert list(one.reports()) == list(archive.reports())
        assert [one.items(k) for k in ("actor", "event")] == [archive.items(k) for k in ("actor", "event")]
        one.close()


def test_the_command_gives_the_same_with_any_number_of_processes(tmp_path: Path) -> None:
    for article in articles(12):
        (tmp_path / f"{article.id}.txt").write_text(article.text, "utf-8")
    outputs = []
    for jobs in ("1", "2"):
        store = tmp_path / f"{jobs}.duckdb"
        result = CliRunner().invoke(app, ["read", str(tmp_path), "-j", jobs, "--archive", str(store), "--json", *FAST])
        assert result.exit_code == 0, result.output
        outputs.append(result.stdout)
    assert outputs[0] == outputs[1] and outputs[0].count("\n") == 12


def test_a_model_that_cannot_be_loaded_ends_the_run_with_its_reason(tmp_path: Path) -> None:
    with pytest.raises(DragomanError, match=r"none\.toml"), Pool(2, lexicon=tmp_path / "none.toml") as pool:
        list(pool.read(articles(12)))
