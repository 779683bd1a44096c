"""Killed at any moment of a change, an archive and its record are as before it or as after it, and nothing between."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from dragoman.archive import Archive
from dragoman.collation.actors import Recode
from dragoman.record import Kept
from test_decisions import ACCUSED, TEXT, THREATENED, old_archive, report

pytestmark = pytest.mark.alone  # measures time or needs both cores

KILLS = 6  # of each kind of change; `make killed` does more
MANY = [report(ACCUSED, THREATENED, text=f"{TEXT} Report {n}.") for n in range(12)]
AGAIN = [r.model_copy(update={"reader": r.reader.model_copy(update={"version": "2"})}) for r in MANY]


def added(path: Path) -> None:
    """As `import` and `reread` do: batch by batch."""
    for one in (*MANY[:5], *AGAIN[:5]):
        with Archive(path) as archive:
            archive.add(one)


def decided(path: Path) -> None:
    for n in range(4):
        with Archive(path) as archive:
            archive.decide(Recode(account=f"{MANY[n].article.id}:e1", drop=True), by="Ann")
            archive.undecide(n + 1)


def migrated(path: Path) -> None:
    Archive(path).close()


def recorded(path: Path) -> None:
    with Archive(path, read_only=True) as archive, Kept.of(archive) as kept:
        kept.refresh(archive)


def dated(path: Path) -> None:
    """Dates of articles are learned, which moves their readings and decisions."""
    for n in range(5):
        with Archive(path) as archive:
            archive.add(report(ACCUSED, THREATENED, text=MANY[n].article.text, day="2025-03-01"))


def state(path: Path) -> tuple[object, ...]:
    """All that an archive and its record hold, but for times and marks."""
    with Archive(path, read_only=True) as archive:
        made = [(m.number, m.decision, m.by, m.undone is None, m.doubt) for m in archive.every_decision()]
        readings = [(a, [(r.reader, r.items) for r in archive.readings(a)]) for a in archive.articles()]
        with Kept.of(archive) as kept:
            kept.refresh(archive)
            found = kept.db.execute("SELECT id, event FROM account ORDER BY id").fetchall()
            sources = kept.db.execute("SELECT article FROM reading ORDER BY article").fetchall()
        return readings, made, list(archive.reports()), found, sources


def empty(path: Path) -> None:
    Archive(path).close()


def full(path: Path) -> None:
    with Archive(path) as archive:
        for one in MANY:
            archive.add(one)


def old(path: Path) -> None:
    old_archive(path, MANY[:10], {"kind": "recode", "account": f"{MANY[0].article.id}:e1", "drop": True})


@pytest.mark.parametrize(
    ("begin", "change"), [(empty, added), (full, decided), (old, migrated), (full, recorded), (full, dated)]
)
def test_killed_at_any_moment(tmp_path: Path, begin: Callable[[Path], None], change: Callable[[Path], None]) -> None:
    first, whole, path = (tmp_path / f"{name}.duckdb" for name in ("first", "whole", "killed"))
    begin(first)
    shutil.copy(first, whole)
    began = time.monotonic()
    change(whole)
    longest = time.monotonic() - began
    wanted = state(whole)
    rng = random.Random(3)
    for _ in range(KILLS):
        for file in tmp_path.glob("killed*"):
            file.unlink()
        shutil.copy(first, path)
        child = os.fork()
        if child == 0:
            try:
                change(path)
            finally:
                os._exit(0)
        time.sleep(rng.uniform(0.0, longest))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        state(path)  # it opens, and can be asked
        if change is decided:
            with Archive(path) as archive:
                done = archive.every_decision()
            assert all(m.decision.account == f"{MANY[m.number - 1].article.id}:e1" for m in done)
            continue
        change(path)  # the same again goes on from there
        assert state(path) == wanted
