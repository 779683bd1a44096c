"""Events against the PLOVER gold standard records: a sentence a line, several events to a sentence.

Each line is {"id", "text", "events": [{"event", "source": [{"code"}], "target": [{"code"}]}]}: a PLOVER type and the
ISO 3166 alpha-3 codes of who did it and to whom. Both public corpora follow editions of PLOVER that type some acts
differently than Dragoman: predictions take their type from the CAMEO code there (``[older]`` of ``events.toml``).
"""

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dragoman.bench.corpus import rows, timed
from dragoman.languages import lexicons
from dragoman.model import DEFAULT_READER, ReaderKind, Report
from dragoman.reading.events.frames import BASE

# Types that one manual or another names differently, and a code that the records misspell.
SAME_TYPE = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "FIGHT": "ASSAULT"}
WIDER = {"YIELD": {"CONCEDE", "RETREAT"}}  # gold types that stand for several
_MISSPELT = {"JAP": "JPN"}
_NOT_COUNTRIES = frozenset({"IGO", "NGO", "MNC", "IMG", "GOV", "CVL", "REB", "OPP"})


@dataclass(frozen=True)
class Coded:
    """One event as type, source countries and target countries."""

    type: str
    source: frozenset[str]
    target: frozenset[str]

    @classmethod
    def gold(cls, event: dict[str, Any]) -> "Coded":
        """A gold event, without codes that are not of countries."""
        return cls(_type(event["event"]), _countries(event["source"]), _countries(event["target"]))

    @classmethod
    def predicted(cls, event: dict[str, Any]) -> "Coded":
        """A predicted event, whose roles are lists of codes."""
        return cls(_type(event["event"]), frozenset(event["source"]), frozenset(event["target"]))

    def is_typed(self, other: "Coded") -> bool:
        """Whether ``other`` has this type, or one that it stands for."""
        return other.type == self.type or other.type in WIDER.get(self.type, ())

    def met_by(self, other: "Coded") -> bool:
        """Whether ``other`` has this type, one of these sources and, where there are any, one of these targets.

        Two or more sources and no target are reciprocal: then any two of them in either role will do.
        """
        if not self.is_typed(other):
            return False
        if len(self.source) > 1 and not self.target:
            return len(self.source & (other.source | other.target)) >= 2
        sources = not self.source or bool(self.source & other.source)
        return sources and (not self.target or bool(self.target & other.target))


def _newer(event: dict[str, Any]) -> dict[str, Any]:
    """``event`` as an edition types it in which investigating is accusing."""
    return event | {"event": "ACCUSE"} if event["event"] == "INVESTIGATE" else event


def _type(name: str) -> str:
    return SAME_TYPE.get(name.upper(), name.upper())


def _countries(actors: list[dict[str, Any]]) -> frozenset[str]:
    codes = (_MISSPELT.get(a.get("code") or "", a.get("code") or "") for a in actors)
    return frozenset(c for c in codes if re.fullmatch(r"[A-Z]{3}", c) and c not in _NOT_COUNTRIES)


@dataclass
class Score:
    """Counts behind the figures; see ``as_dict``. ``missed`` counts gold types that no prediction has."""

    gold: int = 0
    typed: int = 0
    with_country: int = 0
    met: int = 0
    countries: int = 0
    countries_found: int = 0
    predicted: int = 0
    good: int = 0
    sentences: int = 0
    missed: Counter[str] = field(default_factory=Counter)


def score(gold: Iterable[dict[str, Any]], predicted: dict[str, list[dict[str, Any]]]) -> Score:
    """Score ``predicted`` (events by sentence id) against ``gold`` sentences."""
    result = Score()
    rows_ = [(row["id"], [Coded.gold(e) for e in row["events"]]) for row in gold]
    if all(e.type != "INVESTIGATE" for _, truth in rows_ for e in truth):
        predicted = {id: [_newer(e) for e in found] for id, found in predicted.items()}
    for id, truth in rows_:
        guess = [Coded.predicted(e) for e in predicted.get(id, [])]
        named = frozenset().union(*(e.source | e.target for e in guess))
        result.sentences += 1
        result.predicted += len(guess)
        result.good += sum(any(g.met_by(p) for g in truth) for p in guess)
        for event in truth:
            codes = event.source | event.target
            typed = any(event.is_typed(p) for p in guess)
            result.gold += 1
            result.typed += typed
            result.missed[event.type] += not typed
            result.countries += len(codes)
            result.countries_found += len(codes & named)
            if codes:
                result.with_country += 1
                result.met += any(event.met_by(p) for p in guess)
    return result


def as_dict(result: Score) -> dict[str, Any]:
    """Shares: gold events typed right, and with the right countries; gold countries found; predictions that meet gold.

    ``precision`` is a lower bound, since the gold is not exhaustive.
    """

    def share(part: int, whole: int) -> float:
        return round(part / whole, 4) if whole else 0.0

    return {
        "type": share(result.typed, result.gold),
        "triple": share(result.met, result.with_country),
        "actors": share(result.countries_found, result.countries),
        "precision": share(result.good, result.predicted),
        "per_sentence": share(result.predicted, result.sentences),
        "gold_events": result.gold,
        "sentences": result.sentences,
        "missed_types": {t: n for t, n in result.missed.most_common() if n},
    }


def sentences(corpus: Path) -> list[dict[str, Any]]:
    """The sentences of ``corpus``; SourceError where a line is not a coded sentence."""

    def check(row: dict[str, Any]) -> object:
        return row["id"], row["text"], [Coded.gold(e) for e in row["events"]]

    return rows(corpus, "sentences", "events", "a coded sentence", check)


def events_of(report: Report) -> list[dict[str, Any]]:
    """The events of ``report`` in the corpus form."""
    older = lexicons.table(BASE)["older"]
    return [
        {
            "event": older.get(e.cameo, e.type),
            "source": list(e.actor_countries),
            "target": list(e.recipient_countries),
            "text": report.words(e.trigger),
        }
        for e in report.events
    ]


@dataclass(frozen=True)
class Run:
    """A scored run: predictions by sentence id, seconds of the bare parse and of all that is added to it."""

    score: Score
    predictions: dict[str, list[dict[str, Any]]]
    parse: float
    added: float


def run(corpus: Path, kind: ReaderKind = DEFAULT_READER) -> Run:
    """Read and score every sentence of ``corpus``; all components are timed in the same pass as the parse."""
    from dragoman.model import Article
    from dragoman.reading import pipeline, report_of

    gold = sentences(corpus)
    nlp = pipeline(kind=kind)
    nlp("One sentence loads what is loaded at first use, the minister said in Geneva.")
    spent: dict[str, float] = {}
    predictions = {}
    for row in gold:
        article = Article.make(row["text"])
        predictions[row["id"]] = events_of(report_of(article, timed(nlp, article.text, spent)))
    parse = spent.pop("parse")
    return Run(score(gold, predictions), predictions, parse, sum(spent.values()))


def write(predictions: dict[str, list[dict[str, Any]]], path: Path) -> None:
    """Write predictions as JSONL, one sentence a line: {"id", "events"}."""
    lines = (json.dumps({"id": id, "events": found}) + "\n" for id, found in predictions.items())
    path.write_text("".join(lines), encoding="utf-8")
