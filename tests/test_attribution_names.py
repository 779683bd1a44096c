"""Who a source is by the whole of its name, and what only looks like something said."""

import pytest

import dragoman
from dragoman.model import Report


def read(text: str) -> Report:
    return dragoman.read(text, published="2025-03-12", publisher="The Post")


def source_of(report: Report, content: str) -> list[str]:
    return [a.chain[0].label for a in report.attributions if content in report.words(a.content)]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("The rally was led by Bishop Anton Weiss, who called the tax cruel.", "Weiss", "cruel"),
        (
            "The list was kept by the Factory Inspectorate, which says 12 men died.",
            "Factory Inspectorate",
            "12 men died",
        ),
        (
            "The boycott was called by the Bakers’ Union, which warned that the shops would close.",
            "Bakers’ Union",
            "close",
        ),
        (
            "The count was made by the Border Guard Service, which says nine men crossed.",
            "Border Guard Service",
            "nine men",
        ),
        (
            "The report was written by the Marine Institute, which says the bay is empty.",
            "Marine Institute",
            "the bay is empty",
        ),
        ("The ban was lifted by the Health Directorate, which says the water is clean.", "Health Directorate", "clean"),
    ],
)
def test_a_relative_clause_belongs_to_the_whole_name(text: str, source: str, content: str) -> None:
    assert any(source in label for label in source_of(read(text), content))


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        (
            "Trade Minister Ana Lucía Pardo Rivas spoke in Lima on Monday. Pardo said Peru would wait.",
            "Ana Lucía Pardo",
            "wait",
        ),
        ("Datuk Hamid Rosli bin Karim leads the board. Hamid Rosli said the port would open.", "bin Karim", "open"),
        (
            "Tan Sri Zaleha binti Omar heads the board. Zaleha said the vote would go ahead.",
            "Zaleha binti Omar",
            "vote",
        ),
        ("Mr. Jean-Paul MBAYE (Senegal) said his country would abstain.", "MBAYE", "abstain"),
        (
            "The League for Peace in Orsa (LPO) met envoys on Monday. The LPO said the talks were dull.",
            "Peace in Orsa",
            "dull",
        ),
        (
            "The National Bloc for Change (NBC) met on Monday. The NBC said it would run.",
            "National Bloc for",
            "would run",
        ),
        ("The Free Army of Deliverance (FAD) left. The FAD said five men had died.", "Army of Deliverance", "five men"),
    ],
)
def test_a_source_goes_by_its_whole_name(text: str, source: str, content: str) -> None:
    assert any(source in label for label in source_of(read(text), content))


@pytest.mark.parametrize(
    "text",
    [
        "Sutanto, Indonesia’s defence minister, accused Malaysia of theft.",
        "Widodono, the Indonesian trade minister, accused Malaysia of theft.",
        "Speaking to the weekly Mirror, the Indonesian premier, Budi Santosa, accused Malaysia of theft.",
        "Talking to the weekly Mirror, the Indonesian premier, Budi Santosa, accused Malaysia of theft.",
        "Asked by the magazine Mirror, the Indonesian premier, Budi Santosa, accused Malaysia of theft.",
    ],
)
def test_who_accuses_is_named_before_or_behind_the_office(text: str) -> None:
    report = read(text)
    accused = next(e for e in report.events if e.type == "ACCUSE")
    names = {a.id: a.name for a in report.actors}
    assert [names[ref.actor].split()[0] in {"Sutanto", "Widodono", "Budi"} for ref in accused.actors] == [True]
    assert accused.actor_countries == ("IDN",)


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Jordan condemned the raid on the village.", "condemned"),
        ("The farm ministers of Chad and Togo discussed the flood.", "discussed"),
        ("Norway criticised the arrests.", "criticised"),
        ("The fire claimed the warehouse.", "claimed"),
        ("The maker recalled 300 lorries.", "recalled"),
    ],
)
def test_an_object_alone_is_nothing_said(text: str, cue: str) -> None:
    report = read(text)
    assert not [a for a in report.attributions if report.words(a.cue) == cue]


def test_reasons_are_said() -> None:
    assert source_of(read("Norway criticised Chad for holding the crew."), "holding the crew") == ["Norway"]


@pytest.mark.parametrize(
    ("first", "verb"),
    [("Ivo Kern", "retorted"), ("Ivo Kern", "countered"), ("Jan Kos", "complained"), ("Jan Kos", "replied")],
)
def test_an_answer_is_not_the_first_speakers(first: str, verb: str) -> None:
    report = read(f"“The dam is safe,” Mayor {first} said. “It leaks,” {verb} Lina Aziz, an engineer.")
    assert source_of(report, "It leaks") == ["Lina Aziz"]


@pytest.mark.parametrize("asks", ["Harbour Gazette", "Valley Times", "Interviewer", "The Courier", "Radio Sol"])
def test_whoever_asks_need_not_put_a_question(asks: str) -> None:
    report = read(f"{asks}: You left the party in May.\n\nIrene Voss: I did, and I do not regret it.")
    assert source_of(report, "I do not regret it") == ["Irene Voss"]
    assert not source_of(report, "You left the party")
