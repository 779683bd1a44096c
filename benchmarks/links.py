"""How often a mention is linked to the right actor, by kind of mention, on our own gold (benchmarks/gold/links.jsonl).

usage: python benchmarks/links.py REPORTS.jsonl [--gold GOLD.jsonl] [--wrong]

The gold holds offsets only; REPORTS.jsonl holds the reports ("id", "text"), here the ten of ../shared/gold/dev.jsonl.
A link is right where its actor is the one that most names of the same entity have. Precision is of the links made at
annotated mentions, those that mean nobody included; recall is of all mentions that mean somebody. The last column is
the mean of the confidence that links state.
"""

import argparse
import hashlib
import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dragoman.reading import pipeline
from dragoman.reading.draft import Resolved, draft_of

GOLD = Path(__file__).parent / "gold" / "links.jsonl"
KINDS = ("name", "role", "pronoun", "relative")


@dataclass
class Tally:
    """Links of one kind: right, made, asked for, and the confidence stated."""

    right: int = 0
    made: int = 0
    asked: int = 0
    stated: float = 0.0
    wrong: list[str] = field(default_factory=list)


def measure(reports: Path, gold: Path = GOLD) -> dict[str, Tally]:
    texts = {row["id"]: row["text"] for row in map(json.loads, reports.open(encoding="utf-8"))}
    tallies: dict[str, Tally] = defaultdict(Tally)
    for row in map(json.loads, gold.open(encoding="utf-8")):
        text = texts[row["id"]]
        if hashlib.sha256(text.encode()).hexdigest() != row["sha256"]:
            raise SystemExit(f"{row['id']}: this is not the text that was annotated")
        _count(text, row, tallies)
    return tallies


def _count(text: str, row: dict[str, Any], tallies: dict[str, Tally]) -> None:
    doc = pipeline()(text)
    links = {doc[i].idx: link for i, link in draft_of(doc).links.items()}
    for start in {s for group in [*row["entities"], row["nobody"]] for s, _, kind in group if kind in {"name", "role"}}:
        around = [k for k in links.values() if k.kind != "pronoun" and k.span.holds(start)]
        if start not in links and around:  # the head of a name is a matter of taste
            links[start] = min(around, key=lambda k: k.span.end - k.span.start)
    actors = {a.id: a.name for a in draft_of(doc).actors}
    owners = _owners(row["entities"], links)
    for number, mentions in enumerate([*row["entities"], row["nobody"]]):
        for start, end, kind in mentions:
            tally, link = tallies[kind], links.get(start)
            means_somebody = number < len(row["entities"])
            tally.asked += means_somebody
            right = link is not None and means_somebody and owners.get(link.actor) == number
            tally.right += right
            if link is not None:
                tally.made += 1
                tally.stated += link.confidence
            if not right and (link is not None or means_somebody):
                near = text[max(0, start - 30) : end + 20].replace("\n", " ")
                tally.wrong.append(f"{kind}: {text[start:end]} -> {actors[link.actor] if link else 'nobody'} | {near}")


def _owners(entities: list[list[list[Any]]], links: dict[int, Resolved]) -> dict[str, int]:
    """Which entity each actor stands for: whose names it has most of, else whose other mentions."""
    votes: dict[str, Counter[int]] = defaultdict(Counter)
    for number, mentions in enumerate(entities):
        named = any(kind == "name" for _, _, kind in mentions)
        for start, _, kind in mentions:
            if start in links and (kind == "name" or not named):
                votes[links[start].actor][number] += 1
    mains: dict[int, tuple[int, str]] = {}
    for actor, counts in votes.items():
        number, count = counts.most_common(1)[0]
        mains[number] = max(mains.get(number, (0, "")), (count, actor))
    return {actor: number for number, (_, actor) in mains.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("reports", type=Path)
    parser.add_argument("--gold", type=Path, default=GOLD)
    parser.add_argument("--wrong", action="store_true", help="print what went wrong")
    args = parser.parse_args()
    tallies = measure(args.reports, args.gold)
    print("| mention | precision | recall | asked | stated |\n|---|---|---|---|---|")
    for kind in KINDS:
        t = tallies[kind]
        if not t.made or not t.asked:
            continue
        print(f"| {kind} | {t.right / t.made:.2f} | {t.right / t.asked:.2f} | {t.asked} | {t.stated / t.made:.2f} |")
        if args.wrong:
            print(*t.wrong, sep="\n")


if __name__ == "__main__":
    main()
