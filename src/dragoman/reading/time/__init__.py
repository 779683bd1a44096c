"""Time expressions, resolved against the publication date.

Values are EDTF (ISO 8601-2:2019), intervals are inclusive days. Where the
publication date is missing, only absolute expressions are resolved and the others say so.
"""

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from importlib import import_module
from importlib.util import find_spec
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from dragoman.model import Granularity, Span, When
from dragoman.reading.attribution.quotes import around, quotations
from dragoman.reading.draft import DRAFT, draft_of
from dragoman.reading.time.grammar import Grammar
from dragoman.reading.time.rules import Context, Groups, Interval, Outlook, Rule, bounded, read_calendar_day, span
from dragoman.syntax.tree import sentence, stretches, text_of

_DATELINE = 200  # characters from the start of a text within which its dateline stands
_SAID_WITHIN = dt.timedelta(days=4)  # a quotation without a day was said on the last day named, if that is so near
_WINDOW = 50  # characters that a time expression may reach to either side of its hint


class _Found(NamedTuple):
    match: re.Match[str]
    rule: Rule


class _Read(NamedTuple):
    """A time as read; ``closed`` where its words name both of its ends, so that no word before them bounds it."""

    start: int
    end: int
    meant: Interval
    closed: bool = False


class TimeReader:
    """spaCy component ``dragoman_time``: finds and resolves time expressions into ``Draft.times``."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar

    def __call__(self, doc: Doc) -> Doc:
        draft, text, grammar = draft_of(doc), text_of(doc), self.grammar
        read = self._read(doc, _today(text, grammar, draft.published))
        for start, end, meant, _ in _bounded(_joined(read, text, grammar), text, grammar):
            draft.times.append(
                When(id=f"t{len(draft.times) + 1}", spans=(Span(start=start, end=end),), **meant._asdict())
            )
        return doc

    def _read(self, doc: Doc, today: dt.date | None) -> list[_Read]:
        """The expressions of a document in its order, each by itself."""
        text, grammar = text_of(doc), self.grammar
        found = _matches(text, grammar)
        said = _Sayings(text) if grammar.today and any(grammar.today.match(m.group()) for m, _ in found) else None
        anchor, past, named = None, None, None  # the last day named, the last that is over, the last time of any length
        read: list[_Read] = []
        waiting: list[tuple[int, re.Match[str], Rule, Context]] = []
        for match, rule in found:
            words = doc.char_span(*match.span(), alignment_mode="expand")
            if words is None or not grammar.is_time(match, words.root):
                continue
            outlook = grammar.outlook(words.root)
            context = Context(today, outlook, anchor if outlook is Outlook.AHEAD else past or anchor, named)
            meant = resolved(grammar.groups(match), rule, context)
            if meant is None:
                continue
            if said is not None and grammar.today is not None and grammar.today.match(match.group()):
                waiting.append((len(read), match, rule, context))
            elif meant.start is not None and meant.end is not None:
                named = meant
            if meant.granularity is Granularity.DAY and meant.start is not None:
                anchor = meant.start
                past = anchor if today is None or anchor <= today else past
            read.append(_Read(*match.span(), meant, _names_both_ends(match)))
        for at, match, rule, context in waiting:
            day = said.day_of(doc, match.start(), read, context) if said is not None else None
            meant = resolved(grammar.groups(match), rule, context._replace(published=day)) if day else None
            read[at] = read[at]._replace(meant=meant) if meant else read[at]
        return read


class _Sayings:
    """The quotations of a text, and on which day each was said where its sentence tells."""

    def __init__(self, text: str) -> None:
        self._quotes = quotations(text)

    def day_of(self, doc: Doc, at: int, read: list[_Read], context: Context) -> dt.date | None:
        """The day told beside the quotation around ``at``, else the last one before; None outside of quotations."""
        quote = around(self._quotes, at)
        if quote is None:
            return None
        inside = doc.char_span(quote.start, quote.end, alignment_mode="expand")
        if inside is None:
            return None
        start, end = sentence(inside[0]).start_char, sentence(inside[-1]).end_char
        days = [
            r.meant.start
            for r in read
            if start <= r.start and r.end <= end and not quote.holds(r.start) and r.meant.granularity is Granularity.DAY
        ]
        if days:
            return days[0] if len(set(days)) == 1 else None
        before, today = context.anchor, context.published
        recent = before is not None and today is not None and dt.timedelta(0) <= today - before <= _SAID_WITHIN
        return before if recent else None


def _today(text: str, grammar: Grammar, published: dt.date | None) -> dt.date | None:
    """The day that a text was written on: that of its dateline ("LIMA, March 11 (Wire) -"), else of its publication."""
    dateline = next((m for d in grammar.datelines if (m := d.match(text, 0, _DATELINE))), None)
    if dateline is None:
        return published
    written = resolved(grammar.groups(dateline), read_calendar_day, Context(published))
    day = written.start if written else None
    if day is None or published is None:
        return day or published
    return day if dt.timedelta(0) <= published - day <= dt.timedelta(days=7) else published


def _names_both_ends(match: re.Match[str]) -> bool:
    return bool(match.groupdict().get("last"))


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
    for first, last in stretches(hints, _WINDOW, _WINDOW, len(text)):
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


def _joined(read: list[_Read], text: str, grammar: Grammar) -> list[_Read]:
    """Two ends of a range as one: "from Monday to Wednesday", "between March and May"."""
    out: list[_Read] = []
    for one in read:
        if not (out and _is_range(out[-1], one, text, grammar)):
            opening = grammar.opens.search(text, max(0, one.start - 20), one.start) if one.closed else None
            out.append(one._replace(start=opening.start()) if opening else one)
            continue
        before, after = out.pop(), one.meant
        opening = grammar.opens.search(text, max(0, before.start - 20), before.start)
        first = before.meant.start
        assert first is not None and after.end is not None
        opens = first if first <= after.end else first.replace(day=1, year=after.end.year)
        out.append(_Read(opening.start() if opening else before.start, one.end, span(opens, after.end), closed=True))
    return out


def _is_range(before: _Read, after: _Read, text: str, grammar: Grammar) -> bool:
    was, meant = before.meant, after.meant
    between = text[before.end : after.start]
    if before.closed or not grammar.joins.fullmatch(between) or was.start is None or meant.end is None:
        return False
    opening = grammar.opens.search(text, max(0, before.start - 20), before.start)
    # "Between March and May 2024": the first month takes the year of the second.
    months = was.granularity is meant.granularity is Granularity.MONTH and was.start.month <= meant.end.month
    if was.start > meant.end and not (opening and months):
        return False
    needed = grammar.pairs.get(between.strip().lower().partition(" ")[0])
    if needed is not None:
        return opening is not None and opening.group(1).lower() == needed
    return was.granularity is meant.granularity


def _bounded(read: list[_Read], text: str, grammar: Grammar) -> list[_Read]:
    """Intervals that a word before them opens: "by Friday", "since 2011"."""
    out = []
    for one in read:
        word = grammar.bound.search(text, max(0, one.start - 30), one.start)
        if word is None or one.closed or one.meant.relation or one.meant.granularity is Granularity.DURATION:
            out.append(one)
            continue
        opening = " ".join(word.group(1).lower().replace("’", "'").split())
        relation = grammar.relations.get(opening, opening)
        out.append(one._replace(start=word.start(), meant=bounded(one.meant, relation)))
    return out


def grammar_of(language: str) -> Grammar:
    """The grammar of times in a language pack; ValueError for a language (ISO 639-1) that has none."""
    module = f"dragoman.languages.{language}.times"
    if find_spec(f"dragoman.languages.{language}") is None or find_spec(module) is None:
        raise ValueError(f"dragoman_time has no grammar for {language!r}")
    grammar: Grammar = import_module(module).GRAMMAR
    return grammar


@Language.factory("dragoman_time", assigns=DRAFT)
def make_time(nlp: Language, name: str) -> TimeReader:
    """Factory of the component that reads times; ValueError for a language that has no grammar of them."""
    return TimeReader(grammar_of(nlp.lang))
