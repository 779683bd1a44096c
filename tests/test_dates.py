"""The learned choice of an act's time: what it is asked, its training, and what it makes of sentences of our own."""

import json

import pytest

import dragoman
from dragoman.reading import base_pipeline
from dragoman.reading.draft import Draft
from dragoman.reading.events.dates import Dates
from dragoman.training.dates import cases_of, train
from dragoman.training.sides import parser


def _when(text: str, type_: str, published: str = "2024-05-16") -> tuple[str | None, bool]:
    """The first day of the act of ``type_`` in ``text``, and whether another sentence gave it."""
    report = dragoman.read(text, published=published)
    event = next(e for e in report.events if e.type == type_)
    when = report.time(event.when) if event.when else None
    return (when.start.isoformat() if when and when.start else None), "when" in event.inferred


@pytest.mark.parametrize(
    ("text", "type_", "day"),
    [
        ("Norvan police arrested the mayor of Turgel on Monday.", "COERCE", "2024-05-13"),
        ("On Tuesday Kenya expelled two Norwegian envoys.", "SANCTION", "2024-05-14"),
        ("Last week Ghana sent 40 trucks of food to Togo.", "AID", "2024-05-06"),
        ("Chile recalled its ambassador from Peru yesterday.", "SANCTION", "2024-05-15"),
        ("Thousands of teachers marched against the Peruvian government on 11 May.", "PROTEST", "2024-05-11"),
    ],
)
def test_a_clause_s_own_time_is_the_act_s(text: str, type_: str, day: str) -> None:
    assert _when(text, type_) == (day, False)


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Norway condemned Mali, which had left the pact in 2011.", "ACCUSE"),
        ("Togo thanked Ghana, its partner since 1995, for the trucks.", "SUPPORT"),
        ("Kenya, ruled by Amara since 2019, expelled two envoys of Norway.", "SANCTION"),
        ("Police arrested a man convicted in 2016 in the capital of Peru.", "COERCE"),
        ("Chile rejected the border drawn in 1904.", "REJECT"),
    ],
)
def test_a_time_beside_a_noun_is_not_the_act_s(text: str, type_: str) -> None:
    assert _when(text, type_)[0] is None


def test_a_time_of_another_sentence_is_told_as_inferred() -> None:
    text = "A bomb hit the market of Turgel on Monday. Twelve people were killed and forty wounded in the blast."
    report = dragoman.read(text, published="2024-05-16")
    later = [e for e in report.events if e.sentence.start > 0 and e.when]
    assert later, "the second sentence goes on with the act of the first"
    assert all("when" in e.inferred for e in later)


def _doc(text: str):
    nlp = parser()
    doc = nlp.make_doc(text)
    doc._.dragoman = Draft()
    return nlp(doc)


def test_annotated_acts_become_choices_with_one_right_answer_or_none() -> None:
    text = "Peru expelled the envoys of Chile in May 2020. Bolivia had praised them."
    doc = _doc(text)
    rows = [
        {"trigger": [[5, 13]], "type": "SANCTION", "when": ["2020-05-01", "2020-05-31"]},
        {"trigger": [[text.index("praised"), text.index("praised") + 7]], "type": "SUPPORT", "when": None},
    ]
    first, second = cases_of(doc, rows)
    assert first.right[:, 0].tolist() == [1, 0]
    assert second.right[:, 0].tolist() == [0, 1]


def test_a_choice_of_times_is_trained_from_a_file(tmp_path) -> None:
    text = "Peru expelled the envoys of Chile on Monday."
    row = {"id": "r1", "text": text, "published": "2024-05-16", "times": []}
    row["events"] = [{"trigger": [[5, 13]], "type": "SANCTION", "when": ["2024-05-13", "2024-05-13"]}]
    (tmp_path / "reports.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    train([tmp_path / "reports.jsonl"]).save(tmp_path / "times.npz")
    assert (tmp_path / "times.npz").stat().st_size > 10_000


def test_an_act_without_any_time_has_no_candidate() -> None:
    doc = base_pipeline()("Peru expelled the envoys of Chile.")
    dates = Dates(doc, Draft())
    assert dates.asked([doc[1]], "SANCTION").candidates == []
