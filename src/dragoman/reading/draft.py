"""What the pipeline components know about one document so far, and the small questions they all ask of a parse."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from spacy.tokens import Doc, Token
from spacy.tokens import Span as Sentence

from dragoman.model import (
    Actor,
    ActorRef,
    Attribution,
    Commitment,
    Event,
    Membership,
    Poll,
    Quantity,
    Span,
    Spans,
    Stance,
    When,
)


class Place(NamedTuple):
    """A place by name; ``country`` is ISO 3166-1 alpha-3, coordinates are WGS 84 degrees, None where it is a region."""

    name: str
    country: str
    latitude: float | None = None
    longitude: float | None = None


@dataclass
class Draft:
    """The record of one document under construction; components append to it in pipeline order."""

    published: dt.date | None = None
    publisher: str | None = None
    times: list[When] = field(default_factory=list)
    actors: list[Actor] = field(default_factory=list)
    mentions: dict[int, ActorRef] = field(default_factory=dict)  # head token index -> who it names
    countries: dict[int, str] = field(default_factory=dict)  # token index -> alpha-3 of the country that it names
    places: dict[int, Place] = field(default_factory=dict)  # token index -> the city or region that it names
    attributions: list[Attribution] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    quantities: list[Quantity] = field(default_factory=list)
    polls: list[Poll] = field(default_factory=list)
    commitments: list[Commitment] = field(default_factory=list)
    memberships: list[Membership] = field(default_factory=list)
    stances: list[Stance] = field(default_factory=list)
    _pieces: list[tuple[int, int, int, str]] = field(default_factory=list)
    _made_of: tuple[int, int] = (0, 0)

    def under(self, at: int) -> tuple[str, ...]:
        """Ids of the attributions whose content holds the character ``at``, innermost first."""
        found = {(size, id) for start, end, size, id in self._contents() if start <= at < end}
        return tuple(id for _, id in sorted(found))

    def _contents(self) -> list[tuple[int, int, int, str]]:
        """Each content's pieces with the size of the whole and its attribution: asked for at every event."""
        made_of = (id(self.attributions), len(self.attributions))
        if self._made_of != made_of:
            sizes = [(a, sum(s.end - s.start for s in a.content)) for a in self.attributions]
            self._pieces = [(s.start, s.end, size, a.id) for a, size in sizes for s in a.content]
            self._made_of = made_of
        return self._pieces

    def time_in(self, start: int, end: int) -> When | None:
        """The first time expression between two characters."""
        return next((w for w in self.times if start <= w.spans[0].start and w.spans[-1].end <= end), None)


_SENTENCES, _TEXT = "dragoman_sentences", "dragoman_text"

if not Doc.has_extension("dragoman"):
    Doc.set_extension("dragoman", default=None)


def draft_of(doc: Doc) -> Draft:
    """The draft kept on ``doc``, made empty where a component runs alone."""
    if doc._.dragoman is None:
        doc._.dragoman = Draft()
    draft: Draft = doc._.dragoman
    return draft


def text_of(doc: Doc) -> str:
    """The text of ``doc``: as ``doc.text``, which puts it together anew at every call."""
    text: str | None = doc.user_data.get(_TEXT)
    if text is None:
        text = doc.user_data[_TEXT] = doc.text
    return text


def sentence(token: Token) -> Sentence:
    """The sentence of ``token``: as ``token.sent``, which walks the whole document at every call."""
    doc = token.doc
    bounds = doc.user_data.get(_SENTENCES)
    if bounds is None:
        bounds = [(sent.start, sent.end) for sent in doc.sents for _ in sent]
        doc.user_data[_SENTENCES] = bounds
    start, end = bounds[token.i]
    return doc[start:end]


def lemmas_in(doc: Doc, words: Set[str]) -> list[int]:
    """Tokens whose lemma, in lower case, is one of ``words``; looks at each lemma of the document once."""
    lemmas, inverse = np.unique(doc.to_array("LEMMA"), return_inverse=True)
    wanted = np.array([doc.vocab.strings[key].lower() in words for key in lemmas.tolist()], dtype=bool)
    found: list[int] = np.flatnonzero(wanted[inverse]).tolist()
    return found


def span_of(tokens: Iterable[Token]) -> Span:
    """The characters from the first to the last of ``tokens``."""
    ordered = sorted(tokens, key=lambda t: t.i)
    return Span(start=ordered[0].idx, end=ordered[-1].idx + len(ordered[-1]))


def runs(tokens: Iterable[Token]) -> Spans:
    """Spans of the unbroken runs of ``tokens``, without space and stray marks at their edges."""
    spans: list[Span] = []
    run: list[Token] = []
    for token in [*sorted(set(tokens), key=lambda t: t.i), None]:
        if token is not None and "\n" not in token.text and (not run or token.i == run[-1].i + 1):
            run.append(token)
            continue
        while run and (run[0].is_space or run[0].text in ",;:.-–—"):
            run.pop(0)
        while run and (run[-1].is_space or run[-1].text in ",;:.-–—"):
            run.pop()
        if run:
            spans.append(span_of(run))
        run = [token] if token is not None else []
    return tuple(spans)


def children(token: Token, *deps: str) -> list[Token]:
    """Children of ``token`` under any of the dependency labels."""
    return [c for c in token.children if c.dep_ in deps]


def conjuncts(token: Token) -> list[Token]:
    """``token`` and what is coordinated with it."""
    return [token, *token.conjuncts]


def is_negated(verb: Token) -> bool:
    """Whether ``verb`` carries a negation of its own."""
    return any(c.dep_ == "neg" or c.lower_ in {"never", "no"} for c in verb.children)


# Verbs whose object does what their complement says: "urged Morocco to act".
_OBJECT_CONTROL = {
    "urge",
    "ask",
    "order",
    "tell",
    "force",
    "allow",
    "permit",
    "call",
    "press",
    "push",
    "invite",
    "persuade",
    "compel",
    "warn",
    "enable",
    "help",
    "instruct",
}
# What is issued to say something: its issuer does what it says.
_DOCUMENTS = {"statement", "declaration", "letter", "communique", "resolution", "petition", "note", "decree"}


def subjects(verb: Token, depth: int = 4) -> list[Token]:
    """Who does ``verb``: its own subject, the passive agent, or through control, coordination or a relative clause."""
    own = children(verb, "nsubj")
    if own:
        head = own[0]
        if head.tag_ in {"WDT", "WP"} and verb.dep_ == "relcl":
            return conjuncts(verb.head)
        return conjuncts(head)
    agents = [p for a in children(verb, "agent") for p in children(a, "pobj")]
    if agents:
        return conjuncts(agents[0])
    if children(verb, "nsubjpass") or not depth:
        return []
    head = verb.head
    if verb.dep_ in {"xcomp", "ccomp"} and head.lemma_ in _OBJECT_CONTROL and objects(head):
        return objects(head)
    if verb.dep_ in {"conj", "xcomp", "advcl", "ccomp"} and head.pos_ in {"VERB", "AUX"}:
        return subjects(head, depth - 1) if verb.dep_ != "ccomp" or verb.tag_ in {"VB", "VBG"} else []
    if verb.dep_ in {"xcomp", "ccomp"} and head.dep_ == "acomp":
        return subjects(head.head, depth - 1)
    if verb.dep_ == "pcomp":
        governor = head.head
        if head.lower_ in {"of", "from"} and governor.pos_ == "VERB" and objects(governor):
            return objects(governor)
        return subjects(governor.head if governor.dep_ == "acomp" else governor, depth - 1)
    if verb.dep_ == "acl" and verb.tag_ == "VBG":
        issued = head.dep_ == "dobj" and head.lemma_ in _DOCUMENTS
        return subjects(head.head, depth - 1) if issued else conjuncts(head)
    if verb.dep_ == "acl" and verb.tag_ == "VB":
        owners = children(head, "poss")
        if owners or head.dep_ != "dobj":
            return owners
        return subjects(head.head, depth - 1)
    return []


def objects(verb: Token) -> list[Token]:
    """What ``verb`` is done to: its object, or the subject of its passive."""
    found = children(verb, "dobj", "nsubjpass")
    return conjuncts(found[0]) if found else []


def prepositional(token: Token, *words: str) -> list[Token]:
    """Objects of the prepositions ``words`` under ``token``."""
    heads = [c for c in token.children if c.dep_ in {"prep", "dative"} and c.lower_ in words]
    return [o for h in heads for p in children(h, "pobj") for o in conjuncts(p)]
