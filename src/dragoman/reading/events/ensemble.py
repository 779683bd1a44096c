"""Both readers of events as one: what the model sees, with the frames as a second opinion and as a source of codes."""

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Doc, Token

from dragoman.reading.events import coding
from dragoman.reading.events.frames import Frame, Frames, listed
from dragoman.reading.events.proposal import ByWord, EventProposal
from dragoman.syntax.arguments import is_taken_up
from dragoman.syntax.link import Kind
from dragoman.syntax.scheme import base, is_verb, link, nominal_doers, objects, prepositional, scheme, subjects
from dragoman.syntax.tree import conjuncts

_THREAT = "THREATEN"


def together(
    seen: Iterable[EventProposal],
    by_frames: Iterable[EventProposal],
    doc: Doc,
    frames: Frames,
    alone: float,
    own: Frames | None = None,
) -> list[EventProposal]:
    """The proposals of the model that stand; certainty is left to the clause, which tells it better than the model.

    Those stand that score ``alone`` or more, or that a frame of the same type agrees with; what frames alone propose
    stands where the model sees nothing else. Frames that ask for more than their verb ("used tear gas") and the user's
    ``own`` go before the model.
    """
    found: list[EventProposal] = []
    left: list[EventProposal] = []
    for proposal in by_frames:
        first = _is_asked(proposal, doc, frames) or (own is not None and _is_of(proposal, doc, own))
        first = first or _threatens(proposal, found)
        (found if first else left).append(proposal)
    taken = {i for p in found for i in p.trigger}
    at = ByWord(left)
    joined: set[int] = set()
    for proposal in sorted(filter(None, (_telling(p, doc) for p in seen)), key=lambda p: -p.score):
        if taken.intersection(proposal.trigger):
            continue
        near = [p for p in at.holding(_beside(proposal, doc)) if id(p) not in joined]
        partner = next((p for p in near if _same(p, proposal, doc)), None)
        if partner is not None:
            joined.add(id(partner))
            found.append(_joined(proposal, partner))
        elif proposal.score >= alone and not (_read_otherwise(proposal, near) or _is_none(proposal, doc, frames)):
            found.append(_completed(proposal, doc, frames))
    told = {i for p in found for i in p.trigger}
    unseen = (p for p in left if id(p) not in joined and not told.intersection(p.trigger))
    return [*found, *(replace(p, doubted=True) for p in unseen)]


def _threatens(proposal: EventProposal, found: list[EventProposal]) -> bool:
    """Whether ``proposal`` is the threat of an act among those ``found``: "will expel the refugees"."""
    return proposal.type == _THREAT and any(proposal.trigger[0] == p.trigger[0] for p in found)


def _beside(proposal: EventProposal, doc: Doc) -> set[int]:
    """The words of a proposal, those above them and those below: where another of the same act has its own."""
    words = [doc[i] for i in proposal.trigger]
    return {t.i for word in words for t in (word, word.head, *word.children)}


def _read_otherwise(proposal: EventProposal, by_frames: list[EventProposal]) -> bool:
    """Whether frames make another act of the same words: they know them better than the model."""
    return any(set(p.trigger) & set(proposal.trigger) for p in by_frames)


def _telling(proposal: EventProposal, doc: Doc) -> EventProposal | None:
    """The proposal with a word first that may tell an act; None where all of its words name or describe something."""
    first = next((i for i in proposal.trigger if not _only_names(doc[i])), None)
    if first is None:
        return None
    return replace(proposal, trigger=(first, *(i for i in proposal.trigger if i != first)))


def _only_names(word: Token) -> bool:
    """Whether ``word`` is part of a name, only describes what it stands beside ("the alleged ties") or is a copula."""
    if scheme.is_copula(word):
        return True
    if word.pos_ == "PROPN":
        return bool(word.ent_type_) or not word.is_sent_start
    return word.pos_ in {"ADJ", "ADV", "DET", "NUM"} and not is_verb(word.head)


def _is_none(proposal: EventProposal, doc: Doc, frames: Frames) -> bool:
    """Whether the words tell no act of the proposal's type: told before, or ruled out by what they are done to."""
    head = doc[proposal.trigger[0]]
    if is_verb(head) and frames.rules_out(head, proposal.type):
        return True
    return _is_taken_up_again(proposal, doc)


def _is_taken_up_again(proposal: EventProposal, doc: Doc) -> bool:
    """Whether the words only go back to an act told before, without a word of it: "spoke about the attack"."""
    if len(proposal.trigger) > 1 or proposal.actors or proposal.recipients:
        return False
    noun = doc[proposal.trigger[0]]
    if is_verb(noun) or not is_taken_up(noun):
        return False
    return not {t.i for t in noun.subtree} - {noun.i, *(t.i for t in scheme.determiners(noun))}


def _is_asked(proposal: EventProposal, doc: Doc, frames: Frames) -> bool:
    """Whether a frame that asks for words beside its verb makes the proposal an act of its type."""
    head = doc[proposal.trigger[0]]
    return is_verb(head) and any(f.type == proposal.type and f.asks for f, _ in frames.of_verb(head))


def _is_of(proposal: EventProposal, doc: Doc, frames: Frames) -> bool:
    """Whether one of ``frames`` makes the proposal's words an act of its type."""
    return any(f.type == proposal.type for i in proposal.trigger for f in _frames_of(doc[i], frames))


def _same(one: EventProposal, other: EventProposal, doc: Doc) -> bool:
    """Whether two proposals are of one act: one type, and triggers that share a word or hang together."""
    if one.type != other.type:
        return False
    if set(one.trigger) & set(other.trigger):
        return True
    heads = set(one.trigger) | {doc[i].head.i for i in one.trigger}
    return any(i in heads or doc[i].head.i in one.trigger for i in other.trigger)


def _joined(proposal: EventProposal, frame: EventProposal) -> EventProposal:
    """The model's proposal in the words of the frame, with its sides before the model's own, and its code."""
    seen = tuple(i for i in proposal.actors if i not in frame.recipients)
    return replace(
        proposal,
        trigger=frame.trigger,
        modality=frame.modality,
        actors=frame.actors or seen,
        recipients=frame.recipients,
        instead=(*frame.instead, proposal.recipients),
        mode=frame.mode,
        cameo=frame.cameo,
    )


def _completed(proposal: EventProposal, doc: Doc, frames: Frames) -> EventProposal:
    """The model's proposal with what its words' syntax tells of sides it is silent on, and the code of a frame."""
    head = doc[proposal.trigger[0]]
    near = [f for i in proposal.trigger for f in _frames_of(doc[i], frames)]
    frame = next((f for f in near if f.type == proposal.type), None)
    doing, done_to = by_syntax(head)
    suffered = {t.i for t in suffering(head)}
    actors = tuple(i for i in proposal.actors if i not in suffered)
    return replace(
        proposal,
        modality=None,
        actors=actors or tuple(t.i for t in doing if t.i not in suffered),
        recipients=(*(i for i in proposal.actors if i in suffered), *proposal.recipients),
        instead=(tuple(t.i for t in done_to if t.i not in proposal.trigger),),
        mode=frame.mode if frame else None,
        cameo=coding.cameo(frame.cameo, frame.type, None, coding.contexts(head)) if frame else None,
    )


def suffering(head: Token) -> list[Token]:
    """To whom a passive is done: "was charged", "a man charged with murder"."""
    above = link(head)
    if above.kind is Kind.PARTICIPLE and scheme.is_passive_participle(head):
        return conjuncts(above.governor)
    return scheme.own_subjects(head) if scheme.is_passive(head) or scheme.is_told_as_passive(head) else []


def by_syntax(head: Token) -> tuple[list[Token], list[Token]]:
    """Who does the act of ``head``, and to whom or what it is done."""
    if head.pos_ in {"VERB", "AUX"}:
        return subjects(head), objects(head)
    return nominal_doers(head), prepositional(head, *listed("towards", "prepositions"))


def answerable(act: Token) -> list[Token]:
    """Who does ``act`` by being told to be behind it or to answer with it: "responded with violence"."""
    if is_verb(act):
        above = link(act)
        told = above.kind is Kind.PARTICIPLE and scheme.is_passive_participle(act) and not scheme.passive_agents(act)
        act = _one_of(above.governor) if told else act
    if is_verb(act):
        return []
    above = link(_first(act))
    if above.kind is not Kind.OBLIQUE or above.marker is None:
        return []
    word, governor, language = above.marker.lower_, above.governor, act.doc.lang_
    if is_verb(governor) and not scheme.is_passive(governor):
        behind = scheme.is_copula(governor) and word in listed("answerable", "behind", language)
        answers = f"{base(governor)} {word}" in listed("answerable", "answers", language)
        return _told_of(governor) if behind or answers else []
    known = governor.lemma_.lower() in listed("answerable", "adjectives", language)
    if not known or word not in listed("answerable", "of", language) or not is_verb(governor.head):
        return []
    return _told_of(governor.head) if scheme.is_copula(governor.head) else []


def _told_of(verb: Token) -> list[Token]:
    """The subject of ``verb``, also where it is believed or said to be so: "is believed to have been behind"."""
    above = link(verb)
    raised = above.kind is Kind.INFINITIVE and is_verb(above.governor) and scheme.is_passive(above.governor)
    return subjects(verb) or (scheme.own_subjects(above.governor) if raised else [])


def _first(noun: Token) -> Token:
    """The first of the acts that ``noun`` is coordinated with, also where the parser hung it on whom that is done to:
    "the abduction of tourists and the killings of farmers"."""
    if link(noun).kind is not Kind.COORDINATE:
        return noun
    first = min(conjuncts(noun), key=lambda t: t.i)
    above = link(first)
    done_to = above.marker is not None and above.marker.lower_ in listed("towards", "prepositions", noun.doc.lang_)
    return above.governor if done_to and above.governor.pos_ == "NOUN" else first


def _one_of(noun: Token) -> Token:
    """The acts of which ``noun`` is one: "attacks, such as those launched against Peru"."""
    above = link(noun)
    if above.kind is not Kind.OBLIQUE or above.marker is None:
        return noun
    return above.governor if above.marker.lower_ in listed("answerable", "such", noun.doc.lang_) else noun


def _frames_of(token: Token, frames: Frames) -> list[Frame]:
    if token.pos_ in {"VERB", "AUX"}:
        return [frame for frame, _ in frames.of_verb(token)]
    named = frames.of_noun(token)
    return [named] if named else []
