"""The kept record knows its archive: rebuilt when in doubt, never at the cost of another program's file."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from dragoman.archive import Archive
from dragoman.errors import RecordDamaged, RecordError
from dragoman.record import Kept
from test_decisions import FIRST, report


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.duckdb"
    with Archive(path) as archive:
        archive.add(FIRST)
        with Kept.of(archive) as kept:
            kept.refresh(archive)
    return path


def record(path: Path) -> Path:
    return Path(f"{path}.record")


def accounts(path: Path) -> int:
    with Archive(path, read_only=True) as archive, Kept.of(archive) as kept:
        kept.refresh(archive)
        return int(kept.db.execute("SELECT count(*) FROM account").fetchone()[0])


def header_gone(file: Path) -> None:
    file.write_bytes(b"\x00" * 100 + file.read_bytes()[100:])


def middle_gone(file: Path) -> None:
    data = file.read_bytes()
    file.write_bytes(data[:8192] + b"\xff" * 40_000 + data[48_192:])


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:20_000])


def table_gone(file: Path) -> None:
    with sqlite3.connect(file) as db:
        db.execute("DROP TABLE account")


def reading_gone(file: Path) -> None:
    with sqlite3.connect(file) as db:
        db.execute("DELETE FROM reading")


def mark_changed(file: Path) -> None:
    with sqlite3.connect(file) as db:
        db.execute("UPDATE reading SET mark = 'other'")


@pytest.mark.parametrize("harm", [header_gone, middle_gone, cut, table_gone, reading_gone, mark_changed])
def test_a_damaged_record_is_built_anew(path: Path, harm: Callable[[Path], None]) -> None:
    harm(record(path))
    assert accounts(path) == 2
    assert accounts(path) == 2


def test_damage_that_a_question_meets_ends_the_record_and_not_the_archive(path: Path) -> None:
    with sqlite3.connect(record(path)) as db:
        db.execute("UPDATE report SET record = x'00'")
    with pytest.raises(RecordDamaged), Kept(record(path)) as kept:
        kept.report(FIRST.article.id)
    assert not record(path).exists()
    assert accounts(path) == 2


def test_the_record_of_another_archive_is_not_believed(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "b.duckdb"
    with Archive(other) as archive:
        archive.add(report(text=FIRST.article.text + " More."))
        archive.add(report())
    record(path).rename(record(other))
    assert accounts(other) == 0


def test_an_archive_put_back_from_a_copy_is_followed(path: Path) -> None:
    copy = path.read_bytes()
    with Archive(path) as archive:
        archive.add(report(FIRST.events[0], version="2"))
    assert accounts(path) == 1
    path.write_bytes(copy)
    with Archive(path) as archive:
        archive.add(report(version="3"))  # the same article, the same number, another reading
    assert accounts(path) == 0


def test_readings_still_in_the_write_ahead_log_are_seen(path: Path) -> None:
    child = os.fork()
    if child == 0:
        with Archive(path) as archive:
            archive.add(report(*FIRST.events, text=FIRST.article.text + " More."))
            os.kill(os.getpid(), signal.SIGKILL)  # before the log is put into the file
    os.waitpid(child, 0)
    assert Path(f"{path}.wal").stat().st_size
    assert accounts(path) == 4


@pytest.mark.parametrize("kind", ["sqlite", "text", "newer"])
def test_a_file_of_another_program_is_never_touched(path: Path, kind: str) -> None:
    file = record(path)
    if kind == "newer":
        with sqlite3.connect(file) as db:
            db.execute("PRAGMA user_version = 9999")
    else:
        file.unlink()
    if kind == "sqlite":
        with sqlite3.connect(file) as db:
            db.execute("CREATE TABLE reading (mine TEXT)")
            db.execute("INSERT INTO reading VALUES ('kept')")
    if kind == "text":
        file.write_text("my notes")
    before = file.read_bytes()
    assert accounts(path) == 2  # from a record that lasts as long as the question
    assert file.read_bytes() == before
    with pytest.raises(RecordError), Kept(file):
        pass


WRITER = """
import sys
from dragoman.record import Kept

for number in range(150):
    with Kept(sys.argv[1]) as kept:  # the last connection of this process, each time
        for at in range(40):
            kept._set(f"filler {at}", f"{number} " * 2000)
"""


def test_processes_that_come_and_go_do_no_harm_to_the_record(path: Path) -> None:
    """To close a file ends all locks of a process on it: the record's is opened by nothing but SQLite."""
    file = record(path)
    with Kept(file) as held:
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(file)])
        asked = 0
        while writer.poll() is None:
            with Kept(file) as kept:
                assert not kept.is_new and kept.db.execute("SELECT count(*) FROM account").fetchone() == (2,)
                kept.db.execute("SELECT sum(length(value)) FROM meta").fetchone()
            held.db.execute("SELECT sum(length(value)) FROM meta").fetchone()
            asked += 1
        assert writer.returncode == 0 and asked > 20
    with Kept(file) as kept:
        assert kept.db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert kept.db.execute("SELECT count(*) FROM account").fetchone() == (2,)


READ_ONLY = """
import os, sys
from typer.testing import CliRunner
from dragoman.cli.main import app

def ask(path):
    return CliRunner().invoke(app, ["timeline", "PER", "--json", "--archive", path])

assert ask(sys.argv[1]).exit_code == 0  # everything is loaded
if os.geteuid() == 0:
    os.seteuid(65534)  # the superuser may write anywhere
print(ask(sys.argv[2]).output)
"""


@pytest.mark.parametrize("kept", [True, False])
def test_every_question_works_where_nothing_may_be_written(path: Path, kept: bool) -> None:
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        closed = Path(folder, "closed")
        shutil.copytree(path.parent, closed)
        if not kept:
            record(closed / path.name).unlink()
        before = sorted((file.name, file.read_bytes()) for file in closed.iterdir())
        for place, mode in ((Path(folder), 0o755), (closed, 0o555), *((file, 0o444) for file in closed.iterdir())):
            place.chmod(mode)
        command = [sys.executable, "-c", READ_ONLY, str(path), str(closed / path.name)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
        assert done.stdout.count('"type": "ACCUSE"') >= 1, done
        closed.chmod(0o755)
        assert sorted((file.name, file.read_bytes()) for file in closed.iterdir()) == before


def test_the_record_may_be_kept_elsewhere(path: Path, tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from dragoman.cli.main import app

    record(path).unlink()
    elsewhere = tmp_path / "elsewhere.record"
    done = CliRunner().invoke(app, ["--record", str(elsewhere), "timeline", "PER", "--archive", str(path)])
    assert done.exit_code == 0, done.output
    assert elsewhere.exists() and not record(path).exists()
