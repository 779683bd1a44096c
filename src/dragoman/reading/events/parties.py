"""Who may be a side of an act, and what tells of each: the features of the learned choice of sides.

Candidates are the mentions of the act's sentence and of those before it, and of the sentence itself also country words
and other nouns that stand where a party may. Their features are the way through the parse from the act's words, what
the mention is, how often the report speaks of it, and what the frames make of it.
"""

from collections import Counter
from collections.abc import Set
from dataclasses import dataclass, field
from functools import cached_property

from spacy.tokens import Doc, Token

from dragoman.mentions import countries_of
from dragoman.model import Actor
from dragoman.reading.draft import Draft
from dragoman.syntax.path import Way, is_argument, is_inside, is_main_subject, is_subject, label, relation, upwards, way
from dragoman.syntax.scheme import is_verb, scheme
from dragoman.syntax.tree import sentence_numbers

BEFORE = 3  # sentences before an act's own in which its sides are looked for
_MOST = 80  # candidates of one act, the nearest first
_SHORT, _LONG = 3, 5  # steps of a way that is told whole, with the type of the act and without


@dataclass(frozen=True)
class Ruled:
    """What the rules make the sides of an act: tokens of the doer, of the recipient, of where one may stand else."""

    actors: Set[int] = frozenset()
    recipients: Set[int] = frozenset()
    instead: Set[int] = frozenset()


@dataclass
class Parties:
    """The parties of one document, as the choice of sides sees them."""

    doc: Doc
    draft: Draft
    _sources: dict[int, set[str]] = field(default_factory=dict)

    @cached_property
    def sentence_of(self) -> list[int]:
        """The number of each token's sentence."""
        return sentence_numbers(self.doc)

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.doc.sents]

    @cached_property
    def actors(self) -> dict[str, Actor]:
        """The report's actors by id."""
        return {actor.id: actor for actor in self.draft.actors}

    @cached_property
    def countries(self) -> dict[str, tuple[str, ...]]:
        """The countries that each actor acts for."""
        return {id: countries_of(actor, self.actors) for id, actor in self.actors.items()}

    @cached_property
    def spoken_of(self) -> dict[str, list[int]]:
        """The tokens at which the report speaks of each actor."""
        found: dict[str, list[int]] = {}
        for index, ref in sorted(self.draft.mentions.items()):
            found.setdefault(ref.actor, []).append(index)
        return found

    @cached_property
    def _spoken_in(self) -> Counter[tuple[str, int]]:
        """How often the report speaks of each actor in each sentence."""
        return Counter((ref.actor, self.sentence_of[index]) for index, ref in self.draft.mentions.items())

    @cached_property
    def rank(self) -> dict[str, int]:
        """0 for the actor that the report speaks of most often, 1 for the next ..."""
        ordered = sorted(self.spoken_of, key=lambda id: -len(self.spoken_of[id]))
        return {id: number for number, id in enumerate(ordered)}

    @cached_property
    def _by_id(self) -> dict[str, set[str]]:
        return {a.id: {ref.actor for ref in a.sources} for a in self.draft.attributions}

    def sources_at(self, at: int) -> set[str]:
        """Who says what stands at the character ``at``."""
        if at not in self._sources:
            under = self.draft.under(at)
            self._sources[at] = self._by_id[under[0]] if under else set()
        return self._sources[at]

    def codes(self, token: Token) -> tuple[str, ...]:
        """The countries that the actor at ``token`` acts for, or the one that it names."""
        ref = self.draft.mentions.get(token.i)
        if ref is not None:
            return self.countries.get(ref.actor, ())
        code = self.draft.countries.get(token.i)
        return (code,) if code else ()

    def party(self, token: Token) -> str:
        """What tells the party at ``token`` from others: an actor's id, a country, or the token itself."""
        ref = self.draft.mentions.get(token.i)
        return ref.actor if ref is not None else self.draft.countries.get(token.i, f"token {token.i}")

    def near(self, head: Token, taken: Set[int]) -> list[Token]:
        """The candidates for the act of ``head``, whose words are ``taken``."""
        home = self.sentence_of[head.i]
        first = self._starts[max(0, home - BEFORE)]
        end = self._starts[home + 1] if home + 1 < len(self._starts) else len(self.doc)
        own = self._starts[home]
        found = [
            self.doc[i]
            for i in range(first, end)
            if i not in taken and (i in self.draft.mentions or (i >= own and self._is_other(self.doc[i])))
        ]
        held = {t.i for t in found}
        apart = [t for t in found if t.i in self.draft.mentions or not self._only_describes(t, held)]
        return sorted(sorted(apart, key=lambda t: abs(t.i - head.i))[:_MOST], key=lambda t: t.i)

    def _is_other(self, token: Token) -> bool:
        code = self.draft.countries.get(token.i)
        if code is not None:
            return self.draft.countries.get(token.i - 1) != code
        return is_argument(token)

    @staticmethod
    def _only_describes(token: Token, held: set[int]) -> bool:
        """Whether a candidate is a part of another's phrase: "Chilean" of "Chilean fishermen"."""
        return is_inside(token) and token.head.i in held

    def features(self, words: list[Token], type_: str, token: Token, ruled: Ruled) -> list[str]:
        """What tells whether ``token`` is a side of the act of ``type_`` that ``words`` tell, the first before all."""
        head = words[0]
        apart = self.sentence_of[head.i] - self.sentence_of[token.i]
        steps = token.i - head.i
        found = ["any", f"type={type_}", f"voice={voice(head)}", f"apart={apart}"]
        found.append(f"steps={'-' if steps < 0 else '+'}{min(6, abs(steps).bit_length())}")
        found += self._of_mention(token, type_, apart)
        found += _of_way(words, type_, token, self._kind(token)) if not apart else _of_far(token, type_)
        found += self._of_speaker(head, token)
        return found + _of_rules(token, ruled)

    def _kind(self, token: Token) -> str:
        linked = self.draft.links.get(token.i)
        return linked.kind if linked else "country" if token.i in self.draft.countries else "noun"

    def _of_mention(self, token: Token, type_: str, apart: int) -> list[str]:
        ref = self.draft.mentions.get(token.i)
        actor = self.actors.get(ref.actor) if ref is not None else None
        codes = self.codes(token)
        found = [f"kind={self._kind(token)}", f"countries={min(2, len(codes))}", f"label={relation(token)}"]
        found += [f"tag={token.tag_}", f"entity={token.ent_type_}", f"subject={is_subject(token)}{not apart}"]
        if self.draft.home in codes:
            found.append("home")
        if actor is None:
            return [*found, f"ending={token.lemma_.lower()[-3:]}", f"lemma={token.lemma_.lower()}"]
        told = self.spoken_of.get(actor.id, [])
        again = self._spoken_in[actor.id, self.sentence_of[token.i] + apart]
        found += [
            f"actor={actor.kind.value}",
            f"sector={actor.sector}",
            f"role={actor.kind.value}{actor.sector}{type_}",
        ]
        found += [f"often={min(4, len(told).bit_length())}", f"rank={min(5, self.rank.get(actor.id, 9))}"]
        return [*found, f"again={min(3, again)}"]

    def _of_speaker(self, head: Token, token: Token) -> list[str]:
        sources, ref = self.sources_at(head.idx), self.draft.mentions.get(token.i)
        if ref is not None and ref.actor in sources:
            return ["speaker"]
        return ["spoken by another"] if sources else []


def around(head: Token, type_: str, ruled: Ruled) -> list[str]:
    """What speaks for an act's having no side that the text names."""
    told = f"{bool(ruled.actors):d}{bool(ruled.recipients):d}{bool(ruled.instead):d}"
    return ["none", f"none {type_}", f"none {voice(head)}", f"none {told}", f"none {head.lemma_.lower()}"]


def voice(word: Token) -> str:
    """Verb or noun, and whether it is told in the passive."""
    if not is_verb(word):
        return "noun"
    return "passive" if scheme.is_passive(word) or scheme.is_passive_participle(word) else "active"


def _of_way(words: list[Token], type_: str, token: Token, kind: str) -> list[str]:
    ways = [(found, word) for word in words if (found := way(word, token)) is not None]
    if not ways:
        return ["no way"]
    found, word = min(ways, key=lambda pair: pair[0].length)
    return _of_steps(found, word, type_, token, kind)


def _of_steps(found: Way, word: Token, type_: str, token: Token, kind: str) -> list[str]:
    up, down, top = found
    first = label(down[0]) if down else ""
    how = voice(word)
    told = "^".join(label(t) for t in up) + "|" + "/".join(label(t) for t in down)
    features = [f"length={min(8, found.length)}", f"up={min(4, len(up))}", f"down={min(4, len(down))}"]
    if found.length <= _LONG:
        features += [f"way={how}{told}", f"way={told}{kind}"]
    if found.length <= _SHORT:
        features.append(f"way={type_}{how}{told}")
    features.append(f"rise={'^'.join(relation(t) for t in up[:3])}|{first}")
    features.append(f"step={how}{relation(down[0]) if down else ''}{min(3, len(up))}")
    features.append(f"end={label(token)}{min(3, len(down))}")
    features.append(f"top={top.pos_}{first}{scheme.is_passive(top)}")
    features.append(f"word={word.lemma_.lower()}|{first}")
    features.append(f"side={type_}{how}{first}{min(2, len(up))}")
    if up:
        features.append(f"above={top.lemma_.lower()}|{first}")
    return features


def _of_far(token: Token, type_: str) -> list[str]:
    return [f"far={relation(token)}", f"far={type_}{relation(token)}", f"far main={is_main_subject(token)}"]


def _of_rules(token: Token, ruled: Ruled) -> list[str]:
    above = upwards(token, 3)[1:]
    found = []
    for name in ("actors", "recipients", "instead"):
        held = getattr(ruled, name)
        if token.i in held:
            found.append(f"rule {name}")
        elif any(t.i in held for t in above):
            found.append(f"rule in {name}")
    told = f"{bool(ruled.actors):d}{bool(ruled.recipients):d}{bool(ruled.instead):d}"
    return [*found, f"rules {told}"]
