"""A reading as rows of the archive's tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pydantic import BaseModel, ValidationError

from dragoman.model import ActorRef, Article, Report, Span

ARTICLE = ("id", "title", "publisher", "author", "url", "published", "language", "obtained", "text", "published_source")
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

    @property
    def published(self) -> str | None:
        """When the article was published, in ISO 8601."""
        return self.article[ARTICLE.index("published")]

    @property
    def undated_id(self) -> str:
        """The id that the article would have if its date were not known."""
        title, publisher, text = (self.article[ARTICLE.index(name)] for name in ("title", "publisher", "text"))
        return Article.make(text or "", title=title, publisher=publisher).id


def rows_of(report: Report) -> Rows:
    """The rows of one report."""
    article = report.article
    published = article.published.isoformat() if article.published else None
    about = (article.title, article.publisher, article.author, article.url, published)
    columns = (article.id, *about, article.language, article.obtained, article.text, article.published_source)
    items = (
        (kind, item.id, item.model_dump_json()) for kind, field in ITEMS.items() for item in getattr(report, field)
    )
    return Rows(columns, report.reader.key, report.model_dump_json(), tuple(items))


def checked(readings: Iterable[Rows]) -> tuple[list[Rows], list[str]]:
    """The readings that can be believed, and for each other one the reason why it is not.

    Readings come from files that anybody may have written: of each, only the report is taken, which must be of the
    model's form, with an id that follows from what its article says, and with places and names that it has.
    """
    sound, reasons = [], []
    for rows in readings:
        try:
            report = Report.model_validate_json(rows.report)
        except ValidationError as error:
            first = error.errors()[0]
            reasons.append(f"not a report: {'.'.join(map(str, first['loc'])) or 'all of it'}: {first['msg']}")
            continue
        flaw = _flaw(report)
        if flaw is None:
            sound.append(rows_of(report))
        else:
            reasons.append(f"article {report.article.id[:40]}: {flaw}")
    return sound, reasons


def _flaw(report: Report) -> str | None:
    article, length = report.article, len(report.article.text)
    made = Article.make(article.text, title=article.title, publisher=article.publisher, published=article.published)
    if article.id != made.id:
        return "its id does not follow from what it says"
    if article.published is not None and article.published_date is None:
        return f"published on {article.published}, which is no day of a report"
    known = {field: {item.id for item in getattr(report, field)} for field in ITEMS.values()}
    if any(len(ids) != len(getattr(report, field)) for field, ids in known.items()):
        return "two of its records have one id"
    cited = {one for field in ITEMS.values() for item in getattr(report, field) for one in _cited(item)}
    if not cited <= known["attributions"]:
        return "it names an attribution that it does not have"
    for part in _parts(report):
        if isinstance(part, Span) and part.end > length:
            return f"words at {part.end}, past its end at {length}"
        if isinstance(part, ActorRef) and part.actor not in known["actors"]:
            return f"it names an actor {part.actor[:40]!r} that it does not have"
    return None


def _cited(item: BaseModel) -> tuple[str, ...]:
    found: tuple[str, ...] = getattr(item, "attributions", ())
    return found


def _parts(value: object) -> Iterator[BaseModel]:
    """Every part of a model, however deep."""
    if isinstance(value, tuple):
        for one in value:
            yield from _parts(one)
    elif isinstance(value, BaseModel):
        yield value
        for name in type(value).model_fields:
            yield from _parts(getattr(value, name))
