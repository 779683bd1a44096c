"""One act told in two words is one event: "shot and killed", "stands in support of Peru", "the attack killed six"."""

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Doc, Token

from dragoman.reading.events.frames import listed
from dragoman.reading.events.proposal import EventProposal
from dragoman.syntax.link import Kind
from dragoman.syntax.scheme import scheme

_HARM = "ASSAULT"


def told_once(proposals: Iterable[EventProposal], doc: Doc) -> list[EventProposal]:
    """``proposals`` with those that tell the act of another a second time joined to it."""
    found = sorted(proposals, key=lambda p: min(p.trigger))
    at = {i: number for number, p in enumerate(found) for i in p.trigger[1:]}
    at |= {p.trigger[0]: number for number, p in enumerate(found)}
    kept: list[EventProposal | None] = list(found)
    for number, proposal in enumerate(found):
        word = doc[proposal.trigger[0]]
        other = at.get(scheme.link(word).governor.i)
        above = kept[other] if other is not None and other != number else None
        mine = kept[number]
        if other is None or above is None or mine is None or above.type != mine.type:
            continue
        governor = scheme.link(word).governor
        if governor.i != above.trigger[0]:  # "held a round of talks"
            retells = any(t.i == word.i for t in scheme.made_of(governor))
            inside = {t.i for t in word.subtree}
            mine = replace(mine, actors=(), recipients=tuple(i for i in mine.recipients if i in inside))
        else:
            retells = _retells(word, governor, mine.type)
        if retells:
            kept[other], kept[number] = _joined(above, mine), None
    return [p for p in kept if p is not None]


def _retells(word: Token, above: Token, type_: str) -> bool:
    """Whether ``word`` tells of the act of the word above it once more."""
    found = scheme.link(word)
    if found.kind is Kind.COORDINATE:
        return _shares_all(word, above, type_)
    if type_ == _HARM and found.kind is Kind.ADVERBIAL:
        return _tells_the_harm(word, above)
    if scheme.is_verb(word) or not scheme.is_verb(above):
        return False
    if found.kind is Kind.SUBJECT:
        return type_ == _HARM and not scheme.is_passive(above)
    within = listed("company", "within", word.doc.lang_)
    return found.kind is Kind.OBLIQUE and found.marker is not None and found.marker.lower_ in within


def _tells_the_harm(word: Token, above: Token) -> bool:
    """Whether a clause tells what an attack did or how it was done: "attacked a bus, killing six", "were killed when
    gunmen opened fire"."""
    marker = scheme.link(word).marker or next(iter(scheme.markers(word)), None)
    if marker is None:
        return scheme.is_participle(word) and not scheme.is_passive_participle(word)
    along = listed("company", "meanwhile", word.doc.lang_)
    return marker.lower_ in along and scheme.is_passive(above) and not scheme.passive_agents(above)


def _shares_all(word: Token, first: Token, type_: str) -> bool:
    """Whether two words that are coordinated have the same sides: "arrests and detentions of monks", but not "killed
    six and wounded ten"."""
    if scheme.is_verb(word) != scheme.is_verb(first):
        return False
    if any(o.i < word.i for o in scheme.prepositional_objects(first)):
        return False
    if not scheme.is_verb(word):
        return not scheme.determiners(word) and not scheme.possessors(word)
    if scheme.own_subjects(word) or scheme.direct_objects(first):
        return False
    if scheme.is_passive(first):
        return type_ == _HARM
    return bool(scheme.direct_objects(word))


def _joined(one: EventProposal, other: EventProposal) -> EventProposal:
    words = tuple(dict.fromkeys((*one.trigger, *other.trigger)))
    actors = tuple(i for i in one.actors if i not in words)
    recipients = tuple(i for i in one.recipients if i not in words)
    more = tuple(i for i in other.recipients if i not in (*words, *recipients))
    return replace(
        one,
        trigger=words,
        actors=actors or tuple(i for i in other.actors if i not in words),
        recipients=(*recipients, *more) if one.type == _HARM else recipients or more,
        instead=(*one.instead, other.recipients, *other.instead),
        times=one.times or other.times,
        places=one.places or other.places,
        doubted=one.doubted and other.doubted,
    )
