"""Precision and recall of events, countries, modality and times on sentences of our own (benchmarks/gold/events.txt).

usage: python benchmarks/events.py [--gold FILE] [--reader fast|accurate] [--errors] [--json]

An event is right where its type, its countries on both sides and its modality are those of a gold event of the
sentence ("*" takes any). A reciprocal event may have its two sides either way round.
"""

import argparse
import datetime as dt
import json
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from dragoman.model import DEFAULT_READER, Article, ReaderKind

GOLD = Path(__file__).parent / "gold" / "events.txt"
PUBLISHED = dt.date(2025, 3, 12)


class Coded(NamedTuple):
    """An event as type, countries of both sides (None: any) and modality (None: any)."""

    type: str
    doers: frozenset[str] | None
    recipients: frozenset[str] | None
    modality: str | None


class Sentence(NamedTuple):
    text: str
    events: list[Coded]
    times: list[str]


def side(codes: str) -> frozenset[str] | None:
    """The countries of "PER+CHL"; none for "-", None for "*"."""
    if codes == "*":
        return None
    return frozenset() if codes == "-" else frozenset(codes.split("+"))


def sentences(path: Path) -> list[Sentence]:
    """The sentences of the gold file; ValueError, with the line, where it is not as its head says."""
    found = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        text, *rest = (part.strip() for part in line.split("|"))
        events, times = [], []
        for part in rest:
            fields = part.split()
            if fields[0] == "@":
                times.append(fields[1])
                continue
            if len(fields) != 3 or ">" not in fields[1]:
                raise ValueError(f"{path}: line {number}: {part!r} is not TYPE DOERS>RECIPIENTS MODALITY")
            doers, recipients = map(side, fields[1].split(">"))
            events.append(Coded(fields[0], doers, recipients, None if fields[2] == "*" else fields[2]))
        found.append(Sentence(text, events, times))
    return found


def typed(gold: Coded, said: Coded) -> bool:
    return gold.type == said.type


def sided(gold: Coded, said: Coded) -> bool:
    """Whether type and countries are right."""
    assert said.doers is not None and said.recipients is not None
    if gold.type != said.type:
        return False
    if gold.doers and len(gold.doers) > 1:
        return gold.doers <= said.doers | said.recipients
    doers = gold.doers is None or gold.doers == said.doers
    return doers and (gold.recipients is None or gold.recipients == said.recipients)


def whole(gold: Coded, said: Coded) -> bool:
    """Whether type, countries and modality are right."""
    return sided(gold, said) and (gold.modality is None or gold.modality == said.modality)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gold", type=Path, default=GOLD)
    parser.add_argument("--reader", type=ReaderKind, default=DEFAULT_READER, choices=list(ReaderKind))
    parser.add_argument("--errors", action="store_true", help="print every sentence that is not read as in the gold")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()

    from dragoman.reading import read_article

    rules = {"type": typed, "and countries": sided, "and modality": whole}
    gold_n = said_n = times_n = times_found = times_said = 0
    right: Counter[str] = Counter()
    found: Counter[str] = Counter()
    rows = sentences(args.gold)
    for row in rows:
        report = read_article(Article.make(row.text, published=PUBLISHED), kind=args.reader)
        said = [
            Coded(e.type, frozenset(e.actor_countries), frozenset(e.recipient_countries), e.modality)
            for e in report.events
        ]
        values = [w.value for w in report.times]
        gold_n, said_n = gold_n + len(row.events), said_n + len(said)
        times_n, times_said = times_n + len(row.times), times_said + len(values)
        times_found += sum(t in values for t in row.times)
        for name, rule in rules.items():
            right[name] += sum(any(rule(g, s) for g in row.events) for s in said)
            found[name] += sum(any(rule(g, s) for s in said) for g in row.events)
        wrong = any(not any(whole(g, s) for g in row.events) for s in said)
        wrong = wrong or any(not any(whole(g, s) for s in said) for g in row.events) or row.times != values
        if args.errors and wrong:
            print(row.text)
            for event in row.events:
                print("   gold", *event)
            for event in said:
                print("   said", *event)
            if row.times != values:
                print("   times", row.times, values)
    figures = {
        "sentences": len(rows),
        "gold_events": gold_n,
        "predicted": said_n,
        "precision": {name: round(right[name] / said_n, 3) for name in rules},
        "recall": {name: round(found[name] / gold_n, 3) for name in rules},
        "times": {"gold": times_n, "found": times_found, "predicted": times_said},
    }
    if args.json:
        print(json.dumps(figures))
        return
    print(f"{len(rows)} sentences, {gold_n} gold events, {said_n} predicted")
    for name in rules:
        print(f"{name:15} precision {figures['precision'][name]:.3f}  recall {figures['recall'][name]:.3f}")
    print(f"times: {times_found} of {times_n} right, {times_said} predicted")


if __name__ == "__main__":
    main()
