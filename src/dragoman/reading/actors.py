"""Actors: who the text names, as what, and of which country; later names, roles and pronouns are the same actor.

A mention is the head noun of a phrase. Its country comes from a name, demonym, capital or possessor inside the
phrase, its sector (PLOVER) from the role noun. Resolution within the report goes by surname, role word, pronoun
number and recency, preferring who spoke or acted last (grammatical subjects).
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from dragoman import lexicons
from dragoman.lexicons import folded
from dragoman.model import Actor, ActorKind, ActorRef
from dragoman.model import Span as Offsets
from dragoman.reading.draft import Draft, draft_of, prepositional, text_of
from dragoman.reading.paragraphs import datelines

_INSIDE = {"compound", "amod", "poss", "nmod", "det", "case", "appos", "nummod", "quantmod", "advmod"}
_RULES = {"administration", "government", "regime", "cabinet"}
_EDGE = " \n\t'’\"“”,."


class Known(NamedTuple):
    """What a lexicon knows of a name."""

    name: str
    kind: ActorKind
    country: str | None
    sector: str | None


class _Role(NamedTuple):
    sector: str | None
    kind: ActorKind


@cache
def names() -> dict[str, Known]:
    """Every known name (lower case) of a country, capital or organisation."""
    table: dict[str, Known] = {}
    for row in lexicons.rows("countries.csv"):
        first = row["names"].split("|")[0]
        known = Known(first, ActorKind.STATE, row["alpha3"], "GOV")
        table |= {n.lower(): known for n in (row["names"] + "|" + row["capitals"]).split("|") if n}
    for row in lexicons.rows("organisations.csv"):
        known = Known(row["name"], ActorKind(row["kind"]), row["country"] or None, row["sector"])
        table |= {n.lower(): known for n in (row["name"] + "|" + row["aliases"]).split("|") if n}
    return table


@cache
def _acronyms() -> frozenset[str]:
    """Short names in capitals (as lower case), which are names only in capitals: "WHO", not "who"."""
    columns = [r["name"] + "|" + r["aliases"] for r in lexicons.rows("organisations.csv")]
    columns += [r["names"] for r in lexicons.rows("countries.csv")]
    every = {n for c in columns for n in c.split("|") if n}
    short = {n.lower() for n in every if n.isupper() and len(n) <= 5}
    return frozenset(short - {n.lower() for n in every if not n.isupper()})


@cache
def leaders() -> dict[str, str]:
    """Well-known representatives of states: full name (folded) to ISO 3166 alpha-3."""
    rows = lexicons.rows("leaders.csv")
    return {folded(n): r["country"] for r in rows for n in (r["name"] + "|" + r["aliases"]).split("|") if n}


@cache
def _ruling_surnames() -> dict[str, str]:
    """Surnames (folded) that the leaders of one state only bear, to its alpha-3."""
    found: dict[str, set[str]] = {}
    for name, code in leaders().items():
        found.setdefault(name.split()[-1], set()).add(code)
    return {surname: min(codes) for surname, codes in found.items() if len(codes) == 1 and len(surname) > 2}


@cache
def demonyms() -> dict[str, str]:
    """Demonym or adjective (lower case) to ISO 3166 alpha-3."""
    pairs = ((d, r["alpha3"]) for r in lexicons.rows("countries.csv") for d in r["demonyms"].split("|"))
    return {demonym.lower(): code for demonym, code in pairs if demonym}


@cache
def country_names() -> dict[str, str]:
    """ISO 3166 alpha-3 to the usual English name."""
    return {r["alpha3"]: r["names"].split("|")[0] for r in lexicons.rows("countries.csv")}


@cache
def _roles() -> dict[str, _Role]:
    words = lexicons.table("roles.toml")
    table: dict[str, _Role] = {}
    for section, kind in (
        ("person", ActorKind.PERSON),
        ("body", ActorKind.ORGANISATION),
        ("armed", ActorKind.ARMED_GROUP),
        ("population", ActorKind.POPULATION),
    ):
        for sector, nouns in words[section].items():
            for noun in nouns:
                table.setdefault(noun, _Role(sector, kind))
    table |= {w: _Role("JRN", ActorKind.OUTLET) for w in words["outlet"]["words"]}
    table |= {w: _Role(None, ActorKind.GROUP) for w in (*words["group"]["words"], *words["side"]["words"])}
    for noun in ("ministry", "department"):
        table[noun] = _Role("GOV", ActorKind.MINISTRY)
    return table


def _role(token: Token) -> _Role | None:
    return _roles().get(token.lower_) or _roles().get(token.lemma_.lower())


_NAME_START = re.compile(r"(?<![\w-])(?:[^\W\d_a-z]|al-|\d+ )")
_KEY = 2  # characters by which names are looked up


@cache
def _names_by_start() -> dict[str, list[str]]:
    """Every name, demonym and seat of government (lower case) by its first characters, longest first."""
    table: dict[str, list[str]] = {}
    for name in sorted({*names(), *demonyms(), *lexicons.table("roles.toml")["seats"]}, key=lambda n: (-len(n), n)):
        table.setdefault(name[:_KEY], []).append(name)
    return table


def _named_in(text: str) -> Iterator[tuple[int, int]]:
    """Where names of the lexicons stand in ``text``, longest first and without overlap."""
    end = 0
    for match in _NAME_START.finditer(text):
        start = match.start()
        if start < end:
            continue
        for name in _names_by_start().get(text[start : start + _KEY].lower(), ()):
            stop = start + len(name)
            after = text[stop : stop + 1]
            if text[start:stop].lower() == name and not (after.isalnum() or after == "_"):
                yield start, stop
                end = stop
                break


def _phrase(head: Token) -> list[Token]:
    """The tokens of the name and role phrase around ``head``."""
    found, stack = [head], [head]
    while stack:
        for child in stack.pop().children:
            if child.dep_ in _INSIDE and (child.dep_ != "appos" or child.head.i == head.i):
                found.append(child)
                stack.append(child)
    return sorted(found, key=lambda t: t.i)


def _outside_brackets(span: Span) -> Iterator[Token]:
    """The tokens of a dateline that are its place: "LIMA (Agency) -" names an agency too."""
    inside = False
    for token in span:
        inside = inside or token.text == "("
        if not inside:
            yield token
        inside = inside and token.text != ")"


def _noun_phrase(head: Token) -> list[Token]:
    return [t for t in _phrase(head) if not any(a.dep_ == "appos" for a in _path(t, head))]


def _path(token: Token, top: Token) -> list[Token]:
    path = []
    while token.i != top.i:
        path.append(token)
        token = token.head
    return path


def _is_a_person(span: Span) -> bool:
    """Whether a word that is a country's or a body's name too is part of a person's name here or elsewhere."""
    if span.root.ent_type_ != "PERSON":
        return False
    if span.text.lower() not in names() or names()[span.text.lower()].kind is not ActorKind.STATE:
        return True
    people = (e for e in span.doc.ents if e.label_ == "PERSON" and len(e) > 1)
    return any(t.text == span.text for e in people for t in e)


class _Index:
    """Where lexicon names stand in one document."""

    def __init__(self, doc: Doc) -> None:
        self.countries: dict[int, str] = {}
        self.known: dict[int, Known] = {}
        self.full: dict[int, Span] = {}
        self.dateline = {token.i for span in datelines(doc) for token in _outside_brackets(span)}
        seats: dict[str, str] = lexicons.table("roles.toml")["seats"]
        text = text_of(doc)
        for start, end in _named_in(text):
            written = text[start:end]
            word = written.lower()
            span = doc.char_span(start, end, alignment_mode="expand")
            if span is None or (" " not in written and _is_a_person(span)):
                continue
            if word in _acronyms() and not written.isupper():
                continue
            if span.start and doc[span.start - 1].lower_ == "ethnic":
                continue  # a people, of whichever country it lives in
            known, country = names().get(word), demonyms().get(word)
            if word in seats:
                known = Known(written, ActorKind.ORGANISATION, seats[word], "GOV")
            if known is None and country is None:
                continue
            code = known.country if known and (known.kind is ActorKind.STATE or not country) else country
            for token in span:
                if code and not (known and known.kind is ActorKind.OUTLET):
                    self.countries[token.i] = code
                if known and not (country and span.root.pos_ == "ADJ"):
                    self.known[token.i] = known
                    self.full[token.i] = span


class _Table:
    """The actors found so far, by key, with what later mentions need to find them again."""

    def __init__(self) -> None:
        self.by_key: dict[str, Actor] = {}
        self.order: list[str] = []  # actor keys by recency, latest last
        self.surnames: dict[str, str] = {}
        self.subjects: list[str] = []
        self._seen: set[tuple[str, int, int]] = set()
        self.genders: dict[str, str] = {}  # actor keys to "male" or "female", where a name, a title or a pronoun tells

    def put(self, key: str, actor: Actor, mention: Offsets) -> Actor:
        old = self.by_key.get(key)
        if old:
            better = {
                field: getattr(actor, field)
                for field in ("country", "sector", "title", "affiliation")
                if getattr(old, field) is None and getattr(actor, field) is not None
            }
            if (key, mention.start, mention.end) not in self._seen:
                better["mentions"] = (*old.mentions, mention)
            actor = old.model_copy(update=better) if better else old
        else:
            actor = actor.model_copy(update={"id": f"a{len(self.by_key) + 1}", "mentions": (mention,)})
        self._seen.add((key, mention.start, mention.end))
        self.by_key[key] = actor
        self.order.append(key)
        return actor

    def last(self, *kinds: ActorKind, gender: str | None = None) -> str | None:
        """Key of the latest actor of one of the kinds, subjects before others; of no other ``gender`` than this."""
        for keys in (self.subjects[-3:], self.order[-25:]):
            for key in reversed(keys):
                other = gender is not None and self.genders.get(key, gender) != gender
                if self.by_key[key].kind in kinds and not other:
                    return key
        return None


@cache
def _gendered() -> dict[str, str]:
    """Words and first names (lower case) that tell a person's gender."""
    words = lexicons.table("genders.toml")
    return {word: gender for gender in ("male", "female") for key in ("words", "names") for word in words[key][gender]}


def _gender(described: list[Token], name: list[str]) -> str | None:
    """ "male" or "female" where a title, a role noun or the first name says so; None otherwise."""
    words = [t.lower_.rstrip(".") for t in described if t.ent_type_ != "PERSON" or t.text.endswith(".")]
    words += [part.lower().rstrip(".") for part in name[:1]]
    return next((_gendered()[word] for word in words if word in _gendered()), None)


def _may_name(token: Token, role: _Role | None, index: _Index) -> bool:
    """Whether the apposition ``token`` names a person, also where the entity recogniser took an unknown name amiss."""
    if token.ent_type_ == "PERSON":
        return True
    unknown = token.i not in index.known and token.i not in index.countries
    return role is not None and role.kind is ActorKind.PERSON and token.pos_ == "PROPN" and unknown


class ActorReader:
    """spaCy component ``dragoman_actors``: fills ``Draft.actors`` and ``Draft.mentions``."""

    def __call__(self, doc: Doc) -> Doc:
        mend_fronted_according(doc)
        draft, index, table = draft_of(doc), _Index(doc), _Table()
        for sent in doc.sents:
            for token in sent:
                if token.pos_ in {"NOUN", "PROPN", "PRON", "DET", "NUM", "ADJ"} and self._is_head(token, index):
                    self._mention(token, index, table, draft)
        draft.actors, draft.countries = list(table.by_key.values()), index.countries
        return doc

    @staticmethod
    def _is_head(token: Token, index: _Index) -> bool:
        if token.i in index.dateline:
            return False
        if token.i in index.full:
            return bool(token.i == index.full[token.i].root.i)
        if token.dep_ == "compound" or (token.pos_ == "ADJ" and token.dep_ == "amod"):
            return False
        if token.ent_type_ == "PERSON":
            return bool(token.head.ent_type_ != "PERSON" or token.dep_ not in {"flat", "nmod"})
        return True

    def _mention(self, head: Token, index: _Index, table: _Table, draft: Draft) -> None:
        if head.pos_ == "PRON" or (head.pos_ == "DET" and head.dep_ == "poss"):
            key = self._pronoun(head, table)
            if key:
                self._note(key, head, Offsets(start=head.idx, end=head.idx + len(head)), table, draft)
            return
        found = self._describe(head, index, table)
        if found is None:
            return
        key, actor, tokens = found
        start, end = tokens[0].idx, tokens[-1].idx + len(tokens[-1])
        text = text_of(head.doc)[start:end]
        end -= len(text) - len(text.rstrip(_EDGE))
        if end <= start:
            return
        mention = Offsets(start=start, end=end)
        table.put(key, actor, mention)
        self._note(key, head, mention, table, draft)

    def _note(self, key: str, head: Token, mention: Offsets, table: _Table, draft: Draft) -> None:
        actor = table.put(key, table.by_key[key], mention)
        draft.mentions[head.i] = ActorRef(actor=actor.id, spans=(mention,))
        if head.dep_ in {"nsubj", "nsubjpass"} and actor.kind is not ActorKind.STATE:
            table.subjects.append(key)

    @staticmethod
    def _pronoun(head: Token, table: _Table) -> str | None:
        words = lexicons.table("roles.toml")["pronouns"]
        gender = next((g for g in ("male", "female") if head.lower_ in words[g]), None)
        if gender is not None:
            key = table.last(ActorKind.PERSON, gender=gender) or table.last(ActorKind.UNNAMED, gender=gender)
            if key is not None:
                table.genders.setdefault(key, gender)
            return key
        if head.lower_ in words["plural"]:
            return table.last(ActorKind.GROUP, ActorKind.POPULATION, ActorKind.ARMED_GROUP)
        if head.lower_ in words["neuter"]:
            if head.dep_ == "nsubj" and head.head.lemma_ in {"be", "seem", "appear"}:
                return None
            return table.last(ActorKind.STATE, ActorKind.MINISTRY, ActorKind.ORGANISATION, ActorKind.OUTLET)
        return None

    def _describe(self, head: Token, index: _Index, table: _Table) -> tuple[str, Actor, list[Token]] | None:
        tokens = _noun_phrase(head)
        known_surname = head.text[:1].isupper() and head.lower_ in table.surnames and head.i not in index.known
        if head.dep_ == "appos" and head.head.lower_ in table.surnames and _role(head):
            key = table.surnames[head.head.lower_]
            return key, table.by_key[key], tokens
        named = next((c for c in head.children if c.dep_ == "appos" and c.i in index.full), None)
        after = head.i + 1
        if named is None and after in index.full and head.lower_ in lexicons.table("roles.toml")["outlet"]["words"]:
            named = head.doc[after]
        if named is not None and _role(head) and head.i not in index.known:
            return self._known(named, index.known[named.i], index)
        role_word = _role(head) is not None and head.text.islower()
        if (head.ent_type_ == "PERSON" and not role_word and head.i not in index.known) or known_surname:
            return self._person(head, tokens, index, table)
        known = index.known.get(head.i)
        if known is not None and not (known.kind is ActorKind.STATE and _role(head)):
            return self._known(head, known, index)
        role = _role(head)
        person = next((c for c in head.children if c.dep_ == "appos" and _may_name(c, role, index)), None)
        if person is not None and role is not None:
            return self._person(person, _noun_phrase(person), index, table, role=head)
        return self._by_role(head, tokens, index, table)

    @staticmethod
    def _known(head: Token, known: Known, index: _Index) -> tuple[str, Actor, list[Token]]:
        name = country_names()[known.country] if known.kind is ActorKind.STATE and known.country else known.name
        actor = Actor(id="", name=name, kind=known.kind, country=known.country, sector=known.sector)
        return f"known:{name}", actor, list(index.full[head.i])

    def _person(
        self, head: Token, tokens: list[Token], index: _Index, table: _Table, role: Token | None = None
    ) -> tuple[str, Actor, list[Token]]:
        proper = [t for t in tokens if t.ent_type_ == "PERSON" and abs(t.i - head.i) < 5]
        if not proper:
            proper = [*(t for t in head.lefts if t.dep_ == "compound" and t.pos_ == "PROPN" and not _role(t)), head]
        parts = [t.text for t in proper if t.text not in {"'s", "’s"} and t.pos_ != "PUNCT"] or [head.text]
        surname = parts[-1].lower()
        known = table.surnames.get(surname)
        described = _noun_phrase(role) if role is not None else [t for t in tokens if t not in proper]
        described += [t for c in head.children if c.dep_ == "appos" for t in _noun_phrase(c)]
        roles = [t for t in described if _role(t)]
        country = self._country(described, index, table) or self._led(parts, bool(roles))
        sector = next((_role(t).sector for t in roles if _role(t)), None)  # type: ignore[union-attr]
        if sector == "JRN" and any(t.lower_ == "opposition" for t in described):
            sector = "OPP"
        title = " ".join(t.text for t in described if t.pos_ in {"NOUN", "PROPN", "ADJ"} and t.i not in index.countries)
        key = known or f"person:{' '.join(parts).lower()}"
        gender = _gender([*described, *tokens], parts)
        if gender is not None:
            table.genders.setdefault(key, gender)
        table.surnames.setdefault(surname, key)
        return (
            key,
            Actor(
                id="",
                name=" ".join(parts),
                kind=ActorKind.PERSON,
                country=country,
                sector=sector,
                title=title or None,
            ),
            [t for t in tokens if t.dep_ != "case"] or [head],
        )

    def _by_role(
        self, head: Token, tokens: list[Token], index: _Index, table: _Table
    ) -> tuple[str, Actor, list[Token]] | None:
        role, attribution = _role(head), lexicons.table("attribution.toml")
        unnamed = head.lemma_.lower() in attribution["source_nouns"]["unnamed_marks"]
        country = self._country(tokens, index, table) or index.countries.get(head.i)
        population = head.lower_ in demonyms() and head.tag_ in {"NNS", "NNPS"} and head.lower_.endswith("s")
        if role is None and not unnamed and not population:
            return self._entity(head, tokens, country)
        if unnamed:
            return self._unnamed(head, tokens, index, table)
        if population or role is None:
            role = _Role("CVL", ActorKind.POPULATION)
        definite = tokens[0].lower_ in {"the", "this", "that"} and len(tokens) <= 3
        if definite and country is None:
            earlier = self._earlier(tokens[1:], role, table)
            if earlier is not None:
                return earlier, table.by_key[earlier], tokens
        if role.kind in {ActorKind.MINISTRY, ActorKind.ORGANISATION}:
            tokens = self._with_of(tokens, head)
        skip = {"det", "punct", "nummod", "quantmod", "advmod"}
        words = [t for t in tokens if t.dep_ not in skip and t.pos_ not in {"NUM", "PUNCT"}]
        while words and words[-1].dep_ == "case":
            words.pop()
        name = "".join(t.text_with_ws for t in words).strip() or head.text
        plural = role.kind is ActorKind.PERSON and head.tag_ in {"NNS", "NNPS"}
        kind, sector = ActorKind.GROUP if plural else role.kind, role.sector
        bodies = [index.known[t.i].sector for t in tokens if t.i in index.known and t.i != head.i]
        sector = next((s for s in bodies if s in {"IGO", "NGO", "REB"}), sector)  # "United Nations experts"
        title = name if kind is ActorKind.PERSON else None
        key = f"role:{country}:{self._role_key(words, index)}"
        return key, Actor(id="", name=name, kind=kind, country=country, sector=sector, title=title), tokens

    @staticmethod
    def _role_key(words: list[Token], index: _Index) -> str:
        plain = (t for t in words if t.i not in index.countries and t.dep_ != "case" and t.lower_ != "of")
        return " ".join(sorted(t.lemma_.lower() for t in plain))

    @staticmethod
    def _with_of(tokens: list[Token], head: Token) -> list[Token]:
        objects = [o for o in prepositional(head, "of") if o.i - head.i <= 3]
        return list(head.doc[tokens[0].i : objects[0].i + 1]) if objects else tokens

    @staticmethod
    def _earlier(described: list[Token], role: _Role, table: _Table) -> str | None:
        """The latest actor whose name or title holds every word of a definite phrase: "the prime minister"."""
        for key in reversed(table.order[-30:]):
            actor = table.by_key[key]
            words = f"{actor.name} {actor.title or ''}".lower().split()
            if actor.kind is role.kind and all(t.lemma_.lower() in words or t.lower_ in words for t in described):
                return key
        if role.kind is ActorKind.OUTLET:
            return table.last(ActorKind.OUTLET)
        return None

    @staticmethod
    def _entity(head: Token, tokens: list[Token], country: str | None) -> tuple[str, Actor, list[Token]] | None:
        if head.ent_type_ != "ORG":
            return None
        words = [t for t in tokens if t.ent_type_ == "ORG" and t.text not in {"'s", "’s"} and t.lower_ != "the"] or [
            head
        ]
        name = " ".join(t.text for t in words)
        if head.pos_ == "DET":
            return None
        actor = Actor(id="", name=name, kind=ActorKind.ORGANISATION, country=country)
        return f"org:{name.lower()}", actor, words

    def _unnamed(
        self, head: Token, tokens: list[Token], index: _Index, table: _Table
    ) -> tuple[str, Actor, list[Token]] | None:
        owner = next((o for o in prepositional(head, "of", "in", "at", "within", "from")), None)
        if owner is None and tokens[0].lower_ == "the" and len(tokens) <= 2:
            earlier = table.last(ActorKind.UNNAMED)
            if earlier is not None:
                return earlier, table.by_key[earlier], tokens
        affiliation = None
        end = tokens
        if owner is not None:
            end = list(head.doc[tokens[0].i : owner.i + 1]) if owner.i > head.i else tokens
            ahead = next((index.known[t.i] for t in _phrase(owner) if t.i in index.known), None)
            name = ahead.name if ahead else " ".join(t.text for t in _noun_phrase(owner) if t.pos_ == "PROPN")
            if name:
                known = ahead or Known(name, ActorKind.ORGANISATION, None, None)
                span = index.full.get(owner.i)
                first, last = (span[0], span[-1]) if span is not None else (owner, owner)
                mention = Offsets(start=first.idx, end=last.idx + len(last))
                made = Actor(id="", name=name, kind=known.kind, country=known.country, sector=known.sector)
                affiliation = table.put(f"known:{name}", made, mention).id
        label = head.doc[end[0].i : end[-1].i + 1].text
        actor = Actor(
            id="",
            name=label,
            kind=ActorKind.UNNAMED,
            country=self._country(tokens, index, table),
            affiliation=affiliation,
        )
        return f"unnamed:{head.i}", actor, end

    @staticmethod
    def _led(parts: list[str], in_office: bool) -> str | None:
        """The country that a person of this name is known to lead; by surname alone only where an office is named."""
        name = folded(" ".join(parts)).strip()
        if not name:
            return None
        return leaders().get(name) or (
            _ruling_surnames().get(name.split()[-1]) if in_office or len(parts) == 1 else None
        )

    @staticmethod
    def _country(tokens: list[Token], index: _Index, table: _Table) -> str | None:
        found = [index.countries[t.i] for t in tokens if t.i in index.countries]
        owners = [table.surnames[t.lower_] for t in tokens if t.dep_ == "poss" and t.lower_ in table.surnames]
        found += [c for o in owners if (c := table.by_key[o].country) is not None]
        if not found and tokens and tokens[-1].lower_ in _RULES:
            names_ = (folded(t.text) for t in tokens if t.pos_ == "PROPN")
            found = [_ruling_surnames()[n] for n in names_ if n in _ruling_surnames()]
        return found[0] if found else None


def mend_fronted_according(doc: Doc) -> None:
    """Give back a subject that the parser took for an apposition: "According to X, Y said ..." with Y under X."""
    for sent in doc.sents:
        root = sent.root
        if sent[0].lower_ != "according" or any(c.dep_ in {"nsubj", "nsubjpass", "expl"} for c in root.children):
            continue
        for token in sent[2 : max(2, root.i - sent.start)]:
            comma = token.left_edge.i > 0 and doc[token.left_edge.i - 1].text == ","
            if token.dep_ in {"appos", "conj"} and comma and token.pos_ in {"PROPN", "NOUN"} and token.head.i < token.i:
                token.head, token.dep_ = root, "nsubj"
                break


@Language.factory("dragoman_actors")
def make_actors(nlp: Language, name: str) -> ActorReader:
    """Factory of the component that reads actors."""
    return ActorReader()
