"""The time of an act or a saying: what its own clause names, and nothing else's."""

import datetime as dt
from collections.abc import Mapping, Sequence, Set

from spacy.tokens import Doc, Token

from dragoman.languages import lexicons
from dragoman.languages.words import words
from dragoman.model import Granularity, When
from dragoman.reading.draft import Draft
from dragoman.syntax.link import Kind
from dragoman.syntax.scheme import scheme
from dragoman.syntax.tree import memory_of, sentence

_WEEK = dt.timedelta(days=7)
_FARTHEST = 8  # steps from a time up to the act that it belongs to
_LIMITS = {"by", "before", "until"}
_REACHED = "times by the words that they may belong to"
Timed = tuple[When, Token]  # a time and the word that it hangs by


def time_of(act: Token, draft: Draft, with_: tuple[Token, ...] = ()) -> When | None:
    """The time that the clause of ``act`` names, None where it names none.

    ``with_`` are further words of the act ("held *talks*"), beside which a time counts as the clause's own. A time
    inside a relative clause, beside a participle or in what somebody urges, promises or says is not the clause's.
    """
    heads = {act.i, *(t.i for t in with_)}
    near = [(when, token) for when, token in _times_near(act, heads, draft) if not lasts_beside(when, token, act)]
    found = [(steps, when) for when, token in near if (steps := _steps(token, heads)) is not None]
    if found:
        return min(found, key=lambda one: (one[1].granularity is not Granularity.DAY, one[0]))[1]
    late = _after_complement(act, draft) or _beside_refused(act, draft)
    if late is not None:
        return late
    shared = _shares_time_with(act, with_)
    return time_of(shared, draft) if shared is not None else None


def lasts_beside(when: When, token: Token, act: Token) -> bool:
    """Whether a time tells how long something lasts beside an act that is over: "in power since 1999, he refused"."""
    if when.start is None or when.end is not None or not scheme.is_verb(act) or not scheme.is_past(act):
        return False
    marker = token if scheme.is_preposition(token) else scheme.link(token).marker
    hung = marker is not None and marker.head.i not in {act.i, token.i}
    return hung and not scheme.is_perfect(act)


def is_in_clause_apart(when: When, token: Token, act: Token, published: dt.date | None) -> bool:
    """Whether a time is in a clause that tells of an earlier or a later act: "before Peru left in May, Chile paid".

    Of "after" only where it is no day of the last week, on which both may have been.
    """
    verb = next((t for t in (token, *token.ancestors) if scheme.is_verb(t)), None)
    if verb is None or verb.i == act.i or verb.is_ancestor(act):
        return False
    found = scheme.link(verb)
    if found.kind is Kind.GERUND and found.governor.i == act.i:
        return not _is_recent(when, published)
    marker = found.marker.lower_ if found.kind is Kind.ADVERBIAL and found.marker is not None else ""
    if marker in _listed("other", act):
        return True
    return marker in _listed("later", act) and not _is_recent(when, published)


def _is_recent(when: When, published: dt.date | None) -> bool:
    """Whether a time is a day of the week before publication; so of any day of a text without a date."""
    if published is None or when.start is None or when.start != when.end:
        return published is None
    return published - _WEEK <= when.start <= published


def _after_complement(act: Token, draft: Draft) -> When | None:
    """A day of the week before publication at the end of "accused them of lying on Monday": of the accusation, too."""
    inner = [c.i for p in scheme.prepositions(act) for c in p.children if scheme.link(c).kind is Kind.GERUND]
    if not inner or draft.published is None:
        return None
    near = (w for w, token in _times_near(act, set(inner), draft) if _steps(token, set(inner)) is not None)
    return next((w for w in near if _is_recent(w, draft.published)), None)


def _beside_refused(act: Token, draft: Draft) -> When | None:
    """The time beside what somebody refused, which is that of the refusal: "had refused to see him in May"."""
    entry = words(act.doc.lang_).find("verb", scheme.base(act), "infinitive") if scheme.is_verb(act) else None
    if entry is None or entry.class_ != "refuse":
        return None
    refused = {v.i for v in scheme.infinitives(act)}
    near = (w for w, token in _times_near(act, refused, draft) if _steps(token, refused) is not None)
    return next((w for w in near if draft.published and w.start and w.start <= draft.published), None)


def _times_near(act: Token, heads: set[int], draft: Draft) -> list[Timed]:
    """The times of the sentence of ``act`` that may belong to one of the words ``heads``, in the order of the text."""
    reached = _times_by_word(act.doc, draft)
    sent = sentence(act)
    start, end = sent.start_char, sent.end_char
    numbers = sorted({number for head in heads for number in reached.get(head, ())})
    near = (draft.times[n] for n in numbers if start <= draft.times[n].spans[0].start < end)
    return [(when, root) for when in near if (root := root_of(when, act.doc)) is not None]


def _times_by_word(doc: Doc, draft: Draft) -> dict[int, list[int]]:
    """For each word, by number, the times that ``_steps`` may lead to it: made once, so that no act looks at all."""
    made: tuple[int, dict[int, list[int]]] | None = memory_of(doc).others.get(_REACHED)
    if made is not None and made[0] == len(draft.times):
        return made[1]
    reached: dict[int, list[int]] = {}
    for number, when in enumerate(draft.times):
        root = root_of(when, doc) if when.granularity is not Granularity.DURATION else None
        for word in _above(root) if root is not None else ():
            reached.setdefault(word, []).append(number)
    memory_of(doc).others[_REACHED] = len(draft.times), reached
    return reached


def root_of(when: When, doc: Doc) -> Token | None:
    """The word that a time hangs by."""
    part = doc.char_span(when.spans[0].start, when.spans[-1].end, alignment_mode="expand")
    return None if part is None else part.root


def _above(token: Token) -> set[int]:
    """The word before a time, those that it hangs by, and what verbs among these go with."""
    found, at = {token.i - 1}, token
    for _ in range(_FARTHEST):
        found |= {at.i, scheme.link(at).governor.i}
        at = at.head
    return found


def _steps(token: Token, heads: set[int]) -> int | None:
    """How many words lie between a time and the act it belongs to; None where it belongs to something else."""
    before = token.i - 1
    if before in heads and not scheme.is_verb(token.doc[before]) and scheme.is_adverbial(token):
        return 1  # "his arrest last November", whatever the parser takes it for
    at = token
    for step in range(_FARTHEST):
        if at.i in heads:
            return step
        above = scheme.link(at)
        if step and scheme.is_verb(at):
            beside = above.kind in {Kind.RELATIVE, Kind.PARTICIPLE} and above.governor.i in heads
            return step if beside and not tells_another_act(at, heads) else None
        if (step and not _lets_through(at, token)) or at.head.i == at.i or above.kind is Kind.APPOSITION:
            return None
        at = at.head
    return None


def tells_another_act(verb: Token, heads: Set[int]) -> bool:
    """Whether a clause on a noun tells another act than the verb whose noun that is, ``heads`` with it.

    So in "lifted the ban that it had imposed in May", but not in "held talks that took place in May".
    """
    noun = scheme.link(verb).governor
    if not any(scheme.is_verb(verb.doc[i]) for i in heads) or scheme.is_verb(noun):
        return False
    entry = words(verb.doc.lang_).find(
        "verb", scheme.base(verb), "event", frozenset(map(scheme.form, scheme.beside(verb)))
    )
    return entry is None or entry.class_ != "occur"


def is_of_a_noun(
    when: When, time: Token, act: Sequence[Token], acts: Mapping[int, str], published: dt.date | None
) -> bool:
    """Whether a time is of an act that a noun names beside ``act``: "arrested six men over a killing last December".

    ``acts`` are the types of the acts that words tell. A day of the last week may be of both.
    """
    if not scheme.is_verb(act[0]) or when.start is None or when.end is None or _is_recent(when, published):
        return False
    inside = {word.i for word in act}
    opening = scheme.link(time).marker or time.left_edge
    before = act[0].doc[opening.i - 1] if opening.i > sentence(time).start else time
    for start in (time, before):
        for word in (start, *start.ancestors):
            if word.i in inside or scheme.is_verb(word):
                break
            if word.i in acts:
                return _is_gone_back_to(word, act[0], acts)
    return False


def _is_gone_back_to(noun: Token, verb: Token, acts: Mapping[int, str]) -> bool:
    """Whether a noun names an act before that of ``verb``, and no part of it: "jailed over a raid", not "in a raid"."""
    if acts[noun.i] not in _listed("earlier", noun) or acts[noun.i] == acts.get(verb.i):
        return False
    found = scheme.link(noun)
    if found.kind is not Kind.OBLIQUE or found.marker is None or noun.i < verb.i:
        return False
    return found.governor.i != verb.i or found.marker.lower_ not in _listed("within", noun)


def _lets_through(noun: Token, time: Token) -> bool:
    """Whether a time beside ``noun`` may be the clause's: "met envoys on Monday", not "the coup of 2019"."""
    if scheme.is_preposition(noun):
        return True
    kind = scheme.link(noun).kind
    if kind not in {Kind.OBJECT, Kind.OBLIQUE, Kind.COORDINATE, Kind.MODIFIER}:
        return False
    marker = scheme.link(time).marker
    bare = marker is None and scheme.is_adverbial(time)
    return bare or (marker is not None and marker.lower_ in _listed("prepositions", noun))


def _listed(key: str, token: Token) -> list[str]:
    """A list of the small words by which times belong to acts."""
    found: list[str] = lexicons.table("events.toml", token.doc.lang_)["times"][key]
    return found


def _shares_time_with(act: Token, with_: tuple[Token, ...]) -> Token | None:
    """The verb whose time ``act`` shares: of two with one subject, of one that goes with it, or that says it began."""
    found = scheme.link(act)
    known = words(act.doc.lang_)
    nominal = {Kind.PARTICIPLE: "document", Kind.OBLIQUE: "measure"}.get(found.kind)
    if nominal is not None and scheme.base(found.governor) in known.of_class(nominal, "noun"):
        above = scheme.link(found.governor)  # "passed a resolution calling for", "carried out a series of raids"
        return above.governor if above.kind is Kind.OBJECT and scheme.is_verb(above.governor) else None
    if not scheme.is_verb(found.governor) or found.governor.i == act.i:
        return None
    if found.kind is Kind.COORDINATE and scheme.is_verb(act):
        alone = not scheme.own_subjects(act) or _opens_with_time(found.governor)
        return found.governor if alone else None
    if found.kind is Kind.ADVERBIAL:
        if found.marker is not None and found.marker.lower_ in _listed("joining", act):
            return found.governor if act.i > found.governor.i and scheme.tells_the_past(act) else None
        spoken_of = scheme.has_to(act) and known.find("verb", scheme.base(found.governor), "infinitive") is not None
        goes_along = found.marker is None and (scheme.has_to(act) or scheme.is_participle(act)) and not spoken_of
        return found.governor if goes_along and act.i > found.governor.i else None
    takes = {
        Kind.INFINITIVE: "infinitive",
        Kind.GERUND: "gerund",
        Kind.SUBJECT: "event",
        Kind.OBJECT: "event",
        Kind.OBLIQUE: "event",
    }
    entry = known.find("verb", scheme.base(found.governor), takes.get(found.kind, ""))
    return found.governor if entry is not None and entry.class_ in {"begin", "occur", "light"} else None


def _opens_with_time(verb: Token) -> bool:
    """Whether something stands before the subject of ``verb``, as a time that two clauses share does."""
    subject = next(iter(scheme.own_subjects(verb)), None)
    return subject is not None and any(c.i < subject.left_edge.i and not c.is_punct for c in verb.children)
