"""Quotations of a text, by their marks."""

import re
from bisect import bisect_left, bisect_right

from dragoman.model import Span

_QUOTE = re.compile(r"“[^“”]*(?:”|$)|\"[^\"]*\"|„[^„“”]*[“”]|«[^«»]*»|``.*?''|''(?!\s).*?''", re.DOTALL)


def quotations(text: str) -> list[Span]:
    """Quotations of ``text``, marks included, each within one paragraph."""
    found: list[Span] = []
    for paragraph in re.finditer(r"[^\n]+", text):
        for match in _QUOTE.finditer(text, paragraph.start(), paragraph.end()):
            if match.end() - match.start() > 2:
                found.append(Span(start=match.start(), end=match.end()))
    return found


def starting(quotes: list[Span], at: int) -> int:
    """Index of the first quotation that starts at ``at`` or later."""
    return bisect_left(quotes, at, key=_start)


def around(quotes: list[Span], at: int) -> Span | None:
    """The quotation that holds the character ``at``: they stand in order and none in another."""
    before = bisect_right(quotes, at, key=_start) - 1
    return quotes[before] if before >= 0 and quotes[before].holds(at) else None


def _start(quote: Span) -> int:
    return quote.start
