"""Sources: who relies on whom - which outlets cite which agencies, ministries and people, and how often unnamed."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from dragoman.collation.actors import folded, side
from dragoman.languages import lexicons
from dragoman.model import ActorKind, Link, Report

UNNAMED = "unnamed source"
_BODIES = {"state", "ministry", "organisation", "news outlet", "armed group", UNNAMED}
_PRIVATE = {"CVL", "REB", "REF"}  # sectors whose nouns name no office: a resident, an attacker, a refugee


class Hand(NamedTuple):
    """One hand of a chain: its name, its kind, and whether it can be a source of public affairs."""

    name: str
    kind: str
    public: bool


@dataclass(frozen=True, slots=True)
class Cited:
    """A source over all reports: how often cited, in how many reports, by which outlets, how often at second hand."""

    source: str
    kind: str
    country: str | None
    citations: int
    reports: int
    outlets: tuple[tuple[str, int], ...]
    relayed: int
    unnamed: bool


@dataclass(frozen=True, slots=True)
class Citation:
    """One citation of a source: by whom, when, where, and the hands it came through, innermost first.

    ``key`` is the source's country code or folded name.
    """

    article: str
    date: dt.date | None
    publisher: str
    source: str
    kind: str
    country: str | None
    key: str
    unnamed: bool
    hands: tuple[Hand, ...]
    attribution: str
    start: int
    words: str


def citations_of(report: Report) -> list[Citation]:
    """The citations of one report; sources without a name are called "unnamed source".

    What is said without a word on who says it ("is believed to") is none: no report cites its own outlet by it.
    """
    by_id = {a.id: a for a in report.actors}
    language = report.article.language

    def hand(id: str | None, link: Link) -> Hand:
        actor = by_id.get(id or "")
        if actor is None:
            kind = "news outlet" if link.role == "publisher" else "unknown"
            return Hand(link.label, kind, is_public(link.label, kind, report.article.text, language))
        name = UNNAMED if actor.kind is ActorKind.UNNAMED else actor.name
        return Hand(name, actor.kind.value, is_public(name, actor.kind.value, report.article.text, language))

    found = []
    for attribution in report.attributions:
        first, *outer = attribution.chain
        if first.role == "publisher":
            continue
        behind = [hand(link.actor, link) for link in outer]
        behind = [
            one._replace(name=link.label) if link.others else one for one, link in zip(behind, outer, strict=True)
        ]
        spans = attribution.content or attribution.cue
        for id in (first.actor, *first.others):  # who says it together is cited each
            actor, own = by_id.get(id or ""), hand(id, first)
            found.append(
                Citation(
                    article=report.article.id,
                    date=report.article.published_date,
                    publisher=report.article.publisher or "?",
                    source=own.name,
                    kind=own.kind,
                    country=actor.country if actor else None,
                    key=side(actor) if actor else folded(own.name),
                    unnamed=actor is not None and actor.kind is ActorKind.UNNAMED,
                    hands=(own, *behind),
                    attribution=attribution.id,
                    start=spans[0].start,
                    words=report.words(spans)[:300],
                )
            )
    return found


def is_public(name: str, kind: str, text: str, language: str) -> bool:
    """Whether one that ``text`` calls ``name`` can be a source of public affairs: a body, an outlet, a person with a
    name or an office, a document that somebody can look up. A wife, a crowd, "the law" and "reports" are none."""
    if kind in _BODIES:
        return True
    if kind == "document":
        return _has_name(name)
    if kind not in {"person", "group", "other", "unknown"}:
        return False
    if kind != "unknown" and _means(name, _offices(language) | _bodies(language)):
        return True
    words = name.split()
    if len(words) > 1 or not _ends_in_name(name):
        return _ends_in_name(name)
    if kind in {"other", "unknown"}:  # "Comments", where "comments" are spoken of; "We"
        return kind == "other" and not re.search(rf"\b{re.escape(name.lower())}\b", text)
    return folded(_singular(name)) not in _nouns(language)


def _has_name(name: str) -> bool:
    """Whether a word after the first has a capital or is a number: "report" has none, "UN resolution 1441" has."""
    first, *others = name.split() or [""]
    return any(word[0].isupper() or word[0].isdigit() for word in others) or sum(c.isupper() for c in first) > 1


def _ends_in_name(name: str) -> bool:
    words = name.split()
    return bool(words) and any(c.isupper() for c in words[-1]) and len(words[-1].strip(".")) > 1


def _means(name: str, nouns: frozenset[str]) -> bool:
    """Whether a noun of ``nouns``, of one word or two, is among the words of ``name``."""
    words = [folded(_singular(word)) for word in name.split()]
    pairs = {f"{one} {other}" for one, other in pairwise(words)}
    return not nouns.isdisjoint(pairs | set(words))


def _singular(word: str) -> str:
    if word.endswith("men"):
        return f"{word[:-3]}man"
    for ending, bare in (("ies", "y"), ("sses", "ss"), ("s", "")):
        if word.endswith(ending) and not word.endswith("ss"):
            return word[: -len(ending)] + bare
    return word


@cache
def _offices(language: str) -> frozenset[str]:
    return frozenset(
        folded(noun)
        for sector, nouns in lexicons.table("roles.toml", language)["person"].items()
        if sector not in _PRIVATE
        for noun in nouns
    )


@cache
def _bodies(language: str) -> frozenset[str]:
    roles = lexicons.table("roles.toml", language)
    lists = [*roles["body"].values(), *(roles[name]["words"] for name in ("group", "side", "outlet", "ministry"))]
    return frozenset(folded(_singular(noun)) for nouns in lists for noun in nouns)


@cache
def _nouns(language: str) -> frozenset[str]:
    """Every noun that names people without saying who."""
    roles = lexicons.table("roles.toml", language)
    tables = (roles["person"], roles["armed"], roles["population"])
    return frozenset(folded(noun) for table in tables for nouns in table.values() for noun in nouns)
