"""Events: clauses coded with PLOVER type, mode, contexts and CAMEO code, with roles, modality and attribution.

Types follow the PLOVER manual 0.8 (September 2021), codes and Goldstein intensities CAMEO 1.1b3; the frames are data in
``lexicons/events.toml``. A verb is read by its frame; a noun names an event of its own where no verb of its sentence
does; and saying that an act will, will not or must be done is an event beside the act.
"""

from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Token

from dragoman import lexicons
from dragoman.model import ActorRef, Event, Modality, When
from dragoman.reading.draft import Draft, children, draft_of, objects, prepositional, runs, sentence, span_of, subjects
from dragoman.reading.events import coding
from dragoman.reading.events.frames import BASE, Frame, Frames, frames
from dragoman.reading.events.modality import announces, intent, modality, of_noun
from dragoman.reading.events.roles import complement, recipient_tokens, refs, roles, states

_VOWS = {"vow", "promise", "pledge"}
# The actors of one side, and the heads of the phrases searched for them.
Side = tuple[tuple[ActorRef, ...], list[Token]]

__all__ = ["EventReader", "make_events", "modality", "refs"]


class EventReader:
    """spaCy component ``dragoman_events``: fills ``Draft.events``; ``lexicon`` is a file of more frames."""

    def __init__(self, lexicon: Path | None = None) -> None:
        self.frames: Frames = frames(lexicon)

    def __call__(self, doc: Doc) -> Doc:
        draft = draft_of(doc)
        used: set[int] = set()
        for token in doc:
            if token.pos_ in {"VERB", "AUX"}:
                self._verb(token, used, draft)
        busy = {sentence(doc[i]).start for i in used}
        for token in doc:
            if token.pos_ == "NOUN" and sentence(token).start not in busy and self.frames.of_noun(token):
                self._noun(token, draft)
        return doc

    def _verb(self, verb: Token, used: set[int], draft: Draft) -> None:
        """The event of a verb and, where the clause only announces it, the announcement."""
        only_announces = announces(verb)
        event, nouns = (None, []) if only_announces else self._by_frame(verb, draft)
        if event is not None:
            draft.events.append(event)
            used |= {verb.i, *(n.i for n in nouns)}
        type_ = intent(verb, event.type if event else None)
        if only_announces and type_ != "REQUEST":
            return
        if type_ is None or (event is not None and event.type == type_):
            return
        announced = self._announced(verb, type_, event, draft)
        if announced is not None:
            draft.events.append(announced)
            used.add(verb.i)

    def _by_frame(self, verb: Token, draft: Draft) -> tuple[Event | None, list[Token]]:
        for frame, nouns in self.frames.of_verb(verb):
            event = self._event(verb, nouns, frame, draft)
            if event is not None:
                return event, nouns
        return None, []

    def _event(self, verb: Token, nouns: list[Token], frame: Frame, draft: Draft) -> Event | None:
        doing = subjects(verb)
        doers = roles(doing, draft)
        targets: tuple[ActorRef, ...] = ()
        places = recipient_tokens(verb, nouns, frame)
        words = [w for place in places[:2] for w in place]
        for tier, tokens in enumerate(places):
            targets = tuple(t for t in roles(tokens, draft) if all(t.actor != d.actor for d in doers))
            if targets:
                words = tokens if tier > 1 else words
                break
        if not doers and not targets and not doing:
            return None
        if frame.type == "AGREE" and verb.lemma_ in _VOWS and self._is_hostile(verb):
            frame = frame.model_copy(update={"type": "THREATEN", "cameo": "130"})
        return self._made(verb, nouns, frame, (doers, doing), (targets, words), modality(verb), draft)

    def _is_hostile(self, verb: Token) -> bool:
        """Whether what ``verb`` vows is conflict: "vowed to attack"."""
        inner = self._inner(verb)
        return inner is not None and bool(lexicons.table(BASE)["scale"][inner] == 4)

    def _noun(self, noun: Token, draft: Draft) -> None:
        """A nominal event: "the attack by rebels on the camp"."""
        frame = self.frames.of_noun(noun)
        if frame is None:
            return
        doing = [*prepositional(noun, "by", "between"), *children(noun, "poss")]
        owners = [c for c in children(noun, "poss", "amod", "compound", "nmod") if c.i in draft.countries]
        doers = roles(doing, draft) or states(owners, draft)
        words = [o for w in frame.preps if w != "between" for o in prepositional(noun, w)]
        targets = tuple(t for t in roles(words, draft) if all(t.actor != d.actor for d in doers))
        if doers:
            sides = (doers, doing), (targets, words)
            draft.events.append(self._made(noun, [], frame, *sides, of_noun(noun), draft))

    def _announced(self, verb: Token, type_: str, event: Event | None, draft: Draft) -> Event | None:
        """The agreement, threat, refusal or demand that announcing the act of ``verb`` is."""
        doing = subjects(verb)
        doers = event.actors if event else roles(doing, draft)
        words = [*objects(verb), *(o for p in children(verb, "prep") for o in children(p, "pobj")), *complement(verb)]
        targets = event.recipients if event else roles(words, draft)
        if type_ == "REQUEST":
            said_by = [a for a in draft.attributions if a.id in draft.under(verb.idx)[:1]]
            doers, targets = tuple(r for a in said_by for r in a.sources), doers
            doing, words = [], doing
        targets = tuple(t for t in targets if all(t.actor != d.actor for d in doers))
        if not doers and not doing:
            return None
        code = lexicons.table(BASE)["intent"]["codes"][type_]
        inner = event.type if event else None
        frame = Frame(type=type_, cameo=coding.cameo(code, type_, inner, coding.contexts(verb)), example="")
        made = self._made(verb, [], frame, (doers, doing), (targets, words), Modality.ASSERTED, draft)
        if made.recipient_countries or event is None or type_ == "REQUEST":
            return made
        both = {"recipient_countries": event.recipient_countries, "inferred": (*made.inferred, "recipient_countries")}
        return made.model_copy(update=both if event.recipient_countries else {})

    def _made(
        self,
        verb: Token,
        nouns: list[Token],
        frame: Frame,
        doing: Side,
        receiving: Side,
        how: Modality,
        draft: Draft,
    ) -> Event:
        (doers, does), (targets, words) = doing, receiving
        time, found = _time_of(verb, draft), coding.place_of(verb, draft)
        place, place_words = found or (None, [])
        explicit = bool(targets) and not any(w in words for w in complement(verb))
        codes = coding.code_countries(verb, frame.type, doers, does, targets, words, explicit, place, draft)
        about = coding.contexts(verb)
        code = coding.cameo(frame.cameo, frame.type, self._inner(verb), about)
        under = draft.under(verb.idx)
        denied = any(a.denies for a in draft.attributions if a.id in under)
        return Event(
            id=f"e{len(draft.events) + 1}",
            type=frame.type,
            mode=frame.mode or coding.mode_of(code),
            contexts=about,
            cameo=code,
            goldstein=coding.goldstein(code),
            quad=lexicons.table(BASE)["scale"][frame.type],
            actors=doers,
            recipients=targets,
            actor_countries=codes.actors,
            recipient_countries=codes.recipients,
            inferred=codes.inferred,
            participants=_others(verb, nouns, (*doers, *targets), draft),
            trigger=runs([verb, *nouns]),
            sentence=span_of(t for t in sentence(verb) if not t.is_space),
            when=time.id if time else None,
            location=place.country if place else None,
            place=place.name if place else None,
            coordinates=(place.latitude, place.longitude) if place and place.latitude and place.longitude else None,
            location_spans=(span_of(place_words),) if place_words else (),
            positive=how not in {Modality.NEGATED, Modality.DENIED} and not denied,
            modality=Modality.DENIED if denied else how,
            attributions=under,
        )

    def _inner(self, verb: Token) -> str | None:
        """The type of the act that ``verb`` speaks of in its complement or object: "agreed to send aid"."""
        for inner in children(verb, "xcomp", "ccomp"):
            if found := self.frames.of_verb(inner):
                return found[0][0].type
        near = [*objects(verb), *(o for p in children(verb, "prep") for o in children(p, "pobj"))]
        return next((f.type for o in near if (f := self.frames.of_noun(o))), None)


def _time_of(verb: Token, draft: Draft) -> When | None:
    """The time that the verb's own clause names, else the first of its sentence that no condition holds."""
    conditions = {t.i for c in verb.children if c.dep_ == "advcl" for t in c.subtree}
    held = [t for t in sentence(verb) if t.i not in conditions]
    own = {t.i for t in verb.subtree}
    for tokens in ([t for t in held if t.i in own], held):
        starts = {t.idx for t in tokens}
        found = next((w for w in draft.times if w.spans[0].start in starts), None)
        if found is not None:
            return found
    return None


def _others(verb: Token, nouns: list[Token], taken: tuple[ActorRef, ...], draft: Draft) -> tuple[ActorRef, ...]:
    """Who else takes part: beside the actors, or as go-between."""
    words = ("alongside", "through", "via", "under")
    near = refs([o for t in (verb, *nouns) for o in prepositional(t, *words)], draft)
    return tuple(r for r in near if all(r.actor != t.actor for t in taken))


@Language.factory("dragoman_events", default_config={"lexicon": None})
def make_events(nlp: Language, name: str, lexicon: str | None) -> EventReader:
    """Factory of the component that codes events; ``lexicon`` is the path of a file of more frames."""
    return EventReader(Path(lexicon) if lexicon else None)
