"""Relations: the events between actors as a series over time, with the points where it changed, and as a network."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Literal

from dragoman.collation.events import JoinedEvent

Period = Literal["day", "week", "month"]


@dataclass(frozen=True, slots=True)
class Point:
    """One period: its first day, events by quad class, Goldstein intensity summed over events, and weighted.

    ``weighted`` counts each event as often as independent sources hold it (at most five times) and is the mean.
    """

    start: dt.date
    events: tuple[str, ...]
    quads: tuple[int, int, int, int]
    intensity: float
    weighted: float


@dataclass(frozen=True, slots=True)
class Change:
    """Where the level of the series changed, by how much, and the events of that period."""

    start: dt.date
    before: float
    after: float
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    one: str
    other: str
    period: Period
    points: tuple[Point, ...]
    changes: tuple[Change, ...]


def between(events: Iterable[JoinedEvent], one: str, other: str) -> list[JoinedEvent]:
    """The events that happened with ``one`` on one side and ``other`` on the other, either way round."""
    found = []
    for event in events:
        sides = {*event.doers}, {*event.recipients}
        together = one in sides[0] and other in sides[0] and event.quad <= 2
        across = (one in sides[0] and other in sides[1]) or (other in sides[0] and one in sides[1])
        if (across or together) and event.asserting > 0 and event.first is not None:
            found.append(event)
    return found


def relation(events: Iterable[JoinedEvent], one: str, other: str, period: Period = "week") -> Relation:
    """The series of the dyad ``one``-``other``; periods between the first and the last event are all there."""
    chosen = between(events, one, other)
    groups: dict[dt.date, list[JoinedEvent]] = defaultdict(list)
    for event in chosen:
        assert event.first is not None
        groups[_floor(event.first, period)].append(event)
    points = [_point(start, groups.get(start, [])) for start in _periods(sorted(groups), period)]
    return Relation(one, other, period, tuple(points), tuple(changes(points)))


def _floor(day: dt.date, period: Period) -> dt.date:
    if period == "day":
        return day
    return day - dt.timedelta(days=day.weekday()) if period == "week" else day.replace(day=1)


def _periods(starts: list[dt.date], period: Period) -> list[dt.date]:
    out = []
    at = starts[0] if starts else None
    while at is not None and at <= starts[-1]:
        out.append(at)
        step = {"day": 1, "week": 7, "month": 32}[period]
        at = _floor(at + dt.timedelta(days=step), period)
    return out


def _point(start: dt.date, events: Sequence[JoinedEvent]) -> Point:
    quads = [sum(e.quad == q for e in events) for q in (1, 2, 3, 4)]
    weights = [min(5, max(1, e.asserting)) for e in events]
    total = sum(w * e.goldstein for w, e in zip(weights, events, strict=True))
    return Point(
        start=start,
        events=tuple(e.id for e in events),
        quads=(quads[0], quads[1], quads[2], quads[3]),
        intensity=round(sum(e.goldstein for e in events), 3),
        weighted=round(total / sum(weights), 3) if weights else 0.0,
    )


def changes(points: Sequence[Point], penalty: float = 12.0) -> list[Change]:
    """Points where the weighted level changed for good (PELT, Killick et al. 2012, with a least-squares cost)."""
    if len(points) < 6:
        return []
    import numpy as np
    import ruptures

    series = np.array([[p.weighted] for p in points])
    spread = float(np.var(series)) or 1.0
    cuts = ruptures.Pelt(model="l2", min_size=3, jump=1).fit(series).predict(pen=penalty * spread / 4)
    edges = [0, *cuts]
    means = [float(series[a:b].mean()) for a, b in pairwise(edges)]
    return [
        Change(points[cut].start, round(before, 3), round(after, 3), points[cut].events)
        for cut, (before, after) in zip(cuts[:-1], pairwise(means), strict=True)
    ]


@dataclass(frozen=True, slots=True)
class Node:
    """An actor of the network: with how many events, what share of shortest paths runs through it, and its tone."""

    actor: str
    events: int
    betweenness: float
    intensity: float


def dyads(events: Iterable[JoinedEvent]) -> dict[tuple[str, str], list[float]]:
    """Pairs of actors on two sides of events that happened, by name, with the intensity of each event."""
    found: dict[tuple[str, str], list[float]] = defaultdict(list)
    for event in events:
        for a, b in product(event.doers, event.recipients):
            if a != b and event.asserting:
                found[min(a, b), max(a, b)].append(event.goldstein)
    return found


def centrality(ties: Iterable[tuple[str, str, int, float]]) -> list[Node]:
    """The actors of ``ties`` (two actors, their number of events and its summed intensity), most events first.

    Betweenness (Freeman 1977) is estimated from 200 actors where there are more (Brandes and Pich 2007).
    """
    import networkx as nx

    graph = nx.Graph()
    events: Counter[str] = Counter()
    tone: Counter[str] = Counter()
    for one, other, count, total in ties:
        graph.add_edge(one, other, weight=count)
        for actor in (one, other):
            events[actor] += count
            tone[actor] += total  # type: ignore[assignment]
    middle = nx.betweenness_centrality(graph, k=min(200, len(graph)) or None, seed=1)
    nodes = [Node(a, events[a], round(middle[a], 4), round(tone[a] / events[a], 3)) for a in sorted(graph.nodes)]
    return sorted(nodes, key=lambda n: (-n.events, n.actor))


def network(events: Iterable[JoinedEvent]) -> list[Node]:
    """The actors of ``events`` as nodes of a graph whose edges are events between two sides, most events first."""
    return centrality((a, b, len(tones), sum(tones)) for (a, b), tones in dyads(events).items())
