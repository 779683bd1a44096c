"""Groups and formats over time, and the numbers and polls that reports give of populations."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.collation.actors import folded
from dragoman.model import Report


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a group, or who joined it, left it or was excluded, as reports have it.

    How many reports, from which publication date to which, and the first one's words.
    """

    group: str
    member: str
    status: str
    reports: int
    first: dt.date | None
    last: dt.date | None
    article: str
    words: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number or a share that a report gives: of what, where, how bounded, and according to whom."""

    what: str
    of: str
    value: float
    bound: str
    place: str | None
    date: dt.date | None
    chain: tuple[str, ...]
    article: str
    words: str


def members(reports: Iterable[Report]) -> list[Member]:
    """Who belongs to which group, by group and member."""
    held: dict[tuple[str, str, str], list[tuple[dt.date | None, str, str]]] = defaultdict(list)
    names: dict[tuple[str, str, str], tuple[str, str, str]] = {}
    for report in reports:
        by_id = {a.id: a for a in report.actors}
        for m in report.memberships:
            group, member = by_id[m.group.actor].name, by_id[m.member.actor].name
            key = folded(group), folded(member), m.status
            names.setdefault(key, (group, member, m.status))
            held[key].append((report.article.published_date, report.article.id, report.words(m.spans)))
    found = []
    for key, said in sorted(held.items()):
        said.sort(key=lambda s: (s[0] or dt.date.max, s[1]))
        dates = [day for day, _, _ in said if day]
        count = len({article for _, article, _ in said})
        first, last = min(dates, default=None), max(dates, default=None)
        found.append(Member(*names[key], count, first, last, said[0][1], said[0][2]))
    return found


def figures(reports: Iterable[Report], query: str | None = None) -> list[Figure]:
    """The numbers and polls of reports by what they count and by date; of those that ``query`` is part of."""
    found = []
    for report in reports:
        by_id = {a.id: a for a in report.actors}
        day, article = report.article.published_date, report.article
        for q in report.quantities:
            of = by_id[q.of.actor].name if q.of else ""
            chain = report.labels(q.attributions)
            words = report.words(q.spans)
            found.append(Figure(q.unit, of, q.value, q.bound.value, q.place, day, chain, article.id, words))
        for p in report.polls:
            of = by_id[p.population.actor].name if p.population else ""
            chain = report.labels(p.attributions)
            what = f"share: {report.words(p.proposition)}"
            found.append(
                Figure(what, of, p.share, p.bound.value, None, day, chain, article.id, report.words(p.share_spans))
            )
    wanted = folded(query or "")
    hits = [f for f in found if wanted in folded(f"{f.what} {f.of} {f.place or ''}")]
    return sorted(hits, key=lambda f: (f.what, f.date or dt.date.min, f.article))
