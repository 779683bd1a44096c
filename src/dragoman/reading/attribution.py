"""Attribution by a grammar over the dependency parse: source, cue, content, and the chain it came through.

Terms follow PARC 3.0 (Pareti 2016) and PolNeAR (Newell et al. 2018). Verb cues take a clause, quotation, infinitive
or (a listed few) an object; "according to" takes the rest of its sentence; a quotation whose sentence has no cue
continues the speaker before it.
"""

import re
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Token

from dragoman import lexicons
from dragoman.model import Actor, ActorKind, ActorRef, Attribution, AttributionKind, Link, Span, Spans
from dragoman.reading.draft import Draft, children, draft_of, prepositional, runs, span_of, subjects

_QUOTE = re.compile(r"“[^“”]*(?:”|$)|\"[^\"]*\"", re.DOTALL)


@cache
def _verbs() -> dict[str, str]:
    table = lexicons.table("attribution.toml")["verbs"]
    return {lemma: kind for kind in ("intent", "belief", "say") for lemma in table[kind]}


@cache
def _set(section: str, key: str) -> frozenset[str]:
    return frozenset(lexicons.table("attribution.toml")[section][key])


def quotations(text: str) -> list[Span]:
    """Quotations of ``text``, marks included, each within one paragraph."""
    found: list[Span] = []
    for paragraph in re.finditer(r"[^\n]+", text):
        for match in _QUOTE.finditer(text, paragraph.start(), paragraph.end()):
            if match.end() - match.start() > 2:
                found.append(Span(start=match.start(), end=match.end()))
    return found


class _Found:
    """One attribution before actors and chain are settled."""

    def __init__(self, cue: list[Token], source: list[Token], content: Spans) -> None:
        self.cue, self.source, self.content = cue, source, content
        self.relay: list[Token] = []
        self.denies = False


class AttributionReader:
    """spaCy component ``dragoman_attribution``: fills ``Draft.attributions``."""

    def __call__(self, doc: Doc) -> Doc:
        draft, quotes = draft_of(doc), quotations(doc.text)
        found = [f for token in doc if (f := self._at(token, quotes)) is not None and f.content]
        self._continue(doc, quotes, found)
        for item in sorted(found, key=lambda f: f.cue[0].i if f.cue else 0):
            draft.attributions.append(self._finish(item, quotes, draft))
        draft.attributions = _with_parents(draft)
        return doc

    def _at(self, token: Token, quotes: list[Span]) -> _Found | None:
        if token.lower_ == "according" and token.dep_ == "prep":
            return self._according(token)
        if token.pos_ == "VERB" and token.lemma_.lower() in _verbs():
            return self._verb(token, quotes)
        if token.pos_ == "NOUN" and token.lemma_.lower() in _set("nouns", "cues"):
            return self._noun(token)
        if token.lemma_ == "be" and (found := self._favor(token)):
            return found
        return None

    @staticmethod
    def _noun(noun: Token) -> _Found | None:
        """A noun cue with a "that" clause and its holder, as in "alarm among villagers that ..."."""
        clauses = [
            t
            for t in noun.sent
            if t.i > noun.i
            and t.dep_ in {"acl", "ccomp", "relcl", "advcl"}
            and any(c.lower_ == "that" and c.dep_ == "mark" for c in t.children)
            and noun.head in t.ancestors
        ]
        if not clauses:
            return None
        holders = children(noun, "poss") or prepositional(noun, "among", "by", "from", "of")
        if not holders:
            after = noun.sent[noun.i - noun.sent.start :]
            near = [t for t in after if t.dep_ == "prep" and t.lower_ in {"among", "by"}]
            holders = [o for p in near[:1] for o in children(p, "pobj") if o.i < clauses[0].i]
        return _Found([noun], holders[:1], runs(clauses[0].subtree)) if holders else None

    @staticmethod
    def _favor(verb: Token) -> _Found | None:
        noun = next(iter(prepositional(verb, "in")), None)
        if noun is None or noun.lemma_ not in {"favor", "favour"}:
            return None
        objects = prepositional(noun, "of")
        if not objects:
            return None
        return _Found([noun], subjects(verb), runs(objects[0].subtree))

    @staticmethod
    def _according(token: Token) -> _Found | None:
        tos = [c for c in token.children if c.lower_ == "to"]
        sources = [p for t in tos for p in children(t, "pobj")]
        if not sources:
            return None
        inside = set(token.subtree)
        rest = [t for t in token.sent if t not in inside and not t.is_space]
        found = _Found([token, tos[0]], sources[:1], runs(rest))
        for word in [*inside, *token.sent]:
            if word.lemma_ in _set("verbs", "relay") and abs(word.i - sources[0].i) < 4:
                found.relay = list(children(word, "dobj", "pobj"))
                relayed = set(word.subtree) | inside
                found.content = runs(t for t in token.sent if t not in relayed and not t.is_space)
        return found

    def _verb(self, verb: Token, quotes: list[Span]) -> _Found | None:
        kind, lemma = _verbs()[verb.lemma_.lower()], verb.lemma_.lower()
        source = subjects(verb)
        inside = set(verb.subtree)
        near = self._quoted(verb, quotes)
        content: Spans = ()
        clause = children(verb, "ccomp")
        infinitive = [c for c in children(verb, "xcomp") if any(g.lower_ == "to" for g in c.children)]
        outer = verb.head if verb.dep_ == "parataxis" or (verb.dep_ == "ccomp" and near) else None
        if near:
            content = near
            extra = [c for c in clause if not any(s.holds(c.idx) for s in near)]
            content = tuple(sorted((*near, *runs(t for c in extra for t in c.subtree)), key=lambda s: s.start))
        elif clause and not (kind == "intent" and lemma == "call"):
            content = runs(t for c in clause for t in c.subtree if t is not verb)
        elif outer is not None and lemma in _set("verbs", "continuing") | {"say", "tell", "write"}:
            content = runs(t for t in verb.sent if t not in inside and not t.is_space)
        elif infinitive and kind != "say":
            content = runs(t for c in infinitive for t in c.subtree)
        elif lemma in _set("verbs", "object"):
            content = runs(t for o in children(verb, "dobj", "xcomp") for t in o.subtree)
        if not content or not (source or verb.dep_ == "ROOT" or near):
            return None
        if not near:
            text = verb.doc.text
            content = tuple(s for s in content if "\n" not in text[min(s.start, verb.idx) : max(s.end, verb.idx)])
            if not content:
                return None
        cue = [c for c in verb.children if c.dep_ in {"aux", "neg", "prt"} and abs(c.i - verb.i) < 4]
        found = _Found(sorted([*cue, verb], key=lambda t: t.i), source[:1], content)
        found.denies = lemma in _set("verbs", "denying")
        return found

    @staticmethod
    def _quoted(verb: Token, quotes: list[Span]) -> Spans:
        if verb.lemma_.lower() not in _set("verbs", "say") or any(q.holds(verb.idx) for q in quotes):
            return ()
        doc, sent = verb.doc, verb.sent
        text = doc.text
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

    @staticmethod
    def _continue(doc: Doc, quotes: list[Span], found: list[_Found]) -> None:
        """A paragraph that is one quotation and has no cue goes on from the speaker before it."""
        for quote in quotes:
            line = doc.text.rfind("\n", 0, quote.start) + 1
            stop = doc.text.find("\n", quote.end)
            around = doc.text[line : quote.start] + doc.text[quote.end : stop if stop >= 0 else len(doc.text)]
            if re.search(r"\w", around) or any(s.covers(quote) for f in found for s in f.content):
                continue
            earlier = [f for f in found if f.source and f.content[-1].end <= quote.start]
            if earlier:
                latest = max(earlier, key=lambda f: f.content[-1].end)
                latest.content = (*latest.content, quote)

    def _finish(self, item: _Found, quotes: list[Span], draft: Draft) -> Attribution:
        sources = tuple(ref for t in item.source if (ref := self._ref(t, draft)) is not None)
        sent = item.cue[0].sent
        time = draft.time_in(sent.start_char, sent.end_char)
        return Attribution(
            id=f"q{len(draft.attributions) + 1}",
            sources=sources,
            cue=runs(item.cue),
            content=item.content,
            kind=_kind(item.content, quotes),
            chain=self._chain(item, draft),
            occasion=self._occasion(item),
            when=time.id if time and not any(s.covers(time.spans[0]) for s in item.content) else None,
            denies=item.denies,
        )

    @staticmethod
    def _ref(token: Token, draft: Draft) -> ActorRef | None:
        if token.i in draft.mentions:
            return draft.mentions[token.i]
        if token.pos_ in {"PRON", "DET"}:
            return None
        held = next((draft.mentions[c.i] for c in token.subtree if c.i in draft.mentions), None)
        if held is None:
            return _new_source(token, draft)
        return ActorRef(actor=held.actor, spans=(span_of(token.subtree),))

    def _chain(self, item: _Found, draft: Draft) -> tuple[Link, ...]:
        links: list[Link] = []
        speakers = item.source
        if item.relay:
            issuer = next((o for r in item.relay for o in prepositional(r, "by", "from", "of")), item.relay[0])
            links.append(self._link(issuer, "speaker", draft))
            links += [self._link(t, "relay", draft) for t in speakers]
        else:
            links += [self._link(t, "speaker", draft) for t in speakers]
        return (*links, Link(actor=None, label=draft.publisher or "this report", role="publisher"))

    def _link(self, token: Token, role: str, draft: Draft) -> Link:
        ref = self._ref(token, draft)
        span = ref.spans if ref else (span_of([token]),)
        name = next((a.name for a in draft.actors if ref and a.id == ref.actor), token.text)
        return Link(actor=ref.actor if ref else None, label=name, role=role, spans=span)

    @staticmethod
    def _occasion(item: _Found) -> Spans:
        nouns = _set("occasions", "nouns")
        for token in item.cue[0].sent:
            inside = any(s.holds(token.idx) for s in item.content)
            if (
                token.lemma_.lower() in nouns
                and token.dep_ == "pobj"
                and not inside
                and token.head.lower_ in {"at", "in", "during", "on"}
            ):
                return runs(t for t in token.subtree if t.i <= token.i)
        return ()


def _new_source(token: Token, draft: Draft) -> ActorRef:
    """An actor for a source that is nobody known: a poll, a report, "critics"."""
    words = [*children(token, "compound", "amod"), token]
    span = span_of(words)
    name = span.of(token.doc.text)
    kind = ActorKind.DOCUMENT if token.lemma_.lower() in _set("nouns", "sources") else ActorKind.OTHER
    actor = Actor(id=f"a{len(draft.actors) + 1}", name=name, kind=kind, mentions=(span,))
    draft.actors.append(actor)
    ref = draft.mentions[token.i] = ActorRef(actor=actor.id, spans=(span,))
    return ref


def _kind(content: Spans, quotes: list[Span]) -> AttributionKind:
    size = sum(s.end - s.start for s in content)
    quoted = sum(max(0, min(s.end, q.end) - max(s.start, q.start)) for s in content for q in quotes)
    if quoted == 0:
        return AttributionKind.INDIRECT
    return AttributionKind.DIRECT if quoted >= 0.95 * size - 2 else AttributionKind.MIXED


def _with_parents(draft: Draft) -> list[Attribution]:
    """Each attribution with the innermost other one that holds its cue, and that one's chain behind its own."""
    settled: dict[str, Attribution] = {}
    for item in sorted(draft.attributions, key=lambda a: -sum(s.end - s.start for s in a.content)):
        parent = next((p for p in draft.under(item.cue[0].start) if p != item.id and p in settled), None)
        if parent is not None:
            own = item.chain[:-1]
            if not item.sources and own and own[0].label.lower() in {"i", "we"}:
                # "I" inside a quotation is whoever speaks it.
                item, own = item.model_copy(update={"sources": settled[parent].sources}), ()
            item = item.model_copy(update={"parent": parent, "chain": (*own, *settled[parent].chain)})
        settled[item.id] = item
    return [settled[a.id] for a in draft.attributions]


@Language.factory("dragoman_attribution")
def make_attribution(nlp: Language, name: str) -> AttributionReader:
    """Factory of the component that reads attributions."""
    return AttributionReader()
