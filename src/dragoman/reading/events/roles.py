"""Roles: which actors an event's phrases name, as doers and as recipients."""

from spacy.tokens import Token

from dragoman.model import Actor, ActorKind, ActorRef
from dragoman.reading.actors import country_names
from dragoman.reading.draft import Draft, children, conjuncts, objects, prepositional, span_of
from dragoman.reading.events.frames import Frame

_CLAUSES = {"VERB", "AUX"}


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


def roles(tokens: list[Token], draft: Draft) -> tuple[ActorRef, ...]:
    """As ``refs``, and the countries that the phrases of ``tokens`` name where no actor found has one."""
    found = refs(tokens, draft)
    known = {a.id: a.country for a in draft.actors}
    if any(known.get(r.actor) for r in found):
        return found
    named = [t for token in tokens for t in phrase(token) if t.i in draft.countries]
    joined = [t for t in named[:1] for t in conjuncts(t) if t.i in draft.countries]
    return (*found, *states(joined, draft))


def phrase(head: Token) -> list[Token]:
    """``head`` and what modifies it, without clauses; nearest first."""
    found, queue = [], [head]
    while queue:
        token = queue.pop(0)
        found.append(token)
        queue += [c for c in token.children if c.pos_ not in _CLAUSES and c.dep_ not in {"punct", "cc", "appos"}]
    return found


def clause(verb: Token) -> list[Token]:
    """The words of the clause of ``verb`` but its subject, nearest first: objects, prepositions, complements."""
    skipped = {"nsubj", "nsubjpass", "csubj", "agent", "advcl", "relcl", "acl", "parataxis", "punct", "cc", "mark"}
    found, queue = [], [verb]
    while queue:
        token = queue.pop(0)
        found.append(token)
        own = [c for c in token.children if c.dep_ not in skipped and not (c.dep_ == "conj" and c.pos_ in _CLAUSES)]
        queue += own if token.i == verb.i else [c for c in own if c.dep_ not in {"ccomp"}]
    return found


def states(named: list[Token], draft: Draft) -> tuple[ActorRef, ...]:
    """The states that country words name, found among the actors or added to them."""
    found: list[ActorRef] = []
    for token in named:
        code = draft.countries[token.i]
        actor = next((a for a in draft.actors if a.kind is ActorKind.STATE and a.country == code), None)
        if actor is None:
            span = span_of([token])
            id, name = f"a{len(draft.actors) + 1}", country_names()[code]
            actor = Actor(id=id, name=name, kind=ActorKind.STATE, country=code, sector="GOV", mentions=(span,))
            draft.actors.append(actor)
        if all(f.actor != actor.id for f in found):
            found.append(ActorRef(actor=actor.id, spans=(span_of([token]),)))
    return tuple(found)


def recipient_tokens(verb: Token, nouns: list[Token], frame: Frame) -> list[list[Token]]:
    """Where the recipient may stand, surest place first: what the frame says, other objects, the complement."""
    first: list[Token] = []
    if frame.objectrole == "recipient":
        first += [o for o in objects(verb) if o not in nouns]
    for word in frame.preps:
        first += prepositional(verb, word)
        first += [o for n in nouns for o in prepositional(n, word)]
    first += [o for d in children(verb, "dative") for o in conjuncts(d)]
    if frame.demand:
        first += _complement_subjects(verb)
    tiers = [first, [o for o in (*objects(verb), *nouns) if o.dep_ != "nsubj"], complement(verb)]
    return [*tiers, _on_condition(verb)] if frame.type == "THREATEN" else tiers


def _on_condition(verb: Token) -> list[Token]:
    """Whose act a threat hangs on: "unless X withdraws"."""
    clauses = [c for v in (verb, *children(verb, "xcomp", "ccomp")) for c in children(v, "advcl")]
    held = [c for c in clauses if any(m.lower_ in {"if", "unless", "until"} for m in children(c, "mark"))]
    return [s for c in held for s in children(c, "nsubj", "nsubjpass")]


def complement(verb: Token, depth: int = 2) -> list[Token]:
    """What the clauses under ``verb`` are about: "threatened to cut off electricity to X", "accused Y of arming Z"."""
    inner = children(verb, "xcomp", "ccomp")
    inner += [c for p in children(verb, "prep") for c in children(p, "pcomp")]
    inner += [c for a in children(verb, "acomp") for c in children(a, "xcomp", "ccomp")]
    inner += [c for o in objects(verb) for c in children(o, "acl") if c.tag_ == "VB"]
    found: list[Token] = []
    for clause_ in inner:
        found += [s for s in children(clause_, "nsubj", "nsubjpass") if s.pos_ != "PRON"]
        found += objects(clause_)
        found += [o for p in children(clause_, "prep", "dative") for o in children(p, "pobj")]
        if depth:
            found += complement(clause_, depth - 1)
    return found


def _complement_subjects(verb: Token) -> list[Token]:
    return [s for c in children(verb, "ccomp", "xcomp") for s in children(c, "nsubj", "nsubjpass")]
