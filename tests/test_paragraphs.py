"""Paragraph breaks and datelines."""

import pytest

import dragoman
from dragoman.syntax.paragraphs import datelines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LIMA - Peru spoke.", ["LIMA -"]),
        ("SAN JOSE, Costa Rica, Feb. 3 (Wire) — Peru spoke.", ["SAN JOSE, Costa Rica, Feb. 3 (Wire) —"]),
        ("Peru spoke.\n\nOSLO – Norway spoke.", ["OSLO –"]),
        ("Lima - Peru spoke.", []),
        ("NATO said that it would act - soon.", []),
        ("LIMA -", []),
        ("", []),
    ],
)
def test_datelines(text: str, expected: list[str]) -> None:
    import spacy

    assert [span.text for span in datelines(spacy.blank("en")(text))] == expected


def test_the_place_of_a_dateline_is_nobodys_country() -> None:
    report = dragoman.read("LA PAZ - Peruvian Foreign Minister Rosa Quispe held talks with Chile on Monday.")
    [event] = report.events
    assert (event.actor_countries, event.recipient_countries) == (("PER",), ("CHL",))
    assert "BOL" not in {a.country for a in report.actors}


@pytest.mark.parametrize("headline", ["The silence of Tunis", "Deaths in Alva", "The dead of the harbour"])
@pytest.mark.parametrize(("number", "value"), [("Fifteen", 15), ("Twelve", 12)])
def test_a_number_that_opens_a_paragraph_counts_what_stands_behind_it(headline: str, number: str, value: int) -> None:
    report = dragoman.read(f"{headline}\n\n{number} people lost their lives at Alva on Monday, a doctor said.")
    assert [(q.value, q.role) for q in report.quantities] == [(value, "killed")]
