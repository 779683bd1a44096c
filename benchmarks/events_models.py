"""Ways to read events compared on whole gold records: rules, model, and both, with the same settling after each.

usage: events_models.py GOLD.jsonl BENCH_FOLDER [MODEL_FOLDER] [--by-type]

BENCH_FOLDER holds score_record.py, whose functions give every figure.
"""

import argparse
import copy
import datetime as dt
import importlib.util
import json
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from dragoman.model import Article
from dragoman.reading import pipeline, report_of
from dragoman.reading.draft import Draft, draft_of
from dragoman.reading.events.ensemble import together
from dragoman.reading.events.frames import frames
from dragoman.reading.events.learned import EventModel, default_model
from dragoman.reading.events.proposal import EventProposal
from dragoman.reading.events.propose_frames import FrameProposer
from dragoman.reading.events.settle import settle

Way = Callable[[Doc, list[EventProposal], list[EventProposal]], list[EventProposal]]
_FIGURES = ("type", "sides", "actor", "recipient", "where", "modality", "when", "precision_plain")


def scorer(folder: Path) -> Any:
    """The module score_record of ``folder``."""
    spec = importlib.util.spec_from_file_location("score_record", folder / "score_record.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def parsed(rows: list[dict[str, Any]]) -> list[tuple[Article, Doc, Draft]]:
    """Each report read up to its events."""
    nlp = pipeline()
    found = []
    with nlp.select_pipes(disable=["dragoman_events", "dragoman_quantities", "dragoman_commitments"]):
        for row in rows:
            published = dt.date.fromisoformat(row["published"][:10]) if row.get("published") else None
            article = Article.make(row["text"], published=published, publisher=row.get("publisher"))
            doc = nlp.make_doc(article.text)
            doc._.dragoman = Draft(published=published, publisher=row.get("publisher"))
            nlp(doc)
            found.append((article, doc, draft_of(doc)))
    return found


def ways(model: EventModel) -> dict[str, Way]:
    """The ways compared."""
    lexicon = frames()

    def both(alone: float, agreed: float) -> Way:
        return lambda doc, seen, ruled: together((p for p in seen if p.score >= agreed), ruled, doc, lexicon, alone)

    threshold = model.alone
    return {
        "rules": lambda doc, seen, ruled: ruled,
        "model": lambda doc, seen, ruled: [p for p in seen if p.score >= threshold],
        "both: frames code": both(threshold, threshold),
        "both: frames code and lower the bar": both(threshold, model.meta["agreed"]),
        "both: what either sees": lambda doc, seen, ruled: _either(both(threshold, threshold)(doc, seen, ruled), ruled),
        "both: what both see": lambda doc, seen, ruled: both(2.0, 0.15)(doc, seen, ruled),
    }


def _either(stand: list[EventProposal], ruled: list[EventProposal]) -> list[EventProposal]:
    """With what frames alone propose for words that the model gives no act."""
    taken = {i for p in stand for i in p.trigger}
    return stand + [p for p in ruled if not taken & set(p.trigger)]


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("gold", type=Path)
    options.add_argument("bench", type=Path)
    options.add_argument("model", type=Path, nargs="?")
    options.add_argument("--by-type", action="store_true")
    given = options.parse_args()
    score = scorer(given.bench)
    rows = [json.loads(line) for line in given.gold.open(encoding="utf-8")]
    model = EventModel.load(given.model) if given.model else default_model()
    docs = parsed(rows)
    proposer = FrameProposer(frames())
    ruled = [proposer.propose(doc, draft) for _, doc, draft in docs]
    began = time.perf_counter()
    seen = [model.propose(doc, 0.15) for _, doc, _ in docs]
    seconds = time.perf_counter() - began
    print(f"{len(rows)} reports, threshold {model.alone}, the model alone {seconds:.1f} s")
    print("| way | " + " | ".join(["P", "R", "F1", *_FIGURES[1:]]) + " |")
    for name, way in ways(model).items():
        preds = {}
        for (article, doc, draft), s, r in zip(docs, seen, ruled, strict=True):
            doc._.dragoman = copy.copy(draft)
            doc._.dragoman.actors = list(draft.actors)
            doc._.dragoman.events = settle(way(doc, s, r), doc, doc._.dragoman)
            one = score.as_pred(report_of(article, doc).model_dump(mode="json"))
            preds[one["text"].strip()] = one
            doc._.dragoman = draft
        figures, _ = score.score(rows, preds)
        types = figures["events.type"]
        cells = [types["p"], types["r"], types["f1"], *(_cell(figures[f"events.{f}"]) for f in _FIGURES[1:])]
        print(f"| {name} | " + " | ".join(f"{c:.3f}" if c is not None else "-" for c in cells) + " |", flush=True)
        if given.by_type:
            by_type(score, rows, preds)


def _cell(figure: dict[str, Any]) -> float | None:
    return figure.get("f1", figure.get("share"))


def by_type(score: Any, rows: list[dict[str, Any]], preds: dict[str, dict[str, Any]]) -> None:
    """Precision and recall of each type."""
    right, found, wanted = Counter[str](), Counter[str](), Counter[str]()
    for row in rows:
        gold, pred = row["events"], preds[row["text"].strip()]["events"]
        pairs = score.pair(gold, pred, score.event_strength(row["text"]))
        must = [i for i, e in enumerate(gold) if not e["optional"]]
        spared = {j for i, j in pairs if i not in must}
        right.update(gold[i]["type"] for i, _ in pairs if i in must)
        wanted.update(gold[i]["type"] for i in must)
        found.update(e["type"] for j, e in enumerate(pred) if j not in spared)
    for type_ in sorted(wanted | found):
        p, r = right[type_] / max(found[type_], 1), right[type_] / max(wanted[type_], 1)
        print(f"|   {type_} | {wanted[type_]} | {p:.2f} | {r:.2f} |")


if __name__ == "__main__":
    main()
