"""How certain a proposed act is: by its clause, and by who tells it.

The clause decides (``syntax/clause.py``). Who speaks adds that a denied act is denied, and that an act which its own
doer says is to come is promised.
"""

from spacy.tokens import Token

from dragoman.languages.words import words
from dragoman.mentions.home import country_of_publisher
from dragoman.model import ActorRef, Modality
from dragoman.reading.draft import Draft
from dragoman.reading.events.frames import frames, listed
from dragoman.reading.events.proposal import EventProposal
from dragoman.syntax.clause import certainty, governing, is_definite
from dragoman.syntax.link import Kind
from dragoman.syntax.scheme import scheme

_SUPPOSED = {Modality.CONDITIONAL, Modality.DEMANDED, Modality.POSSIBLE}
_DEEP = 4  # words looked at above a noun
_ASKING = {"ask", "prevent"}  # classes of verbs by which acts are imposed: "ordered to leave", "prevented from voting"


def modality_of(
    proposal: EventProposal,
    acting: list[Token],
    doers: tuple[ActorRef, ...],
    codes: tuple[str, ...],
    under: tuple[str, ...],
    draft: Draft,
) -> Modality:
    """How certain the act is whose words are ``acting``; ``doers`` do it, ``codes`` are their countries.

    ``under`` are the attributions that it is told under, innermost first.
    """
    how = proposal.modality or _least_certain(proposal, acting)
    denied = draft.is_denied(under) and not _is_taken_for_granted(acting[0])
    if denied and how in {Modality.ASSERTED, Modality.POSSIBLE}:
        return Modality.DENIED
    if how is Modality.ASSERTED and _is_only_asked(acting[0], draft):
        return Modality.POSSIBLE
    if how is Modality.PLANNED and _is_vowed(acting, doers, codes, under, draft):
        return Modality.PROMISED
    return how


def _is_taken_for_granted(act: Token) -> bool:
    """Whether an act tells who is meant, which no denial touches: "denied helping the rebels who took the town"."""
    found = scheme.link(act)
    if found.kind is not Kind.RELATIVE or not scheme.is_past(act) or found.governor.pos_ != "NOUN":
        return False
    above = scheme.link(found.governor)
    told = above.kind in {Kind.OBJECT, Kind.OBLIQUE} and not scheme.is_copula(above.governor)
    return told and is_definite(found.governor, words(act.doc.lang_))


def _is_only_asked(act: Token, draft: Draft) -> bool:
    """Whether whoever asks in an interview only brings up an act that others tell: "Peru accuses you of lying"."""
    told = scheme.link(act).kind in {Kind.CLAUSE, Kind.GERUND}
    return told and any(span.holds(act.idx) for span in draft.asked)


def _least_certain(proposal: EventProposal, acting: list[Token]) -> Modality:
    """Of several words of an act the one that governs the others is asked first ("*tried* to attack").

    One that is less than asserted counts, but for acts of speech and those imposed by a word, whose other words are
    what is spoken of ("demanded the release", "were ordered to leave").
    """
    inside = {t.i for t in acting}
    top = next((t for t in acting if t.head.i not in inside or t.head.i == t.i), acting[0])
    if _refuses_by_not(proposal.type, top):
        above = governing(top).modality  # "if they do not accept it"
        return above if above in _SUPPOSED else Modality.ASSERTED
    if _is_impending(proposal.type, acting):
        return Modality.POSSIBLE
    if _is_owed(proposal.type, acting):
        return Modality.PROMISED
    found = [certainty(t).modality for t in (top, *(w for w in acting if w.i != top.i))]
    if proposal.type in listed("spoken", "types") or (proposal.type in listed("imposed", "types") and _imposes(top)):
        return certainty(acting[0]).modality if _only_governs(top, acting[0], proposal.type) else found[0]
    return next((how for how in found if how is not Modality.ASSERTED), Modality.ASSERTED)


def _only_governs(top: Token, act: Token, type_: str) -> bool:
    """Whether the first of the words of an act says no more than how certain it is: "is set to be charged"."""
    if scheme.link(act).kind is not Kind.INFINITIVE or scheme.link(act).governor.i != top.i or not scheme.is_verb(top):
        return False
    return all(frame.type != type_ for frame, _ in frames(None, top.doc.lang_).of_verb(top))


def _is_impending(type_: str, acting: list[Token]) -> bool:
    """Whether an act is one that somebody only has before them: "faces a life sentence", not "faced an embargo"."""
    if type_ not in listed("impending", "types"):
        return False
    near = {t.i: t for word in acting for t in (word, word.head)}
    facing = [
        t for t in near.values() if scheme.is_verb(t) and scheme.base(t) in listed("impending", "verbs", t.doc.lang_)
    ]
    return any(not scheme.is_past(t) and not scheme.is_perfect(t) for t in facing)


def _is_owed(type_: str, acting: list[Token]) -> bool:
    """Whether what is given is only set aside to be: "has committed $5 million", "a commitment of $5 million"."""
    if type_ not in listed("owed", "types") or certainty(acting[0]).modality is not Modality.ASSERTED:
        return False
    kinds = ((t, "verbs" if scheme.is_verb(t) else "nouns") for word in acting for t in _up_to_a_verb(word))
    return any(scheme.base(t) in listed("owed", kind, t.doc.lang_) for t, kind in kinds)


def _up_to_a_verb(word: Token) -> list[Token]:
    """``word`` and what it depends on, up to the verb of its clause: "committed $5 million in aid"."""
    found = [word]
    while not scheme.is_verb(found[-1]) and scheme.link(found[-1]).governor.i != found[-1].i and len(found) < _DEEP:
        found.append(scheme.link(found[-1]).governor)
    return found


def _refuses_by_not(type_: str, verb: Token) -> bool:
    """Whether it is the negation that makes ``verb`` a refusal: "did not accept the truce", not "did not refuse it"."""
    language = verb.doc.lang_
    if type_ not in listed("refused", "types", language) or not scheme.is_verb(verb):
        return False
    how = certainty(verb)
    if how.modality is not Modality.NEGATED or all(verb.doc[i].head.i != verb.i for i in how.by):
        return False
    return all(frame.type != type_ for frame, _ in frames(None, language).of_verb(verb))


def _imposes(verb: Token) -> bool:
    """Whether ``verb`` brings its act about by saying what others are to do or not to do."""
    known, lemma = words(verb.doc.lang_), scheme.base(verb)
    takes = ("infinitive", "gerund", "noun")
    small = frozenset(scheme.form(t) for t in scheme.beside(verb))
    entries = (known.find("verb", lemma, kind, small) for kind in takes)
    return any(e is not None and e.class_ in _ASKING for e in entries) or lemma in listed(
        "imposed", "verbs", verb.doc.lang_
    )


def _is_vowed(
    acting: list[Token], doers: tuple[ActorRef, ...], codes: tuple[str, ...], under: tuple[str, ...], draft: Draft
) -> bool:
    """Whether whoever says that the act is to come would do it: "we are going to help", a ministry's "will help"."""
    verb = next((t for t in acting if certainty(t).modality is Modality.PLANNED), None)
    if verb is None or not _is_announced(verb):
        return False
    if any(map(scheme.is_first_person, scheme.subjects(verb))):
        return True
    if not under:
        country = country_of_publisher(draft.publisher)
        return country is not None and country in codes
    speaking = {ref.actor for ref in draft.said_by(under)}
    return any(ref.actor in speaking for ref in doers)


def _is_announced(verb: Token) -> bool:
    """Whether words say that an act is to come that promise it in its doer's mouth: "will", "is willing to"."""
    language = verb.doc.lang_
    known = words(language)
    coming = known.of_class("future", "auxiliary") | listed("intent", "vowing", language)
    deciding = [verb.doc[i] for i in certainty(verb).by]
    if scheme.link(verb).kind is Kind.RELATIVE:
        return False
    return any(t.lower_ in coming or scheme.base(t) in coming for t in deciding)
