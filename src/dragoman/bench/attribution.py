"""Attribution against a corpus in the PolNeAR JSONL form: figures, predictions, and time beside the bare parse.

The figures are those of the PolNeAR literature and of the issue that asked for them: F1 over tokens by role; F1 over
attributions whose contents are the same, or overlap (Jaccard of words of at least 0.5), or overlap and have the right
source; and recall by kind of quotation (direct, mixed, indirect).
"""

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dragoman.bench.corpus import timed
from dragoman.model import DEFAULT_READER, Attribution, ReaderKind, Report, Spans, offsets
from dragoman.training.attribution import articles

ROLES = ("source", "cue", "content")
KINDS = ("direct", "mixed", "indirect")
_TOKEN = re.compile(r"\w+|[^\w\s]")
_QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"|‘‘[^’]*’’|``[^']*''")
_SAME = 0.5


@dataclass
class Counts:
    """Hits among what was predicted and among what is gold."""

    hit: int = 0
    predicted: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        """Share of the predicted that is right; 0 where nothing was predicted."""
        return self.hit / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found; 0 where there is none."""
        return self.hit / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.predicted + self.gold
        return 2 * self.hit / total if total else 0.0


@dataclass
class Score:
    """The figures of one run; see the module's docstring."""

    token: dict[str, Counts] = field(default_factory=lambda: {r: Counts() for r in ROLES})
    match: dict[str, Counts] = field(default_factory=lambda: {m: Counts() for m in ("exact", "overlap", "source")})
    found: dict[str, Counts] = field(default_factory=lambda: {k: Counts() for k in KINDS})
    sourced: dict[str, Counts] = field(default_factory=lambda: {k: Counts() for k in KINDS})
    errors: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class _Words:
    """Token sets of one attribution, by role."""

    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]


def score(gold: Iterable[dict[str, Any]], predicted: dict[str, list[dict[str, Any]]]) -> Score:
    """Score ``predicted`` (attributions by article id) against ``gold`` articles."""
    result = Score()
    for article in gold:
        text = article["text"]
        tokens = [(m.start(), m.end()) for m in _TOKEN.finditer(text)]
        words = frozenset(i for i, (start, _) in enumerate(tokens) if text[start].isalnum())
        quoted = _inside([m.span() for m in _QUOTED.finditer(text)], tokens)
        truth = [_as_words(a, tokens) for a in article["attributions"]]
        guess = [_as_words(a, tokens) for a in predicted.get(article["id"], [])]
        _count_tokens(result, truth, guess)
        _count_matches(result, truth, guess, words, quoted)
    return result


def right_ones(text: str, gold: list[dict[str, Any]], predicted: list[dict[str, Any]]) -> list[bool]:
    """Whether each of ``predicted`` has a gold attribution with half its content and a word of its source."""
    tokens = [(m.start(), m.end()) for m in _TOKEN.finditer(text)]
    words = frozenset(i for i, (start, _) in enumerate(tokens) if text[start].isalnum())
    truth, guess = [_as_words(a, tokens) for a in gold], [_as_words(a, tokens) for a in predicted]
    pairs = _pairing(truth, guess, words)
    right = {j for i, (_, j) in pairs.items() if _same_source(truth[i], guess[j], words)}
    return [j in right for j in range(len(guess))]


def _inside(spans: Iterable[Any], tokens: list[tuple[int, int]]) -> frozenset[int]:
    ranges = [(start, end) for start, end in spans]
    return frozenset(i for i, (a, b) in enumerate(tokens) if any(a < end and b > start for start, end in ranges))


def _as_words(item: dict[str, Any], tokens: list[tuple[int, int]]) -> _Words:
    return _Words(*(_inside(item.get(role) or [], tokens) for role in ROLES))


def _count_tokens(result: Score, truth: list[_Words], guess: list[_Words]) -> None:
    for role in ROLES:
        wanted = frozenset().union(*(getattr(a, role) for a in truth))
        given = frozenset().union(*(getattr(a, role) for a in guess))
        counts = result.token[role]
        counts.hit += len(wanted & given)
        counts.predicted += len(given)
        counts.gold += len(wanted)


def _pairing(truth: list[_Words], guess: list[_Words], words: frozenset[int]) -> dict[int, tuple[float, int]]:
    """One prediction for each gold attribution that overlaps enough, best first."""
    scored = []
    for i, wanted in enumerate(truth):
        for j, given in enumerate(guess):
            shared = len(wanted.content & given.content & words)
            if shared:
                scored.append((shared / len((wanted.content | given.content) & words), i, j))
    pairs: dict[int, tuple[float, int]] = {}
    used: set[int] = set()
    for jaccard, i, j in sorted(scored, reverse=True):
        if jaccard >= _SAME and i not in pairs and j not in used:
            pairs[i] = (jaccard, j)
            used.add(j)
    return pairs


def _count_matches(
    result: Score, truth: list[_Words], guess: list[_Words], words: frozenset[int], quoted: frozenset[int]
) -> None:
    pairs = _pairing(truth, guess, words)
    for counts in result.match.values():
        counts.gold += len(truth)
        counts.predicted += len(guess)
    for i, wanted in enumerate(truth):
        kind = _kind(wanted, words, quoted)
        jaccard, j = pairs.get(i, (0.0, -1))
        right = j >= 0 and _same_source(wanted, guess[j], words)
        result.match["exact"].hit += jaccard == 1
        result.match["overlap"].hit += j >= 0
        result.match["source"].hit += right
        for table, hit in ((result.found, j >= 0), (result.sourced, right)):
            table[kind].gold += 1
            table[kind].hit += hit
        if not right:
            result.errors[f"{kind}: {_missed(wanted, guess, guess[j] if j >= 0 else None, words)}"] += 1
    spare = set(range(len(guess))) - {j for _, j in pairs.values()}
    cues = frozenset().union(*(a.cue for a in truth))
    for j in spare:
        known = bool(guess[j].cue & cues)
        result.errors["spare: cue of a gold attribution" if known else "spare: cue that gold has not"] += 1


def _kind(item: _Words, words: frozenset[int], quoted: frozenset[int]) -> str:
    content = item.content & words
    share = len(content & quoted) / len(content) if content else 0
    return "direct" if share > 0.95 else "mixed" if share > 0 else "indirect"


def _same_source(wanted: _Words, given: _Words, words: frozenset[int]) -> bool:
    return bool(wanted.source & given.source & words) if wanted.source else not given.source


def _missed(wanted: _Words, guess: list[_Words], matched: _Words | None, words: frozenset[int]) -> str:
    if matched is not None:
        if not wanted.source:
            return "a source where gold has none"
        return "another source" if matched.source else "no source"
    if any(wanted.cue & other.cue & words for other in guess):
        return "content too different"
    return "cue not found"


def spans_of(report: Report) -> list[dict[str, list[list[int]]]]:
    """The attributions of ``report`` in the corpus form."""
    by_id = {a.id: a for a in report.attributions}
    return [
        {
            "source": offsets(_source(a, by_id)),
            "cue": offsets(a.cue),
            "content": offsets(a.content),
        }
        for a in report.attributions
    ]


def _source(item: Attribution, by_id: dict[str, Attribution]) -> Spans:
    """Characters of the sources, also of those that no actor is known for, which only the chain keeps."""
    if item.sources:
        return tuple(s for ref in item.sources for s in ref.spans)
    behind = by_id[item.parent].chain if item.parent else item.chain[-1:]
    own = item.chain[: len(item.chain) - len(behind)]
    return tuple(s for link in own for s in link.spans)


@dataclass(frozen=True)
class Run:
    """A scored run: ``predictions`` by article id, seconds of the bare parse, of attribution and of it all."""

    score: Score
    predictions: dict[str, list[dict[str, Any]]]
    words: int
    parse: float
    attribution: float
    whole: float


def run(corpus: Path, method: str = "learned", scheme: str = "polnear", kind: ReaderKind = DEFAULT_READER) -> Run:
    """Read every article of ``corpus`` by its ``scheme`` of annotation and score it.

    Each component is timed in the same pass as the parse.
    """
    from dragoman.model import Article
    from dragoman.reading import pipeline, report_of

    gold = articles(corpus)
    nlp = pipeline(method, scheme=scheme, kind=kind)
    nlp("One sentence loads what is loaded at first use, the minister said.")
    spent: dict[str, float] = {}
    predictions: dict[str, list[dict[str, Any]]] = {}
    for item in gold:
        article = Article.make(item["text"])
        predictions[item["id"]] = spans_of(report_of(article, timed(nlp, article.text, spent)))
    words = sum(len(item["text"].split()) for item in gold)
    return Run(
        score(gold, predictions), predictions, words, spent["parse"], spent["dragoman_attribution"], sum(spent.values())
    )


def write(predictions: dict[str, list[dict[str, Any]]], path: Path) -> None:
    """Write predictions as JSONL, one article a line: {"id", "attributions"}."""
    lines = (json.dumps({"id": id, "attributions": found}) + "\n" for id, found in predictions.items())
    path.write_text("".join(lines), encoding="utf-8")


def as_dict(result: Run) -> dict[str, Any]:
    """The figures of a run as JSON can hold them."""
    figures = result.score

    def three(counts: Counts) -> dict[str, float]:
        return {
            "p": round(counts.precision, 4),
            "r": round(counts.recall, 4),
            "f1": round(counts.f1, 4),
        }

    def recall(counts: Counts) -> float | None:
        return round(counts.recall, 4) if counts.gold else None

    return {
        "token": {role: three(counts) for role, counts in figures.token.items()},
        "match": {name: three(counts) for name, counts in figures.match.items()},
        "by_kind": {
            kind: {
                "n": figures.found[kind].gold,
                "recall_overlap": recall(figures.found[kind]),
                "recall_source": recall(figures.sourced[kind]),
            }
            for kind in KINDS
        },
        "errors": dict(figures.errors.most_common()),
        "articles": len(result.predictions),
        "gold": figures.match["overlap"].gold,
        "predicted": figures.match["overlap"].predicted,
        "words": result.words,
        "words_per_second": round(result.words / result.whole),
        "attribution_to_parse": round(result.attribution / result.parse, 3),
        "whole_to_parse": round(result.whole / result.parse, 3),
    }
