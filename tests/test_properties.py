"""What holds for any text: no crash, spans inside the text, chains that end at the publisher, JSON both ways."""

from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

import dragoman
from dragoman.model import Report, Span

WORDS = "said|Peru|according to|Tass|he|refused to|sign|a source|of|that|by 2030|60%|Kenya’s|ministers|on Monday"
MARKS = ["“We agree,” ", ", ", ". ", "\n\n", "“", "”", '"', "\u202e", "\x00", "1" * 30]
PIECES = st.sampled_from([*(word + " " for word in WORDS.split("|")), *MARKS])
TEXTS = st.one_of(st.lists(PIECES, max_size=30).map("".join), st.text(max_size=150))


def spans(value: object) -> Iterator[Span]:
    if isinstance(value, Span):
        yield value
    elif isinstance(value, BaseModel):
        for _, inner in value:
            yield from spans(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from spans(inner)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_any_text(text: str) -> None:
    report = dragoman.read(text, published="2024-02-29", publisher="P")
    assert all(s.end <= len(text) for s in spans(report))
    assert all(a.chain[-1].label == "P" for a in report.attributions)
    assert Report.model_validate_json(report.model_dump_json()) == report
    known = {a.id for a in report.actors}
    assert {r.actor for e in report.events for r in (*e.actors, *e.recipients)} <= known
    assert {i for e in report.events for i in e.attributions} <= {a.id for a in report.attributions}
