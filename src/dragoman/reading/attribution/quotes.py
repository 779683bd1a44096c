"""Quotations of a text, by their marks."""

import re

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
