"""The ledger: what was promised or threatened, by when, and what later reports say came of it."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dragoman.collation.accounts import content_words
from dragoman.collation.actors import side
from dragoman.model import Commitment, Report

SAME = 0.5  # share of words from which two reports speak of one commitment
KEPT = 0.5  # share of a commitment's words that a later sentence needs to be a candidate
_DUE = dt.timedelta(days=7)
_COMMON = 2000  # sentences from which a word says too little to look them all up
_SENTENCE = re.compile(r"[^\s].*?(?:[.!?][”’\"']?(?=\s|$)|$)", re.DOTALL)
_UNDONE = re.compile(
    r"\b(?:refus|declin|fail|den(?:y|ied|ies)|never|not\b|no longer|n[’']t\b|cancel|postpon|reject|block"
    r"|withh[eo]ld|abandon)",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:will|would|promis|pledg|vow|threaten|plan|intend|urg|demand|ask|call(?:ed|s)? on)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A later sentence that may tell how a commitment was kept or broken: where it stands and how much it shares."""

    article: str
    start: int
    end: int
    outcome: str
    score: float
    date: dt.date | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One commitment over all reports of it. ``state``: open, due (within a week), overdue, kept, broken.

    ``kept`` and ``broken`` are a candidate's unless ``verdict`` is set, which is a user's.
    """

    id: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    kind: str
    action: str
    condition: str
    made: dt.date | None
    deadline: dt.date | None
    state: str
    verdict: str | None
    articles: tuple[str, ...]
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class _Said:
    entry: Entry
    words: frozenset[str]


def ledger(reports: Iterable[Report], today: dt.date, verdicts: dict[str, str] | None = None) -> list[Entry]:
    """The commitments of ``reports`` as they stand on ``today``, by deadline and day made."""
    held = list(reports)
    said = [_said(report, c) for report in held for c in report.commitments]
    merged = _merged([s for s in said if s.entry.actors])
    told = _Sentences(held)
    judged = [_judged(s, told, today, verdicts or {}) for s in merged]
    return sorted(judged, key=lambda e: (e.deadline or dt.date.max, e.made or dt.date.min, e.id))


def _said(report: Report, commitment: Commitment) -> _Said:
    article = report.article
    by_id = {a.id: a for a in report.actors}

    def names(refs: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(side(by_id[r]) for r in refs if r in by_id))

    deadline = next((w for w in report.times if w.id == commitment.deadline), None)
    action = report.words(commitment.action)
    entry = Entry(
        id=f"{article.id}:{commitment.id}",
        actors=names(r.actor for r in commitment.actors),
        recipients=names(r.actor for r in commitment.recipients),
        kind=commitment.kind,
        action=action,
        condition=report.words(commitment.condition),
        made=article.published_date,
        deadline=deadline.end if deadline else None,
        state="open",
        verdict=None,
        articles=(article.id,),
        candidates=(),
    )
    return _Said(entry, content_words(action))


def _merged(said: list[_Said]) -> list[_Said]:
    """Commitments with the reports of one and the same joined; the earliest stands for them."""
    found: dict[tuple[tuple[str, ...], str], list[_Said]] = defaultdict(list)
    for one in sorted(said, key=lambda s: (s.entry.made or dt.date.max, s.entry.id)):
        held = found[one.entry.actors, one.entry.kind]
        at = next((i for i, other in enumerate(held) if _same(one, other)), None)
        if at is None:
            held.append(one)
            continue
        old = held[at].entry
        update = {
            "articles": (*old.articles, *one.entry.articles),
            "deadline": old.deadline or one.entry.deadline,
            "condition": old.condition or one.entry.condition,
        }
        held[at] = replace(held[at], entry=replace(old, **update))  # type: ignore[arg-type]
    return [s for held in found.values() for s in held]


def _same(a: _Said, b: _Said) -> bool:
    both = a.entry.deadline and b.entry.deadline and a.entry.deadline != b.entry.deadline
    return not both and len(a.words & b.words) / max(1, len(a.words | b.words)) >= SAME


def _judged(said: _Said, told: _Sentences, today: dt.date, verdicts: dict[str, str]) -> Entry:
    entry = said.entry
    found = told.about(said)
    candidates = tuple(sorted(found, key=lambda c: (-c.score, c.article, c.start))[:5])
    verdict = verdicts.get(entry.id)
    return replace(entry, candidates=candidates, verdict=verdict, state=verdict or _state(entry, candidates, today))


class _Sentences:
    """The sentences of all reports, by their content words."""

    def __init__(self, reports: Sequence[Report]) -> None:
        self._all: list[tuple[Report, int, int, frozenset[str]]] = []
        self._holding: dict[str, list[int]] = defaultdict(list)
        for report in reports:
            for match in _SENTENCE.finditer(report.article.text):
                words = content_words(match.group())
                for word in words:
                    self._holding[word].append(len(self._all))
                self._all.append((report, match.start(), match.end(), words))

    def about(self, said: _Said) -> list[Candidate]:
        """Later sentences, of other reports, that name who made the commitment and hold enough of its words."""
        shared: Counter[int] = Counter()
        for word in said.words:
            held = self._holding.get(word, [])
            if len(held) <= _COMMON:
                shared.update(held)
        found = []
        for at, count in shared.items():
            report, start, end, _ = self._all[at]
            score = count / len(said.words)
            if score >= KEPT and self._may_settle(said.entry, report, start, end):
                sentence = report.article.text[start:end]
                outcome = "broken" if _UNDONE.search(sentence) else "kept"
                date = report.article.published_date
                found.append(Candidate(report.article.id, start, end, outcome, round(score, 3), date, sentence))
        return found

    @staticmethod
    def _may_settle(entry: Entry, report: Report, start: int, end: int) -> bool:
        date = report.article.published_date
        if report.article.id in entry.articles or date is None or entry.made is None or date < entry.made:
            return False
        if _AHEAD.search(report.article.text, start, end):
            return False
        return any(
            side(actor) in entry.actors
            for actor in report.actors
            if any(start <= m.start < end for m in actor.mentions)
        )


def _state(entry: Entry, candidates: tuple[Candidate, ...], today: dt.date) -> str:
    if candidates:
        return candidates[0].outcome
    if entry.deadline is None:
        return "open"
    if entry.deadline < today:
        return "overdue"
    return "due" if entry.deadline - today <= _DUE else "open"
