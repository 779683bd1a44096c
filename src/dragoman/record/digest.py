"""Digests: the little of a report that the kept record works with, so that no report is parsed twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.analysis.ledger import Said, Telling, said_of, tellings_of
from dragoman.analysis.positions import Held, held_of
from dragoman.analysis.sources import Citation, citations_of
from dragoman.collation.accounts import Account, accounts_of, corrected
from dragoman.collation.actors import Decision, Mention, mentions_of
from dragoman.collation.copies import Sketch, Text, sketch
from dragoman.model import Article, Report


@dataclass(frozen=True, slots=True)
class Digest:
    """What is kept of one reading; ``number`` is the archive's number of it."""

    number: int
    article: Article
    sketch: Sketch
    accounts: tuple[Account, ...]
    held: tuple[Held, ...]
    said: tuple[Said, ...]
    told: tuple[Telling, ...]
    citations: tuple[Citation, ...]
    mentions: tuple[Mention, ...]


def digest(report: Report, number: int = 0, decisions: Iterable[Decision] = ()) -> Digest:
    """The digest of a report, with a user's corrections of its events applied."""
    article = report.article
    return Digest(
        number=number,
        article=article,
        sketch=sketch(Text(article.id, article.text, article.published_date)),
        accounts=tuple(corrected(accounts_of(report), decisions)),
        held=tuple(held_of(report)),
        said=tuple(said_of(report)),
        told=tuple(tellings_of(report)),
        citations=tuple(citations_of(report)),
        mentions=tuple(mentions_of(report)),
    )


def digests(reports: Iterable[Report]) -> Iterable[Digest]:
    """The digests of ``reports``, numbered from 1."""
    return (digest(report, number) for number, report in enumerate(reports, 1))
