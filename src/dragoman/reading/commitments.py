"""Commitments: what somebody promises or threatens to do, on what condition and by when.

An act counts where the one who would do it undertakes it: by a word of promise or threat over it ("vowed to", "a pledge
to"), or by telling of it as to come ("said it would"). Plans, wishes, questions and forecasts are none.
"""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, Token

from dragoman.languages.phrases import Phrases, phrases
from dragoman.languages.words import Words, words
from dragoman.mentions.home import country_of_publisher
from dragoman.model import ActorKind, ActorRef, Attribution, Commitment, Modality, When
from dragoman.reading.conditions import condition_of
from dragoman.reading.draft import DRAFT, PARSE, Draft, begin
from dragoman.reading.events.roles import singly
from dragoman.reading.voices import holders, named_before, publishing
from dragoman.reading.when import time_of
from dragoman.syntax import clearnlp as scheme
from dragoman.syntax.clause import certainty
from dragoman.syntax.link import Kind
from dragoman.syntax.tree import lemmas_in, runs, sentence

_FILE = "commitments.toml"
_LIMITS = {"by", "before", "until"}
_AT_LATEST = "by"
_TOLD = {
    Modality.ASSERTED,
    Modality.PROMISED,
    Modality.PLANNED,
    Modality.CONDITIONAL,
    Modality.NEGATED,
    Modality.POSSIBLE,
}
_UNTOLD = {Modality.NEGATED, Modality.DENIED, Modality.POSSIBLE, Modality.CONDITIONAL}
_LONGEST_ASIDE = 10  # tokens
_VOUCHED = {Kind.CLAUSE, Kind.BESIDE, Kind.COORDINATE, Kind.ROOT}
_POLITICAL = {ActorKind.STATE, ActorKind.ORGANISATION, ActorKind.PERSON, ActorKind.GROUP}


class Undertaking(NamedTuple):
    """An act with who undertakes it, the word that says so (the act itself where it is told as to come), its kind."""

    act: Token
    who: tuple[ActorRef, ...]
    by: Token
    kind: str
    words: tuple[Token, ...] = ()  # of the act, where the parse does not tell them


class CommitmentReader:
    """spaCy component ``dragoman_commitments``: fills ``Draft.commitments``."""

    def __call__(self, doc: Doc) -> Doc:
        draft = begin(doc, "dragoman_commitments")
        found: dict[int, Undertaking] = {}
        for one in (*_vowed(doc, draft), *_laid_down(doc, draft), *_announced(doc, draft), *_or_else(doc, draft)):
            found.setdefault(one.act.i, one)
        for given in list(found.values()):
            gifts = list(_given_by_others(given, draft))
            if gifts:
                own = (t for t in scheme.own_words(given.act) if t.i < gifts[0].words[0].i - 1)
                found[given.act.i] = given._replace(words=tuple(own))
            found.update({gift.act.i: gift for gift in gifts})
        draft.commitments = [_commitment(f"c{n}", found[at], draft) for n, at in enumerate(sorted(found), 1)]
        return doc


# By a word of promise or threat.


def _vowed(doc: Doc, draft: Draft) -> Iterator[Undertaking]:
    known, predicates = phrases(_FILE, doc.lang_), words(doc.lang_)
    promising = {kind: predicates.of_class("promise", kind) for kind in ("verb", "noun")}
    opening = known.openings("verb", "noun", "adjective") | promising["verb"] | promising["noun"]
    for index in lemmas_in(doc, opening):
        word = doc[index]
        if _is_undone(word, known):
            continue
        for places, kind in _readings(word, known, promising):
            who = _vower(word, known, draft)
            told = scheme.link(word).governor if scheme.word_class(word) == "adjective" else word
            acts = _acts(word, places, known) if who and _is_made(told) else []
            for act in acts:
                yield Undertaking(act, _with_doer(act, who, draft), word, _kind(act, kind, known))
            if acts:
                break


def _is_made(promise: Token) -> bool:
    """Whether a promise is told as made; a condition beside it is its act's: "is promising free rice if he wins"."""
    how = certainty(promise)
    if how.modality is not Modality.CONDITIONAL:
        return how.modality is Modality.ASSERTED
    return bool(condition_of(promise)) and not _is_future(promise)


def _is_undone(noun: Token, known: Phrases) -> bool:
    """Whether a promise or a threat is taken back: "dropped its threat to leave"."""
    found = scheme.link(noun)
    return found.kind is Kind.OBJECT and scheme.base(found.governor) in known.of_class("undo", "verb")


def _readings(
    word: Token, known: Phrases, promising: dict[str, frozenset[str]]
) -> Iterator[tuple[tuple[str, ...], str]]:
    """Where the acts of ``word`` may stand and whether it promises or threatens them."""
    kind, base = scheme.word_class(word), scheme.base(word)
    for phrase in known.find(kind, base, {t.lower_ for t in scheme.beside(word)}):
        if phrase.class_ in {"promise", "threat"}:
            yield phrase.on, phrase.class_
        if phrase.class_ == "term" and _is_set(word, known):
            yield phrase.on, "threat"
    if base in promising.get(kind, ()):
        yield ("infinitive", "clause", "object") if kind == "verb" else ("infinitive",), "promise"


def _is_set(term: Token, known: Phrases) -> bool:
    """Whether a time is one that somebody is given: "gave them 48 hours", "gave the city a week"."""
    found = scheme.link(term)
    given = found.kind is Kind.OBJECT or bool(scheme.is_verb(found.governor) and scheme.datives(found.governor))
    return given and scheme.base(found.governor) in known.of_class("set", "verb")


def _vower(word: Token, known: Phrases, draft: Draft) -> tuple[ActorRef, ...]:
    """Who promises by ``word``: the subject of a verb or adjective; of a noun its owner, or who gives or signs it."""
    kind = scheme.word_class(word)
    if kind == "verb":
        passive = scheme.is_passive(word) and not scheme.passive_agents(word)
        own = scheme.own_subjects(word) if passive and word.lemma_ == "commit" else scheme.subjects(word)
        beside = scheme.link(word)
        if not own and passive and beside.kind is Kind.COORDINATE and scheme.is_verb(beside.governor):
            own = scheme.own_subjects(beside.governor)  # "are alarmed and are committed to ending it"
        return holders(own or scheme.described_by(word), draft)
    found = scheme.link(word)
    if kind == "adjective":
        return holders(scheme.subjects(found.governor), draft) if scheme.is_verb(found.governor) else ()
    owners = holders(scheme.possessors(word), draft) or holders(scheme.prepositional(word, "by", "from"), draft)
    owners = owners or named_before(word, draft) or _political_of(word, draft)
    if owners or (found.kind is not Kind.OBJECT and not _is_set(word, known)):
        return owners
    making = "set" if scheme.base(word) in known.of_class("term", "noun") else "make"
    made = scheme.base(found.governor) in known.of_class(making, "verb")
    return holders(scheme.subjects(found.governor), draft) if made else ()


def _political_of(noun: Token, draft: Draft) -> tuple[ActorRef, ...]:
    """Whose promise it is behind "of": "the commitment of Peru to pay", none of a "promise of peace"."""
    kinds = {a.id: a.kind for a in draft.actors}
    named = holders([t for t in scheme.prepositional(noun, "of") if t.i in draft.mentions], draft)
    return tuple(r for r in named if kinds.get(r.actor) in _POLITICAL)


def _with_doer(act: Token, who: tuple[ActorRef, ...], draft: Draft) -> tuple[ActorRef, ...]:
    """Who undertakes an act: of a person of no known country also who is to do it, "promised that Peru would pay"."""
    actors = draft.actors_by_id()
    subjects = [] if scheme.is_passive(act) or not scheme.is_verb(act) else scheme.own_subjects(act)
    doers = [draft.mentions[s.i] for s in subjects if s.i in draft.mentions and not scheme.is_pronoun(s)]
    bound = all(actors[r.actor].kind in {ActorKind.STATE, ActorKind.ORGANISATION} for r in doers)
    unknown = all(actors[r.actor].kind is ActorKind.PERSON and not actors[r.actor].country for r in who)
    return (*who, *doers) if bound and unknown else who


def _acts(word: Token, places: tuple[str, ...], known: Phrases) -> list[Token]:
    """What is undertaken, from the first place that holds any: acts, or for an object what is worth promising."""
    beside = scheme.link(word)
    for place in places:
        found = scheme.fillers(word, place)
        if not found and place == "infinitive" and (beside.kind is Kind.OBJECT or _is_set(word, known)):
            found = scheme.fillers(beside.governor, place)  # "gave an ultimatum to leave"
        if not found and place == "infinitive" and scheme.is_verb(word):  # "bound itself by treaty to leave"
            bare = [o for o in scheme.prepositional_objects(word) if not scheme.determiners(o)]
            found = [v for o in bare for v in scheme.fillers(o, place)]
        if place == "object" and (handed := _handed(word)) is not None:
            found = [handed] if _is_worth_handing(handed, word, known) else []
        elif place == "money":
            found = [o for o in scheme.fillers(word, "object")[:1] if _is_given_money(o, known)]
        elif place in {"object", "of"}:
            found = [o for o in found[:1] if _is_worth_promising(o, word, known)]
        elif place == "to":
            found = [o for o in found if scheme.is_verb(o) or scheme.base(o) in known.of_class("worth", "noun")]
        elif place == "clause":
            aside = [v for a in scheme.passive_agents(word) for v in scheme.fillers(a, place)] if not found else []
            found = [v for v in found or aside if _is_future(v) and not scheme.is_perfect(v)]
        if found:
            return found
    return []


def _handed(verb: Token) -> Token | None:
    """What somebody is promised, where who it is stands before it: "promised the miners a share"."""
    if not scheme.is_verb(verb):
        return None
    found = [o for o in scheme.direct_objects(verb) if scheme.link(o).governor.i == verb.i]
    if len(found) > 1 and found[-1].left_edge.i != found[0].right_edge.i + 1:
        return None
    return found[-1] if found and (len(found) > 1 or scheme.datives(verb) or scheme.is_passive(verb)) else None


def _is_given_money(noun: Token, known: Phrases) -> bool:
    """Whether a sum is to be given: "$40 million in aid", no "$40 million in losses"."""
    sum_ = any(t.is_currency for t in noun.subtree) and any(t.like_num for t in noun.subtree)
    return sum_ and any(scheme.base(t) in known.of_class("aid", "noun") for t in noun.subtree if t.i >= noun.i)


def _is_worth_handing(noun: Token, by: Token, known: Phrases) -> bool:
    """Whether a thing promised to somebody is more than words: "a share of the royalties", no "better future"."""
    worth = scheme.base(noun) in known.of_class("worth", "noun") | known.of_class("harm", "noun")
    given = scheme.base(by) in known.of_class("giving", "verb") and scheme.word_class(noun) == "noun"
    vague = scheme.base(noun) in known.of_class("vague", "noun") or scheme.is_pronoun(noun)
    return worth or (given and not vague and not scheme.possessors(noun))


def _is_worth_promising(noun: Token, by: Token, known: Phrases) -> bool:
    """Whether a noun tells of something to be given or done: "funds", and whatever somebody pledges that is countable.

    "Pledged free meals" and "promised 20 buses", not "pledged loyalty" nor "promised a surprise".
    """
    if scheme.base(noun) in known.of_class("worth", "noun") | known.of_class("harm", "noun"):
        return True
    if scheme.base(by) not in known.of_class("giving", "verb") or scheme.word_class(noun) != "noun":
        return False
    if scheme.is_passive(by):
        return False  # "lawmakers were promised that ..."
    vague = known.of_class("vague", "noun")
    return scheme.is_plural(noun) and scheme.base(noun) not in vague and not scheme.possessors(noun)


def _is_future(verb: Token) -> bool:
    return any(a.lower_ in _futures(verb.doc.lang_) for a in scheme.auxiliaries(verb))


@cache
def _futures(language: str) -> frozenset[str]:
    """The auxiliaries that speak of what is to come."""
    known = words(language)
    return known.of_class("future", "auxiliary") | known.of_class("hypothesis", "auxiliary")


# By a pact that says what its parties are to do.


def _laid_down(doc: Doc, draft: Draft) -> Iterator[Undertaking]:
    """ "Under the accord, Peru is to pay", "the accord obliges Peru to pay"."""
    known = phrases(_FILE, doc.lang_)
    for index in lemmas_in(doc, known.of_class("pact", "noun")):
        pact = doc[index]
        found = scheme.link(pact)
        if found.marker is not None and scheme.base(found.governor) in known.of_class("clause", "noun"):
            found = scheme.link(found.governor)  # "under the terms of the accord"
        if not scheme.is_verb(found.governor) or certainty(found.governor).modality in _UNTOLD:
            continue
        verb = found.governor
        if found.kind is Kind.SUBJECT and scheme.base(verb) in known.of_class("bind", "verb"):
            who, acts = holders(scheme.objects(verb), draft), scheme.infinitives(verb)
        elif found.marker is not None and found.marker.lower_ in known.of_class("under", "preposition"):
            who, acts = holders(scheme.future_subjects(verb), draft), _due(verb, known)
        else:
            continue
        actors = draft.actors_by_id()
        if who and all(actors[r.actor].kind in _POLITICAL for r in who):
            for act in (a for first in acts for a in scheme.coordinated(first)):
                own = holders(scheme.listed_amiss(act) or scheme.own_subjects(act), draft)
                yield Undertaking(act, own or who, act, _kind(act, "promise", known))


def _due(verb: Token, known: Phrases) -> list[Token]:
    """What is to be done: "is to pay", "has to pay", "must pay"; not "will be paid" nor "will benefit"."""
    if scheme.is_copula(verb) or verb.lemma_ == "have":
        found = scheme.infinitives(verb)
    else:
        bound = any(a.lower_ in known.of_class("duty", "auxiliary") for a in scheme.auxiliaries(verb))
        found = [verb] if bound else []
    return [v for v in found if not scheme.is_passive(v) and scheme.base(v) not in known.of_class("unwilled", "verb")]


# By telling of it as to come.


def _announced(doc: Doc, draft: Draft) -> Iterator[Undertaking]:
    known, predicates = phrases(_FILE, doc.lang_), words(doc.lang_)
    sources = {a.id: a for a in draft.attributions}
    for index in lemmas_in(doc, _futures(doc.lang_) | known.openings("auxiliary")):
        act = _act_of(doc[index], known)
        if act is None or not _is_announced(act, doc[index], predicates, known):
            continue
        under = [sources[id] for id in draft.under(act.idx)]
        if _is_assured_to_be(act, under, known, predicates):
            yield Undertaking(act, under[0].sources, act, _kind(scheme.predicatives(act)[0], "promise", known))
        for one in scheme.suffered_alike(act) if scheme.is_passive(act) else ():
            if who := _doer(act, under, draft, known):
                yield Undertaking(one, who, act, _kind(act, "promise", known))
        for one in scheme.coordinated(act):
            who = _doer(one, under, draft, known)
            if who and scheme.base(one) not in known.of_class("unwilled", "verb"):
                yield Undertaking(one, who, act, _kind(one, "promise", known))


def _is_assured_to_be(act: Token, under: list[Attribution], known: Phrases, predicates: Words) -> bool:
    """Whether somebody promises or warns that there will be something: "There will be no cuts, he promised"."""
    if not scheme.is_copula(act) or scheme.own_subjects(act) or not under or not scheme.predicatives(act):
        return False
    harm = any(scheme.base(o) in known.of_class("harm", "noun") for o in scheme.predicatives(act))
    vowing = predicates.of_class("promise", "verb") | known.of_class("giving", "verb") | known.of_class("vouch", "verb")
    vowing |= known.of_class("warn", "verb") if harm else frozenset()
    spans = (act.doc.char_span(s.start, s.end, alignment_mode="expand") for s in under[0].cue)
    return any(scheme.base(t) in vowing for part in spans if part is not None for t in part)


def _act_of(word: Token, known: Phrases) -> Token | None:
    """The act that "will", "would" or "going to" speaks of."""
    if scheme.base(word) in known.of_class("going", "auxiliary"):
        return next(iter(scheme.fillers(word, "infinitive")), None) if scheme.auxiliaries(word) else None
    return scheme.governed(word) if word.lower_ in _futures(word.doc.lang_) else None


def _is_announced(act: Token, word: Token, predicates: Words, known: Phrases) -> bool:
    """Whether a clause tells of an act as to come, and neither asks, supposes nor doubts it."""
    told = word if scheme.is_verb(word) and word.i == scheme.link(act).governor.i else act  # "is going to help"
    found, how = scheme.link(told), certainty(told)
    vouched = found.kind in _VOUCHED or _is_of_we(act)
    if not vouched or scheme.is_perfect(act) or how.modality not in _TOLD:
        return False
    conditional = word.lower_ in predicates.of_class("hypothesis", "auxiliary")
    doubted = how.modality is Modality.POSSIBLE and how.by != (word.i,)
    if doubted or (conditional and found.kind is Kind.ROOT and not scheme.telling(act)):
        return False
    if found.kind is Kind.CLAUSE:
        entry = predicates.find(scheme.word_class(found.governor), scheme.base(found.governor), "clause")
        over = _telling(found.governor, known)
        reported = scheme.is_verb(over) and certainty(over).modality is Modality.ASSERTED
        return reported and not scheme.is_copula(found.governor) and (entry is None or entry.class_ == "promise")
    return True


def _telling(word: Token, known: Phrases) -> Token:
    """The verb that tells what ``word`` opens: "let it be known that", "made it clear that"; else the word itself."""
    verb = scheme.link(word).governor
    stated = word.lower_ in known.of_class("stated", "adjective") and scheme.is_verb(verb)
    return verb if stated and scheme.base(verb) in known.of_class("let", "verb") else word


def _is_of_we(act: Token) -> bool:
    """Whether "we" would do it, where the parser takes the clause for the condition: "If they land, we will strike"."""
    subject = next(iter(scheme.own_subjects(act)), None)
    return subject is not None and scheme.is_first_person(subject) and bool(condition_of(act))


def _doer(act: Token, under: list[Attribution], draft: Draft, known: Phrases) -> tuple[ActorRef, ...]:
    """Who would do the act, where they or somebody who speaks for them say so."""
    subjects = scheme.future_subjects(act) or (scheme.subjects(act) if scheme.has_to(act) else [])
    subjects = scheme.listed_amiss(act) or subjects
    if scheme.is_passive(act):  # "said that the fund would be set up": the speaker undertakes it
        told = under and not scheme.passive_agents(act) and not scheme.is_under_relative(act)
        return under[0].sources if told else ()
    if any(scheme.is_first_person(s) for s in subjects):
        return holders(subjects, draft)
    owners = (o for s in subjects if s.i not in draft.mentions for o in scheme.possessors(s))  # "his country"
    own_body = [o for o in owners if scheme.is_possessive_pronoun(o)]
    who = tuple(draft.mentions[s.i] for s in (*subjects, *own_body) if s.i in draft.mentions)
    state = [s for s in subjects if _is_own_state(s, known)]
    if not who or not under:
        own_ = who if who and _publishes(who, draft) else ()
        return own_ or (publishing(state[0], draft) if state and not under else ())
    if _is_forecast(under[0], act.doc, known):
        return ()
    actors = draft.actors_by_id()
    doers = [actors[r.actor] for r in who]
    speakers = [actors[r.actor] for r in under[0].sources if r.actor in actors]
    if state and not any(d.country for d in doers):
        return under[0].sources
    own = {d.id for d in doers} & {i for s in speakers for i in (s.id, s.affiliation)}
    same = {d.country for d in doers if d.country} & {s.country for s in speakers if s.country}
    return who if own or same or all(d.kind in _POLITICAL for d in doers) else ()


def _is_own_state(noun: Token, known: Phrases) -> bool:
    """Whether somebody calls their own state so: "the State will pay"."""
    return scheme.base(noun) in known.of_class("own", "noun") and [t.lower_ for t in noun.lefts] == ["the"]


def _is_forecast(told: Attribution, doc: Doc, known: Phrases) -> bool:
    """Whether only those say it who foretell what others do: "Peru will pay, analysts said"."""
    spans = (doc.char_span(s.start, s.end, alignment_mode="expand") for r in told.sources for s in r.spans)
    words_ = {t.lemma_.lower() for part in spans if part is not None for t in part}
    return bool(words_ & known.of_class("forecaster", "noun"))


def _publishes(who: tuple[ActorRef, ...], draft: Draft) -> bool:
    """Whether a text says of itself what its publisher will do, alone or with others: a government's own statement."""
    country = country_of_publisher(draft.publisher)
    actors = draft.actors_by_id()
    return country is not None and any(actors[r.actor].country == country for r in who)


def _kind(act: Token, kind: str, known: Phrases) -> str:
    """A promise of harm is a threat, and so is what somebody warns of doing."""
    harm = known.of_class("harm", "verb" if scheme.is_verb(act) else "noun")
    phrase = {scheme.base(act), *(f"{scheme.base(act)} {t.lower_}" for t in scheme.beside(act))}
    warned = scheme.base(scheme.link(act).governor) in known.of_class("warn", "verb")
    pressing = known.of_class("pressing", "conjunction")
    unless = any(m.lower_ in pressing for c in scheme.adverbial_clauses(act) for m in scheme.markers(c))
    pressed = unless and bool(phrase & known.of_class("pressure", "verb")) and not scheme.is_negated(act)
    harmful = bool(phrase & harm) and not scheme.is_negated(act)  # "vowed not to attack"
    return "threat" if kind == "threat" or harmful or warned or pressed else "promise"


# By an order that says what comes of not obeying it.


def _or_else(doc: Doc, draft: Draft) -> Iterator[Undertaking]:
    """ "Peru ordered the miners to leave or be jailed", "told them to pay or face arrest"."""
    known = phrases(_FILE, doc.lang_)
    for index in lemmas_in(doc, known.of_class("else", "conjunction")):
        wanted = scheme.link(doc[index]).governor if index + 1 < len(doc) else None
        if wanted is None or not scheme.is_verb(wanted):
            continue
        order = scheme.link(wanted).governor
        while not scheme.is_verb(order) and scheme.link(order).governor.i != order.i:
            order = scheme.link(order).governor  # "warned doctors on strike to return or lose their licences"
        act = _alternative(wanted, doc[index + 1], known)
        if act is None or scheme.base(order) not in known.of_class("order", "verb"):
            continue
        if certainty(order).modality is not Modality.ASSERTED:
            continue
        doers = scheme.passive_agents(order) if scheme.is_passive(order) else scheme.subjects(order)
        under = {a.id: a for a in draft.attributions}
        told = [under[id] for id in draft.under(order.idx)]
        who, actors = holders(doers, draft), draft.actors_by_id()
        if not who and told and scheme.is_passive(order):
            bodies = {ActorKind.STATE, ActorKind.ORGANISATION}
            who = tuple(r for r in told[0].sources if actors[r.actor].kind in bodies)
        if who:
            yield Undertaking(act, who, order, "threat")


def _alternative(wanted: Token, after: Token, known: Phrases) -> Token | None:
    """What somebody is to suffer who does not do what is wanted: "or be removed", "or face arrest"."""
    suffered = known.of_class("else", "verb")
    if scheme.base(after) in known.of_class("witness", "verb"):
        return after if scheme.takes_clause(after) else None
    if scheme.base(after) in suffered and not scheme.auxiliaries(after):
        return after if scheme.is_verb(after) and not scheme.is_compound(after) else scheme.link(after).governor
    other = next((c for c in scheme.coordinated(wanted) if c.i > after.i), None)
    return other if other is not None and scheme.is_passive(other) else None


# By a list of givers that names the verb once.


def _given_by_others(given: Undertaking, draft: Draft) -> Iterator[Undertaking]:
    """ "Norway pledged $120 million, Chile 40 million francs and Japan, new to the group, a field hospital"."""
    doc = given.act.doc
    if given.kind == "threat" or not any(t.like_num for t in scheme.own_words(given.act)):
        return
    end, actors = sentence(given.act).end, draft.actors_by_id()
    for i in range(given.by.i + 3, end):
        who = draft.mentions.get(i)
        if who is None or actors[who.actor].kind not in {ActorKind.STATE, ActorKind.ORGANISATION}:
            continue
        name = doc.char_span(who.spans[0].start, who.spans[-1].end, alignment_mode="expand")
        first = _gift(doc, name.end, end) if name is not None and _opens_a_part(doc, name.start) else None
        if first is not None:
            last = next(
                (t.i for t in doc[first:end] if (t.is_punct and t.text != "-") or _opens_a_part(doc, t.i + 1)), end
            )
            while doc[last - 1].pos_ in {"CCONJ", "DET"}:
                last -= 1
            words_ = tuple(doc[first:last])
            yield Undertaking(words_[-1], (who,), given.by, given.kind, words_)


def _opens_a_part(doc: Doc, start: int) -> bool:
    """Whether a name that starts there stands behind a comma or an "and"."""
    before = start - 2 if start > 1 and doc[start - 1].pos_ == "DET" else start - 1
    return (
        before >= 0
        and start < len(doc)
        and (doc[before].text in {",", ";"} or doc[before].pos_ == "CCONJ")
        and doc[start].pos_ == "PROPN"
    )


def _gift(doc: Doc, after: int, end: int) -> int | None:
    """Where what a giver gives begins, right behind its name or behind what is said of it between commas."""
    if after < end and doc[after].text == ",":
        after = next((t.i + 1 for t in doc[after + 1 : min(after + _LONGEST_ASIDE, end)] if t.text == ","), end)
    if after >= end:
        return None
    first = doc[after]
    return after if first.like_num or first.is_currency or first.morph.get("Definite") == ["Ind"] else None


# As a row of the record.


def _commitment(id: str, one: Undertaking, draft: Draft) -> Commitment:
    held = condition_of(one.act, one.by)
    words_ = one.words or (*_suffering(one, draft), *scheme.own_words(one.act), *_given_to(one))
    body = [t for t in words_ if t not in held]
    who, deadline = singly(one.who, draft), _deadline(one, set(body), draft)
    return Commitment(
        id=id,
        actors=who,
        recipients=tuple(r for r in _towards(one.act, draft) if all(r.actor != w.actor for w in who)),
        action=runs(body),
        condition=runs(held),
        deadline=deadline.id if deadline else None,
        kind=one.kind,
        attributions=draft.under(one.act.idx),
    )


def _suffering(one: Undertaking, draft: Draft) -> list[Token]:
    """Others who are to do or to suffer an act, a part of what is undertaken: "the findings will be published"."""
    if not scheme.is_verb(one.act):
        return []
    own = {r.actor for r in one.who}
    others = (s for s in scheme.own_subjects(one.act) if not scheme.is_pronoun(s))
    named = [s for s in others if s.i not in draft.mentions or draft.mentions[s.i].actor not in own]
    return [t for s in named for t in s.subtree]


def _given_to(one: Undertaking) -> list[Token]:
    """To whom a thing is promised, which the parser hangs on the verb: "promised 40 euros by May to each family"."""
    if scheme.is_verb(one.act) or not scheme.is_verb(one.by) or scheme.link(one.act).governor.i != one.by.i:
        return []
    behind = [p for p in scheme.prepositions(one.by) if p.i > one.act.i]
    return [t for p in behind[1:] if p.lower_ in {"to", "for"} for t in p.subtree]


def _towards(act: Token, draft: Draft) -> tuple[ActorRef, ...]:
    """To or against whom an act is: its object, and whom it or that is aimed at ("lift the sanctions on Peru")."""
    done_to = list(scheme.objects(act))
    words_ = phrases(_FILE, act.doc.lang_).of_class("towards", "preposition")
    aimed = [o for w in (*done_to, act) for o in scheme.prepositional(w, *words_)]
    return holders([*aimed, *done_to], draft)


def _deadline(one: Undertaking, body: set[Token], draft: Draft) -> When | None:
    """The time that bounds the act, or else the day or month that it is to come on."""
    within = _times_in(body, draft) or _times_in(condition_of(one.act, one.by), draft)
    beside = [w for w in _times_in(_after(one), draft) if one.act.i != one.by.i]
    beside = [w for w in beside if w.relation == _AT_LATEST or not scheme.is_verb(one.act)]  # nobody pledges by a day
    bounds = [w for w in (*within, *beside) if w.relation in _LIMITS]
    found = bounds[0] if bounds else time_of(one.act, draft)
    if found is None:
        return None
    over = draft.published is not None and found.end is not None and found.end < draft.published
    return None if over else found


def _after(one: Undertaking) -> set[Token]:
    """The phrases behind what is undertaken that the parser hangs on its verb: "pledged 500 schools by 2027"."""
    return {t for p in one.by.children if p.i > one.act.i and not scheme.is_verb(p) for t in p.subtree}


def _times_in(words: set[Token], draft: Draft) -> list[When]:
    """The times that begin at one of ``words``, in the order of the text."""
    ordered = sorted(words, key=lambda t: t.i)
    return [when for t in ordered for when in draft.times_from(t.idx, t.idx + len(t))]


@Language.factory("dragoman_commitments", requires=PARSE, assigns=DRAFT)
def make_commitments(nlp: Language, name: str) -> CommitmentReader:
    """Factory of the component that reads promises and threats."""
    return CommitmentReader()
