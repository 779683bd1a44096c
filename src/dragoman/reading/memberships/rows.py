"""Memberships as rows of the record: who the members are, and which actor the words for their group name."""

from collections.abc import Iterator

from spacy.tokens import Token

from dragoman.languages.phrases import Phrases
from dragoman.model import Actor, ActorKind, ActorRef, Membership
from dragoman.reading.draft import Draft
from dragoman.reading.events import refs
from dragoman.reading.events.roles import singly
from dragoman.reading.memberships.names import is_alone, is_political, is_titled, may_name, points_back
from dragoman.reading.memberships.words import GROUPS, Belonging, is_a, known
from dragoman.syntax import clearnlp as scheme
from dragoman.syntax import nominal
from dragoman.syntax.tree import span_of, text_of

_MEMBERS = {ActorKind.STATE, ActorKind.PERSON, *GROUPS}
_SEVERAL = 2
_CONTENT = {"PROPN", "ADJ", "NOUN", "ADP"}


def rows_of(found: list[Belonging], draft: Draft) -> Iterator[Membership]:
    """A row for each member, none told twice."""
    seen: list[tuple[str, frozenset[str], str]] = []
    for belonging in found:
        for row in list(_rows(belonging, draft)):
            name = draft.actors_by_id()[row.group.actor].name
            key = row.member.actor, frozenset(name.lower().split()), row.status
            if row.member.actor != row.group.actor and not any(_say_the_same(key, other) for other in seen):
                seen.append(key)
                yield row


def _say_the_same(one: tuple[str, frozenset[str], str], other: tuple[str, frozenset[str], str]) -> bool:
    """Whether two rows (member, words of the group's name, status) are one: "the Lakes" and "the Lakes Party"."""
    if (one[0], one[2]) != (other[0], other[2]):
        return False
    return one[1] <= other[1] or other[1] <= one[1]


def _rows(one: Belonging, draft: Draft) -> Iterator[Membership]:
    if not one.members:
        return
    members = singly(refs(list(one.members), draft), draft)
    group = _party(one.group, one.by, draft) if isinstance(one.group, str) else _group(one, one.group, draft)
    if group is None:
        return
    kinds = {a.id: a.kind for a in draft.actors}
    for member in members:
        if kinds[member.actor] in _MEMBERS:
            yield Membership(
                id="",
                member=member,
                group=group,
                spans=(*member.spans, span_of([one.by]), *group.spans),
                attributions=draft.under(one.by.idx),
                status=one.status,
            )


def _party(name: str, label: Token, draft: Draft) -> ActorRef:
    """The party that a label stands for, known to the report or not."""
    actor = next((a for a in draft.actors if a.name == name), None)
    if actor is None:
        actor = draft.add_actor(name, ActorKind.GROUP, span_of([label]))
    return ActorRef(actor=actor.id, spans=(span_of([label]),))


def _group(one: Belonging, named: tuple[Token, ...], draft: Draft) -> ActorRef | None:
    """The group that words name: an actor known as a group or body, or a new one by that name."""
    if not named or named[-1].i in draft.places:
        return None
    groups = {a.id: a for a in draft.actors if a.kind in GROUPS}
    meant = _by_name(named[-1], groups, draft)
    if meant is None and points_back(named):
        return _ref(_last_named(named[-1], draft, groups), named)
    if meant is not None and is_a(named[-1], "body"):
        return meant  # "the group", of one that was named before
    if is_a(named[-1], "body") and _is_pointed_at(named[-1]):
        return _ref(_named_before(named[-1], draft, groups), named)
    if not may_name(named):
        return None
    ref = _mentioned(named, groups, draft)
    if ref is not None:
        common = known(one.by).of_class("common", "noun")
        return ref if groups[ref.actor].name.lower() not in common else None
    words = [t for t in named if t.pos_ in _CONTENT or (_is_circle(named) and t.i == named[-1].i)]
    return _new(words, draft) if words and _is_group(words, named, one, draft) else None


def _ref(actor: str | None, words: tuple[Token, ...]) -> ActorRef | None:
    return ActorRef(actor=actor, spans=(span_of(words),)) if actor is not None else None


def _new(words: list[Token], draft: Draft) -> ActorRef:
    """A group that no reader knew, by the name that the text gives it."""
    span = span_of(words)
    name = text_of(words[0].doc)[span.start : span.end]
    ref = ActorRef(actor=draft.add_actor(name, ActorKind.GROUP, span).id, spans=(span,))
    draft.mentions[words[-1].i] = ref
    return ref


# A group that the report knows.


def _by_name(word: Token, groups: dict[str, Actor], draft: Draft) -> ActorRef | None:
    """The group with a name of its own that ``word`` is known to mean: "the bloc" for the African Union."""
    ref = draft.mentions.get(word.i)
    if ref is None or ref.actor not in groups:
        return None
    return ref if groups[ref.actor].name[:1].isupper() else None


def _is_pointed_at(word: Token) -> bool:
    """Whether "this" or "that" stands before a noun."""
    return any(t.morph.get("PronType") == ["Dem"] for t in word.lefts)


def _mentioned(named: tuple[Token, ...], groups: dict[str, Actor], draft: Draft) -> ActorRef | None:
    """The group that one of the words names, the last first: "Lima Group"; of "the Weimar Triangle" the last only."""
    for token in named[-1:] if _is_circle(named) else reversed(named):
        ref = draft.mentions.get(token.i)
        if ref is not None and ref.actor in groups:
            return ref
    return None


def _is_circle(named: tuple[Token, ...]) -> bool:
    """Whether a name ends in a word for a circle of states: "the Weimar Triangle"."""
    return named[-1].text[0].isupper() and named[-1].lower_ in known(named[-1]).openings("circle")


def _named_before(word: Token, draft: Draft, groups: dict[str, Actor]) -> str | None:
    """The group that was named last before "this alliance"."""
    bodies = known(word).of_class("body", "noun")
    held = ((i, groups[ref.actor]) for i, ref in draft.mentions.items() if i < word.i and ref.actor in groups)
    named = ((i, a.id) for i, a in held if a.name[:1].isupper() and a.name.split()[-1].lower() in bodies)
    return max(named, default=(0, None))[1]


def _last_named(word: Token, draft: Draft, groups: dict[str, Actor]) -> str | None:
    """The group that was named last before "the bloc"."""
    held = ((i, groups[ref.actor]) for i, ref in draft.mentions.items() if i < word.i and ref.actor in groups)
    party, ends = is_a(word, "party"), _ends(word)
    named = ((i, a.id) for i, a in held if _may_be_meant(a, ends, party))
    return max(named, default=(0, None))[1]


def _ends(word: Token) -> frozenset[str]:
    """Words that end or open the names of what "the bloc" or "the party" may mean."""
    words = known(word)
    ends = words.of_class("body", "noun") | words.of_class("titled", "noun") | words.openings("circle")
    return ends | words.of_class("party", "noun") if is_a(word, "party") else ends


def _may_be_meant(group: Actor, ends: frozenset[str], party: bool) -> bool:
    """Whether "the bloc" or "the party" may mean a group: "NATO", "the Lima Group", no ministry of a country."""
    if not group.name[:1].isupper() or not (group.country is None or party):
        return False
    names = group.name.lower().split()
    return group.name.isupper() or names[-1] in ends or names[0] in ends


# A group that no reader knew.


def _is_group(words: list[Token], named: tuple[Token, ...], one: Belonging, draft: Draft) -> bool:
    """Whether words that name nobody known name a group.

    A verb makes none: one may join or leave anything; only a noun such as "member" says that it is a group.
    """
    phrases = known(one.by)
    if _is_chamber(words, phrases):
        return False
    called_so = is_alone(tuple(words)) or _is_called_party(words[0], phrases)
    told_by_name = is_a(named[-1], "body") or (len(words) > 1 and is_titled(words[-1]))
    if called_so:
        return True
    if _is_region(words[-1], one.by) and not told_by_name:
        return False
    if words[-1].i in draft.countries or _is_somebody_else(words[-1], one, draft):
        return False
    if not _is_proper(words, named, one, draft):
        return False
    return told_by_name or _may_be_joined(words, named, one.by, phrases)


def _is_chamber(words: list[Token], phrases: Phrases) -> bool:
    """Whether a party's label only tells of a chamber: "the Democratic House"."""
    labels = phrases.openings("label")
    return words[-1].lower_ in phrases.of_class("common", "noun") and all(t.lower_ in labels for t in words[:-1])


def _is_region(word: Token, by: Token) -> bool:
    """Whether states are only of a region: "one of the great countries of Europe"."""
    return word.ent_type_ in {"LOC", "GPE"} and is_a(by, "among") and not is_a(by, "part")


def _is_proper(words: list[Token], named: tuple[Token, ...], one: Belonging, draft: Draft) -> bool:
    """Whether words are a name, or become one by what is told of them."""
    if len(words) > 1 or any(t.is_upper or t.ent_type_ == "ORG" for t in words):
        return True
    if not scheme.is_verb(one.by) and one.by.i != words[-1].i:
        return True  # "a member of" says that it is a group
    if words[-1].pos_ == "PROPN" and _unites_states(one, draft):
        return True
    listing = _is_circle(named) and one.by.i == named[-1].i
    return listing and len(one.members) >= _SEVERAL  # "the Quad - Peru, Chile and Togo -"


def _may_be_joined(words: list[Token], named: tuple[Token, ...], by: Token, phrases: Phrases) -> bool:
    """Whether what is told says that words name something with members: "a member of Dawn", "Mercosur comprises"."""
    if not scheme.is_verb(by) or scheme.base(by) in _grouping(phrases):
        return True
    return named[-1].ent_type_ == "ORG" or _is_party_of(words, phrases)


def _is_called_party(first: Token, phrases: Phrases) -> bool:
    """Whether a noun right before or after a name says that it is a party's: "the opposition party Dawn"."""
    if first.pos_ != "PROPN":
        return False
    before, parties = first.nbor(-1) if first.i else first, phrases.of_class("party", "noun")
    if before.is_lower and scheme.base(before) in parties:
        return True
    return any(a.is_lower and scheme.base(a) in parties for a in nominal.appositions(first))  # "quit Dawn, a party of"


def _is_party_of(words: list[Token], phrases: Phrases) -> bool:
    """Whether words are a party's name that an adjective tells of: "the ruling Peru Forward party"."""
    if len(words) < _SEVERAL or not words[0].i or scheme.base(words[-1]) not in phrases.of_class("party", "noun"):
        return False
    return is_political(words[0].nbor(-1))


def _unites_states(one: Belonging, draft: Draft) -> bool:
    """Whether a verb such as "comprises" is told of states: "Mercosur comprises Peru and Chile"."""
    kinds = {a.id: a.kind for a in draft.actors}
    members = [kinds[draft.mentions[m.i].actor] for m in one.members if m.i in draft.mentions]
    several = len(members) >= _SEVERAL and set(members) == {ActorKind.STATE}
    return several and scheme.base(one.by) in _grouping(known(one.by))


def _is_somebody_else(word: Token, one: Belonging, draft: Draft) -> bool:
    """Whether a word names an actor already, and none that is only the first of the members listed after it."""
    named = draft.mentions.get(word.i)
    listed = {draft.mentions[m.i].actor for m in one.members if m.i in draft.mentions}
    if named is None or named.actor in listed:
        return False
    unknown = draft.actors_by_id()[named.actor].kind is ActorKind.OTHER  # of which nothing is known
    return not (unknown and word.pos_ == "PROPN" and _unites_states(one, draft))


def _grouping(phrases: Phrases) -> frozenset[str]:
    """The verbs whose subject can only be a group: "comprises", "groups"."""
    return frozenset(w.split()[0] for w in phrases.of_class("groups", "verb"))
