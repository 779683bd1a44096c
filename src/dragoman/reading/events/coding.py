"""Coding: an event's countries, place, contexts and CAMEO code, from its words and, where they are silent, by rule.

What a rule supplied rather than a word is named in ``Event.inferred``. A place never becomes a side because a
preposition stands before it, and whoever did harm is never taken from where the harm was done.
"""

from functools import cache
from typing import NamedTuple

from spacy.tokens import Token

from dragoman.languages import lexicons
from dragoman.mentions import countries_of, home_of
from dragoman.mentions.mention import INTERNATIONAL, is_of_post
from dragoman.model import Actor, ActorKind, ActorRef
from dragoman.reading.draft import Draft, Place
from dragoman.reading.events.frames import BASE, classes, listed
from dragoman.reading.events.roles import is_in_setting
from dragoman.syntax.arguments import clause, phrase
from dragoman.syntax.link import Kind
from dragoman.syntax.nominal import seats_of
from dragoman.syntax.scheme import behind, is_possessive_pronoun, is_preposition, is_verb, link, objects, scheme
from dragoman.syntax.tree import conjuncts, sentence

_RULERS = {"GOV", "MIL", "COP", "LEG", "JUD"}
_ARMED = "REB"  # whoever bears arms against a state is not of it because the act was there
_HARM = {"ASSAULT"}  # acts whose doers get no country but one that the text gives
_TOLD_HERE = {"CONCEDE", "COERCE", "PROTEST", "THREATEN", "RETREAT", "ASSAULT"}  # done to one's own who are there
_VICTIMS = {"ASSAULT", "COERCE", "AID"}  # acts at people who are where the act is
_WITH_OTHERS = {"AGREE", "SUPPORT", "COOPERATE", "CONSULT"}  # acts that nobody does to their own alone
_AT_OTHERS = {"SANCTION", "AGREE"}  # acts at whoever is of another country than the doers
_LOCAL = {*_VICTIMS, "ACCUSE", "CONCEDE", "SANCTION"}  # acts whose unnamed targets are of the place, where it is told


class Sides(NamedTuple):
    """ISO 3166-1 alpha-3 codes of both sides, and which sides no word of the event's names."""

    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    inferred: tuple[str, ...]


class Where(NamedTuple):
    """Where an act took place, the words that say so, and whether only the report as a whole says it."""

    place: Place
    words: tuple[Token, ...] = ()
    inferred: bool = False


def country_at(token: Token, draft: Draft) -> str | None:
    """The country that a token names, or that the place it names lies in."""
    place = draft.places.get(token.i)
    if is_possessive_pronoun(token) and token.i in draft.mentions:  # "its troops"
        owner = draft.actors_by_id().get(draft.mentions[token.i].actor)
        return owner.country if owner is not None else None
    return draft.countries.get(token.i) or (place.country if place else None)


def named(tokens: list[Token], draft: Draft) -> list[str]:
    """The countries that tokens name, in their order, once each."""
    return list(dict.fromkeys(c for t in tokens if (c := country_at(t, draft))))


def code_sides(
    head: Token,
    type_: str,
    doers: tuple[ActorRef, ...],
    doer_words: list[Token],
    targets: tuple[ActorRef, ...],
    target_words: list[Token],
    where: Where | None,
    draft: Draft,
) -> Sides:
    """The countries of both sides of the event of ``head``, from their words, else from what the report is about."""
    by_id = draft.actors_by_id()
    inferred = []
    acting = [by_id[r.actor] for r in doers]
    settled = type_ not in _HARM and all(a.sector in _RULERS or (_is_people(a) and a.sector != _ARMED) for a in acting)
    ours = _said(doers, doer_words, settled, draft)
    theirs = _said(targets, target_words, bool(targets), draft)
    if type_ in _WITH_OTHERS and not targets and set(theirs) <= set(ours):
        theirs = []  # "Chad restated its commitment"
    if not ours:
        ours = _homes(acting, type_, draft)
        if type_ in _HARM and targets and set(ours) & set(theirs):
            ours = []  # "soldiers beat Peruvian fishermen" does not say that they are Peru's
        at_home = type_ == "COERCE" and any(w.lemma_.lower() in _rulers() for w in target_words)  # as in a coup
        ours = [c for c in ours if at_home or c not in theirs or _is_told_elsewhere(c, target_words, draft)]
        if not ours and not doer_words and type_ == "CONCEDE" and draft.home:
            ours = [draft.home]  # a state's own courts release, its own rulers resign
        if not ours and not doer_words:
            ours = _left(head, draft)
        if not ours and not doer_words and where is not None and is_by_law(head):
            ours = [where.place.country]  # whoever is arrested is by the state where that is
        inferred += ["actor_countries"] if ours else []
    if not theirs:
        theirs = _about(head, ours, draft) if not targets else []
        theirs = theirs or _of_targets([by_id[r.actor] for r in targets], type_, ours, where, draft)
        if not theirs and target_words and not targets and type_ in _LOCAL and where is not None:
            own = type_ in _HARM and where.inferred and where.place.country in ours  # nobody is said to harm their own
            theirs = [] if own else [where.place.country]
        inferred += ["recipient_countries"] if theirs else []
    return Sides(tuple(ours), tuple(theirs), tuple(inferred))


def _left(head: Token, draft: Draft) -> list[str]:
    """The country that those were made to leave whom nobody is said to expel: "were ordered out of Belarus"."""
    if head.lemma_.lower() not in listed("lawful", "expelling", head.doc.lang_) or not scheme.is_passive(head):
        return []
    out = [o for p in scheme.particles(head) if scheme.form(p) == "out" for o in scheme.prepositional(p, "of")]
    return named([*scheme.prepositional(head, "from"), *out], draft)[:1]


def is_by_law(act: Token) -> bool:
    """Whether only a state does what ``act`` tells, where nobody is said to: "was arrested", "detentions"."""
    return act.lemma_.lower() in listed("lawful", "acts", act.doc.lang_)


def _is_told_elsewhere(country: str, words: list[Token], draft: Draft) -> bool:
    """Whether a report names a country elsewhere than in those to whom an act is done: "the junta held two Danes"."""
    inside = {t.i for w in words for t in phrase(w)}
    named = {i for i, code in draft.countries.items() if code == country}
    named |= {i for i, place in draft.places.items() if place.country == country}
    return not named <= inside


def _said(found: tuple[ActorRef, ...], words: list[Token], by_place: bool, draft: Draft) -> list[str]:
    """The countries that a side's actors have or its phrases name, coordinated ones too ("Greek and Cypriot sides").

    ``by_place`` lets the place where they are count: "police in Minsk", but not "gunmen in Minsk".
    """
    by_id = draft.actors_by_id()
    codes = list(dict.fromkeys(c for r in found for c in countries_of(by_id[r.actor], by_id)))
    aside = {w.i for w in words if w.lemma_.lower() in of_others()}
    abroad = any(by_id[r.actor].sector == INTERNATIONAL for r in found)  # wherever it meets
    placed = by_place and not abroad
    near = [t for w in words if w.i not in aside for t in phrase(w) if placed or not is_in_setting(t, w)]
    near = [t for t in near if not is_of_post(t)]
    joined = [c for t in near if country_at(t, draft) in codes for c in named(conjuncts(t), draft)]
    return list(dict.fromkeys([*codes, *joined])) or named(near, draft) or _seats(words, draft)


def _seats(words: list[Token], draft: Draft) -> list[str]:
    """The countries in which those are said to be based: "hackers based in Minsk"."""
    based = lexicons.table("roles.toml")["based"]["words"]
    return named([t for w in words if w.doc.lang_ == "en" for o in seats_of(w, *based) for t in phrase(o)], draft)


@cache
def _rulers() -> frozenset[str]:
    return frozenset(lexicons.table("roles.toml")["rulers"]["words"])


@cache
def of_others() -> frozenset[str]:
    """Whose possessor is of another side: "her kidnappers"."""
    others = lexicons.table("roles.toml")["other_side"]
    return frozenset({*others["words"], *others["apart"]})


def is_setting(token: Token, draft: Draft) -> bool:
    """Whether a word says where an act took place rather than whom it met: "held talks in Algiers"."""
    found = link(token)
    placed = found.marker is not None and found.marker.lower_ in listed("places", "prepositions", token.doc.lang_)
    return placed and (token.i in draft.places or token.i in draft.countries)


def is_beyond(token: Token) -> bool:
    """Whether ``token`` is only whose border something is at: "a camp near the border with Chad"."""
    marker = link(token).marker
    if marker is None or not marker.i:
        return False
    return marker.doc[marker.i - 1].lemma_.lower() in listed("places", "frontiers", token.doc.lang_)


def _homes(actors: list[Actor], type_: str, draft: Draft) -> list[str]:
    """The country that the report is about, for doers whom no word gives one; none for whoever did harm."""
    known = (a for a in actors if a.sector in _RULERS or (type_ not in _HARM and a.sector != _ARMED))
    homes = (home_of(a, draft) for a in known)
    return list(dict.fromkeys(code for code in homes if code))


def _about(head: Token, ours: list[str], draft: Draft) -> list[str]:
    """Another country that the clause or what its objects speak of names, places left out."""
    others = [t for t in clause(head) if not is_in_setting(t, head)]
    if codes := [c for c in named(others, draft) if c not in ours]:
        return codes
    inner = [t for o in objects(head) for t in o.subtree if not is_in_setting(t, head)]
    return [c for c in named(inner, draft) if c not in ours][:1]


def _of_targets(targets: list[Actor], type_: str, ours: list[str], where: Where | None, draft: Draft) -> list[str]:
    """Of recipients whom no word gives a country: the place's for those harmed there, else the report's own."""
    if targets and type_ in _VICTIMS and where is not None and any(_may_be_local(a) for a in targets):
        return [where.place.country]
    if not targets and type_ == "ASSAULT" and where is not None and where.place.country not in ours:
        return [where.place.country]  # whoever is attacked is of the place
    homes = [code for a in targets if (code := home_of(a, draft))]
    if type_ in _AT_OTHERS:
        homes = [code for code in homes if code not in ours]
    if homes:
        return homes[:1]
    if targets or not ours:
        return []
    told_here = where is not None and not where.inferred and where.place.country == ours[0] and type_ in _TOLD_HERE
    return ours[:1] if told_here else []


def _is_people(actor: Actor) -> bool:
    return actor.kind in {ActorKind.POPULATION, ActorKind.GROUP}


def _may_be_local(actor: Actor) -> bool:
    return actor.kind in {ActorKind.POPULATION, ActorKind.PERSON, ActorKind.GROUP, ActorKind.OTHER}


def where_of(head: Token, type_: str, draft: Draft) -> Where | None:
    """Where the act of ``head`` took place: by its clause, its sentence, or the country that the report is about."""
    own = _in_clause(head, draft) or _in_what_is_told(head, draft)
    if own is not None:
        return own
    reached = _place_reached(head, type_, draft) or _in_sentence(head, draft)
    if reached is not None:
        return reached._replace(inferred=True)
    return Where(Place(draft.home, draft.home), (), True) if draft.home else None


def _in_clause(head: Token, draft: Draft) -> Where | None:
    """The nearest place after "in", "at", "near" in the clause, or in the one that it goes along with."""
    for token in clause(head):
        if not is_preposition(token) or token.lower_ not in listed("places", "prepositions", token.doc.lang_):
            continue
        for inner in (t for c in behind(token) for t in phrase(c)):
            found = _place_at(inner, draft)
            if found is not None:
                return found
        found = next((f for c in behind(token) if (f := _by_adjective(c, draft))), None)
        if found is not None:
            return found
    above = link(head)
    goes_along = above.kind in {Kind.INFINITIVE, Kind.ADVERBIAL} and is_verb(above.governor)
    return _in_clause(above.governor, draft) if goes_along and above.governor.i != head.i else None


def _in_what_is_told(head: Token, draft: Draft) -> Where | None:
    """The place in the name of an act, also of the one of which a relative clause tells more: "the Gavle bombing"."""
    above = link(head)
    noun = above.governor if above.kind is Kind.RELATIVE else head
    if is_verb(noun):
        return None
    before = [t for t in phrase(noun) if t.i < noun.i and scheme.is_compound(t) and t.i not in draft.countries]
    named = next((found for t in before if t.i in draft.places and (found := _place_at(t, draft))), None)
    beside = _in_clause(noun, draft) if named is None and noun is not head else None
    return beside._replace(inferred=True) if beside is not None else named


def _by_adjective(noun: Token, draft: Draft) -> Where | None:
    """The country of "the Israeli town of X"."""
    if noun.lemma_.lower() not in classes()["territory"]:
        return None
    told = [t for t in phrase(noun) if t.pos_ == "ADJ" and t.i < noun.i and t.i in draft.countries]
    return Where(Place(draft.countries[told[0].i], draft.countries[told[0].i]), (told[0],)) if told else None


def _place_at(token: Token, draft: Draft) -> Where | None:
    before = {t.lower_ for t in token.doc[max(0, token.i - 3) : token.i]}
    if token.pos_ != "PROPN" or ("of" in before and before & listed("sides", "seats", token.doc.lang_)):
        return None  # "outside the embassy of Chad"
    code, place = draft.countries.get(token.i), draft.places.get(token.i)
    if place is not None and (code is None or place.country == code):
        words = token.doc[max(0, token.i - 4) : token.i + 5]
        return Where(place, tuple(t for t in words if draft.places.get(t.i) is place))
    return Where(Place(token.text, code), (token,)) if code and token.ent_type_ in {"GPE", "LOC"} else None


def _place_reached(head: Token, type_: str, draft: Draft) -> Where | None:
    """The place that an attack, a visit or a deployment is at: "shelled the town of Tacna"."""
    if type_ not in listed("places", "reached"):
        return None
    near = (t for o in objects(head) for t in phrase(o))
    return next((found for t in near if (found := _place_at(t, draft))), None)


def _in_sentence(head: Token, draft: Draft) -> Where | None:
    """The first place after "in", "at", "near" anywhere in the sentence."""
    for token in sentence(head):
        if is_preposition(token) and token.lower_ in listed("places", "prepositions", token.doc.lang_):
            for inner in (t for c in behind(token) for t in phrase(c)):
                if found := _place_at(inner, draft):
                    return found
    return None


def contexts(verb: Token) -> tuple[str, ...]:
    """PLOVER contexts that words of the clause speak of."""
    lemmas = {t.lemma_.lower() for t in verb.subtree}
    return tuple(c for c, words in lexicons.table(BASE, verb.doc.lang_)["contexts"].items() if lemmas & set(words))


def cameo(code: str, type_: str, inner: str | None, found: tuple[str, ...]) -> str:
    """The CAMEO code, made finer where the act spoken of (its type ``inner``) or a context says more.

    "Agreed to send aid" is 033 rather than 030, "agreed to send food aid" 0333, by tables in
    ``languages/en/events.toml``.
    """
    table = lexicons.table(BASE)
    if inner is not None and code == table["intent"]["codes"].get(type_):
        code = table["embedded"].get(type_, {}).get(inner, code)
    finer = table["finer"].get(code, {})
    return next((finer[c] for c in found if c in finer), code)


@cache
def mode_of(code: str) -> str | None:
    """The PLOVER mode that a CAMEO code implies."""
    modes: dict[str, str] = lexicons.table(BASE)["mode_of"]
    return modes.get(code, modes.get(code[:3]))


@cache
def goldstein(code: str) -> float:
    """The Goldstein-scale intensity of a CAMEO code (-10 to 10), of its first three digits where it has no own."""
    scale: dict[str, float] = lexicons.table(BASE)["goldstein"]
    return scale.get(code, scale.get(code[:3], scale[code[:2] + "0"]))
