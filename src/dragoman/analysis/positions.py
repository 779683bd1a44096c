"""Positions: each actor's stance on a proposal or towards another actor as a dated sequence, and where it changed."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

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
    start: int | None = None
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Stance:
    """What one actor holds of one matter over time; ``disputed`` where one day's reports disagree.

    ``towards`` are the actors that it is about, as country codes or folded names.
    """

    actor: str
    matter: str
    stands: tuple[Stand, ...]
    changes: int
    disputed: bool
    towards: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """A stance of one report: whose (``actor``: code or folded name; ``name``: the own name), on what."""

    actor: str
    name: str
    towards: tuple[str, ...]
    stand: Stand
    words: frozenset[str]


def positions(reports: Iterable[Report], actor: str | None = None) -> list[Stance]:
    """The sequences of every actor, or of one (country code or name); those that changed most come first."""
    held = (h for report in reports for h in held_of(report))
    return sequences(h for h in held if actor is None or actor in {h.actor, h.name})


def held_of(report: Report) -> list[Held]:
    """The stances of one report."""
    by_id = {a.id: a for a in report.actors}
    found = []
    for stance in report.stances:
        who, towards = by_id[stance.actor.actor], [by_id[r.actor] for r in stance.towards]
        proposal = report.words(stance.proposal)
        stand = Stand(
            date=report.article.published_date,
            position=stance.position.value,
            proposal=proposal,
            chain=report.labels(stance.attributions),
            article=report.article.id,
            start=stance.cue[0].start if stance.cue else None,
        )
        words = content_words(" ".join([proposal, *(a.country or a.name for a in towards)]))
        found.append(Held(side(who), folded(who.name), tuple(side(a) for a in towards), stand, words))
    return found


def sequences(held: Iterable[Held]) -> list[Stance]:
    """Stances as dated sequences, one for each actor and matter; those that changed most come first."""
    said: dict[str, list[Held]] = defaultdict(list)
    for one in held:
        said[one.actor].append(one)
    found = [_sequence(actor, group) for actor, every in said.items() for group in _matters(every)]
    return sorted(found, key=lambda s: (-s.changes, -len(s.stands), s.actor, s.matter))


def _matters(held: list[Held]) -> list[list[Held]]:
    groups: list[tuple[frozenset[str], list[Held]]] = []
    for one in sorted(held, key=lambda h: (h.stand.date or dt.date.min, h.stand.article, h.stand.proposal, h.name)):
        at = next((i for i, (words, _) in enumerate(groups) if _same(one.words, words)), None)
        if at is None:
            groups.append((one.words, [one]))
        else:
            groups[at][1].append(one)
    return [group for _, group in groups]


def _same(a: frozenset[str], b: frozenset[str]) -> bool:
    return bool(a and b) and len(a & b) / min(len(a), len(b)) >= SAME


def _sequence(actor: str, held: list[Held]) -> Stance:
    out: list[Stand] = []
    for one in held:
        changed = bool(out) and out[-1].position != one.stand.position
        out.append(replace(one.stand, changed=changed))
    by_day: dict[dt.date | None, set[str]] = defaultdict(set)
    for stand in out:
        by_day[stand.date].add(stand.position)
    disputed = any({"for", "against"} <= positions for positions in by_day.values())
    towards = tuple(sorted({t for one in held for t in one.towards}))
    return Stance(actor, out[0].proposal, tuple(out), sum(s.changed for s in out), disputed, towards)
