"""A reading as rows of the archive's tables."""

from __future__ import annotations

from typing import NamedTuple

from dragoman.model import Report

ARTICLE = ("id", "title", "publisher", "author", "url", "published", "language", "obtained", "text")
ITEMS = {
    "actor": "actors",
    "time": "times",
    "attribution": "attributions",
    "event": "events",
    "quantity": "quantities",
    "poll": "polls",
    "commitment": "commitments",
    "membership": "memberships",
    "stance": "stances",
}


class Rows(NamedTuple):
    """One reading: the article (``ARTICLE``), what read it, the report as JSON, each record as (kind, id, JSON)."""

    article: tuple[str | None, ...]
    reader: str
    report: str
    items: tuple[tuple[str, str, str], ...]

    @property
    def id(self) -> str:
        return str(self.article[0])


def rows_of(report: Report) -> Rows:
    """The rows of one report."""
    article = report.article
    published = article.published.isoformat() if article.published else None
    about = (article.title, article.publisher, article.author, article.url, published)
    columns = (article.id, *about, article.language, article.obtained, article.text)
    items = (
        (kind, item.id, item.model_dump_json()) for kind, field in ITEMS.items() for item in getattr(report, field)
    )
    return Rows(columns, report.reader.key, report.model_dump_json(), tuple(items))
