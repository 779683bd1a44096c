"""What users add to a reading, and how they correct its attributions and numbers: applied, kept, and taken back."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from dragoman.analysis.sources import citations_of
from dragoman.archive import Archive
from dragoman.collation.actors import AddAttribution, AddEvent, Check, Decision, Reattribute, Recode, Recount
from dragoman.collation.amended import amended, id_of
from dragoman.errors import ArticleNotFound, ItemNotFound, UnknownName
from dragoman.model import (
    Actor,
    ActorKind,
    ActorRef,
    Article,
    Attribution,
    AttributionKind,
    Bound,
    Link,
    Modality,
    Quantity,
    Reader,
    Report,
    Span,
)
from dragoman.record import Kept, query

TEXT = (
    "The mayor of Callao said that a crane fell and 12 ships were damaged. Peru signed a pact with Chile on Monday.\n"
    "“We will rebuild,” harbour master Ana Soto vowed."
)
PUBLISHER = Link(actor=None, label="Wire", role="publisher")


def span(words: str) -> Span:
    at = TEXT.index(words)
    return Span(start=at, end=at + len(words))


def report(*, version: str = "1") -> Report:
    mayor = Actor(id="a1", name="mayor of Callao", kind=ActorKind.PERSON, mentions=(span("mayor of Callao"),))
    peru = Actor(id="a2", name="Peru", kind=ActorKind.STATE, country="PER", mentions=(span("Peru"),))
    link = Link(actor="a1", label="mayor of Callao", role="speaker", spans=(span("mayor of Callao"),))
    said = Attribution(
        id="t1",
        sources=(ActorRef(actor="a1", spans=(span("mayor of Callao"),)),),
        cue=(span("said"),),
        content=(span("a crane fell and 12 ships were damaged"),),
        kind=AttributionKind.INDIRECT,
        chain=(link, PUBLISHER),
        confidence=0.5,
    )
    ships = Quantity(
        id="q1",
        value=12,
        bound=Bound.EXACT,
        unit="ship",
        spans=(span("12 ships"),),
        of=None,
        place=None,
        place_spans=(),
        attributions=("t1",),
    )
    return Report(
        article=Article.make(TEXT, publisher="Wire", published=dt.date(2025, 5, 6)),
        reader=Reader(version=version, model="m", lexicon="l"),
        actors=(mayor, peru),
        attributions=(said,),
        quantities=(ships,),
    )


READ = report()
ID = READ.article.id
PACT = AddEvent(
    article=ID, words=span("signed a pact"), type="AGREE", doers=("PER",), recipients=("CHL",), day=dt.date(2025, 5, 5)
)
VOW = AddAttribution(article=ID, words=span("We will rebuild"), source="Ana Soto", cue=span("vowed"))


@pytest.fixture
def archive(tmp_path: Path):  # type: ignore[no-untyped-def]
    with Archive(tmp_path / "a.duckdb") as store:
        store.add(READ)
        yield store


@pytest.fixture
def kept():  # type: ignore[no-untyped-def]
    with Kept(":memory:") as record:
        yield record


def test_a_missed_event_is_an_event_like_any_other(archive: Archive, kept: Kept) -> None:
    kept.refresh(archive)
    number = archive.decide(PACT, by="Ines").number
    kept.refresh(archive)
    [event] = query.events(kept, query.Wanted(actors=(("PER",), ("CHL",)))).items
    assert (event.type, event.doers, event.recipients, event.day) == ("AGREE", ("PER",), ("CHL",), dt.date(2025, 5, 5))
    [account] = query.event(kept, f"{ID}:{id_of(PACT)}").accounts
    assert account.sentence == "Peru signed a pact with Chile on Monday." and account.chain == ("Wire",)
    archive.undecide(number)
    kept.refresh(archive)
    assert not query.events(kept, query.Wanted()).items


def test_a_missed_attribution_is_cited(archive: Archive, kept: Kept) -> None:
    archive.decide(VOW)
    kept.refresh(archive)
    [quoted] = query.quoted(kept, source="Ana Soto").items
    assert quoted.words == "We will rebuild"
    made = kept.report(ID).attribution(id_of(VOW))
    assert made.kind is AttributionKind.DIRECT
    assert [link.label for link in made.chain] == ["Ana Soto", "Wire"]
    assert made.chain[0].spans[0].of(TEXT) == "Ana Soto"


def test_another_source_is_in_every_chain_that_it_is_part_of(archive: Archive, kept: Kept) -> None:
    crane = AddEvent(article=ID, words=span("fell"), type="ASSAULT", doers=("PER",))
    inner = AddAttribution(article=ID, words=span("12 ships were damaged"), source="Ana Soto")
    for decision in (crane, inner, Reattribute(attribution=f"{ID}:t1", source="Peru")):
        archive.decide(decision)
    kept.refresh(archive)
    assert [c.source for c in query.sources(kept).items] == ["Ana Soto", "Peru"]
    [account] = query.event(kept, f"{ID}:{id_of(crane)}").accounts
    assert account.chain == ("Peru", "Wire")
    nested = kept.report(ID).attribution(id_of(inner))
    assert [link.label for link in nested.chain] == ["Ana Soto", "Peru", "Wire"] and nested.parent == "t1"
    assert kept.report(ID).quantities[0].attributions == (nested.id, "t1")


def test_words_that_name_nobody_cite_nobody() -> None:
    unsaid = READ.attributions[0].model_copy(update={"sources": (), "chain": (PUBLISHER,)})
    assert citations_of(READ.model_copy(update={"attributions": (unsaid,)})) == []
    assert [c.source for c in citations_of(READ)] == ["mayor of Callao"]


def test_what_leaves_a_content_is_said_by_it_no_more() -> None:
    shorter = Reattribute(attribution=f"{ID}:t1", content=(span("a crane fell"),), cue=span("The mayor of Callao said"))
    made = amended(READ, [shorter])
    assert made.attributions[0].content[0].of(TEXT) == "a crane fell"
    assert made.attributions[0].cue[0].of(TEXT) == "The mayor of Callao said"
    assert made.attributions[0].confidence is None
    assert made.quantities[0].attributions == ()
    assert amended(made, [Reattribute(attribution=f"{ID}:t1", content=READ.attributions[0].content)]).quantities[
        0
    ].attributions == ("t1",)


def test_numbers_are_corrected_or_dropped(archive: Archive, kept: Kept) -> None:
    archive.decide(Recount(quantity=f"{ID}:q1", value=13, bound=Bound.AT_LEAST))
    kept.refresh(archive)
    [figure] = query.items(kept, "figures").items
    assert figure.value == 13 and figure.bound == "at least"
    archive.decide(Recount(quantity=f"{ID}:q1", drop=True))
    kept.refresh(archive)
    assert not query.items(kept, "figures").items


def test_additions_stay_over_new_readings_and_meet_what_these_find(archive: Archive) -> None:
    archive.decide(VOW)
    archive.decide(PACT)
    archive.add(report(version="2"))
    assert archive.applied() == [VOW, PACT]
    found = amended(READ, [PACT]).events[0].model_copy(update={"id": "e1", "modality": Modality.PLANNED})
    later = READ.model_copy(update={"events": (found,)})
    [event] = amended(later, [PACT]).events
    assert event.id == "e1" and event.modality is Modality.ASSERTED
    twin = READ.attributions[0].model_copy(update={"content": (span("“We will rebuild,”"),), "id": "t2"})
    again = amended(READ.model_copy(update={"attributions": (twin,)}), [VOW])
    [attribution] = again.attributions
    assert attribution.id == "t2" and attribution.chain[0].label == "Ana Soto"


def test_what_was_added_is_corrected_and_rejected_as_what_was_read(archive: Archive, kept: Kept) -> None:
    archive.decide(PACT)
    archive.decide(Recode(account=f"{ID}:{id_of(PACT)}", type="CONSULT"))
    kept.refresh(archive)
    assert [e.type for e in query.events(kept, query.Wanted()).items] == ["CONSULT"]
    archive.decide(Check(of="event", item=f"{ID}:{id_of(PACT)}", right=False))
    kept.refresh(archive)
    assert not query.events(kept, query.Wanted()).items


def test_decisions_of_a_forgotten_article_go_with_it(archive: Archive) -> None:
    archive.decide(PACT)
    archive.forget(ID)
    assert archive.decisions() == []


@pytest.mark.parametrize(
    ("decision", "error"),
    [
        (AddEvent(article="nowhere", words=span("fell"), type="ASSAULT"), ArticleNotFound),
        (AddEvent(article=ID, words=Span(start=5, end=10_000), type="ASSAULT"), ItemNotFound),
        (AddEvent(article=ID, words=span("fell"), type="ASSAULT", doers=("Nobody Known",)), UnknownName),
        (AddAttribution(article=ID, words=span("fell"), source="Nobody Known"), UnknownName),
        (Reattribute(attribution=f"{ID}:t9", source="Peru"), ItemNotFound),
        (Reattribute(attribution=f"{ID}:t1", cue=Span(start=9_000, end=9_005)), ItemNotFound),
        (Recount(quantity=f"{ID}:q9", value=1), ItemNotFound),
    ],
)
def test_what_is_not_there_is_refused(archive: Archive, decision: Decision, error: type[Exception]) -> None:
    with pytest.raises(error):
        archive.decide(decision)
    assert archive.decisions() == []


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (AddEvent, {"article": ID, "words": {"start": 1, "end": 2}, "type": "DANCE"}),
        (AddEvent, {"article": ID, "words": {"start": 1, "end": 2}, "type": "AGREE", "country": "Peru"}),
        (AddEvent, {"article": ID, "words": {"start": 2, "end": 2}, "type": "AGREE"}),
        (Reattribute, {"attribution": f"{ID}:t1"}),
        (Recount, {"quantity": f"{ID}:q1"}),
        (Recount, {"quantity": f"{ID}:q1", "value": float("inf")}),
    ],
)
def test_what_says_nothing_is_no_decision(kind: type, fields: dict) -> None:
    with pytest.raises(ValidationError):
        kind(**fields)


def test_what_is_kept_can_be_read_again(archive: Archive) -> None:
    archive.decide(PACT, by="Ines")
    [made] = archive.every_decision()
    assert json.loads(made.decision.model_dump_json())["words"] == span("signed a pact").model_dump()
    assert made.by == "Ines" and made.doubt is None
