"""Sources: who relies on whom - which outlets cite which agencies, ministries and people, and how often unnamed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.model import ActorKind, Report


@dataclass(frozen=True, slots=True)
class Cited:
    """A source over all reports: how often cited, in how many reports, by which outlets, and how often unnamed."""

    source: str
    kind: str
    country: str | None
    citations: int
    reports: int
    outlets: tuple[tuple[str, int], ...]
    relayed: int
    unnamed: bool


def cited(reports: Iterable[Report]) -> list[Cited]:
    """The sources of ``reports``, most cited first; ``relayed`` counts citations at second hand."""
    counts: Counter[str] = Counter()
    relayed: Counter[str] = Counter()
    held: dict[str, set[str]] = defaultdict(set)
    outlets: dict[str, Counter[str]] = defaultdict(Counter)
    what: dict[str, tuple[str, str | None, bool]] = {}
    for report in reports:
        by_id = {a.id: a for a in report.actors}
        for attribution in report.attributions:
            speaker = attribution.chain[0]
            actor = by_id.get(speaker.actor or "")
            name = actor.name if actor and actor.kind is not ActorKind.UNNAMED else speaker.label
            unnamed = actor is not None and actor.kind is ActorKind.UNNAMED
            name = "unnamed source" if unnamed else name
            counts[name] += 1
            relayed[name] += len(attribution.chain) > 2
            held[name].add(report.article.id)
            outlets[name][report.article.publisher or "?"] += 1
            what.setdefault(name, (actor.kind.value if actor else "unknown", actor.country if actor else None, unnamed))
    found = []
    for name, n in sorted(counts.items(), key=lambda c: (-c[1], c[0])):
        kind, country, unnamed = what[name]
        by = tuple(outlets[name].most_common(5))
        found.append(Cited(name, kind, country, n, len(held[name]), by, relayed[name], unnamed))
    return found
