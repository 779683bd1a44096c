"""Memberships told by a verb or a noun: which word tells one, and who its members are where the clause does not say."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from dragoman.languages.phrases import Phrase, Phrases
from dragoman.model import ActorKind
from dragoman.reading.draft import Draft
from dragoman.reading.memberships.lists import after_mark, right_after
from dragoman.reading.memberships.names import named
from dragoman.reading.memberships.nouns import among, change, part
from dragoman.reading.memberships.verbs import founding, grouping, including, joining
from dragoman.reading.memberships.words import Belonging
from dragoman.syntax import clearnlp as scheme
from dragoman.syntax.link import Kind
from dragoman.syntax.tree import lemmas_in

_JOINED = 2  # tokens before the second of two groups: the first and "and"


def told(doc: Doc, words: Phrases, draft: Draft) -> Iterator[Belonging]:
    """What verbs and nouns say of who belongs to which group: "Peru joined", "a member of", "accession to"."""
    for index in lemmas_in(doc, words.openings("verb", "passive", "noun")):
        told_of: set[str] = set()
        for phrase in _phrases(doc[index], words):
            if told_of and (phrase.kind == "noun" or phrase.class_ in told_of):
                continue  # "defected from one party to another" tells two things
            found = _whole(doc[index], phrase, draft)
            if found is not None:
                told_of.add(phrase.class_)
                yield found
                yield from _of_both(found)


def _phrases(word: Token, words: Phrases) -> Iterator[Phrase]:
    """The phrases that ``word`` opens, also where the parser takes a verb for a noun."""
    kind = scheme.word_class(word)
    beside = {t.lower_ for t in scheme.beside(word)}
    for one in ("passive", "verb") if kind == "verb" else (kind, "verb"):
        yield from words.find(one, scheme.base(word), beside)


def _whole(word: Token, phrase: Phrase, draft: Draft) -> Belonging | None:
    """What a phrase tells, with members and a group; None where either is missing."""
    found = _belonging(word, phrase)
    if found is None or not found.group:
        return None
    if not found.members:
        beside = after_mark(word, draft)
        if not beside and phrase.class_ in {"part", "ally"}:
            beside = right_after(word, draft)
        found = found._replace(members=tuple(beside))
    if phrase.class_ == "ally" and not _are_allies(found, draft):
        return None
    return found if found.members else None


def _belonging(word: Token, phrase: Phrase) -> Belonging | None:
    """What a phrase tells, asked of whatever reads its class."""
    if phrase.class_ == "groups":
        return grouping(word, phrase)
    if phrase.class_ == "including":
        return including(word)
    if phrase.class_ == "founding":
        return founding(word, phrase)
    if phrase.class_ in {"part", "ally"}:
        return part(word)
    if phrase.class_ == "among":
        return among(word)
    if phrase.kind == "noun":
        return change(word, phrase) if phrase.on else None
    return joining(word, phrase) if scheme.is_verb(word) else None


def _of_both(found: Belonging) -> Iterator[Belonging]:
    """The other group of two that stand before a noun for their member: "an EU and NATO member"."""
    first = found.group[0]
    if not isinstance(first, Token) or first.i > found.by.i or first.i < _JOINED:
        return
    join, name = first.nbor(-1), first.nbor(-2)
    if join.pos_ == "CCONJ" and name.ent_type_ == "ORG" and scheme.link(name).kind is Kind.MODIFIER:
        yield found._replace(group=named(name))


def _are_allies(found: Belonging, draft: Draft) -> bool:
    """Whether all are states and their group an organisation: "NATO allies Spain and Italy", not "Hamas ally Iran"."""
    actors = draft.actors_by_id()
    group = [draft.mentions[t.i].actor for t in found.group if isinstance(t, Token) and t.i in draft.mentions]
    members = {actors[draft.mentions[m.i].actor].kind for m in found.members if m.i in draft.mentions}
    united = bool(group) and actors[group[-1]].kind is ActorKind.ORGANISATION
    return united and members == {ActorKind.STATE}
