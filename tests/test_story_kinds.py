"""Kinds of wrong row that real reports gave: what contradicts, what is one matter, what keeps a promise."""

import datetime as dt

import pytest

import dragoman
from dragoman.analysis.ledger import ledger
from dragoman.analysis.positions import positions
from dragoman.collation import collate
from dragoman.collation.accounts import accounts_of


def _read(text: str, day: str = "2031-05-05", outlet: str = "Alva Post"):
    return dragoman.read(text, published=day, publisher=outlet)


@pytest.mark.parametrize(
    "text",
    [
        "Peru supported the plan on Monday. Chile did not support the plan.",
        "Miners protested in Lima on Monday. They did not protest in Cusco.",
        "Kenya released two sailors on Monday. It has not released the captain.",
    ],
)
def test_a_report_does_not_contradict_itself(text: str) -> None:
    assert collate([_read(text)]).conflicts == ()


def test_two_reports_contradict() -> None:
    told = _read("Kenyan soldiers shot at fishermen near Alva on Monday, a fisher said.", outlet="Lake Mirror")
    denied = _read(
        "Kenya denied on Tuesday that Kenyan soldiers had shot at fishermen near Alva on Monday.", "2031-05-06"
    )
    assert [c.kind for c in collate([told, denied]).conflicts] == ["denial"]


def test_convicted_and_sentenced_are_two_and_shelled_and_killed_one() -> None:
    court = _read("The court convicted the editor on Monday and sentenced him to nine years in prison.")
    raid = _read("Peru shelled the Chilean port of Arica on Monday, killing nine people.")
    assert len(accounts_of(court)) == 2
    assert len([a for a in accounts_of(raid) if a.type == "ASSAULT"]) == 1


def test_a_denial_is_told_once() -> None:
    accounts = accounts_of(_read("Peru denied on Monday that it had bombed Chile."))
    assert [a.modality for a in accounts] == ["denied"]


@pytest.mark.parametrize("thing", ["bill", "decision", "resolution", "ruling", "deal"])
def test_a_kind_of_thing_is_no_matter(thing: str) -> None:
    one = _read(f"Peru welcomed the {thing}.", "2030-05-05")
    other = _read(f"Peru rejected the {thing}.")
    assert not any(p.changes for p in positions([one, other]))


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Chile, which had opposed the bridge, came round on Monday.", "CHL"),
        ("Oman joined the Alva Group on Monday. Kenya, which had opposed it, gave way.", "KEN"),
        ("Peru, which had objected to the ferry, relented on Monday.", "PER"),
        ("Greece, which had rejected the pipeline, gave in on Friday.", "GRC"),
        ("Norway, which had resisted the quota, backed down on Friday.", "NOR"),
    ],
)
def test_who_gives_up_a_position_has_changed_it(text: str, actor: str) -> None:
    (found,) = positions([_read(text)], actor)
    assert [s.position for s in found.stands] == ["against", "for"]
    assert found.changes == 1


@pytest.mark.parametrize(
    "words", ["dropped its objection to", "withdrew its opposition to", "abandoned its resistance to"]
)
def test_an_objection_that_is_dropped_is_none(words: str) -> None:
    (found,) = positions([_read(f"Kenya {words} the pipeline on Friday.")], "KEN")
    assert [s.position for s in found.stands] == ["for"]


@pytest.mark.parametrize(
    ("later", "state"),
    [
        ("Kenyan envoys are expected to attend the opening of the Alva bridge.", "open"),
        ("Kenya attended the opening of the Alva bridge on Monday.", "broken"),
    ],
)
def test_what_was_not_to_be_done(later: str, state: str) -> None:
    made = _read("Kenya promised not to attend the opening of the Alva bridge.")
    entries = ledger([made, _read(later, "2031-06-02")], dt.date(2031, 6, 5))
    assert [e.state for e in entries] == [state]
