"""The record of a larger archive is brought up to date by another process, whatever happens to that."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from dragoman.archive import Archive
from dragoman.collation.actors import Recode
from dragoman.errors import ArchiveBroken
from dragoman.record import query
from dragoman.web import room as rooms
from dragoman.web.collating import Collating, CollatingFailed
from dragoman.web.room import Room

pytestmark = pytest.mark.alone  # starts processes


def test_a_record_is_built_and_corrected_by_another_process(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rooms, "_FEW", 0)
    path = tmp_path / "a.duckdb"
    path.write_bytes(archive.read_bytes())
    room = Room(path)
    try:
        room.refresh()
        with room.kept() as kept:
            count = query.counts(kept)["reports"]
            assert kept.db.execute("SELECT 1 FROM account").fetchone()
            report = next(r for r in map(kept.report, reports(path)) if r.events)
        assert count == len(reports(path)) and room.updating is None
        pid = room._collating._child.pid
        assert pid is not None and pid != os.getpid()
        account = f"{report.article.id}:{report.events[0].id}"
        room.decide(Recode(account=account, drop=True), None, "Ann", None)
        with room.kept() as kept:
            assert (
                kept.revision() > 0 and not kept.db.execute("SELECT 1 FROM account WHERE id = ?", [account]).fetchall()
            )
        os.kill(pid, signal.SIGKILL)
        room.refresh()  # by a new one
        assert room._collating._child.pid != pid
    finally:
        room._collating.close()


def test_what_goes_wrong_there_is_told_here(tmp_path: Path) -> None:
    (tmp_path / "a.duckdb").write_text("not a database " * 100)
    collating = Collating(tmp_path / "a.duckdb", 0.1)
    try:
        with pytest.raises(ArchiveBroken, match=r"a\.duckdb"):
            collating.refresh(tmp_path / "a.record", lambda *_: None, lambda: False)
        collating.close()
        with pytest.raises(CollatingFailed, match="died"):  # stopped before it has begun
            collating.refresh(tmp_path / "a.record", lambda *_: None, lambda: True)
    finally:
        collating.close()


def reports(path: Path) -> list[str]:
    with Archive(path, read_only=True) as archive:
        return archive.articles()
