"""Memberships that a verb tells: who joins, leaves, founds a group or is kept out of it, and whom a group unites."""

from spacy.tokens import Token

from dragoman.languages.phrases import Phrase
from dragoman.model import Modality
from dragoman.reading.memberships.lists import circle_name
from dragoman.reading.memberships.members import along, both_in_apposition, members_by
from dragoman.reading.memberships.names import before, is_body, may_name, named
from dragoman.reading.memberships.words import Belonging, is_a, known, under
from dragoman.syntax import clearnlp as scheme
from dragoman.syntax import nominal
from dragoman.syntax.clause import certainty
from dragoman.syntax.link import Kind
from dragoman.syntax.tree import conjuncts

_SEVERAL = 2  # founders from which what they make is a group of theirs


# "Peru joined the Lima Group", "Peru was expelled from the Lima Group", "the union suspended Mali".


def joining(verb: Token, phrase: Phrase) -> Belonging | None:
    """Who joins or leaves a group, or what a group does to whom: "Peru joined the Lima Group"."""
    group = _group_beside(verb, phrase)
    if group is None:
        return None
    if nominal.is_relative(group):
        group = _described(nominal.antecedent(group), verb)  # "the Lima Group, which Peru joined"
    name = named(_whose_ranks(group, verb)) if group is not None else ()
    if not may_name(name) or certainty(verb).modality is not Modality.ASSERTED:
        return None
    members = [m for t in _joiners(verb, phrase) for m in _meant(t, verb)]
    if phrase.kind != "passive":
        members += along(verb)
    return Belonging(tuple(m for t in members for m in both_in_apposition(t)), name, verb, phrase.class_)


def _group_beside(verb: Token, phrase: Phrase) -> Token | None:
    """The group that a verb is told of: at one of its places, beside its clause, or, as who does it, its subject."""
    places = [place for place in phrase.on if place != "subject"]
    group = next((g for place in places for g in scheme.fillers(verb, place)), None)
    if group is None and places:
        group = _described(scheme.relative_whole(verb), verb) or _left_out(verb)
    if group is None and phrase.kind == "passive" and "subject" in phrase.on:
        group = next(iter(scheme.subjects(verb)), None)  # "the union suspended Mali"
    return group


def _joiners(verb: Token, phrase: Phrase) -> list[Token]:
    """Who is told to join or leave, or to be let in or kept out."""
    if phrase.kind == "passive":
        found = scheme.objects(verb)
        apart = not found and verb.i and verb.nbor(-1).text == ","
        found = scheme.own_subjects(verb) if apart else found  # "Peru, ejected from the Pact," taken for its doer
    else:
        found = scheme.subjects(verb)
    over = scheme.link(verb)
    if not found and over.kind is Kind.INFINITIVE and not scheme.is_verb(over.governor):
        found = members_by(over.governor)  # "became the third state to join"
    if scheme.is_passive(verb) and phrase.kind != "passive" and phrase.on == ("object",):
        found = scheme.passive_agents(verb)
    return found


def _whose_ranks(group: Token, verb: Token) -> Token:
    """The group whose ranks somebody comes into: "welcomed Peru into its ranks", "into the fold of the Lima Group"."""
    if not is_a(group, "ranks"):
        return group
    whole = under(group, "whole") or scheme.possessors(group)
    if whole and scheme.is_possessive_pronoun(whole[0]):
        whole = scheme.subjects(verb)
        whole = [o for t in whole for o in under(t, "whole")] or whole  # "leaders of the Lima Group"
    return whole[0] if whole else group


def _described(head: Token | None, verb: Token) -> Token | None:
    """The group that a relative clause is beside: in "the head of the Pact, to which Peru belongs" the last name."""
    if head is None or may_name(named(head)):
        return head
    comma, doc = verb.left_edge.i - 1, verb.doc
    if comma < 1 or doc[comma].text != "," or doc[comma - 1].pos_ != "PROPN":
        return head
    entity = next((e for e in verb.sent.ents if e.end == comma and e.label_ == "ORG"), None)
    return entity.root if entity is not None else doc[comma - 1]


def _left_out(verb: Token) -> Token | None:
    """The group that a clause is beside whose verb has no object: "the Lima Group, the pact Peru joined in May"."""
    if scheme.link(verb).kind is not Kind.RELATIVE or scheme.objects(verb) or scheme.is_passive(verb):
        return None
    own = scheme.own_subjects(verb)
    return scheme.link(verb).governor if own and not any(map(nominal.is_relative, own)) else None


def _meant(noun: Token, verb: Token) -> list[Token]:
    """Whom a subject of ``verb`` stands for: "both of which", "three states run by juntas that"."""
    found = scheme.link(verb)
    beside = found.governor if found.kind is Kind.RELATIVE else None
    each = known(noun).of_class("each", "pronoun")
    if beside is not None and noun.lower_ in each | known(noun).of_class("whom", "pronoun"):
        counted = noun.lower_ in each or any(t.lower_ in each for t in verb.doc[noun.i - 2 : noun.i])
        return conjuncts(nominal.coordinated_before(beside) or beside) if counted else []
    names = [t for a in nominal.appositions(noun) if a.pos_ == "PROPN" for t in conjuncts(a)]
    if (noun.pos_ == "NOUN" and len(names) > 1) or (noun.pos_ == "NUM" and names):
        return names
    if not names and is_a(noun, "seat"):
        behind = [a for o in under(noun, "of a party") for a in nominal.appositions(o)]
        return [a for a in behind if a.ent_type_ == "PERSON"] or [noun]  # "a deputy from Labour, Jane Doe, joined"
    return [_further_out(noun)] if beside is not None and noun.i == beside.i else [noun]


def _further_out(noun: Token) -> Token:
    """The noun for states whose rulers a clause was hung on: of "three states run by juntas that left" the states."""
    if noun.pos_ != "NOUN" or is_a(noun, "among"):
        return noun
    over = scheme.link(noun).governor
    outer = scheme.link(over).governor if scheme.link(over).kind is Kind.PARTICIPLE else over
    if outer.i == noun.i or scheme.link(outer).kind is not Kind.APPOSITION:
        return noun
    return outer if nominal.is_plural(outer) and is_a(outer, "among") else noun


# "The Lima Group comprises Peru and Chile", "the six-nation Lima Group, which includes Peru and Chile".


def grouping(word: Token, phrase: Phrase) -> Belonging | None:
    """Whom a group unites: "The Lima Group comprises Peru and Chile"."""
    if not scheme.is_verb(word):
        return _taken_for_noun(word)
    heads = [nominal.antecedent(h) or h for h in _united(word)]  # "the Lima Group, which is made up of"
    members = [m for place in phrase.on for m in scheme.fillers(word, place)]
    if len(heads) != 1 or not members or certainty(word).modality is not Modality.ASSERTED:
        return None
    own = circle_name(heads[0]) if heads[0].is_lower else ()  # "the Lima Group, a bloc comprising"
    return Belonging(tuple(members), own if may_name(own) else named(heads[0]), word, "member")


def _taken_for_noun(word: Token) -> Belonging | None:
    """ "The pact groups Peru and Chile", where the parser took "groups" for a noun; none of "the Lima Group"."""
    if word.text[0].isupper():
        return None
    name = [t for a in scheme.adjectives(word) for t in nominal.noun_phrase(a)]
    listed = [o for a in nominal.appositions(word) for o in conjuncts(a)]
    return Belonging(tuple(listed), tuple(name), word, "member") if name and listed else None


def _united(verb: Token) -> list[Token]:
    """What is told to unite others: "a bloc comprising", "is made up of", "comprises"."""
    found = scheme.link(verb)
    if found.kind is Kind.PARTICIPLE and not scheme.is_gerund(verb):
        return [found.governor]
    return scheme.objects(verb) if scheme.is_passive(verb) else scheme.subjects(verb)


def including(verb: Token) -> Belonging | None:
    """Members that a clause beside a group lists: "The six-nation Lima Group, which includes Peru and Chile"."""
    found = scheme.link(verb)
    if found.kind is not Kind.RELATIVE or not nominal.is_relative(next(iter(scheme.own_subjects(verb)), verb)):
        return None
    name = named(found.governor)
    listed = tuple(t for t in scheme.objects(verb) if t.pos_ == "PROPN")
    return Belonging(listed, name, verb, "member") if is_body(name) else None


# "Peru and Chile set up a contact group, the Lima Format".


def founding(word: Token, phrase: Phrase) -> Belonging | None:
    """Those who make a group together are in it: "Peru and Chile set up a contact group, the Lima Format"."""
    founders = scheme.subjects(word) if scheme.is_verb(word) and not scheme.is_passive(word) else []
    if not _are_several(founders) or certainty(word).modality is not Modality.ASSERTED:
        return None
    name = _made(word, phrase)
    members = [*(m for f in founders for m in _meant(f, word)), *along(word)]
    return Belonging(tuple(members), name, word, "member") if name else None


def _are_several(founders: list[Token]) -> bool:
    """Whether several make something: "Peru and Chile", "two states", "both"."""
    both = known(founders[0]).of_class("both", "determiner") if founders else frozenset()
    counted = any(t.pos_ == "NUM" or t.lower_ in both for f in founders for t in f.lefts)
    return counted or len(founders) >= _SEVERAL


def _made(verb: Token, phrase: Phrase) -> tuple[Token, ...]:
    """The name of the group that is made: "a contact group, the Lima Format", "the BRICS club"."""
    made = [g for place in phrase.on for g in scheme.fillers(verb, place)]
    names = [n for g in made for n in (*nominal.appositions(g), *_after_comma(g), g)]
    group = next((n for n in names if n.text[:1].isupper()), None)
    if group is not None:
        return named(group)
    return next((name for name in (before(g, "PROPN") for g in made) if name), ())


def _after_comma(word: Token) -> list[Token]:
    """The name right after a noun and its comma, wherever the parser hung it: "a joint body, the Lima Forum"."""
    doc, comma = word.doc, word.i + 1
    if comma >= len(doc) or doc[comma].text != ",":
        return []
    entity = next((e for e in word.sent.ents if comma <= e.start <= comma + 1 and e.label_ == "ORG"), None)
    return [entity.root] if entity is not None else []
