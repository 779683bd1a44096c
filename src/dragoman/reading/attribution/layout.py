"""Attributions that the page makes rather than a sentence.

A quotation signed by its speaker, labels of a transcript or an interview, posts with their writer's handle, and a
paragraph that is what the line before it announces ("he said:", "Statement by the minister:", a name and a colon).
"""

import re
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from spacy.tokens import Doc, Token

from dragoman.languages import lexicons
from dragoman.model import Span, Spans
from dragoman.reading.attribution.proposal import Proposal
from dragoman.syntax.clearnlp import noun_phrase, possessors, prepositional, subjects
from dragoman.syntax.paragraphs import LABEL, question_before
from dragoman.syntax.saying import nouns_behind
from dragoman.syntax.tree import sentence, span_of, text_of

_LONGEST_NAME = 8
_SIGNED = re.compile(r"[”\"’]\s{0,3}(?P<dash>[—–―]|--|-)[^\S\n]*(?P<name>[^\n“”\"]{2,90}?)[^\S\n]*(?=\n|$|[“\"])")
_HANDLE = re.compile(r"(?P<dash>[—–―]|--|-)[^\S\n]*(?P<name>[^\n(@—–―]{2,60}?)[^\S\n]*\(@\w{1,30}\)")
_POST = re.compile(
    r"^[\"“]?(?P<name>@\w{2,30}|[A-Z][^\n:@]{1,50} \(?@\w{2,30}\)?)[^\S\n]*(?P<colon>:)[^\S\n]+(?P<words>\S.*)$",
    re.MULTILINE,
)
_ANNOUNCED = re.compile(r":[ \t]*\n+[^\S\n]*(?=\S)")
_LISTED = re.compile(r"[-–•*]|\(?\d{1,2}[.)]")
_SHORTEST = 4
_LABELS_OF_A_TRANSCRIPT = 3
_LONGEST_ANSWER = 6


@dataclass(frozen=True)
class Turn:
    """What one speaker of a transcript or an interview says: the label, and the paragraphs up to the next label."""

    name: str
    label: Span
    colon: Span
    content: Spans
    asks: bool


def propose(doc: Doc, quotes: list[Span], spoken: list[Turn], asking: set[str]) -> list[Proposal]:
    """Signed quotations, posts, and the turns ``spoken`` but for those of the labels ``asking``; in any language."""
    return [*_signed(doc, quotes), *_posts(doc), *_transcript(doc, spoken, asking)]


def announced(doc: Doc, quotes: list[Span]) -> list[Proposal]:
    """In English, a paragraph that a line before it announces: "the minister said:", "Statement by the mayor:"."""
    starts, text = {q.start: q for q in quotes}, text_of(doc)
    found = []
    for match in _ANNOUNCED.finditer(text):
        colon = _tokens(doc, match.start(), match.start() + 1)
        quote = starts.get(match.end())
        content = quote or _paragraph(text, match.end())
        if not colon or content is None:
            continue
        line = text.rfind("\n", 0, match.start()) + 1
        lead = [t for t in sentence(colon[0]) if t.i < colon[0].i and not t.is_space]
        item = _said(lead, content) or _stated(lead, content)
        if item is None and quote is not None and _is_name(named := _tokens(doc, line, match.start())):
            item = _proposal(named, colon[0], Span(start=match.start(), end=match.start() + 1), quote)
        if item is not None:
            found.append(item)
    return [*found, *_labelled(doc, quotes)]


def _paragraph(text: str, start: int) -> Span | None:
    """The paragraph from ``start``, where it is running text."""
    stop = text.find("\n", start)
    stop = stop if stop >= 0 else len(text)
    words = text[start:stop].rstrip()
    if _LISTED.match(words) or len(words.split()) < _SHORTEST or words.endswith(":"):
        return None
    return Span(start=start, end=start + len(words))


def _said(lead: list[Token], content: Span) -> Proposal | None:
    verbs = [t for t in lead if t.pos_ == "VERB" and t.lemma_.lower() in _saying()]
    speakers = subjects(verbs[-1]) if verbs else []
    if not speakers:
        return None
    words = [t for t in speakers[0].subtree if t.i < verbs[-1].i or speakers[0].i > verbs[-1].i]
    return Proposal(verbs[-1].i, (span_of(verbs[-1:]),), (speakers[0].i,), (content,), span_of(words), rule="layout")


def _stated(lead: list[Token], content: Span) -> Proposal | None:
    """ "Statement by the minister:", "the mayor's words of support:", "From the ambassador:"."""
    if lead and lead[0].lower_ == "from" and (named := nouns_behind(lead[0])):
        return Proposal(
            lead[0].i, (span_of(lead[:1]),), (named[0].i,), (content,), span_of(noun_phrase(named[0])), rule="layout"
        )
    for noun in (t for t in lead if t.lemma_.lower() in _statements()):
        holders = [*possessors(noun), *prepositional(noun, "by", "from", "of", "to")]
        if holders:
            source = span_of(noun_phrase(holders[0]))
            return Proposal(noun.i, (span_of([noun]),), (holders[0].i,), (content,), source, rule="layout")
    return None


def _labelled(doc: Doc, quotes: list[Span]) -> list[Proposal]:
    """A line that is a name, a colon and a quotation."""
    starts = {q.start: q for q in quotes}
    found = []
    for line in LABEL.finditer(text_of(doc)):
        quote, name = starts.get(line.start("words")), _tokens(doc, line.start("name"), line.end("name"))
        colon = _tokens(doc, line.start("colon"), line.end("colon"))
        if quote is not None and colon and _is_name(name):
            found.append(_proposal(name, colon[0], Span(start=line.start("colon"), end=line.end("colon")), quote))
    return found


@cache
def _statements() -> frozenset[str]:
    return frozenset(lexicons.table("attribution.toml")["nouns"]["statements"])


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
        if quote is None or not _is_name(name):
            continue
        if re.search(r"\w", text_of(doc)[text_of(doc).rfind("\n", 0, quote.start) + 1 : quote.start]):
            continue
        found.append(_by_mark(doc, match, "dash", name, (quote,)))
    return found


def _posts(doc: Doc) -> list[Proposal]:
    """Posts of a network: the writer's handle after the text and a dash, or before the text and a colon."""
    text = text_of(doc)
    found = []
    for match in _HANDLE.finditer(text):
        line = text.rfind("\n", 0, match.start()) + 1
        before = text[line : match.start()]
        start = line if before.strip() else text.rfind("\n", 0, len(text[:line].rstrip())) + 1
        words = text[start : match.start()].strip()
        name = _tokens(doc, match.start("name"), match.end("name"))
        if len(words.split()) >= _SHORTEST and name:
            found.append(_by_mark(doc, match, "dash", name, (_stripped(text, start, match.start()),)))
    for match in _POST.finditer(text):
        name = _tokens(doc, match.start("name"), match.end("name"))
        if name:
            found.append(
                _by_mark(doc, match, "colon", name, (Span(start=match.start("words"), end=match.end("words")),))
            )
    return found


def _stripped(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    return Span(start=start + len(words) - len(words.lstrip()), end=start + len(words.rstrip()))


def turns(text: str, language: str = "en") -> list[Turn]:
    """The turns of a transcript or an interview; none where ``text`` is neither."""
    lines = list(LABEL.finditer(text))
    found: list[Turn] = []
    for number, line in enumerate(lines):
        content = [Span(start=line.start("words"), end=line.end("words"))]
        if number + 1 < len(lines):
            more = [m.span() for m in re.finditer(r"\S[^\n]*", text[line.end() : lines[number + 1].start()])]
            if len(more) <= _LONGEST_ANSWER:
                content += [Span(start=line.end() + a, end=line.end() + b) for a, b in more]
        name = re.sub(r"\s*\([^)]*\)", "", line["name"])
        label = Span(start=line.start("name"), end=line.start("name") + len(name))
        asks = content[-1].of(text).rstrip(' ”"*').endswith("?")
        found.append(Turn(name, label, Span(start=line.end("colon") - 1, end=line.end("colon")), tuple(content), asks))
    if len({turn.name for turn in found}) == 1 and (told := _with_questions(found, text)):
        return told
    if len(found) < 2:
        return []
    capitals = sum(turn.name.isupper() for turn in found)
    answered = any(a.asks and not b.asks and a.name != b.name for a, b in pairwise(found))
    asking = interviewers(found, None, language)
    met = any(a.name in asking and b.name not in asking for a, b in pairwise(found))
    return found if capitals >= _LABELS_OF_A_TRANSCRIPT or answered or met else []


def _with_questions(answers: list[Turn], text: str) -> list[Turn]:
    """The turns of an interview whose questions bear no label, where the one who answers is named in full elsewhere."""
    name = answers[0].name
    if " " not in name or text.count(name.split()[-1]) < 2:
        return []
    found: list[Turn] = []
    for turn in answers:
        asked_ = question_before(text, turn.label.start)
        if asked_ is None:
            return []
        start, end = asked_.start, asked_.stop
        if found:
            kept = tuple(s for s in found[-1].content if s.end <= start)
            found[-1] = replace(found[-1], content=kept or found[-1].content)
        at = Span(start=start, end=start + 1)
        found += [Turn("", at, at, (Span(start=start, end=end),), asks=True), turn]
    return found


def interviewers(spoken: list[Turn], publisher: str | None, language: str = "en") -> set[str]:
    """The labels of ``spoken`` that stand for whoever asks for an outlet, and so for nobody of the affair."""
    table = lexicons.table("attribution.toml", language).get("interviews", {})
    asks, outlets = set(table.get("asks", ())), set(table.get("outlets", ()))
    found = {turn.name for turn in spoken if turn.name.lower().rstrip(".") in {"", *asks}}
    named = [turn.name for turn in spoken if turn.name]
    found |= {name for name in named if name.lower().split()[-1] in outlets}
    found |= {name for name in named if name.lower().split()[0] in table.get("outlets_first", ())}
    known = {publisher or "", *found}
    initials = {"".join(word[0] for word in name.split()) for name in known if " " in name}
    return found | {turn.name for turn in spoken if turn.name in known | initials}


def asked(spoken: list[Turn]) -> list[tuple[Turn, Turn]]:
    """Each turn that asks with the one that answers it."""
    return [(one, other) for one, other in pairwise(spoken) if one.asks and one.name != other.name]


def answerers(spoken: list[Turn], language: str = "en") -> set[str]:
    """The labels of ``spoken`` that stand for whoever answers and name nobody: "A:"."""
    answers = set(lexicons.table("attribution.toml", language).get("interviews", {}).get("answers", ()))
    return {turn.name for turn in spoken if turn.name.lower().rstrip(".") in answers}


def _transcript(doc: Doc, spoken: list[Turn], asking: set[str]) -> list[Proposal]:
    answers = answerers(spoken, doc.lang_)
    found = []
    for turn in (t for t in spoken if t.name not in asking):
        name, colon = _tokens(doc, turn.label.start, turn.label.end), _tokens(doc, turn.colon.start, turn.colon.end)
        if not name or not colon:
            continue
        item, is_anyone = _proposal(name, colon[0], turn.colon, turn.content), turn.name in answers
        speaker = _named(doc, turn, spoken, is_anyone) if turn.name.isupper() or is_anyone else None
        if speaker is not None:
            item = replace(item, speakers=(speaker.i,))
        elif is_anyone:
            item = replace(item, speakers=(), source=None)
        found.append(item)
    return found


def _named(doc: Doc, turn: Turn, spoken: list[Turn], is_anyone: bool) -> Token | None:
    """Whom initials stand for, or, where ``is_anyone`` ("A:"), the person that the introduction names last, or else
    the one that the words behind the interview name first."""
    people = [e for e in doc.ents if e.label_ == "PERSON"]
    before = [e for e in people if e.end_char <= spoken[0].label.start]
    if is_anyone:
        end = max(s.end for t in spoken for s in t.content)
        asked_by = lexicons.table("attribution.toml", doc.lang_).get("interviews", {}).get("asked_by", ())
        behind = [e for e in people if e.start_char >= end and doc[max(0, e.start - 1)].lower_ not in asked_by]
        return before[-1].root if before else behind[0].root if behind else None
    named = [*before, *(doc.char_span(t.label.start, t.label.end) for t in spoken if t.name != turn.name)]
    return next((s.root for s in named if s and len(s) > 1 and "".join(t.text[0] for t in s) == turn.name), None)


def _tokens(doc: Doc, start: int, end: int) -> list[Token]:
    part = doc.char_span(start, end, alignment_mode="expand")
    return [t for t in part if not t.is_space] if part is not None else []


def _is_name(words: list[Token]) -> bool:
    """Whether ``words`` open with a name and hold no sentence of their own."""
    before_comma = words[: next((i for i, t in enumerate(words) if t.text in {",", "("}), len(words))]
    if not 0 < len(before_comma) <= _LONGEST_NAME or any(t.pos_ in {"VERB", "AUX"} for t in before_comma):
        return False
    capitals = [t for t in before_comma if t.text.lstrip("-—–―")[:1].isupper()]
    return before_comma[0] in capitals and 2 * len(capitals) >= len(before_comma)


def _by_mark(doc: Doc, match: re.Match[str], mark: str, name: list[Token], content: Spans) -> Proposal:
    at = _tokens(doc, match.start(mark), match.end(mark))
    cue = Span(start=match.start(mark), end=match.end(mark))
    source = Span(start=match.start("name"), end=name[-1].idx + len(name[-1]))
    return _proposal(name, at[0], cue, content, source)


def _proposal(name: list[Token], mark: Token, cue: Span, content: Span | Spans, source: Span | None = None) -> Proposal:
    inside = {t.i for t in name}
    root = next((t for t in name if t.head.i not in inside or t.head == t), name[0])
    root = name[-1] if root.text.endswith(".") else root  # "GEN. ABBAS", taken for two things
    contents = (content,) if isinstance(content, Span) else content
    return Proposal(mark.i, (cue,), (root.i,), contents, source or span_of(name), rule="layout")
