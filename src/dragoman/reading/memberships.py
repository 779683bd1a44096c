"""Memberships: who is said to be a member of a named group, to have joined or left it, or to be kept out of it."""

from collections.abc import Iterator
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, Token

from dragoman.languages.phrases import Phrase, Phrases, phrases
from dragoman.model import Actor, ActorKind, ActorRef, Membership, Modality
from dragoman.reading.draft import DRAFT, PARSE, Draft, begin
from dragoman.reading.events import refs
from dragoman.reading.events.frames import listed
from dragoman.reading.events.roles import singly
from dragoman.syntax import clearnlp as scheme
from dragoman.syntax import nominal
from dragoman.syntax.clause import certainty
from dragoman.syntax.link import Kind
from dragoman.syntax.tree import conjuncts, lemmas_in, sentence, span_of, text_of, tokens_like

_FILE = "memberships.toml"
_GROUPS = {ActorKind.GROUP, ActorKind.ORGANISATION, ActorKind.ARMED_GROUP}
_MEMBERS = {ActorKind.STATE, ActorKind.PERSON, *_GROUPS}
_BEFORE = 8  # words between a name and its party, or a group and the list of its members
_LONGEST = 60  # words of such a list
_SEVERAL = 2  # founders from which what they make is a group of theirs
_PLACES = {"in", "at", "near", "to", "from"}
_MARKS = {":", "-", "–", "—", "--", "("}
_IN_NAME = {"PROPN", "NUM", "ADJ", "NOUN"}
_IN_LIST = {"PROPN", "DET", "CCONJ", "ADJ", "NOUN"}


class Belonging(NamedTuple):
    """Members and their group, as heads of phrases, with the word that says so and the status it gives."""

    members: tuple[Token, ...]
    group: tuple[Token, ...] | str  # the words that name it, or the name that a label stands for
    by: Token
    status: str


class MembershipReader:
    """spaCy component ``dragoman_memberships``: fills ``Draft.memberships``."""

    def __call__(self, doc: Doc) -> Doc:
        draft, known = begin(doc, "dragoman_memberships"), phrases(_FILE, doc.lang_)
        draft.memberships = []
        seen: set[tuple[str, str, str]] = set()
        told = [*_told(doc, known, draft), *_listed(doc, draft), *_circles(doc, known, draft)]
        named = {t.i for one in told if one.status != "member" for t in one.group if isinstance(t, Token)}
        labels = (
            one for one in _labelled(doc, known, draft) if one.by.i not in named
        )  # of "a former member of Labour"
        for belonging in (*told, *labels):
            rows = list(_rows(belonging, draft))
            names = {a.id: a.name for a in draft.actors}
            for row in rows:
                key = row.member.actor, names[row.group.actor], row.status
                if row.member.actor != row.group.actor and not any(_same_group(key, other) for other in seen):
                    seen.add(key)
                    draft.memberships.append(row.model_copy(update={"id": f"m{len(draft.memberships) + 1}"}))
        return doc


def _same_group(one: tuple[str, str, str], other: tuple[str, str, str]) -> bool:
    """Whether two rows (member, name of the group, status) say the same: "the Lakes" and "the Lakes Party"."""
    if (one[0], one[2]) != (other[0], other[2]):
        return False
    first, second = set(one[1].lower().split()), set(other[1].lower().split())
    return first <= second or second <= first


# What is told by a verb or a noun.


def _told(doc: Doc, known: Phrases, draft: Draft) -> Iterator[Belonging]:
    for index in lemmas_in(doc, known.openings("verb", "passive", "noun")):
        word = doc[index]
        kind = scheme.word_class(word)
        kinds = ("passive", "verb") if kind == "verb" else (kind, "verb")
        beside = {t.lower_ for t in scheme.beside(word)}
        told: set[str] = set()
        for phrase in (p for k in kinds for p in known.find(k, scheme.base(word), beside)):
            if told and (phrase.kind == "noun" or phrase.class_ in told):
                continue  # "defected from one party to another" tells two things
            found = _belonging(word, phrase, known)
            if found is not None and not found.members:
                listed = _after_mark(word, draft) or (
                    _right_after(word, draft) if phrase.class_ in {"part", "ally"} else []
                )
                found = found._replace(members=tuple(listed))
            if found is not None and phrase.class_ == "ally" and not _are_allies(found, draft):
                continue
            if found is not None and found.members and found.group:
                told.add(phrase.class_)
                yield found
                yield from _of_both(found)


def _of_both(found: Belonging) -> Iterator[Belonging]:
    """The other group of two that stand before a noun for their member: "an EU and NATO member"."""
    first = found.group[0]
    if not isinstance(first, Token) or first.i > found.by.i or first.i < _SEVERAL:
        return
    join, name = first.nbor(-1), first.nbor(-2)
    if join.pos_ == "CCONJ" and name.ent_type_ == "ORG" and scheme.link(name).kind is Kind.MODIFIER:
        yield found._replace(group=_named(name))


def _are_allies(found: Belonging, draft: Draft) -> bool:
    """Whether all are states and their group an organisation: "NATO allies Spain and Italy", not "Hamas ally Iran"."""
    kinds = {a.id: a.kind for a in draft.actors}
    group = [draft.mentions[t.i].actor for t in found.group if isinstance(t, Token) and t.i in draft.mentions]
    members = [kinds[draft.mentions[m.i].actor] for m in found.members if m.i in draft.mentions]
    united = bool(group) and kinds[group[-1]] is ActorKind.ORGANISATION
    return united and bool(members) and set(members) == {ActorKind.STATE}


def _belonging(word: Token, phrase: Phrase, known: Phrases) -> Belonging | None:
    if phrase.class_ == "groups":
        return _grouped(word, phrase)
    if phrase.class_ == "including":
        return _including(word)
    if phrase.class_ == "founding":
        return _founded(word, phrase)
    if phrase.class_ in {"part", "ally"}:
        return _part(word, known)
    if phrase.class_ == "among":
        return _among(word)
    if phrase.kind == "noun":
        return _noun(word, phrase) if phrase.on else None
    return _joining(word, phrase) if scheme.is_verb(word) else None


def _joining(word: Token, phrase: Phrase) -> Belonging | None:
    """ "Peru joined the Lima Group", "Peru was expelled from the Lima Group", "the union suspended Mali"."""
    done_to = phrase.kind == "passive"
    places = [place for place in phrase.on if place != "subject"]
    group = next((g for place in places for g in scheme.fillers(word, place)), None)
    group = group or (_described(scheme.relative_whole(word), word) or _left_out(word) if places else None)
    if group is None and done_to and "subject" in phrase.on:
        group = next(iter(scheme.subjects(word)), None)
    if group is not None and nominal.is_relative(group):
        group = _described(nominal.antecedent(group), word)  # "the Lima Group, which Peru joined"
    group = _whose_ranks(group, word) if group is not None else None
    named = _named(group) if group is not None else ()
    if not _may_name(named) or certainty(word).modality is not Modality.ASSERTED:
        return None
    members = scheme.objects(word) if done_to else scheme.subjects(word)
    found = scheme.link(word)
    if done_to and not members and word.i and word.nbor(-1).text == ",":
        members = scheme.own_subjects(word)  # "Peru, ejected from the Lima Group," taken for its doer
    if not members and found.kind is Kind.INFINITIVE and not scheme.is_verb(found.governor):
        members = _members_by(found.governor)  # "became the third state to join"
    if scheme.is_passive(word) and not done_to and phrase.on == ("object",):
        members = scheme.passive_agents(word)
    along = [] if done_to else _along(word)
    told = [m for t in members for m in _meant(t, word)]
    return Belonging(tuple(m for t in (*told, *along) for m in _each(t)), named, word, phrase.class_)


def _whose_ranks(group: Token, verb: Token) -> Token:
    """The group whose ranks somebody comes into: "welcomed Peru into its ranks", "into the fold of the Lima Group"."""
    if scheme.base(group) not in phrases(_FILE, group.doc.lang_).of_class("ranks", "noun"):
        return group
    whole = scheme.prepositional(group, "of") or scheme.possessors(group)
    if whole and scheme.is_possessive_pronoun(whole[0]):
        whole = scheme.subjects(verb)
        whole = [o for t in whole for o in scheme.prepositional(t, "of")] or whole  # "leaders of the Lima Group"
    return whole[0] if whole else group


def _described(head: Token | None, verb: Token) -> Token | None:
    """The group that a relative clause is beside: in "the head of the Pact, to which Peru belongs" the last name."""
    if head is None or _may_name(_named(head)):
        return head
    comma, doc = verb.left_edge.i - 1, verb.doc
    if comma < _SEVERAL or doc[comma].text != "," or doc[comma - 1].pos_ != "PROPN":
        return head
    entity = next((e for e in verb.sent.ents if e.end == comma and e.label_ == "ORG"), None)
    return entity.root if entity is not None else doc[comma - 1]


def _meant(noun: Token, verb: Token) -> list[Token]:
    """Whom a subject of ``verb`` stands for: "both of which", "three states run by juntas that"."""
    found = scheme.link(verb)
    beside = found.governor if found.kind is Kind.RELATIVE else None
    each = phrases(_FILE, noun.doc.lang_).of_class("each", "pronoun")
    if beside is not None and noun.lower_ in each | {"whom"}:
        counted = noun.lower_ in each or any(t.lower_ in each for t in verb.doc[noun.i - _SEVERAL : noun.i])
        return conjuncts(nominal.coordinated_before(beside) or beside) if counted else []
    names = [t for a in nominal.appositions(noun) if a.pos_ == "PROPN" for t in conjuncts(a)]
    if (noun.pos_ == "NOUN" and len(names) > 1) or (noun.pos_ == "NUM" and names):
        return names
    if not names and scheme.base(noun) in phrases(_FILE, noun.doc.lang_).of_class("seat", "noun"):
        behind = [a for o in scheme.prepositional(noun, "from", "of", "for") for a in nominal.appositions(o)]
        names = [a for a in behind if a.ent_type_ == "PERSON"]  # "a deputy from Labour, Jane Doe, joined"
        return names or [noun]
    return [_further_out(noun)] if beside is not None and noun.i == beside.i else [noun]


def _further_out(noun: Token) -> Token:
    """The noun for states whose rulers a clause was hung on: of "three states run by juntas that left" the states."""
    among = phrases(_FILE, noun.doc.lang_).of_class("among", "noun")
    if scheme.base(noun) in among or noun.pos_ != "NOUN":
        return noun
    over = scheme.link(noun).governor
    outer = scheme.link(over).governor if scheme.link(over).kind is Kind.PARTICIPLE else over
    whole = outer.i != noun.i and scheme.link(outer).kind is Kind.APPOSITION and nominal.is_plural(outer)
    return outer if whole and scheme.base(outer) in among else noun


def _left_out(verb: Token) -> Token | None:
    """The group that a clause is beside whose verb has no object: "the Lima Group, the pact Peru joined in May"."""
    beside = scheme.link(verb).kind is Kind.RELATIVE and not scheme.objects(verb) and not scheme.is_passive(verb)
    own = scheme.own_subjects(verb)
    return scheme.link(verb).governor if beside and own and not any(map(nominal.is_relative, own)) else None


def _including(word: Token) -> Belonging | None:
    """ "The six-nation Lima Group, which includes Peru and Chile"."""
    found = scheme.link(word)
    if found.kind is not Kind.RELATIVE or not nominal.is_relative(next(iter(scheme.own_subjects(word)), word)):
        return None
    named = _named(found.governor)
    listed = tuple(t for t in scheme.objects(word) if t.pos_ == "PROPN")
    return Belonging(listed, named, word, "member") if _is_body(named) else None


def _is_body(named: tuple[Token, ...]) -> bool:
    """Whether a name ends in a word for a body, or another word says that it has members: "the six-nation Pact"."""
    if not _may_name(named):
        return False
    known = phrases(_FILE, named[-1].doc.lang_)
    within = known.of_class("part", "noun") | known.of_class("among", "noun")
    return scheme.base(named[-1]) in known.of_class("body", "noun") or any(t.lower_ in within for t in named[:-1])


def _may_name(named: tuple[Token, ...]) -> bool:
    """Whether some words may be a group's name: they end in a name, or in a word such as "coalition"."""
    if not named:
        return False
    known, last = phrases(_FILE, named[-1].doc.lang_), named[-1]
    if _points_back(named):
        return True
    if any(c.isupper() for c in last.text):
        return True  # "al-Nahda" as well
    if _is_alone(named):
        return True
    party = scheme.base(last) in known.of_class("party", "noun") and named[0].text[0].isupper()
    return len(named) > 1 and (party or scheme.base(last) in known.of_class("body", "noun"))


def _points_back(named: tuple[Token, ...]) -> bool:
    """Whether words only point at a group that was named: "the bloc", "the organisation", "a member"."""
    word = named[-1]
    if len(named) > 1 or word.text[0].isupper():
        return False
    known = phrases(_FILE, word.doc.lang_)
    definite = [t.lower_ for t in word.lefts] in (["the"], ["this"], ["that"])
    said = definite and scheme.base(word) in known.of_class("named before", "noun")
    return (said and not scheme.prepositions(word)) or bool(_told_with(word))


def _is_alone(named: tuple[Token, ...]) -> bool:
    """Whether a word names a group without capitals: "the eurozone", "the euro area"."""
    alone, span = phrases(_FILE, named[-1].doc.lang_).of_class("alone", "noun"), span_of(named)
    return text_of(named[0].doc)[span.start : span.end].lower() in alone


def _grouped(word: Token, phrase: Phrase) -> Belonging | None:
    """ "The Lima Group comprises Peru and Chile", "groups" also where the parser took it for a noun."""
    if not scheme.is_verb(word):
        if word.text[0].isupper():
            return None  # "the Lima Group"
        named = [t for a in scheme.adjectives(word) for t in nominal.noun_phrase(a)]
        listed = [o for a in nominal.appositions(word) for o in conjuncts(a)]
        return Belonging(tuple(listed), tuple(named), word, "member") if named and listed else None
    found = scheme.link(word)
    beside = found.kind is Kind.PARTICIPLE and not scheme.is_gerund(word)
    heads = scheme.objects(word) if scheme.is_passive(word) else scheme.subjects(word)
    heads = [found.governor] if beside else heads
    heads = [nominal.antecedent(h) or h for h in heads]  # "the Lima Group, which is made up of"
    members = [m for place in phrase.on for m in scheme.fillers(word, place)]
    if len(heads) != 1 or not members or certainty(word).modality is not Modality.ASSERTED:
        return None
    own = _circle_name(heads[0]) if heads[0].is_lower else ()  # "the Lima Group, a bloc comprising"
    return Belonging(tuple(members), own if _may_name(own) else _named(heads[0]), word, "member")


def _founded(word: Token, phrase: Phrase) -> Belonging | None:
    """ "Peru and Chile set up a contact group, the Lima Format": those who make a group together are in it."""
    founders = scheme.subjects(word) if scheme.is_verb(word) and not scheme.is_passive(word) else []
    counted = any(t.pos_ == "NUM" or t.lower_ == "both" for f in founders for t in f.lefts)
    if (len(founders) < _SEVERAL and not counted) or certainty(word).modality is not Modality.ASSERTED:
        return None
    founders = [*(m for f in founders for m in _meant(f, word)), *_along(word)]
    made = [g for place in phrase.on for g in scheme.fillers(word, place)]
    names = [n for g in made for n in (*nominal.appositions(g), *_after_comma(g), g)]
    group = next((n for n in names if n.text[:1].isupper()), None)
    within = [_before(g, "PROPN") for g in made] if group is None else []  # "make up the BRICS club"
    named = _named(group) if group is not None else next((w for w in within if w), ())
    return Belonging(tuple(founders), named, word, "member") if named else None


def _after_comma(word: Token) -> list[Token]:
    """The name right after a noun and its comma, wherever the parser hung it: "a joint body, the Lima Forum"."""
    doc, comma = word.doc, word.i + 1
    if comma >= len(doc) or doc[comma].text != ",":
        return []
    entity = next((e for e in word.sent.ents if comma < e.start + 1 <= comma + 2 and e.label_ == "ORG"), None)
    return [entity.root] if entity is not None else []


def _part(word: Token, known: Phrases) -> Belonging | None:
    """ "Peru, a member of the Lima Group", "the group's members: Peru and Chile", "Lima Group member Peru"."""
    group = _group_of(word)
    titled = word.text[0].isupper() and not word.is_sent_start  # "as Member of Parliament" names a post
    above = scheme.link(word).governor
    become = scheme.is_verb(above) and scheme.base(above) in known.of_class("becoming", "verb")
    # "Peru and other parts of South America"
    region = scheme.is_plural(word) and word.lemma_ == "part" and not become
    if titled or region or not _may_name(group):
        return None
    dashed = _after_dash(group)
    if dashed:
        return Belonging(tuple(dashed), tuple(t for t in group if t.i < dashed[0].i), word, "member")
    verb = _copula_over(word)
    if verb is not None and _is_over(verb, known):
        return Belonging(tuple(scheme.subjects(verb)), group, word, "left")
    former = any(a.lower_ in known.of_class("former", "adjective") for a in scheme.adjectives(word))
    members = (*_members_by(word), *_likened(word))
    if members:
        members = (*members, *_together(word, group))
    return Belonging(members, group, word, "left" if former else "member")


def _together(word: Token, group: tuple[Token, ...]) -> list[Token]:
    """Who is told to be a member too: "a member of the Lima Group together with Peru and Chile"."""
    with_ = listed("company", "adverbs")
    beside = [p for t in (word, *group[-1:]) for p in scheme.prepositions(t) if p.i > word.i]
    beside = [p for p in beside if any(a.lower_ in with_ for a in scheme.adverbs(p))]
    along = [p for t in (word, *group[-1:]) for p in scheme.prepositions(t) if p.i > word.i and p.lower_ in with_]
    told = [t for p in beside for t in scheme.fillers(p, "object") or scheme.behind(p)]
    return [*told, *(t for p in along for t in scheme.prepositional(p, "with"))]


def _copula_over(word: Token) -> Token | None:
    """The copula that a noun is said of somebody by: "was a member of", "is among the members of"."""
    found = scheme.link(word)
    return found.governor if scheme.is_verb(found.governor) and scheme.is_copula(found.governor) else None


def _is_over(verb: Token, known: Phrases) -> bool:
    """Whether being a member is told to have ended: "ceased to be", "is no longer"."""
    above = scheme.link(verb)
    ended = scheme.has_to(verb) and scheme.base(above.governor) in known.of_class("ceasing", "verb")
    if ended:
        return certainty(above.governor).modality is Modality.ASSERTED
    return any(a.lower_ in known.of_class("ceasing", "adverb") for a in scheme.adverbs(verb))


def _likened(word: Token) -> list[Token]:
    """The names that "like" sets beside a member, right before the noun: "Peru, like Chile a member of the Pact"."""
    first, doc = word.left_edge.i, word.doc
    if first < _SEVERAL or doc[first - 1].pos_ != "PROPN":
        return []
    marker = scheme.link(doc[first - 1]).marker
    return [doc[first - 1]] if marker is not None and marker.lower_ == "like" else []


def _among(word: Token) -> Belonging | None:
    """ "The Lima Group countries of Peru and Chile", "one of the four countries of the Lima Group"."""
    if word.text[0].isupper():
        return None  # "the Liberal Party of Chile"
    above = scheme.link(word)
    party = scheme.base(word) in phrases(_FILE, word.doc.lang_).of_class("party", "noun")
    if party and above.kind is Kind.MODIFIER and above.governor.pos_ == "PROPN":
        return None  # "the Shia party Dawn"
    before = _before(word, "PROPN")
    listed = [o for a in nominal.appositions(word) for o in conjuncts(a)]
    if before:
        members = listed or scheme.prepositional(word, "of") or _members_by(word)
        return Belonging((*members, *_sharing(word)), before, word, "member")
    of = scheme.prepositional(word, "of") or _bodies_in(word) or _made_up_by(word)
    if not of or not _may_name(_named(of[0])):
        return None
    found = scheme.link(word)
    if found.kind is Kind.OBLIQUE and found.marker is not None and found.marker.lower_ == "of":
        return Belonging(tuple(_members_by(found.governor)), _named(of[0]), word, "member")
    return Belonging(tuple(listed or _members_by(word)), _named(of[0]), word, "member")


def _sharing(word: Token) -> list[Token]:
    """Who has fellow members: Peru of "Peru and its fellow Lima Group members"."""
    others = phrases(_FILE, word.doc.lang_).of_class("others", "adjective")
    return scheme.possessors(word) if any(a.lower_ in others for a in scheme.adjectives(word)) else []


def _bodies_in(word: Token) -> list[Token]:
    """The group that members are said to be in: "one of the six states in the Lima Group", none of a region."""
    of = [t for t in scheme.prepositional(word, "in", "within") if _may_name(_named(t))]
    known = phrases(_FILE, word.doc.lang_)
    bodies = known.of_class("body", "noun") | known.of_class("common", "noun") | known.openings("circle")
    return [t for t in of if t.ent_type_ == "ORG" or scheme.base(t) in bodies or t.is_upper]


def _made_up_by(word: Token) -> list[Token]:
    """The group of a clause beside its members: "one of the six states that make up the Lima Group"."""
    known = phrases(_FILE, word.doc.lang_)
    for verb in (v for v in word.children if scheme.link(v).kind is Kind.RELATIVE and scheme.is_verb(v)):
        if (
            not any(map(nominal.is_relative, scheme.own_subjects(verb)))
            or certainty(verb).modality is not Modality.ASSERTED
        ):
            continue
        beside = {t.lower_ for t in (*scheme.beside(verb), *scheme.particles(verb))}
        for phrase in known.find("verb", scheme.base(verb), beside):
            if phrase.class_ in {"member", "joined", "founding"}:
                return [g for place in phrase.on for g in scheme.fillers(verb, place)][:1]
    return []


def _likened_to(name: Token) -> list[Token]:
    """Whom "like" sets beside a name: Peru of "Peru, like Chile a member of the Pact"."""
    found = scheme.link(name)
    if found.kind is not Kind.OBLIQUE or found.marker is None or found.marker.lower_ != "like":
        return []
    return scheme.subjects(found.governor) if scheme.is_verb(found.governor) else [found.governor]


def _group_of(word: Token) -> tuple[Token, ...]:
    """The words that name the group that ``word`` is a part of."""
    of = scheme.prepositional(word, "of", "in", "to")
    copula = _copula_over(word)
    beside = scheme.relative_whole(copula) if copula is not None and not of else None
    if of or beside is not None:
        owned = [a for t in of for a in nominal.appositions(word) if a.i > t.i and _is_owner_before(t, a)]
        return _named(beside or (owned or of)[0])
    whole = word.head if nominal.is_inside_phrase(word) else word  # "the group's members - Peru, Chile -"
    owners = scheme.possessors(word) or scheme.possessors(whole) or _owners(word)
    if owners and scheme.is_possessive_pronoun(owners[0]):
        owners = _counting(word) or owners
    if not owners:
        return _before(word, "PROPN", "ADJ") or _told_with(word)
    return _named(nominal.antecedent(owners[0]) or owners[0] if nominal.is_relative(owners[0]) else owners[0])


def _is_owner_before(name: Token, noun: Token) -> bool:
    """Whether a name only owns the group after it: Peru of "a member of Peru's ruling Forward party"."""
    after = name.doc[name.i + 1 : noun.i]
    return bool(after) and after[0].pos_ == "PART" and all(not t.is_punct for t in after)


def _told_with(word: Token) -> tuple[Token, ...]:
    """The noun itself where nothing says of which group: "a blow to the Lima Group and Peru, a member since 2003"."""
    apart = scheme.link(word).kind is Kind.APPOSITION and any(t.lower_ in {"a", "the"} for t in word.lefts)
    return (word,) if apart and scheme.base(word) == "member" and not scheme.adjectives(word) else ()


def _counting(word: Token) -> list[Token]:
    """What counts somebody among its members: "the Lima Group, which counts Peru among its members"."""
    found = scheme.link(word)
    counted = phrases(_FILE, word.doc.lang_).of_class("owning", "verb")
    among = found.marker is not None and found.marker.lower_ == "among" and scheme.base(found.governor) in counted
    return scheme.subjects(found.governor) if among else []


def _before(word: Token, *classes: str) -> tuple[Token, ...]:
    """The whole name that stands before a noun: "Coal Union" of "Coal Union members"."""
    names = (t for a in scheme.adjectives(word) if a.pos_ in classes for t in nominal.noun_phrase(a))
    return _proper([t for t in names if t.pos_ in classes], word)


def _owners(word: Token) -> list[Token]:
    """What has members: "the group now has five members: Peru and Chile"."""
    found = scheme.link(word)
    having = phrases(_FILE, word.doc.lang_).of_class("owning", "verb")
    has = found.kind is Kind.OBJECT and scheme.base(found.governor) in having
    return scheme.subjects(found.governor) if has else []


def _members_by(word: Token) -> list[Token]:
    """Whom a noun for a member stands for: the subject, what it is apposed to, or the names after it."""
    found = scheme.link(word)
    verb = found.governor if scheme.is_verb(found.governor) else None
    if verb is not None and found.kind in {Kind.OBJECT, Kind.SUBJECT} and certainty(verb).modality is Modality.ASSERTED:
        known = phrases(_FILE, word.doc.lang_)
        between = scheme.is_copula(verb) or scheme.base(verb) in known.of_class("becoming", "verb")
        if found.kind is Kind.OBJECT:
            named = [m for s in scheme.subjects(verb) for m in (*_each(s), *_in_apposition(s, word))]
            return [*named, *_along(verb)] if between else _before_comma(word) or _named_beside(word)
        if scheme.base(verb) in known.of_class("listing", "verb"):
            return [o for o in scheme.predicatives(verb) or scheme.objects(verb) for o in conjuncts(o)]
    if found.kind is Kind.APPOSITION:
        part = phrases(_FILE, word.doc.lang_).of_class("part", "noun")
        if found.governor.i < word.i and scheme.base(found.governor) in part:
            return _members_by(found.governor)
        likened = [found.governor] if found.governor.i < word.i else []
        named = conjuncts(found.governor) if nominal.is_plural(word) else [found.governor]
        return [*named, *(t for name in likened for t in _likened_to(name))]
    listed = [o for a in nominal.appositions(word) for o in conjuncts(a)]
    if listed:
        return listed
    if found.kind is Kind.OBLIQUE and found.marker is not None and found.marker.lower_ == "as":
        return _as_members(found.governor, word)
    if found.kind is Kind.OBLIQUE and found.marker is not None and found.marker.lower_ == "of":
        return _out_of(found.governor, word)
    if _counting(word):
        return scheme.objects(found.governor) if certainty(found.governor).modality is Modality.ASSERTED else []
    if found.kind is Kind.OBLIQUE and found.marker is not None and found.marker.lower_ in {"among", "like"}:
        over = found.governor  # "is among the members of", "Peru, like Chile a member of"
        if scheme.is_verb(over) and (scheme.is_copula(over) or found.marker.lower_ == "like"):
            return scheme.subjects(over) if certainty(over).modality is Modality.ASSERTED else []
    inside = found.kind is Kind.MODIFIER and nominal.is_inside_phrase(word)
    if inside and scheme.base(found.governor) in phrases(_FILE, word.doc.lang_).of_class("among", "noun"):
        return _members_by(found.governor)  # "Peru, a Lima Group member state"
    if inside:
        return [t for t in conjuncts(found.governor) if t.pos_ == "PROPN"]
    return _named_beside(word)


def _along(verb: Token) -> list[Token]:
    """Who is told to be what others are: "along with Peru, Chile is a member of", "Peru, like Chile, belongs to"."""
    near, with_ = (verb, *scheme.own_subjects(verb)), listed("company", "adverbs")
    sides = [a for t in near for a in scheme.adverbs(t) if a.lower_ in with_]
    for beside in (p for t in near for p in scheme.prepositions(t)):
        together = any(a.lower_ in with_ for a in scheme.adverbs(beside))
        if together or beside.lower_ in with_ | listed("company", "beside"):
            sides.append(beside)
    return [t for p in sides for t in (*scheme.prepositional(p, "with"), *scheme.fillers(p, "object"))]


def _in_apposition(subject: Token, word: Token) -> list[Token]:
    """The names that the parser put beside the first of a list: "Jane Doe, John Roe and Ann Poe are members"."""
    if not nominal.is_plural(word):
        return []
    lists = (conjuncts(a) for a in nominal.appositions(subject) if a.pos_ == "PROPN")
    return [name for names in lists if len(names) > 1 for name in names]


def _as_members(over: Token, word: Token) -> list[Token]:
    """Whom "as members of" is told of: the doer of the verb over it, or the names that it stands beside."""
    if scheme.is_verb(over) and scheme.base(over) in phrases(_FILE, word.doc.lang_).of_class("keeping", "verb"):
        return scheme.objects(over)  # "left Peru as the only member of"
    if scheme.is_verb(over):
        return scheme.subjects(over) or scheme.objects(over)  # "was accepted as a member of"
    named = conjuncts(over) if nominal.is_plural(word) else [over]
    return [t for t in named if t.pos_ == "PROPN"]


def _out_of(over: Token, word: Token) -> list[Token]:
    """Who is told to be of some members: "of the Lima Group states only Peru", "part of a majority of its states"."""
    if scheme.is_verb(over):
        told = [t for t in scheme.own_subjects(over) if t.i > word.i and t.pos_ == "PROPN"]
        return told if word.left_edge.i - 1 == over.sent.start else []
    share = phrases(_FILE, word.doc.lang_).of_class("share", "noun")
    return _members_by(over) if scheme.base(over) in share else []


def _each(noun: Token) -> list[Token]:
    """What a noun stands for: "Peru and Chile, two states that ..." are both; any other noun is itself."""
    found = scheme.link(noun)
    return conjuncts(found.governor) if found.kind is Kind.APPOSITION and nominal.is_plural(noun) else [noun]


def _named_beside(word: Token) -> list[Token]:
    """The names beside a noun for members: "members such as Peru", "Peru and other members", "a member, Peru, left"."""
    found = scheme.link(word)
    torn = _before_comma(word) if found.kind is not Kind.OBLIQUE else []
    if torn:
        return torn
    examples = scheme.fillers(word, "as")
    examples = examples if any(_is_example(t) for t in examples) else scheme.fillers(word, "including")
    examples = examples or _among_them(word)
    if examples:
        return examples
    if found.kind in {Kind.SUBJECT, Kind.ADVERBIAL} and scheme.is_verb(found.governor):
        after = [t for t in scheme.own_subjects(found.governor) if t.i > word.i and t.pos_ == "PROPN"]
        return after if any(t.left_edge.i - 1 == word.right_edge.i or _opens(t) for t in after) else []
    others = phrases(_FILE, word.doc.lang_).of_class("others", "adjective")
    if not any(a.lower_ in others for a in scheme.adjectives(word)):
        return []
    if found.kind is Kind.COORDINATE:
        return [t for t in conjuncts(found.governor) if t.i < word.i]
    over = scheme.link(found.governor).governor  # "Peru, along with other members"
    along = found.kind is Kind.OBLIQUE and found.governor.lower_ in listed("company", "adverbs")
    return scheme.subjects(over) if along and scheme.is_verb(over) else []


def _among_them(word: Token) -> list[Token]:
    """The names after "members of the Lima Group, among them"."""
    over = scheme.link(word).governor
    behind = [p for t in (word, over) for p in scheme.prepositions(t) if p.i > word.i and p.lower_ == "among"]
    told = next((scheme.fillers(p, "object") for p in behind), [])
    named = [m for t in told for m in (t, *nominal.appositions(t)) if m.pos_ == "PROPN"]
    return named if any(scheme.is_pronoun(t) for t in told) else []


def _before_comma(word: Token) -> list[Token]:
    """The names before a phrase between commas that the parser took for the subject: "Peru and Chile, fellow members of
    the Lima Group, called for"."""
    name = _name_ended(word)
    after = word.right_edge
    closed = after.text == "," or (after.i + 1 < len(word.doc) and after.nbor(1).text == ",")
    if name is None or not closed:
        return []
    names = conjuncts(name) if nominal.is_plural(word) else [name]
    where = (scheme.link(t).marker for t in names)
    apart = any(m is not None and m.lower_ in _PLACES for m in where)  # "in Kenya, members of"
    return [] if apart else names


def _name_ended(word: Token) -> Token | None:
    """The last word of a name right before the mark that opens the phrase of ``word``: "the Lima Group, a bloc of"."""
    first, doc = word.left_edge.i, word.doc
    marked = first >= _SEVERAL and doc[first - 1].text in _MARKS | {","}
    return doc[first - _SEVERAL] if marked and doc[first - _SEVERAL].pos_ == "PROPN" else None


def _opens(name: Token) -> bool:
    """Whether a comma stands before a name: "two members, Jane Doe and John Roe"."""
    first = name.left_edge.i
    return bool(first > 0 and name.doc[first - 1].text == ",")


def _is_example(name: Token) -> bool:
    """Whether a name stands behind "such as"."""
    marker = scheme.link(name).marker
    return bool(marker is not None and marker.i > 0 and name.doc[marker.i - 1].lower_ == "such")


def _after_dash(group: tuple[Token, ...]) -> list[Token]:
    """The list after the dash of "members of the Lima Group - Peru, Chile -", which the parser takes for one name."""
    head = group[-1]
    dash = any(t.text in {"-", "–", "—"} and t.whitespace_ for t in head.lefts)  # no dash of "al-Nahda"
    return conjuncts(head) if dash and len(group) > 1 else []


def _noun(word: Token, phrase: Phrase) -> Belonging | None:
    """ "Peru's accession to the Lima Group"."""
    group = next((g for place in phrase.on for g in scheme.fillers(word, place)), None)
    group = group or scheme.torn_off(word, *phrase.on)
    if group is None or not _may_name(_named(group)) or certainty(word).modality is not Modality.ASSERTED:
        return None
    over = scheme.link(word).governor
    undone = scheme.is_verb(over) and scheme.base(over) in phrases(_FILE, word.doc.lang_).of_class("undo", "verb")
    if undone and word in scheme.objects(over):
        return None  # "lifted the suspension of Peru from the Lima Group"
    kept_out = phrases(_FILE, word.doc.lang_).find("passive", scheme.base(over))
    members = scheme.possessors(word) or [t for t in scheme.prepositional(word, "of") if t.i != group.i]
    fate = _fate(word) if phrase.class_ == "member" else None
    if fate is not None:
        members = members or scheme.objects(over) if scheme.is_passive(over) else members or scheme.subjects(over)
        return Belonging(tuple(m for m in members if m.i != word.i), _named(group), word, fate)
    if not members and kept_out and scheme.is_verb(over):
        members = scheme.objects(over)  # "removed Peru from membership in the Lima Group"
    status = kept_out[0].class_ if kept_out and phrase.class_ == "member" else phrase.class_
    return Belonging(tuple(members), _named(group), word, status)


def _fate(word: Token) -> str | None:
    """What becomes of a membership: "its membership lapsed", "was granted membership", "was stripped of membership"."""
    found = scheme.link(word)
    known = phrases(_FILE, word.doc.lang_)
    near = {t.lower_ for t in (*scheme.beside(found.governor), *scheme.particles(found.governor))}
    told = known.find("fate", scheme.base(found.governor), near) if scheme.is_verb(found.governor) else []
    place = found.marker.lower_ if found.kind is Kind.OBLIQUE and found.marker is not None else found.kind.value
    place = "object" if found.kind is Kind.SUBJECT and scheme.is_passive(found.governor) else place
    return next((p.class_ for p in told if place in p.on), None)


def _listed(doc: Doc, draft: Draft) -> Iterator[Belonging]:
    """ "The Sahel Four: Mali, Niger and Togo": the states that a group's name is followed by, after a mark."""
    kinds = {a.id: a.kind for a in draft.actors}
    for mark in tokens_like(doc, lambda word: word in _MARKS):
        name = _name_before(mark, doc) if mark and doc[mark - 1].text[0].isupper() else ()
        listed = _list_from(mark, draft, doc) if name else []
        states = [t for t in listed if kinds.get(draft.mentions[t.i].actor) is ActorKind.STATE]
        if len(states) > 1:
            yield Belonging(tuple(states), name, name[-1], "member")


def _circles(doc: Doc, known: Phrases, draft: Draft) -> Iterator[Belonging]:
    """ "The Weimar Triangle of Peru, Chile and Togo", "Mercosur, a bloc of": states that are one group."""
    kinds = {a.id: a.kind for a in draft.actors}
    for index in lemmas_in(doc, known.openings("circle")):
        word = doc[index]
        between = scheme.prepositional(word, "between", "among")
        listed = between or scheme.prepositional(word, "of")
        listed = (listed and _list_from(listed[0].left_edge.i - 1, draft, doc)) or listed
        states = [t for t in listed if t.i in draft.mentions and kinds[draft.mentions[t.i].actor] is ActorKind.STATE]
        needed = _SEVERAL + bool(between)  # "the Camp David pact between Peru and Chile" is a treaty
        if len(states) < max(needed, len(listed)):
            continue
        named = _circle_name(word)
        if _may_name(named):
            yield Belonging(tuple(states), named, word, "member")


def _circle_name(word: Token) -> tuple[Token, ...]:
    """What a noun for several states names: "the Weimar Triangle", "the AUKUS pact", "AUKUS is a pact"."""
    if word.text[0].isupper():
        return _proper([*_before(word, "PROPN"), word], word)
    before = _before(word, "PROPN")
    if before:
        return before
    found, copula = scheme.link(word), _copula_over(word)
    if copula is not None and certainty(copula).modality is Modality.ASSERTED:
        subject = next(iter(scheme.subjects(copula)), None)
    else:
        subject = _name_ended(word)  # also of "leaders of the Lima Group, a bloc of"
        subject = subject or (found.governor if found.kind is Kind.APPOSITION else None)
        subject = subject or next(iter(nominal.appositions(word)), None)
    return _named(subject) if subject is not None else ()


def _name_before(mark: int, doc: Doc) -> tuple[Token, ...]:
    """The words in capitals right before a mark: "Weimar Triangle"."""
    first = mark
    while first > max(0, mark - _BEFORE) and doc[first - 1].text[0].isupper() and doc[first - 1].pos_ in _IN_NAME:
        first -= 1
    return _whole(list(doc[first:mark]))


def _whole(words: list[Token]) -> tuple[Token, ...]:
    """A name with what a hyphen joins before it: "Nordic-Baltic Eight"."""
    while words and words[0].i >= _SEVERAL:
        before, mark = words[0].nbor(-_SEVERAL), words[0].nbor(-1)
        joined = mark.text in {"-", "‑"} and not mark.whitespace_ and not before.whitespace_
        if not joined or not before.text[:1].isupper() or before.pos_ == "NUM":
            break
        words = [before, mark, *words]
    return tuple(words)


def _after_mark(word: Token, draft: Draft) -> list[Token]:
    """The names of a list that a mark opens soon after ``word``: "members of the group: Peru and Chile"."""
    doc = word.doc
    near = range(word.i + 1, min(len(doc), word.i + _BEFORE))
    mark = next((i for i in near if doc[i].text in _MARKS or scheme.is_verb(doc[i])), None)
    return _list_from(mark, draft, doc) if mark is not None and doc[mark].text in _MARKS else []


def _list_from(mark: int, draft: Draft, doc: Doc) -> list[Token]:
    """The names of the list that the mark at ``mark`` opens; none where it is no list."""
    found = []
    for token in doc[mark + 1 : mark + 1 + _LONGEST]:
        if token.i in draft.mentions:
            found.append(token)
        elif token.pos_ not in _IN_LIST and token.text != ",":
            break
    return found if len(found) > 1 else []


def _right_after(word: Token, draft: Draft) -> list[Token]:
    """The names that follow a noun at once: "Lima Group members Peru and Chile"."""
    doc, at = word.doc, word.i + 1
    if at < len(doc) and doc[at].lemma_ in phrases(_FILE, doc.lang_).of_class("among", "noun"):
        at += 1  # "Lima Group member states Peru and Chile", taken for a verb
    while at < len(doc) and doc[at].pos_ in {"PROPN", "DET"} and at not in draft.mentions:
        at += 1
    return conjuncts(doc[at]) if at < len(doc) and at in draft.mentions and doc[at].pos_ == "PROPN" else []


def _named(head: Token) -> tuple[Token, ...]:
    """The words of the name that ``head`` ends; through "countries of" and the like to the group that they are of."""
    named = next((a for a in nominal.appositions(head) if a.pos_ == "PROPN" and a.left_edge.i == head.i + 1), None)
    if named is not None and head.is_lower and named.ent_type_ != "PERSON":
        return _named(named)  # "the oil cartel Lima Group"
    inner = scheme.prepositional(head, "of")
    known = phrases(_FILE, head.doc.lang_)
    among = scheme.base(head) in known.of_class("among", "noun") and not head.text[0].isupper()
    capitals = [t for t in scheme.adjectives(head) if t.pos_ == "PROPN"]
    if among and inner:
        return _named(inner[0])
    if among and not (capitals and scheme.base(head) in known.of_class("party", "noun")):
        return tuple(capitals) or ((head,) if _points_back((head,)) else ())
    if inner and head.ent_iob_ != "O" and inner[0].ent_iob_ == "I" and _is_titled(inner[0]):
        return tuple(head.doc[head.i : inner[0].i + 1])  # "Gulf of Guinea Commission"
    words = nominal.naming_words(nominal.noun_phrase(head))
    return _proper(words, head)


def _is_titled(word: Token) -> bool:
    """Whether a word in capitals is one that ends the names of groups: "Initiative"."""
    return word.text[0].isupper() and word.lower_ in phrases(_FILE, word.doc.lang_).of_class("titled", "noun")


def _proper(words: list[Token], head: Token) -> tuple[Token, ...]:
    """The words of a name without what only counts or likens members: "fellow Lima Group", "six-nation Lima Group"."""
    known = phrases(_FILE, head.doc.lang_)
    no_name = known.of_class("others", "adjective") | known.of_class("among", "noun")
    no_name |= known.of_class("former", "adjective")  # "Former Labour member Jane Doe"
    last = max((n for n, t in enumerate(words[:-1]) if t.lower_ in no_name), default=-1)
    words = words[last + 1 :]
    named = any(t.text[0].isupper() for t in words[1:])
    while len(words) > 1 and named and _only_tells(words[0]):
        words = words[1:]  # "the ruling Liberal Party"
    return _whole(words)


def _only_tells(word: Token) -> bool:
    """Whether a word before a name is no part of it: "ruling", the "neo-" of "the neo-Nazi Dawn movement"."""
    return word.text == "-" or (word.is_lower and (word.pos_ in {"ADJ", "VERB"} or _is_political(word)))


def _is_political(word: Token) -> bool:
    """Whether a word before a name says that it is a party's: "ruling", "opposition"."""
    return word.lower_ in phrases(_FILE, word.doc.lang_).of_class("political", "adjective")


# A party's label beside a name.


def _labelled(doc: Doc, known: Phrases, draft: Draft) -> Iterator[Belonging]:
    """Members by what stands with their name: "Labour MP Jane Doe", "Doe of the Labour Party", "Doe, D-Ohio"."""
    common, named = known.of_class("common", "noun"), (a for a in draft.actors if a.kind is ActorKind.PERSON)
    people = {a.id for a in named if a.name.split()[-1][:1].isupper() and not _ends(a.name, common)}
    persons = {i for i, ref in draft.mentions.items() if ref.actor in people}
    for word, group in _parties(doc, known, draft):
        members = [t for t in _beside_party(word, known, persons) if t.i in persons]
        yield Belonging(tuple(members), group, word, "member")
    for initial, group in _initials(doc, known):
        before = [i for i in range(initial.i - _BEFORE, initial.i) if i in persons]
        if before:
            yield Belonging((doc[before[-1]],), group, initial, "member")


def _parties(doc: Doc, known: Phrases, draft: Draft) -> Iterator[tuple[Token, str | tuple[Token, ...]]]:
    """The words that name a party or its members, with the party: "Labour", "the Labour Party", "MDC"."""
    last = known.of_class("party", "noun")
    parties = {a.id for a in draft.actors if a.kind in _GROUPS and a.name.split() and _is_party(a.name, last)}
    for index, ref in list(draft.mentions.items()):
        if ref.actor in parties and not scheme.is_pronoun(doc[index]) and not _ends_label(doc[index], known):
            yield doc[index], (doc[index],)
    for index in lemmas_in(doc, known.openings("label")):
        word, after = doc[index], doc[index + 1].lower_ if index + 1 < len(doc) else ""
        named = [
            p.class_ for p in known.find("label", word.lower_, {after}) or known.find("label", word.lemma_.lower())
        ]
        other = (
            after in last and doc[index + 1].text[:1].isupper() and named[:1] != [f"{word.text} {doc[index + 1].text}"]
        )
        if (
            named
            and not other
            and not _ends_label(word, known)
            and word.text[0].isupper()
            and index not in draft.mentions
        ):
            yield word, named[0]


def _ends_label(word: Token, known: Phrases) -> bool:
    """Whether ``word`` ends a label of two words: "New Democrat"."""
    return word.i > 0 and bool(known.find("label", word.doc[word.i - 1].lower_, {word.lower_}))


def _ends(name: str, words: frozenset[str]) -> bool:
    return name.lower().split()[-1] in words


def _is_party(name: str, words: frozenset[str]) -> bool:
    """Whether a name ends in a word for a party, or opens with one: "Movement for Democratic Change"."""
    first, *rest = name.lower().split()
    return _ends(name, words) or (first in words and rest[:1] in (["for"], ["of"], ["towards"]))


def _beside_party(word: Token, known: Phrases, persons: set[int]) -> list[Token]:
    """The heads of the names that a party's name or label stands with."""
    at = word
    while nominal.is_inside_phrase(at) or (scheme.link(at).kind is Kind.MODIFIER and at.head.i > at.i):
        if nominal.is_possessive(at) and at.head.pos_ != "PROPN":
            return []  # "the Labour Party's nominee" holds a post; "the Labour Party's Jane Doe" belongs to it
        at = at.head
    found = scheme.link(at)
    if at.i != word.i and at.i in persons and scheme.base(at) not in known.of_class("seat", "noun"):
        return [at]  # "Labour MP Jane Doe and ...", "that of Labour MP Jane Doe"
    if found.kind is Kind.OBLIQUE and found.marker is not None and found.marker.lower_ in {"of", "from", "for"}:
        holder = found.governor
        seat = scheme.base(holder) in known.of_class("seat", "noun")
        return _stands_for(holder) if seat else [holder]
    return [at, *_stands_for(at)] if at.i != word.i or scheme.word_class(at) == "noun" else []


def _stands_for(noun: Token) -> list[Token]:
    """The names that a noun for a member or an office goes with."""
    listed = [o for a in nominal.appositions(noun) for o in conjuncts(a)]
    return [*listed, *scheme.fillers(noun, "including"), *_members_by(noun)]


def _initials(doc: Doc, known: Phrases) -> Iterator[tuple[Token, str]]:
    """The letters of "Jane Doe, D-Ohio" and "Jane Doe (R-Texas)"."""
    for index in lemmas_in(doc, known.openings("initial")):
        word = doc[index]
        before, after = (doc[i].text if 0 <= i < len(doc) else "" for i in (index - 1, index + 1))
        opened = (before in {",", "("} and after in {"-", "–"}) or (before, after) == ("(", ")")
        if opened and word.text.isupper():
            yield word, known.find("initial", word.lower_)[0].class_


# As rows of the record.


def _rows(one: Belonging, draft: Draft) -> Iterator[Membership]:
    if not one.members:
        return
    members = singly(refs(list(one.members), draft), draft)
    group = _party(one.group, one.by, draft) if isinstance(one.group, str) else _group(one, draft)
    kinds = {a.id: a.kind for a in draft.actors}
    if group is None:
        return
    for member in members:
        if kinds[member.actor] in _MEMBERS:
            yield Membership(
                id="",
                member=member,
                group=group,
                spans=(*member.spans, span_of([one.by]), *group.spans),
                attributions=draft.under(one.by.idx),
                status=one.status,
            )


def _party(name: str, label: Token, draft: Draft) -> ActorRef:
    """The party that a label stands for, known to the report or not."""
    actor = next((a for a in draft.actors if a.name == name), None)
    if actor is None:
        actor = draft.add_actor(name, ActorKind.GROUP, span_of([label]))
    return ActorRef(actor=actor.id, spans=(span_of([label]),))


def _group(one: Belonging, draft: Draft) -> ActorRef | None:
    """The group that words name: an actor known as a group or body, or a new one by that name.

    A verb makes none: one may join or leave anything; only a noun such as "member" says that it is a group.
    """
    named, by = one.group, one.by
    if isinstance(named, str) or not named or named[-1].i in draft.places:
        return None
    known = {a.id: a for a in draft.actors if a.kind in _GROUPS}
    data = phrases(_FILE, by.doc.lang_)
    common, body = data.of_class("common", "noun"), scheme.base(named[-1]) in data.of_class("body", "noun")
    meant = draft.mentions.get(named[-1].i) if named else None
    if _points_back(named) and (meant is None or meant.actor not in known or not known[meant.actor].name[:1].isupper()):
        back = _last_named(named[-1], draft, known)
        return ActorRef(actor=back, spans=(span_of(named),)) if back else None
    if body and meant is not None and meant.actor in known and known[meant.actor].name[:1].isupper():
        return meant  # "the group", of one that was named before
    if body and any(t.morph.get("PronType") == ["Dem"] for t in named[-1].lefts):
        before = _named_before(named[-1], draft, known)
        return ActorRef(actor=before, spans=(span_of(named),)) if before else None
    if not _may_name(named):
        return None
    counted = named[-1].lower_ in data.openings("circle") and named[-1].text[0].isupper()
    for token in named[-1:] if counted else reversed(named):
        ref = draft.mentions.get(token.i)
        if ref is not None and ref.actor in known:
            return ref if known[ref.actor].name.lower() not in common else None
    words = [t for t in named if t.pos_ in {"PROPN", "ADJ", "NOUN", "ADP"} or (counted and t.i == named[-1].i)]
    labels = data.openings("label")
    if words and words[-1].lower_ in common and all(t.lower_ in labels for t in words[:-1]):
        return None  # "the Democratic House"
    told = not scheme.is_verb(by) and bool(words) and by.i != words[-1].i  # "a member of" says that it is a group
    united = bool(words) and words[-1].pos_ == "PROPN" and _unites_states(one, draft)
    listing = counted and by.i == named[-1].i and len(one.members) >= _SEVERAL  # "the Quad - Peru, Chile and Togo -"
    proper = len(words) > 1 or told or united or listing or any(t.is_upper or t.ent_type_ == "ORG" for t in words)
    titled = len(words) > 1 and _is_titled(words[-1])
    organised = body or titled or not scheme.is_verb(by) or named[-1].ent_type_ == "ORG" or _is_party_of(words, data)
    organised = organised or scheme.base(by) in _grouping(by)
    other = bool(words) and _is_somebody(words[-1], one, draft) and not (united and _is_unknown(words[-1], draft))
    known_alone = bool(words) and (_is_alone(tuple(words)) or _is_called_party(words[0], data))
    around = data.of_class("among", "noun") - data.of_class("part", "noun")
    region = bool(words) and words[-1].ent_type_ in {"LOC", "GPE"} and scheme.base(by) in around
    if region and not (body or titled or known_alone):
        return None  # "one of the great countries of Europe"
    if not known_alone and (not organised or not proper or not words or words[-1].i in draft.countries or other):
        return None
    span = span_of(words)
    name = text_of(words[0].doc)[span.start : span.end]
    actor = draft.add_actor(name, ActorKind.GROUP, span)
    ref = ActorRef(actor=actor.id, spans=(span,))
    draft.mentions[words[-1].i] = ref
    return ref


def _is_called_party(first: Token, data: Phrases) -> bool:
    """Whether a noun right before or after a name says that it is a party's: "the opposition party Dawn"."""
    before, parties = first.nbor(-1) if first.i else first, data.of_class("party", "noun")
    after = any(a.is_lower and scheme.base(a) in parties for a in nominal.appositions(first))  # "quit Dawn, a party of"
    return first.pos_ == "PROPN" and (after or (before.is_lower and scheme.base(before) in parties))


def _is_party_of(words: list[Token], data: Phrases) -> bool:
    """Whether words are a party's name that an adjective tells of: "the ruling Peru Forward party"."""
    if len(words) < _SEVERAL or scheme.base(words[-1]) not in data.of_class("party", "noun") or not words[0].i:
        return False
    return _is_political(words[0].nbor(-1))


def _named_before(word: Token, draft: Draft, known: dict[str, Actor]) -> str | None:
    """The group that was named last before "this alliance"."""
    bodies = phrases(_FILE, word.doc.lang_).of_class("body", "noun")
    held = ((i, known[ref.actor]) for i, ref in draft.mentions.items() if i < word.i and ref.actor in known)
    named = ((i, a.id) for i, a in held if a.name[:1].isupper() and a.name.split()[-1].lower() in bodies)
    return max(named, default=(0, None))[1]


def _last_named(word: Token, draft: Draft, known: dict[str, Actor]) -> str | None:
    """The group that was named last before "the bloc"; before "a member", within the sentence."""
    data = phrases(_FILE, word.doc.lang_)
    ends = data.of_class("body", "noun") | data.of_class("titled", "noun") | data.openings("circle")
    party = scheme.base(word) in data.of_class("party", "noun")
    ends |= data.of_class("party", "noun") if party else frozenset()
    first = sentence(word)[0].i if scheme.base(word) == "member" else 0
    found: dict[int, str] = {}
    for index, ref in draft.mentions.items():
        actor = known.get(ref.actor)
        if actor is None or not first <= index < word.i or not actor.name[:1].isupper():
            continue
        names = actor.name.lower().split()
        apart = actor.country is None or party
        if apart and (actor.name.isupper() or names[-1] in ends or not ends.isdisjoint(names[:1])):
            found[index] = actor.id
    return found[max(found)] if found else None


def _is_unknown(word: Token, draft: Draft) -> bool:
    """Whether a word names an actor of which nothing is known."""
    return draft.actors_by_id()[draft.mentions[word.i].actor].kind is ActorKind.OTHER


def _unites_states(one: Belonging, draft: Draft) -> bool:
    """Whether a verb such as "comprises" is told of states: "Mercosur comprises Peru and Chile"."""
    kinds = {a.id: a.kind for a in draft.actors}
    members = [kinds[draft.mentions[m.i].actor] for m in one.members if m.i in draft.mentions]
    several = len(members) >= _SEVERAL and set(members) == {ActorKind.STATE}
    return several and scheme.base(one.by) in _grouping(one.by)


def _is_somebody(word: Token, one: Belonging, draft: Draft) -> bool:
    """Whether a word names an actor already, and none that is only the first of the members listed after it."""
    named = draft.mentions.get(word.i)
    listed = {draft.mentions[m.i].actor for m in one.members if m.i in draft.mentions}
    return named is not None and named.actor not in listed


def _grouping(by: Token) -> frozenset[str]:
    """The verbs whose subject can only be a group: "comprises", "groups"."""
    words = phrases(_FILE, by.doc.lang_).of_class("groups", "verb")
    return frozenset(w.split()[0] for w in words)


@Language.factory("dragoman_memberships", requires=PARSE, assigns=DRAFT)
def make_memberships(nlp: Language, name: str) -> MembershipReader:
    """Factory of the component that reads who belongs to which group."""
    return MembershipReader()
