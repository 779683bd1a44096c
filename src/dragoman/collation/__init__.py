"""Collation: many reports become one record of copies, events with their accounts, and conflicts between accounts.

``collate`` is a pure function of its reports and a user's decisions: the order in which reports come does not matter.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dragoman.collation.accounts import Account, accounts_of, corrected
from dragoman.collation.actors import Apart, Decision, Same
from dragoman.collation.conflicts import Conflict, conflicts_in
from dragoman.collation.copies import Copies, Text, find_copies, text_of
from dragoman.collation.events import JoinedEvent, join
from dragoman.model import Report

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Record:
    """What reports add up to."""

    copies: Copies
    events: tuple[JoinedEvent, ...]
    conflicts: tuple[Conflict, ...]


def collate(reports: Iterable[Report], decisions: Iterable[Decision] = ()) -> Record:
    """The record of ``reports``, with a user's ``decisions`` on misread events and on joins.

    Reports are read once, one at a time, and not kept.
    """
    chosen = list(decisions)
    same = [(d.account, d.other) for d in chosen if isinstance(d, Same)]
    apart = [pair for d in chosen if isinstance(d, Apart) for pair in d.pairs()]
    accounts: list[Account] = []

    def texts() -> Iterator[Text]:
        for report in reports:
            accounts.extend(_contained(report, chosen))
            yield text_of(report.article)

    copies = find_copies(texts())
    events = join(accounts, copies, same, apart)
    return Record(copies, tuple(events), tuple(c for e in events for c in conflicts_in(e, copies)))


def _contained(report: Report, decisions: Iterable[Decision]) -> list[Account]:
    """The corrected accounts of a report; none of one that breaks what makes them, so that the others are not lost."""
    try:
        return corrected(accounts_of(report), decisions)
    except Exception:
        _LOG.exception("article %s is left out of the record", report.article.id)
        return []
