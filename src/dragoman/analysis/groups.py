"""Groups and formats over time, and the numbers and polls that reports give of populations."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.collation.actors import folded
from dragoman.collation.numbers import unit_of
from dragoman.model import Report


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a group, or who joined it, left it or was excluded, as reports have it.

    How many reports, from which publication date to which, and the first one's words and its id of them.
    """

    group: str
    member: str
    status: str
    reports: int
    first: dt.date | None
    last: dt.date | None
    article: str
    words: str
    item: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number or a share that a report gives: of what, where, how bounded, and according to whom; ``item`` is its id
    there."""

    what: str
    of: str
    value: float
    bound: str
    place: str | None
    date: dt.date | None
    chain: tuple[str, ...]
    article: str
    words: str
    item: str = ""


@dataclass(frozen=True, slots=True)
class Belonging:
    """A membership as one report has it; ``item`` is its id there."""

    group: str
    member: str
    status: str
    date: dt.date | None
    article: str
    words: str
    item: str = ""


def belongings_of(report: Report) -> list[Belonging]:
    """Who belongs to which group by one report."""
    by_id = {a.id: a for a in report.actors}
    day, article = report.article.published_date, report.article.id
    return [
        Belonging(
            group=by_id[m.group.actor].name,
            member=by_id[m.member.actor].name,
            status=m.status,
            date=day,
            article=article,
            words=report.words(m.spans),
            item=m.id,
        )
        for m in report.memberships
    ]


def merged(said: Iterable[Belonging]) -> list[Member]:
    """Memberships that reports have in common as one, by group and member."""
    held: dict[tuple[str, str, str], list[Belonging]] = defaultdict(list)
    for one in said:
        held[folded(one.group), folded(one.member), one.status].append(one)
    found = []
    for _, group in sorted(held.items()):
        group.sort(key=lambda b: (b.date or dt.date.max, b.article))
        dates = [b.date for b in group if b.date]
        count, first = len({b.article for b in group}), group[0]
        ends = min(dates, default=None), max(dates, default=None)
        at = first.article, first.words, first.item
        found.append(Member(first.group, first.member, first.status, count, *ends, *at))
    return found


def members(reports: Iterable[Report]) -> list[Member]:
    """Who belongs to which group, by group and member."""
    return merged(b for report in reports for b in belongings_of(report))


def numbers_of(report: Report) -> list[Figure]:
    """The numbers of one report, and of whom or where they are."""
    by_id = {a.id: a for a in report.actors}
    day, article = report.article.published_date, report.article
    found = []
    for q in report.quantities:
        of = by_id[q.of.actor].name if q.of and q.of.actor else report.words(q.of.spans) if q.of else ""
        chain, words = report.labels(q.attributions), report.words(q.spans)
        found.append(Figure(unit_of(q), of, q.value, q.bound.value, q.place, day, chain, article.id, words, q.id))
    return found


def polls_of(report: Report) -> list[Figure]:
    """The shares of a population that hold something, by one report."""
    by_id = {a.id: a for a in report.actors}
    day, article = report.article.published_date, report.article.id
    found = []
    for p in report.polls:
        of = by_id[p.population.actor].name if p.population else ""
        chain, what = report.labels(p.attributions), f"share: {report.words(p.proposition)}"
        words = report.words(p.share_spans)
        found.append(Figure(what, of, p.share, p.bound.value, None, day, chain, article, words, p.id))
    return found


def figures(reports: Iterable[Report], query: str | None = None) -> list[Figure]:
    """The numbers and polls of reports by what they count and by date; of those that ``query`` is part of."""
    found = [f for report in reports for f in (*numbers_of(report), *polls_of(report))]
    wanted = folded(query or "")
    hits = [f for f in found if wanted in folded(f"{f.what} {f.of} {f.place or ''}")]
    return sorted(hits, key=lambda f: (f.what, f.date or dt.date.min, f.article))
