"""How certain a clause is, decided once, with the words that decide it.

``certainty`` answers for a verb or for a noun that names an act. What the clause says of itself (negation, auxiliaries,
conditions, questions, hedges) is joined with what governs it ("denied that", "the plan to", "no evidence that"), level
by level. The words are data of the language (``languages/words.py``); the code knows only how they act together.

Here stands what climbs from governor to governor. What needs no climbing stands beside it: ``itself`` (what a clause
says of itself), ``governors`` (which words govern it), ``acts`` (what is said of an act as a thing), ``hearsay``.
"""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from dragoman.languages.words import Entry, Words, words
from dragoman.model import Modality
from dragoman.syntax.acts import as_deed, as_undergoing, is_in_being, is_of_its_own_kind, said_in_general
from dragoman.syntax.certain import AHEAD, ASSERTED, DEPTH, UNREAL, Certainty, joined
from dragoman.syntax.governors import (
    COMPLEMENTS,
    TAKES,
    as_fragment,
    as_later,
    by_preposition,
    entries_over,
    governed_by,
    has_phrase,
    is_anybody,
    is_performed,
    is_shown,
    listed_with,
    on_condition,
    said_to_be,
    taken_as,
    talked_of,
    whole_of,
)
from dragoman.syntax.hearsay import lacks_truth, said_amiss, said_to_show, taken_for, unless_unsaid
from dragoman.syntax.itself import (
    as_supposed,
    by_auxiliary,
    conditional_marker,
    is_definite,
    is_made_up,
    noun_says,
    speaks_of_itself,
    verb_says,
)
from dragoman.syntax.link import Kind, Link
from dragoman.syntax.scheme import scheme
from dragoman.syntax.tree import memory_of

__all__ = ["ASSERTED", "Certainty", "certainty", "forget", "governing", "is_definite", "reasons", "speaks_of_itself"]

_OPEN = {Modality.PLANNED, Modality.PROMISED, Modality.POSSIBLE}


def certainty(token: Token) -> Certainty:
    """How certain the act is that a verb or a noun names."""
    memory: dict[int, Certainty] = memory_of(token.doc).certainties
    found = memory.get(token.i)
    if found is None:
        found = memory[token.i] = _certainty(token, DEPTH)
    return found


def governing(token: Token) -> Certainty:
    """What is made of the act of ``token`` by what stands above it alone: "if they decide not to leave"."""
    own = as_supposed(token, words(token.doc.lang_)) if scheme.is_verb(token) else None
    return own or _from_above(token, DEPTH)


def forget(doc: Doc) -> None:
    """Drop what was decided for ``doc``: its parse has changed."""
    memory_of(doc).certainties.clear()


def _certainty(token: Token, depth: int) -> Certainty:
    if not depth:
        return ASSERTED
    verb = scheme.is_verb(token)
    return joined(verb_says(token) if verb else noun_says(token), _from_above(token, depth), of_noun=not verb)


# What is said of a clause.


def _from_above(token: Token, depth: int) -> Certainty:
    found = scheme.link(token)
    if found.kind in COMPLEMENTS:
        return _as_complement(token, found, depth)
    if found.kind is Kind.COORDINATE:
        return _as_coordinate(token, found.governor, depth)
    if found.kind is Kind.ADVERBIAL:
        return _as_adverbial(token, found, depth)
    if found.kind is Kind.PARTICIPLE and (above := talked_of(token, found)) is not None:
        return _as_complement(token, above, depth)
    if found.kind is Kind.PARTICIPLE and (shown := said_to_show(token, found.governor)) is not None:
        return _passed(shown, depth)
    if found.kind is Kind.ROOT:
        return as_fragment(token)
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


def _as_complement(token: Token, found: Link, depth: int) -> Certainty:
    """An act under the verb, noun or adjective that takes it."""
    known, governor, marker = words(token.doc.lang_), found.governor, found.marker
    if is_performed(token, governor, known):
        return ASSERTED
    for teller in scheme.own_subjects(governor) if scheme.is_verb(governor) else ():
        if is_made_up(teller, governor, known):
            return Certainty(Modality.POSSIBLE, (teller.i,))
    if marker is not None:
        before = by_preposition(marker, known)
        if before is not None:
            return before
        asked = known.find("conjunction", marker.lower_, "clause")
        if asked is not None and found.kind in {Kind.CLAUSE, Kind.INFINITIVE}:
            return Certainty(asked.makes, (marker.i,))
        opening = known.find("conjunction", marker.lower_)
        if opening is not None:
            supposed = opening.class_ == "condition"
            return Certainty(opening.makes, (marker.i,)) if supposed else as_later(token, found, known)
    condition = known.find("conjunction", governor.lower_)
    if condition is not None and condition.class_ == "condition":
        return Certainty(condition.makes, (governor.i,))
    for word in scheme.adverbs(governor):
        yet = known.find("adverb", word.lower_, TAKES[found.kind][0])
        if yet is not None:
            return Certainty(yet.makes, (word.i,))
    entry, governor = governed_by(token, governor, taken_as(token, found.kind), known)
    if entry is None and found.kind is Kind.CLAUSE:
        entry, governor = said_to_be(governor, known)
    if entry is not None:
        return _under(entry, governor, depth)
    if found.kind is Kind.INFINITIVE:
        marker = on_condition(token, governor, known)
        return marker or _as_infinitive(token, governor, known, depth)
    return _passed(governor, depth) if found.kind is Kind.GERUND else _of_saying(governor, depth)


def _as_infinitive(token: Token, governor: Token, known: Words, depth: int) -> Certainty:
    """ "To leave" where nothing is known of the word above it: it has not happened, or not so that one could tell."""
    to_be = scheme.is_copula(governor) and scheme.word_class(governor) == "verb"
    if scheme.is_perfect(token) and not (to_be and scheme.is_past(governor)):
        # "is said to have left", not "was to have left"
        return unless_unsaid(governor) if scheme.is_verb(governor) else ASSERTED
    if scheme.word_class(governor) == "noun":
        before = scheme.adjectives(governor)
        entries = (known.find("adjective", a.lower_, "infinitive") for a in before)
        ranks = {e.class_ for e in entries if e is not None}
        ranked = any(map(scheme.is_superlative, before)) or "first" in ranks
        if ranked and "fit" not in ranks:  # "the last state to leave", but not "the best man to help"
            return _as_ranked(governor, depth)
    if is_shown(token, known) and scheme.is_verb(governor):
        return verb_says(governor)
    return Certainty(Modality.PLANNED if to_be else Modality.POSSIBLE, (governor.i,))


def _as_ranked(noun: Token, depth: int) -> Certainty:
    """ "Peru was the first state to leave" says that it left, "Peru will be the first state to leave" that it will."""
    verb = scheme.link(noun).governor
    if not scheme.is_verb(verb) or all(p.i != noun.i for p in scheme.predicatives(verb)):
        return ASSERTED
    outer = _passed(verb, depth)
    return ASSERTED if outer.modality in UNREAL else outer


def _of_saying(governor: Token, depth: int) -> Certainty:
    """An act told in a clause: under a verb of saying it stands unless the saying itself is negated."""
    if not scheme.is_verb(governor):
        return _reported(governor, depth)
    return said_amiss(governor) or unless_unsaid(governor)


def _under(entry: Entry, governor: Token, depth: int) -> Certainty:
    """What an entry makes of its complement, where the word itself may be negated or governed in turn."""
    if not scheme.is_verb(governor) and entry.class_ in {"report", "believe"}:
        said = _reported(governor, depth)
        if said.modality is not Modality.ASSERTED or entry.class_ == "report":
            return said
    outer = _certainty(governor, depth - 1)
    if entry.makes is Modality.ASSERTED:
        kept = entry.negated if outer.modality in UNREAL else None  # "made no secret of having attacked"
        return Certainty(kept, (governor.i,)) if kept is not None else outer
    if outer.modality in UNREAL:
        kept = entry.negated or Modality.POSSIBLE
        ahead = by_auxiliary(governor, words(governor.doc.lang_)) if kept is Modality.ASSERTED else None
        return ahead or Certainty(kept, (*outer.by, governor.i))  # "would not hesitate to attack" is yet to come
    if outer.modality is Modality.CONDITIONAL:
        return Certainty(Modality.CONDITIONAL, (governor.i,))
    if entry.class_ == "prevent" and outer.modality is not Modality.ASSERTED:
        return Certainty(Modality.POSSIBLE, (governor.i,))  # "will prevent an attack": there may be one
    if entry.makes in _OPEN and scheme.is_verb(governor):
        known = words(governor.doc.lang_)
        for below in scheme.adverbial_clauses(governor):  # "threatened to leave if they came"
            marker = conditional_marker(below, known) if below.i > governor.i else None
            if marker is not None:
                return Certainty(Modality.CONDITIONAL, (marker.i,))
    return Certainty(entry.makes, (governor.i,))


def _passed(governor: Token, depth: int) -> Certainty:
    """An act that is as certain as the one above it: "will begin leaving"."""
    return _certainty(governor, depth - 1)


def _as_coordinate(token: Token, first: Token, depth: int) -> Certainty:
    """What is coordinated shares what governs the first, and its auxiliaries where it has none and no subject."""
    listed = listed_with(token, first)
    if listed is not None:
        return _from_above(listed, depth - 1) if depth > 1 else ASSERTED
    if scheme.is_verb(token) != scheme.is_verb(first):
        return ASSERTED
    if scheme.is_verb(token):
        first = scheme.parallel(token, first)
    outer = _from_above(first, depth - 1) if depth > 1 else ASSERTED
    if not scheme.is_verb(token):
        return joined(noun_says(first), outer) if not scheme.determiners(token) else outer
    own = scheme.auxiliaries(token) or scheme.own_subjects(token)
    if not own and scheme.has_to(token) and scheme.has_to(first) and verb_says(first).modality in UNREAL:
        return outer  # "urged them not to leave but to pay"
    negated_alone = scheme.is_copula(first) and not scheme.is_copula(token) and not scheme.auxiliaries(first)
    if own or negated_alone or not scheme.same_form(token, first):  # "is not ready but stays"
        return outer if not scheme.own_subjects(token) or scheme.link(first).kind in COMPLEMENTS else ASSERTED
    return _certainty(first, depth - 1)


def _as_adverbial(token: Token, found: Link, depth: int) -> Certainty:
    known = words(token.doc.lang_)
    before = by_preposition(found.marker, known) if found.marker is not None else None
    if before is not None:
        return before
    along = known.find("conjunction", found.marker.lower_, "infinitive") if found.marker is not None else None
    if along is not None and scheme.has_to(token):
        return _passed(found.governor, depth)
    if scheme.has_to(token):
        entry, word = governed_by(token, found.governor, ("infinitive",), known)
        return _under(entry, word, depth) if entry is not None else _as_purpose(token, found.governor, depth)
    if found.marker is not None:
        return as_later(token, found, known)
    goes_along = scheme.is_participle(token) and scheme.is_verb(found.governor)
    return _passed(found.governor, depth) if goes_along else ASSERTED


def _as_purpose(token: Token, governor: Token, depth: int) -> Certainty:
    """What an act is done for: "will meet to sign" plans both; else it was planned, whether or not it came about."""
    outer = _certainty(governor, depth - 1) if scheme.is_verb(governor) else ASSERTED
    shown = is_shown(token, words(token.doc.lang_)) and scheme.is_verb(governor)
    if outer.modality in AHEAD or shown:
        return outer
    if hangs_on := on_condition(token, governor, words(token.doc.lang_)):
        return hangs_on
    return Certainty(Modality.POSSIBLE if outer.modality is Modality.POSSIBLE else Modality.PLANNED, (token.i,))


def _as_relative(verb: Token, noun: Token, depth: int) -> Certainty:
    """ "any country that attacks", "no country that attacked", "a novel in which Chile attacks"."""
    known, above = words(noun.doc.lang_), scheme.link(noun)
    if is_made_up(noun, verb, known):
        return Certainty(Modality.POSSIBLE, (noun.i,))
    if above.kind is Kind.OBJECT and scheme.is_verb(above.governor):
        imagined = known.find("verb", scheme.base(above.governor), "noun")
        if imagined is not None and imagined.class_ == "imagine":
            return Certainty(imagined.makes, (above.governor.i,))
    anybody = known.find("pronoun", noun.lower_)
    if anybody is not None:
        return Certainty(anybody.makes, (noun.i,)) if is_anybody(noun, known) else ASSERTED
    condition = known.find("conjunction", noun.lower_)
    if condition is not None:  # "in the case in which he leaves"
        return Certainty(condition.makes, (noun.i,))
    said = noun_says(noun)
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


def _as_noun(noun: Token, found: Link, depth: int) -> Certainty:
    """An act named by a noun, from the verb or the noun that it depends on."""
    known, governor = words(noun.doc.lang_), found.governor
    if scheme.is_verb(noun):
        return as_deed(noun, found, known)
    if (taken := taken_for(found, known)) is not None:
        return taken
    if (whole := whole_of(noun, found, known)) is not None and depth > 1:
        return _from_above(whole, depth - 1)
    if found.marker is not None:
        before = by_preposition(found.marker, known)
        if before is not None:
            return before
    if found.kind is Kind.SUBJECT and not scheme.is_passive(governor):
        return _as_subject(noun, governor, known, depth)
    for entry, word in entries_over(noun, governor, ("noun",), known):
        fits = found.marker is None or scheme.word_class(word) != "verb" or has_phrase(entry, word, found)
        if fits and not is_in_being(noun, entry, known):
            return _under(entry, word, depth)
    if found.kind is Kind.OBLIQUE:
        return _within(noun, found, known, depth)
    if scheme.is_copula(governor) and (alike := is_of_its_own_kind(noun, governor, known)) is not None:
        return alike
    event, _ = governed_by(noun, governor, ("event",), known)
    if scheme.is_verb(governor) and (event is not None or scheme.is_copula(governor)):
        return _passed(governor, depth)
    return as_undergoing(noun, found, known)


def _within(noun: Token, found: Link, known: Words, depth: int) -> Certainty:
    """An act brought up as part of one to come is to come as well: "will meet envoys at a summit"."""
    inside = found.marker is not None and found.marker.lower_ in known.of_class("part", "preposition")
    if not inside or not scheme.is_verb(found.governor) or is_definite(noun, known):
        return ASSERTED
    outer = _certainty(found.governor, depth - 1)
    return outer if outer.modality in AHEAD else ASSERTED


def _as_subject(noun: Token, governor: Token, known: Words, depth: int) -> Certainty:
    """ "The attack did not happen", "talks will follow", "reports of an attack were false"."""
    for verb in (governor, *scheme.infinitives(governor)):  # "the strike is to go on"
        entry, _ = governed_by(noun, verb, ("event",), known)
        if entry is not None and entry.class_ == "occur":
            return _passed(verb, depth)
    if not is_definite(noun, known) and (general := said_in_general(noun, governor, known)) is not None:
        return general
    if not scheme.is_copula(governor) and is_definite(noun, known):
        return ASSERTED
    said = verb_says(governor)
    supposing = known.of_class("hypothesis", "auxiliary")
    if any(word.lower_ in supposing for word in scheme.auxiliaries(governor)):
        said = Certainty(Modality.CONDITIONAL, said.by)  # "a strike would anger them": were there one
    return joined(ASSERTED if said.modality in UNREAL else said, _from_above(governor, depth - 1))


def _reported(noun: Token, depth: int) -> Certainty:
    """What becomes of what a report says: "no evidence that", "reports that ... are false", "rejected claims that"."""
    known = words(noun.doc.lang_)
    own = noun_says(noun)
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
            if entry is not None and entry.makes in {*UNREAL, Modality.POSSIBLE}:
                return _under(entry, verb, depth)
    if found.kind is Kind.SUBJECT and (lacking := lacks_truth(verb, known)) is not None:
        return lacking
    above = verb_says(verb)
    return above if above.modality is Modality.NEGATED and scheme.is_copula(verb) else ASSERTED


def reasons(token: Token) -> Iterator[Token]:
    """The words that decide how certain the act of ``token`` is."""
    for index in certainty(token).by:
        yield token.doc[index]
