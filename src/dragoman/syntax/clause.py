"""How certain a clause is, decided once, with the words that decide it.

``certainty`` answers for a verb or for a noun that names an act. What the clause says of itself (negation, auxiliaries,
conditions, questions, hedges) is joined with what governs it ("denied that", "the plan to", "no evidence that"), level
by level. The words are data of the language (``languages/words.py``); this file knows only how they act together.
"""

from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Doc, Token

from dragoman.languages.words import Entry, Words, words
from dragoman.model import Modality
from dragoman.syntax.link import Kind, Link
from dragoman.syntax.scheme import scheme
from dragoman.syntax.tree import memory_of, sentence

_DEPTH = 6  # governors looked at above a clause
_COMPLEMENTS = {Kind.CLAUSE, Kind.INFINITIVE, Kind.GERUND}
_TAKES = {Kind.CLAUSE: ("clause",), Kind.INFINITIVE: ("infinitive",), Kind.GERUND: ("gerund",)}
_UNREAL = {Modality.DENIED, Modality.NEGATED}
_OPEN = {Modality.PLANNED, Modality.PROMISED, Modality.POSSIBLE}
_AHEAD = {Modality.PLANNED, Modality.PROMISED, Modality.DEMANDED, Modality.CONDITIONAL}


class Certainty(NamedTuple):
    """How certain an act is and the tokens that say so, none where it is simply asserted."""

    modality: Modality
    by: tuple[int, ...] = ()


ASSERTED = Certainty(Modality.ASSERTED)


def certainty(token: Token) -> Certainty:
    """How certain the act is that a verb or a noun names."""
    memory: dict[int, Certainty] = memory_of(token.doc).certainties
    found = memory.get(token.i)
    if found is None:
        found = memory[token.i] = _certainty(token, _DEPTH)
    return found


def governing(token: Token) -> Certainty:
    """What is made of the act of ``token`` by what stands above it alone: "if they decide not to leave"."""
    own = _supposed(token, words(token.doc.lang_)) if scheme.is_verb(token) else None
    return own or _from_above(token, _DEPTH)


def forget(doc: Doc) -> None:
    """Drop what was decided for ``doc``: its parse has changed."""
    memory_of(doc).certainties.clear()


def _certainty(token: Token, depth: int) -> Certainty:
    if not depth:
        return ASSERTED
    verb = scheme.is_verb(token)
    return _joined(_of_verb(token) if verb else _of_noun(token), _from_above(token, depth), of_noun=not verb)


def _joined(own: Certainty, outer: Certainty, of_noun: bool = False) -> Certainty:
    """What a clause or a noun says of itself and what is said of it, as one."""
    if outer.modality is Modality.ASSERTED:
        return own
    if own.modality is Modality.ASSERTED:
        return outer
    if set(own.by) & set(outer.by):
        return own  # one word seen twice: "have no intention"
    both = (*own.by, *outer.by)
    if own.modality in _UNREAL:
        # "denied that it had not helped" leaves open whether it did.
        return Certainty(Modality.POSSIBLE if outer.modality in _UNREAL else own.modality, both)
    if own.modality is Modality.CONDITIONAL and outer.modality not in _UNREAL:
        return Certainty(Modality.CONDITIONAL, both)
    # "believes that they will leave" may be; "spoke of a planned visit" is planned whoever speaks of it.
    if outer.modality is Modality.POSSIBLE and (of_noun or own.modality is not Modality.PLANNED):
        return Certainty(own.modality, both)
    return Certainty(outer.modality, both)


# What a clause says of itself.


def _of_verb(verb: Token) -> Certainty:
    known = words(verb.doc.lang_)
    for decide in (_supposed, _negation, _condition, _question, _hedge, _auxiliary, _imperative, _fiction):
        found = decide(verb, known)
        if found is not None:
            return found
    return ASSERTED


def _negation(verb: Token, known: Words) -> Certainty | None:
    for word in scheme.negations(verb):
        return Certainty(Modality.NEGATED, (word.i,))
    adverbs = scheme.adverbs(verb)
    beside = frozenset(scheme.form(a) for a in adverbs)
    for word in adverbs:
        entry = known.find("adverb", word.lower_, None, beside)
        if entry is not None and entry.class_ == "negation" and not entry.takes:
            return Certainty(entry.makes, (word.i,))
    for noun in (*scheme.own_subjects(verb), *scheme.direct_objects(verb)):
        for word in (noun, *scheme.determiners(noun)):
            entry = known.find("pronoun" if word.i == noun.i else "determiner", word.lower_, None, beside)
            if entry is not None and entry.class_ in {"negation", "whoever"}:
                return Certainty(entry.makes, (word.i,))
        none = _counts_none(noun, known)
        if none is not None:
            return none
    never = _at_no_time(verb, known)
    if never is not None:
        return never
    aimless = scheme.prepositional(verb, "for")  # "was killed for nothing"
    for word in (w for w in scheme.prepositional_objects(verb) if w not in aimless):  # "fired at nobody"
        entry = known.find("pronoun", word.lower_, None, beside)
        if entry is not None and entry.class_ == "negation":
            return Certainty(entry.makes, (word.i,))
    return _negated_before(verb, known)


def _counts_none(noun: Token, known: Words) -> Certainty | None:
    """Whether what counts a noun leaves nobody: "not one of the states", "not a shot", "hardly any of the men"."""
    if not scheme.negations(noun):
        hardly = (a for a in scheme.adverbs(noun) if a.i < noun.i)
        entries = ((a, known.find("adverb", scheme.form(a))) for a in hardly)
        if noun.lower_ not in known.of_class("counting", "pronoun"):
            return None
        return next((Certainty(e.makes, (a.i,)) for a, e in entries if e is not None and e.class_ == "negation"), None)
    counted = {noun.lower_, *(d.lower_ for d in scheme.determiners(noun)), *(n.lower_ for n in scheme.amounts(noun))}
    return Certainty(Modality.NEGATED, (noun.i,)) if counted & known.of_class("counting", "pronoun") else None


def _at_no_time(verb: Token, known: Words) -> Certainty | None:
    """ "At no point did they attack", "on no occasion": where a phrase says that there was no time for the act."""
    for noun in scheme.prepositional_objects(verb):
        before = scheme.link(noun).marker
        if before is None or known.find("noun", scheme.base(noun), None, frozenset({before.lower_})) is None:
            continue
        for word in scheme.determiners(noun):
            entry = known.find("determiner", word.lower_)
            if entry is not None and entry.class_ == "negation":
                return Certainty(entry.makes, (word.i,))
    return None


def _negated_before(verb: Token, known: Words) -> Certainty | None:
    """What negates a verb whose subject the parser hung elsewhere: "for the fourth day running no shots were fired"."""
    helpers = scheme.auxiliaries(verb)
    before = helpers[0].i - 1 if helpers and not scheme.own_subjects(verb) else -1
    if before < 0 or verb.doc[before].pos_ != "NOUN":
        return None
    for word in scheme.determiners(verb.doc[before]):
        entry = known.find("determiner", word.lower_)
        if entry is not None and entry.class_ == "negation":
            return Certainty(entry.makes, (word.i,))
    return None


def _supposed(verb: Token, known: Words) -> Certainty | None:
    """A clause that is a condition itself, "if he leaves", "if he does not leave", or that asks: "asked if he left"."""
    marker = _conditional_marker(verb, known)
    if marker is not None:
        asked = known.find("conjunction", marker.lower_, "clause") is not None and _is_asked(verb, known)
        return Certainty(Modality.POSSIBLE if asked else Modality.CONDITIONAL, (marker.i,))
    first = _inverted(verb, known)
    return Certainty(Modality.CONDITIONAL, (first.i,)) if first is not None else None


def _condition(verb: Token, known: Words) -> Certainty | None:
    """A clause that stands under a condition: "would help if he left"."""
    if (
        not (scheme.auxiliaries(verb) or scheme.inflection(verb))
        or scheme.is_past(verb)
        or _is_done_by_now(verb, known)
    ):
        return None  # "threatened a war if they left", "has threatened one if they leave": the threat was made
    for below in scheme.adverbial_clauses(verb):
        marker = _conditional_marker(below, known) or _inverted(below, known)
        if marker is not None:
            return Certainty(Modality.CONDITIONAL, (marker.i,))
    named = _named_condition(verb, known)
    return Certainty(Modality.CONDITIONAL, (named.i,)) if named is not None else None


def _named_condition(verb: Token, known: Words) -> Token | None:
    """The word for a condition that ``verb`` stands under: "provided that he left", "on condition that he left"."""
    conditions = known.of_class("condition", "conjunction")
    for word in scheme.prepositions(verb):
        if word.lower_ in conditions:
            return word
    behind = (o for head in (verb, *scheme.direct_objects(verb)) for o in scheme.prepositional_objects(head))
    return next((o for o in behind if o.lower_ in conditions and _is_spelt_out(o)), None)


def _is_spelt_out(noun: Token) -> bool:
    """Whether a clause says what ``noun`` is: "on condition that he leaves"."""
    return any(scheme.is_verb(c) and scheme.own_subjects(c) for c in noun.children if c.i > noun.i)


def _is_done_by_now(verb: Token, known: Words) -> bool:
    """Whether a perfect tells what was done, "has left", and not what would have been: "would have left"."""
    unreal = ("future", "possibility", "hypothesis", "necessity")
    helpers = {word.lower_ for word in scheme.auxiliaries(verb)}
    return scheme.is_perfect(verb) and not any(helpers & known.of_class(class_, "auxiliary") for class_ in unreal)


def _is_asked(verb: Token, known: Words) -> bool:
    """Whether "if" opens what somebody asks or does not know rather than a condition."""
    found = scheme.link(verb)
    asks = scheme.is_verb(found.governor) and known.find("verb", scheme.base(found.governor), "question") is not None
    return asks and found.kind in {Kind.CLAUSE, Kind.ADVERBIAL} and verb.i > found.governor.i


def _conditional_marker(verb: Token, known: Words) -> Token | None:
    """The word that makes a clause a condition: "if he leaves", "provided that he leaves"."""
    for word in (*scheme.markers(verb), verb):
        entry = known.find("conjunction", word.lower_)
        if entry is not None and entry.class_ == "condition":
            return word if word.i != verb.i or _opens_a_condition(verb) else None
    return None


def _opens_a_condition(verb: Token) -> bool:
    """Whether a participle is a condition, "provided that he leaves", and no act: "has provided", "in providing"."""
    if scheme.auxiliaries(verb) or scheme.direct_objects(verb):
        return False
    return scheme.takes_clause(verb)


def _inverted(verb: Token, known: Words) -> Token | None:
    """The auxiliary that opens a condition: "had Chile attacked", "were Chile to attack"."""
    opening = known.of_class("inversion", "auxiliary")
    above = scheme.link(verb).governor
    for word in (verb, *scheme.auxiliaries(verb), *([above] if scheme.has_to(verb) else [])):
        if word.lower_ not in opening or word.i != min(verb.left_edge.i, word.left_edge.i) or _asks(verb) is not None:
            continue
        if any(t.pos_ in {"NOUN", "PROPN", "PRON", "DET", "ADJ"} for t in verb.doc[word.i + 1 : word.i + 2]):
            return word
    return None


def _question(verb: Token, known: Words) -> Certainty | None:
    if scheme.link(verb).kind in {Kind.RELATIVE, Kind.PARTICIPLE, Kind.ADVERBIAL}:
        return None
    mark = _asks(verb)
    return Certainty(Modality.POSSIBLE, (mark.i,)) if mark is not None else None


def _asks(verb: Token) -> Token | None:
    """The question mark that ends the sentence of ``verb``, or the part of it that is quoted."""
    sent = sentence(verb)
    for token in sent[verb.i - sent.start :]:
        if token.text == "?":
            return token
        if token.text in {".", "!", "”", "»", ";"} or (token.is_quote and token.i > verb.i):
            return None
    return None


def _hedge(verb: Token, known: Words) -> Certainty | None:
    for word in scheme.adverbs(verb):
        entry = known.find("adverb", word.lower_)
        if entry is not None and entry.class_ == "hedge":
            return Certainty(entry.makes, (word.i,))
    return None


def _auxiliary(verb: Token, known: Words) -> Certainty | None:
    for word in scheme.auxiliaries(verb):
        for class_ in ("future", "possibility", "hypothesis", "necessity"):
            if word.lower_ in known.of_class(class_, "auxiliary"):
                if class_ == "necessity" and scheme.is_perfect(verb):
                    return Certainty(Modality.POSSIBLE, (word.i,))  # "must have left"
                if class_ == "hypothesis" and _is_habit(verb, known):
                    return None
                return Certainty(_made_by(class_, "auxiliary", verb, known), (word.i,))
    inflected = scheme.inflection(verb)
    if inflected is None or known.find("inflection", inflected) is None:
        return None
    return Certainty(_made_by(inflected, "inflection", verb, known), (verb.i,))


def _fiction(verb: Token, known: Words) -> Certainty | None:
    """A clause that tells what happens in a drill or a story: "in the scenario, Chile attacks"."""
    inside = known.of_class("setting", "preposition")
    for noun in scheme.prepositional(verb, *inside):
        if _is_made_up(noun, verb, known):
            return Certainty(Modality.POSSIBLE, (noun.i,))
    return None


def _is_made_up(noun: Token, verb: Token, known: Words) -> bool:
    """Whether ``noun`` is a story, or what is staged and told of in the present as stories are."""
    names = {scheme.base(noun), *(f"{t.lower_} {scheme.base(noun)}" for t in scheme.adjectives(noun))}
    if names & known.of_class("fiction", "noun"):
        return True
    return scheme.is_present(verb) and bool(names & known.of_class("staged", "noun"))


def _is_habit(verb: Token, known: Words) -> bool:
    """Whether "would" tells what used to be done: "would often stop the trucks"."""
    return any(scheme.form(a) in known.of_class("habit", "adverb") for a in scheme.adverbs(verb))


def _made_by(class_: str, kind: str, verb: Token, known: Words) -> Modality:
    """What an auxiliary or an ending makes of its verb, in whose mouth it is: "Peru said it would help" promises."""
    made = next(e.makes for e in known.entries if e.class_ == class_ and e.kind == kind)
    if class_ in {"future", "hypothesis"} and not scheme.is_perfect(verb) and speaks_of_itself(verb):
        return Modality.PROMISED
    if class_ == "hypothesis" and _is_laid_down(verb, known):
        return Modality.PLANNED
    if class_ == "hypothesis" and scheme.link(verb).kind is Kind.CLAUSE and not scheme.is_perfect(verb):
        return Modality.PLANNED
    return made


def speaks_of_itself(verb: Token) -> bool:
    """Whether whoever says that an act will be done is its doer, as far as words tell: "said it will", "we will"."""
    if scheme.is_passive(verb):
        return False
    acting = next(iter(scheme.own_subjects(verb)), None)
    found = scheme.link(verb)
    if found.kind is Kind.COORDINATE and scheme.is_verb(found.governor):  # "said it would leave and would pay"
        first = found.governor
        if acting is None and any(c.i < verb.i for c in scheme.finite_complements(first)):
            return True  # "said she opposed it and would leave": the parser hangs it on the saying
        found, acting = scheme.link(first), acting or next(iter(scheme.own_subjects(first)), None)
    if acting is None:
        return False
    if scheme.is_first_person(acting):
        return True
    if found.kind not in {Kind.CLAUSE, Kind.BESIDE} or not scheme.is_verb(found.governor):
        return False
    speaker = next(iter(scheme.own_subjects(found.governor)), None)
    if speaker is None:
        return False
    if scheme.is_pronoun(acting):
        return not scheme.is_copula(verb)  # "think it would be a mistake"
    return acting.lemma_ == speaker.lemma_ or _is_own_body(acting)


def _is_own_body(noun: Token) -> bool:
    """Whether a noun is a body that whoever speaks of its acts to come speaks for: "his country", "the ministry"."""
    known = words(noun.doc.lang_)
    return noun.lower_ in known.of_class("body", "noun") and is_definite(noun, known)


def _is_laid_down(verb: Token, known: Words) -> bool:
    """Whether a draft says what would be done: "a bill that would allow", "the measure would ban"."""
    found, drafts = scheme.link(verb), known.of_class("draft", "noun")
    acting = scheme.own_subjects(verb)
    if found.kind is Kind.RELATIVE and not any(t.pos_ in {"NOUN", "PROPN"} for t in acting):
        acting = [found.governor]
    return any(t.lemma_.lower() in drafts for t in acting)


def _imperative(verb: Token, known: Words) -> Certainty | None:
    wished = scheme.is_subjunctive(verb) and scheme.link(verb).kind is Kind.CLAUSE  # "ruled that they be released"
    return Certainty(Modality.DEMANDED, (verb.i,)) if wished or scheme.is_imperative(verb) else None


def _of_noun(noun: Token) -> Certainty:
    known = words(noun.doc.lang_)
    for word in scheme.determiners(noun):
        entry = known.find("determiner", word.lower_)
        if entry is not None and entry.class_ == "negation":
            return Certainty(entry.makes, (word.i,))
    own = [noun] if scheme.word_class(noun) == "adjective" else []  # "punishable by death"
    for word in (*own, *scheme.adjectives(noun), *scheme.determiners(noun)):
        entry = known.find("adjective", scheme.form(word))
        if entry is not None and not entry.takes and not (entry.class_ == "plan" and _is_done(noun, known)):
            return Certainty(entry.makes, (word.i,))
    pledged = _as_pledged(noun, known)
    if pledged is not None:
        return pledged
    mark = _asks(noun)
    if mark is not None and not is_definite(noun, known):
        return Certainty(Modality.POSSIBLE, (mark.i,))  # "ready for an attack by Chile?"
    return Certainty(Modality.POSSIBLE, (noun.i,)) if _is_policy(noun, known) else ASSERTED


def _as_pledged(noun: Token, known: Words) -> Certainty | None:
    """What a participle behind a noun makes of its act: "the aid promised by Norway", "talks planned for May"."""
    behind = (c for c in noun.children if c.i > noun.i and scheme.is_passive_participle(c))
    for word in (c for c in behind if scheme.link(c).kind is Kind.PARTICIPLE):
        entry = known.find("verb", scheme.base(word), "noun")
        if entry is not None and entry.class_ in {"promise", "plan"}:
            return Certainty(entry.makes, (word.i,))
    return None


def _is_policy(noun: Token, known: Words) -> bool:
    """Whether a noun names a field of policy and no act: "works on trade and disarmament", not "after mediation"."""
    if noun.lower_ not in known.of_class("policy", "noun"):
        return False
    if any(scheme.link(t).kind is not Kind.COORDINATE for t in scheme.modifiers(noun)):
        return False
    found = scheme.link(noun)
    for _ in range(_DEPTH):
        if found.kind is not Kind.COORDINATE:
            break
        found = scheme.link(found.governor)
    told = known.of_class("course", "preposition")
    if scheme.is_verb(found.governor):
        told = told | known.of_class("part", "preposition")
    return found.kind is Kind.OBLIQUE and found.marker is not None and found.marker.lower_ not in told


def _is_done(noun: Token, known: Words) -> bool:
    """Whether what was planned is told to be done: "began the planned withdrawal"."""
    found = scheme.link(noun)
    if found.kind is not Kind.OBJECT or not scheme.is_verb(found.governor):
        return False
    entry = known.find("verb", scheme.base(found.governor), "event")
    carried_out = entry is not None and entry.class_ in {"light", "occur"}
    return carried_out and scheme.is_past(found.governor) and _of_verb(found.governor).modality is Modality.ASSERTED


# What is said of a clause.


def _from_above(token: Token, depth: int) -> Certainty:
    found = scheme.link(token)
    if found.kind in _COMPLEMENTS:
        return _as_complement(token, found, depth)
    if found.kind is Kind.COORDINATE:
        return _as_coordinate(token, found.governor, depth)
    if found.kind is Kind.ADVERBIAL:
        return _as_adverbial(token, found, depth)
    if found.kind is Kind.PARTICIPLE and (above := _talked_of(token, found)) is not None:
        return _as_complement(token, above, depth)
    if found.kind is Kind.PARTICIPLE and (shown := _said_to_show(token, found.governor)) is not None:
        return _passed(shown, depth)
    if found.kind is Kind.ROOT:
        return _as_fragment(token)
    if found.kind is Kind.RELATIVE and scheme.is_verb(token):
        opening = words(token.doc.lang_).find("preposition", token.left_edge.lower_, "clause")
        if opening is not None:  # "reports according to which he left"
            return _as_complement(token, Link(Kind.CLAUSE, found.governor), depth)
        return _as_relative(token, found.governor, depth)
    if found.kind in {Kind.OBJECT, Kind.SUBJECT, Kind.OBLIQUE}:
        return _as_noun(token, found, depth)
    if (
        found.kind is Kind.APPOSITION and not scheme.is_verb(token) and depth > 1
    ):  # "for an end of hostilities, the ..."
        return _from_above(found.governor, depth - 1)
    if found.kind is Kind.MODIFIER and any(p.i == token.i for p in scheme.predicatives(found.governor)):
        return _passed(found.governor, depth)  # "was not able"
    # "denied bombing Chile", which the parser takes for a noun before a name
    if found.kind is Kind.MODIFIER and scheme.is_compound(token) and not scheme.is_verb(token):
        return _from_above(found.governor, depth - 1) if depth > 1 else ASSERTED
    return ASSERTED


def _talked_of(verb: Token, found: Link) -> Link | None:
    """What takes an act whose doer the parser takes for what is talked of: "talk of Peru leaving the pact"."""
    if not scheme.is_participle(verb):
        return None
    opening = words(verb.doc.lang_).of_class("doing", "preposition")
    noun, above = found.governor, scheme.link(found.governor)
    behind = (o for o in scheme.prepositional(noun, *opening) if noun.i < o.i < verb.i)
    if next(behind, None) is not None:
        return Link(Kind.GERUND, noun)
    if above.kind is Kind.OBLIQUE and above.marker is not None and above.marker.lower_ in opening:
        return Link(Kind.GERUND, above.governor) if scheme.word_class(above.governor) == "noun" else None
    return None


def _said_to_show(verb: Token, noun: Token) -> Token | None:
    """The verb by which a film is only said to show an act: "a video said to show soldiers shooting villagers"."""
    above = scheme.link(noun)
    if not scheme.is_participle(verb) or above.kind not in {Kind.OBJECT, Kind.SUBJECT}:
        return None
    showing = words(verb.doc.lang_).of_class("depict", "verb")
    below = scheme.link(above.governor)
    for word in (above.governor, below.governor if below.kind is Kind.CLAUSE else above.governor):
        if scheme.is_verb(word) and scheme.base(word) in showing and scheme.has_to(word):
            return word
    return None


def _as_fragment(verb: Token) -> Certainty:
    """An answer that is a clause without one above it: "When Chile pays."."""
    known = words(verb.doc.lang_)
    for word in scheme.markers(verb):
        later = known.find("conjunction", word.lower_)
        if later is not None and later.class_ == "later" and scheme.is_present(verb):
            return Certainty(later.makes, (word.i,))
    return ASSERTED


def _as_complement(token: Token, found: Link, depth: int) -> Certainty:
    """An act under the verb, noun or adjective that takes it."""
    known, governor, marker = words(token.doc.lang_), found.governor, found.marker
    if _is_performed(token, governor, known):
        return ASSERTED
    for teller in scheme.own_subjects(governor) if scheme.is_verb(governor) else ():
        if _is_made_up(teller, governor, known):
            return Certainty(Modality.POSSIBLE, (teller.i,))
    if marker is not None:
        before = _preposition(marker, known)
        if before is not None:
            return before
        asked = known.find("conjunction", marker.lower_, "clause")
        if asked is not None and found.kind in {Kind.CLAUSE, Kind.INFINITIVE}:
            return Certainty(asked.makes, (marker.i,))
        opening = known.find("conjunction", marker.lower_)
        if opening is not None:
            supposed = opening.class_ == "condition"
            return Certainty(opening.makes, (marker.i,)) if supposed else _as_later(token, found, known)
    condition = known.find("conjunction", governor.lower_)
    if condition is not None and condition.class_ == "condition":
        return Certainty(condition.makes, (governor.i,))
    for word in scheme.adverbs(governor):
        yet = known.find("adverb", word.lower_, _TAKES[found.kind][0])
        if yet is not None:
            return Certainty(yet.makes, (word.i,))
    entry, governor = _governing(token, governor, _takes(token, found.kind), known)
    if entry is None and found.kind is Kind.CLAUSE:
        entry, governor = _said_to_be(governor, known)
    if entry is not None:
        return _under(entry, governor, depth)
    if found.kind is Kind.INFINITIVE:
        marker = _hangs_on(token, governor, known)
        return marker or _as_infinitive(token, governor, known, depth)
    return _passed(governor, depth) if found.kind is Kind.GERUND else _of_saying(governor, depth)


def _hangs_on(token: Token, governor: Token, known: Words) -> Certainty | None:
    """What is threatened on a condition: "threatened to leave if they came"."""
    if not scheme.is_verb(governor):
        return None
    markers = (_conditional_marker(c, known) for head in (token, governor) for c in scheme.adverbial_clauses(head))
    marker = next((m for m in markers if m is not None), None)
    return Certainty(Modality.CONDITIONAL, (marker.i,)) if marker is not None else None


def _said_to_be(copula: Token, known: Words) -> tuple[Entry | None, Token]:
    """The entry of the noun that a clause is said to be: "the hope in Lima is that Chile withdraws"."""
    nouns = scheme.own_subjects(copula) if scheme.is_verb(copula) and scheme.is_copula(copula) else []
    for noun in (n for n in nouns if scheme.word_class(n) == "noun"):
        for takes in ("clause", "infinitive"):
            entry = known.find("noun", scheme.base(noun), takes)
            if entry is not None:
                return entry, noun
    return None, copula


def _is_performed(token: Token, governor: Token, known: Words) -> bool:
    """Whether the act is done by being spoken of: "I would like to thank you", "we want to congratulate them"."""
    if scheme.base(token) not in known.of_class("perform", "verb") or not scheme.is_verb(governor):
        return False
    wishes = scheme.base(governor) in known.of_class("wish", "verb")
    return wishes and any(map(scheme.is_first_person, scheme.own_subjects(governor)))


def _as_infinitive(token: Token, governor: Token, known: Words, depth: int) -> Certainty:
    """ "To leave" where nothing is known of the word above it: it has not happened, or not so that one could tell."""
    to_be = scheme.is_copula(governor) and scheme.word_class(governor) == "verb"
    if scheme.is_perfect(token) and not (to_be and scheme.is_past(governor)):
        # "is said to have left", not "was to have left"
        return _unless_unsaid(governor) if scheme.is_verb(governor) else ASSERTED
    if scheme.word_class(governor) == "noun":
        before = scheme.adjectives(governor)
        entries = (known.find("adjective", a.lower_, "infinitive") for a in before)
        ranks = {e.class_ for e in entries if e is not None}
        ranked = any(map(scheme.is_superlative, before)) or "first" in ranks
        if ranked and "fit" not in ranks:  # "the last state to leave", but not "the best man to help"
            return _as_ranked(governor, depth)
    if _is_shown(token, known) and scheme.is_verb(governor):
        return _of_verb(governor)
    return Certainty(Modality.PLANNED if to_be else Modality.POSSIBLE, (governor.i,))


def _as_ranked(noun: Token, depth: int) -> Certainty:
    """ "Peru was the first state to leave" says that it left, "Peru will be the first state to leave" that it will."""
    verb = scheme.link(noun).governor
    if not scheme.is_verb(verb) or all(p.i != noun.i for p in scheme.predicatives(verb)):
        return ASSERTED
    outer = _passed(verb, depth)
    return ASSERTED if outer.modality in _UNREAL else outer


def _is_shown(verb: Token, known: Words) -> bool:
    """Whether an act is done by what is done for it: "took to the streets to protest"."""
    return scheme.base(verb) in known.of_class("show", "verb")


def _of_saying(governor: Token, depth: int) -> Certainty:
    """An act told in a clause: under a verb of saying it stands unless the saying itself is negated."""
    if not scheme.is_verb(governor):
        return _reported(governor, depth)
    return _said_amiss(governor) or _unless_unsaid(governor)


def _unless_unsaid(teller: Token) -> Certainty:
    """What is told stands, unless the telling is negated or asked for."""
    said = _of_verb(teller)
    if said.modality is Modality.NEGATED:
        return Certainty(Modality.POSSIBLE, said.by)
    return said if said.modality is Modality.POSSIBLE and _asks(teller) is not None else ASSERTED


def _said_amiss(teller: Token) -> Certainty | None:
    """Whether it is false to say so, "it is wrong to say that", or a report that is in doubt does: "unconfirmed reports
    said that"."""
    known, above = words(teller.doc.lang_), scheme.link(teller)
    if above.kind is Kind.INFINITIVE:
        for word in (above.governor, *scheme.predicatives(above.governor)):
            entry = known.find("adjective", scheme.base(word), "report")
            if entry is not None and entry.class_ == "false":
                return Certainty(entry.makes, (word.i,))
    reports = known.of_class("report", "noun") | known.of_class("believe", "noun")
    telling = (s for s in scheme.own_subjects(teller) if scheme.base(s) in reports)
    doubted = (own for s in telling if (own := _of_noun(s)).modality is Modality.POSSIBLE)
    return next(doubted, None)


def _under(entry: Entry, governor: Token, depth: int) -> Certainty:
    """What an entry makes of its complement, where the word itself may be negated or governed in turn."""
    if not scheme.is_verb(governor) and entry.class_ in {"report", "believe"}:
        said = _reported(governor, depth)
        if said.modality is not Modality.ASSERTED or entry.class_ == "report":
            return said
    outer = _certainty(governor, depth - 1)
    if entry.makes is Modality.ASSERTED:
        kept = entry.negated if outer.modality in _UNREAL else None  # "made no secret of having attacked"
        return Certainty(kept, (governor.i,)) if kept is not None else outer
    if outer.modality in _UNREAL:
        return Certainty(entry.negated or Modality.POSSIBLE, (*outer.by, governor.i))
    if outer.modality is Modality.CONDITIONAL:
        return Certainty(Modality.CONDITIONAL, (governor.i,))
    if entry.class_ == "prevent" and outer.modality is not Modality.ASSERTED:
        return Certainty(Modality.POSSIBLE, (governor.i,))  # "will prevent an attack": there may be one
    if entry.makes in _OPEN and scheme.is_verb(governor):
        known = words(governor.doc.lang_)
        for below in scheme.adverbial_clauses(governor):  # "threatened to leave if they came"
            marker = _conditional_marker(below, known) if below.i > governor.i else None
            if marker is not None:
                return Certainty(Modality.CONDITIONAL, (marker.i,))
    return Certainty(entry.makes, (governor.i,))


def _passed(governor: Token, depth: int) -> Certainty:
    """An act that is as certain as the one above it: "will begin leaving"."""
    return _certainty(governor, depth - 1)


def _takes(token: Token, kind: Kind) -> tuple[str, ...]:
    """The kinds of complement that ``token`` may be, surest first: "that he leave" is an order rather than a report."""
    if kind is not Kind.CLAUSE or scheme.is_past(token) or scheme.is_perfect(token):
        return _TAKES[kind]
    return ("subjunctive", "mandative", "clause") if scheme.is_subjunctive(token) else ("mandative", "clause")


def _governing(token: Token, governor: Token, takes: tuple[str, ...], known: Words) -> tuple[Entry | None, Token]:
    """The entry of what governs ``token``, and the word that it is the entry of."""
    for found in _entries(token, governor, takes, known):
        return found
    return None, governor


def _entries(token: Token, governor: Token, takes: tuple[str, ...], known: Words) -> Iterator[tuple[Entry, Token]]:
    """Entries of the word above ``token``, of the adjective or adverb that it leans on, of what may govern instead."""
    for word in (governor, *scheme.predicatives(governor), *scheme.rivals(governor, token)):
        if word.i == token.i:
            continue
        beside = frozenset(scheme.form(t) for t in scheme.beside(word)) | _marked(token) | _marked(word)
        for kind in takes:
            entry = known.find(scheme.word_class(word), scheme.base(word), kind, beside)
            if entry is not None:
                yield entry, word
    yield from _over_an_object(token, governor, takes, known)
    yield from _over_a_preposition(token, governor, takes, known)


def _marked(token: Token) -> frozenset[str]:
    """The preposition that ``token`` stands behind, as word lists hold it."""
    marker = scheme.link(token).marker
    return frozenset({scheme.form(marker)} if marker is not None else ())


def _over_an_object(token: Token, noun: Token, takes: tuple[str, ...], known: Words) -> Iterator[tuple[Entry, Token]]:
    """Entries of a verb whose preposition the parser hangs on its object: "cleared the general of attacking"."""
    found, above = scheme.link(token), scheme.link(noun)
    if found.marker is None or above.kind is not Kind.OBJECT or not scheme.is_verb(above.governor):
        return
    verb = above.governor
    for kind in takes:
        entry = known.find("verb", scheme.base(verb), kind, frozenset({found.marker.lower_}))
        if entry is not None and _has_phrase(entry, verb, found):
            yield entry, verb


def _over_a_preposition(
    token: Token, small: Token, takes: tuple[str, ...], known: Words
) -> Iterator[tuple[Entry, Token]]:
    """Entries of a verb with two prepositions, the first of them above ``token``: "talked Peru out of attacking"."""
    verb = scheme.link(small).governor
    if scheme.word_class(small) != "adverb" or not scheme.is_verb(verb):
        return
    for kind in takes:
        entry = known.find("verb", scheme.base(verb), kind, frozenset({scheme.form(small)}) | _marked(token))
        if entry is not None and len(entry.words[0].split()) > 1:
            yield entry, verb


def _preposition(marker: Token, known: Words) -> Certainty | None:
    """ "without leaving", "instead of leaving", "rather than leave"."""
    before = [*scheme.adverbs(marker), *scheme.adverbs(marker.head)]
    for word in (marker, *before):
        beside = frozenset(t.lower_ for t in word.doc[marker.i : marker.i + 2])  # "rather than" opens as one word
        entry = known.find("preposition", word.lower_, None, beside)
        negates = entry is not None and entry.class_ == "negation"
        if entry is not None and negates and (word.i == marker.i or abs(word.i - marker.i) == 1):
            return Certainty(entry.makes, (word.i, marker.i))
    return None


def _as_coordinate(token: Token, first: Token, depth: int) -> Certainty:
    """What is coordinated shares what governs the first, and its auxiliaries where it has none and no subject."""
    listed = _listed_with(token, first)
    if listed is not None:
        return _from_above(listed, depth - 1) if depth > 1 else ASSERTED
    if scheme.is_verb(token) != scheme.is_verb(first):
        return ASSERTED
    if scheme.is_verb(token):
        first = scheme.parallel(token, first)
    outer = _from_above(first, depth - 1) if depth > 1 else ASSERTED
    if not scheme.is_verb(token):
        return _joined(_of_noun(first), outer) if not scheme.determiners(token) else outer
    own = scheme.auxiliaries(token) or scheme.own_subjects(token)
    if not own and scheme.has_to(token) and scheme.has_to(first) and _of_verb(first).modality in _UNREAL:
        return outer  # "urged them not to leave but to pay"
    negated_alone = scheme.is_copula(first) and not scheme.is_copula(token) and not scheme.auxiliaries(first)
    if own or negated_alone or not scheme.same_form(token, first):  # "is not ready but stays"
        return outer if not scheme.own_subjects(token) or scheme.link(first).kind in _COMPLEMENTS else ASSERTED
    return _certainty(first, depth - 1)


def _listed_with(token: Token, verb: Token) -> Token | None:
    """The noun after which ``token`` goes on, where the parser hangs it on the verb: "called for calm and renewed
    talks", "called for unity and standing up for Peru"."""
    if not scheme.is_verb(verb) or token.i < verb.i:
        return None
    if scheme.is_verb(token) and not _is_bare_gerund(token, verb):
        return None
    before = [o for o in (*scheme.direct_objects(verb), *scheme.prepositional_objects(verb)) if verb.i < o.i < token.i]
    return max(before, key=lambda o: o.i, default=None)


def _is_bare_gerund(token: Token, verb: Token) -> bool:
    """Whether a form in "-ing" stands beside a finite verb, whose act it cannot share."""
    own = scheme.auxiliaries(token) or scheme.own_subjects(token)
    going = scheme.is_participle(token) and not scheme.is_passive_participle(token)
    return going and not own and not scheme.is_participle(verb)


def _as_adverbial(token: Token, found: Link, depth: int) -> Certainty:
    known = words(token.doc.lang_)
    before = _preposition(found.marker, known) if found.marker is not None else None
    if before is not None:
        return before
    along = known.find("conjunction", found.marker.lower_, "infinitive") if found.marker is not None else None
    if along is not None and scheme.has_to(token):
        return _passed(found.governor, depth)
    if scheme.has_to(token):
        entry, word = _governing(token, found.governor, ("infinitive",), known)
        return _under(entry, word, depth) if entry is not None else _as_purpose(token, found.governor, depth)
    if found.marker is not None:
        return _as_later(token, found, known)
    goes_along = scheme.is_participle(token) and scheme.is_verb(found.governor)
    return _passed(found.governor, depth) if goes_along else ASSERTED


def _as_purpose(token: Token, governor: Token, depth: int) -> Certainty:
    """What an act is done for: "will meet to sign" plans both; else it was planned, whether or not it came about."""
    outer = _certainty(governor, depth - 1) if scheme.is_verb(governor) else ASSERTED
    shown = _is_shown(token, words(token.doc.lang_)) and scheme.is_verb(governor)
    if outer.modality in _AHEAD or shown:
        return outer
    if hangs_on := _hangs_on(token, governor, words(token.doc.lang_)):
        return hangs_on
    return Certainty(Modality.POSSIBLE if outer.modality is Modality.POSSIBLE else Modality.PLANNED, (token.i,))


def _as_later(token: Token, found: Link, known: Words) -> Certainty:
    """ "Will help when he comes": what is told in the present beside what is to come is to come as well."""
    later = known.find("conjunction", found.marker.lower_) if found.marker is not None else None
    if later is None or later.class_ != "later" or not scheme.is_verb(found.governor):
        return ASSERTED
    if not (scheme.is_present(token) or found.kind is Kind.GERUND):  # "will leave after meeting the king"
        return ASSERTED
    unsure = _of_verb(found.governor).modality is not Modality.ASSERTED
    return Certainty(later.makes, (found.marker.i,)) if unsure and found.marker is not None else ASSERTED


def _as_relative(verb: Token, noun: Token, depth: int) -> Certainty:
    """ "any country that attacks", "no country that attacked", "a novel in which Chile attacks"."""
    known, above = words(noun.doc.lang_), scheme.link(noun)
    if _is_made_up(noun, verb, known):
        return Certainty(Modality.POSSIBLE, (noun.i,))
    if above.kind is Kind.OBJECT and scheme.is_verb(above.governor):
        imagined = known.find("verb", scheme.base(above.governor), "noun")
        if imagined is not None and imagined.class_ == "imagine":
            return Certainty(imagined.makes, (above.governor.i,))
    anybody = known.find("pronoun", noun.lower_)
    if anybody is not None:
        return Certainty(anybody.makes, (noun.i,)) if _is_anybody(noun, known) else ASSERTED
    condition = known.find("conjunction", noun.lower_)
    if condition is not None:  # "in the case in which he leaves"
        return Certainty(condition.makes, (noun.i,))
    said = _of_noun(noun)
    if said.modality in {Modality.NEGATED, Modality.POSSIBLE}:
        return said
    return _of_what_is_sought(verb, noun, depth)


def _of_what_is_sought(verb: Token, noun: Token, depth: int) -> Certainty:
    """ "Want a settlement that ends the war": what is not there yet does nothing; "met a man who trades" tells so."""
    if depth < 2 or not scheme.is_present(verb) or is_definite(noun, words(noun.doc.lang_)):
        return ASSERTED
    above = scheme.link(noun)
    if above.kind not in {Kind.OBJECT, Kind.OBLIQUE}:
        return ASSERTED
    sought = [_from_above(noun, depth - 1)]
    if scheme.is_verb(above.governor):
        sought.append(_certainty(above.governor, depth - 1))
    unreal = (how.by for how in sought if how.modality in {*_OPEN, Modality.DEMANDED})
    return next((Certainty(Modality.POSSIBLE, by) for by in unreal), ASSERTED)


def _is_anybody(pronoun: Token, known: Words) -> bool:
    """Whether a pronoun means whoever it may be: "those who leave will be fined", not "those who left were fined"."""
    if pronoun.lower_ not in known.of_class("plain", "pronoun"):
        return True
    found = scheme.link(pronoun)
    beside = found.kind in {Kind.SUBJECT, Kind.OBJECT} and scheme.is_verb(found.governor)
    return beside and _of_verb(found.governor).modality is not Modality.ASSERTED


def _as_noun(noun: Token, found: Link, depth: int) -> Certainty:
    """An act named by a noun, from the verb or the noun that it depends on."""
    known, governor = words(noun.doc.lang_), found.governor
    if scheme.is_verb(noun):
        return _as_deed(noun, found, known)
    if (taken := _taken_for(found, known)) is not None:
        return taken
    if (whole := _whole_of(noun, found, known)) is not None and depth > 1:
        return _from_above(whole, depth - 1)
    if found.marker is not None:
        before = _preposition(found.marker, known)
        if before is not None:
            return before
    if found.kind is Kind.SUBJECT and not scheme.is_passive(governor):
        return _as_subject(noun, governor, known, depth)
    for entry, word in _entries(noun, governor, ("noun",), known):
        fits = found.marker is None or scheme.word_class(word) != "verb" or _has_phrase(entry, word, found)
        if fits and not _is_in_being(noun, entry, known):
            return _under(entry, word, depth)
    if found.kind is Kind.OBLIQUE:
        return _within(noun, found, known, depth)
    if scheme.is_copula(governor) and (alike := _is_of_its_own_kind(noun, governor, known)) is not None:
        return alike
    event, _ = _governing(noun, governor, ("event",), known)
    if scheme.is_verb(governor) and (event is not None or scheme.is_copula(governor)):
        return _passed(governor, depth)
    return _as_undergoing(noun, found, known)


def _whole_of(noun: Token, found: Link, known: Words) -> Token | None:
    """What ``noun`` is told as a part of: "urged steps, including a withdrawal", also where that hangs on the verb."""
    if found.marker is None or found.marker.lower_ not in known.of_class("listing", "preposition"):
        return None
    if not scheme.is_verb(found.governor):
        return found.governor
    taken = (*scheme.direct_objects(found.governor), *scheme.prepositional_objects(found.governor))
    return max((o for o in taken if o.i < found.marker.i), key=lambda o: o.i, default=None)


def _taken_for(found: Link, known: Words) -> Certainty | None:
    """What is only held to be an act: "what neighbours thought was a raid", "what they took for a raid was thunder"."""
    verb = found.governor
    if not scheme.is_verb(verb):
        return None
    held = known.of_class("believe", "verb") | known.of_class("mistake", "verb")
    if found.kind is Kind.OBJECT and scheme.is_copula(verb):
        clauses = [s for s in scheme.own_subjects(verb) if scheme.is_verb(s) and scheme.base(s) in held]
    else:
        marker = found.marker.lower_ if found.marker is not None else ""
        clauses = [verb] if marker and f"{scheme.base(verb)} {marker}" in known.of_class("taking", "verb") else []
    opening = known.of_class("free", "pronoun")
    opened = (c for c in clauses if any(t.lower_ in opening for t in (c.left_edge, *c.children)))
    opened = (c for c in [*opened, *_opened_before(clauses, opening)])
    return next((Certainty(Modality.POSSIBLE, (c.i,)) for c in opened), None)


def _opened_before(clauses: list[Token], opening: frozenset[str]) -> Iterator[Token]:
    """Clauses whose opening word was taken for a determiner of their subject: "what witnesses took for a raid"."""
    for clause in clauses:
        if any(d.lower_ in opening for s in scheme.own_subjects(clause) for d in scheme.determiners(s)):
            yield clause


def _as_undergoing(noun: Token, found: Link, known: Words) -> Certainty:
    """ "An invasion would be met with fire", were there one."""
    if found.kind is not Kind.SUBJECT or is_definite(noun, known):
        return ASSERTED
    supposing = known.of_class("hypothesis", "auxiliary")
    supposed = next((t for t in scheme.auxiliaries(found.governor) if t.lower_ in supposing), None)
    return Certainty(Modality.CONDITIONAL, (supposed.i,)) if supposed is not None else ASSERTED


def _is_in_being(noun: Token, entry: Entry, known: Words) -> bool:
    """Whether what is valued, backed or discussed may well be under way: "the role of the mediation", "backed the
    strike", "discussed the embargo"."""
    if entry.class_ == "worth":
        return is_definite(noun, known)
    if entry.class_ not in {"back", "debate"} or noun.lower_ in known.of_class("change", "noun"):
        return False
    return entry.class_ == "back" or is_definite(noun, known)


def _as_deed(verb: Token, found: Link, known: Words) -> Certainty:
    """A deed that a clause says something of: "attacking Chile would be a mistake", but "killing them was one"."""
    above = found.governor
    if found.kind is not Kind.SUBJECT or not scheme.is_verb(above) or scheme.own_subjects(verb):
        return ASSERTED
    weighed = _auxiliary(above, known) is not None or (scheme.is_copula(above) and scheme.is_present(above))
    return Certainty(Modality.POSSIBLE, (above.i,)) if weighed else ASSERTED


def _within(noun: Token, found: Link, known: Words, depth: int) -> Certainty:
    """An act brought up as part of one to come is to come as well: "will meet envoys at a summit"."""
    inside = found.marker is not None and found.marker.lower_ in known.of_class("part", "preposition")
    if not inside or not scheme.is_verb(found.governor) or is_definite(noun, known):
        return ASSERTED
    outer = _certainty(found.governor, depth - 1)
    return outer if outer.modality in _AHEAD else ASSERTED


def _has_phrase(entry: Entry, word: Token, found: Link) -> bool:
    """Whether an entry names the preposition that the noun stands behind: "call for", not "call in"."""
    marker = found.marker.lower_ if found.marker is not None else ""
    return any(w.split()[0] == scheme.base(word) and marker in w.split()[1:] for w in entry.words)


def _as_subject(noun: Token, governor: Token, known: Words, depth: int) -> Certainty:
    """ "The attack did not happen", "talks will follow", "reports of an attack were false"."""
    for verb in (governor, *scheme.infinitives(governor)):  # "the strike is to go on"
        entry, _ = _governing(noun, verb, ("event",), known)
        if entry is not None and entry.class_ == "occur":
            return _passed(verb, depth)
    if not is_definite(noun, known) and (general := _said_in_general(noun, governor, known)) is not None:
        return general
    if not scheme.is_copula(governor) and is_definite(noun, known):
        return ASSERTED
    said = _of_verb(governor)
    supposing = known.of_class("hypothesis", "auxiliary")
    if any(word.lower_ in supposing for word in scheme.auxiliaries(governor)):
        said = Certainty(Modality.CONDITIONAL, said.by)  # "a strike would anger them": were there one
    return _joined(ASSERTED if said.modality in _UNREAL else said, _from_above(governor, depth - 1))


def _said_in_general(noun: Token, verb: Token, known: Words) -> Certainty | None:
    """What is made of an act of which is said what it would be: "dialogue is the only way", "a truce is off the table".

    An act that is said to be one of its own kind is told of in general, too: "an attack on one is an attack on all".
    """
    told = [t for p in scheme.predicatives(verb) for t in (p, *scheme.prepositional_objects(p), *scheme.adverbs(p))]
    told += [t for o in scheme.prepositional_objects(verb) for t in (o, *scheme.prepositional_objects(o))]
    told += [o for p in scheme.prepositions(verb) for o in scheme.prepositional_objects(p)]
    means = known.of_class("means", "noun")
    return next(
        (Certainty(Modality.POSSIBLE, (t.i,)) for t in told if scheme.base(t) in {*means, scheme.base(noun)}), None
    )


def _is_of_its_own_kind(noun: Token, copula: Token, known: Words) -> Certainty | None:
    """The other half of "an attack on one is an attack on all"."""
    alike = (s for s in scheme.own_subjects(copula) if scheme.base(s) == scheme.base(noun))
    return next((Certainty(Modality.POSSIBLE, (s.i,)) for s in alike if not is_definite(s, known)), None)


def is_definite(noun: Token, known: Words) -> bool:
    """Whether a noun is of something that is known: it has an owner or a determiner such as "the"."""
    owned = scheme.possessors(noun)
    return bool(owned) or any(known.find("determiner", d.lower_) for d in scheme.determiners(noun))


def _reported(noun: Token, depth: int) -> Certainty:
    """What becomes of what a report says: "no evidence that", "reports that ... are false", "rejected claims that"."""
    known = words(noun.doc.lang_)
    own = _of_noun(noun)
    if own.modality is not Modality.ASSERTED:
        return own
    found = scheme.link(noun)
    if found.kind is Kind.OBLIQUE and not scheme.is_verb(found.governor):
        entry = known.find("noun", scheme.base(found.governor), "report")  # "no truth in reports that"
        return _under(entry, found.governor, depth) if entry is not None else ASSERTED
    if found.kind is Kind.OBLIQUE:
        taken = ((o, known.find("noun", scheme.base(o), "report")) for o in scheme.direct_objects(found.governor))
        doubts = (_under(entry, o, depth) for o, entry in taken if entry is not None and entry.class_ == "doubt")
        return next(doubts, ASSERTED)  # "cast doubt on claims that"
    if found.kind not in {Kind.SUBJECT, Kind.OBJECT} or not scheme.is_verb(found.governor):
        return ASSERTED
    verb = found.governor
    inner = (p for v in scheme.infinitives(verb) for p in scheme.predicatives(v))  # "turned out to be false"
    for word in (verb, *scheme.predicatives(verb), *inner):
        for kind in (scheme.word_class(word), "adjective"):
            beside = frozenset(scheme.form(t) for t in scheme.beside(word))
            entry = known.find(kind, scheme.base(word), "report", beside) or (
                known.find(kind, scheme.base(word), "noun") if kind == "verb" else None
            )
            if entry is not None and entry.makes in {*_UNREAL, Modality.POSSIBLE}:
                return _under(entry, verb, depth)
    if found.kind is Kind.SUBJECT and (lacking := _lacks_truth(verb, known)) is not None:
        return lacking
    above = _of_verb(verb)
    return above if above.modality is Modality.NEGATED and scheme.is_copula(verb) else ASSERTED


def _lacks_truth(verb: Token, known: Words) -> Certainty | None:
    """Whether ``verb`` says that its subject is not so: "had no basis", "is without foundation"."""
    grounds = known.of_class("truth", "noun")
    for noun in (n for n in scheme.direct_objects(verb) if scheme.base(n) in grounds):
        entry = known.find("verb", scheme.base(verb), "noun")
        lacking = entry is not None and entry.makes is Modality.NEGATED
        if lacking or _of_noun(noun).modality is Modality.NEGATED:
            return Certainty(Modality.DENIED, (noun.i,))
    for word in scheme.prepositions(verb):
        entry = known.find("preposition", word.lower_)
        behind = [n for n in scheme.prepositional(verb, word.lower_) if scheme.base(n) in grounds]
        if behind and entry is not None and entry.class_ == "negation":
            return Certainty(Modality.DENIED, (behind[0].i,))
    return None


def reasons(token: Token) -> Iterator[Token]:
    """The words that decide how certain the act of ``token`` is."""
    for index in certainty(token).by:
        yield token.doc[index]
