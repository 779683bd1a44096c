"""Whose words they are and who only carries them: "A, quoted by B, said", "B quoted A as saying", "as carried by B"."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from spacy.tokens import Doc, Token

from dragoman.languages import lexicons
from dragoman.mentions.mention import role_of
from dragoman.model import Span, Spans
from dragoman.reading.attribution.proposal import Proposal
from dragoman.syntax.clearnlp import (
    agents,
    antecedent,
    author_of,
    clause_subject,
    is_passive,
    is_past_participle,
    noun_phrase,
    own_subject,
    prepositional,
)
from dragoman.syntax.saying import nouns_behind, plain_objects, told
from dragoman.syntax.tree import lemmas_in, sentence, span_of

_SAME = 0.6
_NEAR = 7
_RECENT = 3
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})


@cache
def _verbs(key: str) -> frozenset[str]:
    return frozenset(lexicons.table("attribution.toml")["verbs"][key])


def settle(found: list[Proposal], doc: Doc, countries: Mapping[int, str]) -> list[Proposal]:
    """``found`` with each content's own speaker as its source, and those who only carry it as ``via``.

    ``countries`` are the tokens that name one.
    """
    carriers = _carriers(doc)
    only_carry = {verb.i for verb, _ in carriers if _as_carried(verb)}
    citing = lemmas_in(doc, _verbs("relay"))
    found = [_told(item, doc, countries) for item in found]
    settled = [
        _settled(_by_somebody(item, doc), doc, carriers, citing) for item in found if item.head not in only_carry
    ]
    settled = _authored([p for p in settled if not _is_only_cited(p, doc, citing)], doc)
    return _once(_going_on(settled, doc))


def _settled(item: Proposal, doc: Doc, carriers: list[tuple[Token, Token]], citing: list[int]) -> Proposal:
    item = _quoting(_antecedent(item, doc), doc)
    if item.relay:
        issuers = [o for i in item.relay for o in prepositional(doc[i], "by", "from", "of")] or [doc[item.relay[0]]]
        item = replace(_spoken(item, issuers[0]), relay=(), via=(*item.speakers, *item.via))
    if item.via or not item.speakers:
        return item
    cited = _cited_beside(item, doc, citing)
    if cited is not None:
        return replace(_spoken(item, cited), via=(*item.speakers,))
    return _carried(item, doc, carriers)


def _spoken(item: Proposal, speaker: Token) -> Proposal:
    """``item`` with ``speaker`` as its source."""
    return replace(item, speakers=(speaker.i,), source=span_of(noun_phrase(speaker)))


def _told(item: Proposal, doc: Doc, countries: Mapping[int, str]) -> Proposal:
    """ "told the daily Peru was weak": a name may be two, whom it was told and what the clause is about."""
    verb = doc[item.head]
    subject = clause_subject(verb) if verb.lemma_.lower() in _verbs("addressing") else None
    others = [o for o in told(verb) if o != subject]
    if subject is None or others or item.content[0].start > subject.idx + len(subject) + 1:
        return item
    name = doc[subject.left_edge.i : subject.i + 1]
    outlets = frozenset(lexicons.table("attribution.toml")["interviews"]["outlets"])
    cuts = [t.i for t in name[1:] if t.i in countries or doc[t.i - 1].lower_ in outlets]
    if (
        name.start < verb.i
        or not cuts
        or any(t.pos_ not in {"PROPN", "DET", "ADJ"} for t in name[: cuts[0] - name.start])
    ):
        return item
    first = Span(start=doc[cuts[0]].idx, end=item.content[0].end)
    return replace(item, content=(first, *item.content[1:]))


def _antecedent(item: Proposal, doc: Doc) -> Proposal:
    nouns = [antecedent(doc[i]) for i in item.speakers]
    return _spoken(item, nouns[0]) if nouns and nouns[0] is not None else item


def _by_somebody(item: Proposal, doc: Doc) -> Proposal:
    """``item`` with the head of its source for a speaker where a mark or a verb was taken for it."""
    source = item.source
    if source is None or not item.speakers or doc[item.speakers[0]].pos_ in _NOMINAL:
        return item
    first = doc[item.speakers[0]]
    if first.tag_ == "DT" and first.head.i > first.i and role_of(first.head) and source.end <= first.head.idx:
        return _spoken(item, first.head)  # "the" of "the two delegations"
    part = doc.char_span(source.start, source.end, alignment_mode="expand")
    nouns = [t for t in part if t.pos_ in _NOMINAL] if part is not None else []
    heads = [t for t in nouns if not source.holds(t.head.idx) or t.head.pos_ not in _NOMINAL] or nouns
    return replace(item, speakers=(heads[0].i,)) if heads else item


def _authored(found: list[Proposal], doc: Doc) -> list[Proposal]:
    """A document says what its author says; "the statement" is the one that was spoken of last."""
    result: list[Proposal] = []
    for item in sorted(found, key=lambda p: p.cue[0].start):
        document = doc[item.speakers[0]] if item.speakers else None
        if document is not None and document.lemma_.lower() in _statements():
            author = author_of(document)
            if author is not None:
                item = replace(item, speakers=(author.i,), source=item.source or span_of(noun_phrase(document)))
            elif (earlier := _earlier(document, result)) is not None:
                item = replace(
                    item,
                    speakers=earlier.speakers,
                    via=earlier.via,
                    source=item.source or span_of(noun_phrase(document)),
                )
        elif document is not None and not item.via and (outlet := _outlet_of(document)) is not None:
            item = replace(item, via=(outlet.i,), source=span_of([document.doc[document.left_edge.i], document]))
        result.append(item)
    return result


def _earlier(document: Token, found: list[Proposal]) -> Proposal | None:
    """The last attribution in whose sentence ``document`` was spoken of, where that has one speaker."""
    if not any(t.lower_ in {"the", "this", "that", "its", "it"} for t in document.children):
        return None
    doc = document.doc
    for item in reversed(found[-_RECENT:]):
        sent = sentence(doc[item.head])
        if item.speakers and any(t.lemma_.lower() == document.lemma_.lower() for t in sent):
            return item if doc[item.speakers[0]].lemma_ != document.lemma_ else None
    return None


def _outlet_of(source: Token) -> Token | None:
    """The outlet whose source somebody is: "a source of the daily El Faro"."""
    table = lexicons.table("attribution.toml")
    if source.lemma_.lower() not in table["source_nouns"]["unnamed_marks"]:
        return None
    outlets = frozenset(table["interviews"]["outlets"])
    holders = prepositional(source, "of", "from", "at", "to")
    return next((o for o in holders if any(t.lower_ in outlets for t in noun_phrase(o))), None)


@cache
def _statements() -> frozenset[str]:
    return frozenset(lexicons.table("attribution.toml")["nouns"]["issued"])


def _quoting(item: Proposal, doc: Doc) -> Proposal:
    """What an outlet quotes is the words of whom it quotes: "B quoted A as saying", "A was quoted by B as saying"."""
    verb = _quoting_verb(item, doc)
    if verb is None:
        return item
    subject = own_subject(verb)
    subject = (antecedent(subject) or subject) if subject is not None else None
    if is_passive(verb) or is_past_participle(verb):
        speaker = subject if subject is not None else verb.head
        by = _by(verb)
        via = tuple(o.i for o in by[:1])
        if speaker.pos_ not in _NOMINAL:
            return item
        return replace(_spoken(item, speaker), via=via, relay=(), content=_behind(item, by))
    objects = plain_objects(verb)
    if not objects or objects[0].pos_ not in _NOMINAL:
        return item
    via = (subject.i,) if subject is not None else tuple(i for i in item.speakers if i != objects[0].i)
    return replace(_spoken(item, objects[0]), via=via, relay=(), content=_behind(item, objects))


def _by(verb: Token) -> list[Token]:
    """Who quotes, also where the parser hangs "by the daily" on another word after the verb."""
    near = verb.doc[verb.i + 1 : min(verb.i + _NEAR, sentence(verb).end)]
    return agents(verb) or [o for token in near if token.lower_ == "by" for o in nouns_behind(token)]


def _behind(item: Proposal, named: list[Token]) -> Spans:
    """The content of ``item`` without the name of whom it came through, and "as saying", where it opens with them."""
    first = item.content[0]
    if not named:
        return item.content
    others = tuple(s for s in item.content if not s.holds(named[0].idx))
    if others and named[0].idx > first.end:
        return others
    at = named[0].right_edge.i if first.holds(named[0].idx) and first.start >= named[0].left_edge.idx - 3 else None
    at = named[0].i if at is None and first.start == named[0].idx else at
    if at is None or named[0].idx > first.start + 80:
        return (_without_saying(first, named[0].doc), *item.content[1:])
    after = [t for t in named[0].doc[named[0].i + 1 : named[0].i + 5] if t.lower_ in {"as", "saying"}]
    start = after[-1].i + 1 if after else named[0].i + 1
    rest = named[0].doc[start].idx if start < len(named[0].doc) else first.end
    return (Span(start=rest, end=first.end), *item.content[1:]) if rest < first.end else item.content


def _without_saying(content: Span, doc: Doc) -> Span:
    """``content`` without "as saying" before it."""
    part = doc.char_span(content.start, content.end, alignment_mode="expand")
    words = list(part[:2]) if part is not None else []
    skipped = next((n for n, t in enumerate(words) if t.lower_ not in {"as", "saying"}), len(words))
    rest = part[skipped].idx if part is not None and 0 < skipped < len(part) else content.start
    return Span(start=rest, end=content.end)


def _quoting_verb(item: Proposal, doc: Doc) -> Token | None:
    """The verb of quoting that the cue of ``item`` is or hangs on."""
    head = doc[item.head]
    for token in (head, head.head, head.head.head):
        if token.lemma_.lower() in _verbs("quoting") and token.pos_ == "VERB" and sentence(token) == sentence(head):
            return token if token == head or token.i < head.i else None
    if head.tag_ == "VBG" and head.i and head.nbor(-1).lower_ == "as":  # "quoted a doctor there, Ana Sola, as saying"
        before = [t for t in doc[sentence(head).start : head.i] if t.lemma_.lower() in _verbs("quoting")]
        return before[-1] if before and before[-1].pos_ == "VERB" else None
    return None


def _carriers(doc: Doc) -> list[tuple[Token, Token]]:
    """Participles that say by whom something is carried, each with that one: "as reported by the agency"."""
    found = []
    for verb in (doc[i] for i in lemmas_in(doc, _verbs("carrying"))):
        by = agents(verb) if verb.tag_ == "VBN" else []
        if by and by[0].pos_ in {"PROPN", "NOUN"}:
            found.append((verb, by[0]))
    return found


def _carried(item: Proposal, doc: Doc, carriers: list[tuple[Token, Token]]) -> Proposal:
    """``item`` with who carries it by the words of its own sentence."""
    sent = sentence(doc[item.head])
    for verb, carrier in carriers:
        if not sent.start <= verb.i < sent.end or verb.i == item.head:
            continue
        if carrier.i in item.speakers:
            if _is_relative_to(doc[item.head], carrier):
                continue  # "a clinic run by the charity, which said"
            if verb.head.pos_ in _NOMINAL and verb.head.lemma_.lower() not in _remarks():
                return replace(_spoken(item, verb.head), via=(carrier.i,))
            continue
        named = verb.head.i in item.speakers or _as_carried(verb) or verb.head.lemma_.lower() in _remarks()
        content = _apart(item.content, verb)
        if named and content and not any(s.holds(verb.idx) for s in content):
            return replace(_before(item, verb), via=(carrier.i,), content=content)
    return item


def _is_relative_to(verb: Token, noun: Token) -> bool:
    """Whether ``verb`` tells what ``noun`` does in a relative clause."""
    subject = own_subject(verb)
    return subject is not None and antecedent(subject) == noun


def _apart(content: Spans, verb: Token) -> Spans:
    """``content`` without "as carried by the agency" at the edge of a piece."""
    doc, result = verb.doc, []
    first = verb.left_edge.i - (1 if verb.left_edge.i and doc[verb.left_edge.i - 1].lower_ == "as" else 0)
    last = verb.right_edge
    for span in content:
        if span.holds(verb.idx) and span.start >= doc[first].idx - 2:
            start = next((t.idx for t in doc[last.i + 1 :] if not t.is_punct and not t.is_space), span.end)
            span = Span(start=start, end=span.end) if start < span.end else span
        elif span.holds(verb.idx) and span.end <= last.idx + len(last) + 1:
            before = next((t for t in reversed(doc[:first]) if not t.is_punct and not t.is_space), None)
            end = before.idx + len(before) if before is not None else span.start
            span = Span(start=span.start, end=end) if end > span.start else span
        result.append(span)
    return tuple(result)


def _before(item: Proposal, verb: Token) -> Proposal:
    """``item`` with nothing of the words that name the carrier in its source."""
    source, first = item.source, verb.left_edge.idx
    if source is None or not source.start < first < source.end:
        return item
    words = [t for t in noun_phrase(verb.doc[item.speakers[0]]) if t.idx < first]
    return replace(item, source=span_of(words)) if words else item


def _as_carried(verb: Token) -> bool:
    before = verb.doc[verb.i - 1] if verb.i else None
    return before is not None and before.lower_ == "as"


@cache
def _remarks() -> frozenset[str]:
    return frozenset(lexicons.table("attribution.toml")["nouns"]["remarks"])


def _cited_beside(item: Proposal, doc: Doc, citing: list[int]) -> Token | None:
    """Whom a source cites: "reports citing aides have said", "the agency, which cited aides, said"."""
    for i in citing:
        verb = doc[i]
        holder = verb.head if verb.tag_ == "VBG" or antecedent(own_subject(verb) or verb) is not None else None
        if holder is None or holder.i not in item.speakers or i == item.head:
            continue
        objects = [o for o in plain_objects(verb) if o.pos_ in _NOMINAL]
        if objects and not any(s.holds(objects[0].idx) for s in item.content):
            return objects[0]
    return None


def _going_on(found: list[Proposal], doc: Doc) -> list[Proposal]:
    """ "He continued" goes on with what the last speaker said, through the same hands."""
    result: list[Proposal] = []
    for item in sorted(found, key=lambda p: p.cue[0].start):
        last = result[-1] if result else None
        again = item.speakers and doc[item.head].lemma_.lower() in _verbs("continuing") and not item.via
        if last is not None and last.via and again and doc[item.speakers[0]].pos_ == "PRON":
            item = replace(item, via=last.via)
        elif (same := _same_unnamed(item, result, doc)) is not None:
            item = replace(item, via=same.via)
        result.append(item)
    return result


def _same_unnamed(item: Proposal, found: list[Proposal], doc: Doc) -> Proposal | None:
    """An earlier attribution to the same unnamed source that told who quotes it: "the sources" after "two sources"."""
    if item.via or not item.speakers:
        return None
    source = doc[item.speakers[0]]
    if source.lemma_.lower() not in lexicons.table("attribution.toml")["source_nouns"]["unnamed_marks"]:
        return None
    if not any(t.lower_ in {"the", "this", "these"} for t in source.children):
        return None
    same = (p for p in reversed(found) if p.via and p.speakers and doc[p.speakers[0]].lemma_ == source.lemma_)
    return next(same, None)


def _is_only_cited(item: Proposal, doc: Doc, citing: list[int]) -> bool:
    """Whether the cue is a "citing" whose content is no more than the one cited."""
    if item.head not in citing or doc[item.head].tag_ != "VBG" or item.via:
        return False
    return any(s.holds(o.idx) for o in plain_objects(doc[item.head]) for s in item.content[:1])


def _once(found: list[Proposal]) -> list[Proposal]:
    """``found`` without a second attribution of the same words to the same source, or to the one who carries them."""
    kept: list[Proposal] = []
    for item in sorted(found, key=lambda p: (not p.via, sum(s.end - s.start for s in p.content))):
        same = next((i for i, other in enumerate(kept) if other.via and _repeats(item, other)), None)
        if same is None:
            kept.append(item)
        elif item.via:
            cue = tuple(sorted({*kept[same].cue, *item.cue}, key=lambda s: s.start))
            kept[same] = replace(kept[same], cue=cue)
    return sorted(kept, key=lambda p: p.cue[0].start)


def _repeats(item: Proposal, carried: Proposal) -> bool:
    if not item.speakers or not set(item.speakers) <= {*carried.speakers, *carried.via}:
        return False
    shared = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in item.content for b in carried.content)
    return shared >= _SAME * min(
        sum(s.end - s.start for s in item.content), sum(s.end - s.start for s in carried.content)
    )
