"""Attribution in French against a gold of our own, benchmarks/gold/attribution.fr.txt.

usage: python benchmarks/french.py [--set dev|test] [--errors] [--json]

The figures are those of `dragoman bench attribution`, and the time is a share of the bare parse in the same run. The
reports, the gold and the rules have one author: the figures show that constructions work and that the design carries,
not how French newspapers fare. The rules were written with the errors of ``dev`` in view and without those of ``test``.
"""

import argparse
import datetime as dt
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dragoman.bench.attribution import ROLES, Score, score, spans_of
from dragoman.bench.corpus import timed
from dragoman.model import Article
from dragoman.reading import pipeline, report_of

GOLD = Path(__file__).parent / "gold" / "attribution.fr.txt"
_LETTERS = {"s": "source", "c": "cue", "k": "content"}
_MARK = re.compile(r"\{([sck])(\d+)\||\}")


def gold(path: Path = GOLD) -> list[dict[str, Any]]:
    """The reports in the form of a corpus: id, set, text and attributions; ValueError where the markup is broken."""
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
    parts = re.split(r"^== (\S+) (\S+)$", "\n".join(lines), flags=re.MULTILINE)[1:]
    return [
        {"id": name, "set": part, **plain(marked.strip(), name)}
        for name, part, marked in zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    ]


def plain(marked: str, name: str) -> dict[str, Any]:
    """The text without its marks, and the attributions that they are."""
    text, at = "", 0
    opened: list[tuple[str, str, int]] = []
    found: dict[str, dict[str, list[list[int]]]] = {}
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        at = mark.end()
        if mark.group() != "}":
            opened.append((_LETTERS[mark[1]], mark[2], len(text)))
            continue
        if not opened:
            raise ValueError(f"{name}: a brace that closes nothing before {marked[at : at + 30]!r}")
        role, number, start = opened.pop()
        item = found.setdefault(number, {role: [] for role in ROLES})
        item[role].append([start, len(text)])
    if opened:
        raise ValueError(f"{name}: {opened[-1][0]} {opened[-1][1]} is not closed")
    for number, item in found.items():
        if not item["cue"] or not item["content"]:
            raise ValueError(f"{name}: attribution {number} lacks a cue or a content")
    return {"text": text + marked[at:], "attributions": list(found.values())}


def run(articles: list[dict[str, Any]]) -> tuple[Score, dict[str, list[dict[str, Any]]], dict[str, float]]:
    """The score, what was predicted by article, and the seconds of the parse and of each component."""
    nlp = pipeline(language="fr")
    nlp("La ministre a dit que tout allait bien.")
    spent: dict[str, float] = {}
    predicted = {}
    for item in articles:
        article = Article.make(item["text"], language="fr", published=dt.date(2025, 3, 12))
        predicted[item["id"]] = spans_of(report_of(article, timed(nlp, article.text, spent)))
    return score(articles, predicted), predicted, spent


def table(scored: dict[str, Score]) -> Iterator[str]:
    """The figures of each set as Markdown."""
    yield f"| figure (F1 unless said) | {' | '.join(scored)} |"
    yield "|---" * (len(scored) + 1) + "|"
    rows = {
        "attributions in the gold": lambda s: str(s.match["overlap"].gold),
        "tokens of content / cue / source": lambda s: " / ".join(
            f"{s.token[r].f1:.3f}" for r in ("content", "cue", "source")
        ),
        "attribution with the same content": lambda s: f"{s.match['exact'].f1:.3f}",
        "overlapping by half: precision / recall": lambda s: (
            f"{s.match['overlap'].precision:.3f} / {s.match['overlap'].recall:.3f}"
        ),
        "overlapping, with the right source": lambda s: f"{s.match['source'].f1:.3f}",
    }
    for name, figure in rows.items():
        yield f"| {name} | {' | '.join(figure(s) for s in scored.values())} |"


def errors(articles: list[dict[str, Any]], predicted: dict[str, list[dict[str, Any]]]) -> Iterator[str]:
    """What was predicted and is not in the gold, and what is and was not."""
    for item in articles:
        text = item["text"]

        def words(one: dict[str, Any], text: str = text) -> str:
            return " | ".join(" // ".join(text[s:e] for s, e in one[role]) for role in ROLES)

        wanted, given = {words(a) for a in item["attributions"]}, {words(a) for a in predicted[item["id"]]}
        yield from (f"{item['id']} missed: {line}" for line in sorted(wanted - given))
        yield from (f"{item['id']} spare:  {line}" for line in sorted(given - wanted))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--set", choices=("dev", "test"), help="one set only")
    parser.add_argument("--errors", action="store_true", help="what was missed and what is spare, on stderr")
    parser.add_argument("--json", action="store_true", help="the figures as JSON")
    args = parser.parse_args()
    articles = [item for item in gold() if args.set in {None, item["set"]}]
    _, predicted, spent = run(articles)
    sets = sorted({item["set"] for item in articles})
    scored = {name: score([i for i in articles if i["set"] == name], predicted) for name in sets}
    if args.errors:
        print("\n".join(errors(articles, predicted)), file=sys.stderr)
    share = sum(seconds for name, seconds in spent.items() if name != "parse") / spent["parse"]
    if args.json:
        figures = {
            name: {
                "token": {role: round(s.token[role].f1, 4) for role in ROLES},
                "match": {kind: round(counts.f1, 4) for kind, counts in s.match.items()},
            }
            for name, s in scored.items()
        }
        print(json.dumps({"sets": figures, "reading_to_parse": round(share, 3)}))
        return
    print("\n".join(table(scored)))
    print(f"\nTimes, actors and attribution take {share:.2f} of the bare parse.")


if __name__ == "__main__":
    main()
