"""Shards: read by Ray's actors, committed once whatever dies, and the same as the local engine's readings."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dragoman.archive import Archive
from dragoman.engine import Work, commit, committed, rows_in
from dragoman.errors import ArchiveError

COMMAND = [sys.executable, "-m", "dragoman.cli"]
TEXT = "Report {i}. Peru held talks with Chile in Lima on Monday, the Peruvian Foreign Ministry said. " * 8


def shards(folder: Path, files: int, rows: int) -> Path:
    folder.mkdir()
    for file in range(files):
        lines = [json.dumps({"text": TEXT.format(i=f"{file}-{i}"), "published": "2025-03-12"}) for i in range(rows)]
        (folder / f"{file:02}.jsonl").write_text("\n".join([*lines, '{"no": "text"}']), "utf-8")
    return folder


def run(*args: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*COMMAND, *map(str, args)], capture_output=True, text=True, timeout=200, check=False)


def readings(store: Path) -> list[str]:
    with Archive(store, read_only=True) as archive:
        return sorted(report.model_dump_json() for report in archive.reports())


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """Twelve shards, and what the local engine reads in them."""
    folder = tmp_path_factory.mktemp("engine")
    source = shards(folder / "source", 12, 25)
    assert run("read", source, "--archive", folder / "local.duckdb").returncode == 1  # a row of each has no text
    return source, readings(folder / "local.duckdb")


def test_a_shard_is_committed_once(tmp_path: Path) -> None:
    source = shards(tmp_path / "source", 1, 3) / "00.jsonl"
    work = Work(tmp_path / "out")
    first = commit(source, work)
    part = tmp_path / "out" / "parts" / f"{first.name}.parquet"
    data, stamp = part.read_bytes(), part.stat().st_mtime_ns
    assert commit(source, work) == first and part.stat().st_mtime_ns == stamp
    assert first.readings == 3 and [why for _, why in first.skipped] != []
    (tmp_path / "out" / "manifest" / f"{first.name}.json").unlink()  # as if the worker had died in between
    assert commit(source, work) == first and part.read_bytes() == data
    assert sum(len(rows) for rows in rows_in(work.out, first)) == 3
    assert not [p for p in (tmp_path / "out").rglob(".*") if p.is_file()]


def test_a_broken_shard_is_named(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="no shards here"):
        committed(tmp_path)
    work = Work(tmp_path / "out")
    shard = commit(shards(tmp_path / "source", 1, 1) / "00.jsonl", work)
    part = tmp_path / "out" / "parts" / f"{shard.name}.parquet"
    part.write_bytes(part.read_bytes()[:50])
    result = run("import", tmp_path / "out", "--archive", tmp_path / "a.duckdb")
    assert result.returncode == 2 and f"{shard.name}.parquet: not a whole shard" in result.stderr
    (tmp_path / "out" / "manifest" / f"{shard.name}.json").write_text("{", "utf-8")
    with pytest.raises(ArchiveError, match="manifest"):
        committed(tmp_path / "out")


def actors() -> list[int]:
    """The processes of Ray's reading actors."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            name = (entry / "cmdline").read_bytes() if entry.name.isdigit() else b""
        except OSError:
            continue
        if re.match(rb"ray::.*(Reader|MapWorker)", name):
            found.append(int(entry.name))
    return found


def started(source: Path, out: Path, least: int) -> subprocess.Popen[bytes]:
    """A run of the Ray engine that has committed some shards."""
    command = [*COMMAND, "read", str(source), "--engine", "ray", "--out", str(out), "-j", "2"]
    driver = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 120
    while len(list((out / "manifest").glob("*.json"))) < least:
        assert driver.poll() is None and time.monotonic() < until
        time.sleep(0.02)
    return driver


def test_ray_reads_the_same_though_a_worker_dies(tmp_path: Path, local: tuple[Path, list[str]]) -> None:
    pytest.importorskip("ray")
    source, wanted = local
    driver = started(source, tmp_path / "out", 1)
    os.kill(actors()[0], signal.SIGKILL)
    assert driver.wait(timeout=150) == 0
    assert run("import", tmp_path / "out", "--archive", tmp_path / "a.duckdb").returncode == 0
    assert readings(tmp_path / "a.duckdb") == wanted


def test_a_run_goes_on_though_the_driver_died(tmp_path: Path, local: tuple[Path, list[str]]) -> None:
    pytest.importorskip("ray")
    source, wanted = local
    driver = started(source, tmp_path / "out", 2)
    driver.kill()
    driver.wait()
    before = {p.name: p.stat().st_mtime_ns for p in (tmp_path / "out" / "manifest").glob("[!.]*.json")}
    assert 2 <= len(before) < 12
    result = run("read", source, "--engine", "ray", "--out", tmp_path / "out", "-j", 2)
    assert result.returncode == 0, result.stderr
    after = {p.name: p.stat().st_mtime_ns for p in (tmp_path / "out" / "manifest").glob("[!.]*.json")}
    assert len(after) == 12 and before.items() <= after.items()
    assert run("import", tmp_path / "out", "--archive", tmp_path / "a.duckdb").returncode == 0
    assert readings(tmp_path / "a.duckdb") == wanted
