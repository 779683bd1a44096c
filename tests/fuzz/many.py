"""Give every entry its share of INPUTS changed seeds, and count what was done, so that runs add up.

    python tests/fuzz/many.py [--inputs N] [--seed N] [--minutes M] [--kept FILE] [TARGET ...]

Every entry gets a 300th of INPUTS at least; what is left of them goes to those that take the least time, up to a 15th
for each. The file says how many each has had, and how many seconds of the processor that took. Input K of a target is
always the same for a seed and the same files in seeds/, so that a run goes on where the last one stopped and what was
found can be made again: `--again TARGET K`. Needs nothing but the program, unlike run.py, which is guided by coverage.
A defect is an exception that is no DragomanError, a process that dies, or more than 10 s of the processor; one that was
mended is said to be by hand in the file ("mended": the day).
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import logging
import multiprocessing
import resource
import shutil
import sys
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import targets
from changes import made

from dragoman.bounds import limit_memory

SEEDS = Path(__file__).parent / "seeds"
KEPT = Path(__file__).parents[2] / "benchmarks" / "results" / "fuzz.json"
FOUND = Path("build/fuzz/many")
TURN = 60.0  # seconds of the processor for one target at a time, so that none waits for another's share
LONGEST = 10.0  # seconds of the processor for one input
HANGS = 300.0  # seconds without an answer, on a machine that does other things too
LEAST = 300  # the part of all inputs that an entry gets at least
MOST = 15  # and at most
LOADED = ("reading", "french")  # models that all turns share; what starts threads must not be there before a fork
Found = dict[str, Any]
Entry = dict[str, float]  # "done" inputs in "seconds" of the processor


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("targets", nargs="*")
    parser.add_argument("--inputs", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=2)
    parser.add_argument("--minutes", type=float, default=60 * 24)
    parser.add_argument("--kept", type=Path, default=KEPT)
    parser.add_argument("--again", nargs=2, metavar=("TARGET", "K"))
    asked = parser.parse_args()
    if asked.again:
        name, number = asked.again
        targets.check(name, made(seeds_of(name), f"{asked.seed}:{name}:{number}"))
        return 0
    logging.disable(logging.CRITICAL)  # what libraries say of broken files takes longer than to read them
    try:
        return run(asked.targets or list(targets.TARGETS), asked)
    finally:
        shutil.rmtree(targets.FOLDER, ignore_errors=True)


def run(names: list[str], asked: argparse.Namespace) -> int:
    """Turn by turn; 1 where a defect was found and not yet mended."""
    kept = loaded(asked.kept, asked.seed)
    entries: dict[str, Entry] = kept["entries"]
    for name in names:
        entries.setdefault(name, {"done": 0, "seconds": 0})
        if name in LOADED:
            targets.check(name, seeds_of(name)[0])
    until = time.monotonic() + 60 * asked.minutes
    while time.monotonic() < until and (choice := chosen({n: entries[n] for n in names}, entries, asked.inputs)):
        name, last = choice
        entry = entries[name]
        done, seconds, found = turn(name, asked.seed, int(entry["done"]), last)
        entry["done"] += done
        entry["seconds"] = round(entry["seconds"] + seconds, 1)
        kept["found"] += found
        kept["last"] = f"{dt.datetime.now():%Y-%m-%d %H:%M}"
        kept["total"] = total = sum(int(one["done"]) for one in entries.values())
        asked.kept.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")
        print(f"{total:>9,} of {asked.inputs:,}  {name} {entry['done']:,}", *found, flush=True)
    return int(any("mended" not in found for found in kept["found"]))


def chosen(mine: dict[str, Entry], every: dict[str, Entry], inputs: int) -> tuple[str, int] | None:
    """The entry whose turn it is, and up to which input: the one that has had the least, until each has its least;
    then the quickest that has not had its most, until there were so many inputs in all. None then."""
    least, most = max(1, inputs // LEAST), -(-inputs // min(MOST, len(every)))
    if name := min((n for n, e in mine.items() if e["done"] < least), key=lambda n: mine[n]["done"], default=None):
        return name, least
    left = inputs - sum(int(e["done"]) for e in every.values())
    open_ = [n for n, e in mine.items() if e["done"] < most]
    if left <= 0 or not open_:
        return None
    name = min(open_, key=lambda n: mine[n]["seconds"] / mine[n]["done"])
    return name, min(most, int(mine[name]["done"]) + left)


def loaded(path: Path, seed: int) -> dict[str, Any]:
    kept: dict[str, Any] = {"seed": seed, "entries": {}, "found": []}
    if path.exists():
        kept = json.loads(path.read_text("utf-8"))
    assert kept["seed"] == seed, f"{path} counts inputs of seed {kept['seed']}; name another file with --kept"
    return kept


def turn(name: str, seed: int, first: int, last: int) -> tuple[int, float, list[Found]]:
    """Some inputs of a target in a process of its own: how many were tried, in what time, and what was found."""
    fork = multiprocessing.get_context("fork")
    here, there = fork.Pipe(duplex=False)
    at = fork.Value("q", first, lock=False)
    child = fork.Process(target=work, args=(name, seed, last, at, there))
    used = children_seconds()
    child.start()
    there.close()
    found, why = [], "the process died"
    assert begun(here), f"{name}: its first seed cannot be tried"  # which no changed input is to be blamed for
    try:
        before, since = first, time.monotonic()
        while True:
            if not here.poll(1):
                if at.value != before:
                    before, since = at.value, time.monotonic()
                if time.monotonic() - since > HANGS:
                    why = f"no answer in {HANGS:g} s"
                    raise EOFError
                continue
            said = here.recv()
            if said is None:
                break
            found.append(noted(name, seed, *said))
    except EOFError:
        child.kill()
        found.append(noted(name, seed, at.value, why))
        at.value += 1
    child.join()
    return at.value - first, children_seconds() - used, found


def begun(pipe: Connection) -> bool:
    """Whether a child comes to its inputs."""
    try:
        return pipe.poll(HANGS) and bool(pipe.recv())
    except EOFError:
        return False


def children_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def work(name: str, seed: int, last: int, at: Any, pipe: Connection) -> None:
    """In the child: ``at`` is the input that is being tried; what was wrong with one is said, and None at the end."""
    limit_memory()
    seeds = seeds_of(name)
    targets.check(name, seeds[0])  # loads what is loaded at first use
    pipe.send(True)
    until = time.process_time() + TURN
    while at.value < last and time.process_time() < until:
        wrong = outcome(name, made(seeds, f"{seed}:{name}:{at.value}"))
        if wrong:
            pipe.send((at.value, wrong))
        at.value += 1
    pipe.send(None)


def outcome(name: str, data: bytes) -> str:
    began = time.process_time()
    try:
        targets.check(name, data)
    except Exception as error:
        return f"{type(error).__name__}: {error}"[:300]
    took = time.process_time() - began
    return f"took {took:.0f} s" if took > LONGEST else ""


def noted(name: str, seed: int, number: int, why: str) -> Found:
    """Keep the input beside what was wrong with it."""
    FOUND.mkdir(parents=True, exist_ok=True)
    (FOUND / f"{name}-{seed}-{number}").write_bytes(made(seeds_of(name), f"{seed}:{name}:{number}"))
    return {"target": name, "input": number, "why": why}


def seeds_of(name: str) -> list[bytes]:
    return [path.read_bytes() for path in sorted((SEEDS / name).iterdir())]


if __name__ == "__main__":
    sys.exit(main())
