"""Memberships that a noun tells: "a member of", "one of the states in", "accession to", "its membership lapsed"."""

from spacy.tokens import Token

from dragoman.languages.phrases import Phrase
from dragoman.model import Modality
from dragoman.reading.memberships.members import counting, likened, members_by, names_beside, sharing, together
from dragoman.reading.memberships.names import before, may_name, named
from dragoman.reading.memberships.words import Belonging, is_a, is_behind, is_told, known, under
from dragoman.syntax import clearnlp as scheme
from dragoman.syntax import nominal
from dragoman.syntax.clause import certainty
from dragoman.syntax.link import Kind
from dragoman.syntax.tree import conjuncts

_DASHES = {"-", "–", "—"}


# "Peru, a member of the Lima Group", "the group's members: Peru and Chile".


def part(word: Token) -> Belonging | None:
    """Who is told to be a part of a group: "Peru, a member of the Lima Group", "Lima Group member Peru"."""
    group = _group_of(word)
    if _is_post(word) or _is_region(word) or not may_name(group):
        return None
    dashed = _after_dash(group)
    if dashed:
        return Belonging(tuple(dashed), tuple(t for t in group if t.i < dashed[0].i), word, "member")
    verb = _copula_over(word)
    if verb is not None and _is_over(verb):
        return Belonging(tuple(scheme.subjects(verb)), group, word, "left")
    members = [*members_by(word), *likened(word)]
    if members:
        members += together(word, group)
    return Belonging(tuple(members), group, word, "left" if is_told(word, "former") else "member")


def _is_post(word: Token) -> bool:
    """Whether a noun names a post: "as Member of Parliament"."""
    return word.text[0].isupper() and not word.is_sent_start


def _is_region(word: Token) -> bool:
    """Whether parts are of a region: "other parts of South America", not "became parts of the Lima Group"."""
    if not scheme.is_plural(word) or not is_a(word, "piece"):
        return False
    above = scheme.link(word).governor
    return not (scheme.is_verb(above) and is_a(above, "becoming", "verb"))


def _after_dash(group: tuple[Token, ...]) -> list[Token]:
    """The list after the dash of "members of the Lima Group - Peru, Chile -", which the parser takes for one name."""
    head = group[-1]
    dash = any(t.text in _DASHES and t.whitespace_ for t in head.lefts)  # no dash of "al-Nahda"
    return conjuncts(head) if dash and len(group) > 1 else []


def _copula_over(word: Token) -> Token | None:
    """The copula that a noun is said of somebody by: "was a member of", "is among the members of"."""
    over = scheme.link(word).governor
    return over if scheme.is_verb(over) and scheme.is_copula(over) else None


def _is_over(verb: Token) -> bool:
    """Whether being a member is told to have ended: "ceased to be", "is no longer"."""
    above = scheme.link(verb).governor
    if scheme.has_to(verb) and is_a(above, "ceasing", "verb"):
        return certainty(above).modality is Modality.ASSERTED
    ended = known(verb).of_class("ceasing", "adverb")
    return any(a.lower_ in ended for a in scheme.adverbs(verb))


# Of which group.


def _group_of(word: Token) -> tuple[Token, ...]:
    """The words that name the group that ``word`` is a part of."""
    of = under(word, "member of")
    copula = _copula_over(word) if not of else None
    beside = scheme.relative_whole(copula) if copula is not None else None
    if of or beside is not None:
        owned = [a for t in of for a in nominal.appositions(word) if a.i > t.i and _is_owner_before(t, a)]
        return named(beside or (owned or of)[0])
    owners = _owners(word)
    if not owners:
        return before(word, "PROPN", "ADJ")
    return named(nominal.antecedent(owners[0]) or owners[0] if nominal.is_relative(owners[0]) else owners[0])


def _is_owner_before(name: Token, noun: Token) -> bool:
    """Whether a name only owns the group after it: Peru of "a member of Peru's ruling Forward party"."""
    after = name.doc[name.i + 1 : noun.i]
    return bool(after) and after[0].pos_ == "PART" and all(not t.is_punct for t in after)


def _owners(word: Token) -> list[Token]:
    """Whose members they are: "the group's members", "the group has five members", "counts Peru among its members"."""
    whole = word.head if nominal.is_inside_phrase(word) else word  # "the group's members - Peru, Chile -"
    owners = scheme.possessors(word) or scheme.possessors(whole) or _having(word)
    if owners and scheme.is_possessive_pronoun(owners[0]):
        return counting(word) or owners
    return owners


def _having(word: Token) -> list[Token]:
    """What has members: "the group now has five members: Peru and Chile"."""
    found = scheme.link(word)
    has = found.kind is Kind.OBJECT and is_a(found.governor, "owning", "verb")
    return scheme.subjects(found.governor) if has else []


# "The Lima Group countries of Peru and Chile", "one of the four countries of the Lima Group".


def among(word: Token) -> Belonging | None:
    """Who is one of a group's states or people: "the Lima Group countries of Peru and Chile"."""
    if word.text[0].isupper() or _is_in_apposition(word):
        return None
    name, listed = before(word, "PROPN"), names_beside(word)
    if name:
        members = listed or under(word, "whole") or members_by(word)
        return Belonging((*members, *sharing(word)), name, word, "member")
    of = under(word, "whole") or _bodies_in(word) or _made_up_by(word)
    name = named(of[0]) if of else ()
    if not may_name(name):
        return None
    if is_behind(word, "whole"):  # "one of the four countries of"
        return Belonging(tuple(members_by(scheme.link(word).governor)), name, word, "member")
    return Belonging(tuple(listed or members_by(word)), name, word, "member")


def _is_in_apposition(word: Token) -> bool:
    """Whether a party's name stands behind the word for it: "the Shia party Dawn"."""
    above = scheme.link(word)
    return is_a(word, "party") and above.kind is Kind.MODIFIER and above.governor.pos_ == "PROPN"


def _bodies_in(word: Token) -> list[Token]:
    """The group that members are said to be in: "one of the six states in the Lima Group", none of a region."""
    words = known(word)
    bodies = words.of_class("body", "noun") | words.of_class("common", "noun") | words.openings("circle")
    inside = [t for t in under(word, "within") if may_name(named(t))]
    return [t for t in inside if t.ent_type_ == "ORG" or scheme.base(t) in bodies or t.is_upper]


def _made_up_by(word: Token) -> list[Token]:
    """The group of a clause beside its members: "one of the six states that make up the Lima Group"."""
    for verb in (v for v in word.children if scheme.link(v).kind is Kind.RELATIVE and scheme.is_verb(v)):
        if not any(map(nominal.is_relative, scheme.own_subjects(verb))):
            continue
        if certainty(verb).modality is not Modality.ASSERTED:
            continue
        near = {t.lower_ for t in (*scheme.beside(verb), *scheme.particles(verb))}
        for phrase in known(word).find("verb", scheme.base(verb), near):
            if phrase.class_ in {"member", "joined", "founding"}:
                return [g for place in phrase.on for g in scheme.fillers(verb, place)][:1]
    return []


# "Peru's accession to the Lima Group", "Peru's membership of the Lima Group lapsed".


def change(word: Token, phrase: Phrase) -> Belonging | None:
    """What becomes of a membership, told by a noun: "Peru's accession to the Lima Group"."""
    group = next((g for place in phrase.on for g in scheme.fillers(word, place)), None)
    group = group or scheme.torn_off(word, *phrase.on)
    name = named(group) if group is not None else ()
    if group is None or not may_name(name) or certainty(word).modality is not Modality.ASSERTED:
        return None
    over = scheme.link(word).governor
    if _is_undone_by(over, word):
        return None
    owners = scheme.possessors(word) or [t for t in under(word, "whole") if t.i != group.i]
    if phrase.class_ != "member":
        members = owners or _kept_out_by(over)
        return Belonging(tuple(members), name, word, phrase.class_)
    fate = _fate(word)
    if fate is not None:
        members = owners or (scheme.objects(over) if scheme.is_passive(over) else scheme.subjects(over))
        return Belonging(tuple(m for m in members if m.i != word.i), name, word, fate)
    kept_out = known(word).find("passive", scheme.base(over))
    status = kept_out[0].class_ if kept_out else phrase.class_
    return Belonging(tuple(owners or _kept_out_by(over)), name, word, status)


def _is_undone_by(verb: Token, noun: Token) -> bool:
    """Whether a verb ends or stops what a noun tells: "lifted the suspension of Peru from the Lima Group"."""
    undone = scheme.is_verb(verb) and scheme.base(verb) in known(verb).of_class("undo", "verb")
    return undone and noun in scheme.objects(verb)


def _kept_out_by(verb: Token) -> list[Token]:
    """Who is let in or kept out by the verb over a membership: "removed Peru from membership in the Lima Group"."""
    told = scheme.is_verb(verb) and known(verb).find("passive", scheme.base(verb))
    return scheme.objects(verb) if told else []


def _fate(word: Token) -> str | None:
    """What becomes of a membership: "its membership lapsed", "was granted membership", "was stripped of membership"."""
    found = scheme.link(word)
    over = found.governor
    if not scheme.is_verb(over):
        return None
    near = {t.lower_ for t in (*scheme.beside(over), *scheme.particles(over))}
    place = found.marker.lower_ if found.kind is Kind.OBLIQUE and found.marker is not None else found.kind.value
    place = "object" if found.kind is Kind.SUBJECT and scheme.is_passive(over) else place
    told = known(word).find("fate", scheme.base(over), near)
    return next((p.class_ for p in told if place in p.on), None)
