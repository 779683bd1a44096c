"""Names that the entity recogniser takes amiss, told from how names are written.

"Monday Okafor" is no day, "India Norwood, who leads ..." no state, "N’Guessan" a surname and "Brot für die Welt" one
body. Which words such names are made of is data (``written`` in ``names.toml``). Times, places and actors ask entities,
so this comes before them.
"""

import re
from collections.abc import Iterator
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Span, Token
from spacy.util import filter_spans

from dragoman.languages import lexicons
from dragoman.mentions.names import demonyms, names, roles
from dragoman.model import ActorKind
from dragoman.reading.draft import DRAFT, PARSE, begin
from dragoman.syntax.clearnlp import MENDED, mend_name
from dragoman.syntax.nominal import apposed_to, belongs_to, is_object, is_subject, listed_after

_SURNAME = re.compile(r"[A-ZÀ-Þ]['’][A-ZÀ-Þ][\w’'-]+")
_HYPHENS = {"-", "‑"}
_NAMED = {"NNP", "NNPS"}
_MOST = 3  # given names before a surname


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(lexicons.table("names.toml")["written"][key])


@cache
def _titles() -> frozenset[str]:
    return frozenset(lexicons.table("names.toml")["people"]["titles"])


@cache
def _foreign() -> re.Pattern[str]:
    """A body's name in another language: "Brot für die Welt", "Médecins du Désert"."""
    capital = r"[A-ZÀ-Þ][\w’'-]+"
    joins, small = "|".join(_words("joins")), "|".join(_words("small"))
    heads = "|".join(sorted(_words("heads")))
    article = rf"(?:(?:{small}) )?"
    rest = rf"(?: (?:{joins}|{small}) {article}{capital})*"
    own = rf"{capital} (?:{joins}) {article}{capital}{rest}"
    headed = rf"(?:{heads})(?: {capital})? (?:{joins}|{small}) {article}{capital}{rest}"
    return re.compile(rf"(?<![\w-])(?:{headed}|{own})(?!\w)")


def foreign_names(text: str) -> Iterator[tuple[int, int]]:
    """Where bodies' names in other languages stand, small words included."""
    return (match.span() for match in _foreign().finditer(text))


def join_foreign_names(doc: Doc) -> Doc:
    """``doc``, each such name one token: no parse then breaks it at a small word."""
    spans = [span for at in foreign_names(doc.text) if (span := doc.char_span(*at)) is not None]
    if spans:
        with doc.retokenize() as joining:
            for span in spans:
                joining.merge(span)
    return doc


class NameMender:
    """spaCy component ``dragoman_names``: corrects the entities of an English document."""

    def __call__(self, doc: Doc) -> Doc:
        begin(doc, "dragoman_names")
        people = _people(doc)
        people += _hyphened(doc, people)
        people += _alone(doc, people)
        bodies = [*_dated_bodies(doc), *_lists_in_names(doc)]
        people = [p for p in people if not any(b.start < p.end and p.start < b.end for b in bodies)]
        bodies += [doc.char_span(t.idx, t.idx + len(t), label="ORG") for t in doc if " " in t.text and not t.is_space]
        mended = [span for span in (*people, *bodies) if span is not None]
        found = [*mended, *_ministries(doc)]
        if not found:
            return doc
        found = filter_spans(found)
        held = {t.i for span in found for t in span}
        doc.set_ents([*found, *(e for e in doc.ents if not any(t.i in held for t in e))])
        for span in mended:
            mend_name(span)
        return doc


def _dated_bodies(doc: Doc) -> list[Span]:
    """The bodies that are called after a day: "the March 23 Movement", "the 17 November Front"."""
    found = []
    for month in doc[1:-1]:
        if month.lower_ not in _words("calendar") and month.lower_ not in _words("months"):
            continue
        before, after = month.nbor(-1), month.nbor(1)
        start, end = (month.i, month.i + 2) if after.like_num else (month.i - 1, month.i + 1)
        if not (after.like_num or before.like_num) or end >= len(doc) or start < 0:
            continue
        if doc[end].text in _words("dated"):
            found.append(Span(doc, start, end + 1, label="ORG", kb_id=MENDED))
    return found


def _lists_in_names(doc: Doc) -> list[Span]:
    """The bodies for two things, the second taken for a name of its own: "the Front for Change and Concord, a rebel
    group"."""
    found = []
    for body in doc.ents:
        end = body.end + 2
        if body.label_ != "ORG" or end + 2 >= len(doc) or "for" not in {t.lower_ for t in body}:
            continue
        joined, last, comma, article = doc[body.end], doc[body.end + 1], doc[end], doc[end + 1]
        goes_on = joined.lower_ == "and" and last.text.istitle() and body[-1].text.istitle() and not _is_other(last)
        if goes_on and comma.text == "," and article.lower_ in {"a", "an"}:
            found.append(Span(doc, body.start, end, label="ORG"))
    return found


def _hyphened(doc: Doc, people: list[Span]) -> list[Span]:
    """The people's names of which the recogniser left out the second half: "N’Guessan-Koffi"."""
    held = {t.i for span in people for t in span}
    found = []
    for name in doc.ents:
        end = int(name.end)
        if name.label_ != "PERSON" or name.start in held or name[-1].whitespace_ or end + 1 >= len(doc):
            continue
        mark, rest = doc[end], doc[end + 1]
        if mark.text in _HYPHENS and not mark.whitespace_ and rest.text.istitle() and rest.ent_type_ != "PERSON":
            found.append(Span(doc, name.start, end + 2, label="PERSON", kb_id=MENDED))
    return found


def _ministries(doc: Doc) -> Iterator[Span]:
    """The ministries of several fields: "Ministry of Trade, Industry and Energy"."""
    for token in doc:
        role = roles().get(token.lower_) if token.text.istitle() else None
        if role is None or role.kind is not ActorKind.MINISTRY:
            continue
        fields = [t for field in belongs_to(token, "of")[:1] for t in (field, *listed_after(field))]
        words = doc[token.i + 2 : fields[-1].i + 1] if len(fields) > 1 else ()
        if words and all(t.text in {",", "and", "&"} or (t.text.istitle() and not _is_other(t)) for t in words):
            yield Span(doc, token.i, fields[-1].i + 1, label="ORG")


def _people(doc: Doc) -> list[Span]:
    """The people's names of several words that the recogniser took amiss."""
    spans: list[Span] = []
    for token in doc:
        start = _start_of_name(token)
        if start is not None and spans and start == spans[-1].start:
            spans.pop()  # "Noura bint Khalid" goes on: "al-Sabbagh"
        if start is not None and not (spans and spans[-1].end > start):
            spans.append(Span(doc, start, token.i + 1, label="PERSON", kb_id=MENDED))
    return [
        s for s in spans if any(t.ent_type_ != "PERSON" or t.tag_[:2] in {"MD", "VB"} for t in s) or len(s.ents) > 1
    ]


def _start_of_name(last: Token) -> int | None:
    """Where the name begins that ends in ``last``, a surname; None where no name is plain."""
    if last.i == 0 or not last.text[:1].isupper() or not last.text[1:2]:
        return None
    first, start = last.nbor(-1), int(last.i) - 1
    if not last.whitespace_ and last.i + 2 < len(last.doc) and last.nbor(1).text in _HYPHENS and last.nbor(2).is_title:
        return None  # the first half of a double name
    if first.text in _words("countries") and last.lower_ in names() and _is_told_to_be_a_person(first, last):
        return start  # "Georgia Holland, who chairs"
    if _is_other(last):
        return None
    if first.text in _HYPHENS and not first.whitespace_ and start and _SURNAME.fullmatch(first.nbor(-1).text):
        return _given_names(first.nbor(-1))  # "N’Guessan-Koffi"
    if _SURNAME.fullmatch(last.text) and not last.lower_.startswith("l"):
        given = _given_names(last)
        return given if given < last.i else None
    if last.ent_type_ in {"", "GPE"} and _is_a_namesake(first, last):
        return _given_names(last)
    if first.ent_type_ == "PERSON" and _is_in_capitals(last):
        return _given_names(last)
    if first.text in _words("patronymics") and first.i and first.nbor(-1).is_title and last.is_title:
        return _given_names(first)
    if first.text in _HYPHENS and start > 2 and last.is_title and (whole := _before_article(first)) is not None:
        return whole
    if last.tag_ not in _NAMED or not last.is_alpha or not first.whitespace_:
        return None
    if first.lower_ in _words("calendar") and first.text.istitle() and _may_be_given(first, last):
        return start
    if first.text in _words("countries") and _is_told_to_be_a_person(first, last):
        return start
    if last.lower_ in _words("calendar") and first.tag_ in _NAMED and not _is_other(first):
        titled = first.i > 0 and _is_title(first.nbor(-1))
        return start if titled and first.text.istitle() else None
    return None


def _before_article(hyphen: Token) -> int | None:
    """Where a name with a father's begins that ends in an article's hyphen: "Noura bint Khalid al-Sabbagh"."""
    article, father = hyphen.nbor(-1), hyphen.nbor(-2)
    small = lexicons.table("names.toml")["people"]["articles"]
    if article.lower_ not in small or not father.is_title or not father.i or hyphen.whitespace_:
        return None
    bint = father.nbor(-1)
    named = bint.text in _words("patronymics") and bint.i and bint.nbor(-1).is_title
    return min(_given_names(bint), int(bint.i) - 1) if named else None


def _is_a_namesake(first: Token, last: Token) -> bool:
    """Whether a name of two words is told to be a person's by an office: "Christian Mbala, the governor of Kasai"."""
    named = first.is_title and first.tag_ in _NAMED and first.whitespace_ and last.tag_ in _NAMED and last.is_title
    if not named or not is_subject(last) or _is_other(first) or first.ent_type_ not in {"", "GPE"}:
        return False
    after = last.doc[last.i + 1 : last.i + 9]
    return any(t.pos_ == "NOUN" and _is_title(t) and apposed_to(t) == last for t in after)


def _is_in_capitals(token: Token) -> bool:
    """Whether a word is a surname as records of meetings write it: "Ms. Amina DIALLO (Guinea)"."""
    return token.is_upper and token.is_alpha and len(token) > 3 and token.tag_ not in _NAMED


def _given_names(last: Token) -> int:
    """Where the given names before a surname begin."""
    at, doc = int(last.i), last.doc
    for _ in range(_MOST):
        before = doc[at - 1] if at else None
        if before is None or not before.is_title or before.tag_ not in _NAMED or _is_other(before) or _is_title(before):
            break
        at -= 1
        while at > 1 and doc[at - 1].text in _HYPHENS and doc[at - 2].is_title and not doc[at - 1].whitespace_:
            at -= 2
    return at


def _is_other(token: Token) -> bool:
    """Whether a word is known to name something else than a person: a country, a body, a role, a day of remembrance."""
    word = token.lower_.replace("’", "'")
    return word in names() or word in demonyms() or word in roles() or word in _words("things")


def _is_title(token: Token) -> bool:
    role = roles().get(token.lower_)
    return token.lower_.rstrip(".") in _titles() or (role is not None and role.kind is ActorKind.PERSON)


def _may_be_given(first: Token, last: Token) -> bool:
    """Whether a month or a day is a given name: it opens the sentence, goes on a list of people or stands by a role."""
    if last.lower_ in _words("calendar") or not last.is_title:
        return False
    before = first.nbor(-1) if first.i else None
    if before is not None and not first.is_sent_start:
        if before.lower_ == "and" and before.i:
            return bool(before.nbor(-1).ent_type_ == "PERSON")
        by_role = before.nbor(-1) if before.text == "," and before.i else before
        return _is_title(by_role)
    is_month = first.lower_ not in _words("days")
    return (is_month and is_subject(last)) or _is_described(last)


def _is_told_to_be_a_person(first: Token, last: Token) -> bool:
    before = first.nbor(-1) if first.i else None
    return _is_described(last) or (before is not None and _is_title(before))


def _is_described(last: Token) -> bool:
    """Whether what follows a name says that it is a person's: ", who leads", ", a lawyer", ", 34,"."""
    doc = last.doc
    after = doc[last.i + 1 : last.i + 8]
    if len(after) < 3 or after[0].text != ",":
        return False
    if after[1].lower_ in {"who", "whose", "whom"} or (after[1].like_num and after[2].text == ","):
        return True
    for token in after[1:]:
        if token.is_punct:
            return False
        if token.pos_ == "NOUN" and _is_title(token):
            return True
    return False


def _alone(doc: Doc, people: list[Span]) -> list[Span]:
    """The surnames of ``doc`` that stand by themselves and look like a month, or hold an apostrophe."""
    named = [*people, *(e for e in doc.ents if e.label_ == "PERSON" and len(e) > 1)]
    last = {span[-1].text for span in named}
    twofold = {(s[-3].text, s[-1].text) for s in named if len(s) > 3 and s[-2].text in _HYPHENS}
    odd = {word for word in last if word.lower() in _words("calendar") or _SURNAME.fullmatch(word)}
    held = {t.i for span in named for t in span}
    halves = [t for t in doc[2:] if t.i not in held and t.nbor(-1).text in _HYPHENS] if twofold else []
    pairs = [
        Span(doc, t.i - 2, t.i + 1, label="PERSON", kb_id=MENDED)
        for t in halves
        if (t.nbor(-2).text, t.text) in twofold
    ]
    if not odd:
        return pairs
    alone = (t for t in doc if t.text in odd and t.i not in held and _stands_for_somebody(t))
    return [*pairs, *(Span(doc, t.i, t.i + 1, label="PERSON", kb_id=MENDED) for t in alone)]


def _stands_for_somebody(token: Token) -> bool:
    if token.lower_ not in _words("calendar"):
        return True
    after = token.nbor(1) if token.i + 1 < len(token.doc) else None
    before = token.nbor(-1).lower_ if token.i else ""
    if before in _words("timing") or (after is not None and after.like_num):
        return False
    return is_subject(token) or is_object(token) or (after is not None and after.tag_ == "POS")


@Language.factory("dragoman_names", requires=PARSE, assigns=[*DRAFT, "doc.ents"])
def make_names(nlp: Language, name: str) -> NameMender:
    """Factory of the component that corrects the entities of names."""
    return NameMender()
