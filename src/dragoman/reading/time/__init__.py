"""Time expressions, resolved against the publication date.

Values are TIMEX3/EDTF (Pustejovsky et al. 2003; ISO 8601-2:2019), intervals are inclusive days. Where the
publication date is missing, only absolute expressions are resolved and the others say so.
"""

import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, Token

from dragoman.model import Granularity, Span, When
from dragoman.reading.draft import draft_of, text_of
from dragoman.reading.time.grammar import HINT, RULES, UNRESOLVED, Context, Interval, Rule, span

_BOUND = re.compile(
    r"(?<!\w)(by|since|until|till|before|after|no later than|as of|starting|from)\s+(?:the\s+)?$", re.IGNORECASE
)
_RELATION = {"till": "until", "no later than": "by", "as of": "since", "starting": "since", "from": "since"}
_OPENS = re.compile(r"(?<!\w)(from|between)\s+(?:the\s+)?$", re.IGNORECASE)
_JOINS = re.compile(r"\s*(?:-|–|to|and|until|till|through)\s+(?:the\s+)?|\s*[-–]\s*", re.IGNORECASE)
_AMBIGUOUS = {"may", "march", "mar", "sun", "sat", "fall"}
_AHEAD = {"will", "shall", "'ll", "’ll", "if", "unless", "would", "to", "must", "should"}
_WINDOW = 60  # characters that a time expression may reach to either side of its hint


class _Found(NamedTuple):
    match: re.Match[str]
    rule: Rule


class TimeReader:
    """spaCy component ``dragoman_time``: finds and resolves time expressions into ``Draft.times``."""

    def __call__(self, doc: Doc) -> Doc:
        draft, text = draft_of(doc), text_of(doc)
        anchor = None
        read: list[tuple[int, int, Interval]] = []
        for match, rule in _matches(text):
            words = doc.char_span(*match.span(), alignment_mode="expand")
            if words is None or not _is_time(match, words.root):
                continue
            meant = resolved(match, rule, Context(draft.published, _looks_ahead(words.root), anchor))
            if meant is None:
                continue
            if meant.granularity is Granularity.DAY:
                anchor = meant.start
            read.append((*match.span(), meant))
        for start, end, meant in _bounded(_joined(read, text), text):
            draft.times.append(
                When(id=f"t{len(draft.times) + 1}", spans=(Span(start=start, end=end),), **meant._asdict())
            )
        return doc


def resolved(match: re.Match[str], rule: Rule, context: Context) -> Interval | None:
    """What an expression means; None where the calendar has no such day ("the year 0", "99999 years ago")."""
    try:
        return rule(match, context)
    except (ValueError, OverflowError):
        return None


def _matches(text: str) -> list[_Found]:
    """The longest expressions of ``text`` in its order, none within another."""
    hints = [m.span() for m in HINT.finditer(text)]
    found: list[tuple[int, int, int, _Found]] = []
    for first, last in _windows(hints, len(text)):
        for rank, (pattern, rule) in enumerate(RULES):
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


def _is_time(match: re.Match[str], root: Token) -> bool:
    """Whether a word that may be a verb, a name or a month is a month here."""
    groups = match.groupdict()
    word = groups.get("month") or ""
    alone = match.group().lower().rstrip(".") == word.lower()
    if not word or not alone:
        return True
    if not word[0].isupper():
        return False
    if word.lower() in _AMBIGUOUS:
        return bool(root.doc.char_span(*match.span(), alignment_mode="expand")[0].ent_type_ == "DATE")
    return True


def _joined(read: list[tuple[int, int, Interval]], text: str) -> list[tuple[int, int, Interval]]:
    """Two ends of a range as one: "from Monday to Wednesday", "between March and May"."""
    out: list[tuple[int, int, Interval]] = []
    for start, end, meant in read:
        if out and _is_range(out[-1], start, meant, text):
            first, _, before = out.pop()
            opening = _OPENS.search(text, max(0, first - 20), first)
            assert before.start is not None and meant.end is not None
            opens = before.start if before.start <= meant.end else before.start.replace(day=1, year=meant.end.year)
            out.append((opening.start() if opening else first, end, span(opens, meant.end)))
        else:
            out.append((start, end, meant))
    return out


def _is_range(before: tuple[int, int, Interval], start: int, meant: Interval, text: str) -> bool:
    first, end, was = before
    between = text[end:start]
    if not _JOINS.fullmatch(between) or was.start is None or meant.end is None:
        return False
    opening = _OPENS.search(text, max(0, first - 20), first)
    # "Between March and May 2024": the first month takes the year of the second.
    months = was.granularity is meant.granularity is Granularity.MONTH and was.start.month <= meant.end.month
    if was.start > meant.end and not (opening and months):
        return False
    if between.strip().lower().startswith("and"):
        return opening is not None and opening.group(1).lower() == "between"
    return was.granularity is meant.granularity


def _bounded(read: list[tuple[int, int, Interval]], text: str) -> list[tuple[int, int, Interval]]:
    """Intervals that a word before them opens: "by Friday", "since 2011"."""
    out = []
    for start, end, meant in read:
        word = _BOUND.search(text, max(0, start - 20), start)
        if word is None or meant.relation or meant.granularity is Granularity.DURATION:
            out.append((start, end, meant))
            continue
        relation = _RELATION.get(word.group(1).lower(), word.group(1).lower())
        if meant == UNRESOLVED or meant.start is None:
            meant = meant._replace(relation=relation)
        elif relation in {"by", "until", "before"}:
            meant = meant._replace(value=f"../{meant.value}", start=None, relation=relation)
        else:
            meant = meant._replace(value=f"{meant.value}/..", end=None, relation=relation)
        out.append((word.start(), end, meant))
    return out


def _looks_ahead(token: Token) -> bool:
    """Whether the clause that holds ``token`` is about what is to come."""
    for verb in [token, *token.ancestors]:
        if verb.pos_ not in {"VERB", "AUX"}:
            continue
        marks = {c.lower_ for c in verb.children if c.dep_ in {"aux", "mark"}}
        due = any(c.dep_ == "acomp" and c.lower_ == "due" for c in verb.children)
        if marks & _AHEAD or due or verb.lemma_ in {"plan", "expect", "schedule"}:
            return True
        if verb.tag_ == "VBD":
            return False
    return False


@Language.factory("dragoman_time")
def make_time(nlp: Language, name: str) -> TimeReader:
    """Factory of the component that reads times."""
    return TimeReader()
