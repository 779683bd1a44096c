"""The actor behind a source, on the gold that benchmarks/sources.py measures."""

import runpy
from pathlib import Path

import pytest

import dragoman

MEASURE = runpy.run_path(str(Path(__file__).parents[1] / "benchmarks" / "sources.py"))["measure"]


def test_sources_are_resolved_on_the_gold() -> None:
    outcome = MEASURE()
    assert outcome.asked == outcome.found
    assert outcome.right >= 0.95 * outcome.asked, outcome.misses


@pytest.mark.parametrize(
    ("pronoun", "who"), [("He", "Anton Reyes"), ("She", "Greta Holm")], ids=["a man's", "a woman's"]
)
def test_pronouns_go_by_gender(pronoun: str, who: str) -> None:
    report = dragoman.read(f"Anton Reyes met Greta Holm in Riga. {pronoun} said the border would open.")
    names = {a.id: a.name for a in report.actors}
    assert [names[r.actor] for a in report.attributions for r in a.sources] == [who]


def test_i_in_a_quotation_is_its_speaker() -> None:
    report = dragoman.read("“I believe that the road is open,” said Marta Ilves, the mayor.")
    names = {a.id: a.name for a in report.actors}
    assert {names[r.actor] for a in report.attributions for r in a.sources} == {"Marta Ilves"}


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("Six were taken to a ward run by the Salus Fund, which said that it had treated 30 people.", ["Salus Fund"]),
        (
            "The strike was called by the Union of Nurses of Peru, which is demanding that the ministry raise wages "
            "and which warned on Friday that wards would be closed.",
            ["Union of Nurses"],
        ),
        ("Lawyers for the sailor, who insists that he is innocent, left the court.", ["sailor"]),
        ("Ana Sola, the minister, met traders in Lima and warned that shops would close.", ["Ana Sola"]),
        (
            "The list was made by the Andes Monitor, which quoted a nurse in Lima, Ana Sola, as saying that wards "
            "were full.",
            ["Ana Sola", "Andes Monitor"],
        ),
    ],
)
def test_a_relative_clause_is_said_by_what_it_tells_of(text: str, chain: list[str]) -> None:
    told = dragoman.read(text, publisher="The Post").attributions[-1]
    assert [link.label for link in told.chain if link.role != "publisher"] == chain
