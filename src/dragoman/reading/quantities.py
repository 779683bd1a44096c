"""Quantities: what the numbers of a report count, of whom, in which role, and of which event."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cache
from itertools import zip_longest
from typing import Any, NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, Token

from dragoman.languages import lexicons
from dragoman.model import Bound, Counted, Event, Quantity, Span
from dragoman.reading.draft import DRAFT, PARSE, Draft, begin
from dragoman.reading.numbers import JOIN, Number, numbers_in
from dragoman.reading.polls import read_polls
from dragoman.syntax.clearnlp import (
    counted,
    done_by,
    hyphened,
    is_argument,
    is_plural,
    measured,
    object_over,
    objects,
    phrase,
    prepositional,
    said_of,
    subject_over,
    verb_over,
)
from dragoman.syntax.tree import runs, sentence, span_of, text_of

_DEFINITE = {"the", "these", "those", "its", "their", "his", "her", "all", "both", "this", "that"}
_NEAR = 4  # tokens to either side of a number within which a bare role word belongs to it: "22 others were injured"
_AGE = re.compile(r"(?:\baged?|\bage\s+of|\bages?)\s+(?:about\s+)?$", re.IGNORECASE)
_AFTER = re.compile(
    r"[\s-]?(?:years?|months?)[\s-]olds?\b|\s?(?:a\.?m\.?|p\.?m\.?|gmt|utc|o[’']clock)(?!\w)|(?:st|nd|rd|th)\b",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\s?-(?!to-\d)\s?([a-z]+)", re.IGNORECASE)
_OUT_OF = re.compile(r"\s+out\s+of\s+(?:the\s+)?", re.IGNORECASE)
_PART_OF = re.compile(r"\s+of\s+(?:the|its|their|his|her|these|those)\s+", re.IGNORECASE)
_TALLY = re.compile(r"(?:-to-|\s?[-–]\s?|\s+to\s+|\s+against\s+)\d{1,3}(?!\w)", re.IGNORECASE)
_TALLIED = re.compile(r"\d(?:-to-|\s?[-–]\s?|\s+to\s+|\s+against\s+)$", re.IGNORECASE)
_APART = re.compile(r"\d\s$")
_GROUP = re.compile(r"\s\d{3}(?!\w)")
_RECALL = 300  # characters within which a bare number may count what the one before it did: "and 80 are waiting"
_TO = re.compile(r"(?:\s+[a-z]+)?\s+(?:to|and|or)\s+(?:just\s+)?", re.IGNORECASE)
_SUM = 100_000  # from which a bare number may be a sum of money
_LIST = re.compile(r"(?:^|\n)\s*\(?$")
_ITEM = re.compile(r"[.)]\s")
_BETWEEN_COMMAS = re.compile(r",\s?$")


class _Role(NamedTuple):
    name: str
    object: frozenset[str]
    subject: frozenset[str]
    noun: frozenset[str]
    adjective: frozenset[str]
    event: frozenset[str]


class _Use(NamedTuple):
    """What a number counts: ``noun``, in which role, the word that tells the role, and the currency of money."""

    noun: Token | None
    role: _Role | None
    by: Token | None
    currency: str | None = None


@cache
def _roles() -> tuple[_Role, ...]:
    parts = ("object", "subject", "noun", "adjective", "event")
    return tuple(_Role(group["name"], *(frozenset(group[part]) for part in parts)) for group in _data()["role"])


def _data() -> dict[str, Any]:
    return lexicons.table("numbers.toml")


@cache
def _words(table: str, key: str) -> frozenset[str]:
    return frozenset(_data()[table][key])


class QuantityReader:
    """spaCy component ``dragoman_quantities``: fills ``Draft.quantities`` and ``Draft.polls``."""

    def __call__(self, doc: Doc) -> Doc:
        draft, text = begin(doc, "dragoman_quantities"), text_of(doc)
        times = sorted((s.start, s.end) for w in draft.times for s in w.spans)
        told: list[tuple[Number, Token]] = []
        numbers = numbers_in(doc)
        last: tuple[Number, _Use] | None = None
        spent: tuple[Number, _Use] | None = None
        for number, after in zip_longest(numbers, numbers[1:]):
            token = _token(number, doc)
            if token is None or _within(number.start, times) or not _is_told(number, text):
                continue
            use = _use(token, number)
            if use.noun is None and after is not None and _shares_its_noun(number, after, text):
                whole = _token(after, doc)
                use = _use(whole, after) if whole is not None else use
            use = _tally(token, number, text) or use
            if use.noun is None or use.noun.lower_ == "more":
                use = _recalled(token, number, last, text) or _other_sum(number, spent, text) or use
            if not (_is_count(token, number, use) or _is_whole(number, told, text)):
                continue
            last = (number, use) if use.noun is not None and not use.currency else last
            spent = (number, use) if use.currency else spent
            told.append((number, token))
            draft.quantities.append(_quantity(token, number, use, draft))
        draft.polls.extend(read_polls(doc, told, draft))
        return doc


def _within(at: int, spans: list[tuple[int, int]]) -> bool:
    before = bisect_right(spans, (at, 10**12)) - 1
    return before >= 0 and at < spans[before][1]


def _shares_its_noun(number: Number, after: Number, text: str) -> bool:
    """Whether a number counts what the next one counts: "two out of five dams", "between 30 and 40 families"."""
    if _OUT_OF.fullmatch(text, number.last, after.first):
        return True
    ends = number.bound is Bound.AT_LEAST and after.bound is Bound.AT_MOST
    return ends and bool(JOIN.fullmatch(text, number.last, after.first))


def _is_told(number: Number, text: str) -> bool:
    """Whether the characters around a number leave it one: no clock time, age, ordinal, list number, or "of 18"."""
    before = text[max(0, number.first - 16) : number.first]
    if _AFTER.match(text, number.end) or _AGE.search(before):
        return False
    if not number.worded and (_APART.search(before) or _GROUP.match(text, number.end)):
        return False  # "08457 800 900"
    joined = None if text.startswith("-", number.end, number.last) else _JOINED.match(text, number.end)
    if number.bound is not Bound.EXACT and number.first == number.start:
        joined = None
    if joined and joined[1].lower() not in _words("uncounted", "joined"):
        return False
    if _LIST.search(before) and _ITEM.match(text, number.end):
        return False
    bare = not (number.share or number.unit or number.worded) and number.value < 120
    return not (bare and _BETWEEN_COMMAS.search(before) and text[number.end : number.end + 1] == ",")


def _tally(token: Token, number: Number, text: str) -> _Use | None:
    """The use of the two sides of a vote: "passed by 230 to 197"."""
    before = text[max(0, number.first - 12) : number.first]
    if number.worded or not (_TALLY.match(text, number.last) or _TALLIED.search(before)):
        return None
    votes = next(r for r in _roles() if r.name == "votes")
    noun = next((t for t in sentence(token) if t.lemma_ in votes.noun or t.lemma_ in votes.subject), None)
    return _Use(noun, votes, None) if noun is not None else None


def _recalled(token: Token, number: Number, last: tuple[Number, _Use] | None, text: str) -> _Use | None:
    """The use of a number without a noun of its own: it counts what the number before it counted."""
    if last is None or number.first - last[0].last > _RECALL or number.share != last[0].share or number.unit:
        return None
    before, use = last
    if JOIN.fullmatch(text, before.last, number.first) and number.bound is not Bound.EXACT:
        return use  # the other end of a range
    if (number.value < 2 and not number.share) or not is_argument(token):
        return None
    role, by = _role(token, None, number.first)
    if role is not None and use.by is None and role.event:
        return None  # "31 houses were burnt and nine people": what happened to others
    return _Use(use.noun, role or (use.role if use.by is None else None), by)


def _other_sum(number: Number, spent: tuple[Number, _Use] | None, text: str) -> _Use | None:
    """The use of a sum whose currency only the first of two names: "from two billion euros to 900 million"."""
    if spent is None or number.unit or number.share or number.value < _SUM:
        return None
    return spent[1] if _TO.fullmatch(text, spent[0].last, number.first) else None


def _token(number: Number, doc: Doc) -> Token | None:
    """The word that a number hangs on: of per cents the sign, else the root of its own words."""
    end = number.last if number.share and not number.worded else number.end
    words = doc.char_span(number.start, end, alignment_mode="expand")
    if words is None:
        return None
    scaled = number.worded and words[-1].lower_ in _data()["scales"]  # "a quarter of a million"
    return words[-1] if scaled else words.root


def _is_count(token: Token, number: Number, use: _Use) -> bool:
    """Whether a number says how many or how much there is of something in the affair."""
    if number.unit:
        return True
    if number.worded and not number.value:
        return use.noun is not None and use.noun.lemma_.lower() in _words("none", "nouns")
    if _is_measure(number, token.doc):
        return False
    if use.noun is not None and use.noun.lemma_.lower() in _words("uncounted", "units"):
        return False
    if _bears_a_name(token, number, use):
        return False
    if number.share:
        before = _word_before(token, number)
        changed = before is not None and before.lower_ == "by"  # "cut by a third"
        return not number.worded or number.bound is not Bound.EXACT or use.noun is not None or changed
    if use.noun is None:
        return use.role is not None
    plain = number.scaled == 1 and number.value < _SUM and number.last == number.end  # no "quarter of a million"
    if plain and token.ent_type_ in {"DATE", "TIME", "ORDINAL"} and use.role is None:
        return False
    if number.worded and number.value == 1 and (use.role is None or use.by is None):
        return False
    if number.worded and number.bound is Bound.EXACT and not _is_of_a_total(token, number):
        definite = any(child.lower_ in _DEFINITE and child.i < token.i for child in use.noun.children)
        return use.role is not None or not definite
    return True


def _is_of_a_total(token: Token, number: Number) -> bool:
    """Whether a number says by how much a total changes: "the number of dead rose by six"."""
    before, over = _word_before(token, number), subject_over(_whole(token))
    by = before is not None and before.lower_ == "by"
    return by and over is not None and over.lemma_.lower() in _words("uncounted", "totals")


def _is_whole(number: Number, told: list[tuple[Number, Token]], text: str) -> bool:
    """Whether a number is that of which the one before it is a part: "seven of the nine judges"."""
    return bool(told) and _PART_OF.fullmatch(text, told[-1][0].last, number.first) is not None


def _is_measure(number: Number, doc: Doc) -> bool:
    """Whether the word after a number is a measure of time or length: "a 330 metre tanker"."""
    words = doc.char_span(number.start, number.last, alignment_mode="expand")
    if words is None:
        return False
    after = [t for t in doc[words.end : words.end + 3] if t.lower_ not in {"-", "square"}][:1]
    return any(t.lemma_.lower() in _words("uncounted", "units") for t in after)


def _bears_a_name(token: Token, number: Number, use: _Use) -> bool:
    """Whether a number is part of a name or numbers a thing: "Resolution 1701", "Flight 93"."""
    before = _word_before(token, number)
    if before is None:
        return False
    if before.lower_ in _words("uncounted", "numbered"):
        return True
    titled = before.is_title and before.pos_ == "PROPN" and not before.is_sent_start
    return titled and (use.noun is None or use.noun.i < token.i)


def _word_before(token: Token, number: Number) -> Token | None:
    """The word before a number and its bound, of which ``token`` is one."""
    first = token.i
    while first > 0 and token.doc[first].idx > number.first:
        first -= 1
    return token.doc[first - 1] if first else None


def _use(token: Token, number: Number) -> _Use:
    """What ``token`` counts and in which role."""
    noun = _behind_hyphen(token) if number.last > number.end and not number.worded else None
    noun = noun or counted(token)
    if noun is not None:
        ended = hyphened(noun)[-1]
        noun = None if noun.pos_ == "PRON" else ended if is_plural(ended) else noun  # "12 ex-soldiers"
    money = next(r for r in _roles() if r.name == "money")
    if number.unit or (noun is not None and noun.lemma_.lower() in money.noun):
        if noun is not None and noun.lemma_.lower() not in money.noun:
            return _Use(noun, money, None, number.unit)
        return _Use(_priced(noun or token), money, None, number.unit or (_currency(noun) if noun is not None else None))
    if noun is None and number.share:
        noun = subject_over(token)
    if noun is None:
        noun = measured(token) or _total(token)
    if noun is not None and noun.lower_ in _words("uncounted", "signs"):
        noun = None
    role, by = _role(token, noun, number.first)
    return _Use(noun, role, by)


def _behind_hyphen(token: Token) -> Token | None:
    """What a number counts behind "-odd" or "-plus", on which the parser hangs it: "12,000-plus nurses"."""
    after = [t for t in token.doc[token.i + 1 : token.i + 1 + _NEAR + 2] if t.sent == token.sent]
    if not after or after[0].text != "-":
        return None
    return next((t for t in after[2:] if is_plural(t)), None)


def _whole(token: Token) -> Token:
    """The number that ``token`` was taken for a part of: "47" of "by nine to 47"."""
    return token.head if token.dep_ == "quantmod" and token.head.like_num else token


def _total(token: Token) -> Token | None:
    """What a number is the sum of: "the death toll rose to 31", "raised its force to 900"."""
    for over in (subject_over(_whole(token)), object_over(token)):
        if over is not None and over.lemma_.lower() in _words("uncounted", "totals"):
            of = prepositional(over, "of")
            return of[0] if of and over.lemma_ not in {"toll"} else over
    return None


def _priced(money: Token) -> Token | None:
    """What an amount of money is for: "a fine of $500", "$20 million in aid", "the ransom was $3 million"."""
    of = measured(money)
    if of is not None:
        return of
    parts = prepositional(money, "in", "of", "for", "from")
    if parts:
        return parts[0]
    return subject_over(money) if verb_over(money) in _words("uncounted", "costs") else None


def _currency(noun: Token) -> str:
    """The currency that a noun names, with whose it is: "US dollar", "euro"."""
    whose = [t.text for t in noun.lefts if t.is_title or t.is_upper]
    return " ".join([*whose, noun.lemma_.lower()])


def _role(token: Token, noun: Token | None, first: int) -> tuple[_Role | None, Token | None]:
    """The role of those counted, and the word that tells it: by verb first, then by what is next to the number."""
    if noun is not None and (
        made := next((r for r in _roles() if r.name == "goods" and noun.lemma_.lower() in r.noun), None)
    ):
        return made, None
    for word in [noun, token] if noun is not None else [token]:
        told = [(v, v.lemma_.lower(), "object") for v in said_of(word)]
        if _is_either(v for v, *_ in told):
            return None, None
        told += [(v, said, "subject") for v in done_by(word) for said in (v.lemma_.lower(), *_with_objects(v))]
        for verb, lemma, side in told:
            for role in _roles():
                suffered = side == "object" and lemma in role.object
                if suffered or lemma in role.subject or verb.lower_ in role.adjective:
                    return role, verb
    if noun is not None:
        governor = measured(noun)
        for role in _roles():
            if governor is not None and governor.lemma_.lower() in role.noun:
                return role, governor
            if noun.lemma_.lower() in role.noun or noun.lower_ in role.noun:
                return role, None
    return _role_beside(token, noun, first)


def _with_objects(verb: Token) -> list[str]:
    """A verb with each of its objects: "lose life"."""
    return [f"{verb.lemma_.lower()} {o.lemma_.lower()}" for o in objects(verb)]


def _is_either(said: Iterable[Token]) -> bool:
    """Whether people are said to be of one role or of another: "dozens were killed or wounded" counts neither."""
    found = {r.name: w for w in said for r in _roles() if _tells(w, r) and r.event}
    return len(found) > 1 and any(w.i and w.nbor(-1).lower_ == "or" for w in found.values())


def _role_beside(token: Token, noun: Token | None, first: int) -> tuple[_Role | None, Token | None]:
    """The role told by the word right before or after a bare number: "killing 22 and injuring 5", "39 dead"."""
    if noun is not None and noun.lemma_.lower() not in _words("uncounted", "people"):
        return None, None
    inside = sentence(token)
    after = list(token.doc[token.i + 1 : min(token.i + 1 + _NEAR, inside.end)])
    before = [t for t in token.doc[max(token.i - 2 * _NEAR, inside.start) : token.i] if t.idx < first][-_NEAR:]
    for words in (after, before[::-1]):
        for word in words:
            if word.is_punct or word.pos_ in {"NUM", "ADP"}:
                break
            role = next((r for r in _roles() if _tells(word, r)), None)
            if role is not None:
                return role, word
    return None, None


def _tells(word: Token, role: _Role) -> bool:
    lemma = word.lemma_.lower()
    if word.pos_ == "VERB":
        return lemma in role.object or lemma in role.subject or word.lower_ in role.adjective
    return word.lower_ in role.adjective or (word.pos_ == "NOUN" and word.lower_ in role.noun)


def _quantity(token: Token, number: Number, use: _Use, draft: Draft) -> Quantity:
    noun = use.noun
    place = next(iter(prepositional(noun if noun is not None else token, "in", "at")), None)
    where = Span(start=number.first, end=number.last)
    spans = runs(phrase(noun)) if noun is not None else ()
    actor = draft.mentions.get(noun.i) if noun is not None else None
    event = _event(token, use, draft)
    return Quantity(
        id=f"n{len(draft.quantities) + 1}",
        value=number.value,
        bound=number.bound,
        unit=_unit(number, use),
        spans=(where,),
        of=Counted(spans=spans, actor=actor.actor if actor else None) if spans else None,
        place=place.text if place is not None else None,
        place_spans=(span_of([place]),) if place is not None else (),
        attributions=draft.under(where.start),
        role=use.role.name if use.role else None,
        event=event.id if event else None,
    )


def _unit(number: Number, use: _Use) -> str:
    """What is counted in a word or two: "tent", "people killed", "US dollar"."""
    if use.currency:
        return use.currency
    noun = _word(use.noun) if use.noun is not None else "people" if use.role else "share"
    noun = "people" if noun == "more" else noun
    if use.role is None or use.by is None or not use.role.event:
        return noun
    said = use.by.lower_
    if said in use.role.adjective:
        return f"{noun} {said}"
    told_by_verb = use.by.pos_ != "VERB" or use.by.lemma_.lower() in use.role.object | use.role.subject
    return f"{noun} {_participle(use.by) if told_by_verb else use.role.name}"  # "lost their lives": killed


def _word(noun: Token) -> str:
    """A noun in the singular, whole: "passer-by" of "passers-by"."""
    return "".join(t.lemma_.lower() if t.i == noun.i or is_plural(t) else t.lower_ for t in hyphened(noun))


def _participle(verb: Token) -> str:
    """The form of a role's word that stands after those it is said of: "killed" for "killing"."""
    if verb.tag_ in {"VBG", "VB", "VBP", "VBZ"}:
        return f"{verb.lemma_}d" if verb.lemma_.endswith("e") else f"{verb.lemma_}ed"
    return str(verb.lower_)


def _event(token: Token, use: _Use, draft: Draft) -> Event | None:
    """The event that those counted suffered or took part in: that of the role's word, else the sentence's nearest."""
    if use.role is None or not use.role.event:
        return None
    at = use.by.idx if use.by is not None else token.idx
    near = [e for e in draft.events if e.sentence.holds(token.idx) and e.type in use.role.event]
    told = [e for e in near if any(s.holds(at) for s in e.trigger)]
    return min(told or near, key=lambda e: abs(e.trigger[0].start - at), default=None)


@Language.factory("dragoman_quantities", requires=PARSE, assigns=DRAFT)
def make_quantities(nlp: Language, name: str) -> QuantityReader:
    """Factory of the component that reads quantities and polls."""
    return QuantityReader()
