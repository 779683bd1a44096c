"""Digests: the little of a report that the kept record works with, so that no report is parsed twice."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import get_args

from dragoman.analysis.ledger import Said, Telling, said_of, tellings_of
from dragoman.analysis.positions import Held, held_of
from dragoman.analysis.sources import Citation, citations_of
from dragoman.collation.accounts import Account, accounts_of, corrected
from dragoman.collation.actors import Checked, Decision, Mention, mentions_of, rejected
from dragoman.collation.amended import amended
from dragoman.collation.copies import Sketch, sketch, text_of
from dragoman.model import Article, Report
from dragoman.record.kinds import Item, items_of


@dataclass(frozen=True, slots=True)
class Digest:
    """What is kept of one reading; ``mark`` is the archive's mark of it, ``report`` all of it
    as JSON, compressed."""

    mark: str
    article: Article
    sketch: Sketch
    accounts: tuple[Account, ...]
    held: tuple[Held, ...]
    said: tuple[Said, ...]
    told: tuple[Telling, ...]
    citations: tuple[Citation, ...]
    mentions: tuple[Mention, ...]
    report: bytes
    items: tuple[Item, ...] = ()


def digest(report: Report, mark: str = "", decisions: Iterable[Decision] = ()) -> Digest:
    """The digest of a report, with a user's additions and corrections of its items applied."""
    chosen = list(decisions)
    report = amended(report, chosen)
    article = report.article
    wrong = {kind: rejected(chosen, kind) for kind in get_args(Checked)}
    return Digest(
        mark=mark,
        article=article,
        sketch=sketch(text_of(article)),
        accounts=tuple(corrected(accounts_of(report), chosen)),
        held=tuple(h for h in held_of(report) if f"{article.id}:{h.stand.item}" not in wrong["stance"]),
        said=tuple(s for s in said_of(report) if s.entry.id not in wrong["commitment"]),
        told=tuple(tellings_of(report)),
        citations=tuple(c for c in citations_of(report) if f"{article.id}:{c.attribution}" not in wrong["attribution"]),
        mentions=tuple(mentions_of(report)),
        report=_compressed(report),
        items=tuple(items_of(report)),
    )


def bare(report: Report, mark: str) -> Digest:
    """The digest of a report that nothing can be made of: it is listed and shown, and adds nothing to the record."""
    article = report.article
    return Digest(
        mark=mark,
        article=article,
        sketch=sketch(text_of(article)),
        accounts=(),
        held=(),
        said=(),
        told=(),
        citations=(),
        mentions=(),
        report=_compressed(report),
    )


def _compressed(report: Report) -> bytes:
    return zlib.compress(report.model_dump_json().encode("utf-8", "replace"), 1)


def digests(reports: Iterable[Report]) -> Iterable[Digest]:
    """The digests of ``reports``, numbered from 1."""
    return (digest(report, str(number)) for number, report in enumerate(reports, 1))
