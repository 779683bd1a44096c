"""Resolution: which mentions are one actor, and how sure each link is.

Names go by identity (``people`` for persons, the lexicons for states and bodies). Roles and pronouns go back to who was
spoken of lately, subjects before others. Each rule states how sure its links are (``Draft.links``), so that a reader
can leave weak ones out; ``benchmarks/links.py`` compares that with how many are right.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Set
from functools import cache
from typing import NamedTuple

from spacy.tokens import Token

from dragoman.languages import lexicons
from dragoman.languages.lexicons import folded
from dragoman.mentions.mention import Mention, MentionKind
from dragoman.mentions.names import (
    country_names,
    demonyms,
    leaders,
    named_in,
    names,
    ruling_surnames,
    surnames_of_leaders,
)
from dragoman.mentions.people import People, parts_of, sounds
from dragoman.mentions.speakers import Speakers, is_of_one, speakers
from dragoman.mentions.table import Table
from dragoman.model import Actor, ActorKind, ActorRef, Span
from dragoman.reading.attribution.quotes import around
from dragoman.reading.draft import Draft, Resolved
from dragoman.syntax import nominal

_NEAR_THINGS = 8  # mentions that "it" looks back
_NEAR_STATES = 200  # mentions that "the country" and "the company" look back
_NEAR_SUBJECTS = 6  # that "both sides" look back for two who are named together
_LONGEST_NAME = 12  # words from the head of a body's name to its short form
_LONGEST_LIST = 12  # names of one list that "they" may mean
_PEOPLE = {ActorKind.PERSON}
_BODIES = (ActorKind.ORGANISATION, ActorKind.ARMED_GROUP, ActorKind.GROUP, ActorKind.MINISTRY, ActorKind.OUTLET)
_MANY = (ActorKind.GROUP, ActorKind.POPULATION, ActorKind.ARMED_GROUP)


class Found(NamedTuple):
    """The actor that a mention is of, by key, and how sure that is (0 to 1)."""

    key: str
    confidence: float


class Resolver:
    """Resolves the mentions of one report, in their order, into its actors."""

    def __init__(
        self, quotes: list[Span], home: str | None, publisher: str | None = None, named: Set[str] = frozenset()
    ) -> None:
        self._quotes = quotes
        self._states = named  # the countries that the report names
        self._home = home  # the country that the report is about
        self._publisher = government_of(publisher) if publisher else None  # whose government speaks
        self._described_by: dict[str, set[str]] = {}  # actor keys to the words (lemmas) of their names and roles
        self._by_name: set[str] = set()
        self.table = Table()
        self.people = People()
        self.keys: dict[int, str] = {}  # head token -> actor key
        self.links: dict[int, Resolved] = {}
        self._acronyms: dict[str, str] = {}
        self._last_words: dict[str, str] = {}  # of the names of bodies -> their keys
        self._introduced: dict[str, str] = {}  # short forms that stood in brackets after a name
        self._named_bodies: list[str] = []  # keys, latest last
        self._countries: dict[str, tuple[str, ...]] = {}  # of actors that act for several
        self._plural: set[str] = set()
        self._pairs: dict[str, tuple[str, ...]] = {}  # the first of a list or of a meeting -> keys of all
        self._listed_at: dict[str, int] = {}  # the first of a list -> its head where that list stands
        self._groups: dict[str, tuple[str, ...]] = {}  # of keys for several at once, the keys of each
        self._together: Counter[tuple[str, ...]] = Counter()  # two who did something together, how often
        self._ours: set[str | None] = set()  # keys of those who say "we"
        self._speaking: list[Speakers] = []  # who says "we" where several issue the text
        self._posted: dict[str, set[str]] = {}  # actor keys to countries that they deal with and are not of

    def read(self, mentions: Iterable[Mention]) -> None:
        every = list(mentions)
        if every and self._publisher is not None:
            self._speaking = speakers(every[0].head.doc, every, self._publisher)
        for mention in every:
            if mention.head.i not in self.keys:
                self._read(mention)

    def _read(self, mention: Mention) -> None:
        found = self._resolve(mention)
        if found is not None:
            self._note(mention, found)

    def fill(self, draft: Draft) -> None:
        """Write the actors and who each mention is into ``draft``."""
        for key, actor in self.table.by_key.items():
            if actor.country is None and (code := self._led_by(key)):
                self.table.by_key[key] = actor.model_copy(update={"country": code})
        states = {a.country: a.id for a in self.table.by_key.values() if a.kind is ActorKind.STATE}
        for key, codes in self._countries.items():
            members = tuple(states[code] for code in codes if code in states)
            self.table.by_key[key] = self.table.by_key[key].model_copy(update={"members": members})
        draft.posted = {self.table.by_key[key].id: frozenset(codes) for key, codes in self._posted.items()}
        draft.actors = list(self.table.by_key.values())
        draft.links = self.links
        draft.mentions = {i: ActorRef(actor=link.actor, spans=(link.span,)) for i, link in self.links.items()}

    def _note(self, mention: Mention, found: Found) -> None:
        head, key = mention.head, found.key
        actor = self.table.put(key, self._described(mention, key), mention.span)
        self.keys[head.i] = key
        self.links[head.i] = Resolved(mention.span, mention.kind.value, actor.id, found.confidence)
        if mention.kind is MentionKind.NAME and actor.kind is ActorKind.PERSON:
            self.people.add(key, mention.name, aside=_describes_another(head))
        if mention.kind is MentionKind.NAME:
            self._by_name.add(key)
        words = (*mention.words, *mention.name.lower().split(), *(mention.title or "").lower().split())
        self._described_by.setdefault(key, set()).update(words)
        if actor.kind in _BODIES and (mention.kind is MentionKind.NAME or _names_group(mention)):
            self._named_bodies.append(key)
        if mention.gender in {"male", "female"} and actor.kind in {ActorKind.PERSON, ActorKind.UNNAMED}:
            self.table.genders.setdefault(key, str(mention.gender))
        if mention.countries:
            self._countries[key] = mention.countries
        if mention.posted:
            self._posted.setdefault(key, set()).update(mention.posted)
        if mention.number == "plural" and mention.gender != "speaker":
            self._plural.add(key)
        if nominal.is_subject(head) and mention.kind is not MentionKind.RELATIVE:
            self.table.subjects.append(key)
        self._note_company(head, key)

    def _note_company(self, head: Token, key: str) -> None:
        """Keep who does something together: the latest list or meeting that somebody opens as a subject."""
        first = nominal.coordinated_before(head) or nominal.met_by(head, _words("meeting"))
        one = self.keys.get(first.i) if first is not None else None
        if first is None or one is None or one == key or not nominal.is_subject(first):
            return
        goes_on = self._listed_at.get(one) == first.i
        company = (*(self._pairs[one] if goes_on else (one,)), *(k for k in self._groups.get(key, (key,)) if k != one))
        if len(company) <= _LONGEST_LIST:
            self._pairs[one], self._listed_at[one] = company, first.i
        if len(company) == 2:
            self._together[company] += 1

    def _described(self, mention: Mention, key: str) -> Actor:
        """What a mention says of its actor; nothing new where it is only a pronoun."""
        if mention.actor is None:
            return self.table.by_key[key]
        return Actor(
            id="",
            name=mention.name,
            kind=mention.actor,
            country=mention.country or self._owners_country(mention),
            sector=mention.sector,
            title=mention.title,
            affiliation=self._affiliation(mention),
        )

    def _affiliation(self, mention: Mention) -> str | None:
        body, span = mention.member_of, mention.member_span
        if body is None or span is None:
            return None
        actor = Actor(id="", name=body.name, kind=body.kind, country=body.country, sector=body.sector)
        return self.table.put(f"known:{body.name}", actor, span).id

    # ---- whose: "Putin's spokesman", "its army", "the Merkel government"

    def _owners_country(self, mention: Mention) -> str | None:
        owner = mention.owner
        aside = (*_words("other_side"), *lexicons.table("roles.toml")["other_side"]["apart"])
        if owner is None or set(mention.words) & set(aside):
            return None
        key = self.keys.get(owner.i)
        if key is None and (match := self.people.find(owner.text, None, self.table.genders)):
            key = match.key
        if key is not None:
            return self.table.by_key[key].country or self._led_by(key)
        return self._ruled_by(folded(owner.text))

    def _ruled_by(self, surname: str) -> str | None:
        """The country that a leader's surname tells by itself, or together with the countries that the report names."""
        told = ruling_surnames().get(surname)
        codes = surnames_of_leaders().get(surname, frozenset()) & self._states
        return told or (min(codes) if len(codes) == 1 else None)

    def _led_by(self, key: str) -> str | None:
        """The country that a person of this name is known to lead: only where the report gives none."""
        actor = self.table.by_key[key]
        if actor.kind is not ActorKind.PERSON or actor.sector == "IGO":
            return None
        parts = _without_initials(parts_of(actor.name))
        rules = actor.sector == "GOV" and _is_rulers(actor.title)
        titled = (f"{word} {folded(actor.name)}" for word in (actor.title or "").lower().split() if rules)
        if (code := next((leaders()[name] for name in titled if name in leaders()), None)) is not None:
            return code  # "King Abdullah II"
        if len(parts) == 1:
            return self._ruled_by(parts[0]) if rules else ruling_surnames().get(parts[0])
        in_office = actor.sector == "GOV" and (parts[0][:1], parts[-1]) in _initialled()
        return _leaders().get(sounds(parts)) or (ruling_surnames().get(parts[-1]) if in_office else None)

    # ---- who

    def _resolve(self, mention: Mention) -> Found | None:
        if mention.name in self._introduced:
            return Found(self._introduced[mention.name], 0.9)
        found = self._meant(mention)
        if found is not None and mention.actor in _BODIES and not mention.known:
            self._introduce(mention, found.key)
        return found

    def _introduce(self, mention: Mention, key: str) -> None:
        """Keep the short form in brackets right after a body's name, and take all before it for the name where the
        letters tell: "the Movement for Justice in Norva (MNJ)"."""
        words = _up_to_bracket(mention.head)
        if not words or not words[-1].text.isupper() or (text := words[-1].text) in self._introduced:
            return
        self._introduced[text] = key
        doc, end = mention.head.doc, words[-2].idx
        whole = doc.text[mention.span.start : end].strip().removeprefix("The ").removeprefix("the ")
        if "".join(w[0] for w in re.split(r"[\s-]+", whole) if w[:1].isupper()) == text:
            mention.name = whole

    def _meant(self, mention: Mention) -> Found | None:
        if mention.kind is MentionKind.NAME:
            return self._named(mention)
        if mention.kind is MentionKind.PRONOUN:
            return self._pronoun(mention)
        if mention.kind is MentionKind.RELATIVE:
            return self._relative(mention)
        if mention.kind is MentionKind.SIDES:
            return self._sides(mention) or (self._role(mention) if _is_role(mention) else None)
        return self._role(mention)

    def _same(self, token: Token | None, confidence: float) -> Found | None:
        """The actor of another mention, or of what that one is an apposition to."""
        while token is not None:
            if token.i in self.keys:
                return Found(self.keys[token.i], confidence)
            token = nominal.apposed_to(token)
        return None

    def _relative(self, mention: Mention) -> Found | None:
        if mention.gender != "neuter":
            found = self._same(mention.same_as, 0.95)
            owner = nominal.governor(mention.same_as) if mention.same_as is not None else None
            if found and owner and self.table.by_key[found.key].kind is ActorKind.STATE:
                return self._same(owner, 0.9) or found  # "the envoy of Chad, who"
            return found
        direct = mention.same_as is not None and mention.same_as.i in self.keys
        if mention.same_as is not None and nominal.governor(mention.same_as) is not None:
            direct = False  # "the treaty with Chad, which ..." may be either
        found = self._same(mention.same_as, 0.9) if direct else None
        return found if found and self.table.by_key[found.key].kind is not ActorKind.PERSON else None

    def _named(self, mention: Mention) -> Found:
        if mention.actor is ActorKind.PERSON:
            if mention.generation and (key := self._of_generation(mention)) is not None:
                return Found(key, 0.9)
            match = self.people.find(mention.name, mention.gender, self.table.genders)
            return Found(*match) if match else Found(f"person:{mention.name.lower()}", 1.0)
        if mention.known:
            return Found(f"known:{mention.name}", 1.0)
        key = f"org:{mention.name.lower()}"
        *first, last = mention.name.lower().split() or [""]
        if not first and last in self._last_words and nominal.is_with_the(mention.head):
            return Found(self._last_words[last], 0.85)  # "the Dnestr Front ... the Front"
        if first:
            self._last_words[last] = key
        if mention.name.isupper() and mention.name in self._acronyms:
            return Found(self._acronyms[mention.name], 0.9)
        initials = "".join(word[0] for word in mention.name.split() if word[0].isupper())
        if len(initials) > 1:
            self._acronyms.setdefault(initials, key)
        return Found(key, 1.0)

    def _of_generation(self, mention: Mention) -> str | None:
        """Which of two of one surname is the elder or the younger, where one was said to be the other's relative."""
        bearing = self.people.bearers(mention.name)
        if len(bearing) != 2:
            return None
        told = lexicons.table("roles.toml")["generations"]
        for key, other in (bearing, bearing[::-1]):
            words = self._described_by.get(key, set())
            if words & set(told["children"]):
                return key if mention.generation == "younger" else other
            if words & set(told["parents"]):
                return key if mention.generation == "elder" else other
        return None

    def _pronoun(self, mention: Mention) -> Found | None:
        but = self._not_meant(mention)
        last = self.table.last
        if mention.gender in {"male", "female"}:
            key = last(ActorKind.PERSON, gender=mention.gender, but=but)
            key = key or last(ActorKind.UNNAMED, gender=mention.gender, but=but)
            return Found(key, 0.8) if key else None
        if mention.gender == "speaker":
            found = self._publisher_speaking(mention)
            self._ours |= {found.key} if found is not None else set()
            return found
        if mention.number == "plural":
            return self._they(mention, but | self._ours)
        if self._is_of_a_thing(mention.head):
            return None
        if (owner := self._named_before(mention.head)) is not None:
            return owner
        telling = nominal.telling_subject(mention.head)
        teller = self.keys.get(telling.i) if telling is not None else None
        if teller and self.table.by_key[teller].kind in {ActorKind.STATE, *_BODIES} and teller not in self._plural:
            return Found(teller, 0.8)  # "Peru, whose levy Chile had answered, said it would close the port"
        unnamed = self._ours - self._by_name
        key = last(ActorKind.STATE, *_BODIES, but={*self._plural, *unnamed, *but}, near=_NEAR_THINGS)
        return Found(key, 0.6) if key else None

    def _publisher_speaking(self, mention: Mention) -> Found | None:
        """ "We" outside quotations: the state whose government published the text; else that stays open."""
        if self._publisher is None or around(self._quotes, mention.head.idx) is not None:
            return None
        told = next((s for s in self._speaking if s.start <= mention.head.i < s.end), None)
        if is_of_one(mention.head):
            told = None
        if told is not None:
            return self._speaking_together(mention, told)
        return Found(self._state(self._publisher, mention.span), 0.8)

    def _state(self, code: str, span: Span) -> str:
        """The key of a state, as it is spoken of at ``span`` where nothing else names it."""
        name = country_names()[code]
        key = f"known:{name}"
        if key not in self.table.by_key:
            self.table.put(key, Actor(id="", name=name, kind=ActorKind.STATE, country=code, sector="GOV"), span)
        return key

    def _speaking_together(self, mention: Mention, told: Speakers) -> Found | None:
        """ "We" of those who issue a text together: a body, or the states and bodies of all of them."""
        keys: list[str] = []
        for one in told.mentions:
            if one.head.i not in self.keys:
                self._read(one)  # "We, the ministers of ...": named right behind
            codes = one.countries or ((one.country,) if one.country else ())
            if codes and not (len(told.mentions) == 1 and len(codes) == 1):
                keys += [self._state(code, one.span) for code in codes]
            elif one.head.i in self.keys:
                keys.append(self.keys[one.head.i])
        keys = list(dict.fromkeys(keys))
        if len(keys) < 2:
            return Found(keys[0], 0.8) if keys else None
        return self._group(mention, tuple(keys), 0.8, next((m for m in told.mentions if m.countries), None))

    def _not_meant(self, mention: Mention) -> set[str | None]:
        """Whom a pronoun cannot mean: the subject of its own verb, and inside a quotation who speaks it."""
        others = [nominal.subject_beside(mention.head)]
        quote = around(self._quotes, mention.head.idx)
        if quote is not None:
            others.append(nominal.outer_subject(mention.head, quote.start, quote.end))
        return {self.keys.get(token.i) for token in others if token is not None}

    def _named_before(self, its: Token) -> Found | None:
        """Whose "its" is that goes on with a name: "Chad and its people"."""
        first = nominal.coordinated_before(its.head) if nominal.is_possessive(its) else None
        key = self.keys.get(first.i) if first is not None else None
        if key is None or self.table.by_key[key].kind not in {ActorKind.STATE, *_BODIES} or key in self._plural:
            return None
        return Found(key, 0.8)

    def _is_of_a_thing(self, head: Token) -> bool:
        """Whether "its" belongs to a thing: "the ship changed its course"."""
        subject = nominal.owner_subject(head) if nominal.is_possessive(head) else None
        return subject is not None and subject.i not in self.keys and subject.pos_ == "NOUN"

    def _they(self, mention: Mention, but: set[str | None]) -> Found | None:
        for key in reversed(self.table.subjects[-2:]):
            if key in self._pairs and not but & set(self._pairs[key]):
                return self._group(mention, self._pairs[key], 0.6)
            if key not in but and (self.table.by_key[key].kind in _MANY or key in self._plural):
                return Found(key, 0.7)
        latest = self.table.last(*_MANY, but=but, near=_NEAR_THINGS)
        if latest is None and self.table.subjects and self.table.by_key[self.table.subjects[-1]].kind in _BODIES:
            latest = self.table.subjects[-1]  # "the government said they would leave"
        if latest is None:  # "urged the authorities to free their people"
            lately = reversed(self.table.order[-_NEAR_THINGS:])
            latest = next((k for k in lately if k in self._plural and k not in but), None)
        return Found(latest, 0.6) if latest and latest not in but else None

    def _role(self, mention: Mention) -> Found | None:
        same = self._same(mention.same_as, 0.95)
        if same is not None and _alike(self.table.by_key[same.key].kind, mention.actor):
            return same
        if mention.actor is ActorKind.UNNAMED:
            earlier = self.table.last(ActorKind.UNNAMED) if mention.definite else None
            return Found(earlier, 0.7) if earlier else Found(f"unnamed:{mention.head.i}", 1.0)
        if set(mention.words) & _words("other_side") and mention.country is None:
            return self._other(mention)
        if mention.definite and mention.country is None:
            earlier_ = self._earlier(mention)
            if earlier_ is not None:
                return earlier_
        if set(mention.words) & _words("country"):
            return None
        country = mention.country or self._owners_country(mention)
        return Found(f"role:{country}:{' '.join(mention.words)}", 1.0)

    def _other(self, mention: Mention) -> Found | None:
        """ "his counterpart": the other person of whom the report speaks, of another country than the owner's."""
        owner = self.keys.get(mention.owner.i) if mention.owner is not None else None
        home = self.table.by_key[owner].country if owner else None
        for key in self.table.recent():
            actor = self.table.by_key[key]
            if actor.kind is ActorKind.PERSON and key != owner and (home is None or actor.country not in {home, None}):
                return Found(key, 0.5)
        return Found(f"role:None:{' '.join(mention.words)}:{mention.head.i}", 1.0)

    def _earlier(self, mention: Mention) -> Found | None:
        """Whom a definite phrase means: the latest whose name or title holds its words, else the latest it may be."""
        lately = list(dict.fromkeys(reversed(self.table.order[-30:])))
        for key in sorted(lately, key=lambda k: k not in self._by_name):  # names before roles, the latest first
            same_kind = _alike(self.table.by_key[key].kind, mention.actor)
            if mention.number == "plural" and not self._may_be_several(key):
                continue  # "the delegations" after "the Chadian delegation"
            if same_kind and mention.words and self._described_by.get(key, set()).issuperset(mention.words):
                return Found(key, 0.85)
        if set(mention.words) & _words("country") and mention.number == "singular":
            at_home = f"known:{country_names()[self._home]}" if self._home else ""
            key_ = at_home if at_home in self.table.by_key else self._most_named_state()
        elif mention.actor is ActorKind.OUTLET:
            key_ = self.table.last(ActorKind.OUTLET)
        elif set(mention.words) & _words("group") and mention.number == "singular" and not _names_group(mention):
            key_ = self._named_bodies[-1] if self._named_bodies else None
        elif mention.sector == "BUS" and mention.number == "singular":
            named = (
                k for k in reversed(self._named_bodies[-_NEAR_STATES:]) if self.table.by_key[k].sector in {None, "BUS"}
            )
            key_ = next(named, None)
        elif mention.actor is ActorKind.PERSON and mention.sector == "GOV":
            key_ = self._untitled(mention)
        else:
            return None
        return Found(key_, 0.5) if key_ else None

    def _may_be_several(self, key: str) -> bool:
        actor = self.table.by_key[key]
        return key in self._plural or bool(actor.members) or actor.kind in _MANY

    def _most_named_state(self) -> str | None:
        states = Counter(k for k in self.table.order[-_NEAR_STATES:] if self.table.by_key[k].kind is ActorKind.STATE)
        return states.most_common(1)[0][0] if states else None

    def _untitled(self, mention: Mention) -> str | None:
        """The latest person whose office nobody has told yet, of a gender that fits: "Lula ... the president"."""
        for key in (*reversed(self.table.subjects[-3:]), *self.table.recent()[:8]):
            actor = self.table.by_key[key]
            other = mention.gender is not None and self.table.genders.get(key, mention.gender) != mention.gender
            if actor.kind is ActorKind.PERSON and not actor.title and not other and self._led_by(key):
                return key
        return None

    # ---- several at once

    def _sides(self, mention: Mention) -> Found | None:
        words = lexicons.table("roles.toml")["sides"]
        lemma = nominal.singular(mention.head)
        if lemma in words["people"]:
            kinds = _PEOPLE
        elif lemma in words["states"]:
            kinds = {ActorKind.STATE}
        else:
            kinds = {ActorKind.STATE, ActorKind.PERSON, *_BODIES} - {ActorKind.OUTLET}
        if lemma in words["met"] and not _is_counted(mention.head):
            return self._those_who_met(mention, kinds) or self._of_several_states()
        if pair := self._pair_of(kinds):
            return self._group(mention, pair, 0.6)
        members: dict[str, str] = {}
        for key in self.table.recent():
            actor = self.table.by_key[key]
            between = key in self._posted and lemma in words["alone"]  # "the envoy to Chad urged both sides"
            if actor.kind in kinds and not actor.members and not between and len(members) < 2:
                members.setdefault(actor.country or key, key)
        if len(members) == 2:
            return self._group(mention, tuple(reversed(members.values())), 0.6)
        same = (k for k in self.table.recent() if k in self._countries and lemma in k.split())
        return Found(key_, 0.7) if (key_ := next(same, None)) else None

    def _pair_of(self, kinds: Set[ActorKind]) -> tuple[str, ...]:
        """Two of ``kinds`` who lately did something together, else those who did so most often."""
        lately = (self._pairs.get(key, ()) for key in reversed(self.table.subjects[-_NEAR_SUBJECTS:]))
        often = (pair for pair, times in self._together.most_common(1) if times > 1)
        for pair in (*lately, *often):
            if len(pair) == 2 and all(self.table.by_key[k].kind in kinds for k in pair):
                return pair
        return ()

    def _those_who_met(self, mention: Mention, kinds: Set[ActorKind]) -> Found | None:
        """ "The leaders", all of them; but who is named beside them: "the Secretary and Foreign Ministers"."""
        beside = nominal.coordinated_before(mention.head)
        other = self.keys.get(beside.i) if beside is not None else None
        may = {*kinds, ActorKind.STATE}
        for key in reversed(self.table.subjects[-_NEAR_SUBJECTS:]):
            company = self._pairs.get(key, ())
            if len(company) > 1 and all(self.table.by_key[k].kind in may for k in company):
                those = tuple(k for k in company if k != other)
                return self._group(mention, those, 0.6) if len(those) > 1 else Found(those[0], 0.6)
        return None

    def _of_several_states(self) -> Found | None:
        """Those of several states who were subjects lately: "the leaders" after "the presidents of Chad and Togo"."""
        lately = reversed(self.table.subjects[-_NEAR_SUBJECTS:])
        return next((Found(key, 0.6) for key in lately if key in self._countries), None)

    def _group(self, mention: Mention, keys: tuple[str, ...], confidence: float, role: Mention | None = None) -> Found:
        """The group of those with ``keys``, called by a ``role`` that all have: "governments of Peru and Chile"."""
        keys = tuple(k for key in keys for k in self._groups.get(key, (key,)))
        members = tuple(self.table.by_key[k].id for k in dict.fromkeys(keys))
        key = f"sides:{'+'.join(sorted(members))}"
        self._groups[key] = tuple(dict.fromkeys(keys))
        if key not in self.table.by_key:
            *first, last = (self.table.by_key[k].name for k in dict.fromkeys(keys))
            names = f"{', '.join(first)} and {last}"
            if role is not None:
                names = f"{role.head.text} of {names}"
            group = Actor(id="", name=names, kind=ActorKind.GROUP, members=members)
            self.table.put(key, group, mention.span)
        return Found(key, confidence)


def _up_to_bracket(head: Token) -> list[Token]:
    """The words of a name from its head to a short form in brackets, that included; none where none follows."""
    doc = head.doc
    found: list[Token] = []
    for token in doc[head.i : head.i + _LONGEST_NAME]:
        if token.text == "(":
            after = doc[token.i + 1 : token.i + 3]
            short = len(after) == 2 and after[1].text == ")" and after[0].is_upper and len(after[0]) > 1
            return [*found, token, after[0]] if short else []
        small = token.lower_ in lexicons.table("names.toml")["written"]["inside"]
        if not (token.text[:1].isupper() or small or token.tag_ == "POS" or token.text in {"-", "’", "'", "&"}):
            return []
        found.append(token)
    return []


def _describes_another(name: Token) -> bool:
    """Whether a name only says whose relative somebody is: "the widow of X", "the brother of the activist X"."""
    top = nominal.apposed_to(name) or name
    whose = nominal.governor(top)
    return whose is not None and whose.lemma_.lower() in _words("kin") and nominal.apposed_to(whose) is not None


def _is_counted(head: Token) -> bool:
    """Whether a phrase says of how many it speaks: "the two leaders", not "the leaders"."""
    counting = set(lexicons.table("roles.toml")["sides"]["pair"]) - {"the"}
    return any(t.lower_ in counting for t in nominal.noun_phrase(head))


def _alike(one: ActorKind, other: ActorKind | None) -> bool:
    """Whether two kinds may be one actor's: a person's, or a body's."""
    return one is other or (one in _BODIES and other in _BODIES)


def _names_group(mention: Mention) -> bool:
    """Whether a phrase with a noun for a group names one of its own: "the Nyanza Forum", not "the forum"."""
    named = len(mention.words) > 1 and mention.head.text[:1].isupper()
    return named and bool(set(mention.words) & _words("group"))


def _is_rulers(title: str | None) -> bool:
    """Whether a title is of who rules a state: "President", "the interim Prime Minister"."""
    return title is not None and not _words("rulers").isdisjoint(title.lower().split())


def _is_role(mention: Mention) -> bool:
    """Whether a mention says what somebody is: "both ministers", not "both countries"."""
    return mention.actor is not None and mention.actor is not ActorKind.STATE


@cache
def government_of(publisher: str) -> str | None:
    """The country whose government a publisher is: "US Department of State"; None for an outlet."""
    words = publisher.lower()
    official = any(noun in words.split() for noun in lexicons.table("roles.toml")["official"]["words"])
    for start, end in named_in(publisher):
        name = words[start:end]
        if (seat := lexicons.table("roles.toml")["seats"].get(name)) is not None:
            return str(seat)
        known = names().get(name)
        if official and known is not None and known.kind is ActorKind.STATE:
            return known.country
        if official and name in demonyms():
            return demonyms()[name]
    return None


@cache
def _words(section: str) -> frozenset[str]:
    return frozenset(lexicons.table("roles.toml")[section]["words"])


@cache
def _leaders() -> dict[str, str]:
    """Leaders by a form of their names that transliterations share."""
    return {sounds(parts_of(name)): code for name, code in leaders().items() if len(parts_of(name)) > 1}


def _without_initials(parts: tuple[str, ...]) -> tuple[str, ...]:
    """A name without the letters that stand for its middle names: "Joseph R. Biden"."""
    return tuple(p for n, p in enumerate(parts) if n in {0, len(parts) - 1} or len(p.strip(".")) > 1)


@cache
def _initialled() -> frozenset[tuple[str, str]]:
    """The first letter and the surname of each leader: "Joseph Biden", in office, is who is called Joe elsewhere."""
    people = (parts_of(name) for name in leaders())
    return frozenset((parts[0][:1], parts[-1]) for parts in people if len(parts) > 1)


def countries_of(actor: Actor, actors: dict[str, Actor]) -> tuple[str, ...]:
    """The countries that an actor acts for: its own, else its owner's, else its members'. ``actors`` are by id."""
    if actor.country:
        return (actor.country,)
    owner = actors.get(actor.affiliation or "")
    if owner is not None and owner.country:
        return (owner.country,)
    members = (actors[m].country for m in actor.members if m in actors)
    return tuple(dict.fromkeys(code for code in members if code))
