"""The ledger: what was promised or threatened, by when, and what later reports say came of it."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from dragoman.collation.accounts import content_words
from dragoman.collation.actors import folded, side
from dragoman.model import Commitment, Report

SAME = 0.5  # share of words from which two reports speak of one commitment
KEPT = 0.5  # share of a commitment's words that a later sentence needs to be a candidate
DUE = dt.timedelta(days=7)
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

    ``kept`` and ``broken`` are a candidate's unless ``verdict`` is set, which is a user's. ``by`` are the folded names
    of those who undertook it: a minister's promise is also her country's.
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
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """A commitment as one report has it, with the content words of what is undertaken."""

    entry: Entry
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Telling:
    """A sentence that may tell what came of a commitment: whom it names, its words, and whether it says no."""

    article: str
    date: dt.date | None
    start: int
    end: int
    actors: tuple[str, ...]
    words: frozenset[str]
    undone: bool


def ledger(reports: Iterable[Report], today: dt.date, verdicts: dict[str, str] | None = None) -> list[Entry]:
    """The commitments of ``reports`` as they stand on ``today``, by deadline and day made."""
    said: list[Said] = []
    told: list[Telling] = []
    texts: dict[str, str] = {}
    for report in reports:
        said += said_of(report)
        told += tellings_of(report)
        texts[report.article.id] = report.article.text
    found = entries_of(said, told, lambda t: texts[t.article][t.start : t.end])
    standing = [stands(e, today, (verdicts or {}).get(e.id)) for e in found]
    return sorted(standing, key=lambda e: (e.deadline or dt.date.max, e.made or dt.date.min, e.id))


def entries_of(said: Iterable[Said], told: Iterable[Telling], words_of: Callable[[Telling], str]) -> list[Entry]:
    """Commitments with the reports of one and the same joined, and the candidates among ``told``.

    Only commitments of the same actors and kind meet, and only sentences that name one of those actors are candidates.
    """
    index = _Told(told, words_of)
    return [replace(s.entry, candidates=index.about(s)) for s in _merged([s for s in said if s.entry.actors])]


def tellings_of(report: Report) -> list[Telling]:
    """The sentences of one report that name an actor and do not speak of what is to come."""
    text, found = report.article.text, []
    for match in _SENTENCE.finditer(text):
        named = {side(a) for a in report.actors if any(match.start() <= m.start < match.end() for m in a.mentions)}
        if not named or _AHEAD.search(match.group()):
            continue
        undone = _UNDONE.search(match.group()) is not None
        place = (report.article.id, report.article.published_date, match.start(), match.end())
        found.append(Telling(*place, tuple(sorted(named)), content_words(match.group()), undone))
    return found


def stands(entry: Entry, today: dt.date, verdict: str | None = None) -> Entry:
    """``entry`` with its state on ``today``; a user's ``verdict`` comes before what reports say."""
    return replace(entry, verdict=verdict, state=verdict or _state(entry, today))


def said_of(report: Report) -> list[Said]:
    """The commitments of one report."""
    return [_said(report, c) for c in report.commitments]


def _said(report: Report, commitment: Commitment) -> Said:
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
        by=tuple(dict.fromkeys(folded(by_id[r.actor].name) for r in commitment.actors if r.actor in by_id)),
    )
    return Said(entry, content_words(action))


def _merged(said: list[Said]) -> list[Said]:
    """Commitments with the reports of one and the same joined; the earliest stands for them."""
    found: dict[tuple[tuple[str, ...], str], list[Said]] = defaultdict(list)
    for one in sorted(said, key=lambda s: (s.entry.made or dt.date.max, s.entry.id)):
        held = found[one.entry.actors, one.entry.kind]
        at = next((i for i, other in enumerate(held) if _same(one, other)), None)
        if at is None:
            held.append(one)
            continue
        old = held[at].entry
        update = {
            "articles": (*old.articles, *one.entry.articles),
            "by": tuple(dict.fromkeys((*old.by, *one.entry.by))),
            "deadline": old.deadline or one.entry.deadline,
            "condition": old.condition or one.entry.condition,
        }
        held[at] = replace(held[at], entry=replace(old, **update))  # type: ignore[arg-type]
    return [s for held in found.values() for s in held]


def _same(a: Said, b: Said) -> bool:
    both = a.entry.deadline and b.entry.deadline and a.entry.deadline != b.entry.deadline
    return not both and len(a.words & b.words) / max(1, len(a.words | b.words)) >= SAME


class _Told:
    """Sentences that may tell what came of a commitment, by the actors they name and their words."""

    def __init__(self, told: Iterable[Telling], words_of: Callable[[Telling], str]) -> None:
        self._all = list(told)
        self._words_of = words_of
        self._holding: dict[tuple[str, str], list[int]] = defaultdict(list)
        for at, telling in enumerate(self._all):
            for name in telling.actors:
                for word in telling.words:
                    self._holding[name, word].append(at)

    def about(self, said: Said) -> tuple[Candidate, ...]:
        """The five later sentences, of other reports, that share most of the commitment's words."""
        shared: Counter[int] = Counter()
        for word in said.words:
            shared.update({at for name in said.entry.actors for at in self._holding.get((name, word), ())})
        found = []
        for at, count in shared.items():
            telling, score = self._all[at], round(count / len(said.words), 3)
            if score >= KEPT and _later(said.entry, telling):
                found.append((-score, telling.article, telling.start, at))
        best = [(self._all[at], -score) for score, _, _, at in sorted(found)[:5]]
        return tuple(
            Candidate(t.article, t.start, t.end, "broken" if t.undone else "kept", score, t.date, self._words_of(t))
            for t, score in best
        )


def _later(entry: Entry, telling: Telling) -> bool:
    if telling.article in entry.articles or telling.date is None or entry.made is None:
        return False
    return telling.date >= entry.made


def _state(entry: Entry, today: dt.date) -> str:
    if entry.candidates:
        return entry.candidates[0].outcome
    if entry.deadline is None:
        return "open"
    if entry.deadline < today:
        return "overdue"
    return "due" if entry.deadline - today <= DUE else "open"
