"""Actors of an English text.

A mention is the head noun of a phrase. Its country comes from a name, demonym, capital or possessor inside the
phrase, its sector (PLOVER) from the role noun. Resolution within the report goes by surname, role word, pronoun
number and recency, preferring who spoke or acted last (grammatical subjects).
"""

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc, Span, Token

from dragoman import lexicons
from dragoman.lexicons import folded
from dragoman.model import Actor, ActorKind, ActorRef
from dragoman.model import Span as Offsets
from dragoman.reading.actors.names import (
    Known,
    Role,
    acronyms,
    country_names,
    demonyms,
    leaders,
    named_in,
    names,
    roles,
    ruling_surnames,
)
from dragoman.reading.actors.table import Table
from dragoman.reading.draft import Draft, draft_of, prepositional, text_of
from dragoman.reading.paragraphs import datelines

_INSIDE = {"compound", "amod", "poss", "nmod", "det", "case", "appos", "nummod", "quantmod", "advmod"}
_RULES = {"administration", "government", "regime", "cabinet"}
_EDGE = " \n\t'’\"“”,."


def _role(token: Token) -> Role | None:
    return roles().get(token.lower_) or roles().get(token.lemma_.lower())


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
        for start, end in named_in(text):
            written = text[start:end]
            word = written.lower()
            span = doc.char_span(start, end, alignment_mode="expand")
            if span is None or (" " not in written and _is_a_person(span)):
                continue
            if word in acronyms() and not written.isupper():
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


def _may_name(token: Token, role: Role | None, index: _Index) -> bool:
    """Whether the apposition ``token`` names a person, also where the entity recogniser took an unknown name amiss."""
    if token.ent_type_ == "PERSON":
        return True
    unknown = token.i not in index.known and token.i not in index.countries
    return role is not None and role.kind is ActorKind.PERSON and token.pos_ == "PROPN" and unknown


class ActorReader:
    """The component ``dragoman_actors`` for English: fills ``Draft.actors`` and ``Draft.mentions``."""

    def __call__(self, doc: Doc) -> Doc:
        mend_fronted_according(doc)
        draft, index, table = draft_of(doc), _Index(doc), Table()
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

    def _mention(self, head: Token, index: _Index, table: Table, draft: Draft) -> None:
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

    def _note(self, key: str, head: Token, mention: Offsets, table: Table, draft: Draft) -> None:
        actor = table.put(key, table.by_key[key], mention)
        draft.mentions[head.i] = ActorRef(actor=actor.id, spans=(mention,))
        if head.dep_ in {"nsubj", "nsubjpass"} and actor.kind is not ActorKind.STATE:
            table.subjects.append(key)

    @staticmethod
    def _pronoun(head: Token, table: Table) -> str | None:
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

    def _describe(self, head: Token, index: _Index, table: Table) -> tuple[str, Actor, list[Token]] | None:
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
        self, head: Token, tokens: list[Token], index: _Index, table: Table, role: Token | None = None
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
        self, head: Token, tokens: list[Token], index: _Index, table: Table
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
            role = Role("CVL", ActorKind.POPULATION)
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
    def _earlier(described: list[Token], role: Role, table: Table) -> str | None:
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
        self, head: Token, tokens: list[Token], index: _Index, table: Table
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
            ruling_surnames().get(name.split()[-1]) if in_office or len(parts) == 1 else None
        )

    @staticmethod
    def _country(tokens: list[Token], index: _Index, table: Table) -> str | None:
        found = [index.countries[t.i] for t in tokens if t.i in index.countries]
        owners = [table.surnames[t.lower_] for t in tokens if t.dep_ == "poss" and t.lower_ in table.surnames]
        found += [c for o in owners if (c := table.by_key[o].country) is not None]
        if not found and tokens and tokens[-1].lower_ in _RULES:
            names_ = (folded(t.text) for t in tokens if t.pos_ == "PROPN")
            found = [ruling_surnames()[n] for n in names_ if n in ruling_surnames()]
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
