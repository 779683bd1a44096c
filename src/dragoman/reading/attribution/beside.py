"""Quotations that no verb of saying introduces, beside a sentence about whoever speaks: "Torres was blunt. “...”"."""

import re
from bisect import bisect_right, insort
from dataclasses import replace
from functools import cache

import numpy as np
from spacy.tokens import Doc, Token

from dragoman.languages import lexicons
from dragoman.model import ActorKind, Span
from dragoman.reading.attribution.proposal import Proposal
from dragoman.reading.draft import Draft
from dragoman.syntax.clearnlp import noun_phrase, own_subject, possessors, predicate, predicatives, prepositional
from dragoman.syntax.tree import runs, span_of, text_of

_POINTING = frozenset({"that", "this", "those", "these", "such"})
_FEWEST_WORDS = 3
_LIKELY = 0.6
_FEW = 20
_EDGE = 20  # characters
_NEAR = 400  # characters
_ENDS = re.compile(r"[.!?:…—–”\"’]\W*$")
_SPEAKS = frozenset({ActorKind.PERSON})


@cache
def _spoken() -> frozenset[str]:
    return frozenset(lexicons.table("attribution.toml")["nouns"]["spoken"])


@cache
def _manners() -> frozenset[str]:
    return frozenset(lexicons.table("attribution.toml")["manners"]["words"])


def complete(doc: Doc, quotes: list[Span], found: list[Proposal], draft: Draft) -> list[Proposal]:
    """``found`` with the quotations that nobody holds yet: the last speaker's, or whom the sentence beside is about."""
    result, text = list(found), text_of(doc)
    held = np.zeros(len(text) + 1, dtype=bool)
    for span in (s for item in found for s in item.content):
        held[span.start : span.end] = True
    ends = sorted((s.end, i) for i, item in enumerate(found) if item.speakers for s in (*item.cue, *item.content))
    for quote in quotes:
        if 2 * int(held[quote.start : quote.end].sum()) >= quote.end - quote.start or not _is_sentence(quote, text):
            continue
        before = _before(doc, quote)
        if before is None:
            item = _introduced(_after(doc, quote), quote, draft, needs_manner=True)
        elif (last := _speaking(before, quote, text, result, ends)) is not None:
            result[last] = replace(result[last], content=(*result[last].content, quote))
            insort(ends, (quote.end, last))
            continue
        else:
            item = _introduced(before, quote, draft)
        if item is not None:
            insort(ends, (quote.end, len(result)))
            result.append(item)
    return result


def _is_sentence(quote: Span, text: str) -> bool:
    """Whether ``quote`` is a sentence of its own, not a title or a word in quotation marks."""
    words = quote.of(text).strip("“”„\"«»‘’'` ")
    if len(words.split(maxsplit=_FEWEST_WORDS)) < _FEWEST_WORDS or not words[:1].isupper():
        return False
    return re.search(r"[.!?…,]\W*$", quote.of(text)[-_EDGE:]) is not None


def _before(doc: Doc, quote: Span) -> Token | None:
    """The last word before ``quote`` in its paragraph where a sentence or a colon ends there."""
    text = text_of(doc)
    line = max(text.rfind("\n", 0, quote.start) + 1, quote.start - _NEAR)
    lead = text[line : quote.start]
    if not re.search(r"\w", lead) or not _ENDS.search(lead[-_EDGE:]):
        return None
    part = doc.char_span(line, quote.start, alignment_mode="contract")
    words = [t for t in part if not t.is_punct and not t.is_space] if part is not None else []
    return words[-1] if words else None


def _after(doc: Doc, quote: Span) -> Token | None:
    """The first word after ``quote`` where the quotation opens its paragraph."""
    text = text_of(doc)
    if re.search(r"\w", text[max(text.rfind("\n", 0, quote.start) + 1, quote.start - _NEAR) : quote.start]):
        return None
    stop = text.find("\n", quote.end, quote.end + _NEAR)
    end = stop if stop >= 0 else min(len(text), quote.end + _NEAR)
    part = doc.char_span(quote.end, end, alignment_mode="contract")
    return next((t for t in part if not t.is_punct and not t.is_space), None) if part is not None else None


def _speaking(before: Token, quote: Span, text: str, found: list[Proposal], ends: list[tuple[int, int]]) -> int | None:
    """The attribution whose cue, content or source ends in the words right before ``quote``, by the sorted ``ends``."""
    at = bisect_right(ends, (quote.start, len(found)))
    for end, index in reversed(ends[max(0, at - _FEW) : at]):
        if found[index].cue[-1].end > quote.start:
            continue
        if "\n" in text[end : quote.start]:
            return None
        spoken = found[index].source
        reached = max(end, spoken.end) if spoken is not None and spoken.end <= quote.start else end
        return index if before.idx < reached else None
    return None


def _introduced(near: Token | None, quote: Span, draft: Draft, needs_manner: bool = False) -> Proposal | None:
    """``quote`` as the words of whom the sentence of ``near`` is about, where that is somebody who can speak."""
    if near is None:
        return None
    verb = _verb_of(near, quote)
    subject = own_subject(verb) if verb is not None else None
    if verb is None or subject is None:
        return None
    words = predicate(verb)
    if (holder := _pointed_at(verb, subject)) is not None:
        source = span_of(noun_phrase(holder))
        return Proposal(verb.i, runs(words[:1]), (holder.i,), (quote,), source, score=_LIKELY, rule="beside")
    in_manner = any(t.lemma_.lower() in _manners() for t in words)
    if not _is_somebody(subject, draft):
        holders = [o for o in prepositional(verb, "for", "to") if _is_somebody(o, draft)]
        if holders:
            subject = holders[0]
        elif not in_manner:
            return None
    if needs_manner and not in_manner:
        return None
    return Proposal(
        verb.i, runs(words), (subject.i,), (quote,), span_of(noun_phrase(subject)), score=_LIKELY, rule="beside"
    )


def _pointed_at(verb: Token, subject: Token) -> Token | None:
    """Whose words a quotation is said to be: "That was the verdict of the auditor"."""
    if subject.lower_ not in _POINTING:
        return None
    nouns = [t for t in predicatives(verb) if t.lemma_.lower() in _spoken()]
    holders = [o for n in nouns for o in (*possessors(n), *prepositional(n, "of", "from", "by"))]
    return next((o for o in holders if o.pos_ in {"NOUN", "PROPN"}), None)


def _verb_of(near: Token, quote: Span) -> Token | None:
    """The highest verb over ``near`` that is not in ``quote``: a parser may hang a sentence on the words quoted."""
    verbs = [t for t in (near, *near.ancestors) if t.pos_ in {"VERB", "AUX"}]
    outside = [t for t in verbs if not quote.holds(t.idx)]
    return outside[-1] if outside else None


def _is_somebody(subject: Token, draft: Draft) -> bool:
    ref = draft.mentions.get(subject.i)
    if ref is None:
        return subject.ent_type_ == "PERSON" or subject.lower_ in {"he", "she"}
    actor = draft.actors_by_id().get(ref.actor)
    return actor is not None and actor.kind in _SPEAKS
