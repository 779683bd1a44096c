"""What a saying or a report leaves open: "no truth in", "had no basis", "said they did not know whether"."""

from spacy.tokens import Token

from dragoman.languages.words import Words, words
from dragoman.model import Modality
from dragoman.syntax.certain import ASSERTED, Certainty
from dragoman.syntax.itself import noun_says, opened_before, question_mark, verb_says
from dragoman.syntax.link import Kind, Link
from dragoman.syntax.scheme import scheme


def said_to_show(verb: Token, noun: Token) -> Token | None:
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


def unless_unsaid(teller: Token) -> Certainty:
    """What is told stands, unless the telling is negated or asked for."""
    said = verb_says(teller)
    if said.modality is Modality.NEGATED:
        return Certainty(Modality.POSSIBLE, said.by)
    return said if said.modality is Modality.POSSIBLE and question_mark(teller) is not None else ASSERTED


def said_amiss(teller: Token) -> Certainty | None:
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
    doubted = (own for s in telling if (own := noun_says(s)).modality is Modality.POSSIBLE)
    return next(doubted, None)


def taken_for(found: Link, known: Words) -> Certainty | None:
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
    opened = [c for c in clauses if any(t.lower_ in opening for t in (c.left_edge, *c.children))]
    return next((Certainty(Modality.POSSIBLE, (c.i,)) for c in (*opened, *opened_before(clauses, opening))), None)


def lacks_truth(verb: Token, known: Words) -> Certainty | None:
    """Whether ``verb`` says that its subject is not so: "had no basis", "is without foundation"."""
    grounds = known.of_class("truth", "noun")
    for noun in (n for n in scheme.direct_objects(verb) if scheme.base(n) in grounds):
        entry = known.find("verb", scheme.base(verb), "noun")
        lacking = entry is not None and entry.makes is Modality.NEGATED
        if lacking or noun_says(noun).modality is Modality.NEGATED:
            return Certainty(Modality.DENIED, (noun.i,))
    for word in scheme.prepositions(verb):
        entry = known.find("preposition", word.lower_)
        behind = [n for n in scheme.prepositional(verb, word.lower_) if scheme.base(n) in grounds]
        if behind and entry is not None and entry.class_ == "negation":
            return Certainty(Modality.DENIED, (behind[0].i,))
    return None
