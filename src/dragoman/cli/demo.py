"""What `dragoman demo` shows: a chain, a denial, a promise with its deadline and a conflict, of the bundled quarrel."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dragoman.analysis.ledger import Entry, ledger
from dragoman.cli.answers import chain
from dragoman.cli.tables import clean, short
from dragoman.collation import Record, collate
from dragoman.collation.conflicts import Conflict
from dragoman.mentions.names import country_names
from dragoman.model import Report

_WORDS = 200  # characters of a sentence
REST = (
    ("dragoman demo --records", "the whole record of each bundled sample"),
    ("dragoman demo --keep", "keep them, to ask: timeline, ledger"),
    ("dragoman serve --demo --open", "the same in the reading room"),
    ("dragoman read FILE --published DAY", "a report of your own"),
)


def highlights(reports: Sequence[Report], today: dt.date) -> Iterator[tuple[str, str, str]]:
    """Of each kind the best that ``reports`` have: what it is, what is said, and according to whom."""
    record = collate(reports)
    yield from _chain(reports)
    yield from _denial(record)
    yield from _promise(ledger(reports, today))
    yield from _conflict(record)


def _chain(reports: Sequence[Report]) -> Iterator[tuple[str, str, str]]:
    """The longest chain of sources, if there is one with words that somebody relayed, of those the surest."""
    found = []
    for report in reports:
        for a in report.attributions:
            relayed = any(link.role == "relay" for link in a.chain)
            found.append((relayed, len(a.chain), a.confidence or 0.0, report, a))
    for _, _, _, report, a in sorted(found, key=lambda one: one[:3], reverse=True)[:1]:
        yield "a chain", report.words(a.content), chain([link.label for link in a.chain])


def _denial(record: Record) -> Iterator[tuple[str, str, str]]:
    """The event with most accounts that somebody denies."""
    denials = [c for c in record.conflicts if c.kind == "denial"]
    for c in sorted(denials, key=_size, reverse=True)[:1]:
        yield "a denial", c.other[0].sentence, chain(c.other[0].chain)


def _promise(entries: Sequence[Entry]) -> Iterator[tuple[str, str, str]]:
    """The first promise with a deadline that reports tell was broken, else one that was kept."""
    told = [e for e in entries if e.deadline and e.kind == "promise" and e.state in {"broken", "kept"}]
    for e in sorted(told, key=lambda e: (e.state, e.deadline or dt.date.max))[:1]:
        who = ", ".join(country_names().get(actor, actor) for actor in e.actors)
        yield "a promise", f"{who} promised on {e.made} {e.action}", f"deadline {e.deadline}, {e.state}"
        for outcome in e.candidates[:1]:
            yield "", f"{outcome.date}: {outcome.sentence}", ""


def _conflict(record: Record) -> Iterator[tuple[str, str, str]]:
    """The number that most accounts contradict in."""
    numbers = [c for c in record.conflicts if c.kind == "number"]
    for c in sorted(numbers, key=_size, reverse=True)[:1]:
        yield "a conflict", c.about, " against ".join(chain(side[0].chain) for side in (c.one, c.other))


def _size(conflict: Conflict) -> int:
    return len(conflict.one) + len(conflict.other)


def show(reports: Sequence[Report], today: dt.date, out: Console) -> None:
    """Print the highlights of ``reports``, then where the rest is."""
    newsrooms = len({report.article.publisher for report in reports})
    out.print(Text(f"{len(reports)} invented reports of one quarrel by {newsrooms} newsrooms, read on this machine:"))
    out.print()
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(width=10, style="bold")
    table.add_column()
    for what, said, holder in highlights(reports, today):
        table.add_row(what, Text.assemble(short(said, _WORDS), "  ", (clean(holder), "cyan")))
    out.print(table)
    out.print()
    rest = Table.grid(padding=(0, 2, 0, 0))
    for command, what in REST:
        rest.add_row(command, Text(what, "dim"))
    out.print(rest)
