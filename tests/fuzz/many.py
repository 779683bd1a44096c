"""Give every entry its share of INPUTS changed seeds, and count what was done, so that runs add up.

    python tests/fuzz/many.py [--inputs N] [--seed N] [--minutes M] [--kept FILE] [TARGET ...]

Input K of a target is always the same for a seed and the same files in seeds/, so that a run goes on where the last one
stopped and what was found can be made again: `--again TARGET K`. Needs nothing but the program, unlike run.py, which is
guided by coverage. A defect is an exception that is no DragomanError, a process that dies, or more than 10 s of the
processor; one that was mended is said to be by hand in the file ("mended": the day).
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import multiprocessing
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
TURN = 30.0  # seconds of the processor for one target at a time, so that none waits for another's share
LONGEST = 10.0  # seconds of the processor for one input
HANGS = 300.0  # seconds without an answer, on a machine that does other things too
Found = dict[str, Any]


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("targets", nargs="*")
    parser.add_argument("--inputs", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=60 * 24)
    parser.add_argument("--kept", type=Path, default=KEPT)
    parser.add_argument("--again", nargs=2, metavar=("TARGET", "K"))
    asked = parser.parse_args()
    if asked.again:
        name, number = asked.again
        targets.check(name, made(seeds_of(name), f"{asked.seed}:{name}:{number}"))
        return 0
    try:
        return run(asked.targets or list(targets.TARGETS), asked)
    finally:
        shutil.rmtree(targets.FOLDER, ignore_errors=True)


def run(names: list[str], asked: argparse.Namespace) -> int:
    """Turn by turn, the entry that has had the least first; 1 where a defect was found and not yet mended."""
    kept = loaded(asked.kept, asked.seed)
    share = -(-asked.inputs // len(targets.TARGETS))
    until = time.monotonic() + 60 * asked.minutes
    while left := [name for name in names if kept["done"].get(name, 0) < share]:
        if time.monotonic() > until:
            break
        name = min(left, key=lambda n: kept["done"].get(n, 0))
        first = kept["done"].get(name, 0)
        done, found = turn(name, asked.seed, first, share)
        kept["done"][name] = first + done
        kept["found"] += found
        kept["last"] = f"{dt.datetime.now():%Y-%m-%d %H:%M}"
        kept["total"] = sum(kept["done"].values())
        asked.kept.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")
        print(f"{kept['total']:>9,} of {asked.inputs:,}  {name} {kept['done'][name]:,}", *found, flush=True)
    return int(any("mended" not in found for found in kept["found"]))


def loaded(path: Path, seed: int) -> dict[str, Any]:
    kept: dict[str, Any] = {"seed": seed, "done": {}, "found": []}
    if path.exists():
        kept = json.loads(path.read_text("utf-8"))
    assert kept["seed"] == seed, f"{path} counts inputs of seed {kept['seed']}; name another file with --kept"
    return kept


def turn(name: str, seed: int, first: int, share: int) -> tuple[int, list[Found]]:
    """Some inputs of a target in a process of its own: how many were tried, and what was found."""
    here, there = multiprocessing.get_context("fork").Pipe(duplex=False)
    child = multiprocessing.get_context("fork").Process(target=work, args=(name, seed, first, share, there))
    child.start()
    there.close()
    done, found, why = 0, [], "the process died"
    try:
        while True:
            if not here.poll(HANGS):
                why = f"no answer in {HANGS:g} s"
                raise EOFError
            said = here.recv()
            if said is None:
                return done, found
            done += 1
            if said:
                found.append(noted(name, seed, first + done - 1, said))
    except EOFError:
        child.kill()
        found.append(noted(name, seed, first + done, why))
        return done + 1, found
    finally:
        child.join()


def work(name: str, seed: int, first: int, share: int, pipe: Connection) -> None:
    """In the child: an empty word for an input that was well, else what was wrong; None at the end."""
    limit_memory()
    seeds = seeds_of(name)
    targets.check(name, seeds[0])  # loads what is loaded at first use
    until = time.process_time() + TURN
    for number in range(first, share):
        pipe.send(outcome(name, made(seeds, f"{seed}:{name}:{number}")))
        if time.process_time() > until:
            break
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
