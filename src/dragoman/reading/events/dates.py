"""The times of acts, chosen by what was learned from annotated reports.

Candidates are the times of the act's sentence and of the three before it, the report's first time and its "today". The
clause's own time (``reading/when.py``) is told to the choice, which weighs it with the way through the parse, tense,
type, certainty, and what acts told before are dated by. Where it takes none, the act has no time.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from importlib import resources
from typing import NamedTuple

from spacy.tokens import Doc, Token

from dragoman.model import Granularity, When
from dragoman.reading.draft import Draft
from dragoman.reading.events.choice import Choice
from dragoman.reading.when import (
    is_in_clause_apart,
    is_of_a_noun,
    lasts_beside,
    root_of,
    tells_another_act,
    time_of,
)
from dragoman.syntax.clause import certainty
from dragoman.syntax.link import Kind
from dragoman.syntax.path import Way, label, relation, way
from dragoman.syntax.scheme import scheme
from dragoman.syntax.tree import sentence_numbers

BEFORE = 3  # sentences before an act's own whose times may be the act's
_OWN, _FAR = 0.4, 0.2  # chances from which a time of the act's own sentence, or of another, is the act's
_LONG = 6  # steps of a way that is told whole
_WEEK = 7  # days before publication that are told one by one
_APART = {Kind.RELATIVE, Kind.PARTICIPLE, Kind.APPOSITION}
_TOLD = {Kind.CLAUSE, Kind.BESIDE}
_NO_DAY = {Granularity.DURATION, Granularity.UNRESOLVED}


class Candidate(NamedTuple):
    """A time, the word that it hangs by, and where it stands: own, near, today or first."""

    when: When
    root: Token
    place: str


class Told(NamedTuple):
    """An act told before: its type, the number of its sentence, and the time that its own clause names."""

    type: str
    sentence: int
    time: str | None


class Asked(NamedTuple):
    """One act whose time is asked for: the times that it may have, what tells of each, and what speaks for none."""

    candidates: list[Candidate]
    features: list[list[str]]
    around: list[str]


class Chosen(NamedTuple):
    """A time and whether another sentence than the act's names it."""

    when: When
    elsewhere: bool


class Dates:
    """The times of one document, as the choice sees them while its acts are gone through in the order of the text."""

    def __init__(self, doc: Doc, draft: Draft, acts: Mapping[int, str] | None = None) -> None:
        self.doc, self.draft = doc, draft
        self.acts = acts or {}  # the types of the acts that words tell, by the words' numbers
        self.told: list[Told] = []

    @cached_property
    def _sentence_of(self) -> list[int]:
        return sentence_numbers(self.doc)

    @cached_property
    def _times(self) -> list[tuple[When, Token]]:
        dated = (w for w in self.draft.times if w.granularity not in _NO_DAY and (w.start or w.end))
        return [(when, root) for when in dated if (root := root_of(when, self.doc)) is not None]

    def is_of_a_noun(self, when: When, time: Token, words: list[Token]) -> bool:
        """Whether a time is of an act that a noun names beside the one that ``words`` tell: "over a killing in May"."""
        return is_of_a_noun(when, time, words, self.acts, self.draft.published)

    def asked(self, words: list[Token], type_: str) -> Asked:
        """What is asked of the choice for the act of ``type_`` that ``words`` tell, the first before all.

        The act is one of those told before for the next one. Reading and training ask alike.
        """
        head = words[0]
        own = time_of(head, self.draft, tuple(words[1:]))
        candidates = self._near(words)
        act = _Act(head, type_, certainty(head).modality.value, own.id if own is not None else None)
        features = [self._features(words, act, one, candidates) for one in candidates]
        around = self._around(act, candidates)
        self.told.append(Told(type_, self._sentence_of[head.i], act.own))
        return Asked(candidates, features, around)

    def _near(self, words: list[Token]) -> list[Candidate]:
        home = self._sentence_of[words[0].i]
        apart = [(when, root, home - self._sentence_of[root.i]) for when, root in self._times]
        published = self.draft.published
        beside = [
            (when, root)
            for when, root, steps in apart
            if not steps
            and not is_of_another(when, root, words, published)
            and not self.is_of_a_noun(when, root, words)
        ]
        found = [Candidate(when, root, "own") for when, root in beside]
        found += [Candidate(when, root, "near") for when, root, steps in reversed(apart) if 0 < steps <= BEFORE]
        before = [(when, root) for when, root, steps in apart if steps > BEFORE]
        today = next(((w, r) for w, r in before if w.start == w.end == self.draft.published), None)
        found += [Candidate(*today, "today")] if today else []
        first = before[0] if before and before[0] != today else None
        return [*found, Candidate(*first, "first")] if first else found

    def _features(self, words: list[Token], act: "_Act", one: Candidate, among: list[Candidate]) -> list[str]:
        when, place = one.when, one.place
        day = self._day(when)
        found = ["any", f"at={place}", f"size={when.granularity.value}", f"bound={when.relation}", f"day={day}"]
        found += [f"type={act.type}", f"certain={act.certain}", f"{place}{day}", f"{place}{act.type}"]
        found += [f"{place}{act.tense}", f"{place}{act.kind}", f"{place}{act.certain}", f"{day}{act.tense}"]
        found += [f"{day}{act.certain}", f"{place}{day}{act.tense}"]
        if act.own is not None:
            found += [f"clause {place}", f"clause {act.kind}"] if act.own == when.id else ["another is the clause's"]
        apart = self._sentence_of[act.head.i] - self._sentence_of[one.root.i]
        found += [f"apart={min(apart, BEFORE + 1)}", f"word={label(one.root)}|{one.root.head.lower_}"]
        found.append(f"by={one.root.head.head.pos_}{relation(one.root.head)}")
        found += _in_sentence(words, act, one.root, sum(c.place == "own" for c in among)) if not apart else []
        return found + self._of_others(act, when)

    def _day(self, when: When) -> str:
        """Where a time lies as seen from the day of publication."""
        published = self.draft.published
        if when.start is None or when.end is None:
            return "until" if when.start is None else "since"
        if published is None:
            return "undated"
        if when.start != when.end:
            return "stretch before" if when.end < published else "stretch after" if when.start > published else "now"
        days = (when.start - published).days
        return f"{days}" if -_WEEK <= days <= 1 else "before" if days < 0 else "after"

    def _of_others(self, act: "_Act", when: When) -> list[str]:
        """What acts told before are dated by."""
        home = self._sentence_of[act.head.i]
        used = [told for told in self.told if told.time == when.id]
        if not used:
            return []
        found = ["used"]
        found += ["used by this type"] if any(told.type == act.type for told in used) else []
        found += [f"used {back} before" for back in (0, 1) if any(home - told.sentence == back for told in used)]
        last = next(told for told in reversed(self.told) if told.time is not None)
        return [*found, "used last", f"used last {act.tense}"] if last is used[-1] else found

    def _around(self, act: "_Act", candidates: list[Candidate]) -> list[str]:
        head, own = act.head, min(2, sum(c.place == "own" for c in candidates))
        before = self.told[-1] if self.told else None
        found = ["none", f"none {act.type}", f"none {act.tense}", f"none {act.kind}", f"none {act.certain}"]
        found += [f"none clause {act.own is not None}", f"none own {own}", f"none {head.lemma_.lower()}"]
        found += [f"none {act.type}{act.tense}", f"none sentence {min(4, self._sentence_of[head.i])}"]
        found += [f"none under {min(2, len(self.draft.under(head.idx)))}", f"none {act.kind}{act.tense}"]
        found.append(f"none by {scheme.link(head).governor.lemma_.lower()}")
        found.append(f"none before {before is not None and before.time is not None}")
        found.append(f"none again {before is not None and before.type == act.type}")
        found.append(f"none we {any(map(scheme.is_first_person, scheme.subjects(head)))}")
        return found


class _Act:
    """What the choice is told of an act: its type, certainty, tense, how it hangs, and its clause's own time."""

    def __init__(self, head: Token, type_: str, certain: str, own: str | None) -> None:
        self.head, self.type, self.certain, self.own = head, type_, certain, own
        verb = scheme.is_verb(head)
        helper = next((t.lower_ for t in scheme.auxiliaries(head)), "") if verb else ""
        self.tense = f"{helper}+{head.tag_}" if verb else "noun"
        self.kind = f"{'verb' if verb else 'noun'} {scheme.link(head).kind.value}"


def is_of_another(when: When, time: Token, words: list[Token], published: dt.date | None) -> bool:
    """Whether a time of the act's own sentence, which hangs by the word ``time``, belongs to something else there."""
    act = words[0]
    if _is_beside(time, words) or lasts_beside(when, time, act):
        return True
    inside = any(w.i == time.i or w.is_ancestor(time) for w in words[1:])
    return not inside and is_in_clause_apart(when, time, act, published)


def _is_beside(time: Token, words: list[Token]) -> bool:
    """Whether a time is of what tells of the act, or of a relative clause, a participle or an apposition that the act
    neither is in nor has."""
    if _is_of_what_tells(time, words[0]):
        return True
    marker = scheme.link(time).marker
    before = (marker or time.left_edge).i - 1
    if before >= 0 and scheme.link(time.doc[before]).kind is Kind.APPOSITION:
        return True  # "thanked Togo, its partner since 1995": the parser may hang it on the verb
    act = {word.i for word in words}
    around = act | {t.i for word in words for t in word.ancestors}
    while time.i not in around and time.head.i != time.i:
        found = scheme.link(time)
        if found.kind in _APART:
            beside = found.governor.i not in act or scheme.is_verb(found.governor)
            return beside or (scheme.is_verb(time) and tells_another_act(time, {words[0].i}))
        time = time.head
    return False


def _is_of_what_tells(time: Token, act: Token) -> bool:
    """Whether a time is of a clause that only tells of the act: the denial in "denied on Sunday that it had fired"."""
    if time.is_ancestor(act):
        return _is_told_after(time, act)
    verb = next((t for t in time.ancestors if scheme.is_verb(t)), None)
    if verb is None or act.i == verb.i or not verb.is_ancestor(act):
        return False
    at = act
    while at.head.i != verb.i:
        at = at.head
    return scheme.link(at).kind in _TOLD


def _is_told_after(time: Token, act: Token) -> bool:
    """Whether the parser hangs on a day what was said on it: "told reporters on Thursday that rebels had left"."""
    named = time.pos_ == "PROPN"  # "the year that he left" is the time of what stands in it
    return named and any(scheme.is_verb(t) for t in time.ancestors)


def _in_sentence(words: list[Token], act: _Act, time: Token, times: int) -> list[str]:
    """What tells of a time in the act's own sentence: order, the way through the parse, the verbs between."""
    head = act.head
    steps = time.i - head.i
    first = time.left_edge.i <= time.sent.start + 1
    between = sum(t.pos_ == "VERB" for t in time.doc[min(time.i, head.i) + 1 : max(time.i, head.i)])
    found = [f"times={min(3, times)}", f"steps={'-' if steps < 0 else '+'}{min(6, abs(steps).bit_length())}"]
    found += [f"opens={first}", f"opens={first}{act.kind}{act.tense}", f"between={min(3, between)}"]
    ways = [one for word in words if (one := way(word, time)) is not None]
    return found + (_of_way(min(ways, key=lambda one: one.length), act) if ways else ["no way"])


def _of_way(found: Way, act: _Act) -> list[str]:
    up, down, top = found
    told = "^".join(map(label, up)) + "|" + "/".join(map(label, down))
    below = down[:-1]
    passed = sum(t.pos_ in {"VERB", "AUX"} for t in (*up[1:], *below))
    features = [f"length={min(8, found.length)}", f"top={top.pos_}{top.tag_}", f"top={top.lemma_.lower()}"]
    if found.length <= _LONG:
        features += [f"way={told}", f"way={act.kind[:4]}{told}", f"way={act.type}{told}"]
    features.append(f"rise={'^'.join(map(relation, up[:3]))}|{label(down[0]) if down else ''}")
    features.append(f"end={'/'.join(map(relation, down[:3]))}{min(3, len(up))}")
    features.append(f"verbs={passed}{act.kind[:4]}")
    features.append(f"verbs below={min(3, sum(t.pos_ in {'VERB', 'AUX'} for t in below))}")
    features.append(f"nouns below={min(3, sum(t.pos_ in {'NOUN', 'PROPN'} for t in below))}")
    return [*features, f"passed={act.kind}{passed}{len(down)}"]


class TimeReader:
    """Chooses the times of acts, one document at a time."""

    def __init__(self, choice: Choice) -> None:
        self.choice = choice

    def time(self, words: Iterable[Token], type_: str, dates: Dates) -> Chosen | None:
        """The time of the act of ``type_`` that ``words`` tell, None where none is likely enough."""
        candidates, features, around = dates.asked(list(words), type_)
        if not candidates:
            return None
        chances = self.choice.chances(features, around)[:-1, 0]
        over = [float(c) - (_OWN if one.place == "own" else _FAR) for c, one in zip(chances, candidates, strict=True)]
        best = max(range(len(over)), key=over.__getitem__)
        if over[best] < 0:
            return None
        return Chosen(candidates[best].when, candidates[best].place != "own")


@cache
def default_times() -> TimeReader:
    """The choice shipped in the package, loaded once."""
    with resources.as_file(resources.files("dragoman.reading.events") / "model" / "times.npz") as file:
        return TimeReader(Choice.load(file))
