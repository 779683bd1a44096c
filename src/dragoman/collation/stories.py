"""Stories: reports that tell of the same things.

Copies, versions and texts that hold one another are of one story from the outset. Two others are tied where they tell
of one joined event, or where one reuses passages of the other. Groups grow from the pair with the largest share of ties
between them on, and stay apart where that share is small: one event that a round-up recalls, or that was joined
wrongly, does not make two affairs one. The outcome depends on the set of reports alone, not on its order.
"""

from __future__ import annotations

import datetime as dt
import heapq
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from itertools import combinations

LEAST = 0.1  # share of the pairs between two groups that are tied from which they are one story


def stories(
    reports: Iterable[tuple[str, dt.date | None]],
    family: Mapping[str, str],
    events: Iterable[Collection[str]],
    reused: Iterable[tuple[str, str]] = (),
) -> dict[str, str]:
    """The story of every one of ``reports`` (id and date): the id of the earliest report of it.

    ``family`` holds copies together; ``events`` are the reports of each joined event, ``reused`` pairs that share
    passages.
    """
    ids = [id_ for id_, _ in sorted(reports, key=lambda r: (r[1] or dt.date.max, r[0]))]
    number: dict[str, int] = {}  # of a family, by its earliest report
    of = [number.setdefault(family.get(id_, id_), i) for i, id_ in enumerate(ids)]
    at = dict(zip(ids, of, strict=True))
    ties: set[tuple[int, int]] = set()
    for one in (*events, *reused):
        ties.update(combinations(sorted({at[article] for article in one}), 2))
    home = _grown(set(of), ties)
    return {id_: ids[home[unit]] for id_, unit in zip(ids, of, strict=True)}


def story_of(articles: Iterable[str], story: Mapping[str, str]) -> str:
    """The story of an event that ``articles`` tell of: that of most of them."""
    found = Counter(story[article] for article in articles)
    most = max(found.values())
    return min(one for one, times in found.items() if times == most)


def _grown(units: set[int], ties: set[tuple[int, int]]) -> dict[int, int]:
    """For every unit the lowest one of its group."""
    members = {unit: [unit] for unit in units}
    near: dict[int, dict[int, int]] = defaultdict(dict)  # how many pairs between two groups are tied
    for one, other in ties:
        near[one][other] = near[other][one] = 1
    waiting = [(-1.0, one, other) for one, other in sorted(ties)]
    while waiting:
        share, one, other = heapq.heappop(waiting)
        if other not in near.get(one, ()) or share != _share(near, members, one, other):
            continue  # one of them has grown, or is a part of another, since
        members[one] += members.pop(other)
        for third, tied in near.pop(other).items():
            del near[third][other]
            if third != one:
                near[one][third] = near[third][one] = near[one].get(third, 0) + tied
        for third in near[one]:
            low, high = sorted((one, third))
            share = _share(near, members, low, high)
            if -share >= LEAST:
                heapq.heappush(waiting, (share, low, high))
    return {unit: lowest for lowest, held in members.items() for unit in held}


def _share(near: Mapping[int, Mapping[int, int]], members: Mapping[int, list[int]], one: int, other: int) -> float:
    """The share of tied pairs between two groups, below zero so that the largest comes first."""
    return -near[one][other] / (len(members[one]) * len(members[other]))
