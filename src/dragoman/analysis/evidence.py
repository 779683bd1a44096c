"""Evidence: what the clauses of a sentence say came of acts - done, not done, refused, called off, kept in part."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from dragoman.collation.accounts import content_words, same_act, stem
from dragoman.languages import lexicons
from dragoman.languages.words import words

_CLAUSE = re.compile(r"[,;:–—]\s|\s-\s|\b(?:but|while|although|whereas|so that|and then)\b", re.IGNORECASE)
_LINKED = re.compile(r"\s+and\s+(?=\w+(?:ed|s|ing)\b)", re.IGNORECASE)
_NEGATIVE = re.compile(r"n['’]t\b", re.IGNORECASE)
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Evidence:
    """The stems of a sentence by what its clauses say of them; acts stand as what news takes them for.

    ``done``: it is told as done; ``undone``: that it was not; ``refused``: that it will not be, or that somebody failed
    to; ``dropped``: that it was called off; ``part``: in part only; ``yet``: it is still waited for.
    """

    done: frozenset[str] = _NONE
    undone: frozenset[str] = _NONE
    refused: frozenset[str] = _NONE
    dropped: frozenset[str] = _NONE
    part: frozenset[str] = _NONE
    yet: frozenset[str] = _NONE

    def __bool__(self) -> bool:
        return bool(self.done or self.undone or self.refused or self.dropped)


def evidence_of(sentence: str) -> Evidence:
    """What the clauses of ``sentence`` say came of acts; a clause that speaks of what is to come says nothing."""
    held: dict[str, set[str]] = {k: set() for k in ("done", "undone", "refused", "dropped", "part", "yet")}
    for clause in (_aside().sub(" ", c) for part in _CLAUSE.split(sentence) for c in _LINKED.split(part)):
        stems = content_words(clause)
        told = same_act(stems)
        shown = frozenset(act for word in told for act in _shown().get(word, ()))
        kinds = _kinds(clause, stems)
        for outcome in _outcomes():
            if outcome.says.search(clause):
                shown |= outcome.acts
                kinds = kinds if outcome.kind is None else (outcome.kind,)
        if "done" in kinds and _has(clause, "partly"):
            kinds = (*kinds, "part")
        if "undone" in kinds and _has(clause, "awaited"):
            kinds = (*kinds, "yet")
        for kind in kinds:
            held[kind] |= told | shown
    return Evidence(**{kind: frozenset(stems) for kind, stems in held.items()})


def _kinds(clause: str, stems: frozenset[str]) -> tuple[str, ...]:
    """What one clause says of its acts; of a promise in words, whether it was broken or kept."""
    negated = _has(clause, "negated") or _NEGATIVE.search(clause) is not None
    pledge = _has(clause, "pledge")
    if _has(clause, "refused") or (not _stems_of("refuse").isdisjoint(stems) and not negated):
        return ("refused", "dropped") if _has(clause, "dropped") else ("refused",)
    if _has(clause, "breach") and (pledge or _fails(clause)) and not negated:
        return ("refused",)
    if _has(clause, "dropped") and not negated:
        return ("dropped",)
    if _has(clause, "fulfilled") and pledge:
        return ("undone",) if negated else ("done",)
    wished = any(not _stems_of(c).isdisjoint(stems) for c in ("promise", "plan", "want", "ask"))
    if wished or _has(_months().sub(" ", clause), "ahead"):
        return ()
    return ("undone",) if negated else ("done",)


@cache
def _phrases(name: str) -> re.Pattern[str]:
    return _any(lexicons.table("collation.toml")["evidence"][name])


def _any(phrases: list[str]) -> re.Pattern[str]:
    """Any of ``phrases``; "…" in one stands for a few words: "let … go"."""
    escaped = (
        re.escape(p).replace(r"\ …\ ", r"(?:\s+[\w’'-]+){0,6}?\s+") for p in sorted(phrases, key=len, reverse=True)
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(escaped)})(?!\w)", re.IGNORECASE)


@cache
def _shown() -> dict[str, frozenset[str]]:
    """What is seen of what was promised, and the acts that it shows done: "the boats arrived" that they were sent."""
    rows = (row.split() for row in lexicons.table("collation.toml")["evidence"]["shows"])
    return {next(iter(same_act(frozenset({stem(w)})))): same_act(frozenset(map(stem, acts))) for w, *acts in rows}


class _Outcome(NamedTuple):
    """Phrases, the acts that they show, and what they say of these where the clause does not: None for as it does."""

    says: re.Pattern[str]
    acts: frozenset[str]
    kind: str | None


@cache
def _outcomes() -> tuple[_Outcome, ...]:
    rows = lexicons.table("collation.toml")["outcomes"]
    return tuple(
        _Outcome(_any(row["says"]), same_act(frozenset(map(stem, row["acts"]))), row.get("kind")) for row in rows
    )


@cache
def _aside() -> re.Pattern[str]:
    """What only says of a thing that it was promised: "the grain that it had pledged", "the promised grain"."""
    table = lexicons.table("collation.toml")["evidence"]
    pledged, linked = ("|".join(map(re.escape, table[name])) for name in ("pledged", "linked"))
    who = r"(?:[\w’'-]+\s+){0,3}?"
    return re.compile(
        rf"\b(?:{linked})\s+{who}(?:had\s+|has\s+|have\s+|was\s+|were\s+)?(?:{pledged})\b"
        rf"|(?<=\bthe )(?:{pledged})\s+(?=\w)|(?<=\bits )(?:{pledged})\s+(?=\w)",
        re.IGNORECASE,
    )


@cache
def _months() -> re.Pattern[str]:
    """Names of months that are verbs when written small: "in May"."""
    names = lexicons.table("collation.toml")["evidence"]["months"]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")


def is_negative(clause: str) -> bool:
    """Whether a condition hangs on something that is not to happen: "if they are not freed", "unless they leave"."""
    return _has(clause, "negated") or _has(clause, "unless") or _NEGATIVE.search(clause) is not None


def is_of_a_part(action: str) -> bool:
    """Whether what is undertaken is itself only a part of something: "half of the flow"."""
    return _has(action, "partly")


def _has(clause: str, name: str) -> bool:
    return _phrases(name).search(clause) is not None


def _fails(clause: str) -> bool:
    return re.search(r"\bfail(?:ed|s|ing|ure)?\b", clause, re.IGNORECASE) is not None


@cache
def _stems_of(class_: str) -> frozenset[str]:
    lemmas = words().of_class(class_, "verb")
    return frozenset(stem(lemma) for lemma in lemmas if " " not in lemma) - _everyday()


@cache
def _everyday() -> frozenset[str]:
    """Stems of verbs that mean one of these classes only with what stands behind them ("set", "have", "end")."""
    return frozenset(stem(w) for w in lexicons.table("collation.toml")["evidence"]["everyday"])
