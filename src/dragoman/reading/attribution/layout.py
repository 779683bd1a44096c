"""Attributions that the page makes rather than a sentence.

A quotation signed by its speaker, a transcript's labels, a quotation set as a paragraph of its own after "he said:".
"""

import re
from functools import cache

from spacy.tokens import Doc, Token

from dragoman import lexicons
from dragoman.model import Span
from dragoman.reading.attribution.proposal import Proposal
from dragoman.reading.draft import sentence, subjects, text_of

_LONGEST_NAME = 8
_SIGNED = re.compile(r"[”\"’]\s{0,3}(?P<dash>[—–―]|--|-)[^\S\n]*(?P<name>[^\n“”\"]{2,90}?)[^\S\n]*(?=\n|$|[“\"])")
_LABEL = re.compile(
    r"^[\"“]?(?P<name>[A-Z][A-Z.’'\-]+(?: [A-Z][A-Z.’'\-]+){0,4})(?P<colon>:)\s+(?P<words>\S.*)$", re.MULTILINE
)
_ANNOUNCED = re.compile(r":[ \t]*\n+\s*(?=[\"“])")
_LABELS_OF_A_TRANSCRIPT = 3


def propose(doc: Doc, quotes: list[Span]) -> list[Proposal]:
    """Quotations signed with a dash and a name, and paragraphs that open with a label: in any language."""
    return [*_signed(doc, quotes), *_transcript(doc)]


def announced(doc: Doc, quotes: list[Span]) -> list[Proposal]:
    """In English, a paragraph that ends "the minister said:" and the quotation that is the next paragraph."""
    starts = {q.start: q for q in quotes}
    found = []
    for match in _ANNOUNCED.finditer(text_of(doc)):
        quote = starts.get(match.end())
        colon = _tokens(doc, match.start(), match.start() + 1)
        if quote is None or not colon:
            continue
        before = [t for t in sentence(colon[0]) if t.i < colon[0].i and t.pos_ == "VERB"]
        verbs = [t for t in before if t.lemma_.lower() in _saying()]
        speakers = subjects(verbs[-1]) if verbs else []
        if not speakers:
            continue
        words = [t for t in speakers[0].subtree if t.i < verbs[-1].i or speakers[0].i > verbs[-1].i]
        cue = Span(start=verbs[-1].idx, end=verbs[-1].idx + len(verbs[-1]))
        source = Span(start=words[0].idx, end=words[-1].idx + len(words[-1]))
        found.append(Proposal(verbs[-1].i, (cue,), (speakers[0].i,), (quote,), source))
    return found


@cache
def _saying() -> frozenset[str]:
    return frozenset(lexicons.table("attribution.toml")["verbs"]["say"])


def _signed(doc: Doc, quotes: list[Span]) -> list[Proposal]:
    ends = {q.end: q for q in quotes}
    found = []
    for match in _SIGNED.finditer(text_of(doc)):
        quote = ends.get(match.start() + 1)
        name = _tokens(doc, match.start("name"), match.end("name"))
        while name and name[-1].text in {".", "!", "?"}:
            name.pop()
        dash = _tokens(doc, match.start("dash"), match.end("dash"))
        if quote is None or not dash or not _is_name(name):
            continue
        if re.search(r"\w", text_of(doc)[text_of(doc).rfind("\n", 0, quote.start) + 1 : quote.start]):
            continue
        found.append(_proposal(name, dash[0], Span(start=match.start("dash"), end=match.end("dash")), quote))
    return found


def _transcript(doc: Doc) -> list[Proposal]:
    lines = list(_LABEL.finditer(text_of(doc)))
    if len(lines) < _LABELS_OF_A_TRANSCRIPT:
        return []
    found = []
    for line in lines:
        name = _tokens(doc, line.start("name"), line.end("name"))
        colon = _tokens(doc, line.start("colon"), line.end("colon"))
        if name and colon:
            content = Span(start=line.start("words"), end=line.end("words"))
            found.append(_proposal(name, colon[0], Span(start=line.start("colon"), end=line.end("colon")), content))
    return found


def _tokens(doc: Doc, start: int, end: int) -> list[Token]:
    part = doc.char_span(start, end, alignment_mode="expand")
    return [t for t in part if not t.is_space] if part is not None else []


def _is_name(words: list[Token]) -> bool:
    """Whether ``words`` open with a name and hold no sentence of their own."""
    before_comma = words[: next((i for i, t in enumerate(words) if t.text in {",", "("}), len(words))]
    if not 0 < len(before_comma) <= _LONGEST_NAME or any(t.pos_ in {"VERB", "AUX"} for t in before_comma):
        return False
    capitals = [t for t in before_comma if t.text[0].isupper()]
    return before_comma[0] in capitals and 2 * len(capitals) >= len(before_comma)


def _proposal(name: list[Token], mark: Token, cue: Span, content: Span) -> Proposal:
    inside = {t.i for t in name}
    root = next((t for t in name if t.head.i not in inside or t.head == t), name[0])
    source = Span(start=name[0].idx, end=name[-1].idx + len(name[-1]))
    return Proposal(head=mark.i, cue=(cue,), speakers=(root.i,), content=(content,), source=source)
