"""Which words of a text name a country, a known body or a region, and which only look as if they did."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from spacy.tokens import Doc, Span, Token

from dragoman.languages import lexicons
from dragoman.mentions.names import Known, acronyms, demonyms, divisions, named_in, names, no_states, nowhere
from dragoman.model import ActorKind
from dragoman.syntax.paragraphs import datelines
from dragoman.syntax.tree import memory_of, text_of

_KEPT, _SURNAMES, _NAME_WORDS = "dragoman_names", "dragoman_surnames", "dragoman_name_words"


class NameIndex:
    """Where names of the lexicons stand in one document, by token."""

    def __init__(self, doc: Doc) -> None:
        self.countries: dict[int, str] = {}  # alpha-3 of the country that a token names or belongs to
        self.known: dict[int, Known] = {}
        self.full: dict[int, Span] = {}  # the whole name around a token
        self._doc = doc
        self.dateline = {token.i for span in datelines(doc) for token in _outside_brackets(span)}
        text = text_of(doc)
        for start, end in named_in(text):
            written = text[start:end]
            span = doc.char_span(start, end, alignment_mode="expand")
            if span is not None and self._is_meant(span, written):
                self._add(span, written, text)
        for token in doc[:-2]:
            self._mark_namesake(token)
        for name in {span.start: span for span in self.full.values()}.values():
            self._mark_town(name)

        self._add_halves(doc, text)

    def _add_halves(self, doc: Doc, text: str) -> None:
        """ "The South" in a report on Korea."""
        for half in lexicons.table("homonyms.toml")["half"]:
            if half["word"] not in text or not any(mark in text for mark in half["marks"]):
                continue
            for token in doc:
                if token.text == half["word"] and token.i not in self.full and _stands_alone(token):
                    state = _state(half["country"])
                    assert state is not None
                    self.countries[token.i] = half["country"]
                    self.known[token.i], self.full[token.i] = state, doc[token.i : token.i + 1]

    def is_of_embassy(self, at: int) -> bool:
        """Whether a country is named for its embassy: "the Chilean embassy", "the embassy of Chile"."""
        end = self.full[at].end if at in self.full else at + 1
        near = self._doc[max(0, at - 3) : at], self._doc[end : end + 1]
        seats = lexicons.table("roles.toml")["embassy"]["words"]
        behind = any(t.lower_ in seats for t in near[0]) and any(t.lower_ == "of" for t in near[0])
        return behind or any(t.lower_ in seats for t in near[1])

    def _mark_namesake(self, last: Token) -> None:
        """Put a town that is called as a country or a capital where it lies: "Paris, Texas"."""
        name, code = self.full.get(last.i), division_after(last)
        if name is None or code is None or name[-1].i != last.i or self.countries.get(last.i) == code:
            return
        for token in name:
            self.countries[token.i] = code
            self.known.pop(token.i, None)
            self.full.pop(token.i, None)

    def _mark_town(self, name: Span) -> None:
        """Put a town that is called as a capital or a state where it is said to be: "the Lebanese city of Tripoli"."""
        doc, at = name.doc, name.start
        if at < 3 or doc[at - 1].lower_ != "of" or doc[at - 2].lower_ not in _towns():
            return
        code = self.countries.get(at - 3)
        if code is None or doc[at - 3].lower_ not in demonyms() or code == self.countries.get(at):
            return
        for token in name:
            self.countries[token.i] = code
            self.known.pop(token.i, None)
            self.full.pop(token.i, None)

    @staticmethod
    def _is_meant(span: Span, written: str) -> bool:
        word = written.lower()
        if word in nowhere() or (" " not in written and _is_a_person(span)):
            return False
        if word in acronyms() and not written.isupper():
            return False
        after = span.doc[span.end] if span.end < len(span.doc) else None
        known = names().get(word)
        if is_of_ware(span):
            return False
        if after is not None and after.text.istitle() and after.lower_ in no_states() and known is not None:
            return known.kind is not ActorKind.STATE
        # A people, of whichever country it lives in.
        return not (span.start and span.doc[span.start - 1].lower_ == "ethnic")

    def _add(self, span: Span, written: str, text: str) -> None:
        word = written.lower().replace("’", "'")
        known, country = names().get(word), demonyms().get(word)
        seat: str | None = lexicons.table("roles.toml")["seats"].get(word)
        if seat is not None:
            known = Known(written, ActorKind.ORGANISATION, seat, "GOV")
        if word in _homonyms():
            meant, is_region = _meant(word, text)
            country = meant if country else None
            region = Known(written, ActorKind.ORGANISATION, meant, "GOV")
            known = region if is_region else _state(meant) if known is not None else None
        if known is None and country is None:
            return
        code = known.country if known and (known.kind is ActorKind.STATE or not country) else country
        for token in span:
            if code and not (known and known.kind is ActorKind.OUTLET):
                self.countries[token.i] = code
            if known and not (country and span.root.pos_ == "ADJ"):
                self.known[token.i] = known
                self.full[token.i] = span


def is_of_ware(name: Span) -> bool:
    """Whether a country's name is a ware's by the word behind it: "turkey growers"."""
    after = name.doc[name.end] if name.end < len(name.doc) else None
    return after is not None and after.lemma_.lower() in _wares().get(name.text.lower(), ())


def division_after(last: Token) -> str | None:
    """The country of the state or province that says where a town lies whose name ends in ``last``: ", Texas"."""
    doc = last.doc
    if last.i + 2 >= len(doc) or doc[last.i + 1].text != ",":
        return None
    for length in (2, 1):
        name = doc[last.i + 2 : last.i + 2 + length]
        code = divisions().get(name.text.lower())
        if code is not None and name.text[0].isupper():
            after = doc[name.end] if name.end < len(doc) else None
            return None if after is not None and after.lower_ in {"and", "or", "&"} else code
    return None


def index_of(doc: Doc) -> NameIndex:
    """The names in ``doc``, looked for once."""
    index: NameIndex | None = memory_of(doc).others.get(_KEPT)
    if index is None:
        index = memory_of(doc).others[_KEPT] = NameIndex(doc)
    return index


def _outside_brackets(span: Span) -> Iterator[Any]:
    """The tokens of a dateline that are its place: "LIMA (Agency) -" names an agency too."""
    inside = False
    for token in span:
        inside = inside or token.text == "("
        if not inside:
            yield token
        inside = inside and token.text != ")"


_PLACING = frozenset({"in", "at", "from", "to", "near", "of", "into", "around", "outside"})


def _is_a_person(span: Span) -> bool:
    """Whether a word that is a country's or a body's name too is part of a person's name here or elsewhere."""
    if span.start and span.doc[span.start - 1].lower_.rstrip(".") in _courtesies():
        return True  # "Mr. Holland"
    if _is_dealt_with(span):
        return False
    if span.root.ent_type_ != "PERSON":
        before = span.doc[span.start - 1].lower_ if span.start else ""
        return before not in _PLACING and span.text in _surnames(span.doc)
    known = names().get(span.text.lower())
    if known is None and span.text.lower() in demonyms():
        after = span.doc[span.end] if span.end < len(span.doc) else None
        return span[0].ent_iob_ == "I" or (after is not None and after.ent_iob_ == "I")
    if known is None or known.kind is not ActorKind.STATE:
        return True
    return span.text in _name_words(span.doc)


def _is_dealt_with(span: Span) -> bool:
    """Whether a country is named for who deals with it, whatever name follows: "envoy to Chad Ana Ruiz"."""
    posted = lexicons.table("roles.toml")["posted"]
    before = span.doc[max(0, span.start - 2) : span.start]
    return len(before) == 2 and before[1].lower_ in posted["behind"] and before[0].lemma_.lower() in posted["words"]


@cache
def _courtesies() -> frozenset[str]:
    return frozenset(lexicons.table("names.toml")["people"]["abbreviated"])


@cache
def _towns() -> frozenset[str]:
    return frozenset(lexicons.table("names.toml")["towns"]["words"])


@cache
def _wares() -> dict[str, list[str]]:
    """What stands behind a word that is a ware there and no country, by that word: "turkey", "grower"."""
    table: dict[str, list[str]] = lexicons.table("names.toml")["wares"]["behind"]
    return table


def _stands_alone(token: Token) -> bool:
    """Whether a direction is a noun with an article: "the South", "the communist North", no "North Road"."""
    after = token.nbor(1) if token.i + 1 < len(token.doc) else None
    if (after is not None and after.pos_ in {"PROPN", "NOUN", "ADJ"}) or (after is not None and after.text == "-"):
        return False
    return any(t.lower_ == "the" for t in token.doc[max(0, token.i - 2) : token.i])


def _surnames(doc: Doc) -> set[str]:
    """The last words of the people's names of several words in ``doc``."""
    kept: set[str] | None = memory_of(doc).others.get(_SURNAMES)
    if kept is None:
        kept = memory_of(doc).others[_SURNAMES] = {e[-1].text for e in _names_of_people(doc)}
    return kept


def _name_words(doc: Doc) -> set[str]:
    """All words of the people's names of several words in ``doc``."""
    kept: set[str] | None = memory_of(doc).others.get(_NAME_WORDS)
    if kept is None:
        kept = memory_of(doc).others[_NAME_WORDS] = {t.text for e in _names_of_people(doc) for t in e}
    return kept


def _names_of_people(doc: Doc) -> list[Span]:
    return [e for e in doc.ents if e.label_ == "PERSON" and len(e) > 1]


def _state(code: str) -> Known | None:
    return next((k for k in names().values() if k.country == code and k.kind is ActorKind.STATE), None)


@cache
def _homonyms() -> dict[str, list[dict[str, Any]]]:
    table = lexicons.table("homonyms.toml")["homonym"]
    return {name.lower(): entry["reading"] for entry in table for name in entry["names"]}


def _meant(word: str, text: str) -> tuple[str, bool]:
    """The country that a name of several places means in ``text``, and whether it is a region of it."""
    readings = _homonyms()[word]
    # The first of those with most marks: "max" keeps the earlier of equals.
    best = max(readings, key=lambda reading: sum(mark in text for mark in reading["marks"]))
    return best["country"], best.get("region", False)
