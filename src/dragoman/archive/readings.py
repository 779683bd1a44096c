"""The readings of an article side by side: which there are, which one counts, and what differs between two."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel

from dragoman.archive.rows import ITEMS
from dragoman.model import ActorRef, Report, Span

# Where the words stand that a record of each kind is about.
_EVIDENCE = {
    "actor": "mentions",
    "time": "spans",
    "attribution": "content",
    "event": "trigger",
    "quantity": "spans",
    "poll": "share_spans",
    "commitment": "action",
    "membership": "spans",
    "stance": "cue",
}
_UNSHOWN = {"id", "mentions"}  # running numbers, and where else an actor is named


class Reading(NamedTuple):
    """One reading of an article: its number, what produced it, how much it found, and whether it counts."""

    number: int
    reader: str
    items: int
    current: bool
    chosen: bool


class Change(NamedTuple):
    """What differs between two readings of one article, at the ``words`` that it is about."""

    how: Literal["new", "gone", "changed"]
    kind: str
    words: str
    fields: tuple[tuple[str, str, str], ...] = ()  # field, before, after


def differences(before: Report, after: Report) -> list[Change]:
    """What ``after`` has more, less or otherwise than ``before``, in the order of the text."""
    found: list[tuple[int, Change]] = []
    for kind, field in ITEMS.items():
        old, new = _described(before, kind, field), _described(after, kind, field)
        for one, other in _matched(old, new):
            if change := _change(kind, one, other):
                found.append((min((o.start for o in (one, other) if o), default=0), change))
    return [change for _, change in sorted(found, key=lambda f: (f[0], f[1].kind, f[1].words))]


class _Described(NamedTuple):
    """A record in words: where it stands, and each field as text without the reading's running numbers."""

    start: int
    end: int
    words: str
    fields: dict[str, str]

    def overlaps(self, other: _Described) -> bool:
        return self.start < other.end and other.start < self.end


def _described(report: Report, kind: str, field: str) -> list[_Described]:
    says = _Words(report)
    out = []
    for record in getattr(report, field):
        spans: tuple[Span, ...] = getattr(record, _EVIDENCE[kind])
        fields = {name: says.of(name, getattr(record, name)) for name in type(record).model_fields}
        shown = {name: text for name, text in fields.items() if name not in _UNSHOWN}
        start, end = (spans[0].start, spans[-1].end) if spans else (0, 0)
        out.append(_Described(start, end, " ".join(report.words(spans).split()), shown))
    return out


class _Words:
    """Says the fields of one report's records in words."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._actors = {actor.id: actor.name for actor in report.actors}
        self._times = {when.id: when.value for when in report.times}
        self._told = {a.id: report.words(a.content) for a in report.attributions}

    def of(self, name: str, value: Any) -> str:
        """A field's value, ids replaced by what they stand for."""
        if value is None:
            return ""
        if isinstance(value, Span):
            return value.of(self._report.article.text)
        if isinstance(value, ActorRef):
            return self._actors.get(value.actor, "?")
        if isinstance(value, BaseModel):
            return " ".join(filter(None, (self.of(n, getattr(value, n)) for n in type(value).model_fields)))
        if isinstance(value, tuple):
            return ", ".join(self.of(name, one) for one in value)
        return self._named(name, value)

    def _named(self, name: str, value: Any) -> str:
        if name in {"when", "deadline"}:
            return self._times.get(value, "?")
        if name in {"actor", "affiliation", "members"}:
            return self._actors.get(value, "?")
        if name in {"attributions", "parent"}:
            return self._told.get(value, "?")
        return value.isoformat() if isinstance(value, dt.date) else f"{value}"


def _matched(
    old: Sequence[_Described], new: Sequence[_Described]
) -> Iterator[tuple[_Described | None, _Described | None]]:
    """Records of two readings that are about the same words, the nearest alike first; others alone."""
    left, right = list(old), list(new)
    tests = (
        lambda a, b: a == b,
        lambda a, b: (a.start, a.end, a.fields.get("type")) == (b.start, b.end, b.fields.get("type")),
        lambda a, b: (a.start, a.end) == (b.start, b.end),
        lambda a, b: a.overlaps(b),
    )
    for alike in tests:
        for one in list(left):
            other = next((o for o in _near(one, right) if alike(one, o)), None)
            if other is not None:
                left.remove(one)
                right.remove(other)
                yield one, other
    yield from ((one, None) for one in left)
    yield from ((None, other) for other in right)


def _near(one: _Described, others: Iterable[_Described]) -> Iterator[_Described]:
    return (o for o in others if o.start <= one.end and one.start <= o.end)


def _change(kind: str, one: _Described | None, other: _Described | None) -> Change | None:
    if one is None or other is None:
        known = one or other
        assert known is not None
        return Change("gone" if other is None else "new", kind, known.words)
    names = [name for name in one.fields if one.fields[name] != other.fields[name]]
    if not names:
        return None
    return Change("changed", kind, other.words, tuple((n, one.fields[n], other.fields[n]) for n in names))
