"""Kill -9 the commands themselves in the midst of what they do, many times, and compare with a run that was let be.

    python tests/kills.py [KILLS] [--seconds S] [--seed N] [--kinds KIND ...]

KILLS (200) are shared by `read -j 2`, `import`, `reread`, an upgrade of an old archive, and corrections. After each the
archive must open, hold every reading and decision that it held before, none twice and none that the undisturbed run has
not; then the same command goes on, and in the end archive and record are as the undisturbed run left them. A command
that came to its end before it could be killed is not counted. `--seconds` ends the whole earlier. The processes that
`read -j 2` starts are forks here, as they have the model already, which would else be most of what is killed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import dragoman.archive.batches as batches
from dragoman.archive import Archive
from dragoman.cli.main import app
from dragoman.engine import Work, commit
from dragoman.model import ReaderKind
from dragoman.reading import pool, read
from test_decisions import TEXT, old_archive
from test_killed import MANY, state

ARTICLES = 24
PIECES = 3  # readings that are kept at a time, so that there is a midst
LOOK = 0.01  # seconds between two looks whether a command has begun to write
FOUND = Path(__file__).parents[1] / "build" / "kills"
START = 300.0  # seconds that a command has until then


@dataclass
class Kind:
    """A command, the archive that it begins with, and what to type."""

    name: str
    begin: Callable[[Path], None]
    args: Callable[[Path], list[list[str]]]  # several commands are typed one after the other
    goes_on: bool = True  # killed, the next one goes on from there; else it begins anew


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("kills", nargs="?", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=float("inf"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kinds", nargs="*", default=[])
    asked = parser.parse_args()
    batches._BATCH = PIECES
    pool.get_context = lambda _: get_context("fork")  # type: ignore[attr-defined]  # the model is there already
    read("Peru said so.")  # the model is loaded once, and each command that reads in its own process has it
    with tempfile.TemporaryDirectory() as folder:
        kinds = [kind for kind in kinds_in(Path(folder)) if kind.name in asked.kinds or not asked.kinds]
        hunts = [Hunt(kind, Path(folder, kind.name), random.Random(f"{asked.seed}{kind.name}")) for kind in kinds]
        until = time.monotonic() + asked.seconds
        for hunt in turns(hunts, asked.kills):
            if time.monotonic() > until:
                break
            hunt.tries += 1
            hunt.kill()
            kills, tries = sum(one.kills for one in hunts), sum(one.tries for one in hunts)
            print(f"{kills} kills after {tries} tries", end="\r", flush=True)
        for hunt in hunts:
            hunt.finish()
            print(f"{hunt.kills:>4} kills of {hunt.kind.name}: nothing lost, nothing doubled, the same in the end")
        print(f"{sum(hunt.kills for hunt in hunts)} kills in all")
    return 0


def turns(hunts: list[Hunt], kills: int) -> Iterator[Hunt]:
    """The one with the fewest tries next, until there were so many kills in all."""
    while sum(hunt.kills for hunt in hunts) < kills:
        yield min(hunts, key=lambda hunt: hunt.tries)


class Hunt:
    """The kills of one kind of command, and the archives that they leave."""

    def __init__(self, kind: Kind, folder: Path, rng: random.Random) -> None:
        folder.mkdir()
        self.kind, self.rng, self.kills, self.tries = kind, rng, 0, 0
        self.first, self.path = folder / "first.duckdb", folder / "killed.duckdb"
        self.seen = folder / "seen"
        kind.begin(self.first)
        whole = folder / "whole.duckdb"
        shutil.copy(self.first, whole)
        began = time.monotonic()
        child = started(kind, whole)
        written(whole, child)
        begun = time.monotonic()
        os.waitpid(child, 0)
        self.all, self.last = time.monotonic() - began, time.monotonic() - begun
        self.wanted, self.every = bare(state(whole)), readings(whole)
        assert self.wanted != bare(state(self.first)) or kind.name == "upgrade", kind.name
        self.again()

    def again(self) -> None:
        for file in self.path.parent.glob("killed*"):
            file.unlink()
        shutil.copy(self.first, self.path)
        self.known: set[str] = readings(self.path) if self.kind.name != "upgrade" else set()

    def kill(self) -> None:
        """One try; what is found wrong is kept in build/kills as it was found."""
        try:
            self._kill()
        except BaseException:
            shutil.copytree(self.seen, FOUND / f"{self.kind.name}-{self.tries}", dirs_exist_ok=True)
            raise

    def _kill(self) -> None:
        """Kill the command at any moment, or while it writes; where it was quicker, begin anew."""
        child = started(self.kind, self.path)
        if self.rng.random() < 0.5:
            time.sleep(self.rng.uniform(0.0, self.all))
        else:
            written(self.path, child)
            time.sleep(self.rng.uniform(0.0, self.last))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            assert bare(state(self.path)) == self.wanted, self.kind.name
            self.again()
            return
        self.kills += 1
        shutil.rmtree(self.seen, ignore_errors=True)
        self.seen.mkdir()
        for file in self.path.parent.glob("killed*"):
            shutil.copy(file, self.seen)
        now = readings(self.path)
        assert self.known <= now, f"{self.kind.name}: {len(self.known - now)} readings lost"
        assert now <= self.every, f"{self.kind.name}: {len(now - self.every)} readings come from nowhere"
        self.known = now
        made = decisions(self.path)
        assert made == [one[:3] for one in self.wanted[2]][: len(made)], f"{self.kind.name}: {made}"
        if not self.kind.goes_on:
            self.again()

    def finish(self) -> None:
        """Let the command come to its end."""
        os.waitpid(started(self.kind, self.path), 0)
        assert bare(state(self.path)) == self.wanted, self.kind.name


def started(kind: Kind, path: Path) -> int:
    """The process of the command on an archive."""
    child = os.fork()
    if child == 0:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in range(3):
            os.dup2(nowhere, stream)
        try:
            for args in kind.args(path):
                app(args, standalone_mode=False)
        finally:
            os._exit(0)
    return child


def written(path: Path, child: int) -> None:
    """Wait until the command has begun to write, or has ended."""
    before, until = stamp(path), time.monotonic() + START
    while stamp(path) == before and not ended(child):
        assert time.monotonic() < until
        time.sleep(LOOK)


def ended(child: int) -> bool:
    return Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()[0] == "Z"


def stamp(path: Path) -> tuple[int, ...]:
    files = [file for file in (path, Path(f"{path}.wal"), Path(f"{path}.record")) if file.exists()]
    return tuple(file.stat().st_mtime_ns for file in files)


def readings(path: Path) -> set[str]:
    """Every reading, as JSON of its report; each is there once."""
    with Archive(path, read_only=True) as archive:
        kept = [(a, r.reader, r.number) for a in archive.articles() for r in archive.readings(a)]
        assert len(kept) == len({one[:2] for one in kept}), kept
        return {archive.reading(a, number).model_dump_json() for a, _, number in kept}


def decisions(path: Path) -> list[tuple[Any, ...]]:
    """The number, content and maker of every decision."""
    with Archive(path, read_only=True) as archive:
        return [(made.number, made.decision, made.by) for made in archive.every_decision()]


def bare(found: tuple[Any, ...]) -> tuple[Any, ...]:
    """A state without what a run that was killed may have in another order."""
    kept, decisions, reports, accounts, sources = found
    return (
        sorted(report.model_dump_json() for report in reports),
        sorted(map(repr, kept)),
        decisions,
        sorted(accounts),
        sources,
    )


def kinds_in(folder: Path) -> list[Kind]:
    """The five kinds, over articles that a folder gets."""
    source = folder / "source.jsonl"
    lines = [{"text": f"Report {n}. {TEXT}", "published": "2025-03-12"} for n in range(ARTICLES)]
    source.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    shards = Work(folder / "shards", kind=ReaderKind.FAST)
    for part in range(4):
        piece = folder / f"piece{part}.jsonl"
        piece.write_text("\n".join(map(json.dumps, lines[part::4])), "utf-8")
        commit(piece, shards)

    def command(*args: str) -> Callable[[Path], list[list[str]]]:
        return lambda path: [[*args, "--archive", str(path)]]

    def corrected(path: Path) -> list[list[str]]:
        accounts = [f"{one.article.id}:e1" for one in MANY[:4]]
        made = [["recode", account, "--drop", "--by", "Ann"] for account in accounts]
        taken = [["undo", str(number)] for number in (1, 3)]
        return [[*args, "--archive", str(path)] for args in (*made, *taken, ["timeline"])]

    return [
        Kind("read", empty, command("read", str(source), "-j", "2", "--reader", "fast")),
        Kind("import", empty, command("import", str(shards.out))),
        Kind("reread", unread, command("reread", "--all", "-j", "1", "--reader", "fast")),
        Kind("upgrade", old, command("decisions"), goes_on=False),
        Kind("correction", full, corrected, goes_on=False),
    ]


def empty(path: Path) -> None:
    Archive(path).close()


def unread(path: Path) -> None:
    """Reports of an earlier version that saw nothing."""
    with Archive(path) as archive:
        for one in MANY:
            archive.add(one.model_copy(update={"events": (), "commitments": ()}))


def full(path: Path) -> None:
    with Archive(path) as archive:
        for one in MANY:
            archive.add(one)


def old(path: Path) -> None:
    old_archive(path, MANY, {"kind": "recode", "account": f"{MANY[0].article.id}:e1", "drop": True})


if __name__ == "__main__":
    sys.exit(main())
