"""Which words govern a clause or an act, and what those say that need not look further up."""

from collections.abc import Iterator

from spacy.tokens import Token

from dragoman.languages.words import Entry, Words, words
from dragoman.model import Modality
from dragoman.syntax.certain import ASSERTED, Certainty
from dragoman.syntax.itself import conditional_marker, verb_says
from dragoman.syntax.link import Kind, Link
from dragoman.syntax.scheme import scheme

COMPLEMENTS = {Kind.CLAUSE, Kind.INFINITIVE, Kind.GERUND}
TAKES = {Kind.CLAUSE: ("clause",), Kind.INFINITIVE: ("infinitive",), Kind.GERUND: ("gerund",)}


def talked_of(verb: Token, found: Link) -> Link | None:
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


def as_fragment(verb: Token) -> Certainty:
    """An answer that is a clause without one above it: "When Chile pays."."""
    known = words(verb.doc.lang_)
    for word in scheme.markers(verb):
        later = known.find("conjunction", word.lower_)
        if later is not None and later.class_ == "later" and scheme.is_present(verb):
            return Certainty(later.makes, (word.i,))
    return ASSERTED


def on_condition(token: Token, governor: Token, known: Words) -> Certainty | None:
    """What is threatened on a condition: "threatened to leave if they came"."""
    if not scheme.is_verb(governor):
        return None
    markers = (conditional_marker(c, known) for head in (token, governor) for c in scheme.adverbial_clauses(head))
    marker = next((m for m in markers if m is not None), None)
    return Certainty(Modality.CONDITIONAL, (marker.i,)) if marker is not None else None


def said_to_be(copula: Token, known: Words) -> tuple[Entry | None, Token]:
    """The entry of the noun that a clause is said to be: "the hope in Lima is that Chile withdraws"."""
    nouns = scheme.own_subjects(copula) if scheme.is_verb(copula) and scheme.is_copula(copula) else []
    for noun in (n for n in nouns if scheme.word_class(n) == "noun"):
        for takes in ("clause", "infinitive"):
            entry = known.find("noun", scheme.base(noun), takes)
            if entry is not None:
                return entry, noun
    return None, copula


def is_performed(token: Token, governor: Token, known: Words) -> bool:
    """Whether the act is done by being spoken of: "I would like to thank you", "we want to congratulate them"."""
    if scheme.base(token) not in known.of_class("perform", "verb") or not scheme.is_verb(governor):
        return False
    wishes = scheme.base(governor) in known.of_class("wish", "verb")
    return wishes and any(map(scheme.is_first_person, scheme.own_subjects(governor)))


def is_shown(verb: Token, known: Words) -> bool:
    """Whether an act is done by what is done for it: "took to the streets to protest"."""
    return scheme.base(verb) in known.of_class("show", "verb")


def taken_as(token: Token, kind: Kind) -> tuple[str, ...]:
    """The kinds of complement that ``token`` may be, surest first: "that he leave" is an order rather than a report."""
    if kind is not Kind.CLAUSE or scheme.is_past(token) or scheme.is_perfect(token):
        return TAKES[kind]
    return ("subjunctive", "mandative", "clause") if scheme.is_subjunctive(token) else ("mandative", "clause")


def governed_by(token: Token, governor: Token, takes: tuple[str, ...], known: Words) -> tuple[Entry | None, Token]:
    """The entry of what governs ``token``, and the word that it is the entry of."""
    for found in entries_over(token, governor, takes, known):
        return found
    return None, governor


def entries_over(token: Token, governor: Token, takes: tuple[str, ...], known: Words) -> Iterator[tuple[Entry, Token]]:
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
        if entry is not None and has_phrase(entry, verb, found):
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


def by_preposition(marker: Token, known: Words) -> Certainty | None:
    """ "without leaving", "instead of leaving", "rather than leave"."""
    before = [*scheme.adverbs(marker), *scheme.adverbs(marker.head)]
    for word in (marker, *before):
        beside = frozenset(t.lower_ for t in word.doc[marker.i : marker.i + 2])  # "rather than" opens as one word
        entry = known.find("preposition", word.lower_, None, beside)
        negates = entry is not None and entry.class_ == "negation"
        if entry is not None and negates and (word.i == marker.i or abs(word.i - marker.i) == 1):
            return Certainty(entry.makes, (word.i, marker.i))
    return None


def listed_with(token: Token, verb: Token) -> Token | None:
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


def as_later(token: Token, found: Link, known: Words) -> Certainty:
    """ "Will help when he comes": what is told in the present beside what is to come is to come as well."""
    later = known.find("conjunction", found.marker.lower_) if found.marker is not None else None
    if later is None or later.class_ != "later" or not scheme.is_verb(found.governor):
        return ASSERTED
    if not (scheme.is_present(token) or found.kind is Kind.GERUND):  # "will leave after meeting the king"
        return ASSERTED
    unsure = verb_says(found.governor).modality is not Modality.ASSERTED
    return Certainty(later.makes, (found.marker.i,)) if unsure and found.marker is not None else ASSERTED


def is_anybody(pronoun: Token, known: Words) -> bool:
    """Whether a pronoun means whoever it may be: "those who leave will be fined", not "those who left were fined"."""
    if pronoun.lower_ not in known.of_class("plain", "pronoun"):
        return True
    found = scheme.link(pronoun)
    beside = found.kind in {Kind.SUBJECT, Kind.OBJECT} and scheme.is_verb(found.governor)
    return beside and verb_says(found.governor).modality is not Modality.ASSERTED


def whole_of(noun: Token, found: Link, known: Words) -> Token | None:
    """What ``noun`` is told as a part of: "urged steps, including a withdrawal", also where that hangs on the verb."""
    if found.marker is None or found.marker.lower_ not in known.of_class("listing", "preposition"):
        return None
    if not scheme.is_verb(found.governor):
        return found.governor
    taken = (*scheme.direct_objects(found.governor), *scheme.prepositional_objects(found.governor))
    return max((o for o in taken if o.i < found.marker.i), key=lambda o: o.i, default=None)


def has_phrase(entry: Entry, word: Token, found: Link) -> bool:
    """Whether an entry names the preposition that the noun stands behind: "call for", not "call in"."""
    marker = found.marker.lower_ if found.marker is not None else ""
    return any(w.split()[0] == scheme.base(word) and marker in w.split()[1:] for w in entry.words)
