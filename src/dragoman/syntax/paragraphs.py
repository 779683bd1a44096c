"""Paragraph breaks, datelines and the labels of an interview end sentences: told to the parser beforehand, so that no
parse crosses an empty line and none takes "LIMA - " or "Q: " for a part of the sentence that follows it."""

import calendar
import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span

_SURNAME = re.compile(r"[A-Z]['’][A-Z]")
_DASHES = {"-", "–", "—", "--"}
_INNER = frozenset(",;:.!?)»”…")
_MONTHS = frozenset(name.lower() for name in (*calendar.month_name, *calendar.month_abbr) if name)
_LONGEST = 14  # tokens: "LA PAZ, Bolivia, Feb. 3 (Agency) -"
# "Ana Torres:", "MS. TORRES (Radio Lakna):", "Q.", "A -"
LABEL = re.compile(
    r"^[\"“*]{0,2}(?P<name>[QA](?=\.[^\S\n]|[^\S\n][–—-][^\S\n])|[A-Z][\w.’'\-]{0,30}"
    r"(?:,? [A-Z(][\w.’')\-]{0,30}| (?:of|de|al|el|van|von|bin|and)){0,6})\*{0,2}"
    r"(?P<colon>:|(?:(?<=\n[QA])|(?<=\A[QA]))(?:\.|[^\S\n][–—-]))\*{0,2}[^\S\n]+(?P<words>\S.*)$",
    re.MULTILINE,
)


class ParagraphReader:
    """spaCy component ``dragoman_paragraphs``; runs before the parser, which keeps the sentence starts that it sets.

    ``inner`` are marks that no sentence starts with.
    """

    def __init__(self, inner: frozenset[str] = frozenset()) -> None:
        self._inner = inner

    def __call__(self, doc: Doc) -> Doc:
        for token in doc[1:] if self._inner else ():
            if token.text in self._inner:
                token.is_sent_start = False
        for token in doc[:-1]:
            if token.is_space and "\n\n" in token.text:
                doc[token.i + 1].is_sent_start = True
                counted = doc[token.i + 2 : token.i + 3]
                if doc[token.i + 1].like_num and counted and counted[0].is_alpha:
                    counted[
                        0
                    ].is_sent_start = False  # the parser may take a number that opens a paragraph for a sentence
        for token in doc[1:-1]:  # "in Goa. D'Souza said": the parser takes the first half for an initial
            if token.text == "." and not token.nbor(-1).whitespace_ and _SURNAME.match(token.nbor(1).text):
                doc[token.i + 1].is_sent_start = True
        for dateline in datelines(doc):
            doc[dateline.end].is_sent_start = True
            for token in doc[dateline.end + 1 : dateline.end + 4]:
                token.is_sent_start = False  # the parser tends to break again after the first word
        for start in _after_labels(doc):
            doc[start].is_sent_start = True
        return doc


def _after_labels(doc: Doc) -> Iterator[int]:
    """Where the words of each turn of an interview start: a text where a label or the paragraph before one asks."""
    text = doc.text
    lines = list(LABEL.finditer(text))
    if not any(line["words"].rstrip(' ”"*').endswith("?") or question_before(text, line.start()) for line in lines):
        return
    for line in lines:
        turn = doc.char_span(line.start("words"), line.end("words"), alignment_mode="expand")
        if turn is not None and turn.start:
            yield turn.start


def question_before(text: str, start: int) -> range | None:
    """Where the paragraph before ``start`` stands, if it is a question without a label: "Will you go?"."""
    end = len(text[:start].rstrip())
    first = text.rfind("\n", 0, end) + 1
    asks = text[first:end].rstrip(' ”"*').endswith("?") and "\n" in text[end:start]
    return range(first, end) if asks and not LABEL.match(text, first, end) else None


def datelines(doc: Doc) -> Iterator[Span]:
    """The places that wire stories start with, their dash included: "LIMA, Peru (Agency) - ", "Lima, 3 March - "."""
    breaks = [token.i + 1 for token in doc[:-1] if token.is_space and "\n" in token.text]
    for start in [0, *breaks] if len(doc) else []:
        end = _dateline_end(doc, start)
        if end is not None:
            yield doc[start:end]


def _dateline_end(doc: Doc, start: int) -> int | None:
    first = doc[start]
    if not (first.is_alpha and len(first) > 1 and (first.is_upper or first.is_title)):
        return None
    line = doc[start + 1 : start + _LONGEST]
    dash = next((token for token in line if token.text in _DASHES), None)
    head = doc[start : dash.i] if dash is not None else ()
    if dash is None or not all(t.text[0].isupper() or t.is_punct or t.is_digit for t in head):
        return None
    dated = any(t.lower_.rstrip(".") in _MONTHS for t in head) and any(t.is_digit for t in head)
    after = dash.i + 1
    return after if (first.is_upper or dated) and after < len(doc) and not doc[after].is_space else None


@Language.factory("dragoman_paragraphs", assigns=["token.is_sent_start"])
def make_paragraphs(nlp: Language, name: str) -> ParagraphReader:
    """Factory of the component that ends sentences at paragraph breaks and datelines."""
    # The English parser breaks no sentence before such marks; others do.
    return ParagraphReader(frozenset() if nlp.lang == "en" else _INNER)
