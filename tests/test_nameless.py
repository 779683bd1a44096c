"""Whom "the rebels" and officials without a country stand for where reports are compared."""

import datetime as dt

import pytest

import dragoman
from dragoman.analysis.ledger import ledger


@pytest.mark.parametrize(
    ("first", "state"),
    [
        ("The rebels promised to withdraw from Ubari by March 20. The Ubari Liberation Front signed a truce.", "kept"),
    ],
)  # fmt: skip
def test_the_rebels_are_the_one_movement_that_is_named(first: str, state: str) -> None:
    told = dragoman.read(first, published="2025-03-12")
    later = dragoman.read("The last men of the Ubari Liberation Front left Ubari on Wednesday.", published="2025-03-21")
    (entry,) = [e for e in ledger([told, later], dt.date(2025, 4, 1)) if "withdraw" in e.action]
    assert entry.state == state
