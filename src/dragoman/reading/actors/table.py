"""The actors of one report while it is read."""

from dragoman.model import Actor, ActorKind
from dragoman.model import Span as Offsets


class Table:
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
