"""Polls: what share of whom holds what, who asked how many of them and when, and what an earlier poll had found."""

import re
from functools import cache

from spacy.tokens import Doc, Token

from dragoman.languages import lexicons
from dragoman.model import ActorKind, ActorRef, Bound, Poll, Span, Spans
from dragoman.reading.draft import Draft
from dragoman.reading.numbers import Number
from dragoman.syntax.clearnlp import (
    complements,
    is_passive,
    link,
    objects,
    own_subjects,
    predicate_adjectives,
    predicate_over,
    prepositional,
    subject_over,
)
from dragoman.syntax.link import Kind
from dragoman.syntax.tree import lemmas_in, runs, sentence, text_of

_MOST = re.compile(
    r"\b(?:(?:a|the)\s+(?:\w+\s+)?majority\s+of(?:\s+the)?|most(?:\s+of\s+the)?)\s+(?P<who>\w+\s+)?(?P<asked>\w+)"
)
_SIMILAR = re.compile(r"\ba (?:similar|comparable) (?:percentage|share|proportion|number)\b", re.IGNORECASE)
_SAMPLE = re.compile(
    r"(?:asked|interviewed|surveyed|polled|questioned|(?:sample|survey|poll)\s+(?:\w+\s+){0,4}?of)\s+(?:\w+\s+){0,2}?(?P<n>\d[\d,]{2,9})\b"
    r"|(?P<m>\d[\d,]{2,9})\s+(?:\w+\s+){0,3}?(?:respondents|people|adults|voters|residents|citizens)?\s*"
    r"(?:were\s+)?(?:asked|interviewed|surveyed|polled|questioned)",
    re.IGNORECASE,
)


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(lexicons.table("numbers.toml")["polls"][key])


def read_polls(doc: Doc, numbers: list[tuple[Number, Token]], draft: Draft) -> list[Poll]:
    """The polls of a document, from its numbers that are shares; none where it speaks of no survey."""
    survey = _Survey(doc, draft)
    shares = [(number, token) for number, token in numbers if number.share]
    shares = sorted([*shares, *survey.majorities(doc)], key=lambda s: s[0].start)
    if not shares:
        return []
    polls: list[Poll] = []
    taken: set[int] = set()
    for number, token in shares:
        held = _proposition(token)
        if number.start in taken or held is None or not survey.covers(token, held[0]):
            continue
        before = _earlier(number, [n for n, _ in shares], text_of(doc))
        if before is not None:
            taken.add(before.start)
        spans = (Span(start=number.first, end=number.last),)
        people = _population(token, held[0], draft)
        polls.append(
            survey.poll(len(polls), number.value, number.bound, spans, people, held, None).model_copy(
                update={"earlier": before.value if before else None}
            )
        )
    return polls + _similar(doc, polls, survey)


def _counts_those_asked(noun: Token) -> bool:
    """Whether "of" stands before how many were asked: "a survey by X of 1,204 adults"."""
    return any(t.like_num for t in noun.lefts)


class _Survey:
    """What a document says of the asking: who asked, how many, when; and in which sentences a survey is told of."""

    def __init__(self, doc: Doc, draft: Draft) -> None:
        self._draft = draft
        found = [doc[i] for i in lemmas_in(doc, _words("surveys"))]
        self._first = found[0].i if found else None
        self.pollster = self._who(found)
        match = _SAMPLE.search(text_of(doc)) if found else None
        self.sample = int((match["n"] or match["m"]).replace(",", "")) if match else None
        near = sentence(found[0]) if found else None
        time = draft.time_in(near.start_char, near.end_char) if near is not None else None
        self.when = time.id if time else None

    def _who(self, surveys: list[Token]) -> Spans:
        """Who asked: "a poll by X", "X's survey", "an X poll"."""
        for survey in surveys:
            named = prepositional(survey, "by", "from") or [
                c for c in survey.lefts if c.pos_ == "PROPN" and c.ent_type_ not in {"NORP", "GPE", "LOC", "DATE"}
            ]
            if named:
                asked = {t for o in prepositional(named[0], "of") if _counts_those_asked(o) for t in o.head.subtree}
                return runs(t for t in named[0].subtree if t not in asked)
        return ()

    def majorities(self, doc: Doc) -> list[tuple[Number, Token]]:
        """Those asked of whom most hold something, as shares of more than half."""
        if self._first is None:
            return []
        found = []
        for match in _MOST.finditer(text_of(doc)):
            words = doc.char_span(*match.span(), alignment_mode="expand")
            asked = [w for w in (words if words is not None else ()) if w.lemma_.lower() in _words("asked")]
            if not asked:
                continue
            start, end = match.start(), asked[0].idx + len(asked[0])
            found.append((Number(start, end, start, end, 0.5, Bound.MORE, share=True, worded=True), asked[0]))
        return found

    def covers(self, token: Token, holds: Token) -> bool:
        """Whether a share is a survey's: a survey was told of before it, or those asked are its subject."""
        told = self._first is not None and self._first <= sentence(token).end
        if holds.lemma_.lower() in _words("held") and self._asks_a_people(token):
            return True
        held = holds.lemma_ in _words("holds") and holds.lemma_ != "say"
        return told or (held and holds.pos_ == "VERB")

    def _asks_a_people(self, share: Token) -> bool:
        """Whether a share is of a people: "approval is down to 51% of Peruvians"."""
        peoples = {a.id for a in self._draft.actors if a.kind is ActorKind.POPULATION}
        return any(m.actor in peoples for t in share.subtree if (m := self._draft.mentions.get(t.i)) is not None)

    def poll(
        self,
        count: int,
        share: float,
        bound: Bound,
        spans: Spans,
        population: ActorRef | None,
        held: tuple[Token, list[Token]],
        same_as: str | None,
    ) -> Poll:
        return Poll(
            id=f"p{count + 1}",
            share=share,
            bound=bound,
            share_spans=spans,
            population=population,
            proposition=runs(held[1]),
            same_as=same_as,
            attributions=self._draft.under(spans[0].start),
            pollster=self.pollster,
            sample=self.sample,
            when=self.when,
        )


def _proposition(number: Token) -> tuple[Token, list[Token]] | None:
    """The verb, adjective or noun by which a share holds something, and the words of what it holds."""
    before = _held_before(number)
    if before is not None:
        return before
    later = [t for t in sentence(number) if t.i > number.i]
    for word in later:
        if word.lemma_ in _words("holds") and word.pos_ == "VERB":
            tokens = complements(word)
            return (word, tokens) if tokens else None
        if word.lemma_ in {"favor", "favour"} and (target := prepositional(word, "of")):
            return word, list(target[0].subtree)
    noun = subject_over(number)
    if noun is not None and noun.lemma_.lower() in _words("held"):  # "support for the accord fell to 49%"
        on = prepositional(noun, "for", "to", "of", "in")
        on = [t for t in on if t.pos_ != "PROPN"] or on
        return (noun, list(on[0].subtree)) if on else None
    verb = predicate_over(number)
    tokens = [*predicate_adjectives(verb), *complements(verb)] if verb is not None else []
    tokens = [t for c in tokens for t in c.subtree if t.i > number.i]
    return (verb, tokens) if verb is not None and tokens else None


def _held_before(number: Token) -> tuple[Token, list[Token]] | None:
    """What is told of a share before it: "has the support of 63%", "is trusted by 29%", "put support for it at 71%"."""
    found = link(number)
    over, marker = found.governor, found.marker.lower_ if found.marker is not None else ""
    verb = link(over).governor
    if over.pos_ == "ADV" and verb.pos_ in {"AUX", "VERB"}:  # "approval is down to 51%"
        over = verb
    noun = next((t for t in [*own_subjects(over), *objects(over)] if t.lemma_.lower() in _words("held")), None)
    if over.lemma_.lower() in _words("held") and marker == "of" and verb.pos_ == "VERB":
        on = own_subjects(verb) if link(over).kind is Kind.OBJECT else []
    elif marker in {"at", "to"} and noun is not None:
        over = noun
        on = prepositional(noun, "for", "to", "of", "in")
        on = [t for t in on if t.pos_ != "PROPN"] or on
    elif marker == "by" and over.lemma_ in _words("holds") and is_passive(over):
        on = own_subjects(over)
    elif marker in {"with", "among"} and (
        liked := [a for a in predicate_adjectives(over) if a.lower_ in _words("liked")]
    ):
        over, on = liked[0], own_subjects(over)
    elif marker == "at" and (counted := [t for t in own_subjects(over) if t.lemma_ in _words("shares")]):
        held = next((t for t in counted[0].subtree if t.pos_ == "VERB" and t.lemma_ in _words("holds")), None)
        return (held, complements(held)) if held is not None and complements(held) else None
    else:
        return None
    return (over, [t for o in on[:1] for t in o.subtree]) if on else None


def _population(number: Token, holds: Token, draft: Draft) -> ActorRef | None:
    near = (
        (*holds.subtree, *number.subtree)
        if holds.pos_ == "NOUN" or number.i > holds.i
        else (t for t in sentence(number) if t.i < holds.i)
    )
    people = [t for t in near if t.i in draft.mentions]
    crowd = [t for t in people if t.tag_ in {"NNS", "NNPS"}] or people
    return draft.mentions[crowd[-1].i] if crowd else None


def _earlier(number: Number, shares: list[Number], text: str) -> Number | None:
    """The share that another is compared with: "54%, up from 48% in May"."""
    for other in shares:
        between = text[number.last : other.first].lower() if other.first > number.last else ""
        if 0 < len(between) < 60 and any(between.rstrip().endswith(words) for words in _words("earlier")):
            return other
    return None


def _similar(doc: Doc, polls: list[Poll], survey: _Survey) -> list[Poll]:
    """Shares told as like another: "a similar percentage want"."""
    found: list[Poll] = []
    for match in _SIMILAR.finditer(text_of(doc)):
        words = doc.char_span(*match.span(), alignment_mode="expand")
        held = _proposition(words.root) if words is not None else None
        before = [p for p in polls if p.share_spans[0].end <= match.start()]
        if held is not None and before:
            like, spans = before[-1], (Span(start=match.start(), end=match.end()),)
            number = len(polls) + len(found)
            found.append(survey.poll(number, like.share, Bound.ABOUT, spans, like.population, held, like.id))
    return found
