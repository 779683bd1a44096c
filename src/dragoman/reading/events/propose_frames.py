"""Events proposed by frames: a verb with the words that it asks for, or a noun that tells of an act of its own."""

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Doc, Token

from dragoman.languages import lexicons
from dragoman.languages.words import words
from dragoman.model import OFFICIAL, ActorKind, Modality
from dragoman.reading.draft import Draft
from dragoman.reading.events import coding
from dragoman.reading.events.frames import BASE, Frame, Frames, listed, meant, words_of
from dragoman.reading.events.proposal import EventProposal
from dragoman.reading.events.roles import recipient_tokens, roles
from dragoman.syntax.arguments import complement, is_taken_up
from dragoman.syntax.clause import certainty, governing
from dragoman.syntax.link import Kind
from dragoman.syntax.scheme import (
    auxiliaries,
    base,
    inflection,
    is_copula,
    is_negated,
    link,
    nominal_doers,
    objects,
    predicatives,
    prepositional,
    prepositional_objects,
    scheme,
    subjects,
)
from dragoman.syntax.tree import conjuncts

_HARM = "ASSAULT"
_UNDER = {Kind.INFINITIVE, Kind.CLAUSE}
_LONGEST_SENTENCE = 400  # tokens; longer ones are heaps of words, and reading them takes the square of their length
_HAPPENED = {Modality.ASSERTED, Modality.NEGATED, Modality.DENIED}


class FrameProposer:
    """Proposes events by the frames of a lexicon."""

    def __init__(self, frames: Frames) -> None:
        self.frames = frames

    def propose(self, doc: Doc, draft: Draft) -> list[EventProposal]:
        """The events that the frames find in ``doc``, verbs before nouns."""
        found: list[EventProposal] = []
        used: set[int] = set()
        heaps = [range(s.start, s.end) for s in doc.sents if len(s) > _LONGEST_SENTENCE]
        held = {i for heap in heaps for i in heap}
        for token in doc:
            if token.pos_ in {"VERB", "AUX"} and token.i not in held and token.i not in used:
                for proposal in self._verb(token, draft):
                    found.append(_of_its_own(proposal, token, used))
                    used.update(proposal.trigger)
        for token in doc:
            if token.pos_ == "NOUN" and token.i not in held and token.i not in used and not scheme.is_compound(token):
                found += self._noun(token, draft)
        return found

    def _verb(self, verb: Token, draft: Draft) -> list[EventProposal]:
        """The event of a verb and, where the clause only announces it, the announcement."""
        only_announces = _announces(verb)
        event = None if only_announces else self._by_frame(verb, draft)
        type_ = self._intent(verb, event, draft)
        if type_ is None or (only_announces and type_ != "REQUEST") or (event is not None and event.type == type_):
            return [event] if event is not None else []
        announced = self._announced(verb, type_, event, draft)
        return [p for p in (event, announced) if p is not None]

    def _by_frame(self, verb: Token, draft: Draft) -> EventProposal | None:
        for frame, nouns in self.frames.of_verb(verb):
            event = self._event(verb, nouns, frame, draft)
            if event is not None:
                return event
        return None

    def _event(self, verb: Token, nouns: list[Token], frame: Frame, draft: Draft) -> EventProposal | None:
        doing = list(dict.fromkeys(d for s in (*_joined(verb), *subjects(verb)) for d in self._doers_of(s)))
        first, *instead = recipient_tokens(verb, nouns, frame)
        if frame.subjectrole == "recipient":
            givers = [o for head in (verb, *nouns) for w in frame.preps for o in prepositional(head, w)]
            givers += self._givers(nouns, frame.type)
            doing, first = givers, [*doing, *(t for t in first if t not in givers)]
        elif scheme.is_passive(verb):
            doing = doing or self._givers(nouns, frame.type)
        done_to = first if frame.subjectrole else [*objects(verb), *scheme.described(verb)]
        if not doing and not done_to and not roles([t for tier in (first, *instead) for t in tier], draft):
            return None
        if frame.type == "AGREE" and self._is_hostile_vow(verb):
            frame = frame.model_copy(update={"type": "THREATEN", "cameo": "130"})
        told = [t for t in scheme.named_as(verb) if words_of(t) & meant(frame.predicates)] if not objects(verb) else []
        return EventProposal(
            trigger=tuple(dict.fromkeys(t.i for t in (verb, *nouns, *told))),
            type=frame.type,
            actors=_at(doing),
            recipients=_at(first),
            instead=tuple(_at(tier) for tier in instead),
            mode=frame.mode,
            cameo=self._code(frame.cameo, frame.type, verb),
        )

    def _doers_of(self, subject: Token) -> list[Token]:
        """Whoever does what a subject that is itself an attack tells of: "the shelling of Tacna by Chad killed six"."""
        frame = self.frames.of_noun(subject) if subject.pos_ == "NOUN" else None
        return nominal_doers(subject) if frame is not None and frame.type == _HARM else [subject]

    def _givers(self, nouns: list[Token], type_: str) -> list[Token]:
        """Who gave what somebody received: "received vehicles donated by Norway",
        "tents donated by Norway were delivered"."""
        things = [t for n in nouns for t in (n, *scheme.made_of(n))]
        given = [(c, scheme.passive_agents(c)) for n in things for c in n.children if scheme.is_passive_participle(c)]
        return [o for c, by in given if by and any(f.type == type_ for f, _ in self.frames.of_verb(c)) for o in by]

    def _is_hostile_vow(self, verb: Token) -> bool:
        """Whether what ``verb`` vows is conflict: "vowed to attack"."""
        entry = words(verb.doc.lang_).find("verb", base(verb), "infinitive")
        inner = self._inner(verb) if entry is not None and entry.class_ == "promise" else None
        return inner is not None and bool(lexicons.table(BASE)["scale"][inner] == 4)

    def _noun(self, noun: Token, draft: Draft) -> list[EventProposal]:
        """The act that a noun tells of with a side, a time or an article that brings it up: "a visit on Thursday"."""
        frame = self.frames.of_noun(noun)
        if frame is None:
            return []
        doing, targets = nominal_doers(noun), [o for w in frame.preps for o in prepositional(noun, w) if w != "between"]
        if frame.owner == "recipient":
            owners = scheme.possessors(noun)
            doing, targets = [t for t in doing if t not in owners], [*owners, *targets]
        elif "of" not in frame.preps:
            doing = [*doing, *prepositional(noun, "of")]
        if not (doing or targets) and is_taken_up(noun):
            return []
        code = self._code(frame.cameo, frame.type, noun)
        return [EventProposal((noun.i,), frame.type, None, _at(doing), _at(targets), mode=frame.mode, cameo=code)]

    def _announced(self, verb: Token, type_: str, event: EventProposal | None, draft: Draft) -> EventProposal | None:
        """The agreement, threat, refusal or demand that announcing the act of ``verb`` is."""
        doing = _at(subjects(verb))
        targets = event.recipients if event else ()
        instead = event.instead if event else ()
        if type_ == "REQUEST":
            spans = [s for r in draft.said_by(draft.under(verb.idx)) for s in r.spans]
            speakers = [verb.doc.char_span(s.start, s.end, alignment_mode="expand") for s in spans]
            doing, targets, instead = tuple(s.root.i for s in speakers if s is not None), doing, ()
        elif event is None:
            targets = _at([*objects(verb), *prepositional_objects(verb), *complement(verb)])
        if type_ == "THREATEN" and (warned := _warned(verb)):
            targets, instead = _at(warned), (targets, *instead)
        if not doing:
            return None
        code = lexicons.table(BASE)["intent"]["codes"][type_]
        code = coding.cameo(code, type_, event.type if event else None, coding.contexts(verb))
        supposed = governing(verb).modality is Modality.CONDITIONAL  # "if they decide not to pay"
        how = Modality.CONDITIONAL if supposed else Modality.ASSERTED
        return EventProposal((verb.i,), type_, how, doing, targets, instead, cameo=code)

    def _intent(self, verb: Token, event: EventProposal | None, draft: Draft) -> str | None:
        """The type of saying that the act of ``verb`` will or must be done, if somebody says it.

        PLOVER and CAMEO code the announcement: an agreement, a threat, a refusal or a demand. It is one only in the
        mouth of whoever would act; a forecast of what others will do is no threat and no promise.
        """
        under = draft.under(verb.idx)
        helped = auxiliaries(verb) or auxiliaries(min(conjuncts(verb), key=lambda t: t.i))
        helpers = {form for t in helped for form in (t.lower_, t.lemma_.lower())}
        if helpers & words(verb.doc.lang_).of_class("necessity", "auxiliary"):
            return "REQUEST" if under and self._is_demanded(verb, event, draft) else None
        if not (helpers & _of_intent(verb.doc.lang_) or inflection(verb) or _is_ready(verb)):
            return None
        if certainty(verb).modality in _HAPPENED - {Modality.NEGATED} or _would_have_been(verb, helpers):
            return None
        type_ = event.type if event else None
        own = _is_vowed(verb) or _warns_of_itself(verb, draft)
        if under and not own and not _speaks_for(subjects(verb), under[0], draft):
            return None
        idle = listed("silence", "verbs", verb.doc.lang_) | listed("intent", "steadfast")
        if is_negated(verb) and verb.lemma_ in idle:
            return None
        if is_negated(verb):
            return "AGREE" if type_ in listed("intent", "harm") else "REJECT"  # "will not attack" reassures
        if type_ is None or type_ in {"REQUEST", "ACCUSE", "REJECT", "AGREE", "THREATEN"}:
            return None
        if type_ in listed("intent", "plain"):
            return None
        if lexicons.table(BASE)["scale"][type_] <= 2:
            return "AGREE"
        return "THREATEN" if under or _is_vowed(verb) else None

    def _is_demanded(self, verb: Token, event: EventProposal | None, draft: Draft) -> bool:
        """Whether "must" and "should" ask an act of somebody, rather than say what is good for all or was to be done.

        Asked for is an act that frames know, or what a named actor is to do; not how somebody is to be, nor what
        whoever speaks is to do.
        """
        doing = subjects(verb)
        if any(map(scheme.is_first_person, doing)):
            return False
        if event is not None:
            return True
        still = listed("intent", "states", verb.doc.lang_)
        if scheme.is_passive(verb) or is_copula(verb) or verb.lemma_ in still:
            return False
        return any(t.pos_ in {"NOUN", "PROPN"} for t in doing) and bool(roles(doing, draft))

    def _inner(self, verb: Token) -> str | None:
        """The type of the act that ``verb`` speaks of in its complement or object: "agreed to send aid"."""
        for inner in verb.children:
            if link(inner).kind in _UNDER and (found := self.frames.of_verb(inner)):
                return found[0][0].type
        near = [*objects(verb), *prepositional_objects(verb)]
        return next((f.type for o in near if (f := self.frames.of_noun(o))), None)

    def _code(self, code: str, type_: str, head: Token) -> str:
        return coding.cameo(code, type_, self._inner(head), coding.contexts(head))


def _of_its_own(proposal: EventProposal, verb: Token, used: set[int]) -> EventProposal:
    """``proposal`` without the noun that its clause is about where another act has it: "lifted the ban it imposed"."""
    taken = {noun.i for noun in scheme.relative_objects(verb)} & used
    return replace(proposal, trigger=tuple(i for i in proposal.trigger if i not in taken)) if taken else proposal


def _at(tokens: Iterable[Token]) -> tuple[int, ...]:
    return tuple(t.i for t in tokens)


def _joined(verb: Token) -> list[Token]:
    """Those who do ``verb`` together, where one joins others in it: "Chile joined Peru in condemning the vote"."""
    marker, language = scheme.link(verb).marker, verb.doc.lang_
    if marker is None or marker.lower_ not in listed("company", "in", language):
        return []
    joining = next((t for t in marker.ancestors if scheme.is_verb(t)), None)
    if joining is None or base(joining) not in listed("company", "joining", language):
        return []
    return [*subjects(joining), *objects(joining)]


def _warned(verb: Token) -> list[Token]:
    """Whom somebody warns of what ``verb`` says: "warned Mali that it would close the border"."""
    above = link(verb)
    warns = above.kind is Kind.CLAUSE and base(above.governor) in listed("intent", "warning", verb.doc.lang_)
    return list(objects(above.governor)) if warns else []


def _warns_of_itself(verb: Token, draft: Draft) -> bool:
    """Whether whoever warns would do ``verb``: "the junta warned Mali, in a speech read out, that it would strike"."""
    if not _warned(verb):
        return False
    warning = {ref.actor for ref in roles(subjects(link(verb).governor), draft)}
    return any(ref.actor in warning for ref in roles(subjects(verb), draft))


def _of_intent(language: str) -> frozenset[str]:
    known = words(language)
    return known.of_class("future", "auxiliary") | known.of_class("hypothesis", "auxiliary")


def _would_have_been(verb: Token, helpers: set[str]) -> bool:
    """Whether ``verb`` tells what would have followed and so is announced no more: "would have retaliated"."""
    return scheme.is_perfect(verb) and bool(helpers & words(verb.doc.lang_).of_class("hypothesis", "auxiliary"))


def _announces(verb: Token) -> bool:
    """Whether ``verb`` is the copula of "is ready to": the act is in its complement."""
    ready = listed("intent", "adjectives", verb.doc.lang_)
    return is_copula(verb) and any(c.lemma_ in ready for c in (verb, *predicatives(verb)))


def _is_ready(verb: Token) -> bool:
    """Whether an act is what somebody is ready to do or decides to do."""
    found, language = link(verb), verb.doc.lang_
    announcing = listed("intent", "adjectives", language) | listed("intent", "verbs", language)
    return found.kind in _UNDER and found.governor.lemma_ in announcing


def _is_vowed(verb: Token) -> bool:
    """Whether its doer vows an act: "has sworn to fight"."""
    found = link(verb)
    entry = words(verb.doc.lang_).find("verb", found.governor.lemma_.lower(), "infinitive")
    return found.kind is Kind.INFINITIVE and entry is not None and entry.class_ == "promise"


def _speaks_for(doing: list[Token], attribution: str, draft: Draft) -> bool:
    """Whether a source speaks of its own act, or of one of its country's: "the minister said that Peru will help"."""
    acting = roles(doing, draft)  # may add a state to the actors
    by_id = draft.actors_by_id()
    sources = [by_id[r.actor] for r in draft.said_by((attribution,))]
    doers = [by_id[r.actor] for r in acting]
    if any(s.id == d.id for s in sources for d in doers):
        return True
    if any(s.country is not None and s.country == d.country for s in sources for d in doers):
        return True
    of_office = any(s.country is None and s.sector in OFFICIAL for s in sources)
    return of_office and any(d.kind is ActorKind.STATE for d in doers)  # "the minister warned that Peru would act"
