"""Attribution by a grammar over the dependency parse: source, cue, content, and the chain it came through.

Terms follow PARC 3.0 (Pareti 2016) and PolNeAR (Newell et al. 2018). Verb cues take a clause, quotation, infinitive
or (a listed few) an object; "according to" takes the rest of its sentence; a quotation whose sentence has no cue
continues the speaker before it.
"""

import re
from collections.abc import Iterable
from functools import cache

import numpy as np
from numpy.typing import NDArray
from spacy.strings import get_string_id
from spacy.tokens import Doc, Token

from dragoman.languages import lexicons
from dragoman.model import Span, Spans
from dragoman.reading.attribution.proposal import Proposal
from dragoman.syntax.clearnlp import possessors, prepositional, subjects
from dragoman.syntax.saying import (
    clauses_of,
    infinitive_complements,
    is_that_clause,
    nouns_behind,
    nouns_under,
    objects_and_infinitives,
    opens_phrase,
    relative_behind,
    set_beside,
    small_parts,
)
from dragoman.syntax.tree import runs, sentence, text_of

_CLOSED = np.array([get_string_id(word) for word in ("according", "words", "whose")], dtype=np.uint64)

_OPENING = frozenset('“‘"')
_LONGEST = 500  # words of a sentence; each cue is looked for in all of its own, and no prose has longer ones


@cache
def _verbs() -> dict[str, str]:
    table = lexicons.table("attribution.toml")["verbs"]
    return {lemma: kind for kind in ("intent", "belief", "say") for lemma in table[kind]}


@cache
def _set(section: str, key: str) -> frozenset[str]:
    return frozenset(lexicons.table("attribution.toml")[section][key])


def closed_cues(doc: Doc) -> NDArray[np.bool_]:
    """Which tokens of ``doc`` are cues of a closed class."""
    result: NDArray[np.bool_] = np.isin(doc.to_array("LOWER"), _CLOSED)
    return result


class _Found:
    """One attribution before actors and chain are settled."""

    def __init__(self, cue: list[Token], source: list[Token], content: Spans) -> None:
        self.cue, self.source, self.content = cue, source, content
        self.relay: list[Token] = []
        self.closed = False


class Grammar:
    """Proposes attributions by rules over the parse and the cue lexicon."""

    def propose(self, doc: Doc, quotes: list[Span], at: Iterable[int] | None = None) -> list[Proposal]:
        """What the rules find at the tokens ``at`` (all of ``doc`` where None); ``quotes`` as from ``quotations``."""
        tokens = doc if at is None else [doc[i] for i in at]
        found = [f for token in tokens if (f := self._at(token, quotes)) is not None and f.content]
        return [
            Proposal(
                head=item.cue[0].i if item.closed else item.cue[-1].i,
                cue=runs(item.cue),
                speakers=tuple(t.i for t in item.source),
                content=item.content,
                relay=tuple(t.i for t in item.relay),
                closed=item.closed,
            )
            for item in found
        ]

    def _at(self, token: Token, quotes: list[Span]) -> _Found | None:
        if token.lower_ == "according" and (relative := relative_behind(token)) is not None:
            return self._according_to_which(token, relative)
        if token.lower_ == "according" and opens_phrase(token):
            return self._according(token)
        if token.lower_ == "words" and (found := self._in_the_words(token)) is not None:
            return found
        if token.lower_ == "whose" and (found := self._in_whose_view(token)) is not None:
            return found
        says = token.pos_ == "VERB" and token.lemma_.lower() in _verbs()
        names = token.pos_ == "NOUN" and token.lemma_.lower() in _set("nouns", "cues")
        if not (says or names) or len(sentence(token)) > _LONGEST:
            return None
        return self._verb(token, quotes) if says else self._noun(token)

    @staticmethod
    def _noun(noun: Token) -> _Found | None:
        """A noun cue with a "that" clause and its holder, as in "alarm among villagers that ..."."""
        clauses = [t for t in sentence(noun) if t.i > noun.i and is_that_clause(t) and noun.head in t.ancestors]
        if not clauses:
            return None
        holders = possessors(noun) or prepositional(noun, *_set("nouns", "holder_prepositions"))
        if not holders:
            sent = sentence(noun)
            after = sent[noun.i - sent.start :]
            near = [t for t in after if opens_phrase(t) and t.lower_ in _set("nouns", "holder_far")]
            holders = [o for p in near[:1] for o in nouns_behind(p) if o.i < clauses[0].i]
        return _Found([noun], holders[:1], runs(clauses[0].subtree)) if holders else None

    @staticmethod
    def _according(token: Token) -> _Found | None:
        tos = [c for c in token.children if c.lower_ == "to"]
        sources = [p for t in tos for p in nouns_behind(t)]
        if not sources:
            return None
        inside = set(token.subtree)
        rest = [t for t in sentence(token) if t not in inside and not t.is_space]
        found = _Found([token, tos[0]], sources[:1], runs(rest))
        found.closed = True
        for word in [*inside, *sentence(token)]:
            if word.lemma_ in _set("verbs", "relay") and abs(word.i - sources[0].i) < 4:
                found.relay = list(nouns_under(word))
                relayed = set(word.subtree) | inside
                found.content = runs(t for t in sentence(token) if t not in relayed and not t.is_space)
        return found

    @classmethod
    def _in_whose_view(cls, token: Token) -> _Found | None:
        """ "Signed by the envoy, in whose view the treaty is dead"."""
        held = token.doc[token.i + 1 : token.i + 2]
        told = bool(held) and held[0].lemma_.lower() in _set("nouns", "held")
        if not told or token.i < 2 or token.nbor(-1).lower_ not in _set("nouns", "held_behind"):
            return None
        return cls._relative_cue([token.nbor(-1), token, held[0]])

    @classmethod
    def _according_to_which(cls, token: Token, relative: Token) -> _Found | None:
        """ "The fund, according to which prices fell": the noun before says what the clause tells.

        Told from the words, for the parser hangs such clauses in many ways.
        """
        return cls._relative_cue([token, token.nbor(1)], relative)

    @staticmethod
    def _relative_cue(cue: list[Token], relative: Token | None = None) -> _Found | None:
        """What stands behind ``cue``, a relative's first words, as said by the noun before it."""
        token, last = cue[0], relative or cue[-1]
        doc, sent = token.doc, sentence(token)
        apart = token.i > sent.start and token.nbor(-1).text == ","
        noun = doc[token.i - 1 - apart] if token.i - 1 - apart >= sent.start else None
        if noun is None or noun.pos_ not in {"NOUN", "PROPN"}:
            return None
        rest = list(doc[last.i + 1 : sent.end])
        end = next((n for n, t in enumerate(rest) if apart and t.text == ","), len(rest))
        content = rest[:end]
        while content and (content[-1].is_punct or content[-1].is_space):
            content.pop()
        found = _Found(cue, [noun], runs(content))
        found.closed = True
        return found

    @staticmethod
    def _in_the_words(token: Token) -> _Found | None:
        """ "In the words of the minister, the treaty is dead"."""
        before = token.doc[max(0, token.i - 2) : token.i]
        ofs = [c for c in token.children if c.lower_ == "of" and c.i == token.i + 1]
        if [t.lower_ for t in before] != ["in", "the"] or not ofs:
            return None
        sources, quoted = nouns_behind(ofs[0]), [t.i for t in sentence(token) if t.i > token.i and t.text in _OPENING]
        inside = {before[0], *(t for t in token.subtree if not quoted or t.i < quoted[0])}
        rest = [t for t in sentence(token) if t not in inside and not t.is_space]
        if not sources or not any(t.is_alpha for t in rest):
            return None
        found = _Found([*before, token, ofs[0]], sources[:1], runs(rest))
        found.closed = True
        return found

    def _verb(self, verb: Token, quotes: list[Span]) -> _Found | None:
        kind, lemma = _verbs()[verb.lemma_.lower()], verb.lemma_.lower()
        source = subjects(verb)
        inside = set(verb.subtree)
        near = self._quoted(verb, quotes)
        content: Spans = ()
        clause = clauses_of(verb)
        infinitive = infinitive_complements(verb)
        outer = set_beside(verb, bool(near))
        if near:
            content = near
            extra = [c for c in clause if not any(s.holds(c.idx) for s in near)]
            content = tuple(sorted((*near, *runs(t for c in extra for t in c.subtree)), key=lambda s: s.start))
        elif clause and not (kind == "intent" and lemma == "call"):
            content = runs(t for c in clause for t in c.subtree if t != verb)
        elif outer is not None and lemma in _set("verbs", "continuing") | {"say", "tell", "write"}:
            content = runs(t for t in sentence(verb) if t not in inside and not t.is_space)
        elif infinitive and kind != "say":
            content = runs(t for c in infinitive for t in c.subtree)
        elif lemma in _set("verbs", "object"):
            content = runs(t for o in objects_and_infinitives(verb) for t in o.subtree)
        if not content or not (source or verb.dep_ == "ROOT" or near):
            return None
        if not near:
            text = text_of(verb.doc)
            content = tuple(s for s in content if "\n" not in text[min(s.start, verb.idx) : max(s.end, verb.idx)])
            if not content:
                return None
        cue = [c for c in small_parts(verb) if abs(c.i - verb.i) < 4]
        return _Found(sorted([*cue, verb], key=lambda t: t.i), source[:1], content)

    @staticmethod
    def _quoted(verb: Token, quotes: list[Span]) -> Spans:
        if verb.lemma_.lower() not in _set("verbs", "say") or any(q.holds(verb.idx) for q in quotes):
            return ()
        doc, sent = verb.doc, sentence(verb)
        text = text_of(doc)
        start, end = sent.start_char, sent.end_char
        head = text.rfind("\n", 0, verb.idx) + 1
        stop = text.find("\n", verb.idx)
        stop = len(text) if stop < 0 else stop
        near = [q for q in quotes if head <= q.start and q.end <= stop]
        tail = [q for q in near if q.end <= verb.idx and re.search(r"[,?!.—–]\W*$", q.of(text))]
        before = [q for q in tail if not re.search(r"\w+\W+\w+\W+\w+\W+\w+\W+\w+\W+\w+\W+\w+", text[q.end : verb.idx])]
        after = [
            q
            for q in near
            if q.start > verb.idx and re.fullmatch(r"\W*(?:\w+\W+){0,6}\W*", text[verb.idx + len(verb) : q.start])
        ]
        if not before and not [q for q in after if text[q.start - 2 : q.start].strip() in {",", ":"}]:
            return ()
        if before:
            after = [q for q in near if q.start > verb.idx]
            return (
                before[-1],
                *(q for q in after if q.start >= end - 2 or text[q.start - 2 : q.start].strip() in {",", "."}),
            )
        return tuple(after[:1]) if start <= after[0].start else ()
