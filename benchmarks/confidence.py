"""How often attributions of each confidence are right, on annotated reports: the table of docs/attribution.md.

usage: python benchmarks/confidence.py REPORTS.jsonl
"""

import json
import sys
from itertools import pairwise
from pathlib import Path

from dragoman.bench.attribution import right_ones, spans_of
from dragoman.model import Article
from dragoman.reading import pipeline, report_of

EDGES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.01)


def measured(gold: list[dict[str, object]]) -> list[tuple[float, bool]]:
    """The confidence of each attribution that is read in ``gold``, and whether content and source are right."""
    nlp = pipeline()
    found: list[tuple[float, bool]] = []
    for item in gold:
        article = Article.make(str(item["text"]))
        report = report_of(article, nlp(article.text))
        right = right_ones(str(item["text"]), list(item["attributions"]), spans_of(report))  # type: ignore[call-overload]
        found += [(a.confidence or 0.0, hit) for a, hit in zip(report.attributions, right, strict=True)]
    return found


def main(path: Path) -> None:
    """Print the reliability table and the mean gap between confidence and share right."""
    found = measured([json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()])
    print("| confidence | attributions | mean confidence | right |\n|---|---|---|---|")
    gap = 0.0
    for low, high in pairwise(EDGES):
        here = [(sure, hit) for sure, hit in found if low <= sure < high]
        if not here:
            continue
        mean, right = sum(sure for sure, _ in here) / len(here), sum(hit for _, hit in here) / len(here)
        gap += abs(mean - right) * len(here) / len(found)
        print(f"| {low:.1f} to {min(high, 1.0):.1f} | {len(here)} | {mean:.2f} | {right:.2f} |")
    print(f"\nMean gap (expected calibration error): {gap:.3f}, {len(found)} attributions")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
