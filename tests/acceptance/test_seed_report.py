"""What must be seen on the seed report. It reads ../shared, which has no licence to be copied here."""

import datetime as dt
from pathlib import Path

import pytest

import dragoman
from dragoman.model import ActorRef, Attribution, Report

SEED = Path(__file__).parents[3] / "shared" / "articles" / "syria-turkey-talks.txt"
pytestmark = pytest.mark.skipif(not SEED.exists(), reason=f"the seed report is not at {SEED}")


@pytest.fixture(scope="module")
def report() -> Report:
    return dragoman.read(SEED.read_text("utf-8"), published="2023-01-31", publisher="The Outlet")


def names(report: Report, refs: tuple[ActorRef, ...]) -> list[str]:
    return [report.actor(r.actor).name for r in refs]


def holding(report: Report, words: str, who: str) -> Attribution:
    """The attribution to ``who`` whose content has ``words``."""
    hits = [a for a in report.attributions if words in report.words(a.content)]
    return next(a for a in hits if any(who in n for n in names(report, a.sources)))


def chain(item: Attribution) -> list[str]:
    return [link.label for link in item.chain]


@pytest.mark.parametrize(
    "words", ["can see the sense", "members of the", "As for the timeframes", "We have a full understanding"]
)
def test_the_direct_quotes_are_lavrovs(report: Report, words: str) -> None:
    quote = holding(report, words, "Lavrov")
    assert quote.kind == "direct"
    assert (
        len(
            {
                r.actor
                for a in report.attributions
                if a.kind == "direct"
                for r in a.sources
                if "Lavrov" in names(report, (r,))[0]
            }
        )
        == 1
    )


def test_the_occasion_is_the_press_conference(report: Report) -> None:
    assert "press conference" in report.words(holding(report, "can see the sense", "Lavrov").occasion)


def test_tass_relays_erdogans_approval(report: Report) -> None:
    assert "approved" in report.words(holding(report, "approved Tehran", "Tass").content)


def test_the_unnamed_source_of_the_daily(report: Report) -> None:
    refusal = holding(report, "did not agree to including Iran", "source of")
    actor = report.actor(refusal.sources[0].actor)
    assert actor.kind == "unnamed source"
    assert report.actor(actor.affiliation or "").name == "Asharq Al-Awsat"
    reservations = next(s for s in report.stances if s.position == "reserved")
    assert names(report, (reservations.actor,)) == ["Iran"]
    assert report.attribution(reservations.attributions[-1]) == refusal


def test_iran_told_russia_according_to_the_same_source(report: Report) -> None:
    told = holding(report, "it needed to be included", "Iran")
    assert "source of" in chain(told)[1]


def test_the_talks_on_monday(report: Report) -> None:
    talks = next(
        e for e in report.events if e.type == "CONSULT" and "Mikhail Bogdanov" in names(report, e.actors) and e.when
    )
    assert names(report, talks.recipients) == ["Ayman Sosan"]
    assert report.time(talks.when or "").start == dt.date(2023, 1, 30)
    assert chain(report.attribution(talks.attributions[-1])) == ["Russian Foreign Ministry", "The Outlet"]


def test_the_trilateral_talks_in_late_december(report: Report) -> None:
    talks = next(e for e in report.events if {"Russia", "Syria", "Turkey"} <= set(names(report, e.actors)))
    when = report.time(talks.when or "")
    assert (when.start, when.end) == (dt.date(2022, 12, 21), dt.date(2022, 12, 31))
    assert chain(report.attribution(talks.attributions[-1])) == ["Russian Ministry of Defense", "Tass", "The Outlet"]


def test_the_troikas_members(report: Report) -> None:
    assert {n for m in report.memberships for n in names(report, (m.member,))} == {"Russia", "Iran", "Turkey"}
    assert {n for m in report.memberships for n in names(report, (m.group,))} == {"Astana troika"}


def test_the_refugees(report: Report) -> None:
    (number,) = [q for q in report.quantities if q.unit == "refugee"]
    assert (number.value, number.bound, number.place) == (3_500_000, "more than", "Turkey")
    assert number.of is not None
    assert (report.actor(number.of.actor).country, report.actor(number.of.actor).sector) == ("SYR", "REF")


def test_what_the_refugees_fear(report: Report) -> None:
    fear = holding(report, "they will be sent back to Syria", "refugees")
    assert report.words(fear.cue)


def test_khalifas_statements_last_month(report: Report) -> None:
    said = holding(report, "This worries all Syrian refugees", "Khalifa")
    actor = report.actor(said.sources[0].actor)
    assert (actor.country, actor.sector) == ("SYR", "OPP")
    assert report.time(said.when or "").value == "2022-12"
    assert holding(report, "I will be killed", "Khalifa").sources[0].actor == actor.id


def test_the_polls(report: Report) -> None:
    leave, peace = report.polls
    assert (leave.share, leave.bound) == (0.6, "more than")
    assert leave.population is not None
    assert names(report, (leave.population,)) == ["Turks"]
    assert "leave Turkey" in report.words(leave.proposition)
    assert (peace.same_as, peace.bound) == (leave.id, "about")
    assert "reconciliation" in report.words(peace.proposition)


def test_the_oppositions_pledge(report: Report) -> None:
    pledge = next(c for c in report.commitments if "expel" in report.words(c.action))
    assert "opposition" in names(report, pledge.actors)[0]
    assert "general elections in June" in report.words(pledge.condition)
    assert report.time(pledge.deadline or "").value == "../2025"


def test_turkeys_stance_goes_from_refusal_to_approval(report: Report) -> None:
    stances = [
        (s.position, chain(report.attribution(s.attributions[-1]))[0])
        for s in report.stances
        if report.actor(s.actor.actor).country == "TUR"
        and "Iran" in report.words(s.proposal) + "Iran" * ("Tehran" in report.words(s.proposal))
    ]
    assert ("against", report.actor(holding(report, "did not agree", "source of").sources[0].actor).name) in stances
    assert ("for", "Tass") in stances
