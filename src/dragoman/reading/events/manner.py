"""Words of harm in a manner of speaking: told of what cannot be harmed, by what harms nobody, or of a game.

What a verb may be done to and by whom is asked of the nouns beside it (``things.py``); names, roles and the words that
frames ask for are always somebody or something.
"""

import re
from functools import cache

from spacy.tokens import Token

from dragoman.mentions.mention import role_of
from dragoman.model import ActorKind
from dragoman.reading.events.frames import classes, is_violent, meant
from dragoman.reading.things import Things, things
from dragoman.syntax.scheme import scheme
from dragoman.syntax.tree import sentence

_REAL = (
    *("@weapon", "@striker", "@troops", "@prisoner", "@property", "@territory", "@border", "@office", "@authority"),
    *("@labour", "@refugee", "@armour", "@crowd", "@observer", "@medium", "@route", "@ordnance"),
)
_NO_NAMES = frozenset({"", "CARDINAL", "QUANTITY", "ORDINAL", "DATE", "TIME", "PERCENT", "MONEY"})
_UNDONE = frozenset({"nature", "health"})
_LIFELESS = frozenset({"nature", "health", "market", "abstract", "art", "sport", "contest"})
_AT = ("on", "against", "of", "at", "upon")
_TOWARDS = ("against", "from", "into", "to", "for", "through", "off")
_SCORE = re.compile(r"(?<![\w.,–-])\d{1,2}[-–]\d{1,2}(?![\w%–-])(?! (?:[a-z]+ )?(?:vote|ruling|majority|decision))")
_SURE = 0.5
_PLAYED = ("sport", "player")
_ENOUGH = 2  # words of sport in one sentence that tell of a game


def is_at_nothing(head: Token, verbs: frozenset[str], through: frozenset[str]) -> bool:
    """Whether an act of ``verbs`` is done to what cannot be harmed alone: "crushed the field", "a war on rats"."""
    known = things(head.vocab, head.doc.lang_)
    if known is None or any(map(_is_rebel, scheme.subjects(head))):
        return False
    done_to = _done_to(head, verbs, through)
    nothing = [t for t in done_to if _is_nothing(t, known)]
    return bool(nothing) and all(t in nothing or _is_lifeless(t, known) for t in done_to)


def is_by_nothing(head: Token, verbs: frozenset[str]) -> bool:
    """Whether what does an act of ``verbs`` is no doer of harm: "the peso retreated", "pollen stormed the beaches"."""
    known = things(head.vocab, head.doc.lang_)
    if known is None or not {head.lemma_.lower(), head.lower_} & verbs:
        return False
    doing = scheme.own_subjects(head) if scheme.is_verb(head) else scheme.nominal_doers(head)
    if scheme.is_passive(head):
        doing = scheme.passive_agents(head)
    return bool(doing) and all(_is_nothing(t, known) and known.kind(t) in _LIFELESS for t in doing)


def names_a_person(noun: Token) -> bool:
    """Whether a common noun names a person, by role or by its vector: "fired the cook"."""
    role, known = role_of(noun), things(noun.vocab, noun.doc.lang_)
    if role is not None or known is None or noun.pos_ != "NOUN":
        return role is not None and role.kind is ActorKind.PERSON
    return known.kind(noun) in {"person", "player"}


def warns_of_nature(verb: Token, through: frozenset[str]) -> bool:
    """Whether a warning is of what nobody does: "warned farmers of frost", "about the danger of an outbreak"."""
    known = things(verb.vocab, verb.doc.lang_)
    if known is None or not scheme.is_verb(verb):
        return False
    feared = scheme.prepositional(verb, "of", "about", "against")
    feared = [t for f in feared for t in (scheme.made_of(f) if _is_one_of(f, through) else (f,))]
    return bool(feared) and all(_is_nothing(t, known) and known.kind(t) in _UNDONE for t in feared)


def is_of_no_use(verb: Token, arms: frozenset[str]) -> bool:
    """Whether arms that are given are arguments: a report gives them, or they are for a debate and the like."""
    known = things(verb.vocab, verb.doc.lang_)
    if known is None or not scheme.is_verb(verb):
        return False
    given = [*(t for t in verb.children if t.i > verb.i), *scheme.prepositional(verb, "with")]
    given += [t for g in given for t in scheme.made_of(g)]  # "plenty of ammunition"
    given = [t for t in given if _is_one_of(t, arms)]
    aims = [t for g in (verb, *given) for t in scheme.prepositional(g, "for", "against", "in")]
    unreal = [*(t for t in scheme.subjects(verb) if t.pos_ == "NOUN"), *aims]
    return bool(given) and any(_is_nothing(t, known) and known.kind(t) == "abstract" for t in unreal)


def _is_one_of(noun: Token, words: frozenset[str]) -> bool:
    return bool({noun.lower_, noun.lemma_.lower()} & words)


def tells_a_game(head: Token, scoring: frozenset[str]) -> bool:
    """Whether the sentence of ``head`` is about a game: its score or enough of its words are there."""
    known = things(head.vocab, head.doc.lang_)
    words = list(sentence(head))
    if known is None:
        return False
    if any(_is_scored(m.start(), words, scoring) for m in _SCORE.finditer(head.doc.text, words[0].idx, words[-1].idx)):
        return True  # "to win 24-22", whatever arms the report speaks of
    if any(w.pos_ == "NOUN" and _is_one_of(w, _arms()) for w in words):
        return False
    if any(_is_score(m.end(), words) for m in _SCORE.finditer(head.doc.text, words[0].idx, words[-1].idx)):
        return True
    told = {w.lemma_.lower() for w in words if _is_sport(w, *_PLAYED)}
    return bool(told) and len(told | {w.lemma_.lower() for w in words if _is_sport(w, "contest")}) >= _ENOUGH


def _is_sport(word: Token, *kinds: str) -> bool:
    known = things(word.vocab, word.doc.lang_)
    return known is not None and word.pos_ == "NOUN" and max(known.score(word, k) for k in kinds) >= _SURE


def _is_scored(start: int, words: list[Token], scoring: frozenset[str]) -> bool:
    """Whether a verb of winning or losing stands right before a pair of numbers: "won 3-1"."""
    before = [t for t in words if t.idx < start][-1:]
    return any(t.lemma_.lower() in scoring and scheme.is_verb(t) for t in before)


def _is_score(end: int, words: list[Token]) -> bool:
    """Whether a pair of numbers is the score of a game: "5-0", "a 5-0 win", but not "20-30 people"."""
    after = next((t for t in words if t.idx >= end), None)
    return after is None or after.pos_ not in {"NOUN", "ADJ", "PROPN", "NUM"} or _is_sport(after, *_PLAYED, "contest")


def _done_to(head: Token, verbs: frozenset[str], through: frozenset[str]) -> list[Token]:
    """What an act is done to; of an attack that is launched, what it is launched at."""
    if not scheme.is_verb(head):
        return scheme.prepositional(head, *_AT) if _is_attack(head, through) else []
    if scheme.determiners(head):
        return []  # "called the stabbing an outrage"
    acts = [o for o in scheme.objects(head) if _is_attack(o, through)]
    aimed = [t for act in acts for t in scheme.prepositional(act, *_AT)]
    if acts:
        return aimed or scheme.prepositional(head, *_AT)
    if head.lemma_.lower() in verbs:
        return scheme.objects(head) or _behind(head)
    undergone = any(_is_attack(o, through) for o in scheme.prepositional(head, "under"))
    return scheme.own_subjects(head) if undergone else []  # "the peso came under attack"


def _behind(verb: Token) -> list[Token]:
    """What stands behind the first preposition beside a verb: "battled against bedbugs"."""
    first = next((p.lower_ for p in scheme.prepositions(verb) if p.lower_ in _TOWARDS), None)
    return scheme.prepositional(verb, first) if first is not None else []


def _is_attack(noun: Token, through: frozenset[str]) -> bool:
    return is_violent(noun) or _is_one_of(noun, through)


def _is_rebel(doer: Token) -> bool:
    role = role_of(doer)
    return role is not None and role.sector == "REB"


def _is_nothing(noun: Token, known: Things) -> bool:
    """Whether a common noun names neither somebody nor something that can be harmed, nor is a part of any."""
    if not _may_be_nothing(noun) or known.may_be_harmed(noun):
        return False
    if noun.pos_ != "NOUN":  # "Jellyfish stormed the beaches", taken for a name
        return known.score(noun, "nature") >= _SURE
    parts = scheme.made_of(noun) if _is_one_of(noun, frozenset(classes()["part"])) else []
    return all(_may_be_nothing(t) and not known.may_be_harmed(t) for t in parts)


def _is_lifeless(noun: Token, known: Things) -> bool:
    return _may_be_nothing(noun) and known.kind(noun) in _LIFELESS


def _may_be_nothing(noun: Token) -> bool:
    if (noun.pos_ != "NOUN" and not noun.is_sent_start) or noun.ent_type_ not in _NO_NAMES or role_of(noun) is not None:
        return False
    return not _is_one_of(noun, _somebody())


@cache
def _somebody() -> frozenset[str]:
    """The words of frames that name somebody or something real."""
    return meant(_REAL)


@cache
def _arms() -> frozenset[str]:
    """Words by which an attack in a sentence is in earnest."""
    return frozenset({*classes()["weapon"], *classes()["wound"], *classes()["ordnance"]} - {"shot", "round", "fire"})
