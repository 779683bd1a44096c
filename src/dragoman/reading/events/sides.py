"""The sides of proposed acts, chosen by what was learned from annotated reports.

Rules and the trigger model say where sides may stand; the choice weighs that with the way through the parse, what each
mention is and how often the report speaks of it (``parties``). What it cannot tell is left to the rules.
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from importlib import resources
from typing import NamedTuple

from spacy.tokens import Doc, Token

from dragoman.mentions.mention import role_of
from dragoman.model import ActorKind, ActorRef
from dragoman.reading.attribution.features import Floats
from dragoman.reading.draft import Draft
from dragoman.reading.events import coding
from dragoman.reading.events.choice import Choice
from dragoman.reading.events.ensemble import answerable, by_syntax, suffering
from dragoman.reading.events.frames import listed
from dragoman.reading.events.parties import Parties, Ruled, around
from dragoman.reading.events.proposal import ByWord, EventProposal
from dragoman.syntax import nominal
from dragoman.syntax.arguments import phrase
from dragoman.syntax.link import Kind
from dragoman.syntax.scheme import scheme
from dragoman.syntax.tree import conjuncts, span_of

ACTOR, RECIPIENT = 0, 1
# Chances from which a candidate is a side: one of the act's own sentence, and one of a sentence before.
_DOER, _DONE_TO = (0.3, 0.35), (0.2, 0.35)
_CULPRIT = (0.6, 0.65)  # nobody is made the doer of harm lightly
_HARM = "ASSAULT"
_DONE = {"ASSAULT", "COERCE", "SANCTION", "ACCUSE"}  # acts whose passive has none that does them for its subject
_PARTIES = {ActorKind.PERSON, ActorKind.STATE, ActorKind.ARMED_GROUP, ActorKind.POPULATION}
_JUDGEMENTS = {"ACCUSE", "SUPPORT"}  # acts that speak of what others did


def ruled(proposal: EventProposal, by_frames: ByWord, doc: Doc) -> Ruled:
    """What the frames make the sides of an act, or the syntax of its words where no frame knows them."""
    near = by_frames.holding(proposal.trigger)
    found = next((p for p in near if p.type == proposal.type), near[0] if near else None)
    if found is not None:
        instead = frozenset(i for tier in found.instead for i in tier)
        return Ruled(frozenset(found.actors), frozenset(found.recipients), instead)
    head = doc[top(proposal.trigger, doc)]
    suffered = frozenset(t.i for t in suffering(head))
    doing, towards = by_syntax(head)
    return Ruled(frozenset(t.i for t in doing) - suffered, suffered, frozenset(t.i for t in towards))


def _judging(proposal: EventProposal, by_frames: ByWord, doc: Doc) -> frozenset[int]:
    """Who only speaks of an act, and does not do it: "France condemned the attack", "blamed rebels for a raid that
    killed two"."""
    above = _told_by(doc[top(proposal.trigger, doc)])
    if above is None or above.i in proposal.trigger:
        return frozenset()
    judged = (p.type in _JUDGEMENTS for p in by_frames.holding([above.i]))
    return frozenset(t.i for t in scheme.subjects(above)) if any(judged) else frozenset()


def _told_by(act: Token) -> Token | None:
    """The verb that is done to the noun of an act, or for it; None where the act is no part of what a verb is about."""
    reasons = listed("sides", "reasons", act.doc.lang_)
    while True:
        found = scheme.link(act)
        above = found.governor
        if above.i == act.i:
            return None
        if scheme.is_verb(above):
            reason = found.kind is Kind.OBLIQUE and found.marker is not None and found.marker.lower_ in reasons
            return above if found.kind is Kind.OBJECT or reason else None
        if scheme.is_verb(act) and found.kind is not Kind.RELATIVE:
            return None
        act = above


def top(words: tuple[int, ...], doc: Doc) -> int:
    """Of the words of an act the first that hangs on none of the others."""
    held = set(words)
    return next((i for i in words if doc[i].head.i not in held or doc[i].head.i == i), words[0])


class Asked(NamedTuple):
    """One act whose sides are asked for: its words, who may be a side, what the rules say, and what tells of each."""

    words: list[Token]
    candidates: list[Token]
    by_rule: Ruled
    features: list[list[str]]
    around: list[str]


def asked(proposal: EventProposal, by_frames: ByWord, parties: Parties) -> Asked | None:
    """What is asked of the choice for one act; None where nobody may be a side. Reading and training ask alike."""
    doc = parties.doc
    first = top(proposal.trigger, doc)
    words = [doc[first], *(doc[i] for i in proposal.trigger if i != first)]
    by_rule = ruled(proposal, by_frames, doc)
    sides = by_rule.actors | by_rule.recipients
    candidates = parties.near(words[0], set(proposal.trigger) - sides)  # "expelled refugees" is told by both words
    if not candidates:
        return None
    features = [parties.features(words, proposal.type, token, by_rule) for token in candidates]
    return Asked(words, candidates, by_rule, features, around(words[0], proposal.type, by_rule))


class SideReader:
    """Puts the chosen sides into proposals."""

    def __init__(self, choice: Choice) -> None:
        self.choice = choice

    def filled(
        self, proposals: Iterable[EventProposal], by_frames: Iterable[EventProposal], doc: Doc, draft: Draft
    ) -> list[EventProposal]:
        """``proposals`` with their sides; ``by_frames`` are those of the frames alone."""
        by_frames = list(by_frames)
        parties, framed = Parties(doc, draft), ByWord(by_frames)
        every = [_without_sides(p, doc, draft) for p in proposals]
        hit = frozenset(i for p in by_frames if p.type == _HARM for i in p.recipients)
        acts = frozenset(i for p in every for i in p.trigger if doc[i].pos_ == "NOUN" and i not in draft.mentions)
        return [self._filled(p, asked(p, framed, parties), _judging(p, framed, doc), hit, acts, parties) for p in every]

    def _filled(
        self,
        proposal: EventProposal,
        question: Asked | None,
        judging: frozenset[int],
        harmed: frozenset[int],
        acts: frozenset[int],
        parties: Parties,
    ) -> EventProposal:
        proposal = replace(proposal, actors=tuple(i for i in proposal.actors if i not in judging))
        if question is None:
            return proposal
        doc, draft = parties.doc, parties.draft
        words, candidates, by_rule, features, nobody = question
        chances = self.choice.chances(features, nobody)
        unknown = any(scheme.is_first_person(doc[i]) and i not in draft.mentions for i in by_rule.actors)
        for number, token in enumerate(candidates):
            if unknown or token.i in judging or coding.is_setting(token, draft):  # "we", whoever that is, and no place
                chances[number, ACTOR] = 0
        hurt = suffering(words[0]) if proposal.type in _DONE else []
        _mend_by_grammar(chances, candidates, hurt, words[0], by_rule)
        origins = _origins(words) if proposal.type == _HARM else ()
        if proposal.type == _HARM:
            harmed = (harmed | by_rule.recipients) - by_rule.actors
            hit, losing = _owners_of_hit(words[0], by_rule, parties), _losing(words[0], draft)
            for number, token in enumerate(candidates):
                if coding.is_beyond(token) or token in origins:
                    chances[number, RECIPIENT] = 0
                if token in losing:
                    chances[number] = 0, 1
                if parties.party(token) in hit or token.i in harmed:
                    chances[number, ACTOR] = 0  # "the shelling of Tacna killed six": Tacna kills nobody
        _put_apart(chances, [parties.party(token) for token in candidates])
        home = parties.sentence_of[words[0].i]
        far = [parties.sentence_of[t.i] != home for t in candidates]
        doing = _chosen(chances[:-1, ACTOR], candidates, far, _CULPRIT if proposal.type == _HARM else _DOER)
        if any(t.i in by_rule.actors for t in doing):  # "Chad joined Mali in condemning the vote"
            doing += [t for t in candidates if t.i in by_rule.actors and t not in doing]
        own = {draft.mentions[t.i].actor for t in doing if t.i in draft.mentions}
        counted = [o for i in by_rule.actors if doc[i].pos_ != "NOUN" for o in scheme.made_of(doc[i])]
        some = {t.i for o in counted for t in (o, *scheme.possessors(o))}
        for number, token in enumerate(candidates):
            if _is_thing_of(token, own, draft) or token.i in some:  # "one of its vessels had opened fire"
                chances[number, RECIPIENT] = 0
        done_to = _chosen(chances[:-1, RECIPIENT], candidates, far, _DONE_TO)
        doing, done_to = _joint(doing, done_to)
        if any(t.i not in acts for t in done_to):  # "the abduction of tourists and the killings of farmers"
            done_to = [t for t in done_to if t.i not in acts]
        done_to = [t for t in done_to if not _is_own_state(t, doing, by_rule, parties)]
        supplied = {
            side
            for side, chosen in (("actors", doing), ("recipients", done_to))
            if chosen and all(parties.sentence_of[t.i] != home for t in chosen)
        }
        for token in (*doing, *done_to):
            as_actor(token, draft)
        if not doing:  # whom grammar makes the doer is not done to: "the shelling of a market by Oman"
            done_to = [t for t in done_to if t.i not in by_rule.actors]
        left = tuple(i for i in proposal.actors if doc[i] not in done_to and doc[i] not in hurt)
        return replace(
            proposal,
            actors=tuple(t.i for t in doing) or left,
            recipients=tuple(t.i for t in done_to) or proposal.recipients,
            instead=(proposal.recipients, *proposal.instead) if done_to else proposal.instead,
            supplied=frozenset(supplied),
        )


def _origins(words: list[Token]) -> list[Token]:
    """Where a shot comes from, who is not hit by it: "a rocket fired from Lebanon"."""
    told = [o for word in words for o in scheme.prepositional(word, *listed("sides", "origins"))]
    return [inner for o in told for inner in phrase(o)]


def _mend_by_grammar(chances: Floats, candidates: list[Token], hurt: list[Token], head: Token, by_rule: Ruled) -> None:
    """Make those the doers of an act who answer with it or for it, and nobody to whom a passive is done."""
    agents = scheme.passive_agents(head)
    told = [t for t in scheme.subjects(head) if t.pos_ == "NOUN"] if scheme.is_verb(head) else []
    doers = [t for act in (head, *told) for t in answerable(act)]  # "behind attacks that killed thousands"
    above = scheme.link(head)
    to_act = scheme.is_verb(head) and above.kind in {Kind.INFINITIVE, Kind.ADVERBIAL}
    asking = scheme.subjects(above.governor) if to_act and scheme.is_verb(above.governor) else []
    asking = [t for t in asking if by_rule.actors and t.i not in by_rule.actors and scheme.has_to(head)]
    for number, token in enumerate(candidates):
        if token in asking:
            chances[number, ACTOR] = 0  # "urged Kenya to press Chad to free them"
        if token in agents and token.i not in by_rule.recipients:
            chances[number, RECIPIENT] = 0  # "taken hostage by pirates"
        if token in hurt and token.i not in by_rule.actors:
            chances[number, ACTOR] = 0
        if token in doers:
            chances[number] = 1, 0  # "responded with violence"


def _without_sides(proposal: EventProposal, doc: Doc, draft: Draft) -> EventProposal:
    """``proposal`` without the names that the model took for words of the act: "war" of "war against Chad"."""
    first = top(proposal.trigger, doc)
    told = [i for i in proposal.trigger if i == first or doc[i].pos_ != "PROPN" or not _names_somebody(doc[i], draft)]
    return replace(proposal, trigger=tuple(told))


def _names_somebody(token: Token, draft: Draft) -> bool:
    if token.i in draft.countries:
        return not scheme.is_compound(token)
    ref = draft.mentions.get(token.i)
    return ref is not None and draft.actors_by_id()[ref.actor].kind in _PARTIES


def _is_own_state(token: Token, doing: list[Token], by_rule: Ruled, parties: Parties) -> bool:
    """Whether ``token`` only names the state for which the doers act: "the minister offered Chad's help"."""
    ref = parties.draft.mentions.get(token.i)
    actor = parties.actors.get(ref.actor) if ref is not None else None
    if actor is None or actor.kind is not ActorKind.STATE or token.i in by_rule.recipients:
        return False
    acting = [parties.codes(t) for t in doing]
    return bool(acting) and all(actor.country in codes for codes in acting)


def _owners_of_hit(head: Token, by_rule: Ruled, parties: Parties) -> set[str]:
    """Whose thing is hit, where another does it by the words: "a bomb hit *their* convoy"."""
    if not scheme.subjects(head):
        return set()
    owners = {parties.party(p) for o in scheme.objects(head) for p in scheme.possessors(o)}
    return owners - {parties.party(parties.doc[i]) for i in by_rule.actors}


def _losing(head: Token, draft: Draft) -> list[Token]:
    """Whose thing is hit, as told before the clause of it: "three guards died when a bomb hit *their* convoy"."""
    above = scheme.link(head)
    owners = [p for o in scheme.objects(head) for p in scheme.possessors(o) if p.pos_ == "PRON"]
    told = above.kind is Kind.ADVERBIAL and scheme.is_verb(above.governor) and scheme.own_subjects(head)
    if not told or not owners or any(p.i in draft.mentions for p in owners):
        return []
    return [*scheme.own_subjects(above.governor), *scheme.noun_subjects(above.governor)]


def _chosen(chances: Floats, candidates: list[Token], far: list[bool], least: tuple[float, float]) -> list[Token]:
    """The likeliest candidate for a side with what is coordinated with it, if its chance is enough."""
    best = int(chances.argmax())
    if chances[best] < least[far[best]]:
        return []
    beside = {t.i for t in conjuncts(candidates[best])}
    return [candidates[best], *(t for t in candidates if t.i in beside and t.i != candidates[best].i)]


def _is_thing_of(noun: Token, owners: set[str], draft: Draft) -> bool:
    """Whether ``noun`` is a thing of one of ``owners``, which nobody else is hit by: "close *its ports* to Chile"."""
    if noun.pos_ != "NOUN" or role_of(noun) is not None or noun.lemma_.lower() in coding.of_others():
        return False  # "with our partners"
    refs = (draft.mentions.get(t.i) for t in scheme.possessors(noun) if t.pos_ == "PRON")
    return any(ref is not None and ref.actor in owners for ref in refs)


def _put_apart(chances: Floats, parties: list[str]) -> None:
    """Leave one party that looks likeliest for both sides to the side that it is likelier to be."""
    best = chances[:-1].argmax(axis=0)
    if parties[best[ACTOR]] != parties[best[RECIPIENT]]:
        return
    lesser = ACTOR if chances[best[ACTOR], ACTOR] < chances[best[RECIPIENT], RECIPIENT] else RECIPIENT
    for number, party in enumerate(parties):
        if party == parties[best[ACTOR]]:
            chances[number, lesser] = 0


def _joint(doing: list[Token], done_to: list[Token]) -> tuple[list[Token], list[Token]]:
    """Both sides, those who do an act together on one: "the ministers of Chad and Togo held talks"."""
    beside = {t.i for one in doing for t in conjuncts(one)}
    return doing, [t for t in done_to if t.i not in beside]


def as_actor(token: Token, draft: Draft) -> None:
    """Make an actor of the noun ``token`` where it is none yet: whom an act names as its side takes part in it."""
    if token.i in draft.mentions or token.i in draft.countries:
        return
    words = nominal.noun_phrase(token)
    name = " ".join(t.text for t in nominal.naming_words(words)) or token.text
    span = span_of(words)
    known = next((a for a in draft.actors if a.kind is ActorKind.OTHER and a.name == name), None)
    if known is None:
        aside = token.lemma_.lower() in coding.of_others()  # "our partners" are of any other country
        code = next(iter(coding.named([t for t in words if not (aside and nominal.is_possessive(t))], draft)), None)
        known = draft.add_actor(name, ActorKind.OTHER, span, country=code)
    else:
        draft.widen(known, span)
    draft.mentions[token.i] = ActorRef(actor=known.id, spans=(span,))


@cache
def default_sides() -> SideReader:
    """The choice shipped in the package, loaded once."""
    with resources.as_file(resources.files("dragoman.reading.events") / "model" / "sides.npz") as file:
        return SideReader(Choice.load(file))
