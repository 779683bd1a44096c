"""Quantities with their bounds, and polls: what share of whom holds what."""

import re

from spacy.language import Language
from spacy.tokens import Doc, Token

from dragoman.model import ActorRef, Bound, Poll, Quantity, Span
from dragoman.reading.draft import Draft, draft_of, prepositional, runs, sentence, span_of, text_of
from dragoman.reading.events import refs

_SCALE = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_BOUNDS = {
    "more than": Bound.MORE, "over": Bound.MORE, "less than": Bound.LESS, "fewer than": Bound.LESS,
    "under": Bound.LESS, "at least": Bound.AT_LEAST, "at most": Bound.AT_MOST, "up to": Bound.AT_MOST,
    "about": Bound.ABOUT, "around": Bound.ABOUT, "some": Bound.ABOUT, "nearly": Bound.LESS, "almost": Bound.LESS,
}  # fmt: skip
_UNITS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_ONES = "|".join(word for word, value in _UNITS.items() if value < 10)
_WORDS = rf"(?:{'|'.join(_TENS)})(?:[\s-](?:{_ONES}))?|{'|'.join(sorted(_UNITS, key=len, reverse=True))}"
_NUMBER = re.compile(
    rf"(?:\b(?P<bound>{'|'.join(_BOUNDS)})\s+)?(?<![\w.,])"
    rf"(?:[$€£]?(?P<value>\d[\d,]{{0,20}}(?:\.\d{{1,6}})?)|(?P<words>{_WORDS}))"
    rf"(?:[\s-]*(?P<scale>{'|'.join(_SCALE)}))?(?P<percent>\s?(?:%|percent|per cent))?(?![\w])",
    re.IGNORECASE,
)
_DEFINITE = {"the", "these", "those", "its", "their", "his", "her", "all"}
_HOLDS = {
    "want",
    "favor",
    "favour",
    "support",
    "oppose",
    "back",
    "believe",
    "think",
    "approve",
    "say",
    "reject",
}
_SIMILAR = re.compile(r"\ba (?:similar|comparable) (?:percentage|share|proportion|number)\b", re.IGNORECASE)


def _value(match: re.Match[str]) -> float:
    if match["value"]:
        return float(match["value"].replace(",", ""))
    return float(sum(_UNITS.get(word) or _TENS[word] for word in re.split(r"[\s-]", match["words"].lower())))


def _counts(number: Token) -> bool:
    """Whether a number in words says how many there are: "two men were shot", not "the two men" or "one of them"."""
    noun = number.head
    if number.dep_ != "nummod" or noun.pos_ not in {"NOUN", "PROPN"}:
        return False
    return not any(child.lower_ in _DEFINITE and child.i < number.i for child in noun.children)


class QuantityReader:
    """spaCy component ``dragoman_quantities``: fills ``Draft.quantities`` and ``Draft.polls``."""

    def __call__(self, doc: Doc) -> Doc:
        draft = draft_of(doc)
        for match in _NUMBER.finditer(text_of(doc)):
            said = "words" if match["words"] else "value"
            end = match.end("scale") if match["scale"] else match.end(said)
            span = doc.char_span(match.start(said), end, alignment_mode="expand")
            if span is None or any(w.spans[0].start <= span.start_char < w.spans[0].end for w in draft.times):
                continue
            value = _value(match) * _SCALE.get((match["scale"] or "").lower(), 1)
            bound = _BOUNDS.get((match["bound"] or "").lower(), Bound.EXACT)
            where = Span(start=match.start(), end=match.end())
            if match["percent"]:
                self._poll(span.root, value / 100, bound, where, draft)
            elif said == "value" or _counts(span.root):
                self._quantity(span.root, value, bound, where, draft)
        for match in _SIMILAR.finditer(text_of(doc)):
            words = doc.char_span(*match.span(), alignment_mode="expand")
            if words is not None and draft.polls:
                self._similar(words.root, Span(start=match.start(), end=match.end()), draft)
        return doc

    @staticmethod
    def _quantity(number: Token, value: float, bound: Bound, where: Span, draft: Draft) -> None:
        noun = next((a for a in number.ancestors if a.pos_ in {"NOUN", "PROPN"} and a.i > number.i), None)
        if noun is None or noun.ent_type_ == "DATE" or number.ent_type_ in {"DATE", "TIME"}:
            return
        place = next(iter(prepositional(noun, "in", "at")), None)
        of = refs([noun], draft)
        draft.quantities.append(
            Quantity(
                id=f"n{len(draft.quantities) + 1}",
                value=value,
                bound=bound,
                unit=noun.lemma_.lower(),
                spans=(where,),
                of=of[0] if of else None,
                place=place.text if place is not None else None,
                place_spans=(span_of([place]),) if place is not None else (),
                attributions=draft.under(where.start),
            )
        )

    @staticmethod
    def _proposition(number: Token) -> tuple[Token, list[Token]] | None:
        verbs = [t for t in sentence(number) if t.lemma_ in _HOLDS and t.pos_ == "VERB" and t.i > number.i]
        if not verbs:
            noun = next((t for t in sentence(number) if t.lemma_ in {"favor", "favour"} and t.i > number.i), None)
            target = prepositional(noun, "of") if noun is not None else []
            return (noun, list(target[0].subtree)) if noun is not None and target else None
        verb = verbs[0]
        tokens = [t for c in verb.children if c.dep_ in {"ccomp", "xcomp", "dobj", "prep"} for t in c.subtree]
        return (verb, tokens) if tokens else None

    def _poll(self, number: Token, share: float, bound: Bound, where: Span, draft: Draft) -> None:
        held = self._proposition(number)
        if held is None:
            return
        people = [t for t in sentence(number) if t.i < held[0].i and t.i in draft.mentions]
        crowd = [t for t in people if t.tag_ in {"NNS", "NNPS"}] or people
        self._add(share, bound, where, draft.mentions[crowd[-1].i] if crowd else None, held[1], None, draft)

    def _similar(self, word: Token, where: Span, draft: Draft) -> None:
        held, before = (
            self._proposition(word),
            [p for p in draft.polls if p.share_spans[0].end <= where.start],
        )
        if held is not None and before:
            like = before[-1]
            self._add(like.share, Bound.ABOUT, where, like.population, held[1], like.id, draft)

    @staticmethod
    def _add(
        share: float,
        bound: Bound,
        where: Span,
        population: ActorRef | None,
        tokens: list[Token],
        same_as: str | None,
        draft: Draft,
    ) -> None:
        draft.polls.append(
            Poll(
                id=f"p{len(draft.polls) + 1}",
                share=share,
                bound=bound,
                share_spans=(where,),
                population=population,
                proposition=runs(tokens),
                same_as=same_as,
                attributions=draft.under(where.start),
            )
        )


@Language.factory("dragoman_quantities")
def make_quantities(nlp: Language, name: str) -> QuantityReader:
    """Factory of the component that reads quantities and polls."""
    return QuantityReader()
