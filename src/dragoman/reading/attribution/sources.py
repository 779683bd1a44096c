"""Who a source is: the actor behind it, and the chain from the speaker to the publisher."""

from functools import cache

from spacy.tokens import Doc, Token

from dragoman import lexicons
from dragoman.model import Actor, ActorKind, ActorRef, Attribution, Link, Span
from dragoman.reading.attribution.proposal import Proposal
from dragoman.reading.draft import Draft, children, prepositional, span_of, text_of


@cache
def _document_nouns(language: str) -> frozenset[str]:
    return frozenset(lexicons.table("attribution.toml", language)["nouns"]["sources"])


@cache
def _first_person(language: str) -> frozenset[str]:
    return frozenset(lexicons.table("attribution.toml", language)["source_nouns"]["first_person"])


def sources_of(proposal: Proposal, doc: Doc, draft: Draft) -> tuple[ActorRef, ...]:
    """The actors that say it, each with the characters that name it; without those that no actor is known for."""
    spoken = _speakers(proposal, doc)
    return tuple(ref for token, span in spoken if (ref := _ref(token, span, draft)) is not None)


def chain_of(proposal: Proposal, doc: Doc, draft: Draft) -> tuple[Link, ...]:
    """Whoever said it first, those who passed it on, and the publisher last."""
    spoken = _speakers(proposal, doc)
    publisher = Link(actor=None, label=draft.publisher or "this report", role="publisher")
    if not proposal.relay:
        via = (_link(doc[i], None, "relay", draft) for i in proposal.via)
        return (*(_link(token, span, "speaker", draft) for token, span in spoken), *via, publisher)
    relayed = [doc[i] for i in proposal.relay]
    issuer = next((o for r in relayed for o in prepositional(r, "by", "from", "of")), relayed[0])
    return (
        _link(issuer, None, "speaker", draft),
        *(_link(token, span, "relay", draft) for token, span in spoken),
        publisher,
    )


def _speakers(proposal: Proposal, doc: Doc) -> list[tuple[Token, Span | None]]:
    """Each source's head and characters: coordinated sources ("the minister and his deputy") one by one."""
    heads = [doc[i] for i in proposal.speakers]
    if proposal.source is None or not heads:
        return [(token, None) for token in heads]
    source = proposal.source
    others = [t for t in heads[0].conjuncts if source.holds(t.idx) and t.i > heads[0].i and t.pos_ != "VERB"]
    if others and not any(t.dep_ == "cc" for t in doc[heads[0].i : others[-1].i]):
        others = []  # an apposition that the parser took for a list: "le ministre, Paul Essomba"
    heads = [heads[0], *others]
    if len(heads) == 1:
        return [(heads[0], source)]
    starts = [source.start, *(t.left_edge.idx for t in others)]
    ends = [*starts[1:], source.end]
    spans = [_between(doc, start, end) for start, end in zip(starts, ends, strict=True)]
    return [(token, span or source) for token, span in zip(heads, spans, strict=True)]


def _between(doc: Doc, start: int, end: int) -> Span | None:
    part = doc.char_span(start, end, alignment_mode="contract")
    words = list(part) if part is not None else []
    while words and (words[-1].is_punct or words[-1].is_space or words[-1].dep_ == "cc"):
        words.pop()
    return span_of(words) if words else None


def _ref(token: Token, span: Span | None, draft: Draft) -> ActorRef | None:
    ref = draft.mentions.get(token.i)
    if ref is None:
        if token.pos_ in {"PRON", "DET"}:
            return None
        held = next((draft.mentions[c.i] for c in token.subtree if _may_stand(c, token, span, draft)), None)
        ref = ActorRef(actor=held.actor, spans=(span_of(token.subtree),)) if held else _new_source(token, draft)
    return ref if span is None else ActorRef(actor=ref.actor, spans=(span,))


def _may_stand(inner: Token, source: Token, span: Span | None, draft: Draft) -> bool:
    """Whether an actor inside a source may stand for it: of "two ministers" yes, no country for a study made there."""
    ref = draft.mentions.get(inner.i)
    if ref is None or (span is not None and not span.holds(inner.idx)):
        return False
    kind = next((a.kind for a in draft.actors if a.id == ref.actor), None)
    return kind is not ActorKind.STATE or source.lemma_.lower() not in _document_nouns(source.doc.lang_)


def _link(token: Token, span: Span | None, role: str, draft: Draft) -> Link:
    ref = _ref(token, span, draft)
    spans = ref.spans if ref else (span or span_of([token]),)
    name = next(
        (a.name for a in draft.actors if ref and a.id == ref.actor), token.text.rpartition("-")[2] or token.text
    )
    return Link(actor=ref.actor if ref else None, label=name, role=role, spans=spans)


def _new_source(token: Token, draft: Draft) -> ActorRef:
    """An actor for a source that is nobody known: a poll, a report, "critics"."""
    words = [*children(token, "compound", "amod"), token]
    span = span_of(words)
    name = span.of(text_of(token.doc))
    kind = ActorKind.DOCUMENT if token.lemma_.lower() in _document_nouns(token.doc.lang_) else ActorKind.OTHER
    actor = Actor(id=f"a{len(draft.actors) + 1}", name=name, kind=kind, mentions=(span,))
    draft.actors.append(actor)
    ref = draft.mentions[token.i] = ActorRef(actor=actor.id, spans=(span,))
    return ref


def mention_speakers(doc: Doc, quotes: list[Span], draft: Draft) -> None:
    """In a quotation "we" and "our" are whoever speaks it: what they do there is theirs."""
    words, by_id = _first_person(doc.lang_), {a.id: a for a in draft.attributions}
    for quote in quotes:
        part = doc.char_span(quote.start, quote.end, alignment_mode="expand")
        for token in part if part is not None else ():
            if token.lower_ not in words or token.i in draft.mentions:
                continue
            speakers = (by_id[id].sources for id in draft.under(token.idx))
            said_by = next((sources for sources in speakers if sources), ())
            if len(said_by) == 1:
                draft.mentions[token.i] = ActorRef(actor=said_by[0].actor, spans=(span_of([token]),))


def with_parents(draft: Draft, language: str) -> list[Attribution]:
    """Each attribution with the innermost other one that holds its cue, and that one's chain behind its own."""
    settled: dict[str, Attribution] = {}
    for item in sorted(draft.attributions, key=lambda a: -sum(s.end - s.start for s in a.content)):
        parent = next((p for p in draft.under(item.cue[0].start) if p != item.id and p in settled), None)
        if parent is not None:
            own = item.chain[:-1]
            if not item.sources and own and own[0].label.lower() in _first_person(language):
                # "I" inside a quotation is whoever speaks it.
                spans = own[0].spans
                speakers = tuple(ActorRef(actor=r.actor, spans=spans) for r in settled[parent].sources)
                item, own = item.model_copy(update={"sources": speakers}), ()
            item = item.model_copy(update={"parent": parent, "chain": (*own, *settled[parent].chain)})
        settled[item.id] = item
    return [settled[a.id] for a in draft.attributions]
