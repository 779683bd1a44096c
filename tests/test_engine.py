"""Shards: read by Ray's actors, committed once whatever dies, and the same as the local engine's readings."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from dragoman.archive import Archive
from dragoman.engine import Work, commit, committed, rows_in
from dragoman.errors import ArchiveError

# Needs both cores; where others use them too, Ray takes minutes to start.
pytestmark = [pytest.mark.alone, pytest.mark.timeout(1500)]

COMMAND = [sys.executable, "-m", "dragoman.cli"]
TEXT = "Report {i}. Peru held talks with Chile in Lima on Monday, the Peruvian Foreign Ministry said. "
FAST = ("--reader", "fast")  # which reader it is makes no difference here but in time
SHARDS, ROWS = 24, 4
TRIES = 5  # to meet a run in its midst, wherever the machine is when it should be met


def shards(folder: Path, files: int, rows: int) -> Path:
    folder.mkdir()
    for file in range(files):
        lines = [json.dumps({"text": TEXT.format(i=f"{file}-{i}"), "published": "2025-03-12"}) for i in range(rows)]
        (folder / f"{file:02}.jsonl").write_text("\n".join([*lines, '{"no": "text"}']), "utf-8")
    return folder


def ours() -> dict[str, str]:
    """The environment of a run that starts a Ray of its own.

    Ray gives its workers 15 of niceness: on a machine that is busy they would wait for everybody else, without end.
    """
    return {name: value for name, value in os.environ.items() if name != "RAY_ADDRESS"} | {"RAY_worker_niceness": "0"}


def run(*args: object) -> subprocess.CompletedProcess[str]:
    kind = FAST if args[0] == "read" else ()
    return subprocess.run(
        [*COMMAND, *map(str, args), *kind], capture_output=True, text=True, timeout=1000, check=False, env=ours()
    )


def readings(store: Path) -> list[str]:
    with Archive(store, read_only=True) as archive:
        return sorted(report.model_dump_json() for report in archive.reports())


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """Shards, and what the local engine reads in them."""
    folder = tmp_path_factory.mktemp("engine")
    source = shards(folder / "source", SHARDS, ROWS)
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


def descended(process: int) -> list[int]:
    """The processes that a process started, and those that they did."""
    parents = {}
    for entry in Path("/proc").iterdir():
        try:
            stat = (entry / "stat").read_text() if entry.name.isdigit() else ""
        except OSError:  # it has ended
            continue
        if stat:
            parents[int(entry.name)] = int(stat.rpartition(")")[2].split()[1])
    found, new = [], [process]
    while new:
        new = [child for child, parent in parents.items() if parent in new]
        found += new
    return found


def actors(driver: int) -> list[int]:
    """The processes of a driver's own reading actors: others on this machine may run Ray, too."""
    found = []
    for process in descended(driver):
        with suppress(OSError):
            if re.match(rb"ray::.*(Reader|MapWorker)", Path(f"/proc/{process}/cmdline").read_bytes()):
                found.append(process)
    return found


def whole(out: Path) -> dict[str, int]:
    """The manifests of shards that are committed, and when each was written."""
    return {p.name: p.stat().st_mtime_ns for p in (out / "manifest").glob("[!.]*.json")}


def in_its_midst(source: Path, folder: Path, kill: Callable[[int], bool]) -> tuple[Path, subprocess.Popen[bytes]]:
    """Where a run of the Ray engine writes, and its driver, after ``kill`` hit it while it had shards left."""
    for number in range(TRIES):
        out = folder / f"out{number}"
        command = [*COMMAND, "read", str(source), "--engine", "ray", "--out", str(out), "-j", "2", *FAST]
        driver = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=ours())
        while driver.poll() is None and not whole(out):
            time.sleep(0.01)
        if kill(driver.pid) and len(whole(out)) < SHARDS:
            return out, driver
        driver.wait()
    pytest.fail(f"in {TRIES} tries no run was met in its midst")


def a_worker(driver: int) -> bool:
    for process in actors(driver)[:1]:
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
            return True
    return False


def the_driver(driver: int) -> bool:
    with suppress(ProcessLookupError):
        os.kill(driver, signal.SIGKILL)
        return True
    return False


def test_ray_reads_the_same_though_a_worker_dies(tmp_path: Path, local: tuple[Path, list[str]]) -> None:
    pytest.importorskip("ray")
    source, wanted = local
    out, driver = in_its_midst(source, tmp_path, a_worker)
    assert driver.wait() == 0
    assert run("import", out, "--archive", tmp_path / "a.duckdb").returncode == 0
    assert readings(tmp_path / "a.duckdb") == wanted


def test_a_run_goes_on_though_the_driver_died(tmp_path: Path, local: tuple[Path, list[str]]) -> None:
    pytest.importorskip("ray")
    source, wanted = local
    out, driver = in_its_midst(source, tmp_path, the_driver)
    driver.wait()
    before = whole(out)
    result = run("read", source, "--engine", "ray", "--out", out, "-j", 2)
    assert result.returncode == 0, result.stderr
    after = whole(out)
    assert len(after) == SHARDS and before.items() <= after.items()
    assert run("import", out, "--archive", tmp_path / "a.duckdb").returncode == 0
    assert readings(tmp_path / "a.duckdb") == wanted
