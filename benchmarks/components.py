"""What each component, and keeping the readings in an archive, adds to the bare spaCy parse, in one and the same run.

usage: python benchmarks/components.py CORPUS.jsonl [--texts N]

CORPUS holds one JSON object with a "text" a line (PolNeAR's form, or any other). Loading is not in the figures.
"""

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--texts", type=int, default=84)
    args = parser.parse_args()
    if not args.corpus.is_file():
        sys.exit(f"{args.corpus}: no such corpus; it takes JSON lines with a text each")

    from dragoman.archive import Archive
    from dragoman.archive.batches import Batches
    from dragoman.archive.rows import rows_of
    from dragoman.bench.corpus import timed
    from dragoman.model import Article
    from dragoman.reading import pipeline, report_of

    texts = [json.loads(line)["text"] for line in args.corpus.open(encoding="utf-8")][: args.texts]
    nlp = pipeline()
    nlp("One sentence loads what is loaded at first use, the minister said in Geneva.")
    spent: dict[str, float] = {}
    words = 0
    with tempfile.TemporaryDirectory() as folder, Archive(Path(folder) / "a.duckdb") as store:
        kept = Batches(store.add_rows)
        for text in texts:
            doc = timed(nlp, text, spent)
            words += len(doc)
            began = time.perf_counter()
            report = report_of(Article.make(text), doc)
            spent["report"] = spent.get("report", 0.0) + time.perf_counter() - began
            began = time.perf_counter()
            kept.add(rows_of(report))
            spent["archive"] = spent.get("archive", 0.0) + time.perf_counter() - began
        began = time.perf_counter()
        kept.flush()
        spent["archive"] += time.perf_counter() - began
    parse = spent.pop("parse")
    print(f"{len(texts)} texts, {words:,} tokens; bare parse {words / parse:,.0f} tokens/s\n")
    print("| component | x parse |\n|---|---|")
    for name, seconds in spent.items():
        print(f"| {name.removeprefix('dragoman_')} | {seconds / parse:.3f} |")
    print(f"| **all** | {sum(spent.values()) / parse:.3f} |")


if __name__ == "__main__":
    main()
