"""Training of the choice of an act's time on annotated reports (``event_examples`` tells their form)."""

import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np
from spacy.tokens import Doc

from dragoman.model import When
from dragoman.reading.attribution.features import Tokens
from dragoman.reading.draft import Draft, draft_of
from dragoman.reading.events.choice import Choice
from dragoman.reading.events.dates import Asked, Dates
from dragoman.reading.events.frames import frames
from dragoman.reading.events.proposal import ByWord
from dragoman.reading.events.propose_frames import FrameProposer
from dragoman.reading.events.sides import top
from dragoman.training.choice import Case, Settings, case, fit
from dragoman.training.event_examples import articles, trigger
from dragoman.training.sides import parser

DEFAULTS = Settings(networks=3, hidden=12, epochs=4)
_OPTIONAL = 0.5  # how much the time of an act counts that annotators left open
_UNREACHED = 0.3  # and of one whose time is none of the candidates


def cases_of(doc: Doc, events: Iterable[dict[str, Any]]) -> list[Case]:
    """The choices that the annotated ``events`` of a report are, which must be gone through in their order."""
    draft, tokens = draft_of(doc), Tokens.of(doc)
    by_frames = ByWord(FrameProposer(frames(None)).propose(doc, draft))
    dates = Dates(doc, draft)
    held = ((trigger(doc, tokens, event["trigger"]), event) for event in events)
    found = []
    for words, event in sorted(((w, e) for w, e in held if w), key=lambda one: min(one[0])):
        same = (p.trigger for p in by_frames.holding(words) if p.type == event["type"])
        told = next(same, None) or _from_top(words, doc)
        asked = dates.asked([doc[i] for i in told], event["type"])
        if asked.candidates:
            found.append(_case(asked, event))
    return found


def _from_top(words: list[int], doc: Doc) -> tuple[int, ...]:
    first = top(tuple(words), doc)
    return (first, *(i for i in words if i != first))


def _case(asked: Asked, event: dict[str, Any]) -> Case:
    right = np.zeros((len(asked.candidates) + 1, 1), np.float32)
    right[:-1, 0] = [event["when"] is not None and _is(one.when, event["when"]) for one in asked.candidates]
    weight = _OPTIONAL if event.get("optional") else 1.0
    if not right.any():
        right[-1, 0] = 1
        weight *= _UNREACHED if event["when"] is not None else 1.0
    return case(asked.features, asked.around, right, np.ones_like(right), np.array([weight], np.float32))


def _is(when: When, days: list[str | None]) -> bool:
    """Whether a time is the annotated one: the same days; where it is open, the bound alone."""
    first, last = (dt.date.fromisoformat(day) if day else None for day in days)
    if (when.start, when.end) == (first, last):
        return True
    if when.end is None:
        return when.start is not None and when.start == first
    return when.start is None and when.end in {first, last}


def train(
    corpora: list[Path],
    *,
    texts: Path | None = None,
    settings: Settings = DEFAULTS,
    seed: int = 0,
    progress: Callable[[str], None] = lambda line: None,
) -> Choice:
    """Train the choice of times on the reports of ``corpora``; ``texts`` holds the texts of rows without one.

    Reports are read against the day on which they were published, so that their times are known.
    """
    gold = articles(corpora, texts)
    progress(f"reading {len(gold)} reports")
    nlp = parser()
    cases = []
    for row in gold:
        doc = nlp.make_doc(row["text"])
        published = row.get("published")
        doc._.dragoman = Draft(published=dt.date.fromisoformat(published[:10]) if published else None)
        cases += cases_of(nlp(doc), row["events"])
    progress(f"{len(cases)} acts")
    return fit(cases, 1, settings, seed, progress)
