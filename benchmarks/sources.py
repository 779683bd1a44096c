"""How often the actor behind a source is the right one, on our own gold (benchmarks/gold/sources.toml).

usage: python benchmarks/sources.py [GOLD.toml]
"""

import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import dragoman

GOLD = Path(__file__).parent / "gold" / "sources.toml"


@dataclass
class Result:
    """Sources asked for, those whose attribution was found, and those with the right actor; misses in words."""

    asked: int = 0
    found: int = 0
    right: int = 0
    misses: tuple[str, ...] = ()


def measure(gold: Path = GOLD) -> Result:
    result = Result()
    for case in tomllib.loads(gold.read_text("utf-8"))["case"]:
        report = dragoman.read(case["text"])
        names = {a.id: a.name for a in report.actors}
        for words, who in case["says"]:
            result.asked += 1
            hits = [a for a in report.attributions if words in report.words(a.content)]
            if not hits:
                result.misses += (f"not found: {words!r}",)
                continue
            result.found += 1
            # The innermost attribution of the words is the one that is asked for.
            hit = min(hits, key=lambda a: sum(s.end - s.start for s in a.content))
            given = [names[r.actor] for r in hit.sources]
            if any(who in name for name in given):
                result.right += 1
            else:
                result.misses += (f"{words!r}: {given or 'nobody'}, not {who}",)
    return result


if __name__ == "__main__":
    if len(sys.argv) > 2:
        sys.exit(__doc__)
    outcome = measure(*map(Path, sys.argv[1:]))
    print(*outcome.misses, sep="\n")
    share = outcome.right / max(outcome.found, 1)
    print(f"{outcome.asked} sources, {outcome.found} attributions found, {outcome.right} actors right ({share:.0%})")
