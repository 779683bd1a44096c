"""How often a side that no word of an event's sentence names is right, against annotated whole records.

usage: python benchmarks/inferred.py GOLD.jsonl READINGS.jsonl [--list]

GOLD holds reports with annotated events (../shared/gold), READINGS what `dragoman read GOLD.jsonl --json` printed. An
event is compared with the annotated one of its type that shares a word with it, or stands in its sentence. An inferred
side is right where a country of it is one that the annotators give that side (of CONSULT, AGREE and COOPERATE either
side), wrong where they give others, "no country" where they name somebody without one, "nobody" where they name none.
Of events that were not annotated, or left open, nothing can be told. `--list` prints each, for reading by hand.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SIDES = (("actors", "actor_countries"), ("recipients", "recipient_countries"))
MUTUAL = {"CONSULT", "AGREE", "COOPERATE"}
SAME = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "FIGHT": "ASSAULT"}


def partner(event: dict[str, Any], annotated: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The annotated event that ``event`` tells of: one that shares a word, else one of its sentence."""
    alike = [a for a in annotated if a["type"] == SAME.get(event["type"], event["type"])]
    spans, sentence = [(s["start"], s["end"]) for s in event["trigger"]], event["sentence"]
    touching = (a for a in alike if any(s < e and t > b for s, t in a["trigger"] for b, e in spans))
    beside = (a for a in alike if sentence["start"] <= a["trigger"][0][0] < sentence["end"])
    return next(touching, None) or next(beside, None)


def judged(event: dict[str, Any], gold: dict[str, Any] | None, side: str, field: str) -> str:
    """What the annotators say of an inferred side."""
    if gold is None or gold.get("optional"):
        return "not annotated"
    told = [*gold["actors"], *gold["recipients"]] if gold["type"] in MUTUAL else gold[side]
    countries = {actor["country"] for actor in told if actor["country"]}
    if countries & set(event[field]):
        return "right"
    if not gold[side]:
        return "nobody"
    return "wrong" if countries else "no country"


def inferred(gold: list[dict[str, Any]], readings: list[dict[str, Any]]) -> Iterator[tuple[str, str, str]]:
    """Each inferred side: whether words name an actor without a country or nobody, how it is judged, and a line."""
    by_text = {row["text"].strip(): row for row in gold}
    for report in readings:
        text = report["article"]["text"]
        row = by_text.get(text.strip())
        if row is None:
            continue
        for event in report["events"]:
            found = partner(event, row["events"])
            for side, field in SIDES:
                if field not in event["inferred"] or not event[field]:
                    continue
                told = "country of a named actor" if event[side] else "whole side"
                sentence = text[event["sentence"]["start"] : event["sentence"]["end"]].replace("\n", " ")
                line = f"{event['type']} {side} {'+'.join(event[field])}: {sentence}"
                yield told, judged(event, found, side, field), line


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("readings", type=Path)
    parser.add_argument("--list", action="store_true")
    given = parser.parse_args()
    rows = [[json.loads(line) for line in path.open(encoding="utf-8")] for path in (given.gold, given.readings)]
    found = list(inferred(*rows))
    if given.list:
        for told, verdict, line in sorted(found):
            print(f"{verdict:14}{told}: {line}")
    for told in ("country of a named actor", "whole side"):
        counts = Counter(verdict for kind, verdict, _ in found if kind == told)
        known = counts["right"] + counts["wrong"]
        share = f"{counts['right'] / known:.2f} of those with a country" if known else "none to judge"
        print(f"{told}: {dict(sorted(counts.items()))}, right {share}")


if __name__ == "__main__":
    main()
