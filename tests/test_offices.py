"""Offices that change hands: who speaks for a state, from when on no more."""

import datetime as dt

import pytest

from dragoman.collation.actors import Mention
from dragoman.collation.people import is_former, meant_on, people

MARCH, APRIL, MAY = (dt.date(2031, month, 10) for month in (3, 4, 5))


def mention(name: str, day: dt.date, role: str | None = None, country: str | None = None) -> Mention:
    sector = "GOV" if role else None
    values = {"article": f"{name} {day}", "actor": "a1", "kind": "person", "sector": sector, "date": day}
    return Mention(name=name, role=role, country=country, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("role", "former"),
    [
        ("former foreign minister", True),
        ("ex-president", True),
        ("Ghana's former prime minister", True),
        ("the ousted president", True),
        ("retired general", True),
        ("foreign minister", False),
        ("deputy minister of formation", False),
        (None, False),
    ],
)
def test_words_of_an_office_that_is_held_no_more(role: str | None, former: bool) -> None:
    assert is_former(role) is former


def test_who_held_an_office_speaks_for_herself_from_then_on() -> None:
    known = people(
        [
            mention("Ama Osei", MARCH, "foreign minister", "GHA"),
            mention("Ama Osei", MAY, "former foreign minister"),
            mention("Kofi Badu", MAY, "foreign minister", "GHA"),
        ]
    )
    assert [meant_on(known, "ama osei", day) for day in (MARCH, APRIL, MAY)] == ["GHA", "GHA", "ama osei"]
    assert meant_on(known, "kofi badu", MAY) == "GHA"


def test_a_surname_alone_follows_the_person() -> None:
    known = people([mention("Ama Osei", MARCH, "foreign minister", "GHA"), mention("Osei", MAY, "former minister")])
    assert [meant_on(known, "osei", day) for day in (APRIL, MAY)] == ["GHA", "ama osei"]


def test_who_takes_office_again_speaks_for_the_state_again() -> None:
    known = people(
        [
            mention("Ama Osei", MARCH, "former trade minister", "GHA"),
            mention("Ama Osei", MAY, "prime minister", "GHA"),
        ]
    )
    assert meant_on(known, "ama osei", MAY) == "GHA"


def test_who_is_only_told_as_a_former_holder_never_speaks_for_the_state() -> None:
    known = people([mention("Ama Osei", MARCH, "former foreign minister", "GHA"), mention("Osei", MAY)])
    assert {meant_on(known, name, MARCH) for name in ("ama osei", "osei")} == {"ama osei"}


def test_a_report_without_a_day_is_of_the_time_in_office() -> None:
    known = people([mention("Ama Osei", MARCH, "minister", "GHA"), mention("Ama Osei", MAY, "ex-minister")])
    assert meant_on(known, "ama osei", None) == "GHA"
