"""The actors of one report while it is read."""

from collections.abc import Set

from dragoman.model import Actor, ActorKind
from dragoman.model import Span as Offsets

_NAMED = {ActorKind.ORGANISATION, ActorKind.GROUP, ActorKind.ARMED_GROUP, ActorKind.MINISTRY}
_NEAR_SUBJECTS, _NEAR = 3, 25  # how far back a pronoun or a role looks, in mentions


class Table:
    """The actors found so far, by key, with what later mentions need to find them again."""

    def __init__(self) -> None:
        self.by_key: dict[str, Actor] = {}
        self.order: list[str] = []  # actor keys by recency, latest last
        self.surnames: dict[str, str] = {}  # of languages that have no ``People`` yet
        self.subjects: list[str] = []
        self._seen: set[tuple[str, int, int]] = set()
        self.genders: dict[str, str] = {}  # actor keys to "male" or "female", where a name, a title or a pronoun tells

    def put(self, key: str, actor: Actor, mention: Offsets) -> Actor:
        """Add a mention of ``key``; ``actor`` fills in what was unknown, a fuller name goes before a shorter."""
        old = self.by_key.get(key)
        if old:
            better = {
                field: getattr(actor, field)
                for field in ("country", "sector", "title", "affiliation")
                if getattr(old, field) is None and getattr(actor, field) is not None
            }
            longer = len(actor.name.split()) > len(old.name.split())
            if actor.kind is ActorKind.PERSON and actor.title != actor.name and longer:
                better["name"] = actor.name
            if old.kind in _NAMED and old.name.islower() and actor.name[:1].isupper() and actor.name[-1:].islower():
                better["name"] = actor.name  # "a contact group, the Lima Format"
            if (key, mention.start, mention.end) not in self._seen:
                better["mentions"] = (*old.mentions, mention)
            actor = old.model_copy(update=better) if better else old
        else:
            actor = actor.model_copy(update={"id": f"a{len(self.by_key) + 1}", "mentions": (mention,)})
        self._seen.add((key, mention.start, mention.end))
        self.by_key[key] = actor
        self.order.append(key)
        return actor

    def last(
        self, *kinds: ActorKind, gender: str | None = None, but: Set[str | None] = frozenset(), near: int = 0
    ) -> str | None:
        """Key of the latest actor of one of the kinds, subjects before others; of no other ``gender``, not of ``but``.

        ``near`` is how many mentions it looks back.
        """
        keys = (*reversed(self.subjects[-_NEAR_SUBJECTS:]), *reversed(self.order[-(near or _NEAR) :]))
        fits = [k for k in keys if self.by_key[k].kind in kinds and k not in but]
        if gender is None:
            return next(iter(fits), None)
        fits = [k for k in fits if self.genders.get(k, gender) == gender]
        # "The reporter met Denise. She ...": who is only a role to us comes after those of whom more is known.
        known = (k for k in fits if k in self.genders or self.by_key[k].title != self.by_key[k].name)
        return next(known, None) or next(iter(fits), None)

    def recent(self) -> list[str]:
        """Keys of the actors spoken of lately, each once, the latest first."""
        return list(dict.fromkeys(reversed(self.order[-_NEAR:])))
