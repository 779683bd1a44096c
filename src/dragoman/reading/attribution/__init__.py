"""Attribution: source, cue, content, and the chain that it came through.

Terms follow PARC 3.0 (Pareti 2016) and PolNeAR (Newell et al. 2018). Two readers propose the attributions of English
texts, the learned network (``learned``) and a grammar over the parse (``grammar``); other languages have a grammar over
Universal Dependencies (``universal``). What follows is the same for all: paragraphs that go on with a quotation, actors
behind sources, denials, occasions, times, nesting and the chain to the publisher.
"""

import re
from dataclasses import replace
from functools import cache

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from dragoman import lexicons
from dragoman.model import Attribution, AttributionKind, Span, Spans
from dragoman.reading.actors.universal import phrase
from dragoman.reading.attribution import layout
from dragoman.reading.attribution.grammar import Grammar, closed_cues
from dragoman.reading.attribution.learned import default_model
from dragoman.reading.attribution.proposal import Proposal
from dragoman.reading.attribution.quotes import quotations, starting
from dragoman.reading.attribution.sources import chain_of, mention_speakers, sources_of, with_parents
from dragoman.reading.attribution.universal import Universal
from dragoman.reading.draft import Draft, children, draft_of, lemmas_in, runs, sentence, text_of

METHODS = ("learned", "grammar")
_NOT_NEGLIGIBLE = 0.1


@cache
def _set(section: str, key: str, language: str = "en") -> frozenset[str]:
    return frozenset(lexicons.table("attribution.toml", language)[section][key])


class AttributionReader:
    """spaCy component ``dragoman_attribution``: fills ``Draft.attributions``.

    ``method`` is "learned" (English only) or "grammar"; None is the best that there is for the language. ValueError for
    a method that is none, LookupError for a language without a lexicon of cues.
    """

    def __init__(self, method: str | None = None, language: str = "en") -> None:
        methods = METHODS if language == "en" else METHODS[1:]
        self.method = method or methods[0]
        if self.method not in methods:
            raise ValueError(f"unknown method {method!r} for {language!r}; one of {', '.join(methods)}")
        self.language = language
        self._universal = Universal(language) if language != "en" else None

    def __call__(self, doc: Doc) -> Doc:
        draft, quotes = draft_of(doc), quotations(text_of(doc))
        found = self.propose(doc, quotes)
        occasions = lemmas_in(doc, _set("occasions", "nouns", self.language))
        for item in sorted(found, key=lambda p: p.cue[0].start):
            draft.attributions.append(_settle(item, doc, quotes, draft, occasions))
        draft.attributions = with_parents(draft, self.language)
        mention_speakers(doc, quotes, draft)
        return doc

    def propose(self, doc: Doc, quotes: list[Span]) -> list[Proposal]:
        """What the chosen reader finds in ``doc``, with what the layout says, continued quotations and relays."""
        if not len(doc):
            return []
        laid_out = layout.propose(doc, quotes)
        if self._universal is not None:
            found = self._universal.propose(doc, quotes)
        else:
            laid_out += layout.announced(doc, quotes)
            found = Grammar().propose(doc, quotes) if self.method == "grammar" else _learned(doc, quotes)
        return _continue(text_of(doc), quotes, _joined(laid_out, found))


def _learned(doc: Doc, quotes: list[Span]) -> list[Proposal]:
    """What the network finds, and what the rules find at closed-class cues and where it finds a cue not unlikely."""
    chance, learned = default_model().propose(doc)
    likely = {*np.flatnonzero(chance >= _NOT_NEGLIGIBLE).tolist(), *np.flatnonzero(closed_cues(doc)).tolist()}
    ruled = Grammar().propose(doc, quotes, sorted(likely))
    # What "according to the agency, citing the ministry" passes on belongs to that chain, and to no other attribution.
    passed_on = {i for item in ruled if item.closed for i in item.relay}
    citing = {i: _passed_on_at(i, doc) for i in lemmas_in(doc, _set("verbs", "relay"))}
    taken = {i for i, whom in citing.items() if whom & passed_on}
    learned, ruled = ([p for p in found if p.head not in taken] for found in (learned, ruled))
    free = [i for i in citing if i not in taken]
    learned = [_relayed(_nested(_by_rule(_own_source(item, doc), ruled), learned), doc, free) for item in learned]
    found = _joined(learned, ruled)
    passed_on |= {i for item in found for i in item.relay}
    return [p for p in found if p.speakers or not citing.get(p.head, set()) & passed_on]


def _own_source(item: Proposal, doc: Doc) -> Proposal:
    """``item`` with no more for a source than the subject of its cue: "according to the daily, Turkey refused"."""
    subject = next(iter(children(doc[item.head], "nsubj")), None)
    if item.source is None or subject is None or not item.source.holds(subject.idx):
        return item
    first = subject.left_edge
    if first.idx <= item.source.start or doc[first.i - 1].text != ",":
        return item
    return replace(item, source=Span(start=first.idx, end=item.source.end), speakers=(subject.i,))


def _passed_on_at(verb: int, doc: Doc) -> set[int]:
    """Whom a verb cites, by index."""
    return {child.i for child in children(doc[verb], "dobj", "pobj")}


def _joined(first: list[Proposal], second: list[Proposal]) -> list[Proposal]:
    """``first`` and what ``second`` adds at other cues."""
    taken = [span for item in first for span in item.cue]
    return [*first, *(p for p in second if not any(_meet(c, t) for c in p.cue for t in taken))]


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _by_rule(item: Proposal, ruled: list[Proposal]) -> Proposal:
    """``item`` with the content that a rule gives it where its cue is of a closed class ("according to").

    PolNeAR's contents stop at the attributions inside them; a reader wants all that the source is cited for.
    """
    rule = next((r for r in ruled if r.closed and r.head == item.head), None)
    if rule is None:
        return item
    return replace(item, content=rule.content, relay=rule.relay, speakers=item.speakers or rule.speakers)


def _nested(item: Proposal, others: list[Proposal]) -> Proposal:
    """``item`` with all of an attribution whose source its content holds: who says so and what goes together."""
    content = list(item.content)
    first, last = content[0].start, content[-1].end
    for other in others:
        source = other.source
        if source is None or other is item or source.start < first or source.end > last:
            continue
        if not any(s.covers(source) for s in item.content):
            continue
        if any(s.holds(other.cue[0].start) for s in item.content) or any(
            s.holds(c.start) for s in other.content for c in item.cue
        ):
            continue
        content += [*other.cue, *other.content]
    if len(content) == len(item.content):
        return item
    return replace(item, content=_merged(content))


def _merged(spans: list[Span]) -> Spans:
    """``spans`` in order, those that touch or lie one character apart as one."""
    result: list[Span] = []
    for span in sorted(spans, key=lambda s: s.start):
        if result and span.start <= result[-1].end + 1:
            result[-1] = Span(start=result[-1].start, end=max(result[-1].end, span.end))
        else:
            result.append(span)
    return tuple(result)


def _relayed(item: Proposal, doc: Doc, citing: list[int]) -> Proposal:
    """``item`` with what its source passes on at a word of ``citing``: "the agency said, citing the ministry"."""
    if not item.speakers or item.relay or not citing:
        return item
    near = [doc[i] for i in {item.head, *item.speakers}]
    sent = sentence(near[0])
    for word in (doc[i] for i in citing if sent.start <= i < sent.end):
        if word.tag_ != "VBG" and word.i != item.head:
            continue
        attached = word.i == item.head or word.head in near
        close = any(word.i - token.i in range(1, 5) for token in near)
        if attached or (close and not any(s.holds(word.idx) for s in item.content)):
            return replace(item, relay=tuple(t.i for t in children(word, "dobj", "pobj")))
    return item


def _continue(text: str, quotes: list[Span], found: list[Proposal]) -> list[Proposal]:
    """A paragraph that is one quotation and has no cue goes on from the speaker of the paragraph before it."""
    result = list(found)
    for quote in quotes:
        line = text.rfind("\n", 0, quote.start) + 1
        stop = text.find("\n", quote.end)
        around = text[line : quote.start] + text[quote.end : stop if stop >= 0 else len(text)]
        held = (Span(start=p.content[0].start, end=p.content[-1].end) for p in result)
        if re.search(r"\w", around) or any(s.covers(quote) for s in held):
            continue
        earlier = [i for i, p in enumerate(result) if p.speakers and p.content[-1].end <= quote.start]
        if not earlier:
            continue
        latest = max(earlier, key=lambda i: result[i].content[-1].end)
        between = text[max(result[latest].content[-1].end, result[latest].cue[-1].end) : quote.start]
        if len(re.findall(r"\n+", between)) <= 1:
            result[latest] = replace(result[latest], content=(*result[latest].content, quote))
    return result


def _settle(item: Proposal, doc: Doc, quotes: list[Span], draft: Draft, occasions: list[int]) -> Attribution:
    sent = sentence(doc[item.head])
    time = draft.time_in(sent.start_char, sent.end_char)
    return Attribution(
        id=f"q{len(draft.attributions) + 1}",
        sources=sources_of(item, doc, draft),
        cue=item.cue,
        content=item.content,
        kind=_kind(item.content, quotes),
        chain=chain_of(item, doc, draft),
        occasion=_occasion(item, doc, occasions),
        when=time.id if time and not any(s.covers(time.spans[0]) for s in item.content) else None,
        denies=doc[item.head].lemma_.lower() in _set("verbs", "denying", doc.lang_),
    )


def _occasion(item: Proposal, doc: Doc, nouns: list[int]) -> Spans:
    """Where it was said: the first of ``nouns`` ("conference", "interview") that a preposition puts beside the cue."""
    words, sent = _set("occasions", "prepositions", doc.lang_), sentence(doc[item.head])
    for token in (doc[i] for i in nouns if sent.start <= i < sent.end):
        if any(s.holds(token.idx) for s in item.content):
            continue
        # ClearNLP hangs the noun below its preposition, Universal Dependencies the preposition below the noun.
        if token.dep_ == "pobj" and token.head.lower_ in words:
            return runs(t for t in token.subtree if t.i <= token.i)
        if any(word.lower_ in words for word in (token.head, *children(token, "case"))) and doc.lang_ != "en":
            return runs(phrase(token))
    return ()


def _kind(content: Spans, quotes: list[Span]) -> AttributionKind:
    size = sum(s.end - s.start for s in content)
    quoted = 0
    for span in content:
        for quote in quotes[max(0, starting(quotes, span.start) - 1) : starting(quotes, span.end)]:
            quoted += max(0, min(span.end, quote.end) - max(span.start, quote.start))
    if quoted == 0:
        return AttributionKind.INDIRECT
    return AttributionKind.DIRECT if quoted >= 0.95 * size - 2 else AttributionKind.MIXED


@Language.factory("dragoman_attribution", default_config={"method": None})
def make_attribution(nlp: Language, name: str, method: str | None) -> AttributionReader:
    """Factory of the component that reads attributions; ``method`` is "learned" (English), "grammar" or None."""
    return AttributionReader(method, nlp.lang)
