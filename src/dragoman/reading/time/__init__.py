"""Time expressions, resolved against the publication date.

Values are TIMEX3/EDTF (Pustejovsky et al. 2003; ISO 8601-2:2019), intervals are inclusive days. Where the
publication date is missing, only absolute expressions are resolved and the others say so.
"""

import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from dragoman.model import Granularity, Span, When
from dragoman.reading.draft import draft_of, text_of
from dragoman.reading.time import english, french
from dragoman.reading.time.grammar import Grammar
from dragoman.reading.time.rules import UNRESOLVED, Context, Groups, Interval, Rule, span

GRAMMARS = {"en": english.GRAMMAR, "fr": french.GRAMMAR}
_WINDOW = 60  # characters that a time expression may reach to either side of its hint


class _Found(NamedTuple):
    match: re.Match[str]
    rule: Rule


class TimeReader:
    """spaCy component ``dragoman_time``: finds and resolves time expressions into ``Draft.times``."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar

    def __call__(self, doc: Doc) -> Doc:
        draft, text, grammar = draft_of(doc), text_of(doc), self.grammar
        anchor = None
        read: list[tuple[int, int, Interval]] = []
        for match, rule in _matches(text, grammar):
            words = doc.char_span(*match.span(), alignment_mode="expand")
            if words is None or not grammar.is_time(match, words.root):
                continue
            meant = resolved(
                grammar.groups(match), rule, Context(draft.published, grammar.looks_ahead(words.root), anchor)
            )
            if meant is None:
                continue
            if meant.granularity is Granularity.DAY:
                anchor = meant.start
            read.append((*match.span(), meant))
        for start, end, meant in _bounded(_joined(read, text, grammar), text, grammar):
            draft.times.append(
                When(id=f"t{len(draft.times) + 1}", spans=(Span(start=start, end=end),), **meant._asdict())
            )
        return doc


def resolved(groups: Groups, rule: Rule, context: Context) -> Interval | None:
    """What an expression means; None where the calendar has no such day ("the year 0", "99999 years ago")."""
    try:
        return rule(groups, context)
    except (ValueError, OverflowError):
        return None


def _matches(text: str, grammar: Grammar) -> list[_Found]:
    """The longest expressions of ``text`` in its order, none within another."""
    hints = [m.span() for m in grammar.hint.finditer(text)]
    found: list[tuple[int, int, int, _Found]] = []
    for first, last in _windows(hints, len(text)):
        for rank, (pattern, rule) in enumerate(grammar.patterns):
            for match in pattern.finditer(text, first, last):
                found.append((match.start() - match.end(), rank, match.start(), _Found(match, rule)))
    taken: list[tuple[int, int]] = []
    kept: list[_Found] = []
    for _, _, _, one in sorted(found, key=lambda f: f[:3]):
        start, end = one.match.span()
        at = bisect_left(taken, (start, end))
        free = (at == len(taken) or taken[at][0] >= end) and (at == 0 or taken[at - 1][1] <= start)
        if free:
            taken.insert(bisect_right(taken, (start, end)), (start, end))
            kept.append(one)
    return sorted(kept, key=lambda f: f.match.start())


def _windows(hints: list[tuple[int, int]], size: int) -> list[tuple[int, int]]:
    """Stretches of text around hints, merged where they touch."""
    merged: list[tuple[int, int]] = []
    for start, end in hints:
        first, last = max(0, start - _WINDOW), min(size, end + _WINDOW)
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], last)
        else:
            merged.append((first, last))
    return merged


def _joined(read: list[tuple[int, int, Interval]], text: str, grammar: Grammar) -> list[tuple[int, int, Interval]]:
    """Two ends of a range as one: "from Monday to Wednesday", "between March and May"."""
    out: list[tuple[int, int, Interval]] = []
    for start, end, meant in read:
        if out and _is_range(out[-1], start, meant, text, grammar):
            first, _, before = out.pop()
            opening = grammar.opens.search(text, max(0, first - 20), first)
            assert before.start is not None and meant.end is not None
            opens = before.start if before.start <= meant.end else before.start.replace(day=1, year=meant.end.year)
            out.append((opening.start() if opening else first, end, span(opens, meant.end)))
        else:
            out.append((start, end, meant))
    return out


def _is_range(before: tuple[int, int, Interval], start: int, meant: Interval, text: str, grammar: Grammar) -> bool:
    first, end, was = before
    between = text[end:start]
    if not grammar.joins.fullmatch(between) or was.start is None or meant.end is None:
        return False
    opening = grammar.opens.search(text, max(0, first - 20), first)
    # "Between March and May 2024": the first month takes the year of the second.
    months = was.granularity is meant.granularity is Granularity.MONTH and was.start.month <= meant.end.month
    if was.start > meant.end and not (opening and months):
        return False
    needed = grammar.pairs.get(between.strip().lower().partition(" ")[0])
    if needed is not None:
        return opening is not None and opening.group(1).lower() == needed
    return was.granularity is meant.granularity


def _bounded(read: list[tuple[int, int, Interval]], text: str, grammar: Grammar) -> list[tuple[int, int, Interval]]:
    """Intervals that a word before them opens: "by Friday", "since 2011"."""
    out = []
    for start, end, meant in read:
        word = grammar.bound.search(text, max(0, start - 20), start)
        if word is None or meant.relation or meant.granularity is Granularity.DURATION:
            out.append((start, end, meant))
            continue
        opening = " ".join(word.group(1).lower().replace("’", "'").split())
        relation = grammar.relations.get(opening, opening)
        if meant == UNRESOLVED or meant.start is None:
            meant = meant._replace(relation=relation)
        elif relation in {"by", "until", "before"}:
            meant = meant._replace(value=f"../{meant.value}", start=None, relation=relation)
        else:
            meant = meant._replace(value=f"{meant.value}/..", end=None, relation=relation)
        out.append((word.start(), end, meant))
    return out


@Language.factory("dragoman_time")
def make_time(nlp: Language, name: str) -> TimeReader:
    """Factory of the component that reads times; ValueError for a language that has no grammar of them."""
    if nlp.lang not in GRAMMARS:
        raise ValueError(f"dragoman_time has no grammar for {nlp.lang!r}; it has {', '.join(GRAMMARS)}")
    return TimeReader(GRAMMARS[nlp.lang])
