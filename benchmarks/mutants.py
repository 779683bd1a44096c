"""How many words of the language packs nobody would miss: each is taken away in turn and its example read again.

usage: python benchmarks/mutants.py [--language en] [--every N]

Prints the words that survive, a line each, and exits with 1 where more than 5 % do.
"""

import argparse
import sys
from collections import Counter

from rich.console import Console
from rich.progress import track

from dragoman.reading.check import examples, mutants

MAY_SURVIVE = 0.05


def main() -> int:
    """Run all mutants of one language."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--language", default="en", help="ISO 639-1 code")
    parser.add_argument("--every", type=int, default=1, help="take one word in so many")
    options = parser.parse_args()
    tried: Counter[str] = Counter()
    survived: Counter[str] = Counter()
    total = sum(1 for _ in examples(options.language)) // options.every
    tests = mutants(options.language, options.every)
    for example, alive in track(tests, "Mutants", total=total, console=Console(stderr=True)):
        tried[example.file] += 1
        if alive:
            survived[example.file] += 1
            print(f"{example.file}: {example.word!r} is not missed in {example.text!r}")
    for file, number in sorted(tried.items()):
        print(f"{file:20} {number:5} words, {survived[file]:4} not missed")
    share = survived.total() / max(tried.total(), 1)
    print(f"{'all':20} {tried.total():5} words, {survived.total():4} not missed ({share:.1%})")
    return int(share > MAY_SURVIVE)


if __name__ == "__main__":
    sys.exit(main())
