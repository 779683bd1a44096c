"""How the Ray engine scales from one worker to two, and what a reading weighs.

usage: python benchmarks/shards.py CORPUS.jsonl [--shards 12]

CORPUS holds one JSON object with a "text" a line. It is cut into shards and read by one worker and by two; a first run
that is not counted starts Ray and loads the model, and is taken off as the time of a run over empty shards.
"""

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path

from dragoman.engine import Work
from dragoman.engine.on_ray import read


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--shards", type=int, default=12)
    args = parser.parse_args()
    if not args.corpus.is_file():
        sys.exit(f"{args.corpus}: no such corpus; it takes JSON lines with a text each")
    texts = [json.loads(line)["text"] for line in args.corpus.open(encoding="utf-8")]
    words = sum(len(text.split()) for text in texts)
    with tempfile.TemporaryDirectory() as held:
        folder = Path(held)
        full = _cut(folder / "full", texts, args.shards)
        few = _cut(folder / "few", ["One sentence, the minister said."] * args.shards, args.shards)
        print("| workers | words/s | seconds | start, s |\n|---|---|---|---|")
        for workers in (1, 2):
            start = _seconds(few, folder / f"few{workers}", workers)
            seconds = _seconds(full, folder / f"out{workers}", workers) - start
            print(f"| {workers} | {words / seconds:,.0f} | {seconds:.1f} | {start:.1f} |", flush=True)
        size = sum(part.stat().st_size for part in (folder / "out1" / "parts").glob("*.parquet"))
    each, word = size / len(texts), size / words
    print(f"\n{each:,.0f} bytes a reading, {word:.1f} a word, in {len(texts)} articles, {words:,} words")


def _cut(folder: Path, texts: list[str], shards: int) -> list[Path]:
    folder.mkdir()
    paths = []
    for number in range(shards):
        paths.append(folder / f"{number:03}.jsonl")
        lines = (json.dumps({"text": text}) for text in texts[number::shards])
        paths[-1].write_text("\n".join(lines), "utf-8")
    return paths


def _seconds(sources: list[Path], out: Path, workers: int) -> float:
    began = time.perf_counter()
    list(read(sources, Work(out), workers=workers))
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
