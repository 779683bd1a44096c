"""Positions: each actor's stance on a proposal or towards another actor as a dated sequence, and where it changed."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.collation.accounts import content_words
from dragoman.collation.actors import folded, side
from dragoman.model import Report

SAME = 0.34  # share of words from which two stances are on one matter


@dataclass(frozen=True, slots=True)
class Stand:
    """A stance as one report has it, on a day, through a chain of sources; ``changed`` where it differs from before."""

    date: dt.date | None
    position: str
    proposal: str
    chain: tuple[str, ...]
    article: str
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Stance:
    """What one actor holds of one matter over time; ``disputed`` where one day's reports disagree."""

    actor: str
    matter: str
    stands: tuple[Stand, ...]
    changes: int
    disputed: bool


def positions(reports: Iterable[Report], actor: str | None = None) -> list[Stance]:
    """The sequences of every actor, or of one (country code or name); those that changed most come first."""
    said: dict[str, list[tuple[Stand, frozenset[str]]]] = defaultdict(list)
    for report in reports:
        by_id = {a.id: a for a in report.actors}
        for stance in report.stances:
            who = by_id[stance.actor.actor]
            key = side(who)
            if actor is not None and actor not in {who.country, folded(who.name)}:
                continue
            towards = " ".join(by_id[r.actor].country or by_id[r.actor].name for r in stance.towards)
            proposal = report.words(stance.proposal)
            labels = report.labels(stance.attributions)
            date = report.article.published_date
            stand = Stand(date, stance.position.value, proposal, labels, report.article.id)
            said[key].append((stand, content_words(f"{proposal} {towards}")))
    found = [_sequence(key, group) for key, stands in said.items() for group in _matters(stands)]
    return sorted(found, key=lambda s: (-s.changes, -len(s.stands), s.actor, s.matter))


def _matters(stands: list[tuple[Stand, frozenset[str]]]) -> list[list[Stand]]:
    groups: list[tuple[frozenset[str], list[Stand]]] = []
    for stand, words in sorted(stands, key=lambda s: (s[0].date or dt.date.min, s[0].article, s[0].proposal)):
        at = next((i for i, (held, _) in enumerate(groups) if _same(words, held)), None)
        if at is None:
            groups.append((words, [stand]))
        else:
            groups[at][1].append(stand)
    return [group for _, group in groups]


def _same(a: frozenset[str], b: frozenset[str]) -> bool:
    return bool(a and b) and len(a & b) / min(len(a), len(b)) >= SAME


def _sequence(actor: str, stands: list[Stand]) -> Stance:
    out: list[Stand] = []
    for stand in stands:
        changed = bool(out) and out[-1].position != stand.position
        out.append(Stand(stand.date, stand.position, stand.proposal, stand.chain, stand.article, changed))
    by_day: dict[dt.date | None, set[str]] = defaultdict(set)
    for stand in out:
        by_day[stand.date].add(stand.position)
    disputed = any({"for", "against"} <= held for held in by_day.values())
    return Stance(actor, out[0].proposal, tuple(out), sum(s.changed for s in out), disputed)
