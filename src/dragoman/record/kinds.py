"""A registry of the kinds of things that reports give one by one and that the record keeps as they are.

A kind is one entry of KINDS: how it is taken from a report, by what it is sorted, and by which words it is found. The
kept record, its questions (``query.items``) and the API's ``/items/{kind}`` take all from here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from dragoman.analysis.groups import Belonging, Figure, belongings_of, numbers_of, polls_of
from dragoman.collation.actors import folded
from dragoman.model import Report


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of one report as it is kept: its kind, place, day, how it is sorted and found, and itself as JSON."""

    kind: str
    article: str
    day: dt.date | None
    key: str
    folded: str
    record: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of things: its name, its class, how it is taken from a report, sorted, and found by words."""

    name: str
    shape: type
    of: Callable[[Report], list[Any]]
    key: Callable[[Any], str]
    words: Callable[[Any], str]

    def load(self, record: str) -> Any:
        """What ``Item.record`` holds."""
        return _adapter(self.shape).validate_json(record)

    def dump(self, value: Any) -> str:
        """``value`` as JSON, for ``load``."""
        return _adapter(self.shape).dump_json(value).decode()


@cache
def _adapter(shape: type) -> TypeAdapter[Any]:
    return TypeAdapter(shape)


def _of_figure(figure: Figure) -> str:
    return f"{figure.what} {figure.of} {figure.place or ''}"


KINDS = {
    kind.name: kind
    for kind in (
        Kind("figures", Figure, numbers_of, lambda f: f.what, _of_figure),
        Kind("polls", Figure, polls_of, lambda f: f.what, _of_figure),
        Kind("memberships", Belonging, belongings_of, lambda b: b.group, lambda b: f"{b.group} {b.member} {b.status}"),
    )
}


def items_of(report: Report) -> Iterator[Item]:
    """Everything of one report that is of a kind of KINDS."""
    article, day = report.article.id, report.article.published_date
    for kind in KINDS.values():
        for value in kind.of(report):
            found = folded(kind.key(value)), folded(kind.words(value))
            yield Item(kind.name, article, day, *found, kind.dump(value))
