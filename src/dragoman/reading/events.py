"""Events: clauses coded with PLOVER type, mode, contexts and CAMEO code, with roles, modality and attribution.

Types follow the PLOVER manual 0.8 (September 2021); the frames are data in ``lexicons/events.toml``. Goldstein
intensities and quad classes are those of the type.
"""

from functools import cache
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Token

from dragoman import lexicons
from dragoman.model import ActorRef, Event, Modality, When
from dragoman.reading.actors import names
from dragoman.reading.draft import (
    Draft,
    children,
    conjuncts,
    draft_of,
    is_negated,
    objects,
    prepositional,
    runs,
    sentence,
    span_of,
    subjects,
)

_PLANS = {"plan", "intend", "prepare", "expect", "schedule"}
_PROMISES = {"promise", "vow", "pledge", "agree", "offer"}
_POSSIBLE = {"may", "might", "could", "can"}
_FUTURE = {"will", "shall", "'ll", "’ll", "wo"}


@cache
def _frames() -> dict[str, list[dict[str, Any]]]:
    table: dict[str, list[dict[str, Any]]] = {}
    for frame in lexicons.table("events.toml")["frame"]:
        for lemma in frame["lemmas"]:
            # A frame that asks for an object noun is tried before one that does not.
            table.setdefault(lemma, []).insert(0 if "objects" in frame else len(table[lemma]), frame)
    return table


def modality(verb: Token) -> Modality:
    """How certain the clause of ``verb`` is, from negation, conditions, auxiliaries and what governs it."""
    if is_negated(verb):
        return Modality.NEGATED
    marks = {c.lower_ for c in verb.children if c.dep_ in {"aux", "mark"}}
    if "if" in marks or any(
        c.dep_ == "advcl" and any(m.lower_ in {"if", "unless"} for m in c.children) for c in verb.children
    ):
        return Modality.CONDITIONAL
    governor = verb.head if verb.dep_ in {"xcomp", "ccomp", "pcomp"} else None
    if governor is not None and governor.lemma_ in {"deny", "refuse", "decline"}:
        return Modality.DENIED if governor.lemma_ == "deny" else Modality.NEGATED
    if governor is not None and governor.lemma_ in {"demand", "urge", "ask", "request", "call", "order"}:
        return Modality.DEMANDED
    if governor is not None and governor.lemma_ in _PROMISES:
        return Modality.PROMISED
    if (governor is not None and governor.lemma_ in _PLANS) or marks & _FUTURE:
        return Modality.PLANNED
    if marks & _POSSIBLE or "would" in marks:
        return Modality.POSSIBLE
    return Modality.ASSERTED


def refs(tokens: list[Token], draft: Draft) -> tuple[ActorRef, ...]:
    """The actors that ``tokens`` name, or that their possessors and "of" phrases do."""
    found: list[ActorRef] = []
    for token in tokens:
        inner = [
            *children(token, "poss", "nmod", "compound", "amod"),
            *prepositional(token, "of", "from", "by", "in", "on"),
        ]
        named = [t for t in (token, *inner) if t.i in draft.mentions]
        plural = token.tag_ in {"NNS", "NNPS"}
        more = [t for t in named[1:] if plural and (t.head.dep_ == "prep" or t.dep_ == "conj")]
        for hit in (*named[:1], *more):
            ref = draft.mentions[hit.i]
            if all(ref.actor != f.actor for f in found):
                found.append(ref)
    return tuple(found)


def _time_of(verb: Token, draft: Draft) -> When | None:
    """The time that the verb's own clause names, else the first of its sentence that no condition holds."""
    conditions = {t.i for c in verb.children if c.dep_ == "advcl" for t in c.subtree}
    held = [t for t in sentence(verb) if t.i not in conditions]
    own = {t.i for t in verb.subtree}
    for tokens in ([t for t in held if t.i in own], held):
        starts = {t.idx for t in tokens}
        found = next((w for w in draft.times if w.spans[0].start in starts), None)
        if found is not None:
            return found
    return None


def _others(verb: Token, nouns: list[Token], taken: tuple[ActorRef, ...], draft: Draft) -> tuple[ActorRef, ...]:
    """Who else takes part: beside the actors, or as go-between."""
    words = ("alongside", "through", "via", "under")
    near = refs([o for t in (verb, *nouns) for o in prepositional(t, *words)], draft)
    return tuple(r for r in near if all(r.actor != t.actor for t in taken))


class EventReader:
    """spaCy component ``dragoman_events``: fills ``Draft.events``."""

    def __call__(self, doc: Doc) -> Doc:
        draft = draft_of(doc)
        for token in doc:
            if token.pos_ == "VERB" and token.lemma_.lower() in _frames():
                self._read(token, draft)
        return doc

    def _read(self, verb: Token, draft: Draft) -> None:
        for frame in _frames()[verb.lemma_.lower()]:
            nouns = [o for o in objects(verb) if o.lemma_.lower() in frame.get("objects", [])]
            if "objects" in frame and not nouns:
                continue
            event = self._event(verb, nouns, frame, draft)
            if event is not None:
                draft.events.append(event)
            return

    def _event(self, verb: Token, nouns: list[Token], frame: dict[str, Any], draft: Draft) -> Event | None:
        doers = refs(subjects(verb), draft)
        targets = self._recipients(verb, nouns, frame, draft)
        targets = tuple(t for t in targets if all(t.actor != d.actor for d in doers))
        if not doers and not targets:
            return None
        sent = sentence(verb)
        time = _time_of(verb, draft)
        place = next((p for p in prepositional(verb, "in", "at", "near") if p.ent_type_ in {"GPE", "LOC", "FAC"}), None)
        how = modality(verb)
        quad, goldstein = lexicons.table("events.toml")["scale"][frame["type"]]
        country = names().get(place.lower_) if place is not None else None
        under = draft.under(verb.idx)
        denied = any(a.denies for a in draft.attributions if a.id in under)
        return Event(
            id=f"e{len(draft.events) + 1}",
            type=frame["type"],
            mode=frame.get("mode"),
            contexts=self._contexts(verb),
            cameo=frame["cameo"],
            goldstein=goldstein,
            quad=quad,
            actors=doers,
            recipients=targets,
            participants=_others(verb, nouns, (*doers, *targets), draft),
            trigger=runs([verb, *nouns]),
            sentence=span_of(t for t in sent if not t.is_space),
            when=time.id if time else None,
            location=country.country if country else (place.text if place is not None else None),
            location_spans=(span_of([place]),) if place is not None else (),
            positive=how not in {Modality.NEGATED, Modality.DENIED} and not denied,
            modality=Modality.DENIED if denied else how,
            attributions=under,
        )

    @staticmethod
    def _recipients(verb: Token, nouns: list[Token], frame: dict[str, Any], draft: Draft) -> tuple[ActorRef, ...]:
        found: list[Token] = []
        if frame.get("objectrole") == "recipient":
            found += objects(verb)
        for word in frame.get("preps", []):
            found += prepositional(verb, word)
            found += [o for n in nouns for o in prepositional(n, word)]
        found += [o for d in children(verb, "dative") for o in conjuncts(d)]
        return refs(found, draft)

    @staticmethod
    def _contexts(verb: Token) -> tuple[str, ...]:
        lemmas = {t.lemma_.lower() for t in verb.subtree}
        return tuple(c for c, words in lexicons.table("events.toml")["contexts"].items() if lemmas & set(words))


@Language.factory("dragoman_events")
def make_events(nlp: Language, name: str) -> EventReader:
    """Factory of the component that codes events."""
    return EventReader()
