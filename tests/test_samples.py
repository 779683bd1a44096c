"""The bundled samples: every line of each answer key is read."""

import pytest

from dragoman.demo import Sample, samples
from dragoman.model import ActorRef, Report
from dragoman.reading import read_article

SAMPLES = samples()


@pytest.fixture(scope="module", params=SAMPLES, ids=[s.name for s in SAMPLES])
def read(request: pytest.FixtureRequest) -> tuple[Sample, Report]:
    return request.param, read_article(request.param.article)


def names(report: Report, refs: tuple[ActorRef, ...]) -> list[str]:
    return [report.actor(r.actor).name for r in refs]


def countries(report: Report, refs: tuple[ActorRef, ...]) -> set[str | None]:
    return {report.actor(r.actor).country for r in refs}


def test_attributions(read: tuple[Sample, Report]) -> None:
    sample, report = read
    for who, words in sample.key["attributions"]:
        hits = [a for a in report.attributions if words in report.words(a.content)]
        assert any(who in names(report, a.sources) for a in hits), (who, words)


def test_events(read: tuple[Sample, Report]) -> None:
    sample, report = read
    found = [(e.type, countries(report, e.actors), countries(report, e.recipients), e.modality) for e in report.events]
    for type_, actor, recipient, modality in sample.key["events"]:
        assert any(
            t == type_ and (not actor or actor in a) and (not recipient or recipient in r) and m == modality
            for t, a, r, m in found
        ), (type_, actor, recipient, modality, found)


def test_times(read: tuple[Sample, Report]) -> None:
    sample, report = read
    found = {(report.words(w.spans), w.value) for w in report.times}
    assert {tuple(t) for t in sample.key["times"]} <= found


def test_the_rest(read: tuple[Sample, Report]) -> None:
    sample, report = read
    key = sample.key
    chains = [[link.label for link in a.chain] for a in report.attributions]
    assert all(c in chains for c in key.get("chains", [])), chains
    promised = [(names(report, c.actors), c.kind, report.words(c.action)) for c in report.commitments]
    for who, kind, action in key.get("commitments", []):
        assert any(who in w and k == kind and action in a for w, k, a in promised), promised
    numbers = [[q.value, q.bound, q.unit] for q in report.quantities]
    assert all(q in numbers for q in key.get("quantities", [])), numbers
    assert key.get("polls", []) == [[p.share, p.bound] for p in report.polls]
    assert key.get("memberships", []) == [report.actor(m.member.actor).name for m in report.memberships]
    stances = [[report.actor(s.actor.actor).name, s.position] for s in report.stances]
    assert all(s in stances for s in key.get("stances", [])), stances


def test_every_span_lies_in_the_text_and_every_chain_ends_at_the_publisher(
    read: tuple[Sample, Report],
) -> None:
    sample, report = read
    size = len(sample.article.text)
    spans = [s for a in report.actors for s in a.mentions]
    spans += [s for a in report.attributions for s in (*a.cue, *a.content)]
    spans += [s for e in report.events for s in e.trigger]
    assert spans
    assert all(s.end <= size for s in spans)
    assert all(a.chain[-1].label == sample.article.publisher for a in report.attributions)


def test_the_report_round_trips_through_json(read: tuple[Sample, Report]) -> None:
    assert Report.model_validate_json(read[1].model_dump_json()) == read[1]
