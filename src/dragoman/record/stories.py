"""Questions to the kept record about stories: reports of one affair, with the events that they tell of."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from dragoman.collation.events import JoinedEvent
from dragoman.record import query
from dragoman.record.kept import Kept
from dragoman.record.query import Filed, Order, Page, Wanted, Where


@dataclass(frozen=True, slots=True)
class Story:
    """Reports of one affair: the id of the earliest (any of theirs leads here), the report whose headline stands for
    it, the first and last day of its reports, and how many they are.

    Of its ``events`` so many as ``fitting`` are asked for; ``items`` are the first of these.
    """

    id: str
    head: Filed
    first: dt.date | None
    last: dt.date | None
    reports: int
    events: int
    fitting: int
    items: tuple[JoinedEvent, ...] = ()


_ORDERS = {
    "newest": (("coalesce(last, '')", "id"), True),
    "oldest": (("coalesce(first, '9999')", "id"), False),
    "sources": (("reports", "coalesce(last, '')", "id"), True),
}
_COLUMNS = "id, head, first, last, reports, events, fitting"


def stories(
    kept: Kept,
    wanted: Wanted | None = None,
    *,
    order: Order = "newest",
    each: int = 6,
    limit: int = 20,
    cursor: str | None = None,
) -> Page[Story]:
    """Stories with an event that is wanted, each with at most ``each`` of these: the newest or oldest first, by their
    reports, or those of most reports."""
    asked = wanted or Wanted()
    inside = asked.where()
    where = Where()
    where.values += inside.values
    fitting = f"(SELECT story, count(*) AS fitting FROM event{inside} GROUP BY story)"
    table = f"{fitting} AS held JOIN story ON story.id = held.story"
    if asked == Wanted():
        table = "(SELECT *, events AS fitting FROM story WHERE events > 0)"
    keys, down = _ORDERS[order]
    page = query.page_of(kept, table, _COLUMNS, where, keys, limit, cursor, tuple, newest=down)
    heads = query.filed_as(kept, [row[1] for row in page.items])

    def made(row: tuple[Any, ...]) -> Story:
        found = query.events(kept, replace(asked, story=row[0]), order=order, limit=each) if each else None
        return _story(row, heads, found.items if found else ())

    return Page(tuple(made(row) for row in page.items), page.total, page.next)


def story(kept: Kept, article: str) -> tuple[Story, tuple[Filed, ...]]:
    """The story that a report is of, and its reports, the earliest first; ArticleNotFound where there is none such."""
    id_ = kept.report(article).article.id
    sql = "SELECT id, head, first, last, reports, events, events FROM story WHERE id = ({0})"
    of = "SELECT story FROM reading WHERE article = ?"
    row = kept.db.execute(sql.format(of), [id_]).fetchone()
    articles = [a for (a,) in kept.db.execute(f"SELECT article FROM reading WHERE story = ({of})", [id_])]
    reports = query.filed_as(kept, articles)
    return _story(row, reports, ()), tuple(reports.values())


def headline(kept: Kept, event: str) -> tuple[str, str]:
    """The id of the story that an event is of, and the headline that stands for it."""
    sql = """
        SELECT story.id, reading.title FROM event JOIN story ON story.id = event.story
        JOIN reading ON reading.article = story.head WHERE event.id = ?
    """
    id_, title = kept.db.execute(sql, [event]).fetchone()
    return id_, title


def _story(row: tuple[Any, ...], heads: dict[str, Filed], items: tuple[JoinedEvent, ...]) -> Story:
    id_, head, first, last, reports, events, fitting = row
    first, last = (dt.date.fromisoformat(day) if day else None for day in (first, last))
    return Story(id_, heads[head], first, last, reports, events, fitting, items)
