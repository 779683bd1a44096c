"""The ledger: what was promised or threatened, by when, and what later reports say came of it."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import NamedTuple

from dragoman.analysis.evidence import Evidence, evidence_of, is_negative, is_of_a_part
from dragoman.collation.accounts import content_words, same_act, stem
from dragoman.collation.actors import Mention, mentions_of, side
from dragoman.collation.nameless import side_in
from dragoman.collation.people import Meant, meant_on, people
from dragoman.languages import lexicons
from dragoman.mentions.names import called, demonyms
from dragoman.model import OFFICIAL, Actor, ActorKind, Commitment, Modality, Report, Spans

SAME = 0.5  # share of words from which two reports speak of one commitment
_SAME_DEADLINE = 0.3  # the same where both give one deadline
_SURE = 0.6  # share of what is undertaken that a sentence must name to decide of it
_MAYBE = 0.5  # share of a commitment's words from which a sentence may tell of it
_FIRST = 3  # words of an action among which its verb stands
_COUNTED = 4  # words behind a number among which stands what it counts
_TELLING = 10  # from what number on the same one tells of the same thing
_NEXT = 1  # characters between a subject and its act
_FEW = 5  # sentences that are kept of a commitment
DUE = dt.timedelta(days=7)
_SOON = dt.timedelta(days=365)  # after a commitment or its deadline, how long a sentence decides what came of it
_SENTENCE = re.compile(r"[^\s].*?(?:[.!?][”’\"']?(?=\s|$)|(?=\n\s*\n)|$)", re.DOTALL)
_CAPITAL = re.compile(r"\b[A-Z][\w-]+")
_TOLD = (Modality.ASSERTED, Modality.NEGATED, Modality.DENIED)
_HOSTILE = frozenset({"COERCE", "SANCTION", "ASSAULT", "PROTEST", "MOBILIZE", "THREATEN"})
STATES = ("open", "due", "overdue", "kept", "partly kept", "broken", "withdrawn", "lapsed")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A later sentence that tells what came of a commitment: where it stands, how much of it it names, and whether
    that is enough to decide (``sure``) or it only may tell of it."""

    article: str
    start: int
    end: int
    outcome: str
    score: float
    date: dt.date | None
    sentence: str
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One commitment over all reports of it. ``state``: one of STATES; "due" is within a week of the deadline.

    States beyond those of the calendar rest on the latest sure candidate unless ``verdict`` is set, which is a user's.
    ``by`` are the folded names of those who undertook it: a minister's promise is also her country's.
    """

    id: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    kind: str
    action: str
    condition: str
    made: dt.date | None
    deadline: dt.date | None
    state: str
    verdict: str | None
    articles: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """A commitment as one report has it: the stems of what is undertaken, of its ``act`` and of the ``thing`` that the
    act is done to, and of its condition with those whom that names (``depends``).

    ``about`` names those whom the act itself names, ``types`` the event types of what it undertakes, ``against`` the
    stems of acts that break it: who keeps a bridge open does not close it. ``names`` are the stems of the thing's
    proper names, ``numbers`` how many were promised. It is ``of_a_part`` where only a part was ("half of the flow"),
    ``is_whole`` where all of them are meant ("the prisoners"), and ``is_deed`` where a verb tells it: to speak of "a
    ceasefire" later on says little of whether it was kept.
    """

    entry: Entry
    words: frozenset[str]
    act: str = ""
    condition: frozenset[str] = frozenset()
    condition_act: str = ""
    depends: tuple[str, ...] = ()
    thing: frozenset[str] = frozenset()
    about: tuple[str, ...] = ()
    types: frozenset[str] = frozenset()
    against: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    is_deed: bool = True
    is_whole: bool = False
    of_a_part: bool = False
    numbers: tuple[Number, ...] = ()

    @property
    def is_hostile(self) -> bool:
        """Whether it threatens: who lets it be has not broken a promise."""
        return self.entry.kind == "threat" or not self.types.isdisjoint(_HOSTILE)

    def meaning(self, known: Mapping[str, Meant]) -> Said:
        """This with people as what they count as over reports (``collation.people``)."""
        made = self.entry.made
        actors, depends = _known(self.entry.actors, known, made), _known(self.depends, known, made)
        recipients, about = _known(self.entry.recipients, known, made), _known(self.about, known, made)
        entry = replace(self.entry, actors=actors, recipients=recipients)
        return replace(self, entry=entry, depends=depends, about=about)


class Act(NamedTuple):
    """An event of a sentence: type, the stems of its trigger, whether it is told as done or as not done, who did it."""

    type: str
    words: frozenset[str]
    done: bool
    doers: tuple[str, ...]


class Number(NamedTuple):
    """How many, the stems of what is counted, and whether these are all that there are: "the 17 fishermen"."""

    value: float
    of: frozenset[str]
    definite: bool = False


@dataclass(frozen=True, slots=True)
class Telling:
    """A sentence that may tell what came of a commitment: whom it names, its stems, and what it says of them."""

    article: str
    date: dt.date | None
    start: int
    end: int
    actors: tuple[str, ...]
    words: frozenset[str]
    evidence: Evidence = field(default_factory=Evidence)
    acts: tuple[Act, ...] = ()
    numbers: tuple[Number, ...] = ()

    def meaning(self, known: Mapping[str, Meant]) -> Telling:
        """This with people as what they count as over reports (``collation.people``)."""
        acts = tuple(act._replace(doers=_known(act.doers, known, self.date)) for act in self.acts)
        return replace(self, actors=_known(self.actors, known, self.date), acts=acts)


def _known(names: Iterable[str], known: Mapping[str, Meant], day: dt.date | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(meant_on(known, name, day) for name in names))


def ledger(reports: Iterable[Report], today: dt.date, verdicts: dict[str, str] | None = None) -> list[Entry]:
    """The commitments of ``reports`` as they stand on ``today``, by deadline and day made."""
    said: list[Said] = []
    told: list[Telling] = []
    texts: dict[str, str] = {}
    mentions: list[Mention] = []
    for report in reports:
        said += said_of(report)
        told += tellings_of(report)
        mentions += mentions_of(report)
        texts[report.article.id] = report.article.text
    known = people(mentions)
    said, told = [s.meaning(known) for s in said], [t.meaning(known) for t in told]
    found = entries_of(said, told, lambda t: texts[t.article][t.start : t.end])
    standing = [stands(e, today, (verdicts or {}).get(e.id)) for e in found if e.made is None or e.made <= today]
    return sorted(standing, key=lambda e: (e.deadline or dt.date.max, e.made or dt.date.min, e.id))


def entries_of(said: Iterable[Said], told: Iterable[Telling], words_of: Callable[[Telling], str]) -> list[Entry]:
    """Commitments with the reports of one and the same joined, and the candidates among ``told``.

    Only commitments of the same actors and kind meet, and only sentences that name one of those actors, or of those on
    whom a condition depends, are candidates.
    """
    index = _Told(told, words_of)
    return [replace(s.entry, candidates=index.about(s)) for s in _merged([s for s in said if s.entry.actors])]


def tellings_of(report: Report) -> list[Telling]:
    """The sentences of one report that name an actor and say of something that it was done, or was not."""
    text, found = report.article.text, []
    acts = _acts_of(report)
    for match in _SENTENCE.finditer(text):
        here = range(match.start(), match.end())
        named = {side_in(a, report) for a in report.actors if any(m.start in here for m in a.mentions)}
        named |= {state for word in _CAPITAL.findall(match.group()) if (state := demonyms().get(word.lower()))}
        evidence = evidence_of(match.group()) if named else None
        if evidence:
            place = (report.article.id, report.article.published_date, here.start, here.stop)
            words = same_act(content_words(match.group()))
            told = tuple(act for start, act in acts if start in here)
            found.append(Telling(*place, tuple(sorted(named)), words, evidence, told, _numbers(report, here)))
    return found


def _numbers(report: Report, here: range) -> tuple[Number, ...]:
    """What a stretch of a report counts."""
    counted = [q for q in report.quantities if q.spans and q.spans[0].start in here and q.value > 0]
    before = [report.article.text[max(0, q.spans[0].start - 20) : q.spans[0].start].split()[-1:] for q in counted]
    known = [bool(words) and words[0].lower() in _words_of("whole") for words in before]
    return tuple(Number(q.value, same_act(content_words(q.unit)), d) for q, d in zip(counted, known, strict=True))


def _acts_of(report: Report) -> list[tuple[int, Act]]:
    """Where each event of a report stands that it tells as done or as not done, and what it is."""
    by_id = {a.id: a for a in report.actors}
    found = []
    for event in report.events:
        if event.trigger and event.modality in _TOLD:
            doers = tuple(dict.fromkeys(side_in(by_id[r.actor], report) for r in event.actors if r.actor in by_id))
            words = same_act(content_words(report.words(event.trigger)))
            act = Act(event.type, words, event.modality is Modality.ASSERTED, doers)
            found.append((event.trigger[0].start, act))
    return found


def stands(entry: Entry, today: dt.date, verdict: str | None = None) -> Entry:
    """``entry`` with its state on ``today`` by what was reported up to then; a user's ``verdict`` comes before that."""
    known = tuple(c for c in entry.candidates if c.date is None or c.date <= today)
    entry = replace(entry, candidates=known)
    return replace(entry, verdict=verdict, state=verdict or _state(entry, today))


def outcomes(entry: Entry) -> list[tuple[dt.date | None, int, str]]:
    """What sure candidates say came of it, with a rank for those of one day: the last says how it stands."""
    sure = [c for c in entry.candidates if c.sure]
    found = [(c.date, _RANK.index(c.outcome), c.outcome) for c in sure]
    return sorted(found, key=lambda o: (o[0] or dt.date.min, o[1]))


_RANK = ("kept", "partly kept", "withdrawn", "broken", "lapsed")


def said_of(report: Report) -> list[Said]:
    """The commitments of one report."""
    return [_said(report, c) for c in report.commitments]


def _said(report: Report, commitment: Commitment) -> Said:
    article = report.article
    by_id = {a.id: a for a in report.actors}

    def names(refs: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(side(by_id[r]) for r in refs if r in by_id))

    deadline = next((w for w in report.times if w.id == commitment.deadline), None)
    action, condition = report.words(commitment.action), report.words(commitment.condition)
    holding = [
        a for a in report.actors if any(s.start <= m.start < s.end for m in a.mentions for s in commitment.condition)
    ]
    depends = {side(a) for a in holding}
    actors, recipients = _undertaking(report, commitment, by_id), names(r.actor for r in commitment.recipients)
    if condition and not any(a.country or a.name[:1].isupper() for a in holding):
        depends |= {*actors, *recipients}  # "if the crew is not released": who tells of it names whom it concerns
    entry = Entry(
        id=f"{article.id}:{commitment.id}",
        actors=actors,
        recipients=recipients,
        kind=commitment.kind,
        action=action,
        condition=condition,
        made=article.published_date,
        deadline=deadline.end if deadline else None,
        state="open",
        verdict=None,
        articles=(article.id,),
        candidates=(),
        by=tuple(dict.fromkeys(n for r in commitment.actors if r.actor in by_id for n in called(by_id[r.actor].name))),
    )
    words = same_act(content_words(_held_before().sub("", _without_times(report, commitment.action))))
    on = same_act(content_words(condition))
    act = _act(action, words)
    about = [a for a in report.actors if any(s.start <= m.start < s.end for m in a.mentions for s in commitment.action)]
    types = {e.type for e in report.events if any(s.covers(t) for t in e.trigger for s in commitment.action)}
    verb = _act_of_clause(condition, on)
    things = words - same_act(content_words(" ".join(_states_in(report, commitment.action))))
    thing = _thing(action, things, act)
    return Said(
        entry,
        words,
        act,
        on,
        verb,
        tuple(sorted(depends)),
        thing=thing,
        about=tuple(sorted({side(a) for a in about})),
        types=frozenset(types),
        against=_against(action),
        names=_names(action, things),
        is_whole=_is_whole(action, thing),
        is_deed=act not in _stems("agreed") and any(part.lower() in _words_of("deeds") for part in action.split()),
        of_a_part=is_of_a_part(action),
        numbers=_promised(action, words),
    )


def _undertaking(report: Report, commitment: Commitment, by_id: Mapping[str, Actor]) -> tuple[str, ...]:
    """Who undertakes it: those who say so, or the state that the act is said of where their own country is not known
    ("Fisheries Minister Eikeland promised that Norway would release the crew")."""
    saying = [by_id[r.actor] for r in commitment.actors if r.actor in by_id]
    start = commitment.action[0].start if commitment.action else 0
    before = range(start - _NEXT, start + 1)
    doing = [a for a in report.actors if a.country and any(m.end in before for m in a.mentions)]
    official = bool(saying) and all(a.country is None and a.sector in OFFICIAL for a in saying)
    return tuple(dict.fromkeys(side_in(a, report) for a in (doing if official and doing else saying)))


def _states_in(report: Report, spans: Spans) -> list[str]:
    """The words by which ``spans`` name states: to whom something is given is not what is given."""
    states = (a for a in report.actors if a.kind is ActorKind.STATE)
    return [m.of(report.article.text) for a in states for m in a.mentions if any(s.covers(m) for s in spans)]


def _thing(action: str, words: frozenset[str], act: str) -> frozenset[str]:
    """The stems of what the act is done to: up to the first word that tells more of it ("for", "from", "who")."""
    found: set[str] = set()
    for part in action.split():
        stems = same_act(content_words(part)) & words
        if found and part.lower() in _words_of("more"):
            break
        if part.lower() in _counts():
            continue
        found |= stems - {act}
    return frozenset(found)


def _is_whole(action: str, thing: frozenset[str]) -> bool:
    """Whether all of a thing are meant: "the captured policemen", "its howitzers"."""
    parts = action.lower().split()
    things = (i for i, part in enumerate(parts) if same_act(content_words(part)) & thing)
    return any(part in _words_of("whole") for i in things for part in parts[max(0, i - 2) : i])


def _names(action: str, words: frozenset[str]) -> frozenset[str]:
    """The stems of the words of an action that are written with a capital, states left out."""
    capital = (part for part in action.split() if part[:1].isupper())
    return same_act(content_words(" ".join(capital))) & words


def _against(action: str) -> frozenset[str]:
    """The stems of acts that break what is to be kept as it is: "keep the bridge open"."""
    parts = [part.lower().strip(".,;") for part in action.split()]
    if not _words_of("lasting") & {*parts[:_FIRST]}:
        return frozenset()
    rows = (row.split() for row in lexicons.table("collation.toml")["evidence"]["ends"])
    return same_act(frozenset(stem(act) for state, *acts in rows if state in parts for act in acts))


def _promised(action: str, words: frozenset[str]) -> tuple[Number, ...]:
    """How many of what an action is to be done to: "the fourteen former legislators"."""
    parts = action.lower().split()
    found = []
    for at, part in enumerate(parts):
        digits = part.replace(",", "")
        value = float(digits) if digits.isdecimal() else _counts().get(part)
        if value is not None:
            found.append(Number(value, same_act(content_words(" ".join(parts[at + 1 : at + _COUNTED]))) & words))
    return tuple(n for n in found if n.of)


@cache
def _counts() -> dict[str, float]:
    """Words of numbers and what they are worth: how many were promised is not what."""
    words = lexicons.table("numbers.toml")["words"]
    first = {"ones": (1, 1), "teens": (10, 1), "tens": (20, 10)}
    return {w: float(first[k][0] + i * first[k][1]) for k, group in words.items() for i, w in enumerate(group)}


@cache
def _held_before() -> re.Pattern[str]:
    """What a promise says of those to whom its act is done, which the act ends: "release the detained fishermen"."""
    return re.compile(rf"\b(?:{'|'.join(_words_of('held'))})\s+(?=\w)", re.IGNORECASE)


@cache
def _words_of(name: str) -> frozenset[str]:
    return frozenset(lexicons.table("collation.toml")["evidence"][name])


@cache
def _stems(name: str) -> frozenset[str]:
    return same_act(content_words(" ".join(_words_of(name))))


def _without_times(report: Report, spans: Spans) -> str:
    """The words of ``spans`` without what says when."""
    text = report.words(spans)
    for when in report.times:
        for span in when.spans:
            if any(s.covers(span) for s in spans):
                text = text.replace(span.of(report.article.text), " ")
    return text


def _act(action: str, words: frozenset[str]) -> str:
    """The stem of what is to be done: the first word of an action that carries content; of what is to be done to
    something, the first behind "be"."""
    parts = action.split()
    helper = max((i for i, part in enumerate(parts) if part.lower() in _words_of("helpers")), default=-1)
    ordered = (w for part in parts[helper + 1 :] for w in same_act(content_words(part)) - _stems("light"))
    return next((w for w in ordered if w in words), "")


def _act_of_clause(clause: str, words: frozenset[str]) -> str:
    """The stem of the verb of a clause, as far as that shows without its parse: its first word in the past tense."""
    endings = ("ed", "t", "s", "ave", "ook", "ew")
    ordered = [part.strip(".,;") for part in clause.split()]
    verbs = [w for w in ordered if w.islower() and w.endswith(endings)]
    found = (w for part in verbs for w in same_act(content_words(part)))
    return next((w for w in found if w in words), "")


def _merged(said: list[Said]) -> list[Said]:
    """Commitments with the reports of one and the same joined; the earliest stands for them."""
    found: dict[tuple[tuple[str, ...], str], list[Said]] = defaultdict(list)
    for one in sorted(said, key=lambda s: (s.entry.made or dt.date.max, s.entry.id)):
        held = found[one.entry.actors, one.entry.kind]
        at = next((i for i, other in enumerate(held) if _same(one, other)), None)
        if at is None:
            held.append(one)
            continue
        old = held[at].entry
        update = {
            "articles": (*old.articles, *one.entry.articles),
            "by": tuple(dict.fromkeys((*old.by, *one.entry.by))),
            "deadline": old.deadline or one.entry.deadline,
            "condition": old.condition or one.entry.condition,
        }
        held[at] = replace(held[at], entry=replace(old, **update))  # type: ignore[arg-type]
    return [s for held in found.values() for s in held]


def _same(a: Said, b: Said) -> bool:
    one, other = a.entry.deadline, b.entry.deadline
    if one and other and one != other:
        return False
    share = len(a.words & b.words) / max(1, len(a.words | b.words))
    return share >= (_SAME_DEADLINE if one and one == other else SAME)


class _Told:
    """Sentences that may tell what came of a commitment, by the actors they name and their words."""

    def __init__(self, told: Iterable[Telling], words_of: Callable[[Telling], str]) -> None:
        self._all = list(told)
        self._words_of = words_of
        self._holding: dict[tuple[str, str], list[int]] = defaultdict(list)
        for at, telling in enumerate(self._all):
            for name in telling.actors:
                for word in telling.words:
                    self._holding[name, word].append(at)

    def about(self, said: Said) -> tuple[Candidate, ...]:
        """The later sentences, of other reports, that say most surely what came of it or of its condition."""
        named = {*said.entry.actors, *said.about}
        found = [c for t in self._naming(named, said.words) if (c := self._outcome(said, t))]
        found += [c for t in self._naming(said.depends, said.condition) if (c := self._lapse(said, t))]
        best = sorted(found, key=lambda c: (not c.sure, -c.score, c.article, c.start))
        return tuple(best[:_FEW])

    def _naming(self, actors: Iterable[str], words: frozenset[str]) -> list[Telling]:
        """Sentences that name one of ``actors`` and hold half of ``words``."""
        shared: Counter[int] = Counter()
        for word in words:
            shared.update({at for name in actors for at in self._holding.get((name, word), ())})
        return [self._all[at] for at, count in shared.items() if count >= _MAYBE * len(words) or count > 1]

    def _outcome(self, said: Said, telling: Telling) -> Candidate | None:
        if not _later(said.entry, telling):
            return None
        things = said.words - {said.act}
        if not things:
            return None
        share = len(things & telling.words) / len(things)
        if len(said.thing) > 1 or not said.names:
            share = max(share, len(said.thing & telling.words) / max(1, len(said.thing)))
        if any(
            n.value >= _TELLING and m.value == n.value and m.of & n.of for n in said.numbers for m in telling.numbers
        ):
            share = max(share, _SURE)  # "the last of the 500 tonnes was unloaded"
        if said.names & telling.words and _acts_alike(said, telling):  # a name is more of a thing than its other words
            share = max(share, _SURE)
        score = round(len(said.words & telling.words) / len(said.words), 3)
        outcome = _kind(said, telling)
        if outcome is None:
            return self._candidate(telling, "may tell", score, False) if score >= _MAYBE else None
        share = share if _in_time(said.entry, telling) else min(share, _MAYBE)
        # What hangs on a condition is only kept for sure where that is told to have been met; and "eight prisoners" may
        # be all or some of "the prisoners".
        part = said.is_whole and not said.numbers and any(not m.definite for m in telling.numbers)
        waits = part or (said.condition and not said.is_hostile and said.condition_act not in telling.evidence.done)
        sure = share >= _SURE and not (waits and outcome in {"kept", "partly kept"})
        return self._candidate(telling, outcome, score, sure) if share >= _MAYBE else None

    def _lapse(self, said: Said, telling: Telling) -> Candidate | None:
        """Whether the condition is told not to have been met; what was not to happen is told as done."""
        things = said.condition - {said.condition_act}
        evidence = telling.evidence
        told_not = evidence.done if is_negative(said.entry.condition) else evidence.undone | evidence.refused
        if not said.condition_act or said.condition_act not in told_not or not _later(said.entry, telling):
            return None
        score = round(len(said.condition & telling.words) / len(said.condition), 3)
        if score < _MAYBE or not things & telling.words:
            return None
        return self._candidate(telling, "lapsed", score, True)

    def _candidate(self, telling: Telling, outcome: str, score: float, sure: bool) -> Candidate:
        place = telling.article, telling.start, telling.end
        return Candidate(*place, outcome, score, telling.date, self._words_of(telling), sure)


def _kind(said: Said, telling: Telling) -> str | None:
    """What a sentence says came of a commitment; None where it speaks of another act, or of too early a day."""
    evidence, things, hostile = telling.evidence, said.words - {said.act}, said.is_hostile
    if is_negative(said.entry.action):  # who will not come and came has broken it; that nobody came says little
        return "broken" if said.act in evidence.done and things & evidence.done and not hostile else None
    if not said.against.isdisjoint(evidence.done) and things & evidence.done and _is_theirs(said, telling):
        return "broken"
    told = len(said.thing) > 1 or (bool(said.thing) and said.act in evidence.dropped)  # "the loan was cancelled"
    whole = said.thing <= evidence.dropped or bool(hostile and said.names & evidence.dropped)
    off = told and whole and said.act not in evidence.done
    if off or (said.act in evidence.refused and things & evidence.refused):
        return "withdrawn" if hostile else "broken"
    if said.is_deed and _is_done(said, telling) and _is_theirs(said, telling):
        return "partly kept" if _in_part(said, telling) else "kept"
    deadline = said.entry.deadline
    if said.act in evidence.undone and deadline and telling.date and telling.date > deadline and not hostile:
        return None if said.act in evidence.yet else "broken"
    return None


def _is_done(said: Said, telling: Telling) -> bool:
    """Whether a sentence tells that the act was done to its thing: by the act's own word or by an event of its type."""
    done = telling.evidence.done
    if said.act in done and (said.words - {said.act}) & done:
        return True
    alike = any(act.done and act.type in said.types for act in telling.acts)
    return alike and bool(said.thing) and len(said.thing & done) >= _SURE * len(said.thing)


def _acts_alike(said: Said, telling: Telling) -> bool:
    """Whether a sentence tells of such an act, done or not, of those who undertook it."""
    own = {*said.entry.actors}
    return any(said.act in act.words and not own.isdisjoint(act.doers) for act in telling.acts)


def _is_theirs(said: Said, telling: Telling) -> bool:
    """Whether what a sentence tells may be the deed of those who undertook it: no such act there is another's."""
    own = {*said.entry.actors}
    such = [act for act in telling.acts if act.type in said.types or said.act in act.words]
    doers = {doer for act in such for doer in act.doers}
    if doers:
        return not own.isdisjoint(doers)
    return not own.isdisjoint(telling.actors) or not any(act.doers for act in telling.acts)


def _in_part(said: Said, telling: Telling) -> bool:
    """Whether a sentence tells only of a part of what was undertaken: by its words, or by a smaller number."""
    part = telling.evidence.part
    if said.act in part and (said.words - {said.act}) & part and not said.of_a_part:
        return True
    pairs = [(n, m) for n in said.numbers for m in telling.numbers if n.of & m.of]
    return bool(pairs) and all(m.value < n.value for n, m in pairs)


def _in_time(entry: Entry, telling: Telling) -> bool:
    """Whether a sentence is near enough to decide: what is done years after a promise may be another thing."""
    until = max(d for d in (entry.deadline, entry.made, dt.date.min) if d is not None)
    return telling.date is None or telling.date - until <= _SOON


def _later(entry: Entry, telling: Telling) -> bool:
    """Whether a sentence is of a report after the first that told of the commitment; a later one may repeat it and
    tell what came of it."""
    if telling.article == entry.articles[0] or telling.date is None or entry.made is None:
        return False
    return telling.date >= entry.made


def _state(entry: Entry, today: dt.date) -> str:
    decided = outcomes(entry)
    if any(outcome == "lapsed" for *_, outcome in decided):
        return "lapsed"
    if decided:
        return decided[-1][2]
    if entry.deadline is None:
        return "open"
    if entry.deadline < today:
        return "overdue"
    return "due" if entry.deadline - today <= DUE else "open"
