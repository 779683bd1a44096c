"""Mentions: where a text speaks of somebody, and what the words themselves say of them.

A mention is the head noun of a phrase. Its country comes from a name, demonym, place or possessor inside the phrase or
from "of Chad" after it, its sector (PLOVER) from the role noun. Who it is, is said by ``resolve``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from spacy.tokens import Doc, Span, Token

from dragoman.languages import lexicons
from dragoman.mentions.countries import NameIndex
from dragoman.mentions.names import Known, Role, country_names, demonyms, roles
from dragoman.mentions.people import plain
from dragoman.model import ActorKind
from dragoman.model import Span as Offsets
from dragoman.reading.draft import Place
from dragoman.syntax import nominal
from dragoman.syntax.clearnlp import MENDED
from dragoman.syntax.tree import span_of, text_of

_EDGE = " \n\t'’\"“”,.-"
_NOMINAL = {"NOUN", "PROPN", "NUM", "ADJ", "DET"}
_NAMING = {"NNP", "NNPS", "NN"}  # a surname alone that opens a sentence is often taken for a common noun
INTERNATIONAL = "IGO"  # the sector (PLOVER) of bodies of several states
_NOT_PEOPLE = {"'s", "’s"}
_ENTITIES_AMISS = {"", "ORG", "GPE", "NORP", "FAC", "LOC", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW"}


class MentionKind(StrEnum):
    """How somebody is spoken of."""

    NAME = "name"
    ROLE = "role"
    PRONOUN = "pronoun"
    RELATIVE = "relative"
    SIDES = "sides"


@dataclass(slots=True)
class Mention:
    """One place where a text speaks of somebody; ``name`` and what follows is what its words alone say."""

    head: Token
    span: Offsets
    kind: MentionKind
    number: str
    gender: str | None = None
    name: str = ""
    actor: ActorKind | None = None
    country: str | None = None
    countries: tuple[str, ...] = ()  # where it acts for several: "the ministers of Chad and Togo"
    sector: str | None = None
    title: str | None = None
    known: bool = False  # whether a lexicon has the name
    definite: bool = False  # "the minister": said before, or plain from the report
    same_as: Token | None = None  # the head of another mention of the same
    owner: Token | None = None  # "his counterpart"
    member_of: Known | None = None  # "a source in the ministry"
    member_span: Offsets | None = None
    posted: frozenset[str] = frozenset()  # countries that it deals with and is not of: "the envoy to Chad"
    generation: str | None = None  # "the elder Rojas", "the younger Rojas"
    words: tuple[str, ...] = field(default=())  # lemmas that describe the role, without countries


@cache
def _table(section: str, key: str, name: str = "roles.toml") -> frozenset[str]:
    return frozenset(lexicons.table(name)[section][key])


@cache
def _gendered() -> dict[str, str]:
    """Words and first names (lower case) that tell a person's gender."""
    words = lexicons.table("genders.toml")
    return {word: gender for gender in ("male", "female") for key in ("words", "names") for word in words[key][gender]}


def gender_of(described: list[Token], name: list[str]) -> str | None:
    """ "male" or "female" where a title, a role noun or the first name says so; None otherwise."""
    words = [t.lower_.rstrip(".") for t in described if t.ent_type_ != "PERSON" or t.text.endswith(".")]
    given = name[: min(2, max(1, len(name) - 1))]  # "Hala Osman": a family name tells nothing
    words += [part.lower().rstrip(".") for part in given]
    return next((_gendered()[word] for word in words if word in _gendered()), None)


def role_of(token: Token) -> Role | None:
    """What a role noun implies of whom it names; some are of two words: "chief justice"."""
    before = token.nbor(-1).lower_ if token.i else ""
    both = roles().get(f"{before} {token.lower_}")
    if both is not None and both.kind is ActorKind.PERSON:
        return both
    found = roles().get(token.lower_) or roles().get(token.lemma_.lower())
    if found is None and token.tag_ == "NNPS":  # "Foreign Ministers", whose lemma is left in the plural
        found = roles().get(nominal.singular(token))
        return found if found is not None and (found.sector, found.kind) == ("GOV", ActorKind.PERSON) else None
    return found


def is_of_post(token: Token) -> bool:
    """Whether a country is only what somebody of another deals with: "envoy to Chad", "representative for Chad"."""
    offices = nominal.over(token, *_table("posted", "behind"))
    return any(o.lemma_.lower() in _table("posted", "words") for o in offices)


class Detector:
    """Finds the mentions of one English document, in its order."""

    def __init__(self, doc: Doc, index: NameIndex, places: dict[int, Place]) -> None:
        self.doc = doc
        self.index = index
        self.places = places
        self.entity = {t.i: ent for ent in doc.ents for t in ent}
        self.apposed: set[int] = set()  # heads of people's names that stand beside a role noun
        people = (ent for ent in doc.ents if ent.label_ == "PERSON" and len(ent) > 1)
        self.surnames = {plain(t.text) for ent in people for t in ent if len(t) > 2 and t.text[0].isupper()}

    def mentions(self) -> list[Mention]:
        found = []
        for token in self.doc:
            mention = self._of(token)
            if mention is not None:
                found.append(mention)
        return found

    def _of(self, token: Token) -> Mention | None:
        if token.pos_ == "PRON" or token.tag_ in {"PRP$", "WP$", "WDT"}:
            return _pronoun(token)
        if token.pos_ not in _NOMINAL or not self._may_be_somebody(token) or not self._is_head(token):
            return None
        return self._noun(token)

    def _may_be_somebody(self, token: Token) -> bool:
        """Whether a noun is worth a closer look: most common nouns name nobody."""
        if token.ent_type_ or token.text[:1].isupper() or role_of(token) is not None:
            return True
        lemma = token.lemma_.lower()
        return (
            lemma in _table("source_nouns", "unnamed_marks", "attribution.toml")
            or lemma in _table("sides", "words")
            or token.lower_ in demonyms()
        )

    def _is_head(self, token: Token) -> bool:
        if token.i in self.index.dateline:
            return False
        if token.i in self.index.full:
            return bool(token.i == self.index.full[token.i].root.i)
        if self._inside_name(token):
            return False
        if nominal.is_inside_phrase(token):
            return False
        if token.ent_type_ == "PERSON":
            return not nominal.is_part_of_name(token)
        return True

    def _inside_name(self, token: Token) -> bool:
        """Whether ``token`` is in a person's or a body's name of several words and not its root."""
        name = self.entity.get(token.i)
        if name is None or name.label_ not in {"PERSON", "ORG"} or token.i == name.root.i:
            return False
        return name.root.i not in self.index.full and nominal.is_under(token, name.root)

    # ---- nouns

    def _noun(self, head: Token) -> Mention | None:
        tokens, role = nominal.noun_phrase(head), None if head.pos_ == "ADJ" else role_of(head)
        known = self.index.known.get(head.i)
        named = self._named_beside(head) if role is not None and known is None else None
        if named is not None:
            return self._known(head, self.index.known[named.i], self.index.full[named.i])
        if self._is_person(head, role, known):
            return self._person(head, tokens)
        if known is not None and not (known.kind is ActorKind.STATE and role):
            return self._known(head, known, self.index.full[head.i])
        if role is not None:
            person = self._person_beside(head, role)
            if person is not None:
                self.apposed.add(person.i)
                return self._person(person, nominal.noun_phrase(person), role=head)
            if nominal.is_office(head) and role.kind is ActorKind.PERSON and nominal.predicated_of(head) is None:
                return None
            body = next((c for c in self._beside(head) if self._names_body(c) and not self._shortens(c, head)), None)
            if body is not None and role.kind is not ActorKind.PERSON:
                return self._entity(body, nominal.noun_phrase(body), described=head)
        return self._by_role(head, tokens, role)

    def _person_beside(self, head: Token, role: Role) -> Token | None:
        """The name that says who a role noun is: "the minister, Ali Sule", "the president of Chad, Ali Sule"."""
        person = next((c for c in nominal.appositions(head) if self._may_name(c, role)), None)
        person = person or self._named_through(head, role) or self._named_first(head, role)
        if person is not None or role.kind is not ActorKind.PERSON:
            return person
        second = next(
            (c for c in nominal.appositions(head) if c.i == head.i + 2 and self.doc[c.i - 1].text == "-"), None
        )
        if second is not None:
            return self._person_beside(second, role)  # "the secretary-general of the Front, Ali Sule"
        behind = nominal.belongs_to(head, "of", "for", "to", "on")
        owners = [o for o in behind if o.ent_type_ != "PERSON" or o.i in self.index.countries]
        owners = [o for o in owners if not _is_of_people(o)]  # "the widow of the activist Ali Sule" is not he
        apposed = (c for o in owners for c in nominal.appositions(o) if c.ent_type_ == "PERSON")
        return next(apposed, None) or next((p for o in owners if (p := self._person_after(o)) is not None), None)

    def _named_through(self, head: Token, role: Role) -> Token | None:
        """The name behind a second office: "her brother, the lawmaker Ali Sule"."""
        offices = [c for c in nominal.appositions(head) if c.pos_ == "NOUN"] if role.kind is ActorKind.PERSON else []
        return next((n for c in offices for n in nominal.appositions(c) if n.ent_type_ == "PERSON"), None)

    def _named_first(self, head: Token, role: Role) -> Token | None:
        """The one name before its office: "Sutarno, Indonesia's defence minister, said"."""
        name = nominal.apposed_to(head)
        if name is None or role.kind is not ActorKind.PERSON or name.i + 1 >= head.i or not name.text.istitle():
            return None
        words = nominal.name_before(name)
        given = [t for t in words[:-1] if t.text.istitle() and not t.ent_type_ and role_of(t) is None]
        alone = len(given) == len(words) - 1 and words[0].i == name.left_edge.i
        follows = self.doc[name.i + 1].text == "," and nominal.is_subject(name)
        unknown = name.ent_type_ in {"", "GPE", "ORG", "PRODUCT", "FAC", "LOC"} and name.i not in self.places
        return name if alone and follows and unknown and self._may_name(name, role) else None

    def _person_after(self, token: Token) -> Token | None:
        """The person named right after a place: "envoy to Chad Ali Sule"."""
        entity = self.entity.get(token.i)
        if entity is not None and entity.label_ == "PERSON" and token.i in self.index.countries:
            return entity.root if entity.root.i > token.i else None  # "Chad Ana Ruiz", taken for one name
        at = entity.end if entity is not None else token.i + 1
        person = self.entity.get(at)
        return person.root if person is not None and person.label_ == "PERSON" and person.start == at else None

    def _beside(self, head: Token) -> list[Token]:
        """What says once more who ``head`` is, a name right after it too: "the charity Brot für die Welt"."""
        after = self.doc[head.i + 1 : head.i + 2]
        return [*nominal.appositions(head), *(t for t in after if " " in t.text)]

    def _shortens(self, token: Token, head: Token) -> bool:
        """Whether ``token`` is the short form in brackets of a name: "the Popular Army of Liberation (EPL)"."""
        in_brackets = token.i > 0 and self.doc[token.i - 1].text == "("
        return bool(in_brackets and head.text[:1].isupper() and token.text.isupper())

    def _names_body(self, token: Token) -> bool:
        entity = self.entity.get(token.i)
        return entity is not None and entity.label_ == "ORG" and role_of(token) is None and token.pos_ == "PROPN"

    def _named_beside(self, head: Token) -> Token | None:
        """The known name that says who a role noun is: "the agency Tass"."""
        named = next((c for c in nominal.appositions(head) if c.i in self.index.full), None)
        after = head.i + 1
        if named is None and after in self.index.full and head.lower_ in _table("outlet", "words"):
            return self.doc[after]
        return named

    def _is_person(self, head: Token, role: Role | None, known: Known | None) -> bool:
        if known is not None or (role is not None and head.text.islower()):
            return False
        if head.ent_type_ == "PERSON":
            return role is None or (head.i in self.entity and len(self.entity[head.i]) > 1)
        if not head.text[:1].isupper():
            return False
        if head.ent_type_ == "DATE":  # "Theresa May"
            return head.pos_ == "PROPN" and head.i > 0 and _ends_name(head.nbor(-1), head)
        if head.i in self.apposed or (plain(head.text) in self.surnames and head.tag_ in _NAMING):
            return True
        return role is None and self._titled(head)

    def _titled(self, head: Token) -> bool:
        """Whether a proper noun that the entity recogniser took amiss stands after a title: "Minister Sekou Traore"."""
        if head.pos_ != "PROPN" or head.ent_type_ not in _ENTITIES_AMISS or head.i in self.index.countries:
            return False
        words = nominal.name_before(head)
        first = next((n for n, t in enumerate(words) if n and role_of(words[n - 1]) and not role_of(t)), None)
        if first is None or any(t.i in self.index.known for t in words[first:]):
            return False
        if self._is_body_with_article(words[first - 1], head):
            return False
        title = role_of(words[first - 1])
        return title is not None and title.kind is ActorKind.PERSON and words[first - 1].text[:1].isupper()

    def _is_body_with_article(self, first: Token, head: Token) -> bool:
        """Whether a body's name opens with a word that is a title elsewhere: "the Marine Institute"."""
        name = self.entity.get(head.i)
        if name is None or name.label_ != "ORG" or not name.start <= first.i:
            return False
        return any(t.lower_ == "the" for t in self.doc[max(0, name.start - 1) : first.i])

    def _may_name(self, token: Token, role: Role) -> bool:
        """Whether the apposition ``token`` names a person, also where the entity recogniser took it amiss."""
        if token.ent_type_ == "PERSON":
            return True
        unknown = token.i not in self.index.known and token.i not in self.index.countries
        return role.kind is ActorKind.PERSON and token.pos_ == "PROPN" and unknown and role_of(token) is None

    def _known(self, head: Token, known: Known, name: Span) -> Mention:
        is_state = known.kind is ActorKind.STATE and known.country
        called = country_names()[known.country] if is_state and known.country else known.name
        return Mention(
            head=head,
            span=self._span(list(name)),
            kind=MentionKind.NAME,
            number="singular",
            name=called,
            actor=known.kind,
            country=known.country,
            sector=known.sector,
            known=True,
        )

    def _person(self, head: Token, tokens: list[Token], role: Token | None = None) -> Mention:
        name = self._name(head)
        self.surnames |= {plain(t.text) for t in name if len(t) > 2 and t.text[0].isupper()}
        held = {t.i for t in name}
        described = [*(nominal.noun_phrase(role) if role is not None else []), *tokens]
        described = [t for t in described if t.i not in held]
        for more in nominal.appositions(head):
            described += [t for t in nominal.noun_phrase(more) if t.i not in held]
        titles = [t for t in described if role_of(t)]
        sector = next((r.sector for t in titles if (r := role_of(t))), None)
        bodies = {self.index.known[t.i].sector for t in described if t.i in self.index.known}
        if sector is not None and INTERNATIONAL in bodies and "GOV" not in bodies:
            sector = INTERNATIONAL  # "UN special envoy"
        if sector == "JRN" and any(t.lower_ == "opposition" for t in described):
            sector = "OPP"
        of = [o for t in (head, *titles) for o in nominal.belongs_to(t, "of")]
        own = [t for t in described if not is_of_post(t)]
        country = self._country(own) or self._country([t for o in of for t in nominal.noun_phrase(o)])
        country = country or self._country_right_after(name[-1])
        parts = [t.text for t in name]
        title = " ".join(
            t.text
            for t in described
            if t.pos_ in {"NOUN", "PROPN", "ADJ"} and t.text[0].isalnum() and t.i not in self.index.countries
        )
        around = [t for t in tokens if t.i not in held and not t.is_punct] + name
        return Mention(
            head=role or head,
            span=self._span(_unbroken(sorted({t.i: t for t in around}.values(), key=lambda t: t.i), head)),
            kind=MentionKind.NAME,
            number="singular",
            gender=gender_of([*described, *tokens], parts),
            name=span_of(name).of(text_of(self.doc)).replace("\n", " ").strip(_EDGE.replace(".", "")),
            actor=ActorKind.PERSON,
            country=country,
            sector=sector,
            title=title or None,
            owner=next((t for t in described if nominal.is_possessive(t) and not _is_of_style(t)), None),
            posted=self._posted([*titles, *described]),
            generation=_generation(tokens) if len(name) == 1 else None,
            words=tuple(t.lemma_.lower() for title in titles for t in self._dealt_with(title)),
        )

    def _posted(self, offices: list[Token]) -> frozenset[str]:
        """The countries that whoever holds these offices deals with: "envoy to Chad and Togo"."""
        held = [t for t in offices if t.lemma_.lower() in _table("posted", "words")]
        behind = [o for t in held for o in nominal.belongs_to(t, *_table("posted", "behind"))]
        near = [t for o in behind for one in (o, *nominal.listed_after(o)) for t in nominal.noun_phrase(one)]
        return frozenset(self.index.countries[t.i] for t in near if t.i in self.index.countries)

    def _dealt_with(self, title: Token) -> list[Token]:
        """What an office is for: "foreign" of "minister of foreign affairs", later "the foreign minister"."""
        behind = nominal.belongs_to(title, "of", "for")
        return [t for o in behind for t in nominal.noun_phrase(o) if t.i not in self.index.countries]

    def _country_right_after(self, last: Token) -> str | None:
        """The country of "of Tonga" right after a name, wherever the parser hung it."""
        if last.i + 2 >= len(self.doc) or self.doc[last.i + 1].lower_ != "of":
            return None
        return self.index.countries.get(last.i + 2)

    def _name(self, head: Token) -> list[Token]:
        """The tokens of the person's name that ``head`` stands in, without title, marks and possessive."""
        entity = self.entity.get(head.i)
        if entity is None or entity.label_ != "PERSON":
            words = self._hyphened_before(nominal.name_before(head))
        else:
            words = self._leftwards([t for t in entity if t.text not in _NOT_PEOPLE and not t.is_space])
        titles = [n for n, t in enumerate(words[:-1]) if _is_title(t)]
        words = words[titles[-1] + 1 :] if titles else words
        while len(words) > 1 and words[0].i in self.index.countries and is_of_post(words[0]):
            words = words[1:]
        while len(words) > 1 and words[-1].is_punct:
            words.pop()
        return self._hyphenated(words)

    def _leftwards(self, words: list[Token]) -> list[Token]:
        """``words`` with what the entity recogniser left out before them: "Nguyen Van Thanh", "von der Aue"."""
        particles = _table("people", "particles", "names.toml")
        while words[0].i:
            before = words[0].nbor(-1)
            free = before.pos_ == "PROPN" and (
                before.ent_type_ in {"", "DATE", "PERSON"} or self._is_titled_amiss(before)
            )
            joined = free and nominal.is_inside_phrase(before) and before.head.i in range(words[0].i, words[-1].i + 1)
            further = before.nbor(-1).text if before.i else ""
            is_particle = before.text in particles and (further[:1].isupper() or further in particles)
            after_particle = words[0].text in particles and before.pos_ == "PROPN"
            titled = free and before.i > 0 and _is_title(before.nbor(-1))
            if (
                not (joined or titled or is_particle or after_particle)
                or role_of(before)
                or before.i in self.index.countries
            ):
                break
            words = [before, *words]
        return words

    def _hyphened_before(self, words: list[Token]) -> list[Token]:
        """``words`` with the first half of a double name: "Okafor-Eze"."""
        while words[0].i > 1:
            first, hyphen = self.doc[words[0].i - 2], self.doc[words[0].i - 1]
            if hyphen.text not in {"-", "‑"} or hyphen.whitespace_ or first.whitespace_ or not first.text[:1].isupper():
                break
            words = [first, hyphen, *words]
        return words

    def _is_titled_amiss(self, token: Token) -> bool:
        """Whether the recogniser took a title and a first name for a body: "Princess Ana" before "Sola"."""
        entity = self.entity.get(token.i)
        title = role_of(entity[0]) if entity is not None and entity.label_ == "ORG" else None
        return title is not None and title.kind is ActorKind.PERSON

    def _hyphenated(self, words: list[Token]) -> list[Token]:
        """``words`` with the rest of a name that goes on after a hyphen: "Min-jae"."""
        last = words[-1]
        while last.i + 2 < len(self.doc) and not last.whitespace_:
            hyphen, rest = self.doc[last.i + 1], self.doc[last.i + 2]
            if hyphen.text not in {"-", "‑"} or hyphen.whitespace_ or not rest.is_alpha:
                break
            words = [*words, hyphen, rest]
            last = rest
        return words

    def _by_role(self, head: Token, tokens: list[Token], role: Role | None) -> Mention | None:
        is_source = head.lemma_.lower() in _table("source_nouns", "unnamed_marks", "attribution.toml")
        people = head.lower_ in demonyms() and (nominal.is_plural(head) or _the(tokens))
        if role is None and not is_source and not people:
            return self._several(head, tokens) or self._entity(head, tokens)
        if is_source:
            return self._source(head, tokens)
        if role is None:
            role = Role("CVL", ActorKind.POPULATION)
        aside = _table("other_side", "words") | _table("other_side", "apart")
        if head.lemma_.lower() in aside:  # "Chad's rivals", "critics of Chad" are of any other country
            adjectives = [t for t in tokens if not nominal.is_possessive(t)]
            countries = tuple(c for c in [self._country(adjectives)] if c)
        else:
            own = self._country(tokens) or self.index.countries.get(head.i)
            countries = (own,) if own else self._countries_after(head, role)
        entity = self.entity.get(head.i)
        is_name = role.kind is not ActorKind.PERSON and entity is not None and entity.label_ == "ORG"
        named = is_name and entity is not None and entity.end - 1 > head.i
        if named and entity is not None:
            tokens = list(self.doc[tokens[0].i : entity.end])  # "the Organization of Island States"
        elif role.kind in {ActorKind.MINISTRY, ActorKind.ORGANISATION}:
            tokens = self._with_of(tokens, head)
        words = nominal.naming_words(tokens)
        name = _joined(words) or head.text
        plural = nominal.is_plural(head)
        kind = ActorKind.GROUP if plural and role.kind is ActorKind.PERSON else role.kind
        bodies = [self.index.known[t.i].sector for t in tokens if t.i in self.index.known and t.i != head.i]
        sector = next((s for s in bodies if s in {"IGO", "NGO", "REB"}), role.sector)  # "United Nations experts"
        plain_words = (t for t in words if t.i not in self.index.countries and not t.is_punct and t.lower_ != "of")
        return Mention(
            head=head,
            span=self._span(tokens),
            kind=MentionKind.NAME if named else MentionKind.SIDES if self._is_sides(head, tokens) else MentionKind.ROLE,
            number="plural" if plural else "singular",
            gender=gender_of(tokens, []),
            name=name.strip(),
            actor=kind,
            country=countries[0] if len(countries) == 1 else None,
            countries=countries if len(countries) > 1 else (),
            sector=sector,
            title=name if kind is ActorKind.PERSON else None,
            definite=_is_definite(head, tokens, role),
            same_as=self._root(nominal.apposed_to(head) or nominal.predicated_of(head)),
            owner=_owner(head, tokens),
            posted=self._posted([head]),
            words=tuple(sorted(t.lemma_.lower() for t in plain_words if t.lower_ not in _NOT_PEOPLE)),
        )

    def _countries_after(self, head: Token, role: Role) -> tuple[str, ...]:
        """The countries of "of Chad" after a role noun, and of "in Chad" after one that acts for a state there."""
        for word in ("of", "from"):
            owners = nominal.belongs_to(head, word)
            codes = (self._country(nominal.noun_phrase(owner)) for owner in owners)
            if found := tuple(dict.fromkeys(code for code in codes if code)):
                return found if nominal.is_plural(head) else found[:1]
        seats = nominal.seats_of(head, *_table("based", "words"))
        if (code := self._country([t for o in seats for t in nominal.noun_phrase(o)])) is not None:
            return (code,)
        if role.sector not in {"GOV", "COP", "JUD", "LEG", "MIL"} or not nominal.is_subject(head):
            return ()  # "was killed by police in Chad" tells where
        for place in nominal.belongs_to(head, "in")[:1]:
            near = [t for n in (place, *nominal.appositions(place)) for t in nominal.noun_phrase(n)]
            if (code := self._country(near)) is not None:
                return (code,)
        return ()

    def _country(self, tokens: list[Token]) -> str | None:
        """The country that words of a phrase name or lie in; none where they name an international body."""
        known = (self.index.known.get(t.i) for t in tokens)
        if any(k is not None and k.sector in {"IGO", "NGO"} for k in known):
            return None
        for token in tokens:
            if code := self.index.countries.get(token.i):
                return code
        place = next((self.places[t.i] for t in tokens if t.i in self.places), None)
        return place.country if place else None

    def _with_of(self, tokens: list[Token], head: Token) -> list[Token]:
        starts = {
            o.i: self.index.full[o.i][0].i if o.i in self.index.full else o.i for o in nominal.belongs_to(head, "of")
        }
        objects = [self.doc[i] for i, start in starts.items() if start - head.i <= 3]
        if not objects:
            return tokens
        end = self.index.full[objects[0].i][-1] if objects[0].i in self.index.full else objects[0]
        return list(self.doc[tokens[0].i : end.i + 1])

    def _several(self, head: Token, tokens: list[Token]) -> Mention | None:
        """ "both countries": a phrase that is no role and means several."""
        if not self._is_sides(head, tokens):
            return None
        return Mention(head, self._span(tokens), MentionKind.SIDES, "plural", name=head.text)

    def _entity(self, head: Token, tokens: list[Token], described: Token | None = None) -> Mention | None:
        """A body that only the entity recogniser knows; ``described`` is the role noun that it stands beside."""
        entity = self.entity.get(head.i)
        if entity is None or entity.label_ != "ORG" or head.pos_ == "DET":
            return None
        words = [t for t in entity if t.text not in _NOT_PEOPLE and not t.is_space]
        while len(words) > 1 and (words[0].lower_ == "the" or words[0].is_punct):
            words.pop(0)
        bracket = next((n for n, t in enumerate(words) if n and t.text == "("), None)
        if bracket is not None and not any(t.text == ")" for t in words):
            words = words[:bracket]  # "the Lowland Observatory (LOR"
        while len(words) > 1 and words[-1].is_punct:
            words.pop()
        name = span_of(words).of(text_of(self.doc)).replace("\n", " ")
        before = [t for t in tokens if t.i < words[0].i] + ([described] if described is not None else [])
        is_outlet = any(t.lower_ in _table("outlet", "words") for t in before)  # "the daily Ledger"
        role = role_of(described) if described is not None else None
        sector = role.sector if role is not None and role.sector == "NGO" else None
        several = words[0].lower_ in _table("abroad", "words")  # "the Friends of Chad"
        return Mention(
            head=described or head,
            span=self._span(words),
            kind=MentionKind.NAME,
            number="singular",
            name=name,
            actor=ActorKind.OUTLET if is_outlet else ActorKind.ORGANISATION,
            country=None if several else self._country([*words, *tokens]),
            sector="JRN" if is_outlet else sector,
        )

    def _source(self, head: Token, tokens: list[Token]) -> Mention:
        owner = next(iter(nominal.belongs_to(head, "of", "in", "at", "within", "from")), None)
        body, span, end = None, None, tokens
        if owner is not None:
            end = list(self.doc[tokens[0].i : owner.i + 1])
            inner = nominal.noun_phrase(owner)
            body = next((self.index.known[t.i] for t in inner if t.i in self.index.known), None)
            name = " ".join(t.text for t in inner if t.pos_ == "PROPN")
            body = body or (Known(name, ActorKind.ORGANISATION, None, None) if name else None)
            span = self._span(list(self.index.full.get(owner.i, [owner])))
        return Mention(
            head=head,
            span=self._span(end),
            kind=MentionKind.ROLE,
            number="plural" if nominal.is_plural(head) else "singular",
            name=self.doc[end[0].i : end[-1].i + 1].text,
            actor=ActorKind.UNNAMED,
            country=self._country(tokens),
            definite=owner is None and tokens[0].lower_ == "the" and len(tokens) <= 2,
            member_of=body,
            member_span=span if body else None,
        )

    def _root(self, token: Token | None) -> Token | None:
        """The head of the known name that ``token`` stands in, else ``token``."""
        return self.index.full[token.i].root if token is not None and token.i in self.index.full else token

    @staticmethod
    def _is_sides(head: Token, tokens: list[Token]) -> bool:
        """Whether a phrase means several who were named one by one: "both sides", "the two leaders", "the parties"."""
        sides = lexicons.table("roles.toml")["sides"]
        lemma = nominal.singular(head)
        if not nominal.is_plural(head) or lemma not in sides["words"]:
            return False
        before = {t.lower_ for t in tokens if t.i != head.i} - set(sides["offices"])
        shared = nominal.coordinated_before(head) if not before else None
        if before == {"the"} or (shared is not None and nominal.is_with_the(shared) and role_of(shared) is not None):
            return lemma in sides["alone"] or (lemma in sides["met"] and not nominal.belongs_to(head, "of", "from"))
        return before <= set(sides["pair"]) and ("both" in before or len(before & set(sides["pair"])) > 1)

    def _span(self, tokens: list[Token]) -> Offsets:
        start, end = tokens[0].idx, tokens[-1].idx + len(tokens[-1])
        text = text_of(self.doc)[start:end]
        kept = text.rstrip(_EDGE)
        return Offsets(start=start, end=start + max(len(kept), 1))


def _generation(tokens: list[Token]) -> str | None:
    """Which of two of one surname is meant: "the elder Rojas"."""
    words = {t.lower_ for t in tokens}
    return next((name for name in ("elder", "younger") if words & _table("generations", name)), None)


def _is_title(token: Token) -> bool:
    """Whether a word before a name is no part of it: a title, or the day of "On Monday Sola left"."""
    if token.ent_kb_id_ == MENDED:
        return False
    if token.lower_ in _table("people", "no_part", "names.toml"):
        return True
    return role_of(token) is not None or token.lower_.rstrip(".") in _table("people", "titles", "names.toml")


def _is_of_people(noun: Token) -> bool:
    role = role_of(noun)
    return role is not None and role.kind is ActorKind.PERSON


def _ends_name(before: Token, head: Token) -> bool:
    return before.ent_type_ == "PERSON" and before.head.i == head.i and nominal.is_inside_phrase(before)


def _joined(words: list[Token]) -> str:
    """The words as one name, with the hyphens between them: "Asia-Pacific Forum"."""
    text, held = "", {t.i for t in words}
    for token in words:
        after = token.nbor(1) if token.i + 1 < len(token.doc) else None
        if after is not None and after.i not in held and after.text in {"-", "–", "‑"} and not after.whitespace_:
            text += token.text_with_ws + after.text
        elif after is not None and after.text in {"’", "'"} and after.i not in held and not token.whitespace_:
            text += token.text + after.text_with_ws  # "Dockers’ Union"
        elif after is not None and after.i not in held and after.text == "," and token.i != words[-1].i:
            text += f"{token.text}, "
        else:
            text += token.text_with_ws
    return " ".join(text.split()).strip("-–‑")


def _is_definite(head: Token, tokens: list[Token], role: Role) -> bool:
    """Whether a phrase means somebody known: "the minister", or "Parliament" by itself."""
    if _is_of_style(tokens[0]) or _shares_its_article(head, tokens, role):
        return True
    if len(tokens) == 1:
        return head.text[:1].isupper() and role.sector == "LEG"
    pointed = tokens[0].lower_ in {"the", "this", "that", "these", "those"}
    return pointed and sum(t.tag_ != "POS" for t in tokens) <= 3 and not nominal.belongs_to(head, "of")


def _shares_its_article(head: Token, tokens: list[Token], role: Role) -> bool:
    """Whether an office goes on with another's article: "President" of "the Secretary and President"."""
    first = nominal.coordinated_before(head)
    if first is None or role.kind is not ActorKind.PERSON or nominal.is_plural(head) or role_of(first) is None:
        return False
    bare = all(role_of(t) is not None or t.lower_ in _table("sides", "offices") for t in tokens)
    return bare and nominal.is_with_the(first) and not nominal.belongs_to(head, "of")


def _is_of_style(token: Token) -> bool:
    """Whether a pronoun is part of how a ruler is addressed: "His Majesty"."""
    after = token.nbor(1) if token.i + 1 < len(token.doc) else None
    return token.tag_ == "PRP$" and after is not None and after.lower_ in _table("styles", "words")


def _owner(head: Token, tokens: list[Token]) -> Token | None:
    """Whose a body or an office is: "Lind's deputy", "the Lind government"."""
    owner = next((t for t in tokens if nominal.is_possessive(t) and not _is_of_style(t)), None)
    if owner is None and head.lower_ in _table("led", "words"):
        return next((t for t in reversed(tokens) if t.pos_ == "PROPN" and t.i != head.i), None)
    return owner


def _the(tokens: list[Token]) -> bool:
    """Whether an adjective stands for a people: "the French"."""
    return len(tokens) == 2 and tokens[0].lower_ == "the"


def _unbroken(tokens: list[Token], head: Token) -> list[Token]:
    """The tokens around ``head`` from the first to the last that stand close together."""
    at = next(n for n, t in enumerate(tokens) if t.i == head.i) if any(t.i == head.i for t in tokens) else 0
    first = last = at
    while first and tokens[first].i - tokens[first - 1].i <= 2:
        first -= 1
    while last + 1 < len(tokens) and tokens[last + 1].i - tokens[last].i <= 2:
        last += 1
    return tokens[first : last + 1]


def _pronoun(token: Token) -> Mention | None:
    if nominal.is_relative(token):
        thing = "neuter" if token.tag_ == "WDT" else None
        same_as = nominal.antecedent(token) if not nominal.is_in_phrase_of(token) or thing is None else None
        return Mention(token, span_of([token]), MentionKind.RELATIVE, "singular", gender=thing, same_as=same_as)
    if _is_of_style(token):
        return None
    words = lexicons.table("roles.toml")["pronouns"]
    for name, number, gender in (("male", "singular", "male"), ("female", "singular", "female")):
        if token.lower_ in words[name]:
            return Mention(token, span_of([token]), MentionKind.PRONOUN, number, gender=gender)
    if token.lower_ in _table("source_nouns", "first_person", "attribution.toml"):
        return Mention(token, span_of([token]), MentionKind.PRONOUN, "plural", gender="speaker")
    if token.lower_ in words["plural"]:
        return Mention(token, span_of([token]), MentionKind.PRONOUN, "plural")
    if token.lower_ in words["neuter"] and not nominal.is_empty_subject(token):
        return Mention(token, span_of([token]), MentionKind.PRONOUN, "singular", gender="neuter")
    return None
