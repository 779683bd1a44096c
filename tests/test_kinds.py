"""A new kind of things that reports give is one entry of the registry."""

import datetime as dt
from dataclasses import dataclass

import pytest

import dragoman
from dragoman.model import Report
from dragoman.record import Kept, query
from dragoman.record.digest import digests
from dragoman.record.kinds import KINDS, Kind
from dragoman.web import exports


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day that a report names."""

    day: dt.date
    words: str
    article: str
    item: str


def deadlines_of(report: Report) -> list[Deadline]:
    dated = [w for w in report.times if w.end]
    return [Deadline(w.end, report.words(w.spans), report.article.id, w.id) for w in dated if w.end]


def test_a_new_kind_is_kept_found_and_exported(monkeypatch: pytest.MonkeyPatch) -> None:
    kind = Kind("deadlines", Deadline, deadlines_of, lambda d: d.day.isoformat(), lambda d: d.words)
    monkeypatch.setitem(KINDS, "deadlines", kind)
    report = dragoman.read("Peru must return the statues by 1 April 2025.", published="2025-03-11")
    with Kept(":memory:") as kept:
        kept.add(digests([report]))
        kept.settle()
        (found,) = query.items(kept, "deadlines", words="april").items
        assert (found.day, found.words) == (dt.date(2025, 4, 1), "by 1 April 2025")
        assert query.items(kept, "deadlines", words="may").total == 0


def test_every_kind_is_exported_and_asked_for_by_name() -> None:
    from dragoman.web.api import router

    assert {*KINDS} <= {*exports.ROWS}
    paths = {route.path: route for route in router.routes}  # type: ignore[attr-defined]
    (kind,) = paths["/api/v1/items/{kind}"].dependant.path_params  # type: ignore[attr-defined]
    assert kind.field_info.json_schema_extra == {"enum": [*KINDS]}
