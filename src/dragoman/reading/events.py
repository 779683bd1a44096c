"""Events: clauses coded with PLOVER type, mode, contexts and CAMEO code, with roles, modality and attribution.

Types follow the PLOVER manual 0.8 (September 2021); the frames are data in ``lexicons/events.toml``. Goldstein
intensities and quad classes are those of the type.
"""

from functools import cache
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Token

from dragoman import lexicons
from dragoman.model import Actor, ActorKind, ActorRef, Event, Modality, When
from dragoman.reading.actors import country_names, names
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

_ASKS = {"objects", "particles", "calls", "subjects"}
_INTENT_CODES = {"AGREE": "030", "THREATEN": "130", "REJECT": "120", "REQUEST": "100"}
_PLANS = {"plan", "intend", "prepare", "expect", "schedule"}
_PROMISES = {"promise", "vow", "pledge", "agree", "offer"}
_POSSIBLE = {"may", "might", "could", "can"}
_FUTURE = {"will", "shall", "'ll", "’ll", "wo"}


@cache
def _frames() -> dict[str, list[dict[str, Any]]]:
    table: dict[str, list[dict[str, Any]]] = {}
    for frame in lexicons.table("events.toml")["frame"]:
        for lemma in frame["lemmas"]:
            frames = table.setdefault(lemma, [])
            # A frame that asks for more than the verb is tried before one that does not.
            frames.insert(0 if _ASKS & frame.keys() else len(frames), frame)
    return table


@cache
def _nouns() -> dict[str, dict[str, Any]]:
    """Nouns that name an event, with the first frame that lists them."""
    table: dict[str, dict[str, Any]] = {}
    for frame in lexicons.table("events.toml")["frame"]:
        for noun in frame.get("nouns", []):
            table.setdefault(noun, frame)
    return table


@cache
def _listed(section: str, key: str) -> frozenset[str]:
    return frozenset(lexicons.table("events.toml")[section][key])


def _fits(verb: Token, nouns: list[Token], frame: dict[str, Any]) -> bool:
    """Whether the words that ``frame`` asks for stand with ``verb``: object, particle, preposition or subject."""
    near = {c.lower_ for c in verb.children if c.dep_ in {"prt", "advmod", "prep"}}
    if "particles" in frame and not near & set(frame["particles"]):
        return False
    if "calls" in frame and not near & set(frame["calls"]):
        return False
    if "subjects" in frame and not any(s.lemma_.lower() in frame["subjects"] for s in subjects(verb)):
        return False
    return "objects" not in frame or bool(nouns)


def _announces(verb: Token) -> bool:
    """Whether ``verb`` is the copula of "is ready to": the act is in its complement."""
    return verb.lemma_ == "be" and any(c.lemma_ in _listed("intent", "adjectives") for c in children(verb, "acomp"))


def _intent(verb: Token, type_: str | None) -> str | None:
    """What announcing the act of ``verb`` (of ``type_``, where it has one) is: CAMEO codes intentions as acts."""
    marks = {c.lower_ for c in children(verb, "aux")}
    if marks & _listed("intent", "necessity") and draft_of(verb.doc).under(verb.idx):
        return "REQUEST"
    governor = verb.head if verb.dep_ in {"xcomp", "ccomp"} else None
    ready = governor is not None and (
        governor.lemma_ in _listed("intent", "adjectives") or governor.lemma_ in _listed("intent", "verbs")
    )
    if not (marks & _FUTURE or "would" in marks or ready):
        return None
    if is_negated(verb):
        return "REJECT"
    if type_ is None or type_ in {"REQUEST", "ACCUSE", "REJECT", "AGREE", "THREATEN"}:
        return None
    quad, _ = lexicons.table("events.toml")["scale"][type_]
    return "AGREE" if quad <= 2 else "THREATEN"


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


def _roles(tokens: list[Token], draft: Draft) -> tuple[ActorRef, ...]:
    """As ``refs``, and the countries that the phrases of ``tokens`` name where no actor found has one."""
    found = refs(tokens, draft)
    known = {a.id: a.country for a in draft.actors}
    if any(known.get(r.actor) for r in found):
        return found
    named = [t for token in tokens for t in _phrase_of(token) if t.i in draft.countries]
    return (*found, *_states(named[:1], draft))


def _phrase_of(head: Token) -> list[Token]:
    """``head`` and what modifies it, without clauses; nearest first."""
    found, queue = [], [head]
    while queue:
        token = queue.pop(0)
        found.append(token)
        queue += [c for c in token.children if c.pos_ not in {"VERB", "AUX"} and c.dep_ not in {"punct", "cc", "appos"}]
    return found


def _states(named: list[Token], draft: Draft) -> tuple[ActorRef, ...]:
    """The states that country words name, found among the actors or added to them."""
    found = []
    for token in named:
        code = draft.countries[token.i]
        actor = next((a for a in draft.actors if a.kind is ActorKind.STATE and a.country == code), None)
        if actor is None:
            span = span_of([token])
            id, name = f"a{len(draft.actors) + 1}", country_names()[code]
            actor = Actor(id=id, name=name, kind=ActorKind.STATE, country=code, sector="GOV", mentions=(span,))
            draft.actors.append(actor)
        found.append(ActorRef(actor=actor.id, spans=(span_of([token]),)))
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
        used: set[int] = set()
        for token in doc:
            if token.pos_ in {"VERB", "AUX"}:
                self._verb(token, used, draft)
        busy = {sentence(doc[i]).start for i in used}
        for token in doc:
            if token.pos_ == "NOUN" and token.lemma_.lower() in _nouns() and sentence(token).start not in busy:
                self._noun(token, draft)
        return doc

    def _verb(self, verb: Token, used: set[int], draft: Draft) -> None:
        """The event of a verb and, where the clause only announces it, the announcement."""
        if _announces(verb):
            return
        event, nouns = self._by_frame(verb, draft)
        if event is not None:
            draft.events.append(event)
            used |= {verb.i, *(n.i for n in nouns)}
        type_ = _intent(verb, event.type if event else None)
        if type_ is not None and not (event and event.type == type_):
            announced = self._intended(verb, type_, event, draft)
            if announced is not None:
                draft.events.append(announced)
                used.add(verb.i)

    def _by_frame(self, verb: Token, draft: Draft) -> tuple[Event | None, list[Token]]:
        for frame in _frames().get(verb.lemma_.lower(), ()):
            nouns = [o for o in objects(verb) if o.lemma_.lower() in frame.get("objects", [])]
            if _fits(verb, nouns, frame) and (event := self._event(verb, nouns, frame, draft)):
                return event, nouns
        if verb.lemma_.lower() not in _listed("light", "verbs"):
            return None, []
        for noun in [o for o in objects(verb) if o.lemma_.lower() in _nouns()]:
            event = self._event(verb, [noun], _nouns()[noun.lemma_.lower()], draft)
            if event is not None:
                return event, [noun]
        return None, []

    def _noun(self, noun: Token, draft: Draft) -> None:
        """A nominal event: "the attack by rebels on the camp"."""
        frame = _nouns()[noun.lemma_.lower()]
        owners = [c for c in children(noun, "poss", "amod", "compound", "nmod") if c.i in draft.countries]
        doers = _roles([*prepositional(noun, "by", "between"), *children(noun, "poss")], draft) or _states(
            owners, draft
        )
        preps = [w for w in frame.get("preps", []) if w != "between"]
        targets = _roles([o for w in preps for o in prepositional(noun, w)], draft)
        targets = tuple(t for t in targets if all(t.actor != d.actor for d in doers))
        if doers:
            draft.events.append(self._made(noun, [], frame, doers, targets, Modality.ASSERTED, draft))

    def _intended(self, verb: Token, type_: str, event: Event | None, draft: Draft) -> Event | None:
        """The agreement, threat, refusal or demand that announcing the act of ``verb`` is."""
        doers = event.actors if event else _roles(subjects(verb), draft)
        targets = event.recipients if event else _roles([*objects(verb), *_near(verb)], draft)
        if type_ == "REQUEST":
            said_by = [a for a in draft.attributions if a.id in draft.under(verb.idx)[:1]]
            doers, targets = tuple(r for a in said_by for r in a.sources), (*doers, *targets)
        targets = tuple(t for t in targets if all(t.actor != d.actor for d in doers))
        if not doers:
            return None
        frame = {"type": type_, "cameo": _INTENT_CODES[type_]}
        return self._made(verb, [], frame, doers, targets, Modality.ASSERTED, draft)

    def _event(self, verb: Token, nouns: list[Token], frame: dict[str, Any], draft: Draft) -> Event | None:
        doers = _roles(subjects(verb), draft)
        targets = self._recipients(verb, nouns, frame, draft)
        targets = tuple(t for t in targets if all(t.actor != d.actor for d in doers))
        if not doers and not targets:
            return None
        return self._made(verb, nouns, frame, doers, targets, modality(verb), draft)

    @staticmethod
    def _made(
        verb: Token,
        nouns: list[Token],
        frame: dict[str, Any],
        doers: tuple[ActorRef, ...],
        targets: tuple[ActorRef, ...],
        how: Modality,
        draft: Draft,
    ) -> Event:
        sent = sentence(verb)
        time = _time_of(verb, draft)
        place = next((p for p in prepositional(verb, "in", "at", "near") if p.ent_type_ in {"GPE", "LOC", "FAC"}), None)
        quad, goldstein = lexicons.table("events.toml")["scale"][frame["type"]]
        country = names().get(place.lower_) if place is not None else None
        under = draft.under(verb.idx)
        denied = any(a.denies for a in draft.attributions if a.id in under)
        return Event(
            id=f"e{len(draft.events) + 1}",
            type=frame["type"],
            mode=frame.get("mode"),
            contexts=_contexts(verb),
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
            found += [o for o in objects(verb) if o not in nouns]
        for word in frame.get("preps", []):
            found += prepositional(verb, word)
            found += [o for n in nouns for o in prepositional(n, word)]
        found += [o for d in children(verb, "dative") for o in conjuncts(d)]
        if frame.get("demand") or frame["type"] in {"CONCEDE", "THREATEN"}:
            found += [s for c in children(verb, "ccomp", "xcomp") for s in children(c, "nsubj", "nsubjpass")]
        recipients = _roles(found, draft)
        if recipients:
            return recipients
        return _roles([o for o in (*objects(verb), *nouns) if o.dep_ != "nsubj"], draft)


def _near(verb: Token) -> list[Token]:
    """What the verb's complement and prepositions name."""
    inner = [o for c in children(verb, "xcomp", "ccomp") for o in objects(c)]
    return [*inner, *prepositional(verb, "to", "with", "for", "from", "against", "in")]


def _contexts(verb: Token) -> tuple[str, ...]:
    lemmas = {t.lemma_.lower() for t in verb.subtree}
    return tuple(c for c, words in lexicons.table("events.toml")["contexts"].items() if lemmas & set(words))


@Language.factory("dragoman_events")
def make_events(nlp: Language, name: str) -> EventReader:
    """Factory of the component that codes events."""
    return EventReader()
