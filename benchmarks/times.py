"""Time expressions resolved against a publication date: Dragoman beside other libraries, on benchmarks/gold/times.txt.

usage: python benchmarks/times.py [--language en|fr] [--work FOLDER] [--errors] [--alone]

French (benchmarks/gold/times.fr.txt) is compared with dateparser only: the other libraries know English.

Peers (dateparser, parsedatetime, ctparse) are installed into an environment of their own under FOLDER. ``found`` is the
share of gold expressions that an extractor marks (spans overlap), ``first day`` and ``both days`` the shares whose
interval starts, and starts and ends, as in the gold; gold that leaves an end open asks for None there. A library that
resolves to a point in time counts as naming that one day.
"""

import argparse
import datetime as dt
import json
import subprocess
import sys
import venv
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
PUBLISHED = dt.date(2025, 3, 12)
PEERS = {"dateparser": "dateparser==1.5.0", "parsedatetime": "parsedatetime==2.6", "ctparse": "ctparse==0.3.6"}


class Gold(NamedTuple):
    text: str
    start: int
    end: int
    first: str | None
    last: str | None


class Said(NamedTuple):
    start: int
    end: int
    first: str | None
    last: str | None


def gold(language: str = "en") -> list[Gold]:
    """The gold expressions; ValueError, with the line, where words do not stand in their sentence."""
    found = []
    name = "times.txt" if language == "en" else f"times.{language}.txt"
    for number, line in enumerate((HERE / "gold" / name).read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        text, words, first, last = (part.strip() for part in line.split("|"))
        at = text.find(words)
        if at < 0:
            raise ValueError(f"line {number}: {words!r} does not stand in {text!r}")
        none = {"-": None}
        found.append(Gold(text, at, at + len(words), none.get(first, first), none.get(last, last)))
    return found


def ours(rows: list[Gold], language: str = "en") -> list[list[Said]]:
    import dragoman

    out = []
    for row in rows:
        times = dragoman.read(row.text, published=PUBLISHED, language=language).times
        out.append(
            [
                Said(
                    w.spans[0].start,
                    w.spans[-1].end,
                    w.start.isoformat() if w.start else None,
                    w.end.isoformat() if w.end else None,
                )
                for w in times
            ]
        )
    return out


def peer(name: str, requirement: str, rows: list[Gold], work: Path, language: str) -> list[list[Said]]:
    """What ``name`` says, run in an environment of its own."""
    folder = work / name
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", requirement], check=True)
    script = HERE / "peers" / "times.py"
    given = json.dumps([row.text for row in rows])
    done = subprocess.run(
        [python, script, name, PUBLISHED.isoformat(), language], input=given, capture_output=True, text=True
    )
    if done.returncode:
        raise SystemExit(f"{name}: {done.stderr.strip().splitlines()[-1]}")
    return [[Said(*said) for said in line] for line in json.loads(done.stdout)]


def scored(rows: list[Gold], said: list[list[Said]]) -> tuple[int, int, int, int]:
    """Expressions found, with the right first day, with both days right; and how many were marked in all."""
    found = first = both = 0
    for row, times in zip(rows, said, strict=True):
        near = [s for s in times if s.start < row.end and row.start < s.end]
        found += bool(near)
        first += any(s.first == row.first for s in near)
        both += any((s.first, s.last) == (row.first, row.last) for s in near)
    return found, first, both, sum(map(len, said))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--work", type=Path, default=Path("/tmp/dragoman-peers"), help="for the peers' environments")
    parser.add_argument("--errors", action="store_true", help="print what Dragoman reads amiss")
    parser.add_argument("--alone", action="store_true", help="without peers")
    parser.add_argument("--language", choices=("en", "fr"), default="en")
    args = parser.parse_args()
    rows = gold(args.language)
    answers = {"Dragoman": ours(rows, args.language)}
    peers = {} if args.alone else PEERS if args.language == "en" else {"dateparser": PEERS["dateparser"]}
    for name, requirement in peers.items():
        answers[requirement.replace("==", " ")] = peer(name, requirement, rows, args.work, args.language)
    if args.errors:
        for row, said in zip(rows, answers["Dragoman"], strict=True):
            near = [s for s in said if s.start < row.end and row.start < s.end]
            if not any((s.first, s.last) == (row.first, row.last) for s in near):
                print(row.text, row.first, row.last, said, file=sys.stderr)
    print("| extractor | found | first day | both days | marked |\n|---|---|---|---|---|")
    for name, said in answers.items():
        found, first, both, marked = scored(rows, said)
        print(f"| {name} | {found / len(rows):.3f} | {first / len(rows):.3f} | {both / len(rows):.3f} | {marked} |")
    print(f"\n{len(rows)} expressions", file=sys.stderr)


if __name__ == "__main__":
    main()
