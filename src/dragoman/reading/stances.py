"""Stances: who is for, against or reserved towards what, by the verbs, nouns, adjectives and judgements that say so."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, Token

from dragoman.languages.phrases import Phrase, Phrases, phrases
from dragoman.languages.words import words
from dragoman.model import Actor, ActorKind, ActorRef, Modality, Position, Stance
from dragoman.reading.conditions import condition_of
from dragoman.reading.draft import DRAFT, PARSE, Draft, begin
from dragoman.reading.events.frames import listed
from dragoman.reading.events.roles import singly
from dragoman.reading.voices import holders, named_before, publishing
from dragoman.reading.when import time_of
from dragoman.syntax import clearnlp as scheme
from dragoman.syntax import nominal
from dragoman.syntax.clause import certainty, speaks_of_itself
from dragoman.syntax.link import Kind
from dragoman.syntax.tree import lemmas_in, runs, sentence

_FILE = "stances.toml"
_OPPOSITE = {
    Position.FOR: Position.AGAINST,
    Position.AGAINST: Position.FOR,
    Position.RESERVED: Position.RESERVED,
}
_TAKEN = {Modality.ASSERTED, Modality.PROMISED, Modality.PLANNED}
_UNREAL = {Modality.NEGATED, Modality.DENIED}
_STEPS = 3  # nouns between a verb and the noun of position that it carries
_NEAR = 15  # words between a verb and the quotation that it gives as a name, or what it says that of
_NOTHING = "none"  # of a word whose denial states no position


class Stated(NamedTuple):
    """A position as the words state it: whose, the words that state it, on what."""

    position: Position
    who: tuple[ActorRef, ...]
    cue: tuple[Token, ...]
    on: tuple[Token, ...]


class StanceReader:
    """spaCy component ``dragoman_stances``: fills ``Draft.stances``."""

    def __call__(self, doc: Doc) -> Doc:
        draft, known = begin(doc, "dragoman_stances"), phrases(_FILE, doc.lang_)
        draft.stances = []
        seen: set[tuple[str, int, bool]] = set()
        before: Stated | None = None
        for index in lemmas_in(doc, known.openings(*_READERS)):
            stated = _read(doc[index], known, draft)
            if stated is None:
                continue
            for stance in _rows(stated, before, draft):
                key = stance.actor.actor, stance.proposal[0].start if stance.proposal else -1, stance.earlier
                if key not in seen:
                    seen.add(key)
                    draft.stances.append(stance.model_copy(update={"id": f"s{len(draft.stances) + 1}"}))
            before = stated if _topic(stated.on) and scheme.word_class(stated.on[0]) == "noun" else before
        return doc


def _read(word: Token, known: Phrases, draft: Draft) -> Stated | None:
    """The position that ``word`` states, if it states one."""
    beside = {t.lower_ for t in (*scheme.beside(word), *scheme.particles(word))}  # "called for Chile to act" as well
    beside |= {o.lower_ for p in _prepositions_of(word) for o in scheme.fillers(p, "object")}
    copula = scheme.copula_before(word) if scheme.is_preposition(word) else None
    beside |= {a.lower_ for a in scheme.adverbs(copula)} if copula is not None else set()  # "is firmly behind it"
    for kind in _kinds(word):
        form = word.lower_ if kind == "adjective" else scheme.base(word)
        for phrase in known.find(kind, form, beside):
            stated = _READERS[kind](word, phrase, known, draft)
            if stated is not None and stated.who and (stated.on or _may_leave_out(word, phrase, known)):
                turned = _turned(stated, known) if stated.on else stated
                return None if phrase.class_ == "resolve" and not _is_resolved(stated, turned) else turned
    return None


def _is_resolved(stated: Stated, turned: Stated) -> bool:
    """Whether somebody is resolved to end what others do: not "promised to withdraw its troops"."""
    own = (p for t in turned.on[:1] for p in scheme.possessors(t))
    return turned.position is not stated.position and not any(map(scheme.is_possessive_pronoun, own))


def _may_leave_out(word: Token, phrase: Phrase, known: Phrases) -> bool:
    """Whether a word states a position on what was told before: "with only Peru voting against"."""
    alone = all(" " not in words_ for words_ in phrase.words)
    if alone and "infinitive" in phrase.on:
        return False  # "voted to open the bridge"
    return scheme.base(word) in known.of_class("vote", scheme.word_class(word))


def _prepositions_of(word: Token) -> list[Token]:
    """A preposition and those behind it, whose nouns are a part of a phrase: "at odds with", "out of the question"."""
    return [word, *scheme.prepositions(word)] if scheme.is_preposition(word) else []


def _turned(stated: Stated, known: Phrases) -> Stated:
    """The position on what is to end, where somebody wants an act to: "urged Chile to lift the ban" is against that."""
    ends = stated.on[0]
    if scheme.base(ends) in known.of_class("seeing", "verb"):
        seen = (c for c in ends.children if scheme.is_verb(c) and scheme.is_bare_participle(c))
        ends = next((c for c in seen if scheme.own_subjects(c)), ends)  # "wants to see the ban lifted"
    beside = {t.lower_ for t in scheme.beside(ends)}
    told = any(phrase.class_ == "end" for phrase in known.find("verb", scheme.base(ends), beside))
    gone = scheme.base(ends) in known.of_class("vanish", "verb") and not beside and not scheme.negations(ends)
    if gone and stated.position is Position.FOR and any(_is_plan(t, known) for t in scheme.own_subjects(ends)):
        return stated._replace(position=Position.AGAINST, on=tuple(scheme.own_subjects(ends)))
    if stated.position is Position.RESERVED or not told:
        return stated
    if not scheme.is_verb(ends) or scheme.is_gerund(ends) or scheme.negations(ends):
        return stated  # "is in favour of lifting the ban" is for the lifting
    if scheme.own_subjects(ends) and not scheme.objects(ends) and scheme.is_bare_participle(ends):
        return stated._replace(position=_OPPOSITE[stated.position], on=tuple(scheme.own_subjects(ends)))
    # "throw [out the plan]" may be parsed as a place
    ended = _on(ends, ("object", "gerund", "from", "against", "out", "down"))
    return stated._replace(position=_OPPOSITE[stated.position], on=ended) if ended else stated


def _kinds(word: Token) -> tuple[str, ...]:
    """The kinds of phrase that a word may open, surest first."""
    kind = scheme.word_class(word)
    if kind == "verb":
        return ("verb", "auxiliary", "adjective", "effect")  # "is opposed" may be either
    if kind == "noun":
        return ("noun", "lack", "feeling", "holder", "judgement", "auxiliary")
    return ("adjective", "judgement", "condemning") if kind == "adjective" else ("preposition",)


def _on(word: Token, places: Iterable[str]) -> tuple[Token, ...]:
    """What a position is on: the first place beside ``word`` that holds anything."""
    return next((tuple(found) for place in places if (found := _at(word, place))), ())


def _at(word: Token, place: str) -> list[Token]:
    """What stands at a place beside ``word``: a "plan" is done or to be done, "others" is what others are to do."""
    first, _, after = place.partition(" ")
    if first not in {"plan", "others"}:
        return scheme.fillers(word, place)
    known = phrases(_FILE, word.doc.lang_)
    if first == "others":
        seeing = known.of_class("seeing", "verb")
        wanted = scheme.fillers(word, "infinitive")
        return [t for t in wanted if scheme.own_subjects(t) or (scheme.base(t) in seeing and _has_more(t))]
    plans = known.of_class("plan", "noun")
    return [t for t in scheme.fillers(word, after or "object") if scheme.base(t) in plans]


def _sided(phrase: Phrase, word: Token) -> Position | None:
    """A phrase's position in its clause: turned round where denied, reserved where conditional, None where unsure."""
    position, how = Position(phrase.class_), certainty(word).modality
    if how is Modality.CONDITIONAL:
        return Position.RESERVED if condition_of(word) else _would(position, word)
    if how is Modality.POSSIBLE and scheme.is_verb(word) and _is_aim(word):
        return position
    if how is Modality.POSSIBLE:
        return _would(position, word)
    if how not in _TAKEN | _UNREAL:
        return None
    return position if how in _TAKEN and not _is_denied_above(word) else _denied(phrase)


def _would(position: Position, word: Token) -> Position | None:
    """The position that somebody would take: "Peru would oppose it", "would rather see it built"."""
    if not scheme.is_verb(word):
        return None
    would = words(word.doc.lang_).of_class("hypothesis", "auxiliary")
    if not any(a.lower_ in would for a in scheme.auxiliaries(word)) or scheme.is_perfect(word):
        return None
    return _OPPOSITE[position] if scheme.negations(word) else position


def _is_denied_above(word: Token) -> bool:
    """Whether an adjective over a verb is denied: "is not ready to accept it"."""
    above = scheme.link(word).governor
    over = scheme.link(above).governor
    return scheme.word_class(above) == "adjective" and scheme.is_verb(over) and certainty(over).modality in _UNREAL


def _denied(phrase: Phrase) -> Position | None:
    """What the denial of a phrase states: the other side if its entry says nothing else."""
    if phrase.negated:
        return Position(phrase.negated) if phrase.negated != _NOTHING else None
    return _OPPOSITE[Position(phrase.class_)]


def _is_aim(verb: Token) -> bool:
    """Whether what somebody does or seeks is to take the position: "marched to protest against the law"."""
    if not scheme.has_to(verb) or scheme.negations(verb):
        return False
    found = scheme.link(verb)
    return scheme.is_verb(found.governor) and certainty(found.governor).modality in _TAKEN


def _verb(word: Token, phrase: Phrase, known: Phrases, draft: Draft) -> Stated | None:
    if phrase.class_ == "call":
        return _called(word, known, draft)
    if phrase.class_ == "yield":
        return _yielded(word, known, draft)
    if _is_bidden_not_to(word):
        return None
    position, on = _taken_by(word, phrase), _untimed(_on(word, phrase.on), draft)
    if position is None:
        return None
    if not on and scheme.is_passive(word) and scheme.passive_agents(word):
        on = tuple(scheme.objects(word))  # "was objected to by Peru"
    if not on and scheme.link(word).kind is Kind.PARTICIPLE and scheme.passive_agents(word):
        on = (scheme.link(word).governor,)  # "the reforms called for by Peru"
    on = (*on, *(t for place in phrase.also if on for t in scheme.fillers(word, place)))
    if on and scheme.has_to(on[0]) and scheme.negations(on[0]):
        position = _OPPOSITE[position]  # "urged them not to go"
    return Stated(position, _held_by(word, phrase, draft), (word,), on)


def _is_bidden_not_to(verb: Token) -> bool:
    """Whether a verb is what others are not to do, so that it tells no position of theirs: "urged Peru not to back"."""
    over = scheme.link(verb)
    bidden = over.kind is Kind.INFINITIVE and scheme.is_verb(over.governor) and bool(scheme.objects(over.governor))
    return bidden and scheme.has_to(verb) and bool(scheme.negations(verb))


def _has_more(verb: Token) -> bool:
    """Whether a verb is told more than its object: "see the dam opened", "keep the dam open", not "see the dam"."""
    below = (*verb.children, *(c for o in scheme.objects(verb) for c in o.children))
    return any(scheme.is_verb(c) and c not in scheme.auxiliaries(verb) for c in below) or bool(
        scheme.predicatives(verb)
    )


def _taken_by(verb: Token, phrase: Phrase) -> Position | None:
    """The position that a verb states; some state it only where they are denied, or of what is to end."""
    if phrase.class_ == "denied":
        return Position.AGAINST if _is_refused_or_unable(verb) else None
    if phrase.class_ == "resolve":
        return Position.FOR if certainty(verb).modality in _TAKEN else None
    if phrase.class_ not in set(Position):
        return None
    if phrase.class_ == Position.FOR and _is_withheld(verb):
        return Position.RESERVED
    if phrase.class_ == Position.FOR and _is_refused_or_unable(verb) and not phrase.negated:
        return Position.AGAINST
    return _sided(phrase, verb)


def _is_refused_or_unable(verb: Token) -> bool:
    """Whether a verb is denied as a matter of principle: "could not support", "will not hear of"."""
    able = phrases(_FILE, verb.doc.lang_).of_class("able", "modal")
    unable = any(scheme.base(a) in able for a in scheme.auxiliaries(verb)) and bool(scheme.negations(verb))
    return (unable and not condition_of(verb)) or certainty(verb).modality in _UNREAL


def _is_withheld(verb: Token) -> bool:
    """Whether somebody only comes near a position: "stopped short of endorsing the plan"."""
    short = phrases(_FILE, verb.doc.lang_).of_class("withheld", "adverb")
    over = scheme.link(verb).governor
    return scheme.is_gerund(verb) and (over.lower_ in short or any(a.lower_ in short for a in scheme.adverbs(over)))


def _untimed(on: tuple[Token, ...], draft: Draft) -> tuple[Token, ...]:
    """What a position is on without the times behind the same preposition: "voted for it on Tuesday"."""
    return tuple(t for t in on if draft.time_in(t.left_edge.idx, t.idx + len(t)) is None or scheme.is_verb(t))


def _called(verb: Token, known: Phrases, draft: Draft) -> Stated | None:
    """ "called the move a 'smash and grab'": who gives a thing a name in quotation marks is against it.

    Not where a word of praise stands within them ("a 'decent man'").
    """
    named = _quoted_after(verb) if scheme.base(verb) in known.of_class("name", "verb") else []
    on = [o for o in scheme.objects(verb) if named and o.i < named[0].i]
    if not on or certainty(verb).modality not in _TAKEN:
        return None
    if any(known.find("judgement", t.lower_) or known.find("judgement", scheme.base(t)) for t in named):
        return None  # the word itself says which side
    return Stated(Position.AGAINST, holders(scheme.subjects(verb), draft), (verb,), tuple(on))


def _yielded(verb: Token, known: Phrases, draft: Draft) -> Stated | None:
    """ "Peru, which had opposed the dam, gave way": who gives up what a clause before says that they held is for it."""
    before = next((t for t in reversed(list(sentence(verb))) if t.i < verb.i and not t.is_punct), None)
    clauses = (before, *before.ancestors) if before is not None else ()
    clause = next((t for t in clauses if scheme.link(t).kind is Kind.RELATIVE and t.i < verb.i), None)
    if clause is None or certainty(verb).modality not in _TAKEN:
        return None
    held = _read(clause, known, draft)
    if held is None or held.position is not Position.AGAINST or not _is_former(held.cue):
        return None
    return held._replace(position=Position.FOR, cue=(verb,))


def _quoted_after(verb: Token) -> list[Token]:
    """The words in the quotation marks that open soon after ``verb`` in its sentence; none where none do."""
    near = [t for t in sentence(verb) if t.i > verb.i]
    start = next((n for n, t in enumerate(near[:_NEAR]) if t.is_quote), None)
    if start is None:
        return []
    end = next((n for n, t in enumerate(near) if n > start and t.is_quote), len(near))
    return near[start + 1 : end]


def _held_by(verb: Token, phrase: Phrase, draft: Draft) -> tuple[ActorRef, ...]:
    """Who holds what a verb says: its subject, or the agent of its passive; of "is opposed to" the subject."""
    if scheme.is_passive(verb) and not scheme.passive_agents(verb):
        return () if {"object", "infinitive"} & set(phrase.on) else holders(scheme.own_subjects(verb), draft)
    who = _holding([_counted_among(t) for t in scheme.subjects(verb)], draft, verb)
    over = scheme.link(verb).governor
    if not who and scheme.word_class(over) == "adverb" and _is_withheld(verb):
        who = holders(scheme.subjects(scheme.link(over).governor), draft)
    who = who or holders(_said_to_be(verb), draft)
    who = who or holders(scheme.outer_subjects(verb) or scheme.described_by(verb), draft)
    bearer = scheme.link(verb).governor
    if who or scheme.link(verb).kind is not Kind.PARTICIPLE or scheme.is_passive_participle(verb):
        return who
    over = scheme.link(bearer).governor  # "gathered with banners supporting the law"
    return _owners(bearer, (), draft) or (holders(scheme.subjects(over), draft) if scheme.is_verb(over) else ())


def _said_to_be(verb: Token) -> list[Token]:
    """Who is told to be the one to act: "Peru was the only state to vote against it"."""
    noun = scheme.link(verb).governor
    copula = scheme.link(noun).governor
    told = scheme.has_to(verb) and not scheme.is_verb(noun) and scheme.is_verb(copula) and scheme.is_copula(copula)
    return scheme.subjects(copula) if told and noun in scheme.predicatives(copula) else []


def _counted_among(noun: Token) -> Token:
    """Who is told to be one of those that a clause is about: Peru of "Peru was among the states that backed it"."""
    counted = noun
    for _ in range(_STEPS):
        found = scheme.link(counted)
        if found.kind is not Kind.OBLIQUE or found.marker is None or found.marker.lower_ not in {"of", "among"}:
            return noun
        over = found.governor
        if scheme.is_verb(over):
            return next(iter(scheme.subjects(over)), noun) if scheme.is_copula(over) else noun
        copula = scheme.link(over).governor
        if scheme.is_verb(copula) and scheme.is_copula(copula) and over in scheme.predicatives(copula):
            return next(iter(scheme.subjects(copula)), noun)
        counted = over
    return noun


def _noun(word: Token, phrase: Phrase, known: Phrases, draft: Draft) -> Stated | None:
    """ "its opposition to", "expressed support for", "is in favour of"."""
    found, on = scheme.link(word), _on(word, phrase.on)
    verb = found.governor if scheme.is_verb(found.governor) else None
    received = _received(word, phrase, known, draft) or _attended(word, phrase, known, draft)
    if received is not None:
        return received
    if verb is not None and found.kind is Kind.OBJECT and scheme.base(verb) in known.of_class("undo", "verb"):
        return _undone(word, verb, phrase, draft)
    carrier = _carrier(word, known)
    cue: tuple[Token, ...]
    if carrier is not None:
        on = on or _on(carrier, phrase.on) or tuple(t for t in scheme.datives(carrier) if not scheme.is_preposition(t))
        cue, above = (carrier, word), carrier
        who = holders(scheme.possessors(word), draft) or named_before(word, draft)
        who = who or _holding(scheme.subjects(carrier), draft, carrier)
    elif verb is not None and found.marker is not None and found.marker.lower_ == "in":
        cue, above, who = (found.marker, word), verb, _holding(scheme.subjects(verb), draft, verb)
    else:
        cue, above, who = (word,), word, _owners(word, on, draft)
        clear = found.kind is Kind.SUBJECT and scheme.word_class(found.governor) == "adjective"
        on = on or (_on(found.governor, phrase.on) if clear else ())  # "made clear its distaste for"
    if phrase.class_ not in set(Position):
        return None
    position = _sided(phrase, above)
    if position and above.i != word.i and certainty(word).modality in _UNREAL and certainty(above).modality in _TAKEN:
        position = _denied(phrase)
    return Stated(position, who, cue, on) if position else None


def _undone(word: Token, verb: Token, phrase: Phrase, draft: Draft) -> Stated | None:
    """ "dropped its objection to": who gives up a position takes the other side."""
    if phrase.class_ not in set(Position) or certainty(verb).modality not in _TAKEN:
        return None
    who = holders(scheme.possessors(word), draft) or _holding(scheme.subjects(verb), draft, verb)
    on = _on(word, phrase.on) or _on(verb, phrase.on)
    return Stated(_OPPOSITE[Position(phrase.class_)], who, (verb, word), on)


def _carrier(word: Token, known: Phrases) -> Token | None:
    """The verb that only carries a noun of position: "expressed support", "sent a message of support".

    Also where the noun stands behind a preposition or in a list: "spoke about the risks and the importance of".
    """
    light, saying = known.of_class("light", "verb"), known.of_class("saying", "noun")
    for _ in range(_STEPS):
        found = scheme.link(word)
        over = found.governor
        if scheme.is_verb(over):
            topic = found.marker is not None and found.marker.lower_ in listed("company", "about")
            carried = found.kind is Kind.OBJECT or (found.kind is Kind.OBLIQUE and topic)
            return over if carried and scheme.base(over) in light else None
        told = found.kind is Kind.OBLIQUE and scheme.base(over) in saying
        if not told and found.kind is not Kind.COORDINATE:
            return None
        word = over
    return None


def _owners(word: Token, on: tuple[Token, ...], draft: Draft) -> tuple[ActorRef, ...]:
    """Whose a position is by the noun alone: "its support", "Chilean protests", "calls from the unions"."""
    behind = [t for t in scheme.prepositional(word, "by", "from", "of", "among", "amongst") if t not in on]
    found = holders(scheme.possessors(word), draft) or holders(behind, draft)
    found = found or named_before(word, draft)
    link = scheme.link(word)
    if found or link.kind is not Kind.SUBJECT:
        return found
    places = [link.governor, *scheme.predicatives(link.governor)]
    return holders([t for p in places for t in scheme.prepositional(p, "from", "among", "amongst")], draft)


def _holding(subjects: list[Token], draft: Draft, verb: Token | None = None) -> tuple[ActorRef, ...]:
    """Who the subjects of a position are, with those who hold it along with them: "Peru, along with Chile, opposes it".

    By an apposition where they have no name: "a third, Jane Doe, opposed it".
    """
    words_ = (*subjects, *([verb] if verb else []))
    sides = [p for t in words_ for p in scheme.prepositions(t) if p.lower_ in listed("company", "adverbs")]
    along = [t for p in sides for t in scheme.prepositional(p, "with")]
    named = [t for s in subjects for t in scheme.fillers(s, "including")]
    found = holders(subjects, draft) or holders([a for s in subjects for a in nominal.appositions(s)], draft)
    return (*found, *holders([*along, *named], draft))


def _received(word: Token, phrase: Phrase, known: Phrases, draft: Draft) -> Stated | None:
    """ "the bill has the support of the unions": those hold the position, on who has it."""
    found = scheme.link(word)
    met = scheme.base(found.governor)
    met = f"{met} {found.marker.lower_}" if found.kind is Kind.OBLIQUE and found.marker is not None else met
    if found.kind not in {Kind.OBJECT, Kind.OBLIQUE} or met not in known.of_class("receive", "verb"):
        return None
    givers = scheme.prepositional(word, "of", "from", "by") or scheme.prepositional(found.governor, "from")
    position = _sided(phrase, found.governor) if givers and phrase.class_ in set(Position) else None
    on = tuple(scheme.subjects(found.governor))
    return Stated(position, _holding(givers, draft), (found.governor, word), on) if position else None


def _attended(word: Token, phrase: Phrase, known: Phrases, draft: Draft) -> Stated | None:
    """ "despite the opposition of the unions, the bill passed": the position is on the act that it goes along with."""
    found = scheme.link(word)
    if found.kind is not Kind.OBLIQUE or found.marker is None:
        return None
    above = scheme.link(found.governor)
    verb = above.governor if above.kind is Kind.SUBJECT else found.governor  # "Peru, with Chile's support, opened it"
    if not scheme.is_verb(verb) or found.marker.lower_ not in known.of_class("beside", "preposition"):
        return None
    if phrase.class_ not in set(Position) or certainty(verb).modality not in _TAKEN:
        return None
    behind = holders(scheme.prepositional(word, "of", "from", "by", "among"), draft)
    who = holders(scheme.possessors(word), draft) or behind
    about = [t for place in phrase.on if place not in {"of", "from"} for t in scheme.fillers(word, place)]
    acts = [t for t in scheme.own_subjects(verb) if _is_plan(t, known)]
    on = scheme.objects(verb) or acts or [verb]
    return Stated(Position(phrase.class_), who, (word,), tuple(on)) if who and not about else None


def _holder(word: Token, phrase: Phrase, known: Phrases, draft: Draft) -> Stated | None:
    """ "is a supporter of", "the minister, a critic of"."""
    found = scheme.link(word)
    if found.kind is Kind.OBJECT and scheme.is_verb(found.governor):
        position = _sided(phrase, found.governor)
        who = holders(scheme.subjects(found.governor), draft)
        return Stated(position, who, (word,), _on(word, phrase.on)) if position else None
    among = found.kind is Kind.OBLIQUE and found.marker is not None and found.marker.lower_ == "among"
    if among and scheme.is_verb(found.governor) and scheme.is_copula(found.governor):
        position = _sided(phrase, found.governor)
        who = holders(scheme.subjects(found.governor), draft)
        return Stated(position, who, (word,), _on(word, phrase.on)) if position else None
    named = [found.governor] if found.kind is Kind.APPOSITION else nominal.appositions(word)
    if not named and word.i in draft.mentions:
        named = [word]
    return Stated(Position(phrase.class_), holders(named, draft), (word,), _on(word, phrase.on))


def _adjective(word: Token, phrase: Phrase, known: Phrases, draft: Draft) -> Stated | None:
    """ "is wary of", "is disappointed with" where the parser takes a participle for a passive."""
    passive = scheme.is_passive(word) and not scheme.passive_agents(word)
    verb = word if passive else scheme.link(word).governor
    if phrase.class_ not in set(Position) or not scheme.is_verb(verb):
        return None
    position = _sided(phrase, verb)
    who = _holding(scheme.own_subjects(verb) if passive else scheme.subjects(verb), draft)
    on = _on(word, phrase.on) or _on(verb, tuple(p for p in phrase.on if p != "clause"))
    return Stated(position, who, (word,), on) if position else None


def _lack(word: Token, phrase: Phrase, known: Phrases, draft: Draft) -> Stated | None:
    """ "saw no merit in the plan", "will have nothing to do with it": who says so is against it."""
    found, small = scheme.link(word), words(word.doc.lang_)
    verb = found.governor
    if found.kind is not Kind.OBJECT or not scheme.is_verb(verb) or certainty(verb).modality not in _TAKEN | _UNREAL:
        return None
    none = small.of_class("negation", "determiner") | known.of_class("few", "adjective")
    lacks = word.lower_ in small.of_class("negation", "pronoun") or any(t.lower_ in none for t in word.lefts)
    if not lacks and not scheme.negations(verb):
        return None
    doing = [c for c in word.children if scheme.is_verb(c)]
    on = next((o for t in (word, verb, *doing) if (o := _on(t, phrase.on))), ())
    return Stated(Position(phrase.class_), _holding(scheme.subjects(verb), draft, verb), (verb, word), on)


def _feeling(word: Token, phrase: Phrase, known: Phrases, draft: Draft) -> Stated | None:
    """ "Peru shut the dam, to the dismay of Chile": how those feel about what was done."""
    found = scheme.link(word)
    verb, of = found.governor, scheme.prepositional(word, "of")
    beside = found.kind is Kind.OBLIQUE and found.marker is not None and found.marker.lower_ == "to"
    if not beside or not scheme.is_verb(verb) or word.i < verb.i or certainty(verb).modality not in _TAKEN:
        return None
    who = holders(of, draft) or holders(scheme.possessors(word), draft)
    return Stated(Position(phrase.class_), who, (word,), (verb,))


def _preposition(word: Token, phrase: Phrase, known: Phrases, draft: Draft) -> Stated | None:
    """ "is against the dam", "is at odds with Chile", "for Peru, the dam is out of the question"."""
    over = scheme.voted_before(word)
    if over is not None and phrase.words == (word.lower_,):
        voted = next(iter(known.find("verb", scheme.base(over), {word.lower_})), None)
        position = _sided(voted, over) if voted is not None and voted.class_ in set(Position) else None
        who = _holding(scheme.subjects(over), draft, over)
        return Stated(position, who, (word,), _on(word, phrase.on)) if position else None
    verb = scheme.copula_before(word)
    position = _sided(phrase, verb) if verb is not None and phrase.class_ in set(Position) else None
    if verb is None or position is None:
        return None
    if "subject" in phrase.on:
        return Stated(position, _speakers(verb, draft), (word,), tuple(scheme.subjects(verb)))
    nouns = [o for p in _prepositions_of(word) for o in scheme.fillers(p, "object")] if phrase.on != ("object",) else []
    on = next((found for t in (word, *nouns, verb) if (found := _on(t, phrase.on))), ())
    return Stated(position, holders(scheme.subjects(verb), draft), (word,), on)


def _judgement(word: Token, phrase: Phrase, known: Phrases, draft: Draft) -> Stated | None:
    """ "called the plan illegal", "said that the plan was a mistake"."""
    found = scheme.ascribed(word)
    if found is None:
        return None
    verb, on = found
    position = _supposed(phrase, verb) or _sided(phrase, verb)
    if position is None:
        return None
    if all(nominal.is_empty_subject(t) and scheme.is_pronoun(t) for t in on):
        on = list(_on(word, ("infinitive", "clause")) or _on(verb, ("infinitive", "clause"))) or on
    if scheme.base(verb) in known.of_class("call", "verb"):
        return Stated(position, holders(scheme.subjects(verb), draft), (verb, word), tuple(on))
    if not scheme.is_copula(verb) or scheme.link(verb).kind in {Kind.RELATIVE, Kind.ADVERBIAL}:
        return None
    who = _speakers(verb, draft)
    if not who and position is Position.AGAINST and not draft.under(verb.idx):
        who = publishing(word, draft)  # a government's own statement
    return Stated(position, who, (word,), tuple(on))


def _supposed(phrase: Phrase, verb: Token) -> Position | None:
    """The position of a judgement on what is not done yet: "it would be a mistake to leave"."""
    would = words(verb.doc.lang_).of_class("hypothesis", "auxiliary")
    if not any(a.lower_ in would for a in scheme.auxiliaries(verb)) or condition_of(verb):
        return None
    return _denied(phrase) if scheme.negations(verb) else Position(phrase.class_)


def _effect(word: Token, phrase: Phrase, known: Phrases, draft: Draft) -> Stated | None:
    """ "said that the ban violated the treaty": who tells what harm or good a plan does is against it or for it."""
    on = [t for t in scheme.own_subjects(word) if _is_plan(t, known)]
    how = certainty(word).modality
    if not on or scheme.link(word).kind is Kind.RELATIVE or scheme.is_passive(word):
        return None
    position = _denied(phrase) if how in _UNREAL else Position(phrase.class_)
    return Stated(position, _speakers(word, draft), (word,), tuple(on)) if position else None


def _is_plan(word: Token, known: Phrases) -> bool:
    """Whether a subject is something that is done or to be done: an act, a plan, a law."""
    return scheme.is_verb(word) or scheme.base(word) in known.of_class("plan", "noun")


def _condemning(word: Token, phrase: Phrase, known: Phrases, draft: Draft) -> Stated | None:
    """ "its unprovoked attack": who calls an act so in passing is against it; a government in what it publishes."""
    noun = scheme.link(word).governor
    if scheme.word_class(noun) == "adjective":
        noun = scheme.link(noun).governor  # "unprovoked and unjust attack"
    if noun.i < word.i or scheme.word_class(noun) != "noun":
        return None
    who = _speakers(word, draft) or publishing(word, draft)
    return Stated(Position(phrase.class_), who, (word,), (noun,))


def _wish(word: Token, phrase: Phrase, known: Phrases, draft: Draft) -> Stated | None:
    """ "said that Chile should open the bridge"."""
    verb = scheme.governed(word)
    if verb is None or scheme.is_perfect(verb) or scheme.link(verb).kind in {Kind.RELATIVE, Kind.ADVERBIAL}:
        return None
    own = scheme.own_subjects(verb)
    if phrase.class_ == "refusal":
        cue = (word, *own, *scheme.negations(verb), *scheme.markers(verb))
        return Stated(Position.AGAINST, holders(own, draft), cue, (verb,)) if _is_refused(verb, own) else None
    if not own or any(scheme.is_pronoun(t) for t in own) or own[0].i > word.i:
        return None  # "they should be careful" advises; "should Chile leave" is a condition
    how = certainty(verb).modality
    if how not in {Modality.DEMANDED, Modality.NEGATED}:
        return None
    position = Position.FOR if how is Modality.DEMANDED else Position.AGAINST
    return Stated(position, _speakers(verb, draft), (word,), (verb,))


def _is_refused(verb: Token, own: list[Token]) -> bool:
    """Whether a clause tells of its speaker that it will not act: "said that it will not attend"."""
    told = scheme.link(verb).kind is Kind.CLAUSE and not any(scheme.is_first_person(t) for t in own)
    below = words(verb.doc.lang_).find("verb", scheme.base(verb), "infinitive")
    acts = below is not None and below.makes is Modality.NEGATED  # "will not hesitate to attack"
    return told and not acts and bool(scheme.negations(verb)) and speaks_of_itself(verb)


def _speakers(verb: Token, draft: Draft) -> tuple[ActorRef, ...]:
    """Whose words a clause is in, or whose view it opens with: "for Peru, the dam is a mistake"."""
    own = scheme.own_subjects(verb)
    viewing = [p for p in scheme.prepositions(verb) if own and p.i < own[0].i and p.lower_ in {"for", "to"}]
    viewers = holders([o for p in viewing for o in scheme.fillers(p, "object")], draft)
    return viewers or draft.said_by(draft.under(verb.idx))


_READERS = {
    "verb": _verb,
    "noun": _noun,
    "lack": _lack,
    "feeling": _feeling,
    "holder": _holder,
    "adjective": _adjective,
    "preposition": _preposition,
    "judgement": _judgement,
    "auxiliary": _wish,
    "effect": _effect,
    "condemning": _condemning,
}


# As rows of the record.


def _rows(stated: Stated, before: Stated | None, draft: Draft) -> Iterator[Stance]:
    held = condition_of(*stated.cue)
    cue = stated.cue[0]
    time = time_of(cue, draft)
    known = draft.actors_by_id()
    holding = [
        r
        for r in singly(stated.who, draft)
        if r.actor in known and _may_hold(known[r.actor], phrases(_FILE, cue.doc.lang_))
    ]
    on = _topic(stated.on) or _told_before(stated) or _said_of(stated, draft) or _as_before(stated, before)
    about = {t for t in scheme.listed(on) if t not in held} - _stating(stated.cue, on)
    towards = holders(list(on), draft)
    for actor in holding if about else ():
        if any(s.start <= on[0].idx < s.end for s in actor.spans):
            continue  # nobody is said to be for himself
        yield Stance(
            id="",
            actor=actor,
            position=stated.position,
            proposal=runs(about),
            towards=tuple(r for r in towards if r.actor != actor.actor),
            cue=runs(stated.cue),
            when=time.id if time else None,
            earlier=_is_former(stated.cue),
            attributions=draft.under(cue.idx),
            condition=runs(held),
        )


def _stating(cue: tuple[Token, ...], on: tuple[Token, ...]) -> set[Token]:
    """The words that state a position, with their clause where it stands on what the position is on.

    Of "a plan which Peru backed" it is on "a plan".
    """
    over = [t for word in cue for t in (word, *word.ancestors) if t.head in on and t.head.i < t.i and t not in on]
    return {*cue, *(t for clause in over for t in clause.subtree)}


def _may_hold(actor: Actor, known: Phrases) -> bool:
    """Whether an actor can take a position: no document, and of what is of no known kind only what has a name.

    Or what is of a country and nothing done: "Chilean shopkeepers", "her country".
    """
    if actor.kind is not ActorKind.OTHER:
        return actor.kind is not ActorKind.DOCUMENT
    last = actor.name.split()[-1]
    return last[:1].isupper() or (actor.country is not None and last.lower() not in known.of_class("plan", "noun"))


def _topic(on: tuple[Token, ...]) -> tuple[Token, ...]:
    """What a position is on, all of it together; nothing that only "it" or "this" names."""
    if not on or scheme.is_verb(on[0]):
        return on
    named = (nominal.antecedent(t) or t if nominal.is_relative(t) else t for t in on)
    return tuple(t for t in named if t.pos_ not in {"PRON", "DET"})


def _told_before(stated: Stated) -> tuple[Token, ...]:
    """What "it" is in a clause that tells of a position held before: "Peru proposed the dam; Chile, which had opposed
    it, gave way". The object told of last in the sentence, or what the sentence before tells."""
    if not stated.on:
        return ()
    pronoun = stated.on[0]
    clause = scheme.link(pronoun).governor
    if not scheme.is_neuter(pronoun) or scheme.link(clause).kind is not Kind.RELATIVE or not _is_former((clause,)):
        return ()
    whole = list(sentence(clause))
    holder = scheme.link(clause).governor
    told = [
        t for t in whole if t.i < holder.i and scheme.word_class(t) == "noun" and scheme.link(t).kind is Kind.OBJECT
    ]
    if told or whole[0].i == 0:
        return tuple(told[-1:])
    root = sentence(clause.doc[whole[0].i - 1]).root
    return (root,) if scheme.is_verb(root) else ()


def _said_of(stated: Stated, draft: Draft) -> tuple[Token, ...]:
    """What "it" is in words that somebody says of a thing: "“It is a trap,” said Jane Doe of the offer"."""
    under = set(draft.under(stated.cue[0].idx))
    if not stated.on or not under or not _is_pointing(stated.on[0]):
        return ()
    doc = stated.cue[0].doc
    plans = phrases(_FILE, doc.lang_).of_class("plan", "noun")
    for cue in (a.cue[0] for a in draft.attributions if a.id in under and a.cue):
        telling = doc.char_span(cue.start, cue.end, alignment_mode="expand")
        for word in doc[telling.end : telling.end + _NEAR] if telling is not None else ():
            if word.is_sent_start:
                break
            told = scheme.fillers(word, "object") if word.lower_ in {"of", "about"} else []
            on = [t for t in told if scheme.base(t) in plans]
            if on:
                return tuple(on)
    return ()


def _as_before(stated: Stated, before: Stated | None) -> tuple[Token, ...]:
    """What "it" is, or what a vote is on, after somebody's position in this sentence or the one before."""
    if stated.on and not scheme.is_neuter(stated.on[0]):
        return ()
    cue = stated.cue[0]
    if before is not None and cue.i > before.on[0].i and cue.i != before.cue[0].i:
        first = sentence(cue)[0].i
        if before.on[0].i >= first or sentence(before.on[0])[-1].i == first - 1:
            return _topic(before.on)
    return () if stated.on else _voted_on(cue)


def _voted_on(cue: Token) -> tuple[Token, ...]:
    """What a vote without an object is on: what is done or to be done that was named last before it."""
    plans = phrases(_FILE, cue.doc.lang_).of_class("plan", "noun")
    found = (t for t in reversed(list(sentence(cue))) if t.i < cue.i and scheme.base(t) in plans and t.pos_ == "NOUN")
    noun = next((t for t in found if not nominal.is_inside_phrase(t)), None)
    return (noun,) if noun is not None else ()


def _is_pointing(word: Token) -> bool:
    """Whether a word only points at what is spoken of: "it", "this", "that"."""
    return scheme.is_neuter(word) or (word.pos_ in {"PRON", "DET"} and not scheme.is_pronoun(word))


def _is_former(cue: tuple[Token, ...]) -> bool:
    """Whether a position is told as one that was held before: "had opposed", "once supported", "former critic"."""
    known = phrases(_FILE, cue[0].doc.lang_)
    adverbs, adjectives = known.of_class("former", "adverb"), known.of_class("former", "adjective")
    for word in cue:
        if any(a.lower_ in adverbs for a in scheme.adverbs(word)) or any(
            a.lower_ in adjectives for a in scheme.adjectives(word)
        ):
            return True
        if scheme.is_verb(word) and scheme.is_perfect(word) and scheme.is_past(word):
            return True
    return False


@Language.factory("dragoman_stances", requires=PARSE, assigns=DRAFT)
def make_stances(nlp: Language, name: str) -> StanceReader:
    """Factory of the component that reads positions."""
    return StanceReader()
