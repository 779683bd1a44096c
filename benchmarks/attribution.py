"""Predictions of the attribution component for a corpus in the PolNeAR JSONL form, and its speed beside the parse.

usage: python benchmarks/attribution.py GOLD.jsonl PRED.jsonl
Then score with: python ../shared/bench/score_attribution.py GOLD.jsonl PRED.jsonl
"""

import json
import sys
import time
from pathlib import Path

from dragoman.model import Article, Spans
from dragoman.reading import COMPONENTS, pipeline, read_article


def offsets(spans: Spans) -> list[list[int]]:
    return [[s.start, s.end] for s in spans]


def main(gold: Path, out: Path) -> None:
    if not gold.exists():
        sys.exit(f"{gold}: no such corpus; it takes a JSONL file of articles with id and text")
    articles = [json.loads(line) for line in gold.open(encoding="utf-8")]
    nlp = pipeline()
    texts = [a["text"] for a in articles]
    words = sum(len(t.split()) for t in texts)
    began = time.perf_counter()
    with nlp.select_pipes(disable=list(COMPONENTS)):
        for text in texts:
            nlp(text)
    floor = time.perf_counter() - began
    began = time.perf_counter()
    with out.open("w", encoding="utf-8") as file:
        for article in articles:
            report = read_article(Article.make(article["text"]))
            found = [
                {
                    "source": [s for r in a.sources for s in offsets(r.spans)],
                    "cue": offsets(a.cue),
                    "content": offsets(a.content),
                }
                for a in report.attributions
            ]
            file.write(json.dumps({"id": article["id"], "attributions": found}) + "\n")
    whole = time.perf_counter() - began
    print(f"{words} words; bare parse {words / floor:.0f} words/s; whole reading {whole / floor:.2f} x the bare parse")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
