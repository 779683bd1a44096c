"""Relations: the events between actors as a series over time, with the points where it changed, and as a network."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from statistics import fmean, pvariance, variance
from typing import Literal

from dragoman.analysis.levels import levels, student
from dragoman.collation.accounts import Account
from dragoman.collation.events import JoinedEvent

_POINTS = 6  # periods with reports from which changes are looked for
_EVENTS = 5  # events that a level rests on
Period = Literal["day", "week", "month"]


@dataclass(frozen=True, slots=True)
class Point:
    """One period in which something was reported: its first day, events by quad class, Goldstein intensity summed
    over events, and weighted.

    ``weighted`` counts each event as often as independent sources hold it (at most five times) and is the mean.
    ``undated`` counts the events whose day no report gives: they stand where they were reported.
    """

    start: dt.date
    events: tuple[str, ...]
    quads: tuple[int, int, int, int]
    intensity: float
    weighted: float
    undated: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """Where the level of the series changed, by how much, and the events of that period.

    ``counts`` are the events before and after on which the levels rest; ``low`` and ``high`` bound the difference of
    the levels with 95 % confidence (Welch 1947).
    """

    start: dt.date
    before: float
    after: float
    events: tuple[str, ...]
    counts: tuple[int, int] = (0, 0)
    low: float = 0.0
    high: float = 0.0


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
        if (
            event.asserting > 0
            and event.day is not None
            and (_across(event, one, other) or _together(event, one, other))
        ):
            found.append(event)
    return found


def _across(event: JoinedEvent, one: str, other: str) -> bool:
    """Whether the two stand on two sides of an event, as countries or by their own names."""
    named = [
        {*side, *(n for a in event.accounts for n in names(a))}
        for side, names in ((event.doers, _doing), (event.recipients, _receiving))
    ]
    return (one in named[0] and other in named[1]) or (other in named[0] and one in named[1])


def _doing(account: Account) -> tuple[str, ...]:
    return account.names[: account.doing]


def _receiving(account: Account) -> tuple[str, ...]:
    return account.names[account.doing :]


def _together(event: JoinedEvent, one: str, other: str) -> bool:
    return one != other and {one, other} <= {*event.doers} and event.quad <= 2


def relation(events: Iterable[JoinedEvent], one: str, other: str, period: Period = "week") -> Relation:
    """The series of the dyad ``one``-``other``, a point for each period in which something was reported of it: where
    nobody reports nothing is known."""
    chosen = between(events, one, other)
    groups: dict[dt.date, list[JoinedEvent]] = defaultdict(list)
    for event in chosen:
        assert event.day is not None
        groups[_floor(event.day, period)].append(event)
    points = [_point(start, groups[start]) for start in sorted(groups)]
    return Relation(one, other, period, tuple(points), tuple(changes(points)))


def _floor(day: dt.date, period: Period) -> dt.date:
    if period == "day":
        return day
    return day - dt.timedelta(days=day.weekday()) if period == "week" else day.replace(day=1)


def _point(start: dt.date, events: Sequence[JoinedEvent]) -> Point:
    quads = [sum(e.quad == q for e in events) for q in (1, 2, 3, 4)]
    weights = [min(5, max(1, e.asserting)) for e in events]
    total = sum(w * e.goldstein for w, e in zip(weights, events, strict=True))
    return Point(
        start=start,
        events=tuple(e.id for e in events),
        quads=(quads[0], quads[1], quads[2], quads[3]),
        intensity=round(sum(e.goldstein for e in events), 3),
        weighted=round(total / sum(weights), 3),
        undated=sum(e.first is None for e in events),
    )


def changes(points: Sequence[Point], penalty: float = 12.0) -> list[Change]:
    """Points where the weighted level changed for good, by the levels that fit best for ``penalty`` a change.

    Only periods with reports count; a change stands where enough events are on both sides of it and the levels differ
    beyond chance.
    """
    if len(points) < _POINTS:
        return []
    series = [p.weighted for p in points]
    spread = pvariance(series) or 1.0
    pieces = [points[a:b] for a, b in pairwise([0, *levels(series, penalty * spread / 4)])]
    found = (_change(before, after) for before, after in pairwise(pieces))
    return [c for c in found if c is not None]


def _change(before: Sequence[Point], after: Sequence[Point]) -> Change | None:
    """The change between two stretches of a series; None where too little is reported or chance may explain it."""
    counts = sum(len(p.events) for p in before), sum(len(p.events) for p in after)
    if min(counts) < _EVENTS:
        return None
    one, other = [p.weighted for p in before], [p.weighted for p in after]
    difference = fmean(other) - fmean(one)
    margin = _margin(one, other)
    if abs(difference) <= margin:
        return None
    ends = round(difference - margin, 3), round(difference + margin, 3)
    return Change(after[0].start, round(fmean(one), 3), round(fmean(other), 3), after[0].events, counts, *ends)


def _margin(one: Sequence[float], other: Sequence[float]) -> float:
    """Half of the interval of confidence (95 %) of the difference of two means of unequal variance."""
    parts = [variance(values) / len(values) for values in (one, other)]
    total = sum(parts)
    if not total:
        return 0.0
    freedom = total**2 / sum(p**2 / (len(v) - 1) for p, v in zip(parts, (one, other), strict=True))
    return float(student(0.975, freedom) * total**0.5)


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
