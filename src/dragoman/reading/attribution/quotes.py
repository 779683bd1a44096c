"""Quotations of a text, by their marks."""

import re
from bisect import bisect_left, bisect_right

from dragoman.model import Span

CLOSING = "”\"“»«'’"
_DOUBLE = re.compile(
    r"“[^“”]*(?:”|$)|\"[^\"]*\"|(?<![^\s(\[—–-])\"(?=\S)[^\"]*$|„[^„“”]*[“”]|«[^«»]*»|»[^«»]*«|``.{0,2000}?''|''(?!\s).{0,2000}?''",
    re.DOTALL,
)
_LONGEST_SINGLE = 1500
_OPENS = re.compile(r"(?<!\w)‘(?=\S)|(?<![^\s(])'(?=[A-Za-z])")
# A single mark closes after a stop; one between letters is an apostrophe, one after a word may be a genitive's.
_CLOSES = {
    "‘": (re.compile(r"(?<=[,.?!…—])’(?!\w)"), re.compile(r"(?<=\S)’(?!\w)")),
    "'": (re.compile(r"(?<=[,.?!…—])'(?!\w)"),),
}


def quotations(text: str) -> list[Span]:
    """Quotations of ``text``, marks included, each within one paragraph and none in another."""
    found: list[Span] = []
    for paragraph in re.finditer(r"[^\n]+", text):
        doubles = [m for m in _DOUBLE.finditer(text, paragraph.start(), paragraph.end()) if m.end() - m.start() > 2]
        free = _gaps(doubles, paragraph.start(), paragraph.end())
        singles = [single for start, end in free for single in _singles(text, start, end)]
        found += sorted((*(Span(start=m.start(), end=m.end()) for m in doubles), *singles), key=_start)
    return found


def _gaps(taken: list[re.Match[str]], start: int, end: int) -> list[tuple[int, int]]:
    """What lies between ``start`` and ``end`` outside the matches ``taken``."""
    edges = [start, *(edge for match in taken for edge in match.span()), end]
    return [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b]


def _singles(text: str, start: int, end: int) -> list[Span]:
    opens = [m.start() for m in _OPENS.finditer(text, start, end)]
    closes = {
        mark: [[m.start() for m in closing.finditer(text, start, end)] for closing in _CLOSES[mark]]
        for mark in {text[at] for at in opens}
    }
    found: list[Span] = []
    for at in opens:
        if found and at < found[-1].end:
            continue
        stop = min(end, at + _LONGEST_SINGLE)
        again = text.find("‘", at + 1, stop)
        stop = again if again >= 0 else stop
        ends = (places[i] for places in closes[text[at]] if (i := bisect_right(places, at)) < len(places))
        close = next((place for place in ends if place < stop), None)
        if close is not None and close - at > 1:
            found.append(Span(start=at, end=close + 1))
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
