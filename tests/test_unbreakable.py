"""Runs that are killed, files that others hold, disks that are full; and the same input gives the same bytes."""

import json
import os
import resource
import stat
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dragoman.archive import Archive
from dragoman.archive.export import export

TEXT = "Report {i}. Peru held talks with Chile in Lima on Monday, the Peruvian Foreign Ministry said."
COMMAND = [sys.executable, "-m", "dragoman.cli"]
KILLED = """
import os, random, signal, sys, time
from pathlib import Path
import dragoman.archive.batches as batches
from dragoman.cli.reading import Job
from dragoman.archive import Archive
from dragoman.model import Article, ReaderKind
from dragoman.reading import read_article
from dragoman.sources import Options

source, store = Path(sys.argv[1]), Path(sys.argv[2])
read_article(Article.make("Peru said so."), kind=ReaderKind.FAST)  # the model is loaded once, and each child has it
batches._BATCH = 3
rng = random.Random(7)
kills = 0
while kills < 30:
    child = os.fork()
    if child == 0:
        with Job(lexicon=None, as_json=False, archive=store, kind=ReaderKind.FAST) as job:
            job.read([source], Options())
        os._exit(0)
    time.sleep(rng.uniform(0.0, 0.12))
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        kills += 1
    else:
        store.unlink()  # it came to its end: begin again
        Path(f"{store}.wal").unlink(missing_ok=True)
print(kills)
"""


def rows(path: Path, count: int) -> Path:
    lines = [json.dumps({"text": TEXT.format(i=i), "published": "2025-03-12"}) for i in range(count)]
    path.write_text("\n".join(lines), "utf-8")
    return path


def run(*args: object, **options: object) -> subprocess.CompletedProcess[str]:
    kind = ("--reader", "fast") if args[0] == "read" else ()
    return subprocess.run([*COMMAND, *map(str, args), *kind], capture_output=True, text=True, timeout=120, **options)


def test_a_reader_killed_30_times_loses_and_doubles_nothing(tmp_path: Path) -> None:
    source, store = rows(tmp_path / "a.jsonl", 40), tmp_path / "a.duckdb"
    script = tmp_path / "killed.py"
    script.write_text(KILLED, "utf-8")
    done = subprocess.run(
        [sys.executable, str(script), str(source), str(store)], capture_output=True, text=True, timeout=280
    )
    assert done.stdout.strip().endswith("30"), done.stderr[-2000:]
    assert run("read", source, "--archive", store, "-j", 1).returncode == 0
    assert run("read", source, "--archive", tmp_path / "whole.duckdb", "-j", 1).returncode == 0
    with Archive(store, read_only=True) as killed, Archive(tmp_path / "whole.duckdb", read_only=True) as whole:
        assert killed.counts() == whole.counts()
        assert list(killed.reports()) == list(whole.reports())


def test_an_archive_that_another_program_writes_to(tmp_path: Path) -> None:
    source, store = rows(tmp_path / "a.jsonl", 1), tmp_path / "a.duckdb"
    with Archive(store):
        result = run("read", source, "--archive", store, "--wait", "1")
    assert result.returncode == 2 and result.stderr.count("\n") == 1
    assert "cannot open the archive" in result.stderr
    with ThreadPoolExecutor(1) as other:
        with Archive(store):
            waiting = other.submit(run, "read", source, "--archive", store)
            time.sleep(5)
        assert waiting.result().returncode == 0  # it waited


def test_a_full_disk_loses_nothing_that_was_kept(tmp_path: Path) -> None:
    store = tmp_path / "a.duckdb"
    assert run("read", rows(tmp_path / "a.jsonl", 3), "--archive", store, "-j", 1).returncode == 0
    room = 100_000  # bytes of a file, the log of what is not yet in the archive included
    more = rows(tmp_path / "b.jsonl", 100)

    def little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    result = run("read", more, "--archive", store, "-j", 1, preexec_fn=little_room)
    assert result.returncode == 2, result.stderr
    assert "Traceback" not in result.stderr and "disk full" in result.stderr
    with Archive(store) as archive:
        kept = archive.counts()["article"]
    assert kept >= 3
    assert run("read", more, "--archive", store, "-j", 1).returncode == 0
    with Archive(store, read_only=True) as archive:
        assert archive.counts()["article"] == 100


def test_a_folder_that_may_not_be_written_to(tmp_path: Path) -> None:
    source = rows(tmp_path / "a.jsonl", 1)
    result = run("read", source, "--archive", tmp_path / "none" / "a.duckdb")
    assert result.returncode == 2 and "cannot open the archive" in result.stderr and "Traceback" not in result.stderr
    if os.geteuid() != 0:  # the superuser may write anywhere
        closed = tmp_path / "closed"
        closed.mkdir()
        closed.chmod(stat.S_IRUSR | stat.S_IXUSR)
        assert run("read", source, "--archive", closed / "a.duckdb").returncode == 2


def test_a_file_that_vanishes_is_named(tmp_path: Path) -> None:
    result = run("read", rows(tmp_path / "a.jsonl", 1), tmp_path / "gone.txt", "--archive", tmp_path / "a.duckdb")
    assert result.returncode == 1 and "gone.txt: no such file" in result.stderr


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet", "geojson", "polecat", "gdelt-event", "jsonld"])
def test_the_same_input_gives_the_same_bytes(tmp_path: Path, form: str, two: tuple[Path, Path]) -> None:
    made = []
    for path in two:
        out = tmp_path / path.stem / ("out" if form in {"csv", "parquet"} else "out.txt")
        out.parent.mkdir()
        with Archive(path, read_only=True) as archive:
            made.append({file.name: file.read_bytes() for file in export(archive, form, out)})
    assert made[0] == made[1] and all(made[0].values())


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The same reports read by one process, and by two in the other order."""
    folder = tmp_path_factory.mktemp("same")
    source = rows(folder / "a.jsonl", 8)
    turned = folder / "b.jsonl"
    turned.write_text("\n".join(reversed(source.read_text("utf-8").split("\n"))), "utf-8")
    paths = folder / "one.duckdb", folder / "two.duckdb"
    for path, jobs, file in zip(paths, (1, 2), (source, turned), strict=True):
        assert run("read", file, "--archive", path, "-j", jobs).returncode == 0
    return paths
