"""One report as tables (Arrow, pandas, Polars) and as spans that spaCy's displaCy draws."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Any

from dragoman.archive.rows import ITEMS

if TYPE_CHECKING:
    import pyarrow as pa

    from dragoman.model import Report

_TOKEN = re.compile(r"\S+")


def flat(item: dict[str, Any]) -> dict[str, Any]:
    """A record as one row: what is nested becomes JSON text."""
    return {k: json.dumps(v, ensure_ascii=False) if isinstance(v, list | dict) else v for k, v in item.items()}


def arrow(report: Report) -> dict[str, pa.Table]:
    """A table for each kind of record that ``report`` has (actors, attributions, events, ...), a record a row."""
    import pyarrow as pa

    tables = {}
    for name in ITEMS.values():
        records = [record.model_dump(mode="json") for record in getattr(report, name)]
        if records:
            tables[name] = pa.Table.from_pylist([{"article": report.article.id, **flat(r)} for r in records])
    return tables


def displacy(report: Report) -> dict[str, Any]:
    """What ``spacy.displacy.render(..., style="span", manual=True)`` draws: sources, cues, contents and events.

    Tokens are runs of non-spaces; a span covers every token that it touches.
    """
    found = list(_TOKEN.finditer(report.article.text))
    starts = [token.start() for token in found]
    marked = [
        *((s, "SOURCE") for a in report.attributions for source in a.sources for s in source.spans),
        *((s, "CUE") for a in report.attributions for s in a.cue),
        *((s, "CONTENT") for a in report.attributions for s in a.content),
        *((s, e.type) for e in report.events for s in e.trigger),
    ]
    spans = [
        {"start_token": max(0, bisect_right(starts, s.start) - 1), "end_token": bisect_right(starts, s.end - 1)}
        | {"label": label}
        for s, label in marked
    ]
    return {"text": report.article.text, "tokens": [token.group() for token in found], "spans": spans}
