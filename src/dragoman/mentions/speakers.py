"""Who "we" is in a statement that several issue together: those who are said to issue it, not its publisher alone.

"The following joint statement was released by the governments of Peru and Chile", "We, the ministers of Peru and Chile,
condemn ...", "The leaders of NATO met to reiterate our support", and, for one sentence, "As members of the Lima Group,
we endorse ...".
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from dragoman.languages import lexicons
from dragoman.mentions.mention import INTERNATIONAL, Mention
from dragoman.model import ActorKind
from dragoman.syntax import nominal
from dragoman.syntax.tree import sentence

_OPENING = 3  # sentences in which a statement tells whose it is
_LONGEST = 250  # tokens of a list of those who issue a statement
_PARTIES = {ActorKind.STATE, ActorKind.ORGANISATION, ActorKind.MINISTRY, ActorKind.GROUP, ActorKind.PERSON}


@dataclass(frozen=True)
class Speakers:
    """Those who speak as "we" from the token ``start`` up to ``end``."""

    mentions: tuple[Mention, ...]
    start: int
    end: int


def speakers(doc: Doc, mentions: list[Mention], publisher: str | None) -> list[Speakers]:
    """Those who issue the text of ``doc`` together, by where they do; none where only the ``publisher`` speaks."""
    found = []
    parties = [m for m in mentions if m.actor in _PARTIES and (m.country or m.countries or _is_body(m))]
    opening = [*doc.sents][:_OPENING]
    for mention in mentions:
        if mention.gender == "speaker" and (told := _told_beside(mention.head, parties, publisher)):
            found.append(told)
    for sent in opening:
        named = _announced(sent.start, sent.end, doc, parties)
        if _are_several(named, publisher) and (_follows(sent.start, sent.end, doc) or publisher in _codes(named)):
            return [*found, Speakers(tuple(named), sent.start, len(doc))]
        if _are_several(named := _reiterating(sent.start, sent.end, mentions, parties), publisher):
            return [*found, Speakers(tuple(named), sent.start, _speaks_alone(sent.end, mentions, publisher, doc))]
    return found


def _speaks_alone(start: int, mentions: list[Mention], publisher: str | None, doc: Doc) -> int:
    """Where the ``publisher`` goes on to speak of itself: "I", "the United States will ..."."""
    for mention in mentions:
        own = mention.actor is ActorKind.STATE and mention.country == publisher and nominal.is_subject(mention.head)
        if mention.head.i >= start and (own or is_of_one(mention.head)):
            return int(mention.head.i)
    return len(doc)


def is_of_one(pronoun: Token) -> bool:
    """Whether one person speaks, who is never those who issue a text together: "I", "my"."""
    return pronoun.lower_ in _words("alone")


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(lexicons.table("roles.toml")["joint"][key])


def _is_body(mention: Mention) -> bool:
    return mention.actor in {ActorKind.ORGANISATION, ActorKind.GROUP} and mention.head.text[:1].isupper()


def _codes(parties: list[Mention]) -> set[str]:
    return {c for m in parties for c in (m.countries or (m.country,)) if c}


def _follows(start: int, end: int, doc: Doc) -> bool:
    """Whether what is issued is the text itself: "the following statement"."""
    return any(t.lower_ == "following" for t in doc[start:end])


def _are_several(parties: list[Mention], publisher: str | None) -> bool:
    """Whether others than the ``publisher`` speak too: other states, or a body of several."""
    return (bool(_codes(parties) - {publisher}) and len(_codes(parties)) > 1) or any(_is_joint(m) for m in parties)


def _is_joint(mention: Mention) -> bool:
    """Whether a body is of several states: NATO, "the Lima Group"."""
    several = lexicons.table("roles.toml")["abroad"]["words"]
    return mention.sector == INTERNATIONAL or not {*several}.isdisjoint(mention.name.lower().split())


def _within(start: int, parties: list[Mention], doc: Doc) -> list[Mention]:
    """The parties of the list of names that opens at the token ``start``; who they are "members of" alone if told."""
    end = start
    last = min(len(doc), sentence(doc[start]).end, start + _LONGEST) if start < len(doc) else start
    while end < last and not _ends_list(doc[end]):
        end += 1
    if end < last and doc[end].lower_ == "as" and (body := _members_of(doc[end], parties)) is not None:
        return [body]
    return [m for m in parties if start <= m.head.i < end]


def _ends_list(token: Token) -> bool:
    if token.pos_ in {"VERB", "AUX"} or token.text in {":", ";", "("}:
        return True
    return token.pos_ in {"ADP", "SCONJ"} and token.lower_ not in {"of", "for"}


def _members_of(opening: Token, parties: list[Mention]) -> Mention | None:
    """The body of "as members of the Lima Group"."""
    after = opening.doc[opening.i + 1 : opening.i + 5]
    members = next((t for t in after if t.lemma_.lower() in _words("members") and nominal.is_plural(t)), None)
    if members is None:
        return None
    return next((m for m in parties if members.i < m.head.i <= members.i + 5), None)


def _told_beside(we: Token, parties: list[Mention], publisher: str | None) -> Speakers | None:
    """ "We, the ministers of Peru and Chile"; "As members of the Lima Group, we", for that sentence."""
    doc, own = we.doc, sentence(we)
    if we.i + 2 < own.end and doc[we.i + 1].text == "," and doc[we.i + 2].pos_ in {"DET", "PROPN", "NOUN"}:
        named = _within(we.i + 2, parties, doc)
        if _are_several(named, publisher):
            return Speakers(tuple(named), own.start, len(doc))
    if own[0].lower_ == "as" and own[0].i < we.i and (body := _members_of(own[0], parties)) is not None:
        return Speakers((body,), own.start, own.end)
    return None


def _announced(start: int, end: int, doc: Doc, parties: list[Mention]) -> list[Mention]:
    """Those who issue a text: "a joint statement by X", "was released by X", "X issued the following statement"."""
    text = next((t for t in doc[start:end] if t.lemma_.lower() in _words("texts")), None)
    if text is None:
        return []
    by = next((t for t in doc[text.i : end] if t.lower_ == "by"), None)
    near = {t.lower_ for t in doc[start:end]} & _words("marks")
    issued = any(t.lemma_.lower() in _words("issuing") for t in doc[start:end] if t.pos_ in {"VERB", "AUX"})
    if not near or (by is not None and not issued and doc[by.i - 1].lemma_.lower() not in _words("texts")):
        return []
    if by is not None:
        return _within(by.i + 1, parties, doc)
    return _within(start, parties, doc) if issued else []


def _reiterating(start: int, end: int, mentions: list[Mention], parties: list[Mention]) -> list[Mention]:
    """Those whose own stance a sentence calls "ours": "the leaders of NATO met to reiterate our support"."""
    own = (m.head for m in mentions if m.gender == "speaker" and start <= m.head.i < end)
    stance = next((t for t in own if nominal.is_possessive(t) and t.head.lemma_.lower() in _words("stances")), None)
    if stance is None or not any(t.lemma_.lower() in _words("renewing") for t in stance.ancestors):
        return []
    doc = stance.doc
    opens = start + 1 if doc[start].is_space else start
    return [m for m in _within(opens, parties, doc) if m.head.i < stance.i]
