"""Actors of a text that is parsed in Universal Dependencies (Nivre et al. 2020): French, so far. Examples are French.

A mention is the head of a phrase. Names, demonyms, role nouns and pronouns come from the language's lexicons; states
and known organisations go by their English names, so that reports in several languages speak of the same actors.
"""

from functools import cached_property

from spacy.tokens import Doc, Span, Token

from dragoman.languages import lexicons
from dragoman.languages.quirks import quirks
from dragoman.mentions.names import Known, Role, acronyms, demonyms, leaders, named_in, names, roles
from dragoman.mentions.table import Table
from dragoman.model import Actor, ActorKind, ActorRef
from dragoman.model import Span as Offsets
from dragoman.reading.draft import Draft, begin
from dragoman.syntax import ud
from dragoman.syntax.tree import span_of, text_of


def pronoun_span(token: Token) -> Offsets:
    """The characters of a word, without the hyphens of an inverted pronoun ("-t-elle")."""
    joint = quirks(token.doc.lang_).JOINT.match(token.text)
    own = joint.end() if joint is not None else 0
    return Offsets(start=token.idx + own, end=token.idx + len(token)) if own < len(token) else span_of([token])


class _Names:
    """Where the names of the lexicons stand in one document."""

    def __init__(self, doc: Doc, language: str) -> None:
        self.countries: dict[int, str] = {}
        self.known: dict[int, Known] = {}
        self.full: dict[int, Span] = {}
        seats: dict[str, str] = lexicons.table("roles.toml", language)["seats"]
        entities = doc.ents
        self.entities: dict[int, Span] = {t.i: e for e in entities for t in e}
        people = {t.i for e in entities if e.label_ == "PER" and len(e) > 1 for t in e}
        text = text_of(doc)
        for start, end in named_in(text, language):
            span, word = doc.char_span(start, end, alignment_mode="expand"), text[start:end].lower()
            if span is None or any(t.i in people for t in span):
                continue
            if word in acronyms(language) and not text[start:end].isupper():
                continue
            known = names(language).get(word)
            if word in seats:
                known = Known(text[start:end], ActorKind.ORGANISATION, seats[word], "GOV")
            if known is None:
                continue
            for token in span:
                self.known[token.i], self.full[token.i] = known, span
                if known.country and known.kind is not ActorKind.OUTLET:
                    self.countries[token.i] = known.country
        adjectives = demonyms(language)
        for token in doc:
            if token.i not in self.known and (code := adjectives.get(token.lower_)) is not None:
                self.countries[token.i] = code

    def country(self, tokens: list[Token]) -> str | None:
        """The country that a phrase names: the nearest to its start."""
        return next((self.countries[t.i] for t in tokens if t.i in self.countries), None)


class _Table(Table):
    """The actors of a report, with the last of each surname."""

    def __init__(self) -> None:
        super().__init__()
        self.surnames: dict[str, str] = {}  # surname in lower case to actor key


class UniversalActorReader:
    """The component ``dragoman_actors`` for languages other than English."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._words = lexicons.table("roles.toml", language)

    @cached_property
    def _genders(self) -> dict[str, str]:
        return {word: gender for gender in ("male", "female") for word in self._words["titles"][gender]}

    @cached_property
    def _unnamed(self) -> frozenset[str]:
        return frozenset(lexicons.table("attribution.toml", self.language)["source_nouns"]["unnamed_marks"])

    def __call__(self, doc: Doc) -> Doc:
        ud.mend_subjects(doc)
        draft, index, table = begin(doc, "dragoman_actors"), _Names(doc, self.language), _Table()
        told: set[int] = set()  # tokens of names that a role noun before them has told
        for token in doc:
            if token.i in told or token.pos_ not in {"NOUN", "PROPN", "PRON", "ADJ"}:
                continue
            if token.pos_ == "PRON":
                self._pronoun(token, table, draft)
            elif (found := self._described(token, index, table, told)) is not None:
                key, actor, tokens = found
                self._note(key, actor, token, span_of(tokens), table, draft)
        draft.actors, draft.countries = list(table.by_key.values()), index.countries
        return doc

    @staticmethod
    def _note(key: str, actor: Actor, head: Token, span: Offsets, table: _Table, draft: Draft) -> None:
        made = table.put(key, actor, span)
        draft.mentions[head.i] = ActorRef(actor=made.id, spans=(span,))
        if ud.is_subject(head) and made.kind is not ActorKind.STATE:
            table.subjects.append(key)

    def _pronoun(self, token: Token, table: _Table, draft: Draft) -> None:
        pronouns = self._words["pronouns"]
        word = token.lower_
        if word in pronouns["plural"]:
            key = table.last(ActorKind.GROUP, ActorKind.POPULATION, ActorKind.ARMED_GROUP)
        elif word in pronouns["male"] or word in pronouns["female"]:
            if ud.is_empty_subject(token) and token.head.lemma_ in pronouns["empty"]:
                return
            gender = "male" if word in pronouns["male"] else "female"
            key = table.last(ActorKind.PERSON, ActorKind.UNNAMED, gender=gender)
        else:
            return
        if key is not None:
            self._note(key, table.by_key[key], token, pronoun_span(token), table, draft)

    def _described(
        self, head: Token, index: _Names, table: _Table, told: set[int]
    ) -> tuple[str, Actor, list[Token]] | None:
        role = self._role(head)
        name = self._name_after(head, role, index)
        if name:
            told |= {t.i for t in name}
            return self._person(head, name, index, table)
        if head.i in index.full:
            span, known = index.full[head.i], index.known[head.i]
            if head.i != span.root.i:
                return None
            actor = Actor(id="", name=known.name, kind=known.kind, country=known.country, sector=known.sector)
            return f"known:{known.name}", actor, list(span)
        if head.ent_type_ == "PER" or head.lower_ in table.surnames:
            entity = index.entities.get(head.i)
            name = [t for t in entity if t.pos_ != "PUNCT"] if entity is not None else [head]
            told |= {t.i for t in name}
            return self._person(head, name, index, table)
        if head.lemma_.lower() in self._unnamed:
            tokens = ud.noun_phrase(head)
            label = text_of(head.doc)[tokens[0].idx : tokens[-1].idx + len(tokens[-1])]
            actor = Actor(id="", name=label, kind=ActorKind.UNNAMED, country=index.country(tokens))
            return f"unnamed:{head.i}", actor, tokens
        if role is not None:
            return self._by_role(head, role, index, table)
        if head.i in index.countries and head.text[0].isupper() and head.pos_ in {"NOUN", "PROPN"}:
            actor = Actor(
                id="", name=head.text, kind=ActorKind.POPULATION, country=index.countries[head.i], sector="CVL"
            )
            return f"role:{actor.country}:", actor, ud.noun_phrase(head)
        return self._organisation(head, index)

    def _role(self, token: Token) -> Role | None:
        table = roles(self.language)
        return table.get(token.lower_) or table.get(token.lemma_.lower())

    def _name_after(self, head: Token, role: Role | None, index: _Names) -> list[Token]:
        """The person's name that a role noun carries: "le président Rivas", "la ministre, Ana Rivas"; or a title."""
        title = head.lower_ in self._genders and head.lower_ in self._words["titles"]["before_names"]
        if not title and (role is None or role.kind is not ActorKind.PERSON):
            return []
        for child in ud.names_behind(head):
            capital = child.text[0].isupper() and child.pos_ in {"PROPN", "NOUN", "ADJ", "X"}
            if capital and child.i not in index.known and not ud.has_small_words(child):
                return ud.whole_name(child)
        behind = self._behind(head, index)
        if behind and role is not None and behind[0].i not in index.known:
            return behind
        after = head.i + 1
        if title and after < len(head.doc) and head.doc[after].text[0].isupper():
            return [head.doc[after]]
        return []

    @staticmethod
    def _behind(head: Token, index: _Names) -> list[Token]:
        """A person's name between commas behind a phrase: an apposition, wherever the parser hung it."""
        doc, comma = head.doc, ud.noun_phrase(head)[-1].i + 1
        name = index.entities.get(comma + 1)
        if name is None or name.label_ != "PER" or name.start != comma + 1 or name.end >= len(doc):
            return []
        return list(name) if doc[comma].text == "," and doc[name.end].text in {",", "."} else []

    def _person(self, head: Token, name: list[Token], index: _Names, table: _Table) -> tuple[str, Actor, list[Token]]:
        parts = [t.text for t in name]
        surname = parts[-1].lower()
        key = table.surnames.get(surname) or f"person:{' '.join(parts).lower()}"
        described = [t for t in ud.noun_phrase(head) if t not in name]
        for child in ud.appositions(name[0]):
            if self._role(child):
                described += ud.noun_phrase(child)
        title = [t for t in described if not ud.is_determiner(t) and t.pos_ != "PUNCT"]
        role = next((r for t in described if (r := self._role(t)) is not None), None)
        country = index.country(described) or leaders().get(lexicons.folded(" ".join(parts)))
        gender = next((self._genders[t.lower_] for t in described if t.lower_ in self._genders), None)
        if gender is None and any(ud.is_determiner(t) and "Fem" in t.morph.get("Gender") for t in described):
            gender = "female"
        if gender is not None:
            table.genders.setdefault(key, gender)
        table.surnames.setdefault(surname, key)
        actor = Actor(
            id="",
            name=" ".join(parts),
            kind=ActorKind.PERSON,
            country=country,
            sector=role.sector if role else None,
            title=" ".join(t.text for t in title) or None,
        )
        tokens = sorted({*ud.noun_phrase(head), *name}, key=lambda t: t.i)
        return key, actor, tokens

    def _by_role(self, head: Token, role: Role, index: _Names, table: _Table) -> tuple[str, Actor, list[Token]]:
        tokens = ud.noun_phrase(head)
        country = index.country(tokens)
        definite = tokens[0].lower_ in self._words["determiners"]["definite"]
        if definite and country is None and len(tokens) <= 2:
            earlier = self._earlier(head, role, table)
            if earlier is not None:
                return earlier, table.by_key[earlier], tokens
        words = ud.naming_words(tokens, head)
        plural = "Plur" in head.morph.get("Number") and role.kind is ActorKind.PERSON
        kind = ActorKind.GROUP if plural else role.kind
        name = text_of(head.doc)[words[0].idx : words[-1].idx + len(words[-1])]
        plain = sorted(t.lemma_.lower() for t in words if not ud.is_small(t) and t.i not in index.countries)
        title = name if kind is ActorKind.PERSON else None
        actor = Actor(id="", name=name, kind=kind, country=country, sector=role.sector, title=title)
        return f"role:{country}:{' '.join(plain)}", actor, tokens

    @staticmethod
    def _earlier(head: Token, role: Role, table: _Table) -> str | None:
        """The latest actor of the kind whose name or title holds the word: "la ministre", "l'agence"."""
        for key in reversed(table.order[-30:]):
            actor = table.by_key[key]
            words = f"{actor.name} {actor.title or ''}".lower().split()
            if actor.kind is role.kind and (head.lower_ in words or head.lemma_.lower() in words):
                return key
        return table.last(ActorKind.OUTLET) if role.kind is ActorKind.OUTLET else None

    @staticmethod
    def _organisation(head: Token, index: _Names) -> tuple[str, Actor, list[Token]] | None:
        entity = index.entities.get(head.i)
        if entity is None or entity.label_ != "ORG" or not entity.text[0].isupper() or head.i != entity.root.i:
            return None
        words = [t for t in entity if not ud.is_determiner(t) or t.i > entity.start]
        name = " ".join(t.text for t in words)
        actor = Actor(id="", name=name, kind=ActorKind.ORGANISATION, country=index.country(words))
        return f"org:{name.lower()}", actor, words
