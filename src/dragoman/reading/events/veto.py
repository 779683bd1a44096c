"""What looks like an event and is none: figures of speech, games, and harm that nobody did.

The words are data (``languages/en/figures.toml``). Proposals of every reader pass here.
"""

from collections.abc import Callable
from contextvars import ContextVar
from functools import cache
from itertools import pairwise

from spacy.tokens import Token

from dragoman.languages import lexicons
from dragoman.languages.words import words
from dragoman.mentions.mention import role_of
from dragoman.reading.events.frames import classes, is_violent, listed
from dragoman.reading.events.manner import (
    is_at_nothing,
    is_by_nothing,
    is_of_no_use,
    names_a_person,
    tells_a_game,
    warns_of_nature,
)
from dragoman.reading.events.proposal import EventProposal
from dragoman.syntax.arguments import kinds, small_words
from dragoman.syntax.link import Kind
from dragoman.syntax.scheme import scheme
from dragoman.syntax.tree import conjuncts, sentence

_HARM, _REFUSAL, _DEMAND, _MEETING = "ASSAULT", "REJECT", "REQUEST", "CONSULT"
_FORCE, _GIFT = "COERCE", "AID"
_FOUGHT = frozenset({_HARM, _FORCE, "RETREAT"})  # acts that games are told in
_PUBLIC = frozenset({"GOV", "LEG", "OPP"})  # sectors whose blows are votes
_EARNEST = frozenset({"REB", "COP", "JUD"})  # sectors that play no games
_THREAT = "THREATEN"
_OPEN, _CLOSE = frozenset('“‘"«'), frozenset('”’"»')
_NAMED = frozenset({"PERSON", "ORG", "GPE"})
_DATED = frozenset({"DATE", "TIME"})
_COUNTED = frozenset({"PRON", "DET", "NUM"})  # "any of the criteria"
_STOPS = frozenset(".!?;")
_SHOTS = frozenset({"shot", "round", "volley"})  # of balls as well

# Whether only the lists are asked, not what nouns name: each must do its work alone, since neither knows every word.
lists_alone: ContextVar[bool] = ContextVar("lists_alone", default=False)


def is_figure(proposal: EventProposal, head: Token) -> bool:
    """Whether what ``proposal`` takes for an act is a figure of speech, a game, or harm without a doer."""
    type_ = proposal.type
    language = head.doc.lang_
    objects = scheme.objects(head)
    done_to = _forms([*objects, *(t for o in objects if o.pos_ in _COUNTED for t in scheme.made_of(o))])
    near = done_to | _forms([t for t in scheme.prepositional_objects(head) if not (_tells_when(t) or _is_term(t))])
    if near & _words("abstract", type_, language, _lemma(head)) or done_to & _words(
        "harmless", type_, language, _lemma(head)
    ):
        return True
    if _is_aside(head, type_) or _forms([k for t in scheme.objects(head) for k in kinds(t)]) & _words(
        "sham", type_, language
    ):
        return True
    if _is_retort(head, type_) or _is_by(head, "doer", type_) or _is_shot(head, type_) or _is_flop(head, type_):
        return True
    if _lemma(head) in _words("blow", type_, language) and any(
        is_violent(t) for t in scheme.prepositional(head, "with")
    ):
        return True
    if type_ == _HARM and _is_at_itself(head):
        return True
    if _is_titled(head) or _is_in_a_manner(head, type_) or _is_of_a_field(head, type_):
        return True
    if any(map(_is_game(type_), sentence(head))) and not (_is_armed(head) or _is_in_earnest(head)):
        return True
    if type_ == _REFUSAL and (_only_keeps_silent(head) or _is_about_comment(head)):
        return True
    if type_ == _DEMAND and (_is_about_comment(head) or _only_hides(head) or _goes_unheard(head)):
        return True
    if _tells_how_it_is_done(head) or _is_danger(head, type_):
        return True
    if type_ == _MEETING and (_is_only_talk(head) or _may_not_speak(head)):
        return True
    if any(_kind(head.doc[i]) & _words("kind", type_, language) for i in proposal.trigger):
        return True
    if head.lemma_.lower() in _words("feeling", type_, language) and _only_feels(head):
        return True
    if type_ == _DEMAND and _only_inquires(head):
        return True
    return type_ == _HARM and _is_nobodys_doing(head, near)


def is_complaint(proposal: EventProposal, head: Token) -> bool:
    """Whether a verb may only say how bad things are, and accuses nobody where it names nobody: "complained"."""
    return scheme.is_verb(head) and _lemma(head) in _words("complaint", proposal.type, head.doc.lang_)


def _lemma(word: Token) -> str:
    return str(word.lemma_.lower())


def _is_game(type_: str) -> Callable[[Token], bool]:
    """Whether a word names a game, or tells of one between countries: "Chile thrashed Peru"."""

    def is_game(word: Token) -> bool:
        language = word.doc.lang_
        names = {word.lower_} if word.is_sent_start else {word.lower_, word.text}
        if word.pos_ in {"NOUN", "PROPN"} and names & _words("sport", type_, language):
            counted = any(scheme.is_plural(t) for t in scheme.prepositional(word, "of"))
            return bool(word.ent_type_ != "ORG") and not counted  # "the Arab League", "a set of talks"
        if _lemma(word) not in _words("contest", type_, language) or not scheme.is_verb(word):
            return False
        sides = (scheme.own_subjects(word), scheme.direct_objects(word))
        return all(side and all(t.ent_type_ == "GPE" for t in side) for side in sides)

    return is_game


def _is_in_a_manner(head: Token, type_: str) -> bool:
    """Whether an act is one in a manner of speaking: by its nature, in a work, by a limb, as an aim or a dismissal."""
    language = head.doc.lang_
    if not lists_alone.get() and _is_by_nature(head, type_):
        return True
    if _is_in_fiction(head, _words("fiction", type_, language)) or _hurts_no_limb(head, type_):
        return True
    if _forms(scheme.infinitives(head)) & _words("aim", type_, language, _lemma(head)):
        return not scheme.objects(head) and not scheme.prepositional(head, "against", "with")
    return _is_dismissal(head, type_)


def _is_by_nature(head: Token, type_: str) -> bool:
    """Whether an act is done to or by what can neither do nor suffer it, or is one of a game's."""
    language = head.doc.lang_
    if is_at_nothing(head, _words("bodily", type_, language), _words("through", type_, language)):
        return True
    if type_ == _THREAT and warns_of_nature(head, _words("through", type_, language)):
        return True
    if type_ == _GIFT and is_of_no_use(head, _words("ammunition", type_, language)):
        return True
    vowed = scheme.infinitives(head) if type_ == _THREAT else ()
    if any(is_at_nothing(v, _words("bodily", t, language), frozenset()) for v in vowed for t in _FOUGHT):
        return True
    return is_by_nothing(head, _words("deed", type_, language)) or _is_played(head, type_)


def _is_played(head: Token, type_: str) -> bool:
    """Whether an act is one of a game; of those that force somebody only such as games are told in, no convictions."""
    language = head.doc.lang_
    told = type_ in _FOUGHT and (type_ != _FORCE or _lemma(head) in _words("deed", type_, language))
    return told and not _is_in_earnest(head) and tells_a_game(head, _words("scoring", _HARM, head.doc.lang_))


def _is_of_a_field(head: Token, type_: str) -> bool:
    """Whether an attack is one of a price war, a bicycle race or the like: told of without arms."""
    field = _words("field", type_, head.doc.lang_)
    if not field or _is_in_earnest(head):
        return False
    words = list(sentence(head))
    told = _forms(words) | {f"{one.lower_} {_lemma(other)}" for one, other in pairwise(words)}
    return bool(told & field) and not _forms([t for t in words if t.pos_ == "NOUN"]) & (_arms() - _SHOTS)


def _is_in_fiction(head: Token, works: frozenset[str]) -> bool:
    """Whether what is told happens in a work: "in the novel she murders a banker"."""
    above = scheme.link(head)
    return any(_forms(scheme.prepositional(t, "in")) & works for t in (head, above.governor) if scheme.is_verb(t))


def _hurts_no_limb(verb: Token, type_: str) -> bool:
    """Whether a politician is stabbed in the back, or shoots himself in the foot."""
    if not _forms(scheme.prepositional(verb, "in")) & _words("limb", type_, verb.doc.lang_):
        return False
    if any(t.morph.get("Reflex") == ["Yes"] for t in scheme.objects(verb)):
        return True
    words = [w for t in scheme.subjects(verb) for w in (t, *kinds(t))]
    sectors = {role.sector for t in words if (role := role_of(t)) is not None}
    allied = _forms(words) & _words("ally", type_, verb.doc.lang_)
    return not scheme.is_passive(verb) and bool(sectors & _PUBLIC or allied)


def _is_dismissal(verb: Token, type_: str) -> bool:
    """Whether people are fired, who are no shots: "fired the cook"."""
    if not scheme.is_verb(verb) or _lemma(verb) not in _words("dismissal", type_, verb.doc.lang_):
        return False
    return any(names_a_person(t) for t in scheme.direct_objects(verb))


def _is_aside(head: Token, type_: str) -> bool:
    """Whether a verb has a harmless sense beside these words: "fired off a letter", "stormed out", "shot to fame"."""
    language, lemma = head.doc.lang_, _lemma(head)
    own = not scheme.direct_objects(head) and not scheme.relative_objects(head)
    beside = {scheme.form(p) for p in scheme.particles(head) if not scheme.behind(p) or (own and not _is_dated(p))}
    if beside & _words("particle", type_, language, lemma):  # not "the men whom police seized on Monday"
        return True
    through = _words("through", type_, language)
    done_to = [*scheme.objects(head)]
    done_to += [o for t in done_to if _lemma(t) in through for o in scheme.prepositional_objects(t)]
    pairs = {f"{k.lower_} {_lemma(t)}" for t in done_to for k in kinds(t)}  # "the box office"
    words = _words("target", type_, language, lemma) | _words("abstract", type_, language, lemma)
    return bool((_forms(done_to) | pairs) & words)


def _is_dated(preposition: Token) -> bool:
    return any(t.ent_type_ in _DATED for t in scheme.behind(preposition))


def _is_at_itself(war: Token) -> bool:
    """Whether a party quarrels with itself: "the coalition is at war with itself"."""
    above = scheme.link(war)
    if scheme.is_verb(war) or above.kind is not Kind.OBLIQUE:
        return False
    met = [*scheme.prepositional(war, "with"), *scheme.prepositional(above.governor, "with")]
    if any(t.morph.get("Reflex") == ["Yes"] for t in met):
        return True
    within = [t for s in scheme.own_subjects(above.governor) for t in (s, *scheme.made_of(s))]
    mutual = any(t.lower_ in {"other", "another"} for t in met)
    return mutual and bool(_forms(within) & _words("ally", _HARM, war.doc.lang_))


def _is_retort(verb: Token, type_: str) -> bool:
    """Whether somebody answers in words: "fired back with accusations", "hit back, saying that"."""
    language, lemma = verb.doc.lang_, _lemma(verb)
    if not small_words(verb) & _words("return", type_, language, lemma):
        return False
    told = [*scheme.adverbial_clauses(verb), *scheme.clauses_under(verb), *scheme.prepositional(verb, "with")]
    return bool(_forms(told) & _words("retort", type_, language, lemma))


def _is_by(head: Token, class_: str, type_: str) -> bool:
    """Whether words of a class are the doers of the act, or those whom it comes from."""
    doing = [*scheme.subjects(head), *scheme.passive_agents(head), *scheme.prepositional(head, "from")]
    doing = _same([*(doing or scheme.nominal_doers(head)), *_attackers(head)])
    language, lemma = head.doc.lang_, _lemma(head)
    words = _words(class_, type_, language, lemma)
    if lemma in listed("light", "with_preposition", language):
        words -= _words(class_, type_, language)  # "the speech came a week after an attack"
    if doing and all(map(scheme.is_pronoun, doing)) and type_ == _THREAT:
        doing = _named_before(head)
    return any(
        ({t.lower_, _lemma(t)} | {f"{k.lower_} {_lemma(t)}" for k in kinds(t)}) & words
        for t in doing
        if t.ent_type_ not in _NAMED and not any(map(is_violent, scheme.made_of(t)))  # "a wave of bombings"
    )


def _same(doing: list[Token]) -> list[Token]:
    """Doers, with what they are said to be and the beasts that a swarm is made of: "mpox, an enemy that attacks"."""
    found = []
    for doer in doing:
        above = scheme.link(doer)
        alike = [doer, above.governor] if above.kind is Kind.APPOSITION else [doer]
        swarms = _words("swarm", _HARM, doer.doc.lang_)
        found += [*alike, *(m for t in alike if _forms([t]) & swarms for m in scheme.made_of(t))]
    return found


def _attackers(verb: Token) -> list[Token]:
    """Whose attack it is that somebody meets: "fought off a raid by speculators", "came under attack from sellers"."""
    if not scheme.is_verb(verb):
        return []
    met = [*scheme.objects(verb), *scheme.prepositional(verb, "under", "through", "off")]
    return [t for act in met if is_violent(act) for t in (*scheme.prepositional(act, "by", "from"), *_owners(act))]


def _named_before(verb: Token) -> list[Token]:
    """Who did what was told last before a pronoun: "the service said a day after it had warned"."""
    before = [t for t in sentence(verb) if t.i < verb.i and scheme.is_verb(t)]
    told = ([s for s in scheme.own_subjects(t) if not scheme.is_pronoun(s)] for t in reversed(before))
    return next((named for named in told if named), [])


def _owners(act: Token) -> list[Token]:
    return [t for t in scheme.possessors(act) if t.pos_ == "NOUN"]


def _is_shot(head: Token, type_: str) -> bool:
    """Whether an act is one person's on a field: "a late strike by Varga"."""
    if head.lower_ not in _words("shot", type_, head.doc.lang_) or scheme.is_verb(head):
        return False
    return any(t.ent_type_ == "PERSON" for t in scheme.prepositional(head, "by", "from"))


def _is_flop(head: Token, type_: str) -> bool:
    """Whether a play or a film does badly: "the exhibition bombed", which may be parsed as one that was bombed."""
    flops = _words("flop", type_, head.doc.lang_, _lemma(head))
    above = scheme.link(head)
    governors = [above.governor] if scheme.is_participle(head) and above.kind is Kind.PARTICIPLE else []
    return bool(flops) and bool(_forms([*scheme.subjects(head), *governors]) & flops) and not scheme.is_passive(head)


def _is_danger(head: Token, type_: str) -> bool:
    """Whether a threat is one that nobody speaks: "threats to religious freedom"."""
    if scheme.is_verb(head) or head.lemma_.lower() not in _words("unspoken", type_, head.doc.lang_):
        return False
    return bool(scheme.prepositional(head, "to")) and not scheme.prepositional(head, "by", "against")


def _is_titled(head: Token) -> bool:
    """Whether ``head`` is a word of a title in quotation marks, of which all words but small ones are capitals."""
    doc, sent = head.doc, sentence(head)
    first = next((i for i in range(head.i, sent.start - 1, -1) if doc[i].text in _OPEN), None)
    last = next((i for i in range(head.i, sent.end) if doc[i].text in _CLOSE), None)
    if first is None or last is None or first >= last:
        return False
    words = [t for t in doc[first + 1 : last] if t.is_alpha]
    telling = [t for t in words if t.pos_ not in {"ADP", "DET", "CCONJ", "PART", "SCONJ", "PRON"}]
    ends = {t.text for t in doc[first + 1 : last] if t.is_punct} & _STOPS
    return bool(telling) and words[0].text[0].isupper() and all(t.text[0].isupper() for t in telling) and not ends


def _kind(noun: Token) -> set[str]:
    """The words that tell what kind of thing ``noun`` is: before it, and of what it is."""
    return _forms([*kinds(noun), *scheme.made_of(noun)]) if noun.pos_ in {"NOUN", "PROPN"} else set()


def _only_feels(verb: Token) -> bool:
    """Whether ``verb`` tells how somebody feels: "is encouraged by the talks", but not "is encouraged to act"."""
    return scheme.is_passive(verb) and not scheme.infinitives(verb)


def _only_inquires(verb: Token) -> bool:
    """Whether ``verb`` puts a question and demands nothing: "asked if they agreed", "was asked by reporters"."""
    language = verb.doc.lang_
    if verb.lemma_.lower() not in _words("inquiry", _DEMAND, language):
        return False
    openings = _words("opening", _DEMAND, language)
    if verb.i + 1 < len(verb.doc) and verb.nbor(1).lower_ in openings:
        return True  # "Asked if they agreed, the minister said", where the parser hangs the question on "said"
    asked = (t for c in verb.children if scheme.is_verb(c) for t in (c.left_edge, *scheme.markers(c)))
    if any(t.i > verb.i and t.lower_ in openings for t in asked):
        return True
    asking = _forms([*scheme.own_subjects(verb), *scheme.passive_agents(verb)])
    return bool(asking & _words("interviewer", _DEMAND, language)) or (
        not scheme.infinitives(verb) and bool(small_words(verb) & _words("topic", _DEMAND, language))
    )


def _tells_when(token: Token) -> bool:
    """Whether a noun behind a preposition says when, not what is done: "for the second time", "before the deadline"."""
    language, marker = token.doc.lang_, scheme.link(token).marker
    counting = listed("when", "counting", language)
    counted = any(child.ent_type_ == "ORDINAL" or child.lower_ in counting for child in token.children)
    return counted or (marker is not None and marker.lower_ in listed("when", "prepositions", language))


def _is_term(noun: Token) -> bool:
    """Whether a noun only opens a condition: "will send doctors on condition that they pay"."""
    return noun.lower_ in words(noun.doc.lang_).of_class("condition", "conjunction")


def _only_keeps_silent(verb: Token) -> bool:
    """Whether ``verb`` is a refusal to speak, which is a statement and no act: "declined to comment"."""
    silent = listed("silence", "verbs", verb.doc.lang_)
    return any(scheme.link(c).kind is Kind.INFINITIVE and c.lemma_ in silent for c in verb.children)


def _is_about_comment(head: Token) -> bool:
    """Whether ``head`` asks for what reporters do, or refuses it: "a request for comment", "asked for anonymity"."""
    near = [head, *scheme.objects(head)] if scheme.is_verb(head) else [head]
    above = scheme.link(head)
    if above.kind is Kind.MODIFIER and scheme.is_verb(head):
        near.append(above.governor)  # "requested anonymity", taken for anonymity that was requested
    sought = [*near[1:], *(o for t in near for o in scheme.prepositional_objects(t))]
    return bool(_forms(sought) & listed("silence", "topics", head.doc.lang_))


def _only_hides(verb: Token) -> bool:
    """Whether somebody asks for no more than to stay unnamed: "asked not to be named", "asked to remain anonymous"."""
    language = verb.doc.lang_
    for below in scheme.infinitives(verb):
        if scheme.is_passive(below) and below.lemma_ in listed("silence", "hidden", language):
            return True
        if _forms(scheme.predicatives(below)) & listed("silence", "adjectives", language):
            return True
    return False


def _may_not_speak(verb: Token) -> bool:
    """Whether somebody speaks who may not or who gives no name: "not authorised to discuss it", "spoke on condition of
    anonymity to discuss it"."""
    above, language = scheme.link(verb), verb.doc.lang_
    if not scheme.is_verb(verb) or above.kind not in {Kind.INFINITIVE, Kind.ADVERBIAL}:
        return False
    if scheme.is_negated(above.governor) and _lemma(above.governor) in listed("silence", "allowing", language):
        return True
    return bool(_forms(scheme.prepositional_objects(above.governor)) & listed("silence", "nameless", language))


def _goes_unheard(noun: Token) -> bool:
    """Whether calls are a reporter's, made for nothing that is told: "calls to the ministry went unanswered"."""
    above = scheme.link(noun)
    if above.kind is not Kind.SUBJECT or scheme.prepositional(noun, "for"):
        return False
    told = [c for c in above.governor.children if c.i > above.governor.i]
    return bool(_forms(told) & listed("silence", "unheard", noun.doc.lang_))


def _tells_how_it_is_done(act: Token) -> bool:
    """Whether an act is what is always done in some way: "explained how visas are issued"."""
    above = scheme.link(act)
    verb = act if scheme.is_verb(act) or above.kind not in {Kind.SUBJECT, Kind.OBJECT} else above.governor
    opening = listed("habits", "openings", act.doc.lang_)
    if not scheme.is_verb(verb) or not scheme.is_present(verb) or scheme.is_perfect(verb):
        return False
    opens = any(t.lower_ in opening for t in scheme.markers(verb))
    return opens and scheme.link(verb).kind in {Kind.CLAUSE, Kind.ADVERBIAL, Kind.RELATIVE}


def _is_only_talk(noun: Token) -> bool:
    """Whether people only speak of something: "talk of Peru leaving the pact", not "talks"."""
    speaks = noun.lemma_.lower() in listed("silence", "talk", noun.doc.lang_)
    return speaks and not scheme.is_verb(noun) and not scheme.is_plural(noun) and bool(scheme.made_of(noun))


def _is_nobodys_doing(head: Token, near: set[str]) -> bool:
    """Whether a hazard or a beast does the harm, a mishap is told as its cause, or somebody just dies."""
    language = head.doc.lang_
    doing = _same([*scheme.subjects(head), *scheme.passive_agents(head)])
    by = _forms([*doing, *(k for t in doing for k in kinds(t))])  # "Typhoon Rosa"
    above = scheme.link(_first(head))
    if above.kind is Kind.ADVERBIAL and scheme.is_participle(head):  # "crashed, killing six"
        by |= _forms([above.governor, *scheme.own_subjects(above.governor)])
        if _is_crash(above.governor):
            return True
    if _is_crash(head):
        return True
    if (by | near) & _words("hazard", _HARM, language):
        return True
    biting = [t for t in doing if t.pos_ == "NOUN"]
    biting += [k for t in doing if is_violent(t) for k in kinds(t)]  # "a shark attack killed two"
    if _forms(biting) & _words("beast", _HARM, language):
        return True
    if any(_is_accident(t, head) for t in (*doing, *scheme.prepositional(head, "in", "by"))):
        return True
    if by & _words("fuel", _HARM, language) and not scheme.objects(head):
        return True  # "a boiler exploded"
    if head.lemma_.lower() in _words("death", _HARM, language):
        return _is_natural(head)
    passive = scheme.is_passive(head) and not scheme.passive_agents(head)
    return passive and any(_is_mishap(c) for verb in conjuncts(head) for c in scheme.adverbial_clauses(verb))


def _first(verb: Token) -> Token:
    """The first of the acts that ``verb`` is coordinated with: "burying" of "burying six and destroying a school"."""
    return min(conjuncts(verb), key=lambda t: t.i)


def _is_natural(death: Token) -> bool:
    """Whether somebody just dies: of something else than wounds, and in no attack that is told."""
    wounds = frozenset(classes()["wound"])
    causes = scheme.prepositional(death, *_words("cause", _HARM, death.doc.lang_))
    if causes and not any(_forms([t, *kinds(t)]) & wounds or _is_harm(t) for t in causes):
        return True
    if any(_forms([t, *kinds(t)]) & wounds for t in causes):
        return False
    return not any(map(_is_harm, sentence(death)))


def _is_harm(token: Token) -> bool:
    """Whether a noun names an attack, and none that the body makes: "heart attack"."""
    return is_violent(token) and not _kind(token) & _words("kind", _HARM, token.doc.lang_)


def _is_mishap(verb: Token) -> bool:
    """Whether a clause tells of an accident: "when a wall collapsed", "when a gas leak caused an explosion"."""
    if any(t.pos_ == "NOUN" and t.i < verb.left_edge.i + 3 for t in scheme.adverbs(verb)):
        return False  # "was stabbed, a day after floods killed six": another time
    language, concerned = verb.doc.lang_, [*scheme.subjects(verb), *scheme.objects(verb)]
    blasts = _words("blast", _HARM, language)
    if _is_crash(verb) and not _forms(scheme.objects(verb)) & _words("vehicle", _HARM, language):
        return True  # "when their helicopter hit a mountain", but not "when a helicopter hit a bus"
    if (
        any(is_violent(t) and t.lemma_.lower() not in blasts for t in verb.subtree)
        or _forms(list(verb.subtree)) & _arms()
    ):
        return False
    if verb.lemma_.lower() in _words("mishap", _HARM, language) | _words("hazard", _HARM, language) or _is_crash(verb):
        return True
    words = _forms([*concerned, *(k for t in concerned for k in kinds(t))])
    return bool(words & (_words("hazard", _HARM, language) | _words("fuel", _HARM, language)))


def _is_crash(verb: Token) -> bool:
    """Whether a vehicle runs into something: "their helicopter hit a mountain"."""
    language = verb.doc.lang_
    hit = [*scheme.objects(verb), *scheme.prepositional(verb, "into")]
    obstacles = _forms(hit) & _words("obstacle", _HARM, language, _lemma(verb))
    return bool(obstacles) and bool(_forms(scheme.subjects(verb)) & _words("vehicle", _HARM, language))


def _is_accident(noun: Token, head: Token) -> bool:
    """Whether a fire or an explosion is of the kind that nobody sets off: "a fire", "a gas explosion"."""
    language = noun.doc.lang_
    if noun.lemma_.lower() not in _words("blast", _HARM, language):
        return False
    told = [t for c in noun.children if scheme.is_passive_participle(c) for t in scheme.passive_agents(c)]
    about = _kind(noun) | _forms([k for t in (*scheme.made_of(noun), *told) for k in kinds(t)])
    if about & _arms():
        return False
    scene = [t for word in (noun, head) for t in scheme.prepositional(word, "at", "in", "inside") if t.i != noun.i]
    works = _forms([*scene, *(k for t in scene for k in kinds(t))]) & _words("works", _HARM, language)
    fire = noun.lemma_.lower() in _words("flame", _HARM, language) and _is_one(noun)
    return bool(about & _words("fuel", _HARM, language)) or bool(works) or fire


@cache
def _arms() -> frozenset[str]:
    return frozenset({*classes()["ordnance"], *classes()["weapon"]} - {"fire", "tank", "jet"})


def _is_one(noun: Token) -> bool:
    """Whether a noun is counted: "a fire", not "fire from the hills"."""
    return any(child.lower_ in {"a", "the", "this"} for child in noun.children) or scheme.is_plural(noun)


def _forms(tokens: list[Token]) -> set[str]:
    """The words as lists may hold them: as they stand, and as they stand in a dictionary."""
    found = {form for t in tokens for form in (t.lower_, t.lemma_.lower())}
    # "Landslides buried two", taken for a name where a sentence opens
    return found | {t.lower_.removesuffix("s") for t in tokens if t.is_sent_start and t.pos_ == "PROPN"}


def _is_armed(head: Token) -> bool:
    return any(map(is_violent, sentence(head)))


def _is_in_earnest(head: Token) -> bool:
    """Whether who does an act plays no games: "police arrested the coach", "gunmen shot the goalkeeper"."""
    doing = [*scheme.subjects(head), *scheme.passive_agents(head)]
    return any(role.sector in _EARNEST for t in doing if (role := role_of(t)) is not None)


@cache
def _words(class_: str, type_: str, language: str, verb: str = "") -> frozenset[str]:
    """The words of a class for acts of a type; some rows are of certain verbs alone."""
    rows = lexicons.table("figures.toml", language)["figure"]
    fitting = (r for r in rows if r["class"] == class_ and type_ in r["types"] and verb in r.get("verbs", (verb,)))
    return frozenset(w for row in fitting for w in row["words"])
