"""The archive keeps every reading once, whole, and says so when a file is not an archive."""

from pathlib import Path

import duckdb
import pandas as pd
import pytest

import dragoman
from dragoman import Archive
from dragoman.archive.export import export
from dragoman.errors import ArchiveError

TEXT = "Peru accused Chile of spying on Monday. “It is not true,” Chilean President Ana Rojas said."


@pytest.fixture(scope="module")
def report() -> dragoman.Report:
    return dragoman.read(TEXT, published="2024-05-08", publisher="=Test")


def test_reading_twice_changes_nothing(tmp_path: Path, report: dragoman.Report) -> None:
    with Archive(tmp_path / "a.duckdb") as archive:
        assert archive.add(report)
        before = archive.counts()
        assert not archive.add(report)
        assert archive.counts() == before
        assert archive.report(report.article.id[:6]) == report
    assert before["article"] == 1
    assert before["event"] >= 1


def test_a_new_reader_is_kept_beside_the_old_one(tmp_path: Path, report: dragoman.Report) -> None:
    newer = report.model_copy(update={"reader": report.reader.model_copy(update={"version": "9.9"}), "events": ()})
    with Archive(tmp_path / "a.duckdb") as archive:
        archive.add(report)
        archive.add(newer)
        assert archive.counts()["reading"] == 2
        assert archive.counts()["event"] == 0
        assert archive.report(report.article.id) == newer


def test_a_crash_while_writing_keeps_nothing_of_the_report(
    tmp_path: Path, report: dragoman.Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.duckdb"
    broken = report.model_copy(update={"events": (report.events[0], report.events[0])})  # one key twice
    with Archive(path) as archive, pytest.raises(duckdb.Error):
        archive.add(broken)
    with Archive(path) as archive:
        assert set(archive.counts().values()) == {0}
        assert archive.add(report)


def test_a_block_that_is_damaged_is_said_in_one_line(tmp_path: Path, report: dragoman.Report) -> None:
    whole, path = tmp_path / "whole.duckdb", tmp_path / "a.duckdb"
    with Archive(whole) as archive:
        archive.add(report)
    data = whole.read_bytes()
    refused = 0
    for at in range(3 * 4096, len(data), len(data) // 40):
        path.write_bytes(data[:at] + bytes([data[at] ^ 255]) + data[at + 1 :])
        try:
            with Archive(path, read_only=True) as archive:
                archive.counts(), list(archive.reports()), archive.titles(), archive.readers()
        except ArchiveError as error:
            refused += 1
            assert "\n" not in f"{error}"
    assert refused


def test_what_is_no_archive(tmp_path: Path) -> None:
    other = tmp_path / "other.duckdb"
    duckdb.connect(str(other)).execute("CREATE TABLE x (y INT)").close()
    (tmp_path / "text.duckdb").write_text("not a database " * 100)
    for path in (other, tmp_path / "text.duckdb"):
        with pytest.raises(ArchiveError, match=path.name):
            Archive(path)
    with pytest.raises(ArchiveError, match="no archive here"):
        Archive(tmp_path / "none.duckdb", read_only=True)


def test_exports_load_elsewhere(tmp_path: Path, report: dragoman.Report) -> None:
    with Archive(tmp_path / "a.duckdb") as archive:
        archive.add(report)
        (jsonl,) = export(archive, "jsonl", tmp_path / "r.jsonl")
        assert dragoman.Report.model_validate_json(jsonl.read_text()) == report
        for form, load in (("csv", pd.read_csv), ("parquet", pd.read_parquet)):
            made = export(archive, form, tmp_path / form)
            events = load(next(p for p in made if p.stem == "events"))
            assert list(events["type"]) == [e.type for e in report.events]
