"""Who a source is: the actor behind it, and the chain from the speaker to the publisher."""

from functools import cache
from itertools import takewhile

from spacy.tokens import Doc, Token

from dragoman.languages import lexicons
from dragoman.mentions.home import department_of
from dragoman.model import Actor, ActorKind, ActorRef, Attribution, Link, Span
from dragoman.reading.attribution.layout import Turn
from dragoman.reading.attribution.proposal import Proposal
from dragoman.reading.draft import Draft
from dragoman.syntax.clearnlp import is_of_first_person, possessors, prepositional, proper_name
from dragoman.syntax.nominal import is_relative
from dragoman.syntax.saying import qualifiers
from dragoman.syntax.tree import span_of, text_of

_NEAR = 8  # words


@cache
def _document_nouns(language: str) -> frozenset[str]:
    return frozenset(lexicons.table("attribution.toml", language)["nouns"]["sources"])


@cache
def _words(language: str, name: str) -> frozenset[str]:
    """A list of words beside sources, as "addressed" ("you", "your"); empty where a language has none."""
    return frozenset(lexicons.table("attribution.toml", language)["source_nouns"].get(name, ()))


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
        return _each_hand_once((*_together(spoken, "speaker", draft), *via, publisher))
    relayed = [doc[i] for i in proposal.relay]
    issuer = next((o for r in relayed for o in prepositional(r, "by", "from", "of")), relayed[0])
    return _each_hand_once((_link(issuer, None, "speaker", draft), *_together(spoken, "relay", draft), publisher))


def _together(spoken: list[tuple[Token, Span | None]], role: str, draft: Draft) -> tuple[Link, ...]:
    """Those who say it, as one hand: none relays what another of them said."""
    links = [_link(token, span, role, draft) for token, span in spoken]
    if len(links) < 2:
        return tuple(links)
    known = dict.fromkeys(link.actor for link in links if link.actor)
    labels = list(dict.fromkeys(link.label for link in links))
    start, end = spoken[0][0].i, spoken[-1][0].i
    word = next((t.text for t in spoken[0][0].doc[start:end] if t.pos_ == "CCONJ"), "&")
    label = f"{', '.join(labels[:-1])} {word} {labels[-1]}" if len(labels) > 1 else labels[0]
    first, *others = known or [None]
    spans = tuple(span for link in links for span in link.spans)
    return (Link(actor=first, label=label, role=role, spans=spans, others=tuple(o for o in others if o)),)


def _speakers(proposal: Proposal, doc: Doc) -> list[tuple[Token, Span | None]]:
    """Each source's head and characters: coordinated sources ("the minister and his deputy") one by one."""
    heads, source = [doc[i] for i in proposal.speakers], proposal.source
    if not heads:
        return []
    others = [t for t in heads[0].conjuncts if t.i > heads[0].i and _may_join(t, source)]
    if others and not any(t.dep_ == "cc" for t in doc[heads[0].i : others[-1].i]):
        others = []  # an apposition that the parser took for a list: "le ministre, Paul Essomba"
    if source is None:
        return [(token, None) for token in dict.fromkeys([*heads, *others])]
    heads = [heads[0], *others]
    if len(heads) == 1:
        return [(heads[0], source)]
    starts = [source.start, *(t.left_edge.idx for t in others)]
    ends = [*starts[1:], source.end]
    spans = [_between(doc, start, end) for start, end in zip(starts, ends, strict=True)]
    return [(token, span or source) for token, span in zip(heads, spans, strict=True)]


def _may_join(token: Token, source: Span | None) -> bool:
    """Whether ``token`` speaks beside the head of a source that it is coordinated with."""
    return token.pos_ in {"NOUN", "PROPN"} if source is None else source.holds(token.idx) and token.pos_ != "VERB"


def _between(doc: Doc, start: int, end: int) -> Span | None:
    part = doc.char_span(start, end, alignment_mode="contract")
    words = list(part) if part is not None else []
    while words and (words[-1].is_punct or words[-1].is_space or words[-1].dep_ == "cc"):
        words.pop()
    return span_of(words) if words else None


def _ref(token: Token, span: Span | None, draft: Draft) -> ActorRef | None:
    ref = draft.mentions.get(token.i) or _of_whom(token, draft)
    if ref is None:
        if token.pos_ in {"PRON", "DET"}:
            unsaid = token.lower_ in _words(token.doc.lang_, "first_person") or token.doc.lang_ != "en"
            return None if unsaid else _new_source(token, draft, ActorKind.UNNAMED)
        held = next((draft.mentions[c.i] for c in token.subtree if _may_stand(c, token, span, draft)), None)
        ref = ActorRef(actor=held.actor, spans=(span_of(token.subtree),)) if held else _new_source(token, draft)
    return ref if span is None else ActorRef(actor=ref.actor, spans=(span,))


def _of_whom(token: Token, draft: Draft) -> ActorRef | None:
    """Those of whom ``token`` tells how many: "20 prisoners, all of whom said"."""
    inner = prepositional(token, "of") if token.doc.lang_ == "en" else []
    return next((draft.mentions[o.i] for o in inner if is_relative(o) and o.i in draft.mentions), None)


def _may_stand(inner: Token, source: Token, span: Span | None, draft: Draft) -> bool:
    """Whether an actor inside a source may stand for it: of "two ministers" yes, no country for a study made there, nor
    whoever is told of beside it ("Osei, quoted by the Herald")."""
    ref = draft.mentions.get(inner.i)
    if ref is None or (span is not None and not span.holds(inner.idx)):
        return False
    if any(t.pos_ == "VERB" for t in takewhile(lambda t: t != source, inner.ancestors)):
        return False
    actor = draft.actors_by_id().get(ref.actor)
    if actor is None or actor.kind is not ActorKind.STATE:
        return True
    if inner in prepositional(source, *_words(source.doc.lang_, "places")):
        return False  # "a baker in Lomé"
    is_own = source.doc.lang_ != "en" or not (inner in possessors(source) and source.pos_ == "NOUN")
    return is_own and source.lemma_.lower() not in _document_nouns(source.doc.lang_)


def _link(token: Token, span: Span | None, role: str, draft: Draft) -> Link:
    ref = _ref(token, span, draft)
    spans = ref.spans if ref else (span or span_of([token]),)
    known = draft.actors_by_id().get(ref.actor) if ref else None
    name = known.name if known else token.text.rpartition("-")[2] or token.text
    if token.doc.lang_ == "en":
        name = _department(token, known, draft) or _person_at(token.doc, spans[0], name) or name
        if name.islower() and (proper := proper_name(token)):
            name = span_of(proper).of(text_of(token.doc))
        elif name.islower() and (body := _body_of(token)) is not None:
            name = text_of(token.doc)[token.idx : body.idx + len(body)]
    return Link(actor=ref.actor if ref else None, label=name, role=role, spans=spans)


def _department(speaker: Token, known: Actor | None, draft: Draft) -> str | None:
    """The department that publishes the text, where "we" is its government."""
    told = known is not None and known.kind is ActorKind.STATE and is_of_first_person(speaker)
    return department_of(draft.publisher) if told else None


def _body_of(source: Token) -> Token | None:
    """The body that somebody unnamed speaks for: "a spokesman for the oil ministry"."""
    table = lexicons.table("attribution.toml")["source_nouns"]
    if source.lemma_.lower() not in table["speaking_for"]:
        return None
    bodies = prepositional(source, *table["speaking_prepositions"])
    near = (b for b in bodies if b.pos_ in {"NOUN", "PROPN"} and b.i - source.i <= _NEAR and b.ent_type_ != "DATE")
    return next(near, None)


def _person_at(doc: Doc, source: Span, name: str) -> str | None:
    """The person whose name opens or closes a source where ``name`` is another's: "secretary of state Ana Torres"."""
    part = doc.char_span(source.start, source.end, alignment_mode="contract")
    tokens = list(part) if part is not None else []
    people = [t for t in tokens if _is_person(t)]
    words = {word.casefold() for part in name.split() for word in (part, *part.split("-"))}
    if not people or any(t.lower_ in words for t in people):
        return None
    first = list(takewhile(_is_person, tokens))
    last = list(takewhile(_is_person, reversed(tokens)))[::-1]
    for person in (first, last):
        owns = bool(person) and person[-1].i + 1 < len(doc) and doc[person[-1].i + 1].tag_ == "POS"
        if len(person) > 1 and not owns:
            return span_of(person).of(text_of(doc))
    return None


def _is_person(token: Token) -> bool:
    return bool(token.ent_type_ == "PERSON")


def _new_source(token: Token, draft: Draft, kind: ActorKind | None = None) -> ActorRef:
    """An actor for a source that is nobody known: a poll, a report, "critics", "some"."""
    owners = [t for t in possessors(token) if t.i in draft.countries] if token.doc.lang_ == "en" else []
    words = [*owners, *qualifiers(token), token]
    span = span_of(words)
    name = span.of(text_of(token.doc))
    if kind is None:
        is_document = token.lemma_.lower() in _document_nouns(token.doc.lang_)
        kind = ActorKind.DOCUMENT if is_document else ActorKind.OTHER
    actor = draft.add_actor(name, kind, span, country=draft.countries[owners[0].i] if owners else None)
    ref = draft.mentions[token.i] = ActorRef(actor=actor.id, spans=(span,))
    return ref


def forget(labels: list[Span], doc: Doc, draft: Draft) -> None:
    """Take out of the draft whoever is named at ``labels`` alone: whoever asks in an interview is no actor of it."""
    if not labels:
        return
    only_ask = {a.id for a in draft.actors if _stands_at(a, labels, doc)}
    draft.actors = [a for a in draft.actors if a.id not in only_ask]
    for index in [i for i, ref in draft.mentions.items() if ref.actor in only_ask or _holds(labels, doc[i].idx)]:
        del draft.mentions[index]
        draft.links.pop(index, None)


def _stands_at(actor: Actor, labels: list[Span], doc: Doc) -> bool:
    """Whether ``actor`` is named at ``labels`` and nowhere else but by pronouns."""
    named = [m for m in actor.mentions if not _is_pronoun(m, doc)]
    return bool(named) and all(_holds(labels, m.start) for m in named)


def _is_pronoun(mention: Span, doc: Doc) -> bool:
    part = doc.char_span(mention.start, mention.end)
    return part is not None and len(part) == 1 and part[0].pos_ == "PRON"


def _holds(labels: list[Span], at: int) -> bool:
    return any(label.holds(at) for label in labels)


def mention_speakers(doc: Doc, quotes: list[Span], draft: Draft) -> None:
    """In a quotation "we" and "our" are whoever speaks it: what they do there is theirs."""
    words, by_id = _words(doc.lang_, "first_person"), {a.id: a for a in draft.attributions}
    for quote in quotes:
        part = doc.char_span(quote.start, quote.end, alignment_mode="expand")
        for token in part if part is not None else ():
            if token.lower_ not in words or token.i in draft.mentions:
                continue
            speakers = (by_id[id].sources for id in draft.under(token.idx))
            said_by = next((sources for sources in speakers if sources), ())
            if len(said_by) == 1:
                draft.mentions[token.i] = ActorRef(actor=said_by[0].actor, spans=(span_of([token]),))


def mention_asked(doc: Doc, asked: list[tuple[Turn, Turn]], draft: Draft) -> None:
    """In an interview's question "you" and "your" are whoever answers it."""
    addressed = _words(doc.lang_, "addressed")
    for one, other in asked:
        answer = next((a for a in draft.attributions if a.content[0].start == other.content[0].start), None)
        if answer is None or len(answer.sources) != 1:
            continue
        for span in one.content:
            part = doc.char_span(span.start, span.end, alignment_mode="expand")
            for token in (t for t in part if t.lower_ in addressed) if part is not None else ():
                draft.mentions[token.i] = ActorRef(actor=answer.sources[0].actor, spans=(span_of([token]),))


def name_own_bodies(doc: Doc, draft: Draft) -> None:
    """Give a speaker's own body their country: "my government", in the mouth of a Peruvian minister."""
    known = draft.actors_by_id()
    owning = _words(doc.lang_, "first_person") | _words(doc.lang_, "addressed")
    for index, ref in list(draft.mentions.items()):
        owner = doc[index]
        body = draft.mentions.get(owner.head.i)
        if owner.lower_ not in owning or body is None or body.actor == ref.actor or body.actor not in known:
            continue
        speaker, actor = known.get(ref.actor), known[body.actor]
        is_own = owner in possessors(owner.head) and _is_named_by_its_owner(actor, owner)
        if not is_own or speaker is None or not speaker.country:
            continue
        mended = actor.model_copy(update={"country": speaker.country})
        draft.actors[draft.actors.index(actor)] = mended
        known[actor.id] = mended


def _is_named_by_its_owner(actor: Actor, owner: Token) -> bool:
    return actor.kind is not ActorKind.STATE and actor.name.lower().startswith(f"{owner.lower_} ")


def with_parents(draft: Draft, language: str, each_once: bool = True) -> list[Attribution]:
    """Each attribution with the innermost other one that holds its cue, and that one's chain behind its own.

    Where ``each_once``, what a source says of itself inside its own words ("he said he hoped", "I think" in a
    quotation) and what the report's own publisher says are left out.
    """
    settled: dict[str, Attribution] = {}
    publisher = _bare(draft.publisher or "")
    for item in sorted(draft.attributions, key=lambda a: -sum(s.end - s.start for s in a.content)):
        if each_once and publisher and item.sources and _is_only(item, publisher):
            continue
        parent = next((p for p in draft.under(item.cue[0].start) if p != item.id and p in settled), None)
        if parent is not None:
            own = item.chain[:-1]
            speakers = settled[parent].sources
            is_first_person = (
                not item.sources and bool(own) and own[0].label.lower() in _words(language, "first_person")
            )
            if each_once and speakers and (is_first_person or _same(item.sources, speakers)):
                continue
            if is_first_person:
                refs = tuple(ActorRef(actor=r.actor, spans=own[0].spans) for r in speakers)
                item, own = item.model_copy(update={"sources": refs}), ()
            nobody = not item.sources and not own  # "reportedly", also where somebody tells of it
            chain = item.chain if nobody else _each_hand_once((*own, *settled[parent].chain))
            item = item.model_copy(update={"parent": parent, "chain": chain})
        settled[item.id] = item
    return [settled[a.id] for a in draft.attributions if a.id in settled]


def _same(sources: tuple[ActorRef, ...], others: tuple[ActorRef, ...]) -> bool:
    return {ref.actor for ref in sources} == {ref.actor for ref in others}


def _is_only(item: Attribution, publisher: str) -> bool:
    """Whether nobody but the report's own publisher is said to say it."""
    return all(_bare(link.label) == publisher for link in item.chain)


def _bare(name: str) -> str:
    return name.casefold().removeprefix("the ")


def _each_hand_once(chain: tuple[Link, ...]) -> tuple[Link, ...]:
    """``chain`` with nobody in it twice, and the publisher last and as such."""
    kept: list[Link] = []
    for link in chain[:-1]:
        if _bare(link.label) == _bare(chain[-1].label):
            continue
        if not any(_is_same_hand(link, k) for k in kept):
            kept.append(link)
    return (*kept, chain[-1])


def _is_same_hand(one: Link, other: Link) -> bool:
    if not one.actor or one.label == other.label:
        return one.label == other.label
    return {one.actor, *one.others} == {other.actor, *other.others}
