"""What a clause, or a noun for an act, says of itself: negation, condition, question, hedge, auxiliary, order."""

from collections.abc import Iterator

from spacy.tokens import Token

from dragoman.languages.words import Words, words
from dragoman.model import Modality
from dragoman.syntax.certain import ASSERTED, DEPTH, Certainty
from dragoman.syntax.link import Kind
from dragoman.syntax.scheme import scheme
from dragoman.syntax.tree import sentence


def verb_says(verb: Token) -> Certainty:
    known = words(verb.doc.lang_)
    for decide in (as_supposed, _negation, _condition, _question, _hedge, by_auxiliary, _imperative, _fiction):
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


def as_supposed(verb: Token, known: Words) -> Certainty | None:
    """A clause that is a condition itself, "if he leaves", "if he does not leave", or that asks: "asked if he left"."""
    marker = conditional_marker(verb, known)
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
        marker = conditional_marker(below, known) or _inverted(below, known)
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


def conditional_marker(verb: Token, known: Words) -> Token | None:
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
        opens = word.lower_ in opening and word.i == min(verb.left_edge.i, word.left_edge.i)
        if not opens or question_mark(verb) is not None:
            continue
        if any(t.pos_ in {"NOUN", "PROPN", "PRON", "DET", "ADJ"} for t in verb.doc[word.i + 1 : word.i + 2]):
            return word
    return None


def _question(verb: Token, known: Words) -> Certainty | None:
    if scheme.link(verb).kind in {Kind.RELATIVE, Kind.PARTICIPLE, Kind.ADVERBIAL}:
        return None
    mark = question_mark(verb)
    return Certainty(Modality.POSSIBLE, (mark.i,)) if mark is not None else None


def question_mark(verb: Token) -> Token | None:
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


def by_auxiliary(verb: Token, known: Words) -> Certainty | None:
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
        if is_made_up(noun, verb, known):
            return Certainty(Modality.POSSIBLE, (noun.i,))
    return None


def is_made_up(noun: Token, verb: Token, known: Words) -> bool:
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


def noun_says(noun: Token) -> Certainty:
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
    mark = question_mark(noun)
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
    for _ in range(DEPTH):
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
    return carried_out and scheme.is_past(found.governor) and verb_says(found.governor).modality is Modality.ASSERTED


def is_definite(noun: Token, known: Words) -> bool:
    """Whether a noun is of something that is known: it has an owner or a determiner such as "the"."""
    owned = scheme.possessors(noun)
    return bool(owned) or any(known.find("determiner", d.lower_) for d in scheme.determiners(noun))


def opened_before(clauses: list[Token], opening: frozenset[str]) -> Iterator[Token]:
    """Clauses whose opening word was taken for a determiner of their subject: "what witnesses took for a raid"."""
    for clause in clauses:
        if any(d.lower_ in opening for s in scheme.own_subjects(clause) for d in scheme.determiners(s)):
            yield clause
